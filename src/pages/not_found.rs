//! The page for addresses that lead nowhere.

use super::view::{self, Card, Kicked, PageView};
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;
use crate::permalink::Permalink;

/// One page, `404.html`, which hosts serve at any depth; all its links are from the root.
pub(super) const ROW: Row =
    Row { kind: "404", turn: Turn::Index, plan: |_: &Edition| vec![(Permalink::root().file("404.html"), Key::default())], render };

/// Headlines it offers.
const LATEST: usize = 5;

fn render(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let language = view::paper_language(room);
    let latest: Vec<Card> =
        (0..room.edition.stories.len().min(LATEST)).map(|id| Card::new(room, id, &language, Kicked::BySection)).collect();
    let mut view = PageView::new(room, page, &language.word("not-found", &[]));
    view.canonical = None;
    "noindex".clone_into(&mut view.robots);
    view::render(room, "404.html", &language, None, &view, "latest", &latest)
}
