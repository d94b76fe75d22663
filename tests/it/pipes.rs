//! The program beside others: readers that go away, disks that are full, more threads than there are processors.
#![cfg(unix)]

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::desk::paper::{self, Piece};
use super::desk::scratch;

/// A paper with a warning, or with an error.
fn site(name: &str, copy: &str) -> std::path::PathBuf {
    let root = scratch(name);
    paper::put(&root, "config.toml", &Piece::Bytes(b"title = \"T\"\nbase_url = \"https://t.example/\"\nurls_lock = false\n".to_vec()));
    paper::put(&root, "content/city/a.md", &Piece::Bytes(format!("+++\nheadline = \"A\"\n{copy}\n+++\nWords.\n").into_bytes()));
    root
}

fn newsprint(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(args).args(["--now", "2026-03-10T12:00:00Z"]).stdin(Stdio::null());
    command
}

/// The writing end of a pipe that nobody reads.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").map_or_else(|_| closed(), Stdio::from)
}

#[test]
fn who_reads_what_is_said_changes_neither_the_build_nor_its_code() {
    for (copy, code) in [("date = 2026-03-09\nfoo = 1", 0), ("date = \"never\"", 1)] {
        let root = site("pipes", copy);
        let root = root.to_str().expect("a path");
        for format in ["human", "short", "json"] {
            for more in [&[][..], &["-v"], &["-q"]] {
                let args = [&["build", "--root", root, "--format", format], more].concat();
                for ends in [closed, full] {
                    let out = newsprint(&args).stdout(ends()).stderr(Stdio::piped()).output().expect("it runs");
                    let said = String::from_utf8_lossy(&out.stderr).into_owned();
                    assert_eq!(out.status.code(), Some(code), "{args:?}: {said}");
                    assert!(!said.contains("panicked") && !said.contains("pipe"), "{said}");
                    let out = newsprint(&args).stdout(Stdio::piped()).stderr(ends()).output().expect("it runs");
                    assert_eq!(out.status.code(), Some(code), "{args:?}");
                    let out = newsprint(&args).stdout(ends()).stderr(ends()).output().expect("it runs");
                    assert_eq!(out.status.code(), Some(code), "{args:?}");
                }
            }
        }
    }
    for (args, code) in [(&["--help"][..], 0), (&["build", "--no-such-option"], 2), (&["build", "--root", "/nowhere"], 2)] {
        let run = Command::new(env!("CARGO_BIN_EXE_newsprint")).args(args).stdout(closed()).stderr(closed()).status().expect("it runs");
        assert_eq!(run.code(), Some(code), "{args:?}");
    }
}

#[test]
fn threads_are_bounded_and_the_bound_is_told() {
    let root = site("jobs", "date = 2026-03-09");
    let root = root.to_str().expect("a path");
    let began = Instant::now();
    let run = newsprint(&["build", "--root", root, "--jobs", "999999999"]).output().expect("it runs");
    let said = paper::said(&run);
    assert!(run.status.success() && said.contains("--jobs 999999999 is more than this machine can use"), "{said}");
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    let run = newsprint(&["build", "--root", root, "--jobs", "1"]).output().expect("it runs");
    assert!(run.status.success() && !paper::said(&run).contains("--jobs"));
    let run = newsprint(&["build", "--root", root, "--jobs", "0"]).output().expect("it runs");
    assert_eq!(run.status.code(), Some(2));
}

#[test]
fn an_article_is_made_in_a_site_alone() {
    let folder = scratch("no-site");
    let root = folder.to_str().expect("a path");
    let run = Command::new(env!("CARGO_BIN_EXE_newsprint")).args(["new", "article", "Ferry", "--root", root]).output().expect("it runs");
    assert_eq!(run.status.code(), Some(2));
    assert!(paper::said(&run).contains("config.toml"), "{}", paper::said(&run));
    assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 0, "nothing was made");
}

#[test]
fn a_large_file_that_is_no_text_ends_quickly() {
    let root = site("tape", "date = 2026-03-09");
    // A file with a hole: it takes no room on the disk.
    std::fs::create_dir_all(root.join("content/city")).expect("a folder");
    let file = File::create(root.join("content/city/tape.txt")).expect("a file");
    file.set_len(64 << 20).expect("a hole");
    let began = Instant::now();
    let run = newsprint(&["build", "--format", "short", "--root", root.to_str().expect("a path")]).output().expect("it runs");
    let said = paper::said(&run);
    assert_eq!(run.status.code(), Some(1));
    assert!(said.starts_with("content/city/tape.txt: error[not-text]") && said.lines().count() == 1, "{said}");
    assert!(began.elapsed() < Duration::from_mins(1), "{:?}", began.elapsed());
}
