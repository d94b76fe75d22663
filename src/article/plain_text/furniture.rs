//! Furniture: the words of the page and not of the article, as they come along with copy and paste (`Login`, `Share`, `Story
//! continues below advertisement`). Owns the list in `data/furniture.txt` and where each entry counts: before the first paragraph
//! and after the last one freely, between paragraphs only what can be nothing else. Only whole grafs are set aside, each is reported,
//! never one longer than 200 characters, and never more than 15 % of the text, or 30 % where all of it are buttons: what goes beyond is
//! put back as copy. What stands above the headline does not count there, for an article has no words above its headline.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lines::Graf;
use super::tables::{self, Phrases};
use super::{Block, Desk, Dropped, Guess, Paragraph, PlainStory, dates, end_matter, lists, related, words};

/// Where an entry counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Anywhere,
    Edges,
    /// At the edges, if no title follows that it would be the heading of.
    Lone,
}

type Rule = (&'static str, Where);

static TABLE: LazyLock<Phrases<Rule>> = LazyLock::new(|| {
    Phrases::new(tables::parts(include_str!("data/furniture.txt")).map(|(part, entry)| {
        let (rule, place) = part.split_once(' ').unwrap_or((part, "edges"));
        let place = match place {
            "anywhere" => Where::Anywhere,
            "lone" => Where::Lone,
            _ => Where::Edges,
        };
        (entry, (rule, place))
    }))
});

/// The longest text that can be furniture.
const LONGEST: usize = 200;

/// The longest text that is the name of a button or the like.
const BUTTON: usize = 30;

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
    let bare = folded.trim_start_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '{' | '"' | '\'' | '$' | '€' | '£'));
    let bare = bare.trim_end_matches(|letter: char| {
        matches!(letter, ':' | '…' | '.' | '!' | '>' | '›' | ' ' | '+' | '|' | '*' | ']' | '"' | '→' | '↓')
    });
    // `Silence.` and `Listen.` are paragraphs: a short one with its full stop is copy.
    let sentence = folded.ends_with('.') && !folded.ends_with("..") && words::count(bare) <= 3
        || folded.starts_with(['"', '\''])
        || folded.ends_with('"');
    if sentence || bare.is_empty() {
        return None;
    }
    TABLE.get(bare)
}

/// Several pieces in a row: `Share | Print | Email`, `Facebook Twitter WhatsApp`.
fn row(text: &str) -> Option<Rule> {
    let parts: Vec<&str> = text.split(['|', '·', '•', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let parts = if parts.len() > 1 { parts } else { text.split_whitespace().collect() };
    let rules: Option<Vec<Rule>> = parts.iter().map(|part| one(part)).collect();
    rules.filter(|rules| rules.len() > 1 && !text.ends_with('.')).map(|rules| (rules[0].0, Where::Edges))
}

/// Takes the furniture out of the grafs and into the report.
pub(super) fn set_aside(grafs: &[Graf], desk: &Desk<'_>, story: &mut PlainStory) -> Vec<Graf> {
    let copy = |graf: &Graf| !is_furniture(&graf.text) && !end_matter::is_rights(&graf.text, true) && !dates::is_date_line(&graf.text);
    let first = grafs.iter().position(|graf| is_copy(graf, 12) && copy(graf)).unwrap_or(grafs.len());
    let last = grafs.iter().rposition(|graf| is_copy(graf, 5) && copy(graf)).map_or(0, |at| at + 1);
    let promos: HashSet<usize> = promotions(grafs).into_iter().collect();
    let mut kept = Vec::with_capacity(grafs.len());
    for (at, graf) in grafs.iter().enumerate() {
        let edge = at < first || at >= last;
        if promos.contains(&at) {
            story.dropped.push(Dropped { line: graf.line, text: graf.text.clone(), rule: "BP5" });
            continue;
        }
        match found(graf, edge, at < first, grafs.get(at + 1), desk) {
            Some(rule) => story.dropped.push(Dropped { line: graf.line, text: graf.text.clone(), rule }),
            None => kept.push(graf.clone()),
        }
    }
    kept
}

/// The lines of newsletter boxes in mid-text: from `Sign up to ...` to the line that says the box is over.
fn promotions(grafs: &[Graf]) -> Vec<usize> {
    let mut lines = Vec::new();
    for end in 0..grafs.len() {
        if words::fold(&grafs[end].text) != "after newsletter promotion" {
            continue;
        }
        let short = (end.saturating_sub(8)..end).rev().take_while(|&at| words::length(&grafs[at].text) <= LONGEST);
        let start =
            short.filter(|&at| ["sign up to ", "sign up for "].iter().any(|lead| words::fold(&grafs[at].text).starts_with(lead))).last();
        lines.extend(start.unwrap_or(end)..=end);
    }
    lines
}

/// Whether a graf reads as part of the article.
fn is_copy(graf: &Graf, least: usize) -> bool {
    !graf.verse.is_empty()
        || lists::line_mark(&graf.text).is_some()
        || (words::ends_sentence(&graf.text) && words::count(&graf.text) >= least)
}

fn found(graf: &Graf, edge: bool, top: bool, next: Option<&Graf>, desk: &Desk<'_>) -> Option<&'static str> {
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
    match rule(&graf.text)? {
        // `Read more:` over titles is their heading.
        ("BP4", Where::Anywhere) if (edge || graf.text.ends_with(':')) && next.is_some_and(|next| related::leads(graf, next)) => None,
        (id, Where::Anywhere) => Some(id),
        (id, Where::Edges) => edge.then_some(id),
        (id, Where::Lone) => (edge && !next.is_some_and(|next| related::leads(graf, next))).then_some(id),
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
fn line_of(block: &Block) -> usize {
    match block {
        Block::Paragraph(paragraph) => paragraph.line,
        Block::Subhead(line) | Block::Rule(line) | Block::EndMark(line) | Block::EndCredit(line) => line.line,
        Block::List { items, .. } | Block::FactBox { items } => items.first().map_or(0, |item| item.line),
        Block::Takeaways { heading, items } => {
            heading.as_ref().map_or_else(|| items.first().map_or(0, |item| item.line), |heading| heading.line)
        }
        Block::Voice(voice) => voice.line,
        Block::PullQuote { line, .. } | Block::RunIn { line, .. } | Block::Figure { line, .. } => *line,
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
        ] {
            assert!(!is_furniture(text), "{text}");
        }
    }
}
