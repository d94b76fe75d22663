//! Copy out of a word processor: comments and changes of its margin (`Commented [JH1]: ...`), fields that could not be worked out, and the
//! letters `[a]` with which a text of the web keeps its comments. All are for the desk.

use std::sync::LazyLock;

use super::super::tables::{self, Leads, Phrases};
use super::super::words;
use super::Sheet;

const DATA: &str = include_str!("../data/word.txt");

static COMMENTS: LazyLock<Leads<()>> =
    LazyLock::new(|| Leads::new(tables::parts(DATA).filter(|(part, _)| *part == "comment").map(|(_, entry)| (entry, ()))));
static CHANGES: LazyLock<Leads<()>> =
    LazyLock::new(|| Leads::new(tables::parts(DATA).filter(|(part, _)| *part == "change").map(|(_, entry)| (entry, ()))));
static ROWS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(DATA, "row"));

/// Takes the marks of the margin out.
pub(super) fn take(sheet: &mut Sheet) {
    anchored(sheet);
    for at in sheet.filled() {
        let text = sheet.rows[at].text.trim();
        if words::length(text) <= 400 && is_margin(text) {
            sheet.note_row(at);
        }
    }
}

fn is_margin(text: &str) -> bool {
    // `Commented [JH1]: ...`, `Comment [JH2R1]`.
    let comment = COMMENTS.longest(text).is_some_and(|((), rest)| {
        rest.trim_start().strip_prefix('[').and_then(|inner| inner.split_once(']')).is_some_and(|(sign, _)| {
            words::length(sign) <= 8 && sign.chars().all(char::is_alphanumeric) && sign.chars().any(char::is_uppercase)
        })
    });
    comment || CHANGES.longest(text).is_some() || ROWS.has(words::fold(text).trim_end_matches('.'))
}

/// Comments at the foot of a text, `[a]Is this right?`, and the letters in the text that they belong to.
fn anchored(sheet: &mut Sheet) {
    let filled = sheet.filled();
    let foot: Vec<(usize, char)> = filled.iter().rev().map_while(|&at| anchor(&sheet.rows[at].text).map(|letter| (at, letter))).collect();
    let body = filled.len() - foot.len();
    let used = |letter: char| filled[..body].iter().any(|&at| sheet.rows[at].text.contains(&format!("[{letter}]")));
    if foot.is_empty() || body == 0 || foot.len() > 26 || !foot.iter().all(|&(_, letter)| used(letter)) {
        return;
    }
    let marks: Vec<String> = foot.iter().map(|(_, letter)| format!("[{letter}]")).collect();
    for &at in &filled[..body] {
        let row = &mut sheet.rows[at];
        if row.text.contains('[') {
            row.text = marks.iter().fold(std::mem::take(&mut row.text), |text, mark| text.replace(mark.as_str(), ""));
        }
    }
    for (at, _) in foot {
        sheet.note_row(at);
    }
}

/// The letter of a comment at the foot.
fn anchor(text: &str) -> Option<char> {
    let mut letters = text.trim_start().chars();
    let letter = (letters.next()? == '[').then(|| letters.next())?.filter(char::is_ascii_lowercase)?;
    (letters.next()? == ']' && letters.next().is_some_and(|next| !next.is_whitespace())).then_some(letter)
}
