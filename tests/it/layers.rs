//! `src/` against the table in `docs/architecture.md`: which module uses which, and no two files of a module each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::desk::repository;

type Edges = BTreeMap<String, BTreeSet<String>>;

/// Rows of the table: layer and edges of each module.
fn table() -> (BTreeMap<String, u32>, Edges) {
    let page = std::fs::read_to_string(repository().join("docs/architecture.md")).expect("the page is there");
    let (mut layers, mut edges) = (BTreeMap::new(), Edges::new());
    for line in page.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [layer, module, uses, _] = cells[..] else { continue };
        let Ok(layer) = layer.parse() else { continue };
        let words = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
        let module = words(module).pop_first().expect("a row names its module");
        edges.insert(module.clone(), words(uses));
        layers.insert(module, layer);
    }
    (layers, edges)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).expect("src can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
    out
}

/// The modules that the code of `src/` names, less what its tests name.
fn edges() -> Edges {
    let src = repository().join("src");
    let mut edges = Edges::new();
    for path in rust_files(&src) {
        let inner = path.strip_prefix(&src).expect("a file of src").to_string_lossy().replace('\\', "/");
        let module = inner.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let code = code_of(&path);
        let used = edges.entry(module.clone()).or_default();
        // In a file right beneath `src/`, `super` is the crate as well.
        let roots: &[&str] = if inner.contains('/') { &["crate::"] } else { &["crate::", "super::"] };
        for root in roots {
            for (at, _) in code.match_indices(root) {
                used.extend(paths(&code[at + root.len()..]).0.iter().map(|path| first_word(path)));
            }
        }
        used.remove(&module);
        used.remove("");
    }
    edges
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn modules_use_what_the_architecture_page_says() {
    let (layers, said) = table();
    let found = edges();
    let mut faults = Vec::new();
    for (module, used) in &found {
        let Some(allowed) = said.get(module) else {
            faults.push(format!("`{module}` has no row"));
            continue;
        };
        faults.extend(used.difference(allowed).map(|to| format!("`{module}` uses `{to}`, and its row does not say so")));
        faults.extend(allowed.difference(used).map(|to| format!("the row of `{module}` names `{to}`, which it does not use")));
        faults.extend(
            used.iter()
                .filter(|to| *to != "diag" && layers.get(*to).zip(layers.get(module)).is_none_or(|(to, from)| to >= from))
                .map(|to| format!("`{to}` is not in a lower layer than `{module}`")),
        );
    }
    faults.extend(said.keys().filter(|module| !found.contains_key(*module)).map(|module| format!("there is no module `{module}`")));
    assert!(faults.is_empty(), "docs/architecture.md and src/ do not agree:\n{}", faults.join("\n"));
}

/// A file of `src/`: its code without comments and tests.
fn code_of(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("sources are text");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// The module path of a file: `pages::feed::rss`.
fn module_of(src: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(src).expect("a file of src").to_string_lossy().replace('\\', "/");
    inner.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::")
}

/// The paths in a `use` tree or an expression, with every group taken apart: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(text: &str) -> (Vec<String>, usize) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'_' | b':')) {
        at += 1;
    }
    let lead = &text[..at];
    if !text[at..].starts_with('{') || !(lead.is_empty() || lead.ends_with("::")) {
        return (vec![lead.to_owned()], at);
    }
    let mut found = Vec::new();
    at += 1;
    while at < bytes.len() && bytes[at] != b'}' {
        let c = bytes[at];
        if c.is_ascii_alphanumeric() || matches!(c, b'_' | b'{') {
            let (inner, length) = paths(&text[at..]);
            found.extend(inner.into_iter().map(|rest| format!("{lead}{rest}")));
            at += length.max(1);
            // Past `as name`.
            while at < bytes.len() && !matches!(bytes[at], b',' | b'}') {
                at += 1;
            }
        } else {
            at += 1;
        }
    }
    (found, at + 1)
}

/// Absolute paths that the code of `module` names, less the crate's name.
fn named(module: &str, code: &str) -> Vec<String> {
    let parent = |of: &str| of.rsplit_once("::").map(|(parent, _)| parent.to_owned()).unwrap_or_default();
    let join = |base: &str, rest: &str| if base.is_empty() { rest.to_owned() } else { format!("{base}::{rest}") };
    let mut out = Vec::new();
    let starts = ["crate::", "super::", "self::"].iter().flat_map(|root| code.match_indices(root)).filter(|(at, _)| {
        let before = code[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
    });
    for (at, root) in starts {
        let mut base = match root {
            "crate::" => String::new(),
            "super::" => parent(module),
            _ => module.to_owned(),
        };
        for path in paths(&code[at + root.len()..]).0 {
            let mut rest = path.as_str();
            while let Some(up) = rest.strip_prefix("super::") {
                base = parent(&base);
                rest = up;
            }
            out.push(join(&base, rest));
        }
    }
    out
}

/// Which file uses which, by what is named with `crate::`, `super::` or `self::`, or by the name of a child. A name that a file only
/// passes on (`pub use child::Name`) belongs to the child.
fn file_edges() -> Edges {
    let src = repository().join("src");
    let files: BTreeMap<String, String> = rust_files(&src).iter().map(|path| (module_of(&src, path), code_of(path))).collect();
    let mut passed_on = BTreeMap::new();
    for (module, code) in &files {
        for lead in ["pub use ", "pub(crate) use ", "pub(super) use "] {
            for (at, _) in code.match_indices(lead) {
                for path in paths(&code[at + lead.len()..]).0 {
                    let path = path.trim_start_matches("self::");
                    let Some((child, name)) = path.rsplit_once("::") else { continue };
                    let child = format!("{module}::{child}");
                    if files.contains_key(&child) {
                        passed_on.insert(format!("{module}::{name}"), child);
                    }
                }
            }
        }
    }
    // The file that a path leads to: the longest part that is a file, or the child that its next name comes from.
    let owner = |path: &str| {
        let mut end = path.len();
        loop {
            let part = &path[..end];
            if let Some(child) = passed_on.get(part) {
                return Some(child.clone());
            }
            if files.contains_key(part) {
                return Some(part.to_owned());
            }
            end = part.rfind("::")?;
        }
    };
    let mut edges = Edges::new();
    for (module, code) in &files {
        let used = edges.entry(module.clone()).or_default();
        used.extend(named(module, code).iter().filter_map(|path| owner(path)));
        let children = files.keys().filter_map(|file| file.strip_prefix(&format!("{module}::")).filter(|rest| !rest.contains("::")));
        for child in children {
            let uses = code.match_indices(&format!("{child}::")).any(|(at, _)| {
                let line = code[..at].rsplit('\n').next().unwrap_or_default();
                let free = !code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'));
                free && !(line.starts_with("pub") && line.contains(" use "))
            });
            if uses {
                used.insert(format!("{module}::{child}"));
            }
        }
        used.remove(module);
    }
    edges
}

/// All that `from` leads to.
fn reach(edges: &Edges, from: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut next = vec![from.to_owned()];
    while let Some(file) = next.pop() {
        for to in edges.get(&file).into_iter().flatten() {
            if seen.insert(to.clone()) {
                next.push(to.clone());
            }
        }
    }
    seen
}

/// Modules in which files still depend on each other in circles: the list may only become shorter. In all others there are none.
const CIRCLES: &[&str] = &["article", "cli", "config", "edition", "language", "output", "pages", "press", "prose", "serve"];

#[test]
fn no_files_of_a_module_depend_on_each_other_in_a_circle() {
    let edges = file_edges();
    let mut circles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in edges.keys() {
        let reached = reach(&edges, file);
        if reached.contains(file) {
            let top = file.split("::").next().unwrap_or_default().to_owned();
            circles.entry(top).or_default().insert(file.clone());
        }
    }
    let new: Vec<String> = circles
        .iter()
        .filter(|(module, _)| !CIRCLES.contains(&module.as_str()))
        .map(|(module, files)| {
            let lines = files.iter().map(|file| {
                let to: Vec<&str> = edges[file].iter().filter(|to| files.contains(*to)).map(String::as_str).collect();
                format!("  {file} -> {}", to.join(", "))
            });
            format!("{module}:\n{}", lines.collect::<Vec<_>>().join("\n"))
        })
        .collect();
    assert!(new.is_empty(), "files that depend on each other in a circle:\n{}", new.join("\n"));
    let gone: Vec<&&str> = CIRCLES.iter().filter(|module| !circles.contains_key(**module)).collect();
    assert!(gone.is_empty(), "no circle is left in {gone:?}: take it out of CIRCLES");
}

#[test]
fn groups_of_names_are_taken_apart() {
    assert_eq!(paths("a::{b::{c, d as e}, f};").0, ["a::b::c", "a::b::d", "a::f"]);
    assert_eq!(paths("place::Place;").0, ["place::Place"]);
    assert_eq!(named("diag::show", "use super::place::{Place, cut};"), ["diag::place::Place", "diag::place::cut"]);
}
