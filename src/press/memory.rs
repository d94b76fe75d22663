//! What the press remembers between two builds, in one process and on disk.
//!
//! A remembered value is never changed afterwards, was made from what its key names and nothing else, and can be
//! thrown away at any time with the same bytes as the result. Diagnostics are remembered with the value they came
//! with, so that a warm build warns exactly like a cold one.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

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
    /// As what articles are kept.
    pub(super) kept: Kept,
    /// Whether it holds the same as its file.
    state: State,
    /// What printed pages showed, by path; valid for one `edition`.
    pages: HashMap<Arc<str>, Key>,
    /// Hash of all that pages share and do not say themselves.
    shared: Option<Key>,
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

/// As what the copy of articles is kept once they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// As parts, for a build, which prints them all.
    #[default]
    Parts,
    /// As text, for a preview, which prints few of them and lives long.
    Text,
}

/// Whether a memory holds the same as its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// It learnt something.
    #[default]
    Newer,
    /// It was read and learnt nothing.
    AsWritten,
}

/// By which a file that was not touched is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
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
    /// The same, keeping what is read from now on in another way.
    #[must_use]
    pub fn keeping(self, kept: Kept) -> Self {
        Memory { kept, ..self }
    }

    /// Forgets all articles when the settings they were read with have changed.
    pub(super) fn expect_settings(&mut self, settings: Key) {
        if self.settings != Some(settings) {
            self.articles.clear();
            self.settings = Some(settings);
        }
    }

    /// Hash of the settings that articles were read with.
    pub(super) fn settings(&self) -> Key {
        self.settings.unwrap_or_default()
    }

    /// The article of a file that has not changed since it was read.
    pub(super) fn article(&self, entry: &Entry, config: &Arc<Config>) -> Option<Reading> {
        let known = self.articles.get(&entry.path).filter(|known| known.stamp == Stamp::of(entry))?;
        if let Some(article) = &known.article {
            article.copy.attach(entry, config);
        }
        Some((known.article.clone(), known.told.clone()))
    }

    /// Remembers what was read anew, and forgets what is no longer among `all`.
    pub(super) fn keep_articles<'e>(&mut self, fresh: impl Iterator<Item = (&'e Entry, &'e Reading)>, all: &[&Entry]) {
        for (entry, (article, told)) in fresh {
            self.keep(entry, article.as_ref(), told);
        }
        if self.articles.len() > all.len() {
            let there: HashSet<&str> = all.iter().map(|entry| &*entry.path).collect();
            self.articles.retain(|path, _| there.contains(&**path));
            self.state = State::Newer;
        }
    }

    /// What the page at `path` showed when it was last printed with the same `shared` things.
    pub(super) fn page(&self, shared: Key, path: &str) -> Option<Key> {
        (self.shared == Some(shared)).then(|| self.pages.get(path).copied()).flatten()
    }

    /// Remembers what pages showed.
    pub(super) fn keep_pages(&mut self, shared: Key, pages: HashMap<Arc<str>, Key>) {
        if self.shared != Some(shared) || self.pages != pages {
            self.state = State::Newer;
        }
        self.shared = Some(shared);
        self.pages = pages;
    }

    /// The last reading of a file, whatever became of the file since.
    pub(super) fn recall(&self, path: &str) -> Option<Reading> {
        self.articles.get(path).map(|known| (known.article.clone(), known.told.clone()))
    }

    /// Remembers one reading.
    pub(super) fn keep(&mut self, entry: &Entry, article: Option<&Arc<Article>>, told: &[Diag]) {
        let remembered = Remembered { stamp: Stamp::of(entry), article: article.cloned(), told: told.to_vec() };
        self.articles.insert(entry.path.clone(), remembered);
        self.state = State::Newer;
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

/// The file of the memory, beneath the site's folder.
const FILE: &str = ".newsprint/memory";

/// The form that the file is written in; any other is not read.
const MAGIC: &str = concat!("newsprint memory 1 ", env!("CARGO_PKG_VERSION"), "\n");

/// What the program makes of copy depends on the program: the memory of another one is not used.
fn program() -> Key {
    let meta = std::env::current_exe().and_then(fs::metadata).ok();
    let changed = meta.as_ref().and_then(|meta| meta.modified().ok()).and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    let mark = format!("{:?} {:?}", meta.map(|meta| meta.len()), changed);
    key([MAGIC.as_bytes(), mark.as_bytes()])
}

/// The memory as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    program: Key,
    settings: Option<Key>,
    shared: Option<Key>,
    pages: Vec<(Arc<str>, Key)>,
    /// Path, stamp, and the article with its diagnostics, each packed apart so that they can be unpacked side by side.
    articles: Vec<(Arc<str>, Stamp, Vec<u8>)>,
}

impl Memory {
    /// Reads the memory of the site at `root`. A memory that is missing, broken, or of another program is empty.
    pub fn load(root: &Path) -> Self {
        Self::try_load(root).unwrap_or_default()
    }

    fn try_load(root: &Path) -> Option<Self> {
        let bytes = fs::read(root.join(FILE)).ok()?;
        let rest = bytes.strip_prefix(MAGIC.as_bytes())?;
        let (hash, rest) = rest.split_at_checked(32)?;
        if blake3::hash(rest).as_bytes() != hash {
            return None;
        }
        let written: Written = postcard::from_bytes(rest).ok().filter(|written: &Written| written.program == program())?;
        let articles = written
            .articles
            .into_par_iter()
            .map(|(path, stamp, packed)| {
                let (article, told): (Option<Article>, Vec<Diag>) = postcard::from_bytes(&packed).ok()?;
                Some((path, Remembered { stamp, article: article.map(Arc::new), told }))
            })
            .collect::<Option<foldhash::HashMap<_, _>>>()?;
        Some(Memory {
            state: State::AsWritten,
            pages: written.pages.into_iter().collect(),
            shared: written.shared,
            settings: written.settings,
            articles,
            ..Memory::default()
        })
    }

    /// Writes the memory of the site at `root`; a memory that cannot be written is done without.
    #[allow(clippy::disallowed_methods, reason = "the memory is a file of the press, not of the output")]
    pub fn save(&self, root: &Path) {
        if self.state == State::AsWritten {
            return;
        }
        let path = root.join(FILE);
        let Some(folder) = path.parent() else { return };
        let beside = folder.join(format!("memory.{}.tmp", std::process::id()));
        let done = self.packed().is_some_and(|bytes| {
            fs::create_dir_all(folder).and_then(|()| fs::write(&beside, bytes)).and_then(|()| fs::rename(&beside, &path)).is_ok()
        });
        if !done {
            // Half a memory is no use to anybody.
            let _ = fs::remove_file(&beside);
        }
    }

    fn packed(&self) -> Option<Vec<u8>> {
        let mut pages: Vec<(Arc<str>, Key)> = self.pages.iter().map(|(path, key)| (path.clone(), *key)).collect();
        pages.sort_unstable();
        let mut articles: Vec<(Arc<str>, Stamp, Vec<u8>)> = self
            .articles
            .par_iter()
            .filter_map(|(path, known)| {
                Some((path.clone(), known.stamp, postcard::to_stdvec(&(known.article.as_deref(), &known.told)).ok()?))
            })
            .collect();
        articles.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let body =
            postcard::to_stdvec(&Written { program: program(), settings: self.settings, shared: self.shared, pages, articles }).ok()?;
        let mut bytes = MAGIC.as_bytes().to_vec();
        bytes.extend_from_slice(blake3::hash(&body).as_bytes());
        bytes.extend_from_slice(&body);
        Some(bytes)
    }
}
