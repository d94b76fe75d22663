//! Looks at words and letters, for every other file here: folding text so that two spellings of one line compare equal,
//! counting, sentence ends, capitals. It knows nothing of articles, and what it folds is for comparing only: a folded text is never
//! printed.

use crate::language::{is_wide, spaced};

/// Text for comparing: lower case, one kind of apostrophe, quotation mark, dash and space, no marks that only set direction.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() && !text.contains('`') {
        let mut folded = spaced(text);
        folded.make_ascii_lowercase();
        return folded;
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        let letter = match letter {
            '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FE0E}' | '\u{FE0F}' => continue,
            '‘' | '’' | 'ʼ' | '`' | '´' | '′' => '\'',
            '“' | '”' | '„' | '«' | '»' | '″' => '"',
            '–' | '—' | '―' | '‒' | '‐' | '‑' | '−' => '-',
            '：' => ':',
            // Its lower-case form would carry a dot of its own.
            'İ' => 'i',
            '？' => '?',
            '！' => '!',
            '（' => '(',
            '）' => ')',
            other => other,
        };
        if letter.is_whitespace() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            folded.extend(letter.to_lowercase());
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The letters and digits of a text, folded, with one space for whatever stands between them.
pub(super) fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_alphanumeric() || is_joiner(letter) {
            out.extend(letter.to_lowercase());
        } else if !matches!(letter, '\'' | '’' | '‘') && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Vowel signs and joiners, which belong to the letters beside them though they are not letters.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{0900}'..='\u{0903}'
        | '\u{093A}'..='\u{094F}' | '\u{0962}' | '\u{0963}' | '\u{200C}' | '\u{200D}')
}

/// Whether a character belongs to a script that writes without spaces between words.
pub(super) fn is_unspaced(letter: char) -> bool {
    is_wide(letter) && !matches!(letter, '\u{1100}'..='\u{115F}' | '\u{AC00}'..='\u{D7A3}' | '\u{3130}'..='\u{318F}')
}

/// How wide a line prints, in columns.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|letter| if is_wide(letter) { 2 } else { 1 }).sum()
}

/// The number of words; where words are not spaced, two characters count as one.
pub(super) fn count(text: &str) -> usize {
    let mut unspaced = 0;
    let mut words = 0;
    for word in text.split_whitespace() {
        let squares = word.chars().filter(|&letter| is_unspaced(letter) && letter.is_alphanumeric()).count();
        unspaced += squares;
        if word.chars().any(|letter| letter.is_alphanumeric() && !is_unspaced(letter)) {
            words += 1;
        }
    }
    words + unspaced.div_ceil(2)
}

/// The number of characters.
pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

/// Whether the text ends as a sentence does, closing marks and brackets set aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    last_letter(text).is_some_and(|letter| matches!(letter, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '۔' | '؟' | '．'))
}

/// Whether the text ends in a full stop that closes a sentence, and not an abbreviation such as `U.S.` or `Inc.`.
pub(super) fn ends_with_stop(text: &str) -> bool {
    match last_letter(text) {
        Some('。' | '।' | '۔' | '．') => true,
        Some('.') => {
            let word = text.trim_end_matches(is_closer).rsplit(char::is_whitespace).next().unwrap_or_default();
            let stem = word.trim_end_matches('.');
            let shortened = stem.contains('.') || (stem.chars().count() == 1 && stem.chars().all(char::is_uppercase));
            let elided = word.ends_with("..");
            !shortened && !elided && !matches!(stem, "Inc" | "Co" | "Ltd" | "Corp" | "Jr" | "Sr" | "St" | "Bros" | "No" | "vs" | "etc")
        }
        _ => false,
    }
}

/// The last character that is not a closing mark or bracket.
fn last_letter(text: &str) -> Option<char> {
    text.trim_end_matches(is_closer).chars().next_back()
}

/// Closing quotation marks, brackets and spaces.
fn is_closer(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '"' | '\'' | '”' | '’' | '“' | '»' | '›' | '」' | '』' | ')' | ']' | '）' | '】' | '*' | '_')
}

/// Whether the letters that have a case are all capitals, and there are at least two.
pub(super) fn is_caps(text: &str) -> bool {
    let mut capitals = 0;
    for letter in text.chars() {
        if letter.is_lowercase() {
            return false;
        }
        capitals += usize::from(letter.is_uppercase());
    }
    capitals >= 2
}

/// Whether the first letter is a capital, a digit, or of a script without capitals. Opening marks are passed over.
pub(super) fn starts_high(text: &str) -> bool {
    text.chars().find(|letter| letter.is_alphanumeric()).is_some_and(|letter| !letter.is_lowercase())
}

/// Whether the text begins with a small letter, brand names such as `iPhone` excepted.
pub(super) fn starts_low(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.starts_with(char::is_lowercase) && !word.chars().any(char::is_uppercase)
}

/// Whether a text has letters of a script with capitals.
pub(super) fn has_case(text: &str) -> bool {
    text.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_unifies_marks_and_spaces() {
        assert_eq!(fold("  What’s\u{a0}\tNext — “Now” "), "what's next - \"now\"");
        assert_eq!(bare("“It’s—over…”"), "its over");
    }

    #[test]
    fn sentence_ends_and_abbreviations() {
        assert!(ends_sentence("He left.”"));
        assert!(ends_with_stop("He left.”"));
        assert!(!ends_with_stop("Ferry firm to sail from the U.S."));
        assert!(!ends_with_stop("Boats to be sold by Acme Inc."));
        assert!(ends_with_stop("港が閉まる。"));
        assert!(!ends_sentence("Why it matters"));
    }

    #[test]
    fn counts_words_with_and_without_spaces() {
        assert_eq!(count("one two — three"), 3);
        assert_eq!(count("港湾料金"), 2);
        assert_eq!(width("港湾"), 4);
    }
}
