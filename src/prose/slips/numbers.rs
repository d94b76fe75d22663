//! Paragraphs that begin with a number and a full stop (`1986. It passed.`, `3. Oktober: …`), which the notation takes for lists
//! of one: the number is then no word of the copy, and nothing that reads words sees it.

use std::collections::HashSet;

use super::{source, tell};
use crate::prose::ProseFault;
use crate::prose::tree::{Kind, Tree};

/// No list goes so far, but years do.
const YEAR: u64 = 1000;

/// Makes paragraphs of lists of one that begin with a year.
pub(super) fn mend(text: &str, trees: &mut [Tree], told: &mut Vec<ProseFault>) {
    for tree in trees.iter_mut() {
        let Some(_) = lone(tree).filter(|number| *number >= YEAR) else { continue };
        let Some(mut item) = tree.children.pop() else { continue };
        // What is meant is one paragraph; an item with more in it is left as it is.
        let words = match item.children.as_mut_slice() {
            [only] if only.kind == Kind::Paragraph => std::mem::take(&mut only.children),
            children if children.iter().all(|child| !child.is_block()) => std::mem::take(&mut item.children),
            _ => {
                tree.children.push(item);
                continue;
            }
        };
        let mark = mark(source(text, &item.span)).to_owned();
        let start = tree.span.start;
        told_as(told, tree, &mark, "it is printed as a paragraph");
        tree.kind = Kind::Paragraph;
        tree.children = words;
        match tree.children.first_mut() {
            Some(Tree { kind: Kind::Text(first), span, .. }) => {
                first.insert_str(0, &format!("{mark} "));
                span.start = start;
            }
            _ => tree.children.insert(0, Tree::new(Kind::Text(format!("{mark} ")), start..start + mark.len())),
        }
    }
}

/// Tells lists of one whose number follows no other and is followed by none.
pub(super) fn look(text: &str, trees: &[Tree], told: &mut Vec<ProseFault>) {
    let mut numbers: HashSet<u64> = HashSet::new();
    // That every item is a list of its own with the same number is a habit.
    let mut repeated: HashSet<u64> = HashSet::new();
    for tree in trees {
        if let Kind::List(Some(first)) = tree.kind {
            for number in (first..).take(tree.children.len()) {
                if !numbers.insert(number) {
                    repeated.insert(number);
                }
            }
        }
    }
    for tree in trees {
        let Some(number) = lone(tree) else { continue };
        if repeated.contains(&number)
            || numbers.contains(&(number + 1))
            || number.checked_sub(1).is_some_and(|before| numbers.contains(&before))
        {
            continue;
        }
        told_as(told, tree, mark(source(text, &tree.span)), "it is printed as a list of one");
    }
}

fn told_as(told: &mut Vec<ProseFault>, tree: &Tree, mark: &str, printed: &str) {
    let (digits, dot) = mark.split_at(mark.len().saturating_sub(1));
    tell(
        told,
        "number-list",
        tree.span.start..tree.span.start + mark.len(),
        format!("a paragraph that begins with “{mark}” makes a list; {printed}"),
        format!("write {digits}\\{dot} to say that it is no list"),
    );
}

/// The number of a list of one.
fn lone(tree: &Tree) -> Option<u64> {
    match tree.kind {
        Kind::List(Some(number)) if tree.children.len() == 1 => Some(number),
        _ => None,
    }
}

/// Digits and what follows them.
fn mark(item: &str) -> &str {
    let item = item.trim_start();
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    item.get(..=digits).unwrap_or(item)
}
