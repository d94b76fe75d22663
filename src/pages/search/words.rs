//! The words that a search compares: folded, so that how a word is spelt matters less, and cut.
//!
//! 1. Fold: compatibility forms, letter case, accents, points and vowel signs that readers leave out, and letters that
//!    keyboards of one script do not share (`ß`, `æ`, `ı`; alef, yeh and kaf in their forms) become one.
//! 2. Cut: a run of letters, marks and digits is a word. Scripts that set no spaces are cut into pairs of letters.
//! 3. Join: words with a hyphen or an apostrophe between them are a word as well (`e-mail` is found as `email`).
//!
//! `static/theme/search.js` does the same to what a reader types, rule for rule: a change here is a change there, and
//! `tests/it/search.rs` compares the two. So there is no stemming and no dictionary: the client would have to carry them.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Letters of a word that are kept; what is longer is an address or a key.
const LONGEST: usize = 40;

/// Calls `each` with every word of a text, in order; `buffer` is room to work in.
pub(super) fn cut(text: &str, buffer: &mut String, each: &mut impl FnMut(&str)) {
    let mut joined = Joined::default();
    if text.is_ascii() {
        let bytes = text.as_bytes();
        let length = |from: usize, word: bool| bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric() == word).count();
        let mut at = length(0, false);
        while at < bytes.len() {
            let run = &bytes[at..at + length(at, true)];
            buffer.clear();
            buffer.extend(run.iter().take(LONGEST).map(|b| char::from(b.to_ascii_lowercase())));
            tell(buffer, each);
            at += run.len();
            let gap = length(at, false);
            joined.add(buffer, gap == 1 && matches!(bytes[at], b'-' | b'\'') && at + 1 < bytes.len(), each);
            at += gap;
        }
        return;
    }
    let folded = fold(text);
    let mut rest = folded.as_str();
    while let Some(first) = rest.chars().next() {
        let same = |c: char| if is_unspaced(first) { is_unspaced(c) } else { is_word(c) && !is_unspaced(c) };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        if end == 0 {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let run = &rest[..end];
        rest = &rest[end..];
        if is_unspaced(first) {
            pairs(run, each);
        } else {
            let run = run.char_indices().nth(LONGEST).map_or(run, |(at, _)| &run[..at]);
            tell(run, each);
            let next = rest.strip_prefix(JOINERS).and_then(|rest| rest.chars().next());
            joined.add(run, next.is_some_and(|c| is_word(c) && !is_unspaced(c)), each);
        }
    }
}

/// Marks that join words: hyphens, apostrophes, the Hebrew maqaf, the Catalan dot.
const JOINERS: [char; 7] = ['-', '\u{2010}', '\'', '’', '\u{5be}', '\u{5f3}', '·'];

/// Words that marks join, as one word.
#[derive(Default)]
struct Joined {
    word: String,
    letters: usize,
    parts: usize,
}

impl Joined {
    /// Takes a word, and whether one of [`JOINERS`] joins it to the next. What is all digits, as a date, is no word.
    fn add(&mut self, word: &str, goes_on: bool, each: &mut impl FnMut(&str)) {
        if !goes_on && self.parts == 0 {
            return;
        }
        self.parts += 1;
        self.letters += word.chars().count();
        if self.letters <= LONGEST {
            self.word.push_str(word);
        }
        if !goes_on {
            if self.letters <= LONGEST && self.word.chars().any(char::is_alphabetic) {
                each(&self.word);
            }
            *self = Joined::default();
        }
    }
}

/// A letter alone, from a script that has words, says nothing: it is left from `don’t` or `l’eau`.
fn tell(word: &str, each: &mut impl FnMut(&str)) {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) if only < '\u{250}' && only.is_alphabetic() => {}
        _ => each(word),
    }
}

/// Neighbours in a run; and its last letter, so that whoever looks for one letter finds it as the beginning of a pair or alone.
fn pairs(run: &str, each: &mut impl FnMut(&str)) {
    let mut before = None;
    for (at, c) in run.char_indices() {
        if let Some(before) = before {
            each(&run[before..at + c.len_utf8()]);
        }
        before = Some(at);
    }
    each(&run[before.unwrap_or(0)..]);
}

/// Whether a character can stand in a word.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Letters of scripts without spaces: Thai, Lao, Burmese, Khmer, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e80}'..='\u{edf}' | '\u{1000}'..='\u{103f}' | '\u{1780}'..='\u{17d3}'
        | '\u{3005}' | '\u{3041}'..='\u{3096}' | '\u{3099}' | '\u{309a}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30fe}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Marks that readers leave out: accents, Hebrew points, Arabic vowel signs and hamza; and what has no sound at all.
/// The vowel signs of other scripts are letters and stay.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Letters that are written for one another.
fn same_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'þ' => "th",
        'ς' => "σ",
        // Apostrophes that are letters to Unicode.
        'ʼ' | 'ʻ' => "'",
        // Arabic: alef wasla, teh marbuta, alef maksura and the Persian letters.
        '\u{671}' => "\u{627}",
        '\u{629}' | '\u{6c0}' | '\u{6c1}' | '\u{6d5}' => "\u{647}",
        '\u{649}' | '\u{6cc}' => "\u{64a}",
        '\u{6a9}' => "\u{643}",
        '\u{660}' | '\u{6f0}' => "0",
        '\u{661}' | '\u{6f1}' => "1",
        '\u{662}' | '\u{6f2}' => "2",
        '\u{663}' | '\u{6f3}' => "3",
        '\u{664}' | '\u{6f4}' => "4",
        '\u{665}' | '\u{6f5}' => "5",
        '\u{666}' | '\u{6f6}' => "6",
        '\u{667}' | '\u{6f7}' => "7",
        '\u{668}' | '\u{6f8}' => "8",
        '\u{669}' | '\u{6f9}' => "9",
        _ => return None,
    })
}

/// A text with every letter in its plainest form.
pub(in crate::pages) fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_dropped(*c)) {
        match same_letter(c) {
            Some(same) => plain.push_str(same),
            None => plain.push(c),
        }
    }
    if plain.is_ascii() { plain } else { plain.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let (mut buffer, mut out) = (String::new(), Vec::new());
        cut(text, &mut buffer, &mut |word| out.push(word.to_owned()));
        out.join(" ")
    }

    #[test]
    fn accents_case_and_spelling_of_letters_do_not_matter() {
        assert_eq!(words("Café CAFÉ cafe\u{301} ﬁne"), "cafe cafe cafe fine");
        assert_eq!(words("Straße, Łódź; Ørsted – İstanbul ılık"), "strasse lodz orsted istanbul ilik");
        assert_eq!(words("Ёлка Йод ΟΔΟΣ"), "елка иод οδοσ");
        assert_eq!(words("أَخْبَارٌ إلى مدرسة القـــاهرة ٢٠٢٦"), "اخبار الي مدرسه القاهره 2026");
        assert_eq!(words("שָׁלוֹם"), "שלום");
        // Vowel signs are letters here, and Hangul stays in syllables.
        assert_eq!(words("हिन्दी 한국어"), "हिन्दी 한국어".nfc().collect::<String>());
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_pairs() {
        assert_eq!(words("選挙管理、委"), "選挙 挙管 管理 理 委");
        assert_eq!(words("フェリーは2隻"), "フェ ェリ リー ーは は 2 隻");
        assert_eq!(words("ﾌｪﾘｰ"), "フェ ェリ リー ー");
    }

    #[test]
    fn words_with_a_mark_between_them_are_one_word_too() {
        assert_eq!(words("An E-mail over wi-fi"), "an mail email over wi fi wifi");
        assert_eq!(words("Siún O’Neil, l’alphabet, Hawaiʻi"), "siun neil oneil alphabet lalphabet hawai hawaii");
        assert_eq!(words("2026-03-09 -x- a--b it's-- col·lecció"), "2026 03 09 it its col leccio colleccio");
        assert_eq!(words(&format!("{0}-{0}", "x".repeat(30))).split(' ').count(), 2);
    }

    #[test]
    fn letters_alone_are_left_out_and_long_runs_cut() {
        assert_eq!(words("Don't ask O’Neill: l’eau, plan B, 5 boats"), "don dont ask neill oneill eau leau plan 5 boats");
        assert_eq!(words("covid-19 & 1,200"), "covid 19 covid19 1 200");
        assert_eq!(words(&"x".repeat(99)).len(), LONGEST);
        assert_eq!(words(&"é".repeat(99)).len(), LONGEST);
    }
}
