//! A page that is made up: everything it shows is settled, and nothing of it is printed yet.
//!
//! A build makes up every page once. Its fingerprint says whether the page in the output still shows the same; only
//! where it does not is the forme printed, from the same views that the fingerprint was taken of.

use serde::Serialize;

use super::view::PageView;
use super::{Room, fingerprint, furniture, meta};
use crate::diag::{Diag, Place};
use crate::digest::Digest;
use crate::language::Language;

/// A page that is made up.
pub struct Forme<'r>(Box<dyn Type + 'r>);

/// What a forme is set in.
trait Type {
    fn fingerprint(&self) -> Option<Digest>;
    fn print(self: Box<Self>) -> Result<Vec<u8>, Diag>;
}

impl<'r> Forme<'r> {
    /// A hash of everything the page will show, less what all pages share: templates, settings, the program itself. Two
    /// formes of one fingerprint print the same bytes. None where it cannot be told; printing will say why.
    pub fn fingerprint(&self) -> Option<Digest> {
        self.0.fingerprint()
    }

    /// Makes the bytes.
    ///
    /// # Errors
    /// A template failed; the diagnostic names the template and the line.
    pub fn print(self) -> Result<Vec<u8>, Diag> {
        self.0.print()
    }

    /// A page that is cheaper to print than to describe.
    pub(super) fn bytes(bytes: Vec<u8>) -> Self {
        Forme(Box::new(Bytes(bytes)))
    }

    /// A page with a fingerprint and bytes of its own making.
    pub(super) fn new(fingerprint: impl Fn() -> Option<Digest> + 'r, print: impl FnOnce() -> Result<Vec<u8>, Diag> + 'r) -> Self {
        Forme(Box::new(Pair(fingerprint, print)))
    }

    /// The same, with faults that name the article at `path`.
    pub(super) fn of(self, path: &'r str) -> Self {
        Forme(Box::new(Of(self, path)))
    }

    /// A page of a template. The frame shows `section` as current.
    pub(super) fn templated<V: Serialize + 'r>(sheet: Sheet<'r, V>) -> Self {
        Self::with_copy(sheet, |_| Ok(()))
    }

    /// A page of a template whose view stands without the copy until it is printed: `copy` then puts it in. What stands in
    /// its place before must tell any two copies apart.
    pub(super) fn with_copy<V: Serialize + 'r>(sheet: Sheet<'r, V>, copy: impl FnOnce(&mut V) -> Result<(), Diag> + 'r) -> Self {
        Forme(Box::new(Set { sheet: sheet.with_meta(), copy }))
    }
}

struct Bytes(Vec<u8>);

impl Type for Bytes {
    fn fingerprint(&self) -> Option<Digest> {
        Some(Digest::of(&self.0))
    }

    fn print(self: Box<Self>) -> Result<Vec<u8>, Diag> {
        Ok(self.0)
    }
}

struct Of<'r>(Forme<'r>, &'r str);

impl Type for Of<'_> {
    fn fingerprint(&self) -> Option<Digest> {
        self.0.fingerprint()
    }

    fn print(self: Box<Self>) -> Result<Vec<u8>, Diag> {
        self.0.print().map_err(|diag| diag.related("it failed for", Place::file(self.1)))
    }
}

struct Pair<F, P>(F, P);

impl<F: Fn() -> Option<Digest>, P: FnOnce() -> Result<Vec<u8>, Diag>> Type for Pair<F, P> {
    fn fingerprint(&self) -> Option<Digest> {
        (self.0)()
    }

    fn print(self: Box<Self>) -> Result<Vec<u8>, Diag> {
        (self.1)()
    }
}

/// A page of a template: the frame, the head, and one view of its own.
pub(super) struct Sheet<'r, V> {
    pub(super) room: &'r Room<'r>,
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

impl<V> Sheet<'_, V> {
    /// A page that says nothing of its own to share cards says what every page can.
    fn with_meta(mut self) -> Self {
        if self.page.meta.is_empty() && self.page.canonical.is_some() {
            self.page.meta = meta::page(self.room, &self.page);
        }
        self
    }

    fn frame(&self) -> usize {
        self.section.map_or(0, |section| section + 1)
    }
}

/// A sheet with what puts the copy into it.
struct Set<'r, V, C> {
    sheet: Sheet<'r, V>,
    copy: C,
}

impl<V: Serialize, C: FnOnce(&mut V) -> Result<(), Diag>> Type for Set<'_, V, C> {
    fn fingerprint(&self) -> Option<Digest> {
        let Sheet { room, template, language, page, name, view, .. } = &self.sheet;
        let frame = &room.frame.digests[self.sheet.frame()];
        fingerprint::of(&(template, language.tag(), language.direction().as_str(), frame, page, &page.folio, name, view))
    }

    fn print(self: Box<Self>) -> Result<Vec<u8>, Diag> {
        let frame = self.sheet.frame();
        let Sheet { room, template, language, page, name, mut view, .. } = self.sheet;
        (self.copy)(&mut view)?;
        let mut context = furniture::context(room, frame, &language);
        context.insert_value("furniture", furniture::get(room, frame, page.kind, &language)?);
        context.insert("page", &page);
        context.insert("folio", &page.folio);
        context.insert(name, &view);
        room.templates.render_page(template, &context)
    }
}
