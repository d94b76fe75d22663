//! The archive: all years, the months of a year, the stories of a month.

use serde::Serialize;

use super::forme::{Forme, Sheet};
use super::listing::{self, Extras, List};
use super::view::{self, Kicked, PageView};
use super::{Copies, Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::archive::year_link;
use crate::edition::own_lists;
use crate::edition::{Edition, Month};
use crate::language::{DateForm, Language};
use crate::output::Turn;
use crate::permalink::Permalink;

/// The stories of a month.
pub(super) const MONTHS: Row = Row { kind: "archive", turn: Turn::Index, plan: plan_months, copy: Copies::NoStory, make_up: make_up_month };

/// All years, and each year.
pub(super) const YEARS: Row = Row { kind: "archive", turn: Turn::Index, plan: plan_years, copy: Copies::NoStory, make_up: make_up_years };

/// The address of the archive, if it is printed.
pub(super) fn index(edition: &Edition) -> Option<Permalink> {
    (!edition.months.is_empty()).then(|| own_lists::archive(&edition.sections))
}

fn plan_months(edition: &Edition) -> Vec<(Permalink, Key)> {
    let by = edition.config.paginate_by;
    edition.months.iter().enumerate().flat_map(|(index, month)| listing::paginate(&month.link, &month.stories, by, index)).collect()
}

fn make_up_month<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let month = &room.edition.months[page.key.index];
    let range = listing::page_range(month.stories.len(), page.key.number, room.edition.config.paginate_by);
    let title = month_name(room, month, DateForm::MonthYear, &view::paper_language(room));
    let list = List {
        title,
        link: &month.link,
        count: month.stories.len(),
        stories: &month.stories[range],
        kicked: Kicked::BySection,
        more: Extras::default(),
    };
    Ok(listing::make_up(room, page, list))
}

/// The month's name, from a day in it.
pub(super) fn month_name(room: &Room<'_>, month: &Month, form: DateForm, language: &Language) -> String {
    let moment = month.stories.first().and_then(|id| room.edition.story(*id).date);
    moment.map(|moment| language.date(&moment.in_zone(&room.edition.config.zone), form)).unwrap_or_default()
}

#[derive(Serialize)]
struct ArchiveView {
    title: String,
    years: Vec<YearView>,
}

#[derive(Serialize)]
struct YearView {
    name: String,
    id: String,
    url: String,
    months: Vec<MonthView>,
}

#[derive(Serialize)]
struct MonthView {
    name: String,
    url: String,
    count: usize,
}

/// Number 0 is the whole archive; the others are years by the index of their newest month.
fn plan_years(edition: &Edition) -> Vec<(Permalink, Key)> {
    let mut pages: Vec<(Permalink, Key)> = index(edition).map(|link| (link, Key::default())).into_iter().collect();
    let mut at = 0;
    for months in edition.months.chunk_by(|a, b| a.year == b.year) {
        pages.push((year_link(&own_lists::archive(&edition.sections), months[0].year), Key { index: at, number: 1, ..Key::default() }));
        at += months.len();
    }
    pages
}

fn make_up_years<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let edition = room.edition;
    let language = view::paper_language(room);
    let base = &edition.config.base;
    let months = match page.key.number {
        0 => &edition.months[..],
        _ => edition.months[page.key.index..].chunk_by(|a, b| a.year == b.year).next().unwrap_or_default(),
    };
    let years: Vec<YearView> = months
        .chunk_by(|a, b| a.year == b.year)
        .map(|months| YearView {
            name: months[0].year.to_string(),
            id: format!("year-{}", months[0].year),
            url: base.url(&year_link(&own_lists::archive(&room.edition.sections), months[0].year)),
            months: months
                .iter()
                .map(|month| MonthView {
                    name: month_name(room, month, DateForm::Month, &language),
                    url: base.url(&month.link),
                    count: month.stories.len(),
                })
                .collect(),
        })
        .collect();
    let title = if page.key.number == 0 {
        language.word("archive", &[]).into_owned()
    } else {
        years.first().map(|year| year.name.clone()).unwrap_or_default()
    };
    let view = PageView::new(room, page, &title);
    let archive = ArchiveView { title, years };
    Ok(Forme::templated(Sheet { room, template: "archive.html", language, section: None, page: view, name: "archive", view: archive }))
}
