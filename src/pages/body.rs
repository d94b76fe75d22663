//! The copy as HTML: its parts in order, story blocks rendered through their templates.
//!
//! A story block is data until here. `blocks/<name>.html` renders it; feeds use the same function.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context;

use super::Room;
use super::links::{Linker, Medium};
use crate::article::copy::{Block, Echo, Makeup, Part, Voice};
use crate::article::{Article, Takeaways, takeaways};
use crate::config::TakeawaysPlace;
use crate::diag::Diag;
use crate::digest::Digest;
use crate::language::Language;
use crate::prose::Item;

/// Words of a fact box that can hang beside the copy.
const SHORT: usize = 60;

/// What a block's template gets; see `docs/blocks.md`.
#[derive(Serialize)]
struct BlockView<'a> {
    lang: &'a str,
    dir: &'a str,
    name: &'a str,
    title: Option<&'a str>,
    args: BTreeMap<&'a str, &'a str>,
    body: String,
    items: Vec<ItemView<'a>>,
    short: bool,
    list_only: bool,
    id: String,
}

/// An item of a list.
#[derive(Serialize)]
pub(super) struct ItemView<'a> {
    label: Option<&'a str>,
    figure: bool,
    text: String,
}

#[derive(Serialize)]
struct VoiceView<'a> {
    lang: &'a str,
    dir: &'a str,
    quote: String,
    by: Option<&'a str>,
    role: Option<&'a str>,
    hang: bool,
    fresh: bool,
}

/// Whether the takeaways box stands before the copy.
pub(super) fn box_on_top(takeaways: &Takeaways, room: &Room<'_>) -> bool {
    takeaways.origin == takeaways::Origin::FrontMatter || room.config.takeaways == TakeawaysPlace::Top
}

/// The copy of an article.
pub(super) fn render(article: &Article, linker: &Linker<'_, '_>, language: &Language) -> Result<String, Diag> {
    let room = linker.room;
    let mut html = String::with_capacity(4096);
    for part in &room.copy(article).parts {
        match part {
            Part::Paragraph { markup, .. } | Part::Heading { markup, .. } | Part::Other { markup, .. } | Part::Notes { markup, .. } => {
                html.push_str(&linker.fill(markup));
            }
            Part::Voice(voice) => html.push_str(&self::voice(voice, Said::Voice, linker, language)?),
            // Readers of feeds would read it twice.
            Part::Pull { echo: Echo::Repeat, .. } if linker.medium == Medium::Feed => continue,
            Part::Pull { voice, echo: Echo::Repeat } => html.push_str(&self::voice(voice, Said::Repeat, linker, language)?),
            Part::Pull { voice, .. } => html.push_str(&self::voice(voice, Said::Fresh, linker, language)?),
            Part::Takeaways => {
                if let Some(takeaways) = article.head.takeaways.as_ref().filter(|takeaways| !box_on_top(takeaways, room)) {
                    html.push_str(&takeaways_box(takeaways, linker, language)?);
                }
            }
            Part::Block(block) => html.push_str(&self::block(block, linker, language)?),
        }
        html.push('\n');
    }
    html.truncate(html.trim_end().len());
    Ok(html)
}

/// The takeaways box.
pub(super) fn takeaways_box(takeaways: &Takeaways, linker: &Linker<'_, '_>, language: &Language) -> Result<String, Diag> {
    let word = language.word("takeaways", &[]);
    let view = BlockView {
        lang: language.tag(),
        dir: language.direction().as_str(),
        name: "takeaways",
        title: Some(takeaways.title.as_deref().unwrap_or(&word)),
        args: BTreeMap::new(),
        body: String::new(),
        items: items(&takeaways.items, linker),
        short: false,
        list_only: true,
        id: "takeaways".into(),
    };
    template("blocks/takeaways.html", &view, linker.room)
}

/// The items of a list.
pub(super) fn items<'a>(items: &'a [Item], linker: &Linker<'_, '_>) -> Vec<ItemView<'a>> {
    items.iter().map(|item| item_view(item, linker)).collect()
}

fn item_view<'a>(item: &'a Item, linker: &Linker<'_, '_>) -> ItemView<'a> {
    let label = item.label.as_deref();
    ItemView { label, figure: label.is_some_and(crate::prose::is_figure), text: linker.fill(&item.markup) }
}

/// How somebody's words stand in the copy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Voice,
    Repeat,
    Fresh,
}

fn voice(voice: &Voice, said: Said, linker: &Linker<'_, '_>, language: &Language) -> Result<String, Diag> {
    let mut quote: String = voice.quote.iter().map(|piece| linker.fill(piece)).collect();
    if said == Said::Repeat {
        // Decoration is one line of words: its paragraphs lose their tags.
        quote = quote.replace("</p><p>", " ").replace("<p>", "").replace("</p>", "");
    }
    let view = VoiceView {
        lang: language.tag(),
        dir: language.direction().as_str(),
        quote,
        by: voice.by.as_deref(),
        role: voice.role.as_deref(),
        hang: voice.words.starts_with(['“', '"', '‘', '„', '«', '»', '‹', '「', '『', '\'']),
        fresh: said == Said::Fresh,
    };
    template(if said == Said::Repeat { "blocks/pullquote.html" } else { "blocks/voice.html" }, &view, linker.room)
}

fn block(block: &Block, linker: &Linker<'_, '_>, language: &Language) -> Result<String, Diag> {
    let name = format!("blocks/{}.html", block.name);
    if !linker.room.has_template(&name) {
        return Ok(linker.fill(&block.plain));
    }
    let view = BlockView {
        lang: language.tag(),
        dir: language.direction().as_str(),
        name: &block.name,
        title: block.title.as_deref(),
        args: block.args.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect(),
        body: linker.fill(&block.body),
        items: items(&block.items, linker),
        short: block.words.split_whitespace().count() <= SHORT,
        list_only: block.makeup == Makeup::List,
        id: format!("{}-{}", block.name, Digest::of(&block.words).short(6)),
    };
    template(&name, &view, linker.room)
}

fn template(name: &str, view: &impl Serialize, room: &Room<'_>) -> Result<String, Diag> {
    let context = Context::from_serialize(view).map_err(|error| Diag::error("template", format!("{name}: {error}")))?;
    room.render(name, &context).map(|html| html.trim().to_owned())
}
