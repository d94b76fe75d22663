//! A finished output folder as it is sent elsewhere: what is in it, and its bytes, as the build left them or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{Kind, Manifest};
use super::{MANIFEST, fault, read_manifest};
use crate::diag::Diag;
use crate::digest::Digest;

/// What stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A public story.
    Story,
    /// Anything else.
    Other,
}

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its path, with forward slashes.
    pub path: String,
    /// Hash of its bytes.
    pub hash: Digest,
    /// What stands in it.
    pub holds: Holds,
}

/// An output folder that a build has left.
#[derive(Debug)]
pub struct Shipment {
    root: PathBuf,
    /// Its files, in the order of their paths.
    pub pieces: Vec<Piece>,
}

impl Shipment {
    /// The files that the last build left in `output`.
    ///
    /// # Errors
    /// No build has left any, or its manifest is damaged.
    pub fn open(output: &Path) -> Result<Self, Diag> {
        let manifest = read_manifest(output, output)?.unwrap_or_else(Manifest::default);
        if manifest.len() == 0 {
            return Err(fault(
                format!("there is nothing to publish in {} ({MANIFEST} is missing or empty)", output.display()),
                "build first: newsprint build",
            ));
        }
        let holds = |kind| if kind == Kind::Story { Holds::Story } else { Holds::Other };
        let pieces = manifest.lines().map(|line| Piece { path: line.path.to_owned(), hash: line.hash, holds: holds(line.kind) });
        Ok(Shipment { root: output.to_path_buf(), pieces: pieces.collect() })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file lies.
    pub fn disk(&self, piece: &Piece) -> PathBuf {
        self.root.join(&piece.path)
    }

    /// How long a file is; 0 where it is gone.
    pub fn size(&self, piece: &Piece) -> u64 {
        fs::metadata(self.disk(piece)).map_or(0, |meta| meta.len())
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// It is not as the build left it.
    pub fn read(&self, piece: &Piece) -> Result<Vec<u8>, Diag> {
        let bytes = fs::read(self.disk(piece)).ok().filter(|bytes| Digest::of(bytes) == piece.hash);
        bytes.ok_or_else(|| {
            fault(format!("{} is not as the last build left it", self.disk(piece).display()), "build again, and publish then")
        })
    }
}
