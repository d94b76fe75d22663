//! Pages of the paper itself: about, contact, ethics.

use serde::Serialize;

use super::links::Linker;
use super::view::{self, PageView};
use super::{Key, Page, Room, Row, body};
use crate::diag::{Diag, Place};
use crate::edition::Edition;
use crate::output::Turn;

/// One page for each.
pub(super) const ROW: Row = Row { kind: "page", turn: Turn::Page, plan, render };

fn plan(edition: &Edition) -> Vec<(crate::permalink::Permalink, Key)> {
    edition.standing.iter().enumerate().map(|(index, page)| (page.link.clone(), Key { index, number: 0 })).collect()
}

#[derive(Serialize)]
struct StandingView<'a> {
    title: &'a str,
    dek: Option<String>,
    body: String,
}

fn render(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let standing = &room.edition.standing[page.key.index];
    let head = &standing.article.head;
    let language = view::article_language(room, &standing.article);
    let linker = Linker::new(room, &standing.link, &standing.article.path);
    let failed = |diag: Diag| diag.related("it failed for", Place::file(&standing.article.path));
    let view_of_it = StandingView {
        title: &head.headline.html,
        dek: head.dek.as_ref().map(|dek| linker.fill(&dek.markup)),
        body: body::render(&standing.article, &linker, &language).map_err(failed)?,
    };
    let mut view = PageView::new(room, page, head.seo_headline.as_deref().unwrap_or(&head.headline.words));
    view.description = Some(head.summary.clone()).filter(|summary| !summary.is_empty());
    if standing.mark.is_some() {
        "noindex".clone_into(&mut view.robots);
    }
    let template = match &head.template {
        Some(name) if room.templates.has(&format!("{name}.html")) => format!("{name}.html"),
        _ => "page.html".to_owned(),
    };
    view::render(room, &template, &language, None, &view, "standing", &view_of_it).map_err(failed)
}
