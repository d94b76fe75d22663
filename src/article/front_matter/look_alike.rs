//! Metadata that is not where metadata is read: it would be printed, and a lock in it would not be seen.

use super::fields::{Field, field, fold};
use super::locks::{self, Says};
use crate::data::{Node, Value};
use crate::diag::{Diag, Place};
use crate::source;

/// What was meant as front matter and is none: it would be printed, and a lock in it would not be seen. Such a file
/// opens with a fence that is not quite one (a fourth dash, or a long dash that a word processor made), or with fields and no
/// fence at all.
pub(super) fn look_alike(path: &str, text: &str, start: usize) -> Option<Diag> {
    let mut lines = text[start..].lines().map(str::trim_end);
    let (first, second) = (lines.next()?, lines.find(|line| !line.trim().is_empty()).unwrap_or_default());
    let known = |line: &str| key_of(line).is_some_and(is_known);
    let fence = first.chars().count() > 1 && first.chars().all(|c| matches!(c, '+' | '-' | '—' | '–'));
    let (message, help) = if (fence || first == "—") && known(second) {
        (
            format!("“{first}” does not open front matter, and what follows it would be printed"),
            "write exactly --- or +++ before and after it",
        )
    } else if source::Notation::of(path) == Some(source::Notation::Markdown) && known(first) && known(second) {
        ("these lines look like front matter without its fences, and would be printed".to_owned(), "put a line --- before and after them")
    } else {
        return None;
    };
    Some(Diag::error("front-matter", message).at(Place::span(path, text, start..start + first.len())).help(help))
}

/// The key of a line that could be one of front matter.
fn key_of(line: &str) -> Option<&str> {
    line.split_once([':', '=']).map(|(key, _)| key.trim().trim_matches('"'))
}

fn is_known(key: &str) -> bool {
    field(key).is_some() || locks::find(key).is_some()
}

/// A second block of metadata in the body, which begins at byte `body`: at its head, or after a headline, between fences
/// or closed by one; a lock that would hold the story back, at the head without any fence, or anywhere beside one. Words
/// such as `Date: 9 March` between two rules are copy.
pub(super) fn second_block(path: &str, text: &str, body: usize) -> Option<Diag> {
    let lines: Vec<Line<'_>> = lines(text, body);
    let at = head_block(&lines).or_else(|| stray_lock(&lines)).or_else(|| bare_lock(&lines))?;
    let line = &lines[at];
    Some(
        Diag::error("front-matter-below", "this looks like front matter below the front matter, and would be printed")
            .at(Place::span(path, text, line.start..line.start + line.words.len()))
            .help("move its lines into the one block at the very top of the file; if they are copy, write them as a sentence"),
    )
}

/// A line of the body that is not code.
struct Line<'t> {
    /// Byte at which it starts.
    start: usize,
    words: &'t str,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Blank,
    /// `---` or `+++`
    Fence,
    /// A lock, with a value that would hold the story back.
    Lock,
    /// A lock with a date.
    Due,
    /// A key that front matter may have.
    Field,
    /// Something of the form of a key, a list item, an indented line.
    Loose,
    Words,
}

fn lines(text: &str, body: usize) -> Vec<Line<'_>> {
    let (mut out, mut start) = (Vec::new(), body);
    let mut code: Option<&str> = None;
    for line in text[body..].split_inclusive('\n') {
        let words = line.trim_end();
        let bare = words.trim_start();
        let ticks = ["```", "~~~"].into_iter().find(|ticks| bare.starts_with(ticks));
        match (code, ticks) {
            (Some(open), Some(ticks)) if open == ticks => code = None,
            (None, Some(ticks)) => code = Some(ticks),
            (None, None) => out.push(Line { start, words, shape: shape(words) }),
            _ => {}
        }
        start += line.len();
    }
    out
}

fn shape(line: &str) -> Shape {
    if line.is_empty() {
        return Shape::Blank;
    }
    if matches!(line, "---" | "+++") {
        return Shape::Fence;
    }
    if line.starts_with([' ', '\t', '#']) || line.starts_with("- ") || matches!(line, "]" | "}") {
        return if line.starts_with("# ") { Shape::Words } else { Shape::Loose };
    }
    let Some(at) = line.find([':', '=']) else { return Shape::Words };
    let (key, value) = (line[..at].trim().trim_matches('"'), &line[at + 1..]);
    let is_name = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    // In YAML a space follows the colon.
    let is_value = value.is_empty() || value.starts_with([' ', '\t']) || line[at..].starts_with('=');
    if !is_name || !is_value {
        return Shape::Words;
    }
    let node = node(value);
    let dated = |text: &str| crate::clock::parse(text, &jiff::tz::TimeZone::UTC).is_ok();
    let late = field(key) == Some(Field::Date) && fold(key) != "date" && node.scalar().is_some_and(|text| dated(&text));
    match locks::find(key).map(|lock| lock.says(&node)) {
        Some(Says::NotBefore | Says::NotAfter) => return Shape::Due,
        Some(says) if says.holds() => return Shape::Lock,
        _ if late => return Shape::Due,
        _ => {}
    }
    if is_known(key) { Shape::Field } else { Shape::Loose }
}

/// A value as front matter would take it.
fn node(value: &str) -> Node {
    let value = value.split(" #").next().unwrap_or_default().trim();
    let bare = value.trim_matches(['"', '\'']);
    let value = match bare {
        "" => Value::Null,
        // What is wrong with it is no matter here: it was meant to hold the story back.
        "true" | "True" | "TRUE" | "yes" | "Yes" | "on" => Value::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "off" => Value::Bool(false),
        text => Value::Text(text.to_owned()),
    };
    Node { span: 0..0, value }
}

/// Whether the first line with words is of front matter.
pub(super) fn begins_with_field(text: &str) -> bool {
    text.lines()
        .map(str::trim_end)
        .find(|line| !line.is_empty())
        .is_some_and(|line| matches!(shape(line), Shape::Field | Shape::Lock | Shape::Due))
}

/// A block at the head of the body or after one line that is the headline.
fn head_block(lines: &[Line<'_>]) -> Option<usize> {
    let filled = |from: usize| (from..lines.len()).find(|at| lines[*at].shape != Shape::Blank);
    let first = filled(0)?;
    let second = filled(first + 1);
    [Some(first), second].into_iter().flatten().enumerate().find_map(|(nth, at)| {
        if nth == 1 && lines[first].shape != Shape::Words {
            return None;
        }
        let open = lines[at].shape == Shape::Fence;
        let keys = if open { filled(at + 1)? } else { at };
        let end = (keys..lines.len()).find(|at| matches!(lines[*at].shape, Shape::Fence | Shape::Words))?;
        let is_field = |at: usize| matches!(lines[at].shape, Shape::Field | Shape::Lock | Shape::Due);
        let closed = lines[end].shape == Shape::Fence;
        // Without a fence before them one line may well be copy over a rule.
        let enough = if open { 1 } else { 2 };
        (is_field(keys) && closed && (keys..end).filter(|at| is_field(*at)).count() >= enough).then_some(keys)
    })
}

/// A lock in a run of lines that touches a fence.
fn stray_lock(lines: &[Line<'_>]) -> Option<usize> {
    let (mut touches, mut lock) = (false, None);
    for (at, line) in lines.iter().enumerate() {
        match line.shape {
            Shape::Blank => (touches, lock) = (false, None),
            Shape::Fence => {
                if lock.is_some() {
                    return lock;
                }
                touches = true;
            }
            Shape::Lock | Shape::Due => {
                lock = lock.or(Some(at));
                if touches {
                    return lock;
                }
            }
            Shape::Field | Shape::Loose | Shape::Words => {}
        }
    }
    None
}

/// A line such as `draft: true` in the first two paragraphs, without any fence. One with a date is copy, or a mark of the
/// copy.
fn bare_lock(lines: &[Line<'_>]) -> Option<usize> {
    let mut paragraphs = 0;
    for (at, line) in lines.iter().enumerate() {
        let starts = at == 0 || lines[at - 1].shape == Shape::Blank;
        paragraphs += usize::from(starts && line.shape != Shape::Blank);
        if paragraphs > 2 {
            return None;
        }
        if line.shape == Shape::Lock {
            return Some(at);
        }
    }
    None
}
