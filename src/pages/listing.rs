//! Lists of stories by day: section fronts, and every other list that looks the same.
//!
//! Pages are numbered from the oldest, so that a full page never changes when a story is added: the newest page stands
//! at the list's own address, page N of the others at `p/N/` beneath it.

use serde::Serialize;

use super::view::{self, Card, DateView, Kicked, Named, PageView};
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::{Edition, StoryId};
use crate::language::Language;
use crate::output::Turn;
use crate::permalink::Permalink;

/// A front for every section.
pub(super) const SECTIONS: Row = Row { kind: "section", turn: Turn::Index, plan: plan_sections, render: render_section };

fn plan_sections(edition: &Edition) -> Vec<(Permalink, Key)> {
    edition
        .sections
        .iter()
        .enumerate()
        .flat_map(|(index, section)| paginate(&section.link, section.stories.len(), edition.config.paginate_by, index))
        .collect()
}

/// The pages of a list of `count` stories.
pub(super) fn paginate(link: &Permalink, count: usize, by: usize, index: usize) -> impl Iterator<Item = (Permalink, Key)> {
    let pages = page_count(count, by);
    let link = link.clone();
    (1..=pages).rev().map(move |number| (page_link(&link, number, pages), Key { index, number }))
}

fn page_count(count: usize, by: usize) -> usize {
    count.div_ceil(by).max(1)
}

fn page_link(link: &Permalink, number: usize, pages: usize) -> Permalink {
    if number == pages { link.clone() } else { link.child("p").child(&number.to_string()) }
}

/// The stories of page `number`, newest first; `stories` is the whole list, newest first.
fn page_stories(stories: &[StoryId], number: usize, by: usize) -> &[StoryId] {
    let oldest_first = (number - 1) * by;
    let end = stories.len().saturating_sub(oldest_first);
    let start = stories.len().saturating_sub(oldest_first + by);
    &stories[start..end]
}

/// What a list page shows.
#[derive(Serialize)]
pub(super) struct ListingView {
    title: String,
    dek: Option<String>,
    feed_url: Option<String>,
    days: Vec<DayView>,
    pager: Option<Pager>,
    profile: Option<()>,
    children: Vec<Named>,
}

#[derive(Serialize)]
struct DayView {
    date: Option<DateView>,
    cards: Vec<Card>,
}

#[derive(Serialize)]
struct Pager {
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

fn render_section(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let edition = room.edition;
    let language = view::paper_language(room);
    let section = &edition.sections[page.key.index];
    let linker = section.front.as_ref().map(|front| super::links::Linker::new(room, &section.link, &front.path));
    let front = section.front.as_ref().map(|front| &front.head);
    let listing = ListingView {
        title: section.name.clone(),
        dek: front.and_then(|head| head.dek.as_ref()).and_then(|dek| linker.as_ref().map(|linker| linker.fill(&dek.markup))),
        feed_url: super::feed::of_page(edition, page).map(|feeds| feeds[0].url.clone()),
        days: days(room, page_stories(&section.stories, page.key.number, edition.config.paginate_by), &language, Kicked::ByTopic),
        pager: pager(edition, &section.link, section.stories.len(), page.key.number),
        profile: None,
        children: section.children.iter().map(|child| view::section_link(edition, *child)).collect(),
    };
    let mut view = PageView::new(room, page, &section.name).in_section(edition, page.key.index);
    view.description = front.map(|head| head.summary.clone()).filter(|summary| !summary.is_empty());
    turn_pages(edition, &section.link, section.stories.len(), page.key.number, &mut view);
    view::render(room, "section.html", &language, Some(page.key.index), &view, "listing", &listing)
}

/// Stories grouped by the day they were published, on the paper's clocks.
fn days(room: &Room<'_>, stories: &[StoryId], language: &Language, kicked: Kicked) -> Vec<DayView> {
    let zone = &room.edition.config.zone;
    let day = |id: StoryId| room.edition.story(id).article.head.date.map(|moment| moment.in_zone(zone).date());
    stories
        .chunk_by(|a, b| day(*a) == day(*b))
        .map(|group| DayView {
            date: room
                .edition
                .story(group[0])
                .article
                .head
                .date
                .map(|moment| DateView::new(room, crate::clock::Moment { precision: crate::clock::Precision::Day, ..moment }, language)),
            cards: group.iter().map(|id| Card::new(room, *id, language, kicked)).collect(),
        })
        .collect()
}

/// The links to other pages: the first, the last, and those around this one.
fn pager(edition: &Edition, link: &Permalink, count: usize, number: usize) -> Option<Pager> {
    let pages = page_count(count, edition.config.paginate_by);
    if pages < 2 {
        return None;
    }
    let url = |number: usize| edition.config.base.url(&page_link(link, number, pages));
    let mut links: Vec<PageLink> = Vec::new();
    let mut last = pages + 1;
    for n in (1..=pages).rev().filter(|n| *n == 1 || *n == pages || n.abs_diff(number) <= 2) {
        if last > n + 1 {
            links.push(PageLink { number: None, url: None, current: false });
        }
        links.push(PageLink { number: Some(n), url: Some(url(n)), current: n == number });
        last = n;
    }
    Some(Pager { pages: links, newer: (number < pages).then(|| url(number + 1)), older: (number > 1).then(|| url(number - 1)) })
}

/// Tells machines which page comes before and after, and people which page of a list they are on.
fn turn_pages(edition: &Edition, link: &Permalink, count: usize, number: usize, view: &mut PageView) {
    let pages = page_count(count, edition.config.paginate_by);
    let absolute = |number: usize| edition.config.base.absolute(&page_link(link, number, pages));
    view.prev = (number < pages).then(|| absolute(number + 1));
    view.next = (number > 1).then(|| absolute(number - 1));
    if number < pages {
        let language = Language::of(&edition.config.language).language;
        let word = language.word("page-number", &[("number", crate::language::Arg::Number(number as u64))]).into_owned();
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
    fn every_story_stands_on_one_page_and_full_pages_stay() {
        let list: Vec<StoryId> = (0..13).collect();
        let pages: Vec<&[StoryId]> = (1..=page_count(13, 4)).map(|number| page_stories(&list, number, 4)).collect();
        assert_eq!(pages, [&[9, 10, 11, 12][..], &[5, 6, 7, 8], &[1, 2, 3, 4], &[0]]);
        assert_eq!(page_count(0, 4), 1);
        assert_eq!(page_count(12, 4), 3);
        let links: Vec<String> = paginate(&Permalink::folder(["city"]), 13, 4, 0).map(|(link, _)| link.to_string()).collect();
        assert_eq!(links, ["/city/", "/city/p/3/", "/city/p/2/", "/city/p/1/"]);
    }
}
