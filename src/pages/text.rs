//! The text-only edition, beneath `/text/`: every story without style sheet, picture or script, for slow lines and old
//! machines, and an index by section with times.
//!
//! It renders the same copy as [`super::body`], without templates for story blocks: what a block says stays, how it
//! looks does not. Pull-quotes that repeat the copy are left out. Each page names the full one as its canonical address.

use serde::Serialize;

use super::links::Linker;
use super::sheet::{Sheet, failed_for};
use super::view::{self, DateView, Folio, PageView};
use super::{Key, Page, Room, Row, article, body};
use crate::article::copy::{Block, Echo, Part, Voice};
use crate::article::{Article, Image, Takeaways};
use crate::config::Config;
use crate::diag::Diag;
use crate::edition::{Edition, StoryId};
use crate::language::Language;
use crate::output::Turn;
use crate::permalink::Permalink;
use crate::prose::{self, Item, escape};

/// A page for every story.
pub(super) const ROW: Row = Row { kind: "text", turn: Turn::Page, plan, print };

/// The index.
pub(super) const INDEX: Row = Row { kind: "text-index", turn: Turn::Index, plan: plan_index, print: print_index };

/// Headlines of the index, over all sections; with more it would not be a light page.
const HEADLINES: usize = 100;

/// The address of the index, if the paper has a text edition.
pub(super) fn index(edition: &Edition) -> Option<Permalink> {
    edition.config.text_edition.then(folder)
}

/// The address of a story in the text edition.
pub(super) fn link(config: &Config, story: &Permalink) -> Option<Permalink> {
    config.text_edition.then(|| folder().file(&story.as_str()[1..]))
}

fn folder() -> Permalink {
    Permalink::folder(["text"])
}

/// The sections at the top with the newest stories of each, as the index lists them.
pub(super) fn sections(edition: &Edition) -> Vec<(usize, &[StoryId])> {
    let tops = || edition.sections.iter().enumerate().filter(|(_, section)| section.parent.is_none() && !section.stories.is_empty());
    let each = (HEADLINES / tops().count().max(1)).clamp(3, 20);
    tops().map(|(id, section)| (id, &section.stories[..section.stories.len().min(each)])).collect()
}

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    edition
        .stories
        .iter()
        .enumerate()
        .filter_map(|(index, story)| link(&edition.config, &story.link).map(|link| (link, Key { index, number: 0, near: index })))
        .collect()
}

#[derive(Serialize)]
struct TextView<'a> {
    url: String,
    headline: &'a str,
    kicker: String,
    label: Option<String>,
    dek: Option<String>,
    byline: Option<String>,
    published: Option<DateView>,
    updated: Option<DateView>,
    archive_flag: Option<String>,
    caption: Option<String>,
    takeaways: Option<String>,
    body: String,
    corrections: Vec<article::CorrectionView>,
    sources: Vec<article::SourceView<'a>>,
    state_marks: Vec<String>,
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let story = room.whole_story(page.key.index);
    let head = &story.article.head;
    let language = view::article_language(room, &story.article);
    let linker = Linker::new(room, &story.link, &story.article.path);
    let takeaways = head.takeaways.as_ref().filter(|takeaways| body::box_on_top(takeaways, room));
    let kicker = head.kicker.clone().unwrap_or_else(|| room.section(story.section).name.to_owned());
    let label = view::label_beside(&kicker, story, &language);
    let text = TextView {
        url: room.config.base.url(&story.link),
        headline: &head.headline.html,
        kicker,
        label,
        dek: head.dek.as_ref().map(|dek| linker.fill(&dek.markup)),
        byline: article::byline(story, &language, |_, name| escape(name)),
        published: head.date.map(|moment| DateView::new(room, moment, &language)),
        updated: article::updated(head).map(|moment| DateView::new(room, moment, &language)),
        archive_flag: article::archive_flag(room, story, &language),
        caption: head.image.as_ref().filter(|image| linker.shows(&image.src)).and_then(|image| caption(image, &linker)),
        takeaways: takeaways.map(|takeaways| prose::text_only(&takeaways_html(takeaways, &linker, &language))),
        body: copy(&story.article, &linker, &language),
        corrections: article::corrections(room, &story.article, &linker, &language),
        sources: article::sources(&story.article, &linker),
        state_marks: story.mark.iter().map(|mark| view::mark_words(room, *mark, &language)).collect(),
    };
    let mut view = PageView::new(room, page, head.seo_headline.as_deref().unwrap_or(&head.headline.words));
    view.canonical = Some(room.config.base.absolute(&story.link));
    if story.mark.is_some() {
        "noindex".clone_into(&mut view.robots);
    }
    let sheet = Sheet { template: "text.html", language, section: Some(story.section), page: view, name: "text", view: text };
    sheet.print(room).map_err(failed_for(&story.article.path))
}

/// What is said about a picture that is not shown.
fn caption(image: &Image, linker: &Linker<'_, '_>) -> Option<String> {
    let caption = image.caption.as_ref()?;
    let credit = image.credit.as_ref().map(|credit| format!(" ({})", escape(credit))).unwrap_or_default();
    Some(prose::text_only(&format!("{}{credit}", linker.fill(&caption.markup))))
}

/// The copy as plain HTML.
fn copy(article: &Article, linker: &Linker<'_, '_>, language: &Language) -> String {
    let mut html = String::with_capacity(4096);
    for part in &linker.room.copy(article).parts {
        match part {
            Part::Paragraph { markup, .. } | Part::Heading { markup, .. } | Part::Other { markup, .. } | Part::Notes { markup, .. } => {
                html.push_str(&linker.fill(markup));
            }
            Part::Pull { echo: Echo::Repeat, .. } => continue,
            Part::Voice(voice) | Part::Pull { voice, .. } => html.push_str(&self::voice(voice, linker, language)),
            Part::Takeaways => {
                if let Some(takeaways) = article.head.takeaways.as_ref().filter(|takeaways| !body::box_on_top(takeaways, linker.room)) {
                    html.push_str(&takeaways_html(takeaways, linker, language));
                }
            }
            Part::Block(block) => html.push_str(&self::block(block, linker)),
        }
        html.push('\n');
    }
    prose::text_only(html.trim_end())
}

fn voice(voice: &Voice, linker: &Linker<'_, '_>, language: &Language) -> String {
    let quote: String = voice.quote.iter().map(|piece| linker.fill(piece)).collect();
    let by: Vec<&str> = voice.by.as_deref().into_iter().chain(voice.role.as_deref()).collect();
    let by = if by.is_empty() {
        String::new()
    } else {
        format!("\n<p>— {}</p>", escape(&by.join(&format!("{} ", language.word("comma", &[])))))
    };
    format!("<blockquote>{quote}</blockquote>{by}")
}

fn takeaways_html(takeaways: &Takeaways, linker: &Linker<'_, '_>, language: &Language) -> String {
    let title = takeaways.title.clone().unwrap_or_else(|| language.word("takeaways", &[]).into_owned());
    let item = |item: &Item| match &item.label {
        Some(label) => format!("<li><b>{}{}</b> {}</li>", escape(label), language.word("colon", &[]), linker.fill(&item.markup)),
        None => format!("<li>{}</li>", linker.fill(&item.markup)),
    };
    format!("<h2>{}</h2>\n<ul>{}</ul>", escape(&title), takeaways.items.iter().map(item).collect::<String>())
}

fn block(block: &Block, linker: &Linker<'_, '_>) -> String {
    let title = block.title.as_ref().map(|title| format!("<h2>{}</h2>\n", escape(title))).unwrap_or_default();
    format!("{title}{}", linker.fill(&block.body))
}

#[derive(Serialize)]
struct IndexView {
    sections: Vec<SectionView>,
}

#[derive(Serialize)]
struct SectionView {
    name: String,
    stories: Vec<StoryView>,
}

#[derive(Serialize)]
struct StoryView {
    url: String,
    headline: String,
    date: Option<DateView>,
    lang: Option<String>,
    dir: Option<&'static str>,
}

fn plan_index(edition: &Edition) -> Vec<(Permalink, Key)> {
    index(edition).map(|link| (link, Key::default())).into_iter().collect()
}

fn print_index(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let language = view::paper_language(room);
    let sections = room.text_sections().into_iter().map(|(section, stories)| SectionView {
        name: room.section(section).name.to_owned(),
        stories: stories.iter().map(|id| line(room, *id, &language)).collect(),
    });
    let sections = sections.collect();
    let mut view = PageView::new(room, page, &language.word("text-edition", &[]));
    view.folio = Folio::of(room, room.newest());
    view.canonical = Some(room.config.base.root());
    let index = IndexView { sections };
    Sheet { template: "text-index.html", language, section: None, page: view, name: "index", view: index }.print(room)
}

fn line(room: &Room<'_>, id: StoryId, language: &Language) -> StoryView {
    let story = room.story(id);
    let (lang, dir) = view::other_language(room, &story.article, language);
    StoryView {
        url: link(room.config, &story.link).map(|link| room.config.base.url(&link)).unwrap_or_default(),
        headline: story.article.head.headline.html.clone(),
        date: story.date.map(|moment| view::timed(room, moment, language)),
        lang,
        dir,
    }
}
