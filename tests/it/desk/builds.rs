//! Builds of a site that remember, beside builds that do not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Writes a file of a site, with its folders.
pub(crate) fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
    fs::write(path, text).expect("the file is written");
}

/// Every file of a folder, less the program's own.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).expect("the folder is read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if !entry.file_name().to_string_lossy().starts_with(".newsprint") {
                let bytes = fs::read(&path).expect("the file is read");
                found.insert(path.strip_prefix(folder).expect("inside").to_path_buf(), bytes);
            }
        }
    }
    found
}

/// A build of a site at a moment.
pub(crate) fn command(root: &Path, output: &Path, now: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(["build", "--now", now, "--root"]).arg(root).arg("--output").arg(output);
    command
}

/// Builds; gives what was told.
pub(crate) fn build(root: &Path, output: &Path, now: &str, jobs: &str) -> String {
    let run = command(root, output, now).args(["--format", "json", "--jobs", jobs]).output().expect("the program runs");
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{told}");
    told
}

/// What a build gives that remembers nothing: its files, and what it told.
pub(crate) fn clean(root: &Path, home: &Path, now: &str) -> (BTreeMap<PathBuf, Vec<u8>>, String) {
    let (output, aside, memory) = (home.join("clean"), home.join("aside"), root.join(".newsprint"));
    drop(fs::remove_dir_all(&output));
    fs::rename(&memory, &aside).expect("the memory is put aside");
    let told = build(root, &output, now, "2");
    drop(fs::remove_dir_all(&memory));
    fs::rename(&aside, &memory).expect("the memory is put back");
    (files(&output), told)
}

/// Holds an output folder to the files of a clean build.
pub(crate) fn assert_same(warm: &Path, cold: &BTreeMap<PathBuf, Vec<u8>>, when: &str) {
    let warm = files(warm);
    let other: Vec<&PathBuf> = warm.keys().chain(cold.keys()).filter(|path| warm.get(*path) != cold.get(*path)).collect();
    assert!(other.is_empty(), "{when}: {other:?}");
}
