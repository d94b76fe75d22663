//! Stories as lists show them, each made and printed once: a story stands on a dozen lists.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

use super::furniture;
use super::kept::KeptLast;
use super::room::{Asked, Room};
use super::view::{Card, Kicked};
use crate::diag::Diag;
use crate::edition::{Edition, StoryId};
use crate::language::Language;

/// Cards that are kept; a large paper makes those anew that have not been asked for in a while.
pub const MOST: usize = 16_384;

/// Cards in the language of the paper: those that lists asked for last.
pub(super) struct Store {
    language: Language,
    by_section: KeptLast<Listed>,
    by_topic: KeptLast<Listed>,
}

impl Store {
    /// An empty store for an edition.
    pub(super) fn new(edition: &Edition) -> Self {
        let empty = || KeptLast::new(edition.stories.len(), MOST);
        Store { language: Language::of(&edition.config.language).language, by_section: empty(), by_topic: empty() }
    }
}

/// A card that lists share.
#[derive(Clone)]
pub(super) struct Listed(Arc<Kept>);

struct Kept {
    card: Card,
    /// What was asked for it.
    asked: Asked,
    /// As lists of days print it, with what was asked for that.
    html: OnceLock<(Box<str>, Asked)>,
}

impl From<Card> for Listed {
    fn from(card: Card) -> Self {
        Listed(Arc::new(Kept { card, asked: Asked::default(), html: OnceLock::new() }))
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
        self.0.card.serialize(to)
    }
}

/// A card of a list of days, which stands there as it was printed.
pub(super) struct InList(pub(super) Listed);

impl InList {
    /// Prints it, if no list has done so yet.
    pub(super) fn print(&self, room: &Room<'_>, language: &Language) -> Result<(), Diag> {
        let Kept { card, html, .. } = &*self.0.0;
        if html.get().is_none() {
            let (printed, asked) = room.recorded(|| {
                let mut context = furniture::context(room, None, language);
                context.insert("card", card);
                // A list has the day over its cards, so they say the hour.
                context.insert("clock", &true);
                room.render("parts/card-list.html", &context)
            });
            // Two threads print the same.
            let _ = html.set((printed?.into(), asked));
        }
        if let Some((_, asked)) = html.get() {
            room.replay(asked);
        }
        Ok(())
    }
}

impl Serialize for InList {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.0.html.get().map_or("", |(html, _)| html))
    }
}

/// The card of a story in the language of a page.
pub(super) fn get(room: &Room<'_>, id: StoryId, language: &Language, kicked: Kicked) -> Listed {
    let make = || {
        let (card, asked) = room.recorded(|| Card::new(room, id, language, kicked));
        Listed(Arc::new(Kept { card, asked, html: OnceLock::new() }))
    };
    let store = room.cards();
    let kept = match kicked {
        Kicked::BySection => &store.by_section,
        Kicked::ByTopic => &store.by_topic,
    };
    let card = if language.tag() == store.language.tag() { kept.get(id, make) } else { make() };
    room.replay(&card.0.asked);
    card
}

/// Only the first card of a group shows its picture, so one that has a picture comes first.
pub(super) fn picture_first(mut cards: Vec<Listed>) -> Vec<Listed> {
    if let Some(at) = cards.iter().position(|card| card.picture.is_some()) {
        cards[..=at].rotate_right(1);
    }
    cards
}
