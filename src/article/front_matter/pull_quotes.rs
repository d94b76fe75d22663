//! The pull-quotes of front matter, which the body puts in, as it knows the copy.

use std::ops::Range;

use super::fields::{Field, field};
use super::{Split, get};
use crate::data::{Node, Value};
use crate::language::spaced;

/// A pull-quote as front matter gives it.
pub(in crate::article) struct GivenQuote {
    pub(in crate::article) text: String,
    pub(in crate::article) by: Option<String>,
    pub(in crate::article) role: Option<String>,
    pub(in crate::article) after: Option<String>,
    pub(in crate::article) span: Range<usize>,
}

/// The pull-quotes of front matter.
pub(in crate::article) fn pull_quotes(split: &Split) -> Vec<GivenQuote> {
    let find = |wanted: Field| split.table.entries.iter().filter(move |entry| field(&entry.key) == Some(wanted));
    let by = find(Field::PullQuoteBy).next().and_then(|entry| entry.value.scalar()).map(|by| spaced(&by));
    let mut out = Vec::new();
    for entry in find(Field::PullQuotes) {
        let items = match &entry.value.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.value),
        };
        for item in items {
            let given = match &item.value {
                Value::Table(table) => {
                    let scalar = |names: &[&str]| get(table, names).and_then(Node::scalar).map(|text| spaced(&text));
                    scalar(&["text", "quote"]).map(|text| GivenQuote {
                        text,
                        by: scalar(&["by", "name"]),
                        role: scalar(&["role"]),
                        after: scalar(&["after"]),
                        span: item.span.clone(),
                    })
                }
                _ => item.scalar().map(|text| GivenQuote {
                    text: spaced(&text),
                    by: by.clone(),
                    role: None,
                    after: None,
                    span: item.span.clone(),
                }),
            };
            out.extend(given.filter(|given| !given.text.is_empty()));
        }
    }
    out
}
