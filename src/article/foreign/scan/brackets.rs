//! WordPress's shortcodes, `[name key="value"]…[/name]`. A word in brackets is a word: only names that are known, or that stand
//! with values in quotation marks, are marks.

use foldhash::HashSet;

use super::super::args::Args;
use super::super::marks::{Form, Mark, Side};
use super::tags::mark;

/// Names that mean something without a value in quotation marks: when something closes them, or an address or a number follows.
const NAMES: [&str; 24] = [
    "caption",
    "wp_caption",
    "gallery",
    "embed",
    "audio",
    "video",
    "playlist",
    "youtube",
    "vimeo",
    "tweet",
    "twitter",
    "instagram",
    "gist",
    "soundcloud",
    "sourcecode",
    "code",
    "pullquote",
    "blockquote",
    "googlemaps",
    "slideshow",
    "dailymotion",
    "facebook",
    "tiktok",
    "scribd",
];

/// Those that stand alone on a line.
const ALONE: [&str; 3] = ["gallery", "playlist", "slideshow"];

/// Marks, alone on a line, in the place of which the contents of the page would stand.
const CONTENTS: [&str; 5] = ["[TOC]", "[toc]", "[[toc]]", "[[TOC]]", "[[_TOC_]]"];

/// Names that are closed somewhere in the text.
pub(super) fn closed(text: &str) -> HashSet<&str> {
    let mut names = HashSet::default();
    for (at, _) in text.match_indices("[/") {
        let name = name_of(&text[at + 2..]);
        if !name.is_empty() && text[at + 2 + name.len()..].starts_with(']') {
            names.insert(name);
        }
    }
    names
}

/// Whether a name means something wherever it stands.
pub(super) fn is_known(name: &str) -> bool {
    NAMES.contains(&name) || name.contains(['_', '-'])
}

fn name_of(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && !matches!(c, '_' | '-')).unwrap_or(text.len());
    &text[..end]
}

/// Longest mark in bytes: a bracket that is open for longer was none.
const LONGEST: usize = 2000;

pub(super) fn find(text: &str, at: usize, closed: &HashSet<&str>) -> Option<Mark> {
    if text[..at].ends_with(['[', '!']) {
        return None;
    }
    if let Some(contents) = CONTENTS.iter().find(|contents| text[at..].starts_with(**contents)) {
        let span = at..at + contents.len();
        return super::is_alone(text, &span).then(|| mark(span, Form::Bracket, "toc", Side::Alone, Args::default()));
    }
    let inside = &text[at + 1..];
    let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |rest| (rest, true));
    let name = name_of(inside);
    if name.is_empty() || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let start = text.len() - inside.len();
    let rest = &inside[name.len()..];
    if !rest.starts_with([']', ' ', '\n', '\u{a0}', '/']) {
        return None;
    }
    let end = rest.bytes().take(LONGEST).position(|b| matches!(b, b']' | b'['))?;
    if !rest[end..].starts_with(']') {
        return None;
    }
    let after = start + name.len() + end + 1;
    let values = &rest[..end];
    // What stands right after tells links, their definitions and notes from marks; after values in quotation marks only a link can.
    let valued = values.contains('=') && values.contains(['"', '\'', '”', '″', '&']);
    let next = &text[after..];
    let linked = next.starts_with('(') || !valued && !closes && next.starts_with([':', '[', ']']) && !next.starts_with("[/");
    if linked {
        return None;
    }
    let span = at..after;
    if closes {
        return (values.is_empty() && (is_known(name) || closed.contains(name)))
            .then(|| mark(span, Form::Bracket, name, Side::Close, Args::default()));
    }
    let (values, alone) = values.trim_end().strip_suffix('/').map_or((values, false), |values| (values, true));
    let args = Args::read(values);
    let in_quotes = args.has_keys() && values.contains(['"', '\'', '”', '″', '&']);
    let known = NAMES.contains(&name);
    let first = args.nth(0).unwrap_or_default();
    let leads = first.starts_with("http") || first.bytes().all(|b| b.is_ascii_digit()) && !first.is_empty();
    let line = super::is_alone(text, &span);
    let pairs = closed.contains(name) && (known || name.contains(['_', '-']));
    let meant = if values.trim().is_empty() {
        pairs || (ALONE.contains(&name) && line)
    } else {
        in_quotes || known && (leads || pairs || args.has_keys())
    };
    let side = if alone { Side::Alone } else { Side::Open };
    meant.then(|| mark(span, Form::Bracket, name, side, args))
}
