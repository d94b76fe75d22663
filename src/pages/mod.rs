//! Every kind of page, as rows of one table.
//!
//! [`plan`] asks each row for its pages: cheap values that know their address. [`Page::render`] makes the bytes of one,
//! from the edition and the [`Room`] alone, so that a build and a preview print the same. What templates see is made
//! in [`view`]; nothing here writes a file.

mod a_to_z;
mod archive;
mod article;
mod authors;
mod body;
mod corrections;
mod corrections_feed;
mod credits;
mod feed;
mod fingerprint;
mod front;
mod host_rules;
mod json_ld;
mod latest;
mod links;
mod listing;
mod meta;
mod not_found;
mod redirect;
mod search;
mod sections;
mod series;
mod sitemap;
mod standing;
mod text;
mod topics;
pub mod view;
mod withdrawn;
mod xml;

use std::fmt;

use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;
use crate::permalink::Permalink;
use crate::pictures::Shelf;
use crate::templates::Templates;
use crate::theme::Theme;

/// Everything that rendering a page needs.
pub struct Room<'a> {
    /// The paper at its moment.
    pub edition: &'a Edition,
    /// The templates.
    pub templates: &'a Templates,
    /// The look.
    pub theme: &'a Theme,
    /// Pictures and other files.
    pub shelf: &'a Shelf,
    /// What is wanted of a page.
    goal: Goal,
    /// What every page shows of the site, ready for the templates.
    frame: view::Frame,
    /// What feeds say of each story.
    feeds: feed::item::Store,
    /// What a search finds.
    search: search::Store,
}

impl<'a> Room<'a> {
    /// A room for one edition, in which pages are printed.
    pub fn new(edition: &'a Edition, templates: &'a Templates, theme: &'a Theme, shelf: &'a Shelf) -> Self {
        Room::with(edition, templates, theme, shelf, Goal::Print)
    }

    /// A room in which pages are only told apart: see [`Page::fingerprint`].
    pub fn of_fingerprints(edition: &'a Edition, templates: &'a Templates, theme: &'a Theme, shelf: &'a Shelf) -> Self {
        Room::with(edition, templates, theme, shelf, Goal::Fingerprint)
    }

    fn with(edition: &'a Edition, templates: &'a Templates, theme: &'a Theme, shelf: &'a Shelf, goal: Goal) -> Self {
        Room {
            frame: view::Frame::new(edition, theme, shelf),
            feeds: feed::item::Store::new(edition),
            search: search::Store::new(edition),
            edition,
            templates,
            theme,
            shelf,
            goal,
        }
    }
}

/// What is wanted of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    /// Its bytes.
    Print,
    /// A hash of all that it will show. Views are made as for printing; where a template would run or copy would be
    /// read, a hash of what goes in takes the place of what comes out.
    Fingerprint,
}

/// A kind of page: a row of the table.
struct Row {
    /// Its name in templates.
    kind: &'static str,
    /// When it is written.
    turn: Turn,
    /// Its pages in an edition.
    plan: fn(&Edition) -> Vec<(Permalink, Key)>,
    /// The bytes of one of them.
    render: fn(&Room<'_>, &Page) -> Result<Vec<u8>, Diag>,
}

/// Which of its kind a page is: an index into the edition, and a page number where lists have several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Key {
    index: usize,
    number: usize,
}

/// The table. A new output is a file with a row, and a line here.
const TABLE: &[Row] = &[
    article::ROW,
    standing::ROW,
    withdrawn::ROW,
    redirect::ROW,
    text::ROW,
    text::INDEX,
    front::ROW,
    sections::ROW,
    topics::ROW,
    topics::INDEX,
    authors::ROW,
    authors::INDEX,
    series::ROW,
    archive::MONTHS,
    archive::YEARS,
    latest::ROW,
    corrections::ROW,
    corrections_feed::ROW,
    host_rules::ROW,
    not_found::ROW,
    search::WORDS,
    search::STORIES,
    search::MANIFEST,
    search::ROW,
    feed::RSS,
    feed::ATOM,
    feed::JSON,
    sitemap::INDEX,
    sitemap::PARTS,
    sitemap::NEWS,
    sitemap::ROBOTS,
];

/// A page to be printed.
#[derive(Clone)]
pub struct Page {
    row: &'static Row,
    /// Its address.
    pub link: Permalink,
    key: Key,
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.row.kind, self.link)
    }
}

impl Page {
    /// Its kind, as templates name it.
    pub fn kind(&self) -> &'static str {
        self.row.kind
    }

    /// When it is written.
    pub fn turn(&self) -> Turn {
        self.row.turn
    }

    /// Makes its bytes.
    ///
    /// # Errors
    /// A template failed; the diagnostic names the template, the line and this page.
    pub fn render(&self, room: &Room<'_>) -> Result<Vec<u8>, Diag> {
        (self.row.render)(room, self)
    }

    /// Whether a file of the paper's own at the same address takes its place.
    pub fn yields(&self) -> bool {
        matches!(self.row.kind, "robots" | "host-rules")
    }

    /// A hash of everything the page will show, less what all pages share: templates, settings, the program itself. Two
    /// pages of one fingerprint have the same bytes. `room` must be one [of fingerprints](Room::of_fingerprints).
    ///
    /// # Errors
    /// What it shows cannot be told; rendering will say why.
    pub fn fingerprint(&self, room: &Room<'_>) -> Result<[u8; 32], Diag> {
        debug_assert_eq!(room.goal, Goal::Fingerprint);
        (self.row.render)(room, self).map(|bytes| *blake3::hash(&bytes).as_bytes())
    }

    /// The source that it shows, for messages.
    pub fn source<'e>(&self, edition: &'e Edition) -> Option<&'e str> {
        match self.row.kind {
            "article" => edition.stories.get(self.key.index).map(|story| &*story.article.path),
            "page" => edition.standing.get(self.key.index).map(|page| &*page.article.path),
            "withdrawn" => edition.withdrawn.get(self.key.index).map(|page| &*page.article.path),
            _ => None,
        }
    }
}

/// Every page of an edition, in the order of the table.
pub fn plan(edition: &Edition) -> Vec<Page> {
    TABLE.iter().flat_map(|row| (row.plan)(edition).into_iter().map(move |(link, key)| Page { row, link, key })).collect()
}
