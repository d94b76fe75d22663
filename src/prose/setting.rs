//! The type of a tree set: quotes, dashes and dots across the runs of a paragraph, and the line breaks of scripts that set
//! no spaces.

use super::Style;
use super::tree::{Kind, Tree, is_cjk};
use super::typography::{Extent, Setter};
use crate::config::Typography;

/// Sets the type of one block: quotes, dashes, and the line breaks of scripts without spaces.
pub(super) fn set(tree: &mut Tree, style: &Style) {
    if tree.kind == Kind::Quote {
        keep_quote_lines(&mut tree.children);
    }
    if matches!(tree.kind, Kind::CodeBlock(_)) {
        return;
    }
    if tree.children.iter().any(|child| !child.is_block()) {
        join_cjk(&mut tree.children);
        if style.typography == Typography::Smart {
            let mut setter = Setter::new(&style.language, Extent::All);
            set_runs(&mut tree.children, &mut setter, None);
        }
    }
    for child in &mut tree.children {
        if child.is_block() {
            set(child, style);
        }
    }
}

fn set_runs(children: &mut [Tree], setter: &mut Setter, after: Option<char>) {
    // What follows each of them, found from the end.
    let mut following = after;
    let mut followings: Vec<Option<char>> = Vec::with_capacity(children.len());
    for child in children.iter().rev() {
        followings.push(following);
        following = first_char(child).or(following);
    }
    for child in children {
        let next = followings.pop().flatten();
        if !matches!(child.kind, Kind::Text(_)) && child.is_block() {
            continue;
        }
        match &mut child.kind {
            Kind::Text(text) => {
                if setter.needs(text) {
                    let mut out = String::with_capacity(text.len() + 8);
                    setter.run(text, next, &mut out);
                    *text = out;
                } else if let Some(last) = text.chars().next_back() {
                    setter.pass(last);
                }
            }
            Kind::Code(_) | Kind::Address(_) | Kind::Picture { .. } => setter.pass('x'),
            Kind::SoftBreak | Kind::HardBreak => setter.pass(' '),
            Kind::Html(_) | Kind::NoteMark { .. } | Kind::TaskMark(_) => {}
            _ => set_runs(&mut child.children, setter, next),
        }
    }
}

/// The first letter that a reader sees of an inline node.
fn first_char(tree: &Tree) -> Option<char> {
    match &tree.kind {
        Kind::Text(text) => text.chars().next(),
        Kind::Code(_) | Kind::Address(_) | Kind::Picture { .. } => Some('x'),
        Kind::SoftBreak | Kind::HardBreak => Some(' '),
        _ => tree.children.iter().find_map(first_char),
    }
}

/// Keeps the line of a callout and that of an attribution apart from the words, where [`join_cjk`] would take them together.
fn keep_quote_lines(children: &mut [Tree]) {
    let keep = |paragraph: Option<&mut Tree>, find: fn(&[Tree]) -> Option<usize>| {
        let Some(paragraph) = paragraph.filter(|child| child.kind == Kind::Paragraph) else { return };
        if let Some(at) = find(&paragraph.children).filter(|at| breaks_cjk(&paragraph.children, *at)) {
            paragraph.children[at].kind = Kind::HardBreak;
        }
    };
    keep(children.first_mut(), |line| {
        let opens = line.first().is_some_and(|first| matches!(&first.kind, Kind::Text(text) if text.starts_with("[!")));
        line.iter().position(|child| child.kind == Kind::SoftBreak).filter(|_| opens)
    });
    keep(children.last_mut(), |line| {
        let at = line.iter().rposition(|child| child.kind == Kind::SoftBreak)?;
        line.get(at + 1).is_some_and(|name| name.words().starts_with(['—', '–', '―'])).then_some(at)
    });
}

/// Whether a line break stands between two letters of such a script.
fn breaks_cjk(children: &[Tree], at: usize) -> bool {
    at > 0 && children[at].kind == Kind::SoftBreak && ends_cjk(&children[at - 1]) && children.get(at + 1).is_some_and(begins_cjk)
}

/// Removes the line break between two letters of a script that sets no spaces (not Hangul, which does).
fn join_cjk(children: &mut Vec<Tree>) {
    let joins: Vec<bool> = (0..children.len()).map(|at| breaks_cjk(children, at)).collect();
    let mut joins = joins.into_iter();
    children.retain(|_| joins.next() != Some(true));
}

/// Marks that stand in every script; the letter beside them tells which one it is here.
fn is_shared_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '"')
}

fn ends_cjk(tree: &Tree) -> bool {
    tree.words().chars().rev().find(|c| !is_shared_mark(*c)).is_some_and(is_cjk)
}

fn begins_cjk(tree: &Tree) -> bool {
    tree.words().chars().find(|c| !is_shared_mark(*c)).is_some_and(is_cjk)
}
