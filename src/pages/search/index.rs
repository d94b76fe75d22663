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
use crate::edition::{Edition, Story, StoryId};
use crate::pages::fingerprint;

/// Stories in a volume.
pub(super) const VOLUME: usize = 4096;

/// Words of copy for a shard, at most: with prose, 20 to 45 kB of index.
const SHARD_WORDS: usize = 48 * 1024;

/// Shards of a volume, at most.
const MOST_SHARDS: usize = 256;

/// How much a word says about a story; two bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// It stands in the copy.
    Copy = 0,
    /// It stands there again and again.
    Often = 1,
    /// It stands in the dek, the takeaways or a subhead, or names a topic, a section or an author.
    Dek = 2,
    /// It stands in the headline.
    Headline = 3,
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

/// A word in a story: its number within the volume, the best weight, and how often the copy has it.
#[derive(Clone, Copy, Debug)]
struct Posting {
    number: u32,
    weight: Weight,
    times: u32,
}

/// A word and the stories it stands in, by number.
type Line = (Box<str>, Vec<Posting>);

/// Indexes a volume. One thread does: a worker that waits for others here could be given another page of the same volume
/// to print, and wait for itself.
pub(super) fn index(edition: &Edition, stories: &[StoryId]) -> Vec<Shard> {
    let mut found: HashMap<Box<str>, Vec<Posting>> = HashMap::new();
    let mut buffer = String::new();
    for (number, id) in (0..).zip(stories) {
        gather(edition, edition.story(*id), &mut |text, weight| {
            let times = u32::from(weight == Weight::Copy);
            words::cut(text, &mut buffer, &mut |word| match found.get_mut(word) {
                Some(postings) => match postings.last_mut() {
                    Some(last) if last.number == number => {
                        last.weight = last.weight.max(weight);
                        last.times += times;
                    }
                    _ => postings.push(Posting { number, weight, times }),
                },
                None => drop(found.insert(word.into(), vec![Posting { number, weight, times }])),
            });
        });
    }
    let mut lines: Vec<Line> = found.into_iter().collect();
    lines.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    bind(&lines, shards(edition, stories))
}

/// What a volume is made of: the files of its stories, and the names that others give them.
pub(super) fn digest(edition: &Edition, stories: &[StoryId]) -> String {
    let of = |id: &StoryId| {
        let story = edition.story(*id);
        let topics: Vec<&str> = story.topics.iter().map(|topic| edition.topics[*topic].name.as_str()).collect();
        (story.article.fingerprint, topics, edition.sections[story.section].name.as_str())
    };
    fingerprint::hex(&stories.iter().map(of).collect::<Vec<_>>())
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

/// Writes the lines, cut into as many shards as were planned.
fn bind(lines: &[Line], shards: usize) -> Vec<Shard> {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(lines.len());
    for (word, postings) in lines {
        starts.push(text.len());
        text.push_str(word);
        text.push(' ');
        let mut before = 0;
        for posting in postings {
            let weight = if posting.times >= OFTEN { posting.weight.max(Weight::Often) } else { posting.weight };
            push_number(&mut text, (posting.number - before) * 4 + weight as u32);
            before = posting.number;
        }
        text.push('\n');
    }
    let each = text.len() / shards + 1;
    let first_line = |shard: usize| starts.partition_point(|start| start / each < shard);
    (0..shards)
        .map(|shard| {
            let lines_here = first_line(shard)..first_line(shard + 1);
            let at = |line: usize| starts.get(line).copied().unwrap_or(text.len());
            let first = if shard == 0 || lines_here.is_empty() { "" } else { &lines[lines_here.start].0 };
            Shard { first: first.to_owned(), text: text[at(lines_here.start)..at(lines_here.end)].to_owned() }
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
    }

    #[test]
    fn shards_hold_every_word_once_and_in_order() {
        let posting = |number, weight| Posting { number, weight, times: 1 };
        let lines: Vec<Line> =
            (0..100).map(|n| (format!("word{n:03}").into(), vec![posting(n, Weight::Copy), posting(n + 7, Weight::Headline)])).collect();
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
