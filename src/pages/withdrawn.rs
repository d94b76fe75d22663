//! The notice in the place of a story that was taken back. It says why, and nothing of what the story said.

use serde::Serialize;

use super::sheet::Sheet;
use super::view::{self, DateView, PageView};
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;
use crate::permalink::Permalink;
use crate::prose::escape;

/// A notice for each.
pub(super) const ROW: Row = Row { kind: "withdrawn", turn: Turn::Page, plan, print };

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    edition.withdrawn.iter().enumerate().map(|(index, page)| (page.link.clone(), Key::of(index))).collect()
}

#[derive(Serialize)]
struct WithdrawnView {
    date: Option<DateView>,
    text: String,
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let article = &room.withdrawn(page.key.index).article;
    let language = view::article_language(room, article);
    let reason = article.head.withdrawn.as_deref().unwrap_or_default();
    let paragraphs = reason.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    let notice = WithdrawnView {
        // `updated` is the day it was taken back; the day of publication would say nothing about the notice.
        date: article.head.updated.map(|moment| DateView::new(room, moment, &language)),
        text: paragraphs.map(|text| format!("<p>{}</p>", escape(text))).collect::<Vec<_>>().join("\n"),
    };
    let mut view = PageView::new(room, page, &language.word("withdrawn", &[]));
    "noindex".clone_into(&mut view.robots);
    Sheet { template: "withdrawn.html", language, section: None, page: view, name: "withdrawn", view: notice }.print(room)
}
