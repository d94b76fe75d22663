//! Stories as lists show them, each made and printed once: a story stands on a dozen lists.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

use super::kept::Kept;
use super::view::{Card, Kicked};
use super::{Room, fingerprint, furniture};
use crate::diag::Diag;
use crate::digest::Digest;
use crate::edition::{Edition, StoryId};
use crate::language::Language;

/// Cards that are kept; a large paper makes those anew that have not been asked for in a while.
pub const MOST: usize = 16_384;

/// Cards in the language of the paper: those that lists asked for last.
pub(super) struct Store {
    language: Language,
    by_section: Kept<Listed>,
    by_topic: Kept<Listed>,
}

impl Store {
    /// An empty store for an edition.
    pub(super) fn new(edition: &Edition) -> Self {
        let empty = || Kept::new(edition.stories.len(), MOST);
        Store { language: Language::of(&edition.config.language).language, by_section: empty(), by_topic: empty() }
    }
}

/// A card that lists share. Where only a fingerprint is wanted, its own stands for it.
#[derive(Clone)]
pub(super) struct Listed(Arc<Shared>);

struct Shared {
    card: Card,
    fingerprint: OnceLock<Option<Digest>>,
    html: OnceLock<Box<str>>,
}

impl From<Card> for Listed {
    fn from(card: Card) -> Self {
        Listed(Arc::new(Shared { card, fingerprint: OnceLock::new(), html: OnceLock::new() }))
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

/// A card of a list of days, which stands there as it was printed.
pub(super) struct InList(pub(super) Listed);

impl InList {
    /// Prints it, if no list has done so yet.
    pub(super) fn print(&self, room: &Room<'_>, language: &Language) -> Result<(), Diag> {
        let Shared { card, html, .. } = &*self.0.0;
        if html.get().is_none() {
            let mut context = furniture::context(room, 0, language);
            context.insert("card", card);
            // A list has the day over its cards, so they say the hour.
            context.insert("clock", &true);
            let printed = room.templates.render("parts/card-list.html", &context)?;
            // Two threads print the same.
            let _ = html.set(printed.into());
        }
        Ok(())
    }
}

impl Serialize for InList {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            return to.serialize_str(self.0.0.html.get().map_or("", |html| html));
        }
        self.0.serialize(to)
    }
}

/// The card of a story in the language of a page.
pub(super) fn get(room: &Room<'_>, id: StoryId, language: &Language, kicked: Kicked) -> Listed {
    // A card that is there already is of that head all the same.
    room.edition.story(id).article.head.note_read();
    let make = || Card::new(room, id, language, kicked).into();
    let kept = match kicked {
        Kicked::BySection => &room.cards.by_section,
        Kicked::ByTopic => &room.cards.by_topic,
    };
    if language.tag() == room.cards.language.tag() { kept.get(id, make) } else { make() }
}

/// Only the first card of a group shows its picture, so one that has a picture comes first.
pub(super) fn picture_first(mut cards: Vec<Listed>) -> Vec<Listed> {
    if let Some(at) = cards.iter().position(|card| card.picture.is_some()) {
        cards[..=at].rotate_right(1);
    }
    cards
}
