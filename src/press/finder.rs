//! Many fixed texts looked for at once, wherever they begin.
//!
//! The first bytes of each text are marked in a table of bits. Every place of what is searched is held against it, which
//! takes a few instructions; where the mark is set, the texts that begin so are compared. A table is small and quick to
//! make however many texts there are, and most places of most pages carry no mark.

use aho_corasick::AhoCorasick;

/// Bytes of a beginning.
const BEGINNING: usize = 8;

/// Texts that can be found.
pub(super) struct Finder {
    texts: Vec<Box<[u8]>>,
    /// Bits by the hash of a beginning.
    marks: Vec<u64>,
    /// How far a hash is moved so that it points into `marks`.
    shift: u32,
    /// Texts by their beginning.
    by_beginning: foldhash::HashMap<u64, Vec<usize>>,
    /// Texts that are too short to have one.
    short: Option<(AhoCorasick, Vec<usize>)>,
}

impl Finder {
    /// A finder of these texts; each is known by where it stands among them.
    pub(super) fn new(texts: impl IntoIterator<Item = String>) -> Self {
        let texts: Vec<Box<[u8]>> = texts.into_iter().map(|text| text.into_bytes().into()).collect();
        let bits = (texts.len() * 16).next_power_of_two().clamp(1 << 14, 1 << 23);
        let shift = 64 - bits.trailing_zeros();
        let mut finder = Finder { marks: vec![0; bits / 64], shift, by_beginning: foldhash::HashMap::default(), short: None, texts };
        let mut short = Vec::new();
        for (id, text) in finder.texts.iter().enumerate() {
            match text.first_chunk::<BEGINNING>() {
                Some(first) => {
                    let first = u64::from_le_bytes(*first);
                    let at = place(first, shift);
                    finder.marks[at / 64] |= 1 << (at % 64);
                    finder.by_beginning.entry(first).or_default().push(id);
                }
                None if text.is_empty() => {}
                None => short.push(id),
            }
        }
        if !short.is_empty() {
            let texts: Vec<&[u8]> = short.iter().map(|id| &*finder.texts[*id]).collect();
            finder.short = AhoCorasick::new(texts).ok().map(|search| (search, short));
        }
        finder
    }

    /// Calls `found` for each place in `hay` at which a text stands.
    pub(super) fn find(&self, hay: &[u8], mut found: impl FnMut(usize)) {
        for (at, beginning) in hay.windows(BEGINNING).enumerate() {
            // A window has as many bytes as it was asked to have.
            let Some(first) = beginning.first_chunk() else { break };
            let first = u64::from_le_bytes(*first);
            let mark = place(first, self.shift);
            if self.marks[mark / 64] & (1 << (mark % 64)) == 0 {
                continue;
            }
            for id in self.by_beginning.get(&first).into_iter().flatten() {
                if hay[at..].starts_with(&self.texts[*id]) {
                    found(*id);
                }
            }
        }
        if let Some((search, ids)) = &self.short {
            for hit in search.find_overlapping_iter(hay) {
                found(ids[hit.pattern().as_usize()]);
            }
        }
    }
}

/// Where in the table the mark of a beginning is.
#[allow(clippy::cast_possible_truncation, reason = "at most as many bits as the table has are left")]
fn place(first: u64, shift: u32) -> usize {
    (first.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as usize
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_found_wherever_they_begin_and_however_short_they_are() {
        let texts = ["the harbour board", "harbour board met", "a b", "harbour", "", "港が閉まる", "the harbour bell"];
        let finder = Finder::new(texts.map(str::to_owned));
        let all = |hay: &str| {
            let mut ids = Vec::new();
            finder.find(hay.as_bytes(), |id| ids.push(id));
            ids.sort_unstable();
            ids
        };
        assert_eq!(all("xthe harbour board met: a b c"), [0, 1, 2, 3]);
        assert_eq!(all("明日港が閉まる"), [5]);
        assert_eq!(all("the harbour"), [3]);
        assert!(all("").is_empty() && all("the harb").is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_finds_what_a_plain_search_finds(texts in vec("[ab ]{0,12}", 0..60), hay in "[ab ]{0,2000}") {
            let finder = Finder::new(texts.clone());
            let mut counts = vec![0; texts.len()];
            finder.find(hay.as_bytes(), |id| counts[id] += 1);
            for (text, count) in texts.iter().zip(counts) {
                let plain = if text.is_empty() { 0 } else { (0..hay.len()).filter(|at| hay[*at..].starts_with(text)).count() };
                prop_assert_eq!(count, plain, "{:?}", text);
            }
        }
    }
}
