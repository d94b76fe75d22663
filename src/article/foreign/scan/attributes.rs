//! Attribute lists: kramdown's `{: .lead}`, `{:toc}`, `{::nomarkdown}`, and those without a colon of Pandoc and others after a
//! link or a picture, or alone on a line.

use super::super::args::Args;
use super::super::marks::{Form, Mark, Side};
use super::tags::mark;

/// Words that mean something alone.
const WORDS: [&str; 3] = ["toc", "refdef", "footnotes"];

/// Pelican's names of its folders, before a path in an address.
const PLACES: [&str; 3] = ["{filename}", "{static}", "{attach}"];

/// Longest list in bytes.
const LONGEST: usize = 600;

/// The list at a place; `line` is where its line begins.
pub(super) fn find(text: &str, line: usize, at: usize) -> Option<Mark> {
    if let Some(place) = PLACES.iter().find(|place| text[at..].starts_with(**place)) {
        let span = at..at + place.len();
        let addressed = text[span.end..].starts_with('/') && text[..at].ends_with(['(', '"', '\'']);
        return addressed.then(|| mark(span, Form::Output(Some(String::new())), place, Side::Alone, Args::default()));
    }
    let end = text.as_bytes()[at..].iter().skip(1).take(LONGEST).position(|b| matches!(b, b'}' | b'{' | b'\n')).map(|end| at + 1 + end)?;
    if !text[end..].starts_with('}') {
        return None;
    }
    let inside = &text[at + 1..end];
    let span = at..end + 1;
    let alone = super::is_alone(text, &span);
    let heading = text[line..].trim_start().starts_with('#');
    if let Some(list) = inside.strip_prefix(':') {
        if let Some(extension) = list.strip_prefix(':') {
            let (extension, closed) = extension.strip_suffix('/').map_or((extension, false), |rest| (rest, true));
            let name = extension.split_whitespace().next()?;
            let known = matches!(name, "comment" | "nomarkdown" | "options");
            let side = if closed || name == "options" { Side::Alone } else { Side::Open };
            return known.then(|| mark(span, Form::Attributes(None), &format!("::{name}"), side, Args::default()));
        }
        if let Some(name) = list.strip_prefix('/') {
            let name = if name.is_empty() { String::new() } else { format!("::{name}") };
            return Some(mark(span, Form::Attributes(None), &name, Side::Close, Args::default()));
        }
        // `{:name: .class}` gives a list a name.
        let list = list.split_once(':').filter(|(name, _)| alone && super::is_name(name)).map_or(list, |(_, list)| list);
        let reads = read(list)?;
        let refers = || list.split_whitespace().all(|word| WORDS.contains(&word) || alone && super::is_name(word));
        let name = if list.trim() == "toc" || list.trim().starts_with("toc ") { "toc" } else { "{: }" };
        return (reads.meant || !list.trim().is_empty() && refers())
            .then(|| mark(span, Form::Attributes(reads.id), name, Side::Alone, Args::default()));
    }
    let attached = text[..at].ends_with([')', ']']);
    let reads = read(inside).filter(|reads| reads.meant && !reads.words)?;
    ((attached || alone) && !heading).then(|| mark(span, Form::Attributes(reads.id), "{: }", Side::Alone, Args::default()))
}

/// What a list says.
struct Reads {
    id: Option<String>,
    /// It has a class, an id or a value.
    meant: bool,
    /// It has bare words.
    words: bool,
}

/// Reads a list; none where it is no list.
fn read(list: &str) -> Option<Reads> {
    let mut reads = Reads { id: None, meant: false, words: false };
    let mut rest = list.trim();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let word = &rest[..end];
        let named =
            |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | ':' | '/'));
        if rest[end..].starts_with('=') {
            if !named(word) {
                return None;
            }
            let value = &rest[end + 1..];
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '”' | '“'));
            let after = match quote {
                Some(open) => {
                    let inside = &value[open.len_utf8()..];
                    let close = inside.find([open, '”'])?;
                    &inside[close + inside[close..].chars().next().map_or(1, char::len_utf8)..]
                }
                None => &value[value.find(char::is_whitespace).unwrap_or(value.len())..],
            };
            reads.meant = true;
            rest = after.trim_start();
            continue;
        }
        match word.chars().next()? {
            '#' if word.len() == 1 => return None,
            '#' if named(&word[1..]) => {
                reads.id = Some(word[1..].split(['.', '#']).next().unwrap_or_default().to_owned());
                reads.meant = true;
            }
            '.' if word[1..].starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '-') && named(&word[1..]) => reads.meant = true,
            _ if super::is_name(word) => reads.words = true,
            _ => return None,
        }
        rest = rest[end..].trim_start();
    }
    Some(reads)
}
