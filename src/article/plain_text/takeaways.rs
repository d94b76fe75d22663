//! The takeaways box: a heading that says so in any of the languages of `data/takeaways.txt`, and a list below it; or a short list
//! right under the headline. Owns the headings, the decision and the end of the box. A strong heading may be followed by a dash and
//! a tail of its own, and may lead plain short blocks; a weak one needs a list with marks. A heading with no list is a subhead.

use std::sync::LazyLock;

use super::body::Page;
use super::graf::{Graf, Marking};
use super::labels::{self, Setting};
use super::tables::Phrases;
use super::{Block, Item, Line, dateline, lists, quotes, words};

/// How sure a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    Weak,
    Strong,
}

/// A heading from the list, or one with a tail after a dash or colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Whole,
    Tailed,
}

/// Whether a line is a takeaways heading by itself.
pub(super) fn is_heading(text: &str) -> bool {
    matches!(heading(text), Some((_, Form::Whole)))
}

/// Whether a line is a takeaways heading, or begins as a sure one does.
pub(super) fn may_be_heading(text: &str) -> bool {
    heading(text).is_some()
}

fn heading(text: &str) -> Option<(Strength, Form)> {
    if words::length(text) > 100 || words::ends_with_stop(text) {
        return None;
    }
    let folded = folded(text);
    if words::length(&folded) <= 60
        && let Some(strength) = strength(&folded)
    {
        return Some((strength, Form::Whole));
    }
    let (head, tail) = [" - ", ": ", " | "].iter().filter_map(|joint| folded.split_once(joint)).min_by_key(|(head, _)| head.len())?;
    (strength(head.trim()) == Some(Strength::Strong) && !tail.is_empty()).then_some((Strength::Strong, Form::Tailed))
}

/// The heading without its colon and what decorates it.
fn folded(text: &str) -> String {
    let folded = words::fold(text);
    let mut inner = folded.trim_end_matches([':', ' ', '.', '…', '-']);
    inner = inner.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    if inner.starts_with("key") || !inner.ends_with(['?', '!']) {
        inner = inner.trim_end_matches(['*', '_', '】', '》', ']', '」']);
    }
    inner.to_owned()
}

fn strength(folded: &str) -> Option<Strength> {
    static STRONG: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("data/takeaways.txt"), "strong"));
    static WEAK: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("data/takeaways.txt"), "weak"));
    let bare = folded.trim_end_matches(['?', '!']).trim_end();
    let known = |table: &Phrases<()>| table.has(folded) || (bare.len() < folded.len() && table.has(bare));
    if known(&STRONG) { Some(Strength::Strong) } else { known(&WEAK).then_some(Strength::Weak) }
}

/// Reads the box whose heading stands at a graf, and how many grafs it takes.
pub(super) fn read(page: &Page<'_>, at: usize) -> Option<(Block, usize)> {
    let graf = &page.grafs[at];
    if graf.member.is_some() || !graf.verse.is_empty() {
        return None;
    }
    let (strength, form) = heading(&graf.text)?;
    let below = &page.grafs[at + 1..];
    let found = marked_items(below)
        .or_else(|| (strength == Strength::Strong).then(|| labelled(below).or_else(|| plain(page, at, form)))?)
        .or_else(|| at_top(page, at, form));
    let (items, used) = found?;
    let place = page.progress(at);
    let ending = page.progress(at + 1 + used);
    if strength == Strength::Weak && place > 0.35 && ending < 0.75 {
        return None;
    }
    let text = graf.text.trim_end_matches([':', '：']).trim_end().to_owned();
    let heading = Some(Line { text, line: graf.line });
    Some((Block::Takeaways { heading, items: labels::split_items(items, Setting::Takeaways) }, used + 1))
}

/// A list with marks.
fn marked_items(below: &[Graf]) -> Option<(Vec<Item>, usize)> {
    let (items, used) = lists::items(below)?;
    (items.len() <= 12).then_some((items, used))
}

/// Two or more neighbours `Label: Sentence`.
fn labelled(below: &[Graf]) -> Option<(Vec<Item>, usize)> {
    let mut items = labels::unmarked_run(below);
    // A blank line after lines that stood together ends the box.
    if let Some(end) = group_end(&below[..items.len()]) {
        items.truncate(end);
    }
    let used = items.len();
    (2..=8).contains(&used).then_some((items, used))
}

/// Where the first blank line stands in a run that has rows without one before it.
fn group_end(run: &[Graf]) -> Option<usize> {
    let together = run.len() > 1 && !run[1].gap;
    together.then(|| (1..run.len()).find(|&at| run[at].gap))?
}

/// Short blocks without marks, up to something that must end them.
fn plain(page: &Page<'_>, at: usize, form: Form) -> Option<(Vec<Item>, usize)> {
    let below = &page.grafs[at + 1..];
    let mut run = below.iter().take_while(|graf| is_plain_item(graf, page)).count();
    let grouped =
        group_end(&below[..run]).or_else(|| (run > 1 && !below[1].gap && below.get(run).is_some_and(|next| next.gap)).then_some(run));
    let mut ended = below.len() <= run || grouped.is_some();
    if let Some(end) = grouped {
        run = end;
    } else if let Some(end) = change_of_shape(&below[..run]) {
        run = end;
        ended = true;
    } else if let Some(next) = below.get(run) {
        ended = words::count(&next.text) > 45 || dateline::begins(&next.text, page.desk) || next.heading.is_some();
    }
    let place = page.progress(at);
    // At the end, where the last paragraphs may be short too, two are not enough.
    let placed = place < 0.33 || (page.progress(at + 1 + run) > 0.85 && run >= 3);
    // With a tail of its own the heading is less sure, and wants a list.
    let fits = form == Form::Whole && ended && placed && (2..=6).contains(&run);
    let items = below[..run].iter().map(|graf| Item { label: None, text: graf.text.clone(), line: graf.line }).collect();
    fits.then_some((items, run))
}

/// Short lines with no stop under any of the headings, before the first paragraph of all: the summary of a wire.
fn at_top(page: &Page<'_>, at: usize, form: Form) -> Option<(Vec<Item>, usize)> {
    let paragraph = |graf: &Graf| words::ends_sentence(&graf.text) && words::count(&graf.text) >= 12;
    if form != Form::Whole || page.grafs[..at].iter().any(paragraph) {
        return None;
    }
    let below = &page.grafs[at + 1..];
    let run = below
        .iter()
        .take_while(|graf| is_plain_item(graf, page) && !words::ends_sentence(&graf.text) && words::count(&graf.text) <= 20)
        .count();
    let story = below.get(run).is_some_and(|next| paragraph(next) || dateline::begins(&next.text, page.desk));
    let items = below[..run].iter().map(|graf| Item { label: None, text: graf.text.clone(), line: graf.line }).collect();
    ((2..=6).contains(&run) && story).then_some((items, run))
}

fn is_plain_item(graf: &Graf, page: &Page<'_>) -> bool {
    graf.member.is_none()
        && graf.verse.is_empty()
        && graf.heading.is_none()
        && words::count(&graf.text) <= 45
        && words::count(&graf.text) >= 3
        && !graf.text.ends_with([':', '：'])
        && !quotes::opens(&graf.text)
        && !dateline::begins(&graf.text, page.desk)
        && heading(&graf.text).is_none()
}

/// Where the items end: those without a final stop before paragraphs with one, or those with one before a heading.
fn change_of_shape(run: &[Graf]) -> Option<usize> {
    let ended = |graf: &Graf| words::ends_sentence(&graf.text);
    let first = ended(run.first()?);
    run.iter().position(|graf| ended(graf) != first).filter(|&turn| turn >= 2)
}

/// A list of two to six highlights at the very top of the body, with no heading.
pub(super) fn unheaded(page: &Page<'_>, at: usize) -> Option<(Block, usize)> {
    if at != 0 || page.grafs[at].member?.kind != super::ListKind::Bulleted {
        return None;
    }
    let (items, used) = lists::items(page.grafs)?;
    let full = items.iter().all(|item| words::count(&item.text) >= 4);
    let story = page.grafs.get(used).is_some_and(|next| words::ends_sentence(&next.text) && next.heading != Some(Marking::Numbered));
    ((2..=6).contains(&items.len()) && full && story)
        .then(|| (Block::Takeaways { heading: None, items: labels::split_items(items, Setting::Takeaways) }, used))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        for text in [
            "Key takeaways",
            "KEY POINTS:",
            "What to know",
            "Here’s what we know so far",
            "TL;DR",
            "Five things to know",
            "5 takeaways from the vote",
            "Das Wichtigste in Kürze",
            "À retenir :",
            "Lo que hay que saber",
            "Punti chiave",
            "Pontos-chave",
            "In het kort",
            "W skrócie",
            "Det viktigaste",
            "Главное",
            "Коротко",
            "أبرز النقاط",
            "要点",
            "핵심 요약",
        ] {
            assert!(is_heading(text), "{text}");
        }
        assert_eq!(heading("Key Takeaways — Why It Counts Beyond the Quay"), Some((Strength::Strong, Form::Tailed)));
    }

    #[test]
    fn no_headings() {
        for text in [
            "Highlights: Arsenal 2-1 Chelsea",
            "What to know before you go",
            "Best Chinese takeaways in Leeds",
            "At a glance, the numbers look good.",
            "The bottom line: nobody pays.",
            "Highlights of the 2006 bill include:",
            "Background",
            "Key witness missing",
        ] {
            assert!(!is_heading(text), "{text}");
            assert!(!matches!(heading(text), Some((Strength::Strong, _))), "{text}");
        }
    }
}
