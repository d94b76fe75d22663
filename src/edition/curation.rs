//! What an editor says about a front: the key `front` of an `_index.md`.
//!
//! A slot (`lead`, `seconds`, `briefs`, each of `blocks`) may name stories that must stand in it, where the rest comes
//! from, and how many there are. [`read`] checks all of it against the edition; how a page is laid out from it is the
//! business of [`super::front_page`]. What is silent here stays automatic.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::lists::{folded, slug_or_hash};
use super::{Edition, StoryId};
use crate::article::Article;
use crate::clock::{self, Precision};
use crate::data::{Entry, Node, Table, Value};
use crate::diag::nearest;
use crate::diag::{Diag, Place};
use crate::permalink::{Permalink, Slug};

/// A front as an editor wants it.
#[derive(Clone, Debug, Default)]
pub(super) struct Curation {
    pub(super) lead: Option<Slot>,
    pub(super) seconds: Option<Slot>,
    pub(super) briefs: Option<Slot>,
    pub(super) blocks: Option<Vec<Slot>>,
}

/// A place on a front.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    /// What it is called, for blocks.
    pub(super) name: Option<String>,
    /// Stories that must stand in it, whose time is not over.
    pub(super) pinned: Vec<StoryId>,
    /// Where the rest comes from.
    pub(super) fill: Option<Fill>,
    /// How many stories stand in it.
    pub(super) limit: Option<usize>,
    /// Whether it takes stories that stand elsewhere on the page.
    pub(super) repeat: Repeat,
}

/// Whether a slot takes stories that stand elsewhere on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It does not.
    #[default]
    No,
    /// It does.
    Yes,
}

/// Where the stories of a slot come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fill {
    /// The newest of the paper.
    Recent,
    /// A section.
    Section(usize),
    /// A topic.
    Topic(usize),
    /// A series, newest part first.
    Series(usize),
    /// Nothing but what is pinned.
    Nothing,
}

impl Fill {
    /// Its stories, newest first.
    pub(super) fn stories(self, edition: &Edition) -> Box<dyn Iterator<Item = StoryId> + '_> {
        match self {
            Fill::Recent => Box::new(0..edition.stories.len()),
            Fill::Section(id) => Box::new(edition.sections[id].stories.iter().copied()),
            Fill::Topic(id) => Box::new(edition.topics[id].stories.iter().copied()),
            Fill::Series(id) => Box::new(edition.series[id].stories.iter().rev().copied()),
            Fill::Nothing => Box::new(std::iter::empty()),
        }
    }
}

/// Which front it is: they have different slots.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The front page.
    Paper,
    /// A section's.
    Section,
}

/// Slots of the front page.
const SLOTS: [&str; 4] = ["lead", "seconds", "briefs", "blocks"];

/// Slots of a section front.
const SECTION_SLOTS: [&str; 2] = ["lead", "seconds"];

/// Reads what `front` says; none if it says nothing.
pub(super) fn read(front: &Article, edition: &Edition, which: Which, told: &mut Vec<Diag>) -> Option<Curation> {
    let entry = front.head.extra.entries.iter().rev().find(|entry| entry.key == "front")?;
    let text = front.head.places.front.as_deref()?;
    let mut reader = Reader { path: &front.path, text, edition, told, by_slug: None };
    let table = reader.table(&entry.value)?;
    let slots: &[&str] = if which == Which::Paper { &SLOTS } else { &SECTION_SLOTS };
    let mut curation = Curation::default();
    for entry in &table.entries {
        match entry.key.as_str() {
            "lead" => {
                curation.lead = reader.slot(&entry.value);
                if let Some(slot) = &mut curation.lead {
                    reader.no_paid_lead(&entry.value, slot);
                }
            }
            "seconds" => curation.seconds = reader.slot(&entry.value),
            "briefs" if which == Which::Paper => curation.briefs = reader.slot(&entry.value),
            "blocks" if which == Which::Paper => curation.blocks = Some(reader.blocks(&entry.value)),
            _ => reader.unknown(entry, slots, "slot"),
        }
    }
    Some(curation)
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    edition: &'a Edition,
    told: &'a mut Vec<Diag>,
    /// Public stories by the last part of their address, made when it is first asked for.
    by_slug: Option<HashMap<String, Vec<StoryId>>>,
}

impl Reader<'_> {
    fn place(&self, node: &Node) -> Place {
        Place::span(self.path, self.text, node.span.clone())
    }

    fn error(&mut self, node: &Node, message: impl Into<String>, help: impl Into<String>) {
        let place = self.place(node);
        self.told.push(Diag::error("front", message).at(place).help(help));
    }

    fn unknown(&mut self, entry: &Entry, known: &[&str], what: &str) {
        let help = nearest(&entry.key, known)
            .map_or_else(|| format!("remove it; there are {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
        let place = Place::span(self.path, self.text, entry.key_span.clone());
        self.told.push(Diag::error("front", format!("a front has no {what} `{}`", entry.key)).at(place).help(help));
    }

    fn table<'n>(&mut self, node: &'n Node) -> Option<&'n Table> {
        if let Value::Table(table) = &node.value {
            return Some(table);
        }
        self.error(node, format!("this must be a table, not {}", node.value.kind()), "give it a heading of its own, such as [front.lead]");
        None
    }

    fn blocks(&mut self, node: &Node) -> Vec<Slot> {
        if let Value::List(items) = &node.value {
            return items.iter().filter_map(|item| self.slot(item)).collect();
        }
        self.error(node, format!("`blocks` must be a list, not {}", node.value.kind()), "begin each block with [[front.blocks]]");
        Vec::new()
    }

    fn slot(&mut self, node: &Node) -> Option<Slot> {
        let mut slot = Slot::default();
        for entry in &self.table(node)?.entries {
            let value = &entry.value;
            match (entry.key.as_str(), &value.value) {
                ("pinned", Value::List(items)) => slot.pinned = items.iter().filter_map(|item| self.pin(item)).collect(),
                ("pinned", _) => slot.pinned = self.pin(value).into_iter().collect(),
                ("fill", Value::Text(rule)) => slot.fill = self.fill(value, rule),
                ("fill", other) => {
                    self.error(
                        value,
                        format!("`fill` must be text, not {}", other.kind()),
                        "write fill = \"recent\", or \"section:world\"",
                    );
                }
                ("limit", Value::Number(text)) if text.parse::<usize>().is_ok_and(|limit| limit <= 100) => slot.limit = text.parse().ok(),
                ("limit", _) => self.error(value, "`limit` must be a whole number from 0 to 100", "write limit = 5"),
                ("allow_repeat", Value::Bool(on)) => slot.repeat = if *on { Repeat::Yes } else { Repeat::No },
                ("allow_repeat", other) => {
                    self.error(value, format!("`allow_repeat` must be true or false, not {}", other.kind()), "write allow_repeat = true");
                }
                ("name", Value::Text(name)) => slot.name = Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
                ("name", other) => self.error(value, format!("`name` must be text, not {}", other.kind()), "put it in quotation marks"),
                _ => self.unknown(entry, &["pinned", "fill", "limit", "allow_repeat", "name"], "key"),
            }
        }
        Some(slot)
    }

    /// Takes sponsored stories out of the lead.
    fn no_paid_lead(&mut self, node: &Node, slot: &mut Slot) {
        let edition = self.edition;
        let is_paid = |id: &StoryId| super::front_page::is_paid(edition, *id);
        for id in slot.pinned.iter().filter(|id| is_paid(id)) {
            let message = format!("{} is a sponsored story, and none of those leads", edition.story(*id).article.path);
            self.error(node, message, "pin it in another slot");
        }
        slot.pinned.retain(|id| !is_paid(id));
    }

    /// `recent`, `section:world`, `topic:harbour`, `series:the long pier`, `none`. A list that has no public story is
    /// no fault: its stories may all be held back today.
    fn fill(&mut self, node: &Node, rule: &str) -> Option<Fill> {
        let (kind, name) = rule.split_once(':').map_or((rule.trim(), ""), |(kind, name)| (kind.trim(), name.trim()));
        let edition = self.edition;
        let slug = slug_or_hash(name);
        let last = |link: &Permalink| link.as_str().trim_end_matches('/').rsplit('/').next().is_some_and(|part| part == slug);
        let found = match kind {
            "recent" if name.is_empty() => return Some(Fill::Recent),
            "none" if name.is_empty() => return Some(Fill::Nothing),
            "section" => edition
                .sections
                .iter()
                .position(|section| section.path == name.trim_matches('/') || folded(&section.name) == folded(name))
                .map(Fill::Section),
            "topic" => edition.topics.iter().position(|topic| last(&topic.link)).map(Fill::Topic),
            "series" => edition.series.iter().position(|series| last(&series.link)).map(Fill::Series),
            _ => {
                self.error(
                    node,
                    format!("there is no rule “{rule}”"),
                    "write \"recent\", \"section:world\", \"topic:harbour\", \"series:the pier\" or \"none\"",
                );
                return None;
            }
        };
        if found.is_none() {
            let names: Vec<&str> = match kind {
                "section" => edition.sections.iter().map(|section| section.path.as_str()).collect(),
                "topic" => edition.topics.iter().map(|topic| topic.name.as_str()).collect(),
                _ => edition.series.iter().map(|series| series.name.as_str()).collect(),
            };
            let help = nearest(name, &names)
                .map_or_else(|| "see how its stories spell it".to_owned(), |near| format!("did you mean “{kind}:{near}”?"));
            let place = self.place(node);
            self.told.push(Diag::warning("front", format!("there is no public story in the {kind} “{name}”")).at(place).help(help));
        }
        Some(found.unwrap_or(Fill::Nothing))
    }

    /// A story's name, or `{ story = …, from = …, until = … }`. None before and after its time, or when it is not out.
    fn pin(&mut self, node: &Node) -> Option<StoryId> {
        let table = match &node.value {
            Value::Text(name) => return self.story(node, name),
            Value::Table(table) => table,
            other => {
                self.error(
                    node,
                    format!("a pin must be text, not {}", other.kind()),
                    "write \"content/local/ferry.md\", or { story = \"ferry\", until = 2026-03-09 }",
                );
                return None;
            }
        };
        let mut over = false;
        let mut story: Option<(&Node, &str)> = None;
        for entry in &table.entries {
            match (entry.key.as_str(), &entry.value.value) {
                ("story", Value::Text(name)) => story = Some((&entry.value, name)),
                ("until", Value::Text(text) | Value::Date(text)) => over |= self.is_over(&entry.value, text),
                ("from", Value::Text(text) | Value::Date(text)) => over |= !self.has_begun(&entry.value, text),
                ("story" | "from" | "until", other) => self.error(
                    &entry.value,
                    format!("`{}` cannot be {}", entry.key, other.kind()),
                    "write { story = \"ferry\", until = 2026-03-09T18:00 }",
                ),
                _ => self.unknown(entry, &["story", "from", "until"], "key"),
            }
        }
        let Some((node, name)) = story else {
            self.error(node, "this pin names no story", "write { story = \"ferry\", until = 2026-03-09 }");
            return None;
        };
        // A name is looked up even when its time is over, so that a wrong one is told while it is remembered.
        self.story(node, name).filter(|_| !over)
    }

    /// Whether a pin has ended; a day counts to its end.
    fn is_over(&mut self, node: &Node, text: &str) -> bool {
        let zone = &self.edition.config.zone;
        match clock::parse(text, zone) {
            Ok(reading) => {
                let at = reading.moment.in_zone(zone);
                let end = if reading.moment.precision == Precision::Day { at.tomorrow().unwrap_or(at) } else { at };
                self.edition.clock.passed(end.timestamp())
            }
            Err(help) => {
                self.error(node, format!("“{text}” is not a date"), help);
                true
            }
        }
    }

    /// Whether the time of a pin has come; a day begins at midnight.
    fn has_begun(&mut self, node: &Node, text: &str) -> bool {
        match clock::parse(text, &self.edition.config.zone) {
            Ok(reading) => self.edition.clock.passed(reading.moment.at),
            Err(help) => {
                self.error(node, format!("“{text}” is not a date"), help);
                false
            }
        }
    }

    /// The public story of a name: a source path, an address, a slug or an id.
    fn story(&mut self, node: &Node, name: &str) -> Option<StoryId> {
        let name = name.trim();
        let edition = self.edition;
        let found = if name.contains('/') { self.by_path(name) } else { self.by_name(name) };
        if let [only] = found[..] {
            return Some(only);
        }
        if found.len() > 1 {
            let links: Vec<String> = found.iter().map(|id| edition.story(*id).link.to_string()).collect();
            self.error(node, format!("“{name}” is the name of several stories: {}", links.join(", ")), "pin it by its file or its address");
            return None;
        }
        if self.is_held(name) {
            let place = self.place(node);
            self.told.push(
                Diag::warning("front-held", format!("“{name}” is pinned and is not out: the pin is passed over"))
                    .at(place)
                    .help("it stands here once the story is published"),
            );
            return None;
        }
        let stems: Vec<&str> = edition.stories.iter().map(|story| story.article.head.stem.as_str()).collect();
        let help = nearest(name, &stems)
            .map_or_else(|| "name it by its file, its address or its slug".to_owned(), |near| format!("did you mean “{near}”?"));
        self.error(node, format!("there is no story “{name}”"), help);
        None
    }

    fn by_path(&self, name: &str) -> Vec<StoryId> {
        let link = Permalink::explicit(name).ok();
        (0..self.edition.stories.len())
            .filter(|id| {
                let story = self.edition.story(*id);
                is_file(&story.article.path, name) || Some(&story.link) == link.as_ref()
            })
            .collect()
    }

    fn by_name(&mut self, name: &str) -> Vec<StoryId> {
        let edition = self.edition;
        let by_slug = self.by_slug.get_or_insert_with(|| {
            let mut map: HashMap<String, Vec<StoryId>> = HashMap::new();
            for (id, story) in edition.stories.iter().enumerate() {
                map.entry(super::address::slug_of(&story.article).to_string()).or_default().push(id);
            }
            map
        });
        if let Some(found) = Slug::from_text(name).and_then(|slug| by_slug.get(slug.as_str())).or_else(|| by_slug.get(name)) {
            return found.clone();
        }
        (0..edition.stories.len()).filter(|id| edition.story(*id).article.head.id.as_deref() == Some(name)).collect()
    }

    /// Whether the name is that of a story that is held back or was withdrawn.
    fn is_held(&self, name: &str) -> bool {
        let link = Permalink::explicit(name).ok();
        let slug = Slug::from_text(name);
        let matches = |article: &Article, at: &Permalink| {
            is_file(&article.path, name)
                || (name.contains('/') && Some(at) == link.as_ref())
                || (!name.contains('/') && (Some(super::address::slug_of(article)) == slug || article.head.id.as_deref() == Some(name)))
        };
        self.edition.withheld.iter().any(|held| matches(&held.article, &held.link))
            || self.edition.withdrawn.iter().any(|page| matches(&page.article, &page.link))
    }
}

/// Whether `name` is how a person would write the file `path`: with or without `content/`, a bundle by its folder.
fn is_file(path: &str, name: &str) -> bool {
    let name = name.trim_start_matches("./").trim_start_matches("content/").trim_end_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    path == name || (path.strip_suffix("/index.md").or_else(|| path.strip_suffix("/index.txt")) == Some(name) && name.contains('/'))
}
