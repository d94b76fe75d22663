//! Every kind of page, as rows of one table.
//!
//! [`plan`] asks each row for its pages: cheap values that know their address. [`Page::print`] renders one from what its
//! room ([`room`]) gives it and nothing else, and tells what it asked for; a build and a preview print the same. What
//! templates see is made in [`view`]; nothing here writes a file.

mod a_to_z;
mod answers;
mod archive;
mod article;
mod authors;
mod body;
mod cards;
mod corrections;
mod corrections_feed;
mod credits;
mod feed;
mod front;
mod furniture;
mod host_rules;
mod hosts;
mod json_ld;
mod kept;
mod latest;
mod links;
mod listing;
mod lists;
mod meta;
mod not_found;
mod redirect;
mod room;
mod search;
mod sections;
mod series;
mod sheet;
mod sitemap;
mod standing;
mod text;
mod topics;
pub mod view;
mod withdrawn;
mod xml;

use std::fmt;
use std::sync::Arc;

pub use cards::MOST as KEPT;
use room::Room;
pub use room::{Asked, Fittings, Shared};
pub use search::{Last as LastIndex, Remains as IndexRemains};

use crate::article::Article;
use crate::diag::Diag;
use crate::edition::{Edition, Mark, StoryId};
use crate::output::Turn;
use crate::permalink::Permalink;

/// A kind of page: a row of the table.
struct Row {
    /// Its name in templates.
    kind: &'static str,
    /// When it is written.
    turn: Turn,
    /// Its pages in an edition.
    plan: Plan,
    /// Renders one of them.
    print: Print,
}

impl Row {
    fn pages(&'static self, edition: &Edition) -> impl Iterator<Item = Page> {
        (self.plan)(edition).into_iter().map(move |(link, key)| Page { row: self, link, key })
    }
}

/// Names the pages of a kind.
type Plan = fn(&Edition) -> Vec<(Permalink, Key)>;

/// Renders a page.
type Print = fn(&Room<'_>, &Page) -> Result<Vec<u8>, Diag>;

/// Which of its kind a page is: an index into the edition, and a page number where lists have several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Key {
    index: usize,
    number: usize,
    /// The newest story that it shows, as far as that is known beforehand.
    near: StoryId,
}

impl Key {
    /// The only page of its index.
    fn of(index: usize) -> Self {
        Key { index, ..Key::default() }
    }
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
    hosts::ROW,
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

    /// About which story's time it is. Pages of one time share much, so they are best made up one after the other.
    pub fn near(&self) -> StoryId {
        self.key.near
    }

    /// Renders it, and tells what it asked for.
    ///
    /// # Errors
    /// A template failed; the diagnostic names the template, the line and this page.
    pub fn print(&self, shared: &Shared<'_>) -> Result<(Vec<u8>, Asked), Diag> {
        let room = Room::new(shared);
        let bytes = (self.row.print)(&room, self)?;
        Ok((bytes, room.asked()))
    }

    /// Whether a file of the paper's own at the same address takes its place.
    pub fn yields(&self) -> bool {
        matches!(self.row.kind, "robots" | "host-rules" | "hosting")
    }

    /// The source that it shows, for messages.
    pub fn source<'e>(&self, edition: &'e Edition) -> Option<&'e str> {
        self.article(edition).map(|(article, _)| &*article.path)
    }

    /// A file of the copy without which there would be no such list: its own front or profile, else its newest story.
    pub fn cause<'e>(&self, edition: &'e Edition) -> Option<&'e str> {
        let index = self.key.index;
        let (own, stories) = match self.row.kind {
            "section" => edition.sections.get(index).map(|list| (list.front.as_ref(), &list.stories)),
            "author" => edition.authors.get(index).map(|list| (list.profile.as_ref(), &list.stories)),
            "topic" => edition.topics.get(index).map(|list| (None, &list.stories)),
            "series" => edition.series.get(index).map(|list| (None, &list.stories)),
            _ => None,
        }?;
        own.or_else(|| stories.first().map(|id| &edition.story(*id).article)).map(|article| &*article.path)
    }

    /// The article that it shows, with the mark of a preview.
    pub fn article<'e>(&self, edition: &'e Edition) -> Option<(&'e Arc<Article>, Option<Mark>)> {
        match self.row.kind {
            "article" => edition.stories.get(self.key.index).map(|story| (&story.article, story.mark)),
            "page" => edition.standing.get(self.key.index).map(|page| (&page.article, page.mark)),
            "withdrawn" => edition.withdrawn.get(self.key.index).map(|page| (&page.article, page.mark)),
            _ => None,
        }
    }
}

/// How many files each volume of the search has. What copy says decides that, and of no other page whether there is one.
pub fn search_files(edition: &Edition) -> Vec<usize> {
    search::files(edition)
}

/// The first old address of which the hosts that read `_redirects` are not told, because one of them takes no more, and how many there are.
pub fn untold_redirects(edition: &Edition) -> Option<(Permalink, usize)> {
    let hosts = &edition.config.hosting.hosts;
    let of = host_rules::Rules::of(edition);
    hosts
        .iter()
        .any(|host| host.reads_redirects())
        .then(|| host_rules::common(&of).1.map(|(first, count)| (first.clone(), count)))
        .flatten()
}

/// Every page of an edition, in the order of the table; the formats of one feed stand together.
pub fn plan(edition: &Edition) -> Vec<Page> {
    let mut plan: Vec<Page> = TABLE.iter().flat_map(|row| row.pages(edition)).collect();
    for feeds in plan.chunk_by_mut(|a, b| feed::is_feed(a) == feed::is_feed(b)).filter(|pages| feed::is_feed(&pages[0])) {
        feeds.sort_by_key(|page| (page.key.number, page.key.index));
    }
    plan
}
