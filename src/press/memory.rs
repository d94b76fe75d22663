//! What the press remembers between two builds of one process.
//!
//! A remembered value is never changed afterwards, was made from what its key names and nothing else, and can be
//! thrown away at any time with the same bytes as the result. Diagnostics are remembered with the value they came
//! with, so that a warm build warns exactly like a cold one.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::article::Article;
use crate::config::Config;
use crate::diag::Diag;
use crate::pictures::{Asset, Shelf};
use crate::source::Entry;
use crate::templates::Templates;
use crate::theme::Theme;

/// Hash of everything a value was made from.
pub(super) type Key = [u8; 32];

/// The memory.
#[derive(Default)]
pub struct Memory {
    /// The settings that articles were read with.
    settings: Option<Key>,
    articles: foldhash::HashMap<Arc<str>, Remembered>,
    pictures: HashMap<Arc<str>, (Stamp, Asset)>,
    /// All of `pictures`, ready for use.
    shelf: Option<Arc<Shelf>>,
    pub(super) templates: Option<(Key, Arc<Templates>)>,
    pub(super) theme: Option<(Key, Arc<Theme>, Vec<Diag>)>,
    pub(super) config: Option<(Key, Option<Arc<Config>>, Vec<Diag>)>,
}

/// By which a file that was not touched is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    changed: i128,
}

impl Stamp {
    fn of(entry: &Entry) -> Self {
        Stamp { size: entry.size, changed: entry.changed }
    }
}

struct Remembered {
    stamp: Stamp,
    article: Option<Arc<Article>>,
    told: Vec<Diag>,
}

/// An article as it was read, with its diagnostics.
pub(super) type Reading = (Option<Arc<Article>>, Vec<Diag>);

impl Memory {
    /// Forgets all articles when the settings they were read with have changed.
    pub(super) fn expect_settings(&mut self, settings: Key) {
        if self.settings != Some(settings) {
            self.articles.clear();
            self.settings = Some(settings);
        }
    }

    /// The article of a file that has not changed since it was read.
    pub(super) fn article(&self, entry: &Entry) -> Option<Reading> {
        self.articles
            .get(&entry.path)
            .filter(|known| known.stamp == Stamp::of(entry))
            .map(|known| (known.article.clone(), known.told.clone()))
    }

    /// Remembers what was read anew, and forgets what is no longer among `all`.
    pub(super) fn keep_articles<'e>(&mut self, fresh: impl Iterator<Item = (&'e Entry, &'e Reading)>, all: &[&Entry]) {
        for (entry, (article, told)) in fresh {
            let remembered = Remembered { stamp: Stamp::of(entry), article: article.clone(), told: told.clone() };
            self.articles.insert(entry.path.clone(), remembered);
        }
        if self.articles.len() > all.len() {
            let there: HashSet<&str> = all.iter().map(|entry| &*entry.path).collect();
            self.articles.retain(|path, _| there.contains(&**path));
        }
    }

    /// The last reading of a file, whatever became of the file since.
    pub(super) fn recall(&self, path: &str) -> Option<Reading> {
        self.articles.get(path).map(|known| (known.article.clone(), known.told.clone()))
    }

    /// Remembers one reading.
    pub(super) fn keep(&mut self, entry: &Entry, article: Option<&Arc<Article>>, told: &[Diag]) {
        let remembered = Remembered { stamp: Stamp::of(entry), article: article.cloned(), told: told.to_vec() };
        self.articles.insert(entry.path.clone(), remembered);
    }

    /// Forgets one file, because somebody saw that it was written.
    pub fn forget(&mut self, path: &str) {
        self.articles.remove(path);
        self.pictures.remove(path);
    }

    /// The shelf of `entries`, of which only those that changed are looked at.
    pub(super) fn shelf(&mut self, entries: &[&Entry]) -> Arc<Shelf> {
        let known = |entry: &Entry| self.pictures.get(&entry.path).is_some_and(|(stamp, _)| *stamp == Stamp::of(entry));
        let fresh: Vec<Asset> = entries.par_iter().filter(|entry| !known(entry)).map(|entry| Asset::measure((*entry).clone())).collect();
        if let Some(shelf) = self.shelf.as_ref().filter(|_| fresh.is_empty() && self.pictures.len() == entries.len()) {
            return shelf.clone();
        }
        for asset in fresh {
            self.pictures.insert(asset.entry.path.clone(), (Stamp::of(&asset.entry), asset));
        }
        if self.pictures.len() > entries.len() {
            let there: HashSet<&str> = entries.iter().map(|entry| &*entry.path).collect();
            self.pictures.retain(|path, _| there.contains(&**path));
        }
        let assets = entries.iter().filter_map(|entry| self.pictures.get(&entry.path)).map(|(_, asset)| asset.clone()).collect();
        self.shelf.insert(Arc::new(Shelf::of(assets))).clone()
    }
}

/// Hash of a list of texts, each with its length, so that no two lists are alike by accident.
pub(super) fn key<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}
