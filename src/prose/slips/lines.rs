//! Lines of a paragraph that would be something else if they were typed with care: a heading without its space, a table without
//! its line of dashes, an abbreviation, bold that is never closed.

use super::{ends_as_sentence, source, tell};
use crate::prose::ProseFault;
use crate::prose::tree::{Kind, Tree};

/// Bytes of a line that may be a heading though it begins like a hashtag.
const HEADING: usize = 80;

pub(super) fn look(text: &str, block: &Tree, told: &mut Vec<ProseFault>) {
    let typed = source(text, &block.span);
    if block.kind == Kind::Paragraph {
        heading(block, typed, told);
        abbreviation(block, typed, told);
        table(block, typed, told);
    }
    for mark in ["**", "~~"] {
        if typed.contains(mark) {
            unclosed(text, &block.children, mark, told);
        }
    }
}

/// `#Heading`, `##Heading`; `#hashtag` and `#1` stay what they are.
fn heading(block: &Tree, typed: &str, told: &mut Vec<ProseFault>) {
    let mut at = block.span.start;
    for line in typed.split_inclusive('\n') {
        let signs = line.bytes().take_while(|byte| *byte == b'#').count();
        let words = &line[signs..];
        let named = words.starts_with(char::is_alphabetic);
        // A lone # before a word is a hashtag, unless a whole heading follows.
        let alone = typed.trim_end().len() == line.trim_end().len();
        let bare = words.trim_end();
        let heading = bare.contains(' ')
            && bare.len() <= HEADING
            && !bare.contains('#')
            && alone
            && !bare.starts_with(char::is_lowercase)
            && !ends_as_sentence(bare);
        if named && ((2..=6).contains(&signs) || (signs == 1 && heading)) {
            tell(
                told,
                "heading-space",
                at..at + line.trim_end().len(),
                "without a space after # this is no heading; it is printed as it stands",
                format!("write {} {}", &line[..signs], words.trim_end()),
            );
        }
        at += line.len();
    }
}

/// `*[HTML]: Hypertext Markup Language`
fn abbreviation(block: &Tree, typed: &str, told: &mut Vec<ProseFault>) {
    let Some((short, long)) = typed.strip_prefix("*[").and_then(|rest| rest.lines().next()).and_then(|line| line.split_once("]:")) else {
        return;
    };
    tell(
        told,
        "abbreviation",
        block.span.start..block.span.start + typed.lines().next().map_or(0, str::len),
        "abbreviations are not explained by lines of their own; this one is printed as it stands",
        format!("write <abbr title=\"{}\">{short}</abbr> in the copy", long.trim()),
    );
}

/// Rows that are no table, because their line of dashes is missing, stands alone or has other columns.
fn table(block: &Tree, typed: &str, told: &mut Vec<ProseFault>) {
    let lines: Vec<&str> = typed.lines().map(str::trim).collect();
    let rule = |line: &&str| line.contains('|') && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    let row = |line: &&str| line.len() > 2 && line.starts_with('|') && line.ends_with('|');
    let help = if lines.iter().any(rule) {
        "put an empty line before the table, and give the line of dashes as many columns as the first row"
    } else if lines.len() >= 2 && lines.iter().all(row) {
        "put a line such as |---|---| under the first row"
    } else {
        return;
    };
    tell(
        told,
        "table-as-text",
        block.span.start..block.span.start + typed.trim_end().len(),
        "these lines are no table; they are printed as they stand",
        help,
    );
}

/// `**Note: the` and `**Note: **the`.
fn unclosed(text: &str, inline: &[Tree], mark: &'static str, told: &mut Vec<ProseFault>) {
    for tree in inline {
        let Kind::Text(_) = &tree.kind else {
            if matches!(tree.kind, Kind::Emphasis | Kind::Strong | Kind::Strike | Kind::Span | Kind::Link { .. }) {
                unclosed(text, &tree.children, mark, told);
            }
            continue;
        };
        // As typed, so that marks that were escaped, and are meant as they are, do not look like marks.
        let typed = source(text, &tree.span);
        let opens = typed.match_indices(mark).find(|(at, _)| {
            let (before, after) = (typed[..*at].chars().next_back(), &typed[at + mark.len()..]);
            let spaced = after.starts_with(' ') && after[1..].contains(mark) && !after[1..].starts_with(mark);
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '„' | '«'))
                && (after.starts_with(char::is_alphabetic) || (spaced && before.is_none()))
        });
        let Some((place, _)) = opens else { continue };
        let start = tree.span.start + place;
        let sign = &mark[..1];
        tell(
            told,
            "emphasis-unclosed",
            start..start + mark.len(),
            format!("“{mark}” has no other half here, and is printed as it stands"),
            format!("write {mark} straight after the last word, without a space before it; \\{sign} if you mean the sign"),
        );
        return;
    }
}
