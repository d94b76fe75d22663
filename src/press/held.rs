//! Faults of what is held back: one reporter's unfinished file never stops everyone's paper.
//!
//! Whether an article is held back depends on the moment, so it is not known while it is read: the levels of what was told
//! then, or is remembered of it, are settled here for each build.

use std::collections::HashSet;

use crate::article::front_matter::UNREAD;
use crate::diag::{Diag, Level};
use crate::edition::{Held, Why};

/// Makes the errors of articles that are held back warnings. Those of an article with a lock that could not be read stay:
/// what holds it back now may not be all that should. So do those of withdrawn ones, whose notices are printed.
pub(super) fn lower(told: &mut [Diag], held: &[Held]) {
    let path = |diag: &Diag| diag.place.as_ref().map(|place| place.path.clone());
    let unread: HashSet<_> =
        told.iter().filter(|diag| diag.level == Level::Error && UNREAD.contains(&&*diag.code)).filter_map(path).collect();
    let held: HashSet<_> = held.iter().filter(|held| held.why != Why::Withdrawn).map(|held| held.path.clone()).collect();
    let read = |diag: &Diag| path(diag).is_some_and(|path| held.contains(&path) && !unread.contains(&path));
    for diag in told.iter_mut().filter(|diag| read(diag)) {
        diag.level = Level::Warning;
    }
}
