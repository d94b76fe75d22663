//! What each page of the last build asked of the paper, and what it was answered, on disk: `.newsprint/traces` in the site's
//! folder.
//!
//! This decides what is due: a page is printed if it was not before, if one of its answers is another now, or if the moment
//! has come at which one changes by itself. Pages ask for much the same, so each question is written down once, with its
//! answer, and a page has the numbers of its questions.

use std::hash::BuildHasher as _;
use std::path::Path;
use std::sync::{PoisonError, RwLock};

use foldhash::HashMap;
use foldhash::quality::FixedState;
use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::notes;
use crate::digest::Digest;
use crate::pages::{Asked, Page, Shared};
use crate::permalink::OutPath;

/// The file, beneath the site's folder.
const FILE: &str = ".newsprint/traces";

/// The form it is written in.
const MAGIC: &[u8] = b"newsprint traces 1\n";

/// What pages asked, and what they were answered.
#[derive(Debug, Default)]
pub(super) struct Traces {
    keys: Vec<u64>,
    /// One for each of `keys`.
    answers: Vec<u64>,
    /// By the hash of their kinds and paths.
    pages: HashMap<u64, Trace>,
    /// The numbers of pages' questions, packed.
    numbers: Vec<u8>,
}

/// What the file holds: questions and answers, eight bytes each, pages by name, numbers.
type Written = (Vec<u8>, Vec<u8>, Vec<(u64, Trace)>, Vec<u8>);

/// What one page asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Trace {
    start: u32,
    end: u32,
    /// Seconds since 1970, rounded down.
    until: Option<i64>,
}

/// What a page that was just printed asked.
#[derive(Debug)]
pub(super) struct Fresh {
    numbers: Vec<u8>,
    until: Option<i64>,
}

/// The traces of the last build beside the paper of now.
pub(super) struct Tracing {
    last: Traces,
    /// What is answered now, for each question of the last build.
    answers: Vec<u64>,
    moment: i64,
    numbers: RwLock<Numbers>,
}

/// Numbers of questions.
#[derive(Default)]
struct Numbers {
    of: HashMap<u64, u32>,
    /// Those that nobody asked in the last build.
    fresh: Vec<u64>,
    /// Whether `of` holds those of the last build.
    whole: bool,
}

impl Traces {
    /// Those of a name; none where they are missing or broken.
    pub(super) fn load(root: &Path, name: Digest) -> Option<Self> {
        let (keys, answers, pages, numbers): Written = postcard::from_bytes(&notes::load(&root.join(FILE), MAGIC, Some(name))?).ok()?;
        let words = |bytes: &[u8]| bytes.chunks_exact(8).filter_map(|word| Some(u64::from_le_bytes(word.try_into().ok()?))).collect();
        Some(Traces { keys: words(&keys), answers: words(&answers), pages: pages.into_iter().collect(), numbers })
    }

    /// Writes them down; gives their name.
    pub(super) fn save(&self, root: &Path) -> Option<Digest> {
        let bytes = |words: &[u64]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
        let mut pages: Vec<(&u64, &Trace)> = self.pages.iter().collect();
        pages.sort_unstable_by_key(|(name, _)| **name);
        let body = postcard::to_stdvec(&(bytes(&self.keys), bytes(&self.answers), pages, &self.numbers)).ok()?;
        notes::save(&root.join(FILE), MAGIC, &[&body])
    }

    /// When a page of these is due by itself.
    pub(super) fn until(&self) -> Option<Timestamp> {
        self.pages.values().filter_map(|trace| trace.until).min().and_then(|until| Timestamp::from_second(until).ok())
    }

    fn numbers(&self, trace: Trace) -> &[u8] {
        self.numbers.get(trace.start as usize..trace.end as usize).unwrap_or_default()
    }
}

impl Tracing {
    /// The traces of the last build beside what `shared` answers at `moment`. Answers to questions that are not among those that
    /// `may_differ` are the same.
    pub(super) fn new(last: Traces, shared: &Shared<'_>, moment: Timestamp, may_differ: impl Fn(u64) -> bool + Sync) -> Self {
        shared.prepare(last.keys.iter().copied().filter(|key| may_differ(*key)));
        let questions = last.keys.par_iter().zip(&last.answers);
        let answers = questions.map(|(key, answer)| if may_differ(*key) { shared.answer(*key) } else { *answer }).collect();
        Tracing { last, answers, moment: moment.as_second(), numbers: RwLock::default() }
    }

    /// Whether a page must be printed, as far as that is a matter of what it says.
    pub(super) fn is_due(&self, page: &Page, path: &OutPath) -> bool {
        let Some(trace) = self.last.pages.get(&name(page, path)) else { return true };
        let other = |number: u32| {
            let number = number as usize;
            self.answers.get(number).is_none_or(|answer| self.last.answers.get(number) != Some(answer))
        };
        trace.until.is_some_and(|until| until <= self.moment) || unpack(self.last.numbers(*trace)).any(other)
    }

    /// Notes what a page asked that was printed.
    pub(super) fn note(&self, asked: &Asked) -> Fresh {
        let until = asked.until.map(Timestamp::as_second);
        let numbers = self.numbers.read().unwrap_or_else(PoisonError::into_inner);
        let known: Option<Vec<u32>> = asked.keys.iter().map(|key| numbers.of.get(key).copied()).collect();
        drop(numbers);
        let mut known = known.unwrap_or_else(|| {
            let mut numbers = self.numbers.write().unwrap_or_else(PoisonError::into_inner);
            let numbers = &mut *numbers;
            if !std::mem::replace(&mut numbers.whole, true) {
                numbers.of = self.last.keys.iter().copied().zip(0..).collect();
            }
            let number = |key: &u64| {
                let next = self.last.keys.len() + numbers.fresh.len();
                *numbers.of.entry(*key).or_insert_with(|| {
                    numbers.fresh.push(*key);
                    u32::try_from(next).unwrap_or(u32::MAX)
                })
            };
            asked.keys.iter().map(number).collect()
        });
        known.sort_unstable();
        Fresh { numbers: pack(&known), until }
    }

    /// The traces of a paper with these pages, of which those that were printed are `Some`.
    pub(super) fn next<'p>(self, pages: impl Iterator<Item = (&'p Page, &'p OutPath, Option<Fresh>)>, shared: &Shared<'_>) -> Traces {
        let Numbers { fresh, .. } = self.numbers.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (mut keys, mut answers) = (self.last.keys.clone(), self.answers);
        answers.par_extend(fresh.par_iter().map(|key| shared.answer(*key)));
        keys.extend(fresh);
        let mut next = Traces { keys, answers, ..Traces::default() };
        for (page, path, fresh) in pages {
            let name = name(page, path);
            let (numbers, until) = match (&fresh, self.last.pages.get(&name)) {
                (Some(fresh), _) => (fresh.numbers.as_slice(), fresh.until),
                (None, Some(known)) => (self.last.numbers(*known), known.until),
                (None, None) => continue,
            };
            let start = next.numbers.len();
            next.numbers.extend_from_slice(numbers);
            // A page whose place has no number is printed each time.
            if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(next.numbers.len())) {
                next.pages.insert(name, Trace { start, end, until });
            }
        }
        next.without_waste()
    }
}

impl Traces {
    /// Without questions that no page asks any more, once those are a third of all.
    fn without_waste(self) -> Self {
        let mut used = vec![false; self.keys.len()];
        for number in self.pages.values().flat_map(|trace| unpack(self.numbers(*trace))) {
            if let Some(used) = used.get_mut(number as usize) {
                *used = true;
            }
        }
        let count = used.iter().filter(|used| **used).count();
        if count * 3 >= self.keys.len() * 2 {
            return self;
        }
        let mut at = vec![0u32; self.keys.len()];
        let mut next = Traces::default();
        for (number, _) in used.iter().enumerate().filter(|(_, used)| **used) {
            at[number] = u32::try_from(next.keys.len()).unwrap_or(u32::MAX);
            next.keys.push(self.keys[number]);
            next.answers.push(self.answers[number]);
        }
        let mut pages: Vec<(&u64, &Trace)> = self.pages.iter().collect();
        pages.sort_unstable_by_key(|(name, _)| **name);
        for (name, trace) in pages {
            // Their order stays.
            let numbers: Vec<u32> = unpack(self.numbers(*trace)).filter_map(|number| at.get(number as usize).copied()).collect();
            let start = next.numbers.len();
            next.numbers.extend(pack(&numbers));
            if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(next.numbers.len())) {
                next.pages.insert(*name, Trace { start, end, until: trace.until });
            }
        }
        next
    }
}

/// Another kind of page at the same path is another page.
fn name(page: &Page, path: &OutPath) -> u64 {
    FixedState::with_seed(0).hash_one((page.kind(), path.as_str()))
}

/// Rising numbers as the distances between them, seven bits a byte.
fn pack(numbers: &[u32]) -> Vec<u8> {
    let (mut packed, mut before) = (Vec::with_capacity(numbers.len() + 8), 0);
    for number in numbers {
        let mut rest = number.wrapping_sub(before);
        while rest >= 0x80 {
            packed.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        packed.push((rest & 0x7f) as u8);
        before = *number;
    }
    packed
}

/// The numbers that [`pack`] packed.
fn unpack(packed: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let (mut bytes, mut before) = (packed.iter(), 0u32);
    std::iter::from_fn(move || {
        let (mut rest, mut shift) = (0u32, 0);
        loop {
            let byte = *bytes.next()?;
            rest |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
            if byte < 0x80 {
                break;
            }
            shift += 7;
        }
        before = before.wrapping_add(rest);
        Some(before)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_packed_and_unpacked() {
        for numbers in [vec![], vec![0], vec![0, 1, 127, 128, 300, 70_000, u32::MAX], (5..900).collect()] {
            assert_eq!(unpack(&pack(&numbers)).collect::<Vec<_>>(), numbers);
        }
        assert_eq!(pack(&(1..100).collect::<Vec<_>>()).len(), 99);
        // Whatever stands there, it ends.
        assert_eq!(unpack(&[0xff; 40]).count(), 0);
    }

    #[test]
    fn questions_that_nobody_asks_go() {
        let mut traces = Traces { keys: (0..100).collect(), answers: (100..200).collect(), ..Traces::default() };
        for (name, numbers) in [(1, vec![3, 50]), (2, vec![50, 99])] {
            let start = u32::try_from(traces.numbers.len()).expect("few");
            traces.numbers.extend(pack(&numbers));
            let end = u32::try_from(traces.numbers.len()).expect("few");
            traces.pages.insert(name, Trace { start, end, until: None });
        }
        let next = traces.without_waste();
        assert_eq!((&next.keys[..], &next.answers[..]), (&[3, 50, 99][..], &[103, 150, 199][..]));
        let asked = |name| unpack(next.numbers(next.pages[&name])).collect::<Vec<_>>();
        assert_eq!([asked(1), asked(2)], [vec![0, 1], vec![1, 2]]);
    }
}
