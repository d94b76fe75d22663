//! Every story, newest first.

use super::forme::Forme;
use super::listing::{self, Extras, List};
use super::view::{self, Kicked};
use super::{Copies, Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::{Edition, StoryId, own_lists};
use crate::output::Turn;
use crate::permalink::Permalink;

/// One list.
pub(super) const ROW: Row = Row { kind: "latest", turn: Turn::Index, plan, copy: Copies::NoStory, make_up };

/// Its address.
pub(super) fn link(edition: &Edition) -> Permalink {
    own_lists::latest(&edition.sections)
}

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    let (count, by) = (edition.stories.len(), edition.config.paginate_by);
    let key = |number| Key { number, near: listing::page_range(count, number, by).start, ..Key::default() };
    listing::paginate_by(&link(edition), count, by, key).collect()
}

fn make_up<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let count = room.edition.stories.len();
    let stories: Vec<StoryId> = listing::page_range(count, page.key.number, room.edition.config.paginate_by).collect();
    let title = view::paper_language(room).word("latest-stories", &[]).into_owned();
    Ok(listing::make_up(
        room,
        page,
        List { title, link: &link(room.edition), count, stories: &stories, kicked: Kicked::BySection, more: Extras::default() },
    ))
}
