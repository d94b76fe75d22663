//! The manifest of an output folder: which files are ours, and what is known of each. It is a text to which lines are
//! added, so that a small edition costs little in a large folder.
//!
//! ```text
//! newsprint manifest 2
//! <hash> <size> <time of change> <path>    a file; a later line counts over an earlier one
//! - <path>                                 a file that is gone
//! unfinished                               an edition is on its way
//! finished                                 it came to its end
//! ```
//!
//! The last mark counts. Without one the manifest is unfinished, and so it is if its last line has no end: then a build
//! was killed while it wrote, and that line is not read. An announcement begins with its mark and the lines of a finished
//! edition end with theirs, so a part of either is never taken for a folder that is finished.
//!
//! The text is written anew, in the order of the paths, where lines cannot be added or would be too many.

use std::fs::{self, OpenOptions};
use std::hash::BuildHasher as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::digest::{Digest, Digester};
use crate::permalink::OutPath;

const HEADER: &str = "newsprint manifest 2\n";
const FINISHED: &str = "finished";
const UNFINISHED: &str = "unfinished";
/// Begins the line of a file that is gone.
const GONE: &str = "- ";

/// What the manifest remembers of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) hash: Digest,
    pub(super) size: u64,
    /// When it changed, in nanoseconds since 1970.
    pub(super) changed: i64,
}

/// Whether the last edition came to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    #[default]
    Finished,
    Unfinished,
}

/// A line about a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) path: &'t str,
    /// None of a file that is gone.
    pub(super) known: Option<Known>,
}

/// A manifest as it was read; an empty one of a folder that has none.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// Every whole line.
    text: String,
    /// What stands behind the last line end.
    torn: Vec<u8>,
    /// In the order of their paths, each once.
    files: Vec<Row>,
    state: State,
    standing: Standing,
    /// Where in `files` the path of a hash is: one of them, if there are several.
    index: OnceLock<foldhash::HashMap<u64, usize>>,
}

/// Where in the text a line about a file is.
#[derive(Clone, Copy, Debug)]
struct Row {
    start: usize,
    /// Where its path begins.
    path: usize,
    end: usize,
}

impl Row {
    fn path<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.path..self.end).unwrap_or_default()
    }

    fn line<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    fn is_gone(&self) -> bool {
        self.path - self.start == GONE.len()
    }
}

/// What stands in the manifest's file.
#[derive(Clone, Debug, Default)]
struct Standing {
    /// Whether lines can be added: there is a text, and its last line has an end.
    open: bool,
    length: u64,
    /// Lines about files.
    lines: usize,
    digester: Digester,
}

impl Standing {
    fn of(text: &[u8], lines: usize) -> Self {
        let mut digester = Digester::new();
        digester.add(text);
        Standing { open: text.ends_with(b"\n"), length: text.len() as u64, lines, digester }
    }
}

impl Manifest {
    /// Reads a manifest; none if it is not one of this version.
    pub(super) fn parse(mut bytes: Vec<u8>) -> Option<Self> {
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let (mut standing, read) = rayon::join(
            || Standing::of(&bytes, 0),
            || {
                let text = std::str::from_utf8(&bytes[..whole]).ok()?;
                let mark = text.strip_prefix(HEADER)?.rsplit('\n').find_map(mark);
                let (files, lines) = settle(text)?;
                Some((files, lines, mark))
            },
        );
        let (files, lines, mark) = read?;
        standing.lines = lines;
        let torn = bytes.split_off(whole);
        let state = mark.filter(|_| torn.is_empty()).unwrap_or(State::Unfinished);
        Some(Manifest { text: String::from_utf8(bytes).ok()?, torn, files, state, standing, index: OnceLock::new() })
    }

    /// Whether these bytes are what it was read from.
    pub(super) fn is(&self, bytes: &[u8]) -> bool {
        bytes.strip_prefix(self.text.as_bytes()) == Some(&self.torn[..])
    }

    pub(super) fn state(&self) -> State {
        self.state
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// Hash of all that it was read from.
    pub(super) fn hash(&self) -> Digest {
        self.standing.digester.finish()
    }

    /// Every file, in the order of the paths.
    pub(super) fn files(&self) -> impl ParallelIterator<Item = (&str, Known)> {
        self.files.par_iter().filter_map(|row| parse(row.line(&self.text))).filter_map(|line| Some((line.path, line.known?)))
    }

    /// The path of a file.
    pub(super) fn path(&self, at: usize) -> &str {
        self.files.get(at).map_or("", |row| row.path(&self.text))
    }

    /// What is known of the file at `path`.
    pub(super) fn get(&self, path: &str) -> Option<Known> {
        let row = self.find(path).and_then(|at| self.files.get(at))?;
        parse(row.line(&self.text))?.known
    }

    /// Where in the order of the paths a file is.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        if let Some(index) = self.index.get() {
            let at = *index.get(&FixedState::default().hash_one(path))?;
            if self.path(at) == path {
                return Some(at);
            }
        }
        self.files.binary_search_by(|row| row.path(&self.text).cmp(path)).ok()
    }

    /// Which of `names` are new, in their order, and which files are not among `names`.
    pub(super) fn compare(&self, names: Vec<OutPath>) -> (Vec<OutPath>, Vec<usize>) {
        self.index.get_or_init(|| {
            let hash = |at| (FixedState::default().hash_one(self.path(at)), at);
            (0..self.files.len()).into_par_iter().map(hash).collect::<Vec<_>>().into_iter().collect()
        });
        let found: Vec<Option<usize>> = names.par_iter().map(|name| self.find(name.as_str())).collect();
        let mut named = vec![false; self.files.len()];
        for at in found.iter().flatten() {
            named[*at] = true;
        }
        let mut new: Vec<OutPath> = names.into_iter().zip(&found).filter(|(_, at)| at.is_none()).map(|(name, _)| name).collect();
        new.par_sort_unstable();
        new.dedup();
        let others = named.iter().enumerate().filter(|(_, named)| !**named).map(|(at, _)| at).collect();
        (new, others)
    }
}

/// The manifest's file while an edition is on its way.
#[derive(Debug)]
pub(super) struct Writer {
    file: PathBuf,
    standing: Standing,
    announced: bool,
    /// Whether the file was written anew.
    anew: bool,
}

impl Writer {
    /// For the `manifest` that was read from `file`.
    pub(super) fn new(file: PathBuf, manifest: &Manifest) -> Self {
        Writer { file, standing: manifest.standing.clone(), announced: false, anew: false }
    }

    pub(super) fn has_announced(&self) -> bool {
        self.announced
    }

    /// Writes that an edition is on its way, and the names that are `new` in it.
    ///
    /// # Errors
    /// It cannot be written, and is as it was as far as that can be had.
    pub(super) fn announce(&mut self, manifest: &Manifest, new: &[OutPath]) -> io::Result<()> {
        let told = new.is_empty() && manifest.state == State::Unfinished && self.standing.open;
        if !told {
            self.write(manifest, &[], &coming(new), State::Unfinished)?;
        }
        self.announced = true;
        Ok(())
    }

    /// Writes that the edition came to its end, and what changed since it was announced; gives the hash of the manifest.
    ///
    /// # Errors
    /// It cannot be written; the announcement stands.
    pub(super) fn close(&mut self, manifest: &Manifest, new: &[OutPath], changes: &[Line<'_>]) -> io::Result<Digest> {
        self.write(manifest, &coming(new), changes, State::Finished)?;
        Ok(self.standing.digester.finish())
    }

    /// Makes the file what `manifest` was read from.
    ///
    /// # Errors
    /// It cannot be written; the announcement stands.
    pub(super) fn take_back(&self, manifest: &Manifest) -> io::Result<()> {
        let shorten = || {
            let file = OpenOptions::new().write(true).open(&self.file)?;
            self.is_ours(&file)?;
            file.set_len(manifest.standing.length)
        };
        if self.anew || shorten().is_err() {
            replace(&self.file, &[manifest.text.as_bytes(), &manifest.torn].concat())?;
        }
        Ok(())
    }

    /// Adds the lines of `changes`, or writes all anew: the files of `manifest`, the lines since then, the changes.
    fn write(&mut self, manifest: &Manifest, since: &[Line<'_>], changes: &[Line<'_>], state: State) -> io::Result<()> {
        let block = match state {
            State::Finished => format!("{}{FINISHED}\n", text_of(changes)),
            State::Unfinished => format!("{UNFINISHED}\n{}", text_of(changes)),
        };
        let lines = self.standing.lines + changes.len();
        let live = match state {
            State::Finished => (manifest.len() + since.len()).saturating_sub(changes.iter().filter(|line| line.known.is_none()).count()),
            State::Unfinished => manifest.len() + changes.len(),
        };
        let few = block.len() as u64 * 4 <= self.standing.length && lines.saturating_sub(live) * 2 <= live;
        if self.standing.open && few && self.append(&block, lines).is_ok() {
            return Ok(());
        }
        let mark = if state == State::Finished { FINISHED } else { UNFINISHED };
        let (text, lines) = if manifest.len() == 0 {
            // Nothing was there, so the changes are all there is, once each and in order.
            ([HEADER, &text_of(changes), mark, "\n"].concat(), changes.len())
        } else {
            let all = [&manifest.text, &*text_of(since), &text_of(changes)].concat();
            let (files, _) = settle(&all).ok_or(io::ErrorKind::InvalidData)?;
            let mut text = String::with_capacity(all.len());
            text.push_str(HEADER);
            text.extend(files.iter().flat_map(|row| [row.line(&all), "\n"]));
            text.extend([mark, "\n"]);
            (text, files.len())
        };
        replace(&self.file, text.as_bytes())?;
        self.standing = Standing::of(text.as_bytes(), lines);
        self.anew = true;
        Ok(())
    }

    fn append(&mut self, block: &str, lines: usize) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).open(&self.file)?;
        self.is_ours(&file)?;
        if let Err(error) = file.write_all(block.as_bytes()) {
            file.set_len(self.standing.length)?;
            return Err(error);
        }
        self.standing.length += block.len() as u64;
        self.standing.lines = lines;
        self.standing.digester.add(block);
        Ok(())
    }

    /// Where there are no locks, another build may have written meanwhile.
    fn is_ours(&self, file: &fs::File) -> io::Result<()> {
        if file.metadata()?.len() == self.standing.length { Ok(()) } else { Err(io::Error::other("another build wrote the manifest")) }
    }
}

/// Writes the manifest's file, whole or not at all.
fn replace(file: &Path, text: &[u8]) -> io::Result<()> {
    // Always of one name, so that what a killed build leaves is used up by the next; the lock keeps others away.
    let mut beside = file.as_os_str().to_owned();
    beside.push(".tmp");
    fs::write(&beside, text)?;
    fs::rename(&beside, file)
}

/// Lines of files of which only the names are known yet.
fn coming(names: &[OutPath]) -> Vec<Line<'_>> {
    names.iter().map(|name| Line { path: name.as_str(), known: Some(Known::default()) }).collect()
}

/// Where in the text of a manifest the line of each file is, in the order of the paths, and how many lines there are about
/// files; none if one cannot be read.
fn settle(text: &str) -> Option<(Vec<Row>, usize)> {
    let lines = text.strip_prefix(HEADER)?.par_split_terminator('\n').filter(|line| mark(line).is_none());
    let rows = lines.map(|line| {
        // A line is a part of the text, and its path the end of it.
        let start = line.as_ptr().addr() - text.as_ptr().addr();
        let end = start + line.len();
        parse(line).map(|line| Row { start, path: end - line.path.len(), end })
    });
    let mut rows = rows.collect::<Option<Vec<Row>>>()?;
    let count = rows.len();
    // Most of it is in order: only what was added since it was written anew is not.
    let order = |a: &Row, b: &Row| a.path(text).cmp(b.path(text));
    let sorted = rows.par_windows(2).position_first(|pair| order(&pair[0], &pair[1]).is_ge()).map_or(count, |at| at + 1);
    let added = rows.split_off(sorted);
    let found: Vec<Option<usize>> = added.par_iter().map(|row| rows.binary_search_by(|before| order(before, row)).ok()).collect();
    let mut new = Vec::new();
    for (row, at) in added.into_iter().zip(found) {
        match at {
            Some(at) => rows[at] = row,
            None => new.push(row),
        }
    }
    if !new.is_empty() {
        rows.append(&mut new);
        rows.par_sort_by(order);
        rows.dedup_by(|later, first| {
            let same = order(later, first).is_eq();
            if same {
                *first = *later;
            }
            same
        });
    }
    rows.retain(|row| !row.is_gone());
    Some((rows, count))
}

/// Lines as they are written.
fn text_of(lines: &[Line<'_>]) -> String {
    let texts = lines.par_chunks(1024).map(|lines| {
        let mut text = String::new();
        for Line { path, known } in lines {
            match known {
                Some(known) => text.push_str(&format!("{} {} {} {path}\n", known.hash, known.size, known.changed)),
                None => text.extend([GONE, path, "\n"]),
            }
        }
        text
    });
    texts.collect::<Vec<_>>().concat()
}

/// Reads a line that is a mark.
fn mark(line: &str) -> Option<State> {
    match line {
        FINISHED => Some(State::Finished),
        UNFINISHED => Some(State::Unfinished),
        _ => None,
    }
}

/// Reads a line about a file.
fn parse(line: &str) -> Option<Line<'_>> {
    if let Some(path) = line.strip_prefix(GONE) {
        return Some(Line { path, known: None });
    }
    let (hash, rest) = word(line)?;
    let (size, rest) = word(rest)?;
    let (changed, path) = word(rest)?;
    let known = Known { hash: Digest::from_hex(hash)?, size: size.parse().ok()?, changed: changed.parse().ok()? };
    Some(Line { path, known: Some(known) })
}

/// What stands before the first space, and behind it.
fn word(text: &str) -> Option<(&str, &str)> {
    // Words are short: a plain loop finds their end sooner than `split_once`.
    let space = text.bytes().position(|byte| byte == b' ')?;
    Some((&text[..space], &text[space + 1..]))
}
