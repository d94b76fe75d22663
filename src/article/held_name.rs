//! Names of files and folders that hold a story back, as the desk writes them: `drafts/`, `tram.draft.md`, `EMBARGO-tram.txt`.
//!
//! They are locks like those of the front matter: they add to what is said there and take nothing away.

use crate::diag::{Diag, Place};

/// Folders, in any letter case, with `-`, `_` or spaces between the words.
const FOLDERS: [&str; 5] = ["drafts", "unpublished", "embargoed", "do-not-publish", "not-for-publication"];

/// What may stand between a file's name and its ending.
const BEFORE_ENDING: [&str; 5] = ["draft", "wip", "embargo", "embargoed", "unpublished"];

/// What may begin a file's name, in capitals: in small letters they are words of headlines (`draft-beer-prices.md`).
const IN_CAPITALS: [&str; 5] = ["DRAFT", "WIP", "EMBARGO", "EMBARGOED", "HOLD"];

/// The part of a path from the site's root that holds the story back.
fn of(path: &str) -> Option<&str> {
    let (folders, file) = path.strip_prefix("content/")?.rsplit_once('/').unwrap_or(("", path.trim_start_matches("content/")));
    let folded = |name: &str| name.to_lowercase().replace(['_', ' '], "-");
    let folder = folders.split('/').find(|folder| FOLDERS.contains(&folded(folder).as_str()));
    let mut parts = file.rsplit('.').skip(1);
    let before_ending = parts.next().filter(|part| parts.next().is_some() && BEFORE_ENDING.contains(&part.to_lowercase().as_str()));
    let begins = file.split(['-', '_', '.', ' ']).next().filter(|word| IN_CAPITALS.contains(word));
    folder.or(before_ending).or(begins)
}

/// Whether the name of a file holds its story back, which is `told`.
pub(super) fn holds(path: &str, told: &mut Vec<Diag>) -> bool {
    let Some(part) = of(path) else { return false };
    told.push(
        Diag::warning("held-name", format!("“{part}” in the name holds the story back, as `draft` would"))
            .at(Place::file(path))
            .help("move or rename the file when it is to be published"),
    );
    true
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn names_that_hold() {
        for (path, part) in [
            ("content/drafts/a.md", Some("drafts")),
            ("content/world/Drafts/2026/a.txt", Some("Drafts")),
            ("content/Do Not Publish/a.md", Some("Do Not Publish")),
            ("content/world/a.draft.md", Some("draft")),
            ("content/world/a.WIP.txt", Some("WIP")),
            ("content/world/EMBARGO-a.md", Some("EMBARGO")),
            ("content/HOLD_a.md", Some("HOLD")),
            ("content/world/draft-beer-prices.md", None),
            ("content/draft/first-round.md", None),
            ("content/world/draft.md", None),
            ("content/world/hold-the-line.md", None),
            ("static/drafts/a.md", None),
        ] {
            assert_eq!(of(path), part, "{path}");
        }
    }
}
