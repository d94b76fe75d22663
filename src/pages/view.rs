//! Views: what templates see, and the contract with those who write them (`docs/templates.md`).
//!
//! A view holds finished values: words are set, dates are written, addresses are resolved. Templates choose and
//! arrange; they never look anything up.

use serde::Serialize;
use tera::Value;
use unicode_segmentation::UnicodeSegmentation as _;

use super::cards::Listed;
use super::links::{Linker, configured};
use super::{Page, Room};
use crate::article::{Article, Head, Image, summary};
use crate::clock::Moment;
use crate::digest::Digest;
use crate::edition::{Edition, Mark, Story, StoryId, Why};
use crate::language::{Arg, DateForm, Language};
use crate::permalink::Permalink;
use crate::pictures::{Asset, Shape, Shelf};
use crate::theme::Theme;

/// What every page shows, made once for an edition: one value for each section that can be current, and one for none.
pub(super) struct Frame {
    /// A hash of each of `sites`, with what else every page shows.
    pub(super) digests: Vec<Digest>,
    pub(super) sites: Vec<Value>,
    pub(super) assets: Value,
}

#[derive(Serialize)]
struct Site<'a> {
    title: &'a str,
    title_chars: usize,
    home: &'a str,
    language: &'a str,
    description: Option<&'a str>,
    place: Option<&'a str>,
    nav: Vec<NavItem<'a>>,
    index: Vec<IndexItem<'a>>,
    pages: Vec<Named>,
    feeds: Vec<FeedLink>,
    corrections_url: Option<String>,
    search_url: Option<String>,
    topics_url: Option<String>,
    authors_url: Option<String>,
    archive_url: Option<String>,
    latest_url: Option<String>,
    text_url: Option<String>,
    help: Vec<Named>,
    imprint: Option<&'a str>,
    logo: Option<Logo>,
    generator: &'static str,
}

#[derive(Serialize)]
struct NavItem<'a> {
    name: &'a str,
    url: String,
    slug: &'a str,
    current: bool,
}

#[derive(Serialize)]
struct IndexItem<'a> {
    name: &'a str,
    url: String,
    slug: &'a str,
    children: Vec<Named>,
}

/// A name with an address.
#[derive(Clone, Serialize)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) url: String,
}

/// A feed.
#[derive(Clone, Serialize)]
pub(super) struct FeedLink {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) url: String,
    pub(super) r#type: &'static str,
}

#[derive(Serialize)]
struct Logo {
    url: String,
    width: Option<u32>,
    height: Option<u32>,
    alt: String,
}

#[derive(Serialize)]
struct Assets {
    css: Option<String>,
    preload: Vec<String>,
    icon: Option<String>,
}

/// The day that a page is of.
#[derive(Clone, Serialize)]
pub(super) struct Folio {
    iso: String,
    date: String,
}

impl Folio {
    /// That of a moment, as the paper writes it.
    pub(super) fn of(room: &Room<'_>, moment: Option<Moment>) -> Option<Self> {
        let at = moment?.in_zone(&room.config.zone);
        Some(Folio { iso: at.strftime("%Y-%m-%d").to_string(), date: paper_language(room).date(&at, DateForm::Full) })
    }
}

impl Frame {
    pub(super) fn new(edition: &Edition, theme: &Theme, shelf: &Shelf) -> Self {
        let base = &edition.config.base;
        let icon =
            ["icon.svg", "favicon.svg", "favicon.ico", "favicon.png"].iter().find(|name| shelf.get(&format!("static/{name}")).is_some());
        let assets = Assets {
            css: theme.css.as_ref().map(|link| base.url(link)),
            preload: theme.preload.iter().map(|link| base.url(link)).collect(),
            icon: icon.map(|name| base.url(&Permalink::root().file(name))),
        };
        let (mut sites, mut digests) = (Vec::new(), Vec::new());
        for current in std::iter::once(None).chain((0..edition.sections.len()).map(Some)) {
            let site = site(edition, shelf, current);
            digests.push(digest(&(&site, &assets)));
            sites.push(Value::from_serializable(&site));
        }
        Frame { digests, sites, assets: Value::from_serializable(&assets) }
    }
}

/// The site as one page sees it; `current` is the page's section.
fn site<'e>(edition: &'e Edition, shelf: &Shelf, current: Option<usize>) -> Site<'e> {
    let config = &edition.config;
    let base = &config.base;
    let top = current.map(|section| top_section(edition, section));
    let tops = || edition.sections.iter().enumerate().filter(|(_, section)| section.parent.is_none());
    Site {
        title: &config.title,
        title_chars: config.title.graphemes(true).count(),
        home: base.path(),
        language: &config.language,
        description: config.description.as_deref(),
        place: config.place.as_deref(),
        nav: tops()
            .map(|(id, section)| NavItem {
                name: &section.name,
                url: base.url(&section.link),
                slug: &section.path,
                current: top == Some(id),
            })
            .collect(),
        index: tops()
            .map(|(_, section)| IndexItem {
                name: &section.name,
                url: base.url(&section.link),
                slug: &section.path,
                children: section
                    .children
                    .iter()
                    .map(|child| &edition.sections[*child])
                    .map(|child| Named { name: child.name.clone(), url: base.url(&child.link) })
                    .collect(),
            })
            .collect(),
        pages: edition
            .standing
            .iter()
            .filter(|page| !page.is_not_found())
            .map(|page| Named { name: page.article.head.headline.words.clone(), url: base.url(&page.link) })
            .collect(),
        feeds: super::feed::links(config, &Permalink::root(), None),
        corrections_url: Some(base.url(&super::corrections::link())),
        search_url: super::search::link(edition).map(|link| base.url(&link)),
        topics_url: super::topics::index(edition).map(|link| base.url(&link)),
        authors_url: super::authors::index(edition).map(|link| base.url(&link)),
        archive_url: super::archive::index(edition).map(|link| base.url(&link)),
        latest_url: Some(base.url(&super::latest::link(edition))),
        text_url: super::text::index(edition).map(|link| base.url(&link)),
        help: config.help.iter().filter_map(|link| Some(Named { name: link.name.clone(), url: configured(base, &link.url)? })).collect(),
        imprint: config.imprint.as_deref(),
        logo: config.theme.logo.as_ref().and_then(|path| {
            let asset = shelf.find(&format!("/{}", path.trim_start_matches('/')), "static");
            Some(Logo {
                url: configured(base, &format!("/{}", path.trim_start_matches('/')))?,
                width: asset.and_then(Asset::size).map(|s| s.width),
                height: asset.and_then(Asset::size).map(|s| s.height),
                alt: config.title.clone(),
            })
        }),
        generator: concat!("Newsprint ", env!("CARGO_PKG_VERSION")),
    }
}

/// The section at the top that a section lies in.
fn top_section(edition: &Edition, section: usize) -> usize {
    let mut at = section;
    while let Some(up) = edition.sections[at].parent {
        at = up;
    }
    at
}

/// A section with its address.
pub(super) fn section_link(room: &Room<'_>, section: usize) -> Named {
    let section = room.section(section);
    Named { name: section.name.to_owned(), url: room.config.base.url(section.link) }
}

/// What the head of a page says.
#[derive(Clone, Serialize)]
pub(super) struct PageView {
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) canonical: Option<String>,
    pub(super) robots: String,
    pub(super) section: Option<String>,
    pub(super) feeds: Vec<FeedLink>,
    pub(super) prev: Option<String>,
    pub(super) next: Option<String>,
    pub(super) meta: Vec<Meta>,
    pub(super) json_ld: Option<String>,
    /// In the nameplate: the day of the newest story that it shows. A page that shows none has none, so that a new day
    /// makes no page another.
    #[serde(skip)]
    pub(super) folio: Option<Folio>,
}

/// A `meta` element.
#[derive(Clone, Serialize)]
pub(super) struct Meta {
    pub(super) attr: &'static str,
    pub(super) name: String,
    pub(super) content: String,
}

/// What crawlers may show of a page that is public.
pub(super) const ROBOTS: &str = "max-image-preview:large, max-snippet:-1, max-video-preview:-1";

impl PageView {
    /// A public page; `name` is what it is called, without the paper's title.
    pub(super) fn new(room: &Room<'_>, page: &Page, name: &str) -> Self {
        let config = &room.config;
        PageView {
            kind: page.kind(),
            title: if name.is_empty() { config.title.clone() } else { format!("{name} | {}", config.title) },
            description: None,
            canonical: Some(config.base.absolute(&page.link)),
            robots: ROBOTS.to_owned(),
            section: None,
            feeds: super::feed::in_head(room, page),
            prev: None,
            next: None,
            meta: Vec::new(),
            json_ld: super::json_ld::of_page(room, page, name),
            folio: None,
        }
    }

    /// Gives it a section's colour.
    #[must_use]
    pub(super) fn in_section(mut self, room: &Room<'_>, section: usize) -> Self {
        self.section = Some(room.top_section(section).path.to_owned());
        self
    }
}

/// A language that is not the page's.
#[derive(Serialize)]
pub(super) struct Tongue {
    lang: String,
    dir: &'static str,
}

impl Tongue {
    /// That of names from the settings, on a page in another.
    pub(super) fn of_paper(room: &Room<'_>, language: &Language) -> Option<Self> {
        let paper = paper_language(room);
        (paper.tag() != language.tag()).then(|| Self { lang: paper.tag().to_owned(), dir: paper.direction().as_str() })
    }
}

/// The language of the paper.
pub(super) fn paper_language(room: &Room<'_>) -> Language {
    Language::of(&room.config.language).language
}

/// The language of an article.
pub(super) fn article_language(room: &Room<'_>, article: &Article) -> Language {
    Language::of(article.head.language.as_deref().unwrap_or(&room.config.language)).language
}

/// The language of an article and its direction, where it is not the page's.
pub(super) fn other_language(room: &Room<'_>, article: &Article, page: &Language) -> (Option<String>, Option<&'static str>) {
    let own = article_language(room, article);
    if own.tag() == page.tag() { (None, None) } else { (Some(own.tag().to_owned()), Some(own.direction().as_str())) }
}

/// A date in all the forms that pages show.
#[derive(Clone, Serialize)]
pub(super) struct DateView {
    pub(super) iso: String,
    pub(super) text: String,
    pub(super) day: String,
    pub(super) time: Option<String>,
    pub(super) weekday: String,
    pub(super) short: String,
}

impl DateView {
    pub(super) fn new(room: &Room<'_>, moment: Moment, language: &Language) -> Self {
        let at = moment.in_zone(&room.config.zone);
        let exact = moment.precision == crate::clock::Precision::Time;
        let day = language.date(&at, DateForm::Day);
        DateView {
            iso: if exact { crate::clock::rfc3339(moment.at, &room.config.zone) } else { at.strftime("%Y-%m-%d").to_string() },
            text: if exact { language.date(&at, DateForm::DayTime) } else { day.clone() },
            time: exact.then(|| language.date(&at, DateForm::Time)),
            weekday: language.date(&at, DateForm::Weekday),
            // With the year always: the first story of another one must change no list but its own.
            short: language.date(&at, DateForm::ShortDay),
            day,
        }
    }
}

/// The date of a timed headline: the clock time counts on the day of the folio only, before that the day.
pub(super) fn timed(room: &Room<'_>, moment: Moment, language: &Language) -> DateView {
    let zone = &room.config.zone;
    let mut date = DateView::new(room, moment, language);
    if room.newest().map(|newest| newest.in_zone(zone).date()) != Some(moment.in_zone(zone).date()) {
        date.time = None;
    }
    date
}

/// The label over a headline.
#[derive(Clone, Serialize)]
pub(super) struct Kicker {
    pub(super) text: String,
    pub(super) url: Option<String>,
}

/// A picture.
#[derive(Clone, Serialize)]
pub(super) struct PictureView {
    pub(super) src: String,
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
    pub(super) alt: String,
    pub(super) caption: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) focus: Option<String>,
    pub(super) shape: &'static str,
}

impl PictureView {
    pub(super) fn new(image: &Image, linker: &Linker<'_, '_>) -> Self {
        let found = linker.find(&image.src);
        let size = found.as_ref().and_then(|(asset, _)| asset.size());
        PictureView {
            src: linker.asset(&image.src),
            width: size.map(|size| size.width),
            height: size.map(|size| size.height),
            alt: image.alt.clone().unwrap_or_default(),
            caption: image.caption.as_ref().map(|caption| linker.fill(&caption.markup)),
            credit: image.credit.clone(),
            // The height is rounded to the classes that the style sheet has; an inline style would need a weaker policy.
            focus: image.focus.map(|(x, y)| format!("{x}% {}%", (u32::from(y) + 5) / 10 * 10)),
            shape: found.map_or(Shape::Landscape, |(asset, _)| asset.shape()).word(),
        }
    }
}

/// A section, as cards show it.
#[derive(Clone, Serialize)]
pub(super) struct SectionView {
    name: String,
    url: String,
    slug: String,
}

/// A story on a list.
#[derive(Clone, Serialize)]
pub(super) struct Card {
    pub(super) url: String,
    pub(super) headline: String,
    pub(super) headline_plain: String,
    pub(super) size: &'static str,
    pub(super) dek: Option<String>,
    pub(super) kicker: Option<Kicker>,
    pub(super) label: Option<String>,
    pub(super) kind: &'static str,
    pub(super) byline: Option<String>,
    pub(super) date: Option<DateView>,
    pub(super) picture: Option<PictureView>,
    pub(super) section: Option<SectionView>,
    pub(super) corrected: Option<String>,
    pub(super) mark: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) dir: Option<&'static str>,
    pub(super) related: Vec<Listed>,
}

/// What a card's kicker says: where sections mix, the section; inside one, the topic.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kicked {
    /// The story's own, or its section.
    BySection,
    /// The story's own, or its first topic.
    ByTopic,
}

impl Card {
    pub(super) fn new(room: &Room<'_>, id: StoryId, language: &Language, kicked: Kicked) -> Self {
        let story = room.story(id);
        let base = &room.config.base;
        let head = &story.article.head;
        let (lang, dir) = other_language(room, &story.article, language);
        let linker = Linker::new(room, &story.link, &story.article.path);
        let (section, top) = (room.section(story.section), room.top_section(story.section));
        let kicker = match (&head.kicker, kicked) {
            (Some(text), _) => Some(Kicker { text: text.clone(), url: None }),
            (None, Kicked::BySection) => Some(Kicker { text: section.name.to_owned(), url: Some(base.url(section.link)) }),
            (None, Kicked::ByTopic) => story
                .topics
                .first()
                .map(|topic| room.topic(*topic))
                .map(|topic| Kicker { text: topic.name.clone(), url: Some(base.url(&topic.link)) }),
        };
        let names: Vec<String> = head.authors.iter().map(|credit| credit.name.clone()).collect();
        Card {
            url: base.url(&story.link),
            headline: head.headline.html.clone(),
            headline_plain: head.headline.words.clone(),
            size: headline_size(&head.headline.words),
            dek: Some(card_dek(head)).filter(|dek| !dek.is_empty()),
            label: kicker.as_ref().map_or_else(|| label(story, language), |kicker| label_beside(&kicker.text, story, language)),
            kicker,
            kind: head.kind.name(),
            byline: head.byline.clone().or_else(|| (!names.is_empty()).then(|| language.list(&names))),
            date: head.date.map(|moment| DateView::new(room, moment, language)),
            picture: head.image.as_ref().filter(|image| linker.shows(&image.src)).map(|image| PictureView::new(image, &linker)),
            section: Some(SectionView { name: section.name.to_owned(), url: base.url(section.link), slug: top.path.to_owned() }),
            corrected: story.corrected.then(|| language.word("corrected", &[]).into_owned()),
            mark: story.mark.map(|mark| mark_words(room, mark, language)),
            lang,
            dir,
            related: Vec::new(),
        }
    }
}

/// Letters of a card's text where nobody wrote a dek.
const CARD_DEK: usize = 130;

/// What a card says under the headline: the dek, or the first words of the story.
fn card_dek(head: &Head) -> String {
    match &head.dek {
        Some(dek) => dek.words.clone(),
        None => summary::cut_to(&head.summary, CARD_DEK),
    }
}

/// The visible label of a story's kind; news has none.
pub(super) fn label(story: &Story, language: &Language) -> Option<String> {
    let kind = story.article.head.kind;
    (kind != crate::article::Kind::News).then(|| language.word(&format!("kind-{}", kind.name()), &[]).into_owned())
}

/// The label that stands beside a kicker; one that only says the same again is left out.
pub(super) fn label_beside(kicker: &str, story: &Story, language: &Language) -> Option<String> {
    // What somebody paid for says so whatever stands beside it.
    let sponsored = story.article.head.kind == crate::article::Kind::Sponsored;
    label(story, language).filter(|label| sponsored || !says_the_same(kicker, label))
}

/// Whether two words are one, or the plural of one: "Obituaries", "Obituary".
fn says_the_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim().to_lowercase(), b.trim().to_lowercase());
    let (long, short) = if a.chars().count() < b.chars().count() { (&b, &a) } else { (&a, &b) };
    let (most, least) = (long.chars().count(), short.chars().count());
    let stem: String = short.chars().take(least.saturating_sub(1)).collect();
    a == b || (least >= 5 && most - least <= 2 && long.starts_with(&stem))
}

/// What a preview says about something that is not out.
pub(super) fn mark_words(room: &Room<'_>, mark: Mark, language: &Language) -> String {
    let id = match mark.why {
        Why::Draft => "draft",
        Why::Scheduled => "scheduled",
        Why::Embargoed => "embargoed",
        Why::Expired | Why::Withdrawn => "withdrawn",
    };
    match mark.due {
        Some(due) => {
            let date = language.date(&due.to_zoned_datetime(room.config.zone.clone()), DateForm::DayTime);
            language.word(&format!("{id}-until"), &[("date", Arg::Text(&date))]).into_owned()
        }
        None => language.word(id, &[]).into_owned(),
    }
}

/// The step of the type scale: long headlines are set smaller. A Chinese letter takes the place of two.
pub(super) fn headline_size(words: &str) -> &'static str {
    let wide = |letter: &str| 1 + usize::from(letter.starts_with(crate::language::is_wide));
    match if words.is_ascii() { words.len() } else { words.graphemes(true).map(wide).sum() } {
        0..=60 => "s",
        61..=100 => "m",
        _ => "l",
    }
}

/// Hash of a view, from its compact form, which each of this program has.
fn digest(view: &impl Serialize) -> Digest {
    postcard::to_stdvec(view).map(Digest::of).unwrap_or_default()
}
