//! The feed of corrections, in RSS: what the ledger says, for those who republish the paper.

use super::xml::Xml;
use super::{Key, Page, Room, Row, corrections, feed, view};
use crate::clock::rfc2822;
use crate::diag::Diag;
use crate::edition::{Corrected, Edition};
use crate::language::{Arg, Language};
use crate::output::Turn;
use crate::permalink::Permalink;

/// One feed.
pub(super) const ROW: Row = Row { kind: "corrections-feed", turn: Turn::Index, plan: |_| vec![(link(), Key::default())], print };

/// Its address.
pub(super) fn link() -> Permalink {
    corrections::link().file("feed.xml")
}

/// Its name.
pub(super) fn title(room: &Room<'_>, language: &Language) -> String {
    language.word("title-corrections", &[("title", Arg::Text(&room.config.title))]).into_owned()
}

/// What it holds: the newest.
pub(super) fn entries(edition: &Edition) -> &[Corrected] {
    &edition.corrections[..edition.corrections.len().min(edition.config.feeds.limit)]
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let config = room.config;
    let base = &config.base;
    let language = view::paper_language(room);
    let name = title(room, &language);
    let entries = room.latest_corrections();
    let mut xml = Xml::document();
    xml.open("rss", &[("version", "2.0"), ("xmlns:atom", "http://www.w3.org/2005/Atom")]);
    xml.line();
    xml.open("channel", &[]);
    xml.line();
    xml.text("title", &[], &name);
    xml.text("link", &[], &base.absolute(&corrections::link()));
    xml.text("description", &[], &name);
    xml.text("language", &[], language.tag());
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &base.absolute(&page.link))]);
    for hub in &config.feeds.hubs {
        xml.empty("atom:link", &[("rel", "hub"), ("href", hub)]);
    }
    let newest = entries.iter().filter_map(|entry| room.story(entry.story).article.head.corrections[entry.nth].date).max();
    if let Some(newest) = newest {
        xml.text("lastBuildDate", &[], &rfc2822(newest.at, &config.zone));
    }
    for entry in entries {
        item(&mut xml, room, *entry, &language);
    }
    xml.close("channel");
    xml.close("rss");
    Ok(xml.done())
}

fn item(xml: &mut Xml, room: &Room<'_>, entry: Corrected, language: &Language) {
    let story = room.story(entry.story);
    let correction = &story.article.head.corrections[entry.nth];
    let anchor = format!("#correction-{}", entry.nth + 1);
    let title = format!("{}{} {}", language.word(correction.kind, &[]), language.word("colon", &[]), story.article.head.headline.words);
    xml.open("item", &[]);
    xml.line();
    xml.text("title", &[], &title);
    xml.text("link", &[], &format!("{}{anchor}", room.config.base.absolute(&story.link)));
    // A reader must not meet the same correction again when its wording is mended or the story moves.
    xml.text("guid", &[("isPermaLink", "false")], &format!("{}{anchor}", feed::item::uri(room.config, story)));
    if let Some(date) = correction.date {
        xml.text("pubDate", &[], &rfc2822(date.at, &room.config.zone));
    }
    xml.text("description", &[], &correction.text.words);
    xml.close("item");
}
