//! README and docs against the program: samples are built, and tables name what there is.
//!
//! A sample whose fence names a file (` ```toml config.toml `) is a file of a small paper. The samples of a page together are
//! one paper; a path that comes again begins the next. They must build without a word of complaint.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::desk::paper::{self, Paper, Piece};
use super::desk::{repository, scratch};

const NOW: &str = "2026-03-10T12:00:00Z";

fn page(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// README and everything in docs.
fn pages() -> Vec<String> {
    let mut pages = vec!["README.md".to_owned()];
    for entry in std::fs::read_dir(repository().join("docs")).expect("docs can be listed").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_some_and(|ending| ending == "md") {
            pages.push(format!("docs/{name}"));
        }
    }
    pages.sort();
    pages
}

/// A fenced sample: what its fence says, and its lines.
struct Sample {
    info: String,
    text: String,
}

fn samples(text: &str) -> Vec<Sample> {
    let mut out: Vec<Sample> = Vec::new();
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match open {
            None if ticks >= 3 => {
                open = Some(ticks);
                out.push(Sample { info: line[ticks..].trim().to_owned(), text: String::new() });
            }
            Some(width) if ticks >= width && line.len() == ticks => open = None,
            Some(_) => {
                if let Some(sample) = out.last_mut() {
                    sample.text.push_str(line);
                    sample.text.push('\n');
                }
            }
            None => {}
        }
    }
    out
}

/// The papers of a page, and samples that should name a file and do not.
fn papers(text: &str) -> (Vec<Paper>, Vec<String>) {
    let (mut papers, mut nameless) = (vec![Paper::new()], Vec::new());
    for sample in samples(text) {
        let (kind, path) = sample.info.split_once(' ').unwrap_or((&sample.info, ""));
        if path.is_empty() {
            if !matches!(kind, "sh" | "text" | "css") {
                nameless.push(sample.text.lines().next().unwrap_or_default().to_owned());
            }
            continue;
        }
        if papers.last().is_some_and(|paper| paper.contains_key(path)) {
            papers.push(Paper::new());
        }
        if let Some(paper) = papers.last_mut() {
            paper.insert(path.to_owned(), Piece::Bytes(sample.text.into_bytes()));
        }
    }
    papers.retain(|paper| !paper.is_empty());
    (papers, nameless)
}

fn build(paper: &Paper, root: &Path) -> std::process::Output {
    if !paper.contains_key("config.toml") {
        let config = b"title = \"The Valley Record\"\nbase_url = \"https://news.example/\"\n";
        paper::put(root, "config.toml", &Piece::Bytes(config.to_vec()));
    }
    for (path, piece) in paper {
        paper::put(root, path, piece);
    }
    // Samples of settings alone have no copy, and without any there is no paper.
    if !paper.keys().any(|path| path.starts_with("content/")) {
        let config = std::fs::read_to_string(root.join("config.toml")).expect("it was written above");
        // Colours are those of sections that the paper has.
        let coloured = config.lines().filter_map(|line| line.strip_prefix("colours = {")).flat_map(|line| line.split(','));
        for section in coloured.filter_map(|pair| pair.split_once('=')).map(|(section, _)| section.trim()).chain(["city"]) {
            paper::put(root, &format!("content/{section}/ferry.md"), &Piece::Bytes(STORY.into()));
        }
    }
    let output: PathBuf = root.join("public");
    paper::run(root, &["build", "--now", NOW, "--format", "short", "--output", &output.display().to_string()], "UTC")
}

#[test]
fn samples_build() {
    let folder = scratch("docs");
    let mut faults = Vec::new();
    for name in pages() {
        let (papers, nameless) = papers(&page(&name));
        faults.extend(nameless.iter().map(|line| format!("{name}: the sample “{line}” names no file, so nothing builds it")));
        for (nth, paper) in papers.iter().enumerate() {
            let run = build(paper, &folder.join(format!("{}-{nth}", name.replace('/', "-"))));
            if !run.status.success() || !run.stderr.is_empty() {
                faults.push(format!("{name}: its samples do not build without complaint:\n{}", paper::said(&run)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Holds a table of a page to its rows; `UPDATE=1` writes them. The table is found by its heading line.
fn generated(name: &str, heading: &str, rows: impl Iterator<Item = String>) {
    let text = page(name);
    let (before, rest) = text.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("{name} has no table “{heading}”"));
    let (rule, rest) = rest.split_once('\n').unwrap_or_default();
    let old: String = rest.lines().take_while(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect();
    let new: String = rows.map(|row| format!("{row}\n")).collect();
    if std::env::var_os("UPDATE").is_some() {
        let whole = format!("{before}\n{heading}\n{rule}\n{new}{}", &rest[old.len()..]);
        std::fs::write(repository().join(name), whole).unwrap_or_else(|error| panic!("{name}: {error}"));
    } else {
        assert_eq!(old, new, "{name}: the table is not that of the source; UPDATE=1 writes it");
    }
}

#[test]
fn the_settings_are_those_of_the_source() {
    let rows =
        newsprint::config::KEYS.iter().map(|key| format!("| `{}` | {} | {} | {} |", key.name, key.kind.word(), key.default, key.about));
    generated("docs/configuration.md", "| key | type | default | is |", rows);
}

#[test]
fn the_codes_are_those_of_the_source() {
    let rows = newsprint::diag::CODES.iter().map(|code| {
        let levels: Vec<&str> = code.levels.iter().map(|level| level.word()).collect();
        format!("| `{}` | {} | {} |", code.name, levels.join(" or "), code.about.replace('<', "&lt;").replace('|', "&#124;"))
    });
    generated("docs/messages.md", "| code | level | means |", rows);
}

/// What stands in backquotes in the first column of tables.
fn first_column(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("| ").and_then(|line| line.split(" |").next()))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// A story with everything that views show, two more, and a page of the paper.
const STORY: &str = "+++
headline = \"Ferry\"
date = 2026-03-09T08:00:00Z
image = { src = \"https://pictures.example/a.jpg\", alt = \"A ferry\" }
+++
Copy that says so.

> [!note] Title
> Words.

> [!quote] Ada Quill, pilot
> Other words.
";

/// Every `### … of/in `file`` heading of a page, with its table, against what the program says it has.
fn contract(name: &str, faults: &mut Vec<String>) {
    let text = page(name);
    for section in text.split("\n### ").skip(1) {
        let heading = section.lines().next().unwrap_or_default();
        let words: Vec<&str> = heading.split('`').skip(1).step_by(2).collect();
        // The probe asks for something that is not there; the complaint names everything that is.
        let (value, file) = match words[..] {
            [file] => ("no_such_value".to_owned(), file),
            [value, file] => (format!("{value}.no_such_value"), file),
            _ => continue,
        };
        let mut paper = Paper::new();
        for (path, text) in [
            ("content/world/ferry.md", STORY.to_owned()),
            ("content/about.md", "# About\n\nWords.\n".to_owned()),
            (&format!("templates/{file}"), format!("{{{{ {value} }}}}")),
        ] {
            paper.insert(path.to_owned(), Piece::Bytes(text.into_bytes()));
        }
        let said = paper::said(&build(&paper, &scratch("contract")));
        let there: BTreeSet<String> = said
            .split_once("Available ")
            .and_then(|(_, rest)| rest.split_once(": "))
            .map(|(_, list)| list.split(';').next().unwrap_or_default().split(", ").map(|word| word.trim().to_owned()).collect())
            .unwrap_or_default();
        let told = first_column(section);
        if there.is_empty() {
            faults.push(format!("{name}: {heading}: the program did not say what it has:\n{said}"));
        }
        faults.extend(there.difference(&told).map(|key| format!("{name}: {heading}: there is `{key}`, and the table does not say so")));
        faults.extend(told.difference(&there).map(|key| format!("{name}: {heading}: the table has `{key}`, and there is no such thing")));
    }
}

#[test]
fn tables_of_views_are_true() {
    let mut faults = Vec::new();
    contract("docs/templates.md", &mut faults);
    contract("docs/blocks.md", &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Words in double quotes between two marks of a source file.
fn quoted(file: &str, from: &str, to: &str) -> BTreeSet<String> {
    let text = page(file);
    let inside = text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|(inside, _)| inside).unwrap_or_default();
    inside.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The names of every lock.
fn locks() -> BTreeSet<String> {
    let text = page("src/article/front_matter/locks.rs");
    let lists = text.split("names: &[").skip(1).filter_map(|rest| rest.split(']').next());
    lists.flat_map(|list| list.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn every_setting_field_and_crate_is_described() {
    let manifest = page("Cargo.toml");
    let list = |name: &str| manifest.split_once(name).and_then(|(_, rest)| rest.split("\n[").next()).unwrap_or_default();
    let crates: BTreeSet<String> = ["\n[dependencies]", "\n[target.'cfg(target_os = \"linux\")'.dependencies]", "\n[dev-dependencies]"]
        .iter()
        .flat_map(|name| list(name).lines())
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim().to_owned())
        .collect();
    let mut faults = Vec::new();
    for (what, page_name) in [
        (newsprint::config::POLICIES.iter().map(|(name, _)| (*name).to_owned()).collect(), "docs/configuration.md"),
        (quoted("src/article/front_matter/fields.rs", "const FIELDS:", "\n];"), "docs/writing-copy.md"),
        (locks(), "docs/writing-copy.md"),
        (crates.clone(), "docs/dependencies.md"),
    ] {
        let text = page(page_name);
        assert!(!what.is_empty(), "{page_name}: nothing was found to compare it with");
        faults.extend(
            what.iter().filter(|word| !text.contains(&format!("`{word}`"))).map(|word| format!("{page_name} does not name `{word}`")),
        );
    }
    let named = first_column(&page("docs/dependencies.md"));
    faults.extend(named.difference(&crates).map(|name| format!("docs/dependencies.md names `{name}`, which is not a dependency")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
