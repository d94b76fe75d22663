//! Indices from A to Z: names under their first letter.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

use super::forme::{Forme, Sheet};
use super::view::{self, PageView};
use super::{Page, Room};

/// A name in an index.
#[derive(Serialize)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) url: String,
    pub(super) count: usize,
    pub(super) note: Option<String>,
}

#[derive(Serialize)]
struct IndexView {
    letters: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    letter: String,
    id: String,
    entries: Vec<Entry>,
}

/// Renders an index; `word` is the id of its title.
pub(super) fn make_up<'r>(room: &'r Room<'r>, page: &Page, template: &'static str, word: &str, entries: Vec<Entry>) -> Forme<'r> {
    let language = view::paper_language(room);
    let view = PageView::new(room, page, &language.word(word, &[]));
    let index = IndexView { letters: letters(entries) };
    Forme::templated(Sheet { room, template, language, section: None, page: view, name: "index", view: index })
}

/// Entries by letter. Accents do not part names; what does not begin with a letter comes first.
fn letters(mut entries: Vec<Entry>) -> Vec<Group> {
    entries
        .sort_by_cached_key(|entry| (plain(&entry.name).trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned(), entry.name.clone()));
    let mut groups: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        groups.entry(letter(&entry.name)).or_default().push(entry);
    }
    groups
        .into_iter()
        .map(|(letter, entries)| Group {
            id: format!("letter-{}", if letter == "#" { "other".to_owned() } else { letter.to_lowercase() }),
            letter,
            entries,
        })
        .collect()
}

/// A name for sorting: lower case, without accents.
fn plain(name: &str) -> String {
    name.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

fn letter(name: &str) -> String {
    let plain = plain(name);
    let first = plain.graphemes(true).find(|piece| piece.chars().any(char::is_alphanumeric)).unwrap_or("#");
    if first.chars().all(char::is_alphabetic) { first.nfc().flat_map(char::to_uppercase).collect() } else { "#".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_do_not_part_names_and_signs_come_first() {
        let entries = ["zebra", "Élan", "“Early” closing", "eel", "2026 budget", "Ёлка", "選挙"].map(|name| Entry {
            name: name.into(),
            url: String::new(),
            count: 1,
            note: None,
        });
        let groups: Vec<(String, Vec<String>)> = letters(entries.into())
            .into_iter()
            .map(|group| (group.letter, group.entries.into_iter().map(|entry| entry.name).collect()))
            .collect();
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            groups,
            [
                ("#".into(), names(&["2026 budget"])),
                ("E".into(), names(&["“Early” closing", "eel", "Élan"])),
                ("Z".into(), names(&["zebra"])),
                ("Е".into(), names(&["Ёлка"])),
                ("選".into(), names(&["選挙"])),
            ]
        );
    }
}
