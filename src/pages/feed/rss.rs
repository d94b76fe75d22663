//! RSS 2.0, with the whole story in `content:encoded`.

use std::borrow::Cow;

use super::Channel;
use super::item::{self, Item};
use crate::clock::rfc2822;
use crate::diag::Diag;
use crate::pages::xml::Xml;
use crate::pages::{Room, meta};

const NAMESPACES: [(&str, &str); 5] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

pub(super) fn write(room: &Room<'_>, channel: &Channel<'_>) -> Result<Vec<u8>, Diag> {
    let config = &room.config;
    let link = config.base.absolute(&channel.link);
    let mut xml = Xml::document();
    xml.open("rss", &NAMESPACES);
    xml.line();
    xml.open("channel", &[]);
    xml.line();
    xml.text("title", &[], &channel.title);
    xml.text("link", &[], &link);
    xml.text("description", &[], &as_html(channel.description.unwrap_or(&channel.title)));
    xml.text("language", &[], &config.language);
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &channel.own)]);
    for hub in &config.feeds.hubs {
        xml.empty("atom:link", &[("rel", "hub"), ("href", hub)]);
    }
    if let Some(updated) = channel.updated {
        xml.text("lastBuildDate", &[], &rfc2822(updated, &config.zone));
    }
    // Readers show it as square of at most 144 pixels and know no other types.
    if let Some(logo) = meta::logo(room).filter(|logo| [".png", ".jpg", ".jpeg", ".gif"].iter().any(|ending| logo.url.ends_with(ending))) {
        xml.open("image", &[]);
        xml.line();
        xml.text("url", &[], &logo.url);
        xml.text("title", &[], &channel.title);
        xml.text("link", &[], &link);
        xml.close("image");
    }
    for id in &channel.stories {
        xml.paste(&item::piece(room, *id, entry)?);
    }
    xml.close("channel");
    xml.close("rss");
    Ok(xml.done())
}

fn entry(room: &Room<'_>, item: &Item<'_>) -> Vec<u8> {
    let head = &item.story.article.head;
    let mut xml = Xml::piece();
    xml.open("item", &[]);
    xml.line();
    xml.text("title", &[], item.title);
    xml.text("link", &[], &item.url);
    xml.text("guid", &[("isPermaLink", "false")], &item.id);
    if let Some(date) = head.date.or(item.story.modified) {
        xml.text("pubDate", &[], &rfc2822(date.at, &room.config.zone));
    }
    for person in item.authors() {
        xml.text("dc:creator", &[], person.name);
    }
    for category in &item.categories {
        xml.text("category", &[], category);
    }
    if let Some(language) = item.foreign(room) {
        xml.text("dc:language", &[], language);
    }
    // Before the content, or readers take the content for the description.
    xml.text("description", &[], &as_html(item.summary));
    xml.escaped("content:encoded", &[], item.html.as_xml());
    if let Some(picture) = &item.picture {
        let size = picture.size.map(|(width, height)| (width.to_string(), height.to_string()));
        let mut attributes = vec![("url", picture.url.as_str()), ("medium", "image")];
        attributes.extend(picture.mime.map(|mime| ("type", mime)));
        if let Some((width, height)) = &size {
            attributes.extend([("width", width.as_str()), ("height", height.as_str())]);
        }
        xml.open("media:content", &attributes);
        xml.line();
        if let Some(words) = &picture.words {
            xml.text("media:description", &[("type", "plain")], words);
        }
        if let Some(credit) = &picture.credit {
            xml.text("media:credit", &[("role", "photographer"), ("scheme", "urn:ebu")], credit);
        }
        xml.close("media:content");
    }
    xml.close("item");
    xml.done()
}

/// Words as HTML, which is what readers take a description for (RSS 2.0, "entity-encoded HTML is allowed").
fn as_html(words: &str) -> Cow<'_, str> {
    if words.contains(['&', '<', '>']) {
        Cow::Owned(words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
    } else {
        Cow::Borrowed(words)
    }
}
