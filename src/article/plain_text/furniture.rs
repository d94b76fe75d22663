//! Furniture: the words of the page and not of the article, as they come along with copy and paste (`Login`, `Share 45`, `Story
//! continues below advertisement`). Owns the lists in `data/furniture/`, one for each language, and where each entry counts: before the
//! first paragraph and after the last one freely, between paragraphs only what can be nothing else, and what stands beside it: the half of
//! a box goes with the other half. Whole grafs are set aside and the tails of some; each is reported, never one longer than 200
//! characters, and never more than 15 % of the text, or 30 % where all of it are buttons: what goes beyond is put back as copy. What
//! stands above the headline does not count there, for an article has no words above its headline; nor does a box that is whole.

use std::collections::HashSet;
use std::sync::LazyLock;

use rust_embed::RustEmbed;

use super::graf::Graf;
use super::tables::{self, Phrases};
use super::{Block, Desk, Dropped, Guess, Paragraph, PlainStory, dates, end_matter, lists, related, words};

/// The lists, one file for each language.
#[derive(RustEmbed)]
#[folder = "src/article/plain_text/data/furniture/"]
struct Lists;

/// Where an entry counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Anywhere,
    Edges,
    /// At the edges, if no title follows that it would be the heading of.
    Lone,
    /// At the end of a line that has other words.
    Tail,
    /// The first line of a box, if the last one is there.
    Open,
    /// The last line of a box.
    Close,
}

type Rule = (&'static str, Where);

/// All entries of all languages with their rules.
static ENTRIES: LazyLock<Vec<(&'static str, Rule)>> = LazyLock::new(|| {
    let mut files: Vec<_> = Lists::iter().collect();
    files.sort();
    files
        .iter()
        .filter_map(|name| Lists::get(name))
        .flat_map(|file| rules(String::from_utf8_lossy(&file.data).into_owned().leak()))
        .collect()
});

fn rules(table: &'static str) -> impl Iterator<Item = (&'static str, Rule)> {
    tables::parts(table).map(|(part, entry)| {
        let (rule, place) = part.split_once(' ').unwrap_or((part, "edges"));
        let place = match place {
            "anywhere" => Where::Anywhere,
            "lone" => Where::Lone,
            "tail" => Where::Tail,
            "open" => Where::Open,
            "close" => Where::Close,
            // A count with its word is the page's wherever it stands; a length of time may be a recipe's.
            _ if rule == "BP1" && entry.contains("{n}") && !is_measure(&entry.replace("{n}", "5")) && !entry.contains("min") => {
                Where::Anywhere
            }
            _ => Where::Edges,
        };
        (entry, (rule, place))
    })
}

fn table(wanted: impl Fn(Where) -> bool) -> Phrases<Rule> {
    Phrases::new(ENTRIES.iter().filter(|(_, (_, place))| wanted(*place)).copied())
}

static TABLE: LazyLock<Phrases<Rule>> = LazyLock::new(|| table(|place| matches!(place, Where::Anywhere | Where::Edges | Where::Lone)));
static OPENERS: LazyLock<Phrases<Rule>> = LazyLock::new(|| table(|place| place == Where::Open));
static CLOSERS: LazyLock<Phrases<Rule>> = LazyLock::new(|| table(|place| place == Where::Close));
static TAILS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| ENTRIES.iter().filter(|(_, (_, place))| *place == Where::Tail).map(|(entry, _)| *entry).collect());

/// The longest text that can be furniture.
const LONGEST: usize = 200;

/// The longest text that is the name of a button or the like.
const BUTTON: usize = 30;

/// The most lines of a box between its first and its last.
const BOX: usize = 8;

/// Whether a line is furniture somewhere.
pub(super) fn is_furniture(text: &str) -> bool {
    rule(text).is_some_and(|(_, place)| place != Where::Lone)
}

fn rule(text: &str) -> Option<Rule> {
    if words::length(text) > LONGEST {
        return None;
    }
    one(text).or_else(|| row(text))
}

/// One piece of furniture.
fn one(text: &str) -> Option<Rule> {
    let folded = words::fold(text);
    let bare = bare(&folded)?;
    // A wide colon needs no space after it.
    let spaced = || bare.split_once(':').filter(|(_, rest)| !rest.starts_with(' ')).map(|(label, rest)| format!("{label}: {rest}"));
    TABLE
        .get(bare)
        .or_else(|| spaced().and_then(|spaced| TABLE.get(&spaced)))
        .or_else(|| counted(bare))
        .or_else(|| is_counter(bare).then_some(("BP1", Where::Anywhere)))
}

/// A folded line without what decorates it; none where it is a sentence or a quotation.
fn bare(folded: &str) -> Option<&str> {
    let bare = folded.trim_start_matches(|letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, '{' | '"' | '\'' | '$' | '€' | '£' | '[' | '(' | '<' | '【')
    });
    let bare = bare.trim_end_matches([':', '…', '.', '!', '>', '›', ' ', '+', '|', '*', '"', '→', '↓']);
    let bare = if bare.starts_with('[') { bare } else { bare.trim_end_matches(']') };
    // `Silence.` and `Listen.` are paragraphs: a short one with its full stop is copy.
    let sentence = folded.ends_with('.') && !folded.ends_with("..") && words::count(bare) <= 3
        || folded.starts_with(['"', '\''])
        || folded.ends_with('"');
    (!sentence && !bare.is_empty()).then_some(bare)
}

/// A button with its count: `share 45`, `54 comments`, `閱讀 1234`, `閱讀1234`.
fn counted(bare: &str) -> Option<Rule> {
    let known = |label: &str| -> Option<Rule> {
        let label = label.trim_matches(|letter: char| matches!(letter, ' ' | ':' | '·' | '•' | '|' | '-' | '(' | ')'));
        // With its count it can be nothing else.
        TABLE.get(label).filter(|(rule, place)| *rule == "BP1" && *place != Where::Lone).map(|(rule, _)| (rule, Where::Anywhere))
    };
    let last = bare.rsplit_once(' ').filter(|(_, count)| tables::is_count(count)).map(|(label, _)| label);
    let first =
        bare.split_once(' ').filter(|(count, _)| tables::is_count(count) && count.starts_with(char::is_numeric)).map(|(_, label)| label);
    // `(27)` may be joined to the word, and so are figures where words are not spaced.
    let joined = || {
        let cut =
            bare.trim_end_matches(|letter: char| letter.is_numeric() || matches!(letter, '(' | ')' | ',' | '.' | '万' | '萬' | '만' | '+'));
        let apart = bare[cut.len()..].starts_with('(') || cut.ends_with(crate::language::is_wide);
        (cut.len() < bare.len() && apart && bare.contains(char::is_numeric)).then_some(cut)
    };
    last.and_then(known).or_else(|| first.and_then(known)).or_else(|| joined().and_then(known))
}

/// `3/12`: which picture of how many.
fn is_counter(bare: &str) -> bool {
    let Some((at, of)) = bare.split_once('/') else { return false };
    let value = |text: &str| text.trim().parse::<u32>().ok().filter(|_| text.trim().len() <= 3);
    matches!((value(at), value(of)), (Some(at), Some(of)) if (1..=of).contains(&at) && of >= 2)
}

/// A length of time, as it stands beside a button: `6:48 min`.
fn is_measure(folded: &str) -> bool {
    let (count, unit) = folded.split_once(' ').unwrap_or((folded, ""));
    let joined = || {
        unit.is_empty()
            && ["min", "m", "分", "分钟", "분", "sec", "s", "'"].iter().any(|unit| folded.strip_suffix(unit).is_some_and(tables::is_count))
    };
    // Four figures alone are a year.
    let year = unit.is_empty() && count.chars().filter(|letter| letter.is_numeric()).count() == 4 && !count.contains(':');
    tables::is_count(count)
        && !year
        && count.contains(char::is_numeric)
        && matches!(
            unit.trim_end_matches('.'),
            "" | "min" | "mins" | "minutes" | "minuten" | "minutos" | "minuti" | "sec" | "sek" | "dk" | "мин" | "хв" | "分" | "分钟" | "분"
        )
        || joined()
}

/// Several pieces in a row: `Share | Print | Email`, `Facebook Twitter WhatsApp`, `Listen to this article · 6:48 min Learn more`.
fn row(text: &str) -> Option<Rule> {
    if text.ends_with('.') {
        return None;
    }
    let parts: Vec<&str> = text.split(['|', '·', '•', '/', '∙', '・']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let parts = if parts.len() > 1 { parts } else { text.split_whitespace().collect() };
    let mut first = None;
    let mut known = 0;
    for part in &parts {
        let folded = words::fold(part);
        let rest = folded
            .split_once(' ')
            .filter(|(count, _)| tables::is_count(count))
            .map(|(_, rest)| rest.trim_start_matches("min ").trim_start_matches("min. "));
        match one(part).or_else(|| rest.and_then(|rest| TABLE.get(rest))) {
            Some(rule) => {
                known += 1;
                first.get_or_insert(rule.0);
            }
            None if is_measure(&folded) => {}
            None => return None,
        }
    }
    (parts.len() > 1 && known > 0).then(|| first.map(|rule| (rule, Where::Edges)))?
}

/// Takes the furniture out of the grafs and into the report.
pub(super) fn set_aside(grafs: &[Graf], desk: &Desk<'_>, story: &mut PlainStory) -> Vec<Graf> {
    let rules: Vec<Option<Rule>> = grafs.iter().map(|graf| graf.verse.is_empty().then(|| rule(&graf.text))?).collect();
    let copy = |at: usize| {
        let text = &grafs[at].text;
        rules[at].is_none_or(|(_, place)| place == Where::Lone) && !end_matter::is_rights(text, true) && !dates::is_date_line(text)
    };
    let first = (0..grafs.len()).find(|&at| is_copy(&grafs[at], 12) && copy(at)).unwrap_or(grafs.len());
    let last = (0..grafs.len()).rfind(|&at| is_copy(&grafs[at], 5) && copy(at)).map_or(0, |at| at + 1);
    let boxes = boxes(grafs, &rules, first..last);
    let mut kept = Vec::with_capacity(grafs.len());
    for (at, graf) in grafs.iter().enumerate() {
        let edge = at < first || at >= last;
        let dropped = |rule| Dropped { line: graf.line, text: graf.text.clone(), rule };
        if boxes.contains(&at) {
            story.dropped.push(dropped("BX1"));
        } else if let Some(rule) = found(graf, rules[at], edge, at < first, grafs.get(at + 1), desk) {
            story.dropped.push(dropped(rule));
        } else {
            kept.push(without_tail(graf, story));
        }
    }
    kept
}

/// A graf without the words a page adds to the end of its lines.
fn without_tail(graf: &Graf, story: &mut PlainStory) -> Graf {
    let mut graf = graf.clone();
    if !graf.verse.is_empty() || words::length(&graf.text) > 600 {
        return graf;
    }
    while let Some(cut) = TAILS.iter().find_map(|tail| {
        let at = graf.text.char_indices().rev().nth(tail.chars().count().checked_sub(1)?).map(|(at, _)| at)?;
        let apart = tail.starts_with([',', '(']) || graf.text[..at].ends_with([' ', '.']);
        (at > 0 && apart && words::fold(&graf.text[at..]) == *tail).then_some(at)
    }) {
        story.dropped.push(Dropped { line: graf.line, text: graf.text[cut..].to_owned(), rule: "BP1" });
        graf.text.truncate(graf.text[..cut].trim_end().len());
    }
    graf
}

/// The lines of boxes in mid-text: from a first line to a last one, or a run of lines that are all furniture, of which one is sure.
fn boxes(grafs: &[Graf], rules: &[Option<Rule>], copy: std::ops::Range<usize>) -> HashSet<usize> {
    let mut found = HashSet::new();
    let short = |at: usize| grafs[at].verse.is_empty() && words::length(&grafs[at].text) <= LONGEST && words::count(&grafs[at].text) <= 30;
    let is = |table: &Phrases<Rule>, at: usize| bare(&words::fold(&grafs[at].text)).is_some_and(|bare| table.has(bare));
    // The nearest first line above, and whether no paragraph has come since.
    let mut open: Option<(usize, bool)> = None;
    for at in copy.clone() {
        if !short(at) || open.is_some_and(|(open, _)| at - open > BOX) {
            open = None;
        }
        if is(&CLOSERS, at) {
            found.extend(open.map_or(at, |(open, _)| open)..=at);
            open = None;
        } else if short(at) && is(&OPENERS, at) {
            open = Some((at, true));
        } else if let Some((from, clear)) = open {
            if clear && matches!(rules[at], Some(("BP5", Where::Anywhere))) {
                found.extend(from..=at);
                open = None;
            } else {
                open = Some((from, clear && !is_copy(&grafs[at], 9)));
            }
        }
    }
    let mut from = copy.start;
    while from < copy.end {
        let whole = |at: usize| found.contains(&at) || rules[at].is_some_and(|(_, place)| place != Where::Lone) && short(at);
        let to = (from..copy.end).find(|&at| !whole(at)).unwrap_or(copy.end);
        let sure = (from..to).any(|at| found.contains(&at) || matches!(rules[at], Some((_, Where::Anywhere))));
        if to > from + 1 && sure {
            found.extend(from..to);
        }
        from = to.max(from + 1);
    }
    // More of a text than that is no box.
    let size = |at: usize| words::length(&grafs[at].text);
    let whole: usize = (0..grafs.len()).map(size).sum();
    if found.iter().map(|&at| size(at)).sum::<usize>() * 10 > whole * 4 {
        found.clear();
    }
    found
}

/// Whether a graf reads as part of the article.
fn is_copy(graf: &Graf, least: usize) -> bool {
    !graf.verse.is_empty()
        || lists::line_mark(&graf.text).is_some()
        || (words::ends_sentence(&graf.text) && words::count(&graf.text) >= least)
}

fn found(graf: &Graf, rule: Option<Rule>, edge: bool, top: bool, next: Option<&Graf>, desk: &Desk<'_>) -> Option<&'static str> {
    if !graf.verse.is_empty() || words::length(&graf.text) > LONGEST {
        return None;
    }
    let title = words::fold(desk.site_title);
    if edge && !title.is_empty() && words::fold(&graf.text) == title {
        return Some("BP9");
    }
    if top && is_trail(&graf.text, desk) {
        return Some("BP8");
    }
    match rule? {
        // `Read more:` over titles is their heading.
        ("BP4", Where::Anywhere) if (edge || graf.text.ends_with(':')) && next.is_some_and(|next| related::leads(graf, next)) => None,
        (id, Where::Anywhere) => Some(id),
        (id, Where::Edges) => edge.then_some(id),
        (id, Where::Lone) => (edge && !next.is_some_and(|next| related::leads(graf, next))).then_some(id),
        (_, Where::Tail | Where::Open | Where::Close) => None,
    }
}

/// `Home > News > Harbour`.
fn is_trail(text: &str, desk: &Desk<'_>) -> bool {
    let Some(joint) = [" > ", " › ", " » ", " / ", " → "].into_iter().find(|joint| text.contains(joint)) else { return false };
    let parts: Vec<&str> = text.split(joint).map(str::trim).collect();
    let known = |part: &str| one(part).is_some() || desk.sections.iter().any(|section| words::fold(section) == words::fold(part));
    parts.len() >= 2 && parts.iter().all(|part| words::count(part) <= 4) && known(parts[0])
}

/// Puts back, as paragraphs where they stood, what would go beyond 15 % of the text: the longer lines first, and of those the last ones,
/// where they do the least harm. A row of buttons may take up more of a short text, but never 30 %.
pub(super) fn put_back(story: &mut PlainStory, text: &str) {
    let size = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
    let whole = size(text);
    let top = story.headline.as_ref().map_or(0, |headline| headline.line);
    let counts = |dropped: &Dropped| dropped.rule.starts_with("BP") && dropped.line > top;
    let long = |dropped: &Dropped| words::length(&dropped.text) > BUTTON;
    let mut gone: usize = story.dropped.iter().filter(|dropped| counts(dropped)).map(|dropped| size(&dropped.text)).sum();
    let last_first = |longer: bool| {
        let story = &*story;
        (0..story.dropped.len()).rev().filter(move |at| counts(&story.dropped[*at]) && long(&story.dropped[*at]) == longer)
    };
    let mut back: HashSet<usize> = HashSet::new();
    for (at, share) in last_first(true).map(|at| (at, 15)).chain(last_first(false).map(|at| (at, 30))) {
        if gone * 100 <= whole * share {
            break;
        }
        gone -= size(&story.dropped[at].text);
        back.insert(at);
    }
    let mut at = 0..;
    let mut restored: Vec<Dropped> = story.dropped.extract_if(.., |_| at.next().is_some_and(|at| back.contains(&at))).collect();
    restored.sort_by_key(|dropped| dropped.line);
    let Some(first) = restored.first() else { return };
    let message = format!("{} lines look like page furniture, more than may be dropped unseen; they are printed as copy", restored.len());
    story.guesses.push(Guess { line: first.line, rule: "BP-limit", message });
    let mut restored = restored.into_iter().peekable();
    let mut blocks = Vec::with_capacity(story.blocks.len() + restored.len());
    let paragraph = |dropped: Dropped| Block::Paragraph(Paragraph { text: dropped.text, verse: Vec::new(), line: dropped.line });
    for block in std::mem::take(&mut story.blocks) {
        let line = line_of(&block);
        while let Some(dropped) = restored.next_if(|dropped| dropped.line < line) {
            blocks.push(paragraph(dropped));
        }
        blocks.push(block);
    }
    blocks.extend(restored.map(paragraph));
    story.blocks = blocks;
}

/// The source line of a block.
pub(super) fn line_of(block: &Block) -> usize {
    match block {
        Block::Paragraph(paragraph) => paragraph.line,
        Block::Subhead(line) | Block::Rule(line) | Block::EndCredit(line) => line.line,
        Block::List { items, .. } | Block::FactBox { items } => items.first().map_or(0, |item| item.line),
        Block::Takeaways { heading, items } => {
            heading.as_ref().map_or_else(|| items.first().map_or(0, |item| item.line), |heading| heading.line)
        }
        Block::Voice(voice) => voice.line,
        Block::PullQuote { line, .. }
        | Block::RunIn { line, .. }
        | Block::Figure { line, .. }
        | Block::Table { line, .. }
        | Block::Preformatted { line, .. } => *line,
        Block::Qa { pairs } => pairs.first().map_or(0, |pair| pair.line),
        Block::Related { heading, .. } => heading.line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture() {
        for text in [
            "Login",
            "SUBSCRIBE NOW",
            "5 min read",
            "Share this:",
            "12 comments",
            "Advertisement",
            "Facebook Twitter WhatsApp",
            "Share | Print | Email",
            "Anzeige",
            "Publicité",
            "Comments (27)",
            "תגובות (14)",
            "Share 45",
            "1.2K comments",
            "Listen 5:03",
            "閱讀 1234",
            "閱讀1234",
            "댓글 12",
            "Listen to this article · 6:48 min Learn more",
            "Artikel anhören • 5 Min",
            "Temps de Lecture 4 min.",
            "この記事は有料記事です。残り512文字",
            "字体：小 中 大",
            "요약 공유 댓글 글자크기조정 인쇄",
            "3/12",
        ] {
            assert!(is_furniture(text), "{text}");
        }
    }

    #[test]
    fn copy() {
        for text in [
            "Share prices fell 4% on Monday.",
            "Subscribe to this theory and you will go far.",
            "Silence.",
            "Advertisement feature banned",
            "Listen.",
            "“Listen.”",
            "We all said no",
            "Sign up for flood alerts, council tells residents",
            "Cookies crumble",
            "Log-in fraud doubles",
            "45 boats",
            "Quay 45",
            "Pool 3/4 full",
        ] {
            assert!(!is_furniture(text), "{text}");
        }
    }
}
