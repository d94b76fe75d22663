//! What stands where on the front page.
//!
//! The lead is the story of the greatest priority, the newest among equals; seconds follow by the same rule; briefs
//! are the newest of the rest; each section's block takes its newest that stand nowhere else. A small paper fills its
//! blocks before its briefs, so that no column is a row of holes.

use std::collections::HashSet;

use super::{Edition, StoryId};

/// Stories beside and beneath the lead.
const SECONDS: usize = 5;
/// Timed headlines in the rail.
const BRIEFS: usize = 12;
/// Stories of a section's block.
const BLOCK: usize = 5;
/// Headlines beneath the lead's dek.
const RELATED: usize = 3;

/// The front page, laid out.
#[derive(Debug, Default)]
pub struct FrontPage {
    /// The first story.
    pub lead: Option<StoryId>,
    /// Headlines that belong to the lead.
    pub lead_related: Vec<StoryId>,
    /// The next ones.
    pub seconds: Vec<StoryId>,
    /// Timed headlines.
    pub briefs: Vec<StoryId>,
    /// A block for each section.
    pub blocks: Vec<Block>,
}

/// A section's block.
#[derive(Debug)]
pub struct Block {
    /// The section.
    pub section: usize,
    /// Its stories.
    pub stories: Vec<StoryId>,
}

/// Lays out the front page.
pub(super) fn lay_out(edition: &Edition) -> FrontPage {
    let mut used: HashSet<StoryId> = HashSet::new();
    let ranked = ranked(edition);
    let lead = ranked.first().copied();
    used.extend(lead);
    let seconds: Vec<StoryId> = ranked.iter().copied().filter(|id| !used.contains(id)).take(SECONDS).collect();
    used.extend(&seconds);
    let tops: Vec<usize> = edition
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.parent.is_none() && !section.stories.is_empty())
        .map(|(id, _)| id)
        .collect();
    let left = edition.stories.len().saturating_sub(used.len());
    let briefs: Vec<StoryId> = (0..edition.stories.len())
        .filter(|id| !used.contains(id))
        .take(BRIEFS.min(left.saturating_sub(tops.len() * BLOCK).max(left / 3)))
        .collect();
    used.extend(&briefs);
    let mut blocks = Vec::new();
    for section in tops {
        let stories: Vec<StoryId> = edition.sections[section].stories.iter().copied().filter(|id| !used.contains(id)).take(BLOCK).collect();
        used.extend(&stories);
        if !stories.is_empty() {
            blocks.push(Block { section, stories });
        }
    }
    let lead_related = lead.map_or_else(Vec::new, |lead| {
        edition.stories[lead].related.iter().copied().filter(|id| !seconds.contains(id)).take(RELATED).collect()
    });
    FrontPage { lead, lead_related, seconds, briefs, blocks }
}

/// The stories that can lead, best first: by priority, then newest. Opinion leads only when an editor says so. Only as
/// many as the top of the page needs are looked for.
fn ranked(edition: &Edition) -> Vec<StoryId> {
    let weight = |id: StoryId| {
        let head = &edition.stories[id].article.head;
        (std::cmp::Reverse(if head.kind.is_opinion() && head.priority == 0 { -1 } else { head.priority }), id)
    };
    let mut ids: Vec<StoryId> = (0..edition.stories.len()).collect();
    let top = (SECONDS + 1).min(ids.len());
    if top > 0 && top < ids.len() {
        ids.select_nth_unstable_by_key(top - 1, |id| weight(*id));
        ids.truncate(top);
    }
    ids.sort_by_key(|id| weight(*id));
    ids
}
