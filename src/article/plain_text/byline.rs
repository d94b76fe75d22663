//! Bylines: `By Ana Ruiz and Jo Lee, Harbour correspondents`, in many languages, and the parts people had (`Photos by`, `Editing
//! by`). Owns the lead words of `data/byline_leads.txt` and the split into names and roles. A line is a byline only if it is names
//! to its very end: `By Friday, the river had risen` is a sentence.

use std::sync::LazyLock;

use super::tables::{self, Leads, Phrases};
use super::{Credit, Desk, dates, names, words};

/// The lead words, each with the part it names; `by` stands for the writer.
static LEADS: LazyLock<Leads<&str>> =
    LazyLock::new(|| Leads::new(tables::parts(include_str!("data/byline_leads.txt")).map(|(part, entry)| (entry, part))));
static AGENCIES: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("data/agencies.txt")));
static NOBODY: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("data/desk_names.txt")));

/// Whether a line begins as a byline does: a lead word, and a name up to the first comma.
pub(super) fn begins(text: &str) -> bool {
    words::length(text) <= 140
        && lead(text)
            .is_some_and(|(_, rest)| rest.split([',', '|']).next().is_some_and(|name| !names_in(name.trim(), &Desk::default()).is_empty()))
        && !words::ends_with_stop(text)
}

/// Reads a byline with its lead word.
pub(super) fn read(text: &str, line: usize, desk: &Desk<'_>) -> Option<Vec<Credit>> {
    if words::length(text) > 140 || words::ends_with_stop(text) && !ends_in_name_stop(text) {
        return None;
    }
    let (part, rest) = lead(text)?;
    credits(rest, part, line, desk)
}

fn ends_in_name_stop(text: &str) -> bool {
    ["Jr.", "Sr.", "M.D.", "Ph.D."].iter().any(|end| text.ends_with(end) || text.ends_with(&end.to_uppercase()))
}

/// Whether a line is a lead word alone, with the name to come on the next line.
pub(super) fn is_lead_alone(text: &str) -> bool {
    let folded = words::fold(text.trim_end_matches([':', '：']));
    matches!(folded.as_str(), "by" | "von" | "par" | "por" | "words by" | "written by" | "author" | "autor" | "autore" | "auteur" | "door")
}

/// Takes the lead word off: which part it names, and what follows.
pub(super) fn lead(text: &str) -> Option<(Option<&'static str>, &str)> {
    let parted = |entry: &str, rest: &str| {
        entry.ends_with([':', '：', '／', '/'])
            || entry.chars().next_back().is_some_and(words::is_unspaced)
            || rest.starts_with([' ', '\u{a0}', ':', '：'])
    };
    let (part, _, rest) = LEADS.of(text).filter(|(_, entry, rest)| parted(entry, rest)).min_by_key(|(_, _, rest)| rest.len())?;
    let rest = rest.trim_start().trim_start_matches([':', '：']).trim();
    Some(((part != "by").then_some(part), rest))
}

/// Reads names and roles: every piece must be one or the other.
pub(super) fn credits(text: &str, part: Option<&str>, line: usize, desk: &Desk<'_>) -> Option<Vec<Credit>> {
    let text = text.trim().trim_end_matches(['|', ',', '·', '•']).trim_end();
    if text.is_empty() {
        return None;
    }
    let mut credits: Vec<Credit> = Vec::new();
    for piece in text.split([',', '|', '/', '،', '、', '，', '·', '•', ';']).map(str::trim).filter(|piece| !piece.is_empty()) {
        // After a name, an agency is where that person works.
        let names = if is_outlet(piece) && !credits.is_empty() { Vec::new() } else { names_in(piece, desk) };
        if names.is_empty() {
            add_role(&mut credits, piece, desk)?;
            continue;
        }
        let role = part.map(str::to_owned);
        credits.extend(names.into_iter().map(|name| Credit {
            name: name.trim_end_matches([',', ';']).to_owned(),
            role: role.clone(),
            line,
        }));
    }
    (!credits.is_empty() && credits.len() <= 8).then_some(credits)
}

/// Gives a role to the name before it; to all names that have none when it is the last piece.
fn add_role(credits: &mut [Credit], piece: &str, desk: &Desk<'_>) -> Option<()> {
    let last = credits.last_mut()?;
    let address = piece.contains('@') || piece.starts_with("http");
    let role = address || is_role(piece, desk) || dates::is_date(piece);
    if !role {
        return None;
    }
    last.role = Some(match last.role.take() {
        Some(before) => format!("{before}, {piece}"),
        None => piece.to_owned(),
    });
    Some(())
}

/// Whether a text is a job, an outlet or a place of work.
pub(super) fn is_role(text: &str, desk: &Desk<'_>) -> bool {
    let folded = words::fold(text);
    let sentence =
        words::ends_with_stop(text) || words::count(text) > 9 || text.contains(['“', '"', '?', '!']) || text.ends_with([':', '：']);
    let outlet = is_outlet(text) || (!desk.site_title.is_empty() && words::fold(desk.site_title) == folded);
    let placed = folded.strip_prefix("in ").is_some_and(|_| words::count(text) <= 5 && text.split(' ').skip(1).all(words::starts_high));
    // The name of an outlet nobody knows, in capitals as such names are.
    let titled = words::count(text) >= 2
        && text.split_whitespace().all(|word| words::starts_high(word) || matches!(word, "of" | "the" | "and" | "&" | "for"))
        && !names::is_person(text);
    !sentence && (names::has_title(text) || outlet || placed || titled)
}

/// Whether a text is the name of an agency, or of nobody in particular at a desk.
pub(super) fn is_outlet(text: &str) -> bool {
    if words::length(text) > 60 {
        return false;
    }
    let folded = words::fold(text);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    AGENCIES.has(bare) || NOBODY.has(&folded)
}

/// The names in a piece, if it is nothing but names.
fn names_in(piece: &str, desk: &Desk<'_>) -> Vec<String> {
    if is_name(piece, desk) {
        return vec![piece.to_owned()];
    }
    for joint in [
        " and ", " AND ", " & ", " y ", " et ", " und ", " e ", " en ", " i ", " og ", " och ", " ja ", " ve ", " a ", " и ", " та ",
        " و ", " ו", " और ",
    ] {
        let names: Vec<&str> = piece.split(joint).map(str::trim).collect();
        if names.len() > 1 && names.iter().all(|name| is_name(name, desk)) {
            return names.into_iter().map(str::to_owned).collect();
        }
    }
    // The last name of a list may keep its joint: `Ana Ruiz, Jo Lee, and Bo Park`.
    for joint in ["and ", "AND ", "und ", "y ", "et ", "& "] {
        if let Some(name) = piece.strip_prefix(joint).filter(|name| is_name(name, desk)) {
            return vec![name.to_owned()];
        }
    }
    // A place of work belongs to the role, a name with one is still a name.
    Vec::new()
}

fn is_name(text: &str, desk: &Desk<'_>) -> bool {
    let job = names::has_title(text) && words::count(text) < 4 && text.split(' ').skip(1).any(names::is_title);
    names::is_known(text, desk) || is_outlet(text) || (names::is_person(text) && !job)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_of(text: &str) -> Vec<String> {
        read(text, 1, &Desk::default()).unwrap_or_default().into_iter().map(|credit| credit.name).collect()
    }

    #[test]
    fn bylines() {
        assert_eq!(names_of("By Ana Ruiz"), ["Ana Ruiz"]);
        assert_eq!(names_of("BY JOSEPH R. BIDEN JR."), ["JOSEPH R. BIDEN JR."]);
        assert_eq!(names_of("By Ana Ruiz, Jo Lee and Bo Park"), ["Ana Ruiz", "Jo Lee", "Bo Park"]);
        assert_eq!(names_of("Von Ana Ruiz und Jo Lee"), ["Ana Ruiz", "Jo Lee"]);
        assert_eq!(names_of("Par Ana Ruiz"), ["Ana Ruiz"]);
        assert_eq!(names_of("By Ana Ruiz, Harbour correspondent"), ["Ana Ruiz"]);
        assert_eq!(names_of("By Ana Ruiz | Associated Press"), ["Ana Ruiz"]);
        assert_eq!(names_of("By The Associated Press"), ["The Associated Press"]);
        assert_eq!(names_of("Автор: Ольга Петренко"), ["Ольга Петренко"]);
    }

    #[test]
    fn roles() {
        let credits = read("By Ana Ruiz, Harbour correspondent", 1, &Desk::default()).unwrap_or_default();
        assert_eq!(credits[0].role.as_deref(), Some("Harbour correspondent"));
        let credits = read("Photos by Ana Ruiz", 1, &Desk::default()).unwrap_or_default();
        assert_eq!(credits[0].role.as_deref(), Some("photos"));
    }

    #[test]
    fn sentences_and_headings_are_no_bylines() {
        for text in [
            "By Friday, the river had risen.",
            "By the numbers",
            "By The Numbers",
            "By 2030, fees will double",
            "By-election result",
            "By order of the court",
            "By Monday Morning",
            "Par three course",
        ] {
            assert_eq!(read(text, 1, &Desk::default()), None, "{text}");
        }
    }
}
