//! The output folder: the only place that writes it.
//!
//! 1. [`Folder::open`] makes sure the folder is ours: empty, or with our manifest in it, and not the sources. It changes
//!    nothing, so that a build with faults leaves no trace.
//! 2. [`Printing::stage`] writes each changed file beside its place while others are still being rendered.
//! 3. [`Printing::finish`] renames them: assets first, pages next, removals last, the manifest at the very end. Before
//!    the first change the manifest learns every name that is about to appear, so that a build that is killed leaves
//!    nothing behind that the next one does not know and mend.
//!
//! What this costs follows the change, not the folder: files that are not staged are not looked at, and lines are added
//! to the manifest.
//!
//! A first edition waits in a folder of its own within the output folder, and is put in place folder by folder.
//!
//! Only files in the manifest are ever removed. A file that is right already is not touched.

#![allow(clippy::disallowed_methods, reason = "this is the module that writes and removes files")]

mod manifest;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use manifest::{Known, Line, Manifest, State, Writer};
use rayon::prelude::*;

use crate::diag::{Diag, Place};
use crate::digest::{Digest, Digester};
use crate::permalink::OutPath;
use crate::source::plain_io;

/// Name of the manifest in the output folder.
pub const MANIFEST: &str = ".newsprint-manifest";

/// When a file is written: readers of a half-written site must find what its pages name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Style sheets, fonts, pictures.
    Asset,
    /// Articles and standing pages.
    Page,
    /// Fronts, lists, feeds and sitemaps, which point to the others.
    Index,
}

/// What goes into a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file.
    Copy(PathBuf),
}

/// A file to be in the output.
#[derive(Clone, Debug)]
pub struct Output {
    /// Where.
    pub path: OutPath,
    /// When.
    pub turn: Turn,
    /// What.
    pub content: Content,
}

/// The names of an edition's files. A file that was there and is not staged stays as it is.
#[derive(Clone, Debug)]
pub enum Names {
    /// These and no others.
    These(Vec<OutPath>),
    /// Those of the last edition, whatever they are. Only for a folder that [`Folder::is_whole`], and is the same still
    /// when the edition has begun.
    AsBefore,
}

/// What a build did to the folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Files in the output.
    pub total: usize,
    /// Files written.
    pub written: usize,
    /// Files removed.
    pub removed: usize,
    /// Hash of the manifest that stands in the folder now.
    pub manifest: Digest,
}

/// An output folder that is ours.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    manifest: Manifest,
    /// Held while files are written; other builds of this folder wait.
    lock: Option<File>,
}

/// Name of the file by which two builds at once wait for each other.
const LOCK: &str = ".newsprint-lock";

fn fault(message: impl Into<String>, help: impl Into<String>) -> Diag {
    Diag::error("output", message).help(help)
}

fn of_another_version(folder: &Path) -> Diag {
    let shown = folder.display();
    fault(format!("the manifest of {shown} is from another version"), format!("remove the folder {shown}; it is made anew"))
}

impl Folder {
    /// Opens `output` for the site at `root`.
    ///
    /// # Errors
    /// The folder holds something else, or is a part of the sources.
    pub fn open(output: &Path, root: &Path) -> Result<Self, Diag> {
        let (real, site) = (self::real(output), self::real(root));
        let shown = output.display();
        if site.starts_with(&real) || std::env::home_dir().is_some_and(|home| self::real(&home).starts_with(&real)) {
            return Err(fault(
                format!("the output folder {shown} holds the site itself or your home"),
                "choose a folder of its own, such as --output public",
            ));
        }
        for source in ["content", "static", "templates"] {
            let source_real = self::real(&root.join(source));
            if real.starts_with(&source_real) || source_real.starts_with(&real) {
                return Err(fault(
                    format!("the output folder {shown} and the folder {source} of the site lie in each other"),
                    "choose a folder of its own, such as --output public",
                ));
            }
        }
        let manifest = match fs::read(real.join(MANIFEST)) {
            Ok(bytes) => Manifest::parse(bytes).ok_or_else(|| of_another_version(output))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let foreign = match fs::read_dir(&real) {
                    // A build that was killed before its first manifest leaves its lock.
                    Ok(entries) => entries.flatten().any(|entry| !entry.file_name().to_string_lossy().starts_with(".newsprint-")),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => false,
                    Err(error) => {
                        return Err(fault(
                            format!("the output folder {shown} cannot be read: {}", plain_io(&error)),
                            "choose another folder with --output",
                        ));
                    }
                };
                if foreign {
                    return Err(fault(
                        format!("the folder {shown} is not empty and was not made by newsprint"),
                        "choose an empty folder with --output, or empty this one yourself",
                    ));
                }
                Manifest::default()
            }
            Err(error) => {
                return Err(fault(format!("the manifest of {shown} cannot be read: {}", plain_io(&error)), "make the folder readable"));
            }
        };
        Ok(Folder { root: real, manifest, lock: None })
    }

    /// Begins an edition whose files have these names: waits for another build of the same folder, and learns what that
    /// one wrote. If it wrote something, the folder of the [`Printing`] has another [`Folder::manifest`] than this one.
    ///
    /// # Errors
    /// The folder cannot be made, another version wrote into it, or a name has a line end in it.
    pub fn begin(mut self, names: Names) -> Result<Printing, Diag> {
        fs::create_dir_all(&self.root).map_err(|error| {
            fault(format!("the output folder cannot be made: {}", plain_io(&error)), "choose another folder with --output")
        })?;
        // Some network drives know no locks; there a build goes on without.
        self.lock = File::create(self.root.join(LOCK)).and_then(|file| file.lock().map(|()| file)).ok();
        let file = self.root.join(MANIFEST);
        if let Ok(bytes) = fs::read(&file)
            && !self.manifest.is(&bytes)
        {
            self.manifest = Manifest::parse(bytes).ok_or_else(|| of_another_version(&self.root))?;
        }
        if self.manifest.state() == State::Unfinished {
            self.sweep();
        }
        let first = self.manifest.len() == 0;
        let (new, stale) = match names {
            Names::These(names) => self.manifest.compare(names),
            Names::AsBefore => (Vec::new(), Vec::new()),
        };
        let printing = Printing {
            writer: Mutex::new(Writer::new(file, &self.manifest)),
            folder: self,
            new,
            stale,
            staged: Mutex::new(Vec::new()),
            folders: Mutex::new(foldhash::HashSet::default()),
            first,
            finished: false,
        };
        // The manifest has a line for each file.
        match printing.new.iter().find(|path| path.as_str().contains('\n')) {
            Some(path) => {
                Err(fault(format!("the file name {:?} has a line end in it", path.as_str()), "rename the file with ordinary letters"))
            }
            None => Ok(printing),
        }
    }

    /// Takes away what was made for a first build that failed.
    fn leave_no_trace(&self) {
        if self.manifest.len() == 0 {
            for name in [MANIFEST, LOCK] {
                drop(fs::remove_file(self.root.join(name)));
            }
            drop(fs::remove_dir(&self.root));
        }
    }

    /// Takes away what a killed build left beside its places.
    fn sweep(&self) {
        drop(fs::remove_dir_all(self.root.join(FIRST)));
        self.manifest.files().for_each(|(path, _)| drop(fs::remove_file(self.root.join(format!("{path}{BESIDE}")))));
    }

    /// Whether the file at `path` is still as this folder's last build left it.
    pub fn is_intact(&self, path: &OutPath) -> bool {
        self.manifest.get(path.as_str()).is_some_and(|known| self.is_as_known(path.as_str(), known))
    }

    fn is_as_known(&self, path: &str, known: Known) -> bool {
        fs::symlink_metadata(self.root.join(path))
            .is_ok_and(|meta| meta.is_file() && meta.len() == known.size && changed(&meta) == known.changed)
    }

    /// The bytes of the file at `path`, if it is still as this folder's last build left it.
    pub fn read(&self, path: &OutPath) -> Option<Vec<u8>> {
        let hash = self.manifest.get(path.as_str()).filter(|known| self.is_as_known(path.as_str(), *known))?.hash;
        fs::read(self.root.join(path.as_str())).ok().filter(|bytes| Digest::of(bytes) == hash)
    }

    /// Whether the last build came to its end and every file is still as it left it.
    pub fn is_whole(&self) -> bool {
        self.manifest.state() == State::Finished && self.manifest.files().all(|(path, known)| self.is_as_known(path, known))
    }

    /// How many files the last build left.
    pub fn count(&self) -> usize {
        self.manifest.len()
    }

    /// Hash of the manifest; of any two states of the folder that builds left, it differs.
    pub fn manifest(&self) -> Digest {
        self.manifest.hash()
    }

    /// A link inside the output folder could lead out of it; nothing is removed through one.
    fn is_inside(&self, folder: &str) -> bool {
        let mut at = self.root.clone();
        folder.split('/').all(|part| {
            at.push(part);
            fs::symlink_metadata(&at).is_ok_and(|meta| meta.is_dir())
        })
    }

    /// Removes a file of ours, and the folders that it leaves empty.
    fn remove(&self, path: &str) -> io::Result<()> {
        let safe = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let Some((folder, _)) = path.rsplit_once('/').or(Some(("", path))).filter(|_| safe) else { return Ok(()) };
        if !folder.is_empty() && !self.is_inside(folder) {
            return Ok(());
        }
        for name in [path.to_owned(), format!("{path}{BESIDE}")] {
            match fs::remove_file(self.root.join(name)) {
                Err(error)
                    if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory) =>
                {
                    return Err(error);
                }
                _ => {}
            }
        }
        let mut folder = folder;
        while !folder.is_empty() && fs::remove_dir(self.root.join(folder)).is_ok() {
            folder = folder.rsplit_once('/').map_or("", |(up, _)| up);
        }
        Ok(())
    }
}

/// An edition on its way into the folder. Files are written beside their places while pages are still being rendered;
/// [`Printing::finish`] puts them in place. Dropped before that, it leaves the folder as it was.
#[derive(Debug)]
pub struct Printing {
    folder: Folder,
    /// Names that the manifest does not know, in their order.
    new: Vec<OutPath>,
    /// Files of the manifest that this edition has not, in their order.
    stale: Vec<usize>,
    writer: Mutex<Writer>,
    staged: Mutex<Vec<Staged>>,
    /// Folders that were made or found.
    folders: Mutex<foldhash::HashSet<String>>,
    /// Whether nothing of ours was there before.
    first: bool,
    finished: bool,
}

/// A file that waits beside its place.
#[derive(Debug)]
struct Staged {
    path: OutPath,
    turn: Turn,
    known: Known,
}

/// The file that waits beside the place of another.
const BESIDE: &str = ".newsprint-tmp";

/// The folder in which a first edition waits.
const FIRST: &str = ".newsprint-first";

impl Printing {
    /// The folder as the last build left it.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Writes a file beside its place, unless what is there is the same already.
    ///
    /// # Errors
    /// It could not be written, or is not one of the edition's names.
    pub fn stage(&self, output: &Output) -> Result<(), Diag> {
        let path = output.path.as_str();
        self.try_stage(output).map_err(|error| cannot_write(&error, path))
    }

    fn try_stage(&self, output: &Output) -> io::Result<()> {
        let path = output.path.as_str();
        let (hash, size) = match &output.content {
            Content::Bytes(bytes) => (Digest::of(bytes), bytes.len() as u64),
            Content::Copy(from) => {
                let mut digester = Digester::new();
                let size = io::copy(&mut File::open(from)?, &mut digester)?;
                (digester.finish(), size)
            }
        };
        if let Some(known) = self.folder.manifest.get(path)
            && (known.hash, known.size) == (hash, size)
            && self.folder.is_as_known(path, known)
        {
            return Ok(());
        }
        if !self.is_named(path) {
            return Err(io::Error::other("this edition has no file of that name"));
        }
        self.announce()?;
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.make_folder(folder)?;
        }
        let beside = self.beside(path);
        let write = || {
            let mut file = File::create(&beside)?;
            match &output.content {
                Content::Bytes(bytes) => file.write_all(bytes)?,
                Content::Copy(from) => drop(io::copy(&mut File::open(from)?, &mut file)?),
            }
            file.metadata()
        };
        // Half a file is no use to anybody.
        let meta = write().inspect_err(|_| drop(fs::remove_file(&beside)))?;
        let known = Known { hash, size, changed: changed(&meta) };
        lock(&self.staged).push(Staged { path: output.path.clone(), turn: output.turn, known });
        Ok(())
    }

    fn is_named(&self, path: &str) -> bool {
        match self.folder.manifest.find(path) {
            Some(at) => self.stale.binary_search(&at).is_err(),
            None => self.new.binary_search_by(|new| new.as_str().cmp(path)).is_ok(),
        }
    }

    /// Names first: if this build is killed, the next one knows what it may remove.
    fn announce(&self) -> io::Result<()> {
        let mut writer = lock(&self.writer);
        if !writer.has_announced() {
            writer.announce(&self.folder.manifest, &self.new)?;
            if self.first {
                fs::create_dir_all(self.folder.root.join(FIRST))?;
            }
        }
        Ok(())
    }

    /// Makes a folder and those above it. A link inside the output folder could lead out of it; nothing is written
    /// through one.
    fn make_folder(&self, folder: &str) -> io::Result<()> {
        if lock(&self.folders).contains(folder) {
            return Ok(());
        }
        if let Some((above, _)) = folder.rsplit_once('/') {
            self.make_folder(above)?;
        }
        let at = if self.first { self.beside(folder) } else { self.folder.root.join(folder) };
        match fs::create_dir(&at) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match fs::symlink_metadata(&at)? {
                meta if meta.is_symlink() => {
                    return Err(io::Error::other(format!("{} is a link, and nothing is written through links", at.display())));
                }
                meta if meta.is_dir() => {}
                _ => return Err(error),
            },
            made => made?,
        }
        lock(&self.folders).insert(folder.to_owned());
        Ok(())
    }

    /// Where the file at `path` waits; in a first edition folders too.
    fn beside(&self, path: &str) -> PathBuf {
        if self.first { self.folder.root.join(FIRST).join(path) } else { self.folder.root.join(format!("{path}{BESIDE}")) }
    }

    /// Puts every file in its place: assets, pages, indices; then removes what is stale; the manifest comes last.
    ///
    /// # Errors
    /// A file could not be put in place; the manifest knows what may be there, and the next build mends it.
    pub fn finish(mut self) -> Result<Printed, Vec<Diag>> {
        let mut staged = std::mem::take(&mut *lock(&self.staged));
        staged.par_sort_unstable_by(|a, b| (a.turn, &a.path).cmp(&(b.turn, &b.path)));
        self.finished = true;
        let (manifest, removed) = (&self.folder.manifest, self.stale.len());
        let total = manifest.len() + self.new.len() - removed;
        if staged.is_empty() && self.new.is_empty() && removed == 0 && manifest.state() == State::Finished {
            return Ok(Printed { total, manifest: manifest.hash(), ..Printed::default() });
        }
        self.announce().map_err(|error| vec![cannot_write(&error, MANIFEST)])?;
        if self.first {
            place_all(&self.folder.root.join(FIRST), &self.folder.root).map_err(|error| vec![cannot_write(&error, FIRST)])?;
        } else {
            self.place_each(&staged)?;
        }
        let mut changes: Vec<Line<'_>> = staged.iter().map(|file| Line { path: file.path.as_str(), known: Some(file.known) }).collect();
        for at in &self.stale {
            let path = manifest.path(*at);
            self.folder.remove(path).map_err(|error| vec![cannot_write(&error, path)])?;
            changes.push(Line { path, known: None });
        }
        changes.par_sort_unstable_by_key(|line| line.path);
        let closed = lock(&self.writer).close(manifest, &self.new, &changes);
        let manifest = closed.map_err(|error| vec![cannot_write(&error, MANIFEST)])?;
        Ok(Printed { total, written: staged.len(), removed, manifest })
    }

    /// Puts the files that wait in place, turn by turn.
    fn place_each(&self, staged: &[Staged]) -> Result<(), Vec<Diag>> {
        for turn in staged.chunk_by(|a, b| a.turn == b.turn) {
            let failed: Vec<Diag> = turn
                .par_iter()
                .filter_map(|file| self.place(file.path.as_str()).err().map(|error| cannot_write(&error, file.path.as_str())))
                .collect();
            if !failed.is_empty() {
                return Err(failed);
            }
        }
        Ok(())
    }

    fn place(&self, path: &str) -> io::Result<()> {
        let (beside, to) = (self.beside(path), self.folder.root.join(path));
        match fs::rename(&beside, &to) {
            // An empty folder may stand where the file belongs: a page's folder whose page is gone.
            Err(_) if to.is_dir() => {
                fs::remove_dir(&to)?;
                fs::rename(&beside, &to)
            }
            result => result,
        }
    }
}

/// Moves everything in the folder `from` into the folder `to`: folders first, for they hold what the files above them name.
/// A folder that is there already takes in what it has not.
fn place_all(from: &Path, to: &Path) -> io::Result<()> {
    let mut entries = fs::read_dir(from)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(|entry| (entry.file_type().is_ok_and(|kind| !kind.is_dir()), entry.file_name()));
    for entry in entries {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if let Err(error) = fs::rename(&from, &to) {
            let both = [&from, &to].iter().all(|path| fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir()));
            if !both {
                return Err(error);
            }
            place_all(&from, &to)?;
        }
    }
    fs::remove_dir(from)
}

impl Drop for Printing {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        if !lock(&self.writer).has_announced() {
            self.folder.leave_no_trace();
            return;
        }
        // The edition failed: what waits is taken away again, and the manifest speaks of the last one.
        if self.first {
            drop(fs::remove_dir_all(self.folder.root.join(FIRST)));
            self.folder.leave_no_trace();
            return;
        }
        for file in lock(&self.staged).iter() {
            drop(fs::remove_file(self.beside(file.path.as_str())));
        }
        let mut folders: Vec<String> = lock(&self.folders).iter().cloned().collect();
        folders.sort();
        for folder in folders.iter().rev() {
            let mut folder = folder.as_str();
            while !folder.is_empty() && fs::remove_dir(self.folder.root.join(folder)).is_ok() {
                folder = folder.rsplit_once('/').map_or("", |(up, _)| up);
            }
        }
        drop(lock(&self.writer).take_back(&self.folder.manifest));
    }
}

/// A panic in another thread cannot leave a list half changed, so a poisoned lock is as good as a sound one.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cannot_write(error: &io::Error, path: &str) -> Diag {
    fault(format!("{path} cannot be written: {}", plain_io(error)), "see that there is room and that the folder may be written")
        .at(Place::file(path))
}

/// Writes a file of the site's folder, whole or not at all, and the folder for it: `urls.lock`, what is remembered.
///
/// # Errors
/// It could not be written, and is as it was.
pub fn replace<T>(path: &Path, write: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = PathBuf::from(beside);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let written = File::create(&beside).and_then(|mut file| write(&mut file)).and_then(|made| fs::rename(&beside, path).map(|()| made));
    if written.is_err() {
        // What could not be put in place is no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn changed(meta: &fs::Metadata) -> i64 {
    meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map_or(0, |time| i64::try_from(time.as_nanos()).unwrap_or(0))
}

/// The path with every link and `..` resolved; what does not exist yet is taken by its name.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut real = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            part => real.push(part),
        }
        if let Ok(found) = real.canonicalize() {
            real = found;
        }
    }
    real
}

#[cfg(test)]
mod tests;
