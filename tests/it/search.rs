//! The search: what is in the index that the binary prints, read by a second reader; and, where there is Node, what the
//! script of the page finds in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::desk::repository;

const CONFIG: &str = r#"
title = "The Merrivale Courier"
base_url = "https://news.example/a/courier"
language = "en-GB"
timezone = "Europe/London"
"#;

/// Oldest first, as they are numbered.
const STORIES: [(&str, &str); 6] = [
    (
        "content/city/ferry.md",
        r#"+++
headline = 'Ferry & "Café" <x>row</x> at O’Neil’s'
date = 2026-03-01
topics = ["Harbour works"]
authors = ["Ada Quill"]
takeaways = ["Moorings are dearer."]
pull_quotes = ["nobody had counted the boats"]
+++
The council said nobody had counted the boats of the Straße. A ferry, a ferry and a ferry.
"#,
    ),
    ("content/city/lights.md", "+++\nheadline = \"Street lights\"\ndate = 2026-03-02\n+++\nThe councillors saw the ferry once.\n"),
    ("content/city/akhbar.md", "+++\nheadline = \"أَخْبَار الميناء\"\ndate = 2026-03-03\nlanguage = \"ar\"\n+++\nوصلت السفينة إلى القاهرة.\n"),
    ("content/city/senkyo.md", "+++\nheadline = \"選挙管理委員会\"\ndate = 2026-03-04\nlanguage = \"ja\"\n+++\n東京のフェリーは二隻。\n"),
    (
        "content/city/parom.md",
        "+++\nheadline = \"Ёлка у причала\"\ndate = 2026-03-05\nlanguage = \"ru\"\n+++\nДва парома стояли у берега.\n",
    ),
    ("content/city/budget.md", "+++\nheadline = \"Budget\"\ndate = 2026-03-06\n+++\nThe council voted. <script>alert(1)</script>\n"),
];

/// Builds a paper of its own; returns its output.
fn build(name: &str, config: &str, more: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("search").join(name);
    let _ = fs::remove_dir_all(&root);
    let files = STORIES.iter().chain(more).copied().chain([("config.toml", config)]);
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("files are in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_newsprint"))
        .args(["build", "--now", "2026-03-10T00:00:00Z", "--root"])
        .arg(&root)
        .output()
        .expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    root.join("public")
}

/// A number of one story and the weight that a word has there, for every word of the index.
fn lines(public: &Path) -> Vec<(String, Vec<(usize, usize)>)> {
    let manifest: Value = serde_json::from_slice(&fs::read(public.join("search/index.json")).expect("a manifest")).expect("JSON");
    let mut all = Vec::new();
    for (v, volume) in manifest["volumes"].as_array().expect("volumes").iter().enumerate() {
        let from = usize::try_from(volume["from"].as_u64().expect("a number")).expect("a small one");
        for s in 0..volume["words"].as_array().expect("words").len() {
            let shard = fs::read_to_string(public.join(format!("search/words-{v}-{s}.txt"))).expect("a shard");
            all.extend(shard.lines().map(|line| {
                let (word, digits) = line.split_once(' ').expect("a word and its postings");
                (word.to_owned(), postings(digits, from))
            }));
        }
    }
    all
}

fn postings(digits: &str, from: usize) -> Vec<(usize, usize)> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut story, mut value, mut shift, mut all) = (from, 0, 0, Vec::new());
    for digit in digits.chars() {
        let n = alphabet.find(digit).expect("a digit");
        value += (n % 32) << shift;
        shift += 5;
        if n < 32 {
            story += value / 4;
            all.push((story, value % 4));
            (value, shift) = (0, 0);
        }
    }
    all
}

fn places(public: &Path, word: &str) -> Vec<(usize, usize)> {
    lines(public).into_iter().find(|(known, _)| known == word).map(|(_, postings)| postings).unwrap_or_default()
}

#[test]
fn words_stand_where_they_were_written_and_weigh_what_they_say() {
    let public = build("words", CONFIG, &[]);
    // Headline 3, dek and takeaways and names 2, often in the copy 1, there at all 0.
    assert_eq!(places(&public, "ferry"), [(0, 3), (1, 0)]);
    assert_eq!(places(&public, "council"), [(0, 0), (5, 0)]);
    assert_eq!(places(&public, "moorings"), [(0, 2)]);
    assert_eq!(places(&public, "quill"), [(0, 2)]);
    assert_eq!(places(&public, "harbour"), [(0, 2)]);
    for (word, story) in [("cafe", 0), ("neil", 0), ("strasse", 0), ("اخبار", 2), ("القاهره", 2), ("選挙", 3), ("フェ", 3), ("елка", 4)]
    {
        assert_eq!(places(&public, word).iter().map(|(story, _)| *story).collect::<Vec<_>>(), [story], "{word}");
    }
    // Said once, though a pull-quote repeats it; markup is not copy.
    assert_eq!(places(&public, "counted"), [(0, 0)]);
    assert_eq!(places(&public, "script"), []);
    let words: Vec<String> = lines(&public).into_iter().map(|(word, _)| word).collect();
    assert!(words.is_sorted(), "{words:?}");
    assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len());
}

#[test]
fn what_is_shown_is_text_and_addresses_know_no_base() {
    let public = build("shown", CONFIG, &[]);
    let text = fs::read_to_string(public.join("search/stories-0.json")).expect("stories");
    assert!(!text.contains("courier/"), "{text}");
    let stories: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(stories[0]["headline"], "Ferry & “Café” <x>row</x> at O’Neil’s");
    assert_eq!(stories[0]["url"], "../city/ferry/");
    assert_eq!(stories[2]["lang"], serde_json::json!(["ar", "rtl"]));
    let page = fs::read_to_string(public.join("search/index.html")).expect("the page");
    assert!(page.contains("data-index=\"/a/courier/search/index.json\"") && page.contains("src=\"/a/courier/theme/search."), "{page}");
    let front = fs::read_to_string(public.join("index.html")).expect("the front");
    assert!(front.contains("href=\"/a/courier/search/\"") && !front.contains("search.js") && !front.contains("type=\"module\""));
}

#[test]
fn nothing_that_is_held_back_is_in_it() {
    let held = [
        ("content/city/draft.md", "+++\nheadline = \"Zqx draft\"\ndate = 2026-03-01\ndraft = true\n+++\nzqx\n"),
        ("content/city/later.md", "+++\nheadline = \"Zqx later\"\ndate = 2026-04-01\ntopics = [\"zqx\"]\n+++\nzqx\n"),
        ("content/city/over.md", "+++\nheadline = \"Zqx over\"\ndate = 2026-02-01\nexpires = 2026-03-01\n+++\nzqx\n"),
        ("content/city/gone.md", "+++\nheadline = \"Zqx gone\"\ndate = 2026-02-01\nwithdrawn = \"Taken back.\"\n+++\nzqx\n"),
    ];
    let (public, without) = (build("held", CONFIG, &held), build("unheld", CONFIG, &[]));
    for entry in fs::read_dir(public.join("search")).expect("a folder").flatten().filter(|entry| entry.file_name() != "index.html") {
        let text = fs::read_to_string(entry.path()).expect("text");
        assert!(!text.to_lowercase().contains("zqx"), "{:?}", entry.path());
        assert_eq!(text, fs::read_to_string(without.join("search").join(entry.file_name())).expect("the same file"));
    }
}

#[test]
fn one_line_of_config_takes_it_away() {
    let public = build("off", &format!("search = false\n{CONFIG}"), &[]);
    assert!(!public.join("search").exists());
    assert!(
        fs::read_dir(public.join("theme")).expect("the theme").flatten().all(|file| !file.file_name().to_string_lossy().ends_with(".js"))
    );
    assert!(!fs::read_to_string(public.join("index.html")).expect("the front").contains("/search/"));
}

/// Runs `tests/browser/search.test.mjs` on a paper, where there is Node.
#[test]
fn the_script_finds_it() {
    let public = build("script", CONFIG, &[]);
    let ran = Command::new("node").arg("--test").arg(repository().join("tests/browser/search.test.mjs")).env("PAPER", public).output();
    let Ok(output) = ran else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
