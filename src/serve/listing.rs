//! The list of the site's files, kept up to date without walking the whole site again.
//!
//! 1. [`Listing::find`] walks once, as a build does.
//! 2. [`Listing::touch`] looks at the paths that were seen to change and puts each in its place; a folder is walked anew,
//!    and so is everything where a link or a fault makes a single look uncertain.
//! 3. A [`Change`] says what came of it: a file that went and came back under another name is the same copy, moved.
//!
//! It must end with exactly the list that a fresh walk would give, in the same order.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config;
use crate::diag::Diag;
use crate::press::{self, Files, Order};
use crate::source::{self, Entry, Found};

/// Files, and what was wrong while finding them.
pub(super) struct Listing {
    pub(super) files: Files,
    /// `config.toml`
    config: Found,
    pub(super) told: Vec<Diag>,
}

/// What is different from before.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// Files that were written, made or removed.
    pub(super) paths: BTreeSet<Arc<str>>,
    /// Old and new path of what was moved.
    pub(super) moved: Vec<(Arc<str>, Arc<str>)>,
    /// Files came or went.
    pub(super) listed: bool,
    /// Folders came or went, so what is watched must be looked at again.
    pub(super) folders: bool,
}

impl Change {
    /// Whether there is anything to do.
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }
}

/// The folders of a site that are walked.
pub(super) const TOPS: [&str; 4] = ["content", "templates", "static", "locales"];

impl Listing {
    /// Walks the site.
    pub(super) fn find(order: &Order) -> Self {
        let mut told = Vec::new();
        let files = press::find(order, &mut told);
        Listing { files, config: source::look(&order.root, &order.root.join(config::PATH)), told }
    }

    /// Walks the site again.
    pub(super) fn find_again(&mut self, order: &Order) -> Change {
        let old = std::mem::replace(self, Listing::find(order));
        let mut change = Change::default();
        let (gone, new) = self.compared(&old, &mut change.paths);
        if old.told != self.told {
            change.paths.extend(old.told.iter().chain(&self.told).filter_map(|diag| diag.place.as_ref()).map(|place| place.path.clone()));
        }
        change.listed = !gone.is_empty() || !new.is_empty() || old.told != self.told;
        // They may lie in folders of which nobody told.
        change.folders = change.listed;
        change.moved = moves(&gone, &new);
        change
    }

    /// Where another walk, made meanwhile, found something else than is known here; none where that cannot be told path by
    /// path. Either may be the later one, so the paths are to be looked at.
    pub(super) fn differences(&self, walked: &Listing, order: &Order) -> Option<BTreeSet<PathBuf>> {
        let mut paths = BTreeSet::new();
        walked.compared(self, &mut paths);
        (self.told == walked.told).then(|| paths.iter().map(|path| order.root.join(&**path)).collect())
    }

    /// The files of which `old` knew something else, and among them those that are gone and those that are new.
    fn compared(&self, old: &Listing, paths: &mut BTreeSet<Arc<str>>) -> (Vec<Entry>, Vec<Entry>) {
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        let pairs = [
            (&old.files.content, &self.files.content),
            (&old.files.templates, &self.files.templates),
            (&old.files.statics, &self.files.statics),
            (&old.files.locales, &self.files.locales),
        ];
        for (old, now) in pairs {
            compare(old, now, paths, &mut gone, &mut new);
        }
        if old.config != self.config {
            paths.insert(config::PATH.into());
        }
        (gone, new)
    }

    /// Looks at paths that changed.
    pub(super) fn touch(&mut self, order: &Order, touched: &BTreeSet<PathBuf>) -> Change {
        let mut change = Change::default();
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for disk in touched {
            let Some(path) = source::site_path(&order.root, disk) else { continue };
            if &*path == config::PATH {
                change.paths.insert(path);
                continue;
            }
            let Some(top) = TOPS.iter().find(|top| path.split('/').next() == Some(top)) else { continue };
            if path.split('/').any(|name| source::is_passed_over(top, name)) || disk.starts_with(&order.output) {
                continue;
            }
            if path.len() == top.len() || !self.told.is_empty() || behind_link(&order.root, disk) {
                let folders = path.len() == top.len();
                let mut change = self.find_again(order);
                // What was seen to be written is read again even where size and time are the same.
                change.paths.extend(self.known(touched, &order.root));
                change.folders |= folders;
                return change;
            }
            let list = self.list(top);
            match source::look(&order.root, disk) {
                Found::File(entry) => {
                    change.paths.insert(entry.path.clone());
                    match list.binary_search_by(|known| by_path(&known.path, &entry.path)) {
                        Ok(at) => list[at] = entry,
                        Err(at) => {
                            new.push(entry.clone());
                            list.insert(at, entry);
                        }
                    }
                }
                Found::Nothing => {
                    let range = beneath(list, &path);
                    change.folders |= list[range.clone()].iter().any(|entry| entry.path != path);
                    let removed: Vec<Entry> = list.drain(range).collect();
                    change.paths.extend(removed.iter().map(|entry| entry.path.clone()));
                    gone.extend(removed);
                }
                Found::Folder => {
                    let skip = [order.output.clone(), order.root.join(".newsprint")];
                    let (walked, told) = source::walk(&order.root, &path, &skip);
                    if !told.is_empty() {
                        let mut change = self.find_again(order);
                        change.folders = true;
                        return change;
                    }
                    let list = self.list(top);
                    let range = beneath(list, &path);
                    let old: Vec<Entry> = list.splice(range, walked.iter().cloned()).collect();
                    compare(&old, &walked, &mut change.paths, &mut gone, &mut new);
                    change.folders = true;
                }
            }
        }
        change.listed = !gone.is_empty() || !new.is_empty();
        change.moved = moves(&gone, &new);
        change
    }

    /// The entries of changed files, where each is an article that was there before.
    pub(super) fn articles(&self, change: &Change) -> Option<Vec<&Entry>> {
        if change.listed || change.folders {
            return None;
        }
        let entry = |path: &Arc<str>| {
            let at = self.files.content.binary_search_by(|known| by_path(&known.path, path)).ok()?;
            Some(&self.files.content[at]).filter(|_| press::is_copy(path))
        };
        change.paths.iter().map(entry).collect()
    }

    /// Whether a change is likely to be the first half of a save: a file that was there is gone, or empty.
    pub(super) fn half_saved(&self, order: &Order, touched: &BTreeSet<PathBuf>) -> bool {
        touched.iter().any(|disk| {
            let Some(path) = source::site_path(&order.root, disk) else { return false };
            let known = TOPS.contains(&&*path)
                || &*path == config::PATH
                || [&self.files.content, &self.files.templates, &self.files.statics].iter().any(|list| {
                    list.get(list.partition_point(|e| by_path(&e.path, &path).is_lt())).is_some_and(|e| e.path.starts_with(&*path))
                });
            known && std::fs::metadata(disk).map_or(true, |meta| meta.is_file() && meta.len() == 0)
        })
    }

    fn list(&mut self, top: &str) -> &mut Vec<Entry> {
        match top {
            "templates" => &mut self.files.templates,
            "static" => &mut self.files.statics,
            "locales" => &mut self.files.locales,
            _ => &mut self.files.content,
        }
    }

    /// The touched paths that are files of the site.
    fn known(&self, touched: &BTreeSet<PathBuf>, root: &Path) -> Vec<Arc<str>> {
        let lists = [&self.files.content, &self.files.templates, &self.files.statics];
        touched
            .iter()
            .filter_map(|disk| source::site_path(root, disk))
            .filter(|path| lists.iter().any(|list| list.binary_search_by(|known| by_path(&known.path, path)).is_ok()))
            .collect()
    }
}

/// The order of a walk: by the names of folders and files, part by part.
fn by_path(a: &str, b: &str) -> Ordering {
    let part = |byte: u8| if byte == b'/' { 0 } else { byte };
    a.bytes().map(part).cmp(b.bytes().map(part))
}

/// Where a file, or everything beneath a folder, stands in a list.
fn beneath(list: &[Entry], path: &str) -> std::ops::Range<usize> {
    let start = list.partition_point(|entry| by_path(&entry.path, path).is_lt());
    let inside = |entry: &Entry| entry.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let end = start + list[start..].partition_point(inside);
    start..end
}

/// Whether a path leads through a link or is one.
fn behind_link(root: &Path, disk: &Path) -> bool {
    disk.ancestors().take_while(|path| *path != root).any(|path| path.symlink_metadata().is_ok_and(|meta| meta.is_symlink()))
}

/// What differs between two lists in the order of a walk.
fn compare(old: &[Entry], now: &[Entry], paths: &mut BTreeSet<Arc<str>>, gone: &mut Vec<Entry>, new: &mut Vec<Entry>) {
    let (mut a, mut b) = (old.iter().peekable(), now.iter().peekable());
    loop {
        let order = match (a.peek(), b.peek()) {
            (None, None) => return,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(x), Some(y)) => by_path(&x.path, &y.path),
        };
        let (left, right) = match order {
            Ordering::Less => (a.next(), None),
            Ordering::Greater => (None, b.next()),
            Ordering::Equal => (a.next(), b.next()),
        };
        match (left, right) {
            (Some(x), None) => {
                paths.insert(x.path.clone());
                gone.push(x.clone());
            }
            (None, Some(y)) => {
                paths.insert(y.path.clone());
                new.push(y.clone());
            }
            (Some(x), Some(y)) if x != y => drop(paths.insert(y.path.clone())),
            _ => {}
        }
    }
}

/// Pairs what went with what came: a move keeps size and time, and most often the name.
fn moves(gone: &[Entry], new: &[Entry]) -> Vec<(Arc<str>, Arc<str>)> {
    let mut left: HashMap<(u64, i128), Vec<&Entry>> = HashMap::new();
    for entry in new {
        left.entry((entry.size, entry.changed)).or_default().push(entry);
    }
    let mut found = Vec::new();
    for old in gone {
        let Some(alike) = left.get_mut(&(old.size, old.changed)).filter(|alike| !alike.is_empty()) else { continue };
        let at = alike.iter().position(|entry| name(&entry.path) == name(&old.path)).unwrap_or(0);
        found.push((old.path.clone(), alike.remove(at).path.clone()));
    }
    found
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, changed: i128) -> Entry {
        Entry { path: path.into(), disk: PathBuf::from(path), size: 1, changed }
    }

    #[test]
    fn the_order_is_that_of_a_walk() {
        let mut paths = ["content/a-b.md", "content/a/x.md", "content/a.md", "content/a/b/c.md"];
        paths.sort_by(|a, b| by_path(a, b));
        assert_eq!(paths, ["content/a/b/c.md", "content/a/x.md", "content/a-b.md", "content/a.md"]);
    }

    #[test]
    fn a_folder_is_found_as_one_stretch() {
        let list = [entry("content/a/x.md", 1), entry("content/a/y.md", 2), entry("content/a-b.md", 3)];
        assert_eq!(beneath(&list, "content/a"), 0..2);
        assert_eq!(beneath(&list, "content/a-b.md"), 2..3);
        assert_eq!(beneath(&list, "content/none"), 3..3);
    }

    #[test]
    fn moved_files_are_known_by_time_and_size() {
        let moved = moves(
            &[entry("content/city/a.md", 1), entry("content/city/b.md", 1)],
            &[entry("content/town/b.md", 1), entry("content/town/a.md", 1)],
        );
        let told: Vec<String> = moved.iter().map(|(old, new)| format!("{old} {new}")).collect();
        assert_eq!(told, ["content/city/a.md content/town/a.md", "content/city/b.md content/town/b.md"]);
    }
}
