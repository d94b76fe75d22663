//! What tells contents apart: a hash of 128 bits (XXH3), for files, readings, views and names.
//!
//! It is fast, not secret: whoever set out to could write two texts of one digest. Nothing here rests on that being
//! hard, for all that is hashed is the paper's own, and two texts that nobody made so will not meet.

use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

/// The hash of some bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest(u128);

impl Digest {
    /// Bytes of one, as [`Digest::to_bytes`] gives them.
    pub const LENGTH: usize = 16;

    /// Of some bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Digest(XxHash3_128::oneshot(bytes.as_ref()))
    }

    /// Of a list of texts, each with its length, so that no two lists are alike by accident.
    pub fn of_list<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Self {
        let mut digester = Digester::new();
        for part in parts {
            digester.add((part.as_ref().len() as u64).to_le_bytes());
            digester.add(part);
        }
        digester.finish()
    }

    /// The same on every machine.
    pub fn to_bytes(self) -> [u8; Self::LENGTH] {
        self.0.to_be_bytes()
    }

    /// The one of these bytes.
    pub fn from_bytes(bytes: [u8; Self::LENGTH]) -> Self {
        Digest(u128::from_be_bytes(bytes))
    }

    /// Its first hexadecimal digits, at most 32.
    pub fn short(self, digits: usize) -> String {
        let mut hex = self.to_string();
        hex.truncate(digits);
        hex
    }

    /// Reads what it is printed as; none if `hex` is something else.
    pub fn from_hex(hex: &str) -> Option<Self> {
        u128::from_str_radix(hex, 16).ok().map(Digest)
    }
}

/// 32 hexadecimal digits.
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Makes a [`Digest`] of bytes that come piece by piece; where they are cut makes no difference.
#[derive(Clone)]
pub struct Digester(XxHash3_128);

impl Digester {
    /// Nothing yet.
    pub fn new() -> Self {
        Digester(XxHash3_128::new())
    }

    /// Takes the next bytes.
    pub fn add(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write(bytes.as_ref());
    }

    /// The digest of all that was added.
    pub fn finish(&self) -> Digest {
        Digest(self.0.finish_128())
    }
}

/// The digest so far.
impl fmt::Debug for Digester {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Digester").field(&self.finish()).finish()
    }
}

impl Default for Digester {
    fn default() -> Self {
        Self::new()
    }
}

impl io::Write for Digester {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_the_digest_of_the_whole() {
        let text = "the same bytes, however they come ".repeat(40);
        let mut digester = Digester::new();
        for piece in text.as_bytes().chunks(7) {
            digester.add(piece);
        }
        assert_eq!(digester.finish(), Digest::of(&text));
        let digest = Digest::of(&text);
        assert_eq!((Digest::from_hex(&digest.to_string()), Digest::from_bytes(digest.to_bytes())), (Some(digest), digest));
        assert_eq!(digest.short(6), digest.to_string()[..6]);
    }

    #[test]
    fn lists_of_texts_are_told_apart_by_where_they_are_cut() {
        assert_ne!(Digest::of_list(["ab", "c"]), Digest::of_list(["a", "bc"]));
        assert_ne!(Digest::of_list([""]), Digest::of_list(Vec::<&str>::new()));
    }
}
