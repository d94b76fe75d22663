//! The paper's own names of keys, and those that a profile has, in the house's words. It comes before anything is read; a lock, a
//! date, and what looks like a misspelt lock keep their names whatever the settings say.

use super::Split;
use super::fields::{Field, field};
use super::locks;
use crate::article::Role;
use crate::config::{self, Config, Renamed};
use crate::data::{Entry, Value};
use crate::diag::{Diag, Place};

/// Gives the keys of a file the names by which they are read, and takes out those that the settings pass over.
pub(in crate::article) fn rename(split: &mut Split, role: &Role, config: &Config) {
    lift(split);
    if !config.fields.is_empty() {
        split.table.entries.retain_mut(|entry| match config.fields.of(&entry.key).filter(|_| !may_hold(entry)) {
            Some(Renamed::Ignored) => false,
            Some(Renamed::To(name)) => {
                name.clone_into(&mut entry.key);
                true
            }
            None => true,
        });
    }
    let named = matches!(role, Role::Profile | Role::Front);
    let has_headline = || split.table.entries.iter().any(|entry| field(&entry.key) == Some(Field::Headline));
    if named
        && !has_headline()
        && let Some(name) = split.table.entries.iter_mut().find(|entry| entry.key.eq_ignore_ascii_case("name"))
    {
        "headline".clone_into(&mut name.key);
    }
}

/// Takes the keys of Zola's `[taxonomies]` out of their table: they are topics and authors like any other.
fn lift(split: &mut Split) {
    let entries = std::mem::take(&mut split.table.entries);
    split.table.entries = entries
        .into_iter()
        .flat_map(|entry| match entry.value.value {
            Value::Table(table) if entry.key.eq_ignore_ascii_case("taxonomies") => table.entries,
            _ => vec![entry],
        })
        .collect();
}

fn may_hold(entry: &Entry) -> bool {
    is_reserved(&entry.key) || locks::near(&entry.key, &entry.value).is_some()
}

/// Whether a key may decide when a story is out.
fn is_reserved(key: &str) -> bool {
    locks::find(key).is_some() || field(key) == Some(Field::Date)
}

/// What the settings say of keys that they cannot touch.
pub fn reserved_names(text: &str, config: &Config) -> Vec<Diag> {
    let reserved = config.fields.keys().filter(|(key, _)| is_reserved(key));
    let told = reserved.map(|(_, span)| {
        Diag::error("config", "this key can keep a story from readers, so [fields] cannot rename or ignore it")
            .at(Place::span(config::PATH, text, span.clone()))
            .help("take it out of [fields]")
    });
    told.collect()
}
