//! The archive: public stories by the month they were published, on the paper's clocks.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Story, StoryId};
use crate::permalink::Permalink;

/// A month with stories.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Month {
    /// Its year.
    pub year: i16,
    /// From 1.
    pub month: i8,
    /// Its page.
    pub link: Permalink,
    /// Newest first.
    pub stories: Vec<StoryId>,
}

/// Months, newest first. What has no date stands in no month.
pub(super) fn months(stories: &[Story], zone: &TimeZone, archive: &Permalink) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    // Stories come newest first, so one is of the same month until it is older than the month's first moment.
    let mut begin = None;
    for (id, story) in stories.iter().enumerate() {
        let Some(moment) = story.date else { continue };
        if let (Some(begin), Some(last)) = (begin, months.last_mut())
            && moment.at >= begin
        {
            last.stories.push(id);
            continue;
        }
        let date = moment.in_zone(zone).date();
        begin = date.first_of_month().to_zoned_datetime(zone.clone()).ok().map(|first| first.timestamp());
        match months.last_mut() {
            Some(last) if (last.year, last.month) == (date.year(), date.month()) => last.stories.push(id),
            _ => {
                let link = year_link(archive, date.year()).child(&format!("{:02}", date.month()));
                months.push(Month { year: date.year(), month: date.month(), link, stories: vec![id] });
            }
        }
    }
    months
}

/// The page of a year, beneath that of the archive.
pub fn year_link(archive: &Permalink, year: i16) -> Permalink {
    archive.child(&format!("{year:04}"))
}
