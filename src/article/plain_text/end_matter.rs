//! What stands at the end, and lines for the desk wherever they stand: end marks, rights, contacts and notes to editors, corrections,
//! and who had a part in the work. Rights and corrections have a place of their own in the story and are taken out of the body;
//! credits stay in print as well. A line is believed by its opening words and by where it stands.

use std::sync::LazyLock;

use super::body::Page;
use super::graf::Graf;
use super::tables::{self, Leads, Phrases};
use super::{Correction, Credit, Desk, byline, dates, names, words};

/// Whether a line is the mark that ends a story.
pub(super) fn is_end_mark(text: &str) -> bool {
    if is_listed_end(text) {
        return true;
    }
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if bare.len() < 3 || bare.len() > 12 {
        return false;
    }
    let folded = words::fold(&bare);
    let inner = folded.trim_matches(['-', '(', ')', '/', '*']);
    let hashes = bare.chars().all(|sign| sign == '#');
    let capitals = !bare.chars().any(char::is_lowercase);
    hashes
        || (inner == "30" && folded != "30" && inner.len() < folded.len())
        || (matches!(inner, "ends" | "end" | "endit" | "ende" | "fin" | "完" | "終")
            && (capitals || inner.len() < folded.len())
            && inner != bare.as_str())
        || (bare == "XXX" || bare == "xxx")
}

static END_LINES: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("data/end_marks.txt"), "line"));
static END_MARKS: LazyLock<Vec<(&str, String)>> =
    LazyLock::new(|| tables::parts(include_str!("data/end_marks.txt")).map(|(part, entry)| (part, words::fold(entry))).collect());

/// Whether a line is one of the marks of the list.
fn is_listed_end(text: &str) -> bool {
    text.len() <= 80 && END_LINES.has(&words::fold(text))
}

/// Whether a text is the sign that papers set after the last word.
pub(super) fn is_end_sign(text: &str) -> bool {
    END_MARKS.iter().any(|(part, entry)| *part == "sign" && entry == text.trim())
}

/// The text before the mark that closes the last paragraph.
pub(super) fn before_end_sign(text: &str) -> Option<&str> {
    END_MARKS.iter().filter(|(part, _)| matches!(*part, "sign" | "tail")).find_map(|(_, mark)| {
        let length = mark.chars().count();
        let cut = text.char_indices().rev().nth(length.checked_sub(1)?).map(|(at, _)| at)?;
        let before = text[..cut].trim_end();
        let same = words::fold(&text[cut..]) == *mark;
        (same && words::ends_sentence(before) && words::count(before) >= 2).then_some(before)
    })
}

/// Whether a line is an agency alone in brackets: `(AP)`.
pub(super) fn is_agency_mark(text: &str) -> bool {
    let inner = text.strip_prefix(['(', '（', '【']).and_then(|inner| inner.strip_suffix([')', '）', '】']));
    inner.is_some_and(|inner| words::length(inner) <= 20 && byline::is_outlet(inner) && words::count(inner) <= 2)
}

/// Whether a mark always ends a story; rows of hashes part sections too.
pub(super) fn is_certain_end(text: &str) -> bool {
    is_end_mark(text) && text.chars().any(char::is_alphanumeric) && !text.eq_ignore_ascii_case("xxx")
}

static RIGHTS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| tables::parts(include_str!("data/rights.txt")).collect());

/// Whether a graf is a notice of rights. `at_edge` says that it stands where such notices do, so that one is known by its middle too.
pub(super) fn is_rights(text: &str, at_edge: bool) -> bool {
    if words::length(text) > 320 {
        return false;
    }
    let folded = words::fold(text);
    RIGHTS.iter().any(|&(part, phrase)| match part {
        "start" => folded.strip_prefix(phrase).is_some_and(|rest| {
            phrase != "copyright"
                || rest.trim_start_matches([' ', ':']).starts_with(|next: char| next.is_numeric() || matches!(next, '©' | '('))
        }),
        _ => at_edge && folded.contains(phrase) && words::count(text) <= 40 && !folded.starts_with('"'),
    })
}

/// Whether a line says that the text is a release.
pub(super) fn is_release_head(text: &str) -> bool {
    static HEADS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("data/release_heads.txt")));
    if words::length(text) > 60 {
        return false;
    }
    let folded = words::fold(text);
    HEADS.has(folded.trim_matches(|letter: char| !letter.is_alphanumeric()))
}

static NOTES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| tables::parts(include_str!("data/notes.txt")).collect());

/// Whether a line opens the notes to editors, which run to the end.
pub(super) fn opens_notes(text: &str) -> bool {
    if words::length(text) > 60 {
        return false;
    }
    let folded = words::fold(text.trim_end_matches([':', '：', '.']));
    NOTES.iter().any(|&(part, entry)| part == "to the end" && entry == folded)
}

/// Whether a line is the initials of a wire's desk: `uha/klo`.
pub(super) fn is_sign_off(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    (2..=5).contains(&parts.len())
        && parts.iter().all(|part| (2..=4).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_lowercase()))
}

/// How many grafs the contact lines here take: the one that says so, and the numbers and addresses below it.
pub(super) fn contacts(grafs: &[Graf]) -> usize {
    let Some(first) = grafs.first().filter(|first| words::length(&first.text) <= 200) else { return 0 };
    let folded = words::fold(&first.text);
    let leads =
        NOTES.iter().any(|&(part, entry)| part == "contact" && (folded == entry.trim_end_matches(':') || folded.starts_with(entry)));
    if !leads || first.member.is_some() || (words::ends_with_stop(&first.text) && words::count(&first.text) > 14) {
        return 0;
    }
    let alone = words::count(&first.text) <= 3;
    let named = |graf: &Graf| names::is_person(&graf.text) || graf.text.split_once(',').is_some_and(|(name, _)| names::is_person(name));
    let below =
        grafs[1..].iter().enumerate().take(5).take_while(|(at, graf)| is_address(&graf.text) || (*at == 0 && alone && named(graf))).count();
    // Name, job and house stand between the word and the numbers, on rows that stand together.
    let together =
        grafs[1..].iter().take(8).take_while(|graf| !graf.gap && words::count(&graf.text) <= 10 && !words::ends_sentence(&graf.text));
    let group = together.enumerate().filter(|(_, graf)| is_address(&graf.text)).last().map_or(0, |(at, _)| at + 1);
    let below = if alone { below.max(group) } else { below };
    // `Contact` alone may be a heading like any other.
    if alone && below == 0 && !first.text.contains([':', '：']) { 0 } else { below + 1 }
}

/// An address, a number, a link, and no sentence.
fn is_address(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let linked = text.contains('@') || text.starts_with("http") || text.starts_with("www.");
    words::length(text) <= 90
        && words::count(text) <= 9
        && (linked || (digits >= 6 && letters <= digits + 12))
        && !(words::ends_with_stop(text) && words::count(text) > 5)
}

/// Whether a line is a note from the wire's desk to the paper's.
pub(super) fn is_wire_note(text: &str) -> bool {
    if words::length(text) > 600 {
        return false;
    }
    let folded = words::fold(text);
    NOTES.iter().any(|&(part, entry)| match part {
        "wire" => folded.starts_with(entry),
        "wire within" => folded.contains(entry) && words::count(text) <= 60,
        _ => false,
    })
}

/// The words that open corrections, each with its part of the list.
static CORRECTIONS: LazyLock<Leads<&str>> =
    LazyLock::new(|| Leads::new(tables::parts(include_str!("data/corrections.txt")).map(|(part, entry)| (entry, part))));

/// The correction that a paragraph of marked copy is: one that opens with its label, or with the first words of such notes. Updates
/// and notes of the desk say other things as well, so they stay copy.
pub(super) fn correction_of(text: &str) -> Option<Correction> {
    let text = text.trim().trim_start_matches(['*', '†', ' ']);
    let counts = |kind: &str| matches!(kind, "correction" | "clarification" | "retraction");
    if let Some(kind) = sentence_kind(text) {
        return counts(kind).then(|| Correction { kind, date: dates::within(text), text: text.to_owned(), line: 0 });
    }
    let (part, _, after) = CORRECTIONS.of(text).filter(|(part, _, _)| !part.ends_with("sentence")).min_by_key(|(_, _, rest)| rest.len())?;
    let (date, rest) = date_after(after);
    let rest = rest.filter(|rest| words::count(rest) >= 3)?;
    let kind = kind_of(part);
    counts(kind).then(|| Correction { kind, date: date.or_else(|| dates::within(rest)), text: rest.to_owned(), line: 0 })
}

/// Reads a correction, and how many grafs it takes.
pub(super) fn correction(page: &Page<'_>, at: usize) -> Option<(Correction, usize)> {
    let graf = &page.grafs[at];
    if graf.member.is_some() || !graf.verse.is_empty() {
        return None;
    }
    let text = graf.text.trim_start_matches(['*', '†', ' ']);
    if let Some(kind) = sentence_kind(text) {
        return Some((Correction { kind, date: dates::within(text), text: text.to_owned(), line: graf.line }, 1));
    }
    let (part, _, after) = CORRECTIONS.of(text).filter(|(part, _, _)| !part.ends_with("sentence")).min_by_key(|(_, _, rest)| rest.len())?;
    let kind = kind_of(part);
    let (date, rest) = date_after(after);
    let rest = rest?;
    // `Update:` also opens stories and subheads; it counts at either end only.
    let edge = at < 2 || page.progress(at) > 0.75;
    if kind == "update" && (!edge || words::count(rest) < 4 || !words::ends_sentence(rest)) {
        return None;
    }
    if rest.is_empty() {
        let next =
            page.grafs.get(at + 1).filter(|next| words::ends_sentence(&next.text) && next.member.is_none() && next.verse.is_empty())?;
        let date = date.or_else(|| dates::within(&next.text));
        return Some((Correction { kind, date, text: next.text.clone(), line: graf.line }, 2));
    }
    if words::count(rest) < 3 {
        return None;
    }
    let date = date.or_else(|| dates::within(rest));
    Some((Correction { kind, date, text: rest.to_owned(), line: graf.line }, 1))
}

fn kind_of(part: &str) -> &'static str {
    match part.split(' ').next().unwrap_or_default() {
        "clarification" => "clarification",
        "editors-note" => "editors-note",
        "update" => "update",
        "retraction" => "retraction",
        _ => "correction",
    }
}

/// Corrections that are known by their first words and open with no label.
fn sentence_kind(text: &str) -> Option<&'static str> {
    CORRECTIONS.of(text.trim_start_matches(['(', '['])).find(|(part, _, _)| part.ends_with("sentence")).map(|(part, _, _)| kind_of(part))
}

/// What stands between a label and its colon may be a date; anything else, and this is no label. Gives the date and the text.
fn date_after(after: &str) -> (Option<String>, Option<&str>) {
    if after.trim().is_empty() {
        return (None, Some(""));
    }
    let Some((at, sign)) = after
        .char_indices()
        .find(|&(at, letter)| matches!(letter, ':' | '：' | '—' | '–') && !after[at + letter.len_utf8()..].starts_with(char::is_numeric))
    else {
        return (None, None);
    };
    let rest = after[at + sign.len_utf8()..].trim();
    let between = after[..at].trim().trim_matches(['(', ')', ',', '[', ']', '（', '）', '-']).trim();
    let between = between.strip_prefix("on ").unwrap_or(between).trim_end_matches([')', ',']);
    match between {
        "" => (None, Some(rest)),
        date if dates::is_date(date) => (Some(date.to_owned()), Some(rest)),
        _ => (None, None),
    }
}

/// Reads a line at the end about who had a part in the work: the names with their parts; none in a line that only tells about one.
pub(super) fn credits(page: &Page<'_>, at: usize) -> Option<Vec<Credit>> {
    let graf = &page.grafs[at];
    if page.progress(at) < 0.5 || words::count(&graf.text) > 60 || graf.member.is_some() || !page.ends_after(at) {
        return None;
    }
    let bracketed = graf.text.strip_prefix(['(', '[']).and_then(|text| text.strip_suffix([')', ']']));
    let text = bracketed.unwrap_or(&graf.text).trim().trim_end_matches('.');
    let mut credits = Vec::new();
    for piece in text.split(';').flat_map(|piece| piece.split(". ")).map(str::trim) {
        match piece_credits(piece, graf.line, page.desk) {
            Some(mut found) => credits.append(&mut found),
            None => return contributed(text, graf.line, page.desk).or_else(|| about_author(text).then(Vec::new)),
        }
    }
    (!credits.is_empty()).then_some(credits)
}

/// `Reporting by Ana Ruiz in London`, `With files from Jo Lee`.
fn piece_credits(piece: &str, line: usize, desk: &Desk<'_>) -> Option<Vec<Credit>> {
    let (part, rest) = byline::lead(piece)?;
    let part = part?;
    let mut credits = Vec::new();
    for name in rest.split([',', '/']).flat_map(|names| names.split(" and ")).map(str::trim) {
        let name = name.strip_prefix("and ").unwrap_or(name);
        let name = name.split(" in ").next().unwrap_or(name).trim();
        if name.is_empty() {
            continue;
        }
        if !(names::is_person(name) || byline::is_outlet(name) || names::is_known(name, desk)) {
            // `in London, Paris and Rome`: more places, once there was a name.
            let place = !credits.is_empty() && words::starts_high(name) && words::count(name) <= 4;
            if place {
                continue;
            }
            return None;
        }
        credits.push(Credit { name: name.to_owned(), role: Some(part.to_owned()), line });
    }
    (!credits.is_empty()).then_some(credits)
}

/// `Ana Ruiz contributed to this report`.
fn contributed(text: &str, line: usize, desk: &Desk<'_>) -> Option<Vec<Credit>> {
    let folded = words::fold(text);
    let phrase = tables::entries(include_str!("data/contributed.txt")).find(|phrase| folded.contains(*phrase))?;
    // Folding keeps the number of words, so the words before the phrase can be counted off.
    let before = folded.split(phrase).next().unwrap_or_default().split_whitespace().count();
    let names: Vec<&str> = text.split_whitespace().take(before).collect();
    let names = names.join(" ");
    let mut names = names.as_str();
    for lead in ["Associated Press writers ", "Associated Press writer ", "AP writers ", "AP writer ", "Staff writer ", "Staff writers "] {
        names = names.strip_prefix(lead).unwrap_or(names);
    }
    let mut credits = Vec::new();
    for name in names
        .split(", ")
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim_start_matches("and ").split(" in ").next().unwrap_or(part).trim())
    {
        if names::is_person(name) || names::is_known(name, desk) {
            credits.push(Credit { name: name.to_owned(), role: Some("additional-reporting".to_owned()), line });
        }
    }
    Some(credits)
}

/// `Ana Ruiz is a staff writer`: about the author, for print.
fn about_author(text: &str) -> bool {
    let Some((name, rest)) = [" is a ", " is the ", " covers ", " is an "].iter().find_map(|joint| text.split_once(joint)) else {
        return false;
    };
    let job = ["writer", "reporter", "correspondent", "editor", "columnist", "journalist"];
    names::is_person(name) && words::count(rest) <= 14 && (job.iter().any(|job| rest.contains(job)) || text.contains(" covers "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn end_marks() {
        for text in ["ENDS", "-ENDS-", "-30-", "- 30 -", "--30--", "###", "# # #", "(END)", "-ends-", "XXX"] {
            assert!(is_end_mark(text), "{text}");
        }
        for text in ["30", "The end", "* * *", "---", "#1", "End of the line", "Friend"] {
            assert!(!is_end_mark(text), "{text}");
        }
    }

    #[test]
    fn rights() {
        assert!(is_rights("© 2026 The Courier", false));
        assert!(is_rights("Copyright 2026 The Courier. All rights reserved.", false));
        assert!(is_rights("This material may not be published, broadcast, rewritten or redistributed.", true));
        assert!(!is_rights("Copyright law changes on Monday.", true));
        assert!(!is_rights(
            "“All rights reserved” is a phrase that everyone prints and hardly anyone reads, and yet it was once needed in every country of the treaty to keep a work from being copied at will by printers in the other countries that had signed it.",
            false
        ));
    }

    #[test]
    fn contact_lines() {
        let grafs = super::super::lines::read("Contact: Ana Ruiz\n555-0100-22\nana@harbour.example\nThe board met on Monday.\n").grafs;
        assert_eq!(contacts(&grafs), 3);
        let grafs = super::super::lines::read("Contact with the boat was lost at noon.\n\nMore.\n").grafs;
        assert_eq!(contacts(&grafs), 0);
    }
}
