use std::collections::{BTreeMap, BTreeSet};

use super::manifest::{Difference, Kind, Line};
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
        let printing = self.open().begin(names(edition)).expect("it begins");
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
        let mut folder = self.open();
        let known: BTreeSet<String> = folder.manifest.lines().map(|line| line.path.to_owned()).collect();
        let stories: Vec<&str> = folder.manifest.lines().filter(|line| line.kind == Kind::Story).map(|line| line.path).collect();
        assert_eq!(stories, edition.keys().filter(|path| is_story(path)).collect::<Vec<_>>());
        let found: Edition =
            known.iter().map(|path| (path.clone(), fs::read_to_string(self.public().join(path)).unwrap_or_default())).collect();
        assert_eq!(&found, edition);
        assert!(folder.is_whole());
        assert_eq!((printed.total, printed.manifest), (folder.count(), folder.manifest()), "the writer knows what it wrote");
        assert_eq!(self.files(), edition.keys().cloned().collect::<Vec<_>>());
        assert!(!self.public().join(WAITING).exists());
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

fn is_story(path: &str) -> bool {
    path.starts_with("world/")
}

fn names(edition: &Edition) -> Names {
    let paths = |which: fn(&str) -> bool| edition.keys().filter(|path| which(path)).map(|path| OutPath::new(path)).collect();
    Names::These { all: paths(|_| true), stories: paths(is_story) }
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

/// The one error of something.
fn only<T: std::fmt::Debug>(told: Result<T, Vec<Diag>>) -> Diag {
    let mut told = told.expect_err("it is refused");
    assert_eq!(told.len(), 1, "{told:?}");
    told.remove(0)
}

#[test]
fn the_manifest_says_what_is_there_and_no_more() {
    let site = Site::new();
    assert_eq!(site.print(&forty()).written, 40);
    let printed = site.print(&next(&forty()));
    assert_eq!((printed.total, printed.written, printed.removed), (40, 2, 1));
    let text = site.manifest();
    assert!(!text.contains("story 7/"), "what is gone is not named: {text}");
    assert_eq!(text.lines().count(), 42);
    assert_eq!(site.print(&next(&forty())), Printed { written: 0, removed: 0, ..printed });
    assert_eq!(site.manifest(), text, "nothing changed, nothing is written");
    // It is a function of what is there, whatever was there before and whenever it was written.
    let fresh = Site::new();
    fresh.print(&next(&forty()));
    assert_eq!(fresh.manifest(), text);
    let own: Vec<String> = fs::read_dir(site.public())
        .expect("the folder is read")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(OURS))
        .collect();
    assert_eq!(own, [MANIFEST], "nothing else of ours lies in the folder that is published");
}

#[test]
fn any_damage_is_refused_with_the_mend() {
    let (site, edition) = (Site::new(), stories(5));
    site.print(&edition);
    let text = site.manifest().into_bytes();
    let told = |bytes: &[u8]| {
        site.set_manifest(bytes);
        Folder::open(&site.public(), site.0.path()).expect_err("it is refused")
    };
    for cut in 0..text.len() {
        let diag = told(&text[..cut]);
        assert!(diag.message.contains("damaged") && diag.help.is_some_and(|help| help.contains("remove the folder")), "{cut}");
        let mut other = text.clone();
        other[cut] ^= 1;
        assert!(Manifest::parse(other).is_err(), "byte {cut} is another");
        for odd in [b"\n".as_slice(), b" ", b"- ", b"\xff", b"\0"] {
            assert!(Manifest::parse([&text[..cut], odd, &text[cut..]].concat()).is_err(), "{odd:?} at {cut}");
        }
    }
    for old in ["newsprint manifest 1\n", "newsprint manifest 2\nfinished\n", "newsprint manifest 30\n"] {
        assert!(told(old.as_bytes()).message.contains("another version"), "{old}");
    }
    // Lines of another order, or twice, under a right sum.
    let line = |path| Line { path, hash: Digest::of(path), kind: Kind::Other };
    for paths in [["b", "a"], ["a", "a"]] {
        let odd = Manifest::of(&paths.map(line)).text().as_bytes().to_vec();
        assert!(Manifest::parse(odd).is_err(), "{paths:?}");
    }
    // A build that waited for another one looks again.
    site.set_manifest(&text);
    let waiting = site.open();
    site.set_manifest(&text[..text.len() - 1]);
    assert!(only(waiting.begin(Names::AsBefore)).message.contains("damaged"));
    site.set_manifest(&text);
    site.print(&edition);
}

/// Everything in a folder: paths, and what files say.
fn all(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut open) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(at) = open.pop() {
        for path in fs::read_dir(at).expect("the folder is read").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.clone(), fs::read(path).expect("it is read"));
            }
        }
    }
    found
}

fn put_back(folder: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) {
    drop(fs::remove_dir_all(folder));
    fs::create_dir_all(folder).expect("it is made");
    for (path, bytes) in files {
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, bytes).expect("it is written");
    }
}

#[test]
fn a_build_killed_at_any_step_is_mended() {
    let (site, edition) = (Site::new(), stories(6));
    let mut later = next(&stories(8));
    later.remove("world/story 2/index.html");
    site.print(&edition);
    let before = all(&site.public());
    let manifest = site.manifest();
    site.print(&later);
    let (after, known) = (all(&site.public()), site.open().manifest);
    let old = Manifest::parse(manifest.clone().into_bytes()).expect("a manifest");
    let mut union: Vec<Line<'_>> = known.lines().chain(old.lines().filter(|line| known.find(line.path).is_none())).collect();
    union.sort_by_key(|line| line.path);
    let union = Manifest::of(&union).text().to_owned();
    let file = |path: &Path| path.strip_prefix(site.public()).is_ok_and(|path| path != Path::new(MANIFEST));
    let changes: Vec<&PathBuf> =
        after.keys().chain(before.keys().filter(|path| !after.contains_key(*path))).filter(|path| file(path)).collect();
    // Some files are in place and some are not; some of those that go are gone.
    for done in 0..=changes.len() {
        let mut state = before.clone();
        for path in &changes[..done] {
            match after.get(*path) {
                Some(bytes) => drop(state.insert((*path).clone(), bytes.clone())),
                None => drop(state.remove(*path)),
            }
        }
        state.insert(site.public().join(MANIFEST), union.clone().into_bytes());
        state.insert(site.public().join(WAITING).join("0"), b"half".to_vec());
        // The next build may have the same in mind, or the paper of before.
        for edition in [&edition, &later] {
            put_back(&site.public(), &state);
            site.print(edition);
            assert!(site.files().iter().all(|path| edition.contains_key(path)), "after {done} changes");
        }
    }
    // Before the names were told, only what waits is left.
    put_back(&site.public(), &before);
    fs::create_dir(site.public().join(WAITING)).expect("it is made");
    fs::write(site.public().join(WAITING).join("0"), "half").expect("it is written");
    site.print(&later);
}

#[test]
fn a_first_build_that_was_killed_is_mended() {
    let (site, edition) = (Site::new(), stories(6));
    site.print(&edition);
    let (whole, manifest) = (all(&site.public()), site.manifest());
    for done in 0..=edition.len() {
        let mut state: BTreeMap<PathBuf, Vec<u8>> = whole.iter().take(done).map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
        state.insert(site.public().join(WAITING).join("world/story 1/index.html"), b"half".to_vec());
        if done > 0 {
            state.insert(site.public().join(MANIFEST), manifest.clone().into_bytes());
        }
        put_back(&site.public(), &state);
        site.print(&edition);
        assert_eq!(site.manifest(), manifest);
    }
}

#[test]
fn a_failed_edition_leaves_the_folder_as_it_was() {
    let (site, edition) = (Site::new(), forty());
    drop(site.begin(&edition));
    assert!(!site.public().exists(), "a first one leaves nothing");
    site.print(&edition);
    let before = all(&site.public());
    for next in [next(&edition), (0..100).map(|n| (format!("many/{n}.html"), "New".to_owned())).collect()] {
        drop(site.begin(&next));
        assert_eq!(all(&site.public()), before);
        assert!(site.open().is_whole());
    }
}

#[test]
fn a_disk_that_takes_nothing_is_one_error() {
    let (site, edition) = (Site::new(), forty());
    for edition in [edition.clone(), next(&edition).into_iter().map(|(path, text)| (path, text + ".")).collect()] {
        let before = site.public().exists().then(|| all(&site.public()));
        let printing = site.open().begin(names(&edition)).expect("it begins");
        // Nothing can be written into a folder that is a file.
        fs::write(site.public().join(WAITING), "full").expect("it is written");
        let told: Vec<Diag> = edition
            .iter()
            .map(|(path, text)| Output { path: OutPath::new(path), turn: Turn::Page, content: Content::Bytes(text.clone().into_bytes()) })
            .filter_map(|output| printing.stage(&output).err())
            .collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(printing.finish().is_err(), "half an edition is none");
        drop(fs::remove_file(site.public().join(WAITING)));
        if let Some(before) = before {
            assert_eq!(all(&site.public()), before);
        }
        drop(fs::remove_dir(site.public()));
        site.print(&edition);
    }
}

#[test]
fn what_is_not_ours_is_never_overwritten() {
    let (site, edition) = (Site::new(), stories(3));
    site.print(&edition);
    let outside = site.0.path().join("outside");
    fs::create_dir(&outside).expect("it is made");
    let write = |path: &str| {
        let path = site.public().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, "mine").expect("it is written");
    };
    let refused = |new: &str, names_it: &str| {
        let before = all(&site.public());
        let mut next = edition.clone();
        next.extend(one(new, "New"));
        let diag = only(site.open().begin(names(&next)));
        assert!(diag.message.contains(names_it) && diag.help.is_some(), "{diag:?}");
        assert!(diag.message.contains("not from newsprint") || diag.message.contains("link"), "{}", diag.message);
        assert_eq!(all(&site.public()), before);
    };
    // The file itself, a file where a folder belongs, a folder where a file belongs.
    write("zz/index.html");
    refused("zz/index.html", "zz/index.html");
    write("about");
    refused("about/us/index.html", "about");
    write("feed.xml/notes.txt");
    refused("feed.xml", "feed.xml");
    // Once it is moved away, or beside ours, there is no fault.
    let mut next = edition.clone();
    next.extend(one("zz/other.html", "New"));
    let printed = site.begin(&next).finish().expect("it is printed");
    assert_eq!((printed.written, printed.removed), (1, 0));
    // When its neighbour goes, it stays.
    site.begin(&edition).finish().expect("it is printed");
    assert_eq!(fs::read_to_string(site.public().join("zz/index.html")).expect("it is there"), "mine");
    #[cfg(unix)]
    for (link, new) in [("linked", "linked/index.html"), ("page.html", "page.html")] {
        std::os::unix::fs::symlink(&outside, site.public().join(link)).expect("a link");
        refused(new, link);
        assert_eq!(fs::read_dir(&outside).expect("it is read").count(), 0, "nothing is written through a link");
    }
    // Many at once are counted.
    let many: Edition = (0..30).map(|n| (format!("many/{n:02}.html"), "New".to_owned())).collect();
    for path in many.keys() {
        write(path);
    }
    let told = site.open().begin(names(&many)).expect_err("they are refused");
    assert_eq!(told.len(), 21);
    assert!(told[20].message.starts_with("10 more"), "{}", told[20].message);
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let site = Site::new();
    let (file, folder) = (one("notes", "A file"), one("notes/more/index.html", "A page"));
    for _ in 0..2 {
        for edition in [&file, &folder] {
            let edition: Edition = stories(3).into_iter().chain(edition.clone()).collect();
            site.print(&edition);
        }
    }
}

#[test]
fn names_that_are_one_on_some_disks_go_before_they_come() {
    let line = |path| Line { path, hash: Digest::default(), kind: Kind::Other };
    let before = Manifest::of(&["Photo.JPG", "Zürich.html", "a/b.html", "c", "d"].map(line));
    let new = ["photo.jpg", "zu\u{308}rich.html", "a", "c/index.html", "e"].map(OutPath::new);
    let Difference { stale, .. } = before.compare(new.to_vec(), &[]);
    let first = place::in_the_way(&before, &stale, &new);
    assert_eq!(first.iter().map(|at| before.path(*at)).collect::<Vec<_>>(), ["Photo.JPG", "Zürich.html", "a/b.html", "c"]);
}

#[test]
fn other_times_are_no_other_bytes() {
    let (site, edition) = (Site::new(), forty());
    let printed = site.print(&edition);
    let memory = || site.0.path().join(MEMORY);
    let touch = || {
        for path in site.files() {
            let path = site.public().join(path);
            let text = fs::read(&path).expect("it is read");
            fs::write(path, text).expect("it is written");
        }
    };
    let times = || {
        fs::read_dir(site.public().join("world"))
            .expect("it is read")
            .flatten()
            .map(|entry| entry.metadata().expect("it is there").modified().expect("a time"))
            .max()
    };
    touch();
    let then = times();
    assert_eq!(site.print(&edition), Printed { written: 0, ..printed });
    // Without a memory of times too, and then there is one.
    fs::remove_dir_all(memory()).expect("it is removed");
    assert_eq!(site.print(&edition), Printed { written: 0, ..printed });
    assert_eq!(times(), then, "nothing was written");
    assert_eq!(fs::read_dir(memory()).expect("times are remembered").count(), 1);
    // A part of it that is broken is as good as none.
    for entry in fs::read_dir(memory()).expect("it is read").flatten() {
        let bytes = fs::read(entry.path()).expect("it is read");
        fs::write(entry.path(), &bytes[..bytes.len() / 2]).expect("it is written");
    }
    assert_eq!(site.print(&edition), Printed { written: 0, ..printed });
    // Another text of the same length is found out.
    let odd = site.public().join("world/story 5/index.html");
    fs::write(&odd, "Yrots 5").expect("it is written");
    assert!(!site.open().is_whole() && !site.open().is_intact(&OutPath::new("world/story 5/index.html")));
    assert_eq!(site.print(&edition).written, 1);
    // Files that a build writes are known at once, those that it does not are known still.
    assert_eq!(site.print(&next(&edition)).written, 2);
    assert!((0..40).all(|at| site.open().times.get(at).is_some()));
}

#[test]
fn a_page_of_another_kind_is_noted_even_where_its_bytes_are_the_same() {
    let (site, edition) = (Site::new(), forty());
    site.print(&edition);
    let all: Vec<OutPath> = edition.keys().map(|path| OutPath::new(path)).collect();
    let printing = site.open().begin(Names::These { all: all.clone(), stories: all[..3].to_vec() }).expect("it begins");
    printing.finish().expect("it is printed");
    assert_eq!(site.manifest().lines().filter(|line| line.contains(" *")).count(), 3);
    let printing = site.open().begin(Names::These { all: all[5..].to_vec(), stories: Vec::new() }).expect("it begins");
    assert_eq!((printing.stories_before(), printing.stories_gone().count()), (3, 3));
}

#[test]
fn a_copied_file_is_what_was_read_of_it() {
    let site = Site::new();
    let disk = site.0.path().join("pier.jpg");
    let bytes = vec![7; 300_000];
    fs::write(&disk, &bytes).expect("it is written");
    let entry = Entry { path: "content/pier.jpg".into(), disk: disk.clone(), size: 3, changed: 0 };
    let output = |entry: &Entry| Output { path: OutPath::new("pier.jpg"), turn: Turn::Asset, content: Content::Copy(entry.clone()) };
    let begin = || site.open().begin(names(&one("pier.jpg", ""))).expect("it begins");
    for written in [1, 0] {
        let printing = begin();
        printing.stage(&output(&entry)).expect("it is staged");
        assert_eq!(printing.finish().expect("it is printed").written, written);
    }
    assert_eq!(fs::read(site.public().join("pier.jpg")).expect("it is there"), bytes);
    // One that cannot be read is a fault of that file.
    fs::remove_file(disk).expect("it is removed");
    let told = begin().stage(&output(&entry)).expect_err("it is gone");
    assert_eq!((&*told.code, &*told.place.expect("a place").path), ("read", "content/pier.jpg"));
}

#[test]
fn an_edition_of_the_same_names_touches_what_is_staged() {
    let (site, mut edition) = (Site::new(), forty());
    let first = site.print(&edition);
    let mut folder = site.open();
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
    let all = edition.keys().map(String::as_str).chain(["two\nlines.html"]).map(OutPath::new).collect();
    let told = only(site.open().begin(Names::These { all, stories: Vec::new() }));
    assert!(told.message.contains("line end"), "{}", told.message);
    assert!(site.open().is_whole());
}
