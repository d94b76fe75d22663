//! Copy off a wire or out of a newsroom's system: codes and slugs over and under the story, notes of the wire's desk, the signs of
//! teletypes. Codes and notes are for the desk and go there; what frames a line (`^By HOLLIS GRAY=`, `HEADLINE: ...`) is taken off it.
//! Embargoes are left for the head to read.

use std::sync::LazyLock;

use super::super::tables::{self, Leads, Phrases};
use super::super::{byline, dateline, dates, words};
use super::Sheet;

const DATA: &str = include_str!("../data/wire.txt");

static ROWS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(DATA, "row"));
static MORE: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(DATA, "more"));
static NOTES: LazyLock<Leads<()>> = LazyLock::new(|| leads("note"));
static BRACKETED: LazyLock<Leads<()>> = LazyLock::new(|| leads("bracketed"));
static HEADLINES: LazyLock<Leads<()>> = LazyLock::new(|| leads("headline"));
static SLUGS: LazyLock<Leads<()>> = LazyLock::new(|| leads("slug"));

fn leads(name: &'static str) -> Leads<()> {
    Leads::new(tables::parts(DATA).filter(move |(part, _)| *part == name).map(|(_, entry)| (entry, ())))
}

/// How many rows of the top, and of the end, may be the wire's.
const TOP: usize = 12;
const END: usize = 5;

/// Takes the wire's marks off.
pub(super) fn take(sheet: &mut Sheet) {
    frames(sheet);
    teletype_marks(sheet);
    let filled = sheet.filled();
    let copy = filled.iter().position(|&at| is_copy(&sheet.rows[at].text)).unwrap_or(filled.len());
    let top = &filled[..copy.min(TOP)];
    labels(sheet, top, &filled);
    let mut coded = false;
    for &at in top {
        let text = sheet.rows[at].text.trim().to_owned();
        coded |= is_code(&text);
        // Under a row of codes: the themes of the story, and the sign after its headline.
        let themes = coded && text.ends_with('/') && !text.contains(' ') && text.matches('/').count() >= 2;
        if coded && let Some(headline) = text.strip_suffix(" =") {
            headline.clone_into(&mut sheet.rows[at].text);
        }
        if themes {
            sheet.note_row(at);
            continue;
        }
        if is_code(&text) || ROWS.has(&words::fold(&text)) || is_note(&text) {
            sheet.note_row(at);
        }
    }
    for &at in &filled {
        let text = sheet.rows[at].text.trim();
        if words::length(text) <= 30 && MORE.has(&words::fold(text)) {
            sheet.drop_row(at, "WR1");
        }
    }
    for &at in filled.iter().skip(copy + 1).rev().take(END) {
        let text = sheet.rows[at].text.trim().to_owned();
        if is_code(&text) || ROWS.has(&words::fold(&text)) {
            sheet.note_row(at);
        }
    }
}

/// A row that can only be the story's.
fn is_copy(text: &str) -> bool {
    let text = text.trim();
    !text.starts_with(['^', '(']) && !is_note(text) && (words::count(text) >= 12 && words::ends_sentence(text) || words::count(text) >= 20)
        || dateline::begins(text, &super::super::Desk::default())
}

/// The signs with which a wire frames its lines: `^...<`, and `=` under a byline.
fn frames(sheet: &mut Sheet) {
    if sheet.rows.iter().filter(|row| row.text.starts_with('^')).count() < 2 {
        return;
    }
    for row in &mut sheet.rows {
        if let Some(inner) = row.text.trim_end().strip_prefix('^') {
            row.text = inner.trim_end_matches(['<', '=']).to_owned();
        } else if row.text.trim_end().ends_with('<') {
            row.text = row.text.trim_end().trim_end_matches('<').to_owned();
        }
    }
    sheet.touched = true;
}

/// Quotation marks of a machine that had none: two of a single one each.
fn teletype_marks(sheet: &mut Sheet) {
    if !sheet.rows.iter().any(|row| row.text.contains("``") && !row.text.trim_start().starts_with("```")) {
        return;
    }
    for row in &mut sheet.rows {
        if !row.text.contains("```") && (row.text.contains("``") || row.text.contains("''")) {
            row.text = row.text.replace("``", "“").replace("''", "”");
        }
    }
    sheet.touched = true;
}

/// `HEADLINE: ...`, and `SLUG: ...` over a script, which has no other headline. The label is taken off.
fn labels(sheet: &mut Sheet, top: &[usize], filled: &[usize]) {
    let value = |leads: &Leads<()>, at: usize, least: usize| {
        let text = sheet.rows[at].text.trim();
        leads
            .longest(text)
            .map(|((), rest)| rest.trim())
            .filter(|rest| words::count(rest) >= least)
            .map(|rest| (rest.to_owned(), text[..text.len() - rest.len()].trim_end().to_owned()))
    };
    let headline = top.iter().find_map(|&at| value(&HEADLINES, at, 2).map(|found| (at, found)));
    let cues = filled.iter().filter(|&&at| is_cue(sheet.rows[at].text.trim())).count();
    let slug = top.iter().find_map(|&at| value(&SLUGS, at, 1).map(|found| (at, found)));
    let named = headline.or_else(|| slug.clone().filter(|(_, (text, _))| cues >= 2 && words::count(text) >= 2));
    if let Some((at, (text, label))) = &named {
        sheet.rewrite(*at, format!("# {text}"), label, "WR2");
        sheet.rows[*at].joint = super::Joint::Apart;
    }
    // Elsewhere it is the desk's name for the story.
    if let Some((at, _)) = slug.filter(|(at, _)| named.as_ref().is_none_or(|(named, _)| named != at)) {
        sheet.note_row(at);
    }
}

/// `[ANCHOR: DANA]`, `[TAKE VO]`.
fn is_cue(text: &str) -> bool {
    text.strip_prefix(['[', '(', '{'])
        .and_then(|inner| inner.strip_suffix([']', ')', '}']))
        .is_some_and(|inner| words::is_caps(inner) && words::length(inner) <= 60)
}

/// A note from the wire's desk: `Eds: ...`, `(Adds quotes, background)`.
fn is_note(text: &str) -> bool {
    words::length(text) <= 300
        && (NOTES.longest(text).is_some()
            || text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).is_some_and(|inner| BRACKETED.longest(inner).is_some()))
}

/// A row of codes: `r a BC-Dam-Breach 03-09 0312`, `bdt0123 3 pl 450 dpa 0123`, `PP-WX-03-09-26 1840CST`.
fn is_code(text: &str) -> bool {
    let tokens: Vec<&str> = text.trim_end_matches('<').split_whitespace().collect();
    // `091612 Mrz 26`, and the initials of the desk: `dpa abc yyzz n1 def`.
    let stamp =
        tokens.len() <= 4 && tokens.first().is_some_and(|first| first.len() == 6 && first.bytes().all(|digit| digit.is_ascii_digit()));
    let initials = (3..=8).contains(&tokens.len())
        && matches!(tokens[0], "dpa" | "afp" | "apa" | "sda" | "ap" | "dapd" | "efe" | "ansa")
        && tokens.iter().all(|token| {
            (2..=4).contains(&token.len()) && token.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        });
    if stamp || initials {
        return true;
    }
    if words::length(text) > 80 || text.is_empty() || dates::is_date_line(text) || byline::lead(text).is_some() {
        return false;
    }
    let slug = tokens.iter().any(|token| is_slug(token));
    let coded = tokens.iter().any(|token| is_number_code(token));
    let small = |token: &&str| {
        let letters = token.chars().filter(|letter| letter.is_alphabetic()).count();
        letters <= 3 || is_slug(token) || is_number_code(token)
    };
    let small_slug = tokens.first().and_then(|first| first.get(..3)).is_some_and(|lead| matches!(lead, "bc-" | "am-" | "pm-"))
        && tokens.len() >= 2
        && tokens[1..].iter().all(|token| token.starts_with(|letter: char| letter.is_ascii_digit()));
    small_slug
        || words::fold(text).contains("ld-writethru")
        || tokens.len() <= 9 && (slug && tokens.len() <= 5 || coded && tokens.iter().all(small))
}

/// `BC-US--Ferry`, `AM-Storm-Damage`, `PP-WX-03-09-26`.
fn is_slug(token: &str) -> bool {
    let token = token.trim_end_matches(',');
    let parts: Vec<&str> = token.split('-').collect();
    let first = parts[0];
    let code = (2..=3).contains(&first.len()) && first.bytes().all(|letter| letter.is_ascii_uppercase());
    let double = token.contains("--") && parts.len() >= 4;
    code && (double
        || parts.len() >= 3
            && (matches!(first, "BC" | "AM" | "PM" | "AP")
                || parts[1..].iter().filter(|part| part.bytes().any(|digit| digit.is_ascii_digit())).count() >= 2))
        || double && token.starts_with(char::is_uppercase)
}

/// `a0321`, `bdt0123`, `1840CST`.
fn is_number_code(token: &str) -> bool {
    let letters = token.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    if letters + digits != token.len() || letters == 0 {
        return false;
    }
    let start = token.bytes().take_while(u8::is_ascii_alphabetic).count();
    let figures = token.bytes().skip(start).take_while(u8::is_ascii_digit).count();
    let end = letters - start;
    start + figures + end == token.len()
        && ((1..=5).contains(&start) && end == 0 && digits >= 4
            || start == 0
                && (2..=4).contains(&end)
                && (4..=6).contains(&figures)
                && token[figures..].bytes().all(|letter| letter.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for text in [
            "091612 Mrz 26",
            "dpa abc yyzz n1 def",
            "bc-mill-fire 03-09 0287",
            "BC-Mill Fire, 1st Ld-Writethru",
            "r a BC-Dam-Breach 03-09 0312",
            "bdt0123 3 pl 450 dpa 0123",
            "PP-WX-03-09-26 1840CST",
            "a0321",
            "BC-US--Ferry-Sinks, 2nd Ld-Writethru",
        ] {
            assert!(is_code(text), "{text}");
        }
        for text in [
            "Carrow 3-2 Pell Rovers",
            "The A380 is back",
            "Covid19 wards close",
            "9 March 2026",
            "By Ana Ruiz",
            "AM radio returns",
            "1984",
            "F1 2026: who drives where",
        ] {
            assert!(!is_code(text), "{text}");
        }
    }
}
