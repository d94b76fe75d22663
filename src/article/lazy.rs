//! Copy that is kept small until a page asks for it.
//!
//! A paper holds many articles and prints a few at a time, so the copy of the others is kept as a few bytes. A build that
//! finds most articles unchanged needs their heads and not their copy at all; then it is read when it is first asked for.
//! What [`LazyCopy::get`] gives is the same in both cases: both come from [`super::read`] and the same file.

use std::sync::{Arc, OnceLock};

use super::copy::Copy;
use super::store::{Packed, Store};
use super::{Desk, read};
use crate::config::Config;
use crate::source::{self, Entry};

/// The copy of an article, or where to find it.
#[derive(Clone, Debug, Default)]
pub struct LazyCopy {
    packed: OnceLock<Packed>,
    file: OnceLock<(Entry, Arc<Config>)>,
}

impl LazyCopy {
    /// Copy that is here.
    pub(super) fn here(copy: Copy) -> Self {
        LazyCopy { packed: OnceLock::from(Packed::Here(copy.pack())), file: OnceLock::new() }
    }

    /// Puts copy that is here into the store.
    pub fn put_away(&mut self, store: &Arc<Store>) {
        if let Some(Packed::Here(bytes)) = self.packed.get() {
            self.packed = OnceLock::from(store.put(bytes));
        }
    }

    /// Says where copy that is not here is to be read from: the file that the article's head was read from.
    pub fn attach(&self, entry: &Entry, config: &Arc<Config>) {
        if self.packed.get().is_none() {
            // Copy that has its file already needs no other.
            let _ = self.file.set((entry.clone(), config.clone()));
        }
    }

    /// The copy to print; words that its markup says as well may be missing. A file that vanished in the meantime has none;
    /// the next build sees that it is gone.
    pub fn get(&self) -> Copy {
        let packed = self.packed.get_or_init(|| self.read().unwrap_or_else(|| Packed::Here(Copy::default().pack())));
        packed.with(Copy::unpack).unwrap_or_default()
    }

    /// The copy with all its words.
    pub fn with_words(&self) -> Copy {
        let mut copy = self.get();
        copy.add_words();
        copy
    }

    fn read(&self) -> Option<Packed> {
        let (entry, config) = self.file.get()?;
        let (source, _) = source::read(entry, source::Notation::encoding(&entry.path));
        let (article, _) = read(&source?, &Desk { config, people: &[] });
        article.copy.packed.into_inner()
    }
}
