//! An edition on its way into the folder.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::flush::{self, Flushed};
use super::manifest::{Difference, Kind, Line, Manifest, kind_of};
use super::place::{self, folders};
use super::rights::{self, Mask};
use super::times::Time;
use super::{Content, Folder, MANIFEST, Names, Output, Printed, Turn, WAITING, fault};
use crate::diag::{Diag, Place};
use crate::digest::{Digest, Digester};
use crate::permalink::OutPath;
use crate::source::plain_io;

/// An edition on its way into the folder. Files wait in a folder of their own while pages are still being rendered;
/// [`Printing::finish`] puts them in place. Dropped before that, it leaves the folder as it was.
#[derive(Debug)]
pub struct Printing {
    folder: Folder,
    difference: Difference,
    /// Where stories stand, sorted; none where that is as it was.
    stories: Option<Vec<OutPath>>,
    staged: Mutex<Vec<Staged>>,
    /// Folders that were made for files that wait.
    folders: Mutex<foldhash::HashSet<String>>,
    /// Makes the folder in which files wait, and learns by it what the user's mask leaves of rights.
    waiting: OnceLock<Result<Mask, io::ErrorKind>>,
    count: AtomicUsize,
    /// Whether the disk has refused a file: the edition has failed, and one error is enough.
    refused: AtomicBool,
    progress: Progress,
}

/// How far an edition has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    /// Files may wait; the folder is as it was.
    Waiting,
    /// Files are being put in place.
    Placing,
}

/// A file that waits for its place.
#[derive(Debug)]
struct Staged {
    path: OutPath,
    turn: Turn,
    /// Where it waits.
    at: PathBuf,
    hash: Digest,
    time: Time,
}

/// Why a file could not be staged.
enum Trouble {
    /// It is to be the same as a file that cannot be read.
    Source(io::Error),
    /// It cannot be written.
    Disk(io::Error),
}

/// Bytes that are copied at once.
const PIECE: usize = 128 << 10;

impl Printing {
    pub(super) fn new(folder: Folder, names: Names) -> Result<Self, Vec<Diag>> {
        let (difference, stories) = match names {
            Names::These { all, mut stories } => {
                stories.par_sort_unstable();
                (folder.manifest.compare(all, &stories), Some(stories))
            }
            Names::AsBefore => (Difference::default(), None),
        };
        let printing = Printing {
            folder,
            difference,
            stories,
            staged: Mutex::default(),
            folders: Mutex::default(),
            waiting: OnceLock::new(),
            count: AtomicUsize::new(0),
            refused: AtomicBool::new(false),
            progress: Progress::Waiting,
        };
        let new = &printing.difference.new;
        // The manifest has a line for each file.
        if let Some(path) = new.iter().find(|path| path.as_str().contains('\n')) {
            let message = format!("the file name {:?} has a line end in it", path.as_str());
            return Err(vec![fault(message, "rename the file with ordinary letters")]);
        }
        // A folder without a manifest has nothing in it.
        let strangers =
            if printing.is_first() { Vec::new() } else { place::strangers(&printing.folder.root, &printing.folder.manifest, new) };
        if strangers.is_empty() { Ok(printing) } else { Err(strangers) }
    }

    /// The folder as the last build left it.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// How many pages of public stories the last build left.
    pub fn stories_before(&self) -> usize {
        self.folder.manifest.lines().filter(|line| line.kind == Kind::Story).count()
    }

    /// Pages of public stories that the last build left and this edition has not.
    pub fn stories_gone(&self) -> impl Iterator<Item = &str> {
        let stale = self.difference.stale.iter().filter_map(|at| self.folder.manifest.line(*at));
        stale.filter(|line| line.kind == Kind::Story).map(|line| line.path)
    }

    /// Whether the last build had no file of that name.
    pub fn is_new(&self, path: &OutPath) -> bool {
        self.difference.new.binary_search(path).is_ok()
    }

    /// Whether nothing of ours was there before.
    fn is_first(&self) -> bool {
        self.folder.manifest.len() == 0
    }

    fn is_named(&self, path: &OutPath) -> bool {
        match self.folder.manifest.find(path.as_str()) {
            Some(at) => self.difference.stale.binary_search(&at).is_err(),
            None => self.is_new(path),
        }
    }

    /// Writes a file to where it waits, unless what is there is the same already. After the disk has refused one, others are
    /// not tried, for the edition has failed.
    ///
    /// # Errors
    /// It could not be written, or is not one of the edition's names.
    pub fn stage(&self, output: &Output) -> Result<(), Diag> {
        if self.refused.load(Ordering::Relaxed) {
            return Ok(());
        }
        if !self.is_named(&output.path) {
            return Err(cannot_write(&io::Error::other("this edition has no file of that name"), output.path.as_str()));
        }
        match (self.try_stage(output), &output.content) {
            (Ok(()), _) => Ok(()),
            (Err(Trouble::Source(error)), Content::Copy(entry)) => {
                Err(Diag::error("read", format!("cannot be read: {}", plain_io(&error))).at(Place::file(&entry.path)))
            }
            // Of several threads only the first tells of it.
            (Err(Trouble::Disk(_)), _) if self.refused.swap(true, Ordering::Relaxed) => Ok(()),
            (Err(Trouble::Disk(error) | Trouble::Source(error)), _) => Err(cannot_write(&error, output.path.as_str())),
        }
    }

    fn try_stage(&self, output: &Output) -> Result<(), Trouble> {
        let path = output.path.as_str();
        if let Some(at) = self.folder.manifest.find(path)
            && let Some(line) = self.folder.manifest.line(at)
            && hash_of(&output.content)? == line.hash
            && self.folder.is_as_left(at)
        {
            return Ok(());
        }
        let at = self.place_to_wait(path).map_err(Trouble::Disk)?;
        let staged = write(&at, &output.content);
        // Half a file is no use to anybody.
        let (hash, time) = staged.inspect_err(|_| drop(fs::remove_file(&at)))?;
        lock(&self.staged).push(Staged { path: output.path.clone(), turn: output.turn, at, hash, time });
        Ok(())
    }

    /// Where a file waits. Those of a first edition lie as they will in the end, so that whole folders can be moved; others
    /// are numbered.
    fn place_to_wait(&self, path: &str) -> io::Result<PathBuf> {
        let waiting = self.folder.root.join(WAITING);
        let made = self
            .waiting
            .get_or_init(|| fs::create_dir(&waiting).and_then(|()| rights::open_folder(&waiting)).map_err(|error| error.kind()));
        made.as_ref().map_err(|kind| io::Error::from(*kind))?;
        if !self.is_first() {
            return Ok(waiting.join(self.count.fetch_add(1, Ordering::Relaxed).to_string()));
        }
        self.make_folders(&waiting, path)?;
        Ok(waiting.join(path))
    }

    /// Makes the folders of the file at `path` in the folder `top`. A link could lead out of it; nothing is written through
    /// one.
    fn make_folders(&self, top: &Path, path: &str) -> io::Result<()> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder.is_empty() || lock(&self.folders).contains(folder) {
            return Ok(());
        }
        for folder in folders(path) {
            let at = top.join(folder);
            match fs::create_dir(&at) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match fs::symlink_metadata(&at)? {
                    meta if meta.is_symlink() => {
                        return Err(io::Error::other(format!("{} is a link, and nothing is written through links", at.display())));
                    }
                    meta if meta.is_dir() => {}
                    _ => return Err(error),
                },
                made => {
                    made?;
                    if self.waiting.get() != Some(&Ok(Mask::Wide)) {
                        rights::open_folder(&at)?;
                    }
                }
            }
            lock(&self.folders).insert(folder.to_owned());
        }
        Ok(())
    }

    /// Puts every file in its place: assets, pages, indices; then removes what is stale; the manifest comes last.
    ///
    /// # Errors
    /// A file could not be put in place; the manifest knows what may be there, and the next build mends it.
    pub fn finish(mut self) -> Result<Printed, Vec<Diag>> {
        let mut staged = std::mem::take(&mut *lock(&self.staged));
        staged.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        if self.refused.load(Ordering::Relaxed) {
            return Err(vec![cannot_write(&io::Error::other("a part of it could not be written"), "the edition")]);
        }
        let Difference { new, stale, kinds } = &self.difference;
        let removed = stale.len();
        if staged.is_empty() && new.is_empty() && removed == 0 && !kinds {
            self.folder.save_times();
            let before = &self.folder.manifest;
            return Ok(Printed { total: before.len(), manifest: before.hash(), ..Printed::default() });
        }
        let (after, origins) = self.merge(&staged);
        if !new.is_empty() {
            // If this build is killed, the next one knows what it may remove.
            self.write_manifest(&union(&self.folder.manifest, &after))?;
        }
        self.progress = Progress::Placing;
        let in_the_way = place::in_the_way(&self.folder.manifest, &self.difference.stale, &self.difference.new);
        self.remove_stale(|at| in_the_way.contains(at))?;
        self.place(&mut staged.iter().collect::<Vec<_>>())?;
        self.remove_stale(|at| !in_the_way.contains(at))?;
        let written: Vec<PathBuf> = staged.iter().map(|file| self.folder.root.join(file.path.as_str())).collect();
        let flushed = flush::flush(&self.folder.root, &written);
        self.write_manifest(&after)?;
        let time = |at: usize| match origins[at] {
            Origin::Kept(before) => self.folder.times.get(before),
            // What a power cut could still undo is read by the next build.
            Origin::Staged(file) => (flushed == Flushed::Yes).then_some(staged[file].time),
        };
        self.folder.times.save(after.hash(), after.len(), time);
        Ok(Printed { total: after.len(), written: staged.len(), removed, manifest: after.hash() })
    }

    /// The manifest of the edition, whose files those of the last are but for the stale ones and the `staged`, which are in
    /// the order of their paths; and where each file comes from.
    fn merge(&self, staged: &[Staged]) -> (Manifest, Vec<Origin>) {
        let before = &self.folder.manifest;
        let mut stale = self.difference.stale.iter().copied().peekable();
        let kept =
            (0..before.len()).filter(|at| stale.next_if_eq(at).is_none()).filter_map(|at| Some((before.line(at)?, Origin::Kept(at))));
        let mut kept = kept.peekable();
        let fresh = staged
            .iter()
            .enumerate()
            .map(|(at, file)| (Line { path: file.path.as_str(), hash: file.hash, kind: Kind::Other }, Origin::Staged(at)));
        let mut lines: Vec<(Line<'_>, Origin)> = Vec::with_capacity(before.len() + staged.len());
        for (line, origin) in fresh {
            while let Some(next) = kept.next_if(|(next, _)| next.path < line.path) {
                lines.push(next);
            }
            let old = kept.next_if(|(next, _)| next.path == line.path);
            lines.push((old.map_or(line, |(old, _)| Line { kind: old.kind, ..line }), origin));
        }
        lines.extend(kept);
        if let Some(stories) = &self.stories {
            lines.par_iter_mut().for_each(|(line, _)| line.kind = kind_of(line.path, stories));
        }
        let (lines, origins): (Vec<Line<'_>>, Vec<Origin>) = lines.into_iter().unzip();
        (Manifest::of(&lines), origins)
    }

    fn write_manifest(&self, manifest: &Manifest) -> Result<(), Vec<Diag>> {
        let (file, beside) = (self.folder.root.join(MANIFEST), self.folder.root.join(format!("{MANIFEST}-tmp")));
        flush::write_whole(&file, &beside, manifest.text().as_bytes()).map_err(|error| vec![cannot_write(&error, MANIFEST)])
    }

    fn remove_stale(&self, which: impl Fn(&usize) -> bool) -> Result<(), Vec<Diag>> {
        for at in self.difference.stale.iter().filter(|at| which(at)) {
            let path = self.folder.manifest.path(*at);
            self.folder.remove(path).map_err(|error| vec![cannot_write(&error, path)])?;
        }
        Ok(())
    }

    /// Puts the files that wait in place, turn by turn.
    fn place(&self, staged: &mut [&Staged]) -> Result<(), Vec<Diag>> {
        let (root, waiting) = (&self.folder.root, self.folder.root.join(WAITING));
        if staged.is_empty() {
            return Ok(());
        }
        if self.is_first() {
            return place::place_all(&waiting, root).map_err(|error| vec![cannot_write(&error, &root.to_string_lossy())]);
        }
        staged.par_sort_unstable_by(|a, b| (a.turn, &a.path).cmp(&(b.turn, &b.path)));
        for turn in staged.chunk_by(|a, b| a.turn == b.turn) {
            let failed = turn.par_iter().find_map_first(|file| {
                let path = file.path.as_str();
                let placed = self.make_folders(root, path).and_then(|()| place::place(&file.at, &root.join(path)));
                placed.err().map(|error| cannot_write(&error, path))
            });
            if let Some(failed) = failed {
                return Err(vec![failed]);
            }
        }
        // Where it cannot be removed, the next build does it.
        drop(fs::remove_dir(waiting));
        Ok(())
    }
}

/// Where a file of an edition comes from.
#[derive(Clone, Copy, Debug)]
enum Origin {
    /// It stands as it stood, at this place in the last manifest.
    Kept(usize),
    /// It was staged, as this one of the list.
    Staged(usize),
}

/// A manifest of all files of two.
fn union(before: &Manifest, after: &Manifest) -> Manifest {
    let mut lines: Vec<Line<'_>> = after.lines().chain(before.lines().filter(|line| after.find(line.path).is_none())).collect();
    lines.par_sort_unstable_by_key(|line| line.path);
    Manifest::of(&lines)
}

fn hash_of(content: &Content) -> Result<Digest, Trouble> {
    match content {
        Content::Bytes(bytes) => Ok(Digest::of(bytes)),
        Content::Copy(from) => {
            let mut digester = Digester::new();
            File::open(&from.disk).and_then(|mut file| io::copy(&mut file, &mut digester)).map_err(Trouble::Source)?;
            Ok(digester.finish())
        }
    }
}

/// Writes a file; gives the hash of the bytes that were written, and its time.
fn write(at: &Path, content: &Content) -> Result<(Digest, Time), Trouble> {
    let mut file = File::create(at).map_err(Trouble::Disk)?;
    let hash = match content {
        Content::Bytes(bytes) => {
            file.write_all(bytes).map_err(Trouble::Disk)?;
            Digest::of(bytes)
        }
        Content::Copy(from) => {
            let mut source = File::open(&from.disk).map_err(Trouble::Source)?;
            let (mut piece, mut digester) = (vec![0; PIECE], Digester::new());
            loop {
                let read = match source.read(&mut piece) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    read => read.map_err(Trouble::Source)?,
                };
                if read == 0 {
                    break;
                }
                digester.add(&piece[..read]);
                file.write_all(&piece[..read]).map_err(Trouble::Disk)?;
            }
            digester.finish()
        }
    };
    let meta = file.metadata().map_err(Trouble::Disk)?;
    rights::open_file(&file, &meta).map_err(Trouble::Disk)?;
    Ok((hash, Time::of(&meta)))
}

impl Drop for Printing {
    fn drop(&mut self) {
        if self.waiting.get().is_some() {
            drop(fs::remove_dir_all(self.folder.root.join(WAITING)));
        }
        // The folder of a first edition that failed; one with anything in it stays.
        if self.is_first() && self.progress == Progress::Waiting {
            drop(fs::remove_dir(&self.folder.root));
        }
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
