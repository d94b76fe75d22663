//! The output folder: the only place that writes it.
//!
//! 1. [`Folder::open`] makes sure the folder is ours: empty, or with our manifest in it, and not the sources. It changes
//!    nothing, so that a build with faults leaves no trace.
//! 2. [`Printing::stage`] writes each changed file beside its place while others are still being rendered.
//! 3. [`Printing::finish`] renames them: assets first, pages next, removals last, the manifest at the very end. Before
//!    the first change the manifest learns every name that is about to appear, so that a build that is killed leaves
//!    nothing behind that the next one does not know and mend.
//!
//! A first edition waits in a folder of its own within the output folder, and is put in place folder by folder.
//!
//! Only files in the manifest are ever removed. A file that is right already is not touched.

#![allow(clippy::disallowed_methods, reason = "this is the module that writes and removes files")]

mod manifest;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use manifest::{Known, State};
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

/// Names.
pub enum Names {
    /// These.
    These(foldhash::HashSet<String>),
    /// As before.
    AsBefore,
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
    known: BTreeMap<String, Known>,
    state: State,
    /// Hash of the manifest.
    manifest: Digest,
    /// Held while files are written; other builds of this folder wait.
    lock: Option<File>,
}

/// Name of the file by which two builds at once wait for each other.
const LOCK: &str = ".newsprint-lock";

fn fault(message: impl Into<String>, help: impl Into<String>) -> Diag {
    Diag::error("output", message).help(help)
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
        let mut manifest = Digest::default();
        let (known, state) = match fs::read_to_string(real.join(MANIFEST)) {
            Ok(text) => {
                manifest = Digest::of(&text);
                manifest::parse(&text).ok_or_else(|| {
                    fault(format!("the manifest of {shown} is from another version"), format!("remove the folder {shown}; it is made anew"))
                })?
            }
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
                (BTreeMap::new(), State::Finished)
            }
            Err(error) => {
                return Err(fault(format!("the manifest of {shown} cannot be read: {}", plain_io(&error)), "make the folder readable"));
            }
        };
        Ok(Folder { root: real, known, state, manifest, lock: None })
    }

    /// Begins an edition whose files have these names and no others: waits for another build of the same folder, and
    /// learns what that one wrote.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn begin(mut self, names: Names) -> Result<Printing, Diag> {
        fs::create_dir_all(&self.root).map_err(|error| {
            fault(format!("the output folder cannot be made: {}", plain_io(&error)), "choose another folder with --output")
        })?;
        // Some network drives know no locks; there a build goes on without.
        self.lock = File::create(self.root.join(LOCK)).and_then(|file| file.lock().map(|()| file)).ok();
        if let Some(text) = fs::read_to_string(self.root.join(MANIFEST)).ok()
            && Digest::of(&text) != self.manifest
            && let Some((known, state)) = manifest::parse(&text)
        {
            self.manifest = Digest::of(&text);
            self.known = known;
            self.state = state;
        }
        if self.state == State::Unfinished {
            self.sweep();
        }
        let first = self.known.is_empty();
        let as_before = matches!(names, Names::AsBefore);
        let wanted = match names {
            Names::These(names) => names,
            Names::AsBefore => self.known.keys().cloned().collect(),
        };
        Ok(Printing {
            folder: self,
            wanted,
            announced: Mutex::new(false),
            staged: Mutex::new(Vec::new()),
            folders: Mutex::new(foldhash::HashSet::default()),
            as_before,
            first,
            finished: false,
        })
    }

    /// Takes away what was made for a first build that failed.
    fn leave_no_trace(&self) {
        if self.known.is_empty() {
            for name in [MANIFEST, LOCK] {
                drop(fs::remove_file(self.root.join(name)));
            }
            drop(fs::remove_dir(&self.root));
        }
    }

    /// Takes away what a killed build left beside its places.
    fn sweep(&self) {
        drop(fs::remove_dir_all(self.root.join(FIRST)));
        for path in self.known.keys() {
            drop(fs::remove_file(self.root.join(format!("{path}{BESIDE}"))));
        }
    }

    /// Whether the file at `path` is still as this folder's last build left it.
    pub fn is_intact(&self, path: &OutPath) -> bool {
        self.known.get(path.as_str()).is_some_and(|known| self.is_as_known(path.as_str(), known))
    }

    fn is_as_known(&self, path: &str, known: &Known) -> bool {
        fs::symlink_metadata(self.root.join(path))
            .is_ok_and(|meta| meta.is_file() && meta.len() == known.size && changed(&meta) == known.changed)
    }

    /// The bytes of the file at `path`, if it is still as this folder's last build left it.
    pub fn read(&self, path: &OutPath) -> Option<Vec<u8>> {
        let hash = self.known.get(path.as_str()).filter(|known| self.is_as_known(path.as_str(), known))?.hash;
        fs::read(self.root.join(path.as_str())).ok().filter(|bytes| Digest::of(bytes) == hash)
    }

    /// Whether the last build came to its end and every file is still as it left it.
    pub fn is_whole(&self) -> bool {
        let known: Vec<(&String, &Known)> = self.known.iter().collect();
        self.state == State::Finished && known.par_iter().all(|(path, known)| self.is_as_known(path, known))
    }

    fn known(&self) -> impl Iterator<Item = (&str, Known)> {
        self.known.iter().map(|(path, known)| (path.as_str(), *known))
    }

    /// How many files the last build left.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// Hash of the manifest; of any two states of the folder that builds left, it differs.
    pub fn manifest(&self) -> Digest {
        self.manifest
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

    /// Writes the manifest; gives its hash.
    fn save<'f>(&self, known: impl Iterator<Item = (&'f str, Known)>, state: State) -> io::Result<Digest> {
        let text = manifest::text(known, state);
        // Always of one name, so that what a killed build leaves is used up by the next; the lock keeps others away.
        let beside = self.root.join(format!("{MANIFEST}.tmp"));
        fs::write(&beside, &text)?;
        fs::rename(beside, self.root.join(MANIFEST))?;
        Ok(Digest::of(&text))
    }
}

/// An edition on its way into the folder. Files are written beside their places while pages are still being rendered;
/// [`Printing::finish`] puts them in place. Dropped before that, it leaves the folder as it was.
#[derive(Debug)]
pub struct Printing {
    folder: Folder,
    wanted: foldhash::HashSet<String>,
    /// Whether the manifest knows the names that are about to appear.
    announced: Mutex<bool>,
    staged: Mutex<Vec<Staged>>,
    /// Folders that were made or found.
    folders: Mutex<foldhash::HashSet<String>>,
    as_before: bool,
    /// Whether nothing of ours was there before.
    first: bool,
    finished: bool,
}

/// A file that is right already, or waits beside its place.
#[derive(Clone, Debug)]
struct Staged {
    path: String,
    turn: Turn,
    known: Known,
    waits: bool,
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

    /// Leaves a file as it is. Call it for files that [`Folder::is_intact`] has found so.
    pub fn keep(&self, path: &OutPath, turn: Turn) {
        if let Some(known) = self.folder.known.get(path.as_str()) {
            lock(&self.staged).push(Staged { path: path.as_str().to_owned(), turn, known: *known, waits: false });
        }
    }

    /// Writes a file beside its place, unless what is there is the same already.
    ///
    /// # Errors
    /// It could not be written.
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
        let before = self.folder.known.get(path).filter(|known| known.hash == hash && known.size == size);
        if let Some(known) = before
            && self.folder.is_intact(&output.path)
        {
            lock(&self.staged).push(Staged { path: path.to_owned(), turn: output.turn, known: *known, waits: false });
            return Ok(());
        }
        self.announce()?;
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.make_folder(folder)?;
        }
        let mut file = File::create(self.beside(path))?;
        match &output.content {
            Content::Bytes(bytes) => file.write_all(bytes)?,
            Content::Copy(from) => drop(io::copy(&mut File::open(from)?, &mut file)?),
        }
        let known = Known { hash, size, changed: changed(&file.metadata()?) };
        lock(&self.staged).push(Staged { path: path.to_owned(), turn: output.turn, known, waits: true });
        Ok(())
    }

    /// Names first: if this build is killed, the next one knows what it may remove.
    fn announce(&self) -> io::Result<()> {
        let mut announced = lock(&self.announced);
        if !*announced {
            let coming = Known { hash: Digest::default(), size: 0, changed: 0 };
            let new = self.wanted.iter().filter(|path| !self.folder.known.contains_key(path.as_str())).map(|path| (path.as_str(), coming));
            self.folder.save(self.folder.known().chain(new), State::Unfinished)?;
            if self.first {
                fs::create_dir_all(self.folder.root.join(FIRST))?;
            }
            *announced = true;
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
        if self.as_before {
            let have: std::collections::HashSet<String> = staged.iter().map(|s| s.path.clone()).collect();
            staged.extend(self.folder.known.iter().filter(|(p, _)| !have.contains(*p)).map(|(path, known)| Staged {
                path: path.clone(),
                turn: Turn::Page,
                known: *known,
                waits: false,
            }));
        }
        staged.par_sort_unstable_by(|a, b| (a.turn, &a.path).cmp(&(b.turn, &b.path)));
        let stale: Vec<String> = self.folder.known.keys().filter(|path| !self.wanted.contains(path.as_str())).cloned().collect();
        let written = staged.iter().filter(|file| file.waits).count();
        self.finished = true;
        if written == 0 && stale.is_empty() && staged.len() == self.folder.known.len() && self.folder.state == State::Finished {
            return Ok(Printed { total: staged.len(), written: 0, removed: 0, manifest: self.folder.manifest });
        }
        self.announce().map_err(|error| vec![cannot_write(&error, MANIFEST)])?;
        if self.first {
            place_all(&self.folder.root.join(FIRST), &self.folder.root).map_err(|error| vec![cannot_write(&error, FIRST)])?;
        } else {
            self.place_each(&staged)?;
        }
        for path in &stale {
            self.folder.remove(path).map_err(|error| vec![cannot_write(&error, path)])?;
        }
        let known = staged.iter().map(|file| (file.path.as_str(), file.known));
        let manifest = self.folder.save(known, State::Finished).map_err(|error| vec![cannot_write(&error, MANIFEST)])?;
        Ok(Printed { total: staged.len(), written, removed: stale.len(), manifest })
    }

    /// Puts the files that wait in place, turn by turn.
    fn place_each(&self, staged: &[Staged]) -> Result<(), Vec<Diag>> {
        for turn in staged.chunk_by(|a, b| a.turn == b.turn) {
            let failed: Vec<Diag> = turn
                .par_iter()
                .filter(|file| file.waits)
                .filter_map(|file| self.place(&file.path).err().map(|error| cannot_write(&error, &file.path)))
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
        if !*lock(&self.announced) {
            self.folder.leave_no_trace();
            return;
        }
        // The edition failed: what waits is taken away again, and the manifest speaks of the last one.
        if self.first {
            drop(fs::remove_dir_all(self.folder.root.join(FIRST)));
            self.folder.leave_no_trace();
            return;
        }
        for file in lock(&self.staged).iter().filter(|file| file.waits) {
            drop(fs::remove_file(self.beside(&file.path)));
        }
        let mut folders: Vec<String> = lock(&self.folders).iter().cloned().collect();
        folders.sort();
        for folder in folders.iter().rev() {
            let mut folder = folder.as_str();
            while !folder.is_empty() && fs::remove_dir(self.folder.root.join(folder)).is_ok() {
                folder = folder.rsplit_once('/').map_or("", |(up, _)| up);
            }
        }
        drop(self.folder.save(self.folder.known(), self.folder.state));
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

fn changed(meta: &fs::Metadata) -> i128 {
    meta.modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |time| i128::try_from(time.as_nanos()).unwrap_or(0))
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
