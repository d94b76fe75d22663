//! How wide words are when they are set, as far as a build can know: it sees letters, the reader's machine has the fonts.

use crate::language::is_wide;

/// Widths of ` ` to `~` in Newsreader's display cut, in hundredths of an em.
const LATIN: [u8; 95] = [
    22, 28, 38, 64, 64, 82, 78, 20, 28, 28, 40, 57, 25, 33, 25, 39, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 28, 29, 57, 57, 57, 50, 90, 77,
    71, 72, 80, 71, 65, 79, 87, 39, 45, 82, 66, 107, 79, 82, 69, 82, 75, 60, 76, 81, 76, 108, 78, 74, 69, 30, 39, 30, 57, 41, 50, 54, 61,
    50, 62, 51, 40, 54, 62, 31, 29, 61, 30, 92, 63, 59, 62, 61, 46, 45, 41, 61, 59, 84, 58, 58, 51, 30, 21, 30, 57,
];

/// How much closer the nameplate sets letters that have capitals, in hundredths of an em.
const TRACK: u32 = 3;

/// The width of the nameplate, in em.
pub(super) fn line(words: &str) -> f64 {
    f64::from(words.chars().map(letter).sum::<u32>()) / 100.0
}

/// One letter, in hundredths of an em.
fn letter(letter: char) -> u32 {
    if let Some(width) = u32::from(letter).checked_sub(32).and_then(|at| LATIN.get(at as usize)) {
        return u32::from(*width) - TRACK;
    }
    match u32::from(letter) {
        // Marks that stand over or under a letter.
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5c7 | 0x610..=0x61a | 0x64b..=0x65f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        // Arabic letters join.
        0x620..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff => 46,
        _ if is_wide(letter) => 100,
        _ if letter.is_uppercase() => 78 - TRACK,
        _ if letter.is_lowercase() => 60 - TRACK,
        _ => 60,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_wide_as_its_letters() {
        assert!((line("The Ormsea Packet") - 8.8).abs() < 0.1);
        assert!(line("WWWWWW") > 3.0 * line("iiiiii"));
        assert!((line("東京新聞") - 4.0).abs() < 0.01);
        // An accent adds nothing, however it is written.
        assert!((line("E\u{301}") - line("E")).abs() < 0.01);
        assert!((line("") - 0.0).abs() < 0.01);
    }
}
