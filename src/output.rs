//! The output folder: the only place that writes it.
//!
//! 1. [`Folder::open`] makes sure the folder is ours: empty, or with our manifest in it, and not the sources. It changes
//!    nothing, so that a build with faults leaves no trace.
//! 2. [`Folder::print`] takes the lock and writes what changed, each file beside its place and then renamed: assets first, pages next,
//!    removals last, the manifest at the very end. Before the first change the manifest learns every name that is about
//!    to appear, so that a build that is killed leaves nothing behind that the next one does not know.
//!
//! Only files in the manifest are ever removed. A file that is right already is not touched.

#![allow(clippy::disallowed_methods, reason = "this is the module that writes and removes files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use crate::diag::{Diag, Place};
use crate::permalink::OutPath;
use crate::source::plain_io;

/// Name of the manifest in the output folder.
pub const MANIFEST: &str = ".newsprint-manifest";

const HEADER: &str = "newsprint manifest 1";

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

/// What a build did to the folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Files in the output.
    pub total: usize,
    /// Files written.
    pub written: usize,
    /// Files removed.
    pub removed: usize,
}

/// What the manifest remembers of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    hash: u128,
    size: u64,
    changed: i128,
}

/// An output folder that is ours.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    known: BTreeMap<String, Known>,
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
        let known = match fs::read_to_string(real.join(MANIFEST)) {
            Ok(text) => parse(&text).ok_or_else(|| {
                fault(format!("the manifest of {shown} is from another version"), format!("remove the folder {shown}; it is made anew"))
            })?,
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
                BTreeMap::new()
            }
            Err(error) => {
                return Err(fault(format!("the manifest of {shown} cannot be read: {}", plain_io(&error)), "make the folder readable"));
            }
        };
        Ok(Folder { root: real, known })
    }

    /// Waits for another build of the same folder, and learns what that one wrote.
    fn lock(&mut self) -> io::Result<Option<File>> {
        fs::create_dir_all(&self.root)?;
        // Some network drives know no locks; there a build goes on without.
        let lock = File::create(self.root.join(LOCK)).and_then(|file| file.lock().map(|()| file)).ok();
        if let Some(known) = fs::read_to_string(self.root.join(MANIFEST)).ok().and_then(|text| parse(&text)) {
            self.known = known;
        }
        Ok(lock)
    }

    /// Makes the folder hold exactly `outputs`, and what is not ours.
    ///
    /// # Errors
    /// A file could not be written; what was written so far is in the manifest, and the next build mends it.
    pub fn print(mut self, mut outputs: Vec<Output>) -> Result<Printed, Vec<Diag>> {
        outputs.sort_by(|a, b| (a.turn, a.path.as_str()).cmp(&(b.turn, b.path.as_str())));
        let told = |error: io::Error, path: &str| {
            vec![
                fault(
                    format!("{path} cannot be written: {}", plain_io(&error)),
                    "see that there is room and that the folder may be written",
                )
                .at(Place::file(path)),
            ]
        };
        let _lock = self.lock().map_err(|error| told(error, "the output folder"))?;
        let wanted: BTreeSet<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
        let stale: Vec<String> = self.known.keys().filter(|path| !wanted.contains(path.as_str())).cloned().collect();
        let looked: Vec<Result<(Known, bool), io::Error>> = outputs.par_iter().map(|output| self.look(output)).collect();
        let mut plan = Vec::with_capacity(outputs.len());
        for (output, looked) in outputs.iter().zip(looked) {
            plan.push(looked.map_err(|error| told(error, output.path.as_str()))?);
        }
        let changed = plan.iter().filter(|(_, changed)| *changed).count();
        if changed == 0 && stale.is_empty() && plan.len() == self.known.len() && self.root.join(MANIFEST).exists() {
            return Ok(Printed { total: outputs.len(), written: 0, removed: 0 });
        }
        // Names first: if this build is killed, the next one knows what it may remove.
        let mut names = self.known.clone();
        for (output, (known, _)) in outputs.iter().zip(&plan) {
            names.entry(output.path.as_str().to_owned()).or_insert(Known { changed: 0, ..*known });
        }
        self.save(&names).map_err(|error| told(error, MANIFEST))?;
        self.make_folders(&outputs, &plan).map_err(|error| told(error, "a folder"))?;
        let mut now: BTreeMap<String, Known> = BTreeMap::new();
        let mut start = 0;
        while start < outputs.len() {
            let turn = outputs[start].turn;
            let end = outputs[start..].iter().position(|output| output.turn != turn).map_or(outputs.len(), |at| start + at);
            let done: Vec<Result<Known, io::Error>> = (start..end)
                .into_par_iter()
                .map(|at| if plan[at].1 { self.write(&outputs[at], plan[at].0) } else { Ok(plan[at].0) })
                .collect();
            for (output, known) in outputs[start..end].iter().zip(done) {
                now.insert(output.path.as_str().to_owned(), known.map_err(|error| told(error, output.path.as_str()))?);
            }
            start = end;
        }
        for path in &stale {
            self.remove(path).map_err(|error| told(error, path))?;
        }
        self.known = now;
        self.save(&self.known).map_err(|error| told(error, MANIFEST))?;
        Ok(Printed { total: outputs.len(), written: changed, removed: stale.len() })
    }

    /// What a file will be, and whether it has to be written.
    fn look(&self, output: &Output) -> Result<(Known, bool), io::Error> {
        let (hash, size) = match &output.content {
            Content::Bytes(bytes) => (digest(bytes), bytes.len() as u64),
            Content::Copy(from) => {
                let mut hasher = blake3::Hasher::new();
                let size = io::copy(&mut File::open(from)?, &mut hasher)?;
                (short(hasher.finalize()), size)
            }
        };
        let on_disk = fs::symlink_metadata(self.root.join(output.path.as_str())).ok().filter(fs::Metadata::is_file);
        let kept = self
            .known
            .get(output.path.as_str())
            .zip(on_disk)
            .filter(|(known, meta)| known.hash == hash && meta.len() == size && known.changed == changed(meta));
        Ok((Known { hash, size, changed: kept.as_ref().map_or(0, |(known, _)| known.changed) }, kept.is_none()))
    }

    fn make_folders(&self, outputs: &[Output], plan: &[(Known, bool)]) -> io::Result<()> {
        let folders: BTreeSet<&str> = outputs
            .iter()
            .zip(plan)
            .filter(|(_, (_, changed))| *changed)
            .filter_map(|(output, _)| output.path.as_str().rsplit_once('/'))
            .map(|(folder, _)| folder)
            .collect();
        for folder in folders {
            self.check_inside(folder)?;
            fs::create_dir_all(self.root.join(folder))?;
        }
        Ok(())
    }

    /// A link inside the output folder could lead out of it; nothing is written through one.
    fn check_inside(&self, folder: &str) -> io::Result<()> {
        let mut at = self.root.clone();
        for part in folder.split('/') {
            at.push(part);
            match fs::symlink_metadata(&at) {
                Ok(meta) if meta.is_symlink() => {
                    return Err(io::Error::other(format!("{} is a link, and nothing is written through links", at.display())));
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        Ok(())
    }

    fn write(&self, output: &Output, known: Known) -> Result<Known, io::Error> {
        let to = self.root.join(output.path.as_str());
        let mut beside = to.clone().into_os_string();
        beside.push(".newsprint-tmp");
        let beside = PathBuf::from(beside);
        let mut file = File::create(&beside)?;
        match &output.content {
            Content::Bytes(bytes) => file.write_all(bytes)?,
            Content::Copy(from) => drop(io::copy(&mut File::open(from)?, &mut file)?),
        }
        let meta = file.metadata()?;
        drop(file);
        match fs::rename(&beside, &to) {
            Ok(()) => {}
            // An empty folder may stand where the file belongs: a page's folder whose page is gone.
            Err(_) if to.is_dir() => {
                fs::remove_dir(&to)?;
                fs::rename(&beside, &to)?;
            }
            Err(error) => return Err(error),
        }
        Ok(Known { changed: changed(&meta), size: meta.len(), ..known })
    }

    /// Removes a file of ours, and the folders that it leaves empty.
    fn remove(&self, path: &str) -> io::Result<()> {
        let safe = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let Some((folder, _)) = path.rsplit_once('/').or(Some(("", path))).filter(|_| safe) else { return Ok(()) };
        if !folder.is_empty() && self.check_inside(folder).is_err() {
            return Ok(());
        }
        for name in [path.to_owned(), format!("{path}.newsprint-tmp")] {
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

    fn save(&self, known: &BTreeMap<String, Known>) -> io::Result<()> {
        let mut text = format!("{HEADER}\n");
        for (path, known) in known {
            text.push_str(&format!("{:032x} {} {} {path}\n", known.hash, known.size, known.changed));
        }
        let beside = self.root.join(format!("{MANIFEST}.tmp"));
        fs::write(&beside, text)?;
        fs::rename(beside, self.root.join(MANIFEST))
    }
}

/// Reads a manifest; none if it is not one of this version.
fn parse(text: &str) -> Option<BTreeMap<String, Known>> {
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return None;
    }
    lines
        .map(|line| {
            let mut parts = line.splitn(4, ' ');
            let hash = u128::from_str_radix(parts.next()?, 16).ok()?;
            let known = Known { hash, size: parts.next()?.parse().ok()?, changed: parts.next()?.parse().ok()? };
            Some((parts.next()?.to_owned(), known))
        })
        .collect()
}

fn digest(bytes: &[u8]) -> u128 {
    short(blake3::hash(bytes))
}

fn short(hash: blake3::Hash) -> u128 {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.as_bytes()[..16]);
    u128::from_le_bytes(half)
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
