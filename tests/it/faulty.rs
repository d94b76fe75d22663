//! `[build] faulty = "hold"`: which faults hold back a story alone, and which stop the paper.

use std::path::Path;

use super::desk::paper::run;

const CONFIG: &str = "title = \"T\"\nbase_url = \"https://t.example/\"\n";
const GOOD: &str = "+++\nheadline = \"Good\"\ndate = 2026-03-01\n+++\nWords of the good story.\n";

fn site(config: &str, stories: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "config.toml", config);
    for (path, text) in stories {
        write(folder.path(), path, text);
    }
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

/// Builds; gives the exit code and all that was said.
fn build(root: &Path, more: &[&str]) -> (i32, String) {
    let output = run(root, &[&["build", "--now", "2026-03-10T12:00:00Z"], more].concat(), "UTC");
    let said = [output.stderr, output.stdout].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn new_stories_in_error_are_held_back_and_the_rest_is_printed() {
    let folder = site(
        CONFIG,
        &[
            ("content/city/good.md", GOOD),
            ("content/city/undated.md", "+++\nheadline = \"Undated secret\"\ndat = 2026-03-02\n+++\nSee words.\n"),
            ("content/city/broken.md", "+++\nheadline = \"Broken\n+++\nBroken secret.\n"),
            ("content/city/lock.md", "+++\nheadline = \"Locked secret\"\ndate = 2026-03-01\ndraft = \"perhaps\"\n+++\nX.\n"),
        ],
    );
    let root = folder.path();
    let (code, said) = build(root, &[]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("3 stories hold up 1 other: --hold-faulty"), "{said}");
    assert!(!root.join("public/city/good/index.html").exists());
    for more in [&["--hold-faulty"][..], &["--hold-faulty"], &["--hold-faulty", "--format", "json"]] {
        let (code, said) = build(root, more);
        assert_eq!(code, 3, "{said}");
        for path in ["undated", "broken", "lock"] {
            assert!(said.contains(&format!("content/city/{path}.md")), "{said}");
        }
        if more.len() == 1 {
            assert!(said.contains("Held back for faults: 3 stories"), "{said}");
        }
        assert!(root.join("public/city/good/index.html").exists());
        for entry in walkdir::WalkDir::new(root.join("public")).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            assert!(
                !String::from_utf8_lossy(&std::fs::read(entry.path()).expect("a file")).contains("secret"),
                "{}",
                entry.path().display()
            );
        }
    }
    write(root, "content/city/undated.md", "+++\nheadline = \"Dated\"\ndate = 2026-03-02\n+++\nSee words.\n");
    std::fs::remove_file(root.join("content/city/broken.md")).expect("it was there");
    std::fs::remove_file(root.join("content/city/lock.md")).expect("it was there");
    let (code, said) = build(root, &["--hold-faulty"]);
    assert_eq!(code, 0, "{said}");
    assert!(root.join("public/city/undated/index.html").exists());
}

#[test]
fn a_published_story_in_error_stops_the_paper() {
    let folder = site(
        &format!("{CONFIG}[build]\nfaulty = \"hold\"\n"),
        &[("content/city/good.md", GOOD), ("content/city/2026-03-01-pier.md", "# Pier\n\nX.\n")],
    );
    let root = folder.path();
    assert_eq!(build(root, &[]).0, 0);
    // The file of one that was published, under its own name and under another.
    write(root, "content/city/2026-03-01-pier.md", "+++\nheadline = \"Pier\ndraft = true\n+++\nX.\n");
    assert_eq!(build(root, &[]).0, 1);
    std::fs::rename(root.join("content/city/2026-03-01-pier.md"), root.join("content/city/2026-03-02-pier.md")).expect("it is moved");
    assert_eq!(build(root, &[]).0, 1);
    // One that cannot be read, where an address would vanish.
    std::fs::rename(root.join("content/city/2026-03-02-pier.md"), root.join("content/city/quay.md")).expect("it is moved");
    assert_eq!(build(root, &[]).0, 1);
    std::fs::rename(root.join("content/city/quay.md"), root.join("content/city/2026-03-02-pier.md")).expect("it is moved");
    // One that asks for the address by its slug.
    std::fs::remove_file(root.join("content/city/2026-03-02-pier.md")).expect("it was there");
    write(root, "content/city/other.md", "+++\nheadline = \"Other\"\nslug = \"pier\"\ndat = 2026-03-02\n+++\nX.\n");
    assert_eq!(build(root, &[]).0, 1);
}

#[test]
fn faults_of_the_paper_stop_it() {
    let double = "+++\nheadline = \"Twice\"\ndate = 2026-03-01\nslug = \"good\"\n+++\nX.\n";
    for (path, text) in [
        ("content/city/double.md", double),
        ("templates/article.html", "{% if %}"),
        ("content/about.md", "+++\nheadline = \"About\n+++\nX.\n"),
        ("content/city/_index.md", "+++\nheadline = \"City\n+++\n"),
    ] {
        let folder = site(CONFIG, &[("content/city/good.md", GOOD), (path, text)]);
        let (code, said) = build(folder.path(), &["--hold-faulty"]);
        assert_eq!(code, 1, "{path}: {said}");
        assert!(!said.contains("hold up"), "{path}: {said}");
    }
    // Where no address is remembered, nothing is known to be new.
    let undated = ("content/city/undated.md", "+++\nheadline = \"Undated\"\ndat = 2026-03-02\n+++\nX.\n");
    let folder = site(&format!("{CONFIG}urls_lock = false\n"), &[("content/city/good.md", GOOD), undated]);
    assert_eq!(build(folder.path(), &["--hold-faulty"]).0, 1);
}
