//! Atom (RFC 4287), with the whole story in `content`.

use super::item::{self, Item};
use super::{Channel, tag, tag_path};
use crate::clock::rfc3339;
use crate::diag::Diag;
use crate::pages::credits::Part;
use crate::pages::xml::Xml;
use crate::pages::{Room, meta};

pub(super) fn write(room: &Room<'_>, channel: &Channel<'_>) -> Result<Vec<u8>, Diag> {
    let config = &room.config;
    let mut xml = Xml::document();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &config.language)]);
    xml.line();
    xml.text("id", &[], &tag(&config.base, &tag_path(&config.base, &channel.link)));
    xml.text("title", &[], &channel.title);
    if let Some(description) = channel.description {
        xml.text("subtitle", &[], description);
    }
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &channel.own)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &config.base.absolute(&channel.link))]);
    for hub in &config.feeds.hubs {
        xml.empty("link", &[("rel", "hub"), ("href", hub)]);
    }
    // Atom demands a moment; a feed in which nothing ever stood has none of its own.
    xml.text("updated", &[], &rfc3339(channel.updated.unwrap_or(jiff::Timestamp::UNIX_EPOCH), &config.zone));
    // The author of whatever has no byline.
    xml.open("author", &[]);
    xml.text("name", &[], &config.title);
    xml.text("uri", &[], &config.base.root());
    xml.close("author");
    if let Some(logo) = meta::logo(room) {
        xml.text("logo", &[], &logo.url);
    }
    for id in &channel.stories {
        xml.paste(&item::piece(room, *id, entry)?);
    }
    xml.close("feed");
    Ok(xml.done())
}

fn entry(room: &Room<'_>, item: &Item<'_>) -> Vec<u8> {
    let head = &item.story.article.head;
    let zone = &room.config.zone;
    let mut xml = Xml::piece();
    match item.foreign(room) {
        Some(language) => xml.open("entry", &[("xml:lang", language)]),
        None => xml.open("entry", &[]),
    }
    xml.line();
    xml.text("id", &[], &item.uri);
    xml.text("title", &[("type", "text")], item.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.url)]);
    if let Some(date) = head.date {
        xml.text("published", &[], &rfc3339(date.at, zone));
    }
    if let Some(changed) = item.story.changed() {
        xml.text("updated", &[], &rfc3339(changed, zone));
    }
    for person in &item.people {
        let element = if person.part == Part::Author { "author" } else { "contributor" };
        xml.open(element, &[]);
        xml.text("name", &[], person.name);
        if let Some(url) = &person.url {
            xml.text("uri", &[], url);
        }
        xml.close(element);
    }
    for category in &item.categories {
        xml.empty("category", &[("term", category)]);
    }
    if !item.summary.is_empty() {
        xml.text("summary", &[("type", "text")], item.summary);
    }
    xml.escaped("content", &[("type", "html")], item.html.as_xml());
    xml.close("entry");
    xml.done()
}
