//! Labels: the word before a colon. Owns three kinds: on a headline (`Analysis:`, `UPDATE 2-`), on a list item (`Rates: The bank
//! held.`), and the bold lead of a paragraph (`Why it matters: ...`). A colon by itself proves nothing: times, ratios, addresses
//! and people speaking have one too.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::body::Page;
use super::graf::Graf;
use super::tables::{self, Leads, Phrases};
use super::{Block, Item, ListKind, quotes, words};

/// Where items stand: a takeaways box lets labels run longer than a list does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    List,
    Takeaways,
}

/// A label of the list, and its joint.
fn entry(line: &'static str) -> (&'static str, &'static str) {
    match line.rsplit_once(' ') {
        Some((name, joint @ ("-" | "#-"))) => (name, joint),
        _ => (line, ":"),
    }
}

static HEADLINE: LazyLock<Leads<&str>> = LazyLock::new(|| Leads::new(tables::entries(include_str!("data/headline_labels.txt")).map(entry)));
static WHOLE: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(tables::entries(include_str!("data/headline_labels.txt")).map(|line| (entry(line).0, ()))));
static RESERVED: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("data/reserved_labels.txt")));
static RUN_INS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("data/run_ins.txt")));

/// Takes the label off a headline: the label as written, and the rest.
pub(super) fn of_headline(text: &str) -> Option<(String, String)> {
    let mut best: Option<(usize, usize)> = None;
    for (joint, _, after) in HEADLINE.of(text) {
        let length = text.len() - after.len();
        let end = match joint {
            "#-" => {
                let digits = after.trim_start();
                let count = digits.bytes().take_while(u8::is_ascii_digit).count();
                let sign = after.len() - digits.len() + count;
                (count > 0 && after[sign..].starts_with('-')).then_some((sign, sign + 1))
            }
            "-" => after.starts_with('-').then_some((0, 1)).or_else(|| dash_after(after)),
            _ => colon_after(after).or_else(|| bar_after(after)),
        };
        if let Some((sign, rest)) = end
            && best.is_none_or(|(before, _)| before < length + sign)
        {
            best = Some((length + sign, length + rest));
        }
    }
    let (end, rest) = best?;
    let title = text[rest..].trim();
    (words::count(title) >= 2).then(|| (text[..end].trim().to_owned(), title.to_owned()))
}

/// Whether a whole line is a label of a headline: `OPINION`, `Breaking news`.
pub(super) fn is_label(text: &str) -> bool {
    let folded = words::fold(text.trim_end_matches([':', '：']));
    words::length(text) <= 40 && WHOLE.has(&folded)
}

fn colon_after(after: &str) -> Option<(usize, usize)> {
    let trimmed = after.trim_start();
    let sign = trimmed.chars().next().filter(|sign| matches!(sign, ':' | '：'))?;
    let at = after.len() - trimmed.len();
    Some((at, at + sign.len_utf8()))
}

fn bar_after(after: &str) -> Option<(usize, usize)> {
    after.starts_with(" | ").then_some((0, 3))
}

fn dash_after(after: &str) -> Option<(usize, usize)> {
    [" - ", " – ", " — "].iter().find(|dash| after.starts_with(**dash)).map(|dash| (0, dash.len()))
}

/// Splits items into label and text, where the list as a whole has that shape.
pub(super) fn split_items(items: Vec<Item>, setting: Setting) -> Vec<Item> {
    let split: Vec<Option<(String, String)>> = items.iter().map(|item| of_item(&item.text, setting)).collect();
    let labelled = items.iter().zip(&split).filter(|(item, split)| item.label.is_some() || split.is_some()).count();
    let enough = labelled * 2 > items.len();
    let dashed: Vec<Option<(String, String)>> = items.iter().map(|item| dashed(&item.text)).collect();
    let all_dashed = setting == Setting::Takeaways && items.len() >= 2 && dashed.iter().all(Option::is_some);
    let chosen = if all_dashed { dashed } else { split };
    items
        .into_iter()
        .zip(chosen)
        .map(|(item, split)| match split {
            Some((label, text)) if item.label.is_none() && (enough || all_dashed) => Item { label: Some(label), text, line: item.line },
            _ => item,
        })
        .collect()
}

/// `Label: text` in an item that is marked as one.
fn of_item(text: &str, setting: Setting) -> Option<(String, String)> {
    let (label, rest) = at_colon(text)?;
    let (most_words, most_letters) = if setting == Setting::Takeaways { (9, 70) } else { (6, 48) };
    let fits = words::count(label) <= most_words && words::length(label) <= most_letters && is_label_like(label);
    let least = if rest.chars().any(words::is_unspaced) { 2 } else { 3 };
    (fits && words::count(rest) >= least && !quotes::opens(rest)).then(|| (unmarked(label), unmarked_start(rest)))
}

/// `Label — text`, believed only when all items of a box have it.
fn dashed(text: &str) -> Option<(String, String)> {
    let (label, rest) = [" — ", " – ", " - "].iter().find_map(|dash| text.split_once(dash))?;
    let fits = words::count(label) <= 4 && is_label_like(label) && words::count(rest) >= 4 && !label.contains([':', '：']);
    fits.then(|| (unmarked(label), rest.trim().to_owned()))
}

/// Cuts at the first colon that parts two texts.
fn at_colon(text: &str) -> Option<(&str, &str)> {
    let (at, sign) = text.char_indices().find(|&(at, letter)| match letter {
        '：' => true,
        // A bold label may close its marks after the colon.
        ':' => text[at + 1..].starts_with([' ', '\u{a0}']) || text[at + 1..].starts_with("** "),
        _ => false,
    })?;
    let rest = text[at + sign.len_utf8()..].trim_start();
    let label = text[..at].trim_end();
    (!label.is_empty() && !rest.is_empty()).then_some((label, rest))
}

fn is_label_like(label: &str) -> bool {
    // A stop inside ends a sentence, unless it is that of an abbreviation: `U.S. policy`.
    let stopped = label.match_indices(". ").any(|(at, _)| words::ends_with_stop(&label[..=at]));
    let sentence = stopped || label.contains(['!', '。', '"', '“', '”', '»']) || label.contains("http");
    !sentence
        && words::starts_high(label)
        && !quotes::is_speech_word(&last_word(label))
        && (label.chars().any(char::is_alphabetic) || is_year(label))
}

fn is_year(label: &str) -> bool {
    label.len() == 4 && label.starts_with(['1', '2']) && label.bytes().all(|digit| digit.is_ascii_digit())
}

fn last_word(text: &str) -> String {
    words::fold(text.rsplit(char::is_whitespace).next().unwrap_or_default())
}

/// A label copied with the marks of bold type.
fn unmarked(label: &str) -> String {
    label.trim_start_matches("**").trim_end_matches("**").trim().to_owned()
}

fn unmarked_start(rest: &str) -> String {
    rest.strip_prefix("**").map_or(rest, str::trim_start).to_owned()
}

/// `Label: Sentence` in a graf with no mark, strictly.
pub(super) fn unmarked_item(graf: &Graf) -> Option<Item> {
    if graf.member.is_some() || graf.heading.is_some() || !graf.verse.is_empty() {
        return None;
    }
    let (label, rest) = at_colon(&graf.text)?;
    let letters = if label.chars().any(words::is_unspaced) { 16 } else { 48 };
    let fits = words::count(label) <= 7 && words::length(label) <= letters && is_label_like(label) && !is_reserved(label);
    let sentence = words::starts_high(rest) || !words::has_case(rest);
    let least = if rest.chars().any(words::is_unspaced) { 3 } else { 4 };
    (fits && sentence && !quotes::opens(rest) && words::count(rest) >= least && words::count(&graf.text) <= 50).then(|| Item {
        label: Some(unmarked(label)),
        text: unmarked_start(rest),
        line: graf.line,
    })
}

/// Labels that mean something of their own.
pub(super) fn is_reserved(label: &str) -> bool {
    let folded = words::fold(label);
    RESERVED.has(&folded)
}

/// Three or more neighbours of the shape `Label: Sentence`: a list that lost its marks.
pub(super) fn list(page: &Page<'_>, at: usize) -> Option<(Block, usize)> {
    let used = page.unmarked_lists.get(at).copied().filter(|used| *used > 0)?;
    let items = unmarked_run(&page.grafs[at..at + used]);
    Some((Block::List { kind: ListKind::Bulleted, items }, used))
}

/// For each graf, how many grafs the list without marks takes that begins there; most begin none. Found from the end, so that
/// a long run is gone through once, wherever in it a list may begin.
pub(super) fn unmarked_lists(grafs: &[Graf]) -> Vec<usize> {
    let mut lengths = vec![0; grafs.len()];
    let mut run = Run::default();
    for (at, graf) in grafs.iter().enumerate().rev() {
        match unmarked_item(graf).and_then(|item| item.label) {
            Some(label) => {
                run.take(&label);
                lengths[at] = if run.is_list() { run.length } else { 0 };
            }
            None => run = Run::default(),
        }
    }
    lengths
}

/// What the labels of a run say about it.
#[derive(Default)]
struct Run {
    length: usize,
    names: HashSet<String>,
    capitals: usize,
    /// A label occurs twice, is a known bold lead, or is too long for a list.
    odd: bool,
}

impl Run {
    fn take(&mut self, label: &str) {
        self.length += 1;
        self.capitals += usize::from(words::is_caps(label));
        self.odd |= !self.names.insert(words::fold(label)) || is_run_in(label) || words::count(label) > 5;
    }

    /// People who speak in turn have their names in capitals.
    fn is_list(&self) -> bool {
        self.length >= 3 && !self.odd && self.capitals * 2 <= self.length
    }
}

/// The run of `Label: Sentence` grafs that begins here.
pub(super) fn unmarked_run(grafs: &[Graf]) -> Vec<Item> {
    grafs.iter().map_while(unmarked_item).collect()
}

/// A paragraph with a known bold lead.
pub(super) fn run_in(graf: &Graf) -> Option<Block> {
    if graf.member.is_some() || !graf.verse.is_empty() {
        return None;
    }
    let (label, rest) = at_colon(&graf.text)?;
    (is_run_in(label) && words::count(rest) >= 3).then(|| Block::RunIn {
        label: unmarked(label),
        text: unmarked_start(rest),
        line: graf.line,
    })
}

pub(super) fn is_run_in(label: &str) -> bool {
    let folded = words::fold(&unmarked(label));
    words::length(label) <= 60 && RUN_INS.has(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "it stands for a result")]
    fn pair(label: &str, rest: &str) -> Option<(String, String)> {
        Some((label.to_owned(), rest.to_owned()))
    }

    #[test]
    fn headline_labels() {
        assert_eq!(of_headline("Analysis: Why the pool closed"), pair("Analysis", "Why the pool closed"));
        assert_eq!(of_headline("OPINION | Why the pool closed"), pair("OPINION", "Why the pool closed"));
        assert_eq!(of_headline("UPDATE 2-Harbour fees rise"), pair("UPDATE 2", "Harbour fees rise"));
        assert_eq!(of_headline("CORRECTED-Harbour fees rise"), pair("CORRECTED", "Harbour fees rise"));
        assert_eq!(of_headline("Ruiz: “I will stay”"), None);
        assert_eq!(of_headline("Analysis shows the pool leaks"), None);
        assert!(is_label("OPINION"));
    }

    #[test]
    fn item_labels() {
        assert_eq!(
            of_item("The board is not alone: Despite the row, it has friends.", Setting::Takeaways),
            pair("The board is not alone", "Despite the row, it has friends.")
        );
        assert_eq!(of_item("**Rates:** The bank held.", Setting::Takeaways), pair("Rates", "The bank held."));
        assert_eq!(of_item("要点：港口收费上涨百分之四", Setting::Takeaways), pair("要点", "港口收费上涨百分之四"));
        assert_eq!(of_item("Boats leave at 10:30 each day", Setting::Takeaways), None);
        assert_eq!(of_item("Ruiz said: the boats leave at noon", Setting::Takeaways), None);
    }
}
