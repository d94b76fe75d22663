//! What stands at old addresses: a page that sends readers on, for hosts that know no other way.

use serde::Serialize;

use super::sheet::Sheet;
use super::view::{self, PageView};
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;
use crate::permalink::Permalink;

/// A page for each old address that can have one.
pub(super) const ROW: Row = Row { kind: "redirect", turn: Turn::Page, plan, print };

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    let redirects = edition.redirects.iter().enumerate().filter(|(_, redirect)| redirect.has_page());
    redirects.map(|(index, redirect)| (redirect.from.clone(), Key::of(index))).collect()
}

#[derive(Serialize)]
struct RedirectView {
    url: String,
    title: Option<String>,
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let base = &room.config.base;
    let to = &room.redirect(page.key.index).to;
    let language = view::paper_language(room);
    let mut view = PageView::new(room, page, &language.word("moved", &[]));
    view.canonical = Some(base.absolute(to));
    "noindex".clone_into(&mut view.robots);
    let redirect = RedirectView { url: base.url(to), title: None };
    Sheet { template: "redirect.html", language, section: None, page: view, name: "redirect", view: redirect }.print(room)
}
