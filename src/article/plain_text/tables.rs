//! The word lists under `data/`, made ready to be asked: `vocabulary` for single words, `Phrases` for whole lines and patterns, `Leads`
//! for what a line may begin with. A list has one entry a line and `#` comments, and may be cut into `[parts]`. Each is read once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::words;

/// The lines of a word list, without its comments and blank lines.
pub(super) fn entries(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The lines of a word list that is cut into parts, each with the name of its part.
pub(super) fn parts(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut part = "";
    entries(table).filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            part = name;
            None
        } else {
            Some((part, line))
        }
    })
}

/// The words of a list.
pub(super) type Vocabulary = HashSet<&'static str, FixedState>;

/// All the words of a word list, for asking whether one is among them.
pub(super) fn vocabulary(table: &'static str) -> Vocabulary {
    entries(table).flat_map(str::split_whitespace).collect()
}

/// Whole lines to be known again, some of them as patterns, each with what it means.
pub(super) struct Phrases<V> {
    exact: HashMap<String, V, FixedState>,
    /// By the letter they begin with; those that begin with anything stand under none.
    patterns: HashMap<Option<char>, Vec<(Pattern, V)>, FixedState>,
}

/// A line with gaps, taken apart.
struct Pattern {
    words: Vec<Gap>,
    /// Whether it fits lines of more words than its own.
    open: bool,
}

/// A word of a pattern.
#[derive(Clone, Copy)]
enum Gap {
    /// One to eight words.
    Any,
    /// A word that begins so, and all that follows it.
    Rest(&'static str),
    /// A count, and what is joined to it before and behind: `{n}`, `{n}-minute`, `残り{n}文字`.
    Count(&'static str, &'static str),
    Word(&'static str),
}

impl Pattern {
    fn new(entry: &'static str) -> Self {
        let mut words: Vec<Gap> = entry
            .split(' ')
            .map(|word| match word.split_once("{n}") {
                _ if word == "*" => Gap::Any,
                Some((before, after)) => Gap::Count(before, after),
                None => Gap::Word(word),
            })
            .collect();
        if let Some(last) = words.last_mut()
            && let Gap::Word(word) = *last
            && let Some(stem) = word.strip_suffix('*')
        {
            *last = Gap::Rest(stem);
        }
        let open = words.iter().any(|word| matches!(word, Gap::Any | Gap::Rest(_)));
        Self { words, open }
    }

    fn fits(&self, given: &[&str]) -> bool {
        let long_enough = if self.open { given.len() >= self.words.len() } else { given.len() == self.words.len() };
        long_enough && fits(&self.words, given)
    }
}

fn fits(wanted: &[Gap], given: &[&str]) -> bool {
    let Some((&first, rest)) = wanted.split_first() else {
        return given.is_empty();
    };
    let same = |have: &str| match first {
        Gap::Word(word) => have == word,
        Gap::Rest(stem) => have.starts_with(stem),
        Gap::Count(before, after) => have.strip_prefix(before).and_then(|have| have.strip_suffix(after)).is_some_and(is_count),
        Gap::Any => true,
    };
    match first {
        Gap::Any => (1..=given.len().min(8)).any(|taken| fits(rest, &given[taken..])),
        Gap::Rest(_) => given.first().is_some_and(|have| same(have)),
        Gap::Word(_) | Gap::Count(..) => given.split_first().is_some_and(|(have, left)| same(have) && fits(rest, left)),
    }
}

impl<V: Copy> Phrases<V> {
    /// Makes a table of the entries and their meanings. A pattern has `{n}` for a number in digits or words, `*` for one to eight words,
    /// or a `*` joined to the end of its last word for any rest.
    pub(super) fn new(entries: impl Iterator<Item = (&'static str, V)>) -> Self {
        let mut phrases = Self { exact: HashMap::default(), patterns: HashMap::default() };
        for (entry, meaning) in entries {
            if entry.contains(['*', '{']) {
                let first = entry.chars().next().filter(|letter| !matches!(letter, '*' | '{'));
                phrases.patterns.entry(first).or_default().push((Pattern::new(entry), meaning));
            } else {
                let folded = words::fold(entry);
                // Capitals of Turkish fold to letters with a dot: `ÇIKANLAR`.
                if folded.contains('ı') {
                    phrases.exact.entry(folded.replace('ı', "i")).or_insert(meaning);
                }
                phrases.exact.entry(folded).or_insert(meaning);
            }
        }
        phrases
    }

    /// What a folded line means.
    pub(super) fn get(&self, folded: &str) -> Option<V> {
        if let Some(&meaning) = self.exact.get(folded) {
            return Some(meaning);
        }
        let mut given: Vec<&str> = Vec::new();
        for first in [folded.chars().next(), None] {
            for (pattern, meaning) in self.patterns.get(&first).into_iter().flatten() {
                if given.is_empty() {
                    given = folded.split(' ').collect();
                }
                if pattern.fits(&given) {
                    return Some(*meaning);
                }
            }
        }
        None
    }

    /// Whether a folded line is known.
    pub(super) fn has(&self, folded: &str) -> bool {
        self.get(folded).is_some()
    }
}

impl Phrases<()> {
    /// All entries of a list.
    pub(super) fn all(table: &'static str) -> Self {
        Self::new(entries(table).map(|entry| (entry, ())))
    }

    /// The entries of one part of a list.
    pub(super) fn part(table: &'static str, name: &str) -> Self {
        Self::new(parts(table).filter(|(part, _)| *part == name).map(|(_, entry)| (entry, ())))
    }
}

/// Whether a folded word is a number in digits or one of the number words.
pub(super) fn is_number(word: &str) -> bool {
    static NUMBERS: LazyLock<Vocabulary> = LazyLock::new(|| vocabulary(include_str!("data/numbers.txt")));
    let digits = !word.is_empty() && word.chars().all(char::is_numeric);
    digits || NUMBERS.contains(word)
}

/// Whether a folded word is a count as pages print it: `27`, `(27)`, `1,204`, `1.2k`, `5:03`, `1/12`, `3万`.
pub(super) fn is_count(word: &str) -> bool {
    if is_number(word) {
        return true;
    }
    let bare = word.trim_matches(['(', ')', '[', ']', '（', '）', '+', '~']);
    let figures = bare.trim_end_matches(['k', 'm', '千', '万', '萬', '億', '亿', '천', '만', '억', '\'', '%']);
    let tail = bare[figures.len()..].chars().count();
    tail <= 1
        && figures.starts_with(char::is_numeric)
        && figures.ends_with(char::is_numeric)
        && figures.chars().all(|letter| letter.is_numeric() || matches!(letter, '.' | ',' | ':' | '/' | '\u{66b}' | '\u{66c}'))
}

/// Words that lines begin with, each with what it means.
pub(super) struct Leads<V> {
    by_letter: HashMap<char, Vec<(&'static str, V)>, FixedState>,
}

impl<V: Copy> Leads<V> {
    /// Makes a table of the entries and their meanings.
    pub(super) fn new(entries: impl Iterator<Item = (&'static str, V)>) -> Self {
        let mut by_letter: HashMap<char, Vec<(&'static str, V)>, FixedState> = HashMap::default();
        for (entry, meaning) in entries {
            if let Some(letter) = entry.chars().next().and_then(|letter| letter.to_lowercase().next()) {
                by_letter.entry(letter).or_default().push((entry, meaning));
            }
        }
        Self { by_letter }
    }

    /// The meanings of all entries that a text begins with, each with the entry and the rest of the text.
    pub(super) fn of<'a>(&self, text: &'a str) -> impl Iterator<Item = (V, &'static str, &'a str)> {
        let letter = text.chars().next().and_then(|letter| letter.to_lowercase().next());
        let entries = letter.and_then(|letter| self.by_letter.get(&letter)).map_or(&[][..], Vec::as_slice);
        entries.iter().filter_map(move |&(entry, meaning)| strip(text, entry).map(|rest| (meaning, entry, rest)))
    }

    /// The meaning of the longest entry that a text begins with, and the rest of the text.
    pub(super) fn longest<'a>(&self, text: &'a str) -> Option<(V, &'a str)> {
        self.of(text).min_by_key(|(_, _, rest)| rest.len()).map(|(meaning, _, rest)| (meaning, rest))
    }
}

/// Takes an entry off the start of a text, in any case and with any apostrophe, if the word ends there.
pub(super) fn strip<'a>(text: &'a str, entry: &str) -> Option<&'a str> {
    let mut rest = text;
    let mut last = ' ';
    for want in entry.chars() {
        let mut letter = rest.chars().next()?;
        // French sets a space before its colon.
        if want == ':' && matches!(letter, ' ' | '\u{a0}' | '\u{202f}') {
            rest = &rest[letter.len_utf8()..];
            letter = rest.chars().next()?;
        }
        let same = letter == want
            || (want == '\'' && matches!(letter, '’' | '‘'))
            || (want == ':' && letter == '：')
            || (want == ' ' && letter.is_whitespace())
            || (want == 'ı' && letter == 'I')
            || letter.to_lowercase().eq(want.to_lowercase());
        if !same {
            return None;
        }
        rest = &rest[letter.len_utf8()..];
        last = want;
    }
    let whole = !last.is_alphanumeric() || words::is_unspaced(last) || !rest.starts_with(char::is_alphanumeric);
    whole.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let table = Phrases::new(
            [("{n} things to know", 1), ("sign up * newsletter", 2), ("we use cookies*", 3), ("{n}-minute read", 4), ("l’essentiel", 5)]
                .into_iter(),
        );
        assert_eq!(table.get("five things to know"), Some(1));
        assert_eq!(table.get("sign up for our morning newsletter"), Some(2));
        assert_eq!(table.get("sign up for flood alerts"), None);
        assert_eq!(table.get("we use cookies to improve"), Some(3));
        assert_eq!(table.get("5-minute read"), Some(4));
        assert_eq!(table.get("l'essentiel"), Some(5));
    }

    #[test]
    fn leads() {
        let table = Leads::new([("by", 1), ("by the", 2), ("par:", 3), ("作者", 4)].into_iter());
        assert_eq!(table.longest("By The sea"), Some((2, " sea")));
        assert_eq!(table.longest("Bygones"), None);
        assert_eq!(table.longest("Par\u{a0}: Ana"), Some((3, " Ana")));
        assert_eq!(table.longest("作者李明"), Some((4, "李明")));
    }
}
