//! Stories as lists show them, each made once: a story stands on a dozen lists.

use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::{Serialize, Serializer};

use super::view::{self, Card, Kicked};
use super::{Room, fingerprint};
use crate::edition::{Edition, StoryId};
use crate::language::Language;

/// Cards that are kept; a large paper makes those anew that have not been asked for in a while.
const KEPT: usize = 8192;

/// Cards in the language of the paper: those that lists asked for last.
pub(super) struct Store {
    by_section: Vec<Slot>,
    by_topic: Vec<Slot>,
}

/// A place for one of several stories.
type Slot = Mutex<Option<(StoryId, Listed)>>;

impl Store {
    /// An empty store for an edition.
    pub(super) fn new(edition: &Edition) -> Self {
        let empty = || std::iter::repeat_with(Slot::default).take(edition.stories.len().min(KEPT)).collect();
        Store { by_section: empty(), by_topic: empty() }
    }
}

/// A card that lists share. Where only a fingerprint is wanted, its own stands for it.
#[derive(Clone)]
pub(super) struct Listed(Arc<Kept>);

struct Kept {
    card: Card,
    fingerprint: OnceLock<Option<[u8; 32]>>,
}

impl From<Card> for Listed {
    fn from(card: Card) -> Self {
        Listed(Arc::new(Kept { card, fingerprint: OnceLock::new() }))
    }
}

impl Deref for Listed {
    type Target = Card;

    fn deref(&self) -> &Card {
        &self.0.card
    }
}

impl Serialize for Listed {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            return self.0.card.serialize(to);
        }
        self.0.fingerprint.get_or_init(|| fingerprint::of(&self.0.card)).serialize(to)
    }
}

/// The card of a story in the language of a page.
pub(super) fn get(room: &Room<'_>, id: StoryId, language: &Language, kicked: Kicked) -> Listed {
    if language.tag() != view::paper_language(room).tag() {
        return Card::new(room, id, language, kicked).into();
    }
    let shelf = match kicked {
        Kicked::BySection => &room.cards.by_section,
        Kicked::ByTopic => &room.cards.by_topic,
    };
    let mut slot = shelf[id % KEPT].lock().unwrap_or_else(PoisonError::into_inner);
    match &*slot {
        Some((known, card)) if *known == id => card.clone(),
        _ => slot.insert((id, Card::new(room, id, language, kicked).into())).1.clone(),
    }
}

/// Only the first card of a group shows its picture, so one that has a picture comes first.
pub(super) fn picture_first(mut cards: Vec<Listed>) -> Vec<Listed> {
    if let Some(at) = cards.iter().position(|card| card.picture.is_some()) {
        cards[..=at].rotate_right(1);
    }
    cards
}
