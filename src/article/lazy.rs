//! Heads and copy that are kept small, or away, until somebody asks for them.
//!
//! A paper holds many articles and prints a few at a time, so the copy of the others is kept as a few bytes. A build that
//! finds most articles unchanged needs their heads and not their copy at all; then it is read when it is first asked for. A
//! build that knows where every story stands needs few heads either; then a [`Morgue`] has both. What [`LazyHead`] and
//! [`LazyCopy`] give is the same in all cases: it comes from [`super::read`] and the same bytes. A file that has other bytes
//! by then is no copy of the article: [`ChangedFiles`] tells of it, and whoever prints must ask before anything goes out.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::copy::Copy;
use super::store::{Packed, Store};
use super::{Desk, Head, read};
use crate::config::Config;
use crate::digest::Digest;
use crate::source::{self, Entry};

/// Files that had other bytes, or none, when the copy of an article was to be read from them.
#[derive(Debug, Default)]
pub struct ChangedFiles {
    paths: Mutex<BTreeSet<Arc<str>>>,
    /// How often one was met.
    met: AtomicUsize,
}

impl ChangedFiles {
    fn note(&self, path: &Arc<str>) {
        self.paths.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
        self.met.fetch_add(1, Ordering::SeqCst);
    }

    /// A file is read anew: what comes of it is no longer in doubt.
    pub fn settle(&self, path: &str) {
        self.paths.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
    }

    /// The files that were not read anew since.
    pub fn paths(&self) -> Vec<Arc<str>> {
        self.paths.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// How often one was met so far: what was printed while it grew may lack copy.
    pub fn met(&self) -> usize {
        self.met.load(Ordering::SeqCst)
    }
}

/// The file that an article was read from, and what is needed to read its copy once more.
#[derive(Clone, Debug)]
pub struct Original {
    /// The file.
    pub entry: Entry,
    /// Hash of the bytes that the head was read from.
    pub fingerprint: Digest,
    /// The settings it is read with.
    pub config: Arc<Config>,
    /// Who is told when the file has other bytes.
    pub changed: Arc<ChangedFiles>,
}

/// Where articles lie that were read by an earlier build.
pub trait Morgue: fmt::Debug + Send + Sync {
    /// The head of an article, by its number. One that cannot be had is an empty one; the morgue knows then that nothing may
    /// be printed of it.
    fn head(&self, number: usize) -> Head;
    /// The file of an article.
    fn original(&self, number: usize) -> Original;
}

/// The head of an article, or where to find it.
#[derive(Clone, Debug)]
pub struct LazyHead {
    head: OnceLock<Box<Head>>,
    filed: Option<(Arc<dyn Morgue>, usize)>,
}

impl LazyHead {
    /// A head that lies in a morgue.
    pub fn filed(morgue: Arc<dyn Morgue>, number: usize) -> Self {
        LazyHead { head: OnceLock::new(), filed: Some((morgue, number)) }
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
    File(Box<Original>),
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

    /// Says where copy is to be read from that is not here, or cannot be had any more: the file that the article's head was
    /// read from.
    pub fn attach(&self, original: impl FnOnce() -> Original) {
        // Copy that has its file already needs no other.
        self.origin.get_or_init(|| Origin::File(Box::new(original())));
    }

    /// The copy to print; words that its markup says as well may be missing. Where it cannot be had it is empty, and
    /// [`ChangedFiles`] knows that nothing may be printed of it.
    pub fn get(&self) -> Copy {
        if let Some(copy) = self.packed.get().and_then(unpack) {
            return copy;
        }
        let Some(original) = self.original() else { return Copy::default() };
        let read = original.read().and_then(|packed| Some((unpack(&packed)?, packed)));
        let Some((copy, packed)) = read else {
            original.changed.note(&original.entry.path);
            return Copy::default();
        };
        // Another thread may have read it meanwhile.
        let _ = self.packed.set(packed);
        copy
    }

    /// The copy with all its words.
    pub fn with_words(&self) -> Copy {
        let mut copy = self.get();
        copy.add_words();
        copy
    }

    fn original(&self) -> Option<Original> {
        Some(match self.origin.get()? {
            Origin::File(original) => (**original).clone(),
            Origin::Filed(morgue, number) => morgue.original(*number),
        })
    }
}

fn unpack(packed: &Packed) -> Option<Copy> {
    packed.with(Copy::unpack).flatten()
}

impl Original {
    /// The copy, if the file still has the bytes that its head was read from.
    fn read(&self) -> Option<Packed> {
        let (source, _) = source::read(&self.entry, source::Kind::of(&self.entry.path));
        let source = source.filter(|source| source.fingerprint == self.fingerprint)?;
        let (article, _) = read(&source, &Desk { config: &self.config });
        article.copy.packed.into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An article of a file in a folder of its own.
    fn filed(text: &str) -> (tempfile::TempDir, Original) {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = folder.path().join("ferry.md");
        #[allow(clippy::disallowed_methods, reason = "a file of the test")]
        std::fs::write(&disk, text).expect("it is written");
        let entry = Entry { path: "content/ferry.md".into(), disk, size: text.len() as u64, changed: 0 };
        let config = Config::stand_in().expect("settings");
        (folder, Original { entry, fingerprint: Digest::of(text), config, changed: Arc::default() })
    }

    #[test]
    fn copy_comes_from_the_bytes_that_the_head_came_from() {
        let (_folder, original) = filed("# Ferry\n\nFares stay.\n");
        let copy = LazyCopy::default();
        copy.attach(|| original.clone());
        assert!(!copy.get().parts.is_empty() && original.changed.met() == 0);
        for other in [Some("# Ferry\n\nFares rise.\n"), None] {
            #[allow(clippy::disallowed_methods, reason = "a file of the test")]
            match other {
                Some(text) => std::fs::write(&original.entry.disk, text).expect("it is written"),
                None => std::fs::remove_file(&original.entry.disk).expect("it is removed"),
            }
            let late = LazyCopy::default();
            late.attach(|| original.clone());
            let before = original.changed.met();
            assert!(late.get().parts.is_empty());
            assert_eq!((original.changed.met() - before, original.changed.paths()), (1, vec![original.entry.path.clone()]));
            assert!(!copy.get().parts.is_empty(), "what was read in time stays");
        }
    }

    #[test]
    fn packed_copy_that_is_broken_is_read_once_more_or_told() {
        let text = "# Ferry\n\nFares stay.\n";
        let (_folder, original) = filed(text);
        let whole = original.read().expect("it is read");
        let bytes = whole.with(<[u8]>::to_vec).expect("they are here");
        for end in 0..bytes.len() {
            let copy = LazyCopy { packed: OnceLock::from(Packed::Here(bytes[..end].into())), origin: OnceLock::new() };
            copy.attach(|| original.clone());
            assert!(!copy.get().parts.is_empty(), "{end} bytes");
        }
        assert_eq!(original.changed.met(), 0);
        let gone = Original { fingerprint: Digest::of("other"), ..original };
        let copy = LazyCopy { packed: OnceLock::from(Packed::Here(bytes[..3].into())), origin: OnceLock::new() };
        copy.attach(|| gone.clone());
        assert!(copy.get().parts.is_empty() && gone.changed.met() == 1);
    }
}
