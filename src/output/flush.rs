//! Written files reach the disk before the manifest says so: after a power cut it speaks of nothing that was lost.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

/// Whether what was written is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flushed {
    Yes,
    No,
}

/// Files that are waited for one by one, where the system cannot be asked for all of them at once.
const FEW: usize = 256;

/// Waits until all that was written and removed in the folder `root` is on its disk; `written` are the files. It asks for the
/// whole disk at once where it can: one by one, thousands of files take minutes.
pub(super) fn flush(root: &Path, written: &[PathBuf]) -> Flushed {
    if written_at_once(root).is_ok() {
        return Flushed::Yes;
    }
    if written.len() > FEW {
        return Flushed::No;
    }
    let each = written.par_iter().try_for_each(|path| OpenOptions::new().write(true).open(path)?.sync_data());
    if each.is_ok() { Flushed::Yes } else { Flushed::No }
}

#[cfg(target_os = "linux")]
fn written_at_once(root: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(root)?)?)
}

#[cfg(not(target_os = "linux"))]
fn written_at_once(_: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Writes a file, whole or not at all, and waits until it is on the disk.
///
/// # Errors
/// It could not be written, and is as it was.
pub(super) fn write_whole(path: &Path, beside: &Path, text: &[u8]) -> io::Result<()> {
    let write = || {
        let mut file = File::create(beside)?;
        file.write_all(text)?;
        super::rights::open_file(&file, &file.metadata()?)?;
        file.sync_all()?;
        std::fs::rename(beside, path)
    };
    write().inspect_err(|_| drop(std::fs::remove_file(beside)))?;
    // A folder cannot be waited for everywhere.
    if let Some(folder) = path.parent() {
        drop(File::open(folder).and_then(|folder| folder.sync_all()));
    }
    Ok(())
}
