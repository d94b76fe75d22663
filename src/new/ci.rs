//! `newsprint new --ci`: a workflow that builds, publishes, and does so again when a story may be due.

use std::path::{Path, PathBuf};

use super::write_new;
use crate::diag::Diag;

/// Who runs workflows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Ci {
    /// GitHub Actions
    Github,
    /// GitLab
    Gitlab,
    /// Forgejo, and Codeberg
    Forgejo,
}

impl Ci {
    /// Where it looks for the workflow, and the workflow.
    fn file(self) -> (&'static str, &'static str) {
        match self {
            Ci::Github => (".github/workflows/paper.yml", include_str!("github.yml")),
            Ci::Gitlab => (".gitlab-ci.yml", include_str!("gitlab.yml")),
            Ci::Forgejo => (".forgejo/workflows/paper.yml", include_str!("forgejo.yml")),
        }
    }
}

/// Writes the workflow into the site at `root`. Gives its path.
///
/// # Errors
/// There is such a file already, or it cannot be written.
pub fn workflow(root: &Path, ci: Ci) -> Result<PathBuf, Diag> {
    let (path, text) = ci.file();
    let path = root.join(path);
    write_new(&path, text)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Value, yaml};

    #[test]
    fn workflows_are_yaml_and_do_what_they_should() {
        for ci in [Ci::Github, Ci::Gitlab, Ci::Forgejo] {
            let (path, text) = ci.file();
            let (table, faults) = yaml(text, 0);
            assert!(faults.is_empty(), "{path}: {faults:?}");
            let jobs = if ci == Ci::Gitlab { "pages" } else { "jobs" };
            assert!(table.entries.iter().any(|entry| entry.key == jobs && matches!(entry.value.value, Value::Table(_))), "{path}");
            for needed in
                ["newsprint build --locked", "newsprint publish", ".newsprint", "public", "7,22,37,52 * * * *", "cargo install --locked"]
            {
                assert!(text.contains(needed), "{path} has no {needed}");
            }
        }
    }
}
