//! When a story last changed, for machines: feeds, sitemaps, structured data. All of them ask here.

use crate::article::Head;
use crate::clock::Moment;

/// When an article last changed in a way that matters to readers: its update, or the newest of its corrections, in front matter
/// or in the copy. None where nothing is later than its publication: then it has not changed.
pub fn modified(head: &Head) -> Option<Moment> {
    let corrections = head.corrections.iter().filter_map(|correction| correction.date);
    let noted = head.noted.iter().copied().flatten();
    let changes = head.updated.into_iter().chain(corrections).chain(noted);
    changes.filter(|change| head.date.is_none_or(|published| change.at > published.at)).max()
}
