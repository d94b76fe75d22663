//! The first minutes: a new site, settings that are found from beneath, a preview of nothing, and what codes mean.

use std::path::Path;
use std::process::{Command, Output};

fn at(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_newsprint")).args(args).current_dir(folder).output().expect("the program runs")
}

#[test]
fn a_site_is_made_in_a_repository_and_built_from_any_folder_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("valley-record");
    std::fs::create_dir_all(root.join(".git")).expect("a folder");
    std::fs::write(root.join("README.md"), "# Mine\n").expect("a file");
    std::fs::write(root.join(".gitignore"), "/mine\n").expect("a file");
    let made = at(&root, &["new", "."]);
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    assert!(made.status.success() && said.ends_with("Next: newsprint serve --open\n"), "{said}");
    assert_eq!(std::fs::read_to_string(root.join(".gitignore")).expect("it stays"), "/mine\n");
    assert!(std::fs::read_to_string(root.join("config.toml")).expect("a file").contains("title = \"Valley Record\""));
    let beneath = root.join("content/local");
    assert!(at(&beneath, &["build"]).status.success());
    assert!(root.join("public/index.html").exists());
    assert!(at(&beneath, &["new", "article", "Ferry fares frozen", "--section", "local"]).status.success());
    assert_eq!(std::fs::read_dir(&beneath).expect("a folder").count(), 3);
    // What is there is never written over.
    let again = at(&root, &["new", "."]);
    assert!(!again.status.success());
}

#[test]
fn a_preview_of_nothing_ends_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = at(folder.path(), &["serve", "--port", "0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no config.toml"));
}

#[test]
fn codes_are_explained() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = at(folder.path(), &["explain", "collision"]);
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).starts_with("collision: Two things"));
    let output = at(folder.path(), &["explain", "colision"]);
    assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("did you mean `collision`?"));
}

#[test]
fn machines_get_the_counts_at_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("config.toml", "title = \"T\"\nbase_url = \"https://t.example/\"\n");
    write("content/city/2026-03-01-a.md", "# A\n\nSee [b](/nowhere/).\n");
    write("content/city/b.md", "+++\nheadline = \"B\"\ndate = 2026-03-20T09:00:00Z\n+++\nB.\n");
    write("content/city/c.md", "+++\nheadline = \"C\"\ndraft = true\n+++\nC.\n");
    let output = at(folder.path(), &["build", "--now", "2026-03-10T12:00:00Z", "--format", "json"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let summary: serde_json::Value = serde_json::from_str(said.lines().last().expect("a line")).expect("JSON");
    let summary = &summary["summary"];
    assert_eq!(summary["stories"], 1, "{said}");
    assert_eq!((&summary["held"]["draft"], &summary["held"]["scheduled"]), (&1.into(), &1.into()), "{said}");
    assert_eq!(summary["next"]["due"], "2026-03-20T09:00:00+00:00", "{said}");
    assert_eq!((&summary["codes"]["link-nowhere"], &summary["built"]), (&1.into(), &true.into()), "{said}");
}
