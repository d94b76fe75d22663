//! Fenced boxes, `::: note Title` … `:::`, as Pandoc, Docusaurus, VuePress and Quarto write them, and the tags of ERB and EJS.

use super::super::args::Args;
use super::super::marks::{Form, Mark, Side};
use super::tags::mark;
use super::{Scan, is_name};

/// Colons of the shortest fence.
const FENCE: &str = ":::";

impl Scan<'_> {
    /// A fence that fills the line which begins at `at`. One without a name closes the last that is open, and is text where none is.
    pub(super) fn fence(&mut self, at: usize) -> Option<Mark> {
        let line = self.text[at..].split('\n').next().filter(|line| line.starts_with(FENCE))?;
        let span = at..at + line.trim_end().len();
        let inside = line.trim_matches([':', ' ', '\t', '\r']);
        if inside.is_empty() {
            self.fences = self.fences.checked_sub(1)?;
            return Some(mark(span, Form::Fence, "", Side::Close, Args::default()));
        }
        let (name, title) = match inside.strip_prefix('{') {
            Some(attributes) => {
                let first = attributes.trim_start().strip_prefix('.')?;
                (first.split([' ', '}']).next().unwrap_or_default(), "")
            }
            None => inside.split_at(inside.find([' ', '[', '{', '\t']).unwrap_or(inside.len())),
        };
        if !is_name(name) {
            return None;
        }
        self.fences += 1;
        let title = title.split('{').next().unwrap_or_default().trim().trim_matches(['[', ']', '"']);
        let args = if title.is_empty() { Vec::new() } else { vec![(Some("title".to_owned()), title.to_owned())] };
        Some(mark(span, Form::Fence, name, Side::Open, Args(args)))
    }

    /// `<%= name … %>`
    pub(super) fn erb(&mut self, at: usize) -> Option<Mark> {
        let end = self.end("%>", at + 2)?;
        let inside = self.text[at + 2..end].trim_start_matches(['=', '-', '#', '_', '@', '!']).trim();
        let name = inside.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).next().unwrap_or_default();
        let name = if is_name(name) { name } else { "<%" };
        Some(mark(at..end + 2, Form::Tag, name, Side::Alone, Args::default()))
    }
}
