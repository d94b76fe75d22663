//! Headings: an id that is unique in the copy, and a level that skips none.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::HeadingLevel;

use super::tree::{Kind, Tree};
use crate::permalink::Slug;

/// Ids that the page itself uses.
const PAGE_IDS: [&str; 8] = ["main", "sections", "takeaways", "corrections", "notes", "more", "authors", "topics"];

/// Ids of one piece of copy: each is given once.
#[derive(Debug)]
pub struct Ids {
    taken: HashSet<String>,
    /// The number that was last put behind an id, by id.
    last: HashMap<String, usize>,
    /// Headings without a letter or a digit.
    unnamed: usize,
}

impl Default for Ids {
    fn default() -> Self {
        Ids { taken: PAGE_IDS.iter().map(|id| (*id).to_owned()).collect(), last: HashMap::new(), unnamed: 0 }
    }
}

impl Ids {
    /// The id of a heading with these words.
    pub fn heading(&mut self, words: &str) -> String {
        let base = if let Some(slug) = Slug::from_text(words) {
            slug.to_string()
        } else {
            self.unnamed += 1;
            format!("part-{}", self.unnamed)
        };
        self.unique(base)
    }

    /// `base`, or where it is taken, with the first number from 2 that makes it another.
    fn unique(&mut self, base: String) -> String {
        if self.taken.insert(base.clone()) {
            return base;
        }
        // Numbers that were given already are passed over at once; others may stand in ids written by hand.
        let mut nth = self.last.get(&base).copied().unwrap_or(1) + 1;
        while !self.taken.insert(format!("{base}-{nth}")) {
            nth += 1;
        }
        let id = format!("{base}-{nth}");
        self.last.insert(base, nth);
        id
    }

    /// Takes an id that was written by hand; false when another has it.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }
}

/// Gives every heading a unique id and a level that skips none; tells which of those at the top were written as `#`.
pub(super) fn name(trees: &mut [Tree], ids: &mut Ids) -> Vec<bool> {
    let ranks = trees
        .iter()
        .filter_map(|tree| if let Kind::Heading { level, .. } = tree.kind { Some(level == HeadingLevel::H1) } else { None })
        .collect();
    let mut namer = Namer { ids, last: None };
    for tree in trees {
        namer.visit(tree);
    }
    ranks
}

struct Namer<'a> {
    ids: &'a mut Ids,
    /// Depth of the heading before, from 0.
    last: Option<usize>,
}

impl Namer<'_> {
    fn visit(&mut self, tree: &mut Tree) {
        const LEVELS: [HeadingLevel; 5] = [HeadingLevel::H2, HeadingLevel::H3, HeadingLevel::H4, HeadingLevel::H5, HeadingLevel::H6];
        let words = if matches!(tree.kind, Kind::Heading { .. }) { tree.words() } else { String::new() };
        if let Kind::Heading { level, id } = &mut tree.kind {
            let depth = (*level as usize).saturating_sub(2).min(self.last.map_or(0, |last| last + 1)).min(4);
            self.last = Some(depth);
            *level = LEVELS[depth];
            *id = if id.is_empty() { self.ids.heading(&words) } else { self.ids.unique(std::mem::take(id)) };
        }
        for child in tree.children.iter_mut().filter(|child| child.is_block()) {
            self.visit(child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_is_given_twice() {
        let mut ids = Ids::default();
        assert!(ids.take("update-3"));
        let given: Vec<String> =
            ["Update", "Update", "Update", "update 2", "Main", "?", "!", "Update"].iter().map(|words| ids.heading(words)).collect();
        assert_eq!(given, ["update", "update-2", "update-4", "update-2-2", "main-2", "part-1", "part-2", "update-5"]);
    }
}
