//! The archive: all years, the months of a year, the stories of a month.

use jiff::civil::Date;
use serde::Serialize;

use super::listing::{self, Extras, List};
use super::lists::ListOf;
use super::sheet::Sheet;
use super::view::{self, Kicked, PageView};
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::edition::archive::year_link;
use crate::edition::own_lists;
use crate::language::{DateForm, Language};
use crate::output::Turn;
use crate::permalink::Permalink;

/// The stories of a month.
pub(super) const MONTHS: Row = Row { kind: "archive", turn: Turn::Index, plan: plan_months, print: print_month };

/// All years, and each year.
pub(super) const YEARS: Row = Row { kind: "archive", turn: Turn::Index, plan: plan_years, print: print_years };

/// The address of the archive, if it is printed.
pub(super) fn index(edition: &Edition) -> Option<Permalink> {
    (!edition.months.is_empty()).then(|| own_lists::archive(&edition.sections))
}

fn plan_months(edition: &Edition) -> Vec<(Permalink, Key)> {
    listing::plan(edition, (0..edition.months.len()).map(ListOf::Month))
}

fn print_month(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let of = ListOf::Month(page.key.index);
    let title = month_name(room, room.month(page.key.index), DateForm::MonthYear, &view::paper_language(room));
    let spread = room.spread(of, page.key.number);
    listing::print(room, page, List { title, of, spread, kicked: Kicked::BySection, more: Extras::default() })
}

/// The name of a month of a year.
pub(super) fn month_name(room: &Room<'_>, (year, month): (i16, i8), form: DateForm, language: &Language) -> String {
    let first = Date::new(year, month, 1).and_then(|day| day.to_zoned_datetime(room.config.zone.clone()));
    first.map(|first| language.date(&first, form)).unwrap_or_default()
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

fn print_years(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let language = view::paper_language(room);
    let base = &room.config.base;
    let months = match page.key.number {
        0 => room.months(),
        _ => room.year(room.month(page.key.index).0),
    };
    let years: Vec<YearView> = months
        .chunk_by(|a, b| a.year == b.year)
        .map(|months| YearView {
            name: months[0].year.to_string(),
            id: format!("year-{}", months[0].year),
            url: base.url(&year_link(&room.own_list(|edition| own_lists::archive(&edition.sections)), months[0].year)),
            months: months
                .iter()
                .map(|month| MonthView {
                    name: month_name(room, (month.year, month.month), DateForm::Month, &language),
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
    Sheet { template: "archive.html", language, section: None, page: view, name: "archive", view: archive }.print(room)
}
