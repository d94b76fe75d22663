//! Structured data with its places: TOML, YAML and JSON read to one shape.
//!
//! Front matter and `config.toml` both come through here. Every key and value keeps the bytes it stood in, so that a
//! fault three calls later still points at the right word; scalars keep their spelling, so that nothing is guessed
//! (`007` is not 7, `no` is not false). It knows nothing of what the keys mean.

mod json;
mod reader;

pub use json::{begins_json, json};
pub use reader::Reader;

use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};
use toml::de::{DeTable, DeValue};

/// A table: its entries in the order written, repeats included.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands, in bytes of the file.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Node,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// The value.
    pub value: Value,
}

/// What a value can be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// YAML's empty value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// Text. In YAML every plain scalar that is none of the others is text.
    Text(String),
    /// A TOML date or date-time, as written.
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

impl Value {
    /// What a reporter would call it.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

impl Node {
    /// The spelling of any scalar; none for lists, tables and nothing.
    pub fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::Bool(b) => Some(b.to_string()),
            Value::Number(text) | Value::Text(text) | Value::Date(text) => Some(text.clone()),
            Value::Null | Value::List(_) | Value::Table(_) => None,
        }
    }
}

/// A fault in the notation itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// Whether the rest can be relied on.
    pub kind: FaultKind,
}

/// How grave a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The notation is broken.
    Notation,
    /// A key stands there twice; both values were read.
    Twice,
}

impl Fault {
    fn of_notation(span: Range<usize>, message: impl Into<String>) -> Self {
        Fault { span, message: message.into(), kind: FaultKind::Notation }
    }
}

/// A key without what people spell in different ways: `publishDate`, `publish_date` and `Publish-Date` are one.
pub fn folded(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// Reads TOML that begins at byte `offset` of its file. What could be read is returned beside the faults.
pub fn toml(text: &str, offset: usize) -> (Table, Vec<Fault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let faults = errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            let message = plain_toml_message(error.message(), &text[span.start.min(text.len())..]);
            Fault::of_notation(span.start + offset..span.end + offset, message)
        })
        .collect();
    (toml_table(table.get_ref(), text, offset), faults)
}

/// The parser's words, less its jargon.
fn plain_toml_message(message: &str, rest: &str) -> String {
    let first = message.lines().next().unwrap_or(message);
    if first.contains("duplicate key") {
        let key: String = rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect();
        return format!("`{key}` is given twice; keep one");
    }
    first.to_owned()
}

fn toml_table(table: &DeTable<'_>, text: &str, offset: usize) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| {
            let span = key.span();
            Entry {
                key: key.get_ref().to_string(),
                key_span: span.start + offset..span.end + offset,
                value: toml_node(value.get_ref(), value.span(), text, offset),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Table { entries }
}

fn toml_node(value: &DeValue<'_>, span: Range<usize>, text: &str, offset: usize) -> Node {
    let raw = || text.get(span.clone()).unwrap_or_default().to_owned();
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(_) | DeValue::Float(_) => Value::Number(raw()),
        DeValue::Boolean(b) => Value::Bool(*b),
        DeValue::Datetime(_) => Value::Date(raw()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| toml_node(item.get_ref(), item.span(), text, offset)).collect()),
        DeValue::Table(table) => Value::Table(toml_table(table, text, offset)),
    };
    Node { span: span.start + offset..span.end + offset, value }
}

/// Deeper nesting than this is refused; no front matter needs it.
const DEPTH_MAX: usize = 64;

/// Reads YAML that begins at byte `offset` of its file. Aliases are refused: they can make a small text huge.
pub fn yaml(text: &str, offset: usize) -> (Table, Vec<Fault>) {
    let (padded, pads) = pad_continued(text);
    let mut reader = Yaml { lines: Lines::of(text, pads), offset, faults: Vec::new() };
    let table = reader.document(&padded);
    (table, reader.faults)
}

/// Byte offsets of the lines of a text; the YAML parser counts characters.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// Spaces that were put before each line.
    pads: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str, pads: Vec<usize>) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { text, starts, pads }
    }

    /// The byte of a marker; lines count from 1, columns from 0.
    fn byte(&self, marker: &saphyr_parser::Marker) -> usize {
        let line = marker.line().saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let column = marker.col().saturating_sub(self.pads.get(line).copied().unwrap_or(0));
        self.text[start..].char_indices().nth(column).map_or(self.text.len(), |(at, _)| start + at)
    }
}

/// Indents the further lines of quoted texts and of lists in brackets. Writers let them begin at the margin, other
/// readers of YAML take that, and this parser does not; the value is the same. Gives the spaces put before each line.
fn pad_continued(text: &str) -> (String, Vec<usize>) {
    let (mut out, mut pads) = (String::with_capacity(text.len()), Vec::new());
    let mut open: Option<(usize, Open)> = None;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let pad = match &open {
            Some((column, _)) if !line.trim().is_empty() => column.saturating_sub(indent),
            _ => 0,
        };
        out.extend(std::iter::repeat_n(' ', pad));
        out.push_str(line);
        pads.push(pad);
        open = match open.take() {
            Some((column, state)) => state.after(line).map(|state| (column, state)),
            None => value_column(line).and_then(|column| Open::default().after(&line[column..]).map(|state| (column, state))),
        };
    }
    (out, pads)
}

/// Where the value of a line begins, if it begins with a quote or a bracket.
fn value_column(line: &str) -> Option<usize> {
    let mut at = line.len() - line.trim_start().len();
    while line[at..].starts_with("- ") {
        at += 2 + line[at + 2..].len() - line[at + 2..].trim_start().len();
    }
    if !line[at..].starts_with(['"', '\'', '[', '{']) {
        let colon = line[at..].find(": ")?;
        at += colon + 2;
        at += line[at..].len() - line[at..].trim_start().len();
    }
    line[at..].starts_with(['"', '\'', '[', '{']).then_some(at)
}

/// What is open at the end of a line: brackets, and the quote inside them.
#[derive(Default)]
struct Open {
    brackets: usize,
    quote: Option<char>,
}

impl Open {
    /// The state after a line; none when all is closed.
    fn after(mut self, line: &str) -> Option<Self> {
        let mut letters = line.chars().peekable();
        let mut before = ' ';
        while let Some(c) = letters.next() {
            match (self.quote, c) {
                (Some(quote), c) if (quote == '"' && c == '\\') || (quote == '\'' && c == quote && letters.peek() == Some(&quote)) => {
                    letters.next();
                }
                (Some(quote), c) if c == quote => self.quote = None,
                (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',' | ':') => self.quote = Some(c),
                (None, '[' | '{') => self.brackets += 1,
                (None, ']' | '}') => self.brackets = self.brackets.saturating_sub(1),
                _ => {}
            }
            before = c;
            // What follows the end of the value is a comment.
            if self.quote.is_none() && self.brackets == 0 {
                return None;
            }
        }
        Some(self)
    }
}

struct Yaml<'a> {
    lines: Lines<'a>,
    offset: usize,
    faults: Vec<Fault>,
}

type YamlEvent<'a> = (Event<'a>, Range<usize>);

impl Yaml<'_> {
    fn document(&mut self, text: &str) -> Table {
        let mut events = Vec::new();
        for next in Parser::new_from_str(text) {
            match next {
                Ok((event, span)) => events.push((event, self.lines.byte(&span.start)..self.lines.byte(&span.end))),
                Err(error) => {
                    let at = self.lines.byte(error.marker()) + self.offset;
                    self.faults.push(Fault::of_notation(at..at + 1, plain_yaml_message(error.info())));
                    return Table::default();
                }
            }
        }
        let mut events = events.into_iter().peekable();
        while let Some((event, span)) = events.next() {
            match event {
                Event::MappingStart(..) => return self.mapping(&mut events, 0),
                Event::StreamStart | Event::DocumentStart(_) | Event::StreamEnd | Event::DocumentEnd => {}
                Event::Scalar(value, ..) if value.is_empty() => {}
                _ => {
                    self.fault(span, "front matter is a list of `key: value` lines");
                    break;
                }
            }
        }
        Table::default()
    }

    fn fault(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.faults.push(Fault::of_notation(span.start + self.offset..span.end + self.offset, message));
    }

    fn mapping<'e>(&mut self, events: &mut std::iter::Peekable<impl Iterator<Item = YamlEvent<'e>>>, depth: usize) -> Table {
        let mut table = Table::default();
        let mut seen = HashSet::new();
        while let Some((event, span)) = events.next() {
            let key = match event {
                Event::MappingEnd => break,
                Event::Scalar(key, ..) => key.into_owned(),
                other => {
                    self.fault(span.clone(), "a key must be plain text");
                    self.node(other, span.clone(), events, depth + 1);
                    String::new()
                }
            };
            let Some((event, value_span)) = events.next() else { break };
            let value = self.node(event, value_span, events, depth + 1);
            if !seen.insert(key.clone()) && !key.is_empty() {
                let span = span.start + self.offset..span.end + self.offset;
                self.faults.push(Fault { span, message: format!("`{key}` is given twice"), kind: FaultKind::Twice });
            }
            table.entries.push(Entry { key, key_span: span.start + self.offset..span.end + self.offset, value });
        }
        table
    }

    fn node<'e>(
        &mut self,
        event: Event<'e>,
        span: Range<usize>,
        events: &mut std::iter::Peekable<impl Iterator<Item = YamlEvent<'e>>>,
        depth: usize,
    ) -> Node {
        let at = span.start + self.offset..span.end + self.offset;
        if depth > DEPTH_MAX {
            self.fault(span, "this is nested too deeply");
            // The rest cannot be told apart any more; it is read no further.
            for _ in events.by_ref() {}
            return Node { span: at, value: Value::Null };
        }
        let value = match event {
            Event::Scalar(text, style, ..) => scalar(&text, style),
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                while let Some((event, span)) = events.next() {
                    match event {
                        Event::SequenceEnd => break,
                        event => items.push(self.node(event, span, events, depth + 1)),
                    }
                }
                Value::List(items)
            }
            Event::MappingStart(..) => Value::Table(self.mapping(events, depth + 1)),
            Event::Alias(_) => {
                self.fault(span, "YAML aliases (`*name`) are not supported; write the value out");
                Value::Null
            }
            _ => Value::Null,
        };
        Node { span: at, value }
    }
}

/// YAML 1.2 core schema, but numbers keep their spelling and only `true` and `false` are booleans.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        text if is_number(text) => Value::Number(text.to_owned()),
        text => Value::Text(text.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.matches('.').count() <= 1
}

fn plain_yaml_message(info: &str) -> String {
    format!("this is not valid YAML: {info}; text with a colon, quotes or a leading symbol needs quotation marks around it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get<'a>(table: &'a Table, key: &str) -> &'a Value {
        &table.entries.iter().find(|entry| entry.key == key).expect("the key").value.value
    }

    #[test]
    fn both_notations_give_one_shape() {
        let (a, faults) = toml("title = \"T\"\nn = 007x\n", 0);
        assert_eq!(get(&a, "title"), &Value::Text("T".into()));
        assert!(!faults.is_empty());
        let (b, faults) = yaml("title: T\nedition: 007\ndoors: 10:00\nno: No\nlist: [a, 'b', on]\nempty:\nmap:\n  src: x\n", 4);
        assert_eq!(faults, []);
        assert_eq!(get(&b, "edition"), &Value::Number("007".into()));
        assert_eq!(get(&b, "doors"), &Value::Text("10:00".into()));
        assert_eq!(get(&b, "no"), &Value::Text("No".into()));
        assert_eq!(get(&b, "empty"), &Value::Null);
        assert!(matches!(get(&b, "list"), Value::List(items) if items.len() == 3));
        assert!(matches!(get(&b, "map"), Value::Table(map) if map.entries[0].key == "src"));
    }

    #[test]
    fn yaml_values_may_go_on_at_the_margin() {
        let text = "dek: \"one\ntwo\n\n# three\"\ntags: [a,\n'b]',\nc\n]\nlist:\n  - 'it''s\n  four'\nplain: a [b\nwört: \"x\" # y\n";
        let (table, faults) = yaml(text, 0);
        assert_eq!(faults, []);
        assert_eq!(get(&table, "dek"), &Value::Text("one two\n# three".into()));
        assert!(matches!(get(&table, "tags"), Value::List(items) if items[1].value == Value::Text("b]".into()) && items.len() == 3));
        assert!(matches!(get(&table, "list"), Value::List(items) if items[0].value == Value::Text("it's four".into())));
        let Value::List(items) = get(&table, "tags") else { panic!("a list") };
        assert_eq!(&text[items[1].span.clone()], "'b]'");
        assert_eq!(&text[table.entries[4].key_span.clone()], "wört");
    }

    #[test]
    fn places_are_bytes_of_the_file() {
        let text = "+++\ntitel = \"é\"\n+++\n";
        let (table, _) = toml(&text[4..16], 4);
        assert_eq!(&text[table.entries[0].key_span.clone()], "titel");
        let text = "---\nx: é\nwort: [ä, b]\n---\n";
        let (table, _) = yaml(&text[4..], 4);
        assert_eq!(&text[table.entries[1].key_span.clone()], "wort");
    }

    #[test]
    fn quoted_text_may_run_on_without_indentation() {
        let text = "excerpt: \"You can\u{2019}t learn\nfrom a \\\"book\\\"\nany more\"\ntitle: 'It''s\nlate'\nlast: z\n";
        let (table, faults) = yaml(text, 0);
        assert_eq!(faults, []);
        assert_eq!(get(&table, "excerpt"), &Value::Text("You can\u{2019}t learn from a \"book\" any more".into()));
        assert_eq!(get(&table, "title"), &Value::Text("It's late".into()));
        assert_eq!(&text[table.entries[2].key_span.clone()], "last");
    }

    #[test]
    fn repeats_and_broken_notation_are_faults() {
        assert!(yaml("a: 1\na: 2\n", 0).1[0].message.contains("twice"));
        assert!(toml("a = 1\na = 2\n", 0).1[0].message.contains("twice"));
        assert!(!yaml("a: \"x\nb: [\n", 0).1.is_empty());
        assert!(!yaml(&"[".repeat(5000), 0).1.is_empty());
        assert!(!yaml("a: &x 1\nb: *x\n", 0).1.is_empty());
        let deep = (0..200).fold(String::from("k: v"), |inner, _| format!("k: {{ {inner} }}"));
        let _ = yaml(&deep, 0);
    }
}
