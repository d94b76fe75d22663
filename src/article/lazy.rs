//! Copy that is read when it is first asked for.
//!
//! A build that finds most articles unchanged needs their heads and not their copy. What [`LazyCopy::get`] gives is the
//! same whether it was read with the head or later: both come from [`super::read`] and the same file.

use std::sync::{Arc, OnceLock};

use super::copy::Copy;
use super::{Desk, read};
use crate::config::Config;
use crate::source::{self, Entry, Source};

/// The copy of an article, or where to find it.
#[derive(Clone, Debug, Default)]
pub struct LazyCopy {
    copy: OnceLock<Copy>,
    file: OnceLock<(Entry, Arc<Config>)>,
    text: Option<Box<(Source, Arc<Config>)>>,
}

impl LazyCopy {
    /// Copy that is here.
    pub fn here(copy: Copy) -> Self {
        LazyCopy { copy: OnceLock::from(copy), ..LazyCopy::default() }
    }

    /// Copy that is kept as the text it is read from, which takes less than half of the memory.
    pub fn of(source: Source, config: &Arc<Config>) -> Self {
        LazyCopy { text: Some(Box::new((source, config.clone()))), ..LazyCopy::default() }
    }

    /// Says where copy that is not here is to be read from: the file that the article's head was read from.
    pub fn attach(&self, entry: &Entry, config: &Arc<Config>) {
        // Copy that is here, or has its file already, needs no other.
        if self.copy.get().is_none() && self.text.is_none() {
            let _ = self.file.set((entry.clone(), config.clone()));
        }
    }

    /// The copy. A file that vanished in the meantime has none; the next build sees that it is gone.
    pub fn get(&self) -> &Copy {
        let set = |source: &Source, config: &Arc<Config>| {
            let (article, _) = read(source, &Desk { config, people: &[] });
            article.copy.copy.into_inner().unwrap_or_default()
        };
        self.copy.get_or_init(|| match (&self.text, self.file.get()) {
            (Some(text), _) => set(&text.0, &text.1),
            (None, Some((entry, config))) => {
                let (source, _) = source::read(entry, source::Notation::encoding(&entry.path));
                source.map_or_else(Copy::default, |source| set(&source, config))
            }
            (None, None) => Copy::default(),
        })
    }
}
