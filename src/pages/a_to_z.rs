//! Indices from A to Z: names under their first letter.

use std::collections::HashMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;

use super::sheet::Sheet;
use super::view::{self, PageView};
use super::{Page, Room};
use crate::diag::Diag;
use crate::language::Language;

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
pub(super) fn print(room: &Room<'_>, page: &Page, template: &'static str, word: &str, entries: Vec<Entry>) -> Result<Vec<u8>, Diag> {
    let language = view::paper_language(room);
    let view = PageView::new(room, page, &language.word(word, &[]));
    let index = IndexView { letters: letters(entries, &language) };
    Sheet { template, language, section: None, page: view, name: "index", view: index }.print(room)
}

/// Entries by letter, in the order of the language; what does not begin with a letter comes first.
fn letters(mut entries: Vec<Entry>, language: &Language) -> Vec<Group> {
    let bare = |entry: &Entry| entry.name.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
    entries.sort_by(|a, b| language.compare(&bare(a), &bare(b)).then_with(|| a.name.cmp(&b.name)));
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let letter = letter(&entry.name, language);
        let place = *places.entry(letter.clone()).or_insert_with(|| {
            let id = format!("letter-{}", if letter == "#" { "other".to_owned() } else { letter.to_lowercase() });
            groups.push(Group { letter, id, entries: Vec::new() });
            groups.len() - 1
        });
        groups[place].entries.push(entry);
    }
    groups
}

/// The letter under which a name stands: its first without accents, where that is the same letter to the language. `Å` is an A
/// in English, and a letter of its own in Swedish.
fn letter(name: &str, language: &Language) -> String {
    let first = name.graphemes(true).find(|piece| piece.chars().any(char::is_alphanumeric)).unwrap_or("#");
    if !first.chars().all(|c| c.is_alphabetic() || is_combining_mark(c)) {
        return "#".to_owned();
    }
    if let Some(pair) = pair(name, language) {
        return pair;
    }
    let plain = super::search::fold(first);
    let same = !plain.is_empty() && language.is_same_letter(first, &plain);
    let letter = if same { plain.graphemes(true).next().unwrap_or(first) } else { first };
    // Turkish has two.
    if letter == "i" && !language.is_same_letter("i", "I") {
        return "İ".to_owned();
    }
    letter.nfc().flat_map(char::to_uppercase).collect()
}

/// Two letters that are one to the language, and come after all that begins with the first: `Ch` in Czech, `Aa` in Danish, where
/// it is an `Å`.
fn pair(name: &str, language: &Language) -> Option<String> {
    let mut letters = name.trim_start_matches(|c: char| !c.is_alphanumeric()).chars();
    let (first, second) = (letters.next()?, letters.next()?);
    if !first.is_ascii_alphabetic() || !second.is_ascii_alphabetic() {
        return None;
    }
    let pair: String = [first, second].iter().map(char::to_ascii_lowercase).collect();
    let after = |other: &str| language.compare(&format!("{}{other}", &pair[..1]), &pair).is_lt();
    if !after("zz") || !after("yy") {
        return None;
    }
    Some(if language.is_same_letter(&pair, "å") { "Å".to_owned() } else { format!("{}{}", pair[..1].to_ascii_uppercase(), &pair[1..]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(tag: &str, names: &[&str]) -> String {
        let entries = names.iter().map(|name| Entry { name: (*name).into(), url: String::new(), count: 1, note: None });
        letters(entries.collect(), &Language::of(tag).language)
            .into_iter()
            .map(|group| format!("{}: {}", group.letter, group.entries.into_iter().map(|entry| entry.name).collect::<Vec<_>>().join(", ")))
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn accents_do_not_part_names_and_signs_come_first() {
        assert_eq!(
            index("en", &["zebra", "Élan", "“Early” closing", "eel", "2026 budget", "Ёлка", "選挙", "…"]),
            "#: …, 2026 budget; E: “Early” closing, eel, Élan; Z: zebra; Е: Ёлка; 選: 選挙"
        );
    }

    #[test]
    fn letters_stand_where_the_language_has_them() {
        let names = [
            "Zoe Ray",
            "Åsa Berg",
            "Ægir Jón",
            "ada low",
            "Łukasz Nowak",
            "Lea Orr",
            "Lynn Poe",
            "Øystein Dahl",
            "Ola Vik",
            "Đorđe Ilić",
            "Dan Poe",
        ];
        assert_eq!(
            index("en", &names),
            "A: ada low, Ægir Jón, Åsa Berg; D: Dan Poe, Đorđe Ilić; L: Lea Orr, Łukasz Nowak, Lynn Poe; O: Ola Vik, Øystein Dahl; Z: Zoe Ray"
        );
        assert_eq!(index("sv", &["Åsa", "Zoe", "Ada", "Östen", "Ärla"]), "A: Ada; Z: Zoe; Å: Åsa; Ä: Ärla; Ö: Östen");
        assert_eq!(index("da", &["Aaberg", "Øje", "Ærø", "Zoe", "Åge"]), "Z: Zoe; Æ: Ærø; Ø: Øje; Å: Aaberg, Åge");
        assert_eq!(index("cs", &["Ivo", "Chalupa", "Hana", "Cyril", "Čapek"]), "C: Cyril; Č: Čapek; H: Hana; Ch: Chalupa; I: Ivo");
        assert_eq!(index("et", &["Atso", "Aavik", "Azra"]), "A: Aavik, Azra, Atso");
        assert_eq!(index("pl", &["Łukasz", "Lynn", "Ola"]), "L: Lynn; Ł: Łukasz; O: Ola");
        assert_eq!(index("tr", &["İzmir", "Isparta", "ilk", "Çan", "Can"]), "C: Can; Ç: Çan; I: Isparta; İ: ilk, İzmir");
        assert_eq!(index("ru", &["Ada", "Ёлка", "Ель", "Яна"]), "Е: Ёлка, Ель; Я: Яна; A: Ada");
    }
}
