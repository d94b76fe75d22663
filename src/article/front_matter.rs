//! Front matter: TOML between `+++`, YAML between `---`, or none; its fields with every accepted name.
//!
//! [`split`] finds it, [`read`] makes a [`Head`] of it. A fault in a field is told and the field left out, so that all
//! faults of a file are told at once. Fields that keep a story from readers (`draft`, `embargo`, `expires`,
//! `withdrawn`) are strict: a wrong type or a near miss of their names is an error, never a guess.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::{Address, Correction, Credit, Head, Image, Inline, Kind, Line, Places, Reference, Takeaways};
use crate::clock::{self, Moment};
use crate::config::{Config, nearest};
use crate::data::{self, Entry, Node, Table, Value};
use crate::diag::{Diag, Index, Level, Place};
use crate::language::{Language, spaced};
use crate::permalink::{Permalink, Slug, refused_scheme};
use crate::prose::Style;
use crate::source::{self, is_forbidden};

/// How the front matter was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Between `+++`.
    Toml,
    /// Between `---`.
    Yaml,
    /// There is none.
    None,
}

/// A file in two: front matter and body.
#[derive(Clone, Debug)]
pub struct Split {
    /// How the front matter was written.
    pub notation: Notation,
    /// Its keys and values.
    pub table: Table,
    /// Byte at which the body begins.
    pub body: usize,
}

/// Splits a file. A fence that never closes is an error, because what it hides might be meant to stay hidden.
pub fn split(path: &str, text: &str, told: &mut Vec<Diag>) -> Split {
    let none = Split { notation: Notation::None, table: Table::default(), body: 0 };
    let start = text.len() - text.trim_start_matches(['\n', ' ', '\t']).len();
    let open = &text[start..];
    let (fence, notation) = match open.lines().next().map(str::trim_end) {
        Some("+++") => ("+++", Notation::Toml),
        Some("---") => ("---", Notation::Yaml),
        _ => {
            told.extend(look_alike(path, text, start));
            return none;
        }
    };
    let inside = start + open.find('\n').map_or(open.len(), |at| at + 1);
    let mut at = inside;
    for line in text[inside..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (notation == Notation::Yaml && bare == "...") {
            let (mut table, faults) = match notation {
                Notation::Toml => data::toml(&text[inside..at], inside),
                _ => data::yaml(&text[inside..at], inside),
            };
            for fault in faults.into_iter().filter(|fault| !is_told_by_field(&table, &fault.span)) {
                told.push(
                    Diag::error("front-matter", fault.message)
                        .at(Place::span(path, text, fault.span))
                        .help("mend this line; nothing is published until it can be read"),
                );
            }
            for entry in &mut table.entries {
                scrub(path, text, &mut entry.value, told);
            }
            return Split { notation, table, body: at + line.len() };
        }
        at += line.len();
    }
    // In plain copy three dashes may be a line like any other, unless a key follows.
    if notation == Notation::Yaml && !text[inside..].lines().next().is_some_and(|line| line.contains(": ") || line.ends_with(':')) {
        return none;
    }
    told.push(
        Diag::error("front-matter", format!("the front matter opens with {fence} and never closes"))
            .at(Place::span(path, text, start..start + 3))
            .help(format!("put a line {fence} after its last key")),
    );
    Split { notation, table: Table::default(), body: text.len() }
}

/// Removes what no output may hold; TOML and YAML can write it with an escape.
fn scrub(path: &str, whole: &str, node: &mut Node, told: &mut Vec<Diag>) {
    match &mut node.value {
        Value::Text(text) => {
            if let Some(c) = text.chars().find(|&c| is_forbidden(c)) {
                text.retain(|c| !is_forbidden(c));
                told.push(
                    Diag::warning("control-character", format!("the invisible character U+{:04X} was removed", u32::from(c)))
                        .at(Place::span(path, whole, node.span.clone()))
                        .help("delete its escape"),
                );
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| scrub(path, whole, item, told)),
        Value::Table(table) => table.entries.iter_mut().for_each(|entry| scrub(path, whole, &mut entry.value, told)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Date(_) => {}
    }
}

/// A date that TOML cannot read is told once, by the reader of its field, who knows what to write instead.
fn is_told_by_field(table: &Table, span: &Range<usize>) -> bool {
    let dates = [Field::Date, Field::Updated, Field::Embargo, Field::Expires];
    table.entries.iter().any(|entry| {
        let inside = entry.value.span.start <= span.start && span.start <= entry.value.span.end;
        inside && matches!(entry.value.value, Value::Date(_)) && field(&entry.key).is_some_and(|field| dates.contains(&field))
    })
}

/// What was meant as front matter and is none: it would be printed, and a lock in it would not be seen. Such a file
/// opens with a fence that is not quite one (a fourth dash, or a long dash that a word processor made), with fields and no
/// fence at all, or with JSON.
fn look_alike(path: &str, text: &str, start: usize) -> Option<Diag> {
    let mut lines = text[start..].lines().map(str::trim_end);
    let (first, second) = (lines.next()?, lines.find(|line| !line.trim().is_empty()).unwrap_or_default());
    let key = |line: &str| line.split_once([':', '=']).map(|(key, _)| key.trim().trim_matches('"').to_owned());
    let known = |line: &str| key(line).is_some_and(|key| field(&key).is_some());
    let fence = first.chars().count() > 1 && first.chars().all(|c| matches!(c, '+' | '-' | '—' | '–'));
    let (message, help) = if (fence || first == "—") && known(second) {
        (
            format!("“{first}” does not open front matter, and what follows it would be printed"),
            "write exactly --- or +++ before and after it",
        )
    } else if first == "{" && second.trim_start().starts_with('"') && known(second) {
        ("front matter in JSON cannot be read, and would be printed".to_owned(), "write it as TOML between +++ lines")
    } else if source::Notation::of(path) == Some(source::Notation::Markdown) && known(first) && known(second) {
        ("these lines look like front matter without its fences, and would be printed".to_owned(), "put a line --- before and after them")
    } else {
        return None;
    };
    Some(Diag::error("front-matter", message).at(Place::span(path, text, start..start + first.len())).help(help))
}

/// Every field and its accepted names, the house's own name first. Names are compared without regard to letter case
/// and to `-` or `_`.
const FIELDS: &[(Field, &[&str])] = &[
    (Field::Headline, &["headline", "title", "hed"]),
    (Field::SeoHeadline, &["seo_headline", "seo_title"]),
    (Field::SocialHeadline, &["social_headline", "og_title"]),
    (Field::Dek, &["dek", "deck", "description", "summary", "subtitle", "standfirst", "excerpt"]),
    (Field::Kicker, &["kicker", "eyebrow"]),
    (Field::Authors, &["authors", "author", "byline", "by"]),
    (Field::Dateline, &["dateline", "location"]),
    (Field::Date, &["date", "published", "publishDate", "pubDate", "published_at"]),
    (Field::Updated, &["updated", "lastmod", "modified", "last_modified_at"]),
    (Field::Embargo, &["embargo", "publish_at"]),
    (Field::Expires, &["expires", "expiryDate"]),
    (Field::Draft, &["draft"]),
    (Field::Withdrawn, &["withdrawn"]),
    (Field::Section, &["section", "category"]),
    (Field::Topics, &["topics", "tags", "keywords", "categories"]),
    (Field::Series, &["series"]),
    (Field::Kind, &["kind", "type"]),
    (Field::Slug, &["slug"]),
    (Field::RedirectFrom, &["redirect_from", "aliases"]),
    (Field::Id, &["id"]),
    (Field::Image, &["image", "cover", "hero", "featured_image", "thumbnail"]),
    (Field::Takeaways, &["takeaways", "key_points", "highlights"]),
    (Field::PullQuotes, &["pull_quotes", "pull_quote"]),
    (Field::PullQuoteBy, &["pull_quote_by"]),
    (Field::Corrections, &["corrections"]),
    (Field::Sources, &["sources", "citations"]),
    (Field::Priority, &["priority", "weight"]),
    (Field::Language, &["language", "lang"]),
    (Field::Template, &["template", "layout"]),
    (Field::Extra, &["extra", "params"]),
    (Field::Job, &["role", "job"]),
    (Field::Front, &["front"]),
    (Field::Contact, &["email"]),
    (Field::Links, &["links"]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Headline,
    SeoHeadline,
    SocialHeadline,
    Dek,
    Kicker,
    Authors,
    Dateline,
    Date,
    Updated,
    Embargo,
    Expires,
    Draft,
    Withdrawn,
    Section,
    Topics,
    Series,
    Kind,
    Slug,
    RedirectFrom,
    Id,
    Image,
    Takeaways,
    PullQuotes,
    PullQuoteBy,
    Corrections,
    Sources,
    Priority,
    Language,
    Template,
    Extra,
    Job,
    Front,
    Contact,
    Links,
}

impl Field {
    /// The fields that keep a story from readers.
    fn is_lock(self) -> bool {
        matches!(self, Field::Draft | Field::Embargo | Field::Expires | Field::Withdrawn)
    }
}

/// A key with one of these words in it is about keeping a story back, however it is spelt.
const LOCK_WORDS: [&str; 4] = ["draft", "embargo", "expir", "withdraw"];

/// Folds the differences between `publishDate`, `publish_date` and `Publish-Date`.
fn fold(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// Every accepted name, folded, with its field and its rank among the field's names.
static NAMES: LazyLock<HashMap<String, (Field, usize)>> = LazyLock::new(|| {
    let ranked =
        |(field, names): &(Field, &[&str])| names.iter().enumerate().map(|(rank, name)| (fold(name), (*field, rank))).collect::<Vec<_>>();
    FIELDS.iter().flat_map(ranked).collect()
});

fn field(key: &str) -> Option<Field> {
    NAMES.get(&fold(key)).map(|(field, _)| *field)
}

/// Makes a head of the fields; what the front matter does not say is empty, for the body to fill in.
pub(super) fn read(path: &str, text: &str, split: &Split, address: &Address, config: &Config, told: &mut Vec<Diag>) -> Head {
    let mut reader = Reader { path, text, index: OnceCell::new(), config, told, style: None };
    let tag = split
        .table
        .entries
        .iter()
        .find(|entry| field(&entry.key) == Some(Field::Language))
        .and_then(|entry| entry.value.scalar())
        .unwrap_or_else(|| config.language.clone());
    reader.style = Some(Style {
        language: Language::of(&tag).language,
        typography: config.typography,
        html: config.html,
        anchor: String::new(),
        base: config.base.clone(),
    });
    let mut head = Head {
        stem: address.stem.clone(),
        folder: address.folder.clone(),
        bundle: address.bundle,
        headline: Line::default(),
        seo_headline: None,
        social_headline: None,
        dek: None,
        kicker: None,
        authors: Vec::new(),
        dateline: None,
        date: None,
        updated: None,
        embargo: None,
        expires: None,
        draft: false,
        withdrawn: None,
        section: None,
        topics: Vec::new(),
        series: None,
        kind: Kind::News,
        slug: None,
        redirect_from: Vec::new(),
        id: None,
        image: None,
        pictures: Vec::new(),
        takeaways: None,
        corrections: Vec::new(),
        sources: Vec::new(),
        priority: 0,
        language: None,
        template: None,
        job: None,
        extra: Table::default(),
        summary: String::new(),
        words: 0,
        minutes: 0,
        places: Places::default(),
    };
    let mut seen: Vec<(Field, &Entry)> = Vec::new();
    for entry in &split.table.entries {
        let Some(field) = field(&entry.key) else {
            reader.unknown(entry);
            continue;
        };
        reader.lost_locks(&entry.key, &entry.value);
        if field == Field::Date && fold(&entry.key) == "published" && reader.published(entry, &mut head) {
            continue;
        }
        // Several names of one field may stand side by side in copy made for other tools; the house's order decides.
        match seen.iter_mut().find(|(other, _)| *other == field) {
            Some((_, kept)) => {
                if rank(&entry.key) < rank(&kept.key) {
                    *kept = entry;
                }
            }
            None => seen.push((field, entry)),
        }
    }
    for (field, entry) in &seen {
        reader.field(*field, entry, &mut head);
    }
    if head.date.is_none()
        && !seen.iter().any(|(field, _)| *field == Field::Date)
        && let Some(date) = &address.date
        && let Ok(reading) = clock::parse(date, &config.zone)
    {
        head.date = Some(reading.moment);
    }
    head
}

/// Whether the front matter gives a date, readable or not.
pub(super) fn gives_date(split: &Split) -> bool {
    split
        .table
        .entries
        .iter()
        .any(|entry| field(&entry.key) == Some(Field::Date) && !matches!(entry.value.value, Value::Null | Value::Bool(_)))
}

/// How early a name stands in the list of its field.
fn rank(key: &str) -> usize {
    NAMES.get(&fold(key)).map_or(usize::MAX, |(_, rank)| *rank)
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    /// Made once somebody asks for a place.
    index: OnceCell<Index<'a>>,
    config: &'a Config,
    told: &'a mut Vec<Diag>,
    style: Option<Style>,
}

impl Reader<'_> {
    fn place(&self, span: &Range<usize>) -> Place {
        self.index.get_or_init(|| Index::new(self.path, self.text)).span(span.clone())
    }

    fn tell(&mut self, level: Level, code: &'static str, span: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let place = self.place(span);
        let diag = match level {
            Level::Error => Diag::error(code, message),
            Level::Warning => Diag::warning(code, message),
        };
        self.told.push(diag.at(place).help(help));
    }

    fn unknown(&mut self, entry: &Entry) {
        let names: Vec<&str> = FIELDS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let folded = fold(&entry.key);
        let lock = FIELDS.iter().filter(|(field, _)| field.is_lock()).flat_map(|(_, names)| names.iter()).find(|name| {
            let name = fold(name);
            let distance = strsim::damerau_levenshtein(&folded, &name);
            distance <= if name.len() > 5 { 2 } else { 1 } || LOCK_WORDS.iter().any(|word| name.starts_with(word) && folded.contains(word))
        });
        if let Some(name) = lock {
            self.tell(
                Level::Error,
                "unknown-key",
                &entry.key_span,
                format!("unknown key `{}`, did you mean `{name}`?", entry.key),
                format!("`{name}` decides whether the story is published, so this is not guessed; put a key of your own under [extra]"),
            );
            return;
        }
        match nearest(&entry.key, &names) {
            Some(near) => self.tell(
                Level::Warning,
                "unknown-key",
                &entry.key_span,
                format!("unknown key `{}`, did you mean `{near}`?", entry.key),
                "put a key of your own under [extra]",
            ),
            None => self.tell(
                Level::Warning,
                "unknown-key",
                &entry.key_span,
                format!("unknown key `{}`", entry.key),
                "put a key of your own under [extra]",
            ),
        }
    }

    /// Jekyll says `published: false` for a draft. True if the entry was that, and not the date of publication.
    fn published(&mut self, entry: &Entry, head: &mut Head) -> bool {
        match &entry.value.value {
            Value::Bool(published) => head.draft |= !published,
            Value::Text(text) if matches!(text.to_lowercase().as_str(), "yes" | "no" | "on" | "off" | "true" | "false") => {
                head.draft = true;
                self.tell(
                    Level::Error,
                    "draft",
                    &entry.value.span,
                    format!("`published` must be true, false or a date, not “{text}”"),
                    "write published: false, without quotation marks, or draft: true",
                );
            }
            _ => return false,
        }
        true
    }

    /// In TOML everything after a `[table]` line belongs to the table, and a lock that was put there locks nothing.
    fn lost_locks(&mut self, key: &str, node: &Node) {
        match &node.value {
            Value::Table(table) => {
                for entry in &table.entries {
                    if let Some(lock) = field(&entry.key).filter(|field| field.is_lock()).and(Some(&entry.key)) {
                        self.tell(
                            Level::Error,
                            "lost-lock",
                            &entry.key_span,
                            format!("`{lock}` stands inside `{key}`, where it keeps nothing back"),
                            "put it at the top of the front matter, before the first line in square brackets",
                        );
                    }
                    self.lost_locks(&entry.key, &entry.value);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.lost_locks(key, item)),
            _ => {}
        }
    }

    fn field(&mut self, field: Field, entry: &Entry, head: &mut Head) {
        let node = &entry.value;
        if node.value == Value::Null && !field.is_lock() {
            return;
        }
        match field {
            Field::Headline => head.headline.words = self.text(node).unwrap_or_default(),
            Field::SeoHeadline => head.seo_headline = self.text(node),
            Field::SocialHeadline => head.social_headline = self.text(node),
            Field::Dek => head.dek = self.inline(node),
            Field::Kicker => head.kicker = self.text(node),
            Field::Authors => head.authors = self.authors(node),
            Field::Dateline => head.dateline = self.text(node),
            Field::Date => head.date = self.moment(node, &entry.key),
            Field::Updated => head.updated = self.moment(node, &entry.key),
            Field::Embargo => head.embargo = self.moment(node, &entry.key),
            Field::Expires => head.expires = self.expiry(node, &entry.key),
            Field::Draft => {
                if let Value::Bool(draft) = node.value {
                    head.draft = draft;
                } else {
                    head.draft = true;
                    self.tell(
                        Level::Error,
                        "draft",
                        &node.span,
                        format!("`draft` must be true or false, not {}", node.value.kind()),
                        "write draft = true, without quotation marks",
                    );
                }
            }
            Field::Withdrawn => match &node.value {
                Value::Text(reason) => head.withdrawn = Some(reason.trim().to_owned()),
                Value::Bool(true) => head.withdrawn = Some(String::new()),
                Value::Bool(false) => {}
                other => self.tell(
                    Level::Error,
                    "withdrawn",
                    &node.span,
                    format!("`withdrawn` must be the words of the notice, not {}", other.kind()),
                    "write withdrawn = \"why\"",
                ),
            },
            Field::Section => {
                head.section = self.text(node);
                head.places.section = Some(self.place(&node.span));
            }
            Field::Topics => head.topics = self.texts(node),
            Field::Series => head.series = self.texts(node).into_iter().next(),
            Field::Kind => head.kind = self.kind(node),
            Field::Slug => self.slug(node, head),
            Field::RedirectFrom => self.redirects(node, head),
            Field::Id => head.id = self.text(node),
            Field::Image => {
                head.image = self.image(node).filter(|image| self.may_be_printed(&image.src, &node.span));
                head.places.image = Some(self.place(&node.span));
            }
            Field::Takeaways => head.takeaways = self.takeaways(node),
            // Read by the body, which knows the copy.
            Field::PullQuotes | Field::PullQuoteBy => {}
            Field::Corrections => head.corrections = self.corrections(node),
            Field::Sources => head.sources = self.sources(node),
            Field::Priority => head.priority = self.integer(node),
            Field::Language => head.language = self.text(node),
            Field::Template => {
                head.template = self.text(node);
                head.places.template = Some(self.place(&node.span));
            }
            Field::Extra => {
                if let Value::Table(table) = &node.value {
                    head.extra.entries.extend(table.entries.clone());
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

    /// Any scalar reads as text; lists and tables do not.
    fn text(&mut self, node: &Node) -> Option<String> {
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

    fn inline(&mut self, node: &Node) -> Option<Inline> {
        let text = self.text(node)?;
        self.style.as_ref().map(|style| Inline::markdown(&text, style))
    }

    /// One text or a list of them; never the letters of one.
    fn texts(&mut self, node: &Node) -> Vec<String> {
        match &node.value {
            Value::List(items) => {
                let mut out: Vec<String> = Vec::new();
                for item in items {
                    // A table in the list is taken by its name: other tools write { name: …, slug: … }.
                    let text = match &item.value {
                        Value::Table(table) => get(table, &["name", "title"]).and_then(Node::scalar),
                        _ => self.text(item),
                    };
                    if let Some(text) = text.filter(|text| !out.contains(text)) {
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

    fn moment(&mut self, node: &Node, key: &str) -> Option<Moment> {
        let text = match &node.value {
            Value::Text(text) | Value::Date(text) => text,
            other => {
                let kind = other.kind();
                self.tell(
                    Level::Error,
                    "date",
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
                self.tell(Level::Error, "date", &node.span, format!("“{text}” is not a date"), help);
                None
            }
        }
    }

    /// Other tools write `never` for no expiry.
    fn expiry(&mut self, node: &Node, key: &str) -> Option<Moment> {
        if matches!(&node.value, Value::Null)
            || matches!(&node.value, Value::Text(text) if text.trim().is_empty() || text.trim().eq_ignore_ascii_case("never"))
        {
            return None;
        }
        self.moment(node, key)
    }

    fn authors(&mut self, node: &Node) -> Vec<Credit> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut out = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(table) => {
                    let name = get(table, &["name", "author", "title"]).and_then(Node::scalar).map(|name| spaced(&name));
                    let role = get(table, &["role"]).and_then(Node::scalar).map(|role| spaced(&role)).filter(|role| !role.is_empty());
                    match name.filter(|name| !name.is_empty()) {
                        Some(name) => out.push(Credit { name, role }),
                        None => self.tell(
                            Level::Warning,
                            "author",
                            &item.span,
                            "this author has no name",
                            "write { name = \"Ada Quill\", role = \"photos\" }",
                        ),
                    }
                }
                Value::Null => {}
                _ => {
                    if let Some(text) = self.text(item) {
                        let name = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(&text).trim().to_owned();
                        out.push(Credit { name, role: None });
                    }
                }
            }
        }
        out
    }

    fn kind(&mut self, node: &Node) -> Kind {
        let Some(text) = self.text(node) else { return Kind::News };
        Kind::from_name(&text).unwrap_or_else(|| {
            let names: Vec<&str> = Kind::names().collect();
            let help = nearest(&text, &names)
                .map_or_else(|| format!("the kinds are {}", names.join(", ")), |near| format!("did you mean “{near}”?"));
            self.tell(Level::Warning, "kind", &node.span, format!("there is no kind “{text}”; the story is printed as news"), help);
            Kind::News
        })
    }

    fn slug(&mut self, node: &Node, head: &mut Head) {
        head.places.slug = Some(self.place(&node.span));
        let Some(text) = self.text(node) else { return };
        match Slug::explicit(&text) {
            Ok(slug) => head.slug = Some(slug),
            Err(help) => self.tell(Level::Error, "slug", &node.span, format!("“{text}” cannot be a slug"), help),
        }
    }

    fn redirects(&mut self, node: &Node, head: &mut Head) {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        for item in items {
            let Some(text) = self.text(item) else { continue };
            match Permalink::explicit(&text) {
                Ok(link) => {
                    head.redirect_from.push(link);
                    head.places.redirect_from.push(self.place(&item.span));
                }
                Err(help) => self.tell(Level::Error, "redirect", &item.span, format!("“{text}” cannot be redirected from"), help),
            }
        }
    }

    fn image(&mut self, node: &Node) -> Option<Image> {
        let bare = |src: String| Image { src, alt: None, caption: None, credit: None, focus: None };
        let table = match &node.value {
            Value::Table(table) => table,
            Value::Bool(false) => return None,
            _ => return self.text(node).map(bare),
        };
        let scalar = |names: &[&str]| get(table, names).and_then(Node::scalar).map(|text| spaced(&text)).filter(|text| !text.is_empty());
        let Some(src) = scalar(&["src", "path", "url", "file", "image"]) else {
            self.tell(
                Level::Warning,
                "image",
                &node.span,
                "this picture has no `src` and is not printed",
                "write { src = \"pier.jpg\", alt = \"The pier at dawn\" }",
            );
            return None;
        };
        let alt = get(table, &["alt"]).and_then(Node::scalar).map(|text| spaced(&text));
        let caption = scalar(&["caption"]).and_then(|text| self.style.as_ref().map(|style| Inline::markdown(&text, style)));
        let focus = scalar(&["focus", "focal"]).and_then(|text| {
            let numbers: Vec<u8> = text
                .split(|c: char| !c.is_ascii_digit())
                .filter(|part| !part.is_empty())
                .filter_map(|part| part.parse().ok())
                .filter(|n| *n <= 100)
                .collect();
            if let [x, y] = numbers[..] {
                return Some((x, y));
            }
            self.tell(
                Level::Warning,
                "image",
                &node.span,
                format!("“{text}” is not a point in a picture"),
                "write focus = \"50% 30%\": from the left, from the top",
            );
            None
        });
        Some(Image { alt, caption, focus, credit: scalar(&["credit"]), ..bare(src) })
    }

    fn takeaways(&mut self, node: &Node) -> Option<Takeaways> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut out = Vec::new();
        for item in items {
            let (label, text) = match &item.value {
                Value::Table(table) => match get(table, &["text"]).and_then(Node::scalar) {
                    Some(text) => (get(table, &["label"]).and_then(Node::scalar), Some(text)),
                    // YAML reads `- Rates: The bank held` as a table of one.
                    None => match table.entries.as_slice() {
                        [only] => (Some(only.key.clone()), only.value.scalar()),
                        _ => (None, None),
                    },
                },
                Value::Null => continue,
                _ => match self.text(item) {
                    Some(text) => (None, Some(text)),
                    None => continue,
                },
            };
            match text {
                Some(text) => out.extend(self.style.as_ref().map(|style| super::takeaways::item(label.as_deref(), &spaced(&text), style))),
                None => self.tell(
                    Level::Warning,
                    "takeaways",
                    &item.span,
                    "this takeaway has no text",
                    "write a text, or { label = \"When\", text = \"Daily from March\" }",
                ),
            }
        }
        (!out.is_empty()).then_some(Takeaways { title: None, items: out, origin: super::takeaways::Origin::FrontMatter })
    }

    fn corrections(&mut self, node: &Node) -> Vec<Correction> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut out = Vec::new();
        for item in items {
            let (text, date, kind) = match &item.value {
                Value::Table(table) => {
                    let date = get(table, &["date"]).and_then(|node| self.moment(node, "date"));
                    let kind = get(table, &["kind", "type"]).and_then(|node| node.scalar().map(|kind| (kind, node.span.clone())));
                    let kind = kind.map_or("correction", |(kind, span)| {
                        let folded = kind.to_lowercase().replace(['_', ' ', '’', '\''], "-").replace("editor-s", "editors");
                        super::CORRECTIONS.iter().find(|known| **known == folded).copied().unwrap_or_else(|| {
                            self.tell(
                                Level::Warning,
                                "correction",
                                &span,
                                format!("there is no kind of correction “{kind}”"),
                                format!("the kinds are {}", super::CORRECTIONS.join(", ")),
                            );
                            "correction"
                        })
                    });
                    (get(table, &["text"]).and_then(Node::scalar), date, kind)
                }
                _ => (self.text(item), None, "correction"),
            };
            let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
                self.tell(
                    Level::Error,
                    "correction",
                    &item.span,
                    "this correction has no text",
                    "write { date = 2026-03-09, text = \"An earlier version said …\" }",
                );
                continue;
            };
            if date.is_none() {
                self.tell(Level::Warning, "correction", &item.span, "this correction has no date", "add date = 2026-03-09");
            }
            out.extend(self.style.as_ref().map(|style| Correction { date, text: Inline::markdown(&spaced(&text), style), kind }));
        }
        out.sort_by_key(|correction| correction.date);
        out
    }

    fn sources(&mut self, node: &Node) -> Vec<Reference> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut unsafe_urls = Vec::new();
        let sources = items
            .iter()
            .filter_map(|item| {
                if let Value::Table(table) = &item.value {
                    let url = get(table, &["url", "link", "href"]).and_then(|node| {
                        let url = spaced(&node.scalar()?);
                        if refused_scheme(&url).is_some() {
                            unsafe_urls.push((node.span.clone(), url));
                            return None;
                        }
                        Some(url)
                    });
                    let title = get(table, &["title", "name"]).and_then(Node::scalar).or_else(|| url.clone())?;
                    Some(Reference { title: spaced(&title), url })
                } else {
                    let text = item.scalar()?;
                    let url = (text.starts_with("https://") || text.starts_with("http://")).then(|| text.clone());
                    Some(Reference { title: spaced(&text), url })
                }
            })
            .collect();
        for (span, url) in unsafe_urls {
            self.may_be_printed(&url, &span);
        }
        sources
    }

    /// Whether an address may be printed; tells if not.
    fn may_be_printed(&mut self, address: &str, span: &Range<usize>) -> bool {
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

/// A pull-quote as front matter gives it.
pub(super) struct GivenQuote {
    pub(super) text: String,
    pub(super) by: Option<String>,
    pub(super) role: Option<String>,
    pub(super) after: Option<String>,
    pub(super) span: Range<usize>,
}

/// The pull-quotes of front matter.
pub(super) fn pull_quotes(split: &Split) -> Vec<GivenQuote> {
    let find = |wanted: Field| split.table.entries.iter().filter(move |entry| field(&entry.key) == Some(wanted));
    let by = find(Field::PullQuoteBy).next().and_then(|entry| entry.value.scalar()).map(|by| spaced(&by));
    let mut out = Vec::new();
    for entry in find(Field::PullQuotes) {
        let items = match &entry.value.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.value),
        };
        for item in items {
            let given = match &item.value {
                Value::Table(table) => {
                    let scalar = |names: &[&str]| get(table, names).and_then(Node::scalar).map(|text| spaced(&text));
                    scalar(&["text", "quote"]).map(|text| GivenQuote {
                        text,
                        by: scalar(&["by", "name"]),
                        role: scalar(&["role"]),
                        after: scalar(&["after"]),
                        span: item.span.clone(),
                    })
                }
                _ => item.scalar().map(|text| GivenQuote {
                    text: spaced(&text),
                    by: by.clone(),
                    role: None,
                    after: None,
                    span: item.span.clone(),
                }),
            };
            out.extend(given.filter(|given| !given.text.is_empty()));
        }
    }
    out
}

/// The value of the first of these names.
pub(super) fn get<'t>(table: &'t Table, names: &[&str]) -> Option<&'t Node> {
    names.iter().find_map(|name| table.entries.iter().find(|entry| fold(&entry.key) == fold(name))).map(|entry| &entry.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_close_at_the_very_end_and_with_any_line_ends() {
        for (text, body) in [
            ("+++\ntitle = \"x\"\n+++", ""),
            ("---\ntitle: x\n---\nBody", "Body"),
            ("\n---\ntitle: x\n...\nBody", "Body"),
            ("+++\n+++\n", ""),
            ("no front matter", "no front matter"),
            ("---\n\nA rule, then words.\n", "---\n\nA rule, then words.\n"),
        ] {
            let mut told = Vec::new();
            let split = split("a", text, &mut told);
            assert_eq!(&text[split.body..], body, "{text:?}");
            assert_eq!(told, [], "{text:?}");
        }
        let mut told = Vec::new();
        split("a", "+++\ntitle = \"x\n", &mut told);
        assert_eq!(told[0].code, "front-matter");
    }

    #[test]
    fn names_are_folded() {
        assert_eq!(field("expirydate"), Some(Field::Expires));
        assert_eq!(field("Publish-Date"), Some(Field::Date));
        assert_eq!(field("drafts"), None);
    }
}
