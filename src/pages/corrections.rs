//! The ledger of corrections: everything the paper has put right, by month, newest first.

use serde::Serialize;

use super::forme::{Forme, Sheet};
use super::links::{Linker, configured};
use super::listing::{self, Pager};
use super::view::{self, DateView, PageView};
use super::{Copies, Key, Page, Room, Row, corrections_feed};
use crate::diag::Diag;
use crate::edition::{Corrected, Edition};
use crate::language::{DateForm, Language};
use crate::output::Turn;
use crate::permalink::Permalink;
use crate::prose::escape;

/// One list, which stands even when it is empty: that too is something readers may know.
pub(super) const ROW: Row = Row { kind: "corrections", turn: Turn::Index, plan, copy: Copies::NoStory, make_up };

/// Its address.
pub(super) fn link() -> Permalink {
    Permalink::folder(["corrections"])
}

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    let key = |number| Key { number, ..Key::default() };
    listing::paginate_by(&link(), edition.corrections.len(), edition.config.paginate_by, key).collect()
}

#[derive(Serialize)]
struct LedgerView {
    policy: Option<String>,
    report_url: Option<String>,
    feed_url: String,
    months: Vec<MonthView>,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct MonthView {
    title: String,
    items: Vec<ItemView>,
}

#[derive(Serialize)]
struct ItemView {
    id: String,
    title: String,
    date: Option<DateView>,
    url: String,
    headline: String,
    text: String,
    lang: Option<String>,
    dir: Option<&'static str>,
}

fn make_up<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let edition = room.edition;
    let language = view::paper_language(room);
    let count = edition.corrections.len();
    let zone = &edition.config.zone;
    let shown = &edition.corrections[listing::page_range(count, page.key.number, edition.config.paginate_by)];
    let date = |entry: &Corrected| edition.story(entry.story).article.head.corrections[entry.nth].date.map(|date| date.in_zone(zone));
    let month = |entry: &Corrected| date(entry).map(|date| (date.year(), date.month()));
    let months = shown
        .chunk_by(|a, b| month(a) == month(b))
        .map(|group| MonthView {
            title: date(&group[0])
                .map_or_else(|| language.word("undated", &[]).into_owned(), |date| language.date(&date, DateForm::MonthYear)),
            items: group.iter().map(|entry| item(room, *entry, &language)).collect(),
        })
        .collect();
    let feed_url = edition.config.base.url(&corrections_feed::link());
    let ledger = LedgerView {
        policy: policy(room, &language),
        report_url: report_url(edition),
        feed_url: feed_url.clone(),
        months,
        pager: listing::pager(edition, &link(), count, page.key.number),
    };
    let mut view = PageView::new(room, page, &language.word("corrections", &[]));
    let title = corrections_feed::title(edition, &language);
    view.feeds.insert(0, view::FeedLink { name: "RSS".to_owned(), title, url: feed_url, r#type: "application/rss+xml" });
    listing::turn_pages(edition, &link(), count, page.key.number, &mut view);
    Ok(Forme::templated(Sheet { room, template: "corrections.html", language, section: None, page: view, name: "ledger", view: ledger }))
}

fn item(room: &Room<'_>, entry: Corrected, language: &Language) -> ItemView {
    let story = room.edition.story(entry.story);
    let correction = &story.article.head.corrections[entry.nth];
    let linker = Linker::new(room, &story.link, &story.article.path);
    let (lang, dir) = view::other_language(room, &story.article, language);
    ItemView {
        id: format!("c-{}-{}", story.link.as_str().trim_matches('/').replace('/', "-"), entry.nth + 1),
        title: language.word(correction.kind, &[]).into_owned(),
        date: correction.date.map(|date| DateView::new(room, date, language)),
        url: anchor(room.edition, entry),
        headline: story.article.head.headline.html.clone(),
        text: linker.fill(&correction.text.markup),
        lang,
        dir,
    }
}

/// The notice in the story.
fn anchor(edition: &Edition, entry: Corrected) -> String {
    format!("{}#correction-{}", edition.config.base.url(&edition.story(entry.story).link), entry.nth + 1)
}

/// What the paper says about how it corrects: the dek of its policy page and a link to it; where the policy stands
/// elsewhere, the link alone.
fn policy(room: &Room<'_>, language: &Language) -> Option<String> {
    let edition = room.edition;
    let (_, address) = edition.config.policies.iter().find(|(property, _)| property == "correctionsPolicy")?;
    let url = configured(&edition.config.base, address)?;
    let own = edition.standing.iter().find(|page| edition.config.base.url(&page.link) == url);
    let (said, name) = match own {
        Some(page) => (page.article.head.dek.as_ref().map(|dek| escape(&dek.words)), page.article.head.headline.words.clone()),
        None => (None, language.word("corrections-policy", &[]).into_owned()),
    };
    let link = format!("<a href=\"{}\">{}</a>", escape(&url), escape(&name));
    Some(said.map_or_else(|| link.clone(), |said| format!("{said} {link}")))
}

/// Where readers report an error: the page for it, or the newsroom's e-mail address.
fn report_url(edition: &Edition) -> Option<String> {
    let config = &edition.config;
    let page = config
        .policies
        .iter()
        .find(|(property, _)| property == "actionableFeedbackPolicy")
        .and_then(|(_, url)| configured(&config.base, url));
    page.or_else(|| config.organisation.email.as_ref().map(|email| format!("mailto:{email}")))
}
