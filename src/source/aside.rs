//! What lies in `content/` and is no copy: drafts and partials set aside by an underscore, hidden files, and what software
//! projects keep in every folder (`README.md`). Nothing of it is read, printed, linked to or shown, and in a folder that is set
//! aside neither are its pictures. It is known by its path alone, so that every part of the program says the same of it.

use std::path::Path;

use walkdir::WalkDir;

use super::{Notation, site_path};

/// Files about a folder and not of the paper, in any letter case, before any ending that copy has. A tag of a language or a
/// word in capitals may follow (`README.de.md`, `LICENSE-MIT.md`).
const ABOUT: [&str; 5] = ["readme", "changelog", "contributing", "license", "licence"];

/// More of them, which are known by their capitals: without, each could be a story or a page of the paper. Their ending is in
/// small letters, for on machines that know only capitals they too could be copy.
const ABOUT_IN_CAPITALS: [&str; 8] =
    ["SECURITY", "CODE_OF_CONDUCT", "AUTHORS", "MAINTAINERS", "CODEOWNERS", "COPYING", "CHANGES", "GOVERNANCE"];

/// Why something in `content/` is no copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// Its name, or that of a folder it lies in, begins with `_`.
    Underscore,
    /// Its name, or that of a folder it lies in, begins with a dot.
    Hidden,
    /// It is about the folder.
    About,
}

impl Aside {
    /// Why, in words that follow the path.
    pub fn words(self) -> &'static str {
        match self {
            Aside::Underscore => "its name begins with _",
            Aside::Hidden => "its name begins with a dot",
            Aside::About => "it is about the folder",
        }
    }

    /// Of a path from the site's root; none of what lies elsewhere than in `content/`, and none of copy.
    pub fn of(path: &str) -> Option<Self> {
        let inner = path.strip_prefix("content/")?;
        let mut parts = inner.split('/');
        let file = parts.next_back()?;
        parts.find_map(of_folder).or_else(|| of_file(file))
    }
}

/// `_posts` is where other generators keep what is out.
fn of_folder(name: &str) -> Option<Aside> {
    match name.chars().next() {
        Some('_') if name != "_posts" => Some(Aside::Underscore),
        Some('.') => Some(Aside::Hidden),
        _ => None,
    }
}

fn of_file(name: &str) -> Option<Aside> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match name.chars().next() {
        Some('.') => Some(Aside::Hidden),
        // Cameras write `_DSC0417.jpg`; a picture goes out when a page shows it, whatever its name.
        _ if Notation::of(name).is_none() => None,
        Some('_') if stem != "_index" => Some(Aside::Underscore),
        _ => is_about(name, stem).then_some(Aside::About),
    }
}

fn is_about(name: &str, stem: &str) -> bool {
    let known = |word: &str| ABOUT.iter().any(|about| about.eq_ignore_ascii_case(word));
    let in_capitals = |text: &str| !text.contains(char::is_lowercase);
    let small_ending = name.rsplit('.').next().is_some_and(|ending| ending.chars().all(char::is_lowercase));
    let with_more = stem.char_indices().filter(|(_, c)| matches!(c, '.' | '-' | '_')).any(|(at, c)| {
        let (word, rest) = (&stem[..at], &stem[at + 1..]);
        let tag = c == '.' && (2..=5).contains(&rest.len()) && rest.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
        known(word) && (tag || (in_capitals(word) && in_capitals(rest)))
    });
    known(stem) || with_more || (small_ending && ABOUT_IN_CAPITALS.contains(&stem))
}

/// Everything in `content/` that is set aside, in the order of a walk: a folder by its own name with a slash behind, and why.
pub fn list(root: &Path) -> Vec<(String, Aside)> {
    let mut found = Vec::new();
    let mut walker = WalkDir::new(root.join("content")).min_depth(1).sort_by_file_name().into_iter();
    while let Some(next) = walker.next() {
        let Ok(entry) = next else { continue };
        let Some(path) = site_path(root, entry.path()) else { continue };
        let is_folder = entry.file_type().is_dir();
        let name = entry.file_name().to_string_lossy();
        if let Some(aside) = if is_folder { of_folder(&name) } else { of_file(&name) } {
            found.push((format!("{path}{}", if is_folder { "/" } else { "" }), aside));
            if is_folder {
                walker.skip_current_dir();
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_aside() {
        for path in [
            "_drafts/x.md",
            "_drafts/x/pier.jpg",
            "local/_later.md",
            "local/_later/index.md",
            "_posts/_x.md",
            "_drafts/_index.md",
            "_drafts/_posts/x.md",
            ".hidden/x.md",
            "local/.x.md",
            "README.md",
            "local/ReadMe.TXT",
            "LICENCE.markdown",
            "changelog.txt",
            "README.pt-BR.md",
            "LICENSE-MIT.md",
            "SECURITY.md",
        ] {
            assert!(Aside::of(&format!("content/{path}")).is_some(), "{path}");
        }
        for path in [
            "_index.md",
            "local/_index.txt",
            "_posts/x.md",
            "local/readme-movement.md",
            "local/license-fees-rise.md",
            "local/security.md",
            "SECURITY.TXT",
            "authors.md",
            "local/readme/index.md",
            "local/readme.jpg",
            "local/_DSC0417.jpg",
            "local/license.mit-students.md",
        ] {
            assert_eq!(Aside::of(&format!("content/{path}")), None, "{path}");
        }
        assert_eq!(Aside::of("static/_redirects"), None);
    }
}
