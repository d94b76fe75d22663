//! Hashes of what goes into pages.
//!
//! A view is written in a compact form straight into the hash; no text of it is ever made.

use std::io;

use serde::Serialize;

/// Hash of a view. None for a view that has no compact form, which no view of this program lacks.
pub(super) fn of(view: &impl Serialize) -> Option<[u8; 32]> {
    let mut hash = Hash(blake3::Hasher::new());
    postcard::to_io(view, &mut hash).ok()?;
    Some(*hash.0.finalize().as_bytes())
}

/// Hash of a view as text.
pub(super) fn hex(view: &impl Serialize) -> String {
    of(view).map_or_else(String::new, |hash| blake3::Hash::from(hash).to_hex().to_string())
}

struct Hash(blake3::Hasher);

impl io::Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
