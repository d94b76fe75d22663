//! Places in one text, found at once however many are asked for.

use std::ops::Range;
use std::sync::Arc;

use super::place::{Place, cut, floor};

/// Bytes between two counts of characters.
const STEP: usize = 256;

/// A file's text, with the lines and characters in it counted once.
#[derive(Debug)]
pub struct Index<'t> {
    path: Arc<str>,
    text: &'t str,
    /// The byte at which each line begins.
    lines: Vec<usize>,
    /// Characters before every [`STEP`] bytes.
    characters: Vec<usize>,
}

impl<'t> Index<'t> {
    /// Counts through `text`, the contents of `path`.
    pub fn new(path: &str, text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        let mut characters = vec![0];
        for part in bytes.chunks(STEP) {
            // Bytes that go on with a character begin with 10.
            let begun = part.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
            characters.push(characters.last().copied().unwrap_or_default() + begun);
        }
        Index { path: path.into(), text, lines, characters }
    }

    /// The line that a byte lies in, from 1.
    pub fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at)
    }

    /// Characters that begin before a byte.
    fn characters_before(&self, at: usize) -> usize {
        let known = at / STEP;
        let rest = &self.text.as_bytes()[known * STEP..at];
        self.characters[known] + rest.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
    }

    /// The bytes `span` of the text, as [`Place::span`].
    pub fn span(&self, span: Range<usize>) -> Place {
        let start = floor(self.text, span.start);
        let line = self.line_of(start);
        let (from, to) = self.line_bytes(line);
        let column = self.characters_before(start) - self.characters_before(from) + 1;
        let end = floor(self.text, span.end).clamp(start, to);
        let (excerpt, mark) = cut(self.text[from..to].trim_end_matches('\r'), start - from..end - from);
        Place { path: self.path.clone(), line, column, excerpt, mark }
    }

    /// The whole of line `line` (from 1), as [`Place::line`]; past the end, the last.
    pub fn line(&self, line: usize) -> Place {
        let (from, to) = self.line_bytes(line.clamp(1, self.lines.len()));
        self.span(from..to)
    }

    fn line_bytes(&self, line: usize) -> (usize, usize) {
        let from = self.lines[line - 1];
        let to = self.lines.get(line).map_or(self.text.len(), |next| next - 1);
        (from, to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_are_counted_one_by_one() {
        let long = format!("{}é{}\nlast", "ü".repeat(300), "x".repeat(700));
        for text in ["", "\n", "a", "a\nb\r\n\nçd\n", "äöü\n日本語 x\n", long.as_str()] {
            let index = Index::new("content/a.md", text);
            for at in 0..=text.len() + 1 {
                for length in [0, 1, 3, 200] {
                    assert_eq!(index.span(at..at + length), Place::span("content/a.md", text, at..at + length), "{text:?} {at}");
                }
            }
            for line in 1..8 {
                assert_eq!(index.line(line), Place::line("content/a.md", text, line), "{text:?} {line}");
            }
        }
    }
}
