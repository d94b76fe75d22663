//! The printed forms of one diagnostic: for people, for editors, for machines.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level as SnippetLevel, Renderer, Snippet};

use super::place::{Place, ceil, floor};
use super::report::{Diag, Level};

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
pub(super) fn address(place: &Place) -> String {
    if place.line == 0 { place.path.to_string() } else { format!("{}:{}:{}", place.path, place.line, place.column) }
}

/// Text that cannot steer a terminal or tear a line in two: names of files and copy may hold anything.
pub(super) fn tame(text: &str) -> String {
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
    use super::super::place::EXCERPT_MAX;
    use super::*;

    #[test]
    fn the_short_form_is_one_line() {
        let diag = Diag::error("date", "“x” is not a date").at(Place::span("content/a.md", "date = x", 7..8)).help("write 2026-03-09");
        assert_eq!(show(&diag, Format::Short, Colour::Off), "content/a.md:1:8: error[date]: “x” is not a date; help: write 2026-03-09\n");
        let human = show(&diag, Format::Human, Colour::Off);
        assert!(human.starts_with("content/a.md:1:8: error[date]") && human.contains('^'), "{human}");
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
