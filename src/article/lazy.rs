//! Heads and copy that are kept small, or away, until somebody asks for them.
//!
//! A paper holds many articles and prints a few at a time, so the copy of the others is kept as a few bytes. A build that
//! finds most articles unchanged needs their heads and not their copy at all; then it is read when it is first asked for. A
//! build that knows where every story stands needs few heads either; then a [`Morgue`] has both. What [`LazyHead`] and
//! [`LazyCopy`] give is the same in all cases: it comes from [`super::read`] and the same file.
//!
//! Nobody sees a head but through [`LazyHead`], so it can tell which heads go into a page ([`heads_read`]).

use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::copy::Copy;
use super::store::{Packed, Store};
use super::{Desk, Head, read};
use crate::config::Config;
use crate::source::{self, Entry};

/// Where articles lie that were read by an earlier build.
pub trait Morgue: fmt::Debug + Send + Sync {
    /// The head of an article, by its number. One that cannot be had is an empty one; the morgue knows then that nothing may
    /// be printed of it.
    fn head(&self, number: usize) -> Head;
    /// The file of an article, and the settings to read it with.
    fn file(&self, number: usize) -> Option<(Entry, Arc<Config>)>;
}

/// The head of an article, or where to find it.
#[derive(Clone, Debug)]
pub struct LazyHead {
    head: OnceLock<Box<Head>>,
    filed: Option<(Arc<dyn Morgue>, usize)>,
}

thread_local! {
    /// The marks of heads that are read on this thread, while somebody asks for that.
    static WITNESS: RefCell<Option<Vec<usize>>> = const { RefCell::new(None) };
}

/// Runs `work`, and tells which heads it read: their marks, in order, each once. What other threads do for it is not seen.
pub fn heads_read<T>(work: impl FnOnce() -> T) -> (T, Vec<usize>) {
    let outer = WITNESS.replace(Some(Vec::new()));
    let done = work();
    let mut read = WITNESS.replace(outer).unwrap_or_default();
    read.sort_unstable();
    read.dedup();
    (done, read)
}

impl LazyHead {
    /// A head that lies in a morgue.
    pub fn filed(morgue: Arc<dyn Morgue>, number: usize) -> Self {
        LazyHead { head: OnceLock::new(), filed: Some((morgue, number)) }
    }

    /// By which [`heads_read`] names it, as long as it is not moved.
    pub fn mark(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    /// Says that it is read, for those who have kept what they made of it.
    pub fn note_read(&self) {
        WITNESS.with_borrow_mut(|witness| {
            if let Some(read) = witness
                && read.last() != Some(&self.mark())
            {
                read.push(self.mark());
            }
        });
    }
}

impl From<Head> for LazyHead {
    fn from(head: Head) -> Self {
        LazyHead { head: OnceLock::from(Box::new(head)), filed: None }
    }
}

impl Deref for LazyHead {
    type Target = Head;

    fn deref(&self) -> &Head {
        self.note_read();
        self.head.get_or_init(|| self.filed.as_ref().map(|(morgue, number)| Box::new(morgue.head(*number))).unwrap_or_default())
    }
}

impl Serialize for LazyHead {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(to)
    }
}

impl<'de> Deserialize<'de> for LazyHead {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Head::deserialize(from).map(Into::into)
    }
}

/// The copy of an article, or where to find it.
#[derive(Clone, Debug, Default)]
pub struct LazyCopy {
    packed: OnceLock<Packed>,
    origin: OnceLock<Origin>,
}

/// Where copy is read from once it is asked for.
#[derive(Clone, Debug)]
enum Origin {
    File(Box<(Entry, Arc<Config>)>),
    Filed(Arc<dyn Morgue>, usize),
}

impl LazyCopy {
    /// Copy that is here.
    pub(super) fn here(copy: Copy) -> Self {
        LazyCopy { packed: OnceLock::from(Packed::Here(copy.pack())), origin: OnceLock::new() }
    }

    /// Copy that lies in a morgue.
    pub fn filed(morgue: Arc<dyn Morgue>, number: usize) -> Self {
        LazyCopy { packed: OnceLock::new(), origin: OnceLock::from(Origin::Filed(morgue, number)) }
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
            let _ = self.origin.set(Origin::File(Box::new((entry.clone(), config.clone()))));
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
        let (entry, config) = match self.origin.get()? {
            Origin::File(file) => (**file).clone(),
            Origin::Filed(morgue, number) => morgue.file(*number)?,
        };
        let (source, _) = source::read(&entry, source::Kind::of(&entry.path));
        let (article, _) = read(&source?, &Desk { config: &config, people: &[] });
        article.copy.packed.into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_that_are_read_are_told() {
        let heads: Vec<LazyHead> = (0..3).map(|_| LazyHead::from(Head::default())).collect();
        let marks = |read: &[usize]| heads.iter().map(|head| read.contains(&head.mark())).collect::<Vec<_>>();
        let ((), read) = heads_read(|| {
            assert_eq!((heads[2].words, heads[0].minutes, heads[2].minutes), (0, 0, 0));
            // What is done in between for somebody else counts for them.
            let (_, inner) = heads_read(|| heads[1].draft);
            assert_eq!(marks(&inner), [false, true, false]);
        });
        assert_eq!(marks(&read), [true, false, true]);
        assert_eq!(read.len(), 2);
        assert_eq!(heads_read(|| ()).1, Vec::<usize>::new());
    }
}
