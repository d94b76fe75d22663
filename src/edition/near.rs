//! Pages and files by the last part of their names, for links that name no more of them, or name it wrongly.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::permalink::Permalink;

/// Pages and files by the last part of their names.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// The one file of a name, less its ending; none where several have it.
    sources: HashMap<String, Option<Arc<str>>>,
    /// The pages of a last part, the least first.
    pages: BTreeMap<String, Vec<Permalink>>,
    /// Last parts by what two that are nearly alike have in common.
    alike: BTreeMap<(char, usize), Vec<String>>,
}

/// How alike two last parts are when one may be the other; 1 is the same.
const ALIKE: f64 = 0.8;

impl Near {
    pub(super) fn of<'a>(sources: impl Iterator<Item = &'a Arc<str>>, links: impl Iterator<Item = &'a Permalink>) -> Self {
        let mut near = Near::default();
        for path in sources {
            let name = stem(path);
            // Links may leave out the date that a name begins with.
            let undated = name.get(11..).filter(|_| name[..10].bytes().all(|b| b.is_ascii_digit() || b == b'-'));
            for name in std::iter::once(name).chain(undated) {
                near.sources.entry(name.to_owned()).and_modify(|known| *known = None).or_insert_with(|| Some(path.clone()));
            }
        }
        for link in links {
            if let Some(name) = last(link) {
                near.pages.entry(name).or_default().push(link.clone());
            }
        }
        for pages in near.pages.values_mut() {
            pages.sort();
        }
        for name in near.pages.keys() {
            near.alike.entry(bucket(name)).or_default().push(name.clone());
        }
        for names in near.alike.values_mut() {
            names.sort();
        }
        near
    }

    /// The file that a link names, which may lie in another folder.
    pub(super) fn source(&self, path: &str) -> Option<&str> {
        self.sources.get(stem(path))?.as_deref()
    }

    /// The page that an address most likely means.
    pub(super) fn page(&self, link: &Permalink) -> Option<&Permalink> {
        let name = last(link)?;
        if let Some(pages) = self.pages.get(&name) {
            return pages.first();
        }
        let (first, length) = bucket(&name);
        let buckets = (length.saturating_sub(1)..=length + 1).filter_map(|length| self.alike.get(&(first, length)));
        let rated = buckets.flatten().map(|other| (strsim::normalized_damerau_levenshtein(&name, other), other));
        let best = rated.filter(|(alike, _)| *alike >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
        self.pages.get(best.1)?.first()
    }
}

/// What two names that are nearly alike have in common: the first letter, and about the length.
fn bucket(name: &str) -> (char, usize) {
    (name.chars().next().unwrap_or_default(), name.chars().count() / 2)
}

/// The last part of an address in lower case, less an ending.
fn last(link: &Permalink) -> Option<String> {
    let name = link.as_str().trim_end_matches("index.html").trim_end_matches('/').rsplit('/').next()?;
    let name = name.strip_suffix(".html").unwrap_or(name);
    (!name.is_empty()).then(|| name.to_lowercase())
}

/// The name of a file less its ending; of one that is its folder's own, that of the folder.
fn stem(path: &str) -> &str {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    if matches!(name, "index" | "_index") { folder.rsplit('/').next().unwrap_or(folder) } else { name }
}
