//! The manifest of an output folder as text: a line that says whether the build came to its end, then one for each file.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::digest::Digest;

const HEADER: &str = "newsprint manifest 1";
const UNFINISHED: &str = "newsprint manifest 1 unfinished";

/// What the manifest remembers of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) hash: Digest,
    pub(super) size: u64,
    /// When it changed, in nanoseconds since 1970.
    pub(super) changed: i128,
}

/// Whether the build that wrote the manifest came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Finished,
    Unfinished,
}

/// Writes a manifest, in the order of the paths.
pub(super) fn text<'f>(known: impl Iterator<Item = (&'f str, Known)>, state: State) -> String {
    let mut known: Vec<(&str, Known)> = known.collect();
    known.par_sort_unstable_by_key(|(path, _)| *path);
    let lines: Vec<String> =
        known.par_iter().map(|(path, known)| format!("{} {} {} {path}\n", known.hash, known.size, known.changed)).collect();
    format!("{}\n{}", if state == State::Finished { HEADER } else { UNFINISHED }, lines.concat())
}

/// Reads a manifest; none if it is not one of this version.
pub(super) fn parse(text: &str) -> Option<(BTreeMap<String, Known>, State)> {
    let mut lines = text.lines();
    let state = match lines.next() {
        Some(HEADER) => State::Finished,
        Some(UNFINISHED) => State::Unfinished,
        _ => return None,
    };
    let known: Option<BTreeMap<String, Known>> = lines
        .map(|line| {
            let mut parts = line.splitn(4, ' ');
            let hash = Digest::from_hex(parts.next()?)?;
            let known = Known { hash, size: parts.next()?.parse().ok()?, changed: parts.next()?.parse().ok()? };
            Some((parts.next()?.to_owned(), known))
        })
        .collect();
    Some((known?, state))
}
