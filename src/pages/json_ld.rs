//! Structured data (schema.org) for the head of each page, as one `@graph`.
//!
//! Every `@type` is one string, since reader views throw away a block in which it is a list. Nothing is empty or null,
//! every address is absolute, every time has its offset, and no character can end the script element.

use serde_json::{Map, Value, json};

use super::credits::{self, Part, Person};
use super::links::Linker;
use super::meta::{self, Picture};
use super::{Page, Room, links, view};
use crate::article::{Image, Kind};
use crate::clock::{Moment, rfc3339};
use crate::edition::{Standing, Story};
use crate::permalink::Permalink;

/// A node: a type, and properties that are left out when there is nothing to say.
struct Node(Map<String, Value>);

impl Node {
    fn new(kind: &str) -> Self {
        Node(Map::from_iter([("@type".to_owned(), json!(kind))]))
    }

    /// Sets a property, unless the value is empty.
    #[must_use]
    fn with(mut self, property: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !empty {
            self.0.insert(property.to_owned(), value);
        }
        self
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Value::Object(node.0)
    }
}

/// A value that stands for a node given elsewhere.
#[allow(clippy::needless_pass_by_value, reason = "the id becomes a part of the node")]
fn reference(id: String) -> Value {
    json!({ "@id": id })
}

/// The graph as text that can stand inside a script element.
fn graph(nodes: impl IntoIterator<Item = Node>) -> String {
    let nodes: Vec<Value> = nodes.into_iter().map(Value::from).collect();
    let text = json!({ "@context": "https://schema.org", "@graph": nodes }).to_string();
    text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// What a page says of itself; `name` is what it is called. None for pages that have no address of their own.
pub(super) fn of_page(room: &Room<'_>, page: &Page, name: &str) -> Option<String> {
    let edition = room.edition;
    let index = page.key.index;
    match page.kind() {
        "article" => Some(story(room, edition.story(index))),
        "page" => Some(standing(room, &edition.standing[index])),
        "front" => Some(front(room)),
        "section" => Some(section(room, index)),
        "author" => Some(author(room, index)),
        "topic" => Some(listing(room, &edition.topics[index].link, &edition.topics[index].name)),
        "series" => Some(listing(room, &edition.series[index].link, &edition.series[index].name)),
        "topics" | "authors" | "latest" | "archive" | "corrections" => Some(listing(room, &page.link, name)),
        _ => None,
    }
}

/// A story.
fn story(room: &Room<'_>, story: &Story) -> String {
    let edition = room.edition;
    let base = &edition.config.base;
    let head = &story.article.head;
    let url = base.absolute(&story.link);
    let time = |moment: Moment| rfc3339(moment.at, &edition.config.zone);
    let people = credits::people(room, story);
    let of = |part: Part| -> Vec<Value> {
        people.iter().filter(|person| person.part == part).map(|person| person_node(room, person).into()).collect()
    };
    let authors = of(Part::Author);
    let kind = head.kind.schema();
    let mut parts = vec![Value::from(website(room))];
    if let Some((id, _)) = story.series {
        let series = &edition.series[id];
        parts.push(Node::new("CreativeWorkSeries").with("name", series.name.clone()).with("url", base.absolute(&series.link)).into());
    }
    let corrections: Vec<Value> = head
        .corrections
        .iter()
        .filter(|correction| correction.kind != "update")
        .map(|correction| {
            Node::new("CorrectionComment")
                .with("text", correction.text.words.clone())
                .with("datePublished", correction.date.map(time))
                .into()
        })
        .collect();
    let linker = Linker::new(room, &story.link, &story.article.path);
    let sources: Vec<Value> = head
        .sources
        .iter()
        .map(|source| {
            let url = source.url.clone().filter(|url| !linker.is_held(url));
            Node::new("CreativeWork").with("name", source.title.clone()).with("url", url).into()
        })
        .collect();
    let mut spoken = vec!["h1"];
    spoken.extend(head.dek.is_some().then_some(".dek"));
    spoken.extend(head.takeaways.is_some().then_some(".takeaways"));
    let alternative = head.social_headline.as_ref().or(head.seo_headline.as_ref()).filter(|words| **words != head.headline.words);
    let mut node = Node::new(kind)
        .with("@id", format!("{url}#article"))
        .with("headline", head.headline.words.clone())
        .with("alternativeHeadline", alternative.cloned())
        .with("description", head.summary.clone())
        .with("url", url.clone())
        .with("mainEntityOfPage", url.clone())
        .with("datePublished", head.date.map(time))
        .with("dateModified", head.updated.max(head.date).map(time))
        .with("author", if authors.is_empty() { vec![organisation(room).into()] } else { authors })
        .with("editor", of(Part::Editor))
        .with("translator", of(Part::Translator))
        .with("contributor", of(Part::Contributor))
        .with("publisher", publisher(room))
        .with("image", head.image.as_ref().and_then(|image| image_node(room, story, image)).map(|node| vec![Value::from(node)]))
        .with("inLanguage", view::article_language(room, &story.article).tag().to_owned())
        .with("isPartOf", parts)
        .with("articleSection", edition.sections[story.section].name.clone())
        .with("keywords", story.topics.iter().map(|topic| edition.topics[*topic].name.clone()).collect::<Vec<_>>())
        .with("wordCount", head.words)
        .with("citation", sources)
        .with("correction", corrections)
        .with("publishingPrinciples", policy(room, "publishingPrinciples").or_else(|| policy(room, "ethicsPolicy")))
        .with("isAccessibleForFree", true)
        .with("expires", head.expires.map(time))
        .with("speakable", Node::new("SpeakableSpecification").with("cssSelector", spoken));
    if let Some(place) = &head.dateline {
        node = node.with("locationCreated", Node::new("Place").with("name", place.clone()));
        // Only news has a dateline, by schema.org's definition.
        if kind.ends_with("NewsArticle") {
            node = node.with("dateline", place.clone());
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
    let config = &room.edition.config;
    let site = website(room)
        .with("inLanguage", config.language.clone())
        .with("description", config.description.clone())
        .with("publisher", reference(publisher_id(room)));
    graph([site, publisher(room)])
}

/// A section front.
fn section(room: &Room<'_>, section: usize) -> String {
    let edition = room.edition;
    let mut trail = section_trail(room, section);
    if let Some(last) = trail.last_mut() {
        last.1 = None;
    }
    let section = &edition.sections[section];
    let description = section.front.as_ref().map(|front| front.head.summary.as_str());
    graph([collection(room, &section.link, &section.name, description), breadcrumbs(room, trail)])
}

/// Any other list of stories: a topic, a series, the archive.
fn listing(room: &Room<'_>, link: &Permalink, name: &str) -> String {
    graph([collection(room, link, name, None), breadcrumbs(room, vec![(name.to_owned(), None)])])
}

/// The page of an author.
fn author(room: &Room<'_>, author: usize) -> String {
    let edition = room.edition;
    let author = &edition.authors[author];
    let url = edition.config.base.absolute(&author.link);
    let head = author.profile.as_ref().map(|profile| &profile.head);
    let image = author.profile.as_ref().and_then(|profile| {
        let image = profile.head.image.as_ref()?;
        meta::picture(room, &author.link, &profile.path, &image.src)
    });
    let person = Node::new("Person")
        .with("@id", format!("{url}#person"))
        .with("name", author.name.clone())
        .with("url", url.clone())
        .with("jobTitle", head.and_then(|head| head.job.clone()))
        .with("description", head.map(|head| head.summary.clone()))
        .with("image", image.map(|image| image.url))
        .with("worksFor", reference(publisher_id(room)));
    let page = Node::new("ProfilePage")
        .with("@id", url.clone())
        .with("url", url)
        .with("name", author.name.clone())
        .with("inLanguage", edition.config.language.clone())
        .with("isPartOf", website(room))
        .with("mainEntity", person);
    graph([page, breadcrumbs(room, vec![(author.name.clone(), None)]), publisher(room)])
}

/// A page of the paper itself.
fn standing(room: &Room<'_>, page: &Standing) -> String {
    let head = &page.article.head;
    let url = room.edition.config.base.absolute(&page.link);
    let kind = match page.link.as_str() {
        "/about/" => "AboutPage",
        "/contact/" => "ContactPage",
        _ => "WebPage",
    };
    let node = Node::new(kind)
        .with("@id", url.clone())
        .with("url", url)
        .with("name", head.headline.words.clone())
        .with("description", head.summary.clone())
        .with("inLanguage", view::article_language(room, &page.article).tag().to_owned())
        .with("isPartOf", website(room))
        .with("publisher", reference(publisher_id(room)));
    graph([node, breadcrumbs(room, vec![(head.headline.words.clone(), None)]), publisher(room)])
}

fn collection(room: &Room<'_>, link: &Permalink, name: &str, description: Option<&str>) -> Node {
    let url = room.edition.config.base.absolute(link);
    Node::new("CollectionPage")
        .with("@id", url.clone())
        .with("url", url)
        .with("name", name)
        .with("description", description)
        .with("inLanguage", room.edition.config.language.clone())
        .with("isPartOf", website(room))
}

fn website(room: &Room<'_>) -> Node {
    let root = room.edition.config.base.root();
    Node::new("WebSite").with("@id", format!("{root}#website")).with("name", room.edition.config.title.clone()).with("url", root)
}

fn publisher_id(room: &Room<'_>) -> String {
    format!("{}#publisher", room.edition.config.base.root())
}

/// The paper as an author: name and address alone.
fn organisation(room: &Room<'_>) -> Node {
    let config = &room.edition.config;
    Node::new("NewsMediaOrganization").with("@id", publisher_id(room)).with("name", config.title.clone()).with("url", config.base.root())
}

/// The paper with everything that it says of itself.
fn publisher(room: &Room<'_>) -> Node {
    let config = &room.edition.config;
    let org = &config.organisation;
    let contact =
        Node::new("ContactPoint").with("contactType", "newsroom").with("email", org.email.clone()).with("telephone", org.telephone.clone());
    let mut node = organisation(room)
        .with("legalName", org.legal_name.clone())
        .with("logo", meta::logo(room).map(|logo| picture_node(&logo)))
        .with("sameAs", org.same_as.clone())
        .with("foundingDate", org.founded.clone())
        .with("address", org.address.clone());
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
    let config = &room.edition.config;
    let (_, url) = config.policies.iter().find(|(known, _)| known == property)?;
    Some(credits::absolute(room, &links::configured(&config.base, url)))
}

fn person_node(room: &Room<'_>, person: &Person<'_>) -> Node {
    // A desk that signs with the paper's name is the paper.
    if person.name == room.edition.config.title {
        return organisation(room);
    }
    Node::new("Person").with("name", person.name).with("url", person.url.clone()).with("jobTitle", person.job)
}

fn picture_node(picture: &Picture) -> Node {
    Node::new("ImageObject")
        .with("url", picture.url.clone())
        .with("contentUrl", picture.url.clone())
        .with("width", picture.width)
        .with("height", picture.height)
}

fn image_node(room: &Room<'_>, story: &Story, image: &Image) -> Option<Node> {
    let picture = meta::picture(room, &story.link, &story.article.path, &image.src)?;
    Some(
        picture_node(&picture)
            .with("creditText", image.credit.clone())
            .with("caption", image.caption.as_ref().map(|caption| caption.words.clone()).or_else(|| image.alt.clone())),
    )
}

/// The way from the front page to a section.
fn section_trail(room: &Room<'_>, section: usize) -> Vec<(String, Option<String>)> {
    let edition = room.edition;
    let mut trail = Vec::new();
    let mut at = Some(section);
    while let Some(id) = at {
        let section = &edition.sections[id];
        trail.push((section.name.clone(), Some(edition.config.base.absolute(&section.link))));
        at = section.parent;
    }
    trail.reverse();
    trail
}

/// Names with addresses, the front page before them; the last is the page itself and needs none.
fn breadcrumbs(room: &Room<'_>, trail: Vec<(String, Option<String>)>) -> Node {
    let config = &room.edition.config;
    let home = (config.title.clone(), Some(config.base.root()));
    let items: Vec<Value> = std::iter::once(home)
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
        let node =
            Node::new("Thing").with("a", "").with("b", Option::<String>::None).with("c", Vec::<String>::new()).with("d", "x").with("e", 0);
        assert_eq!(Value::from(node).to_string(), r#"{"@type":"Thing","d":"x","e":0}"#);
    }

    #[test]
    fn no_text_ends_the_script() {
        let text = graph([Node::new("Thing").with("name", "</script><!-- \u{2028} & \"x\"")]);
        assert!(!text.contains('<') && !text.contains('\u{2028}') && text.contains('&'), "{text}");
        let back: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(back["@graph"][0]["name"], "</script><!-- \u{2028} & \"x\"");
    }
}
