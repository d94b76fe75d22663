//! The ledger of corrections: everything the paper has put right, by month, newest first.

use serde::Serialize;

use super::links::{Linker, configured};
use super::listing::{self, Pager};
use super::lists::{self, Turns};
use super::sheet::Sheet;
use super::view::{self, DateView, PageView};
use super::{Key, Page, Room, Row, corrections_feed};
use crate::config::Config;
use crate::diag::Diag;
use crate::edition::{Corrected, Edition};
use crate::language::{DateForm, Language};
use crate::output::Turn;
use crate::permalink::Permalink;
use crate::prose::escape;

/// One list, which stands even when it is empty: that too is something readers may know.
pub(super) const ROW: Row = Row { kind: "corrections", turn: Turn::Index, plan, print };

/// Its address.
pub(super) fn link() -> Permalink {
    Permalink::folder(["corrections"])
}

/// A page of the ledger.
pub(super) struct Leaf<'e> {
    pub(super) entries: &'e [Corrected],
    pub(super) turns: Turns,
}

/// Page `number` of the ledger, from 1 for the oldest.
pub(super) fn leaf(edition: &Edition, number: usize) -> Leaf<'_> {
    let (count, by) = (edition.corrections.len(), edition.config.paginate_by);
    Leaf { entries: &edition.corrections[lists::page_range(count, number, by)], turns: Turns::of(&link(), count, number, by) }
}

/// Every page of the ledger with its number.
pub(super) fn leaves(edition: &Edition) -> impl Iterator<Item = (usize, Leaf<'_>)> {
    let pages = lists::paginate(&link(), edition.corrections.len(), edition.config.paginate_by).count();
    (1..=pages).map(|number| (number, leaf(edition, number)))
}

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    let link = link();
    let pages = lists::paginate(&link, edition.corrections.len(), edition.config.paginate_by);
    pages.map(|(link, number)| (link, Key { number, ..Key::default() })).collect()
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

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let language = view::paper_language(room);
    let base = &room.config.base;
    let Leaf { entries, turns } = room.corrections(page.key.number);
    let date =
        |entry: &Corrected| room.story(entry.story).article.head.corrections[entry.nth].date.map(|date| date.in_zone(&room.config.zone));
    let month = |entry: &Corrected| date(entry).map(|date| (date.year(), date.month()));
    let months = entries
        .chunk_by(|a, b| month(a) == month(b))
        .map(|group| MonthView {
            title: date(&group[0])
                .map_or_else(|| language.word("undated", &[]).into_owned(), |date| language.date(&date, DateForm::MonthYear)),
            items: group.iter().map(|entry| item(room, *entry, &language)).collect(),
        })
        .collect();
    let feed_url = base.url(&corrections_feed::link());
    let ledger = LedgerView {
        policy: policy(room, &language),
        report_url: report_url(room.config),
        feed_url: feed_url.clone(),
        months,
        pager: listing::pager(base, &turns),
    };
    let mut view = PageView::new(room, page, &language.word("corrections", &[]));
    let title = corrections_feed::title(room, &language);
    view.feeds.insert(0, view::FeedLink { name: "RSS".to_owned(), title, url: feed_url, r#type: "application/rss+xml" });
    listing::turn_pages(room, &turns, &mut view);
    Sheet { template: "corrections.html", language, section: None, page: view, name: "ledger", view: ledger }.print(room)
}

fn item(room: &Room<'_>, entry: Corrected, language: &Language) -> ItemView {
    let story = room.story(entry.story);
    let correction = &story.article.head.corrections[entry.nth];
    let linker = Linker::new(room, &story.link, &story.article.path);
    let (lang, dir) = view::other_language(room, &story.article, language);
    ItemView {
        id: format!("c-{}-{}", story.link.as_str().trim_matches('/').replace('/', "-"), entry.nth + 1),
        title: language.word(correction.kind, &[]).into_owned(),
        date: correction.date.map(|date| DateView::new(room, date, language)),
        // The notice in the story.
        url: format!("{}#correction-{}", room.config.base.url(&story.link), entry.nth + 1),
        headline: story.article.head.headline.html.clone(),
        text: linker.fill(&correction.text.markup),
        lang,
        dir,
    }
}

/// What the paper says about how it corrects: the dek of its policy page and a link to it; where the policy stands
/// elsewhere, the link alone.
fn policy(room: &Room<'_>, language: &Language) -> Option<String> {
    let base = &room.config.base;
    let (_, address) = room.config.policies.iter().find(|(property, _)| property == "correctionsPolicy")?;
    let url = configured(base, address)?;
    let own = room.all_standing().iter().find(|page| base.url(&page.link) == url);
    let (said, name) = match own {
        Some(page) => (page.article.head.dek.as_ref().map(|dek| escape(&dek.words)), page.article.head.headline.words.clone()),
        None => (None, language.word("corrections-policy", &[]).into_owned()),
    };
    let link = format!("<a href=\"{}\">{}</a>", escape(&url), escape(&name));
    Some(said.map_or_else(|| link.clone(), |said| format!("{said} {link}")))
}

/// Where readers report an error: the page for it, or the newsroom's e-mail address.
fn report_url(config: &Config) -> Option<String> {
    let page = config
        .policies
        .iter()
        .find(|(property, _)| property == "actionableFeedbackPolicy")
        .and_then(|(_, url)| configured(&config.base, url));
    page.or_else(|| config.organisation.email.as_ref().map(|email| format!("mailto:{email}")))
}
