//! Front matter: TOML between `+++`, YAML between `---`, or none; its fields with every accepted name.
//!
//! 1. [`split`] finds it, and [`look_alike`] what was meant as front matter and is none.
//! 2. [`read`] makes a [`Head`] of it: what keeps a story from readers ([`locks`]) by the strictest of all that is said
//!    ([`strictest`]), everything else by [`fields`].
//!
//! A fault in a field is told and the field left out, so that all faults of a file are told at once.

mod address;
mod fields;
mod html_line;
mod locks;
mod look_alike;
mod pieces;
mod pull_quotes;
mod reader;
mod rename;
mod split;
mod states;
mod strictest;

use std::cell::OnceCell;

use super::{Address, Head, Role};
use crate::config::Config;
use crate::data::{Entry, Node, Table, Value};
use crate::diag::Diag;
use crate::language::Language;
use crate::permalink::Permalink;
use crate::prose::Style;

use fields::{Field, field, fold, is_housekeeping, rank};
pub(super) use pull_quotes::{GivenQuote, pull_quotes};
use reader::Reader;
pub(super) use rename::rename;
pub use rename::reserved_names;
pub use split::{Notation, Split, split};
use strictest::Locks;

/// Codes of the errors that say that a lock, or the whole front matter, could not be read. They stop the build whatever
/// else holds the story back.
pub const UNREAD: [&str; 4] = ["front-matter", "lock", "lost-lock", "embargo"];

/// Makes a head of the fields; what the front matter does not say is empty, for the body to fill in.
pub(super) fn read(path: &str, text: &str, split: &Split, address: &Address, config: &Config, told: &mut Vec<Diag>) -> Head {
    let mut reader = Reader { path, text, index: OnceCell::new(), notation: split.notation, config, told, style: None };
    let tag = split
        .table
        .entries
        .iter()
        .find(|entry| field(&entry.key) == Some(Field::Language))
        .and_then(|entry| entry.value.scalar())
        .or_else(|| address.language.clone())
        .unwrap_or_else(|| config.language.clone());
    reader.style = Some(Style {
        language: Language::of(&tag).language,
        typography: config.typography,
        html: config.html,
        anchor: String::new(),
        base: config.base.clone(),
    });
    let mut head = Head { stem: address.stem.clone(), folder: address.folder.clone(), bundle: address.bundle, ..Head::default() };
    head.language = address.language.clone().filter(|tag| *tag != config.language);
    let mut locks = Locks::default();
    let mut seen: Vec<(Field, &Entry)> = Vec::new();
    for entry in &split.table.entries {
        // Before anything else: no other meaning of a key can open a lock.
        if locks.hear(entry, &mut reader) {
            continue;
        }
        let known = field(&entry.key).filter(|field| *field != Field::Address || has_address(address));
        let Some(field) = known else {
            if !is_housekeeping(&entry.key) {
                reader.unknown(entry);
            }
            continue;
        };
        // Several names of one field may stand side by side in copy made for other tools; the house's order decides.
        // Tags and categories are topics, all of them.
        // Of one name given twice the last stands.
        match seen.iter_mut().find(|(other, _)| *other == field && field != Field::Topics) {
            Some((_, kept)) => {
                let first = rank(&entry.key) < rank(&kept.key) || fold(&entry.key) == fold(&kept.key);
                if kept.value.value == Value::Null || (first && entry.value.value != Value::Null) {
                    *kept = entry;
                }
            }
            None => seen.push((field, entry)),
        }
    }
    // What is said of the lead picture needs the picture, and a byline the authors.
    seen.sort_by_key(|(field, _)| matches!(field, Field::ImageAlt | Field::ImageCaption | Field::ImageCredit | Field::Byline));
    for (field, entry) in &seen {
        reader.field(*field, entry, &mut head);
    }
    let dated = address.date.clone().or_else(|| super::path::date_in(head.address.as_ref().map(Permalink::as_str)?));
    locks.settle(&mut reader, dated.as_deref(), &mut head);
    head
}

/// Whether a file has an address that front matter can set.
fn has_address(address: &Address) -> bool {
    matches!(address.role, Role::Story | Role::Standing)
}

/// Whether the front matter gives a date, readable or not.
pub(super) fn gives_date(split: &Split) -> bool {
    split
        .table
        .entries
        .iter()
        .any(|entry| field(&entry.key) == Some(Field::Date) && !matches!(entry.value.value, Value::Null | Value::Bool(_)))
}

/// The value of the first of these names.
pub(super) fn get<'t>(table: &'t Table, names: &[&str]) -> Option<&'t Node> {
    names.iter().find_map(|name| table.entries.iter().find(|entry| fold(&entry.key) == fold(name))).map(|entry| &entry.value)
}
