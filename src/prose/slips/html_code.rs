//! Indented HTML with blank lines in it. The notation ends HTML at a blank line and makes code of what is indented below; where
//! it stands between a tag and the one that closes it, it is the HTML that it looks like.

use super::tell;
use crate::prose::tree::{Kind, Tree};
use crate::prose::{ProseFault, faults, nesting};

/// Makes HTML of indented code inside elements that are closed further down.
pub(super) fn mend(trees: &mut [Tree], told: &mut Vec<ProseFault>) {
    if !trees.iter().any(|tree| html_in(tree).is_some()) {
        return;
    }
    let balance = |tree: &Tree| html_in(tree).map_or_else(|| faults::balance(tree), |html| Some(faults::tag_balance(&html)));
    let ends = nesting::runs(trees.iter().map(balance));
    let mut inside = 0;
    let mut count = 0;
    let mut first = None;
    for (at, (tree, end)) in trees.iter_mut().zip(ends).enumerate() {
        if at < inside
            && let Some(html) = html_in(tree)
        {
            tree.kind = Kind::Tight;
            tree.children = vec![Tree::new(Kind::Html(html), tree.span.clone())];
            count += 1;
            first.get_or_insert_with(|| tree.span.clone());
        } else if faults::balance(tree).is_some() {
            inside = inside.max(end);
        }
    }
    if let Some(span) = first {
        let times = if count > 1 { format!(", {count} times in this story") } else { String::new() };
        tell(
            told,
            "html-code",
            span,
            format!("the HTML ended at the blank line, and this indented line would be code; it is read as HTML{times}"),
            "remove the blank lines inside the HTML, or do not indent it",
        );
    }
}

/// The text of indented code that begins with a tag.
fn html_in(tree: &Tree) -> Option<String> {
    let Kind::CodeBlock(language) = &tree.kind else { return None };
    let words = language.is_empty().then(|| tree.words())?;
    let rest = words.trim_start().strip_prefix('<')?;
    rest.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic()).then_some(words)
}
