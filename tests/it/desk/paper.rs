//! A small paper on disk, and runs of the program on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a file section makes.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    /// A file.
    Bytes(Vec<u8>),
    /// A symbolic link.
    Link(String),
}

/// A paper as a case describes it: path in the site, and what is there.
pub(crate) type Paper = BTreeMap<String, Piece>;

/// Writes one piece of a paper.
pub(crate) fn put(root: &Path, path: &str, piece: &Piece) {
    let to = root.join(path);
    let folder = to.parent().expect("a path in a site has a folder");
    std::fs::create_dir_all(folder).expect("folders of a case can be made");
    match piece {
        Piece::Bytes(bytes) => std::fs::write(&to, bytes).expect("files of a case can be written"),
        Piece::Link(target) => link(target, &to),
    }
}

#[cfg(unix)]
fn link(target: &str, at: &Path) {
    std::os::unix::fs::symlink(target, at).expect("links of a case can be made");
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) {}

/// Every file beneath a folder, with its bytes; empty when there is no such folder.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if let (Ok(name), Ok(bytes)) = (path.strip_prefix(folder), std::fs::read(&path)) {
                let name = name.to_string_lossy().replace('\\', "/");
                // The manifest holds times of change, which say nothing about the paper.
                if !name.starts_with(".newsprint") {
                    out.insert(name, bytes);
                }
            }
        }
    }
    out
}

/// Runs the program. The machine's zone and its settings must not matter; `zone` is there to show that they do not.
pub(crate) fn run(root: &Path, args: &[&str], zone: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_newsprint"))
        .args(args)
        .arg("--root")
        .arg(root)
        .env("TZ", zone)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the program can be run")
}

/// Standard error as text.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
