//! The page of a story.

use jiff::{Span, ZonedDateTime};
use serde::Serialize;

use super::body::{self, ItemView};
use super::cards::{self, Listed};
use super::links::Linker;
use super::room::Part;
use super::sheet::{Sheet, failed_for};
use super::view::{self, DateView, Folio, Kicked, Kicker, Named, PageView, PictureView};
use super::{Key, Page, Room, Row, meta};
use crate::article::{Article, Credit, Head, Reference, Takeaways};
use crate::clock::Moment;
use crate::diag::Diag;
use crate::edition::{Edition, Story, StoryId};
use crate::language::{Arg, DateForm, Language};
use crate::output::Turn;
use crate::prose::{self, escape};

/// One page for each story.
pub(super) const ROW: Row = Row { kind: "article", turn: Turn::Page, plan, print };

fn plan(edition: &Edition) -> Vec<(crate::permalink::Permalink, Key)> {
    edition.stories.iter().enumerate().map(|(index, story)| (story.link.clone(), Key { index, number: 0, near: index })).collect()
}

#[derive(Serialize)]
struct ArticleView<'a> {
    url: String,
    headline: &'a str,
    headline_plain: &'a str,
    size: &'static str,
    dek: Option<String>,
    kicker: Option<Kicker>,
    label: Option<String>,
    sponsored: bool,
    kind: &'static str,
    authors: Vec<AuthorView>,
    byline: Option<String>,
    published: Option<DateView>,
    updated: Option<DateView>,
    corrected: Option<Corrected>,
    archive_flag: Option<String>,
    picture: Option<PictureView>,
    takeaways: Option<TakeawaysView<'a>>,
    body: String,
    corrections: Vec<CorrectionView>,
    sources: Vec<SourceView<'a>>,
    topics: Vec<Named>,
    series: Option<SeriesView>,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    more: Option<More>,
    words: usize,
    minutes: usize,
    reading_time: Option<String>,
    state_marks: Vec<String>,
    source_url: String,
    text_url: Option<String>,
}

#[derive(Serialize)]
struct AuthorView {
    name: String,
    url: Option<String>,
    role: Option<String>,
    bio: Option<String>,
    picture: Option<PictureView>,
}

#[derive(Serialize)]
struct Corrected {
    text: String,
    anchor: String,
}

#[derive(Serialize)]
struct TakeawaysView<'a> {
    title: String,
    items: Vec<ItemView<'a>>,
}

/// A correction.
#[derive(Serialize)]
pub(super) struct CorrectionView {
    id: String,
    kind: &'static str,
    pub(super) title: String,
    pub(super) date: Option<DateView>,
    pub(super) text: String,
}

/// Where a fact comes from.
#[derive(Serialize)]
pub(super) struct SourceView<'a> {
    pub(super) title: &'a str,
    pub(super) url: Option<&'a str>,
}

#[derive(Serialize)]
struct SeriesView {
    name: String,
    url: String,
    part: usize,
    total: usize,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
}

#[derive(Serialize)]
struct Neighbour {
    headline: String,
    url: String,
    lang: Option<String>,
    dir: Option<&'static str>,
}

#[derive(Serialize)]
struct More {
    title: String,
    mixed: bool,
    cards: Vec<Listed>,
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let story = room.whole_story(page.key.index);
    let head = &story.article.head;
    let language = view::article_language(room, &story.article);
    let mut view = PageView::new(room, page, head.seo_headline.as_deref().unwrap_or(&head.headline.words)).in_section(room, story.section);
    view.folio = Folio::of(room, story.date);
    view.description = Some(head.summary.clone()).filter(|summary| !summary.is_empty());
    view.meta = meta::story(room, story, &view);
    if let Some(expires) = head.expires {
        view.robots.push_str(&format!(", unavailable_after: {}", crate::clock::rfc3339(expires.at, &room.config.zone)));
    }
    if story.mark.is_some() {
        "noindex".clone_into(&mut view.robots);
    }
    let article = article_view(room, page.key.index, &language).map_err(failed_for(&story.article.path))?;
    let template = head.template.as_deref().and_then(|name| room.template_named(name)).unwrap_or("article.html");
    let sheet = Sheet { template, language, section: Some(story.section), page: view, name: "article", view: article };
    sheet.print(room).map_err(failed_for(&story.article.path))
}

/// Minutes from which on a story says how long it is.
const LONG_READ: usize = 6;

fn article_view<'a>(room: &'a Room<'_>, id: StoryId, language: &Language) -> Result<ArticleView<'a>, Diag> {
    let story = room.whole_story(id);
    let base = &room.config.base;
    let head = &story.article.head;
    let linker = Linker::new(room, &story.link, &story.article.path);
    let date = |moment: Moment| DateView::new(room, moment, language);
    let section = room.section(story.section);
    let neighbour = |id: StoryId| {
        let story = room.story(id);
        let (lang, dir) = view::other_language(room, &story.article, language);
        Neighbour { headline: story.article.head.headline.html.clone(), url: base.url(&story.link), lang, dir }
    };
    let corrected = head
        .corrections
        .iter()
        .enumerate()
        .filter(|(_, correction)| correction.kind == "correction")
        .filter_map(|(nth, correction)| {
            let at = correction.date?.in_zone(&room.config.zone);
            let when = language.date(&at, DateForm::Day);
            Some(Corrected {
                text: language.word("corrected-on", &[("date", Arg::Text(&when))]).into_owned(),
                anchor: format!("correction-{}", nth + 1),
            })
        })
        .next_back();
    let kicker = match &head.kicker {
        Some(text) => Kicker { text: text.clone(), url: None },
        None => Kicker { text: section.name.to_owned(), url: Some(base.url(section.link)) },
    };
    let related = room.related(id);
    let (previous, next) = room.beside(id);
    // What is linked under "More" is not linked again.
    let beside = |id: Option<StoryId>| id.filter(|id| !related.contains(id)).map(neighbour);
    Ok(ArticleView {
        url: base.url(&story.link),
        headline: &head.headline.html,
        headline_plain: &head.headline.words,
        size: view::headline_size(&head.headline.words),
        dek: head.dek.as_ref().map(|dek| linker.fill(&dek.markup)),
        label: view::label_beside(&kicker.text, story, language),
        kicker: Some(kicker),
        sponsored: head.kind == crate::article::Kind::Sponsored,
        kind: head.kind.name(),
        authors: story.authors.iter().zip(&head.authors).map(|(author, credit)| author_view(room, *author, credit)).collect(),
        byline: byline(story, language, |author, name| {
            let name = format!("<bdi>{}</bdi>", escape(name));
            format!("<a rel=\"author\" href=\"{}\">{name}</a>", escape(&base.url(&room.author(author).link)))
        }),
        published: head.date.map(date),
        updated: updated(head).map(date),
        corrected,
        archive_flag: archive_flag(room, story, language),
        picture: head.image.as_ref().filter(|image| linker.shows(&image.src)).map(|image| PictureView::new(image, &linker)),
        takeaways: head
            .takeaways
            .as_ref()
            .filter(|takeaways| body::box_on_top(takeaways, room))
            .map(|takeaways| takeaways_view(takeaways, &linker, language)),
        body: body::render(&story.article, &linker, language)?,
        corrections: corrections(room, &story.article, &linker, language),
        sources: sources(&story.article, &linker),
        topics: story
            .topics
            .iter()
            .map(|topic| room.topic(*topic))
            .map(|topic| Named { name: topic.name.clone(), url: base.url(&topic.link) })
            .collect(),
        series: room.part(id).map(|Part { series, number: part, total, previous, next }| {
            let (previous, next) = (previous.map(neighbour), next.map(neighbour));
            SeriesView { name: series.name.clone(), url: base.url(&series.link), part, total, previous, next }
        }),
        previous: beside(previous),
        next: beside(next),
        more: (!related.is_empty()).then(|| {
            let at_home = related.iter().all(|other| room.is_within(room.story(*other).section, story.section));
            let (title, kicked) = if at_home {
                (language.word("more-in", &[("section", Arg::Text(section.name))]), Kicked::ByTopic)
            } else {
                (language.word("related-stories", &[]), Kicked::BySection)
            };
            More {
                title: title.into_owned(),
                mixed: !at_home,
                cards: related.iter().map(|id| cards::get(room, *id, language, kicked)).collect(),
            }
        }),
        words: head.words,
        minutes: head.minutes,
        reading_time: (head.minutes >= LONG_READ)
            .then(|| language.word("reading-time", &[("minutes", Arg::Number(head.minutes as u64))]).into_owned()),
        state_marks: story.mark.iter().map(|mark| view::mark_words(room, *mark, language)).collect(),
        source_url: base.absolute(&story.link),
        text_url: super::text::link(room.config, &story.link).map(|link| base.url(&link)),
    })
}

/// When the story last changed, where that was after it was published.
pub(super) fn updated(head: &Head) -> Option<Moment> {
    head.updated.filter(|updated| head.date.is_none_or(|published| updated.at > published.at))
}

/// The corrections of a story, oldest first.
pub(super) fn corrections(room: &Room<'_>, article: &Article, linker: &Linker<'_, '_>, language: &Language) -> Vec<CorrectionView> {
    let corrections = article.head.corrections.iter().enumerate().map(|(nth, correction)| CorrectionView {
        id: format!("correction-{}", nth + 1),
        kind: correction.kind,
        title: language.word(correction.kind, &[]).into_owned(),
        date: correction.date.map(|date| DateView::new(room, date, language)),
        text: linker.fill(&correction.text.markup),
    });
    corrections.collect()
}

/// The sources of a story. One that has no other name than the address of what is held back is left out.
pub(super) fn sources<'a>(article: &'a Article, linker: &Linker<'_, '_>) -> Vec<SourceView<'a>> {
    let source = |source: &'a Reference| {
        let address = source.url.as_deref().unwrap_or(&source.title);
        let withheld = linker.withholds(address);
        let url = source.url.as_deref().filter(|_| !withheld);
        (!(withheld && prose::names(&source.title, address))).then_some(SourceView { title: &source.title, url })
    };
    article.head.sources.iter().filter_map(source).collect()
}

fn takeaways_view<'a>(takeaways: &'a Takeaways, linker: &Linker<'_, '_>, language: &Language) -> TakeawaysView<'a> {
    let title = takeaways.title.clone().unwrap_or_else(|| language.word("takeaways", &[]).into_owned());
    TakeawaysView { title, items: body::items(&takeaways.items, linker) }
}

fn author_view(room: &Room<'_>, author: usize, credit: &Credit) -> AuthorView {
    let author = room.author(author);
    let profile = author.profile.as_ref();
    let from = author.link.clone();
    let bio = profile.and_then(|profile| {
        room.copy(profile).parts.iter().find_map(|part| {
            let linker = Linker::new(room, &from, &profile.path);
            if let crate::article::Part::Paragraph { markup, .. } = part { Some(linker.fill(markup)) } else { None }
        })
    });
    let picture = profile.and_then(|profile| {
        let linker = Linker::new(room, &from, &profile.path);
        profile.head.image.as_ref().filter(|image| linker.shows(&image.src)).map(|image| PictureView::new(image, &linker))
    });
    AuthorView {
        name: credit.name.clone(),
        url: Some(room.config.base.url(&author.link)),
        role: profile.and_then(|profile| profile.head.job.clone()),
        bio,
        picture,
    }
}

/// The roles that have a word of their own, as front matter may spell them.
const ROLES: [(&str, &str); 12] = [
    ("reported", "by-reported"),
    ("reporting", "by-reported"),
    ("words", "by-words"),
    ("photos", "by-photos"),
    ("video", "by-video"),
    ("graphics", "by-graphics"),
    ("data", "by-data"),
    ("translated", "by-translated"),
    ("edited", "by-edited"),
    ("editing", "by-edited"),
    ("fact-checked", "by-fact-checked"),
    ("additional-reporting", "by-additional-reporting"),
];

/// The word for somebody's part in a story: `by`, unless their role has a word of its own.
pub(super) fn role_word(credit: &Credit) -> &'static str {
    let role = credit.role.as_deref().map(|role| role.to_lowercase().replace([' ', '_'], "-"));
    role.as_deref().and_then(|role| ROLES.iter().find(|(name, _)| *name == role)).map_or("by", |(_, id)| id)
}

/// `By A and B · Photos by C`: authors of one role together, in the order of their first name.
/// `sign` writes the name of an author of the edition as HTML.
pub(super) fn byline(story: &Story, language: &Language, sign: impl Fn(usize, &str) -> String) -> Option<String> {
    if let Some(words) = &story.article.head.byline {
        let mut line = escape(words);
        let people = story.authors.iter().zip(&story.article.head.authors);
        for (author, credit) in people {
            line = line.replacen(&escape(&credit.name), &sign(*author, &credit.name), 1);
        }
        return Some(language.word("by", &[("names", Arg::Text(&line))]).into_owned());
    }
    let mut groups: Vec<(&'static str, Vec<Signed>)> = Vec::new();
    for (author, credit) in story.authors.iter().zip(&story.article.head.authors) {
        let id = role_word(credit);
        let name = sign(*author, &credit.name);
        // A job that is no part in the work stands after the name.
        let job = credit.role.as_deref().filter(|_| id == "by").map(escape);
        match groups.iter_mut().find(|(known, _)| *known == id) {
            Some((_, signed)) => signed.push(Signed { name, job }),
            None => groups.push((id, vec![Signed { name, job }])),
        }
    }
    let lines: Vec<String> = groups
        .iter()
        .map(|(id, signed)| {
            let count = signed.len();
            let names: Vec<String> = signed.iter().enumerate().map(|(nth, signed)| signed.in_list(nth, count, language)).collect();
            language.word(id, &[("names", Arg::Text(&language.list_html(&names)))]).into_owned()
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join(" · "))
}

/// A name of the byline and the job that stands with it, both HTML.
struct Signed {
    name: String,
    job: Option<String>,
}

impl Signed {
    /// How they stand in a list of `count`: the commas round a job must not be taken for those between names.
    fn in_list(&self, nth: usize, count: usize, language: &Language) -> String {
        let Some(job) = &self.job else { return self.name.clone() };
        let place = match (nth, count) {
            (_, 3..) => "among",
            (0, 2) => "first",
            _ => "last",
        };
        let args = [("name", Arg::Text(&self.name)), ("job", Arg::Text(job)), ("place", Arg::Text(place))];
        language.word("with-job", &args).into_owned()
    }
}

/// The line that says a story is old, once it is.
pub(super) fn archive_flag(room: &Room<'_>, story: &Story, language: &Language) -> Option<String> {
    let months = room.config.archive_after_months;
    let date = story.date?.in_zone(&room.config.zone);
    // Old from the beginning of the day on; what would be old after the end of time never is.
    let old = |day: ZonedDateTime| day.checked_add(Span::new().try_months(months).ok()?).ok()?.start_of_day().ok();
    let old = old(date.clone()).is_some_and(|day| room.passed(day.timestamp()));
    (months > 0 && old)
        .then(|| language.word("archive-flag", &[("year", Arg::Number(u64::try_from(date.year()).unwrap_or(0)))]).into_owned())
}
