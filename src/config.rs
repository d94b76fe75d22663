//! The paper's settings: `config.toml` as one checked value with every default filled in.
//!
//! [`read`] takes the text and gives a [`Config`] and what is wrong with it; it never stops at the first fault. An
//! unknown key is an error, because a misspelt setting that is silently ignored is worse than a failed build.

mod fields;
mod pattern;
mod shortcodes;
mod topics;

use std::cell::OnceCell;
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::data::{self, Entry, Node, Table, Value};
pub use crate::diag::nearest;
use crate::diag::{self, Diag, Index, Place};
use crate::permalink::{Base, Permalink, Slug, refused_scheme};
pub use fields::{FIELD_NAMES, Fields, Renamed};
use pattern::pattern;
pub use pattern::{End, Pattern, PatternPart};
pub use shortcodes::{Shortcodes, Treatment};
pub use topics::TopicName;

/// Everything a paper can set.
#[derive(Clone, Debug)]
pub struct Config {
    /// The paper's name.
    pub title: String,
    /// A sentence about the paper.
    pub description: Option<String>,
    /// The edition's place, for the folio line.
    pub place: Option<String>,
    /// Where the site lives.
    pub base: Base,
    /// BCP 47 tag of the paper's language.
    pub language: String,
    /// The zone of dates without an offset, and of every date shown.
    pub zone: TimeZone,
    /// How articles get their address.
    pub permalink: Pattern,
    /// How the articles of some sections get theirs.
    pub permalinks: Vec<(String, Pattern)>,
    /// How they got them in former times; those lead to the ones of today.
    pub old_permalinks: Vec<(Pattern, Place)>,
    /// Stories on one page of a list.
    pub paginate_by: usize,
    /// Where a takeaways box stands that the copy holds.
    pub takeaways: TakeawaysPlace,
    /// Whether raw HTML in copy is believed.
    pub html: HtmlTrust,
    /// Curly quotes, dashes and ellipses.
    pub typography: Typography,
    /// A search page.
    pub search: bool,
    /// A text-only edition beneath `/text/`.
    pub text_edition: bool,
    /// Months after which a story is flagged as old; 0 never.
    pub archive_after_months: u32,
    /// Feeds.
    pub feeds: Feeds,
    /// Names of agencies, beside those that are known, by which pasted bylines and datelines are read.
    pub agencies: Vec<String>,
    /// Names of people who write for the paper, by which pasted bylines are read.
    pub people: Vec<String>,
    /// The paper's own names of fields.
    pub fields: Fields,
    /// Topics that the config names.
    pub topics: Vec<TopicName>,
    /// What becomes of the marks of another generator in copy.
    pub shortcodes: Shortcodes,
    /// Sections that the config names, in the order of the nameplate.
    pub sections: Vec<SectionName>,
    /// The look.
    pub theme: Theme,
    /// Policy pages by schema.org property: address on this site or elsewhere.
    pub policies: Vec<(String, String)>,
    /// Contact links on every page.
    pub help: Vec<Named>,
    /// The last line of every page.
    pub imprint: Option<String>,
    /// The publisher.
    pub organisation: Organisation,
    /// Old addresses that no article names, and where they lead.
    pub redirects: Vec<(Permalink, Permalink, Place)>,
    /// Addresses that were given up.
    pub gone: Vec<(Permalink, Place)>,
    /// Whether published addresses are remembered in `urls.lock`.
    pub urls_lock: bool,
    /// What becomes of stories in error.
    pub faulty: Faulty,
    /// Levels of lints by id.
    pub lints: Vec<(String, LintLevel)>,
    /// Where the settings name each colour of a section.
    pub colour_places: Vec<Place>,
    /// Free values for templates.
    pub extra: Table,
}

/// Where a takeaways box from the body stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakeawaysPlace {
    /// Where the copy has it.
    InPlace,
    /// Before the copy.
    Top,
}

/// Whether raw HTML in copy is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HtmlTrust {
    /// It is cleaned.
    Sanitise,
    /// It is printed as written.
    Trust,
}

/// Whether quotes, dashes and dots become typographic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typography {
    /// They do.
    Smart,
    /// They stay as typed.
    Plain,
}

/// Feed settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feeds {
    /// Stories in a feed.
    pub limit: usize,
    /// WebSub hubs to name.
    pub hubs: Vec<String>,
}

/// A section as the config names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionName {
    /// Folder path beneath `content/`.
    pub slug: String,
    /// Name in the nameplate.
    pub name: Option<String>,
}

/// A name with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// What is shown.
    pub name: String,
    /// Where it leads.
    pub url: String,
}

/// The look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Which fonts.
    pub fonts: Fonts,
    /// Accent colour of the paper, `#rrggbb`.
    pub accent: Option<String>,
    /// Colours by section slug.
    pub colours: Vec<(String, String)>,
    /// Logo, a path beneath `static/`.
    pub logo: Option<String>,
}

/// The typeface set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fonts {
    /// The house face, shipped with the site.
    #[default]
    Newsreader,
    /// Whatever serif the reader's machine has; nothing to download.
    System,
}

/// The publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Registered name.
    pub legal_name: Option<String>,
    /// Logo for structured data, a path beneath `static/`.
    pub logo: Option<String>,
    /// Default picture of share cards, a path beneath `static/`.
    pub image: Option<String>,
    /// Profiles elsewhere.
    pub same_as: Vec<String>,
    /// Year or date of foundation.
    pub founded: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Newsroom e-mail.
    pub email: Option<String>,
    /// Newsroom telephone.
    pub telephone: Option<String>,
    /// The paper's account for `twitter:site`.
    pub twitter: Option<String>,
    /// The paper's account for `fediverse:creator`.
    pub fediverse: Option<String>,
}

/// What becomes of stories in error that were never published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Faulty {
    /// They stop the build.
    #[default]
    Stop,
    /// They are held back, and the rest is printed.
    Hold,
}

/// Level of a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LintLevel {
    /// Silent.
    Off,
    /// A warning.
    Warn,
    /// An error.
    Error,
}

/// Name of the file, for messages.
pub const PATH: &str = "config.toml";

const KEYS: &[&str] = &[
    "title",
    "description",
    "place",
    "base_url",
    "language",
    "timezone",
    "permalink",
    "permalinks",
    "old_permalinks",
    "paginate_by",
    "takeaways",
    "trusted_html",
    "typography",
    "search",
    "text_edition",
    "archive_after_months",
    "feeds",
    "paste",
    "fields",
    "shortcodes",
    "sections",
    "topics",
    "theme",
    "policies",
    "help",
    "imprint",
    "organisation",
    "redirects",
    "gone",
    "urls_lock",
    "build",
    "lints",
    "publish",
    "extra",
];

/// Policy pages by their name in `[policies]` and the schema.org property of `NewsMediaOrganization`.
pub const POLICIES: &[(&str, &str)] = &[
    ("principles", "publishingPrinciples"),
    ("corrections", "correctionsPolicy"),
    ("ethics", "ethicsPolicy"),
    ("diversity", "diversityPolicy"),
    ("staffing", "diversityStaffingReport"),
    ("masthead", "masthead"),
    ("mission", "missionCoveragePrioritiesPolicy"),
    ("ownership", "ownershipFundingInfo"),
    ("unnamed_sources", "unnamedSourcesPolicy"),
    ("verification", "verificationFactCheckingPolicy"),
    ("feedback", "actionableFeedbackPolicy"),
    ("no_bylines", "noBylinesPolicy"),
];

/// What the command line may put over the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--base-url`
    pub base_url: Option<String>,
}

/// Reads `config.toml`. With errors the value is none; all of them are told at once.
pub fn read(text: &str, overrides: &Overrides) -> (Option<Arc<Config>>, Vec<Diag>) {
    let (table, faults) = data::toml(text, 0);
    let mut reader = Reader { text, index: OnceCell::new(), diags: Vec::new(), colour_places: Vec::new() };
    for fault in faults {
        reader.diags.push(Diag::error("toml", fault.message).at(Place::span(PATH, text, fault.span)));
    }
    let config = reader.config(&table, overrides);
    let ok = !crate::diag::any_error(&reader.diags);
    (if ok { config.map(Arc::new) } else { None }, reader.diags)
}

struct Reader<'a> {
    text: &'a str,
    /// Made once somebody asks for a place.
    index: OnceCell<Index<'a>>,
    diags: Vec<Diag>,
    colour_places: Vec<Place>,
}

impl Reader<'_> {
    fn error(&mut self, span: std::ops::Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let place = self.index.get_or_init(|| Index::new(PATH, self.text)).span(span);
        self.diags.push(Diag::error("config", message).at(place).help(help));
    }

    fn config(&mut self, table: &Table, overrides: &Overrides) -> Option<Config> {
        let mut config = Config::fallback()?;
        let (mut title, mut base) = (false, false);
        for entry in &table.entries {
            let Entry { key, value, .. } = entry;
            match key.as_str() {
                "title" => self
                    .text(value)
                    .map(|text| {
                        config.title = text;
                        title = true;
                    })
                    .unwrap_or_default(),
                "description" => config.description = self.text(value),
                "place" => config.place = self.text(value),
                "imprint" => config.imprint = self.text(value),
                "base_url" => {
                    base = true;
                    if let (Some(text), None) = (self.text(value), &overrides.base_url) {
                        match Base::parse(&text) {
                            Ok(base) => config.base = base,
                            Err(help) => self.error(value.span.clone(), format!("`base_url` cannot be “{text}”"), help),
                        }
                    }
                }
                "language" => {
                    if let Some(text) = self.text(value) {
                        config.language = text;
                    }
                }
                "timezone" => {
                    if let Some(text) = self.text(value) {
                        match TimeZone::get(&text) {
                            Ok(zone) => config.zone = zone,
                            Err(_) => self.error(
                                value.span.clone(),
                                format!("there is no time zone “{text}”"),
                                "use a name of the tz database, such as Europe/London",
                            ),
                        }
                    }
                }
                "permalink" => {
                    if let Some(pattern) = self.text(value).and_then(|text| self.pattern(&text, value, "permalink")) {
                        config.permalink = pattern;
                    }
                }
                "permalinks" => self.permalinks(value, &mut config.permalinks),
                "old_permalinks" => {
                    for item in self.list(value) {
                        let pattern = self.text(item).and_then(|text| self.pattern(&text, item, "old_permalinks"));
                        let place = self.index.get_or_init(|| Index::new(PATH, self.text)).span(item.span.clone());
                        config.old_permalinks.extend(pattern.map(|pattern| (pattern, place)));
                    }
                }
                "paginate_by" => {
                    if let Some(n) = self.number(value, 1, 1000) {
                        config.paginate_by = n;
                    }
                }
                "archive_after_months" => {
                    if let Some(n) = self.number(value, 0, 1200) {
                        config.archive_after_months = u32::try_from(n).unwrap_or(0);
                    }
                }
                "takeaways" => {
                    if let Some(place) = self.choice(value, &[("in place", TakeawaysPlace::InPlace), ("top", TakeawaysPlace::Top)]) {
                        config.takeaways = place;
                    }
                }
                "trusted_html" => {
                    if let Some(on) = self.flag(value) {
                        config.html = if on { HtmlTrust::Trust } else { HtmlTrust::Sanitise }
                    }
                }
                "typography" => {
                    if let Some(on) = self.flag(value) {
                        config.typography = if on { Typography::Smart } else { Typography::Plain }
                    }
                }
                "search" => {
                    if let Some(on) = self.flag(value) {
                        config.search = on;
                    }
                }
                "text_edition" => {
                    if let Some(on) = self.flag(value) {
                        config.text_edition = on;
                    }
                }
                "feeds" => self.feeds(value, &mut config.feeds),
                "paste" => self.paste(value, &mut config),
                "shortcodes" => {
                    let entries = self.table(value).map_or(&[][..], |table| &table.entries);
                    config.shortcodes = shortcodes::read(entries, &mut |node, message, help| self.error(node.span.clone(), message, help));
                }
                "fields" => {
                    let entries = self.table(value).map_or(&[][..], |table| &table.entries);
                    config.fields = fields::read(entries, &mut |node, message, help| self.error(node.span.clone(), message, help));
                }
                "sections" => config.sections = self.sections(value),
                "topics" => config.topics = self.topics(value),
                "theme" => {
                    self.theme(value, &mut config.theme);
                    config.colour_places = std::mem::take(&mut self.colour_places);
                }
                "policies" => config.policies = self.policies(value),
                "help" => config.help = self.named(value),
                "organisation" => self.organisation(value, &mut config.organisation),
                "build" => {
                    for entry in self.table(value).map_or(&[][..], |table| &table.entries) {
                        match entry.key.as_str() {
                            "faulty" => {
                                if let Some(faulty) = self.choice(&entry.value, &[("stop", Faulty::Stop), ("hold", Faulty::Hold)]) {
                                    config.faulty = faulty;
                                }
                            }
                            _ => self.unknown(entry, &["faulty"], "build."),
                        }
                    }
                }
                "lints" => config.lints = self.lints(value),
                "redirects" => config.redirects = self.redirects(value),
                "gone" => config.gone = self.gone(value),
                "urls_lock" => {
                    if let Some(on) = self.flag(value) {
                        config.urls_lock = on;
                    }
                }
                "publish" => {
                    if let Some(first) = self.table(value).and_then(|table| table.entries.first()) {
                        self.diags.push(
                            Diag::warning(
                                "config",
                                format!("`publish.{}` does nothing: this version publishes nowhere by itself", first.key),
                            )
                            .at(Place::span(PATH, self.text, first.key_span.clone()))
                            .help("remove what stands under [publish]; docs/publishing.md says how to bring the output folder to a host"),
                        );
                    }
                }
                "extra" => {
                    if let Some(table) = self.table(value) {
                        config.extra = table.clone();
                    }
                }
                _ => self.unknown(entry, KEYS, ""),
            }
        }
        if let Some(url) = &overrides.base_url {
            base = true;
            match Base::parse(url) {
                Ok(parsed) => config.base = parsed,
                Err(help) => self.diags.push(Diag::error("config", format!("--base-url cannot be “{url}”")).help(help)),
            }
        }
        for (missing, key, sample) in
            [(!title, "title", "title = \"The Valley Record\""), (!base, "base_url", "base_url = \"https://news.example/\"")]
        {
            if missing && !table.entries.iter().any(|entry| entry.key == key) {
                self.diags.push(
                    Diag::error("config", format!("`{key}` is missing")).at(Place::file(PATH)).help(format!("add the line {sample}")),
                );
            }
        }
        Some(config)
    }

    fn unknown(&mut self, entry: &Entry, known: &[&str], inside: &str) {
        let help = nearest(&entry.key, known)
            .map_or_else(|| format!("remove it; the keys here are {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
        self.error(entry.key_span.clone(), format!("unknown key `{inside}{}`", entry.key), help);
    }

    fn text(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            other => {
                let kind = if matches!(other, Value::Text(_)) { "empty" } else { other.kind() };
                self.error(node.span.clone(), format!("this must be text, not {kind}"), "put it in quotation marks");
                None
            }
        }
    }

    fn flag(&mut self, node: &Node) -> Option<bool> {
        if let Value::Bool(on) = node.value {
            return Some(on);
        }
        self.error(
            node.span.clone(),
            format!("this must be true or false, not {}", node.value.kind()),
            "write true or false, without quotation marks",
        );
        None
    }

    fn number(&mut self, node: &Node, from: usize, to: usize) -> Option<usize> {
        let n = if let Value::Number(text) = &node.value {
            text.replace('_', "").parse().ok().filter(|n| (from..=to).contains(n))
        } else {
            None
        };
        if n.is_none() {
            self.error(
                node.span.clone(),
                format!("this must be a whole number from {from} to {to}"),
                format!("write a number, such as {}", from.max(30).min(to)),
            );
        }
        n
    }

    fn choice<T: Copy>(&mut self, node: &Node, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(node)?;
        let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            self.error(node.span.clone(), format!("“{text}” is not a choice here"), format!("write {}", names.join(" or ")));
        }
        found
    }

    fn table<'t>(&mut self, node: &'t Node) -> Option<&'t Table> {
        if let Value::Table(table) = &node.value {
            return Some(table);
        }
        self.error(
            node.span.clone(),
            format!("this must be a table, not {}", node.value.kind()),
            "give it a heading of its own in square brackets",
        );
        None
    }

    fn list<'t>(&mut self, node: &'t Node) -> &'t [Node] {
        if let Value::List(items) = &node.value {
            return items;
        }
        self.error(node.span.clone(), format!("this must be a list, not {}", node.value.kind()), "put it in square brackets");
        &[]
    }

    fn texts(&mut self, node: &Node) -> Vec<String> {
        self.list(node).iter().filter_map(|item| self.text(item)).collect()
    }

    fn paste(&mut self, node: &Node, config: &mut Config) {
        for entry in self.table(node).map_or(&[][..], |table| &table.entries) {
            match entry.key.as_str() {
                "agencies" => config.agencies = self.texts(&entry.value),
                "people" => config.people = self.texts(&entry.value),
                _ => self.unknown(entry, &["agencies", "people"], "paste."),
            }
        }
    }

    fn feeds(&mut self, node: &Node, feeds: &mut Feeds) {
        let Some(table) = self.table(node) else { return };
        for entry in &table.entries {
            match entry.key.as_str() {
                "limit" => {
                    if let Some(n) = self.number(&entry.value, 1, 1000) {
                        feeds.limit = n;
                    }
                }
                "hubs" => feeds.hubs = self.addresses(&entry.value),
                _ => self.unknown(entry, &["limit", "hubs"], "feeds."),
            }
        }
    }

    fn pattern(&mut self, text: &str, node: &Node, key: &str) -> Option<Pattern> {
        pattern(text).map_err(|help| self.error(node.span.clone(), format!("`{key}` cannot be “{text}”"), help)).ok()
    }

    /// Patterns by section; Hugo puts those of stories under `page`.
    fn permalinks(&mut self, node: &Node, permalinks: &mut Vec<(String, Pattern)>) {
        for entry in self.table(node).map_or(&[][..], |table| &table.entries) {
            if entry.key == "page" && matches!(entry.value.value, Value::Table(_)) {
                self.permalinks(&entry.value, permalinks);
            } else if let Some(pattern) = self.text(&entry.value).and_then(|text| self.pattern(&text, &entry.value, &entry.key)) {
                permalinks.push((entry.key.trim_matches('/').to_owned(), pattern));
            }
        }
    }

    fn sections(&mut self, node: &Node) -> Vec<SectionName> {
        let mut sections: Vec<SectionName> = Vec::new();
        for item in self.list(node) {
            let Some(table) = self.table(item) else { continue };
            let mut section = SectionName { slug: String::new(), name: None };
            for entry in &table.entries {
                match entry.key.as_str() {
                    "slug" => {
                        if let Some(text) = self.text(&entry.value) {
                            let clean = text.split('/').all(|part| Slug::explicit(part).is_ok_and(|slug| slug.as_str() == part));
                            if clean {
                                section.slug = text;
                            } else {
                                self.error(
                                    entry.value.span.clone(),
                                    format!("“{text}” is not a folder name for a section"),
                                    "use lower-case letters, digits and hyphens",
                                );
                            }
                        }
                    }
                    "name" => section.name = self.text(&entry.value),
                    _ => self.unknown(entry, &["slug", "name"], "sections."),
                }
            }
            if section.slug.is_empty() {
                if !table.entries.iter().any(|entry| entry.key == "slug") {
                    self.error(item.span.clone(), "a section needs a slug", "add slug = \"world\"");
                }
            } else if sections.iter().any(|other| other.slug == section.slug) {
                self.error(item.span.clone(), format!("the section `{}` is named twice", section.slug), "keep one");
            } else {
                sections.push(section);
            }
        }
        sections
    }

    fn theme(&mut self, node: &Node, theme: &mut Theme) {
        let Some(table) = self.table(node) else { return };
        for entry in &table.entries {
            match entry.key.as_str() {
                "fonts" => {
                    if let Some(fonts) = self.choice(&entry.value, &[("newsreader", Fonts::Newsreader), ("system", Fonts::System)]) {
                        theme.fonts = fonts;
                    }
                }
                "accent" => theme.accent = self.colour(&entry.value),
                "logo" => theme.logo = self.address(&entry.value),
                "colours" | "colors" => {
                    if let Some(colours) = self.table(&entry.value) {
                        for colour in &colours.entries {
                            if let Some(value) = self.colour(&colour.value) {
                                theme.colours.push((colour.key.clone(), value));
                                self.colour_places.push(Place::span(PATH, self.text, colour.key_span.clone()));
                            }
                        }
                    }
                }
                _ => self.unknown(entry, &["fonts", "accent", "colours", "logo"], "theme."),
            }
        }
    }

    fn colour(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        let hex = text.strip_prefix('#').filter(|hex| matches!(hex.len(), 3 | 6) && hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(hex) = hex else {
            self.error(node.span.clone(), format!("“{text}” is not a colour"), "write it as #rrggbb, such as #a4161a");
            return None;
        };
        Some(
            if hex.len() == 3 { format!("#{}", hex.chars().flat_map(|c| [c, c]).collect::<String>()) } else { format!("#{hex}") }
                .to_ascii_lowercase(),
        )
    }

    /// A path of this site, or an address elsewhere that may be printed.
    fn address(&mut self, node: &Node) -> Option<String> {
        let address = self.text(node)?;
        if let Some(scheme) = refused_scheme(&address) {
            self.error(
                node.span.clone(),
                format!("an address that begins with “{scheme}:” cannot be printed"),
                "write a path on this site, https://…, mailto: or tel:",
            );
            return None;
        }
        Some(address)
    }

    fn addresses(&mut self, node: &Node) -> Vec<String> {
        self.list(node).iter().filter_map(|item| self.address(item)).collect()
    }

    fn policies(&mut self, node: &Node) -> Vec<(String, String)> {
        let mut policies = Vec::new();
        let names: Vec<&str> = POLICIES.iter().map(|(name, _)| *name).collect();
        for entry in self.table(node).map_or(&[][..], |table| &table.entries) {
            match POLICIES.iter().find(|(name, property)| *name == entry.key || *property == entry.key) {
                Some((_, property)) => {
                    if let Some(url) = self.address(&entry.value) {
                        policies.push(((*property).to_owned(), url));
                    }
                }
                None => self.unknown(entry, &names, "policies."),
            }
        }
        policies
    }

    fn named(&mut self, node: &Node) -> Vec<Named> {
        let mut out = Vec::new();
        for item in self.list(node) {
            let Some(table) = self.table(item) else { continue };
            let (mut name, mut url) = (None, None);
            for entry in &table.entries {
                match entry.key.as_str() {
                    "name" => name = self.text(&entry.value),
                    "url" => url = self.address(&entry.value),
                    _ => self.unknown(entry, &["name", "url"], "help."),
                }
            }
            match (name, url) {
                (Some(name), Some(url)) => out.push(Named { name, url }),
                _ => self.error(item.span.clone(), "a link needs a name and a url", "write { name = \"Contact\", url = \"/contact/\" }"),
            }
        }
        out
    }

    fn organisation(&mut self, node: &Node, org: &mut Organisation) {
        let known = ["legal_name", "logo", "image", "same_as", "founded", "address", "email", "telephone", "twitter", "fediverse"];
        for entry in self.table(node).map_or(&[][..], |table| &table.entries) {
            let value = &entry.value;
            match entry.key.as_str() {
                "legal_name" => org.legal_name = self.text(value),
                "logo" => org.logo = self.address(value),
                "image" => org.image = self.address(value),
                "same_as" => org.same_as = self.addresses(value),
                "founded" => org.founded = value.scalar(),
                "address" => org.address = self.text(value),
                "email" => org.email = self.text(value),
                "telephone" => org.telephone = self.text(value),
                "twitter" => org.twitter = self.text(value),
                "fediverse" => org.fediverse = self.text(value),
                _ => self.unknown(entry, &known, "organisation."),
            }
        }
    }

    fn redirects(&mut self, node: &Node) -> Vec<(Permalink, Permalink, Place)> {
        let mut redirects = Vec::new();
        for entry in self.table(node).map_or(&[][..], |table| &table.entries) {
            let from = self.path(&entry.key, entry.key_span.clone());
            let to = self.text(&entry.value).and_then(|to| self.path(&to, entry.value.span.clone()));
            if let (Some(from), Some(to)) = (from, to) {
                redirects.push((from, to, self.index.get_or_init(|| Index::new(PATH, self.text)).span(entry.key_span.clone())));
            }
        }
        redirects
    }

    fn gone(&mut self, node: &Node) -> Vec<(Permalink, Place)> {
        let mut gone = Vec::new();
        for item in self.list(node) {
            if let Some(link) = self.text(item).and_then(|path| self.path(&path, item.span.clone())) {
                gone.push((link, self.index.get_or_init(|| Index::new(PATH, self.text)).span(item.span.clone())));
            }
        }
        gone
    }

    fn path(&mut self, text: &str, span: std::ops::Range<usize>) -> Option<Permalink> {
        match Permalink::explicit(text) {
            Ok(link) => Some(link),
            Err(help) => {
                self.error(span, format!("“{text}” is not an address of this site"), help);
                None
            }
        }
    }

    fn lints(&mut self, node: &Node) -> Vec<(String, LintLevel)> {
        let mut lints = Vec::new();
        for entry in self.table(node).map_or(&[][..], |table| &table.entries) {
            if !diag::CODES.contains(&entry.key.as_str()) {
                let help = nearest(&entry.key, diag::CODES)
                    .map_or_else(|| format!("the names are {}", diag::CODES.join(", ")), |near| format!("did you mean `{near}`?"));
                self.error(entry.key_span.clone(), format!("there is no message of the name `{}`", entry.key), help);
                continue;
            }
            if let Some(level) =
                self.choice(&entry.value, &[("off", LintLevel::Off), ("warn", LintLevel::Warn), ("error", LintLevel::Error)])
            {
                lints.push((entry.key.clone(), level));
            }
        }
        lints
    }
}

impl Config {
    /// A config of nothing but defaults, with which copy can be read for its faults when the real one is broken.
    pub fn stand_in() -> Option<Arc<Self>> {
        Self::fallback().map(Arc::new)
    }

    /// Every default. None only if the defaults themselves were broken, which a test rules out.
    fn fallback() -> Option<Self> {
        Some(Config {
            title: String::new(),
            description: None,
            place: None,
            base: Base::parse("https://news.example/").ok()?,
            language: "en".into(),
            zone: TimeZone::UTC,
            permalink: pattern("/{section}/{slug}/").ok()?,
            permalinks: Vec::new(),
            old_permalinks: Vec::new(),
            paginate_by: 30,
            takeaways: TakeawaysPlace::InPlace,
            html: HtmlTrust::Sanitise,
            typography: Typography::Smart,
            search: true,
            text_edition: false,
            archive_after_months: 18,
            feeds: Feeds { limit: 50, hubs: Vec::new() },
            agencies: Vec::new(),
            people: Vec::new(),
            fields: Fields::default(),
            topics: Vec::new(),
            shortcodes: Shortcodes::default(),
            sections: Vec::new(),
            theme: Theme::default(),
            policies: Vec::new(),
            help: Vec::new(),
            imprint: None,
            organisation: Organisation::default(),
            redirects: Vec::new(),
            gone: Vec::new(),
            urls_lock: true,
            faulty: Faulty::Stop,
            lints: Vec::new(),
            colour_places: Vec::new(),
            extra: Table::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = "title = \"T\"\nbase_url = \"https://news.example/\"\n";

    fn faults(text: &str) -> Vec<String> {
        read(text, &Overrides::default())
            .1
            .iter()
            .map(|d| format!("{}: {}; {}", d.place.as_ref().map_or(0, |p| p.line), d.message, d.help.clone().unwrap_or_default()))
            .collect()
    }

    #[test]
    fn title_and_base_url_are_enough() {
        let (config, diags) = read(LEAST, &Overrides::default());
        assert_eq!(diags, []);
        assert_eq!(config.expect("a config").paginate_by, 30);
        assert_eq!(faults("").len(), 2);
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let text = format!(
            "{LEAST}titel = \"x\"\ntimezone = \"Mars/Base\"\npaginate_by = 0\nsearch = \"yes\"\npermalink = \"/news/\"\n[theme]\naccent = \"red\"\n[[sections]]\nname = \"World\"\n"
        );
        let faults = faults(&text);
        assert_eq!(faults.len(), 7, "{faults:#?}");
        assert!(faults[0].starts_with("3: unknown key `titel`; did you mean `title`?"), "{}", faults[0]);
    }

    #[test]
    fn a_broken_line_does_not_hide_the_others() {
        assert!(faults("title = \nbase_url = \"x\"\n").len() >= 2);
    }
}
