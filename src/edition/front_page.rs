//! What stands where on the front page, and above the river of a section front.
//!
//! Left to itself, the lead is the story of the greatest priority, the newest among equals; seconds follow by the same
//! rule; briefs are the newest of the rest; each section's block takes its newest that stand nowhere else. A small paper
//! fills its blocks before its briefs, so that no column is a row of holes.
//!
//! Where an editor has spoken ([`super::curation`]), what is pinned stands where it was pinned, even twice. Only what
//! is filled in automatically is held to once on a page, and never repeats a pin, be it further down. A sponsored story stands
//! only where it was pinned, and never leads.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::curation::{Curation, Fill, Repeat, Slot};
use super::{Edition, StoryId};
use crate::article::Kind;

/// Stories beside and beneath the lead.
const SECONDS: usize = 5;
/// Timed headlines in the rail.
const BRIEFS: usize = 12;
/// Stories of a block.
const BLOCK: usize = 5;
/// Headlines beneath the lead's dek.
const RELATED: usize = 3;

/// The front page, laid out.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FrontPage {
    /// The first story.
    pub lead: Option<StoryId>,
    /// Headlines that belong to the lead.
    pub lead_related: Vec<StoryId>,
    /// The next ones.
    pub seconds: Vec<StoryId>,
    /// Timed headlines.
    pub briefs: Vec<StoryId>,
    /// A block for each section, or what an editor put in their place.
    pub blocks: Vec<Block>,
}

/// A block of the front page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Block {
    /// The list it shows.
    pub of: Fill,
    /// What it is called, where an editor says so.
    pub name: Option<String>,
    /// Its stories.
    pub stories: Vec<StoryId>,
}

/// What stands above the river of a section front.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Top {
    /// The first story.
    pub lead: Option<StoryId>,
    /// The next ones.
    pub seconds: Vec<StoryId>,
}

/// Lays out the front page.
pub(super) fn lay_out(edition: &Edition, curation: Option<Curation>) -> FrontPage {
    let Curation { lead: lead_slot, seconds: seconds_slot, briefs: briefs_slot, blocks } = curation.unwrap_or_default();
    let lead_slot = one_pin(lead_slot.unwrap_or_default());
    let seconds_slot = seconds_slot.unwrap_or_default();
    let briefs_slot = briefs_slot.unwrap_or_default();
    let pinned =
        [&lead_slot, &seconds_slot, &briefs_slot].into_iter().chain(blocks.iter().flatten()).flat_map(|slot| slot.pinned.iter().copied());
    let mut sheet = Sheet { used: pinned.collect() };
    // As many as can be needed when all of the best are pinned elsewhere.
    let most = 1 + seconds_slot.limit.unwrap_or(SECONDS).max(SECONDS) + sheet.used.len();
    let ranked = ranked(edition, 0..edition.stories.len(), most);
    let best = |slot: &Slot| -> Box<dyn Iterator<Item = StoryId> + '_> {
        match slot.fill {
            Some(fill) => fill.stories(edition),
            None => Box::new(ranked.iter().copied()),
        }
    };
    let lead = sheet.fill(edition, &lead_slot, 1, best(&lead_slot)).first().copied();
    let seconds = sheet.fill(edition, &seconds_slot, SECONDS, best(&seconds_slot));
    // Before blocks that nobody asked for, after those that an editor did.
    let curated = blocks.is_some();
    let mut lead_related = if curated { Vec::new() } else { sheet.beside(edition, lead) };
    let tops: Vec<usize> = edition
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.parent.is_none() && !section.stories.is_empty())
        .map(|(id, _)| id)
        .collect();
    let left = edition.stories.len().saturating_sub(sheet.used.len());
    let room = BRIEFS.min(left.saturating_sub(tops.len() * BLOCK).max(left / 3));
    let briefs = sheet.fill(edition, &briefs_slot, room, briefs_slot.fill.unwrap_or(Fill::Recent).stories(edition));
    let blocks =
        blocks.unwrap_or_else(|| tops.into_iter().map(|section| Slot { fill: Some(Fill::Section(section)), ..Slot::default() }).collect());
    let blocks = blocks
        .into_iter()
        .map(|slot| {
            let of = slot.fill.unwrap_or(Fill::Nothing);
            let stories = sheet.fill(edition, &slot, BLOCK, of.stories(edition));
            Block { of, name: slot.name, stories }
        })
        .filter(|block| !block.stories.is_empty())
        .collect();
    if curated {
        lead_related = sheet.beside(edition, lead);
    }
    FrontPage { lead, lead_related, seconds, briefs, blocks }
}

/// Lays out the top of a section front: only what its editor asks for.
pub(super) fn lay_out_section(edition: &Edition, section: usize, curation: Curation) -> Top {
    let stories = &edition.sections[section].stories;
    let lead_slot = curation.lead.map(one_pin);
    let pinned = lead_slot.iter().chain(&curation.seconds).flat_map(|slot| slot.pinned.iter().copied());
    let mut sheet = Sheet { used: pinned.collect() };
    let own = |slot: &Slot| -> Box<dyn Iterator<Item = StoryId> + '_> {
        match slot.fill {
            Some(fill) => fill.stories(edition),
            None => Box::new(ranked(edition, stories.iter().copied(), stories.len().min(100)).into_iter()),
        }
    };
    let lead = lead_slot.and_then(|slot| sheet.fill(edition, &slot, 1, own(&slot)).first().copied());
    let seconds = curation.seconds.map_or_else(Vec::new, |slot| sheet.fill(edition, &slot, SECONDS, own(&slot)));
    Top { lead, seconds }
}

/// There is one lead: the first pin that is in force leads, the others wait for its end.
fn one_pin(mut slot: Slot) -> Slot {
    slot.pinned.truncate(1);
    slot
}

/// A page being laid out.
struct Sheet {
    /// What stands on it, and what is pinned anywhere on it.
    used: HashSet<StoryId>,
}

impl Sheet {
    /// Stories that belong to the lead and stand nowhere else.
    fn beside(&mut self, edition: &Edition, lead: Option<StoryId>) -> Vec<StoryId> {
        let related = lead.map_or_else(Vec::new, |lead| edition.related(lead));
        let free: Vec<StoryId> = related.into_iter().filter(|id| !is_paid(edition, *id) && !self.used.contains(id)).take(RELATED).collect();
        self.used.extend(&free);
        free
    }

    /// The stories of a slot: its pins, then what is not used yet, up to its limit. A pin always stands.
    fn fill(&mut self, edition: &Edition, slot: &Slot, usual: usize, from: impl Iterator<Item = StoryId>) -> Vec<StoryId> {
        let mut stories: Vec<StoryId> = Vec::new();
        for id in &slot.pinned {
            if !stories.contains(id) {
                stories.push(*id);
            }
        }
        let limit = slot.limit.unwrap_or(usual);
        for id in from {
            if stories.len() >= limit {
                break;
            }
            if !is_paid(edition, id) && !stories.contains(&id) && (slot.repeat == Repeat::Yes || !self.used.contains(&id)) {
                stories.push(id);
            }
        }
        self.used.extend(&stories);
        stories
    }
}

/// Whether somebody paid for a story. Such a one stands where an editor pins it, and nowhere by itself.
pub(super) fn is_paid(edition: &Edition, id: StoryId) -> bool {
    edition.stories[id].article.head.kind == Kind::Sponsored
}

/// The `top` stories that can lead, best first: by priority, then newest. Opinion leads only when an editor says so.
fn ranked(edition: &Edition, stories: impl Iterator<Item = StoryId>, top: usize) -> Vec<StoryId> {
    let weight = |id: StoryId| {
        let head = &edition.stories[id].article.head;
        (std::cmp::Reverse(if head.kind.is_opinion() && head.priority == 0 { -1 } else { head.priority }), id)
    };
    let mut ids: Vec<StoryId> = stories.filter(|id| !is_paid(edition, *id)).collect();
    if top > 0 && top < ids.len() {
        ids.select_nth_unstable_by_key(top - 1, |id| weight(*id));
        ids.truncate(top);
    }
    ids.sort_by_key(|id| weight(*id));
    ids
}
