//! What the press remembers between two builds of one process.
//!
//! A remembered value is never changed afterwards, was made from what its key names and nothing else, and can be
//! thrown away at any time with the same bytes as the result. Diagnostics are remembered with the value they came
//! with, so that a warm build warns exactly like a cold one.

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::Article;
use crate::config::Config;
use crate::diag::Diag;
use crate::pictures::Asset;
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
    articles: HashMap<Arc<str>, Remembered>,
    pictures: HashMap<Arc<str>, (Stamp, Asset)>,
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

    /// Remembers what was read, and nothing that is no longer there.
    pub(super) fn keep_articles<'e>(&mut self, readings: impl Iterator<Item = (&'e Entry, &'e Reading)>) {
        self.articles = readings
            .map(|(entry, (article, told))| {
                (entry.path.clone(), Remembered { stamp: Stamp::of(entry), article: article.clone(), told: told.clone() })
            })
            .collect();
    }

    /// The picture of a file that has not changed since it was measured.
    pub(super) fn picture(&self, entry: &Entry) -> Option<Asset> {
        self.pictures.get(&entry.path).filter(|(stamp, _)| *stamp == Stamp::of(entry)).map(|(_, asset)| asset.clone())
    }

    /// Remembers what was measured.
    pub(super) fn keep_pictures<'e>(&mut self, assets: impl Iterator<Item = &'e Asset>) {
        self.pictures = assets.map(|asset| (asset.entry.path.clone(), (Stamp::of(&asset.entry), asset.clone()))).collect();
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
