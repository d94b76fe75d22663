//! The words that dates are made of, for readers of lines that hold more than a date.

use super::{calendar, date_tokens};

/// The words and numbers of a folded text, cut where letters meet digits; the signs for year, month, day, hour and minute stand alone.
pub(in crate::article) fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|letter: char| {
            letter.is_whitespace() || matches!(letter, ',' | '.' | '(' | ')' | '/' | '-' | ':' | '|' | ';' | '·' | '،' | '\'' | '（' | '）')
        })
        .flat_map(|part| {
            let mut cuts = Vec::new();
            let mut from = 0;
            let mut before: Option<char> = None;
            for (at, letter) in part.char_indices() {
                let turn = before.is_some_and(|before| before.is_numeric() != letter.is_numeric() || is_sign(letter) || is_sign(before));
                if turn {
                    cuts.push(&part[from..at]);
                    from = at;
                }
                before = Some(letter);
            }
            cuts.push(&part[from..]);
            cuts
        })
        .filter(|token| !token.is_empty())
}

fn is_sign(letter: char) -> bool {
    matches!(letter, '年' | '月' | '日' | '년' | '월' | '일' | '時' | '时' | '分' | '시' | '분')
}

/// Whether a folded word may stand in a date.
pub(in crate::article) fn is_word(word: &str) -> bool {
    // The letters of `2027-03-09T10:30:00Z` and of `4 p.m.`.
    is_name(word)
        || date_tokens::is_glue(word)
        || calendar::zone(word).is_some()
        || matches!(word, "t" | "z" | "a" | "p" | "m")
        || word.chars().all(char::is_numeric)
        || word.chars().all(is_sign)
}

/// Whether a folded word is the name of a month or of a day of the week, also where it means something else as well.
pub(in crate::article) fn is_name(word: &str) -> bool {
    calendar::month(word).is_some() || calendar::weekday(word).is_some()
}
