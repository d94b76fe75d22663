//! Where a page is rendered: its only door to the paper.
//!
//! A page asks its [`Room`] for what it shows (a story, a page of a list, where a link leads), and the room notes each question
//! with a key. What would be answered at another time is known from the keys alone ([`answers`](super::answers)), so a
//! build can tell whether a page that was printed earlier would still be the same, without rendering it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use jiff::Timestamp;
use tera::Context;

use super::answers::{self, Answers, Kind};
use super::lists::{ListOf, Spread};
use super::{cards, feed, furniture, search, sitemap, view};
use crate::article::{Article, Copy};
use crate::clock::Moment;
use crate::config::Config;
use crate::diag::Diag;
use crate::edition::address::Probe;
use crate::edition::address::Target;
use crate::edition::{AboutAuthor, AboutList, AboutSection, Corrected, Edition, FrontPage, Month, Redirect, Standing, Story, StoryId};
use crate::permalink::Permalink;
use crate::pictures::{Asset, Shelf};
use crate::templates::Templates;
use crate::theme::Theme;

/// How many stories are the newest.
pub(super) const NEWEST: usize = 5;

/// What all pages of one edition are rendered from.
pub struct Shared<'a> {
    pub(super) edition: &'a Edition,
    pub(super) templates: &'a Templates,
    pub(super) theme: &'a Theme,
    pub(super) shelf: &'a Shelf,
    pub(super) frame: Arc<view::Frame>,
    pub(super) feeds: Arc<feed::item::Store>,
    pub(super) search: Arc<search::Store>,
    pub(super) cards: Arc<cards::Store>,
    pub(super) furniture: Arc<furniture::Store>,
    pub(super) answers: Arc<Answers>,
    /// The index of the last build, where it is known.
    pub(super) last: Option<search::Last<'a>>,
}

/// What is made once for an edition, and kept with it.
#[derive(Clone)]
pub struct Fittings {
    frame: Arc<view::Frame>,
    feeds: Arc<feed::item::Store>,
    search: Arc<search::Store>,
    cards: Arc<cards::Store>,
    furniture: Arc<furniture::Store>,
    answers: Arc<Answers>,
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
            answers: Arc::new(Answers::new(edition)),
        }
    }
}

impl<'a> Shared<'a> {
    /// For one edition, with the fittings that were made for it.
    pub fn new(edition: &'a Edition, templates: &'a Templates, theme: &'a Theme, shelf: &'a Shelf, fittings: &Fittings) -> Self {
        let Fittings { frame, feeds, search, cards, furniture, answers } = fittings.clone();
        Shared { edition, templates, theme, shelf, frame, feeds, search, cards, furniture, answers, last: None }
    }

    /// The same, with an index that is made from that of the last build, as far as it can be. What is printed is the same.
    #[must_use]
    pub fn with_last_index(self, last: search::Last<'a>) -> Self {
        Shared { last: Some(last), ..self }
    }

    /// What the next build can use of the index.
    pub fn index_remains(&self) -> search::Remains {
        self.search.remains(self)
    }

    /// The paper.
    pub fn edition(&self) -> &'a Edition {
        self.edition
    }
}

/// What a page asked for while it was rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The keys of its questions, in order, each once.
    pub keys: Vec<u64>,
    /// The first moment at which one of the answers changes by itself.
    pub until: Option<Timestamp>,
}

/// One page's door to the paper.
pub(super) struct Room<'a> {
    shared: &'a Shared<'a>,
    /// The settings, on which every page depends.
    pub(super) config: &'a Config,
    keys: RefCell<Vec<u64>>,
    until: Cell<Option<Timestamp>>,
}

impl<'a> Room<'a> {
    pub(super) fn new(shared: &'a Shared<'a>) -> Self {
        Room { shared, config: &shared.edition.config, keys: RefCell::default(), until: Cell::default() }
    }

    /// What was asked.
    pub(super) fn asked(self) -> Asked {
        let mut keys = self.keys.into_inner();
        keys.sort_unstable();
        keys.dedup();
        Asked { keys, until: self.until.get() }
    }

    fn ask(&self, kind: Kind, name: impl std::hash::Hash) {
        self.note(answers::key(kind, name));
    }

    fn note(&self, key: u64) {
        let mut keys = self.keys.borrow_mut();
        if keys.last() != Some(&key) {
            keys.push(key);
        }
    }

    fn ask_story(&self, kind: Kind, id: StoryId) {
        self.note(self.shared.answers.story_key(kind, id));
    }

    /// Makes something that is kept for other pages, with what was asked for it.
    pub(super) fn recorded<T>(&self, make: impl FnOnce() -> T) -> (T, Asked) {
        let (keys, until) = (self.keys.take(), self.until.take());
        let made = make();
        let mut own = self.keys.replace(keys);
        own.sort_unstable();
        own.dedup();
        (made, Asked { keys: own, until: self.until.replace(until) })
    }

    /// Takes over what was asked for something that was kept.
    pub(super) fn replay(&self, asked: &Asked) {
        self.keys.borrow_mut().extend(&asked.keys);
        self.ends(asked.until);
    }

    fn ends(&self, until: Option<Timestamp>) {
        self.until.set(self.until.get().into_iter().chain(until).min());
    }

    /// Whether a moment is past.
    pub(super) fn passed(&self, at: Timestamp) -> bool {
        let passed = self.shared.edition.clock.passed(at);
        if !passed {
            self.ends(Some(at));
        }
        passed
    }

    // Stories.

    /// A story in its place, with its head: all but its copy, and how long that is.
    pub(super) fn story(&self, id: StoryId) -> &'a Story {
        self.ask_story(Kind::Story, id);
        &self.shared.edition.stories[id]
    }

    /// A story with everything that its file says.
    pub(super) fn whole_story(&self, id: StoryId) -> &'a Story {
        self.ask_story(Kind::Copy, id);
        self.story(id)
    }

    /// The copy of an article.
    pub(super) fn copy(&self, article: &Article) -> Copy {
        match self.shared.answers.story_of(&article.path) {
            Some(id) => self.ask_story(Kind::Copy, id),
            None => self.ask(Kind::Article, &*article.path),
        }
        article.copy.get()
    }

    /// The stories before and after one in its section.
    pub(super) fn beside(&self, id: StoryId) -> (Option<StoryId>, Option<StoryId>) {
        self.ask_story(Kind::Beside, id);
        let story = &self.shared.edition.stories[id];
        (story.previous, story.next)
    }

    /// What to read next.
    pub(super) fn related(&self, id: StoryId) -> Vec<StoryId> {
        self.ask_story(Kind::Related, id);
        self.shared.edition.related(id)
    }

    /// The place of a story in its series.
    pub(super) fn part(&self, id: StoryId) -> Option<Part<'a>> {
        self.ask_story(Kind::Part, id);
        Part::of(self.shared.edition, id)
    }

    /// The newest stories.
    pub(super) fn newest_stories(&self) -> impl Iterator<Item = StoryId> + use<> {
        self.ask(Kind::NewestStories, ());
        0..self.shared.edition.stories.len().min(NEWEST)
    }

    /// The moment of the newest story.
    pub(super) fn newest(&self) -> Option<Moment> {
        self.ask(Kind::Newest, ());
        self.shared.edition.newest
    }

    // Sections, topics, authors, series.

    /// What a section is called.
    pub(super) fn section(&self, section: usize) -> SectionName<'a> {
        let AboutSection { path, name, link, parent, .. } = &self.shared.edition.sections[section].about;
        self.ask(Kind::Section, path);
        SectionName { path, name, link, parent: *parent }
    }

    /// All that a section is.
    pub(super) fn about_section(&self, section: usize) -> &'a AboutSection {
        let about = &self.shared.edition.sections[section].about;
        self.ask(Kind::AboutSection, &about.path);
        about
    }

    /// What an editor put above the river of a section: the lead, and the next ones.
    pub(super) fn section_top(&self, section: usize) -> (Option<StoryId>, &'a [StoryId]) {
        let section = &self.shared.edition.sections[section];
        self.ask(Kind::Top, &section.path);
        (section.top.lead, &section.top.seconds)
    }

    /// The section at the top that a section lies in.
    pub(super) fn top_section(&self, section: usize) -> SectionName<'a> {
        let mut at = self.section(section);
        while let Some(up) = at.parent {
            at = self.section(up);
        }
        at
    }

    /// Whether a section is another, or lies in it.
    pub(super) fn is_within(&self, section: usize, outer: usize) -> bool {
        std::iter::successors(Some(section), |at| self.section(*at).parent).any(|at| at == outer)
    }

    /// What a topic is.
    pub(super) fn topic(&self, topic: usize) -> &'a AboutList {
        let about = &self.shared.edition.topics[topic].about;
        self.ask(Kind::Topic, &about.link);
        about
    }

    /// What a series is.
    pub(super) fn series(&self, series: usize) -> &'a AboutList {
        let about = &self.shared.edition.series[series].about;
        self.ask(Kind::Series, &about.link);
        about
    }

    /// Who an author is.
    pub(super) fn author(&self, author: usize) -> &'a AboutAuthor {
        let about = &self.shared.edition.authors[author].about;
        self.ask(Kind::Author, &about.link);
        about
    }

    /// Every topic with how many stories it has.
    pub(super) fn topics(&self) -> impl Iterator<Item = (&'a AboutList, usize)> + use<'a> {
        self.ask(Kind::Topics, ());
        self.shared.edition.topics.iter().map(|topic| (&topic.about, topic.stories.len()))
    }

    /// Every author with how many stories they have.
    pub(super) fn authors(&self) -> impl Iterator<Item = (&'a AboutAuthor, usize)> + use<'a> {
        self.ask(Kind::Authors, ());
        self.shared.edition.authors.iter().map(|author| (&author.about, author.stories.len()))
    }

    // Lists.

    /// A page of a list.
    pub(super) fn spread(&self, list: ListOf, number: usize) -> Spread<'a> {
        self.ask(Kind::Spread, (list.link(self.shared.edition), number));
        Spread::of(self.shared.edition, list, number)
    }

    /// The stories in the feed of a list.
    pub(super) fn feed(&self, list: ListOf) -> Vec<StoryId> {
        self.ask(Kind::Feed, list.link(self.shared.edition));
        feed::newest(self.shared.edition, list)
    }

    /// Whether a list has feeds.
    pub(super) fn has_feed(&self, list: ListOf) -> bool {
        self.ask(Kind::HasFeed, list.link(self.shared.edition));
        feed::has_feed(self.shared.edition, list)
    }

    /// Every month with stories.
    pub(super) fn months(&self) -> &'a [Month] {
        self.ask(Kind::Months, ());
        &self.shared.edition.months
    }

    /// The months of a year with stories.
    pub(super) fn year(&self, year: i16) -> &'a [Month] {
        self.ask(Kind::Year, year);
        self.shared.edition.months.chunk_by(|a, b| a.year == b.year).find(|months| months[0].year == year).unwrap_or_default()
    }

    /// A month, by its index.
    pub(super) fn month(&self, month: usize) -> (i16, i8) {
        // A page of a month is a page of another list than that of any other month.
        let month = &self.shared.edition.months[month];
        (month.year, month.month)
    }

    /// The sections at the top with their newest stories, as the text edition lists them.
    pub(super) fn text_sections(&self) -> Vec<(usize, &'a [StoryId])> {
        self.ask(Kind::TextSections, ());
        super::text::sections(self.shared.edition)
    }

    /// A page of the ledger of corrections, with the links to its other pages.
    pub(super) fn corrections(&self, number: usize) -> super::corrections::Leaf<'a> {
        self.ask(Kind::Corrections, number);
        super::corrections::leaf(self.shared.edition, number)
    }

    /// The newest corrections.
    pub(super) fn latest_corrections(&self) -> &'a [Corrected] {
        self.ask(Kind::LatestCorrections, ());
        super::corrections_feed::entries(self.shared.edition)
    }

    // The paper's own pages.

    /// What stands where on the front page.
    pub(super) fn front_page(&self) -> &'a FrontPage {
        self.ask(Kind::FrontPage, ());
        &self.shared.edition.front_page
    }

    /// What `content/_index.md` says.
    pub(super) fn front(&self) -> Option<&'a Article> {
        self.ask(Kind::Front, ());
        self.shared.edition.front.as_deref()
    }

    /// A page of the paper itself.
    pub(super) fn standing(&self, page: usize) -> &'a Standing {
        let page = &self.shared.edition.standing[page];
        self.ask(Kind::Article, &*page.article.path);
        page
    }

    /// All pages of the paper itself.
    pub(super) fn all_standing(&self) -> &'a [Standing] {
        self.ask(Kind::AllStanding, ());
        &self.shared.edition.standing
    }

    /// The notice of a withdrawn story.
    pub(super) fn withdrawn(&self, page: usize) -> &'a Standing {
        let page = &self.shared.edition.withdrawn[page];
        self.ask(Kind::Article, &*page.article.path);
        page
    }

    /// Where an old address leads.
    pub(super) fn redirect(&self, redirect: usize) -> &'a Redirect {
        let redirect = &self.shared.edition.redirects[redirect];
        self.ask(Kind::Redirect, &redirect.from);
        redirect
    }

    /// What hosts are told of old addresses.
    pub(super) fn host_rules(&self) -> super::host_rules::Rules<'a> {
        self.ask(Kind::HostRules, ());
        super::host_rules::Rules::of(self.shared.edition)
    }

    // What machines read.

    /// The files of the sitemap, each with when something of it changed last.
    pub(super) fn sitemap(&self) -> Vec<(sitemap::Piece, Option<Timestamp>)> {
        self.ask(Kind::Sitemaps, ());
        sitemap::index_of(self.shared.edition)
    }

    /// What a file of the sitemap holds.
    pub(super) fn sitemap_piece(&self, piece: sitemap::Piece) -> Vec<sitemap::Address> {
        self.ask(Kind::Sitemap, (piece.month, piece.number));
        sitemap::addresses(self.shared.edition, piece)
    }

    /// The stories of a file of the news sitemap.
    pub(super) fn news(&self, number: usize) -> Vec<StoryId> {
        self.ask(Kind::News, number);
        let stories = sitemap::news_stories(self.shared.edition, number);
        // They leave it by themselves.
        self.ends(self.shared.edition.clock.stands_until());
        stories
    }

    /// How many files the news sitemap has.
    pub(super) fn news_files(&self) -> usize {
        self.ask(Kind::NewsFiles, ());
        self.ends(self.shared.edition.clock.stands_until());
        sitemap::news_files(self.shared.edition)
    }

    /// Shard `shard` of a volume of the index.
    pub(super) fn index_words(&self, volume: usize, shard: usize) -> Vec<u8> {
        self.ask(Kind::IndexVolume, volume);
        self.shared.search.words(self.shared, volume, shard)
    }

    /// What the index shows of some stories.
    pub(super) fn index_stories(&self, chunk: usize) -> Vec<u8> {
        self.ask(Kind::IndexStories, chunk);
        self.shared.search.chunk(self.shared, chunk).to_vec()
    }

    /// What there is of the index.
    pub(super) fn index(&self) -> Vec<u8> {
        self.ask(Kind::Index, ());
        self.shared.search.manifest(self.shared)
    }

    // Links and files.

    /// The file that an address means on a page whose files lie in `folder`, and where it is printed, if it is.
    pub(super) fn file(&self, address: &str, folder: &str) -> Option<(&'a Asset, Option<Permalink>)> {
        Shelf::candidates(address, folder).find_map(|path| {
            self.ask(Kind::File, path.as_str());
            let asset = self.shared.shelf.get(&path)?;
            Some((asset, self.shared.edition.addresses.asset_link(asset)))
        })
    }

    /// What an address leads to, as [`Addresses::resolve`](crate::edition::Addresses::resolve) has it.
    pub(super) fn resolve(&self, address: &str, from: &Permalink, folder: &str) -> Target {
        self.shared.edition.addresses.resolve_noting(address, from, folder, &mut |probe| match probe {
            Probe::Source(path) => self.ask(Kind::Source, path),
            Probe::Sources => self.ask(Kind::Sources, ()),
            Probe::Page(link) => self.ask(Kind::Page, link),
        })
    }

    // Templates and look.

    /// Whether there is a template of this name.
    pub(super) fn has_template(&self, name: &str) -> bool {
        self.ask(Kind::Template, name);
        self.shared.templates.has(name)
    }

    /// The template that an article asks for.
    pub(super) fn template_named(&self, name: &str) -> Option<&'a str> {
        let found = self.shared.templates.named(name);
        for name in [format!("{name}.html").as_str(), name] {
            self.ask(Kind::Template, name);
        }
        found
    }

    /// Renders a piece of a page.
    pub(super) fn render(&self, name: &str, context: &Context) -> Result<String, Diag> {
        self.ask(Kind::Template, name);
        self.shared.templates.render(name, context)
    }

    /// Renders a page.
    pub(super) fn render_page(&self, name: &str, context: &Context) -> Result<Vec<u8>, Diag> {
        self.ask(Kind::Template, name);
        self.shared.templates.render_page(name, context)
    }

    /// What every page shows of the site; `section` is current.
    pub(super) fn site(&self, section: Option<usize>) -> (&'a tera::Value, &'a tera::Value) {
        self.ask(Kind::Frame, section.map(|section| &self.shared.edition.sections[section].about.path));
        let frame = &self.shared.frame;
        (&frame.sites[section.map_or(0, |section| section + 1)], &frame.assets)
    }

    /// The script of the search.
    pub(super) fn search_script(&self) -> Option<&'a Permalink> {
        self.ask(Kind::SearchScript, ());
        self.shared.theme.search.as_ref()
    }

    // What pages share.

    pub(super) fn cards(&self) -> &'a cards::Store {
        &self.shared.cards
    }

    pub(super) fn feeds(&self) -> &'a feed::item::Store {
        &self.shared.feeds
    }

    pub(super) fn furniture(&self) -> &'a furniture::Store {
        &self.shared.furniture
    }

    /// Where a list of the paper's own is, which gives way to a section of its name.
    pub(super) fn own_list(&self, link: fn(&Edition) -> Permalink) -> Permalink {
        self.ask(Kind::Frame, None::<&String>);
        link(self.shared.edition)
    }

    /// Whether the paper has a page of this kind, which its settings and its not being empty decide.
    pub(super) fn link_of(&self, index: fn(&Edition) -> Option<Permalink>) -> Option<Permalink> {
        let link = index(self.shared.edition);
        // Every page has it in its furniture.
        self.ask(Kind::Frame, None::<&String>);
        link
    }
}

/// What a section is called, and where it is.
#[derive(Clone, Copy, Debug, Hash)]
pub(super) struct SectionName<'a> {
    pub(super) path: &'a str,
    pub(super) name: &'a str,
    pub(super) link: &'a Permalink,
    pub(super) parent: Option<usize>,
}

/// The place of a story in its series.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a> {
    pub(super) series: &'a AboutList,
    /// From 1.
    pub(super) number: usize,
    pub(super) total: usize,
    pub(super) previous: Option<StoryId>,
    pub(super) next: Option<StoryId>,
}

impl<'a> Part<'a> {
    pub(super) fn of(edition: &'a Edition, id: StoryId) -> Option<Self> {
        let (series, part) = edition.stories[id].series?;
        let series = &edition.series[series];
        let at = |part: usize| series.stories.get(part.wrapping_sub(1)).copied();
        Some(Part { series: &series.about, number: part, total: series.stories.len(), previous: at(part - 1), next: at(part + 1) })
    }
}
