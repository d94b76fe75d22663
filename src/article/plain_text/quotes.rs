//! Quotation marks of every printing tradition: whether a graf is wholly inside one pair, opens one that stays open, or mixes
//! quotation and telling. It reads shapes only; who speaks is for `speakers` and `voices`. It never changes a letter.

use std::sync::LazyLock;

use super::{tables, words};

/// The pairs, opening first. Straight marks are their own partners and count at the edges only.
const PAIRS: [(char, char); 14] = [
    ('“', '”'),
    ('"', '"'),
    ('„', '“'),
    ('„', '”'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('”', '”'),
    ('»', '»'),
    ('＂', '＂'),
    ('‚', '‘'),
];

/// How a graf is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The whole graf stands inside one pair.
    Whole,
    /// It opens a quotation and does not close it.
    Open,
    /// Quotation and telling, or no quotation.
    Other,
}

/// Whether a graf begins with an opening mark.
pub(super) fn opens(text: &str) -> bool {
    text.chars().next().is_some_and(|first| PAIRS.iter().any(|&(open, _)| open == first))
}

/// Whether a graf ends with a closing mark, and no opening mark stands in it.
pub(super) fn closes_only(text: &str) -> bool {
    let cut = text.trim_end_matches(is_after_close);
    PAIRS.iter().any(|&(open, close)| open != close && cut.ends_with(close) && !text.contains(open))
        || (cut.ends_with('"') && text.matches('"').count() == 1)
}

/// Reads the shape of a graf.
pub(super) fn shape(text: &str) -> Shape {
    let Some(first) = text.chars().next() else { return Shape::Other };
    let mut open = false;
    for &(_, close) in PAIRS.iter().filter(|&&(opening, _)| opening == first) {
        match pair_shape(text, first, close) {
            Shape::Whole => return Shape::Whole,
            Shape::Open => open = true,
            Shape::Other => {}
        }
    }
    // With two closing marks to choose from, the quotation is open only if neither closes it.
    let closed = PAIRS.iter().filter(|&&(opening, _)| opening == first).any(|&(_, close)| text[first.len_utf8()..].contains(close));
    if open && (!closed || first == '‘' || first == '‚') { Shape::Open } else { Shape::Other }
}

fn pair_shape(text: &str, open: char, close: char) -> Shape {
    let mut depth = 1usize;
    let mut end = None;
    let letters: Vec<(usize, char)> = text.char_indices().skip(1).collect();
    for (index, &(at, letter)) in letters.iter().enumerate() {
        let before = if index == 0 { open } else { letters[index - 1].1 };
        let after = letters.get(index + 1).map_or(' ', |&(_, letter)| letter);
        if letter == close && !is_apostrophe(close, before, after) {
            depth -= 1;
            if depth == 0 {
                end = Some(at + letter.len_utf8());
                break;
            }
        } else if letter == open && open != close {
            depth += 1;
        }
    }
    match end {
        None => Shape::Open,
        Some(end) if text[end..].chars().all(is_after_close) => Shape::Whole,
        Some(_) => Shape::Other,
    }
}

/// A single closing mark inside or after a word, with more of the sentence to come, is an apostrophe.
fn is_apostrophe(close: char, before: char, after: char) -> bool {
    matches!(close, '’' | '‘') && before.is_alphanumeric() && (after.is_alphanumeric() || after == ' ')
}

/// What may stand after a closing mark at the end of a quotation.
fn is_after_close(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '.' | ',' | '!' | '?' | '。' | ';' | '-' | '–' | '—')
}

/// Letters of a quotation that has its name on the same line.
const LONGEST: usize = 4000;

/// Splits a graf after the quotation it begins with.
pub(super) fn split_after(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    PAIRS.iter().filter(|&&(open, _)| open == first).find_map(|&(_, close)| {
        let ends = text.char_indices().skip(1).take(LONGEST).filter(|&(_, letter)| letter == close);
        let end = ends.map(|(at, _)| at + close.len_utf8()).find(|&end| {
            let rest = text[end..].trim_start();
            rest.starts_with(['—', '–', '―', '-', '~']) && shape(&text[..end]) == Shape::Whole
        })?;
        Some((&text[..end], text[end..].trim_start()))
    })
}

/// Whether a folded word is one of saying, in any of the languages of the list.
pub(super) fn is_speech_word(word: &str) -> bool {
    static VERBS: LazyLock<tables::Vocabulary> = LazyLock::new(|| tables::vocabulary(include_str!("data/speech.txt")));
    VERBS.contains(word.trim_matches(|letter: char| !letter.is_alphanumeric()))
}

/// Whether any word of a text is one of saying.
pub(super) fn has_speech_word(text: &str) -> bool {
    words::fold(text).split(' ').any(is_speech_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_quotations_in_many_marks() {
        for text in [
            "“We won.”",
            "\"We won.\"",
            "„Gewonnen.“",
            "„Wygrana.”",
            "« Gagné. »",
            "»Gewonnen.«",
            "「勝った。」",
            "‘We won, and it’s done.’",
            "”Vi vann.”",
            "“One ‘two’ three.”",
        ] {
            assert_eq!(shape(text), Shape::Whole, "{text}");
        }
    }

    #[test]
    fn mixed_and_open_ones() {
        assert_eq!(shape("“Yes,” said Ruiz. “No.”"), Shape::Other);
        assert_eq!(shape("\"Yes,\" said Ruiz. \"No.\""), Shape::Other);
        assert_eq!(shape("“Yes, and it goes on"), Shape::Open);
        assert_eq!(shape("No marks."), Shape::Other);
        assert!(closes_only("and so it ended.”"));
    }

    #[test]
    fn splits_before_the_dash() {
        assert_eq!(split_after("“We won.” — Ana Ruiz"), Some(("“We won.”", "— Ana Ruiz")));
        assert_eq!(split_after("“We won,” said Ruiz."), None);
    }
}
