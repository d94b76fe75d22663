//! Structured data (schema.org) for the head of each page, as one `@graph`.
//!
//! Every `@type` is one string, since reader views throw away a block in which it is a list. Nothing is empty or null,
//! every address is absolute, every time has its offset, and no character can end the script element.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::credits::{self, Part, Person};
use super::links::Linker;
use super::meta::{self, Picture};
use super::{Page, Room, article, links, room, view};
use crate::article::{Image, Kind};
use crate::clock::{Moment, rfc3339};
use crate::edition::{Standing, Story};
use crate::permalink::{Permalink, printable};

/// A property's value.
enum Value<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(u64),
    Bool(bool),
    List(Vec<Value<'a>>),
    Node(Node<'a>),
}

/// A node: a type, and properties in the order of their names, which are left out when there is nothing to say.
struct Node<'a>(Vec<(&'a str, Value<'a>)>);

impl<'a> Node<'a> {
    fn new(kind: &'a str) -> Self {
        Node(vec![("@type", Value::from(kind))])
    }

    /// Sets a property, unless the value is empty.
    #[must_use]
    fn with(mut self, property: &'a str, value: impl Into<Value<'a>>) -> Self {
        let value = value.into();
        let empty = match &value {
            Value::Nothing => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(list) => list.is_empty(),
            Value::Node(node) => node.0.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !empty {
            match self.0.binary_search_by_key(&property, |(known, _)| known) {
                Ok(at) => self.0[at].1 = value,
                Err(at) => self.0.insert(at, (property, value)),
            }
        }
        self
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Nothing => to.serialize_none(),
            Value::Text(text) => to.serialize_str(text),
            Value::Number(number) => to.serialize_u64(*number),
            Value::Bool(truth) => to.serialize_bool(*truth),
            Value::List(list) => to.collect_seq(list),
            Value::Node(node) => node.serialize(to),
        }
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(property, value)| (property, value)))
    }
}

impl<'a> From<Node<'a>> for Value<'a> {
    fn from(node: Node<'a>) -> Self {
        Value::Node(node)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text.into())
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text.into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(text.into())
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Value::Bool(truth)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Value::Number(number.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Value::Number(number as u64)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Nothing, Into::into)
    }
}

impl<'a, T: Into<Value<'a>>> From<Vec<T>> for Value<'a> {
    fn from(list: Vec<T>) -> Self {
        Value::List(list.into_iter().map(Into::into).collect())
    }
}

/// A value that stands for a node given elsewhere.
fn reference<'a>(id: String) -> Node<'a> {
    Node(vec![("@id", id.into())])
}

/// The graph as text that can stand inside a script element.
fn graph<'a>(nodes: impl IntoIterator<Item = Node<'a>>) -> String {
    let nodes: Vec<Node<'_>> = nodes.into_iter().collect();
    let graph = Node(vec![("@context", "https://schema.org".into()), ("@graph", nodes.into())]);
    // What has no keys but texts cannot fail to be written.
    let mut text = serde_json::to_string(&graph).unwrap_or_default();
    for (sign, written) in [('<', "\\u003c"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")] {
        if text.contains(sign) {
            text = text.replace(sign, written);
        }
    }
    text
}

/// What a page says of itself; `name` is what it is called. None for pages that have no address of their own.
pub(super) fn of_page(room: &Room<'_>, page: &Page, name: &str) -> Option<String> {
    let index = page.key.index;
    match page.kind() {
        "article" => Some(story(room, room.whole_story(index), room.part(index))),
        "page" => Some(room.standing(index)).filter(|page| !page.is_not_found()).map(|page| standing(room, page)),
        "front" => Some(front(room)),
        "section" => Some(section(room, index)),
        "author" => Some(author(room, index)),
        "topic" => Some(listing(room, &room.topic(index).link, &room.topic(index).name)),
        "series" => Some(listing(room, &room.series(index).link, &room.series(index).name)),
        "topics" | "authors" | "latest" | "archive" | "corrections" => Some(listing(room, &page.link, name)),
        _ => None,
    }
}

/// A story.
fn story(room: &Room<'_>, story: &Story, part: Option<room::Part<'_>>) -> String {
    let base = &room.config.base;
    let head = &story.article.head;
    let url = base.absolute(&story.link);
    let time = |moment: Moment| rfc3339(moment.at, &room.config.zone);
    let people = credits::people(room, story);
    let of = |part: Part| -> Vec<Value<'_>> {
        people.iter().filter(|person| person.part == part).map(|person| person_node(room, person).into()).collect()
    };
    let authors = of(Part::Author);
    let kind = head.kind.schema();
    let mut parts = vec![Value::from(website(room))];
    if let Some(room::Part { series, .. }) = part {
        parts.push(Node::new("CreativeWorkSeries").with("name", &series.name).with("url", base.absolute(&series.link)).into());
    }
    let corrections: Vec<Value<'_>> = head
        .corrections
        .iter()
        .filter(|correction| correction.kind != "update")
        .map(|correction| {
            Node::new("CorrectionComment").with("text", &correction.text.words).with("datePublished", correction.date.map(time)).into()
        })
        .collect();
    let linker = Linker::new(room, &story.link, &story.article.path);
    let sources: Vec<Value<'_>> = article::sources(&story.article, &linker)
        .into_iter()
        .map(|source| Node::new("CreativeWork").with("name", source.title).with("url", source.url).into())
        .collect();
    let mut spoken = vec!["h1"];
    spoken.extend(head.dek.is_some().then_some(".dek"));
    spoken.extend(head.takeaways.is_some().then_some(".takeaways"));
    let alternative = head.social_headline.as_ref().or(head.seo_headline.as_ref()).filter(|words| **words != head.headline.words);
    let mut node = Node::new(kind)
        .with("@id", format!("{url}#article"))
        .with("headline", &head.headline.words)
        .with("alternativeHeadline", alternative)
        .with("description", &head.summary)
        .with("url", url.clone())
        .with("mainEntityOfPage", url.clone())
        .with("datePublished", head.date.map(time))
        .with("dateModified", story.modified.or(head.date).map(time))
        .with("author", if authors.is_empty() { vec![organisation(room).into()] } else { authors })
        .with("editor", of(Part::Editor))
        .with("translator", of(Part::Translator))
        .with("contributor", of(Part::Contributor))
        .with("publisher", publisher(room))
        .with("image", head.image.as_ref().and_then(|image| image_node(room, story, image)).map(|node| vec![Value::from(node)]))
        .with("inLanguage", view::article_language(room, &story.article).tag().to_owned())
        .with("isPartOf", parts)
        .with("articleSection", room.section(story.section).name)
        .with("keywords", story.topics.iter().map(|topic| &room.topic(*topic).name).collect::<Vec<_>>())
        .with("wordCount", head.words)
        .with("citation", sources)
        .with("correction", corrections)
        .with("publishingPrinciples", policy(room, "publishingPrinciples").or_else(|| policy(room, "ethicsPolicy")))
        .with("isAccessibleForFree", true)
        .with("expires", head.expires.map(time))
        .with("speakable", Node::new("SpeakableSpecification").with("cssSelector", spoken));
    if let Some(place) = &head.dateline {
        node = node.with("locationCreated", Node::new("Place").with("name", place));
        // Only news has a dateline, by schema.org's definition.
        if kind.ends_with("NewsArticle") {
            node = node.with("dateline", place);
        }
    }
    if head.kind == Kind::Live {
        node = node.with("coverageStartTime", head.date.map(time));
    }
    let mut trail = section_trail(room, story.section);
    trail.push((head.headline.words.clone(), None));
    graph([node, breadcrumbs(room, trail)])
}

/// The front page.
fn front(room: &Room<'_>) -> String {
    let config = &room.config;
    let site = website(room)
        .with("inLanguage", &config.language)
        .with("description", config.description.as_deref())
        .with("publisher", reference(publisher_id(room)));
    graph([site, publisher(room)])
}

/// A section front.
fn section(room: &Room<'_>, section: usize) -> String {
    let mut trail = section_trail(room, section);
    if let Some(last) = trail.last_mut() {
        last.1 = None;
    }
    let section = room.about_section(section);
    let description = section.front.as_ref().map(|front| front.head.summary.as_str());
    graph([collection(room, &section.link, &section.name, description), breadcrumbs(room, trail)])
}

/// Any other list of stories: a topic, a series, the archive.
fn listing(room: &Room<'_>, link: &Permalink, name: &str) -> String {
    graph([collection(room, link, name, None), breadcrumbs(room, vec![(name.to_owned(), None)])])
}

/// The page of an author.
fn author(room: &Room<'_>, author: usize) -> String {
    let author = room.author(author);
    let url = room.config.base.absolute(&author.link);
    let head = author.profile.as_ref().map(|profile| &profile.head);
    let image = author.profile.as_ref().and_then(|profile| {
        let image = profile.head.image.as_ref()?;
        meta::picture(room, &author.link, &profile.path, &image.src)
    });
    let person = Node::new("Person")
        .with("@id", format!("{url}#person"))
        .with("name", &author.name)
        .with("url", url.clone())
        .with("jobTitle", head.and_then(|head| head.job.as_deref()))
        .with("description", head.map(|head| &head.summary))
        .with("image", image.map(|image| image.url))
        .with("worksFor", reference(publisher_id(room)));
    let page = Node::new("ProfilePage")
        .with("@id", url.clone())
        .with("url", url)
        .with("name", &author.name)
        .with("inLanguage", &room.config.language)
        .with("isPartOf", website(room))
        .with("mainEntity", person);
    graph([page, breadcrumbs(room, vec![(author.name.clone(), None)]), publisher(room)])
}

/// A page of the paper itself.
fn standing(room: &Room<'_>, page: &Standing) -> String {
    let head = &page.article.head;
    let url = room.config.base.absolute(&page.link);
    let kind = match page.link.as_str() {
        "/about/" => "AboutPage",
        "/contact/" => "ContactPage",
        _ => "WebPage",
    };
    let node = Node::new(kind)
        .with("@id", url.clone())
        .with("url", url)
        .with("name", &head.headline.words)
        .with("description", &head.summary)
        .with("inLanguage", view::article_language(room, &page.article).tag().to_owned())
        .with("isPartOf", website(room))
        .with("publisher", reference(publisher_id(room)));
    graph([node, breadcrumbs(room, vec![(head.headline.words.clone(), None)]), publisher(room)])
}

fn collection<'r>(room: &'r Room<'_>, link: &Permalink, name: &'r str, description: Option<&'r str>) -> Node<'r> {
    let url = room.config.base.absolute(link);
    Node::new("CollectionPage")
        .with("@id", url.clone())
        .with("url", url)
        .with("name", name)
        .with("description", description)
        .with("inLanguage", &room.config.language)
        .with("isPartOf", website(room))
}

fn website<'r>(room: &'r Room<'_>) -> Node<'r> {
    let root = room.config.base.root();
    Node::new("WebSite").with("@id", format!("{root}#website")).with("name", &room.config.title).with("url", root)
}

fn publisher_id(room: &Room<'_>) -> String {
    format!("{}#publisher", room.config.base.root())
}

/// The paper as an author: name and address alone.
fn organisation<'r>(room: &'r Room<'_>) -> Node<'r> {
    let config = &room.config;
    Node::new("NewsMediaOrganization").with("@id", publisher_id(room)).with("name", &config.title).with("url", config.base.root())
}

/// The paper with everything that it says of itself.
fn publisher<'r>(room: &'r Room<'_>) -> Node<'r> {
    let config = &room.config;
    let org = &config.organisation;
    let contact = Node::new("ContactPoint")
        .with("contactType", "newsroom")
        .with("email", org.email.as_deref())
        .with("telephone", org.telephone.as_deref());
    let mut node = organisation(room)
        .with("legalName", org.legal_name.as_deref())
        .with("logo", meta::logo(room).map(|logo| picture_node(&logo)))
        .with("sameAs", org.same_as.iter().filter(|url| printable(url).is_some()).collect::<Vec<_>>())
        .with("foundingDate", org.founded.as_deref())
        .with("address", org.address.as_deref());
    if org.email.is_some() || org.telephone.is_some() {
        node = node.with("contactPoint", contact);
    }
    for (property, _) in &config.policies {
        node = node.with(property, policy(room, property));
    }
    node
}

/// The absolute address of a policy page.
fn policy(room: &Room<'_>, property: &str) -> Option<String> {
    let config = &room.config;
    let (_, url) = config.policies.iter().find(|(known, _)| known == property)?;
    Some(credits::absolute(room, &links::configured(&config.base, url)?))
}

fn person_node<'r>(room: &'r Room<'_>, person: &'r Person<'_>) -> Node<'r> {
    // A desk that signs with the paper's name is the paper.
    if person.name == room.config.title {
        return organisation(room);
    }
    Node::new("Person").with("name", person.name).with("url", person.url.clone()).with("jobTitle", person.job)
}

fn picture_node<'r>(picture: &Picture) -> Node<'r> {
    Node::new("ImageObject")
        .with("url", picture.url.clone())
        .with("contentUrl", picture.url.clone())
        .with("width", picture.width)
        .with("height", picture.height)
}

fn image_node<'r>(room: &Room<'_>, story: &Story, image: &'r Image) -> Option<Node<'r>> {
    let picture = meta::picture(room, &story.link, &story.article.path, &image.src)?;
    Some(
        picture_node(&picture)
            .with("creditText", image.credit.as_deref())
            .with("caption", image.caption.as_ref().map(|caption| &caption.words).or(image.alt.as_ref())),
    )
}

/// The way from the front page to a section.
fn section_trail(room: &Room<'_>, section: usize) -> Vec<(String, Option<String>)> {
    let mut trail = Vec::new();
    let mut at = Some(section);
    while let Some(id) = at {
        let section = room.section(id);
        trail.push((section.name.to_owned(), Some(room.config.base.absolute(section.link))));
        at = section.parent;
    }
    trail.reverse();
    trail
}

/// Names with addresses, the front page before them; the last is the page itself and needs none.
fn breadcrumbs<'r>(room: &Room<'_>, trail: Vec<(String, Option<String>)>) -> Node<'r> {
    let config = &room.config;
    let home = (config.title.clone(), Some(config.base.root()));
    let items: Vec<Value<'_>> = std::iter::once(home)
        .chain(trail)
        .enumerate()
        .map(|(at, (name, url))| Node::new("ListItem").with("position", at + 1).with("name", name).with("item", url).into())
        .collect();
    Node::new("BreadcrumbList").with("itemListElement", items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_empty_is_said() {
        let node = Node::new("Thing")
            .with("a", "")
            .with("b", Option::<String>::None)
            .with("c", Vec::<String>::new())
            .with("d", "x")
            .with("e", 0_usize);
        assert_eq!(serde_json::to_string(&node).expect("JSON"), r#"{"@type":"Thing","d":"x","e":0}"#);
    }

    #[test]
    fn no_text_ends_the_script() {
        let text = graph([Node::new("Thing").with("name", "</script><!-- \u{2028} & \"x\"")]);
        assert!(!text.contains('<') && !text.contains('\u{2028}') && text.contains('&'), "{text}");
        let back: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(back["@graph"][0]["name"], "</script><!-- \u{2028} & \"x\"");
    }
}
