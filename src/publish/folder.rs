//! A folder: a drive, a share, what a web server on this machine serves.
//!
//! Each file is written beside its place and moved there, so a reader gets the old bytes or the new. Links in the folder are
//! never followed. Everybody may read what is published, whatever the mask of the user who publishes.

#![allow(clippy::disallowed_methods, reason = "this is the target that is a folder: it writes and removes what the record there names")]

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::record::RECORD;
use super::target::{Fault, Listed, Moment, Target, Version};
use crate::digest::Digest;
use crate::output::{Piece, Shipment};
use crate::source::plain_io;

/// Begins the name of a file while it is written.
const BESIDE: &str = ".newsprint-sending-";

pub(super) struct Folder {
    root: PathBuf,
    /// Held while files are written.
    lock: Option<File>,
}

impl Folder {
    pub(super) fn open(root: &Path, output: &Path) -> Result<Self, Fault> {
        let real = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf());
        let (here, there) = (real(output), real(root));
        if here.starts_with(&there) || there.starts_with(&here) {
            return Err(Fault::new(
                format!("the folder {} and the output folder {} lie in each other", root.display(), output.display()),
                "publish to a folder outside of both the site and its output",
            ));
        }
        Ok(Folder { root: root.to_path_buf(), lock: None })
    }

    fn fault(&self, what: &Path, error: &io::Error) -> Fault {
        Fault::new(
            format!("{}: {}", what.display(), plain_io(error)),
            format!("see that {} can be written and has room, and publish again", self.root.display()),
        )
    }

    /// Writes a file. Its folders are made, and none of them may be a link.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        let to = self.root.join(name);
        let folder = to.parent().unwrap_or(&self.root).to_path_buf();
        let beside = folder.join(format!("{BESIDE}{}-{}", std::process::id(), Digest::of(name).short(16)));
        let write = || {
            self.make_folders(&folder)?;
            if fs::symlink_metadata(&to).is_ok_and(|meta| meta.is_dir()) {
                // A page in place of a folder: what was in it must have gone already.
                fs::remove_dir(&to)?;
            }
            let mut file = File::create(&beside)?;
            file.write_all(bytes)?;
            readable(&beside, 0o644)?;
            drop(file);
            fs::rename(&beside, &to)
        };
        write().map_err(|error: io::Error| {
            drop(fs::remove_file(&beside));
            self.fault(&to, &error)
        })
    }

    fn make_folders(&self, folder: &Path) -> io::Result<()> {
        if folder.starts_with(&self.root) && folder != self.root {
            if let Some(parent) = folder.parent() {
                self.make_folders(parent)?;
            }
            match fs::symlink_metadata(folder) {
                Ok(meta) if meta.is_dir() => return Ok(()),
                Ok(_) => return Err(io::Error::other("a file or a link stands where a folder belongs; it is not newsprint's")),
                Err(_) => fs::create_dir(folder).or_else(|error| if folder.is_dir() { Ok(()) } else { Err(error) })?,
            }
        } else if folder.is_dir() {
            return Ok(());
        } else {
            fs::create_dir_all(folder)?;
        }
        readable(folder, 0o755)
    }
}

#[cfg(unix)]
fn readable(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn readable(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

impl Target for Folder {
    fn shown(&self) -> String {
        self.root.display().to_string()
    }

    fn record(&mut self) -> Result<Option<(Vec<u8>, Version)>, Fault> {
        let path = self.root.join(RECORD);
        match fs::read(&path) {
            Ok(bytes) => {
                let version = Version(Some(Digest::of(&bytes).to_string()), None);
                Ok(Some((bytes, version)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.fault(&path, &error)),
        }
    }

    fn write_record(&mut self, bytes: &[u8], over: Option<&Version>, _: Moment) -> Result<Version, Fault> {
        if self.lock.is_none() {
            let root = self.root.clone();
            self.make_folders(&root).map_err(|error| self.fault(&root, &error))?;
            // Some drives know no locks; there the record alone tells two publishers apart.
            self.lock = File::open(&self.root).ok().filter(|file| file.lock().is_ok());
        }
        if self.record()?.map(|(_, version)| version).as_ref() != over {
            return Err(Fault::overtaken());
        }
        self.put(RECORD, bytes)?;
        Ok(Version(Some(Digest::of(bytes).to_string()), None))
    }

    fn list(&mut self) -> Result<Vec<Listed>, Fault> {
        let mut all = Vec::new();
        if !self.root.exists() {
            return Ok(all);
        }
        for entry in walkdir::WalkDir::new(&self.root).follow_links(false) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&self.root).to_path_buf();
                self.fault(&path, &error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()))
            })?;
            let name = entry.path().strip_prefix(&self.root).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
            if !entry.file_type().is_dir() && name != RECORD {
                let size = entry.metadata().ok().map(|meta| meta.len()).filter(|_| entry.file_type().is_file());
                all.push(Listed { name, size });
            }
        }
        Ok(all)
    }

    fn send(&mut self, shipment: &Shipment, pieces: &[&Piece], sent: &mut dyn FnMut()) -> Result<(), Fault> {
        for piece in pieces {
            let bytes = shipment.read(piece).map_err(|diag| Fault::new(diag.message, "build again, and publish then"))?;
            self.put(&piece.path, &bytes)?;
            sent();
        }
        Ok(())
    }

    fn remove(&mut self, names: &[String]) -> Result<(), Fault> {
        for name in names {
            let path = self.root.join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(self.fault(&path, &error)),
                _ => {}
            }
            // Folders that are empty now go with it; one with something in it stays.
            let mut folder = path.parent();
            while let Some(at) = folder.filter(|at| *at != self.root && fs::remove_dir(at).is_ok()) {
                folder = at.parent();
            }
        }
        Ok(())
    }
}
