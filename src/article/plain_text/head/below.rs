//! What stands under a headline beside names and dates: deks, jobs, places, captions, boxes, lines about the author.

use super::super::graf::Graf;
use super::super::meta::Meta;
use super::super::{byline, dateline, figures, lists, names, related, speakers, takeaways, words};
use super::is_section;
use super::readings::{Found, Reading, Zone, ends_in_credit, is_paragraph, is_plain};
use super::role::Role;
use super::writers::{bare_name, is_job, is_told_of, is_workplace};

/// Deks, jobs, places, captions, boxes, lines about the author.
pub(super) fn below(zone: &Zone<'_>, at: usize, metas: &[Option<Meta>]) -> Vec<Reading> {
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
    // Under a headline of the front matter only the first line can be one: any other has copy above it.
    let under_copy = at > 0 && zone.top.is_none() && !zone.desk.headline.is_empty();
    if count < 4
        || under_copy
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
        (false, 4) => 15,
        (false, 5..=40) => 30,
        _ => 10,
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
