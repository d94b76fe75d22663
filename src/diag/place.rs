//! Where in a file something is: its line, its column, and the line itself, cut to what a terminal shows.

use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// A stretch of one file, with the line it lies in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Path from the site's root, with forward slashes.
    pub path: Arc<str>,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line's text, without its end.
    pub excerpt: String,
    /// Bytes of `excerpt` to mark.
    pub mark: Range<usize>,
}

/// Lines longer than this are cut around the mark, so that a one-line article does not fill the terminal.
pub(super) const EXCERPT_MAX: usize = 160;

impl Place {
    /// A whole file.
    pub fn file(path: &str) -> Self {
        Place { path: path.into(), line: 0, column: 0, excerpt: String::new(), mark: 0..0 }
    }

    /// The bytes `span` of `text`, the contents of `path`.
    pub fn span(path: &str, text: &str, span: Range<usize>) -> Self {
        let start = floor(text, span.start);
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = text[..start].bytes().filter(|&b| b == b'\n').count() + 1;
        let column = text[from..start].chars().count() + 1;
        let end = floor(text, span.end).clamp(start, to);
        let (excerpt, mark) = cut(text[from..to].trim_end_matches('\r'), start - from..end - from);
        Place { path: path.into(), line, column, excerpt, mark }
    }

    /// The whole of line `line` (from 1) of `text`.
    pub fn line(path: &str, text: &str, line: usize) -> Self {
        let mut from = 0;
        for _ in 1..line {
            match text[from..].find('\n') {
                Some(at) => from += at + 1,
                None => break,
            }
        }
        let to = text[from..].find('\n').map_or(text.len(), |at| from + at);
        Self::span(path, text, from..to)
    }
}

/// The nearest character boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest character boundary at or after `at`.
pub(super) fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// A window of `line` of at most [`EXCERPT_MAX`] bytes that shows where `mark` begins.
pub(super) fn cut(line: &str, mark: Range<usize>) -> (String, Range<usize>) {
    let start = mark.start.min(line.len());
    let end = mark.end.clamp(start, line.len());
    if line.len() <= EXCERPT_MAX {
        return (line.to_owned(), start..end);
    }
    let from = floor(line, start.saturating_sub(EXCERPT_MAX / 3));
    let to = floor(line, (from + EXCERPT_MAX).min(line.len()));
    (line[from..to].to_owned(), start - from..end.min(to).max(start) - from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_knows_its_line_and_column() {
        let place = Place::span("content/a.md", "one\ntwö three\n", 9..14);
        assert_eq!((place.line, place.column), (2, 5));
        assert_eq!(&place.excerpt[place.mark.clone()], "three");
    }

    #[test]
    fn spans_past_the_end_or_inside_a_letter_do_no_harm() {
        for span in [0..999, 5..6, 6..6, 998..999] {
            let place = Place::span("a", "xé\nßü", span);
            assert!(place.excerpt.is_char_boundary(place.mark.start) && place.excerpt.is_char_boundary(place.mark.end));
        }
    }
}
