//! The targets: each reads an input as the program would, and holds it to what is promised of any.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use jiff::tz::TimeZone;
use newsprint::article::{self, Desk};
use newsprint::clock;
use newsprint::config::{self, Config, Overrides};
use newsprint::diag::{self, Colour, Diag, Format, Place};
use newsprint::digest::Digest;
use newsprint::source::{self, Kind, Source};
use newsprint::templates::Templates;

use super::{Target, dictionaries, fuzz, pieces};

fn utf8(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

fn settings() -> &'static Arc<Config> {
    static SETTINGS: OnceLock<Arc<Config>> = OnceLock::new();
    SETTINGS.get_or_init(|| {
        config::read("title = \"T\"\nbase_url = \"https://t.example/\"\n", &Overrides::default()).0.expect("these settings are right")
    })
}

/// What is told can be shown in every form.
fn show(told: &[Diag]) {
    for diag in told {
        for colour in [Colour::Off, Colour::On] {
            for format in [Format::Human, Format::Short, Format::Json] {
                let shown = diag::show(diag, format, colour);
                assert!(shown.ends_with('\n') && (format == Format::Human || shown.matches('\n').count() == 1), "{shown:?}");
            }
        }
        if let Some(place) = &diag.place {
            assert!(place.excerpt.get(place.mark.clone()).is_some(), "{place:?}");
        }
    }
}

/// Reads an article twice.
fn copy(path: &str, bytes: &[u8]) {
    let path: Arc<str> = path.into();
    let read = || {
        let (source, mut told) = source::clean(&path, bytes.to_vec(), Kind::of(&path));
        let article = source.map(|source| {
            let (mut article, more) = article::read(&source, &Desk { config: settings() });
            told.extend(more);
            // Its digits are of no meaning, and may be any.
            (article.fingerprint, article.shown) = (Digest::default(), Digest::default());
            (format!("{article:?}"), article.copy.get())
        });
        (article.map(|(head, copy)| format!("{head} {copy:?}")), told)
    };
    let (once, told) = read();
    let (again, told_again) = read();
    assert!(once == again, "it reads differently twice");
    assert_eq!(told, told_again, "other things are told of it twice");
    // No piece has this number, but for the sum that none may work out.
    assert!(once.is_none_or(|article| !article.contains("12963")), "it was evaluated");
    show(&told);
}

#[test]
fn front_matter() {
    fn read(bytes: &[u8]) {
        let fence: &[u8] = if bytes.len().is_multiple_of(2) { b"+++\n" } else { b"---\n" };
        copy("content/a/b.md", &[fence, bytes].concat());
        copy("content/_index.md", &[fence, bytes, b"\n", fence].concat());
        copy("content/authors/b.txt", &[fence, bytes, b"\n", fence, b"Words.\n"].concat());
    }
    fuzz(&Target { name: "front_matter", pieces: dictionaries::FIELDS, bytes: utf8, read, large: 16 << 10 });
}

#[test]
fn markdown() {
    fn read(bytes: &[u8]) {
        copy("content/a/b/index.md", bytes);
        copy("content/a/b.md", &[b"+++\nheadline = \"x\"\ndate = 2026-03-09\n+++\n", bytes].concat());
    }
    fuzz(&Target { name: "markdown", pieces: pieces::COPY, bytes: utf8, read, large: 16 << 10 });
}

#[test]
fn plain_text() {
    fuzz(&Target {
        name: "plain_text",
        pieces: pieces::COPY,
        bytes: utf8,
        read: |bytes| copy("content/a/2026-03-09-b.txt", bytes),
        large: 16 << 10,
    });
}

#[test]
fn encodings() {
    fn read(bytes: &[u8]) {
        for path in ["content/a.md", "content/a.txt", "templates/a.html"] {
            let path: Arc<str> = path.into();
            let (source, told) = source::clean(&path, bytes.to_vec(), Kind::of(&path));
            show(&told);
            match source {
                Some(source) => assert!(!source.text.contains(source::is_forbidden) && !source.text.contains('\r'), "{:?}", source.text),
                None => assert!(diag::any_error(&told), "nothing says why it was not read"),
            }
            assert!(told.len() <= 40, "{} messages of one cause", told.len());
        }
    }
    fuzz(&Target { name: "encodings", pieces: dictionaries::BYTES, bytes: latin1, read, large: 256 << 10 });
}

#[test]
fn settings_files() {
    fn read(bytes: &[u8]) {
        let (source, mut told) = source::clean(&config::PATH.into(), bytes.to_vec(), Kind::Code);
        if let Some(source) = source {
            let (config, more) = config::read(&source.text, &Overrides::default());
            assert!(config.is_some() || diag::any_error(&more), "nothing says why there are no settings");
            told.extend(more);
        }
        show(&told);
    }
    fuzz(&Target { name: "settings_files", pieces: dictionaries::SETTINGS, bytes: utf8, read, large: 16 << 10 });
}

#[test]
fn templates() {
    fn read(bytes: &[u8]) {
        let (source, mut told) = source::clean(&"templates/x.html".into(), bytes.to_vec(), Kind::Code);
        let Some(source) = source else { return show(&told) };
        let other = Source { path: "templates/parts/sources.html".into(), ..source.clone() };
        match Templates::load(&[source, other], Digest::default()) {
            Ok(templates) => {
                let mut context = tera::Context::new();
                context.insert("title", "<é>");
                context.insert("lang", "de");
                context.insert("list", &[1, 2, 3]);
                told.extend(templates.render("x.html", &context).err());
            }
            Err(faults) => told.extend(faults),
        }
        show(&told);
    }
    fuzz(&Target { name: "templates", pieces: dictionaries::TEMPLATES, bytes: utf8, read, large: 4 << 10 });
}

#[test]
fn dates() {
    fn read(bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        for zone in ["UTC", "Europe/London", "Pacific/Apia"] {
            let zone = TimeZone::get(zone).expect("a zone");
            assert_eq!(format!("{:?}", clock::parse(&text, &zone)), format!("{:?}", clock::parse(&text, &zone)));
        }
    }
    fuzz(&Target { name: "dates", pieces: dictionaries::DATES, bytes: utf8, read, large: 16 << 10 });
}

#[test]
fn printed_diagnostics() {
    fn read(bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let at = |nth: usize| bytes.get(nth).map_or(0, |byte| usize::from(*byte)) * text.len().max(1) / 200;
        let place = Place::span(&text, &text, at(0)..at(0) + at(1));
        let line = Place::line("content/a.md", &text, at(2));
        let odd = Place { mark: at(3)..at(4), ..line.clone() };
        show(&[Diag::error("x", &*text).at(place).related(&*text, line).help(&*text)]);
        for format in [Format::Human, Format::Short, Format::Json] {
            assert!(!diag::show(&Diag::warning("x", &*text).at(odd.clone()).related("", odd.clone()), format, Colour::On).is_empty());
        }
    }
    fuzz(&Target { name: "printed_diagnostics", pieces: pieces::COPY, bytes: utf8, read, large: 64 << 10 });
}

/// Files beneath a folder.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(root).expect("inside").to_path_buf(), std::fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}

/// A small paper, its memory after two builds, and what they printed.
struct Remembered {
    root: PathBuf,
    memory: BTreeMap<PathBuf, Vec<u8>>,
    printed: BTreeMap<PathBuf, Vec<u8>>,
    told: String,
}

#[allow(clippy::disallowed_methods, reason = "a paper for the test")]
fn put(root: &Path, path: impl AsRef<Path>, bytes: &[u8]) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, bytes).expect("a file");
}

fn build(root: &Path) -> (BTreeMap<PathBuf, Vec<u8>>, String) {
    let args = ["build", "--now", "2026-03-10T12:00:00Z", "--format", "json", "--root"];
    let run = Command::new(env!("CARGO_BIN_EXE_newsprint")).args(args).arg(root).output().expect("the program runs");
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success() && !told.contains("panicked"), "{:?} {told}", run.status);
    let mut printed = tree(&root.join("public"));
    printed.retain(|path, _| !path.to_string_lossy().contains(".newsprint"));
    (printed, told)
}

#[allow(clippy::disallowed_methods, reason = "a paper for the test")]
fn remembered() -> Remembered {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz-memory");
    drop(std::fs::remove_dir_all(&root));
    put(&root, "config.toml", b"title = \"T\"\nbase_url = \"https://t.example/\"\nurls_lock = false\n");
    for nth in 1..4 {
        let story = format!("+++\nheadline = \"Story {nth}\"\ndate = 2026-03-0{nth}\ntopics = [\"T\"]\n+++\n\nWords. [x](/nowhere.pdf)\n");
        put(&root, format!("content/city/s{nth}.md"), story.as_bytes());
    }
    build(&root);
    let (printed, told) = build(&root);
    Remembered { memory: tree(&root.join(".newsprint")), root, printed, told }
}

#[test]
fn memory_files() {
    #[allow(clippy::disallowed_methods, reason = "a paper for the test")]
    fn read(bytes: &[u8]) {
        static PAPER: OnceLock<Remembered> = OnceLock::new();
        let paper = PAPER.get_or_init(remembered);
        // The first byte chooses a file, the next how it is harmed, the rest is put into it.
        let [which, how, rest @ ..] = bytes else { return };
        let memory = paper.root.join(".newsprint");
        drop(std::fs::remove_dir_all(&memory));
        for (path, bytes) in &paper.memory {
            put(&memory, path, bytes);
        }
        let (path, good) = paper.memory.iter().nth(usize::from(*which) % paper.memory.len()).expect("a file");
        let at = rest.first().map_or(0, |byte| usize::from(*byte)) * good.len() / 255;
        let harmed = match how % 5 {
            0 => good[..at].to_vec(),
            1 => [&good[..at], rest].concat(),
            2 => [&good[..at], rest, &good[at..]].concat(),
            3 => paper.memory.values().nth(usize::from(*how) % paper.memory.len()).expect("a file").clone(),
            _ => good.iter().enumerate().map(|(nth, byte)| if nth == at { byte ^ (how | 1) } else { *byte }).collect(),
        };
        put(&memory, path, &harmed);
        // Another word and the word it was, so that more than the first look is made.
        let story = paper.root.join("content/city/s1.md");
        let text = std::fs::read(&story).expect("the story");
        put(&paper.root, "content/city/s1.md", &[&text[..], b"\nMore.\n"].concat());
        build(&paper.root);
        put(&paper.root, "content/city/s1.md", &text);
        let (printed, told) = build(&paper.root);
        assert!(printed == paper.printed, "{} harmed at {at} changes what is printed", path.display());
        assert_eq!(told, paper.told);
    }
    fuzz(&Target { name: "memory_files", pieces: dictionaries::BYTES, bytes: latin1, read, large: 64 << 10 });
}
