//! The pages of series: every part, the first one first. A series stands on one page, because it is read through.

use super::listing::{self, Extras, List};
use super::lists::ListOf;
use super::view::{self, Kicked};
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::language::Arg;
use crate::output::Turn;
use crate::permalink::Permalink;
use crate::prose::escape;

/// A page for every series.
pub(super) const ROW: Row = Row { kind: "series", turn: Turn::Index, plan, print };

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    edition.series.iter().enumerate().map(|(index, series)| (series.link.clone(), Key { index, number: 1, ..Key::default() })).collect()
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let of = ListOf::Series(page.key.index);
    let language = view::paper_language(room);
    let spread = room.spread(of, page.key.number);
    let total = spread.stories.len();
    let part = |part: usize| {
        language.word("series-part", &[("part", Arg::Number(part as u64)), ("total", Arg::Number(total as u64))]).into_owned()
    };
    let series = room.series(page.key.index);
    let more = Extras {
        parts: (1..=total).map(part).collect(),
        dek: series.intro.as_deref().map(escape),
        description: series.intro.clone(),
        ..Extras::default()
    };
    listing::print(room, page, List { title: series.name.clone(), of, spread, kicked: Kicked::BySection, more })
}
