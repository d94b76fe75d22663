//! Feeds: RSS, Atom and JSON Feed, for the site and for each section, topic, author and series.
//!
//! 1. [`plan`] names a feed beneath the address of every list: `/feed.xml`, `/world/feed.xml`, `/topics/tides/atom.xml`.
//! 2. [`item`] makes what a feed says of a story, and keeps what all feeds and formats that hold it share.
//! 3. [`rss`], [`atom`] and [`json`] set a head before the items.
//!
//! A feed never knows when it was built, and a story keeps its id through every change of headline, slug or scheme. A
//! story without any date is in no feed, and neither is what only a preview shows.

mod atom;
pub(super) mod item;
mod json;
mod portable;
mod rss;

use std::rc::Rc;

use item::Items;
use jiff::Timestamp;

use super::view::FeedLink;
use super::{Forme, Key, MakeUp, Page, Plan, Room, Row};
use crate::diag::Diag;
use crate::digest::Digest;
use crate::edition::{Edition, StoryId};
use crate::output::Turn;
use crate::permalink::{Base, Permalink, encode_path};

/// RSS 2.0.
pub(super) const RSS: Row = row("rss", |edition| plan(edition, "feed.xml"), |room, page| make_up(room, page, rss::write));
/// Atom.
pub(super) const ATOM: Row = row("atom", |edition| plan(edition, "atom.xml"), |room, page| make_up(room, page, atom::write));
/// JSON Feed 1.1.
pub(super) const JSON: Row = row("json-feed", |edition| plan(edition, "feed.json"), |room, page| make_up(room, page, json::write));

const fn row(kind: &'static str, plan: Plan, make_up: MakeUp) -> Row {
    Row { kind, turn: Turn::Index, plan, print }
}

/// Whether a page is a feed of stories.
pub(super) fn is_feed(page: &Page) -> bool {
    matches!(page.kind(), "rss" | "atom" | "json-feed")
}

/// Name, file and type of each format.
const FORMATS: [(&str, &str, &str); 3] = [
    ("RSS", "feed.xml", "application/rss+xml"),
    ("Atom", "atom.xml", "application/atom+xml"),
    ("JSON Feed", "feed.json", "application/feed+json"),
];

/// What a feed is about.
struct Channel {
    /// What readers of the feed see: the paper and the list.
    title: String,
    description: Option<String>,
    /// The page of the list.
    link: Permalink,
    /// Newest first.
    stories: Vec<StoryId>,
    /// When the newest of its stories changed.
    updated: Option<Timestamp>,
    /// The address of the feed itself.
    own: String,
}

/// A list that has feeds.
struct List<'e> {
    /// None for the site.
    name: Option<&'e str>,
    link: Permalink,
    stories: Order<'e>,
    description: Option<&'e str>,
}

/// The stories of a list, and how it keeps them.
enum Order<'e> {
    All,
    NewestFirst(&'e [StoryId]),
    OldestFirst(&'e [StoryId]),
}

/// The lists in an order that indices of pages rely on: the site, sections, topics, authors, series.
fn list(edition: &Edition, mut index: usize) -> Option<List<'_>> {
    if index == 0 {
        return Some(List { name: None, link: Permalink::root(), stories: Order::All, description: edition.config.description.as_deref() });
    }
    index -= 1;
    if let Some(section) = edition.sections.get(index) {
        let description = section.front.as_ref().map(|front| front.head.summary.as_str()).filter(|summary| !summary.is_empty());
        return Some(List {
            name: Some(&section.name),
            link: section.link.clone(),
            stories: Order::NewestFirst(&section.stories),
            description,
        });
    }
    index -= edition.sections.len();
    if let Some(topic) = edition.topics.get(index) {
        return Some(List {
            name: Some(&topic.name),
            link: topic.link.clone(),
            stories: Order::NewestFirst(&topic.stories),
            description: None,
        });
    }
    index -= edition.topics.len();
    if let Some(author) = edition.authors.get(index) {
        return Some(List {
            name: Some(&author.name),
            link: author.link.clone(),
            stories: Order::NewestFirst(&author.stories),
            description: None,
        });
    }
    index -= edition.authors.len();
    let series = edition.series.get(index)?;
    Some(List { name: Some(&series.name), link: series.link.clone(), stories: Order::OldestFirst(&series.stories), description: None })
}

impl List<'_> {
    /// The site and its sections have feeds even while they are empty, so that nobody's subscription breaks.
    fn has_feed(&self, edition: &Edition) -> bool {
        match self.stories {
            Order::All => true,
            Order::NewestFirst(stories) => !stories.is_empty() || edition.sections.iter().any(|section| section.link == self.link),
            Order::OldestFirst(stories) => !stories.is_empty(),
        }
    }

    fn newest(&self, edition: &Edition) -> Vec<StoryId> {
        let dated = |id: &StoryId| edition.story(*id).changed().is_some() && edition.story(*id).mark.is_none();
        let limit = edition.config.feeds.limit;
        match self.stories {
            Order::All => (0..edition.stories.len()).filter(dated).take(limit).collect(),
            Order::NewestFirst(stories) => stories.iter().copied().filter(dated).take(limit).collect(),
            Order::OldestFirst(stories) => stories.iter().rev().copied().filter(dated).take(limit).collect(),
        }
    }
}

fn plan(edition: &Edition, file: &str) -> Vec<(Permalink, Key)> {
    (0..)
        .map_while(|index| list(edition, index).map(|list| (index, list)))
        .filter(|(_, list)| list.has_feed(edition))
        .map(|(index, list)| (list.link.file(file), Key::of(index)))
        .collect()
}

/// Writes one format.
type Write = fn(&Room<'_>, &Channel, Items) -> Result<Vec<u8>, Diag>;

fn make_up<'r>(room: &'r Room<'r>, page: &'r Page, write: Write) -> Result<Forme<'r>, Diag> {
    let edition = room.edition;
    let Some(list) = list(edition, page.key.index) else { return Ok(Forme::bytes(Vec::new())) };
    let stories = list.newest(edition);
    let channel = Channel {
        title: title(edition, list.name),
        description: list.description.or(edition.config.description.as_deref()).map(str::to_owned),
        link: list.link,
        updated: stories.iter().filter_map(|id| edition.story(*id).changed()).max(),
        stories,
        own: edition.config.base.absolute(&page.link),
    };
    let channel = Rc::new(channel);
    let shown = channel.clone();
    let fingerprint = move || write(room, &shown, Items::Fingerprints).ok().map(Digest::of);
    Ok(Forme::new(fingerprint, move || write(room, &channel, Items::Whole)))
}

/// The stories in the feed of a key.
fn shown(edition: &Edition, key: Key) -> Vec<StoryId> {
    list(edition, key.index).map_or_else(Vec::new, |list| list.newest(edition))
}

fn title(edition: &Edition, name: Option<&str>) -> String {
    let paper = &edition.config.title;
    name.map_or_else(|| paper.clone(), |name| format!("{paper}: {name}"))
}

/// The feeds of the list at `link`; `name` is none for the site.
pub(super) fn links(edition: &Edition, link: &Permalink, name: Option<&str>) -> Vec<FeedLink> {
    let title = title(edition, name);
    FORMATS
        .iter()
        .map(|(format, file, mime)| FeedLink {
            name: (*format).to_owned(),
            title: format!("{title} ({format})"),
            url: edition.config.base.url(&link.file(file)),
            r#type: mime,
        })
        .collect()
}

/// The feeds of the list that a page shows, if it shows one.
pub(super) fn of_page(edition: &Edition, page: &Page) -> Option<Vec<FeedLink>> {
    let index = match page.kind() {
        "front" => 0,
        "section" => 1 + page.key.index,
        "topic" => 1 + edition.sections.len() + page.key.index,
        "author" => 1 + edition.sections.len() + edition.topics.len() + page.key.index,
        "series" => 1 + edition.sections.len() + edition.topics.len() + edition.authors.len() + page.key.index,
        _ => return None,
    };
    let list = list(edition, index).filter(|list| list.has_feed(edition))?;
    Some(links(edition, &list.link, list.name))
}

/// The feeds that the head of a page names: those of its list, or that of a story's section, and that of the site.
pub(super) fn in_head(edition: &Edition, page: &Page) -> Vec<FeedLink> {
    let mut feeds = of_page(edition, page).unwrap_or_default();
    if page.kind() != "front" {
        feeds.extend(links(edition, &Permalink::root(), None).into_iter().take(1));
    }
    if page.kind() == "article" {
        let section = &edition.sections[edition.story(page.key.index).section];
        feeds.extend(links(edition, &section.link, Some(&section.name)).into_iter().take(1));
    }
    feeds
}

/// A `tag:` URI for something of this site: of host and path alone, so that it outlives a change from http to https.
/// The year is that of the scheme and never that of a story, because dates are corrected too.
fn tag(base: &Base, what: &str) -> String {
    let host = base.origin().rsplit('/').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or(host);
    format!("tag:{host},2026:{what}")
}

/// The path of a page as part of a [`tag`].
fn tag_path(base: &Base, link: &Permalink) -> String {
    format!("{}{}", base.path(), encode_path(&link.as_str()[1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_do_not_know_the_scheme_or_the_port() {
        for url in ["http://news.example/", "https://news.example/", "http://news.example:8080/"] {
            let base = Base::parse(url).expect("a base");
            assert_eq!(tag(&base, &tag_path(&base, &Permalink::folder(["city", "für"]))), "tag:news.example,2026:/city/f%C3%BCr/");
        }
    }
}
