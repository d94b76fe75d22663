//! The pages of topics, and the index of them.

use super::a_to_z;
use super::forme::Forme;
use super::listing::{self, Extras, List};
use super::view::Kicked;
use super::{Copies, Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;
use crate::permalink::Permalink;
use crate::prose::escape;

/// A list for every topic.
pub(super) const ROW: Row = Row { kind: "topic", turn: Turn::Index, plan, copy: Copies::NoStory, make_up };

/// The index, where there are topics.
pub(super) const INDEX: Row = Row { kind: "topics", turn: Turn::Index, plan: plan_index, copy: Copies::NoStory, make_up: make_up_index };

/// The address of the index, if it is printed.
pub(super) fn index(edition: &Edition) -> Option<Permalink> {
    (!edition.topics.is_empty()).then(|| Permalink::folder(["topics"]))
}

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    let by = edition.config.paginate_by;
    edition.topics.iter().enumerate().flat_map(|(index, topic)| listing::paginate(&topic.link, &topic.stories, by, index)).collect()
}

fn make_up<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let topic = &room.edition.topics[page.key.index];
    let range = listing::page_range(topic.stories.len(), page.key.number, room.edition.config.paginate_by);
    let more = Extras {
        robots: topic.is_thin().then_some("noindex"),
        dek: topic.intro.as_deref().map(escape),
        description: topic.intro.clone(),
        ..Extras::default()
    };
    let list = List {
        title: topic.name.clone(),
        link: &topic.link,
        count: topic.stories.len(),
        stories: &topic.stories[range],
        kicked: Kicked::BySection,
        more,
    };
    Ok(listing::make_up(room, page, list))
}

fn plan_index(edition: &Edition) -> Vec<(Permalink, Key)> {
    index(edition).map(|link| (link, Key::default())).into_iter().collect()
}

fn make_up_index<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let base = &room.edition.config.base;
    let entries = room.edition.topics.iter().map(|topic| a_to_z::Entry {
        name: topic.name.clone(),
        url: base.url(&topic.link),
        count: topic.stories.len(),
        note: None,
    });
    Ok(a_to_z::make_up(room, page, "topics.html", "topics", entries.collect()))
}
