//! What to read next: the story before and after, and three that belong to it.
//!
//! Related stories are older ones, so that a new story changes no page but its own. Each story looks at a fixed number
//! of others, so the cost grows with the number of stories alone.

use super::{Edition, StoryId};

/// Stories at the foot of an article.
const RELATED: usize = 3;

/// Older stories that are looked at in each list.
const WINDOW: usize = 12;

/// Links every story with the one before and after it in its section.
pub(super) fn link_neighbours(edition: &mut Edition) {
    for (id, section) in edition.sections.iter().enumerate() {
        // A story stands in its own section's list and in its parents'; its own decides.
        let own: Vec<StoryId> = section.stories.iter().copied().filter(|story| edition.stories[*story].section == id).collect();
        for pair in own.windows(2) {
            edition.stories[pair[1]].next = Some(pair[0]);
            edition.stories[pair[0]].previous = Some(pair[1]);
        }
    }
}

/// Finds related stories: shared topics weigh most, then the section, then nearness in time.
pub(super) fn related(edition: &Edition, id: StoryId) -> Vec<StoryId> {
    let story = &edition.stories[id];
    let mut scores: Vec<(StoryId, u32)> = Vec::new();
    let mut add = |other: StoryId, points: u32| match scores.iter_mut().find(|(known, _)| *known == other) {
        Some((_, score)) => *score += points,
        None => scores.push((other, points)),
    };
    for topic in &story.topics {
        for other in older(&edition.topics[*topic].stories, id) {
            add(other, 3);
        }
    }
    for other in older(&edition.sections[story.section].stories, id) {
        add(other, 2);
    }
    // Lower ids are newer; among equals the newer one is nearer.
    scores.sort_by_key(|(other, score)| (std::cmp::Reverse(*score), *other));
    let mut chosen: Vec<StoryId> = scores.into_iter().map(|(other, _)| other).take(RELATED).collect();
    if chosen.len() < RELATED {
        // The oldest stories have nothing older; the next newer ones stand in.
        let list = &edition.sections[story.section].stories;
        let at = list.partition_point(|other| *other < id);
        let more: Vec<StoryId> =
            list[..at].iter().rev().copied().filter(|other| !chosen.contains(other)).take(RELATED - chosen.len()).collect();
        chosen.extend(more);
    }
    chosen
}

/// The stories just older than `id` in a list that is newest first.
fn older(list: &[StoryId], id: StoryId) -> impl Iterator<Item = StoryId> {
    let at = list.partition_point(|other| *other <= id);
    list[at..].iter().copied().take(WINDOW)
}
