//! The record at a target: what of the paper stands there.
//!
//! It lies among the published files, so it tells nobody anything: of each file it has 64 bits of the hash of its name and 64 of
//! its contents. Whoever has no copy of a file can find neither out. A line of JSON before that says since when which paper
//! stands there; the last bytes are a hash of all others, by which a damaged record is known.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::output::{Holds, Piece};

/// Name of the record, beneath the prefix of the paper.
pub const RECORD: &str = ".newsprint-published";

const MAGIC: &[u8] = b"newsprint published 1\n";

/// Bytes of a row: the name, the contents.
const ROW: usize = 16;

/// What a target has of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its contents, less the last bit; 0 while it is being sent.
    contents: u64,
}

/// Set in the contents of a story.
const STORY: u64 = 1;

impl Standing {
    /// A file that stands there.
    pub fn of(piece: &Piece) -> Self {
        let hash = first(piece.hash) & !STORY;
        Standing { contents: hash | Self::bit(piece.holds) }
    }

    /// The same file, while nobody knows what stands there.
    #[must_use]
    pub fn in_doubt(self) -> Self {
        Standing { contents: self.contents & STORY }
    }

    /// What stands in it.
    pub fn holds(self) -> Holds {
        if self.contents & STORY == 0 { Holds::Other } else { Holds::Story }
    }

    fn bit(holds: Holds) -> u64 {
        if holds == Holds::Story { STORY } else { 0 }
    }
}

fn first(hash: Digest) -> u64 {
    hash.to_bytes()[..8].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// What a file's name is known by.
pub fn name_of(path: &str) -> u64 {
    first(Digest::of(path))
}

/// What is said of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Address of the paper.
    pub base_url: String,
    /// Since when it stands there, or when the run under way began: seconds since 1970.
    pub since: i64,
    /// While a run is under way, until when nobody else may begin: seconds since 1970.
    pub under_way: Option<i64>,
    /// Who publishes: a number by which a machine knows its own killed run.
    pub publisher: u64,
}

/// A record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Of the whole.
    pub about: About,
    /// Of each file, by its name.
    pub files: BTreeMap<u64, Standing>,
}

impl Record {
    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(serde_json::to_vec(&self.about).unwrap_or_default());
        bytes.push(b'\n');
        for (name, standing) in &self.files {
            bytes.extend(name.to_be_bytes());
            bytes.extend(standing.contents.to_be_bytes());
        }
        let end = Digest::of(&bytes);
        bytes.extend(end.to_bytes());
        bytes
    }

    /// Reads one; none where it is damaged or of another form.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (body, end) = bytes.split_at_checked(bytes.len().checked_sub(Digest::LENGTH)?)?;
        if Digest::of(body).to_bytes() != end {
            return None;
        }
        let rest = body.strip_prefix(MAGIC)?;
        let line = rest.iter().position(|byte| *byte == b'\n')?;
        let about = serde_json::from_slice(&rest[..line]).ok()?;
        let rows = &rest[line + 1..];
        let number = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        let files = rows.chunks_exact(ROW).map(|row| (number(&row[..8]), Standing { contents: number(&row[8..]) }));
        rows.len().is_multiple_of(ROW).then(|| Record { about, files: files.collect() })
    }

    /// Stories that stand there.
    pub fn stories(&self) -> usize {
        self.files.values().filter(|standing| standing.holds() == Holds::Story).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written_and_names_nothing() {
        let piece = Piece { path: "news/a-held-story/index.html".into(), hash: Digest::of("x"), holds: Holds::Story };
        let mut record =
            Record { about: About { base_url: "https://news.example/".into(), since: 7, ..About::default() }, ..Record::default() };
        record.files.insert(name_of(&piece.path), Standing::of(&piece));
        record.files.insert(3, Standing::of(&piece).in_doubt());
        let bytes = record.to_bytes();
        assert!(!String::from_utf8_lossy(&bytes).contains("held"));
        assert_eq!(Record::parse(&bytes), Some(record.clone()));
        assert_eq!(record.stories(), 2);
        for cut in [0, 5, bytes.len() - 1] {
            assert_eq!(Record::parse(&bytes[..cut]), None, "{cut}");
        }
    }
}
