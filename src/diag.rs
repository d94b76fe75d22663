//! Diagnostics: what is wrong, where, and how to mend it.
//!
//! A [`Diag`] is plain data that carries its own excerpt, so it can be remembered, sorted, and shown again long after
//! the file it speaks of was read. Nothing here prints; `cli` does.

mod explain;
mod group;
mod index;

pub use explain::explain;
pub use group::{show_all, thousands};
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

/// The nearest character boundary at or after `at`.
fn ceil(text: &str, at: usize) -> usize {
    (at.min(text.len())..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
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

/// The known name nearest to a misspelt one.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase().replace('-', "_");
    known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), *name))
        .filter(|(distance, name)| *distance <= (name.len() / 3).clamp(1, 3))
        .min()
        .map(|(_, name)| name)
}

/// The ids of all messages, sorted: those that `[lints]` may name. A test holds the list to the ids that are used.
pub const CODES: &[&str] = &[
    "abbreviation",
    "address",
    "address-moved",
    "angle-brackets",
    "author",
    "block",
    "change-early",
    "change-time",
    "changed",
    "code-unclosed",
    "collision",
    "comment-open",
    "config",
    "content-policy",
    "contrast",
    "control-character",
    "correction",
    "css",
    "date",
    "date-gap",
    "dropped",
    "embargo",
    "emphasis-unclosed",
    "empty-story",
    "encoding",
    "file-active",
    "file-case",
    "file-missing",
    "file-name",
    "files-unused",
    "front",
    "front-held",
    "front-matter",
    "front-matter-below",
    "guess",
    "heading-space",
    "headline-twice",
    "held-name",
    "hidden-file",
    "host-limit",
    "html-code",
    "html-markdown",
    "html-nesting",
    "html-removed",
    "html-unclosed",
    "id-twice",
    "image",
    "indented-prose",
    "internal",
    "key-twice",
    "kind",
    "language",
    "leak",
    "line-as-address",
    "link-as-text",
    "link-dead",
    "link-held",
    "link-loop",
    "link-nowhere",
    "link-outside",
    "link-unsafe",
    "link-withdrawn",
    "list-in-sentence",
    "list-indent",
    "list-renumbered",
    "list-runs-on",
    "lock",
    "lost-lock",
    "nesting",
    "new",
    "no-copy",
    "no-date",
    "no-headline",
    "no-story",
    "not-printed",
    "not-text",
    "note-undefined",
    "note-unused",
    "number-list",
    "output",
    "publish",
    "quote-not-in-copy",
    "quote-place",
    "quote-runs-on",
    "quote-without-name",
    "read",
    "redirect",
    "redirect-case",
    "redirect-loop",
    "redirect-nowhere",
    "removals",
    "rule-heading",
    "section",
    "shortcode",
    "slug",
    "star-in-word",
    "story-inside",
    "table-as-text",
    "table-cells",
    "takeaways",
    "template",
    "template-missing",
    "toml",
    "too-many",
    "topic-names",
    "type",
    "unknown-key",
    "unread",
    "urls-lock",
    "words",
];

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

/// Text that cannot steer a terminal or tear a line in two: names of files and copy may hold anything.
fn tame(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() || is_reordering(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Characters that make a terminal show others in another order.
fn is_reordering(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
    let mut out = tame(&out);
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

/// What `work` makes; none where it panics, which is a fault of this program and told as one by the caller. Nothing that `work` was
/// about to change may be used afterwards.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok()
}

/// The first line is the same as in the short form, so that editors and `grep` find `path:line:column` in both.
fn human(diag: &Diag, colour: Colour) -> String {
    // The renderer is somebody else's, and a message that cannot be drawn must not stop the others.
    guarded(|| drawn(diag, colour)).unwrap_or_else(|| short(diag))
}

/// The excerpt of a place and the bytes of it to mark, at least one letter where there is one: places are also read from disk.
/// The renderer shows most control characters in its own way; the rest is replaced here.
fn marked(place: &Place) -> (String, Range<usize>) {
    let line = place.excerpt.split('\n').next().unwrap_or_default();
    let start = floor(line, place.mark.start);
    let end = ceil(line, place.mark.end.max(start));
    let end = if end == start { ceil(line, start + 1) } else { end };
    let odd = |c: char| c == '\r' || ('\u{80}'..='\u{9f}').contains(&c);
    let [before, mark, after] = [&line[..start], &line[start..end], &line[end..]].map(|part| part.replace(odd, "\u{fffd}"));
    let span = before.len()..before.len() + mark.len();
    ([before, mark, after].concat(), span)
}

fn drawn(diag: &Diag, colour: Colour) -> String {
    let renderer = match colour {
        Colour::On => Renderer::styled(),
        Colour::Off => Renderer::plain(),
    };
    let level = match diag.level {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
    };
    let tame_lines = |text: &str| text.lines().map(tame).collect::<Vec<_>>().join("\n");
    let mut out = String::new();
    if let Some(place) = &diag.place {
        let _ = write!(out, "{}: ", tame(&address(place)));
    }
    let mut group = annotate_snippets::Group::with_title(level.primary_title(tame_lines(&diag.message)).id(&*diag.code));
    let related = diag.related.iter().map(|(word, place)| (word.as_str(), place));
    for (word, place) in diag.place.iter().map(|place| ("", place)).chain(related) {
        if place.line > 0 && !place.excerpt.is_empty() {
            let (line, span) = marked(place);
            let mark = AnnotationKind::Primary.span(span).label(tame(word));
            let snippet = Snippet::source(line).line_start(place.line).annotation(mark);
            // The place of the first stands before the message already.
            group = group.element(if word.is_empty() { snippet } else { snippet.path(tame(&place.path)) });
        } else if !word.is_empty() {
            group = group.element(SnippetLevel::NOTE.message(tame(&format!("{word} {}", address(place)))));
        }
    }
    if let Some(help) = &diag.help {
        group = group.element(SnippetLevel::HELP.message(tame_lines(help)));
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

    /// The ids that stand in a source text, after what makes a diagnostic.
    fn ids(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let leads = [
            "Diag::error(",
            "Diag::warning(",
            "Level::Error,",
            "Level::Warning,",
            "code: ",
            "code = ",
            "tell(told,",
            ".moment(",
            "const CODE: &str =",
            "const NOWHERE: &str =",
            "const OPEN_COMMENT: &str =",
        ];
        for lead in leads {
            for (at, _) in text.match_indices(lead) {
                let Some(rest) = text[at + lead.len()..].trim_start().strip_prefix('"') else { continue };
                found.extend(rest.split('"').next().filter(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
            }
        }
        found
    }

    #[test]
    fn the_list_of_ids_is_that_of_the_source() {
        let mut used = std::collections::BTreeSet::new();
        for entry in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")) {
            let entry = entry.expect("a folder that can be read");
            if entry.path().extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(entry.path()).expect("a source text");
                let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("tell( told,", "tell(told,");
                used.extend(ids(&text).into_iter().map(str::to_owned));
            }
        }
        let used: Vec<&str> = used.iter().map(String::as_str).collect();
        assert_eq!(used, CODES, "put new ids into CODES, and take old ones out");
    }

    /// Scripts, widths and line ends of all kinds.
    const TEXTS: &[&str] = &[
        "",
        "\n",
        "a",
        "Bakery \u{201c}M\u{201d} to close\n\ncafé",
        "title = \"A\" é",
        "é{{ “ }}",
        "\tone\ttwo\t",
        "重要なお知らせ：港の料金",
        "أخبار الساحل\nاليوم",
        "e\u{301}a\u{308} x\u{200b}y\u{200d}z\u{feff}",
        "👩\u{200d}👩\u{200d}👧 🇫🇷 👍🏽",
        "a\r\nb\r\n\r\nc\r",
        "nul \0 esc \u{1b}[31m bell \u{7} del \u{7f} csi \u{9b}",
        "rtl \u{202e}abc\u{202c} iso \u{2066}x\u{2069}",
        "soft\u{ad}hyphen \u{2028} line \u{2029} para \u{b} vt \u{c} ff \u{85} nel",
        "ไทย สวัสดี हिन्दी",
        "// comment\n{\n\n)\n",
    ];

    fn shown_well(diag: &Diag) {
        for colour in [Colour::Off, Colour::On] {
            let human = drawn(diag, colour);
            assert!(human.ends_with('\n'), "{human:?}");
            if colour == Colour::Off {
                assert!(!human.contains(['\u{1b}', '\0', '\u{202e}', '\u{9b}', '\r']), "{human:?}");
            }
        }
        let short = show(diag, Format::Short, Colour::Off);
        assert_eq!(short.matches(['\n', '\r', '\u{1b}', '\u{2028}']).count(), 1, "{short:?}");
        let json = show(diag, Format::Json, Colour::Off);
        assert!(json.ends_with("}\n") && serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json:?}");
    }

    #[test]
    fn every_form_shows_every_position_of_every_script() {
        for text in TEXTS {
            for start in 0..=text.len() + 2 {
                for length in [0, 1, 2, 3, 7, 40, usize::MAX - start] {
                    let place = Place::span("content/\n\u{1b}é.md", text, start..start + length);
                    let whole = Place::line("content/b.md", text, start);
                    let diag = Diag::error("x", format!("“{text}” is wrong")).at(place).related("this", whole).help(*text);
                    shown_well(&diag);
                }
            }
        }
    }

    #[test]
    #[allow(clippy::reversed_empty_ranges, reason = "marks that nothing should have")]
    fn places_that_fit_nothing_are_shown() {
        for text in TEXTS {
            for mark in [0..0, 1..1, 3..2, 0..999, 998..999, 5..6, usize::MAX..usize::MAX, usize::MAX..0] {
                for (line, column) in [(0, 0), (1, 1), (usize::MAX, usize::MAX)] {
                    let place = Place { path: "a".into(), line, column, excerpt: (*text).into(), mark: mark.clone() };
                    shown_well(&Diag::warning("x", *text).at(place.clone()).related(*text, place));
                }
            }
        }
    }

    #[test]
    fn an_empty_mark_shows_a_whole_letter() {
        let diag = Diag::error("x", "wrong").at(Place::span("a", "ab“cd", 2..2));
        let human = show(&diag, Format::Human, Colour::Off);
        assert!(human.contains("1 | ab“cd\n  |   ^"), "{human}");
    }

    #[test]
    fn long_lines_are_cut_between_letters() {
        for letter in ["a", "é", "“", "👩", "e\u{301}", "\t"] {
            let line = letter.repeat(400_000);
            for at in [0, 1, 2, 53, 54, line.len() / 2, line.len() / 2 + 1, line.len() - 1, line.len()] {
                for length in [0, 1, 3, 500, line.len()] {
                    let place = Place::span("a", &line, at..at + length);
                    assert!(place.excerpt.len() <= EXCERPT_MAX, "{}", place.excerpt.len());
                    shown_well(&Diag::error("x", "long").at(place));
                }
            }
        }
    }
}
