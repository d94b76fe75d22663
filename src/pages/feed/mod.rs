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

use jiff::Timestamp;

use super::lists::ListOf;
use super::room::Room;
use super::view::FeedLink;
use super::{Key, Page, Plan, Print, Row};
use crate::config::Config;
use crate::diag::Diag;
use crate::edition::{Edition, StoryId};
use crate::output::Turn;
use crate::permalink::{Base, Permalink, encode_path};

/// RSS 2.0.
pub(super) const RSS: Row = row("rss", |edition| plan(edition, "feed.xml"), |room, page| print(room, page, rss::write));
/// Atom.
pub(super) const ATOM: Row = row("atom", |edition| plan(edition, "atom.xml"), |room, page| print(room, page, atom::write));
/// JSON Feed 1.1.
pub(super) const JSON: Row = row("json-feed", |edition| plan(edition, "feed.json"), |room, page| print(room, page, json::write));

const fn row(kind: &'static str, plan: Plan, print: Print) -> Row {
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
struct Channel<'a> {
    /// What readers of the feed see: the paper and the list.
    title: String,
    description: Option<&'a str>,
    /// The page of the list.
    link: Permalink,
    /// Newest first.
    stories: Vec<StoryId>,
    /// When the newest of its stories changed.
    updated: Option<Timestamp>,
    /// The address of the feed itself.
    own: String,
}

/// Where the feeds of a list lie: beside it, and those of the paper at the top.
fn folder(edition: &Edition, list: ListOf) -> Permalink {
    match list {
        ListOf::Paper => Permalink::root(),
        _ => list.link(edition).into_owned(),
    }
}

/// Whether a list has feeds. The site and its sections have them even while they are empty, so that nobody's subscription
/// breaks.
pub(super) fn has_feed(edition: &Edition, list: ListOf) -> bool {
    match list {
        ListOf::Paper | ListOf::Section(_) => true,
        ListOf::Month(_) => false,
        ListOf::Topic(_) | ListOf::Author(_) | ListOf::Series(_) => list.stories(edition).is_some_and(|stories| !stories.is_empty()),
    }
}

/// The stories in the feed of a list, newest first.
pub(super) fn newest(edition: &Edition, list: ListOf) -> Vec<StoryId> {
    let dated = |id: &StoryId| edition.story(*id).changed().is_some() && edition.story(*id).mark.is_none();
    let limit = edition.config.feeds.limit;
    match (list, list.stories(edition)) {
        (_, None) => (0..edition.stories.len()).filter(dated).take(limit).collect(),
        (ListOf::Series(_), Some(stories)) => stories.iter().rev().copied().filter(dated).take(limit).collect(),
        (_, Some(stories)) => stories.iter().copied().filter(dated).take(limit).collect(),
    }
}

fn plan(edition: &Edition, file: &str) -> Vec<(Permalink, Key)> {
    let lists = ListOf::all(edition).filter(|list| has_feed(edition, *list));
    lists.map(|list| (folder(edition, list).file(file), key(list))).collect()
}

fn key(list: ListOf) -> Key {
    let (number, index) = match list {
        ListOf::Paper => (0, 0),
        ListOf::Section(index) => (1, index),
        ListOf::Topic(index) => (2, index),
        ListOf::Author(index) => (3, index),
        ListOf::Series(index) => (4, index),
        ListOf::Month(index) => (5, index),
    };
    Key { index, number, ..Key::default() }
}

fn list(Key { index, number, .. }: Key) -> ListOf {
    match number {
        0 => ListOf::Paper,
        1 => ListOf::Section(index),
        2 => ListOf::Topic(index),
        3 => ListOf::Author(index),
        4 => ListOf::Series(index),
        _ => ListOf::Month(index),
    }
}

/// Writes one format.
type Write = fn(&Room<'_>, &Channel<'_>) -> Result<Vec<u8>, Diag>;

fn print(room: &Room<'_>, page: &Page, write: Write) -> Result<Vec<u8>, Diag> {
    let list = list(page.key);
    let (name, link) = named(room, list);
    let stories = room.feed(list);
    let description = match list {
        ListOf::Section(section) => room.about_section(section).front.as_ref().map(|front| front.head.summary.as_str()),
        _ => None,
    };
    let channel = Channel {
        title: title(room.config, name),
        description: description.filter(|words| !words.is_empty()).or(room.config.description.as_deref()),
        link,
        updated: stories.iter().filter_map(|id| room.story(*id).changed()).max(),
        stories,
        own: room.config.base.absolute(&page.link),
    };
    write(room, &channel)
}

/// What a list is called, and where its feeds lie; the paper's own has no name.
fn named<'a>(room: &Room<'a>, list: ListOf) -> (Option<&'a str>, Permalink) {
    match list {
        ListOf::Paper | ListOf::Month(_) => (None, Permalink::root()),
        ListOf::Section(section) => {
            let section = room.section(section);
            (Some(section.name), section.link.clone())
        }
        ListOf::Topic(topic) => {
            let topic = room.topic(topic);
            (Some(&topic.name), topic.link.clone())
        }
        ListOf::Author(author) => {
            let author = room.author(author);
            (Some(&author.name), author.link.clone())
        }
        ListOf::Series(series) => {
            let series = room.series(series);
            (Some(&series.name), series.link.clone())
        }
    }
}

fn title(config: &Config, name: Option<&str>) -> String {
    let paper = &config.title;
    name.map_or_else(|| paper.clone(), |name| format!("{paper}: {name}"))
}

/// The feeds of the list at `link`; `name` is none for the site.
pub(super) fn links(config: &Config, link: &Permalink, name: Option<&str>) -> Vec<FeedLink> {
    let title = title(config, name);
    FORMATS
        .iter()
        .map(|(format, file, mime)| FeedLink {
            name: (*format).to_owned(),
            title: format!("{title} ({format})"),
            url: config.base.url(&link.file(file)),
            r#type: mime,
        })
        .collect()
}

/// The feeds of a list, if it has any.
pub(super) fn of_list(room: &Room<'_>, list: ListOf) -> Option<Vec<FeedLink>> {
    room.has_feed(list).then(|| {
        let (name, link) = named(room, list);
        links(room.config, &link, name)
    })
}

/// The list that a page shows, as far as that has feeds of its own.
fn shown(page: &Page) -> Option<ListOf> {
    let index = page.key.index;
    match page.kind() {
        "front" => Some(ListOf::Paper),
        "section" => Some(ListOf::Section(index)),
        "topic" => Some(ListOf::Topic(index)),
        "author" => Some(ListOf::Author(index)),
        "series" => Some(ListOf::Series(index)),
        _ => None,
    }
}

/// The feeds that the head of a page names: those of its list, or that of a story's section, and that of the site.
pub(super) fn in_head(room: &Room<'_>, page: &Page) -> Vec<FeedLink> {
    let mut feeds = shown(page).and_then(|list| of_list(room, list)).unwrap_or_default();
    if page.kind() != "front" {
        feeds.extend(links(room.config, &Permalink::root(), None).into_iter().take(1));
    }
    if page.kind() == "article" {
        let section = room.section(room.story(page.key.index).section);
        feeds.extend(links(room.config, section.link, Some(section.name)).into_iter().take(1));
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
