//! A paragraph with a line of dashes or equals signs straight under it. The notation makes it a heading; where it is a sentence,
//! longer than a headline or of several lines, it is the paragraph that it looks like, and a rule.

use super::{count_words, ends_as_sentence, source, tell};
use crate::language::is_wide;
use crate::prose::ProseFault;
use crate::prose::tree::{Kind, Tree, finish};

/// Letters of the longest headline; those of a full square count double.
const HEADLINE: usize = 120;

/// Makes paragraphs of headings that are none.
pub(super) fn mend(text: &str, trees: &mut Vec<Tree>, told: &mut Vec<ProseFault>) {
    if !trees.iter().any(|tree| underline(text, tree).is_some()) {
        trees.iter_mut().filter(|tree| tree.is_block()).for_each(|tree| mend(text, &mut tree.children, told));
        return;
    }
    let mut mended = Vec::with_capacity(trees.len() + 1);
    for mut tree in trees.drain(..) {
        mend(text, &mut tree.children, told);
        let Some(rule) = underline(text, &tree).filter(|rule| is_paragraph(text, &tree, rule)) else {
            mended.push(tree);
            continue;
        };
        let end = tree.span.start + source(text, &tree.span).trim_end().len();
        let line = Tree::new(Kind::Rule, end - rule.len()..end);
        tell(
            told,
            "rule-heading",
            line.span.clone(),
            "a line of dashes straight under a paragraph makes it a heading; it is printed as a paragraph and a rule",
            "put an empty line before the dashes; begin the line with ## if a heading is meant",
        );
        tree.span.end = line.span.start;
        tree.kind = Kind::Paragraph;
        finish(&mut tree);
        mended.push(tree);
        mended.push(line);
    }
    *trees = mended;
}

/// The line under a heading that has one.
fn underline<'a>(text: &'a str, tree: &Tree) -> Option<&'a str> {
    let Kind::Heading { .. } = tree.kind else { return None };
    let last = source(text, &tree.span).trim_end().rsplit_once('\n')?.1.trim_start_matches([' ', '\t', '>']);
    let sign = last.chars().next().filter(|c| matches!(c, '-' | '='))?;
    last.chars().all(|c| c == sign).then_some(last)
}

fn is_paragraph(text: &str, tree: &Tree, rule: &str) -> bool {
    let words = tree.words();
    let words = words.trim();
    if tree.children.iter().all(|child| matches!(child.kind, Kind::Picture { .. } | Kind::SoftBreak)) {
        return !tree.children.is_empty();
    }
    let several = tree.children.iter().any(|child| matches!(child.kind, Kind::SoftBreak | Kind::HardBreak));
    let width: usize = words.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum();
    // Drawn to the length of the words, it is meant as theirs.
    let typed = source(text, &tree.span).lines().next().unwrap_or_default().trim().chars().count();
    if !several && rule.len() >= 8 && rule.len().abs_diff(typed) <= 1 {
        return false;
    }
    (several && rule.starts_with('-')) || (ends_as_sentence(words) && count_words(words) >= 3) || width > HEADLINE
}
