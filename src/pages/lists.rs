//! Lists of stories that are printed in pages, and that have feeds.
//!
//! Pages are numbered from the oldest, so that a full page never changes when a story is added: the newest page stands at the
//! list's own address, page N of the others at `p/N/` beneath it.

use std::borrow::Cow;
use std::ops::Range;

use crate::edition::{Edition, StoryId};
use crate::permalink::Permalink;

/// A list of an edition, by its index among those of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListOf {
    /// All stories.
    Paper,
    /// A section.
    Section(usize),
    /// A topic.
    Topic(usize),
    /// An author.
    Author(usize),
    /// A series.
    Series(usize),
    /// A month.
    Month(usize),
}

impl ListOf {
    /// Every list of an edition.
    pub(super) fn all(edition: &Edition) -> impl Iterator<Item = ListOf> + use<'_> {
        std::iter::once(ListOf::Paper)
            .chain((0..edition.sections.len()).map(ListOf::Section))
            .chain((0..edition.topics.len()).map(ListOf::Topic))
            .chain((0..edition.authors.len()).map(ListOf::Author))
            .chain((0..edition.series.len()).map(ListOf::Series))
            .chain((0..edition.months.len()).map(ListOf::Month))
    }

    /// Its address.
    pub(super) fn link(self, edition: &Edition) -> Cow<'_, Permalink> {
        Cow::Borrowed(match self {
            ListOf::Paper => return Cow::Owned(super::latest::link(edition)),
            ListOf::Section(section) => &edition.sections[section].about.link,
            ListOf::Topic(topic) => &edition.topics[topic].about.link,
            ListOf::Author(author) => &edition.authors[author].about.link,
            ListOf::Series(series) => &edition.series[series].about.link,
            ListOf::Month(month) => &edition.months[month].link,
        })
    }

    /// Its stories, newest first; those of a series oldest first. None for the whole paper, which has all of them.
    pub(super) fn stories(self, edition: &Edition) -> Option<&[StoryId]> {
        Some(match self {
            ListOf::Paper => return None,
            ListOf::Section(section) => &edition.sections[section].stories,
            ListOf::Topic(topic) => &edition.topics[topic].stories,
            ListOf::Author(author) => &edition.authors[author].stories,
            ListOf::Series(series) => &edition.series[series].stories,
            ListOf::Month(month) => &edition.months[month].stories,
        })
    }
}

/// A page of a list.
pub(super) struct Spread<'e> {
    /// Its stories, in the list's order.
    pub(super) stories: Cow<'e, [StoryId]>,
    /// The links between the pages of the list.
    pub(super) turns: Turns,
    /// Whether the list has so few stories that its page is no use to those who search.
    pub(super) thin: bool,
}

/// Lists with fewer stories than this are thin.
const THIN: usize = 3;

impl<'e> Spread<'e> {
    /// Page `number` of a list, from 1 for the oldest. A series has one page, whatever its length.
    pub(super) fn of(edition: &'e Edition, list: ListOf, number: usize) -> Self {
        let by = edition.config.paginate_by;
        let all = list.stories(edition);
        let count = all.map_or(edition.stories.len(), <[StoryId]>::len);
        let (range, turns) = match list {
            ListOf::Series(_) => (0..count, Turns::default()),
            _ => (page_range(count, number, by), Turns::of(&list.link(edition), count, number, by)),
        };
        let stories = match all {
            Some(stories) => Cow::Borrowed(&stories[range]),
            None => Cow::Owned(range.collect()),
        };
        Spread { stories, turns, thin: count < THIN }
    }
}

/// Where the other pages of a list are, as one of its pages links to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Turns {
    /// The newest, the oldest, and those around this one; none for a list of one page. The newest has no number: it is
    /// another with each page that fills, and full pages do not change with it.
    pub(super) pages: Vec<(Shown, Option<Permalink>)>,
    /// The number of this page, unless it is the newest.
    pub(super) number: Option<usize>,
    /// The next newer page.
    pub(super) newer: Option<Permalink>,
    /// The next older page.
    pub(super) older: Option<Permalink>,
}

impl Turns {
    /// Those of page `number` of a list of `count` entries at `link`.
    pub(super) fn of(link: &Permalink, count: usize, number: usize, by: usize) -> Self {
        let pages = page_count(count, by);
        if pages < 2 {
            return Turns::default();
        }
        let at = |number: usize| page_link(link, number, pages);
        let shown = numbers(pages, number).into_iter().map(|shown| {
            let link = match shown {
                Shown::Newest => Some(at(pages)),
                Shown::Gap => None,
                Shown::Page { number, .. } => Some(at(number)),
            };
            (shown, link)
        });
        Turns {
            pages: shown.collect(),
            number: (number < pages).then_some(number),
            newer: (number < pages).then(|| at(number + 1)),
            older: (number > 1).then(|| at(number - 1)),
        }
    }
}

/// What a page shows of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shown {
    /// The newest.
    Newest,
    /// Pages that are left out.
    Gap,
    /// A page by its number.
    Page {
        /// From 1.
        number: usize,
        /// Whether it is this one.
        current: bool,
    },
}

/// The pages of a list of `count` entries: where each is, and its number.
pub(super) fn paginate(link: &Permalink, count: usize, by: usize) -> impl Iterator<Item = (Permalink, usize)> {
    let pages = page_count(count, by);
    (1..=pages).rev().map(move |number| (page_link(link, number, pages), number))
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

/// What one of `pages` pages shows of the others, in order.
fn numbers(pages: usize, own: usize) -> Vec<Shown> {
    let mut shown = Vec::new();
    let mut last = pages + 1;
    if own < pages {
        shown.push(Shown::Newest);
        last = pages;
    }
    let near = own.saturating_sub(2)..=own + 2;
    for number in near.rev().chain(std::iter::once(1)).filter(|number| (1..last).contains(number)).collect::<Vec<_>>() {
        if number >= last {
            continue;
        }
        if last > number + 1 {
            shown.push(Shown::Gap);
        }
        shown.push(Shown::Page { number, current: number == own });
        last = number;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `+` for the newest, `…` for a gap, `*` after the page itself.
    fn shown(pages: usize, number: usize) -> String {
        let text = |shown: Shown| match shown {
            Shown::Newest => "+".to_owned(),
            Shown::Gap => "…".to_owned(),
            Shown::Page { number, current } => format!("{number}{}", if current { "*" } else { "" }),
        };
        numbers(pages, number).into_iter().map(text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pagers_of_full_pages_stay() {
        assert_eq!(shown(9, 9), "9* 8 7 … 1");
        assert_eq!(shown(9, 8), "+ 8* 7 6 … 1");
        assert_eq!(shown(9, 4), "+ … 6 5 4* 3 2 1");
        assert_eq!(shown(2, 1), "+ 1*");
        assert_eq!((shown(2, 2), shown(1, 1)), ("2* 1".to_owned(), "1*".to_owned()));
        let link = Permalink::folder(["city"]);
        for count in 4..160 {
            let turns = |count: usize, number: usize| Turns::of(&link, count, number, 4);
            let pages = page_count(count, 4);
            let changed = (1..=pages).filter(|number| turns(count, *number) != turns(count + 1, *number));
            assert!(changed.count() <= 4, "{count}");
        }
    }

    #[test]
    fn every_story_stands_on_one_page_and_full_pages_stay() {
        let pages: Vec<Range<usize>> = (1..=page_count(13, 4)).map(|number| page_range(13, number, 4)).collect();
        assert_eq!(pages, [9..13, 5..9, 1..5, 0..1]);
        assert_eq!((page_count(0, 4), page_range(0, 1, 4)), (1, 0..0));
        assert_eq!(page_count(12, 4), 3);
        let links: Vec<String> = paginate(&Permalink::folder(["city"]), 13, 4).map(|(link, _)| link.to_string()).collect();
        assert_eq!(links, ["/city/", "/city/p/3/", "/city/p/2/", "/city/p/1/"]);
    }
}
