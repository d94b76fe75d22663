//! Copy that is read when it is first asked for.
//!
//! A build that finds most articles unchanged needs their heads and not their copy. What [`LazyCopy::get`] gives is the
//! same whether it was read with the head or later: both come from [`super::read`] and the same file.

use std::sync::{Arc, OnceLock};

use super::copy::Copy;
use super::{Desk, read};
use crate::config::Config;
use crate::source::{self, Entry};

/// The copy of an article, or where to find it.
#[derive(Clone, Debug, Default)]
pub struct LazyCopy {
    copy: OnceLock<Copy>,
    file: OnceLock<(Entry, Arc<Config>)>,
}

impl LazyCopy {
    /// Copy that is here.
    pub fn here(copy: Copy) -> Self {
        LazyCopy { copy: OnceLock::from(copy), file: OnceLock::new() }
    }

    /// Says where copy that is not here is to be read from: the file that the article's head was read from.
    pub fn attach(&self, entry: &Entry, config: &Arc<Config>) {
        // Copy that is here, or has its file already, needs no other.
        if self.copy.get().is_none() {
            let _ = self.file.set((entry.clone(), config.clone()));
        }
    }

    /// The copy. A file that vanished in the meantime has none; the next build sees that it is gone.
    pub fn get(&self) -> &Copy {
        self.copy.get_or_init(|| {
            let Some((entry, config)) = self.file.get() else { return Copy::default() };
            let (source, _) = source::read(entry, source::Notation::encoding(&entry.path));
            source.map_or_else(Copy::default, |source| {
                let (article, _) = read(&source, &Desk { config, people: &[] });
                article.copy.copy.into_inner().unwrap_or_default()
            })
        })
    }
}
