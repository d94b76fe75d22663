//! A page of a template: the frame, the head, and one view of its own.

use serde::Serialize;

use super::room::Room;
use super::view::PageView;
use super::{furniture, meta};
use crate::diag::{Diag, Place};
use crate::language::Language;

/// What a page is printed from.
pub(super) struct Sheet<'r, V> {
    pub(super) template: &'r str,
    pub(super) language: Language,
    /// Whose colour it has, and which is current in the nameplate.
    pub(super) section: Option<usize>,
    /// What the head says.
    pub(super) page: PageView,
    /// What the template calls the view.
    pub(super) name: &'static str,
    pub(super) view: V,
}

impl<V: Serialize> Sheet<'_, V> {
    /// Prints it.
    ///
    /// # Errors
    /// A template failed; the diagnostic names the template and the line.
    pub(super) fn print(self, room: &Room<'_>) -> Result<Vec<u8>, Diag> {
        let Sheet { template, language, section, mut page, name, view } = self;
        // A page that says nothing of its own to share cards says what every page can.
        if page.meta.is_empty() && page.canonical.is_some() {
            page.meta = meta::page(room, &page);
        }
        let mut context = furniture::context(room, section, &language);
        context.insert_value("furniture", furniture::get(room, section, page.kind, &language)?);
        context.insert("page", &page);
        context.insert("folio", &page.folio);
        context.insert(name, &view);
        room.render_page(template, &context)
    }
}

/// A fault of a page that shows the article at `path`.
pub(super) fn failed_for(path: &str) -> impl FnOnce(Diag) -> Diag + '_ {
    move |diag| diag.related("it failed for", Place::file(path))
}
