//! HTML comments of Markdown that are not what their writer meant: one that never closes hides the rest of the story, and one with a
//! blank line inside, begun within a paragraph, is no comment at all and would be printed.

use super::ProseFault;
use super::tree::{Kind, Tree};

/// The code of these faults, which stop a build: both print or hide words that nobody has looked at.
pub const OPEN_COMMENT: &str = "comment-open";

const OPEN: &str = "<!--";

/// Looks through the tree, with the source beside it.
pub(super) fn faults(text: &str, trees: &[Tree]) -> Vec<ProseFault> {
    let mut told = Vec::new();
    if text.contains(OPEN) {
        for tree in trees {
            look(text, tree, &mut told);
        }
    }
    told
}

fn look(text: &str, tree: &Tree, told: &mut Vec<ProseFault>) {
    let source = text.get(tree.span.clone()).unwrap_or_default();
    match &tree.kind {
        Kind::CodeBlock(_) | Kind::Code(_) => return,
        Kind::Tight => {
            let html: String = tree
                .children
                .iter()
                .filter_map(|child| if let Kind::Html(html) = &child.kind { Some(html.as_str()) } else { None })
                .collect();
            if let Some(at) = html.rfind(OPEN).filter(|at| !html[at + OPEN.len()..].contains("-->")) {
                let inside = source.rfind(OPEN).unwrap_or(at.min(source.len()));
                told.push(fault(tree.span.start + inside, "this comment never closes, and hides what follows it"));
            }
        }
        Kind::Text(_) => {
            let escaped = |at: usize| source[..at].ends_with('\\');
            if let Some((at, _)) = source.match_indices(OPEN).find(|(at, _)| !escaped(*at)) {
                told.push(fault(tree.span.start + at, "this comment does not close before the blank line, and would be printed"));
            }
        }
        _ => {}
    }
    tree.children.iter().for_each(|child| look(text, child, told));
}

fn fault(at: usize, message: &str) -> ProseFault {
    ProseFault {
        code: OPEN_COMMENT,
        span: at..at + OPEN.len(),
        message: message.into(),
        help: "put --> at its end; a comment of several paragraphs begins on a line of its own; write \\<!-- for the characters".into(),
    }
}
