//! Pages of the paper itself: about, contact, ethics.

use serde::Serialize;

use super::forme::{Forme, Sheet};
use super::links::Linker;
use super::view::{self, PageView};
use super::{Copies, Key, Page, Room, Row, body};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;

/// One page for each.
pub(super) const ROW: Row = Row { kind: "page", turn: Turn::Page, plan, copy: Copies::NoStory, make_up };

fn plan(edition: &Edition) -> Vec<(crate::permalink::Permalink, Key)> {
    edition.standing.iter().enumerate().map(|(index, page)| (page.link.clone(), Key::of(index))).collect()
}

#[derive(Serialize)]
struct StandingView<'a> {
    title: &'a str,
    dek: Option<String>,
    body: String,
}

fn make_up<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let standing = &room.edition.standing[page.key.index];
    let head = &standing.article.head;
    let language = view::article_language(room, &standing.article);
    let linker = Linker::new(room, &standing.link, &standing.article.path);
    let view_of_it = StandingView {
        title: &head.headline.html,
        dek: head.dek.as_ref().map(|dek| linker.fill(&dek.markup)),
        body: linker.digest(&standing.article),
    };
    let mut view = PageView::new(room, page, head.seo_headline.as_deref().unwrap_or(&head.headline.words));
    view.description = Some(head.summary.clone()).filter(|summary| !summary.is_empty());
    if standing.mark.is_some() || standing.is_not_found() {
        "noindex".clone_into(&mut view.robots);
    }
    if standing.is_not_found() {
        view.canonical = None;
    }
    let template = head.template.as_deref().and_then(|name| room.templates.named(name)).unwrap_or("page.html");
    let sheet = Sheet { room, template, language: language.clone(), section: None, page: view, name: "standing", view: view_of_it };
    let copy = move |view: &mut StandingView<'_>| {
        view.body = body::render(&standing.article, &linker, &language)?;
        Ok(())
    };
    Ok(Forme::with_copy(sheet, copy).of(&standing.article.path))
}
