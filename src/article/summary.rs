//! Descriptions: the first words of a story, cut on text and never inside a word or a letter.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::language::spaced;

/// Letters of a description, before the ellipsis.
const LENGTH: usize = 200;

/// Cuts words to a description. What fits stays whole; what is cut ends at a word, with an ellipsis.
pub fn cut(words: &str) -> String {
    cut_to(words, LENGTH)
}

/// [`cut`] to another length.
pub fn cut_to(words: &str, length: usize) -> String {
    // A soft hyphen is for the page, and stands in the way of whoever compares or reads aloud.
    let words = if words.contains('\u{ad}') { spaced(&words.replace('\u{ad}', "")) } else { spaced(words) };
    if words.len() <= length {
        return words;
    }
    let Some((end, _)) = words.grapheme_indices(true).nth(length) else { return words };
    let whole = words
        .split_word_bound_indices()
        .map(|(at, word)| (at + word.len(), word))
        .take_while(|(to, _)| *to <= end)
        .filter(|(_, word)| !word.trim().is_empty())
        .map(|(to, _)| to)
        .last();
    let kept = words[..whole.unwrap_or(end)].trim_end_matches([' ', ',', ';', ':', '–', '—', '-', '(', '“', '‘', '、', '，']);
    // A single word longer than all that is cut between letters.
    let kept = if kept.is_empty() { &words[..end] } else { kept };
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_stay_and_long_ones_end_at_a_word() {
        assert_eq!(cut("café 🇫🇷 flags\n end here."), "café 🇫🇷 flags end here.");
        let long = cut(&"harbour board ".repeat(40));
        assert!(long.ends_with("harbour…") || long.ends_with("board…"), "{long}");
        assert!(long.graphemes(true).count() <= LENGTH + 1);
        let flags = cut(&"🇫🇷".repeat(300));
        assert!(flags.trim_end_matches('…').chars().count().is_multiple_of(2));
        assert!(cut(&"最初の行".repeat(100)).ends_with('…'));
    }
}
