//! What each line of the zone can be, and how well that explains it: every reading has a score in tenths of a point, from the line itself, its
//! neighbours and the words of the copy. Which of them is right is decided by `search` for all lines together; the table of scores is in
//! docs/plain-text.md.

use super::super::lines::{self, Graf, Marking};
use super::super::meta::{self, Meta};
use super::super::{
    Credit, Desk, byline, dateline, dates, end_matter, figures, furniture, labels, lists, names, related, speakers, takeaways, words,
};
use super::role::{Role, State};
use super::seen::Seen;
use super::{desk_lines, is_section, is_slug_line, is_trail};

/// One way to read the lines from one on.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) role: Role,
    /// How many lines it takes.
    pub(super) take: usize,
    score: i32,
    /// What it adds where it is the first line of the body, after a line that is explained, and after one that is not.
    opening: (i32, i32),
    /// What it adds after another byline.
    again: i32,
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
    fn new(role: Role, score: i32) -> Self {
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

fn is_plain(graf: &Graf) -> bool {
    graf.member.is_none() && graf.verse.is_empty() && graf.heading.is_none()
}

/// A paragraph that can only be copy, or a dek.
pub(super) fn is_paragraph(graf: &Graf) -> bool {
    graf.verse.is_empty() && graf.member.is_none() && words::ends_sentence(&graf.text) && words::count(&graf.text) >= 12
}

fn meta_of(zone: &Zone<'_>, at: usize) -> Option<Meta> {
    let graf = &zone.grafs[at];
    if !is_plain(graf) || takeaways::is_heading(&graf.text) {
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
    found.extend(people(zone, at, metas));
    found.extend(dated(zone, at, metas));
    found.extend(above(zone, at));
    found.extend(headline(zone, at, metas));
    found.extend(below(zone, at, metas));
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
    if lines::is_rule(&graf.text) || end_matter::is_end_mark(&graf.text) {
        found.push(Reading { found: Found::Rule("HD-stray"), ..Reading::new(Role::Rule, 20) });
    }
    if is_plain(graf) && is_button(&graf.text) {
        found.push(Reading { found: Found::Rule("BP1"), ..Reading::new(Role::Button, 30) });
    }
    let taken = if is_plain(graf) { desk_lines(&zone.grafs[at..zone.end]) } else { 0 };
    if taken > 0 {
        found.push(Reading { take: taken, ..Reading::new(Role::Desk, 60) });
    }
    found
}

/// Furniture of the page; a measure in it may be shortened with a point: `Lesezeit: 2 Min.`.
fn is_button(text: &str) -> bool {
    let measured = text.chars().any(char::is_numeric) && words::count(text) <= 6;
    furniture::is_furniture(text) || measured && furniture::is_furniture(&format!("{} ", text.trim_end_matches('.')).trim_end().to_owned())
}

/// Bylines and bare names.
fn people(zone: &Zone<'_>, at: usize, metas: &[Option<Meta>]) -> Vec<Reading> {
    let graf = &zone.grafs[at];
    let text = graf.text.as_str();
    let mut found = Vec::new();
    if !is_plain(graf) {
        return found;
    }
    if let Some(meta) = metas[at].as_ref().filter(|meta| !meta.is_dated() && meta.is_signed() && is_sure(text, meta, zone.desk)) {
        found.push(Reading { found: Found::Meta(meta.clone()), ..Reading::new(Role::People, 60) });
        return found;
    }
    let next = zone.grafs.get(at + 1);
    if let (true, Some(next)) = (byline::is_lead_alone(text), next)
        && let Some(credits) = byline::credits(&next.text, None, next.line, zone.desk)
    {
        found.push(Reading { take: 2, found: Found::Credits(credits), ..Reading::new(Role::People, 65) });
    }
    // A second name on a line of its own: `and Sam Obi`.
    if let Some(credits) = second_name(text, graf.line, zone.desk) {
        found.push(Reading { found: Found::Credits(credits), ..Reading::new(Role::People, 25) });
    }
    if let Some(score) = bare_name(zone, at, metas)
        && let Some(credits) = byline::credits(text, None, graf.line, zone.desk)
    {
        found.push(Reading {
            found: Found::Credits(credits),
            again: if score >= 60 || words::has_case(text) { 0 } else { -50 },
            ..Reading::new(if score >= 60 { Role::People } else { Role::Name }, score)
        });
    }
    found
}

/// Whether a line of names says that it is one: by its first word, or by a name that the paper knows.
fn is_sure(text: &str, meta: &Meta, desk: &Desk<'_>) -> bool {
    byline::lead(text).is_some()
        || byline::after(text).is_some()
        || meta.units.iter().any(|unit| match unit {
            meta::Unit::People(credits) => credits.iter().any(|credit| names::is_known(&credit.name, desk) || byline::is_outlet(&credit.name)),
            _ => false,
        })
        || text.split_whitespace().any(|word| word.contains('@'))
        || meta.units.iter().any(|unit| matches!(unit, meta::Unit::People(credits) if byline::read(text, 0, desk).is_none() && credits.len() == 1 && credits[0].role.is_none() && byline::lead(&format!("by {text}")).is_none()))
}

fn second_name(text: &str, line: usize, desk: &Desk<'_>) -> Option<Vec<Credit>> {
    let (first, rest) = text.split_once(' ')?;
    let joined =
        matches!(words::fold(first).as_str(), "and" | "&" | "und" | "et" | "y" | "e" | "en" | "i" | "og" | "och" | "ve" | "и" | "та" | "و");
    joined.then(|| byline::credits(rest, None, line, desk))?
}

/// How well a line is explained as the name of a writer that nothing but its place makes one.
fn bare_name(zone: &Zone<'_>, at: usize, metas: &[Option<Meta>]) -> Option<i32> {
    let text = zone.grafs[at].text.as_str();
    if words::length(text) > 90
        || words::ends_with_stop(text)
        || text.contains(['?', '!', ':', '“', '"', '«'])
        || takeaways::is_heading(text)
        || is_section(text, zone.desk)
    {
        return None;
    }
    if names::is_known(text, zone.desk) {
        return Some(60);
    }
    if !meta::is_bare_name(text, zone.seen) && !(byline::works_for(text, zone.desk)) {
        return None;
    }
    let dated = |at: usize| metas.get(at).is_some_and(|meta| meta.as_ref().is_some_and(Meta::is_dated));
    // Buttons may stand between a name and its date.
    let open = |at: &usize| zone.grafs.get(*at).is_some_and(|graf| !is_paragraph(graf) && words::count(&graf.text) <= 5);
    let is_job = |graf: &Graf| is_job(&graf.text);
    let near = if !words::has_case(text) {
        dated(at + 1)
            || at > 0 && dated(at - 1) && zone.grafs.get(at + 1).is_some_and(is_paragraph)
            || dated(at + 2) && zone.grafs.get(at + 1).is_some_and(|next| is_button(&next.text) || names::is_desk_job(&next.text))
    } else {
        dated(at + 1)
            || at > 0 && dated(at - 1)
            || (at + 1..at + 4).take_while(open).any(|between| dated(between + 1))
            || (at.saturating_sub(3)..at).rev().take_while(open).any(|between| between > 0 && dated(between - 1))
    };
    let mut score = if words::has_case(text) { 5 } else { -10 };
    score += if near { 30 } else { 0 } + if dated(at + 1) { 5 } else { 0 };
    score += if zone.grafs.get(at + 1).is_some_and(|next| is_job(next) || is_workplace(&next.text, zone.desk)) { 35 } else { 0 };
    score += if !near && zone.grafs.get(at + 1).is_some_and(|next| is_paragraph(next) || dateline::begins(&next.text, zone.desk)) {
        10
    } else {
        0
    };
    // `Kit Solano at Mill Lane`, `Nora Finch, Political Editor`: more than a name.
    let told = byline::credits(text, None, 0, zone.desk).is_some_and(|credits| credits.iter().any(|credit| credit.role.is_some()));
    score += if told { 20 } else { 0 };
    score += if words::has_case(text)
        && zone.grafs.iter().enumerate().any(|(other, graf)| other != at && graf.text != text && is_told_of(&graf.text, text))
    {
        25
    } else {
        0
    };
    let name = byline::credits(text, None, 0, zone.desk).and_then(|credits| credits.into_iter().next()).map(|credit| credit.name);
    score -= if name.is_some_and(|name| zone.seen.has(&name)) { 40 } else { 0 };
    let credited = zone
        .grafs
        .get(at + 1)
        .is_some_and(|next| figures::is_credit(&next.text) || byline::lead(&next.text).is_some_and(|(part, _)| part.is_some()));
    score += if credited && !near { 15 } else { 0 };
    (score >= 12).then_some(score)
}

/// Whether a line begins with a name and tells about the person: `Ana Ruiz is a columnist`.
fn is_told_of(text: &str, name: &str) -> bool {
    words::count(text) <= 40
        && text
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with([' ', ',']) && words::starts_low(rest.trim_start_matches([',', ' '])))
}

/// `Harbour correspondent`.
fn is_job(text: &str) -> bool {
    names::is_desk_job(text) && words::count(text) <= 7 && !words::ends_with_stop(text) && !text.chars().any(char::is_numeric)
}

/// `Reporting from Askerdale`, `BBC News, Askerdale`.
fn is_workplace(text: &str, desk: &Desk<'_>) -> bool {
    let first = text.split(',').next().unwrap_or_default().trim();
    words::count(text) <= 8
        && !words::ends_with_stop(text)
        && (byline::led_by(text, "in").is_some_and(|_| words::count(text) <= 5)
            || byline::works_for(first, desk)
            || byline::is_press(first))
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

/// Sections, trails, labels, kickers, the title of the page.
fn above(zone: &Zone<'_>, at: usize) -> Vec<Reading> {
    let graf = &zone.grafs[at];
    let text = graf.text.as_str();
    let mut found = Vec::new();
    if !is_plain(graf) {
        return found;
    }
    if labels::is_label(text) {
        found.push(Reading::new(Role::Label, 50));
    }
    if page_title(zone, at) {
        found.push(Reading { found: Found::Rule("HD-title"), ..Reading::new(Role::PageTitle, 60) });
    }
    let bare = &zone.bare[at];
    let same: Vec<usize> = (0..at).filter(|&before| zone.bare[before] == *bare).collect();
    if !same.is_empty() && !bare.is_empty() {
        found.push(Reading { found: Found::Same(same), ..Reading::new(Role::Again, 40) });
    }
    if is_trail(text, zone.desk) {
        found.push(Reading { found: Found::Rule("BP8"), ..Reading::new(Role::Menu, 60) });
    }
    // A town over the headline, in capitals.
    let named = zone.seen.has(text)
        && words::count(text) <= 3
        && !text.split_whitespace().any(|word| zone.seen.is_common(word))
        && !is_section(text, zone.desk);
    if words::is_caps(text) && (dateline::is_place(text) || named) {
        found.push(Reading::new(Role::Place, 50));
    }
    let count = words::count(text);
    let shaped = (1..=4).contains(&count)
        && words::length(text) <= 40
        && !text.ends_with(['.', '?', '!', ',', '…', '-', ';'])
        && text.starts_with(|first: char| first.is_alphanumeric() || first == '#')
        && text.chars().any(char::is_alphabetic)
        && !takeaways::is_heading(text);
    if !shaped {
        return found;
    }
    let longest = zone.grafs[at + 1..zone.end]
        .iter()
        .take(5)
        .take_while(|next| !is_paragraph(next))
        .filter(|next| is_plain(next) && !words::ends_with_stop(&next.text))
        .map(|next| words::width(&next.text))
        .max()
        .unwrap_or(0);
    let longer = longest * 5 >= words::width(text) * 8;
    let marked = zone.top.is_some_and(|top| top > at);
    let listed = is_section(text, zone.desk);
    if listed {
        found.push(Reading::new(Role::SectionBelow, 25));
    }
    let owned = zone.grafs[zone.end.min(at + 1)..]
        .iter()
        .any(|graf| end_matter::is_rights(&graf.text, true) && words::fold(&graf.text).contains(&words::fold(text)));
    let caps = words::is_caps(text)
        && !text.contains(char::is_numeric)
        && !dateline::is_place(text)
        && zone.grafs.get(at + 1).is_some_and(|next| !words::is_caps(&next.text) && words::count(&next.text) >= 4);
    // A run of sections is a menu.
    let is_in_run = |place: usize| zone.grafs.get(place).is_some_and(|graf| is_section(&graf.text, zone.desk));
    let run =
        1 + (at + 1..zone.end).take_while(|&place| is_in_run(place)).count() + (0..at).rev().take_while(|&place| is_in_run(place)).count();
    let in_menu = listed && (run >= 3 || zone.page && run >= 2);
    let kicker = match (listed, caps, count) {
        (true, _, _) if in_menu => 20,
        (true, _, _) if longer || marked => 45,
        (true, _, _) => 20,
        (_, true, _) => 25,
        (_, _, 1 | 2) => 10,
        (_, _, 3) => 5,
        _ => 0,
    };
    // A line that is not clearly shorter than those below it is no kicker over one of them.
    let kicker = if longer || marked || listed || caps { kicker } else { kicker - 30 };
    found.push(Reading::new(Role::Kicker, kicker + if marked { 20 } else { 0 }));
    let menu = match (owned, listed, is_run_together(text)) {
        (true, _, _) => 50,
        (_, true, _) => 30,
        (_, _, true) => 25,
        _ if !longer && !marked => -30,
        _ if zone.page || caps => 0,
        _ => -2,
    };
    let rule = if listed { "BP8" } else { "BP9" };
    found.push(Reading { found: Found::Rule(rule), ..Reading::new(Role::Menu, menu) });
    found
}

/// The title of a page, with the name of its site behind the headline that stands below.
fn page_title(zone: &Zone<'_>, at: usize) -> bool {
    let text = zone.grafs[at].text.as_str();
    [" | ", " - ", " – ", " — ", " · ", " :: "].iter().any(|joint| {
        text.rsplit_once(joint).is_some_and(|(title, _)| {
            let title = words::bare(title);
            words::count(&title) >= 2 && zone.bare[at + 1..].iter().take(8).any(|next| *next == title)
        })
    })
}

/// `HomeNewsStates`: the links of a trail, copied without what stood between them.
fn is_run_together(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let turns = letters.windows(2).filter(|pair| pair[0].is_lowercase() && pair[1].is_uppercase()).count();
    !text.contains(' ') && (2..=6).contains(&turns) && letters.len() >= 10
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
    let sentences = text.contains(". ") && stopped || text.contains('。') && count > 15;
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

/// Deks, jobs, places, captions, boxes, lines about the author.
fn below(zone: &Zone<'_>, at: usize, metas: &[Option<Meta>]) -> Vec<Reading> {
    let graf = &zone.grafs[at];
    let text = graf.text.as_str();
    let mut found = Vec::new();
    if let Some(taken) = boxed(zone, at, metas) {
        found.push(Reading { take: taken, ..Reading::new(Role::Takeaways, 20) });
    }
    if !is_plain(graf) {
        return found;
    }
    if let Some((_, taken)) = figures::read(zone.grafs, at, zone.desk).filter(|_| metas[at].is_none())
        && at + taken <= zone.end
    {
        // An agency alone is a credit, if it is not where the person above works.
        let score = if byline::is_outlet(text) { 30 } else { 45 };
        found.push(Reading { take: taken, ..Reading::new(Role::Figure, score) });
    }
    if ends_in_credit(text) && metas[at].is_none() {
        found.push(Reading { found: Found::Same(Vec::new()), ..Reading::new(Role::About, 15) });
    }
    // A town on a line of its own beside the date.
    let town = words::has_case(text)
        && words::count(text) <= 3
        && words::starts_high(text)
        && !text.chars().any(char::is_numeric)
        && zone.seen.has(text)
        && !is_section(text, zone.desk)
        && !text.split_whitespace().any(|word| zone.seen.is_common(word));
    let beside = |place: usize| metas.get(place).is_some_and(Option::is_some);
    if town && at > 0 && (beside(at + 1) || beside(at - 1)) {
        found.push(Reading::new(Role::Place, 15));
    }
    if let Some(score) = dek(zone, at) {
        let score = if bare_name(zone, at, metas).is_some() { score - 20 } else { score };
        found.push(Reading::new(
            if words::ends_sentence(text) && !text.ends_with(['?', '!', '？', '！']) { Role::LongDek } else { Role::Dek },
            score,
        ));
        found.push(Reading::new(Role::LateDek, score));
    }
    if words::count(text) <= 10
        && metas[at].as_ref().is_none_or(|meta| !meta.is_dated())
        && byline::lead(text).is_none_or(|(part, _)| part.is_some())
    {
        let known = is_job(text) || is_workplace(text, zone.desk);
        let handle = !text.contains(' ') && text.contains('@') && !words::ends_with_stop(text);
        if known || handle {
            found.push(Reading::new(Role::Job, 40));
        } else if byline::is_role(text, zone.desk) {
            found.push(Reading::new(Role::Job, 20));
        }
    }
    // A town over the first paragraph, in capitals as datelines are.
    let towered = words::is_caps(text)
        && words::count(text) <= 4
        && !text.contains(char::is_numeric)
        && (zone.seen.has(text) || dateline::is_place(text));
    if towered && zone.grafs.get(at + 1).is_some_and(is_paragraph) {
        found.push(Reading::new(Role::Place, 30));
    }
    if is_about(zone, text) {
        found.push(Reading::new(Role::About, 20));
    }
    found
}

/// `Lena Oduya is a columnist`, under her name.
fn is_about(zone: &Zone<'_>, text: &str) -> bool {
    (3..=14).contains(&words::count(text)) && names::is_desk_job(text) && words::ends_sentence(text)
        || words::count(text) <= 30
            && zone.grafs[..zone.end].iter().any(|graf| {
                let name = graf.text.as_str();
                name != text
                    && words::count(name) <= 4
                    && (names::is_person(name) || names::is_known(name, zone.desk))
                    && is_told_of(text, name)
            })
}

fn dek(zone: &Zone<'_>, at: usize) -> Option<i32> {
    let graf = &zone.grafs[at];
    let text = graf.text.as_str();
    let count = words::count(text);
    if count < 4
        || figures::read(zone.grafs, at, zone.desk).is_some()
        || words::length(text) > 320
        || text.ends_with([':', '：'])
        || takeaways::is_heading(text)
        || dateline::begins(text, zone.desk)
        || figures::is_credit(text)
        || ends_in_credit(text)
        || lists::is_lone_mark(text)
        || byline::read(text, 0, zone.desk).is_some()
        || related::is_heading(text)
        || words::starts_low(text)
        || !text.starts_with(|first: char| first.is_alphanumeric() || "“„«‹»'\"‘’「『【¿¡《〈".contains(first))
    {
        return None;
    }
    let spoken = speakers::read(text, zone.desk).is_some_and(|speaker| speaker.role.is_some());
    let ended = words::ends_sentence(text);
    let score = match (ended, count) {
        (true, 12..) => 20,
        (true, _) => 10,
        (false, 4) => 15,
        (false, 5..=40) => 30,
        (false, _) => 10,
    };
    let over_copy = zone.grafs.get(at + 1).is_some_and(|next| next.member.is_none() && next.verse.is_empty());
    Some(score - if spoken { 30 } else { 0 } - if over_copy { 0 } else { 25 })
}

/// A box of takeaways: its heading, and items with marks, or lines that stand together before a line of the head; or marks without a heading.
/// Gives how many lines it takes.
fn boxed(zone: &Zone<'_>, at: usize, metas: &[Option<Meta>]) -> Option<usize> {
    let member = |at: &usize| zone.grafs[*at].member.is_some();
    let graf = &zone.grafs[at];
    if graf.member.is_some() {
        let run = (at..zone.end).take_while(member).count();
        let starts = at == 0 || zone.grafs[at - 1].member.is_none();
        return (starts && run >= 2).then_some(run);
    }
    if !is_heading(graf) {
        return None;
    }
    let marked = (at + 1..zone.end).take_while(member).count();
    if marked >= 2 {
        return Some(marked + 1);
    }
    let item = |at: &usize| {
        let graf = &zone.grafs[*at];
        is_plain(graf)
            && metas[*at].is_none()
            && !is_paragraph(graf)
            && words::count(&graf.text) >= 3
            && !dateline::begins(&graf.text, zone.desk)
    };
    let plain = (at + 1..zone.end).take_while(item).count();
    // Lines without marks are items only if they stand together, and a line of the head or a gap ends them.
    let gap = (at + 2..=at + plain).find(|&place| zone.grafs[place].gap).filter(|_| zone.grafs.get(at + 1).is_some_and(|first| !first.gap));
    let items = gap.map_or(plain, |gap| gap - at - 1);
    let ended = gap.is_some()
        || metas.get(at + 1 + items).is_some_and(Option::is_some)
        || zone.grafs.get(at + 1 + items).is_some_and(|next| next.gap && !zone.grafs[at + 1].gap);
    ((2..=8).contains(&items) && ended).then_some(items + 1)
}

fn is_heading(graf: &Graf) -> bool {
    graf.verse.is_empty() && takeaways::is_heading(&graf.text)
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
    } else if ended && count >= 12 || count > 25 && ended {
        (40, (0, 0))
    } else if takeaways::is_heading(text) || graf.heading.is_some() || graf.heading == Some(Marking::Numbered) {
        (20, (0, 0))
    } else if !graf.verse.is_empty() {
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
