//! The page for addresses that lead nowhere.

use super::cards::{self, Listed};
use super::sheet::Sheet;
use super::view::{self, Kicked, PageView};
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::address::not_found;
use crate::edition::{Edition, Standing};
use crate::output::Turn;
use crate::permalink::Permalink;

/// One page, `404.html`, which hosts serve at any depth; all its links are from the root.
pub(super) const ROW: Row = Row { kind: "404", turn: Turn::Index, plan, print };

/// A paper that has `content/404.md` shows that instead: a standing page at the same address.
fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    if edition.standing.iter().any(Standing::is_not_found) { Vec::new() } else { vec![(not_found(), Key::default())] }
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let language = view::paper_language(room);
    let latest: Vec<Listed> = room.newest_stories().map(|id| cards::get(room, id, &language, Kicked::BySection)).collect();
    let mut view = PageView::new(room, page, &language.word("not-found", &[]));
    view.canonical = None;
    "noindex".clone_into(&mut view.robots);
    Sheet { template: "404.html", language, section: None, page: view, name: "latest", view: latest }.print(room)
}
