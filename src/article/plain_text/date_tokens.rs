//! A date cut into numbers, words and signs, and what the words of `data/date_words.txt` may be in it. A text with any other word is no date.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{calendar, tables, words};

/// What a word may be in a date line.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a word may be several of these")]
pub(super) struct Glue {
    pub(super) day_first: bool,
    pub(super) before_clock: bool,
    pub(super) after_clock: bool,
    pub(super) am: bool,
    pub(super) pm: bool,
    /// The year 0 of a calendar that counts its own.
    pub(super) era: Option<u32>,
}

static GLUE: LazyLock<HashMap<&str, Glue>> = LazyLock::new(|| {
    let mut glue: HashMap<&str, Glue> = HashMap::new();
    for (part, line) in tables::parts(include_str!("data/date_words.txt")) {
        if part == "era" {
            if let Some((word, year)) = line.split_once(' ') {
                glue.entry(word).or_default().era = year.parse().ok();
            }
            continue;
        }
        for word in line.split_whitespace() {
            let entry = glue.entry(word).or_default();
            match part {
                "day first" => entry.day_first = true,
                "before clock" => entry.before_clock = true,
                "after clock" => entry.after_clock = true,
                "am" => entry.am = true,
                "pm" => entry.pm = true,
                _ => {}
            }
        }
    }
    glue
});

/// Whether a folded word means something in a date besides months and days.
pub(super) fn is_glue(word: &str) -> bool {
    GLUE.contains_key(word)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Number { value: u32, digits: usize },
    Word(String),
    Sign(char),
    Space,
}

/// The value of a digit in the scripts that news is written in.
pub(super) fn digit(letter: char) -> Option<u32> {
    let zeros = ['0', '\u{0660}', '\u{06F0}', '\u{0966}', '\u{09E6}', '\u{FF10}'];
    zeros.iter().map(|&zero| u32::from(letter).wrapping_sub(u32::from(zero))).find(|&value| value < 10)
}

/// Cuts a text where letters meet digits and signs; none if there is a word that no date has.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let folded = words::fold(text).replace("a.m.", "am").replace("p.m.", "pm").replace("a. m.", "am").replace("p. m.", "pm");
    let folded = folded.replace("ق.ظ", "ص").replace("ب.ظ", "م").replace("s.m.", "");
    let letters: Vec<char> = folded.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        if digit(letter).is_some() {
            let end = (at..letters.len()).find(|&end| digit(letters[end]).is_none()).unwrap_or(letters.len());
            number(&letters[at..end], letters.get(end) == Some(&':'), &mut tokens)?;
            at = end;
        } else if is_word_letter(letter) {
            let end = (at..letters.len())
                .find(|&end| {
                    let elided = letters[end] == '\'' && letters.get(end + 1).is_some_and(|&next| is_word_letter(next));
                    !is_word_letter(letters[end]) && !elided
                })
                .unwrap_or(letters.len());
            let word: String = letters[at..end].iter().collect();
            at = push_word(word, &letters, end, &mut tokens)?;
        } else {
            tokens.push(if letter == ' ' { Token::Space } else { Token::Sign(letter) });
            at += 1;
        }
        if tokens.len() > 60 {
            return None;
        }
    }
    Some(tokens)
}

fn is_word_letter(letter: char) -> bool {
    letter.is_alphabetic()
        || matches!(letter, '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{0652}' | '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{094F}' | '\u{200C}')
}

/// Adds a number. A year that was copied together with the hour after it (`20263:41 PM`) is two.
fn number(digits: &[char], before_colon: bool, tokens: &mut Vec<Token>) -> Option<()> {
    let value = |part: &[char]| part.iter().take(9).fold(0, |value, &letter| value * 10 + digit(letter).unwrap_or(0));
    if matches!(digits.len(), 5 | 6) && before_colon && (1900..2100).contains(&value(&digits[..4])) {
        tokens.push(Token::Number { value: value(&digits[..4]), digits: 4 });
        tokens.push(Token::Space);
        tokens.push(Token::Number { value: value(&digits[4..]), digits: digits.len() - 4 });
        return Some(());
    }
    if digits.len() == 8 && (1900..2100).contains(&value(&digits[..4])) {
        for part in [&digits[..4], &digits[4..6], &digits[6..]] {
            tokens.push(Token::Number { value: value(part), digits: part.len() });
            tokens.push(Token::Sign('-'));
        }
        tokens.pop();
        return Some(());
    }
    if digits.len() > 4 {
        return None;
    }
    tokens.push(Token::Number { value: value(digits), digits: digits.len() });
    Some(())
}

/// Adds a word, or the words of an unspaced run; gives where the text goes on. A month may have a name of two words.
fn push_word(word: String, letters: &[char], end: usize, tokens: &mut Vec<Token>) -> Option<usize> {
    if letters.get(end) == Some(&' ') {
        let next = (end + 1..letters.len()).find(|&at| !is_word_letter(letters[at])).unwrap_or(letters.len());
        let pair: String = format!("{word} {}", letters[end + 1..next].iter().collect::<String>());
        if calendar::month(&pair).is_some() {
            tokens.push(Token::Word(pair));
            return Some(next);
        }
    }
    // A hyphen within the name of a day: `segunda-feira`.
    if letters.get(end) == Some(&'-') && end + 1 < letters.len() && is_word_letter(letters[end + 1]) {
        let next = (end + 1..letters.len()).find(|&at| !is_word_letter(letters[at])).unwrap_or(letters.len());
        let pair: String = format!("{word}-{}", letters[end + 1..next].iter().collect::<String>());
        if calendar::weekday(&pair).is_some() {
            tokens.push(Token::Word(pair));
            return Some(next);
        }
    }
    if is_known(&word) {
        tokens.push(Token::Word(word));
        return Some(end);
    }
    // Hebrew joins its prepositions to the word.
    if let Some(rest) = word.strip_prefix(['ב', 'ל', 'ה']).filter(|rest| is_known(rest)) {
        tokens.push(Token::Word(rest.to_owned()));
        return Some(end);
    }
    if !word.chars().all(crate::language::is_wide) {
        return None;
    }
    let run: Vec<char> = word.chars().collect();
    let mut at = 0;
    while at < run.len() {
        let (size, part) = (1..=4.min(run.len() - at))
            .rev()
            .map(|size| (size, run[at..at + size].iter().collect::<String>()))
            .find(|(_, part)| is_known(part))?;
        tokens.push(Token::Word(part));
        at += size;
    }
    Some(end)
}

fn is_known(word: &str) -> bool {
    GLUE.contains_key(word)
        || calendar::month(word).is_some()
        || calendar::weekday(word).is_some()
        || calendar::zone(word).is_some()
        || matches!(
            word,
            "年" | "月" | "日" | "號" | "号" | "년" | "월" | "일" | "時" | "时" | "點" | "点" | "分" | "秒" | "시" | "분" | "초"
        )
}

pub(super) fn glue(word: &str) -> Glue {
    GLUE.get(word).copied().unwrap_or_default()
}
