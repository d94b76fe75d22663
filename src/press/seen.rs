//! What a build has seen of the site, so that it can tell before it prints whether the site is still so.
//!
//! Reading and printing take a while, and a save, a `git pull` or a sync may fall between them. What was judged then (the
//! locks of a story, above all) is not what would be printed. So every file is looked at again at the end, when nothing is
//! left to be read, and before anything is put in place.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::memory::Stamp;
use super::{Files, Order, find, urls};
use crate::article::ChangedFiles;
use crate::config;
use crate::diag::{Diag, Place};
use crate::source::{self, Entry, Found};

/// The site as a build has found it.
pub(super) struct Seen {
    pub(super) files: Arc<Files>,
    /// Of files that lie in no folder of the site's: settings, published addresses.
    loose: Vec<(&'static str, Option<Stamp>)>,
}

/// Files in the site's own folder that a build reads.
const LOOSE: [&str; 2] = [config::PATH, urls::PATH];

fn loose(order: &Order) -> Vec<(&'static str, Option<Stamp>)> {
    let stamp = |path| match source::look(&order.root, &order.root.join(path)) {
        Found::File(entry) => Some(Stamp::of(&entry)),
        Found::Folder | Found::Nothing => None,
    };
    LOOSE.iter().map(|path| (*path, stamp(path))).collect()
}

impl Seen {
    /// Looks at the site; what is wrong with its files is `told`.
    pub(super) fn look(order: &Order, told: &mut Vec<Diag>) -> Self {
        let loose = loose(order);
        Seen { loose, files: Arc::new(find(order, told)) }
    }

    /// Files that are not as they were seen, or gone, or new, with those that had other bytes when they were `met` again.
    pub(super) fn changed(&self, order: &Order, met: &ChangedFiles) -> Vec<Arc<str>> {
        let now = Seen::look(order, &mut Vec::new());
        let mut changed: BTreeSet<Arc<str>> = met.paths().into_iter().collect();
        for (then, now) in [
            (&self.files.content, &now.files.content),
            (&self.files.templates, &now.files.templates),
            (&self.files.statics, &now.files.statics),
            (&self.files.locales, &now.files.locales),
        ] {
            if then != now {
                changed.extend(differences(then, now));
            }
        }
        changed.extend(self.loose.iter().zip(&now.loose).filter(|(then, now)| then != now).map(|(then, _)| Arc::from(then.0)));
        changed.into_iter().collect()
    }
}

/// Paths of files that are in one list and not, or not so, in the other.
fn differences(then: &[Entry], now: &[Entry]) -> Vec<Arc<str>> {
    let key = |entry: &Entry| (entry.path.clone(), entry.size, entry.changed);
    let (then, now): (BTreeSet<_>, BTreeSet<_>) = (then.iter().map(key).collect(), now.iter().map(key).collect());
    then.symmetric_difference(&now).map(|(path, ..)| path.clone()).collect()
}

/// Says that files changed while a build ran, twice.
pub(super) fn changed(paths: &[Arc<str>]) -> Diag {
    let others = match paths.len() {
        0 | 1 => String::new(),
        2 => " and another one".to_owned(),
        many => format!(" and {} others", many - 1),
    };
    at(paths, format!("this file{others} changed while the build ran, and again when it was begun anew"))
        .help("build again once nothing is being saved, fetched or copied into the site")
}

/// Says that files changed before a page of a preview could be made.
pub(super) fn changed_beneath(paths: &[Arc<str>]) -> Diag {
    at(paths, "this file changed before the page could be made".to_owned()).help("it is being read again; wait a moment")
}

fn at(paths: &[Arc<str>], message: String) -> Diag {
    let diag = Diag::error("changed", message);
    match paths.first() {
        Some(path) => diag.at(Place::file(path)),
        None => diag,
    }
}
