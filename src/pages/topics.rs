//! The pages of topics, and the index of them.

use super::a_to_z;
use super::listing::{self, Extras, List};
use super::lists::ListOf;
use super::view::Kicked;
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;
use crate::permalink::Permalink;
use crate::prose::escape;

/// A list for every topic.
pub(super) const ROW: Row = Row { kind: "topic", turn: Turn::Index, plan, print };

/// The index, where there are topics.
pub(super) const INDEX: Row = Row { kind: "topics", turn: Turn::Index, plan: plan_index, print: print_index };

/// The address of the index, if it is printed.
pub(super) fn index(edition: &Edition) -> Option<Permalink> {
    (!edition.topics.is_empty()).then(|| Permalink::folder(["topics"]))
}

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    listing::plan(edition, (0..edition.topics.len()).map(ListOf::Topic))
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let of = ListOf::Topic(page.key.index);
    let (topic, spread) = (room.topic(page.key.index), room.spread(of, page.key.number));
    let more = Extras {
        robots: spread.thin.then_some("noindex"),
        dek: topic.intro.as_deref().map(escape),
        description: topic.intro.clone(),
        ..Extras::default()
    };
    listing::print(room, page, List { title: topic.name.clone(), of, spread, kicked: Kicked::BySection, more })
}

fn plan_index(edition: &Edition) -> Vec<(Permalink, Key)> {
    index(edition).map(|link| (link, Key::default())).into_iter().collect()
}

fn print_index(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let base = &room.config.base;
    let entries =
        room.topics().map(|(topic, count)| a_to_z::Entry { name: topic.name.clone(), url: base.url(&topic.link), count, note: None });
    a_to_z::print(room, page, "topics.html", "topics", entries.collect())
}
