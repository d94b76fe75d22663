//! Lists of stories by day: one maker-up for sections, topics, authors, series, months and the latest.
//!
//! Pages are numbered from the oldest, so that a full page never changes when a story is added: the newest page stands
//! at the list's own address, page N of the others at `p/N/` beneath it. A row plans with [`paginate`], takes its
//! stories with [`page_range`], and hands a [`List`] to [`make_up`].

use std::ops::Range;

use serde::Serialize;

use super::cards::{self, InList, Listed, picture_first};
use super::forme::{Forme, Sheet};
use super::view::{self, Card, DateView, Folio, Kicked, Named, PageView, PictureView};
use super::{Key, Page, Room};
use crate::clock::{Moment, Precision};
use crate::diag::Diag;
use crate::edition::{Edition, StoryId};
use crate::language::{Arg, Language};
use crate::permalink::Permalink;

/// The pages of a list.
pub(super) fn paginate(link: &Permalink, stories: &[StoryId], by: usize, index: usize) -> impl Iterator<Item = (Permalink, Key)> {
    let newest = move |number| stories.get(page_range(stories.len(), number, by).start).copied().unwrap_or_default();
    paginate_by(link, stories.len(), by, move |number| Key { index, number, near: newest(number) })
}

/// The pages of a list of `count` entries.
pub(super) fn paginate_by(link: &Permalink, count: usize, by: usize, key: impl Fn(usize) -> Key) -> impl Iterator<Item = (Permalink, Key)> {
    let pages = page_count(count, by);
    (1..=pages).rev().map(move |number| (page_link(link, number, pages), key(number)))
}

fn page_count(count: usize, by: usize) -> usize {
    count.div_ceil(by).max(1)
}

fn page_link(link: &Permalink, number: usize, pages: usize) -> Permalink {
    if number == pages { link.clone() } else { link.child("p").child(&number.to_string()) }
}

/// Which of `count` stories, newest first, stand on page `number`.
pub(super) fn page_range(count: usize, number: usize, by: usize) -> Range<usize> {
    let older = number.saturating_sub(1) * by;
    count.saturating_sub(older + by)..count.saturating_sub(older)
}

/// A list, on one of its pages.
pub(super) struct List<'a> {
    /// Its name.
    pub(super) title: String,
    /// Its own address.
    pub(super) link: &'a Permalink,
    /// Stories on all its pages.
    pub(super) count: usize,
    /// Those of this page.
    pub(super) stories: &'a [StoryId],
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

/// Makes up one page of a list.
pub(super) fn make_up<'r>(room: &'r Room<'r>, page: &Page, list: List<'_>) -> Forme<'r> {
    make_up_with_bio(room, page, list, |_| Ok(()))
}

/// Makes up one page of a list whose profile gets its copy when it is printed.
pub(super) fn make_up_with_bio<'r>(
    room: &'r Room<'r>,
    page: &Page,
    list: List<'_>,
    bio: impl FnOnce(&mut ProfileView) -> Result<(), Diag> + 'r,
) -> Forme<'r> {
    let sheet = sheet(room, page, list);
    let language = sheet.language.clone();
    Forme::with_copy(sheet, move |listing| {
        listing.days.iter().flat_map(|day| &day.cards).try_for_each(|card| card.print(room, &language))?;
        listing.profile.as_mut().map_or(Ok(()), bio)
    })
}

fn sheet<'r>(room: &'r Room<'r>, page: &Page, list: List<'_>) -> Sheet<'r, ListingView> {
    let edition = room.edition;
    let language = view::paper_language(room);
    let more = list.more;
    // What opens the page is not shown a second time beneath.
    let opened: Vec<StoryId> = more.lead.iter().chain(&more.seconds).copied().collect();
    let mut view = PageView::new(room, page, &list.title);
    if let Some(section) = more.section {
        view = view.in_section(edition, section);
    }
    if let Some(robots) = more.robots {
        robots.clone_into(&mut view.robots);
    }
    view.description = more.description;
    // Lower ids are newer.
    view.folio = Folio::of(room, list.stories.iter().min().and_then(|id| edition.story(*id).date));
    turn_pages(edition, list.link, list.count, page.key.number, &mut view);
    let listing = ListingView {
        title: list.title,
        dek: more.dek,
        feed_url: super::feed::of_page(edition, page).map(|feeds| feeds[0].url.clone()),
        lead: more.lead.map(|id| cards::get(room, id, &language, list.kicked)),
        seconds: picture_first(more.seconds.iter().map(|id| cards::get(room, *id, &language, list.kicked)).collect()),
        days: days(room, list.stories, &more.parts, &opened, &language, list.kicked),
        pager: pager(edition, list.link, list.count, page.key.number),
        profile: more.profile,
        children: more.children,
    };
    Sheet { room, template: "section.html", language, section: more.section, page: view, name: "listing", view: listing }
}

/// Stories grouped by the day they were published, on the paper's clocks.
fn days(room: &Room<'_>, stories: &[StoryId], parts: &[String], without: &[StoryId], language: &Language, kicked: Kicked) -> Vec<DayView> {
    let zone = &room.edition.config.zone;
    let moment = |id: StoryId| room.edition.story(id).date;
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

/// The links to other pages: the newest, the oldest, and those around this one. The newest has no number: it is another with
/// each page that fills, and full pages do not change with it.
pub(super) fn pager(edition: &Edition, link: &Permalink, count: usize, number: usize) -> Option<Pager> {
    let pages = page_count(count, edition.config.paginate_by);
    if pages < 2 {
        return None;
    }
    let url = |number: usize| edition.config.base.url(&page_link(link, number, pages));
    let links = numbers(pages, number).into_iter().map(|shown| match shown {
        Shown::Newest => PageLink { number: None, url: Some(url(pages)), current: false },
        Shown::Gap => PageLink { number: None, url: None, current: false },
        Shown::Page(n) => PageLink { number: Some(n), url: Some(url(n)), current: n == number },
    });
    Some(Pager { pages: links.collect(), newer: (number < pages).then(|| url(number + 1)), older: (number > 1).then(|| url(number - 1)) })
}

/// What a pager shows for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Newest,
    Gap,
    Page(usize),
}

/// What the pager of one of `pages` pages shows, in order.
fn numbers(pages: usize, number: usize) -> Vec<Shown> {
    let mut shown = Vec::new();
    let mut last = pages + 1;
    if number < pages {
        shown.push(Shown::Newest);
        last = pages;
    }
    let near = number.saturating_sub(2)..=number + 2;
    for n in near.rev().chain(std::iter::once(1)).filter(|n| (1..last).contains(n)).collect::<Vec<_>>() {
        if n >= last {
            continue;
        }
        if last > n + 1 {
            shown.push(Shown::Gap);
        }
        shown.push(Shown::Page(n));
        last = n;
    }
    shown
}

/// Tells machines which page comes before and after, and people which page of a list they are on.
pub(super) fn turn_pages(edition: &Edition, link: &Permalink, count: usize, number: usize, view: &mut PageView) {
    let pages = page_count(count, edition.config.paginate_by);
    let absolute = |number: usize| edition.config.base.absolute(&page_link(link, number, pages));
    view.prev = (number < pages).then(|| absolute(number + 1));
    view.next = (number > 1).then(|| absolute(number - 1));
    if number < pages {
        let language = Language::of(&edition.config.language).language;
        let word = language.word("page-number", &[("number", Arg::Number(number as u64))]).into_owned();
        view.title = match view.title.rsplit_once(" | ") {
            Some((name, paper)) => format!("{name}, {word} | {paper}"),
            None => format!("{}, {word}", view.title),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pagers_of_full_pages_stay() {
        use Shown::{Gap, Newest, Page};
        assert_eq!(numbers(9, 9), [Page(9), Page(8), Page(7), Gap, Page(1)]);
        assert_eq!(numbers(9, 8), [Newest, Page(8), Page(7), Page(6), Gap, Page(1)]);
        assert_eq!(numbers(9, 4), [Newest, Gap, Page(6), Page(5), Page(4), Page(3), Page(2), Page(1)]);
        assert_eq!(numbers(2, 1), [Newest, Page(1)]);
        assert_eq!((numbers(2, 2), numbers(1, 1)), (vec![Page(2), Page(1)], vec![Page(1)]));
        for pages in 2..40 {
            let changed = (1..=pages).filter(|number| numbers(pages, *number) != numbers(pages + 1, *number));
            assert!(changed.count() <= 4, "{pages}");
        }
    }

    #[test]
    fn every_story_stands_on_one_page_and_full_pages_stay() {
        let pages: Vec<Range<usize>> = (1..=page_count(13, 4)).map(|number| page_range(13, number, 4)).collect();
        assert_eq!(pages, [9..13, 5..9, 1..5, 0..1]);
        assert_eq!((page_count(0, 4), page_range(0, 1, 4)), (1, 0..0));
        assert_eq!(page_count(12, 4), 3);
        let links: Vec<String> = paginate(&Permalink::folder(["city"]), &[0; 13], 4, 0).map(|(link, _)| link.to_string()).collect();
        assert_eq!(links, ["/city/", "/city/p/3/", "/city/p/2/", "/city/p/1/"]);
    }
}
