//! Who may read what is printed: everybody, whatever the mask of the user who builds. Hosts and web servers refuse what they cannot
//! read.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// What the user's mask lets others do with new folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mask {
    /// They may read them.
    Wide,
    /// They may not, unless it is said.
    Narrow,
}

/// Lets everybody read a file.
#[cfg(unix)]
pub(super) fn open_file(file: &File, meta: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = meta.permissions().mode();
    if mode & 0o444 == 0o444 { Ok(()) } else { file.set_permissions(fs::Permissions::from_mode(mode & 0o777 | 0o644)) }
}

/// Lets everybody into a folder; says what the mask had left of that.
#[cfg(unix)]
pub(super) fn open_folder(folder: &Path) -> io::Result<Mask> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(folder)?.permissions().mode();
    if mode & 0o555 == 0o555 {
        return Ok(Mask::Wide);
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(mode & 0o777 | 0o755)).map(|()| Mask::Narrow)
}

/// Other systems hand rights down from folder to file.
#[cfg(not(unix))]
pub(super) fn open_file(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Other systems hand rights down from folder to file.
#[cfg(not(unix))]
pub(super) fn open_folder(_: &Path) -> io::Result<Mask> {
    Ok(Mask::Wide)
}
