//! A story as feeds say it: the same in every feed, so what is costly is made once and kept.

use std::sync::{Arc, OnceLock};

use super::portable::{Home, portable};
use super::{tag, tag_path};
use crate::article::Image;
use crate::config::Config;
use crate::diag::{Diag, Place};
use crate::edition::{Edition, Story, StoryId};
use crate::language::Language;
use crate::pages::article;
use crate::pages::body;
use crate::pages::credits::{self, Part, Person};
use crate::pages::kept::KeptLast;
use crate::pages::links::{Linker, Medium};
use crate::pages::room::{Asked, Room};
use crate::pages::view::{self, PictureView};
use crate::pages::xml;
use crate::prose::escape;

/// HTML that is kept; the formats of a feed are made one after the other, so it need not be more than a few feeds hold.
const MOST: usize = 2048;

/// What feeds share of stories: the HTML of those that feeds asked for last, with what was asked for it.
pub(in crate::pages) struct Store {
    html: KeptLast<Made>,
}

/// The HTML of a story, or what failed, with what was asked for it.
type Made = (Result<Arc<Html>, Diag>, Arc<Asked>);

/// The HTML of a story.
pub(super) struct Html {
    pub(super) text: Box<str>,
    /// The same as XML has it, for the formats that are.
    xml: OnceLock<Box<str>>,
}

impl Html {
    fn new(text: String) -> Self {
        Html { text: text.into(), xml: OnceLock::new() }
    }

    pub(super) fn as_xml(&self) -> &str {
        self.xml.get_or_init(|| xml::escaped(&self.text).into())
    }
}

impl Store {
    /// An empty store for an edition.
    pub(in crate::pages) fn new(edition: &Edition) -> Self {
        Store { html: KeptLast::new(edition.stories.len(), MOST) }
    }
}

/// The item of a story in one format, as `write` writes it.
pub(super) fn piece(room: &Room<'_>, id: StoryId, write: fn(&Room<'_>, &Item<'_>) -> Vec<u8>) -> Result<Vec<u8>, Diag> {
    let story = room.whole_story(id);
    let (html, asked) = room.feeds().html.get(id, || {
        let (html, asked) = room.recorded(|| html(room, story).map(|text| Arc::new(Html::new(text))));
        (html, Arc::new(asked))
    });
    room.replay(&asked);
    Ok(write(room, &Item::new(room, id, &*html?)))
}

/// What a feed says of a story.
pub(super) struct Item<'a> {
    pub(super) story: &'a Story,
    /// Stable, as the paper gave it or made from the first address.
    pub(super) id: String,
    /// The same as a URI.
    pub(super) uri: String,
    pub(super) url: String,
    pub(super) title: &'a str,
    pub(super) summary: &'a str,
    pub(super) html: &'a Html,
    pub(super) people: Vec<Person<'a>>,
    /// Section, label and topics, each once.
    pub(super) categories: Vec<String>,
    pub(super) picture: Option<Picture>,
    pub(super) language: Language,
}

/// The lead picture.
pub(super) struct Picture {
    pub(super) url: String,
    pub(super) mime: Option<&'static str>,
    pub(super) size: Option<(u32, u32)>,
    /// The caption, or else what the picture shows.
    pub(super) words: Option<String>,
    pub(super) credit: Option<String>,
}

impl<'a> Item<'a> {
    fn new(room: &'a Room<'_>, id: StoryId, html: &'a Html) -> Self {
        let story = room.story(id);
        let head = &story.article.head;
        let language = view::article_language(room, &story.article);
        let uri = uri(room.config, story);
        let mut categories: Vec<String> = vec![room.section(story.section).name.to_owned()];
        let label = view::label(story, &language);
        for name in label.into_iter().chain(story.topics.iter().map(|topic| room.topic(*topic).name.clone())) {
            if !categories.contains(&name) {
                categories.push(name);
            }
        }
        Item {
            story,
            id: head.id.clone().unwrap_or_else(|| uri.clone()),
            uri,
            url: room.config.base.absolute(&story.link),
            title: &head.headline.words,
            summary: &head.summary,
            html,
            people: credits::people(room, story),
            categories,
            picture: head.image.as_ref().filter(|image| !is_held(room, story, &image.src)).map(|image| Picture::new(room, story, image)),
            language,
        }
    }

    /// Those who wrote it.
    pub(super) fn authors(&self) -> impl Iterator<Item = &Person<'a>> {
        self.people.iter().filter(|person| person.part == Part::Author)
    }

    /// The language, where it is not the paper's.
    pub(super) fn foreign(&self, room: &Room<'_>) -> Option<&str> {
        Some(self.language.tag()).filter(|tag| *tag != view::paper_language(room).tag())
    }
}

impl Picture {
    fn new(room: &Room<'_>, story: &Story, image: &Image) -> Self {
        let linker = Linker::new(room, &story.link, &story.article.path).medium(Medium::Feed);
        let size = linker.find(&image.src).and_then(|(asset, _)| asset.size());
        let url = linker.asset(&image.src);
        Picture {
            mime: mime(&url),
            url,
            size: size.map(|size| (size.width, size.height)),
            words: image
                .caption
                .as_ref()
                .map(|caption| caption.words.clone())
                .or_else(|| image.alt.clone())
                .filter(|words| !words.is_empty()),
            credit: image.credit.clone(),
        }
    }
}

/// Whether an address is that of something that is held back.
fn is_held(room: &Room<'_>, story: &Story, address: &str) -> bool {
    Linker::new(room, &story.link, &story.article.path).is_held(address)
}

/// The type of a picture, by the ending of its name.
fn mime(url: &str) -> Option<&'static str> {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    [
        (".jpg", "image/jpeg"),
        (".jpeg", "image/jpeg"),
        (".png", "image/png"),
        (".gif", "image/gif"),
        (".webp", "image/webp"),
        (".avif", "image/avif"),
        (".svg", "image/svg+xml"),
    ]
    .iter()
    .find(|(ending, _)| path.ends_with(ending))
    .map(|(_, mime)| *mime)
}

/// The id of a story as a URI: its own, or one made from its first address.
pub(in crate::pages) fn uri(config: &Config, story: &Story) -> String {
    let base = &config.base;
    let head = &story.article.head;
    match &head.id {
        Some(id) if is_uri(id) => id.clone(),
        Some(id) => tag(base, &crate::permalink::encode_path(id)),
        None => tag(base, &tag_path(base, head.redirect_from.first().unwrap_or(&story.link))),
    }
}

/// Whether an id that the paper gave is a URI already, as Atom wants it.
fn is_uri(id: &str) -> bool {
    id.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
            && !rest.is_empty()
            && id.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'))
    })
}

/// How copy is linked where it is read away from the site.
fn linker<'r, 'a>(room: &'r Room<'a>, story: &'r Story) -> Linker<'r, 'a> {
    Linker::new(room, &story.link, &story.article.path).medium(Medium::Feed)
}

/// The whole story as HTML that can stand anywhere: label, dek, picture, takeaways, copy, corrections, sources.
/// Repeated pull-quotes are left out.
fn html(room: &Room<'_>, story: &Story) -> Result<String, Diag> {
    let failed = |diag: Diag| diag.related("it failed for", Place::file(&story.article.path));
    let language = view::article_language(room, &story.article);
    let linker = linker(room, story);
    let head = &story.article.head;
    let mut html = String::with_capacity(4096);
    if let Some(label) = view::label(story, &language) {
        html.push_str(&format!("<p><strong>{}</strong></p>\n", escape(&label)));
    }
    if let Some(dek) = &head.dek {
        html.push_str(&format!("<p><em>{}</em></p>\n", linker.fill(&dek.markup)));
    }
    if let Some(image) = head.image.as_ref().filter(|image| linker.shows(&image.src)) {
        html.push_str(&figure(&PictureView::new(image, &linker)));
    }
    if let Some(takeaways) = head.takeaways.as_ref().filter(|takeaways| body::box_on_top(takeaways, room)) {
        html.push_str(&body::takeaways_box(takeaways, &linker, &language).map_err(failed)?);
        html.push('\n');
    }
    html.push_str(&body::render(&story.article, &linker, &language).map_err(failed)?);
    for correction in article::corrections(room, &story.article, &linker, &language) {
        let date = correction.date.map(|date| format!(" (<time datetime=\"{}\">{}</time>)", date.iso, escape(&date.day)));
        html.push_str(&format!(
            "\n<p><strong>{}</strong>{}{} {}</p>",
            escape(&correction.title),
            date.unwrap_or_default(),
            language.word("colon", &[]),
            correction.text
        ));
    }
    let sources = article::sources(&story.article, &linker);
    if !sources.is_empty() {
        html.push_str(&format!("\n<h2>{}</h2>\n<ul>", escape(&language.word("sources", &[]))));
        for source in sources {
            match source.url {
                Some(url) => html.push_str(&format!("<li><a href=\"{}\">{}</a></li>", escape(url), escape(source.title))),
                None => html.push_str(&format!("<li>{}</li>", escape(source.title))),
            }
        }
        html.push_str("</ul>");
    }
    let base = &room.config.base;
    Ok(portable(&html, &Home { origin: base.origin(), page: &base.absolute(&story.link) }))
}

fn figure(picture: &PictureView) -> String {
    let size =
        picture.width.zip(picture.height).map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\"")).unwrap_or_default();
    let credit = picture.credit.as_ref().map(|credit| escape(credit));
    let words: Vec<String> = picture.caption.iter().cloned().chain(credit).collect();
    let caption = if words.is_empty() { String::new() } else { format!("<figcaption>{}</figcaption>", words.join(" ")) };
    format!("<figure><img src=\"{}\" alt=\"{}\"{size}>{caption}</figure>\n", escape(&picture.src), escape(&picture.alt))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_uris_are_taken_as_they_are() {
        for uri in ["tag:news.example,2019:a", "urn:newsml:news.example:20260309:a:1", "https://news.example/?p=12"] {
            assert!(is_uri(uri), "{uri}");
        }
        for text in ["courier-2026-0412", "a b:c", ":x", "x:", "né:e"] {
            assert!(!is_uri(text), "{text}");
        }
    }

    #[test]
    fn pictures_have_a_type_by_their_name() {
        assert_eq!(mime("https://x/a.JPG?v=1"), Some("image/jpeg"));
        assert_eq!(mime("https://x/a"), None);
    }
}
