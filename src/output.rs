//! The output folder: the only place that writes it.
//!
//! 1. [`Folder::open`] makes sure the folder is ours: empty, or with our manifest in it, and not the sources. It changes
//!    nothing, so that a build with faults leaves no trace.
//! 2. [`Folder::begin`] compares the edition's names with the manifest, and refuses to touch what is not ours.
//! 3. [`Printing::stage`] writes each changed file into a folder where it waits while others are still being rendered.
//! 4. [`Printing::finish`] moves them: assets first, pages next, removals last, and at the very end the manifest. If names
//!    are about to appear, the manifest learns them before that, so that a build that is killed leaves nothing behind that the
//!    next one does not know and mend.
//!
//! Only files in the manifest are ever removed or overwritten. A file that is right already is not touched.
//!
//! The manifest lies in the folder itself and says no more than what is in it now. When files were changed last, by which
//! most are known without reading them, is remembered in the site's folder ([`times`]); without that they are read.

#![allow(clippy::disallowed_methods, reason = "this is the module that writes and removes files")]

mod flush;
mod manifest;
mod place;
mod printing;
mod rights;
mod shipment;
mod times;

use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

use manifest::{Manifest, Unfit};
pub use printing::Printing;
use rayon::prelude::*;
pub use shipment::{Holds, Piece, Shipment};
use times::{Time, Times};

use crate::diag::Diag;
use crate::digest::Digest;
use crate::permalink::OutPath;
use crate::source::{Entry, plain_io};

/// Name of the manifest in the output folder.
pub const MANIFEST: &str = ".newsprint-manifest";

/// The folder of what is remembered on disk, beneath the site's.
pub const MEMORY: &str = ".newsprint";

/// Begins the names of all that is ours in the output folder and no part of the paper.
const OURS: &str = ".newsprint-";

/// The folder in the output folder in which files wait for their places.
const WAITING: &str = ".newsprint-waiting";

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
    Copy(Entry),
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
    These {
        /// Of every file.
        all: Vec<OutPath>,
        /// Those at which public stories stand.
        stories: Vec<OutPath>,
    },
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
    /// The site's folder.
    site: PathBuf,
    manifest: Manifest,
    times: Times,
    /// Whether every file was found as it was left.
    whole: bool,
    /// Held while files are written; other builds of this folder wait.
    lock: Option<File>,
}

fn fault(message: impl Into<String>, help: impl Into<String>) -> Diag {
    Diag::error("output", message).help(help)
}

fn unfit(why: Unfit, folder: &Path) -> Diag {
    let shown = folder.display();
    match why {
        Unfit::Version => {
            fault(format!("the manifest of {shown} is from another version"), format!("remove the folder {shown}; it is made anew"))
        }
        Unfit::Damaged => fault(
            format!("the manifest of {shown} is damaged, so nobody knows which files there are from newsprint ({MANIFEST})"),
            format!("remove the folder {shown}; it is made anew. What you laid into it yourself must be laid into it again"),
        ),
    }
}

/// Reads the manifest of the folder `root`, which messages call `shown`.
fn read_manifest(root: &Path, shown: &Path) -> Result<Option<Manifest>, Diag> {
    match fs::read(root.join(MANIFEST)) {
        Ok(bytes) => Manifest::parse(bytes).map(Some).map_err(|why| unfit(why, shown)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(fault(format!("the manifest of {} cannot be read: {}", shown.display(), plain_io(&error)), "make the folder readable"))
        }
    }
}

/// Sees that nothing is in the folder `root`, which messages call `shown`.
fn see_that_it_is_empty(root: &Path, shown: &Path) -> Result<(), Diag> {
    let foreign = match fs::read_dir(root) {
        // A build that was killed before its first manifest leaves what waited.
        Ok(entries) => entries.flatten().any(|entry| !entry.file_name().to_string_lossy().starts_with(OURS)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => {
            return Err(fault(
                format!("the output folder {} cannot be read: {}", shown.display(), plain_io(&error)),
                "choose another folder with --output",
            ));
        }
    };
    if foreign {
        return Err(fault(
            format!("the folder {} is not empty and was not made by newsprint", shown.display()),
            "choose an empty folder with --output, or empty this one yourself",
        ));
    }
    Ok(())
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
        let manifest = if let Some(manifest) = read_manifest(&real, output)? {
            manifest
        } else {
            see_that_it_is_empty(&real, output)?;
            Manifest::default()
        };
        let times = Times::load(&site, &real, manifest.hash());
        Ok(Folder { root: real, site, manifest, times, whole: false, lock: None })
    }

    /// Begins an edition whose files have these names: waits for another build of the same folder, and learns what that
    /// one wrote. If it wrote something, the folder of the [`Printing`] has another [`Folder::manifest`] than this one.
    ///
    /// # Errors
    /// The folder cannot be made, its manifest is no longer ours, a name has a line end in it, or something that is not ours
    /// stands where a file belongs.
    pub fn begin(mut self, names: Names) -> Result<Printing, Vec<Diag>> {
        self.lock = make_and_lock(&self.root, &self.site).map_err(|error| {
            vec![fault(format!("the output folder cannot be made: {}", plain_io(&error)), "choose another folder with --output")]
        })?;
        let standing = read_manifest(&self.root, &self.root).map_err(|diag| vec![diag])?.unwrap_or_default();
        if standing.hash() != self.manifest.hash() {
            self.times = Times::load(&self.site, &self.root, standing.hash());
            self.manifest = standing;
            self.whole = false;
        }
        // What a killed build left.
        drop(fs::remove_dir_all(self.root.join(WAITING)));
        Printing::new(self, names)
    }

    /// Whether the file at `path` is still as this folder's last build left it.
    pub fn is_intact(&self, path: &OutPath) -> bool {
        self.manifest.find(path.as_str()).is_some_and(|at| self.is_as_left(at))
    }

    /// Whether [`is_whole`](Self::is_whole) found every file as it was left.
    pub fn is_known_whole(&self) -> bool {
        self.whole
    }

    /// A file that was touched, or copied here from elsewhere, may have the right bytes all the same.
    fn is_as_left(&self, at: usize) -> bool {
        let Some(line) = self.manifest.line(at) else { return false };
        if self.whole {
            return true;
        }
        let disk = self.root.join(line.path);
        let Some(now) = fs::symlink_metadata(&disk).ok().filter(fs::Metadata::is_file).map(|meta| Time::of(&meta)) else { return false };
        match self.times.get(at) {
            Some(then) if then == now => return true,
            Some(then) if !then.has_size_of(now) => return false,
            _ => {}
        }
        let right = fs::read(&disk).is_ok_and(|bytes| Digest::of(&bytes) == line.hash);
        if right {
            self.times.found(at, now);
        }
        right
    }

    /// The bytes of the file at `path`, if it is still as this folder's last build left it.
    pub fn read(&self, path: &OutPath) -> Option<Vec<u8>> {
        let hash = self.manifest.find(path.as_str()).and_then(|at| self.manifest.line(at))?.hash;
        fs::read(self.root.join(path.as_str())).ok().filter(|bytes| Digest::of(bytes) == hash)
    }

    /// Whether every file is still as the last build left it. What was looked at for that is not looked at again.
    pub fn is_whole(&mut self) -> bool {
        self.whole = (0..self.manifest.len()).into_par_iter().all(|at| self.is_as_left(at));
        if self.whole {
            self.save_times();
        }
        self.whole
    }

    /// Writes down what was found out about files since the last build.
    fn save_times(&self) {
        if self.times.have_news() {
            self.times.save(self.manifest.hash(), self.manifest.len(), |at| self.times.get(at));
        }
    }

    /// How many files the last build left.
    pub fn count(&self) -> usize {
        self.manifest.len()
    }

    /// Hash of the manifest; of any two states of the folder that builds left, it differs.
    pub fn manifest(&self) -> Digest {
        self.manifest.hash()
    }
}

/// Makes the folder and locks it, so that another build of it waits. Some systems and network drives know no locks; there a
/// build goes on without.
fn make_and_lock(folder: &Path, site: &Path) -> io::Result<Option<File>> {
    const TRIES: usize = 3;
    for _ in 0..TRIES {
        if !folder.is_dir() {
            fs::create_dir_all(folder)?;
            rights::open_folder(folder)?;
        }
        let locked = |file: File| file.lock().map(|()| file);
        let lock = File::open(folder).and_then(locked).or_else(|_| File::create(site.join(MEMORY).join("lock")).and_then(locked)).ok();
        // The build that was waited for may have failed, and taken its folder away.
        if folder.is_dir() {
            return Ok(lock);
        }
    }
    Err(io::ErrorKind::NotFound.into())
}

/// Removes what builds remember of the site at `root`; says whether anything was there. Nothing is removed through a link.
///
/// # Errors
/// It is no folder of its own, or cannot be removed.
pub fn forget(root: &Path) -> Result<bool, Diag> {
    let memory = root.join(MEMORY);
    let found = match fs::symlink_metadata(&memory) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(cannot_forget(&error)),
    };
    if !found.is_dir() {
        return Err(fault(
            format!("{MEMORY} is no folder but a link or a file, and stays"),
            "remove it yourself, if it is yours to remove",
        ));
    }
    fs::remove_dir_all(&memory).map(|()| true).map_err(|error| cannot_forget(&error))
}

fn cannot_forget(error: &io::Error) -> Diag {
    fault(format!("{MEMORY} cannot be removed: {}", plain_io(error)), "end builds and previews of the site, and see who may write there")
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
