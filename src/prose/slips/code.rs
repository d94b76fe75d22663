//! Code that is none: an indented paragraph, and a fence that never closes.

use super::{count_words, source, tell};
use crate::prose::ProseFault;
use crate::prose::tree::{Kind, Tree};

/// Words from which an indented line can be prose.
const SENTENCE: usize = 5;

pub(super) fn look(text: &str, tree: &Tree, told: &mut Vec<ProseFault>) {
    let Kind::CodeBlock(language) = &tree.kind else { return };
    if language.is_empty() {
        if is_prose(&tree.words()) {
            tell(
                told,
                "indented-prose",
                tree.span.start..line_end(text, tree.span.start),
                "four spaces or a tab before this paragraph make it code, set as typed in a box of its own",
                "remove the spaces before it; put a line ``` before and after it if it is code",
            );
        }
    } else if let Some(fence) = unclosed(source(text, &tree.span)) {
        tell(
            told,
            "code-unclosed",
            tree.span.start..line_end(text, tree.span.start),
            "this code never ends, and all that follows is printed as code",
            format!("put a line {fence} where it ends"),
        );
    }
}

fn line_end(text: &str, start: usize) -> usize {
    start + text[start..].lines().next().map_or(0, |line| line.trim_end().len())
}

/// Whether the first of indented lines, up to an empty one, are prose, in any language: they begin with a letter or a quotation mark, are words for the most
/// part, and end as sentences or run on; code has signs in them.
fn is_prose(words: &str) -> bool {
    let words = words.trim_start_matches('\n').split("\n\n").next().unwrap_or_default();
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let Some(first) = lines.first() else { return false };
    let quote = |c: char| matches!(c, '"' | '\'' | '“' | '„' | '«' | '‘' | '「' | '『' | '”' | '(' | '¿' | '¡' | '—' | '–');
    let begins = first.trim_start_matches(quote).chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let letters = words.chars().filter(|c| c.is_alphabetic() || c.is_whitespace()).count();
    let signs = words
        .chars()
        .filter(|c| {
            matches!(c, '{' | '}' | '[' | ']' | '<' | '>' | '=' | ';' | '\\' | '|' | '$' | '#' | '_' | '*' | '+' | '@' | '~' | '^' | '`')
        })
        .count();
    let all = words.chars().count();
    let aligned = lines.iter().any(|line| line.contains("   ") || line.contains('\t'));
    let ended = lines.last().is_some_and(|line| {
        line.trim_end_matches(['"', '\'', '”', '’', '»', ')', '」', '』'])
            .ends_with(['.', '!', '?', '。', '！', '？', '।', '۔', '؟', '…', ',', '，', '、'])
    });
    begins && ended && !aligned && count_words(words) >= SENTENCE && letters * 100 >= all * 88 && signs == 0
}

/// The fence of a block that it does not close.
fn unclosed(block: &str) -> Option<&str> {
    let fence = block.trim_start();
    let sign = fence.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = fence.bytes().take_while(|byte| char::from(*byte) == sign).count();
    let fence = &fence[..length];
    let mut lines = block.trim_end().lines().skip(1).peekable();
    let mut last = "";
    while let Some(line) = lines.next() {
        last = line;
        if lines.peek().is_none() {
            break;
        }
    }
    let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
    let closes = last.len() >= length && last.chars().all(|c| c == sign);
    (!closes).then_some(fence)
}
