//! `src/` against the table in `docs/architecture.md`: which module uses which.

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
        let text = std::fs::read_to_string(&path).expect("sources are text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
        let used = edges.entry(module.clone()).or_default();
        // In a file right beneath `src/`, `super` is the crate as well.
        let roots: &[&str] = if inner.contains('/') { &["crate::"] } else { &["crate::", "super::"] };
        for root in roots {
            for (at, _) in code.match_indices(root) {
                let rest = &code[at + root.len()..];
                match rest.strip_prefix('{') {
                    Some(group) => used.extend(group.split('}').next().unwrap_or_default().split(',').map(first_word)),
                    None => drop(used.insert(first_word(rest))),
                }
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
