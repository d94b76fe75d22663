//! The copy of an article: its parts in the order of reading.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::language::{is_han_or_kana, is_run_on};
use crate::prose::{Hole, Item, Markup, escape};

/// The copy.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Copy {
    /// In the order of reading.
    pub parts: Vec<Part>,
}

/// A part of the copy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Part {
    /// A paragraph.
    Paragraph {
        /// With its tags.
        markup: Markup,
        /// Its words.
        words: String,
    },
    /// A subhead.
    Heading {
        /// With its tags.
        markup: Markup,
        /// Its words.
        words: String,
    },
    /// A list, table, figure, code, rule, plain block quote, or raw HTML.
    Other {
        /// With its tags.
        markup: Markup,
        /// Its words.
        words: String,
    },
    /// Words of somebody, with a name.
    Voice(Voice),
    /// A pull-quote; whether it repeats the copy is settled once the copy is known.
    Pull {
        /// The quote.
        voice: Voice,
        /// What was found.
        echo: Echo,
    },
    /// The takeaways box stands here.
    Takeaways,
    /// A story block.
    Block(Box<Block>),
    /// The footnotes.
    Notes {
        /// An ordered list.
        markup: Markup,
        /// Their words.
        words: String,
    },
}

/// Somebody's words.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Voice {
    /// One piece for each paragraph, with its tags.
    pub quote: Vec<Markup>,
    /// All its words.
    pub words: String,
    /// Who.
    pub by: Option<String>,
    /// What they are.
    pub role: Option<String>,
}

/// Whether a pull-quote says again what the copy says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Echo {
    /// Not looked for yet; the place where it was written.
    Unknown(Box<crate::diag::Place>),
    /// It repeats the copy: decoration.
    Repeat,
    /// It does not: content.
    Fresh,
}

/// A story block.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Block {
    /// Lower-case name; the template is `blocks/<name>.html`.
    pub name: String,
    /// The rest of its first line.
    pub title: Option<String>,
    /// `key=value` pairs.
    pub args: Vec<(String, String)>,
    /// What is in it.
    pub body: Markup,
    /// The items of its lists.
    pub items: Vec<Item>,
    /// Whether there is anything but a list in it.
    pub makeup: Makeup,
    /// Its words.
    pub words: String,
    /// The whole as a block quote, for when there is no such template.
    pub plain: Markup,
}

/// What a story block is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Makeup {
    /// One list and nothing else.
    List,
    /// Anything.
    Mixed,
}

impl Copy {
    /// The copy in few bytes. Words that the markup says as well are left out. What cannot be packed has no bytes, which
    /// [`unpack`](Self::unpack) refuses.
    pub(super) fn pack(mut self) -> Arc<[u8]> {
        for (markup, words) in self.parts.iter_mut().filter_map(Part::markup_and_words) {
            if markup.holes().is_empty() {
                *words = String::new();
            }
        }
        postcard::to_stdvec(&self).unwrap_or_default().into()
    }

    /// What [`pack`](Self::pack) has packed; none where the bytes are not what it made.
    pub(super) fn unpack(bytes: &[u8]) -> Option<Self> {
        postcard::take_from_bytes(bytes).ok().filter(|(_, rest)| rest.is_empty()).map(|(copy, _)| copy)
    }

    /// Adds the words that were left out.
    pub(super) fn add_words(&mut self) {
        for (markup, words) in self.parts.iter_mut().filter_map(Part::markup_and_words) {
            if words.is_empty() && markup.holes().is_empty() {
                *words = markup.words();
            }
        }
    }
}

impl Part {
    /// Markup and words, of parts that say the same in both.
    fn markup_and_words(&mut self) -> Option<(&Markup, &mut String)> {
        match self {
            Part::Paragraph { markup, words }
            | Part::Heading { markup, words }
            | Part::Other { markup, words }
            | Part::Notes { markup, words } => Some((markup, words)),
            Part::Voice(_) | Part::Pull { .. } | Part::Takeaways | Part::Block(_) => None,
        }
    }

    /// Its markup, where it is printed as it is.
    fn own_markup(&self) -> Option<&Markup> {
        match self {
            Part::Paragraph { markup, .. } | Part::Heading { markup, .. } | Part::Other { markup, .. } | Part::Notes { markup, .. } => {
                Some(markup)
            }
            Part::Voice(_) | Part::Pull { .. } | Part::Takeaways | Part::Block(_) => None,
        }
    }

    /// The words of the part that count as copy: a repeat says nothing new, and the box is counted with the head.
    pub fn words(&self) -> Option<&str> {
        match self {
            Part::Paragraph { words, .. } | Part::Heading { words, .. } | Part::Other { words, .. } | Part::Notes { words, .. } => {
                Some(words)
            }
            Part::Voice(voice) | Part::Pull { voice, echo: Echo::Fresh } => Some(&voice.words),
            Part::Block(block) => Some(&block.words),
            Part::Pull { .. } | Part::Takeaways => None,
        }
    }
}

/// Words of a text in which every word begins with a letter or a digit and all is ASCII, which most paragraphs are; else none.
fn plain_words(text: &[u8]) -> Option<usize> {
    let (mut words, mut odd) = (0, 0);
    let mut before = b' ';
    // So few at a time that a byte holds the count, which lets the compiler count many at once.
    for part in text.chunks(128) {
        let (mut begin, mut marked) = (0_u8, 0_u8);
        let first = (before.is_ascii_whitespace() & !part[0].is_ascii_whitespace(), part[0].is_ascii_alphanumeric());
        begin += u8::from(first.0);
        marked += u8::from((first.0 && !first.1) | !part[0].is_ascii());
        for (before, byte) in part.iter().zip(&part[1..]) {
            let begins = before.is_ascii_whitespace() & !byte.is_ascii_whitespace();
            begin += u8::from(begins);
            marked += u8::from((begins & !byte.is_ascii_alphanumeric()) | !byte.is_ascii());
        }
        words += usize::from(begin);
        odd += usize::from(marked);
        before = part[part.len() - 1];
    }
    (odd == 0).then_some(words)
}

/// Letters that make a word where spaces stand between sentences only.
const LETTERS_A_WORD: usize = 5;

/// Words of a text: what stands between spaces and has a letter or a digit; and the letters of Chinese and Japanese, which
/// set no spaces.
fn count(text: &str) -> (usize, usize) {
    let (mut words, mut letters, mut joined, mut counted) = (0, 0, 0, false);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (lettered, spaced) = if byte.is_ascii() {
            at += 1;
            (byte.is_ascii_alphanumeric(), byte.is_ascii_whitespace())
        } else {
            let Some(letter) = text[at..].chars().next() else { break };
            at += letter.len_utf8();
            if is_han_or_kana(letter) {
                letters += 1;
                continue;
            }
            if is_run_on(letter) {
                joined += usize::from(letter.is_alphanumeric());
                continue;
            }
            (letter.is_alphanumeric(), letter.is_whitespace())
        };
        words += usize::from(lettered && !counted);
        counted = lettered || (counted && !spaced);
    }
    (words + joined.div_ceil(LETTERS_A_WORD), letters)
}

impl Copy {
    /// Addresses of the pictures in it, in order.
    pub fn pictures(&self) -> Vec<String> {
        let markups = self.parts.iter().filter_map(|part| match part {
            Part::Paragraph { markup, .. } | Part::Other { markup, .. } => Some(markup),
            Part::Block(block) => Some(&block.body),
            _ => None,
        });
        let src = |hole: &Hole| if let Hole::Picture { src, .. } = hole { Some(src.clone()) } else { None };
        markups.flat_map(Markup::holes).filter_map(src).collect()
    }

    /// The ids in it, in order: places that links lead to.
    pub fn anchors(&self) -> Vec<String> {
        self.parts.iter().filter_map(Part::own_markup).flat_map(Markup::ids).collect()
    }

    /// The titles of links in it.
    pub fn titles(&self) -> Vec<String> {
        let markups = self.parts.iter().filter_map(|part| match part {
            Part::Block(block) => Some(&block.body),
            part => part.own_markup(),
        });
        markups.flat_map(Markup::titles).collect()
    }

    /// Whether there is a block in it that a template prints.
    pub fn has_blocks(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Block(_)))
    }

    /// The first paragraph that says something: a salutation (“Sir,”) does not.
    pub fn first_words(&self) -> Option<&str> {
        let mut paragraphs = self.parts.iter().filter_map(|part| match part {
            Part::Paragraph { words, .. } if !words.trim().is_empty() => Some(words.as_str()),
            _ => None,
        });
        let first = paragraphs.next()?;
        if first.trim_end().ends_with([',', ':', '，', '：']) && first.chars().count() < 40 {
            paragraphs.next().or(Some(first))
        } else {
            Some(first)
        }
    }

    /// Words, and minutes to read them: 230 words a minute, or 500 letters of Chinese and Japanese.
    pub fn measure(&self) -> (usize, usize) {
        let (mut words, mut letters) = (0, 0);
        for text in self.parts.iter().filter_map(Part::words) {
            let counted = plain_words(text.as_bytes()).map_or_else(|| count(text), |words| (words, 0));
            words += counted.0;
            letters += counted.1;
        }
        let minutes = (words * 500 + letters * 230).div_ceil(230 * 500).max(1);
        (words + letters, minutes)
    }

    /// Sets the place the copy was filed from before the first words, unless they say it already.
    pub fn add_dateline(&mut self, place: Option<&str>) {
        let Some(place) = place else { return };
        let Some(Part::Paragraph { markup, words }) =
            self.parts.iter_mut().find(|part| matches!(part, Part::Paragraph { words, .. } if !words.trim().is_empty()))
        else {
            return;
        };
        if words.to_lowercase().starts_with(&place.to_lowercase()) {
            return;
        }
        markup.insert_after("<p>", &format!("<span class=\"place\">{}</span> — ", escape(place)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_a_letter_or_a_digit() {
        for (text, words, letters) in [
            ("", 0, 0),
            ("one", 1, 0),
            (" one  two\n-- 3 ", 3, 0),
            ("well-known (a) \"b\" ... --", 3, 0),
            ("well-known (é) “b” … — l’été", 4, 0),
            ("a\tb\nc", 3, 0),
            ("港が閉まる。 Harbour 2", 2, 5),
            ("ท่าเรือปิดแล้ว", 3, 0),
        ] {
            assert_eq!(count(text), (words, letters), "{text}");
            assert!(plain_words(text.as_bytes()).is_none_or(|counted| counted == words), "{text}");
        }
        let long = "The harbour board, \n after 9 hours; met ".repeat(40);
        assert_eq!(plain_words(long.as_bytes()), Some(count(&long).0));
        assert_eq!(plain_words("a (b)".as_bytes()), None);
    }
}
