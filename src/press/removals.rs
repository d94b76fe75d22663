//! A build that would remove most of the paper asks first: a wrong folder, half a checkout and a wrong clock look like that.
//!
//! Counted are pages at which a public story stood and nothing stands any more. A story that only moved is still there: it
//! comes from a file that the last edition knew, and stands at an address that the last one had not. An address that the
//! settings give up was given up on purpose.

use super::printed::LastBuild;
use super::{Order, Paper, dummy};
use crate::diag::Diag;
use crate::output::Printing;

/// Whether a build may remove most of the paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Removals {
    /// It asks.
    #[default]
    Ask,
    /// It may.
    Allow,
}

/// So many stories may go at once in any paper.
const FEW: usize = 20;

/// An error where too many pages of stories would go.
pub(super) fn check(order: &Order, paper: &Paper, printing: &Printing, last: &LastBuild) -> Option<Diag> {
    let before = printing.stories_before();
    let gone: Vec<&str> = printing.stories_gone().collect();
    // Most builds end here.
    if order.removals == Removals::Allow || too_few(gone.len(), before) {
        return None;
    }
    let given_up: foldhash::HashSet<String> = paper.edition.config.gone.iter().map(|(link, _)| link.out_path().to_string()).collect();
    let gone = gone.into_iter().filter(|path| !given_up.contains(*path)).count();
    let sources = last.dummy.as_ref().and_then(|name| dummy::sources(&order.root, name)).unwrap_or_default();
    let moved = paper
        .edition
        .stories
        .iter()
        .filter(|story| story.mark.is_none() && printing.is_new(&story.link.out_path()) && sources.contains(&*story.article.path));
    let gone = gone.saturating_sub(moved.count());
    (!too_few(gone, before)).then(|| {
        Diag::error("removals", format!("this build would remove {gone} of the {before} pages of stories that were printed"))
            .help("see that content/ is complete and the clock is right; if they are to go, build with --allow-removals")
    })
}

fn too_few(gone: usize, before: usize) -> bool {
    gone <= FEW || gone * 2 <= before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_half_and_more_than_twenty() {
        for (gone, before, few) in [(0, 0, true), (20, 20, true), (21, 21, false), (21, 42, true), (21, 41, false), (500, 1000, true)] {
            assert_eq!(too_few(gone, before), few, "{gone} of {before}");
        }
    }
}
