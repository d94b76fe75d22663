//! What links and pictures of the copy become on a page.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::Room;
use crate::edition::address::{Status, Target, is_elsewhere};
use crate::permalink::{Base, Permalink, decode_path, encode_path, printable, refused_scheme};
use crate::pictures::{Asset, Shape, Size};
use crate::prose::{HELD, Hole, Markup, escape, unlink};

/// Where the copy is printed, which decides how addresses are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    /// A page of the site: root-relative.
    Page,
    /// A feed: absolute, since nobody knows where it is read.
    Feed,
}

/// Fills the holes of one article's copy.
pub(super) struct Linker<'r, 'a> {
    pub(super) room: &'r Room<'a>,
    /// The page the copy belongs to.
    pub(super) from: &'r Permalink,
    /// The folder of its source, such as `content/city`.
    pub(super) folder: String,
    pub(super) medium: Medium,
}

impl<'r, 'a> Linker<'r, 'a> {
    /// For an article at an address.
    pub(super) fn new(room: &'r Room<'a>, from: &'r Permalink, source: &str) -> Self {
        Linker { room, from, folder: source.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned(), medium: Medium::Page }
    }

    /// For copy that is printed elsewhere than on a page.
    #[must_use]
    pub(super) fn medium(mut self, medium: Medium) -> Self {
        self.medium = medium;
        self
    }

    /// HTML of a piece of copy. Links to what is held back become text, and its pictures vanish; so do addresses that must not
    /// be printed.
    pub(super) fn fill(&self, markup: &Markup) -> String {
        let mut withheld = Vec::new();
        let html = markup.fill(&mut |hole| match hole {
            Hole::Link(to) if self.withholds(to) => {
                withheld.push(to.clone());
                HELD.to_string()
            }
            Hole::Link(to) => escape(&self.link(to)),
            Hole::Asset(src) | Hole::Picture { src, .. } if self.withholds(src) => String::new(),
            // Words stand where a picture cannot.
            Hole::Picture { src, alt } if self.is_missing(src) => escape(alt),
            Hole::Asset(src) => escape(&self.asset(src)),
            Hole::Picture { src, alt } => self.picture(src, alt),
            Hole::Shape(src) => self.find(src).map_or(Shape::Landscape, |(asset, _)| asset.shape()).word().to_owned(),
        });
        if withheld.is_empty() { html } else { unlink(&html, &withheld) }
    }

    /// Whether an address is not printed: for its scheme, or for what it leads to.
    pub(super) fn withholds(&self, address: &str) -> bool {
        refused_scheme(address).is_some() || self.is_held(address)
    }

    /// Whether an address is that of something that is held back (an article, or a file of one), or that is never printed.
    pub(super) fn is_held(&self, address: &str) -> bool {
        let address = self.local(address);
        if is_elsewhere(address) {
            return false;
        }
        match self.room.file(address, &self.folder) {
            Some((_, link)) => link.is_none(),
            None => matches!(self.room.resolve(address, self.from, &self.folder), Target::Page(_, _, Some(Status::Held))),
        }
    }

    /// Whether a picture can be shown.
    pub(super) fn shows(&self, address: &str) -> bool {
        !self.is_held(address) && !self.is_missing(address)
    }

    /// Whether a picture would be a broken frame: a file of this site that is not there.
    pub(super) fn is_missing(&self, address: &str) -> bool {
        let address = self.local(address);
        !is_elsewhere(address) && self.room.file(address, &self.folder).is_none()
    }

    /// An address on this site that was written with its host, without it.
    fn local<'t>(&self, address: &'t str) -> &'t str {
        self.room.config.base.local(address).unwrap_or(address)
    }

    /// The file that an address means, if it is printed.
    pub(super) fn find(&self, address: &str) -> Option<(&'a Asset, Permalink)> {
        if is_elsewhere(address) {
            return None;
        }
        let (asset, link) = self.room.file(address, &self.folder)?;
        link.map(|link| (asset, link))
    }

    fn url(&self, link: &Permalink) -> String {
        match self.medium {
            Medium::Page => self.room.config.base.url(link),
            Medium::Feed => self.room.config.base.absolute(link),
        }
    }

    /// The address of a link.
    pub(super) fn link(&self, to: &str) -> String {
        let to = self.local(to);
        if let Some((_, link)) = self.find(to) {
            let rest = &to[to.find(['?', '#']).unwrap_or(to.len())..];
            return format!("{}{rest}", self.url(&link));
        }
        match self.room.resolve(to, self.from, &self.folder) {
            Target::Elsewhere if self.medium == Medium::Feed && to.starts_with(['#', '?']) => format!("{}{to}", self.url(self.from)),
            Target::Elsewhere => elsewhere(to),
            Target::Page(link, rest, _) => format!("{}{rest}", self.url(&link)),
        }
    }

    /// The address of a picture or another file.
    pub(super) fn asset(&self, src: &str) -> String {
        match self.find(src) {
            Some((_, link)) => self.url(&link),
            None if is_elsewhere(src) => elsewhere(src),
            // Not even the name of a file gets out before its story.
            None if self.is_held(src) => String::new(),
            None => self.link(src),
        }
    }

    fn picture(&self, src: &str, alt: &str) -> String {
        let mut html = format!("<img src=\"{}\" alt=\"{}\"", escape(&self.asset(src)), escape(alt));
        if let Some(Size { width, height }) = self.find(src).and_then(|(asset, _)| asset.size()) {
            let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
        }
        html.push_str(" loading=\"lazy\" decoding=\"async\">");
        html
    }
}

/// An address that leads away, as written; nothing of one that must not be printed.
fn elsewhere(address: &str) -> String {
    printable(address).map(Cow::into_owned).unwrap_or_default()
}

/// An address of the config or of a profile: a path of this site, or a whole address elsewhere. None for one that must not be
/// printed.
pub(super) fn configured(base: &Base, url: &str) -> Option<String> {
    let url = printable(url)?;
    if is_elsewhere(&url) {
        return Some(url.into_owned());
    }
    let end = url.find(['?', '#']).unwrap_or(url.len());
    // Decoding may bring out a slash that would make a host of the first folder.
    let path = decode_path(&url[..end]);
    Some(format!("{}{}{}", base.path(), encode_path(path.trim_start_matches(['/', '\\'])), &url[end..]))
}
