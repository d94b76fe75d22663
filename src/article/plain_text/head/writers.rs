//! Who wrote it: bylines, names that nothing but their place makes bylines, and what is said of the person.

use super::super::graf::Graf;
use super::super::meta::{self, Meta};
use super::super::{Credit, Desk, byline, dateline, figures, names, takeaways, words};
use super::is_section;
use super::readings::{Found, Reading, Zone, is_button, is_paragraph, is_plain};
use super::role::Role;

/// Bylines and bare names.
pub(super) fn people(zone: &Zone<'_>, at: usize, metas: &[Option<Meta>]) -> Vec<Reading> {
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
pub(super) fn bare_name(zone: &Zone<'_>, at: usize, metas: &[Option<Meta>]) -> Option<i32> {
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
    let near = if words::has_case(text) {
        dated(at + 1)
            || at > 0 && dated(at - 1)
            || (at + 1..at + 4).take_while(open).any(|between| dated(between + 1))
            || (at.saturating_sub(3)..at).rev().take_while(open).any(|between| between > 0 && dated(between - 1))
    } else {
        dated(at + 1)
            || at > 0 && dated(at - 1) && zone.grafs.get(at + 1).is_some_and(is_paragraph)
            || dated(at + 2) && zone.grafs.get(at + 1).is_some_and(|next| is_button(&next.text) || names::is_desk_job(&next.text))
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
pub(super) fn is_told_of(text: &str, name: &str) -> bool {
    words::count(text) <= 40
        && text
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with([' ', ',']) && words::starts_low(rest.trim_start_matches([',', ' '])))
}

/// `Harbour correspondent`.
pub(super) fn is_job(text: &str) -> bool {
    names::is_desk_job(text) && words::count(text) <= 7 && !words::ends_with_stop(text) && !text.chars().any(char::is_numeric)
}

/// `Reporting from Askerdale`, `BBC News, Askerdale`.
pub(super) fn is_workplace(text: &str, desk: &Desk<'_>) -> bool {
    let first = text.split(',').next().unwrap_or_default().trim();
    words::count(text) <= 8
        && !words::ends_with_stop(text)
        && (byline::led_by(text, "in").is_some_and(|_| words::count(text) <= 5)
            || byline::works_for(first, desk)
            || byline::is_press(first))
}
