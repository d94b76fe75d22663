use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// What the files of an edition say, by path.
type Edition = BTreeMap<String, String>;

/// A site's folder, and how its output is written and looked at.
struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        Site(tempfile::tempdir().expect("a folder"))
    }

    fn public(&self) -> PathBuf {
        self.0.path().join("public")
    }

    fn open(&self) -> Folder {
        Folder::open(&self.public(), self.0.path()).expect("the folder is ours")
    }

    fn begin(&self, edition: &Edition) -> Printing {
        let names = edition.keys().map(|path| OutPath::new(path)).collect();
        let printing = self.open().begin(Names::These(names)).expect("it begins");
        stage(&printing, edition);
        printing
    }

    fn print(&self, edition: &Edition) -> Printed {
        let printed = self.begin(edition).finish().expect("it is printed");
        self.holds(edition, &printed);
        printed
    }

    /// The folder holds this edition and nothing else, and the manifest knows all of it.
    fn holds(&self, edition: &Edition, printed: &Printed) {
        let folder = self.open();
        let known: BTreeSet<String> = folder.manifest.files().map(|(path, _)| path.to_owned()).collect();
        let found: Edition =
            known.iter().map(|path| (path.clone(), fs::read_to_string(self.public().join(path)).unwrap_or_default())).collect();
        assert_eq!(&found, edition);
        assert!(folder.is_whole());
        assert_eq!((printed.total, printed.manifest), (folder.count(), folder.manifest()), "the writer knows what it wrote");
        assert_eq!(self.files(), edition.keys().cloned().collect::<Vec<_>>());
        for path in edition.keys() {
            assert_eq!(folder.manifest.find(path).map(|at| folder.manifest.path(at)), Some(&**path));
        }
    }

    /// Every file of the folder, less the program's own.
    fn files(&self) -> Vec<String> {
        let (mut found, mut open) = (Vec::new(), vec![self.public()]);
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("the folder is read").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    open.push(path);
                } else if !entry.file_name().to_string_lossy().starts_with(".newsprint-") {
                    found.push(path.strip_prefix(self.public()).expect("inside").to_str().expect("Unicode").to_owned());
                }
            }
        }
        found.sort();
        found
    }

    fn manifest(&self) -> String {
        fs::read_to_string(self.public().join(MANIFEST)).expect("there is a manifest")
    }

    fn set_manifest(&self, text: impl AsRef<[u8]>) {
        fs::write(self.public().join(MANIFEST), text).expect("it is written");
    }
}

fn stage(printing: &Printing, edition: &Edition) {
    for (path, text) in edition {
        let content = Content::Bytes(text.clone().into_bytes());
        printing.stage(&Output { path: OutPath::new(path), turn: Turn::Page, content }).expect("it is staged");
    }
}

fn one(path: &str, text: &str) -> Edition {
    [(path.to_owned(), text.to_owned())].into()
}

/// An edition of forty stories.
fn forty() -> Edition {
    stories(40)
}

fn stories(count: usize) -> Edition {
    (0..count).map(|n| (format!("world/story {n}/index.html"), format!("Story {n}"))).collect()
}

/// The edition with one story changed, one gone and one new.
fn next(edition: &Edition) -> Edition {
    let mut next = edition.clone();
    next.remove("world/story 7/index.html");
    next.extend(one("world/story 3/index.html", "Story 3, corrected"));
    next.extend(one("local/ein schönes Blatt.html", "New"));
    next
}

#[test]
fn small_editions_add_lines() {
    let site = Site::new();
    assert_eq!(site.print(&forty()).written, 40);
    let first = site.manifest();
    let printed = site.print(&next(&forty()));
    assert_eq!((printed.total, printed.written, printed.removed), (40, 2, 1));
    let added = site.manifest().strip_prefix(&first).expect("the lines from before are there").to_owned();
    let kinds: Vec<&str> = added.lines().map(|line| line.rsplit(' ').next().unwrap_or_default()).collect();
    assert_eq!(kinds, ["unfinished", "Blatt.html", "Blatt.html", "3/index.html", "7/index.html", "finished"]);
    assert!(added.contains("\n- world/story 7/index.html\n"));
    let text = site.manifest();
    assert_eq!(site.print(&next(&forty())), Printed { written: 0, removed: 0, ..printed });
    assert_eq!(site.manifest(), text, "nothing changed, nothing is written");
    // Known names are announced by the mark alone.
    let changed: Edition = next(&forty()).into_iter().chain(one("world/story 4/index.html", "Story 4, corrected")).collect();
    let printing = site.begin(&changed);
    assert_eq!(site.manifest(), format!("{text}unfinished\n"));
    printing.finish().expect("it is printed");
}

#[test]
fn the_manifest_stays_short() {
    let (site, mut edition) = (Site::new(), forty());
    site.print(&edition);
    let (mut anew, mut text) = (0, site.manifest());
    for turn in 0..60 {
        edition.extend(one("world/story 3/index.html", &format!("Story 3, number {turn}")));
        if turn % 3 == 0 {
            edition.remove(&format!("extra {}.html", turn / 6));
            edition.extend(one(&format!("extra {turn}.html"), "Extra"));
        }
        site.print(&edition);
        let now = site.manifest();
        anew += usize::from(!now.starts_with(&text));
        text = now;
        let about_files = text.lines().filter(|line| line.contains(' ')).count() - 1;
        assert!((about_files - edition.len()) * 2 <= edition.len(), "after {turn}: {about_files} lines");
    }
    assert!((2..20).contains(&anew), "{anew} times anew");
    // Most of the edition is new.
    for text in edition.values_mut().take(30) {
        text.push_str(", again");
    }
    site.print(&edition);
    assert_eq!(site.manifest().lines().count(), edition.len() + 2);
}

#[test]
fn a_build_killed_at_any_byte_of_the_manifest_is_mended() {
    let (site, edition) = (Site::new(), stories(16));
    site.print(&edition);
    let next = next(&edition);
    let mut cut = 0;
    loop {
        let before = site.manifest();
        let printing = site.begin(&next);
        let announced = site.manifest();
        if before.len() + cut <= announced.len() {
            drop(printing);
            if before.len() + cut == announced.len() {
                fs::write(site.public().join(format!("world/story 3/index.html{BESIDE}")), "half").expect("it is written");
            }
        } else {
            printing.finish().expect("it is printed");
        }
        let after = if before.len() + cut <= announced.len() { announced } else { site.manifest() };
        assert!(after.starts_with(&before), "lines are added");
        let torn = &after.as_bytes()[..before.len() + cut];
        let done = cut > 0 && torn.len() == after.len() && after.ends_with("\nfinished\n");
        site.set_manifest(torn);
        let folder = site.open();
        assert_eq!(folder.manifest.state() == State::Finished, cut == 0 || done, "after {cut} bytes");
        assert_eq!(folder.manifest(), Digest::of(torn));
        assert_eq!(folder.is_whole(), cut == 0 || done, "after {cut} bytes");
        // A build that fails changes nothing; one that does not mends all.
        drop(site.begin(&edition));
        assert_eq!(fs::read(site.public().join(MANIFEST)).expect("a manifest"), torn);
        site.print(&edition);
        if !torn.ends_with(b"\n") {
            assert!(!site.manifest().as_bytes().starts_with(torn), "nothing is added to half a line");
        }
        if done {
            break;
        }
        cut += 1;
        if site.manifest().lines().count() > edition.len() + 2 {
            // Each turn begins with a manifest that lines can be added to.
            drop(fs::remove_dir_all(site.public()));
            site.print(&edition);
        }
    }
    assert!(cut > 200, "{cut}");
}

#[test]
fn any_text_is_read_or_refused() {
    let (site, edition) = (Site::new(), forty());
    site.print(&edition);
    site.print(&next(&edition));
    let text = site.manifest().into_bytes();
    for cut in 0..text.len() {
        let manifest = Manifest::parse(text[..cut].to_vec());
        assert_eq!(manifest.is_some(), cut >= 21, "{cut}");
        for odd in [b"\n".as_slice(), b" ", b"- ", b"\xff", b"\0"] {
            drop(Manifest::parse([&text[..cut], odd, &text[cut..]].concat()));
        }
    }
    for old in ["newsprint manifest 1\n", "newsprint manifest 1 unfinished\n", "", "newsprint manifest 2", "newsprint manifest 2\nodd\n"] {
        site.set_manifest(old);
        let told = Folder::open(&site.public(), site.0.path()).expect_err("it is of another version");
        assert!(told.message.contains("another version"), "{}", told.message);
    }
    // Without a mark nobody knows whether it came to its end.
    site.set_manifest("newsprint manifest 2\n");
    assert!(!site.open().is_whole());
}

#[test]
fn a_failed_edition_leaves_the_folder_as_it_was() {
    let (site, edition) = (Site::new(), forty());
    drop(site.begin(&edition));
    assert!(!site.public().exists(), "a first one leaves nothing");
    site.print(&edition);
    let before = site.manifest();
    let same = || {
        assert_eq!(site.manifest(), before);
        assert_eq!(site.files(), edition.keys().cloned().collect::<Vec<_>>());
        assert!(site.open().is_whole());
    };
    drop(site.begin(&next(&edition)));
    same();
    // So many names are new that the announcement is written anew.
    let many: Edition = (0..100).map(|n| (format!("many/{n}.html"), "New".to_owned())).collect();
    let printing = site.begin(&many);
    assert!(!site.manifest().starts_with(&before));
    drop(printing);
    same();
    // Where there are no locks, somebody else may have written.
    let printing = site.begin(&next(&edition));
    site.set_manifest(format!("{}{}", site.manifest(), "- odd\n"));
    drop(printing);
    same();
}

#[test]
fn lines_are_added_to_no_text_but_our_own() {
    let (site, edition) = (Site::new(), forty());
    site.print(&edition);
    let next = next(&edition);
    for odd in ["newsprint manifest 2\nunfinished\n", "0 half a line"] {
        let printing = site.begin(&next);
        site.set_manifest(format!("{}{odd}", if odd.ends_with('\n') { String::new() } else { site.manifest() }));
        let printed = printing.finish().expect("it is printed");
        site.holds(&next, &printed);
        assert_eq!(site.manifest().lines().count(), next.len() + 2, "it is written anew");
        site.print(&edition);
    }
    let printing = site.begin(&next);
    fs::remove_file(site.public().join(MANIFEST)).expect("it is removed");
    let printed = printing.finish().expect("it is printed");
    site.holds(&next, &printed);
}

#[test]
fn an_edition_of_the_same_names_touches_what_is_staged() {
    let (site, mut edition) = (Site::new(), forty());
    let first = site.print(&edition);
    let folder = site.open();
    assert!(folder.is_whole());
    let printing = folder.begin(Names::AsBefore).expect("it begins");
    assert_eq!(printing.folder().manifest(), first.manifest);
    let correction = one("world/story 5/index.html", "Story 5, corrected");
    stage(&printing, &one("world/story 6/index.html", "Story 6"));
    stage(&printing, &correction);
    let odd = Output { path: OutPath::new("odd.html"), turn: Turn::Page, content: Content::Bytes(Vec::new()) };
    let refused = printing.stage(&odd).expect_err("it is none of the names");
    assert!(refused.message.contains("no file of that name"), "{}", refused.message);
    let printed = printing.finish().expect("it is printed");
    assert_eq!((printed.total, printed.written, printed.removed), (40, 1, 0));
    edition.extend(correction);
    site.holds(&edition, &printed);
    // Nothing is staged.
    let printed = Printed { written: 0, ..printed };
    assert_eq!(site.open().begin(Names::AsBefore).expect("it begins").finish().expect("it is printed"), printed);
}

#[test]
fn a_build_that_waited_knows_what_the_other_one_wrote() {
    let (site, edition) = (Site::new(), forty());
    site.print(&edition);
    let (waiting, other) = (site.open(), site.begin(&next(&edition)));
    let seen = waiting.manifest();
    let waiting = std::thread::spawn(move || waiting.begin(Names::AsBefore).expect("it begins"));
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert!(!waiting.is_finished(), "it waits");
    let printed = other.finish().expect("it is printed");
    let printing = waiting.join().expect("it ends");
    assert_ne!(printing.folder().manifest(), seen);
    assert_eq!(printing.folder().manifest(), printed.manifest);
    stage(&printing, &one("local/ein schönes Blatt.html", "Another"));
    drop(printing);
    site.holds(&next(&edition), &printed);
}

#[test]
fn no_name_has_a_line_end() {
    let (site, edition) = (Site::new(), forty());
    site.print(&edition);
    let names = edition.keys().map(String::as_str).chain(["two\nlines.html"]).map(OutPath::new).collect();
    let told = site.open().begin(Names::These(names)).expect_err("no line holds it");
    assert!(told.message.contains("line end"), "{}", told.message);
    assert!(site.open().is_whole());
}
