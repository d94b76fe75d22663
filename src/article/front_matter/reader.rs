//! Values to fields: what a value may be, and what is told where it is something else.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::fields::{FIELDS, Field, fold};
use super::{Notation, get, html_line};
use crate::article::{Head, Inline, Kind, foreign};
use crate::clock::{self, Moment};
use crate::config::Config;
use crate::data::{Entry, Node, Value};
use crate::diag::{Diag, Index, Level, Place, nearest};
use crate::language::spaced;
use crate::permalink::{Permalink, decode_path, refused_scheme};
use crate::prose::Style;

/// The most topics, and the most authors, that one story may have.
const NAMES_MAX: usize = 200;

/// What other generators call a story of no kind in particular.
const OTHERS_TYPES: [&str; 10] = ["post", "posts", "page", "pages", "blog", "article", "articles", "story", "default", "single"];

pub(super) struct Reader<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    /// Made once somebody asks for a place.
    pub(super) index: OnceCell<Index<'a>>,
    pub(super) notation: Notation,
    pub(super) config: &'a Config,
    pub(super) told: &'a mut Vec<Diag>,
    pub(super) style: Option<Style>,
}

impl Reader<'_> {
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        self.index.get_or_init(|| Index::new(self.path, self.text)).span(span.clone())
    }

    pub(super) fn tell(
        &mut self,
        level: Level,
        code: &'static str,
        span: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.place(span);
        let diag = match level {
            Level::Error => Diag::error(code, message),
            Level::Warning => Diag::warning(code, message),
        };
        self.told.push(diag.at(place).help(help));
    }

    /// A line of front matter as the reporter would write it.
    pub(super) fn line(&self, key: &str, value: &str) -> String {
        match self.notation {
            Notation::Yaml => format!("{key}: {value}"),
            Notation::Json => format!("\"{key}\": {value}"),
            Notation::Toml | Notation::None => format!("{key} = {value}"),
        }
    }

    pub(super) fn unknown(&mut self, entry: &Entry) {
        let names: Vec<&str> = FIELDS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let message = match nearest(&entry.key, &names) {
            Some(near) => format!("unknown key `{}`, did you mean `{near}`?", entry.key),
            None => format!("unknown key `{}`", entry.key),
        };
        self.tell(
            Level::Warning,
            "unknown-key",
            &entry.key_span,
            message,
            "say what it is under [fields] in the settings, or put it under [extra]",
        );
    }

    pub(super) fn field(&mut self, field: Field, entry: &Entry, head: &mut Head) {
        let node = &entry.value;
        if node.value == Value::Null {
            return;
        }
        match field {
            Field::Headline => head.headline.words = self.line_of_html(node).unwrap_or_default(),
            Field::SeoHeadline => head.seo_headline = self.line_of_html(node),
            Field::SocialHeadline => head.social_headline = self.line_of_html(node),
            Field::Dek => head.dek = self.inline(node),
            Field::Kicker => head.kicker = self.line_of_html(node),
            Field::Authors => {
                head.authors = self.authors(node);
                self.check_number(head.authors.len(), entry);
            }
            Field::Byline => self.byline(node, head),
            Field::Dateline => head.dateline = self.text(node),
            Field::Updated => head.updated = self.moment("date", node, &entry.key),
            Field::Section => {
                head.section = self.text(node);
                head.places.section = Some(self.place(&node.span));
            }
            Field::Topics => {
                let mut seen: HashSet<String> = head.topics.iter().cloned().collect();
                head.topics.extend(self.texts(node).into_iter().filter(|topic| seen.insert(topic.clone())));
                self.check_number(head.topics.len(), entry);
            }
            Field::Series => {
                let all = self.texts(node);
                if let [first, second, ..] = all.as_slice() {
                    let message = format!("a story belongs to one series: “{second}” is passed over");
                    self.tell(Level::Warning, "type", &node.span, message, format!("write series = \"{first}\""));
                }
                head.series = all.into_iter().next();
            }
            Field::Kind => head.kind = self.kind(entry),
            Field::Slug => self.slug(node, head),
            Field::Address => self.address(entry, head),
            Field::RedirectFrom => self.redirects(node, head),
            Field::Id => head.id = self.text(node),
            Field::Image => {
                head.image = self.image(node).filter(|image| self.may_be_printed(&image.src, &node.span));
                head.places.image = Some(self.place(&node.span));
            }
            Field::ImageAlt => {
                let alt = self.text(node);
                if let Some(image) = &mut head.image {
                    image.alt = image.alt.take().or(alt);
                }
            }
            Field::ImageCaption => {
                let caption = self.inline(node);
                if let Some(image) = &mut head.image {
                    image.caption = image.caption.take().or(caption);
                }
            }
            Field::ImageCredit => {
                let credit = self.text(node);
                if let Some(image) = &mut head.image {
                    image.credit = image.credit.take().or(credit);
                }
            }
            Field::Takeaways => head.takeaways = self.takeaways(node),
            // A date to come is a lock, and read with them; pull-quotes are read by the body, which knows the copy.
            Field::Date | Field::PullQuotes | Field::PullQuoteBy => {}
            Field::Corrections => head.corrections = self.corrections(node),
            Field::Sources => head.sources = self.sources(node),
            Field::Priority => head.priority = self.integer(node),
            Field::Language => head.language = self.text(node),
            Field::Template => {
                head.template = self.text(node);
                // Other generators have a `layout` in every file.
                head.places.template = (fold(&entry.key) != "layout").then(|| self.place(&node.span));
            }
            Field::Extra => {
                if let Value::Table(table) = &node.value {
                    head.extra.entries.extend(table.entries.clone());
                } else {
                    let message = format!("`{}` must be a table of your own keys, not {}", entry.key, node.value.kind());
                    self.tell(Level::Warning, "type", &node.span, message, "write extra = { name = \"value\" }");
                }
            }
            Field::Job => head.job = self.text(node),
            Field::Front => {
                head.extra.entries.push(entry.clone());
                head.places.front = Some(self.text.to_owned());
            }
            Field::Links => {
                for (address, span) in addresses(node) {
                    self.may_be_printed(address, span);
                }
                head.extra.entries.push(entry.clone());
            }
            Field::Contact => head.extra.entries.push(entry.clone()),
        }
    }

    /// Whether an address may be printed; tells if not.
    pub(super) fn may_be_printed(&mut self, address: &str, span: &Range<usize>) -> bool {
        let refused = refused_scheme(address);
        if let Some(scheme) = &refused {
            self.tell(
                Level::Warning,
                "link-unsafe",
                span,
                format!("an address that begins with “{scheme}:” is not printed"),
                "link to a page: https://…",
            );
        }
        refused.is_none()
    }

    /// Any scalar reads as text; lists and tables do not.
    pub(super) fn text(&mut self, node: &Node) -> Option<String> {
        let text = node.scalar();
        if text.is_none() && node.value != Value::Null {
            self.tell(
                Level::Error,
                "type",
                &node.span,
                format!("this must be text, not {}", node.value.kind()),
                "put the text in quotation marks",
            );
        }
        text.map(|text| spaced(&text)).filter(|text| !text.is_empty())
    }

    /// Text in which another system may have left tags and names of characters.
    fn line_of_html(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        let text = self.unmarked(text, node);
        let bare = self.style.as_ref().map_or_else(|| text.clone(), |style| html_line::bare(&text, style));
        Some(bare).filter(|text| !text.is_empty())
    }

    /// Text without the marks of other generators; in plain text there are none.
    fn unmarked(&mut self, text: String, node: &Node) -> String {
        if crate::source::Notation::of(self.path) != Some(crate::source::Notation::Markdown) {
            return text;
        }
        let Some((bare, told)) = foreign::line(&text, self.config) else { return text };
        let place = self.place(&node.span);
        self.told.extend(told.into_iter().map(|diag| diag.at(place.clone())));
        spaced(&bare)
    }

    fn inline(&mut self, node: &Node) -> Option<Inline> {
        let text = self.text(node)?;
        let text = self.unmarked(text, node);
        self.style.as_ref().map(|style| Inline::markdown(&text, style))
    }

    /// Each topic and author has a page and feeds of its own, and each of these names all others: their number is bounded.
    fn check_number(&mut self, number: usize, entry: &Entry) {
        if number > NAMES_MAX {
            let message = format!("`{}` has {number} names; more than {NAMES_MAX} are no topics or authors of one story", entry.key);
            self.tell(Level::Error, "too-many", &entry.key_span, message, "keep those that readers would look for");
        }
    }

    /// One text or a list of them; never the letters of one.
    fn texts(&mut self, node: &Node) -> Vec<String> {
        match &node.value {
            Value::List(items) => {
                let mut out: Vec<String> = Vec::new();
                let mut seen = HashSet::new();
                for item in items {
                    // A table in the list is taken by its name: other tools write { name: …, slug: … }.
                    let text = match &item.value {
                        Value::Table(table) => get(table, &["name", "title"]).and_then(Node::scalar),
                        _ => self.text(item),
                    };
                    if let Some(text) = text.filter(|text| seen.insert(text.clone())) {
                        out.push(text);
                    }
                }
                out
            }
            _ => self.text(node).into_iter().collect(),
        }
    }

    fn integer(&mut self, node: &Node) -> i64 {
        let number = if let Value::Number(text) = &node.value { text.replace('_', "").parse().ok() } else { None };
        number.unwrap_or_else(|| {
            self.tell(
                Level::Warning,
                "type",
                &node.span,
                format!("this must be a whole number, not {}", node.value.kind()),
                "write a number, such as 10",
            );
            0
        })
    }

    /// A date; `code` is what is told where it is none.
    pub(super) fn moment(&mut self, code: &'static str, node: &Node, key: &str) -> Option<Moment> {
        let text = match &node.value {
            Value::Text(text) | Value::Date(text) => text,
            other => {
                let kind = other.kind();
                self.tell(
                    Level::Error,
                    code,
                    &node.span,
                    format!("`{key}` must be a date, not {kind}"),
                    "write it as 2026-03-09 or 2026-03-09T08:30:00+01:00",
                );
                return None;
            }
        };
        match clock::parse(text, &self.config.zone) {
            Ok(reading) => {
                if reading.shifted {
                    let moved = clock::rfc3339(reading.moment.at, &self.config.zone);
                    self.tell(
                        Level::Warning,
                        "date-gap",
                        &node.span,
                        format!("the clocks skip this time that night; it is taken as {moved}"),
                        "write the offset, such as +01:00",
                    );
                }
                Some(reading.moment)
            }
            Err(help) => {
                self.tell(Level::Error, code, &node.span, format!("“{text}” is not a date"), help);
                None
            }
        }
    }

    pub(super) fn kind(&mut self, entry: &Entry) -> Kind {
        let node = &entry.value;
        let Some(text) = self.text(node) else { return Kind::News };
        // In other systems `type` says which template is meant, and has what names the paper liked.
        if OTHERS_TYPES.contains(&text.to_lowercase().as_str()) || (fold(&entry.key) == "type" && Kind::from_name(&text).is_none()) {
            return Kind::News;
        }
        Kind::from_name(&text).unwrap_or_else(|| {
            let names: Vec<&str> = Kind::names().collect();
            let help = nearest(&text, &names)
                .map_or_else(|| format!("the kinds are {}", names.join(", ")), |near| format!("did you mean “{near}”?"));
            self.tell(Level::Warning, "kind", &node.span, format!("there is no kind “{text}”; the story is printed as news"), help);
            Kind::News
        })
    }

    fn redirects(&mut self, node: &Node, head: &mut Head) {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut seen: HashSet<String> = head.redirect_from.iter().map(Permalink::collision_key).collect();
        for item in items {
            let Some(text) = self.text(item) else { continue };
            // Addresses that were typed into other systems have spaces at the ends of their parts.
            let decoded = decode_path(&text);
            let bare = decoded.split('/').map(str::trim).collect::<Vec<_>>().join("/");
            match Permalink::explicit(&bare) {
                Ok(link) if !seen.insert(link.collision_key()) => {}
                Ok(link) => {
                    head.redirect_from.push(link);
                    head.places.redirect_from.push(self.place(&item.span));
                }
                Err(help) => self.tell(Level::Error, "redirect", &item.span, format!("“{text}” cannot be redirected from"), help),
            }
        }
    }
}

/// The addresses among the links of a profile: one, a list of them or of `{ name, url }`, or a table of names.
fn addresses(node: &Node) -> Vec<(&str, &Range<usize>)> {
    match &node.value {
        Value::Text(address) => vec![(address, &node.span)],
        Value::Table(table) => table.entries.iter().flat_map(|entry| addresses(&entry.value)).collect(),
        Value::List(items) => items
            .iter()
            .flat_map(|item| match &item.value {
                Value::Table(table) => get(table, &["url", "href"]).map(addresses).unwrap_or_default(),
                _ => addresses(item),
            })
            .collect(),
        _ => Vec::new(),
    }
}
