//! A volume made from the one that was printed: most of its stories are as they were, so most of its lines are too.
//!
//! A line tells all that an index knows of a word in a story, and what it tells of one depends on no other story. So the
//! postings of stories that changed or are gone are taken out, those of stories that moved get their new numbers, and those
//! of changed and new stories are put in. The lines are then those of an index made afresh, and are cut into shards by the
//! same rule.

use std::collections::HashMap;

use super::index::{Line, Posting, push_line, read_postings};
use crate::digest::Digest;

/// Of how many stories one at most may be fresh; with more, reading what was printed would save little.
const FEW: usize = 8;

/// What became of the stories of a volume.
#[derive(Debug)]
pub(super) struct Moves {
    /// The number that each story of before has now, if it is as it was. They rise.
    kept: Vec<Option<u32>>,
    /// The numbers of now of stories that changed or are new. They rise.
    pub(super) fresh: Vec<u32>,
    /// Stories now.
    count: usize,
}

impl Moves {
    /// By what each story is made of, before and now. The order must stay, so where a story went past others, it or they
    /// count as gone and new.
    pub(super) fn new(before: &[Digest], now: &[Digest]) -> Self {
        let places: HashMap<[u8; Digest::LENGTH], u32> = now.iter().map(|story| story.to_bytes()).zip(0..).collect();
        let (mut kept, mut fresh, mut next) = (Vec::with_capacity(before.len()), Vec::new(), 0);
        for story in before {
            let place = places.get(&story.to_bytes()).copied().filter(|place| *place >= next);
            if let Some(place) = place {
                fresh.extend(next..place);
                next = place + 1;
            }
            kept.push(place);
        }
        fresh.extend((next..).take(now.len().saturating_sub(next as usize)));
        Moves { kept, fresh, count: now.len() }
    }

    /// Whether so few stories are fresh that amending is less work than indexing.
    pub(super) fn are_few(&self) -> bool {
        self.fresh.len() * FEW <= self.count
    }
}

/// The lines of a volume, from those of before and those of its fresh stories alone; none if the text of before is not lines.
pub(super) fn amend(before: &str, moves: &Moves, fresh: Vec<Line>) -> Option<String> {
    let mut fresh = fresh.into_iter().peekable();
    let mut text = String::with_capacity(before.len() + before.len() / 8);
    let (mut old, mut postings): (Vec<Posting>, Vec<Posting>) = (Vec::new(), Vec::new());
    for line in before.lines() {
        let (word, digits) = line.split_once(' ')?;
        while let Some((word, postings)) = fresh.next_if(|(new, _)| **new < *word) {
            push_line(&mut text, &word, &postings);
        }
        old.clear();
        postings.clear();
        read_postings(digits, &mut old)?;
        for Posting { number, weight } in &old {
            postings.extend(moves.kept.get(*number as usize)?.map(|number| Posting { number, weight: *weight }));
        }
        if let Some((_, more)) = fresh.next_if(|(new, _)| **new == *word) {
            postings.extend(more);
            postings.sort_unstable_by_key(|posting| posting.number);
        }
        if !postings.is_empty() {
            push_line(&mut text, word, &postings);
        }
    }
    for (word, postings) in fresh {
        push_line(&mut text, &word, &postings);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::super::index::{Found, Weight, bind};
    use super::*;

    /// A story: its headline and its copy.
    type Words = (String, String);

    /// Words of few stories and of many, of one script and of another.
    fn text(words: usize) -> impl Strategy<Value = String> {
        let word = prop_oneof![
            (0..20).prop_map(|n| format!("word{n} ")),
            (0..500).prop_map(|n| format!("rare{n} ")),
            (0..9).prop_map(|n| format!("пароход{n} ")),
            Just("選挙管理 ".to_owned()),
        ];
        vec(word, words).prop_map(|words| words.concat())
    }

    fn story() -> impl Strategy<Value = Words> {
        (text(3), text(12))
    }

    /// One change of a list of stories: what, where, where to, and the words that come in with it.
    type Change = (usize, Index, Index, Words);

    fn lines<'s>(stories: impl IntoIterator<Item = (u32, &'s Words)>) -> Vec<Line> {
        let mut found = Found::default();
        for (number, (headline, copy)) in stories {
            found.add(number, headline, Weight::Headline);
            found.add(number, copy, Weight::Copy);
        }
        found.lines()
    }

    fn index(stories: &[Words]) -> String {
        let mut text = String::new();
        for (word, postings) in lines((0..).zip(stories)) {
            push_line(&mut text, &word, &postings);
        }
        text
    }

    fn digests(stories: &[Words]) -> Vec<Digest> {
        stories.iter().map(|(headline, copy)| Digest::of_list([headline, copy])).collect()
    }

    /// Changes the stories; gives what it was.
    fn change(stories: &mut Vec<Words>, (kind, at, to, words): &Change) -> &'static str {
        let n = at.index(stories.len() + 1);
        if n == stories.len() || *kind == 0 {
            stories.push(words.clone());
            return "appended";
        }
        match kind {
            1 => {
                stories[n].1.push_str(&words.0);
                "words added"
            }
            2 => {
                let copy = stories[n].1.split_inclusive(' ').skip(2).collect();
                stories[n].1 = copy;
                "words removed"
            }
            3 => {
                stories[n].0.clone_from(&words.0);
                "another headline"
            }
            4 => {
                drop(stories.remove(n));
                "removed"
            }
            5 => {
                stories.insert(n, words.clone());
                "put between"
            }
            _ => {
                let story = stories.remove(n);
                stories.insert(to.index(stories.len() + 1), story);
                "went past others"
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn an_amended_volume_is_a_fresh_one(
            made in vec(story(), 40),
            days in vec(vec((0..7_usize, any::<Index>(), any::<Index>(), story()), 0..4), 25),
        ) {
            let mut stories = made;
            let mut text = index(&stories);
            for day in days {
                let before = digests(&stories);
                let done: Vec<&str> = day.iter().map(|one| change(&mut stories, one)).collect();
                let moves = Moves::new(&before, &digests(&stories));
                prop_assert!(done.contains(&"went past others") || moves.fresh.len() <= done.len(), "{done:?}: {moves:?}");
                let fresh = moves.fresh.iter().map(|number| (*number, &stories[*number as usize]));
                text = amend(&text, &moves, lines(fresh)).expect("lines");
                prop_assert!(text == index(&stories), "after {done:?}");
                // Shards are cut from the text, so a volume that was read from them is the same.
                for count in [1, 4, 64] {
                    prop_assert_eq!(bind(&text, count).iter().map(|shard| shard.text.as_str()).collect::<String>(), text.as_str());
                }
            }
        }
    }

    #[test]
    fn stories_that_only_moved_are_kept() {
        let moves = |before: &str, now: &str| {
            let digests = |names: &str| names.bytes().map(|name| Digest::of([name])).collect::<Vec<_>>();
            let moves = Moves::new(&digests(before), &digests(now));
            (moves.kept, moves.fresh)
        };
        assert_eq!(moves("abc", "adce"), (vec![Some(0), None, Some(2)], vec![1, 3]));
        assert_eq!(moves("abc", "dac"), (vec![Some(1), None, Some(2)], vec![0]));
        assert_eq!(moves("abc", "bca"), (vec![Some(2), None, None], vec![0, 1]));
        assert_eq!(moves("ab", ""), (vec![None, None], vec![]));
        assert_eq!(moves("", "a"), (vec![], vec![0]));
    }

    #[test]
    fn what_is_no_index_is_not_amended() {
        let moves = Moves::new(&[Digest::of("a")], &[Digest::of("a")]);
        assert_eq!(amend("word A\n", &moves, Vec::new()).as_deref(), Some("word A\n"));
        for text in ["word\n", "word é\n", "word g\n", "word E\n", "word ______A\n"] {
            assert_eq!(amend(text, &moves, Vec::new()), None, "{text}");
        }
    }
}
