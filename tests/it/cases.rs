//! Every case under `tests/cases`: a small paper, and what must come out.
//!
//! Each `== build` is run three times, and all must give the same bytes and the same diagnostics:
//! 1. in place, on what earlier builds of the case left there;
//! 2. in place again, which must write nothing;
//! 3. from nothing, in another folder and time zone, on one thread.
//!
//! `UPDATE=1 cargo test` writes what came out into the cases; `CASE=word cargo test` runs those whose path has the word.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::desk::case::{Case, Step};
use super::desk::paper::{self, Paper, Piece};
use super::desk::{diff, html, repository, scratch};

/// The paper's settings where a case gives none.
const CONFIG: &str =
    "title = \"The Tarn Gazette\"\nbase_url = \"https://gazette.example/\"\nlanguage = \"en\"\ntimezone = \"Europe/London\"\n";

/// The moment of a build where a case gives none.
const NOW: &str = "2026-03-10T12:00:00Z";

#[test]
fn cases() {
    let folder = repository().join("tests/cases");
    let wanted = std::env::var("CASE").unwrap_or_default();
    let update = std::env::var_os("UPDATE").is_some();
    let files: Vec<PathBuf> = case_files(&folder).into_iter().filter(|path| path.to_string_lossy().contains(&wanted)).collect();
    assert!(!files.is_empty(), "there is no case with “{wanted}” in its path");
    let failed: Vec<String> = files
        .par_iter()
        .filter_map(|path| {
            let name = path.strip_prefix(&folder).unwrap_or(path).display().to_string();
            run_file(path, &name, update).err().map(|why| format!("\n──── tests/cases/{name}\n{why}"))
        })
        .collect();
    assert!(
        failed.is_empty(),
        "{} of {} cases failed; UPDATE=1 writes what came out, for you to review{}",
        failed.len(),
        files.len(),
        failed.join("")
    );
}

fn case_files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "case") {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

fn run_file(path: &Path, name: &str, update: bool) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let case = Case::read(&text)?;
    let scratch = scratch(&format!("cases/{}", name.trim_end_matches(".case")));
    let (told, faults) = Run::new(&case, scratch).all();
    if let Some(reason) = case.pending() {
        let passes = faults.is_empty() && told.write() == case.write();
        return if passes { Err(format!("this case passes; remove its line “== pending {reason}”")) } else { Ok(()) };
    }
    if update && told.write() != text {
        std::fs::write(path, told.write()).map_err(|error| error.to_string())?;
    }
    let mut faults = faults;
    if !update {
        faults.extend(differences(&case, &told));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// Expected parts that came out differently.
fn differences(case: &Case, told: &Case) -> Vec<String> {
    // A section that only `told` has is one that a build made necessary.
    let mut out = Vec::new();
    let mut rest = told.sections.iter();
    for section in &case.sections {
        for got in rest.by_ref() {
            if got.header != section.header {
                out.push(format!("{} is missing from the case:\n{}", got.header, got.body));
                continue;
            }
            if got.body != section.body {
                out.push(format!("{}\n{}", section.header, diff::lines(&section.body, &got.body)));
            }
            break;
        }
    }
    out.extend(rest.map(|got| format!("{} is missing from the case:\n{}", got.header, got.body)));
    out
}

/// What one `== build` gave.
#[derive(Default)]
struct Built {
    /// Name of its output folder.
    folder: String,
    files: BTreeMap<String, Vec<u8>>,
    diagnostics: String,
    report: String,
    failed: bool,
    /// Whether the case has said what it thinks of it.
    diagnostics_seen: bool,
    error_seen: bool,
}

struct Run<'c> {
    case: &'c Case,
    root: PathBuf,
    scratch: PathBuf,
    paper: Paper,
    /// Files that a later step laid into an output folder; a build from nothing has none of them.
    strange: Paper,
    last: Option<Built>,
    builds: usize,
    told: Case,
    faults: Vec<String>,
}

impl<'c> Run<'c> {
    fn new(case: &'c Case, scratch: PathBuf) -> Self {
        let told = Case { prose: case.prose.clone(), sections: Vec::new() };
        let root = scratch.join("site");
        let mut run =
            Run { case, root, scratch, paper: Paper::new(), strange: Paper::new(), last: None, builds: 0, told, faults: Vec::new() };
        let mut first = case.sections.iter().take_while(|section| !matches!(section.step, Step::Build { .. }));
        if !first.any(|section| matches!(&section.step, Step::File { path, .. } if path == "config.toml")) {
            run.put("config.toml", Piece::Bytes(CONFIG.into()));
        }
        run
    }

    fn put(&mut self, path: &str, piece: Piece) {
        paper::put(&self.root, path, &piece);
        let inside = self.last.as_ref().is_some_and(|last| path.starts_with(&format!("{}/", last.folder)));
        if inside { &mut self.strange } else { &mut self.paper }.insert(path.to_owned(), piece);
    }

    /// The case as it should read, and what else is wrong.
    fn all(mut self) -> (Case, Vec<String>) {
        for section in &self.case.sections {
            let mut body = section.body.clone();
            match &section.step {
                Step::File { path, form } => self.put(path, Piece::Bytes(form.bytes(&section.body))),
                Step::Link { path, target } => self.put(path, Piece::Link(target.clone())),
                Step::Delete { path } => self.delete(path),
                Step::Build { args } => {
                    self.settle();
                    self.build(args);
                }
                Step::Edit => self.settle(),
                Step::Pending { .. } => {}
                after => self.after(after, &section.header, &mut body),
            }
            self.told.sections.push(super::desk::case::Section { body, ..section.clone() });
        }
        self.settle();
        if self.builds == 0 {
            self.faults.push("the case has no == build".into());
        }
        (self.told, self.faults)
    }

    fn delete(&mut self, path: &str) {
        let before = self.paper.len();
        self.paper.retain(|known, _| known != path && !known.starts_with(&format!("{path}/")));
        if self.paper.len() == before {
            self.faults.push(format!("== delete {path}: there is no such file"));
        }
        let disk = self.root.join(path);
        let _ = if disk.is_dir() && !disk.is_symlink() { std::fs::remove_dir_all(disk) } else { std::fs::remove_file(disk) };
    }

    /// What a build may not leave unsaid.
    fn settle(&mut self) {
        let Some(last) = &self.last else { return };
        if last.failed != last.error_seen {
            self.faults.push(if last.failed {
                format!("the build failed; say == error if it should\n{}", last.diagnostics)
            } else {
                "the build should have failed and did not".to_owned()
            });
        }
        if !last.diagnostics_seen && !last.diagnostics.is_empty() {
            let section =
                super::desk::case::Section { header: "== diagnostics".into(), step: Step::Diagnostics, body: last.diagnostics.clone() };
            self.told.sections.push(section);
        }
        if let Some(last) = &mut self.last {
            (last.diagnostics_seen, last.error_seen) = (true, last.failed);
        }
    }

    fn build(&mut self, args: &[String]) {
        self.builds += 1;
        let folder = args.iter().position(|arg| arg == "--output" || arg == "-o").and_then(|at| args.get(at + 1)).cloned();
        let output = folder.clone().unwrap_or_else(|| "public".to_owned());
        let mut base = vec!["build"];
        let at = |site: &Path| site.join(&output).display().to_string();
        base.extend(
            args.iter().map(String::as_str).filter(|arg| folder.is_none() || (*arg != "--output" && *arg != "-o" && *arg != output)),
        );
        if !args.iter().any(|arg| arg == "--now") {
            base.extend(["--now", NOW]);
        }
        let here = at(&self.root);
        let with = |extra: &[&'static str], to: &str| -> Vec<String> {
            base.iter().chain(extra).map(|arg| (*arg).to_owned()).chain(["--output".to_owned(), to.to_owned()]).collect()
        };
        let go = |root: &Path, args: Vec<String>, zone: &str| paper::run(root, &args.iter().map(String::as_str).collect::<Vec<_>>(), zone);
        let before = paper::tree(Path::new(&here));
        // The memory of addresses is a part of the paper: it is committed with the copy.
        let lock = std::fs::read(self.root.join("urls.lock")).ok();
        let first = go(&self.root, with(&["--format", "short", "--jobs", "4"], &here), "UTC");
        let files = paper::tree(Path::new(&here));
        let failed = first.status.code() != Some(0);
        let mut fault = |text: String| self.faults.push(format!("build {}: {text}", self.builds));
        if !matches!(first.status.code(), Some(0 | 1)) {
            fault(format!("ended with {:?}\n{}", first.status, paper::said(&first)));
        }
        let second = go(&self.root, with(&["--jobs", "4"], &here), "UTC");
        let report = String::from_utf8_lossy(&second.stdout).into_owned();
        let again = paper::tree(Path::new(&here));
        if let Some(why) = unlike(&files, &again) {
            fault(format!("a second build gave other bytes: {why}"));
        }
        if failed && let Some(why) = unlike(&before, &files) {
            fault(format!("the build failed and yet changed the output: {why}"));
        }
        if !failed && !report.contains(": 0 written, 0 removed") {
            fault(format!("a second build had something to write: {report}"));
        }
        // From nothing: what a later step laid into the output folder is not there.
        let cold = self.scratch.join(format!("cold-{}", self.builds));
        for (path, piece) in &self.paper {
            paper::put(&cold, path, piece);
        }
        if let Some(lock) = lock {
            paper::put(&cold, "urls.lock", &Piece::Bytes(lock));
        }
        let third = go(&cold, with(&["--format", "short", "--jobs", "1"], &at(&cold)), "Asia/Tokyo");
        let mut from_nothing = paper::tree(Path::new(&at(&cold)));
        for (path, piece) in &self.strange {
            if let (Some(path), Piece::Bytes(bytes)) = (path.strip_prefix(&format!("{output}/")), piece) {
                from_nothing.insert(path.to_owned(), bytes.clone());
            }
        }
        if !failed && let Some(why) = unlike(&from_nothing, &files) {
            fault(format!("a build from nothing gives other bytes: {why}"));
        }
        // Folders differ between the runs, and messages may name them.
        let clean = |text: String, root: &Path| text.replace(&format!("{}/", root.display()), "").replace(&root.display().to_string(), ".");
        let diagnostics = clean(paper::said(&first), &self.root);
        let cold_said = clean(paper::said(&third), &cold);
        if diagnostics != cold_said {
            fault(format!("a build from nothing says something else:\n{}", diff::lines(&diagnostics, &cold_said)));
        }
        let report = report.lines().skip(1).map(|line| format!("{line}\n")).collect();
        self.last = Some(Built { folder: output, files, diagnostics, report, failed, diagnostics_seen: false, error_seen: false });
    }

    /// A step that speaks of the last build.
    fn after(&mut self, step: &Step, header: &str, body: &mut String) {
        let Some(last) = &mut self.last else {
            self.faults.push(format!("{header} comes before any == build"));
            return;
        };
        let mut fault = |why: &str| self.faults.push(format!("{header}: {why}"));
        let inner = |path: &str| path.strip_prefix(&format!("{}/", last.folder)).unwrap_or(path).to_owned();
        let text = |path: &str| last.files.get(&inner(path)).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        match step {
            Step::Expect { path, part } => {
                let Some(text) = text(path) else { return fault("there is no such output") };
                *body = match part {
                    Some(part) => html::select(&text, part).iter().map(|piece| html::tidy(piece)).collect(),
                    None => html::tidy(&text),
                };
                if body.is_empty() {
                    fault("nothing there matches");
                }
            }
            Step::Diagnostics => {
                body.clone_from(&last.diagnostics);
                last.diagnostics_seen = true;
            }
            Step::Report => body.clone_from(&last.report),
            Step::Error => last.error_seen = true,
            Step::Absent { token } => {
                for path in last.files.iter().filter(|(path, bytes)| holds(path, bytes, token)).map(|(path, _)| path) {
                    fault(&format!("it is in {path}"));
                }
            }
            Step::Contains { path, text: wanted } => match text(path) {
                Some(text) if text.contains(wanted) => {}
                Some(text) => fault(&format!("it is not there. The file:\n{}", html::tidy(&text))),
                None => fault("there is no such output"),
            },
            Step::Lacks { path, text: wanted } => match text(path) {
                Some(text) if text.contains(wanted) => fault("it is there"),
                Some(_) => {}
                None => fault("there is no such output"),
            },
            Step::None { path, part } => match text(path) {
                Some(text) => html::select(&text, part).iter().for_each(|found| fault(&format!("there is {found}"))),
                None => fault("there is no such output"),
            },
            Step::Exists { path } if self.root.join(path).exists() => {}
            Step::Exists { .. } => fault("it is not there"),
            Step::Missing { path } if self.root.join(path).exists() => fault("it is there"),
            Step::UniqueIds => {
                for (path, bytes) in last.files.iter().filter(|(path, _)| path.ends_with(".html")) {
                    let doubled = html::doubled_ids(&String::from_utf8_lossy(bytes));
                    if !doubled.is_empty() {
                        fault(&format!("{path} has twice: {}", doubled.join(", ")));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether an output holds a token or is named with it, in either letter case.
fn holds(path: &str, bytes: &[u8], token: &str) -> bool {
    let token = token.to_lowercase();
    path.to_lowercase().contains(&token) || String::from_utf8_lossy(bytes).to_lowercase().contains(&token)
}

/// Which files of two trees are not the same.
fn unlike(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let mut out = String::new();
    for path in a.keys().chain(b.keys().filter(|path| !a.contains_key(*path))) {
        let why = match (a.get(path), b.get(path)) {
            (Some(a), Some(b)) if a == b => continue,
            (Some(a), Some(b)) => diff::lines(&String::from_utf8_lossy(a), &String::from_utf8_lossy(b)),
            (Some(_), None) => "is gone\n".to_owned(),
            _ => "is new\n".to_owned(),
        };
        let _ = write!(out, "{path}: {why}");
    }
    (!out.is_empty()).then_some(out)
}
