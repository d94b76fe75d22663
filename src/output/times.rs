//! When the files of an output folder were last changed, so that most need not be read to know that they are as they were
//! left: `.newsprint/output-<hash of the folder>` in the site's folder.
//!
//! It speaks of one manifest, by its hash, and can be thrown away: then files are read and compared with the manifest.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use super::{MEMORY, replace};
use crate::digest::Digest;

const MAGIC: &[u8] = b"newsprint times 1\n";

/// Bytes of an entry: size and time.
const ENTRY: usize = 16;

/// By which a file that was not touched is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    size: u64,
    /// Nanoseconds since 1970.
    changed: i64,
}

impl Time {
    pub(super) fn of(meta: &fs::Metadata) -> Self {
        let since = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Time { size: meta.len(), changed: since.map_or(0, |time| i64::try_from(time.as_nanos()).unwrap_or(0)) }
    }

    /// Whether a file of another time can still have the same bytes.
    pub(super) fn has_size_of(self, other: Self) -> bool {
        self.size == other.size
    }

    fn to_bytes(self) -> [u8; ENTRY] {
        let mut bytes = [0; ENTRY];
        bytes[..8].copy_from_slice(&self.size.to_le_bytes());
        bytes[8..].copy_from_slice(&self.changed.to_le_bytes());
        bytes
    }

    fn from_bytes(bytes: [u8; ENTRY]) -> Self {
        let (size, changed) = bytes.split_at(8);
        let part = |part: &[u8]| part.try_into().unwrap_or_default();
        Time { size: u64::from_le_bytes(part(size)), changed: i64::from_le_bytes(part(changed)) }
    }
}

/// Stands for a file of which no time is known.
const UNKNOWN: [u8; ENTRY] = [0xff; ENTRY];

/// What is known of the files of a manifest, by their places in it.
#[derive(Debug)]
pub(super) struct Times {
    file: PathBuf,
    known: Vec<Option<Time>>,
    /// What was found since: files of other times that have the right bytes.
    found: Mutex<HashMap<usize, Time>>,
}

impl Times {
    /// Those of the folder `output`, with this manifest, as the site at `root` remembers them.
    pub(super) fn load(root: &Path, output: &Path, manifest: Digest) -> Self {
        let name = Digest::of(output.as_os_str().as_encoded_bytes()).short(10);
        let file = root.join(MEMORY).join(format!("output-{name}"));
        let known = fs::read(&file).ok().and_then(|bytes| read(&bytes, manifest)).unwrap_or_default();
        Times { file, known, found: Mutex::default() }
    }

    pub(super) fn get(&self, at: usize) -> Option<Time> {
        self.known.get(at).copied().flatten().filter(|_| !self.has_found(at)).or_else(|| self.lock().get(&at).copied())
    }

    fn has_found(&self, at: usize) -> bool {
        let found = self.lock();
        !found.is_empty() && found.contains_key(&at)
    }

    /// A file has the right bytes, and this time.
    pub(super) fn found(&self, at: usize, time: Time) {
        self.lock().insert(at, time);
    }

    /// Whether something was found that is not written down.
    pub(super) fn have_news(&self) -> bool {
        !self.lock().is_empty()
    }

    /// Writes down what is known of the `count` files of a manifest, as `time` has it by their places; where that is not
    /// possible, the next build reads the files.
    pub(super) fn save(&self, manifest: Digest, count: usize, time: impl Fn(usize) -> Option<Time>) {
        let mut bytes = Vec::with_capacity(count * ENTRY);
        for at in 0..count {
            bytes.extend(time(at).map_or(UNKNOWN, Time::to_bytes));
        }
        let sum = Digest::of(&bytes).to_bytes();
        // A site that cannot be written is built all the same.
        let _ = replace(&self.file, |file| file.write_all(&[MAGIC, &manifest.to_bytes(), &sum, &bytes].concat()));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<usize, Time>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(bytes: &[u8], manifest: Digest) -> Option<Vec<Option<Time>>> {
    let rest = bytes.strip_prefix(MAGIC)?.strip_prefix(&manifest.to_bytes())?;
    let (sum, rest) = rest.split_first_chunk::<{ Digest::LENGTH }>()?;
    (Digest::of(rest).to_bytes() == *sum).then_some(())?;
    let (entries, _) = rest.as_chunks::<ENTRY>();
    Some(entries.iter().map(|entry| (*entry != UNKNOWN).then(|| Time::from_bytes(*entry))).collect())
}
