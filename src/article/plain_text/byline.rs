//! Bylines: `By Ana Ruiz and Jo Lee, Harbour correspondents`, in many languages, and the parts people had (`Photos by`, `Editing
//! by`). Owns the lead words of `data/byline_leads.txt` and the split into names and roles. A line is a byline only if it is names
//! to its very end: `By Friday, the river had risen` is a sentence.

use std::sync::LazyLock;

use super::tables::{self, Leads, Phrases};
use super::{Credit, Desk, names, words};

/// The lead words, each with the part it names; `by` stands for the writer.
static LEADS: LazyLock<Leads<&str>> = LazyLock::new(|| {
    Leads::new(tables::parts(include_str!("data/byline_leads.txt")).filter(|(part, _)| *part != "after").map(|(part, entry)| (entry, part)))
});
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
    let bare = text.trim_end_matches([':', '：']).trim_end();
    words::length(bare) <= 24
        && !LEADS_AFTER.contains(&bare)
        && LEADS.of(bare).chain(LEADS.of(&format!("{bare}:"))).any(|(part, _, rest)| part == "by" && rest.is_empty())
}

/// Whether a word by itself is one of those before or between names.
pub(super) fn is_lead_word(word: &str) -> bool {
    let bare = words::fold(word.trim_end_matches([':', '：', '.']));
    let leads = |text: &str| LEADS.of(text).any(|(_, _, rest)| rest.is_empty());
    leads(&bare)
        || leads(&format!("{bare}:"))
        || leads(&format!("{bare}."))
        || JOINTS.iter().any(|(part, joint)| *part == "and" && *joint == bare)
}

/// The words before the names of a byline, where they are more than one: they are left out, and so must be named.
pub(super) fn long_lead(text: &str) -> Option<&str> {
    let (_, rest) = lead(text)?;
    let said = text[..text.len() - rest.len()].trim();
    (words::count(said) > 1).then_some(said)
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

/// Reads names and roles: every piece must be one or the other. `By Ana Ruiz in Gull Bay`, `Ana Ruiz and agencies`, `Ana Ruiz (Gull Bay)`.
pub(super) fn credits(text: &str, part: Option<&str>, line: usize, desk: &Desk<'_>) -> Option<Vec<Credit>> {
    let text = text.trim().trim_end_matches(['|', ',', '·', '•', '-', '–', '—', '=', '＝']).trim_end();
    if text.is_empty() {
        return None;
    }
    let role = part.filter(|part| *part != "by place").map(str::to_owned);
    let mut credits: Vec<Credit> = Vec::new();
    // `De notre envoyée spéciale à Vaubrun, Claire Dutertre`: the place before the name.
    let mut before: Option<&str> = None;
    for piece in pieces(text) {
        if credits.is_empty() && before.is_none() && led_by(piece, "in").is_some() {
            before = Some(piece);
            continue;
        }
        // `Ana Ruiz, with photographs by Jo Lee`.
        if !credits.is_empty()
            && let Some((Some(other), rest)) = lead(piece).or_else(|| lead(tables::strip(piece, "with")?.trim_start()))
            && let Some(more) = (other != "by place").then(|| self::credits(rest, Some(other), line, desk)).flatten()
        {
            credits.extend(more);
            continue;
        }
        // After a name, an agency or a town is where that person works.
        let workplace = !credits.is_empty()
            && (is_report(piece)
                || names::is_desk_job(piece) && !names::is_known(piece, desk)
                || works_for(piece, desk)
                || is_press(piece)
                || is_town(piece));
        let (names, tail) = if workplace { (Vec::new(), None) } else { named(piece, desk) };
        // `Ana Ruiz in Gull Bay and Jo Lee in Vell`: each name has a tail of its own.
        if names.is_empty()
            && !workplace
            && let Some(both) = two_tails(piece, line, desk)
        {
            credits.extend(both.into_iter().map(|credit| Credit { role: role.clone().or(credit.role), ..credit }));
            continue;
        }
        if names.is_empty() {
            add_role(&mut credits, piece, desk)?;
            continue;
        }
        for (joint, name) in names {
            let name = name.trim_end_matches([',', ';']).to_owned();
            let nobody = works_for(&name, desk) && !names::is_known(&name, desk);
            match credits.last_mut().filter(|last| nobody && !works_for(&last.name, desk)) {
                Some(last) => extend_role(last, &format!("{joint} {name}")),
                None => credits.push(Credit { name, role: role.clone(), line }),
            }
        }
        if let (Some(tail), Some(last)) = (tail, credits.last_mut()) {
            extend_role(last, tail);
        }
    }
    if let (Some(place), Some(first)) = (before, credits.first_mut()) {
        extend_role(first, place);
    }
    let placed = part != Some("by place")
        || credits.last().and_then(|credit| credit.role.as_deref()).is_some_and(|role| led_by(role, "in").is_some());
    (!credits.is_empty() && credits.len() <= 8 && placed).then_some(credits)
}

/// Letters of a string that may name several people.
const SEVERAL_MAX: usize = 400;

/// The people of one string, where commas and a word for “and” part it and every part is a person or known to the paper; none
/// where it is one name, or the name of a body: `Ministry of Health and Welfare`.
pub(super) fn several_people(text: &str, known: &[String]) -> Option<Vec<String>> {
    if words::length(text) > SEVERAL_MAX {
        return None;
    }
    let mut people: Vec<String> = Vec::new();
    let desk = Desk { people: known, ..Desk::default() };
    for piece in pieces(text) {
        let mut rest = piece;
        // `A, B, and C`
        if let Some((_, _, after)) = JOINT_LEADS.of(rest).find(|(part, _, after)| *part == "and" && after.starts_with(' ')) {
            rest = after.trim_start();
        }
        let joints = || JOINTS.iter().filter(|(part, _)| *part == "and");
        while !names::is_known(rest, &desk)
            && let Some((first, second)) =
                joints().filter_map(|(_, joint)| rest.split_once(&format!(" {joint} "))).min_by_key(|(first, _)| first.len())
        {
            people.push(first.trim().to_owned());
            rest = second.trim();
        }
        people.push(rest.to_owned());
    }
    let is_one = |name: &String| {
        let bare = name.as_str();
        names::is_known(bare, &desk) || (names::is_person(bare) && !is_outlet(bare) && !is_press(bare) && !names::is_desk_job(bare))
    };
    (people.len() > 1 && people.iter().all(is_one)).then_some(people)
}

/// Two names, each with what follows it, and the word for `and` between.
fn two_tails(piece: &str, line: usize, desk: &Desk<'_>) -> Option<Vec<Credit>> {
    if words::count(piece) > 14 {
        return None;
    }
    JOINTS.iter().filter(|(part, _)| *part == "and").find_map(|(_, joint)| {
        let (first, second) = piece.split_once(&format!(" {joint} "))?;
        let mut both = credits(first, None, line, desk)?;
        both.extend(credits(second, None, line, desk).filter(|credits| credits.iter().all(|credit| names::is_person(&credit.name)))?);
        Some(both)
    })
}

/// A text cut at its commas and bars, but not within brackets.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut depth, mut from) = (0_usize, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            ',' | '|' | '/' | '،' | '、' | '，' | '·' | '•' | ';' | '／' if depth == 0 && !is_middle_point(text, at, letter) => {
                pieces.push(text[from..at].trim());
                from = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(text[from..].trim());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The point within a foreign name in Chinese: `约翰·史密斯`.
fn is_middle_point(text: &str, at: usize, letter: char) -> bool {
    letter == '·' && text[..at].ends_with(words::is_unspaced) && text[at + letter.len_utf8()..].starts_with(words::is_unspaced)
}

/// The names of a piece, each with the word before it, and what follows them: a place, an outlet, a job, a bracket.
fn named<'a>(piece: &'a str, desk: &Desk<'_>) -> (Vec<(&'static str, String)>, Option<&'a str>) {
    let whole = names_in(piece, desk);
    if !whole.is_empty() {
        return (whole, None);
    }
    for (at, tail) in tails(piece) {
        let names = names_in(piece[..at].trim_end(), desk);
        if !names.is_empty() {
            return (names, Some(tail));
        }
    }
    (Vec::new(), None)
}

/// Where the names of a piece may end, and what then follows them.
fn tails(piece: &str) -> Vec<(usize, &str)> {
    let mut tails = Vec::new();
    if let Some((names, _)) =
        piece.split_once(['(', '（', '[']).filter(|(_, rest)| piece.ends_with([')', '）', ']']) && !rest.contains(['(', '（', '[']))
    {
        tails.push((names.len(), piece[names.len()..].trim_matches(['(', ')', '（', '）', '[', ']'])));
    }
    for (at, _) in piece.match_indices(' ').take(12) {
        let tail = &piece[at + 1..];
        let placed = ["in", "for"].iter().any(|part| led_by(tail, part).is_some());
        let job = names::is_desk_job(tail) && names::has_title(tail) && words::count(tail) <= 5 && !tail.chars().any(char::is_numeric);
        let address = tail.contains('@') && !tail.contains(' ');
        if placed || job || address {
            tails.push((at, tail));
        }
    }
    tails
}

static JOINTS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| tables::parts(include_str!("data/name_joints.txt")).collect());

static JOINT_LEADS: LazyLock<Leads<&str>> =
    LazyLock::new(|| Leads::new(tables::parts(include_str!("data/name_joints.txt")).map(|(part, joint)| (joint, part))));

/// What follows a word of a part of the joints, if it is a name: `in Gull Bay` gives `Gull Bay`.
pub(super) fn led_by<'a>(text: &'a str, part: &str) -> Option<&'a str> {
    JOINT_LEADS
        .of(text)
        .filter(|(kind, _, _)| *kind == part)
        .map(|(_, _, rest)| rest.trim_start())
        .filter(|rest| {
            let cased = words::has_case(rest);
            let names =
                rest.split_whitespace().all(|word| words::starts_high(word) || names::is_particle(&words::fold(word)) || word == "the");
            !rest.is_empty()
                && words::count(rest) <= 6
                && !rest.chars().any(char::is_numeric)
                && !words::ends_with_stop(rest)
                && if cased { names && words::starts_high(rest.strip_prefix("the ").unwrap_or(rest)) } else { words::count(rest) <= 3 }
        })
        .min_by_key(|rest| rest.len())
}

/// `青埔報導`: a place and the word for a report.
fn is_report(text: &str) -> bool {
    words::length(text) <= 12 && JOINTS.iter().any(|(part, word)| *part == "report" && text.ends_with(word))
}

/// The name of a town and of nobody.
fn is_town(text: &str) -> bool {
    super::dateline::is_place(text) || names::is_place_like(text)
}

/// Adds to what is said of a person.
pub(super) fn extend_role(credit: &mut Credit, more: &str) {
    credit.role = Some(match credit.role.take() {
        Some(before) => format!("{before}, {more}"),
        None => more.to_owned(),
    });
}

/// Gives a role to the name before it; to all names that have none when it is the last piece.
fn add_role(credits: &mut [Credit], piece: &str, desk: &Desk<'_>) -> Option<()> {
    let last = credits.last_mut()?;
    let address = piece.contains('@') || piece.starts_with("http");
    let role = address || is_role(piece, desk) || is_town(piece) || led_by(piece, "in").is_some() || led_by(piece, "for").is_some();
    if !role {
        return None;
    }
    extend_role(last, piece);
    Some(())
}

/// Whether a text is a job, an outlet or a place of work.
pub(super) fn is_role(text: &str, desk: &Desk<'_>) -> bool {
    let folded = words::fold(text);
    let sentence = text.chars().any(char::is_numeric)
        || text.contains(['[', ']'])
        || words::ends_with_stop(text)
        || words::count(text) > 9
        || text.contains(['“', '"', '?', '!'])
        || text.ends_with([':', '：']);
    let outlet = works_for(text, desk) || (!desk.site_title.is_empty() && words::fold(desk.site_title) == folded);
    let placed = folded.strip_prefix("in ").is_some_and(|_| words::count(text) <= 5 && text.split(' ').skip(1).all(words::starts_high));
    // The name of an outlet nobody knows, in capitals as such names are.
    let titled = words::count(text) >= 2
        && words::has_case(text)
        && text.split_whitespace().all(|word| words::starts_high(word) || matches!(word, "of" | "the" | "and" | "&" | "for"))
        && !names::is_person(text);
    !sentence && (is_report(text) || names::has_title(text) || outlet || placed || titled)
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

/// Whether a text is the name of an agency, of the list or of the paper's own.
pub(super) fn works_for(text: &str, desk: &Desk<'_>) -> bool {
    is_outlet(text) || {
        let folded = words::fold(text);
        desk.agencies.iter().any(|agency| words::fold(agency) == folded)
    }
}

/// Whether a text after the word `By` is the name of an outlet that no list has: `The Prairie Press`.
pub(super) fn is_press(text: &str) -> bool {
    static PRESS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("data/press_words.txt")));
    let last = words::fold(text.rsplit(' ').next().unwrap_or_default());
    (2..=5).contains(&words::count(text))
        && text.split(' ').all(|word| words::starts_high(word) || matches!(word, "of" | "the" | "&"))
        && PRESS.has(&last)
}

/// The names in a piece, each with the word before it, if it is nothing but names.
fn names_in(piece: &str, desk: &Desk<'_>) -> Vec<(&'static str, String)> {
    // `李明 王芳`: two names, and not one of two words.
    let square = |word: &str| (2..=4).contains(&words::length(word)) && word.chars().all(words::is_unspaced);
    if piece.contains(' ') && piece.split(' ').all(square) {
        return piece.split(' ').map(|name| ("", name.to_owned())).collect();
    }
    if let Some((names, _)) = after(piece) {
        return names_in(names, desk);
    }
    let one = names::is_known(piece, desk) || works_for(piece, desk);
    let lower = piece.to_lowercase();
    for (_, joint) in JOINTS.iter().filter(|(part, _)| *part == "and" && !one) {
        let spaced = format!(" {joint} ");
        if lower.len() != piece.len() || !lower.contains(&spaced) {
            continue;
        }
        let mut names = Vec::new();
        let mut from = 0;
        for (at, found) in lower.match_indices(&spaced) {
            names.push(piece.get(from..at).unwrap_or_default().trim());
            from = at + found.len();
        }
        names.push(piece.get(from..).unwrap_or_default().trim());
        if names.iter().all(|name| is_name(name, desk)) {
            return names.into_iter().enumerate().map(|(nth, name)| (if nth == 0 { "" } else { *joint }, name.to_owned())).collect();
        }
    }
    if is_name(piece, desk) {
        return vec![("", piece.to_owned())];
    }
    // The last name of a list may keep its joint: `Ana Ruiz, Jo Lee, and Bo Park`. Hebrew and Arabic join it to the name.
    for (_, joint) in JOINTS.iter().filter(|(part, _)| *part == "and") {
        if let Some(name) = tables::strip(piece, joint).map(str::trim_start).filter(|name| is_name(name, desk)) {
            return vec![(joint, name.to_owned())];
        }
    }
    // A place of work belongs to the role, a name with one is still a name.
    Vec::new()
}

/// `김바다 기자`: a name, and the word behind it that makes it a byline.
pub(super) fn after(text: &str) -> Option<(&str, &'static str)> {
    let (name, word) = LEADS_AFTER.iter().find_map(|word| text.strip_suffix(word).map(|name| (name, *word)))?;
    let name = name.trim_end();
    let joined = name.len() + word.len() == text.len();
    let fits =
        (2..=4).contains(&words::length(name)) && name.chars().all(|letter| letter.is_alphabetic() && crate::language::is_wide(letter));
    (fits && !(joined && word.chars().all(|letter| ('\u{AC00}'..='\u{D7A3}').contains(&letter)) && words::length(name) < 2))
        .then_some((name, word))
}

static LEADS_AFTER: LazyLock<Vec<&str>> = LazyLock::new(|| {
    tables::parts(include_str!("data/byline_leads.txt")).filter(|(part, _)| *part == "after").map(|(_, word)| word).collect()
});

fn is_name(text: &str, desk: &Desk<'_>) -> bool {
    let job = names::has_title(text) && words::count(text) < 4 && text.split(' ').skip(1).any(names::is_title);
    names::is_known(text, desk) || works_for(text, desk) || is_press(text) || (names::is_person(text) && !job)
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
