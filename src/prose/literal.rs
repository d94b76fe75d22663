//! Marks that are words, hidden from the parser.
//!
//! CommonMark reads a star inside a word (`Mieter*innen`) as emphasis and words in angle brackets (`<On Harbours>`) as a
//! tag; printed so, words of the copy would be lost. [`stars`] and [`tags`] find those that their writers cannot have meant
//! so. [`Hidden::of`] puts a letter that nobody uses in the place of each, and [`Hidden::show`] puts the marks back into the
//! tree, whose places are those of the text as written, and tells what was taken otherwise than the notation has it.

mod stars;
mod tags;

use std::borrow::Cow;
use std::ops::Range;

use super::ProseFault;
use super::tree::{Kind, Tree};

/// What stands for a star, and for an angle bracket: no characters by Unicode's word, of three bytes each.
const STANDINS: [(char, char); 2] = [('*', '\u{fdd0}'), ('<', '\u{fdd1}')];
/// Bytes by which a stand-in is longer than the mark.
const LONGER: usize = 2;

/// A mark that is a word.
struct Mark {
    /// Byte of the text as written.
    at: usize,
    /// Where it is to be told.
    told: Option<ProseFault>,
}

/// A text with its marks hidden.
pub(super) struct Hidden<'a> {
    /// What the parser is given.
    pub(super) text: Cow<'a, str>,
    /// In order; their places are those in `text`.
    marks: Vec<Mark>,
}

impl<'a> Hidden<'a> {
    /// Hides what is words.
    pub(super) fn of(text: &'a str) -> Self {
        let mut marks = Vec::new();
        if !text.contains(STANDINS.map(|(_, standin)| standin)) {
            stars::find(text, &mut marks);
            tags::find(text, &mut marks);
            marks.sort_by_key(|mark| mark.at);
        }
        if marks.is_empty() {
            return Hidden { text: Cow::Borrowed(text), marks };
        }
        let mut out = String::with_capacity(text.len() + marks.len() * LONGER);
        let mut from = 0;
        for mark in &mut marks {
            out.push_str(&text[from..mark.at]);
            from = mark.at + 1;
            mark.at = out.len();
            out.extend(STANDINS.iter().find(|(shown, _)| text[..from].ends_with(*shown)).map(|(_, standin)| *standin));
        }
        out.push_str(&text[from..]);
        Hidden { text: Cow::Owned(out), marks }
    }

    /// Puts the marks back.
    pub(super) fn show(mut self, trees: &mut [Tree], told: &mut Vec<ProseFault>) {
        if self.marks.is_empty() {
            return;
        }
        for tree in trees {
            self.show_in(tree, told);
        }
    }

    fn show_in(&mut self, tree: &mut Tree, told: &mut Vec<ProseFault>) {
        let inside = self.before(tree.span.start)..self.before(tree.span.end);
        if !inside.is_empty() {
            if let Kind::Text(_) = tree.kind {
                told.extend(self.marks[inside].iter_mut().filter_map(|mark| mark.told.take()));
            }
            // In code a star is a star, and nobody is told.
            if let Kind::CodeBlock(_) = tree.kind {
                let inside = self.before(tree.span.start)..self.before(tree.span.end);
                self.marks[inside].iter_mut().for_each(|mark| mark.told = None);
            }
            tree.each_text(&mut put_back);
        }
        tree.span = self.written(&tree.span);
        tree.children.iter_mut().for_each(|child| self.show_in(child, told));
    }

    /// Marks before a place in the hidden text.
    fn before(&self, at: usize) -> usize {
        self.marks.partition_point(|mark| mark.at < at)
    }

    fn written(&self, span: &Range<usize>) -> Range<usize> {
        span.start - LONGER * self.before(span.start)..span.end - LONGER * self.before(span.end)
    }
}

fn put_back(text: &mut String) {
    for (mark, standin) in STANDINS {
        if text.contains(standin) {
            *text = text.replace(standin, mark.encode_utf8(&mut [0; 4]));
        }
    }
}
