//! The site's folder: finding files and reading them as clean text.
//!
//! 1. [`walk`] lists the files beneath a folder, in the order of their names, following links that stay inside the site.
//! 2. [`read`] turns one file into text ([`clean`]): encoding checked, byte-order mark and line ends of other systems gone,
//!    characters that no output may hold, or that nobody sees ([`invisible`]), removed. What it removed is told; what is no
//!    text is named ([`disguise`]).
//! 3. [`aside`] says what of `content/` is no copy.
//!
//! It knows nothing of articles; it never writes.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

mod aside;
mod decode;
pub mod disguise;
pub(crate) mod invisible;

pub use aside::{Aside, list as list_aside};
pub use decode::{clean, is_forbidden};

use crate::diag::{Diag, Place};
use crate::digest::Digest;

/// The folder of files that are published as they are.
pub const STATIC: &str = "static";

/// A file of the site, found but not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From the site's root, with forward slashes: `content/world/ferry.md`.
    pub path: Arc<str>,
    /// Where it is on this machine.
    pub disk: PathBuf,
    /// Bytes.
    pub size: u64,
    /// Time of the last change in nanoseconds since 1970, for telling changed files from others; never shown.
    pub changed: i128,
}

impl Entry {
    fn new(path: Arc<str>, disk: &Path, meta: &std::fs::Metadata) -> Self {
        let changed = meta
            .modified()
            .ok()
            .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
            .map_or(0, |d| i128::try_from(d.as_nanos()).unwrap_or(0));
        Entry { path, disk: disk.to_path_buf(), size: meta.len(), changed }
    }
}

/// What stands at one path of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A file.
    File(Entry),
    /// A folder.
    Folder,
    /// Nothing, or nothing that can be read.
    Nothing,
}

/// Looks at one path beneath `root`, which must not lie behind a link.
pub fn look(root: &Path, disk: &Path) -> Found {
    match (std::fs::metadata(disk), site_path(root, disk)) {
        (Ok(meta), Some(path)) if meta.is_file() => Found::File(Entry::new(path, disk, &meta)),
        (Ok(meta), Some(_)) if meta.is_dir() => Found::Folder,
        _ => Found::Nothing,
    }
}

/// A text file, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// From the site's root.
    pub path: Arc<str>,
    /// Clean text: UTF-8, `\n` line ends, no byte-order mark, no character that XML 1.0 forbids.
    pub text: String,
    /// Hash of the bytes on disk.
    pub fingerprint: Digest,
}

impl Source {
    /// Where the bytes `span` of the text stand.
    pub fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place::span(&self.path, &self.text, span)
    }
}

/// Lists the files beneath `root/folder`, sorted by path. Hidden files, editors' leftovers and anything beneath
/// `skip` are passed over; a missing folder is an empty one.
pub fn walk(root: &Path, folder: &str, skip: &[PathBuf]) -> (Vec<Entry>, Vec<Diag>) {
    let (mut files, mut diags) = (Vec::new(), Vec::new());
    let top = root.join(folder);
    if !top.exists() {
        return (files, diags);
    }
    let home = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    // A linked content folder is a choice of the paper; what is inside it counts as the site.
    let homes = [home, top.canonicalize().unwrap_or_else(|_| top.clone())];
    let mut outside = BTreeSet::new();
    let first = folder.split('/').next().unwrap_or(folder);
    let walker = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter().filter_entry(|entry| {
        if entry.depth() == 0 {
            return true;
        }
        if is_passed_over(first, &entry.file_name().to_string_lossy()) || skip.iter().any(|skip| entry.path().starts_with(skip)) {
            return false;
        }
        if entry.path_is_symlink() && entry.path().canonicalize().is_ok_and(|target| !homes.iter().any(|home| target.starts_with(home))) {
            outside.insert(entry.path().to_path_buf());
            return false;
        }
        true
    });
    let mut found = Vec::new();
    for next in walker {
        match next {
            Ok(entry) if entry.file_type().is_file() => found.push(entry),
            Ok(_) => {}
            Err(error) => diags.push(walk_fault(root, &error)),
        }
    }
    // Most of the time of a build without changes goes into asking each file when it changed.
    let looked = found.par_iter().map(|entry| {
        let path = site_path(root, entry.path()).ok_or_else(|| {
            Diag::error("file-name", format!("the file name {} is not valid Unicode", entry.path().display()))
                .help("rename the file with ordinary letters")
        })?;
        match entry.metadata() {
            Ok(meta) => Ok(Entry::new(path, entry.path(), &meta)),
            Err(error) => Err(Diag::error("read", format!("cannot look at the file: {error}")).at(Place::file(&path))),
        }
    });
    for entry in looked.collect::<Vec<_>>() {
        match entry {
            Ok(entry) => files.push(entry),
            Err(diag) => diags.push(diag),
        }
    }
    for link in outside {
        let path = site_path(root, &link).unwrap_or_else(|| link.to_string_lossy().into());
        diags.push(
            Diag::warning("link-outside", "this link leads out of the site and was not followed")
                .at(Place::file(&path))
                .help("copy the file into the site"),
        );
    }
    (files, diags)
}

/// How copy is written, by the ending of its file. Letter case does not count: old machines write `STORY.TXT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `.md`, `.markdown`
    Markdown,
    /// `.txt`
    Plain,
}

impl Notation {
    /// The notation of a content file; none for a file that is no article.
    pub fn of(path: &str) -> Option<Self> {
        let (stem, ending) = path.rsplit('/').next().unwrap_or(path).rsplit_once('.')?;
        let is = |known: &str| ending.eq_ignore_ascii_case(known);
        match stem {
            "" => None,
            _ if is("md") || is("markdown") => Some(Notation::Markdown),
            _ if is("txt") => Some(Notation::Plain),
            _ => None,
        }
    }
}

/// Hidden names that are no part of any paper, wherever they lie: of systems, editors, version control and of newsprint itself. So is
/// every name that begins with one of them.
const LITTER: [&str; 14] = [
    ".DS_Store",
    ".git",
    ".hg",
    ".svn",
    "._",
    ".#",
    ".Trash",
    ".Spotlight-",
    ".fseventsd",
    ".directory",
    ".idea",
    ".vscode",
    ".newsprint",
    ".nfs",
];

/// Whether a file or folder of this name is passed over in a folder of the site, of which `top` is the first part: what editors and
/// file managers leave behind, and everything hidden. In `static/` hidden names of other kinds are found, so that
/// it can be said which of them are published.
pub fn is_passed_over(top: &str, name: &str) -> bool {
    let hidden = name.starts_with('.');
    (hidden && (top != STATIC || LITTER.iter().any(|litter| name.starts_with(litter))))
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || name == "4913"
        || (name.starts_with('#') && name.ends_with('#'))
        || name == "Thumbs.db"
}

fn walk_fault(root: &Path, error: &walkdir::Error) -> Diag {
    let path = error.path().and_then(|path| site_path(root, path)).unwrap_or_else(|| "content".into());
    if let Some(ancestor) = error.loop_ancestor() {
        let to = site_path(root, ancestor).unwrap_or_else(|| ancestor.to_string_lossy().into());
        let to = if to.is_empty() { "the site's own folder" } else { &*to };
        return Diag::warning("link-loop", format!("this link leads back to {to} and was not followed"))
            .at(Place::file(&path))
            .help("remove the link");
    }
    if let Some(target) = error.path().and_then(|path| std::fs::read_link(path).ok()) {
        return Diag::warning("link-dead", format!("this link leads to {}, which does not exist", target.display()))
            .at(Place::file(&path))
            .help("remove the link, or bring the file back");
    }
    let why = error.io_error().map_or_else(|| "unknown reason".to_owned(), plain_io);
    Diag::error("read", format!("cannot be read: {why}")).at(Place::file(&path))
}

/// Fills `bytes` from a place in an open file, whatever others read there meanwhile.
///
/// # Errors
/// The file ends before that, or cannot be read.
#[cfg(unix)]
pub fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

/// Fills `bytes` from a place in an open file, whatever others read there meanwhile.
///
/// # Errors
/// The file ends before that, or cannot be read.
#[cfg(windows)]
pub fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let done = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if done == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[done..];
        at += done as u64;
    }
    Ok(())
}

/// `content/world/ferry.md` for a file on disk.
pub fn site_path(root: &Path, disk: &Path) -> Option<Arc<str>> {
    let relative = disk.strip_prefix(root).unwrap_or(disk);
    let parts: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/").into())
}

/// An input/output error in plain words.
pub fn plain_io(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "permission is denied".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_owned()
        }
    }
}

/// What the text of a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Settings and templates: UTF-8.
    Code,
    /// Copy in Markdown: UTF-8.
    Markdown,
    /// Plain copy: bytes that are not UTF-8 are Windows-1252, as old newsroom machines write it, with a warning.
    Plain,
}

impl Kind {
    /// What a content file is read as.
    pub fn of(path: &str) -> Kind {
        match Notation::of(path) {
            Some(Notation::Markdown) => Kind::Markdown,
            Some(Notation::Plain) => Kind::Plain,
            None => Kind::Code,
        }
    }
}

/// Reads and cleans one file. `None` when nothing usable came of it; then a diagnostic says why.
pub fn read(entry: &Entry, kind: Kind) -> (Option<Source>, Vec<Diag>) {
    match read_bytes(entry) {
        Ok(bytes) => clean(&entry.path, bytes, kind),
        Err(error) => (None, vec![Diag::error("read", format!("cannot be read: {}", plain_io(&error))).at(Place::file(&entry.path))]),
    }
}

/// The bytes of a file, which most likely has the size that it was found with: then one look is enough.
fn read_bytes(entry: &Entry) -> io::Result<Vec<u8>> {
    let mut file = File::open(&entry.disk)?;
    let size = usize::try_from(entry.size).unwrap_or(0);
    let mut bytes = vec![0; size.min(READ_AT_ONCE) + 1];
    let read = match file.read(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
        read => read?,
    };
    bytes.truncate(read);
    if read != size {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Bytes that are asked for at once; a file that says it is larger is read piece by piece.
const READ_AT_ONCE: usize = 1 << 20;
