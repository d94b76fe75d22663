//! What each line of the zone can be, and how well that explains it: every reading has a score in tenths of a point, from the line itself, its
//! neighbours and the words of the copy. Which of them is right is decided by `search` for all lines together; the table of scores is in
//! docs/plain-text.md.

use super::super::graf::{self, Graf};
use super::super::meta::{self, Meta};
use super::super::{Credit, Desk, byline, dateline, dates, end_matter, figures, furniture, labels, lists, names, takeaways, words};
use super::role::{Role, State};
use super::seen::Seen;
use super::{above, below, desk_lines, is_section, is_slug_line, is_trail, writers};

/// One way to read the lines from one on.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) role: Role,
    /// How many lines it takes.
    pub(super) take: usize,
    pub(super) score: i32,
    /// What it adds where it is the first line of the body, after a line that is explained, and after one that is not.
    pub(super) opening: (i32, i32),
    /// What it adds after another byline.
    pub(super) again: i32,
    pub(super) found: Found,
}

/// What was found in the line.
#[derive(Debug, Clone)]
pub(super) enum Found {
    Text,
    Meta(Meta),
    Credits(Vec<Credit>),
    /// The rule by which a line is left out.
    Rule(&'static str),
    /// The lines above with the same words.
    Same(Vec<usize>),
}

impl Reading {
    pub(super) fn new(role: Role, score: i32) -> Self {
        Self { role, take: 1, score, opening: (0, 0), again: 0, found: Found::Text }
    }

    /// Whether the line says again what another says.
    pub(super) fn repeats(&self, other: usize) -> bool {
        matches!(&self.found, Found::Same(lines) if lines.contains(&other))
    }

    /// The score after what has been read before.
    pub(super) fn score_after(&self, state: State) -> i32 {
        let extra = match state.opens_copy() {
            (true, true) => self.opening.1,
            (true, false) => self.opening.0,
            _ => 0,
        };
        self.score + if self.role == Role::Thin { extra } else { 0 } + if state.named { self.again } else { 0 }
    }
}

/// The zone, and what may be asked about it.
pub(super) struct Zone<'a> {
    pub(super) grafs: &'a [Graf],
    /// How many of them the head may reach into.
    pub(super) end: usize,
    pub(super) desk: &'a Desk<'a>,
    pub(super) seen: &'a Seen,
    /// A line that says that it is the headline.
    pub(super) top: Option<usize>,
    /// The notices of rights, folded.
    pub(super) rights: Vec<String>,
    /// The words of each line.
    pub(super) bare: Vec<String>,
    /// Whether furniture of a page stood over the first line.
    pub(super) page: bool,
}

/// The readings of each line of the zone.
pub(super) fn all(zone: &Zone<'_>) -> Vec<Vec<Reading>> {
    let metas: Vec<Option<Meta>> = (0..zone.end).map(|at| meta_of(zone, at)).collect();
    (0..zone.end).map(|at| of(zone, at, &metas)).collect()
}

pub(super) fn is_plain(graf: &Graf) -> bool {
    graf.member.is_none() && graf.verse.is_empty() && graf.heading.is_none()
}

/// A paragraph that can only be copy, or a dek.
pub(super) fn is_paragraph(graf: &Graf) -> bool {
    graf.verse.is_empty() && graf.member.is_none() && words::ends_sentence(&graf.text) && words::count(&graf.text) >= 12
}

fn meta_of(zone: &Zone<'_>, at: usize) -> Option<Meta> {
    let graf = &zone.grafs[at];
    if !is_plain(graf) || is_paragraph(graf) || takeaways::is_heading(&graf.text) {
        return None;
    }
    meta::read(&graf.text, graf.line, zone.desk, zone.seen)
}

fn of(zone: &Zone<'_>, at: usize, metas: &[Option<Meta>]) -> Vec<Reading> {
    let graf = &zone.grafs[at];
    let mut found = Vec::new();
    if let Some(reading) = marked(zone, at) {
        return vec![reading];
    }
    found.extend(desk(zone, at));
    found.extend(writers::people(zone, at, metas));
    found.extend(dated(zone, at, metas));
    found.extend(above::above(zone, at));
    found.extend(headline(zone, at, metas));
    found.extend(below::below(zone, at, metas));
    let sure = found
        .iter()
        .filter(|reading| matches!(reading.role, Role::People | Role::Name | Role::Dates))
        .map(|reading| reading.score)
        .max()
        .unwrap_or(0);
    found.push(stray(graf));
    found.push(copy(zone, at, sure));
    found
}

/// A line that says that it is the headline.
fn marked(zone: &Zone<'_>, at: usize) -> Option<Reading> {
    (zone.top == Some(at)).then(|| Reading::new(Role::Headline, 300))
}

fn desk(zone: &Zone<'_>, at: usize) -> Vec<Reading> {
    let graf = &zone.grafs[at];
    let mut found = Vec::new();
    if graf::is_rule(&graf.text) || end_matter::is_end_mark(&graf.text) {
        found.push(Reading { found: Found::Rule("HD-stray"), ..Reading::new(Role::Rule, 20) });
    }
    if is_plain(graf) && is_button(&graf.text) {
        found.push(Reading { found: Found::Rule("BP1"), ..Reading::new(Role::Button, 30) });
    }
    // Of comments, of shares: what is counted was a picture.
    if is_plain(graf) && graf.text.len() <= 5 && graf.text.bytes().all(|byte| byte.is_ascii_digit()) {
        found.push(Reading { found: Found::Rule("BP1"), ..Reading::new(Role::Button, 5) });
    }
    let taken = if is_plain(graf) { desk_lines(&zone.grafs[at..zone.end]) } else { 0 };
    if taken > 0 {
        found.push(Reading { take: taken, ..Reading::new(Role::Desk, 60) });
    }
    found
}

/// Furniture of the page; a measure in it may be shortened with a point: `Lesezeit: 2 Min.`.
pub(super) fn is_button(text: &str) -> bool {
    let measured = text.chars().any(char::is_numeric) && words::count(text) <= 6;
    furniture::is_furniture(text) || measured && furniture::is_furniture(text.trim_end_matches('.'))
}

/// Lines with a date.
fn dated(zone: &Zone<'_>, at: usize, metas: &[Option<Meta>]) -> Vec<Reading> {
    let graf = &zone.grafs[at];
    let mut found = Vec::new();
    if !is_plain(graf) {
        return found;
    }
    if let Some(meta) = metas[at].as_ref().filter(|meta| meta.is_dated()) {
        let score = 60 + if meta.is_signed() { 10 } else { 0 };
        found.push(Reading { found: Found::Meta(meta.clone()), ..Reading::new(Role::Dates, score) });
    } else if dates::is_time(&graf.text) {
        found.push(Reading::new(Role::Time, 15));
    }
    if dates::is_lead_alone(&graf.text)
        && let Some(next) = zone.grafs.get(at + 1)
        && let Some(meta) =
            meta::read(&format!("{}: {}", graf.text.trim_end_matches([':', '：']), next.text), next.line, zone.desk, zone.seen)
                .filter(Meta::is_dated)
    {
        found.push(Reading { take: 2, found: Found::Meta(meta), ..Reading::new(Role::Dates, 65) });
    }
    found
}

/// Whether a line ends in a credit: `… on Sunday. (Ana Ruiz/The Herald)`, `… Bild: Lars Ohm`.
pub(in super::super) fn ends_in_credit(text: &str) -> bool {
    let bracketed = text.strip_suffix([')', ']']).and_then(|inner| inner.rsplit_once(['(', '['])).is_some_and(|(before, inner)| {
        !before.trim().is_empty()
            && inner.split('/').count() == 2
            && words::count(inner) <= 7
            && inner.split('/').all(|part| words::starts_high(part.trim()))
    });
    bracketed
        || words::length(text) <= 300
            && text.match_indices(' ').any(|(at, _)| text[at + 1..].contains([':', '：']) && figures::is_credit(&text[at + 1..]))
}

fn headline(zone: &Zone<'_>, at: usize, metas: &[Option<Meta>]) -> Option<Reading> {
    let graf = &zone.grafs[at];
    let text = graf.text.as_str();
    let marked = graf.heading.is_some();
    if graf.member.is_some()
        || !graf.verse.is_empty()
        || dateline::begins(text, zone.desk)
        || !text.chars().any(char::is_alphanumeric)
        || is_trail(text, zone.desk)
        || is_slug_line(text)
        || takeaways::is_heading(text) && at > 0
        || lists::is_lone_mark(text)
        || text.ends_with([':', '：']) && !marked
    {
        return None;
    }
    let count = words::count(text);
    let stopped = words::ends_with_stop(text);
    let sentences = text.contains(". ") && stopped || text.matches(". ").count() > 1 && count > 8 || text.contains('。') && count > 15;
    let spoken = stopped && text.split_once(": ").is_some_and(|(name, _)| words::is_caps(name) && names::is_person(name));
    let more = zone.grafs.len() > at + 1;
    if sentences
        || spoken
        || count > 36
        || words::length(text) > 240
        || stopped && (count > 12 || !more)
        || !more && words::ends_sentence(text)
    {
        return None;
    }
    if metas[at].as_ref().is_some_and(Meta::is_dated) || dates::is_time(text) {
        return None;
    }
    let mut score = match count {
        0 | 1 => -40,
        2 => -20,
        3 => -5,
        4 => 10,
        5..=20 => 40,
        21..=25 => 30,
        _ => 0,
    };
    score -= match (stopped, at) {
        (false, _) => 0,
        (true, 0) => 30,
        (true, _) => 70,
    };
    score += if marked { 30 } else { 0 };
    score -= if is_section(text, zone.desk) || labels::is_label(text) { 50 } else { 0 };
    score -= if metas[at].as_ref().is_some_and(Meta::is_signed) || byline::read(text, 0, zone.desk).is_some() { 100 } else { 0 };
    score -= if figures::is_credit(text)
        || figures::read(zone.grafs, at, zone.desk).is_some_and(|(_, taken)| taken == 1)
        || ends_in_credit(text)
    {
        50
    } else {
        0
    };
    score -= if text.contains('@') || text.contains("http") { 40 } else { 0 };
    Some(Reading::new(Role::Headline, score))
}

/// What nothing explains.
fn stray(graf: &Graf) -> Reading {
    let text = graf.text.as_str();
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let score = if !graf.verse.is_empty() || graf.heading.is_some() || is_paragraph(graf) {
        -90
    } else if graf.member.is_some() {
        -40
    } else if takeaways::is_heading(text) || text.ends_with([':', '：']) && words::count(text) > 3 {
        -60
    } else if letters <= 2 {
        -8
    } else if words::ends_sentence(text) && words::count(text) >= 3 {
        -35
    } else if words::count(text) <= 4 {
        -20
    } else {
        -25
    };
    Reading::new(Role::Stray, score)
}

/// A line of the body.
fn copy(zone: &Zone<'_>, at: usize, sure: i32) -> Reading {
    let graf = &zone.grafs[at];
    let text = graf.text.as_str();
    let count = words::count(text);
    let ended = words::ends_sentence(text);
    let open = text.ends_with([':', '：']) || text.contains(": ") && (count > 5 || !text.chars().any(char::is_numeric));
    let (score, opening) = if sure >= 30 {
        (-50, (0, 0))
    } else if dateline::begins(text, zone.desk) {
        (60, (0, 0))
    } else if ended && count >= 12 {
        (40, (0, 0))
    } else if takeaways::is_heading(text) || graf.heading.is_some() || !graf.verse.is_empty() {
        (20, (0, 0))
    } else if graf.member.is_some() {
        (0, (0, 0))
    } else if ended && count >= 5 {
        (15, (0, 0))
    } else if ended {
        (5, (0, 0))
    } else if open {
        (0, (0, 0))
    } else if text.ends_with(['?', '？']) {
        (0, (0, -30))
    } else if is_section(text, zone.desk) || labels::is_label(text) {
        (-20, (-10, -30))
    } else {
        // The first line of the body is hardly a subhead.
        (-10, (-18, -30))
    };
    let thin = opening != (0, 0);
    Reading { opening, ..Reading::new(if thin { Role::Thin } else { Role::Copy }, score) }
}
