//! Every kind of page, as rows of one table.
//!
//! [`plan`] asks each row for its pages: cheap values that know their address. [`Page::make_up`] settles what one shows,
//! from the edition and the [`Room`] alone, as a [`Forme`] that can be told from others and printed; a build and a preview
//! print the same. What templates see is made in [`view`]; nothing here writes a file.

mod a_to_z;
mod archive;
mod article;
mod authors;
mod body;
mod cards;
mod corrections;
mod corrections_feed;
mod credits;
mod feed;
mod fingerprint;
mod forme;
mod front;
mod furniture;
mod host_rules;
mod json_ld;
mod kept;
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

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::sync::Arc;

pub use cards::MOST as KEPT;
pub use forme::Forme;
pub use search::{Last as LastIndex, Remains as IndexRemains};

use crate::article::Article;
use crate::diag::Diag;
use crate::digest::Digest;
use crate::edition::{Edition, Mark, StoryId};
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
    /// What every page shows of the site, ready for the templates.
    frame: Arc<view::Frame>,
    /// What feeds say of each story.
    feeds: Arc<feed::item::Store>,
    /// What a search finds.
    search: Arc<search::Store>,
    /// Stories as lists show them.
    cards: Arc<cards::Store>,
    /// What stands round every page.
    furniture: Arc<furniture::Store>,
    /// The index of the last build, where it is known.
    last: Option<LastIndex<'a>>,
}

/// What all rooms of one edition share, made once.
#[derive(Clone)]
pub struct Fittings {
    frame: Arc<view::Frame>,
    feeds: Arc<feed::item::Store>,
    search: Arc<search::Store>,
    cards: Arc<cards::Store>,
    furniture: Arc<furniture::Store>,
}

impl Fittings {
    /// For an edition with its look.
    pub fn new(edition: &Edition, theme: &Theme, shelf: &Shelf) -> Self {
        Fittings {
            frame: Arc::new(view::Frame::new(edition, theme, shelf)),
            feeds: Arc::new(feed::item::Store::new(edition)),
            search: Arc::new(search::Store::new(edition)),
            cards: Arc::new(cards::Store::new(edition)),
            furniture: Arc::default(),
        }
    }

    /// Hash of what every page shows of the paper: nameplate, sections, standing pages, the look.
    pub fn frame(&self) -> Digest {
        Digest::of_list(&self.frame.digests)
    }
}

impl<'a> Room<'a> {
    /// A room for one edition, with the fittings that were made for it.
    pub fn new(edition: &'a Edition, templates: &'a Templates, theme: &'a Theme, shelf: &'a Shelf, fittings: &Fittings) -> Self {
        let Fittings { frame, feeds, search, cards, furniture } = fittings.clone();
        Room { edition, templates, theme, shelf, frame, feeds, search, cards, furniture, last: None }
    }

    /// The same room, in which the index is made from that of the last build, as far as it can be. What is printed is the
    /// same.
    #[must_use]
    pub fn with_last_index(self, last: LastIndex<'a>) -> Self {
        Room { last: Some(last), ..self }
    }

    /// What the next build can use of the index.
    pub fn index_remains(&self) -> IndexRemains {
        self.search.remains(self)
    }
}

/// A kind of page: a row of the table.
struct Row {
    /// Its name in templates.
    kind: &'static str,
    /// When it is written.
    turn: Turn,
    /// Its pages in an edition.
    plan: Plan,
    /// Whose copy one of them shows.
    copy: Copies,
    /// What one of them shows.
    make_up: MakeUp,
}

impl Row {
    fn pages(&'static self, edition: &Edition) -> impl Iterator<Item = Page> {
        (self.plan)(edition).into_iter().map(move |(link, key)| Page { row: self, link, key })
    }
}

/// Whose copy a page shows, apart from what heads say.
#[derive(Clone, Copy)]
enum Copies {
    /// Nobody's, or that of a page of the paper itself.
    NoStory,
    /// That of the story of its index.
    Own,
    /// That of these stories.
    Of(fn(&Edition, Key) -> Vec<StoryId>),
    /// That of the stories of a volume of the search, of its index.
    Volume,
    /// That of any story.
    Any,
}

/// Names the pages of a kind.
type Plan = fn(&Edition) -> Vec<(Permalink, Key)>;

/// Makes up a page.
type MakeUp = for<'r> fn(&'r Room<'r>, &'r Page) -> Result<Forme<'r>, Diag>;

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

    /// Settles what it shows.
    ///
    /// # Errors
    /// A template that is needed for that failed; the diagnostic names the template, the line and this page.
    pub fn make_up<'r>(&'r self, room: &'r Room<'r>) -> Result<Forme<'r>, Diag> {
        (self.row.make_up)(room, self)
    }

    /// Makes its bytes.
    ///
    /// # Errors
    /// A template failed; the diagnostic names the template, the line and this page.
    pub fn render(&self, room: &Room<'_>) -> Result<Vec<u8>, Diag> {
        self.make_up(room)?.print()
    }

    /// Whether a file of the paper's own at the same address takes its place.
    pub fn yields(&self) -> bool {
        matches!(self.row.kind, "robots" | "host-rules")
    }

    /// Whether it can be another page once the copy of some stories was edited, and nothing else was.
    pub fn shows(&self, edition: &Edition, edited: &Edited) -> bool {
        match self.row.copy {
            Copies::NoStory => false,
            Copies::Own => edited.stories.contains(&self.key.index),
            Copies::Of(shown) => shown(edition, self.key).iter().any(|id| edited.stories.contains(id)),
            Copies::Volume => edited.volumes.contains(&self.key.index),
            Copies::Any => !edited.stories.is_empty(),
        }
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

/// Stories whose copy was edited.
#[derive(Debug)]
pub struct Edited {
    stories: HashSet<StoryId>,
    /// The volumes of the search that they stand in.
    volumes: BTreeSet<usize>,
}

impl Edited {
    /// These stories of an edition.
    pub fn new(edition: &Edition, stories: HashSet<StoryId>) -> Self {
        Edited { volumes: search::volumes_of(edition, &stories), stories }
    }
}

/// How many files each volume of the search has. What copy says decides that, and of no other page whether there is one.
pub fn search_files(edition: &Edition) -> Vec<usize> {
    search::files(edition)
}

/// Every page of an edition, in the order of the table; the formats of one feed stand together.
pub fn plan(edition: &Edition) -> Vec<Page> {
    let mut plan: Vec<Page> = TABLE.iter().flat_map(|row| row.pages(edition)).collect();
    for feeds in plan.chunk_by_mut(|a, b| feed::is_feed(a) == feed::is_feed(b)).filter(|pages| feed::is_feed(&pages[0])) {
        feeds.sort_by_key(|page| page.key.index);
    }
    plan
}
