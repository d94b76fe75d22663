//! One paper, planned and ready to be asked for any of its addresses.
//!
//! Only addresses that a build would write are known here; a request can never reach a file by its path on disk.

use std::path::PathBuf;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use super::cache::Print;
use crate::diag::Diag;
use crate::digest::Digester;
use crate::edition::address::Status;
use crate::edition::{Held, Mark};
use crate::pages::Page;
use crate::permalink::Permalink;
use crate::press::Paper;

/// A paper with the index of its addresses.
pub(super) struct Snapshot {
    /// The issue that it was made for.
    pub(super) number: u64,
    pub(super) paper: Paper,
    /// Warnings, sorted by file.
    pub(super) told: Vec<Diag>,
    index: Arc<HashMap<Permalink, What>>,
}

/// What stands at an address.
enum What {
    Page(usize),
    Theme(usize),
    File(PathBuf),
}

/// What a path leads to.
pub(super) enum Lead<'s> {
    /// A page.
    Page(&'s Page),
    /// Bytes that the theme made.
    Theme(&'s Permalink, &'s [u8]),
    /// A file that is copied.
    File(&'s Permalink, &'s PathBuf),
    /// The same with a slash.
    Slash(&'s Permalink),
}

impl Snapshot {
    pub(super) fn new(number: u64, paper: Paper, told: Vec<Diag>) -> Self {
        let mut index: HashMap<Permalink, What> = HashMap::with_capacity(paper.plan.len() + 64);
        index.extend(paper.files.iter().map(|(link, entry)| (link.clone(), What::File(entry.disk.clone()))));
        index.extend(paper.site.theme.files.iter().enumerate().map(|(at, (path, _))| (path.permalink(), What::Theme(at))));
        index.extend(paper.plan.iter().enumerate().map(|(at, page)| (page.link.clone(), What::Page(at))));
        Snapshot { number, paper, told, index: Arc::new(index) }
    }

    /// The same addresses with another paper, which has the same plan.
    pub(super) fn amended(&self, number: u64, paper: Paper, told: Vec<Diag>) -> Self {
        Snapshot { number, paper, told, index: self.index.clone() }
    }

    /// What a decoded path beneath the site's own leads to.
    pub(super) fn find(&self, path: &str) -> Option<Lead<'_>> {
        if let Some((link, what)) = self.index.get_key_value(path) {
            return Some(match what {
                What::Page(at) => Lead::Page(&self.paper.plan[*at]),
                What::Theme(at) => Lead::Theme(link, &self.paper.site.theme.files[*at].1),
                What::File(disk) => Lead::File(link, disk),
            });
        }
        if let Some(folder) = path.strip_suffix("index.html").filter(|folder| folder.ends_with('/')) {
            return self.page(folder).map(Lead::Page);
        }
        self.page(&format!("{path}/")).map(|page| Lead::Slash(&page.link))
    }

    /// The page at an address.
    pub(super) fn page(&self, path: &str) -> Option<&Page> {
        match self.index.get(path) {
            Some(What::Page(at)) => Some(&self.paper.plan[*at]),
            _ => None,
        }
    }

    /// The page that says there is none.
    pub(super) fn lost(&self) -> Option<&Page> {
        self.page("/404.html")
    }

    /// The page that shows a source.
    pub(super) fn page_of(&self, source: &str) -> Option<&Page> {
        self.page(self.paper.edition.addresses.of_source(source)?.as_str()).filter(|page| page.source(&self.paper.edition) == Some(source))
    }

    /// Warnings about one file.
    pub(super) fn warnings(&self, source: &str) -> &[Diag] {
        let path = |diag: &Diag| diag.place.as_ref().map(|place| place.path.clone());
        let start = self.told.partition_point(|diag| path(diag).is_some_and(|path| &*path < source));
        let end = start + self.told[start..].partition_point(|diag| path(diag).is_some_and(|path| &*path == source));
        &self.told[start..end]
    }

    /// The article that is held back at an address where nothing is.
    pub(super) fn held(&self, path: &str) -> Option<&Held> {
        let edition = &self.paper.edition;
        let link = Permalink::explicit(path).ok()?;
        (edition.addresses.status(&link) == Some(Status::Held)).then_some(())?;
        edition.held.iter().find(|held| edition.addresses.of_source(&held.path) == Some(&link))
    }

    /// Why a page would not be out.
    pub(super) fn mark(&self, page: &Page) -> Option<Mark> {
        page.article(&self.paper.edition).and_then(|(_, mark)| mark)
    }

    /// Address of the style sheet.
    pub(super) fn sheet(&self) -> String {
        self.paper.site.theme.css.as_ref().map_or_else(String::new, |link| self.paper.site.config.base.url(link))
    }

    /// Renders a page.
    ///
    /// # Errors
    /// Its template failed, or a file whose copy it shows is not as it was read.
    pub(super) fn print(&self, page: &Page) -> Result<Print, Diag> {
        let bytes = self.paper.print(page)?;
        let mark = mark(&bytes, self.sheet().as_bytes());
        Ok(Print { bytes, mark })
    }
}

/// Hash of a page as if its style sheet had no name, which can be exchanged without loading the page again.
fn mark(bytes: &[u8], sheet: &[u8]) -> String {
    let mut digester = Digester::new();
    let mut rest = bytes;
    while let Some(at) = (!sheet.is_empty()).then(|| find(rest, sheet)).flatten() {
        digester.add(&rest[..at]);
        rest = &rest[at + sheet.len()..];
    }
    digester.add(rest);
    digester.finish().short(16)
}

/// Where `needle` begins in `hay`.
pub(super) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_style_sheet_is_no_new_page() {
        let page = |sheet: &str, text: &str| mark(format!("<link href={sheet}><p>{text}").as_bytes(), sheet.as_bytes());
        assert_eq!(page("/a.1.css", "x"), page("/a.2.css", "x"));
        assert_ne!(page("/a.1.css", "x"), page("/a.1.css", "y"));
    }
}
