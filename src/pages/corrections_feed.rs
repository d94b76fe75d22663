//! The feed of corrections, in RSS: what the ledger says, for those who republish the paper.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Key, Page, Room, Row, corrections, view};
use crate::clock::rfc2822;
use crate::diag::Diag;
use crate::edition::{Corrected, Edition};
use crate::language::{Arg, Language};
use crate::output::Turn;
use crate::permalink::Permalink;

/// One feed.
pub(super) const ROW: Row = Row { kind: "corrections-feed", turn: Turn::Index, plan, render };

/// Its address.
pub(super) fn link(edition: &Edition) -> Option<Permalink> {
    plan(edition).pop().map(|(link, _)| link)
}

fn plan(_: &Edition) -> Vec<(Permalink, Key)> {
    vec![(corrections::link().file("feed.xml"), Key::default())]
}

/// Its name.
pub(super) fn title(edition: &Edition, language: &Language) -> String {
    language.word("title-corrections", &[("title", Arg::Text(&edition.config.title))]).into_owned()
}

fn render(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    write(room, page).map_err(|error| Diag::error("feed", format!("the feed of corrections cannot be written: {error}")))
}

fn write(room: &Room<'_>, page: &Page) -> io::Result<Vec<u8>> {
    let edition = room.edition;
    let base = &edition.config.base;
    let language = view::paper_language(room);
    let mut xml = Writer::new_with_indent(Vec::with_capacity(4096), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let rss = xml.create_element("rss").with_attributes([("version", "2.0"), ("xmlns:atom", "http://www.w3.org/2005/Atom")]);
    rss.write_inner_content(|xml| {
        xml.create_element("channel").write_inner_content(|xml| {
            let name = title(edition, &language);
            text(xml, "title", &name)?;
            text(xml, "link", &base.absolute(&corrections::link()))?;
            text(xml, "description", &name)?;
            text(xml, "language", language.tag())?;
            let own = base.absolute(&page.link);
            xml.create_element("atom:link")
                .with_attributes([("rel", "self"), ("type", "application/rss+xml"), ("href", own.as_str())])
                .write_empty()?;
            for entry in edition.corrections.iter().take(edition.config.feeds.limit) {
                item(xml, edition, *entry, &language)?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn item(xml: &mut Writer<impl Write>, edition: &Edition, entry: Corrected, language: &Language) -> io::Result<()> {
    let story = edition.story(entry.story);
    let correction = &story.article.head.corrections[entry.nth];
    let url = format!("{}#correction-{}", edition.config.base.absolute(&story.link), entry.nth + 1);
    let title = format!("{}{} {}", language.word(correction.kind, &[]), language.word("colon", &[]), story.article.head.headline.words);
    // A reader must not meet the same correction again when its wording is mended or the story moves.
    let id = story.article.head.id.clone().unwrap_or_else(|| edition.config.base.absolute(&story.link));
    xml.create_element("item").write_inner_content(|xml| {
        text(xml, "title", &title)?;
        text(xml, "link", &url)?;
        xml.create_element("guid")
            .with_attribute(("isPermaLink", "false"))
            .write_text_content(BytesText::new(&format!("{id}#correction-{}", entry.nth + 1)))?;
        if let Some(date) = correction.date {
            text(xml, "pubDate", &rfc2822(date.at, &edition.config.zone))?;
        }
        text(xml, "description", &correction.text.words)?;
        Ok(())
    })?;
    Ok(())
}

fn text(xml: &mut Writer<impl Write>, name: &str, words: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(words)).map(|_| ())
}
