//! Every story, newest first.

use super::listing::{self, Extras, List};
use super::lists::ListOf;
use super::view::{self, Kicked};
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::{Edition, own_lists};
use crate::output::Turn;
use crate::permalink::Permalink;

/// One list.
pub(super) const ROW: Row = Row { kind: "latest", turn: Turn::Index, plan, print };

/// Its address.
pub(super) fn link(edition: &Edition) -> Permalink {
    own_lists::latest(&edition.sections)
}

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    listing::plan(edition, [ListOf::Paper])
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let title = view::paper_language(room).word("latest-stories", &[]).into_owned();
    let spread = room.spread(ListOf::Paper, page.key.number);
    listing::print(room, page, List { title, of: ListOf::Paper, spread, kicked: Kicked::BySection, more: Extras::default() })
}
