//! Pages of the paper itself: about, contact, ethics.

use serde::Serialize;

use super::links::Linker;
use super::sheet::{Sheet, failed_for};
use super::view::{self, PageView};
use super::{Key, Page, Room, Row, body};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;

/// One page for each.
pub(super) const ROW: Row = Row { kind: "page", turn: Turn::Page, plan, print };

fn plan(edition: &Edition) -> Vec<(crate::permalink::Permalink, Key)> {
    edition.standing.iter().enumerate().map(|(index, page)| (page.link.clone(), Key::of(index))).collect()
}

#[derive(Serialize)]
struct StandingView<'a> {
    title: &'a str,
    dek: Option<String>,
    body: String,
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let standing = room.standing(page.key.index);
    let head = &standing.article.head;
    let language = view::article_language(room, &standing.article);
    let linker = Linker::new(room, &standing.link, &standing.article.path);
    let view_of_it = StandingView {
        title: &head.headline.html,
        dek: head.dek.as_ref().map(|dek| linker.fill(&dek.markup)),
        body: body::render(&standing.article, &linker, &language).map_err(failed_for(&standing.article.path))?,
    };
    let mut view = PageView::new(room, page, head.seo_headline.as_deref().unwrap_or(&head.headline.words));
    view.description = Some(head.summary.clone()).filter(|summary| !summary.is_empty());
    if standing.mark.is_some() || standing.is_not_found() {
        "noindex".clone_into(&mut view.robots);
    }
    if standing.is_not_found() {
        view.canonical = None;
    }
    let template = head.template.as_deref().and_then(|name| room.template_named(name)).unwrap_or("page.html");
    let sheet = Sheet { template, language, section: None, page: view, name: "standing", view: view_of_it };
    sheet.print(room).map_err(failed_for(&standing.article.path))
}
