//! Where the copy of a large paper lies while its pages are planned: in memory up to a bound, beyond that in a file that is
//! gone when the program is.
//!
//! The file is opened by whoever may write files. What cannot be put into it stays in memory.

use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::source;

/// Bytes of copy that stay in memory: a paper of a few thousand stories needs no file.
const BOUND: u64 = 8 << 20;

/// A store of packed copy.
#[derive(Debug)]
pub struct Store {
    file: Option<File>,
    /// Bytes that were put away so far, in memory and in the file.
    taken: AtomicU64,
}

/// Packed copy, wherever it lies.
#[derive(Clone, Debug)]
pub(super) enum Packed {
    Here(Arc<[u8]>),
    Away { store: Arc<Store>, at: u64, length: usize },
}

impl Store {
    /// A store that puts into `file`, which must be empty, what is too much for memory.
    pub fn new(file: Option<File>) -> Arc<Self> {
        Arc::new(Store { file, taken: AtomicU64::new(0) })
    }

    /// Puts packed copy away.
    pub(super) fn put(self: &Arc<Self>, bytes: &Arc<[u8]>) -> Packed {
        let length = bytes.len();
        let at = self.taken.fetch_add(length as u64, Ordering::Relaxed);
        let beyond = at.checked_sub(BOUND).zip(self.file.as_ref());
        match beyond {
            Some((at, file)) if write(file, bytes, at).is_ok() => Packed::Away { store: self.clone(), at, length },
            _ => Packed::Here(bytes.clone()),
        }
    }

    fn get(&self, at: u64, length: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        source::read_at(self.file.as_ref()?, &mut bytes, at).ok()?;
        Some(bytes)
    }
}

impl Packed {
    /// Gives the bytes to `look`; none if the file cannot be read any more.
    pub(super) fn with<T>(&self, look: impl FnOnce(&[u8]) -> T) -> Option<T> {
        match self {
            Packed::Here(bytes) => Some(look(bytes)),
            Packed::Away { store, at, length } => store.get(*at, *length).map(|bytes| look(&bytes)),
        }
    }
}

#[cfg(unix)]
fn write(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(windows)]
fn write(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let done = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        bytes = &bytes[done..];
        at += done as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copy_comes_back_from_where_it_was_put() {
        let path = std::env::temp_dir().join(format!("newsprint-store-{}", std::process::id()));
        #[allow(clippy::disallowed_methods, reason = "a file of the test")]
        let file = std::fs::OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&path).ok();
        assert!(file.is_some());
        let store = Store::new(file);
        let texts: Vec<Arc<[u8]>> = (0..40u8).map(|n| vec![n; 1 << 20].into()).collect();
        let put: Vec<Packed> = texts.iter().map(|text| store.put(text)).collect();
        let away = put.iter().filter(|packed| matches!(packed, Packed::Away { .. })).count();
        assert_eq!(away, 40 - 8);
        for (packed, text) in put.iter().zip(&texts) {
            assert_eq!(packed.with(|bytes| bytes == &**text), Some(true));
        }
        #[allow(clippy::disallowed_methods, reason = "a file of the test")]
        drop(std::fs::remove_file(path));
    }
}
