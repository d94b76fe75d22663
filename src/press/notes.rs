//! The files in which the press notes what the next build can use: a mark of the form, the program that wrote it, the hash
//! of the rest, the rest.
//!
//! A note that is broken, or another program's, is as good as none.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;

use crate::digest::{Digest, Digester};
use crate::output;

/// Writes a note of some parts, one after the other. Gives its hash, by which other notes name it; none if it cannot be
/// written.
pub(super) fn save(path: &Path, mark: &[u8], parts: &[&[u8]]) -> Option<Digest> {
    let mut digester = Digester::new();
    for part in parts {
        digester.add(part);
    }
    let hash = digester.finish();
    let write = |file: &mut File| {
        file.write_all(mark)?;
        file.write_all(&program().to_bytes())?;
        file.write_all(&hash.to_bytes())?;
        parts.iter().try_for_each(|part| file.write_all(part))
    };
    output::replace(path, write).ok().map(|()| hash)
}

/// What a note says; none where it is missing, broken, of another form, or not the one that is `wanted`.
pub(super) fn load(path: &Path, mark: &[u8], wanted: Option<Digest>) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    let mut head = vec![0; mark.len()];
    let (mut of_program, mut hash) = ([0; Digest::LENGTH], [0; Digest::LENGTH]);
    file.read_exact(&mut head).ok()?;
    file.read_exact(&mut of_program).ok()?;
    file.read_exact(&mut hash).ok()?;
    let hash = Digest::from_bytes(hash);
    (head == mark && of_program == program().to_bytes() && wanted.is_none_or(|wanted| wanted == hash)).then_some(())?;
    let mut rest = Vec::new();
    file.read_to_end(&mut rest).ok()?;
    (Digest::of(&rest) == hash).then_some(rest)
}

/// What the program makes of copy depends on the program: the memory of another one is not used.
pub(super) fn program() -> Digest {
    let meta = std::env::current_exe().and_then(fs::metadata).ok();
    let changed = meta.as_ref().and_then(|meta| meta.modified().ok()).and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    let mark = format!("{} {:?} {:?}", env!("CARGO_PKG_VERSION"), meta.map(|meta| meta.len()), changed);
    Digest::of(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_whole_or_none() {
        let path = std::env::temp_dir().join(format!("newsprint-notes-{}", std::process::id())).join("note");
        let hash = save(&path, b"form 1\n", &[b"some", b"thing"]).expect("it is written");
        assert_eq!(load(&path, b"form 1\n", None).as_deref(), Some(&b"something"[..]));
        assert_eq!(load(&path, b"form 1\n", Some(hash)).as_deref(), Some(&b"something"[..]));
        assert_eq!(load(&path, b"form 1\n", Some(Digest::of("another"))), None);
        assert_eq!(load(&path, b"form 2\n", None), None);
        let whole = std::fs::read(&path).expect("it is there");
        for end in 0..whole.len() {
            #[allow(clippy::disallowed_methods, reason = "a file of the test")]
            std::fs::write(&path, &whole[..end]).expect("it is written");
            assert_eq!(load(&path, b"form 1\n", None), None, "{end} bytes");
        }
        #[allow(clippy::disallowed_methods, reason = "a file of the test")]
        drop(std::fs::remove_dir_all(path.parent().expect("a folder")));
    }
}
