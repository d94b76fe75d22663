//! What the press remembers between two builds, in one process and on disk.
//!
//! A remembered value is never changed afterwards, was made from what its key names and nothing else, and can be
//! thrown away at any time with the same bytes as the result. Diagnostics are remembered with the value they came
//! with, so that a warm build warns exactly like a cold one.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::journal::Journal;
use super::{dummy, notes};
use crate::article::{Article, ChangedFiles, Original, Store};
use crate::config::Config;
use crate::diag::Diag;
use crate::digest::{Digest, Digester};
use crate::edition::Edition;
use crate::pictures::{Asset, Look, Shelf};
use crate::source::Entry;
use crate::templates::Templates;
use crate::theme::Theme;

/// What was seen in pictures and other files, beneath the site's folder.
const PICTURES: &str = ".newsprint/pictures";

/// The form they are written in.
const MAGIC: &[u8] = b"newsprint pictures 2\n";

/// The memory.
#[derive(Default)]
pub struct Memory {
    /// Where it is written down.
    journal: Journal,
    /// Where copy lies that is too much to keep in memory.
    store: Option<Arc<Store>>,
    /// Files that had other bytes when the copy of a remembered article was asked for.
    changed: Arc<ChangedFiles>,
    /// Files whose readings are not written down yet.
    fresh: Vec<Arc<str>>,
    /// The settings that articles were read with.
    settings: Option<Digest>,
    articles: foldhash::HashMap<Arc<str>, Remembered>,
    /// What was seen in the files that are no copy.
    pictures: HashMap<Arc<str>, (Stamp, Look)>,
    /// Whether all of them are written down.
    pictures_saved: bool,
    /// All of `pictures`, ready for use.
    shelf: Option<Arc<Shelf>>,
    pub(super) templates: Option<(Digest, Arc<Templates>)>,
    pub(super) theme: Option<(Digest, Arc<Theme>, Vec<Diag>)>,
    pub(super) config: Option<(Digest, Option<Arc<Config>>, Vec<Diag>)>,
}

/// By which a file that was not touched is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) size: u64,
    pub(super) changed: i128,
}

impl Stamp {
    pub(super) fn of(entry: &Entry) -> Self {
        Stamp { size: entry.size, changed: entry.changed }
    }
}

/// One reading of a file.
#[derive(Debug)]
pub(super) struct Remembered {
    pub(super) stamp: Stamp,
    pub(super) article: Option<Arc<Article>>,
    pub(super) told: Vec<Diag>,
    /// Where its record begins in the journal; 0 while it has none.
    pub(super) at: AtomicU64,
}

impl Remembered {
    /// A reading that is not written down yet.
    pub(super) fn new(entry: &Entry, article: Option<&Arc<Article>>, told: &[Diag]) -> Self {
        Remembered { stamp: Stamp::of(entry), article: article.cloned(), told: told.to_vec(), at: AtomicU64::default() }
    }
}

/// An article as it was read, with its diagnostics.
pub(super) type Reading = (Option<Arc<Article>>, Vec<Diag>);

impl Memory {
    /// Forgets all articles when the settings they were read with have changed.
    pub(super) fn expect_settings(&mut self, settings: Digest) {
        if self.settings != Some(settings) {
            self.articles.clear();
            self.settings = Some(settings);
        }
    }

    /// Where the copy of articles is put away.
    pub(super) fn store(&mut self) -> Arc<Store> {
        self.store.get_or_insert_with(|| Store::new(tempfile::tempfile().ok())).clone()
    }

    /// Hash of the settings that articles were read with.
    pub(super) fn settings(&self) -> Digest {
        self.settings.unwrap_or_default()
    }

    /// The article of a file that has not changed since it was read.
    pub(super) fn article(&self, entry: &Entry, config: &Arc<Config>) -> Option<Reading> {
        let known = self.articles.get(&entry.path).filter(|known| known.stamp == Stamp::of(entry))?;
        self.attach(known.article.as_ref(), entry, config);
        Some((known.article.clone(), known.told.clone()))
    }

    /// Says where the copy of an article lies.
    pub(super) fn attach(&self, article: Option<&Arc<Article>>, entry: &Entry, config: &Arc<Config>) {
        if let Some(article) = article {
            article.copy.attach(|| Original {
                entry: entry.clone(),
                fingerprint: article.fingerprint,
                config: config.clone(),
                changed: self.changed.clone(),
            });
        }
    }

    /// Files that had other bytes when the copy of an article was asked for.
    pub(super) fn changed(&self) -> &Arc<ChangedFiles> {
        &self.changed
    }

    /// Remembers what was read anew, and forgets what is no longer among `all`.
    pub(super) fn keep_articles<'e>(&mut self, fresh: impl Iterator<Item = (&'e Entry, &'e Reading)>, all: &[&Entry]) {
        for (entry, (article, told)) in fresh {
            // Whether a file can be read is no matter of when it changed.
            if article.is_some() || !told.iter().any(|diag| diag.code == "read") {
                self.keep(entry, article.as_ref(), told);
            }
        }
        if self.articles.len() > all.len() {
            let there: HashSet<&str> = all.iter().map(|entry| &*entry.path).collect();
            self.articles.retain(|path, _| there.contains(&**path));
        }
    }

    /// Writes down an edition that is printed of the articles of `copy`.
    pub(super) fn save_dummy(&self, root: &Path, edition: &Edition, copy: &[&Entry]) -> Option<dummy::Name> {
        dummy::save(root, edition, copy, |entry| self.articles.get(&entry.path), &self.journal)
    }

    /// The last reading of a file, whatever became of the file since.
    pub(super) fn recall(&self, path: &str) -> Option<Reading> {
        self.articles.get(path).map(|known| (known.article.clone(), known.told.clone()))
    }

    /// Remembers one reading.
    pub(super) fn keep(&mut self, entry: &Entry, article: Option<&Arc<Article>>, told: &[Diag]) {
        self.articles.insert(entry.path.clone(), Remembered::new(entry, article, told));
        self.fresh.push(entry.path.clone());
        self.changed.settle(&entry.path);
    }

    /// Forgets one file, because somebody saw that it was written.
    pub fn forget(&mut self, path: &str) {
        self.articles.remove(path);
        self.pictures.remove(path);
        self.changed.settle(path);
    }

    /// The shelf of `entries`, of which only those that changed are looked at.
    pub(super) fn shelf(&mut self, entries: &[&Entry]) -> Arc<Shelf> {
        let known = |entry: &Entry| self.pictures.get(&entry.path).filter(|(stamp, _)| *stamp == Stamp::of(entry)).map(|(_, look)| *look);
        let fresh: Vec<Asset> =
            entries.par_iter().filter(|entry| known(entry).is_none()).map(|entry| Asset::measure((*entry).clone())).collect();
        if let Some(shelf) = self.shelf.as_ref().filter(|_| fresh.is_empty() && self.pictures.len() == entries.len()) {
            return shelf.clone();
        }
        self.pictures_saved &= fresh.is_empty() && self.pictures.len() == entries.len();
        for asset in fresh {
            self.pictures.insert(asset.entry.path.clone(), (Stamp::of(&asset.entry), asset.look));
        }
        if self.pictures.len() > entries.len() {
            let there: HashSet<&str> = entries.iter().map(|entry| &*entry.path).collect();
            self.pictures.retain(|path, _| there.contains(&**path));
        }
        let look = |entry: &Entry| self.pictures.get(&entry.path).map(|(_, look)| *look).unwrap_or_default();
        let assets = entries.iter().map(|entry| Asset { entry: (*entry).clone(), look: look(entry) }).collect();
        self.shelf.insert(Arc::new(Shelf::of(assets))).clone()
    }
}

/// Hash of which files there are, and when each last changed.
pub(super) fn stamps<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Digest {
    let mut digester = Digester::new();
    for entry in entries {
        digester.add(entry.path.as_bytes());
        digester.add([0]);
        digester.add(entry.size.to_le_bytes());
        digester.add(entry.changed.to_le_bytes());
    }
    digester.finish()
}

impl Memory {
    /// What is remembered of the site at `root`; nothing where that is missing, broken, or of another program.
    pub fn load(root: &Path) -> Self {
        let ((journal, articles), pictures) = rayon::join(|| Journal::load(root), || Self::of_pictures(root));
        Memory { settings: journal.settings(), journal, articles, ..pictures }
    }

    /// What is remembered of pictures alone.
    pub(super) fn of_pictures(root: &Path) -> Self {
        let pictures = notes::load(&root.join(PICTURES), MAGIC, None).and_then(|bytes| postcard::from_bytes(&bytes).ok());
        Memory { pictures_saved: pictures.is_some(), pictures: pictures.unwrap_or_default(), ..Memory::default() }
    }

    /// Writes down what is new.
    pub fn save(&mut self, root: &Path) {
        if !self.pictures_saved
            && let Ok(body) = postcard::to_stdvec(&self.pictures)
        {
            self.pictures_saved = notes::save(&root.join(PICTURES), MAGIC, &[&body]).is_some();
        }
        let Some(settings) = self.settings else { return };
        let fresh: Vec<(&Arc<str>, &Remembered)> = self.fresh.iter().filter_map(|path| self.articles.get_key_value(path)).collect();
        self.journal.save(root, settings, &fresh, &self.articles);
        self.fresh.clear();
    }
}
