//! Lists of stories by day: one printer for sections, topics, authors, series, months and the latest.
//!
//! A row plans with [`plan`] and hands a [`List`] to [`print`].

use serde::Serialize;

use super::cards::{self, InList, Listed, picture_first};
use super::lists::{self, ListOf, Shown, Spread, Turns};
use super::room::Room;
use super::sheet::Sheet;
use super::view::{self, Card, DateView, Folio, Kicked, Named, PageView, PictureView};
use super::{Key, Page, feed};
use crate::clock::{Moment, Precision};
use crate::diag::Diag;
use crate::edition::{Edition, StoryId};
use crate::language::{Arg, Language};
use crate::permalink::{Base, Permalink};

/// The pages of lists, which stand in the order of their indices.
pub(super) fn plan(edition: &Edition, lists: impl IntoIterator<Item = ListOf>) -> Vec<(Permalink, Key)> {
    let by = edition.config.paginate_by;
    let pages = lists.into_iter().enumerate().flat_map(|(index, list)| {
        let (link, stories) = (list.link(edition), list.stories(edition));
        let count = stories.map_or(edition.stories.len(), <[StoryId]>::len);
        let newest = move |number| {
            let first = lists::page_range(count, number, by).start;
            stories.map_or(Some(first), |stories| stories.get(first).copied()).unwrap_or_default()
        };
        lists::paginate(&link, count, by).map(move |(link, number)| (link, Key { index, number, near: newest(number) })).collect::<Vec<_>>()
    });
    pages.collect()
}

/// A list, on one of its pages.
pub(super) struct List<'a> {
    /// Its name.
    pub(super) title: String,
    /// Which it is.
    pub(super) of: ListOf,
    /// What stands on this page.
    pub(super) spread: Spread<'a>,
    /// What the cards' kickers say.
    pub(super) kicked: Kicked,
    /// What else stands on it.
    pub(super) more: Extras,
}

/// What stands on some lists and not on others.
#[derive(Default)]
pub(super) struct Extras {
    /// Under the title, HTML.
    pub(super) dek: Option<String>,
    /// For descriptions.
    pub(super) description: Option<String>,
    /// Smaller lists inside this one.
    pub(super) children: Vec<Named>,
    /// Whose list it is.
    pub(super) profile: Option<ProfileView>,
    /// The section whose colour it has.
    pub(super) section: Option<usize>,
    /// What machines may do with it, where it is not the usual.
    pub(super) robots: Option<&'static str>,
    /// Over the kickers of the stories, in their order.
    pub(super) parts: Vec<String>,
    /// The story that opens the newest page.
    pub(super) lead: Option<StoryId>,
    /// The next ones.
    pub(super) seconds: Vec<StoryId>,
}

/// What a list page shows.
#[derive(Serialize)]
struct ListingView {
    title: String,
    dek: Option<String>,
    feed_url: Option<String>,
    lead: Option<Listed>,
    seconds: Vec<Listed>,
    days: Vec<DayView>,
    pager: Option<Pager>,
    profile: Option<ProfileView>,
    children: Vec<Named>,
}

/// An author, as their page shows them.
#[derive(Serialize)]
pub(super) struct ProfileView {
    pub(super) picture: Option<PictureView>,
    pub(super) role: Option<String>,
    pub(super) bio: Option<String>,
    pub(super) links: Vec<Named>,
}

#[derive(Serialize)]
struct DayView {
    date: Option<DateView>,
    cards: Vec<InList>,
}

/// The links between the pages of a list.
#[derive(Serialize)]
pub(super) struct Pager {
    pages: Vec<PageLink>,
    newer: Option<String>,
    older: Option<String>,
}

#[derive(Serialize)]
struct PageLink {
    number: Option<usize>,
    url: Option<String>,
    current: bool,
}

/// Prints one page of a list.
pub(super) fn print(room: &Room<'_>, page: &Page, list: List<'_>) -> Result<Vec<u8>, Diag> {
    let language = view::paper_language(room);
    let List { title, of, spread, kicked, more } = list;
    // What opens the page is not shown a second time beneath.
    let opened: Vec<StoryId> = more.lead.iter().chain(&more.seconds).copied().collect();
    let mut view = PageView::new(room, page, &title);
    if let Some(section) = more.section {
        view = view.in_section(room, section);
    }
    if let Some(robots) = more.robots {
        robots.clone_into(&mut view.robots);
    }
    view.description = more.description;
    // Lower ids are newer.
    view.folio = Folio::of(room, spread.stories.iter().min().and_then(|id| room.story(*id).date));
    turn_pages(room, &spread.turns, &mut view);
    let days = days(room, &spread.stories, &more.parts, &opened, &language, kicked);
    days.iter().flat_map(|day| &day.cards).try_for_each(|card| card.print(room, &language))?;
    let listing = ListingView {
        title,
        dek: more.dek,
        feed_url: feed::of_list(room, of).map(|feeds| feeds[0].url.clone()),
        lead: more.lead.map(|id| cards::get(room, id, &language, kicked)),
        seconds: picture_first(more.seconds.iter().map(|id| cards::get(room, *id, &language, kicked)).collect()),
        days,
        pager: pager(&room.config.base, &spread.turns),
        profile: more.profile,
        children: more.children,
    };
    Sheet { template: "section.html", language, section: more.section, page: view, name: "listing", view: listing }.print(room)
}

/// Stories grouped by the day they were published, on the paper's clocks.
fn days(room: &Room<'_>, stories: &[StoryId], parts: &[String], without: &[StoryId], language: &Language, kicked: Kicked) -> Vec<DayView> {
    let zone = &room.config.zone;
    let moment = |id: StoryId| room.story(id).date;
    let shown = stories.iter().copied().enumerate().filter(|(_, id)| !without.contains(id));
    let shown: Vec<(Option<jiff::civil::Date>, usize, StoryId)> =
        shown.map(|(nth, id)| (moment(id).map(|moment| moment.in_zone(zone).date()), nth, id)).collect();
    let card = |nth: usize, id: StoryId| {
        let card = cards::get(room, id, language, kicked);
        InList(match parts.get(nth) {
            Some(part) => Card { kicker: Some(view::Kicker { text: part.clone(), url: None }), ..Card::clone(&card) }.into(),
            None => card,
        })
    };
    shown
        .chunk_by(|(a, ..), (b, ..)| a == b)
        .map(|group| DayView {
            date: moment(group[0].2).map(|moment| DateView::new(room, Moment { precision: Precision::Day, ..moment }, language)),
            cards: group.iter().map(|(_, nth, id)| card(*nth, *id)).collect(),
        })
        .collect()
}

/// The links to other pages; none where there are none.
pub(super) fn pager(base: &Base, turns: &Turns) -> Option<Pager> {
    let url = |link: &Permalink| base.url(link);
    let links = turns.pages.iter().map(|(shown, link)| {
        let (number, current) = match shown {
            Shown::Newest | Shown::Gap => (None, false),
            Shown::Page { number, current } => (Some(*number), *current),
        };
        PageLink { number, url: link.as_ref().map(url), current }
    });
    let pager = || Pager { pages: links.collect(), newer: turns.newer.as_ref().map(url), older: turns.older.as_ref().map(url) };
    (!turns.pages.is_empty()).then(pager)
}

/// Tells machines which page comes before and after, and people which page of a list they are on.
pub(super) fn turn_pages(room: &Room<'_>, turns: &Turns, view: &mut PageView) {
    let absolute = |link: &Permalink| room.config.base.absolute(link);
    view.prev = turns.newer.as_ref().map(absolute);
    view.next = turns.older.as_ref().map(absolute);
    if let Some(number) = turns.number {
        let word = view::paper_language(room).word("page-number", &[("number", Arg::Number(number as u64))]).into_owned();
        view.title = match view.title.rsplit_once(" | ") {
            Some((name, paper)) => format!("{name}, {word} | {paper}"),
            None => format!("{}, {word}", view.title),
        };
    }
}
