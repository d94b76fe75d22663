//! Slips: Markdown that is legal and not what its writer meant.
//!
//! [`mend`] changes the tree where the notation takes words of the copy for something else and what was meant is plain: a
//! paragraph with a rule under it is no heading, one that begins with a year is no list, and cells of an indented table are no
//! code. [`look`] changes nothing. Each slip is told with its place and what to write instead; `docs/writing-copy.md` has the
//! table.

mod code;
mod definitions;
mod html_code;
mod lines;
mod links;
mod lists;
mod numbers;
mod rules;
mod running_on;
mod tags;

use std::collections::HashMap;
use std::ops::Range;

use super::ProseFault;
use super::tree::{Kind, Tree};
use crate::language::{is_han_or_kana, is_run_on};

/// Makes of a tree what its writer meant.
pub(super) fn mend(text: &str, trees: &mut Vec<Tree>, told: &mut Vec<ProseFault>) {
    html_code::mend(trees, told);
    rules::mend(text, trees, told);
    numbers::mend(text, trees, told);
}

/// Tells what looks as if it were meant otherwise.
pub(super) fn look(text: &str, trees: &[Tree], told: &mut Vec<ProseFault>) {
    numbers::look(text, trees, told);
    definitions::look(text, told);
    let from = told.len();
    tags::look(trees, told);
    fold(told, from);
    let mut nameless = links::Nameless::new();
    look_in(text, trees, &mut nameless, told);
    links::tell_nameless(&nameless, told);
}

fn look_in(text: &str, trees: &[Tree], nameless: &mut links::Nameless, told: &mut Vec<ProseFault>) {
    for (at, tree) in trees.iter().enumerate() {
        match &tree.kind {
            Kind::CodeBlock(_) => code::look(text, tree, told),
            Kind::List(_) => {
                lists::look(text, at.checked_sub(1).map(|before| &trees[before]), tree, told);
                running_on::list(text, tree, told);
            }
            Kind::Quote => running_on::quote(text, tree, told),
            _ => {}
        }
        if tree.children.iter().any(|child| !child.is_block()) && !matches!(tree.kind, Kind::CodeBlock(_) | Kind::Tight) {
            lines::look(text, tree, told);
            links::look(text, &tree.children, nameless, told);
        }
        look_in(text, &tree.children, nameless, told);
    }
}

/// Of each kind of fault, so many are told of one copy.
const MOST: usize = 20;

/// Leaves of each kind the first few, with the number of the rest: what was typed a thousand times has one cause.
pub(super) fn few(told: &mut Vec<ProseFault>) {
    let mut counts: HashMap<&'static str, usize> = HashMap::new();
    for fault in told.iter() {
        *counts.entry(fault.code).or_default() += 1;
    }
    let mut seen: HashMap<&'static str, usize> = HashMap::new();
    told.retain_mut(|fault| {
        let nth = seen.entry(fault.code).or_default();
        *nth += 1;
        let all = counts.get(fault.code).copied().unwrap_or_default();
        if *nth == MOST && all > MOST {
            fault.message.push_str(&format!(" ({} more like it below)", all - MOST));
        }
        *nth <= MOST
    });
}

/// Tells a slip.
fn tell(told: &mut Vec<ProseFault>, code: &'static str, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
    told.push(ProseFault { code, span, message: message.into(), help: help.into() });
}

/// Tells slips from `from` on that are the same once, with their number.
fn fold(told: &mut Vec<ProseFault>, from: usize) {
    let mut counts: HashMap<(&'static str, String), usize> = HashMap::new();
    let mut found = told.split_off(from);
    found.sort_by_key(|fault| fault.span.start);
    found.retain(|fault| {
        let count = counts.entry((fault.code, fault.message.clone())).or_default();
        *count += 1;
        *count == 1
    });
    for fault in &mut found {
        let count = counts.get(&(fault.code, fault.message.clone())).copied().unwrap_or(1);
        if count > 1 {
            fault.message.push_str(&format!(", {count} times in this story"));
        }
    }
    told.extend(found);
}

/// What the writer typed there.
fn source<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    text.get(span.clone()).unwrap_or_default()
}

/// Whether words end as a sentence does and a headline does not, in any script.
fn ends_as_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '›' | '」' | '』' | ')' | ']' | '）')
    });
    words.ends_with(['.', ',', ';', '。', '、', '，', '；', '।', '۔', '،', '؛', '։', '።', '။', '។']) && !words.ends_with("...")
}

/// Words that spaces part, and letters of scripts without spaces, five of which are a word.
fn count_words(words: &str) -> usize {
    let run_on = words.chars().filter(|c| is_han_or_kana(*c) || is_run_on(*c)).count();
    words.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() + run_on / 5
}

/// The beginning of a text, of so many bytes at most: what is looked for further on is not told, and no text takes long.
fn head(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The end of a text, of so many bytes at most.
fn tail(text: &str, bytes: usize) -> &str {
    &text[text.floor_char_boundary(text.len().saturating_sub(bytes))..]
}
