//! A file in two: its fences, and what lies between them read as TOML or YAML, or an object of JSON.

use std::collections::HashSet;
use std::ops::Range;

use super::super::comments;
use super::fields::{Field, field};
use super::locks;
use super::look_alike::{begins_with_field, look_alike, second_block};
use crate::data::{self, Fault, FaultKind, Node, Table, Value};
use crate::diag::{Diag, Place};
use crate::prose::OPEN_COMMENT;
use crate::source::{self, is_forbidden};

/// How the front matter was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Between `+++`.
    Toml,
    /// Between `---`.
    Yaml,
    /// One object in braces.
    Json,
    /// There is none.
    None,
}

/// A file in two: front matter and body.
#[derive(Clone, Debug)]
pub struct Split {
    /// How the front matter was written.
    pub notation: Notation,
    /// Its keys and values.
    pub table: Table,
    /// Byte at which the body begins.
    pub body: usize,
}

/// Splits a file. A fence that never closes is an error, because what it hides might be meant to stay hidden.
pub fn split(path: &str, text: &str, told: &mut Vec<Diag>) -> Split {
    let none = Split { notation: Notation::None, table: Table::default(), body: 0 };
    let start = text.len() - text.trim_start_matches(['\n', ' ', '\t']).len();
    let open = &text[start..];
    let (fence, notation) = match open.lines().next().map(str::trim_end) {
        Some("+++") => ("+++", Notation::Toml),
        Some("---") => ("---", Notation::Yaml),
        _ if data::begins_json(open) => return object(path, text, start, told),
        _ => {
            told.extend(look_alike(path, text, start).or_else(|| second_block(path, text, 0)));
            return none;
        }
    };
    let inside = start + open.find('\n').map_or(open.len(), |at| at + 1);
    let mut at = inside;
    for line in text[inside..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (notation == Notation::Yaml && bare == "...") {
            let (mut table, faults) = match notation {
                Notation::Toml => data::toml(&text[inside..at], inside),
                _ => data::yaml(&text[inside..at], inside),
            };
            let faults = faults.into_iter().filter(|fault| !is_told_by_field(&table, &fault.span));
            told.extend(faults.map(|fault| told_of(path, text, fault)));
            for entry in &mut table.entries {
                scrub(path, text, &mut entry.value, told);
            }
            let body = at + line.len();
            told.extend(second_block(path, text, body));
            return Split { notation, table, body };
        }
        at += line.len();
    }
    // In plain copy three dashes may be a line like any other, unless a key follows.
    let first = text[inside..].lines().next().unwrap_or_default();
    if notation == Notation::Yaml && !(first.contains(": ") || first.ends_with(':') || begins_with_field(&text[inside..])) {
        told.extend(second_block(path, text, 0));
        return none;
    }
    told.push(
        Diag::error("front-matter", format!("the front matter opens with {fence} and never closes"))
            .at(Place::span(path, text, start..start + 3))
            .help(format!("put a line {fence} after its last key")),
    );
    Split { notation, table: Table::default(), body: text.len() }
}

/// What is told of a fault in the notation. Of a key that is given twice the last counts, and of locks the strictest.
fn told_of(path: &str, text: &str, fault: Fault) -> Diag {
    let place = Place::span(path, text, fault.span);
    match fault.kind {
        FaultKind::Notation => {
            Diag::error("front-matter", fault.message).at(place).help("mend this line; nothing is published until it can be read")
        }
        FaultKind::Twice => Diag::warning("key-twice", format!("{}; the last one counts, and of locks the strictest", fault.message))
            .at(place)
            .help("keep one"),
    }
}

/// A file that begins with an object of JSON, at byte `start`.
fn object(path: &str, text: &str, start: usize, told: &mut Vec<Diag>) -> Split {
    match data::json(&text[start..], start) {
        Ok((mut table, end)) => {
            let keys: Vec<(String, Range<usize>)> = table.entries.iter().map(|entry| (entry.key.clone(), entry.key_span.clone())).collect();
            let mut seen = HashSet::new();
            for (key, span) in keys.into_iter().filter(|(key, _)| !seen.insert(key.clone())) {
                told.push(told_of(path, text, Fault { span, message: format!("`{key}` is given twice"), kind: FaultKind::Twice }));
            }
            for entry in &mut table.entries {
                scrub(path, text, &mut entry.value, told);
            }
            let rest = &text[start + end..];
            let body = start + end + rest.find('\n').filter(|at| rest[..*at].trim().is_empty()).map_or(0, |at| at + 1);
            told.extend(second_block(path, text, body));
            Split { notation: Notation::Json, table, body }
        }
        Err(fault) => {
            told.push(told_of(path, text, fault));
            Split { notation: Notation::Json, table: Table::default(), body: text.len() }
        }
    }
}

/// Removes what no output may hold: comments, and characters that TOML and YAML can write with an escape.
fn scrub(path: &str, whole: &str, node: &mut Node, told: &mut Vec<Diag>) {
    match &mut node.value {
        Value::Text(text) => {
            if text.contains("<!--") {
                let (bare, open) = comments::without(text);
                *text = bare;
                if open.is_some() {
                    told.push(
                        Diag::warning(OPEN_COMMENT, "a comment opens here and never closes, so it is printed")
                            .at(Place::span(path, whole, node.span.clone()))
                            .help("put --> at its end, or take <!-- away"),
                    );
                }
            }
            if let Some(c) = text.chars().find(|&c| is_forbidden(c)) {
                text.retain(|c| !is_forbidden(c));
                told.push(
                    Diag::warning("control-character", format!("the invisible character U+{:04X} was removed", u32::from(c)))
                        .at(Place::span(path, whole, node.span.clone()))
                        .help("delete its escape"),
                );
            }
            if let Some((bare, c)) = source::invisible::bare(text) {
                *text = bare;
                told.push(
                    Diag::warning("control-character", format!("the invisible character U+{:04X} was removed", u32::from(c)))
                        .at(Place::span(path, whole, node.span.clone()))
                        .help("delete its escape"),
                );
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| scrub(path, whole, item, told)),
        Value::Table(table) => table.entries.iter_mut().for_each(|entry| scrub(path, whole, &mut entry.value, told)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Date(_) => {}
    }
}

/// A date that TOML cannot read is told once, by the reader of its field, who knows what to write instead.
fn is_told_by_field(table: &Table, span: &Range<usize>) -> bool {
    let dated = |entry: &data::Entry| {
        let lock = locks::find(&entry.key).is_some_and(|lock| lock.says(&entry.value) != locks::Says::Passes);
        lock || matches!(field(&entry.key), Some(Field::Date | Field::Updated))
    };
    table.entries.iter().any(|entry| {
        let inside = entry.value.span.start <= span.start && span.start <= entry.value.span.end;
        inside && matches!(entry.value.value, Value::Date(_)) && dated(entry)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_close_at_the_very_end_and_with_any_line_ends() {
        for (text, body) in [
            ("+++\ntitle = \"x\"\n+++", ""),
            ("---\ntitle: x\n---\nBody", "Body"),
            ("\n---\ntitle: x\n...\nBody", "Body"),
            ("+++\n+++\n", ""),
            ("no front matter", "no front matter"),
            ("---\n\nA rule, then words.\n", "---\n\nA rule, then words.\n"),
        ] {
            let mut told = Vec::new();
            let split = split("a", text, &mut told);
            assert_eq!(&text[split.body..], body, "{text:?}");
            assert_eq!(told, [], "{text:?}");
        }
        let mut told = Vec::new();
        split("a", "+++\ntitle = \"x\n", &mut told);
        assert_eq!(told[0].code, "front-matter");
    }
}
