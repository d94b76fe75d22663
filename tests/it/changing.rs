//! Files that change while a build runs: what was judged is what is printed, or nothing is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use newsprint::config::{Faulty, Overrides};
use newsprint::edition::Show;
use newsprint::press::{self, Memory, Order, Removals, Report, Stage, Stages, Strict};

use crate::desk::Dice;
use crate::desk::paper::{Piece, put, tree};

const NOW: &str = "2026-03-28T12:00:00Z";
const STORIES: usize = 16;

/// The story that changes.
const PATH: &str = "content/local/story-5.md";

fn write(root: &Path, path: &str, text: &str) {
    put(root, path, &Piece::Bytes(text.as_bytes().to_vec()));
}

fn story(n: usize, word: &str, lock: &str) -> String {
    format!(
        "+++\nheadline = \"Story {n} is {word}\"\ndate = 2026-03-{:02}T08:00:00Z\ntopics = [\"Topic {}\"]\n{lock}+++\n\nThe harbour of story {n} is {word}.\n\n![A map](/map.svg)\n",
        1 + n % 27,
        n % 3
    )
}

fn order(root: &Path, output: &Path) -> Order {
    Order {
        root: root.to_owned(),
        output: output.to_owned(),
        overrides: Overrides::default(),
        now: NOW.parse().expect("a moment"),
        show: Show::default(),
        strict: Strict::No,
        removals: Removals::Ask,
        faulty: Faulty::Stop,
    }
}

/// A paper in a folder of its own, built; gives the folder, the site's and the output's.
fn site(name: &str, count: usize) -> (PathBuf, PathBuf, PathBuf) {
    let home = crate::desk::scratch(name);
    let (root, output) = (home.join("site"), home.join("out"));
    write(&root, "config.toml", "title = \"The Gazette\"\nbase_url = \"https://news.example/\"\ntext_edition = true\n");
    write(&root, "static/map.svg", MAP);
    for n in 0..count {
        write(&root, &format!("content/local/story-{n}.md"), &story(n, "calm", ""));
    }
    (home, root, output)
}

const MAP: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>";

/// What a build of the site as it is now prints that remembers nothing.
fn clean(home: &Path, root: &Path) -> BTreeMap<String, Vec<u8>> {
    let (cold, output) = (home.join("cold"), home.join("cold-out"));
    for folder in [&cold, &output] {
        drop(fs::remove_dir_all(folder));
    }
    for top in ["content", "static", "templates", "locales"] {
        for (path, bytes) in tree(&root.join(top)) {
            put(&cold, &format!("{top}/{path}"), &Piece::Bytes(bytes));
        }
    }
    fs::copy(root.join("config.toml"), cold.join("config.toml")).expect("it is copied");
    let report = press::build(&order(&cold, &output), &Stages::default());
    assert!(report.printed.is_some(), "{:?}", report.told);
    tree(&output)
}

/// What happens to the site while a build runs; `turn` counts how often.
type Change = fn(root: &Path, turn: usize);

/// Ways in which a site changes, and the file that a message must name.
const CHANGES: [(&str, &str, Change); 10] = [
    ("a save that holds the story back", PATH, |root, turn| {
        write(root, PATH, &story(5, &format!("SECRETMERGER {turn}"), "embargo = 2027-01-01T00:00:00Z\n"));
    }),
    ("a save of head and body", PATH, |root, turn| write(root, PATH, &story(5, &format!("rough {turn}"), ""))),
    ("a save of the body", PATH, |root, turn| {
        let text = fs::read_to_string(root.join(PATH)).unwrap_or_default();
        write(root, PATH, &format!("{text}\nA line more, {turn}.\n"));
    }),
    ("a file is removed", "content/local/story-", |root, turn| {
        drop(fs::remove_file(root.join(format!("content/local/story-{}.md", 5 + turn))));
    }),
    ("a file is moved", "content/local/", |root, turn| {
        let (from, to) = (format!("content/local/story-{}.md", 5 + turn), format!("content/local/other-{turn}.md"));
        drop(fs::rename(root.join(from), root.join(to)));
    }),
    ("a file of the paper's own", "static/map.svg", |root, turn| {
        write(root, "static/map.svg", &MAP.replace("/>", &format!("><!-- {turn} --></svg>")));
    }),
    ("a template", "templates/parts/sources.html", |root, turn| {
        write(root, "templates/parts/sources.html", &format!("<!-- sources {turn} -->"));
    }),
    ("the paper's words", "locales/en.ftl", |root, turn| {
        write(root, "locales/en.ftl", &format!("home = Front {turn}\n"));
    }),
    ("the settings", "config.toml", |root, turn| {
        write(root, "config.toml", &format!("title = \"The Courier {turn}\"\nbase_url = \"https://news.example/\"\nurls_lock = false\n"));
    }),
    ("a section is held back", "content/local/_index.md", |root, turn| {
        write(root, "content/local/_index.md", &format!("+++\nheadline = \"Local {turn}\"\n+++\n"));
    }),
];

/// What a build finds that begins.
#[derive(Clone, Copy, Debug)]
enum Start {
    /// Nothing is remembered, and nothing printed.
    Cold,
    /// All is remembered, and every page must be printed: heads are remembered, copy is read while pages are printed.
    Warm,
    /// All is remembered, and one story was edited.
    Edit,
}

/// Steps of a build, each with how many things of a stage are done then.
const STEPS: [(Stage, usize); 11] = [
    (Stage::Find, 0),
    (Stage::Recall, 0),
    (Stage::Read, 0),
    (Stage::Read, 1),
    (Stage::Read, 9),
    (Stage::Plan, 0),
    (Stage::Check, 0),
    (Stage::Print, 0),
    (Stage::Print, 1),
    (Stage::Print, 12),
    (Stage::Place, 0),
];

/// Builds; when the build comes to a step, `change` is done to the site, `most` times at most. Gives how often it was.
fn build(root: &Path, output: &Path, step: (Stage, usize), change: Change, most: usize) -> (Report, usize) {
    let turns = Arc::new(AtomicUsize::new(0));
    let (site, count) = (root.to_owned(), turns.clone());
    let stages = Stages::watched(move |stage, done| {
        if (stage, done) == step && count.load(Ordering::SeqCst) < most {
            change(&site, count.fetch_add(1, Ordering::SeqCst));
        }
    });
    let report = press::build(&order(root, output), &stages);
    (report, turns.load(Ordering::SeqCst))
}

fn begin(root: &Path, output: &Path, start: Start) {
    for folder in [output.to_owned(), root.join(".newsprint"), root.join("content"), root.join("templates")] {
        drop(fs::remove_dir_all(folder));
    }
    drop(fs::remove_file(root.join("urls.lock")));
    write(root, "config.toml", "title = \"The Gazette\"\nbase_url = \"https://news.example/\"\ntext_edition = true\nurls_lock = false\n");
    write(root, "static/map.svg", MAP);
    for n in 0..STORIES {
        write(root, &format!("content/local/story-{n}.md"), &story(n, "calm", ""));
    }
    if matches!(start, Start::Cold) {
        return;
    }
    let report = press::build(&order(root, output), &Stages::default());
    assert!(report.printed.is_some(), "{:?}", report.told);
    match start {
        Start::Cold => {}
        Start::Warm => write(root, "templates/parts/sources.html", "<!-- other sources -->"),
        Start::Edit => write(root, "content/local/story-5.md", &story(5, "busy", "")),
    }
}

#[test]
fn a_change_at_any_step_is_printed_whole() {
    let (home, root, output) = site("changing", 0);
    let mut met = 0;
    for start in [Start::Cold, Start::Warm, Start::Edit] {
        for (nth, step) in STEPS.into_iter().enumerate() {
            for (what, _, change) in CHANGES.into_iter().skip(nth % 2).step_by(2) {
                begin(&root, &output, start);
                let (report, turns) = build(&root, &output, step, change, 1);
                let at = format!("{what} at {step:?} of {start:?}");
                assert!(report.printed.is_some(), "{at}: {:?}", report.told);
                if turns == 0 {
                    continue;
                }
                met += 1;
                let (found, wanted) = (tree(&output), clean(&home, &root));
                let other: Vec<&String> = wanted.keys().chain(found.keys()).filter(|path| found.get(*path) != wanted.get(*path)).collect();
                assert!(other.is_empty(), "{at}: {other:?}");
                let secret = found.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("SECRETMERGER"));
                assert!(secret.is_none(), "{at}: {:?}", secret.map(|(path, _)| path));
            }
        }
    }
    // Not every way has every step.
    assert!(met >= 110, "{met}");
}

#[test]
fn what_changes_again_and_again_is_not_printed() {
    let (_, root, output) = site("changing-always", 0);
    let mut met = 0;
    for start in [Start::Cold, Start::Warm, Start::Edit] {
        for (nth, step) in STEPS.into_iter().enumerate() {
            // A change before anything was looked at is no change.
            if step.0 == Stage::Find {
                continue;
            }
            for (what, names, change) in CHANGES.into_iter().skip(nth % 3).step_by(3) {
                begin(&root, &output, start);
                let before = tree(&output);
                let (report, turns) = build(&root, &output, step, change, usize::MAX);
                let at = format!("{what} at {step:?} of {start:?}");
                if turns < 2 {
                    continue;
                }
                met += 1;
                assert!(report.printed.is_none(), "{at}: it was printed");
                assert!(tree(&output) == before, "{at}: something was written");
                let told: Vec<(&str, Option<&str>)> =
                    report.told.iter().map(|diag| (&*diag.code, diag.place.as_ref().map(|place| &*place.path))).collect();
                assert!(matches!(told.as_slice(), [("changed", Some(path))] if path.starts_with(names)), "{at}: {:?}", report.told);
            }
        }
    }
    assert!(met >= 40, "{met}");
}

#[test]
fn a_preview_shows_no_body_under_the_head_of_another() {
    let (_, root, output) = site("changing-preview", STORIES);
    let order = order(&root, &output);
    assert!(press::build(&order, &Stages::default()).printed.is_some());
    let held: fn(&Path) = |root| write(root, PATH, &story(5, "SECRETMERGER", "embargo = 2027-01-01T00:00:00Z\n"));
    let gone: fn(&Path) = |root| drop(fs::remove_file(root.join(PATH)));
    for change in [held, gone] {
        write(&root, PATH, &story(5, "calm", ""));
        assert!(press::build(&order, &Stages::default()).printed.is_some());
        // As the preview begins: heads come from what a build wrote down, copy when a page is asked for.
        let (mut memory, mut told) = (Memory::load(&root), Vec::new());
        let files = press::find(&order, &mut told);
        let paper = press::plan(&order, &files, &mut memory, &mut told, &Stages::default()).expect("a paper");
        change(&root);
        let mut refused = 0;
        for page in paper.plan.iter() {
            match paper.print(page) {
                Err(diag) => {
                    assert_eq!((&*diag.code, diag.place.as_ref().map(|place| &*place.path)), ("changed", Some(PATH)), "{}", page.link);
                    refused += 1;
                }
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes);
                    assert!(!text.contains("SECRETMERGER"), "{}", page.link);
                    assert_ne!(page.link.as_str(), "/local/story-5/", "its copy cannot be had");
                }
            }
        }
        assert!(refused >= 2 && refused < paper.plan.len(), "{refused}");
        assert_eq!(paper.changed(), [Arc::from(PATH)]);
        // Read again, all is well.
        memory.forget(PATH);
        let files = press::find(&order, &mut told);
        let paper = press::plan(&order, &files, &mut memory, &mut told, &Stages::default()).expect("a paper");
        assert!(paper.plan.iter().all(|page| paper.print(page).is_ok()) && paper.changed().is_empty());
    }
}

#[test]
fn a_memory_of_other_bytes_is_found_out() {
    let (home, root, output) = site("changing-memory", STORIES);
    let order = order(&root, &output);
    assert!(press::build(&order, &Stages::default()).printed.is_some());
    // Same size and same time, as some tools leave them.
    let disk = root.join(PATH);
    let time = fs::metadata(&disk).expect("it is there").modified().expect("a time");
    write(&root, PATH, &story(5, "hard", ""));
    fs::File::options().write(true).open(&disk).expect("it opens").set_modified(time).expect("it is set");
    write(&root, "templates/parts/sources.html", "<!-- other sources -->");
    let report = press::build(&order, &Stages::default());
    assert!(report.printed.is_some(), "{:?}", report.told);
    assert!(tree(&output) == clean(&home, &root));
}

/// A story of a version: head and body say which; every third is held back.
fn version(n: usize, version: usize) -> String {
    let lock = if version.is_multiple_of(3) && version > 0 { "embargo = 2027-01-01T00:00:00Z\n" } else { "" };
    let word = if lock.is_empty() { format!("v{version}v") } else { format!("v{version}v SECRETMERGER") };
    story(n, &word, lock)
}

/// Versions that a text speaks of.
fn versions(text: &str) -> Vec<&str> {
    text.split('v').filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())).collect()
}

/// Saves, moves and removes files at random moments of builds of `count` stories, and looks at all that is printed.
fn at_random_moments(name: &str, count: usize, builds: usize) {
    let (home, root, output) = site(name, 0);
    write(&root, "config.toml", "title = \"The Gazette\"\nbase_url = \"https://news.example/\"\nurls_lock = false\n");
    for n in 0..count {
        write(&root, &format!("content/local/story-{n}.md"), &version(n, 0));
    }
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        command.args(["build", "-q", "--now", NOW, "--allow-removals", "--root"]).arg(&root).arg("--output").arg(&output);
        command
    };
    let started = Instant::now();
    assert!(command().status().expect("the program runs").success());
    let long = started.elapsed();
    let (mut dice, mut printed) = (Dice::of(77, 4096), 0);
    for turn in 1..=builds {
        // What makes every page new, so that there is time to change something.
        write(&root, "templates/parts/sources.html", &format!("<!-- {} -->", turn / 2));
        let running = command().stderr(std::process::Stdio::piped()).spawn().expect("the program starts");
        for change in 0..=dice.roll(3) {
            std::thread::sleep(long.mul_f64(f64::from(u32::try_from(dice.roll(60)).expect("few")) / 100.0).min(Duration::from_secs(9)));
            let path = root.join(format!("content/local/story-{}.md", dice.roll(count)));
            match dice.roll(4) {
                0 => drop(fs::remove_file(path)),
                1 => drop(fs::rename(path, root.join(format!("content/local/moved-{turn}-{change}.md")))),
                _ => {
                    let n = dice.roll(count);
                    write(&root, &format!("content/local/story-{n}.md"), &version(n, turn * 10 + change));
                }
            }
        }
        let ended = running.wait_with_output().expect("it ends");
        let told = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(ended.status.success() || told.contains("error[changed]"), "turn {turn}: {told}");
        printed += usize::from(ended.status.success());
        for (path, bytes) in tree(&output) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("SECRETMERGER"), "turn {turn}: {path}");
            let is_story = path.starts_with("local/") && path.matches('/').count() == 2 && !path.starts_with("local/p/");
            if is_story && path.ends_with("index.html") {
                let body = text.split("<h1").nth(1).and_then(|rest| rest.split("</article>").next()).unwrap_or_default();
                let mut said = versions(body);
                let times = said.len();
                said.dedup();
                assert!(said.len() == 1 && times >= 2, "turn {turn}: {path} speaks of the versions {said:?}, {times} times");
            }
        }
    }
    assert!(printed > 0);
    assert!(command().status().expect("the program runs").success());
    assert!(tree(&output) == clean(&home, &root), "in the end all is as it should be");
}

#[test]
fn files_change_at_random_moments() {
    at_random_moments("changing-random", 60, 12);
}

#[test]
#[ignore = "minutes; the same with a large paper"]
fn files_of_a_large_paper_change_at_random_moments() {
    at_random_moments("changing-large", 3000, 25);
}
