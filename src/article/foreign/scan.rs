//! Finds the marks of a text by their shape. What has no known shape is text, and so is all code.

mod attributes;
mod braces;
mod brackets;
mod fences;
mod tags;

use std::ops::Range;

use super::ends::Ends;
use super::marks::{Form, Mark, Side};

/// The marks of a text outside `code`, in order.
pub(super) fn marks(text: &str, code: &[Range<usize>]) -> Vec<Mark> {
    let mut scan = Scan {
        text,
        marks: Vec::new(),
        ends: std::array::from_fn(|_| Ends::default()),
        set: foldhash::HashMap::default(),
        fences: 0,
        opened: foldhash::HashSet::default(),
    };
    let closed = brackets::closed(text);
    let mut at = 0;
    let mut nth = 0;
    let mut line = 0;
    while let Some(found) = text[at..].find(['{', '[', '<', ':']).map(|found| at + found) {
        while code.get(nth).is_some_and(|stretch| stretch.end <= found) {
            nth += 1;
        }
        if let Some(stretch) = code.get(nth).filter(|stretch| stretch.start <= found) {
            line = text[at..stretch.end].rfind('\n').map_or(line, |end| at + end + 1);
            at = stretch.end;
            continue;
        }
        line = text[at..found].rfind('\n').map_or(line, |end| at + end + 1);
        let rest = &text[found..];
        let escaped = text[..found].ends_with('\\') && !text[..found].ends_with("\\\\");
        let mark = match rest.as_bytes() {
            _ if escaped => None,
            [b'{', b'{', b'<' | b'%', ..] => scan.hugo(found),
            [b'{', b'{', ..] => scan.output(found),
            [b'{', b'%', ..] => scan.tag(found),
            [b'{', b':' | b'.' | b'#' | b'a'..=b'z', ..] => attributes::find(text, line, found),
            [b'[', ..] => brackets::find(text, found, &closed),
            [b'<', b'!', ..] => scan.comment(found),
            [b'<', b'%', ..] => scan.erb(found),
            [b':', b':', b':', ..] if found == line => scan.fence(found),
            _ => None,
        };
        // A mark ends outside code, or it is none.
        let ends_in_code = |end: usize| {
            let after = code.partition_point(|stretch| stretch.end < end);
            code.get(after).is_some_and(|stretch| stretch.start < end && end < stretch.end)
        };
        match mark.filter(|mark| !ends_in_code(mark.span.end) && scan.is_meant(mark)) {
            Some(mark) => {
                line = text[found..mark.span.end].rfind('\n').map_or(line, |end| found + end + 1);
                at = mark.span.end;
                scan.marks.push(mark);
            }
            None => at = found + braces::width(rest),
        }
    }
    scan.marks
}

/// What is known while a text is looked through.
struct Scan<'t> {
    text: &'t str,
    marks: Vec<Mark>,
    /// Of each of [`TERMINATORS`].
    ends: [Ends; TERMINATORS.len()],
    /// Names that the text itself sets, with the words they stand for.
    set: foldhash::HashMap<String, Option<String>>,
    /// Fences that are open.
    fences: usize,
    /// Names of marks in brackets that were opened so far.
    opened: foldhash::HashSet<String>,
}

/// What ends a mark.
const TERMINATORS: [&str; 9] = [">}}", "%}}", "}}", "%}", "%>", "-->", "*/>}}", "*/%}}", "*/}}"];

impl Scan<'_> {
    /// A word in brackets with a slash before it closes something, or it is a word.
    fn is_meant(&mut self, mark: &Mark) -> bool {
        if mark.form != Form::Bracket {
            return true;
        }
        if mark.side == Side::Open {
            self.opened.insert(mark.name.clone());
        }
        mark.side != Side::Close || self.opened.contains(&mark.name) || brackets::is_known(&mark.name)
    }

    /// Where the next of a terminator stands.
    fn end(&mut self, terminator: &str, from: usize) -> Option<usize> {
        let nth = TERMINATORS.iter().position(|known| *known == terminator)?;
        self.ends[nth].next(self.text, TERMINATORS[nth], from)
    }
}

/// Whether nothing else stands on the lines of a stretch.
pub(super) fn is_alone(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].trim_end_matches([' ', '\t', '>']);
    let after = text[span.end..].trim_start_matches([' ', '\t', '\r']);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// Whether a text is a name.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.' | ':'))
}
