//! The site's folder: finding files and reading them as clean text.
//!
//! 1. [`walk`] lists the files beneath a folder, in the order of their names, following links that stay inside the site.
//! 2. [`read`] turns one file into text: encoding checked, byte-order mark and Windows line ends gone, characters that
//!    no output may hold removed. What it removed is told.
//! 3. [`aside`] says what of `content/` is no copy.
//!
//! It knows nothing of articles; it never writes.

mod aside;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

pub use aside::{Aside, list as list_aside};

use crate::diag::{Diag, Place};
use crate::digest::Digest;

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
    let walker = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter().filter_entry(|entry| {
        if entry.depth() == 0 {
            return true;
        }
        if is_leftover(&entry.file_name().to_string_lossy()) || skip.iter().any(|skip| entry.path().starts_with(skip)) {
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
    /// How the bytes of a content file are taken: old machines write plain text in their own way.
    pub fn encoding(path: &str) -> Encoding {
        match Notation::of(path) {
            Some(Notation::Plain) => Encoding::Utf8OrWindows,
            _ => Encoding::Utf8,
        }
    }

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

/// What editors and file managers leave behind, and everything hidden except `.well-known`.
pub fn is_leftover(name: &str) -> bool {
    (name.starts_with('.') && name != ".well-known")
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

/// How bytes that are not UTF-8 are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// They are a fault.
    Utf8,
    /// They are Windows-1252, as old newsroom machines write it, with a warning.
    Utf8OrWindows,
}

/// Reads and cleans one file. `None` when nothing usable came of it; then a diagnostic says why.
pub fn read(entry: &Entry, encoding: Encoding) -> (Option<Source>, Vec<Diag>) {
    match read_bytes(entry) {
        Ok(bytes) => clean(&entry.path, bytes, encoding),
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

/// The pure part of [`read`].
pub fn clean(path: &Arc<str>, bytes: Vec<u8>, encoding: Encoding) -> (Option<Source>, Vec<Diag>) {
    let fingerprint = Digest::of(&bytes);
    let mut diags = Vec::new();
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if encoding == Encoding::Utf8 || bytes.contains(&0) {
                let lossy = String::from_utf8_lossy(&bytes);
                diags.push(
                    Diag::error("encoding", "this letter is not valid UTF-8")
                        .at(Place::span(path, &lossy, at..at + '\u{FFFD}'.len_utf8()))
                        .help("save the file with the encoding UTF-8"),
                );
                return (None, diags);
            }
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            let text = text.into_owned();
            diags.push(
                Diag::warning("encoding", "the file is not UTF-8; it was read as Windows-1252")
                    .at(Place::span(path, &text, at..at + 1))
                    .help("save the file with the encoding UTF-8"),
            );
            text
        }
    };
    let text = tidy(path, text, &mut diags);
    (Some(Source { path: path.clone(), text, fingerprint }), diags)
}

/// Drops the byte-order mark and carriage returns, and removes what XML 1.0 cannot carry (`Char` production).
fn tidy(path: &str, text: String, diags: &mut Vec<Diag>) -> String {
    if is_tidy(&text) {
        return text;
    }
    let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned).replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{0b}' | '\u{0c}' => out.push(if c == '\u{0b}' { ' ' } else { '\n' }),
            c if is_forbidden(c) => {}
            c => out.push(c),
        }
    }
    for (at, c) in text.char_indices().filter(|&(_, c)| is_forbidden(c)) {
        diags.push(
            Diag::warning("control-character", format!("the invisible character U+{:04X} was removed", u32::from(c)))
                .at(Place::span(path, &text, at..at + c.len_utf8()))
                .help("it came in by copy and paste; delete it"),
        );
    }
    out
}

/// Whether [`tidy`] has nothing to do, as for most files. Pieces are counted to their ends, which takes a fraction of the time
/// that stopping at the first find would.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = bytes.chunks(256).any(|piece| piece.iter().filter(|byte| matches!(byte, 0..=8 | 0x0b..=0x1f | 0x7f)).count() > 0);
    // A byte-order mark and the two that are no characters begin with it.
    let wide = bytes.contains(&0xef);
    !odd && !(wide && (text.starts_with('\u{feff}') || text.contains(['\u{fffe}', '\u{ffff}'])))
}

/// Characters outside XML 1.0's `Char`, and DEL.
pub fn is_forbidden(c: char) -> bool {
    (c < ' ' && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], encoding: Encoding) -> (Option<String>, Vec<String>) {
        let (source, diags) = clean(&"content/a.txt".into(), bytes.to_vec(), encoding);
        (source.map(|s| s.text), diags.iter().map(|d| format!("{}:{}", d.code, d.place.as_ref().map_or(0, |p| p.line))).collect())
    }

    #[test]
    fn marks_and_line_ends_vanish() {
        assert_eq!(text(b"\xEF\xBB\xBFa\r\nb\rc\n", Encoding::Utf8), (Some("a\nb\nc\n".into()), vec![]));
    }

    #[test]
    fn forbidden_characters_are_removed_and_told() {
        let (out, told) = text("a\u{b}b\n\u{1f}c\u{fffe}d\0".as_bytes(), Encoding::Utf8);
        assert_eq!(out.as_deref(), Some("a b\ncd"));
        assert_eq!(told.len(), 4);
        assert_eq!(told[1], "control-character:2");
    }

    #[test]
    fn other_encodings_are_named_with_their_line() {
        assert_eq!(text(b"a\nb\nCaf\xe9\n", Encoding::Utf8), (None, vec!["encoding:3".into()]));
        let (out, told) = text(b"Caf\xe9 \x93x\x94", Encoding::Utf8OrWindows);
        assert_eq!(out.as_deref(), Some("Café “x”"));
        assert_eq!(told.len(), 1);
    }
}
