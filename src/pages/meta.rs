//! What share cards show: Open Graph, the few Twitter names that still differ, and the author's account in the
//! Fediverse. Every address is absolute; a property with several values is repeated, never joined.

use super::Room;
use super::credits::{self, Part};
use super::links::{Linker, Medium, configured};
use super::view::{self, Meta, PageView};
use crate::article::{Article, Kind};
use crate::clock::rfc3339;
use crate::data::Node;
use crate::edition::Story;
use crate::permalink::Permalink;

/// A picture for machines.
pub(super) struct Picture {
    /// Absolute.
    pub(super) url: String,
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
}

/// A picture as an article names it.
pub(super) fn picture(room: &Room<'_>, from: &Permalink, source: &str, src: &str) -> Option<Picture> {
    let linker = Linker::new(room, from, source).medium(Medium::Feed);
    let size = linker.find(src).and_then(|(asset, _)| asset.size());
    let url = linker.asset(src);
    // What leads nowhere is better left out than shown broken.
    url.contains("://").then(|| Picture { url, width: size.map(|size| size.width), height: size.map(|size| size.height) })
}

/// A picture as the settings name it: a path beneath `static/`.
fn configured_picture(room: &Room<'_>, path: &str) -> Option<Picture> {
    let path = if crate::edition::address::is_elsewhere(path) { path.to_owned() } else { format!("/{}", path.trim_start_matches('/')) };
    let size = room.file(&path, "static").and_then(|(asset, _)| asset.size());
    Some(Picture {
        url: credits::absolute(room, &configured(&room.config.base, &path)?),
        width: size.map(|size| size.width),
        height: size.map(|size| size.height),
    })
}

/// The paper's logo.
pub(super) fn logo(room: &Room<'_>) -> Option<Picture> {
    let config = &room.config;
    config.organisation.logo.as_ref().or(config.theme.logo.as_ref()).and_then(|path| configured_picture(room, path))
}

/// Share cards take no drawings.
fn is_card(picture: &Picture) -> bool {
    !picture.url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase().ends_with(".svg")
}

/// The tags of a story.
pub(super) fn story(room: &Room<'_>, story: &Story, view: &PageView) -> Vec<Meta> {
    let zone = &room.config.zone;
    let head = &story.article.head;
    let language = view::article_language(room, &story.article);
    let title = headline(room, story);
    let own = head.image.as_ref().and_then(|image| {
        let picture = picture(room, &story.link, &story.article.path, &image.src).filter(is_card)?;
        Some((picture, image.alt.clone().unwrap_or_default()))
    });
    let mut tags = Tags::new(room, "article", &title, language.tag(), view, own);
    if let Some(date) = head.date {
        tags.property("article:published_time", rfc3339(date.at, zone));
    }
    if let Some(changed) = story.changed() {
        tags.property("article:modified_time", rfc3339(changed, zone));
    }
    if let Some(expires) = head.expires {
        tags.property("article:expiration_time", rfc3339(expires.at, zone));
    }
    tags.property("article:section", room.section(story.section).name.to_owned());
    for topic in &story.topics {
        tags.property("article:tag", room.topic(*topic).name.clone());
    }
    let people = credits::people(room, story);
    let authors = || people.iter().filter(|person| person.part == Part::Author);
    for url in authors().filter_map(|person| person.url.clone()) {
        tags.property("article:author", url);
    }
    if let Some(url) = room.config.organisation.same_as.iter().find(|url| url.contains("facebook.com/")) {
        tags.property("article:publisher", url.clone());
    }
    // A writer's own account speaks for the story before the paper's does.
    let accounts: Vec<String> = authors().filter_map(|person| account(room.author(person.author).profile.as_deref()?)).collect();
    if accounts.is_empty() {
        tags.paper_account();
    }
    for account in accounts {
        tags.name("fediverse:creator", account);
    }
    tags.list
}

/// The headline on share cards. Opinion and what is paid for say so: a card travels without the page's label.
fn headline(room: &Room<'_>, story: &Story) -> String {
    let head = &story.article.head;
    let words = head.social_headline.as_ref().unwrap_or(&head.headline.words);
    let language = view::article_language(room, &story.article);
    // What an editor wrote for the card stands, unless somebody paid for the story.
    let labelled = head.kind == Kind::Sponsored
        || (head.social_headline.is_none() && (head.kind.is_opinion() || matches!(head.kind, Kind::Satire | Kind::PressRelease)));
    match view::label(story, &language).filter(|_| labelled) {
        Some(label) => format!("{label}{} {words}", language.word("colon", &[])),
        None => words.clone(),
    }
}

/// `fediverse` under `[extra]` of a profile.
fn account(profile: &Article) -> Option<String> {
    let entry = profile.head.extra.entries.iter().find(|entry| entry.key == "fediverse")?;
    Node::scalar(&entry.value).filter(|account| !account.trim().is_empty())
}

/// The tags of any other page.
pub(super) fn page(room: &Room<'_>, view: &PageView) -> Vec<Meta> {
    let config = &room.config;
    let title = view.title.strip_suffix(&format!(" | {}", config.title)).unwrap_or(&view.title);
    let mut tags = Tags::new(room, "website", title, view::paper_language(room).tag(), view, None);
    tags.paper_account();
    tags.list
}

struct Tags<'r, 'a> {
    room: &'r Room<'a>,
    list: Vec<Meta>,
}

impl<'r, 'a> Tags<'r, 'a> {
    /// What all pages say; `own` is the page's picture and what it shows.
    fn new(room: &'r Room<'a>, kind: &str, title: &str, language: &str, view: &PageView, own: Option<(Picture, String)>) -> Self {
        let config = &room.config;
        let mut tags = Tags { room, list: Vec::new() };
        tags.property("og:type", kind.to_owned());
        tags.property("og:title", title.to_owned());
        if let Some(description) = &view.description {
            tags.property("og:description", description.clone());
        }
        if let Some(canonical) = &view.canonical {
            tags.property("og:url", canonical.clone());
        }
        tags.property("og:site_name", config.title.clone());
        if let Some(locale) = locale(language) {
            tags.property("og:locale", locale);
        }
        let large = own.is_some() || config.organisation.image.is_some();
        let default = || {
            let picture = config
                .organisation
                .image
                .as_ref()
                .and_then(|path| configured_picture(room, path))
                .or_else(|| logo(room))
                .filter(is_card)?;
            Some((picture, config.title.clone()))
        };
        let shown = own.or_else(default);
        if let Some((picture, alt)) = &shown {
            tags.property("og:image", picture.url.clone());
            if let Some((width, height)) = picture.width.zip(picture.height) {
                tags.property("og:image:width", width.to_string());
                tags.property("og:image:height", height.to_string());
            }
            if !alt.is_empty() {
                tags.property("og:image:alt", alt.clone());
            }
        }
        tags.name("twitter:card", if large && shown.is_some() { "summary_large_image" } else { "summary" }.to_owned());
        tags.name("twitter:title", title.to_owned());
        if let Some((_, alt)) = shown.filter(|(_, alt)| !alt.is_empty()) {
            tags.name("twitter:image:alt", alt);
        }
        if let Some(account) = &config.organisation.twitter {
            tags.name("twitter:site", account.clone());
        }
        tags
    }

    fn property(&mut self, name: &str, content: String) {
        self.list.push(Meta { attr: "property", name: name.to_owned(), content });
    }

    fn name(&mut self, name: &str, content: String) {
        self.list.push(Meta { attr: "name", name: name.to_owned(), content });
    }

    fn paper_account(&mut self) {
        if let Some(account) = &self.room.config.organisation.fediverse {
            self.name("fediverse:creator", account.clone());
        }
    }
}

/// `en_GB` from `en-GB`. A language without a region has no such name, and guessing one would put a paper into the
/// wrong country.
fn locale(tag: &str) -> Option<String> {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next()?.to_ascii_lowercase();
    let region = parts.find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()))?;
    Some(format!("{language}_{}", region.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_need_a_region() {
        assert_eq!(locale("en-gb").as_deref(), Some("en_GB"));
        assert_eq!(locale("zh-Hant-TW").as_deref(), Some("zh_TW"));
        assert_eq!(locale("en"), None);
        assert_eq!(locale("zh-Hant"), None);
    }
}
