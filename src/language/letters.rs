//! What can be told of a letter without knowing its language.

/// Whether a character is a letter of Chinese or Japanese, where each counts for itself.
pub fn is_han_or_kana(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character is of a script that sets spaces between sentences only: Thai, Lao, Burmese, Khmer.
pub fn is_run_on(letter: char) -> bool {
    matches!(letter, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Whether a character takes a full square, as in Chinese, Japanese and Korean print.
pub fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}')
}

/// Text with one space between words and none around them.
pub fn spaced(text: &str) -> String {
    if is_spaced(text) {
        return text.to_owned();
    }
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// Whether a text is so already, as most are.
fn is_spaced(text: &str) -> bool {
    let (mut before, mut others) = (b' ', false);
    for byte in text.bytes() {
        if byte <= b' ' && (byte != b' ' || before == b' ') {
            return false;
        }
        // All spaces beyond ASCII begin with one of these.
        others |= matches!(byte, 0xc2 | 0xe1..=0xe3);
        before = byte;
    }
    (before != b' ' || text.is_empty()) && !(others && text.chars().any(|letter| letter != ' ' && letter.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_single_whatever_they_were() {
        let spaces = (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|letter| letter.is_whitespace());
        for space in spaces {
            for text in
                [format!("a{space}b"), format!("“a”{space}{space}b"), format!("{space}a b"), format!("a b{space}"), space.to_string()]
            {
                let words: Vec<&str> = text.split_whitespace().collect();
                assert_eq!(spaced(&text), words.join(" "), "{text:?}");
            }
        }
        for text in ["", "a", "a b", "“a” – b", "港 が"] {
            assert_eq!(spaced(text), text);
        }
    }
}
