//! Looking for what ends a mark, at most once over a text however many marks open in it.

/// The next place of one word, remembered.
#[derive(Debug, Default)]
pub(super) struct Ends {
    /// From where the answer holds, and the answer.
    known: Option<(usize, Option<usize>)>,
}

impl Ends {
    /// The first place of `word` at or after `from`. Must be asked with one word alone and places that do not go back.
    pub(super) fn next(&mut self, text: &str, word: &str, from: usize) -> Option<usize> {
        match self.known {
            Some((_, None)) => None,
            Some((since, Some(found))) if since <= from && from <= found => Some(found),
            _ => {
                let found = text.get(from..).and_then(|rest| rest.find(word)).map(|at| from + at);
                self.known = Some((from, found));
                found
            }
        }
    }
}
