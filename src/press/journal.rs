//! Articles as they were read, on disk: `.newsprint/articles` in the site's folder.
//!
//! A head with the program and the settings that the articles were read with, then a record for each reading. A build
//! adds the few that are new at the end; of two records of one file the later counts. Records that no file needs any more
//! are left out when they are a third of all, by writing the journal anew. A record says its length and its hash, so one
//! that a killed build left half written ends the journal, which the next build writes anew. A journal of another program or
//! other settings is not read.

#![allow(clippy::disallowed_methods, reason = "the memory is a file of the press, not of the output")]

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::memory::{Reading, Remembered, Stamp};
use super::notes::program;
use crate::digest::Digest;
use crate::output;
use crate::source;

/// The file, beneath the site's folder.
const FILE: &str = ".newsprint/articles";

/// The form it is written in.
const MAGIC: &[u8] = b"newsprint articles 2\n";

/// Bytes of the head: the form, the program, the settings.
const HEAD: usize = MAGIC.len() + 2 * Digest::LENGTH;

/// Bytes before each record: its length, its hash.
const FRAME: usize = 4 + Digest::LENGTH;

/// A journal, as far as it was read or written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    settings: Option<Digest>,
    /// Records in the file.
    records: usize,
    /// Bytes of the file that are sound.
    sound: u64,
}

#[derive(Serialize, Deserialize)]
struct Name<'t> {
    path: &'t str,
    stamp: Stamp,
}

impl Journal {
    /// The journal of the site at `root`, with its readings by path, if they are of these settings.
    pub(super) fn load(root: &Path) -> (Self, foldhash::HashMap<Arc<str>, Remembered>) {
        let Some(bytes) = fs::read(root.join(FILE)).ok().filter(|bytes| bytes.len() >= HEAD && bytes.starts_with(MAGIC)) else {
            return Self::default_pair();
        };
        let (of_program, settings) = bytes[MAGIC.len()..HEAD].split_at(Digest::LENGTH);
        let Some(settings) = settings.try_into().ok().filter(|_| of_program == program().to_bytes()).map(Digest::from_bytes) else {
            return Self::default_pair();
        };
        let mut last: HashMap<&str, (Stamp, &[u8], usize)> = HashMap::new();
        let (mut at, mut records) = (HEAD, 0);
        while let Some(record) = frame(&bytes[at..]) {
            let Ok((name, rest)) = postcard::take_from_bytes::<Name<'_>>(record) else { break };
            last.insert(name.path, (name.stamp, rest, at));
            at += FRAME + record.len();
            records += 1;
        }
        let readings = last.into_par_iter().filter_map(|(path, (stamp, packed, at))| {
            let (article, told) = postcard::from_bytes(packed).ok()?;
            Some((Arc::from(path), Remembered { stamp, article, told, at: AtomicU64::new(at as u64) }))
        });
        (Journal { settings: Some(settings), records, sound: at as u64 }, readings.collect())
    }

    fn default_pair() -> (Self, foldhash::HashMap<Arc<str>, Remembered>) {
        (Journal::default(), foldhash::HashMap::default())
    }

    /// The settings that its readings were made with.
    pub(super) fn settings(&self) -> Option<Digest> {
        self.settings
    }

    /// Writes what is `fresh`, or, where the journal is not of these `settings` or has much that nobody needs, all. A
    /// journal that cannot be written is done without.
    pub(super) fn save<'m>(
        &mut self,
        root: &Path,
        settings: Digest,
        fresh: &[(&'m Arc<str>, &'m Remembered)],
        all: &foldhash::HashMap<Arc<str>, Remembered>,
    ) {
        if self.settings == Some(settings) && self.add(root, fresh, all.len()) {
            return;
        }
        let all: Vec<(&Arc<str>, &Remembered)> = all.iter().collect();
        *self = match write_anew(&root.join(FILE), settings, &all) {
            Ok(sound) => Journal { settings: Some(settings), records: all.len(), sound },
            Err(_) => Journal::default(),
        };
    }

    /// Adds what is `fresh` at the end; says whether that was possible. It is not where the journal has become much longer than
    /// its readings, of `files` files, need.
    pub(super) fn add(&mut self, root: &Path, fresh: &[(&Arc<str>, &Remembered)], files: usize) -> bool {
        let wasted = (self.records + fresh.len()).saturating_sub(files);
        if wasted * 3 > files + 64 {
            return false;
        }
        if !fresh.is_empty() {
            let Ok(sound) = add(&root.join(FILE), self.sound, fresh) else { return false };
            self.records += fresh.len();
            self.sound = sound;
        }
        true
    }
}

/// The records of a journal, from which single readings are taken.
#[derive(Debug)]
pub(super) struct Records {
    file: File,
    length: u64,
}

impl Records {
    /// Those of the site at `root`, if its journal is still as `journal` says.
    pub(super) fn open(root: &Path, journal: &Journal) -> Option<Self> {
        let file = File::open(root.join(FILE)).ok()?;
        let length = File::metadata(&file).ok()?.len();
        (length == journal.sound).then_some(Records { file, length })
    }

    /// The reading of the file at `path` whose record begins at `at`; none if there is no such record.
    pub(super) fn reading(&self, at: u64, path: &str) -> Option<Reading> {
        let mut length = [0; 4];
        source::read_at(&self.file, &mut length, at).ok()?;
        let length = FRAME + u32::from_le_bytes(length) as usize;
        (at.checked_add(length as u64)? <= self.length).then_some(())?;
        let mut bytes = vec![0; length];
        source::read_at(&self.file, &mut bytes, at).ok()?;
        let (name, packed) = postcard::take_from_bytes::<Name<'_>>(frame(&bytes)?).ok()?;
        (name.path == path).then(|| postcard::from_bytes(packed).ok())?
    }
}

/// The record at the start of `bytes`, if it is whole.
fn frame(bytes: &[u8]) -> Option<&[u8]> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (hash, rest) = rest.split_first_chunk::<{ Digest::LENGTH }>()?;
    let record = rest.get(..u32::from_le_bytes(*length) as usize)?;
    (Digest::of(record).to_bytes() == *hash).then_some(record)
}

/// Records that are packed and written at once.
const BATCH: usize = 1024;

/// Writes records from `at` on, each in its frame; gives where they end. One that is too long for its frame is left out.
fn write(to: &mut impl io::Write, readings: &[(&Arc<str>, &Remembered)], mut at: u64) -> io::Result<u64> {
    for batch in readings.chunks(BATCH) {
        let records: Vec<Vec<u8>> = batch.par_iter().map(|(path, known)| pack(path, known).unwrap_or_default()).collect();
        to.write_all(&records.concat())?;
        for (record, (_, known)) in records.iter().zip(batch) {
            known.at.store(if record.is_empty() { 0 } else { at }, Ordering::Relaxed);
            at += record.len() as u64;
        }
    }
    Ok(at)
}

fn pack(path: &str, known: &Remembered) -> Option<Vec<u8>> {
    let name = Name { path, stamp: known.stamp };
    let record = postcard::to_extend(&(name, known.article.as_deref(), &known.told), Vec::new()).ok()?;
    let length = u32::try_from(record.len()).ok()?;
    let hash = Digest::of(&record).to_bytes();
    Some([&length.to_le_bytes()[..], &hash, &record].concat())
}

fn write_anew(path: &Path, settings: Digest, all: &[(&Arc<str>, &Remembered)]) -> io::Result<u64> {
    output::replace(path, |file| {
        file.write_all(&[MAGIC, &program().to_bytes(), &settings.to_bytes()].concat())?;
        write(file, all, HEAD as u64)
    })
}

/// Adds records after the sound ones, unless something else stands there: half a record of a killed build, or what another
/// build has added since.
fn add(path: &Path, sound: u64, fresh: &[(&Arc<str>, &Remembered)]) -> io::Result<u64> {
    let mut file = OpenOptions::new().append(true).open(path)?;
    file.lock()?;
    if File::metadata(&file)?.len() != sound {
        return Err(io::Error::other("the journal has changed"));
    }
    write(&mut file, fresh, sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(size: u64) -> Remembered {
        Remembered { stamp: Stamp { size, changed: 1 }, article: None, told: Vec::new(), at: AtomicU64::default() }
    }

    #[test]
    fn half_a_record_costs_nothing_but_itself() {
        let root = std::env::temp_dir().join(format!("newsprint-journal-{}", std::process::id()));
        let mut all = foldhash::HashMap::default();
        let mut keep = |name: &str, journal: &mut Journal| {
            let path: Arc<str> = name.into();
            all.insert(path.clone(), reading(name.len() as u64));
            journal.save(&root, Digest::of("settings"), &[(&path, &all[&path])], &all);
        };
        keep("content/a.md", &mut Journal::default());
        let mut file = OpenOptions::new().append(true).open(root.join(FILE)).expect("the journal");
        file.write_all(b"half a record").expect("it is written");
        let (mut journal, known) = Journal::load(&root);
        assert_eq!(known.len(), 1);
        keep("content/bc.md", &mut journal);
        let (journal, known) = Journal::load(&root);
        assert_eq!(known.len(), 2, "what was read after the kill is remembered");
        assert_eq!(journal.settings(), Some(Digest::of("settings")));
        drop(fs::remove_dir_all(root));
    }
}
