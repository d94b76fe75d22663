//! `urls.lock` and the memory, as the command line deals with them.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::desk::builds::write;
use crate::desk::paper::tree;
use crate::desk::scratch;

const CONFIG: &str = "title = \"T\"\nbase_url = \"https://t.example/\"\n";

fn story(headline: &str, more: &str) -> String {
    format!("+++\nheadline = \"{headline}\"\ndate = 2026-03-01\n{more}+++\n\nWords of the story.\n")
}

/// Runs the program in a folder; gives the exit code and all that was said.
fn newsprint(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_newsprint")).current_dir(folder).args(args).output().expect("the program runs");
    let said = [output.stderr, output.stdout].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
}

fn build(root: &Path, more: &[&str]) -> (i32, String) {
    newsprint(root, &[&["build", "--now", "2026-03-10T12:00:00Z"], more].concat())
}

#[test]
fn a_locked_build_publishes_no_address_that_is_not_committed() {
    let root = scratch("locked");
    write(&root, "config.toml", CONFIG);
    write(&root, "content/city/one.md", &story("One", ""));
    let (code, said) = build(&root, &["--locked"]);
    assert!(code == 1 && said.contains("urls-lock") && said.contains("/city/one/") && said.contains("without --locked"), "{said}");
    assert!(!root.join("public").exists() && !root.join("urls.lock").exists());
    let (code, said) = build(&root, &[]);
    assert!(code == 0 && said.contains("urls.lock has a line more: commit it"), "{said}");
    let (code, said) = build(&root, &["--locked"]);
    assert!(code == 0 && !said.contains("urls.lock has"), "{said}");
    // Another headline, another story, words alone, a draft.
    let lock = fs::read(root.join("urls.lock")).expect("the addresses");
    for (path, text, good) in [
        ("content/city/one.md", story("Another", ""), false),
        ("content/city/one.md", story("One", "dek = \"More\"\n"), true),
        ("content/city/two.md", story("Two", ""), false),
        ("content/city/two.md", story("Two", "draft = true\n"), true),
    ] {
        write(&root, path, &text);
        let (code, said) = build(&root, &["--locked"]);
        assert_eq!(code == 0, good, "{text}: {said}");
        assert_eq!(fs::read(root.join("urls.lock")).expect("the addresses"), lock, "{text}");
    }
    let (code, said) = build(&root, &["--format", "json"]);
    assert!(code == 0 && said.contains("\"urls_lock_gained\":0"), "{said}");
    write(&root, "content/city/three.md", &story("Three", ""));
    let (code, said) = build(&root, &["--format", "json"]);
    assert!(code == 0 && said.contains("\"urls_lock_gained\":1"), "{said}");
}

#[test]
fn a_new_site_has_no_addresses_to_keep_yet() {
    let home = scratch("new-site");
    let (code, said) = newsprint(&home, &["new", "paper"]);
    assert_eq!(code, 0, "{said}");
    let root = home.join("paper");
    let (code, said) = build(&root, &[]);
    assert!(code == 0 && !said.contains("warning"), "{said}");
    assert!(root.join("public/index.html").exists() && !root.join("urls.lock").exists());
}

#[test]
fn what_is_remembered_is_removed_and_nothing_else() {
    let root = scratch("clean");
    let (code, said) = newsprint(&root, &["clean", "--root", "."]);
    assert!(code == 2 && said.contains("there is no config.toml"), "{said}");
    write(&root, "config.toml", CONFIG);
    write(&root, "content/city/one.md", &story("One", ""));
    let (code, said) = newsprint(&root, &["clean"]);
    assert!(code == 0 && said.contains("nothing is remembered"), "{said}");
    build(&root, &[]);
    assert!(root.join(".newsprint").is_dir());
    let before = tree(&root);
    let (code, said) = newsprint(&root.join("content"), &["clean"]);
    assert!(code == 0 && said.contains("removed"), "{said}");
    assert!(!root.join(".newsprint").exists());
    assert_eq!(tree(&root), before, "all else stays");
    let (code, said) = build(&root, &[]);
    assert!(code == 0 && said.contains("0 written, 0 removed"), "{said}");
}

#[cfg(unix)]
#[test]
fn nothing_is_removed_through_a_link() {
    let root = scratch("clean-link");
    write(&root, "config.toml", CONFIG);
    write(&root, "elsewhere/precious.txt", "Precious.");
    std::os::unix::fs::symlink(root.join("elsewhere"), root.join(".newsprint")).expect("a link");
    let (code, said) = newsprint(&root, &["clean"]);
    assert!(code == 1 && said.contains("no folder but a link"), "{said}");
    assert!(root.join("elsewhere/precious.txt").exists() && root.join(".newsprint").is_symlink());
}
