//! Values of one file read as what they must be, and what is said where they are something else.

use std::cell::OnceCell;
use std::ops::Range;

use super::{Entry, Node, Table, Value};
use crate::diag::{Diag, Index, Place, nearest};

/// Reads the values of one file. Every method that gives nothing has said why.
pub struct Reader<'t> {
    path: &'t str,
    text: &'t str,
    /// The code of what is said.
    code: &'static str,
    /// Made once somebody asks for a place.
    index: OnceCell<Index<'t>>,
    /// What was said so far.
    pub diags: Vec<Diag>,
}

impl<'t> Reader<'t> {
    /// A reader of `text`, the contents of `path`; its errors have the code `code`.
    pub fn new(path: &'t str, text: &'t str, code: &'static str) -> Self {
        Reader { path, text, code, index: OnceCell::new(), diags: Vec::new() }
    }

    /// The place of some bytes.
    pub fn place(&self, span: &Range<usize>) -> Place {
        self.index.get_or_init(|| Index::new(self.path, self.text)).span(span.clone())
    }

    /// Says that something is wrong with some bytes.
    pub fn error(&mut self, span: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let diag = Diag::error(self.code, message).at(self.place(span)).help(help);
        self.diags.push(diag);
    }

    /// Says that something is wrong in a line that is not shown, for what stands in it is nobody's business.
    pub fn secret(&mut self, span: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let place = Place { excerpt: String::new(), mark: 0..0, ..self.place(span) };
        self.diags.push(Diag::error(self.code, message).at(place).help(help));
    }

    /// Says that there is no such key in `inside` (a table's name and a dot, or nothing), and which is meant.
    pub fn unknown(&mut self, entry: &Entry, known: &[&str], inside: &str) {
        let help = nearest(&entry.key, known)
            .map_or_else(|| format!("remove it; the keys here are {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
        self.error(&entry.key_span, format!("unknown key `{inside}{}`", entry.key), help);
    }

    /// Text with something in it, without spaces around it.
    pub fn text(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            other => {
                let kind = if matches!(other, Value::Text(_)) { "empty" } else { other.kind() };
                self.error(&node.span, format!("this must be text, not {kind}"), "put it in quotation marks");
                None
            }
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, node: &Node) -> Vec<String> {
        self.list(node).iter().filter_map(|item| self.text(item)).collect()
    }

    /// True or false.
    pub fn flag(&mut self, node: &Node) -> Option<bool> {
        if let Value::Bool(on) = node.value {
            return Some(on);
        }
        let message = format!("this must be true or false, not {}", node.value.kind());
        self.error(&node.span, message, "write true or false, without quotation marks");
        None
    }

    /// A whole number of `from` to `to`.
    pub fn number(&mut self, node: &Node, from: usize, to: usize) -> Option<usize> {
        let n = if let Value::Number(text) = &node.value {
            text.replace('_', "").parse().ok().filter(|n| (from..=to).contains(n))
        } else {
            None
        };
        if n.is_none() {
            let message = format!("this must be a whole number from {from} to {to}");
            self.error(&node.span, message, format!("write a number, such as {}", from.max(30).min(to)));
        }
        n
    }

    /// One of several words, and what it stands for.
    pub fn choice<T: Copy>(&mut self, node: &Node, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(node)?;
        let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            self.error(&node.span, format!("“{text}” is not a choice here"), format!("write {}", names.join(" or ")));
        }
        found
    }

    /// A table.
    pub fn table<'n>(&mut self, node: &'n Node) -> Option<&'n Table> {
        if let Value::Table(table) = &node.value {
            return Some(table);
        }
        let message = format!("this must be a table, not {}", node.value.kind());
        self.error(&node.span, message, "give it a heading of its own in square brackets");
        None
    }

    /// The entries of a table; none where it is no table.
    pub fn entries<'n>(&mut self, node: &'n Node) -> &'n [Entry] {
        self.table(node).map_or(&[], |table| &table.entries)
    }

    /// The items of a list; none where it is no list.
    pub fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        if let Value::List(items) = &node.value {
            return items;
        }
        self.error(&node.span, format!("this must be a list, not {}", node.value.kind()), "put it in square brackets");
        &[]
    }
}
