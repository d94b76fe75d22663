//! Files among the copy that nobody reads although a story may wait in them: a Word document, a page saved from the web, a name
//! without an ending. An editor who put one there looks for it on the front page.

use std::collections::HashSet;

use crate::diag::{Diag, Place};
use crate::edition::Edition;
use crate::permalink::Permalink;
use crate::source::{Entry, disguise};

use super::Site;

/// Names each of them, unless a page links to it or it belongs to an article that has a folder of its own.
pub(super) fn check(site: &Site, edition: &Edition, printed: &[(Permalink, Entry)], told: &mut Vec<Diag>) {
    let waiting: Vec<_> = site.shelf.assets().map(|asset| &asset.entry).filter_map(|entry| Some((entry, suspect(&entry.path)?))).collect();
    if waiting.is_empty() {
        return;
    }
    let printed: HashSet<&str> = printed.iter().map(|(_, entry)| &*entry.path).collect();
    for (entry, found) in waiting {
        if printed.contains(&*entry.path) || edition.addresses.in_bundle(&entry.path) {
            continue;
        }
        let message = format!("this file is no copy and is not printed: it is {}", found.what);
        told.push(Diag::warning("unread", message).at(Place::file(&entry.path)).help(found.mend));
    }
}

/// What a file beneath `content/` may be, unless its name or folder says that it waits for nothing.
pub(super) fn suspect(path: &str) -> Option<disguise::Disguise> {
    let path = path.strip_prefix("content/")?;
    if path.split('/').any(|part| part.starts_with(['_', '.'])) {
        return None;
    }
    disguise::by_ending(path.rsplit('/').next()?)
}
