//! What stands where a file is to be put: what is ours may go, what is not stays and is told.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path};

use unicode_normalization::UnicodeNormalization as _;

use super::manifest::Manifest;
use super::{Folder, fault};
use crate::diag::{Diag, Place};
use crate::permalink::OutPath;

/// Strange files that are told one by one.
const TOLD: usize = 20;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    Nothing,
    Folder,
    File,
    Link,
}

fn there(root: &Path, path: &str) -> There {
    match fs::symlink_metadata(root.join(path)) {
        Err(_) => There::Nothing,
        Ok(meta) if meta.is_symlink() => There::Link,
        Ok(meta) if meta.is_dir() => There::Folder,
        Ok(_) => There::File,
    }
}

/// The folders that a path lies in, from the top.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Letter case and Unicode form folded away: on some disks names that differ in no more are one.
fn folded(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.nfc().flat_map(char::to_lowercase).nfc().collect() }
}

/// Errors for whatever stands in the place of one of the files `new` and is not ours.
pub(super) fn strangers(root: &Path, manifest: &Manifest, new: &[OutPath]) -> Vec<Diag> {
    let mut looked: BTreeSet<&str> = BTreeSet::new();
    let mut found: BTreeMap<&str, (&str, There)> = BTreeMap::new();
    'names: for name in new {
        let name = name.as_str();
        for folder in folders(name) {
            let what = if looked.insert(folder) { there(root, folder) } else { There::Folder };
            if found.contains_key(folder) {
                continue 'names;
            }
            match what {
                There::Nothing => continue 'names,
                There::Folder => {}
                There::File | There::Link => {
                    found.insert(folder, (name, what));
                    continue 'names;
                }
            }
        }
        match there(root, name) {
            There::Nothing => {}
            what => drop(found.insert(name, (name, what))),
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    // Ours are those of the manifest, under whatever spelling the disk takes for theirs, and folders that hold nothing else.
    let ours: BTreeSet<String> = manifest.lines().map(|line| folded(line.path)).collect();
    found.retain(|path, (_, what)| match what {
        There::Folder => !holds_only(root, path, &ours),
        There::Link => true,
        _ => !ours.contains(&folded(path)),
    });
    let more = found.len().saturating_sub(TOLD);
    let mut told: Vec<Diag> = found.into_iter().take(TOLD).map(|(path, (name, what))| stranger(root, path, name, what)).collect();
    if more > 0 {
        told.push(fault(
            format!("{more} more files in the output folder stand where something would be printed"),
            "lay files of your own into static/, or choose an empty folder with --output",
        ));
    }
    told
}

/// Whether a folder has no file but ours in it.
fn holds_only(root: &Path, folder: &str, ours: &BTreeSet<String>) -> bool {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return false };
    entries.into_iter().all(|entry| {
        let Some(path) = entry.ok().and_then(|entry| entry.file_name().to_str().map(|name| format!("{folder}/{name}"))) else {
            return false;
        };
        match there(root, &path) {
            There::Folder => holds_only(root, &path, ours),
            There::File => ours.contains(&folded(&path)),
            There::Nothing => true,
            There::Link => false,
        }
    })
}

fn stranger(root: &Path, path: &str, name: &str, what: There) -> Diag {
    let shown = root.join(path);
    let (message, help) = match what {
        There::Link => (
            format!("{} is a link, and nothing is written through links or over them; {name} would be printed there", shown.display()),
            "remove the link, or give the page or file another name",
        ),
        There::Folder => (
            format!("{} is a folder with files that are not from newsprint; {name} would be printed there", shown.display()),
            "move them away, lay files of your own into static/, or give the page or file another name",
        ),
        _ => (
            format!("{} is not from newsprint, and is not overwritten; {name} would be printed there", shown.display()),
            "move the file away, lay it into static/ if it is a part of the paper, or give the page or file another name",
        ),
    };
    fault(message, help).at(Place::file(path))
}

/// Files among `stale` that must go before the files `new` can come: one is a folder of the other, or the disk may take
/// their names for one.
pub(super) fn in_the_way(manifest: &Manifest, stale: &[usize], new: &[OutPath]) -> BTreeSet<usize> {
    if stale.is_empty() || new.is_empty() {
        return BTreeSet::new();
    }
    let names: BTreeSet<String> = new.iter().map(|name| folded(name.as_str())).collect();
    let above: BTreeSet<&str> = names.iter().flat_map(|name| folders(name)).collect();
    let way = |at: &usize| {
        let path = folded(manifest.path(*at));
        names.contains(&path) || above.contains(path.as_str()) || folders(&path).any(|folder| names.contains(folder))
    };
    stale.iter().copied().filter(way).collect()
}

/// Moves everything in the folder `from` into the folder `to`: folders first, for they hold what the files above them name.
/// A folder that is there already takes in what it has not.
pub(super) fn place_all(from: &Path, to: &Path) -> io::Result<()> {
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

/// Puts the file that waits at `from` in its place; its folder is there.
pub(super) fn place(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        // An empty folder may stand where the file belongs: a page's folder whose page is gone.
        Err(_) if fs::symlink_metadata(to).is_ok_and(|meta| meta.is_dir()) => {
            fs::remove_dir(to)?;
            fs::rename(from, to)
        }
        result => result,
    }
}

impl Folder {
    /// A link inside the output folder could lead out of it; nothing is removed through one.
    fn is_inside(&self, path: &str) -> bool {
        folders(path).all(|folder| there(&self.root, folder) == There::Folder)
    }

    /// Removes a file of ours, and the folders that it leaves empty.
    pub(super) fn remove(&self, path: &str) -> io::Result<()> {
        let safe = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !safe || !self.is_inside(path) {
            return Ok(());
        }
        // Somebody may have made a folder of it, which is not ours to remove.
        if matches!(there(&self.root, path), There::File | There::Link) {
            fs::remove_file(self.root.join(path))?;
        }
        let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        while !folder.is_empty() && fs::remove_dir(self.root.join(folder)).is_ok() {
            folder = folder.rsplit_once('/').map_or("", |(up, _)| up);
        }
        Ok(())
    }
}
