//! The fronts of sections: what their editor put on top, then every story by day.

use super::links::Linker;
use super::listing::{self, Extras, List};
use super::lists::ListOf;
use super::view::{self, Kicked};
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;
use crate::permalink::Permalink;

/// A front for every section.
pub(super) const ROW: Row = Row { kind: "section", turn: Turn::Index, plan, print };

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    listing::plan(edition, (0..edition.sections.len()).map(ListOf::Section))
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let of = ListOf::Section(page.key.index);
    let section = room.about_section(page.key.index);
    let front = section.front.as_deref();
    let spread = room.spread(of, page.key.number);
    let newest = spread.turns.newer.is_none();
    let (lead, seconds) = room.section_top(page.key.index);
    let more = Extras {
        dek: front.and_then(|front| front.head.dek.as_ref().map(|dek| Linker::new(room, &section.link, &front.path).fill(&dek.markup))),
        description: front.map(|front| front.head.summary.clone()).filter(|summary| !summary.is_empty()),
        children: section.children.iter().map(|child| view::section_link(room, *child)).collect(),
        section: Some(page.key.index),
        lead: lead.filter(|_| newest),
        seconds: if newest { seconds.to_vec() } else { Vec::new() },
        ..Extras::default()
    };
    listing::print(room, page, List { title: section.name.clone(), of, spread, kicked: Kicked::ByTopic, more })
}
