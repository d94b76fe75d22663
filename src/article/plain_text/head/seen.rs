//! What the copy below the head says about the words of the head: a name is seldom written small there, and a town is often named.

use std::collections::HashSet;

use super::super::graf::Graf;
use super::super::words;

/// How many paragraphs are looked at.
const PARAGRAPHS: usize = 40;

/// The words of the copy.
#[derive(Debug, Default)]
pub(in super::super) struct Seen {
    small: HashSet<String>,
    text: String,
}

impl Seen {
    /// Gathers the words of the paragraphs.
    pub(in super::super) fn of(grafs: &[Graf]) -> Self {
        let mut seen = Self { small: HashSet::new(), text: String::from(" ") };
        let copy = |graf: &&Graf| !graf.verse.is_empty() || words::ends_sentence(&graf.text) && words::count(&graf.text) >= 8;
        for graf in grafs.iter().filter(copy).take(PARAGRAPHS) {
            for word in graf.text.split_whitespace().filter(|word| words::starts_low(word)) {
                seen.small.insert(words::bare(word));
            }
            seen.text.push_str(&words::bare(&graf.text));
            seen.text.push(' ');
        }
        seen
    }

    /// Whether a word is written small in the copy, so that it is a common word.
    pub(in super::super) fn is_common(&self, word: &str) -> bool {
        self.small.contains(&words::bare(word))
    }

    /// Whether the copy has these words together.
    pub(in super::super) fn has(&self, text: &str) -> bool {
        let bare = words::bare(text);
        if bare.chars().any(words::is_unspaced) {
            return self.text.contains(&bare);
        }
        !bare.is_empty() && self.text.contains(&format!(" {bare} "))
    }
}
