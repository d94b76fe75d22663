//! The index: which words stand in which stories, and how much they say there.
//!
//! 1. Stories are numbered from the oldest, so that a new one moves no number. [`VOLUME`] of them make a volume, and a full
//!    volume does not change until one of its own stories does.
//! 2. The words of each story come from [`gather`], each with the best [`Weight`] it has there.
//! 3. The words of a volume are sorted and cut into shards of about the same size. How many is known from the number of
//!    words of the copy ([`shards`]), so that pages can be planned before anything is indexed.
//!
//! A shard is text: a line a word, `word<space>postings`, where postings are the distances from one story's number to the
//! next, times four, plus the weight, as digits of base 32 ([`push_number`]).

use std::collections::HashMap;
use std::ops::Range;

use super::words;
use crate::article::copy::Part;
use crate::digest::Digest;
use crate::edition::{Edition, Story, StoryId};

/// Stories in a volume.
pub(super) const VOLUME: usize = 4096;

/// Words of copy for a shard, at most: with prose, 20 to 45 kB of index.
const SHARD_WORDS: usize = 48 * 1024;

/// Shards of a volume, at most.
const MOST_SHARDS: usize = 256;

/// How much a word says about a story; two bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// It stands in the copy.
    Copy = 0,
    /// It stands there again and again.
    Often = 1,
    /// It stands in the dek, the takeaways or a subhead, or names a topic, a section or an author.
    Dek = 2,
    /// It stands in the headline.
    Headline = 3,
}

impl Weight {
    /// All, by their bits.
    const ALL: [Weight; 4] = [Weight::Copy, Weight::Often, Weight::Dek, Weight::Headline];
}

/// Times that a word stands in the copy until it stands there often.
const OFTEN: u32 = 3;

/// The stories that can be found, oldest first: what is public, not what a preview shows beyond that.
pub(super) fn stories(edition: &Edition) -> Vec<StoryId> {
    (0..edition.stories.len()).rev().filter(|id| edition.stories[*id].mark.is_none()).collect()
}

/// The numbers of a volume's stories.
pub(super) fn volume(stories: usize, number: usize) -> Range<usize> {
    (number * VOLUME).min(stories)..((number + 1) * VOLUME).min(stories)
}

/// How many shards some stories need.
pub(super) fn shards(edition: &Edition, stories: &[StoryId]) -> usize {
    let words: usize = stories.iter().map(|id| edition.story(*id).words).sum();
    (words / SHARD_WORDS).next_power_of_two().min(MOST_SHARDS)
}

/// A shard.
#[derive(Debug)]
pub(super) struct Shard {
    /// Its first word; empty for the first shard, where every search may begin, and for one that holds nothing.
    pub(super) first: String,
    /// What is in the file.
    pub(super) text: String,
}

/// A story that a word stands in: its number within the volume, and how much the word says there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) number: u32,
    pub(super) weight: Weight,
}

/// A word and the stories it stands in, by number.
pub(super) type Line = (Box<str>, Vec<Posting>);

/// Indexes a volume. One thread does: a worker that waits for others here could be given another page of the same volume
/// to print, and wait for itself.
pub(super) fn index(edition: &Edition, stories: &[StoryId]) -> Vec<Shard> {
    let mut text = String::new();
    for (word, postings) in lines(edition, (0..).zip(stories.iter().copied())) {
        push_line(&mut text, &word, &postings);
    }
    bind(&text, shards(edition, stories))
}

/// The lines of some stories, whose numbers rise.
pub(super) fn lines(edition: &Edition, stories: impl IntoIterator<Item = (u32, StoryId)>) -> Vec<Line> {
    let mut found = Found::default();
    for (number, id) in stories {
        gather(edition, edition.story(id), &mut |text, weight| found.add(number, text, weight));
    }
    found.lines()
}

/// What makes a story's lines and what is shown of it what they are, besides the program and the settings: its file, its
/// address, and the names that others give it. Where the file lies counts too, for a file may leave its headline to its name.
pub(super) fn digest(edition: &Edition, id: StoryId) -> Digest {
    let story = edition.story(id);
    let topics = story.topics.iter().map(|topic| edition.topics[*topic].name.as_bytes());
    let own = [story.article.fingerprint.to_bytes(), story.article.shown.to_bytes()];
    let names = [&story.article.path, story.link.as_str(), edition.sections[story.section].name.as_str()];
    Digest::of_list(own.iter().map(<[u8; Digest::LENGTH]>::as_slice).chain(names.into_iter().map(str::as_bytes)).chain(topics))
}

/// Words that were found in stories.
#[derive(Default)]
pub(super) struct Found {
    words: HashMap<Box<str>, Vec<Tally>>,
    /// Room to cut words in.
    buffer: String,
}

/// A word in a story: the best weight, and how often the copy has it.
struct Tally {
    number: u32,
    weight: Weight,
    times: u32,
}

impl Found {
    /// Takes the words of a text of the story of this number, which is not below any before.
    pub(super) fn add(&mut self, number: u32, text: &str, weight: Weight) {
        let times = u32::from(weight == Weight::Copy);
        words::cut(text, &mut self.buffer, &mut |word| match self.words.get_mut(word) {
            Some(tallies) => match tallies.last_mut() {
                Some(last) if last.number == number => {
                    last.weight = last.weight.max(weight);
                    last.times += times;
                }
                _ => tallies.push(Tally { number, weight, times }),
            },
            None => drop(self.words.insert(word.into(), vec![Tally { number, weight, times }])),
        });
    }

    /// The words in order, with what they say.
    pub(super) fn lines(self) -> Vec<Line> {
        let posting = |tally: &Tally| {
            let least = if tally.times >= OFTEN { Weight::Often } else { Weight::Copy };
            Posting { number: tally.number, weight: tally.weight.max(least) }
        };
        let mut lines: Vec<Line> = self.words.into_iter().map(|(word, tallies)| (word, tallies.iter().map(posting).collect())).collect();
        lines.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        lines
    }
}

/// All that is said in a story, with its weight. A pull-quote that repeats the copy says nothing.
fn gather(edition: &Edition, story: &Story, tell: &mut impl FnMut(&str, Weight)) {
    let head = &story.article.head;
    tell(&head.headline.words, Weight::Headline);
    for line in head.seo_headline.iter().chain(&head.kicker).chain(&head.dateline) {
        tell(line, Weight::Dek);
    }
    if let Some(dek) = &head.dek {
        tell(&dek.words, Weight::Dek);
    }
    for item in head.takeaways.iter().flat_map(|takeaways| &takeaways.items) {
        item.label.iter().for_each(|label| tell(label, Weight::Dek));
        tell(&item.words, Weight::Dek);
    }
    story.topics.iter().for_each(|topic| tell(&edition.topics[*topic].name, Weight::Dek));
    head.authors.iter().for_each(|credit| tell(&credit.name, Weight::Dek));
    tell(&edition.sections[story.section].name, Weight::Dek);
    head.corrections.iter().for_each(|correction| tell(&correction.text.words, Weight::Copy));
    for part in &story.article.copy.with_words().parts {
        let Some(words) = part.words() else { continue };
        match part {
            Part::Heading { .. } => tell(words, Weight::Dek),
            _ => tell(words, Weight::Copy),
        }
        match part {
            Part::Voice(voice) | Part::Pull { voice, .. } => {
                voice.by.iter().chain(&voice.role).for_each(|name| tell(name, Weight::Copy));
            }
            Part::Block(block) => block.title.iter().for_each(|title| tell(title, Weight::Dek)),
            _ => {}
        }
    }
}

/// Writes a line.
pub(super) fn push_line(text: &mut String, word: &str, postings: &[Posting]) {
    text.push_str(word);
    text.push(' ');
    let mut before = 0;
    for posting in postings {
        push_number(text, (posting.number - before) * 4 + posting.weight as u32);
        before = posting.number;
    }
    text.push('\n');
}

/// Reads the postings of a line; none if they are not such.
pub(super) fn read_postings(digits: &str, postings: &mut Vec<Posting>) -> Option<()> {
    let (mut digits, mut before) = (digits.as_bytes(), 0u32);
    while !digits.is_empty() {
        let (number, rest) = read_number(digits)?;
        before = before.checked_add(number / 4)?;
        postings.push(Posting { number: before, weight: Weight::ALL[(number % 4) as usize] });
        digits = rest;
    }
    Some(())
}

/// Cuts the lines of a volume into as many shards as were planned.
pub(super) fn bind(text: &str, shards: usize) -> Vec<Shard> {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(ends).filter(|start| *start < text.len()).collect();
    let each = text.len() / shards + 1;
    let at = |shard: usize| starts.get(starts.partition_point(|start| start / each < shard)).copied().unwrap_or(text.len());
    (0..shards)
        .map(|shard| {
            let text = &text[at(shard)..at(shard + 1)];
            let first = if shard == 0 { "" } else { text.split(' ').next().unwrap_or_default() };
            Shard { first: first.to_owned(), text: text.to_owned() }
        })
        .collect()
}

/// Digits: the first 32 end a number, the others say that more follows.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes a number from its lowest digit, five bits each.
fn push_number(text: &mut String, mut number: u32) {
    loop {
        let more = if number >= 32 { 32 } else { 0 };
        text.push(char::from(DIGITS[(number % 32 + more) as usize]));
        number /= 32;
        if more == 0 {
            return;
        }
    }
}

/// Reads a number, and gives what follows it; none where there is no number that fits.
fn read_number(digits: &[u8]) -> Option<(u32, &[u8])> {
    let mut number = 0;
    for (at, digit) in digits.iter().enumerate() {
        let value = u32::from(match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        });
        // Six digits of five bits are more than any number has.
        if at == 6 {
            return None;
        }
        number |= (value % 32) << (5 * at);
        if value < 32 {
            return Some((number, &digits[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let write = |number| {
            let mut text = String::new();
            push_number(&mut text, number);
            text
        };
        assert_eq!([0, 31, 32, 16_383].map(write), ["A", "f", "gB", "__P"]);
        for number in [0, 1, 31, 32, 1023, 1024, 16_383, 99_999] {
            let text = write(number) + "A";
            assert_eq!(read_number(text.as_bytes()), Some((number, &b"A"[..])));
        }
        assert_eq!(["", "g", "é", "______A"].map(|text| read_number(text.as_bytes())), [None; 4]);
    }

    #[test]
    fn shards_hold_every_word_once_and_in_order() {
        let posting = |number, weight| Posting { number, weight };
        let mut lines = String::new();
        for n in 0..100 {
            push_line(&mut lines, &format!("word{n:03}"), &[posting(n, Weight::Copy), posting(n + 7, Weight::Headline)]);
        }
        for count in [1, 2, 8, 64, 256] {
            let shards = bind(&lines, count);
            assert_eq!(shards.len(), count);
            let all: String = shards.iter().map(|shard| shard.text.as_str()).collect();
            assert_eq!(all.lines().count(), 100);
            assert!(all.starts_with("word000 Af\nword001 Ef\n"), "{all}");
            assert!(shards[1..].iter().all(|shard| shard.text.starts_with(shard.first.as_str())));
        }
    }

    #[test]
    fn volumes_cover_every_story() {
        assert_eq!((volume(5000, 0), volume(5000, 1)), (0..4096, 4096..5000));
        assert_eq!(volume(0, 0), 0..0);
    }
}
