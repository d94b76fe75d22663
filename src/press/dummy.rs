//! The edition that was printed last, on disk: `.newsprint/dummy` in the site's folder.
//!
//! It holds the dummy of the edition ([`edition::dummy`]) and, for each of its articles, when the file was last changed and
//! where its reading begins in the journal. With it a build has the whole edition without reading a single article; the few
//! that are asked for come from the journal, their copy from their files. Articles that were read again since it was written
//! are named in [`Name`], so that a build after an edit of copy has little to write.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::journal::{Journal, Records};
use super::memory::{Reading, Remembered, Stamp};
use super::{Files, notes};
use crate::article::{Article, ChangedFiles, Head, LazyCopy, LazyHead, Morgue, Original, Role};
use crate::clock::Clock;
use crate::config::Config;
use crate::digest::Digest;
use crate::edition::{self, Edition, StoryId};
use crate::source::Entry;

/// The file, beneath the site's folder.
const FILE: &str = ".newsprint/dummy";

/// The form it is written in.
const MAGIC: &[u8] = b"newsprint dummy 1\n";

/// Which dummy, and what has happened since it was written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Name {
    hash: Digest,
    /// How many files its articles have.
    files: usize,
    /// The journal that it points into.
    pub(super) journal: Journal,
    /// Articles that were read again, by number.
    since: BTreeMap<usize, Filed>,
}

/// An article of the list that an edition is made of, by its place in the journal.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Filed {
    stamp: Stamp,
    fingerprint: Digest,
    shown: Digest,
    at: u64,
}

/// A row of the file: an article with what is known of it beforehand.
#[derive(Clone, Serialize, Deserialize)]
struct Row<'t> {
    path: &'t str,
    role: Role,
    filed: Filed,
}

/// Rows in one part: parts are read on many threads.
const PART: usize = 4096;

/// Articles that may be read again before the dummy is written anew; a change of more is no edit of copy.
const MOST: usize = 256;

/// Writes down an edition that is printed; `known` has the reading of each of `copy`, the files of its articles. None where
/// it cannot be: not every article is written down, or some are shown that are not out.
pub(super) fn save<'m>(
    root: &Path,
    edition: &Edition,
    copy: &[&'m Entry],
    known: impl Fn(&Entry) -> Option<&'m Remembered> + Sync,
    journal: &Journal,
) -> Option<Name> {
    let row = |entry: &'m Entry| -> Option<Row<'m>> {
        let known = known(entry)?;
        let (article, at) = (known.article.as_ref()?, known.at.load(Ordering::Relaxed));
        let filed = Filed { stamp: known.stamp, fingerprint: article.fingerprint, shown: article.shown, at };
        (at > 0).then(|| Row { path: &entry.path, role: article.role.clone(), filed })
    };
    let rows = copy.par_chunks(PART).map(|copy| {
        let rows: Vec<Row<'_>> = copy.iter().map(|entry| row(entry)).collect::<Option<_>>()?;
        postcard::to_stdvec(&rows).ok()
    });
    let rows: Vec<Vec<u8>> = rows.collect::<Option<_>>()?;
    let numbers: foldhash::HashMap<&str, usize> = copy.iter().enumerate().map(|(number, entry)| (&*entry.path, number)).collect();
    let edition = edition::dummy::pack(edition, &|article| numbers.get(&*article.path).copied())?;
    let lengths = |parts: &[Vec<u8>]| -> Vec<usize> { parts.iter().map(Vec::len).collect() };
    let contents = postcard::to_stdvec(&(lengths(&rows), lengths(&edition))).ok()?;
    let parts: Vec<&[u8]> = std::iter::once(&contents).chain(&rows).chain(&edition).map(Vec::as_slice).collect();
    let hash = notes::save(&root.join(FILE), MAGIC, &parts)?;
    Some(Name { hash, files: copy.len(), journal: journal.clone(), since: BTreeMap::new() })
}

impl Name {
    /// Whether the site has as many articles as then, which is soon seen.
    pub(super) fn has_as_many(&self, files: &Files) -> bool {
        files.content.iter().filter(|entry| super::is_copy(&entry.path)).count() == self.files
    }
}

/// An edition as it was printed, and the stories of it that have other files now.
pub(super) struct Recalled {
    pub(super) edition: Edition,
    pub(super) changed: Vec<Changed>,
    pub(super) filing: Arc<Filing>,
}

/// A story whose file is another one.
pub(super) struct Changed {
    /// Of the article.
    pub(super) number: usize,
    pub(super) id: StoryId,
    pub(super) before: Reading,
}

/// A story whose file was read again.
pub(super) struct Fresh {
    /// Of the article.
    pub(super) number: usize,
    pub(super) id: StoryId,
    pub(super) reading: Remembered,
}

/// Where articles lie: their readings in the journal, their copy in the site's folder.
#[derive(Debug)]
pub(super) struct Filing {
    records: Records,
    files: Arc<Files>,
    config: Arc<Config>,
    articles: Vec<Place>,
    /// Whether something was asked for that is not there.
    lacking: AtomicBool,
    /// Files that had other bytes when the copy of an article was asked for.
    changed: Arc<ChangedFiles>,
}

/// Where one article lies.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Of its file, in [`Files::content`].
    file: usize,
    filed: Filed,
}

impl Filing {
    /// The file of an article.
    pub(super) fn entry(&self, number: usize) -> &Entry {
        &self.files.content[self.articles[number].file]
    }

    fn reading(&self, number: usize) -> Option<Reading> {
        let filed = self.articles[number].filed;
        let reading = self.records.reading(filed.at, &self.entry(number).path)?;
        reading.0.as_ref().is_some_and(|article| article.fingerprint == filed.fingerprint).then_some(reading)
    }

    /// Whether every article that was asked for was there, and what was read of it is what its file said when it was filed.
    pub(super) fn is_whole(&self) -> bool {
        !self.lacking.load(Ordering::Relaxed) && self.changed.met() == 0
    }

    /// Writes down articles that were read again, and the dummy's name with them; none where they cannot be added.
    pub(super) fn noted(&self, root: &Path, mut name: Name, fresh: &[Fresh]) -> Option<Name> {
        let readings: Vec<(&Arc<str>, &Remembered)> = fresh.iter().map(|fresh| (&self.entry(fresh.number).path, &fresh.reading)).collect();
        name.journal.add(root, &readings, self.articles.len()).then_some(())?;
        for fresh in fresh {
            let at = fresh.reading.at.load(Ordering::Relaxed);
            let article = fresh.reading.article.as_ref();
            let (fingerprint, shown) = article.map(|article| (article.fingerprint, article.shown)).unwrap_or_default();
            name.since.insert(fresh.number, Filed { stamp: fresh.reading.stamp, fingerprint, shown, at });
        }
        Some(name)
    }
}

/// Parts of these lengths from the start of `bytes`, and what follows them; none where there is not so much.
fn cut<'b>(mut bytes: &'b [u8], lengths: &[usize]) -> Option<(Vec<&'b [u8]>, &'b [u8])> {
    let mut parts = Vec::with_capacity(lengths.len());
    for length in lengths {
        let (part, rest) = bytes.split_at_checked(*length)?;
        parts.push(part);
        bytes = rest;
    }
    Some((parts, bytes))
}

/// An article of which no more is known than its row says.
fn article(filing: &Arc<Filing>, number: usize, row: &Row<'_>) -> Article {
    Article {
        path: filing.entry(number).path.clone(),
        role: row.role.clone(),
        head: LazyHead::filed(filing.clone(), number),
        copy: LazyCopy::filed(filing.clone(), number),
        fingerprint: filing.articles[number].filed.fingerprint,
        shown: filing.articles[number].filed.shown,
    }
}

impl Morgue for Filing {
    fn head(&self, number: usize) -> Head {
        let article = self.reading(number).and_then(|(article, _)| article);
        article.map_or_else(
            || {
                self.lacking.store(true, Ordering::Relaxed);
                Head::default()
            },
            |article| (*article.head).clone(),
        )
    }

    fn original(&self, number: usize) -> Original {
        Original {
            entry: self.entry(number).clone(),
            fingerprint: self.articles[number].filed.fingerprint,
            config: self.config.clone(),
            changed: self.changed.clone(),
        }
    }
}

/// The files that the edition of a name was made of; none where it is not there any more.
pub(super) fn sources(root: &Path, name: &Name) -> Option<foldhash::HashSet<String>> {
    let bytes = notes::load(&root.join(FILE), MAGIC, Some(name.hash))?;
    let ((row_lengths, _), rest) = postcard::take_from_bytes::<(Vec<usize>, Vec<usize>)>(&bytes).ok()?;
    let (parts, _) = cut(rest, &row_lengths)?;
    let mut sources = foldhash::HashSet::default();
    for part in parts {
        sources.extend(postcard::from_bytes::<Vec<Row<'_>>>(part).ok()?.iter().map(|row| row.path.to_owned()));
    }
    Some(sources)
}

/// The edition of a name, where nothing about `files` is new but the copy of a few of its stories.
/// Who asks for copy that has changed since is told by `changed`.
pub(super) fn load(
    root: &Path,
    name: &Name,
    files: &Arc<Files>,
    config: &Arc<Config>,
    clock: Clock,
    changed: Arc<ChangedFiles>,
) -> Option<Recalled> {
    let records = Records::open(root, &name.journal)?;
    let bytes = notes::load(&root.join(FILE), MAGIC, Some(name.hash))?;
    let ((row_lengths, edition_lengths), rest) = postcard::take_from_bytes::<(Vec<usize>, Vec<usize>)>(&bytes).ok()?;
    let (rows, rest) = cut(rest, &row_lengths)?;
    let (edition, _) = cut(rest, &edition_lengths)?;
    let rows = rows.par_iter().map(|part| postcard::from_bytes::<Vec<Row<'_>>>(part).ok()).collect::<Option<Vec<_>>>()?.concat();
    let copy: Vec<usize> = (0..files.content.len()).filter(|file| super::is_copy(&files.content[*file].path)).collect();
    (rows.len() == copy.len()).then_some(())?;
    let filed = |number: usize, row: &Row<'_>| name.since.get(&number).copied().unwrap_or(row.filed);
    let mut other = Vec::new();
    for (number, (row, file)) in rows.iter().zip(&copy).enumerate() {
        let entry = &files.content[*file];
        (*row.path == *entry.path).then_some(())?;
        if filed(number, row).stamp != Stamp::of(entry) {
            other.push(number);
        }
    }
    (name.since.len() + other.len() <= MOST).then_some(())?;
    let places = rows.iter().zip(&copy).enumerate().map(|(number, (row, file))| Place { file: *file, filed: filed(number, row) });
    let filing = Arc::new(Filing {
        records,
        files: files.clone(),
        config: config.clone(),
        articles: places.collect(),
        lacking: AtomicBool::new(false),
        changed,
    });
    let articles: Vec<Arc<Article>> = rows.par_iter().enumerate().map(|(number, row)| Arc::new(article(&filing, number, row))).collect();
    let edition = edition::dummy::unpack(&edition, &articles, config, clock)?;
    let ids: foldhash::HashMap<&str, usize> = other.iter().map(|number| (rows[*number].path, *number)).collect();
    let stories = edition.stories.iter().enumerate();
    let others: Vec<Changed> = stories
        .filter_map(|(id, story)| ids.get(&*story.article.path).map(|number| (id, *number)))
        .map(|(id, number)| Some(Changed { number, id, before: filing.reading(number)? }))
        .collect::<Option<_>>()?;
    // What is no public story has more to do with the edition than its copy.
    (others.len() == other.len()).then_some(Recalled { edition, changed: others, filing })
}
