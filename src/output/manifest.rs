//! The manifest of an output folder: which files are ours, and what is in each.
//!
//! ```text
//! newsprint manifest 3
//! <hash>  <path>          a file
//! <hash> *<path>          a file at which a story stands
//! end <hash of all above>
//! ```
//!
//! It is one list in the order of the paths, each once, and always written whole: names of files that are gone are not in it,
//! nor when anything was written, because it lies in the folder that is published. A text that is cut short or changed is
//! found out by its last line.

use std::hash::BuildHasher as _;
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::digest::{Digest, Digester};
use crate::permalink::OutPath;

const HEADER: &str = "newsprint manifest 3\n";
/// Begins the header of every version.
const ANY_HEADER: &str = "newsprint manifest ";
const END: &str = "end ";

/// Digits of a hash.
const HEX: usize = 32;

/// What stands in a file, as far as the manifest cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A public story.
    Story,
    /// Anything else.
    Other,
}

impl Kind {
    fn sign(self) -> char {
        match self {
            Kind::Story => '*',
            Kind::Other => ' ',
        }
    }
}

/// A file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    pub(super) path: &'t str,
    pub(super) hash: Digest,
    pub(super) kind: Kind,
}

/// Why a text is no manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Another version wrote it.
    Version,
    /// It is cut short, or was changed.
    Damaged,
}

/// A manifest; an empty one of a folder that has none.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    text: String,
    /// In the order of their paths.
    rows: Vec<Row>,
    hash: Digest,
    /// Where in `rows` the path of a hash is: one of them, if there are several.
    index: OnceLock<foldhash::HashMap<u64, usize>>,
}

/// Where in the text a line is.
#[derive(Clone, Copy, Debug)]
struct Row {
    start: usize,
    end: usize,
}

/// How the files of an edition differ from those of a manifest.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// Names that it has not, in their order.
    pub(super) new: Vec<OutPath>,
    /// Files of it that the edition has not, in their order.
    pub(super) stale: Vec<usize>,
    /// Whether a file is of another kind.
    pub(super) kinds: bool,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// It is none.
    pub(super) fn parse(bytes: Vec<u8>) -> Result<Self, Unfit> {
        let text = String::from_utf8(bytes).map_err(|_| Unfit::Damaged)?;
        let other = text.starts_with(ANY_HEADER) && text.lines().next() != Some(HEADER.trim_end());
        if other && text.contains('\n') {
            return Err(Unfit::Version);
        }
        let body = text.strip_prefix(HEADER).ok_or(Unfit::Damaged)?;
        let last = body.strip_suffix('\n').and_then(|body| body.rfind('\n').map_or(Some(0), |end| Some(end + 1))).ok_or(Unfit::Damaged)?;
        let (lines, end) = body.split_at(last);
        if end != end_of(lines) {
            return Err(Unfit::Damaged);
        }
        let rows: Option<Vec<Row>> = lines
            .par_split_terminator('\n')
            .map(|line| {
                // A line is a part of the text.
                let start = line.as_ptr().addr() - text.as_ptr().addr();
                parse(line).map(|_| Row { start, end: start + line.len() })
            })
            .collect();
        let rows = rows.ok_or(Unfit::Damaged)?;
        let hash = Digest::of(&text);
        let manifest = Manifest { text, rows, hash, index: OnceLock::new() };
        let sorted = (1..manifest.len()).into_par_iter().all(|at| manifest.path(at - 1) < manifest.path(at));
        if sorted { Ok(manifest) } else { Err(Unfit::Damaged) }
    }

    /// The manifest of some files, which are in the order of their paths.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let texts = lines.par_chunks(1024).map(|lines| {
            let mut text = String::new();
            for Line { path, hash, kind } in lines {
                text.push_str(&format!("{hash} {}{path}\n", kind.sign()));
            }
            text
        });
        let body = texts.collect::<Vec<_>>().concat();
        let text = format!("{HEADER}{body}{}", end_of(&body));
        let mut start = HEADER.len();
        let rows = lines.iter().map(|line| {
            let row = Row { start, end: start + HEX + 2 + line.path.len() };
            start = row.end + 1;
            row
        });
        let rows = rows.collect();
        Manifest { hash: Digest::of(&text), text, rows, index: OnceLock::new() }
    }

    /// As it is written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Hash of all that it says.
    pub(super) fn hash(&self) -> Digest {
        self.hash
    }

    /// The path of a file.
    pub(super) fn path(&self, at: usize) -> &str {
        self.rows.get(at).and_then(|row| self.text.get(row.start + HEX + 2..row.end)).unwrap_or_default()
    }

    /// What is known of a file.
    pub(super) fn line(&self, at: usize) -> Option<Line<'_>> {
        self.rows.get(at).and_then(|row| self.text.get(row.start..row.end)).and_then(parse)
    }

    /// Every file, in the order of the paths.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        (0..self.len()).filter_map(|at| self.line(at))
    }

    /// Where in the order of the paths a file is.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        if let Some(index) = self.index.get() {
            let at = *index.get(&FixedState::default().hash_one(path))?;
            if self.path(at) == path {
                return Some(at);
            }
        }
        self.rows.binary_search_by(|row| self.text.get(row.start + HEX + 2..row.end).unwrap_or_default().cmp(path)).ok()
    }

    /// How an edition of files of these names differs from this one; at `stories` stand stories, as its names are sorted.
    pub(super) fn compare(&self, names: Vec<OutPath>, stories: &[OutPath]) -> Difference {
        self.index.get_or_init(|| {
            let hash = |at| (FixedState::default().hash_one(self.path(at)), at);
            (0..self.len()).into_par_iter().map(hash).collect::<Vec<_>>().into_iter().collect()
        });
        let found: Vec<Option<usize>> = names.par_iter().map(|name| self.find(name.as_str())).collect();
        let mut named = vec![false; self.len()];
        for at in found.iter().flatten() {
            named[*at] = true;
        }
        let mut new: Vec<OutPath> = names.into_iter().zip(&found).filter(|(_, at)| at.is_none()).map(|(name, _)| name).collect();
        new.par_sort_unstable();
        new.dedup();
        let kinds = found.par_iter().flatten().any(|at| self.line(*at).is_some_and(|line| line.kind != kind_of(line.path, stories)));
        let stale = named.iter().enumerate().filter(|(_, named)| !**named).map(|(at, _)| at).collect();
        Difference { new, stale, kinds }
    }
}

/// What stands at a path, where stories stand at `stories`, which are sorted.
pub(super) fn kind_of(path: &str, stories: &[OutPath]) -> Kind {
    match stories.binary_search_by(|story| story.as_str().cmp(path)) {
        Ok(_) => Kind::Story,
        Err(_) => Kind::Other,
    }
}

/// The last line, after all others.
fn end_of(lines: &str) -> String {
    let mut digester = Digester::new();
    digester.add(HEADER);
    digester.add(lines);
    format!("{END}{}\n", digester.finish())
}

fn parse(line: &str) -> Option<Line<'_>> {
    let (hash, rest) = line.split_at_checked(HEX)?;
    let rest = rest.strip_prefix(' ')?;
    let (kind, path) = match rest.strip_prefix('*') {
        Some(path) => (Kind::Story, path),
        None => (Kind::Other, rest.strip_prefix(' ')?),
    };
    (!path.is_empty()).then_some(())?;
    Some(Line { path, hash: Digest::from_hex(hash)?, kind })
}
