//! Corrections of all public stories, and how long a card speaks of one.

use serde::{Deserialize, Serialize};

use super::{Story, StoryId};
use crate::article::Article;
use crate::clock::{Clock, Precision};

/// A correction, by its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// The story.
    pub story: StoryId,
    /// Which of the story's corrections, from 0; they are kept oldest first.
    pub nth: usize,
}

/// Every correction, newest first; those without a date come last.
pub(super) fn ledger(stories: &[Story]) -> Vec<Corrected> {
    let mut all: Vec<Corrected> = stories
        .iter()
        .enumerate()
        .flat_map(|(story, it)| (0..it.article.head.corrections.len()).map(move |nth| Corrected { story, nth }))
        .collect();
    let date = |entry: &Corrected| stories[entry.story].article.head.corrections[entry.nth].date.map(|date| date.at);
    all.sort_by_key(|entry| (std::cmp::Reverse(date(entry)), entry.story, std::cmp::Reverse(entry.nth)));
    all
}

/// Whether a story was corrected so lately that its cards must say so: within 24 hours. Where only a day was given, the
/// correction may have been made at its very end.
pub(super) fn lately(article: &Article, clock: &Clock) -> bool {
    article.head.corrections.iter().filter(|correction| correction.kind == "correction").filter_map(|correction| correction.date).any(
        |date| {
            let hours = match date.precision {
                Precision::Time => 24,
                Precision::Day => 48,
            };
            clock.within(date.at, hours)
        },
    )
}
