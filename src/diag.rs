//! Diagnostics: what is wrong, where, and how to mend it.
//!
//! A [`Diag`] is plain data that carries its own excerpt, so it can be remembered, sorted, and shown again long after
//! the file it speaks of was read. Nothing here prints; `cli` does.

mod index;

pub use index::Index;

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level as SnippetLevel, Renderer, Snippet};

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// The site is not built.
    Error,
    /// The site is built; `--strict` makes it an error.
    Warning,
}

impl Level {
    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

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
const EXCERPT_MAX: usize = 160;

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
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A window of `line` of at most [`EXCERPT_MAX`] bytes that shows where `mark` begins.
fn cut(line: &str, mark: Range<usize>) -> (String, Range<usize>) {
    let start = mark.start.min(line.len());
    let end = mark.end.clamp(start, line.len());
    if line.len() <= EXCERPT_MAX {
        return (line.to_owned(), start..end);
    }
    let from = floor(line, start.saturating_sub(EXCERPT_MAX / 3));
    let to = floor(line, (from + EXCERPT_MAX).min(line.len()));
    (line[from..to].to_owned(), start - from..end.min(to).max(start) - from)
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diag {
    /// How grave it is.
    pub level: Level,
    /// The stable id by which a site can silence or raise it.
    pub code: Cow<'static, str>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// Where; none for faults of the whole site.
    pub place: Option<Place>,
    /// How to mend it.
    pub help: Option<String>,
    /// Other places that belong to it, each with a word of its own.
    pub related: Vec<(String, Place)>,
}

impl Diag {
    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Level::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Level::Warning, code, message)
    }

    fn new(level: Level, code: &'static str, message: impl Into<String>) -> Self {
        Diag { level, code: Cow::Borrowed(code), message: message.into(), place: None, help: None, related: Vec::new() }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names another place.
    #[must_use]
    pub fn related(mut self, word: impl Into<String>, place: Place) -> Self {
        self.related.push((word.into(), place));
        self
    }
}

/// Sorts by file, line and column, graver first at one place; faults of the whole site come last. Drops repeats.
pub fn sort(diags: &mut Vec<Diag>) {
    diags.sort_by(|a, b| {
        let key = |d: &Diag| (d.place.is_none(), d.place.as_ref().map(|p| (p.path.clone(), p.line, p.column)), d.level, d.message.clone());
        key(a).cmp(&key(b))
    });
    diags.dedup();
}

/// Whether any of them stops the build.
pub fn any_error(diags: &[Diag]) -> bool {
    diags.iter().any(|d| d.level == Level::Error)
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the line and a caret.
    Human,
    /// One line each, for editors.
    Short,
    /// One JSON object a line, for machines.
    Json,
}

/// Whether the text may carry colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// A terminal that shows them.
    On,
    /// A file or pipe.
    Off,
}

/// The text of one diagnostic, ending in a newline.
pub fn show(diag: &Diag, format: Format, colour: Colour) -> String {
    match format {
        Format::Short => short(diag),
        Format::Json => json(diag),
        Format::Human => human(diag, colour),
    }
}

/// `path:line:column`, as far as known.
fn address(place: &Place) -> String {
    if place.line == 0 { place.path.to_string() } else { format!("{}:{}:{}", place.path, place.line, place.column) }
}

fn short(diag: &Diag) -> String {
    let mut out = String::new();
    if let Some(place) = &diag.place {
        let _ = write!(out, "{}: ", address(place));
    }
    let _ = write!(out, "{}[{}]: {}", diag.level.word(), diag.code, diag.message);
    for (word, place) in &diag.related {
        let _ = write!(out, "; {word} {}", address(place));
    }
    if let Some(help) = &diag.help {
        let _ = write!(out, "; help: {help}");
    }
    out.push('\n');
    out
}

fn json(diag: &Diag) -> String {
    let place = |p: &Place| serde_json::json!({ "path": &*p.path, "line": p.line, "column": p.column, "excerpt": p.excerpt, "mark": [p.mark.start, p.mark.end] });
    let value = serde_json::json!({
        "level": diag.level.word(),
        "code": diag.code,
        "message": diag.message,
        "place": diag.place.as_ref().map(place),
        "help": diag.help,
        "related": diag.related.iter().map(|(word, p)| serde_json::json!({ "message": word, "place": place(p) })).collect::<Vec<_>>(),
    });
    format!("{value}\n")
}

/// The first line is the same as in the short form, so that editors and `grep` find `path:line:column` in both.
fn human(diag: &Diag, colour: Colour) -> String {
    let renderer = match colour {
        Colour::On => Renderer::styled(),
        Colour::Off => Renderer::plain(),
    };
    let level = match diag.level {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
    };
    let mut out = String::new();
    if let Some(place) = &diag.place {
        let _ = write!(out, "{}: ", address(place));
    }
    let title = level.clone().primary_title(&*diag.message).id(&*diag.code);
    let mut group = annotate_snippets::Group::with_title(title);
    for place in diag.place.iter().chain(diag.related.iter().map(|(_, p)| p)) {
        if place.line > 0 && !place.excerpt.is_empty() {
            let end = place.mark.end.max((place.mark.start + 1).min(place.excerpt.len())).max(place.mark.start);
            let word = diag.related.iter().find(|(_, p)| std::ptr::eq(p, place)).map_or("", |(word, _)| word);
            let mark = AnnotationKind::Primary.span(place.mark.start..end).label(word);
            group = group.element(Snippet::source(&*place.excerpt).line_start(place.line).path(&*place.path).annotation(mark));
        } else if let Some((word, _)) = diag.related.iter().find(|(_, p)| std::ptr::eq(p, place)) {
            group = group.element(SnippetLevel::NOTE.message(format!("{word} {}", address(place))));
        }
    }
    if let Some(help) = &diag.help {
        group = group.element(SnippetLevel::HELP.message(&**help));
    }
    out.push_str(&renderer.render(&[group]));
    out.push('\n');
    out
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

    #[test]
    fn the_short_form_is_one_line() {
        let diag = Diag::error("date", "“x” is not a date").at(Place::span("content/a.md", "date = x", 7..8)).help("write 2026-03-09");
        assert_eq!(show(&diag, Format::Short, Colour::Off), "content/a.md:1:8: error[date]: “x” is not a date; help: write 2026-03-09\n");
        let human = show(&diag, Format::Human, Colour::Off);
        assert!(human.starts_with("content/a.md:1:8: error[date]") && human.contains('^'), "{human}");
    }
}
