//! What stands at old addresses: a page that sends readers on, for hosts that know no other way.

use serde::Serialize;

use super::forme::{Forme, Sheet};
use super::view::{self, PageView};
use super::{Copies, Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;
use crate::permalink::Permalink;

/// A page for each old address that can have one.
pub(super) const ROW: Row = Row { kind: "redirect", turn: Turn::Page, plan, copy: Copies::NoStory, make_up };

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    let redirects = edition.redirects.iter().enumerate().filter(|(_, redirect)| redirect.has_page());
    redirects.map(|(index, redirect)| (redirect.from.clone(), Key::of(index))).collect()
}

#[derive(Serialize)]
struct RedirectView {
    url: String,
    title: Option<String>,
}

fn make_up<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let base = &room.edition.config.base;
    let to = &room.edition.redirects[page.key.index].to;
    let language = view::paper_language(room);
    let mut view = PageView::new(room, page, &language.word("moved", &[]));
    view.canonical = Some(base.absolute(to));
    "noindex".clone_into(&mut view.robots);
    let redirect = RedirectView { url: base.url(to), title: None };
    Ok(Forme::templated(Sheet { room, template: "redirect.html", language, section: None, page: view, name: "redirect", view: redirect }))
}
