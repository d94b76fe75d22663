//! The pages of series: every part, the first one first. A series stands on one page, because it is read through.

use super::forme::Forme;
use super::listing::{self, Extras, List};
use super::view::{self, Kicked};
use super::{Copies, Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::language::Arg;
use crate::output::Turn;
use crate::permalink::Permalink;
use crate::prose::escape;

/// A page for every series.
pub(super) const ROW: Row = Row { kind: "series", turn: Turn::Index, plan, copy: Copies::NoStory, make_up };

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    edition.series.iter().enumerate().map(|(index, series)| (series.link.clone(), Key { index, number: 1, ..Key::default() })).collect()
}

fn make_up<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let series = &room.edition.series[page.key.index];
    let language = view::paper_language(room);
    let total = series.stories.len();
    let part = |part: usize| {
        language.word("series-part", &[("part", Arg::Number(part as u64)), ("total", Arg::Number(total as u64))]).into_owned()
    };
    let more = Extras {
        parts: (1..=total).map(part).collect(),
        dek: series.intro.as_deref().map(escape),
        description: series.intro.clone(),
        ..Extras::default()
    };
    // One page, whatever its length: `count` speaks of a single one.
    let list = List { title: series.name.clone(), link: &series.link, count: 1, stories: &series.stories, kicked: Kicked::BySection, more };
    Ok(listing::make_up(room, page, list))
}
