//! A line that holds several things of a head: names, places, dates, times and buttons, with bars, points, dashes, commas or brackets between:
//! `Ana Ruiz — 8 March 2026, 09:45 | 4 min read`. Owns the cutting: of all the ways to join its pieces, the one that explains them best. A line
//! that has a piece nothing explains is one only if a date stands in it.

use super::head::Seen;
use super::{Credit, Desk, byline, dateline, dates, end_matter, furniture, labels, names, when, words};

/// One thing on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unit {
    /// A date, of publication or of the last change.
    Date(dates::Kind, String),
    /// A time of day.
    Time(String),
    People(Vec<Credit>),
    /// What is said of the person before it.
    Job(String),
    Place(String),
    /// A section of the paper, or a label.
    Section(String),
    Furniture(String),
    /// Nothing that is known.
    Unknown(String),
}

/// The things on a line, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) units: Vec<Unit>,
}

impl Meta {
    /// Whether there is a date among them.
    pub(super) fn is_dated(&self) -> bool {
        self.units.iter().any(|unit| matches!(unit, Unit::Date(..)))
    }

    /// Whether there is a byline among them.
    pub(super) fn is_signed(&self) -> bool {
        self.units.iter().any(|unit| matches!(unit, Unit::People(_)))
    }
}

/// The longest line that is cut.
const LONGEST: usize = 220;

/// The most pieces that one thing is cut into.
const SPAN: usize = 9;

/// The most pieces of a line.
const PIECES: usize = 16;

/// Reads a line that is made of such things; none if it is not.
pub(super) fn read(text: &str, line: usize, desk: &Desk<'_>, seen: &Seen) -> Option<Meta> {
    if words::length(text) > LONGEST {
        return None;
    }
    let cuts = cuts(text);
    if cuts.len() > PIECES + 1 {
        return None;
    }
    let last = cuts.len() - 1;
    let led = byline::lead(text).is_some();
    // The best way to each cut: its score, where its last piece begins, and what that piece is.
    let mut ways: Vec<Option<(i32, usize, Option<Unit>)>> = vec![None; cuts.len()];
    ways[0] = Some((0, 0, None));
    for from in 0..last {
        let Some(score) = ways[from].as_ref().map(|way| way.0) else { continue };
        let after_name = matches!(&ways[from], Some((_, _, Some(Unit::People(_) | Unit::Job(_)))));
        for to in from + 1..=last.min(from + SPAN) {
            let piece = text[cuts[from]..cuts[to]].trim_matches(is_joint);
            let Some((mut unit, mut worth)) = unit(piece, line, from == 0, after_name, desk, seen) else { continue };
            // What stands in brackets behind the name of a byline is said of the person, in any language.
            let raw = text[cuts[from]..cuts[to]].trim();
            if led && after_name && raw.starts_with(['(', '（']) && raw.ends_with([')', '）']) && matches!(unit, Some(Unit::Unknown(_))) {
                (unit, worth) = (Some(Unit::Job(piece.to_owned())), 15);
            }
            let total = score + worth - 10;
            if ways[to].as_ref().is_none_or(|before| before.0 < total) {
                ways[to] = Some((total, from, unit));
            }
        }
    }
    let mut units = Vec::new();
    let mut at = last;
    while at > 0 {
        let (_, from, unit) = ways[at].clone()?;
        units.extend(unit);
        at = from;
    }
    units.reverse();
    let meta = Meta { units };
    let unknown = meta.units.iter().filter(|unit| matches!(unit, Unit::Unknown(_))).count();
    let lone = meta.units.iter().all(|unit| {
        matches!(unit, Unit::Furniture(_) | Unit::Section(_) | Unit::Place(_) | Unit::Unknown(_) | Unit::Job(_) | Unit::Time(_))
    });
    (!lone && (unknown == 0 || unknown == 1 && meta.is_dated())).then_some(meta)
}

/// Takes the words off the start of a date; they may stand there twice, as a page shows them to eyes and to screen readers.
fn date_lead(piece: &str) -> Option<(dates::Kind, bool, &str)> {
    let (kind, rest) = dates::lead(piece)?;
    let day_first = dates::lead_is_day_first(piece);
    match dates::lead(rest) {
        Some((_, inner)) if when::read(rest).is_none() => Some((kind, day_first, inner)),
        _ => Some((kind, day_first, rest)),
    }
}

/// Signs that stand between pieces.
fn is_joint(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '|' | '│'
                | '·'
                | '•'
                | '—'
                | '–'
                | '-'
                | '/'
                | '／'
                | '('
                | ')'
                | '（'
                | '）'
                | ','
                | ';'
                | '،'
                | '，'
                | '›'
                | '~'
                | '='
                | '●'
        )
}

/// Where a line may be cut: its ends, before its signs, before the words that lead a date, and where a letter runs into a date.
fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = vec![0];
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let after = text[at + letter.len_utf8()..].chars().next().unwrap_or(' ');
        let cut = match letter {
            '\u{3000}' | '|' | '│' | '·' | '•' | '(' | '（' | '，' | '、' | '●' | ';' => true,
            ',' | '،' => after.is_whitespace() || !after.is_numeric(),
            '—' | '–' | '-' | '/' | '／' | '~' => before.is_whitespace() && after.is_whitespace() || letter == '／',
            ' ' if before.is_numeric() => true,
            ' ' => {
                dates::lead(text[at..].trim_start()).is_some_and(|(_, rest)| rest.len() < text.len() - at - 1)
                    || byline::lead(text[at..].trim_start()).is_some()
                    || after.is_numeric()
            }
            _ => false,
        };
        if cut && at > 0 && at < text.len() {
            cuts.push(at);
        }
        before = letter;
    }
    cuts.push(text.len());
    cuts.dedup();
    cuts
}

/// What a piece is, and how well that explains it, in tenths of a point.
fn unit(piece: &str, line: usize, first: bool, after_name: bool, desk: &Desk<'_>, seen: &Seen) -> Option<(Option<Unit>, i32)> {
    if piece.is_empty() {
        return Some((None, 10));
    }
    if words::count(piece) > 16 {
        return None;
    }
    let text = || piece.to_owned();
    if dates::is_relative(piece) {
        return Some((Some(Unit::Date(dates::Kind::Relative, text())), 40));
    }
    if let Some(when) = when::read(piece) {
        let unit = if when.names_day() {
            (Unit::Date(dates::Kind::Published, text()), if when.time.is_some() { 65 } else { 60 })
        } else {
            (Unit::Time(text()), 0)
        };
        return Some((Some(unit.0), unit.1));
    }
    if let Some((kind, day_first, rest)) = date_lead(piece) {
        let rest = rest.trim_matches(is_joint);
        if dates::is_relative(rest) {
            return Some((Some(Unit::Date(dates::Kind::Relative, text())), 45));
        }
        if let Some(when) = when::read(rest) {
            let worth = match (when.names_day(), when.time) {
                (true, Some(_)) => 80,
                (true, None) => 75,
                (false, _) => 15,
            };
            // The language of the word before it settles what `5/3/2026` is.
            let settled =
                when::read_day_first(rest).filter(|_| day_first && when.doubt == Some(when::Doubt::TwoWays)).and_then(|when| when.iso());
            return Some((Some(Unit::Date(kind, settled.unwrap_or_else(|| rest.to_owned()))), worth));
        }
    }
    // `PublishedJan 14 2026`: the word was copied together with its date.
    let glued = piece
        .char_indices()
        .skip(1)
        .take(24)
        .find(|&(at, letter)| (letter.is_uppercase() || letter.is_numeric()) && piece[..at].ends_with(char::is_lowercase));
    if let Some((at, _)) = glued
        && dates::is_lead_alone(&piece[..at])
        && when::read(&piece[at..]).is_some_and(|when| when.names_day())
        && let Some((kind, _)) = dates::lead(&piece[..at])
    {
        return Some((Some(Unit::Date(kind, piece[at..].to_owned())), 70));
    }
    let own = !desk.site_title.is_empty() && words::fold(piece) == words::fold(desk.site_title);
    if own && after_name {
        return Some((Some(Unit::Job(text())), 30));
    }
    if own || furniture::is_furniture(piece) && !begins_with_year(piece) {
        return Some((Some(Unit::Furniture(text())), 25));
    }
    if names::is_known(piece, desk) {
        return Some((Some(Unit::People(vec![Credit { name: text(), role: None, line }])), 60));
    }
    if let Some(credits) =
        byline::read(piece, line, desk).or_else(|| byline::after(piece).and_then(|(name, _)| byline::credits(name, None, line, desk)))
    {
        return Some((Some(Unit::People(credits)), 60));
    }
    if after_name
        && (names::is_desk_job(piece) && byline::is_role(piece, desk)
            || byline::works_for(piece, desk)
            || byline::led_by(piece, "in").is_some()
            || piece.contains('@'))
    {
        return Some((Some(Unit::Job(text())), 30));
    }
    if super::head::is_section(piece, desk) || labels::is_label(piece) || end_matter::is_release_head(piece) {
        return Some((Some(Unit::Section(text())), 20));
    }
    let placed = dateline::is_place(piece)
        || words::count(piece) <= 3
            && words::starts_high(piece)
            && seen.has(piece)
            && !piece.chars().any(char::is_numeric)
            && !piece.split_whitespace().any(|word| seen.is_common(word));
    if placed {
        return Some((Some(if after_name { Unit::Job(text()) } else { Unit::Place(text()) }), 20));
    }
    if byline::works_for(piece, desk) {
        return Some((Some(Unit::People(vec![Credit { name: text(), role: None, line }])), 25));
    }
    if is_bare_name(piece, seen) && (first || words::has_case(piece)) {
        return byline::credits(piece, None, line, desk).map(|credits| (Some(Unit::People(credits)), 15));
    }
    if after_name && byline::is_role(piece, desk) {
        return Some((Some(Unit::Job(text())), 15));
    }
    let short = words::count(piece) <= 4 && words::length(piece) <= 40 && !words::ends_with_stop(piece);
    short.then(|| (Some(Unit::Unknown(text())), -20))
}

/// Whether a text has the shape of names and nothing in the copy says that its words are common ones.
pub(super) fn is_bare_name(text: &str, seen: &Seen) -> bool {
    let cased = words::has_case(text);
    let credits = byline::credits(text, None, 0, &Desk::default()).unwrap_or_default();
    let several = credits.len() > 1 || credits.first().is_some_and(|credit| credit.role.is_some());
    let name = |name: &str| {
        names::is_person(name)
            && !names::has_title(name)
            && !dateline::is_place(name)
            && !names::is_place_like(name)
            && !name.split_whitespace().filter(|word| words::starts_high(word)).any(|word| seen.is_common(word))
            && (cased || !seen.has(name))
    };
    if credits.is_empty() || !credits.iter().all(|credit| name(&credit.name)) || labels::is_label(text) {
        return false;
    }
    // Where no capital tells a name, it is one short name, and what follows it a job at a paper.
    if !cased {
        let job = credits[0].role.as_deref().is_none_or(|role| names::is_desk_job(role) || names::has_title(role));
        return credits.len() == 1 && job && words::count(&credits[0].name) <= 3;
    }
    several || words::count(text) <= 5
}

/// `2026 | 4 min read` is the end of a date and a count, and no count of both.
fn begins_with_year(piece: &str) -> bool {
    let first = piece.split_whitespace().next().unwrap_or_default();
    first.len() == 4 && first.parse().is_ok_and(|year: u32| (1900..2200).contains(&year)) && first.len() < piece.len()
}
