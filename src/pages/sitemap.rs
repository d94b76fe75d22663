//! Sitemaps: an index, one file for each month of first publication, one for everything else, and the news sitemap.
//!
//! A closed month never changes, so caches and diffs stay small. `lastmod` is what a person said (`updated`, else
//! `date`) and never the time of the build; what has no date has none. The news sitemap holds the stories of the 48 hours
//! before the edition's moment: it is right for as long as the paper is built more often than that.

use std::collections::{BTreeMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use super::room::Room;
use super::xml::Xml;
use super::{Key, Page, Row, TABLE};
use crate::article::Kind;
use crate::clock::{Moment, rfc3339};
use crate::diag::Diag;
use crate::edition::{Edition, Story, StoryId, modified};
use crate::language::Language;
use crate::output::Turn;
use crate::pages::links::{Linker, Medium};
use crate::permalink::Permalink;

/// `sitemap.xml`, the index.
pub(super) const INDEX: Row =
    Row { kind: "sitemap-index", turn: Turn::Index, plan: |_| vec![(Permalink::root().file("sitemap.xml"), Key::default())], print: index };
/// `sitemaps/2026-03.xml`, `sitemaps/pages.xml`.
pub(super) const PARTS: Row = Row {
    kind: "sitemap",
    turn: Turn::Index,
    plan: |edition| {
        parts(edition).into_iter().map(|part| (part.link(), Key { index: part.month, number: part.number, ..Key::default() })).collect()
    },
    print: part,
};
/// `sitemap-news.xml`.
pub(super) const NEWS: Row = Row {
    kind: "sitemap-news",
    turn: Turn::Index,
    plan: |edition| (1..=news_files(edition)).map(|number| (news_link(number), Key { number, ..Key::default() })).collect(),
    print: news,
};
/// `robots.txt`, unless the paper has its own.
pub(super) const ROBOTS: Row =
    Row { kind: "robots", turn: Turn::Index, plan: |_| vec![(Permalink::root().file("robots.txt"), Key::default())], print: robots };

/// Addresses that a sitemap may hold.
const MAX: usize = 50_000;
/// Stories that a news sitemap may hold.
const NEWS_MAX: usize = 1_000;
/// Pictures of one address.
const PICTURES_MAX: usize = 1_000;

const XMLNS: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const XMLNS_IMAGE: (&str, &str) = ("xmlns:image", "http://www.google.com/schemas/sitemap-image/1.1");
const XMLNS_NEWS: (&str, &str) = ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9");

/// An address in a sitemap.
pub(super) struct Address {
    pub(super) link: Permalink,
    pub(super) changed: Option<Timestamp>,
    pub(super) story: Option<StoryId>,
}

/// A file of the sitemap: a month, or everything that has none; and which of its files, where it needs several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Year times twelve and the month from 0; [`PAGES`] for everything that has no month.
    pub(super) month: usize,
    pub(super) number: usize,
}

/// No month that a story could have.
const PAGES: usize = 0;

impl Piece {
    fn link(self) -> Permalink {
        let name = if self.month == PAGES { "pages".to_owned() } else { format!("{:04}-{:02}", self.month / 12, self.month % 12 + 1) };
        let name = if self.number == 1 { name } else { format!("{name}-{}", self.number) };
        Permalink::root().file(&format!("sitemaps/{name}.xml"))
    }
}

/// The month in which a story was published, on the paper's clocks.
fn month(edition: &Edition, date: Moment) -> usize {
    let at = date.in_zone(&edition.config.zone);
    usize::try_from(i32::from(at.year()) * 12 + i32::from(at.month()) - 1).unwrap_or(PAGES + 1)
}

/// Stories with a date; they come before those without, newest first.
fn dated(edition: &Edition) -> &[Story] {
    &edition.stories[..edition.stories.partition_point(|story| story.date.is_some())]
}

/// The stories of a month and the index of the first. They stand together, because stories are sorted by date.
fn of_month(edition: &Edition, wanted: usize) -> (usize, &[Story]) {
    let stories = dated(edition);
    let of = |story: &Story| story.date.map_or(0, |date| month(edition, date));
    let start = stories.partition_point(|story| of(story) > wanted);
    let end = stories.partition_point(|story| of(story) >= wanted);
    (start, &stories[start..end])
}

/// The files of the sitemap: months newest first, then the pages.
fn parts(edition: &Edition) -> Vec<Piece> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for story in dated(edition).iter().filter(|story| story.mark.is_none()) {
        if let Some(date) = story.date {
            *counts.entry(month(edition, date)).or_default() += 1;
        }
    }
    counts.insert(PAGES, pages(edition).len());
    counts
        .into_iter()
        .rev()
        .flat_map(|(month, count)| (1..=count.div_ceil(MAX).max(1)).map(move |number| Piece { month, number }))
        .collect()
}

/// The files of the sitemap, each with when something of it changed last.
pub(super) fn index_of(edition: &Edition) -> Vec<(Piece, Option<Timestamp>)> {
    let changed = |piece: Piece| addresses(edition, piece).iter().filter_map(|address| address.changed).max();
    parts(edition).into_iter().map(|piece| (piece, changed(piece))).collect()
}

/// The addresses of one file.
pub(super) fn addresses(edition: &Edition, piece: Piece) -> Vec<Address> {
    let all: Vec<Address> = if piece.month == PAGES {
        pages(edition)
    } else {
        let (start, stories) = of_month(edition, piece.month);
        stories
            .iter()
            .enumerate()
            .filter(|(_, story)| story.mark.is_none())
            .map(|(at, story)| Address { link: story.link.clone(), changed: story.changed(), story: Some(start + at) })
            .collect()
    };
    all.into_iter().skip((piece.number - 1) * MAX).take(MAX).collect()
}

/// Finds a list of one kind by its index: its own address and its stories.
type OfKind = for<'e> fn(&'e Edition, usize) -> Option<(&'e Permalink, &'e [StoryId])>;

/// Everything that is no dated story: the front page, lists, indexes, standing pages, stories without a date. Of a list,
/// its own address is named and not its older pages, which it links to.
fn pages(edition: &Edition) -> Vec<Address> {
    let newest = |stories: &[StoryId]| {
        stories
            .iter()
            .map(|id| edition.story(*id))
            .filter(|story| story.mark.is_none())
            .filter_map(|story| story.date)
            .map(|date| date.at)
            .max()
    };
    let mut out = vec![Address { link: Permalink::root(), changed: edition.newest.map(|date| date.at), story: None }];
    for row in TABLE {
        if matches!(row.kind, "topics" | "authors" | "latest" | "archive" | "corrections") {
            let first = (row.plan)(edition).into_iter().filter(|(link, _)| !link.as_str().contains("/p/"));
            out.extend(first.map(|(link, _)| Address { link, changed: None, story: None }));
            continue;
        }
        let stories: OfKind = match row.kind {
            "section" => |edition, index| edition.sections.get(index).map(|list| (&list.link, list.stories.as_slice())),
            "topic" => |edition, index| edition.topics.get(index).map(|list| (&list.link, list.stories.as_slice())),
            "author" => |edition, index| edition.authors.get(index).map(|list| (&list.link, list.stories.as_slice())),
            "series" => |edition, index| edition.series.get(index).map(|list| (&list.link, list.stories.as_slice())),
            _ => continue,
        };
        for (link, key) in (row.plan)(edition) {
            if row.kind == "topic" && edition.topics[key.index].is_thin() {
                continue;
            }
            if let Some((_, stories)) = stories(edition, key.index).filter(|(own, _)| **own == link) {
                out.push(Address { link, changed: newest(stories), story: None });
            }
        }
    }
    for page in edition.standing.iter().filter(|page| page.mark.is_none() && !page.is_not_found()) {
        let head = &page.article.head;
        out.push(Address { link: page.link.clone(), changed: modified(head).or(head.date).map(|date| date.at), story: None });
    }
    for (id, story) in edition.stories.iter().enumerate().skip(dated(edition).len()).filter(|(_, story)| story.mark.is_none()) {
        out.push(Address { link: story.link.clone(), changed: story.changed(), story: Some(id) });
    }
    out
}

#[allow(clippy::unnecessary_wraps, reason = "the signature of a row")]
fn index(room: &Room<'_>, _: &Page) -> Result<Vec<u8>, Diag> {
    let mut xml = Xml::document();
    xml.open("sitemapindex", &[XMLNS]);
    xml.line();
    for (piece, changed) in room.sitemap() {
        xml.open("sitemap", &[]);
        xml.text("loc", &[], &room.config.base.absolute(&piece.link()));
        if let Some(changed) = changed {
            xml.text("lastmod", &[], &rfc3339(changed, &room.config.zone));
        }
        xml.close("sitemap");
    }
    xml.close("sitemapindex");
    Ok(xml.done())
}

#[allow(clippy::unnecessary_wraps, reason = "the signature of a row")]
fn part(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let mut xml = Xml::document();
    xml.open("urlset", &[XMLNS, XMLNS_IMAGE]);
    xml.line();
    for address in room.sitemap_piece(Piece { month: page.key.index, number: page.key.number }) {
        xml.open("url", &[]);
        xml.text("loc", &[], &room.config.base.absolute(&address.link));
        if let Some(changed) = address.changed {
            xml.text("lastmod", &[], &rfc3339(changed, &room.config.zone));
        }
        for picture in address.story.iter().flat_map(|id| pictures(room, room.story(*id))).take(PICTURES_MAX) {
            xml.open("image:image", &[]);
            xml.text("image:loc", &[], &picture);
            xml.close("image:image");
        }
        xml.close("url");
    }
    xml.close("urlset");
    Ok(xml.done())
}

/// The pictures of a story that are printed, each once: the lead, then those in the copy.
fn pictures(room: &Room<'_>, story: &Story) -> Vec<String> {
    let linker = Linker::new(room, &story.link, &story.article.path).medium(Medium::Feed);
    let mut found: Vec<String> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for src in story.article.head.image.iter().map(|image| &image.src).chain(&story.article.head.pictures) {
        let url = linker.asset(src);
        let printed = linker.find(src).is_some() || url.starts_with("https://") || url.starts_with("http://");
        if printed && seen.insert(url.clone()) {
            found.push(url);
        }
    }
    found
}

/// Hours that a story stays in the news sitemap.
const NEWS_HOURS: i64 = 48;

/// The stories that a news sitemap holds: those of the last 48 hours that are the paper's own work.
fn fresh(edition: &Edition) -> impl Iterator<Item = StoryId> + '_ {
    // The last moment of the two days still belongs to them.
    let stay = SignedDuration::from_hours(NEWS_HOURS) + SignedDuration::from_nanos(1);
    let over = move |at: Timestamp| at.checked_add(stay).is_ok_and(|end| edition.clock.passed(end));
    let fresh = dated(edition).iter().enumerate().take_while(move |(_, story)| story.date.is_some_and(|date| !over(date.at)));
    fresh
        .filter(|(_, story)| story.mark.is_none() && !matches!(story.article.head.kind, Kind::Sponsored | Kind::PressRelease))
        .map(|(id, _)| id)
}

/// The stories of one file of the news sitemap.
pub(super) fn news_stories(edition: &Edition, number: usize) -> Vec<StoryId> {
    fresh(edition).skip(number.saturating_sub(1) * NEWS_MAX).take(NEWS_MAX).collect()
}

/// How many files the news sitemap has.
pub(super) fn news_files(edition: &Edition) -> usize {
    fresh(edition).count().div_ceil(NEWS_MAX).max(1)
}

fn news_link(number: usize) -> Permalink {
    Permalink::root().file(&if number == 1 { "sitemap-news.xml".to_owned() } else { format!("sitemap-news-{number}.xml") })
}

#[allow(clippy::unnecessary_wraps, reason = "the signature of a row")]
fn news(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let mut xml = Xml::document();
    xml.open("urlset", &[XMLNS, XMLNS_NEWS]);
    xml.line();
    for story in room.news(page.key.number).into_iter().map(|id| room.story(id)) {
        let head = &story.article.head;
        xml.open("url", &[]);
        xml.text("loc", &[], &room.config.base.absolute(&story.link));
        xml.open("news:news", &[]);
        xml.open("news:publication", &[]);
        xml.text("news:name", &[], &room.config.title);
        xml.text("news:language", &[], &news_language(head.language.as_deref().unwrap_or(&room.config.language)));
        xml.close("news:publication");
        if let Some(date) = head.date {
            xml.text("news:publication_date", &[], &rfc3339(date.at, &room.config.zone));
        }
        xml.text("news:title", &[], &head.headline.words);
        xml.close("news:news");
        xml.close("url");
    }
    xml.close("urlset");
    Ok(xml.done())
}

/// Two or three letters (ISO 639); Chinese by its script.
fn news_language(tag: &str) -> String {
    let tag = Language::of(tag).language.tag().to_ascii_lowercase();
    let (language, rest) = tag.split_once('-').unwrap_or((&tag, ""));
    if language != "zh" {
        return language.to_owned();
    }
    let traditional = rest.split('-').any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
    if traditional { "zh-tw" } else { "zh-cn" }.to_owned()
}

#[allow(clippy::unnecessary_wraps, reason = "the signature of a row")]
fn robots(room: &Room<'_>, _: &Page) -> Result<Vec<u8>, Diag> {
    let base = &room.config.base;
    let mut text = String::from("User-agent: *\nDisallow:\n\n");
    let maps = std::iter::once(Permalink::root().file("sitemap.xml")).chain((1..=room.news_files()).map(news_link));
    for link in maps {
        text.push_str(&format!("Sitemap: {}\n", base.absolute(&link)));
    }
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_month() {
        for (month, number, name) in
            [(2026 * 12 + 2, 1, "/sitemaps/2026-03.xml"), (2025 * 12 + 11, 2, "/sitemaps/2025-12-2.xml"), (PAGES, 1, "/sitemaps/pages.xml")]
        {
            assert_eq!(Piece { month, number }.link().as_str(), name);
        }
    }

    #[test]
    fn languages_are_those_of_the_news_sitemap() {
        for (tag, name) in [
            ("en", "en"),
            ("en-GB", "en"),
            ("pt_BR", "pt"),
            ("zh", "zh-cn"),
            ("zh-Hans-CN", "zh-cn"),
            ("zh-Hant", "zh-tw"),
            ("zh-TW", "zh-tw"),
            ("fil", "fil"),
        ] {
            assert_eq!(news_language(tag), name, "{tag}");
        }
    }
}
