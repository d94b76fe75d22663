//! Footnotes: found, numbered by first mention, taken out of the flow.

use std::collections::HashMap;

use super::flow::Flow;
use super::html::{Writer, note_ref};
use super::setting::set;
use super::tree::{Kind, Tree};
use super::{Markup, ProseFault, Style, escape, faults};

/// Footnotes: found, numbered by first mention, taken out of the flow.
pub(super) struct Notes {
    /// In order of number: label, text, how often it is mentioned.
    printed: Vec<(Vec<Tree>, usize)>,
}

impl Notes {
    pub(super) fn gather(trees: &mut Vec<Tree>, told: &mut Vec<ProseFault>, text: &str) -> Self {
        let mut texts: HashMap<String, (Tree, bool)> = HashMap::new();
        take_definitions(trees, &mut texts);
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut mentions: Vec<usize> = Vec::new();
        let mut order: Vec<String> = Vec::new();
        for tree in trees.iter_mut() {
            number_marks(tree, &texts, &mut numbers, &mut mentions, &mut order);
        }
        // Notes may mention notes; each is looked through once, so a note that mentions itself ends.
        let mut printed = Vec::new();
        let mut at = 0;
        while at < order.len() {
            if let Some((tree, used)) = texts.get_mut(&order[at]) {
                *used = true;
                let mut tree = tree.clone();
                number_marks(&mut tree, &texts, &mut numbers, &mut mentions, &mut order);
                printed.push(tree.children);
            }
            at += 1;
        }
        let mut unused: Vec<(&String, &Tree)> =
            texts.iter().filter(|(_, (_, used))| !used).map(|(label, (tree, _))| (label, tree)).collect();
        unused.sort_by_key(|(_, tree)| tree.span.start);
        for (label, tree) in unused {
            told.push(ProseFault {
                code: "note-unused",
                span: tree.span.clone(),
                message: format!("the footnote [^{label}] is never mentioned and was not printed"),
                help: format!("put [^{label}] where it belongs, or remove the note"),
            });
        }
        if text.contains("[^") {
            faults::undefined_notes(text, trees, told);
            told.sort_by_key(|fault| fault.span.start);
        }
        Notes { printed: printed.into_iter().zip(mentions).collect() }
    }

    pub(super) fn flow(self, style: &Style, writer: &mut Writer<'_>) -> Option<Flow> {
        if self.printed.is_empty() {
            return None;
        }
        let mut markup = Markup::safe(format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"{0}-notes\"><h2 id=\"{0}-notes\">{1}</h2><ol>",
            style.anchor,
            escape(&style.language.word("notes", &[]))
        ));
        let mut words = String::new();
        for (at, (mut trees, mentions)) in self.printed.into_iter().enumerate() {
            let number = at + 1;
            for tree in &mut trees {
                set(tree, style);
                words.push_str(&tree.words());
                words.push(' ');
            }
            markup.push_safe(&format!("<li id=\"{}-note-{number}\">", style.anchor));
            markup.push(&writer.write(&trees));
            for nth in 1..=mentions {
                let name = style.language.word(
                    "back-to-text",
                    &[("number", crate::language::Arg::Number(number as u64)), ("nth", crate::language::Arg::Number(nth as u64))],
                );
                markup.push_safe(" <a class=\"back\" href=\"");
                markup.push_hole(super::Hole::Link(format!("#{}", note_ref(&style.anchor, number, nth))));
                markup.push_safe(&format!(
                    "\" role=\"doc-backlink\" aria-label=\"{}\">↩{}</a>",
                    escape(&name),
                    if mentions > 1 { format!("<sup>{nth}</sup>") } else { String::new() }
                ));
            }
            markup.push_safe("</li>");
        }
        markup.push_safe("</ol></section>");
        Some(Flow::Notes { markup, words })
    }
}

/// Takes the definitions out of the tree, wherever they stand. A definition is a note text with children; a mention
/// has none.
fn take_definitions(trees: &mut Vec<Tree>, texts: &mut HashMap<String, (Tree, bool)>) {
    let is_definition = |tree: &Tree| matches!(&tree.kind, Kind::NoteText(_)) && !tree.children.is_empty();
    for tree in trees.iter_mut().filter(|tree| !is_definition(tree)) {
        take_definitions(&mut tree.children, texts);
    }
    for tree in trees.extract_if(.., |tree| is_definition(tree)) {
        if let Kind::NoteText(label) = &tree.kind {
            texts.entry(label.clone()).or_insert((tree, false));
        }
    }
}

fn number_marks(
    tree: &mut Tree,
    texts: &HashMap<String, (Tree, bool)>,
    numbers: &mut HashMap<String, usize>,
    mentions: &mut Vec<usize>,
    order: &mut Vec<String>,
) {
    if let Kind::NoteText(label) = &tree.kind
        && tree.children.is_empty()
    {
        if !texts.contains_key(label) {
            tree.kind = Kind::Text(format!("[^{label}]"));
            return;
        }
        let number = *numbers.entry(label.clone()).or_insert_with(|| {
            order.push(label.clone());
            mentions.push(0);
            order.len()
        });
        mentions[number - 1] += 1;
        tree.kind = Kind::NoteMark { number, nth: mentions[number - 1] };
        return;
    }
    for child in &mut tree.children {
        number_marks(child, texts, numbers, mentions, order);
    }
}
