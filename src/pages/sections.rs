//! The fronts of sections: what their editor put on top, then every story by day.

use super::forme::Forme;
use super::links::Linker;
use super::listing::{self, Extras, List};
use super::view::{self, Kicked};
use super::{Copies, Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;
use crate::permalink::Permalink;

/// A front for every section.
pub(super) const ROW: Row = Row { kind: "section", turn: Turn::Index, plan, copy: Copies::NoStory, make_up };

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    let by = edition.config.paginate_by;
    edition.sections.iter().enumerate().flat_map(|(index, section)| listing::paginate(&section.link, &section.stories, by, index)).collect()
}

fn make_up<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let edition = room.edition;
    let section = &edition.sections[page.key.index];
    let front = section.front.as_ref();
    let range = listing::page_range(section.stories.len(), page.key.number, edition.config.paginate_by);
    let newest = range.start == 0;
    let more = Extras {
        dek: front.and_then(|front| front.head.dek.as_ref().map(|dek| Linker::new(room, &section.link, &front.path).fill(&dek.markup))),
        description: front.map(|front| front.head.summary.clone()).filter(|summary| !summary.is_empty()),
        children: section.children.iter().map(|child| view::section_link(edition, *child)).collect(),
        section: Some(page.key.index),
        lead: section.top.lead.filter(|_| newest),
        seconds: if newest { section.top.seconds.clone() } else { Vec::new() },
        ..Extras::default()
    };
    let list = List {
        title: section.name.clone(),
        link: &section.link,
        count: section.stories.len(),
        stories: &section.stories[range],
        kicked: Kicked::ByTopic,
        more,
    };
    Ok(listing::make_up(room, page, list))
}
