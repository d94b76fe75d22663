//! JSON Feed 1.1, with what RSS has no words for under `_newsprint`.

use serde::Serialize;

use super::Channel;
use super::item::{self, Item};
use crate::clock::rfc3339;
use crate::diag::Diag;
use crate::pages::{Room, credits, meta};

#[derive(Serialize)]
struct Head<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<String>,
    language: &'a str,
    authors: [Author<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
}

#[derive(Serialize)]
struct Hub<'a> {
    r#type: &'static str,
    url: &'a str,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<String>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    _newsprint: Own<'a>,
}

/// What the paper knows beyond the format.
#[derive(Serialize)]
struct Own<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    takeaways: Vec<Takeaway<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Correction<'a>>,
}

#[derive(Serialize)]
struct Takeaway<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    text: &'a str,
}

#[derive(Serialize)]
struct Correction<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    text: &'a str,
}

pub(super) fn write(room: &Room<'_>, channel: &Channel<'_>) -> Result<Vec<u8>, Diag> {
    let config = &room.config;
    let head = Head {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        home_page_url: config.base.absolute(&channel.link),
        feed_url: &channel.own,
        description: channel.description,
        icon: meta::logo(room).map(|logo| logo.url),
        language: &config.language,
        authors: [Author { name: &config.title, url: Some(config.base.root()), avatar: None }],
        hubs: config.feeds.hubs.iter().map(|url| Hub { r#type: "WebSub", url }).collect(),
    };
    // The items are JSON already; the head's closing brace makes way for them.
    let mut json = encode(&head);
    json.pop();
    json.extend_from_slice(b",\"items\":[");
    for (at, id) in channel.stories.iter().enumerate() {
        json.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        json.extend_from_slice(&item::piece(room, *id, entry)?);
    }
    json.extend_from_slice(b"\n]}\n");
    Ok(json)
}

fn entry(room: &Room<'_>, item: &Item<'_>) -> Vec<u8> {
    let head = &item.story.article.head;
    let zone = &room.config.zone;
    let author = |person: &credits::Person<'_>| {
        let about = room.author(person.author);
        let profile = about.profile.as_ref();
        let avatar = profile.and_then(|profile| {
            let image = profile.head.image.as_ref()?;
            meta::picture(room, &about.link, &profile.path, &image.src).map(|picture| picture.url)
        });
        (person.url.clone(), avatar)
    };
    encode(&Entry {
        id: &item.id,
        url: &item.url,
        title: item.title,
        summary: item.summary,
        content_html: &item.html.text,
        image: item.picture.as_ref().map(|picture| picture.url.as_str()),
        date_published: head.date.map(|date| rfc3339(date.at, zone)),
        date_modified: item.story.modified.map(|modified| rfc3339(modified.at, zone)),
        authors: item
            .authors()
            .map(|person| {
                let (url, avatar) = author(person);
                Author { name: person.name, url, avatar }
            })
            .collect(),
        tags: &item.categories,
        language: item.foreign(room),
        _newsprint: Own {
            kind: head.kind.name(),
            takeaways: head
                .takeaways
                .iter()
                .flat_map(|takeaways| &takeaways.items)
                .map(|item| Takeaway { label: item.label.as_deref(), text: &item.words })
                .collect(),
            corrections: head
                .corrections
                .iter()
                .map(|correction| Correction {
                    kind: correction.kind,
                    date: correction.date.map(|date| rfc3339(date.at, zone)),
                    text: &correction.text.words,
                })
                .collect(),
        },
    })
}

/// JSON of a value whose parts are all text, which cannot fail.
fn encode(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
