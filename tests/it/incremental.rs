//! The promise of the memory: after any change, a build that remembers gives the bytes of one that does not.

use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::builds::{assert_same, build, clean, command, files, write};
use crate::desk::{Dice, chance};

fn story(n: usize, word: &str) -> String {
    format!(
        "+++\nheadline = \"Story {n} {word}\"\ndate = 2026-03-{:02}T08:00:00Z\ntopics = [\"Topic {}\"]\nauthors = [\"Writer {}\"]\ntakeaways = [\"One {word}\", \"Two\"]\npull_quotes = [\"the harbour is {word}\"]\n+++\n\nThey say the harbour is {word} today, and [more](/local/story-{}/).\n\n> Words of a person.\n>\n> — Somebody, role\n",
        1 + n % 27,
        n % 3,
        n % 4,
        (n + 1) % 30
    )
}

fn path(n: usize) -> String {
    format!("content/{}/story-{n}.md", if n.is_multiple_of(3) { "world" } else { "local" })
}

/// A site of thirty stories in a folder of its own; gives the folder and the site's.
fn site(name: &str, settings: &str) -> (PathBuf, PathBuf) {
    let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&home));
    let root = home.join("site");
    write(&root, "config.toml", settings);
    for n in 0..30 {
        write(&root, &path(n), &story(n, "calm"));
    }
    (home, root)
}

/// A build that must fail, between two others: a story lost its front matter's end. Meanwhile another story changes.
fn fail(root: &Path, output: &Path, now: &str, dice: &mut Dice) {
    write(root, "content/local/broken.md", "+++\nheadline = \"Broken\nNever closed\n");
    let n = dice.roll(30);
    write(root, &path(n), &story(n, "new"));
    let run = command(root, output, now).output().expect("the program runs");
    assert!(!run.status.success(), "a broken story stops the build");
    fs::remove_file(root.join("content/local/broken.md")).expect("the file is removed");
}

/// One change of a newsroom's day; gives what it was.
fn change(root: &Path, dice: &mut Dice, now: &mut u32) -> String {
    let n = dice.roll(30);
    match dice.roll(11) {
        0 | 1 => {
            let text = fs::read_to_string(root.join(path(n))).unwrap_or_else(|_| story(n, "back"));
            write(root, &path(n), &format!("{text}\nA line more, {}.\n", dice.roll(1000)));
            format!("body of {n}")
        }
        2 => {
            write(root, &path(n), &story(n, ["calm", "rough", "busy"][dice.roll(3)]));
            format!("headline of {n}")
        }
        3 => {
            drop(fs::remove_file(root.join(path(n))));
            format!("{n} is gone")
        }
        4 => {
            let title = ["The Gazette", "The Courier", "The Packet"][dice.roll(3)];
            write(
                root,
                "config.toml",
                &format!(
                    "title = \"{title}\"\nbase_url = \"https://news.example/paper/\"\npaginate_by = 7\nurls_lock = false\ntext_edition = true\n"
                ),
            );
            "config".to_owned()
        }
        5 => {
            write(root, "templates/parts/sources.html", &format!("<!-- {} -->", dice.roll(5)));
            "a template".to_owned()
        }
        6 => {
            *now += 1;
            "the clock".to_owned()
        }
        9 => {
            let _ = fs::rename(root.join(path(n)), root.join(format!("content/world/moved-{n}.md")));
            format!("{n} moved")
        }
        10 => {
            let links = ["[gone](/nowhere/)", "[odd](/local/odd/)"][dice.roll(2)];
            let text = fs::read_to_string(root.join(path(n))).unwrap_or_else(|_| story(n, "back"));
            write(root, &path(n), &format!("{text}\nSee {links}.\n"));
            format!("a bad link in {n}")
        }
        7 => {
            write(root, &path(n), &story(n, "held").replace("+++\n\n", "draft = true\n+++\n\n"));
            format!("{n} is a draft")
        }
        _ => {
            write(
                root,
                "content/authors/writer-1.md",
                &format!("+++\nheadline = \"Writer 1\"\nrole = \"Reporter\"\n+++\n\nWrites about number {}.\n", dice.roll(9)),
            );
            "a profile".to_owned()
        }
    }
}

#[test]
fn remembering_changes_no_byte() {
    chance(1, 600, |dice| {
        let (home, root) = site(
            "incremental",
            "title = \"The Gazette\"\nbase_url = \"https://news.example/paper/\"\npaginate_by = 7\nurls_lock = false\ntext_edition = true\n",
        );
        let (warm, mut now) = (home.join("warm"), 20);
        let mut done: Vec<String> = Vec::new();
        for step in 0..30 {
            let at = format!("2026-03-{now:02}T12:00:00Z");
            let told = build(&root, &warm, &at, if step % 2 == 0 { "1" } else { "4" });
            let (cold_files, told_cold) = clean(&root, &home, &at);
            assert_eq!(told, told_cold, "after {done:?}");
            let same = build(&root, &warm, &at, "2");
            assert_eq!(told, same, "nothing changed after {done:?}");
            assert_same(&warm, &cold_files, &format!("after {done:?}"));
            done.push(change(&root, dice, &mut now));
            if step % 5 == 3 {
                fail(&root, &warm, &at, dice);
                done.push("a build that failed".to_owned());
            }
        }
    });
}

/// Builds; says whether the edition was made anew for that.
fn makes_an_edition(root: &Path, output: &Path, now: &str) -> bool {
    let run = command(root, output, now).arg("-v").output().expect("the program runs");
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success() && told.contains("find"), "{told}");
    told.contains("  plan ")
}

#[test]
fn copy_alone_is_replated() {
    chance(1, 600, |dice| {
        let settings = "title = \"The Gazette\"\nbase_url = \"https://news.example/paper/\"\ntext_edition = true\n";
        let (home, root) = site("replated", settings);
        write(&root, "content/local/held.md", &story(77, "quiet").replace("+++\n\n", "embargo = 2027-01-01T08:00:00Z\n+++\n\n"));
        write(&root, "content/local/taken-back.md", &story(78, "loud").replace("+++\n\n", "withdrawn = \"It was wrong.\"\n+++\n\n"));
        write(&root, "content/_index.md", "+++\nheadline = \"The Gazette\"\n+++\n");
        write(&root, "content/about.md", "+++\nheadline = \"About\"\n+++\n\nWho we are.\n");
        write(&root, "content/authors/writer-1.md", "+++\nheadline = \"Writer 1\"\n+++\n\nWrites.\n");
        fs::write(root.join("content/local/map.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>")
            .expect("a drawing");
        let warm = home.join("warm");
        let line = |n: usize, text: &str| {
            let before = fs::read_to_string(root.join(path(n))).expect("the story is read");
            write(&root, &path(n), &format!("{before}\n{text}\n"));
        };
        build(&root, &warm, "2026-03-28T12:00:00Z", "2");
        let memory = root.join(".newsprint");
        // What is done besides, and whether a build of copy alone is then enough.
        let besides: [(&str, bool, &dyn Fn()); 13] = [
            ("nothing", true, &|| {}),
            ("a link", true, &|| line(4, "See [this](/local/story-5/) and [that](/nowhere/).")),
            ("a file", false, &|| line(7, "![A map](map.svg)")),
            ("nothing more", true, &|| {}),
            ("a headline", true, &|| {
                let text = fs::read_to_string(root.join(path(9))).expect("the story is read");
                write(&root, &path(9), &text.replace("headline = \"", "headline = \"New: "));
            }),
            ("what is held", false, &|| {
                write(&root, "content/local/held.md", &story(77, "noisy").replace("+++\n\n", "draft = true\n+++\n\n"));
            }),
            ("a page", false, &|| write(&root, "content/about.md", "+++\nheadline = \"About\"\n+++\n\nWho we were.\n")),
            ("another output", false, &|| fs::write(warm.join("index.html"), "not ours").expect("it is written")),
            ("no dummy", false, &|| fs::remove_file(memory.join("dummy")).expect("it is removed")),
            ("half a dummy", false, &|| {
                let bytes = fs::read(memory.join("dummy")).expect("it is read");
                fs::write(memory.join("dummy"), &bytes[..bytes.len() / 2]).expect("it is written");
            }),
            ("a longer journal", false, &|| {
                let bytes = fs::read(memory.join("articles")).expect("it is read");
                fs::write(memory.join("articles"), [&bytes[..], b"more"].concat()).expect("it is written");
            }),
            ("no traces", false, &|| fs::remove_file(memory.join("traces")).expect("it is removed")),
            ("nothing at last", true, &|| {}),
        ];
        for (turn, (what, enough, besides)) in besides.into_iter().enumerate() {
            let at = format!("2026-03-28T12:{turn:02}:00Z");
            for _ in 0..=dice.roll(3) {
                line(dice.roll(30), &format!("A line more, {}.", dice.roll(1000)));
            }
            besides();
            assert_eq!(makes_an_edition(&root, &warm, &at), !enough, "{what}");
            let told = build(&root, &warm, &at, "1");
            let (cold, told_cold) = clean(&root, &home, &at);
            assert_eq!(told, told_cold, "{what}");
            assert_same(&warm, &cold, what);
        }
        // Everything once more, as a build that knows what each page showed.
        write(&root, "templates/parts/sources.html", "<!-- none -->");
        build(&root, &warm, "2026-03-28T13:00:00Z", "2");
        assert!(files(&warm) == clean(&root, &home, "2026-03-28T13:00:00Z").0);
    });
}

#[test]
fn an_index_of_which_a_part_is_gone_or_another_is_made_afresh() {
    let (home, root) = site("index", "title = \"The Gazette\"\nbase_url = \"https://news.example/\"\nurls_lock = false\n");
    let (warm, at) = (home.join("warm"), "2026-03-20T12:00:00Z");
    let shard = warm.join("search/words-0-0.txt");
    build(&root, &warm, at, "2");
    let first = fs::read_to_string(&shard).expect("a shard");
    for (n, printed) in [None, Some(""), Some("calm A\n"), Some(&*first)].into_iter().enumerate() {
        match printed {
            None => fs::remove_file(&shard).expect("it is removed"),
            Some(text) => fs::write(&shard, text).expect("it is written"),
        }
        write(&root, &path(n), &format!("{}\nA line more.\n", story(n, "calm")));
        build(&root, &warm, at, "2");
        let (cold, _) = clean(&root, &home, at);
        assert!(files(&warm) == cold, "with {printed:?}");
    }
}

#[test]
fn a_killed_build_is_mended_whatever_becomes_of_the_copy() {
    chance(1, 600, |dice| {
        let (home, root) = site("killed", "title = \"The Gazette\"\nbase_url = \"https://news.example/\"\nurls_lock = false\n");
        let (warm, at) = (home.join("warm"), "2026-03-20T12:00:00Z");
        build(&root, &warm, at, "2");
        for turn in 0..18 {
            let n = dice.roll(30);
            // An edit of copy alone takes another way than one of a headline.
            let more = format!("{}\nA line more, {turn}.\n", story(n, "calm"));
            write(&root, &path(n), &if turn % 3 == 0 { story(n, ["rough", "busy"][turn % 2]) } else { more });
            let mut running = command(&root, &warm, at).spawn().expect("the program starts");
            std::thread::sleep(std::time::Duration::from_millis(5 * turn as u64));
            // It may be done already.
            let _ = running.kill();
            running.wait().expect("it ends");
            // Half of the time the change is taken back, so that what was remembered before is right again.
            if dice.roll(2) == 0 {
                write(&root, &path(n), &story(n, "calm"));
            }
            build(&root, &warm, at, "2");
            let (cold, _) = clean(&root, &home, at);
            assert!(files(&warm) == cold, "after kill {turn} of a build of {}", path(n));
        }
    });
}

/// A story of which every field that others show can be another while it stands where it stood.
fn rich(n: usize, dice: &mut Dice) -> String {
    let some = |dice: &mut Dice, field: &str, text: &str| {
        let n = dice.roll(9);
        if n < 3 { String::new() } else { format!("{field} = \"{text} {n}\"\n") }
    };
    let mut head = format!(
        "headline = \"Story {n} {}\"\ndate = 2026-03-{:02}T08:00:00Z\n",
        ["calm", "of “rough” seas & wind"][dice.roll(2)],
        1 + n % 27
    );
    head += &format!("topics = [\"Topic {}\", \"Topic {}\"]\nauthors = [\"Writer {}\"]\n", n % 3, 3 + n % 4, n % 4);
    head += &if n.is_multiple_of(5) { format!("series = \"Tides {}\"\n", n % 2) } else { String::new() };
    head += &if n.is_multiple_of(7) { "language = \"de\"\n".to_owned() } else { String::new() };
    head += &if n == 11 { "priority = 9\n".to_owned() } else { String::new() };
    for (field, text) in
        [("dek", "Dek"), ("kicker", "Kicker"), ("seo_headline", "For engines"), ("social_headline", "For cards"), ("dateline", "HARBOUR")]
    {
        head += &some(dice, field, text);
    }
    head += &if dice.roll(2) == 0 { format!("takeaways = [\"One {}\", \"Two\"]\n", dice.roll(5)) } else { String::new() };
    head += &if n.is_multiple_of(6) {
        "[image]\nsrc = \"map.svg\"\nalt = \"A map\"\n[[corrections]]\ndate = 2026-03-27T09:00:00Z\ntext = \"It was so.\"\n".to_owned()
    } else {
        String::new()
    };
    format!(
        "+++\n{head}+++\n\nFirst words, {}. See [more](/local/story-{}/).\n\nSecond words, {}.\n",
        dice.roll(9),
        1 + n % 29,
        dice.roll(9)
    )
}

#[test]
fn what_stories_say_is_replated_wherever_it_is_shown() {
    chance(1, 600, |dice| {
        let settings = "title = \"The Gazette\"\nbase_url = \"https://news.example/paper/\"\npaginate_by = 7\nurls_lock = false\ntext_edition = true\n";
        let (home, root) = site("said", settings);
        for folder in ["world", "local"] {
            fs::write(root.join("content").join(folder).join("map.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>")
                .expect("a drawing");
        }
        write(&root, "content/world/_index.md", "+++\nheadline = \"The World\"\n+++\n\n[Front](/local/story-1/)\n");
        write(&root, "content/authors/writer-1.md", "+++\nheadline = \"Writer 1\"\n+++\n\nWrites.\n");
        write(&root, "content/about.md", "+++\nheadline = \"About\"\n+++\n\nRead [this](/local/story-2/).\n");
        let (warm, at) = (home.join("warm"), "2026-03-28T12:00:00Z");
        for n in 0..30 {
            write(&root, &path(n), &rich(n, dice));
        }
        build(&root, &warm, at, "2");
        for turn in 0..25 {
            let edited: Vec<usize> = (0..=dice.roll(2)).map(|_| dice.roll(30)).collect();
            for n in &edited {
                write(&root, &path(*n), &rich(*n, dice));
            }
            assert!(!makes_an_edition(&root, &warm, at), "turn {turn}: {edited:?}");
            let (cold, _) = clean(&root, &home, at);
            assert_same(&warm, &cold, &format!("turn {turn}, {edited:?}"));
        }
    });
}

#[test]
fn two_builds_at_once_and_into_two_folders_leave_what_one_would() {
    chance(1, 600, |dice| {
        let (home, root) = site("at-once", "title = \"The Gazette\"\nbase_url = \"https://news.example/\"\nurls_lock = false\n");
        let at = "2026-03-28T12:00:00Z";
        let outputs = [home.join("one"), home.join("other")];
        let edit = |dice: &mut Dice| {
            let n = dice.roll(30);
            let word = if dice.roll(3) == 0 { "rough" } else { "calm" };
            write(&root, &path(n), &format!("{}\nA line more, {}.\n", story(n, word), dice.roll(1000)));
        };
        for turn in 0..12 {
            edit(dice);
            // Both into one folder, or each into its own.
            let into = |which: usize| if turn % 3 == 2 { &outputs[which] } else { &outputs[turn % 2] };
            let start = |output: &Path| command(&root, output, at).arg("-q").spawn().expect("the program starts");
            let mut first = start(into(0));
            std::thread::sleep(std::time::Duration::from_millis(4 * dice.roll(12) as u64));
            edit(dice);
            let mut second = start(into(1));
            for running in [&mut first, &mut second] {
                assert!(running.wait().expect("it ends").success(), "turn {turn}");
            }
            // The one that began first may have come last, with what it had read.
            for output in &outputs {
                build(&root, output, at, "2");
                let (cold, _) = clean(&root, &home, at);
                assert!(files(output) == cold, "turn {turn}");
            }
        }
    });
}

#[test]
fn a_first_build_that_was_killed_leaves_nothing_behind() {
    let (home, root) = site("killed-first", "title = \"The Gazette\"\nbase_url = \"https://news.example/\"\n");
    let (output, at) = (home.join("out"), "2026-03-20T12:00:00Z");
    build(&root, &output, at, "2");
    let whole = files(&output);
    let waiting = output.join(".newsprint-waiting");
    for turn in 0..10 {
        for gone in [&output, &root.join(".newsprint")] {
            drop(fs::remove_dir_all(gone));
        }
        let mut running = command(&root, &output, at).spawn().expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(12 * turn));
        // It may be done already.
        let _ = running.kill();
        running.wait().expect("it ends");
        build(&root, &output, at, "2");
        assert!(files(&output) == whole && !waiting.exists(), "after kill {turn}");
    }
    // The same whatever the machine's speed: a build that came as far as half of its files.
    write(&waiting, "world/story-3/index.html", "half a page");
    fs::remove_dir_all(output.join("world")).expect("something is not in place yet");
    build(&root, &output, at, "2");
    assert!(files(&output) == whole && !waiting.exists());
}

#[test]
fn what_was_taken_back_is_named_nowhere() {
    let (home, root) = site("taken-back", "title = \"The Gazette\"\nbase_url = \"https://news.example/\"\n");
    let (output, at) = (home.join("out"), "2026-03-20T12:00:00Z");
    let secret = |lock: &str| {
        let text = story(7, "loud").replace("+++\n\n", &format!("{lock}\n+++\n\n")).replace("Topic 1", "Bribery");
        write(&root, "content/world/minister-resigns.md", &text);
    };
    for lock in ["draft = true", "embargo = 2027-01-01T08:00:00Z", "expires = 2026-03-19"] {
        secret("");
        build(&root, &output, at, "2");
        let manifest = || fs::read_to_string(output.join(".newsprint-manifest")).expect("a manifest");
        assert!(manifest().contains("minister-resigns") && manifest().contains("bribery"));
        secret(lock);
        build(&root, &output, at, "2");
        let left: Vec<PathBuf> = every_file(&output)
            .into_iter()
            .filter(|path| {
                let text = String::from_utf8_lossy(&fs::read(path).expect("it is read")).to_lowercase() + &path.to_string_lossy();
                text.contains("minister") || text.contains("bribery")
            })
            .collect();
        assert!(left.is_empty(), "{lock}: {left:?}");
    }
}

/// Every file of a folder, the program's own too.
fn every_file(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(at) = open.pop() {
        for path in fs::read_dir(&at).expect("the folder is read").flatten().map(|entry| entry.path()) {
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found
}

#[test]
fn an_output_that_was_copied_elsewhere_is_not_written_again() {
    let (home, root) = site("copied", "title = \"The Gazette\"\nbase_url = \"https://news.example/\"\n");
    let (output, at) = (home.join("out"), "2026-03-20T12:00:00Z");
    build(&root, &output, at, "2");
    let before = files(&output);
    let copy = |from: &Path, to: &Path| {
        for path in every_file(from) {
            let to = to.join(path.strip_prefix(from).expect("inside"));
            fs::create_dir_all(to.parent().expect("a folder")).expect("it is made");
            fs::write(to, fs::read(path).expect("it is read")).expect("it is written");
        }
    };
    let written = |root: &Path, output: &Path| {
        let run = command(root, output, at).output().expect("the program runs");
        assert!(run.status.success());
        String::from_utf8_lossy(&run.stdout).split(": ").nth(1).map(str::to_owned).unwrap_or_default()
    };
    // With other times everywhere, with and without what was remembered.
    let (site, moved) = (home.join("site-2"), home.join("moved"));
    copy(&root, &site);
    copy(&output, &moved);
    assert!(written(&site, &moved).starts_with("0 written, 0 removed"));
    fs::remove_dir_all(site.join(".newsprint")).expect("it is removed");
    copy(&output, &moved);
    assert!(written(&site, &moved).starts_with("0 written, 0 removed"));
    assert!(files(&moved) == before);
    // One story more is one story more.
    write(&site, &path(4), &story(4, "rough"));
    fs::remove_dir_all(site.join(".newsprint")).expect("it is removed");
    copy(&output, &moved);
    assert!(!written(&site, &moved).starts_with("0 written"));
    assert_same(&moved, &clean(&site, &home, at).0, "one story edited");
}

#[test]
fn a_paper_is_not_removed_by_a_slip() {
    let (home, root) = site("slip", "title = \"The Gazette\"\nbase_url = \"https://news.example/\"\nurls_lock = false\n");
    let (output, at) = (home.join("out"), "2026-03-28T12:00:00Z");
    build(&root, &output, at, "2");
    let before = files(&output);
    let refused = |at: &str, what: &str| {
        let run = command(&root, &output, at).args(["--format", "short"]).output().expect("the program runs");
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(1), "{told}");
        assert!(told.contains(what), "{told}");
        assert!(files(&output) == before, "nothing is written");
    };
    // The clock of a machine that woke up in the wrong year.
    refused("2020-01-01T00:00:00Z", "error[removals]: this build would remove 30 of the 30 pages of stories");
    let (content, away) = (root.join("content"), home.join("away"));
    drop(fs::remove_dir_all(&away));
    for memory in ["with", "without"] {
        if memory == "without" {
            fs::remove_dir_all(root.join(".newsprint")).expect("it is removed");
        }
        fs::rename(&content, &away).expect("it is moved");
        refused(at, "content: error[no-copy]: there is no folder content");
        fs::create_dir(&content).expect("it is made");
        refused(at, "content: error[no-copy]: there is no story in content/");
        write(&root, "content/world/map.svg", "<svg/>");
        refused(at, "content: error[no-copy]: ");
        write(&root, "content/world/only.md", &story(99, "lonely"));
        // Twice, since what a build that failed has read is remembered.
        for _ in 0..2 {
            refused(at, "error[removals]: this build would remove 30 of the 30 pages of stories");
        }
        fs::remove_dir_all(&content).expect("it is removed");
        fs::rename(&away, &content).expect("it is moved back");
    }
    // Other addresses for the same stories are no loss, as long as it is known that they are the same.
    build(&root, &output, at, "2");
    let config = fs::read_to_string(root.join("config.toml")).expect("it is read");
    write(&root, "config.toml", &format!("permalink = \"/{{year}}/{{slug}}/\"\n{config}"));
    build(&root, &output, at, "2");
    assert_same(&output, &clean(&root, &home, at).0, "other addresses");
    // Half and twenty are few enough; more is not, unless it is asked for.
    for n in 0..21 {
        fs::remove_file(root.join(path(n))).expect("it is removed");
    }
    let run = command(&root, &output, at).output().expect("the program runs");
    assert!(String::from_utf8_lossy(&run.stderr).contains("remove 21 of the 30"), "{run:?}");
    let run = command(&root, &output, at).arg("--allow-removals").output().expect("the program runs");
    assert!(run.status.success());
    assert_same(&output, &clean(&root, &home, at).0, "most stories gone");
    write(&root, &path(0), &story(0, "calm"));
    build(&root, &output, at, "2");
    // A preview of drafts goes again without a word.
    for n in 0..25 {
        write(&root, &format!("content/local/draft-{n}.md"), &story(n, "soon").replace("+++\n\n", "draft = true\n+++\n\n"));
    }
    assert!(command(&root, &output, at).arg("--drafts").output().expect("the program runs").status.success());
    build(&root, &output, at, "2");
}
