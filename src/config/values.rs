//! What a paper can set, as values, and what each is where the paper says nothing.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::fields::Fields;
use super::hosting::Hosting;
use super::pattern::Pattern;
use super::publish::Destination;
use super::shortcodes::Shortcodes;
use super::topics::TopicName;
use crate::data::Table;
use crate::diag::Place;
use crate::permalink::{Base, Permalink};

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
    /// What hosts are told.
    pub hosting: Hosting,
    /// Where the paper is published to.
    pub publish: Vec<Destination>,
    /// Free values for templates.
    pub extra: Table,
}

impl Config {
    /// A config of nothing but defaults, with which copy can be read for its faults when the real one is broken.
    pub fn stand_in() -> Option<Arc<Self>> {
        Self::fallback().map(Arc::new)
    }

    /// Every default. None only if the defaults themselves were broken, which a test rules out.
    pub(super) fn fallback() -> Option<Self> {
        Some(Config {
            title: String::new(),
            description: None,
            place: None,
            base: Base::parse("https://news.example/").ok()?,
            language: "en".into(),
            zone: TimeZone::UTC,
            permalink: Pattern::parse("/{section}/{slug}/").ok()?,
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
            hosting: Hosting::default(),
            publish: Vec::new(),
            extra: Table::default(),
        })
    }
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
