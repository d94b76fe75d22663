//! Headings: an id that is unique in the copy, and a level that skips none.

use std::collections::HashSet;

use pulldown_cmark::HeadingLevel;

use super::tree::{Kind, Tree};
use crate::permalink::Slug;

/// Ids that the page itself uses.
const PAGE_IDS: [&str; 8] = ["main", "sections", "takeaways", "corrections", "notes", "more", "authors", "topics"];

/// The ids that are taken before the copy begins.
pub(super) fn page_ids() -> HashSet<String> {
    PAGE_IDS.iter().map(|id| (*id).to_owned()).collect()
}

/// Gives every heading a unique id and a level that skips none; tells which of those at the top were written as `#`.
pub(super) fn name(trees: &mut [Tree], ids: &mut HashSet<String>) -> Vec<bool> {
    let ranks = trees
        .iter()
        .filter_map(|tree| if let Kind::Heading { level, .. } = tree.kind { Some(level == HeadingLevel::H1) } else { None })
        .collect();
    let mut namer = HeadingNamer { ids, last: None, unnamed: 0 };
    for tree in trees {
        namer.visit(tree);
    }
    ranks
}

struct HeadingNamer<'a> {
    ids: &'a mut HashSet<String>,
    /// Depth of the heading before, from 0.
    last: Option<usize>,
    unnamed: usize,
}

impl HeadingNamer<'_> {
    fn visit(&mut self, tree: &mut Tree) {
        const LEVELS: [HeadingLevel; 5] = [HeadingLevel::H2, HeadingLevel::H3, HeadingLevel::H4, HeadingLevel::H5, HeadingLevel::H6];
        let words = if matches!(tree.kind, Kind::Heading { .. }) { tree.words() } else { String::new() };
        if let Kind::Heading { level, id } = &mut tree.kind {
            let depth = (*level as usize).saturating_sub(2).min(self.last.map_or(0, |last| last + 1)).min(4);
            self.last = Some(depth);
            *level = LEVELS[depth];
            let base = if id.is_empty() { Slug::from_text(&words).map(|slug| slug.to_string()) } else { Some(std::mem::take(id)) };
            let base = base.unwrap_or_else(|| {
                self.unnamed += 1;
                format!("part-{}", self.unnamed)
            });
            *id = self.unique(base);
        }
        for child in tree.children.iter_mut().filter(|child| child.is_block()) {
            self.visit(child);
        }
    }

    fn unique(&mut self, base: String) -> String {
        if self.ids.insert(base.clone()) {
            return base;
        }
        let mut nth = 2;
        while !self.ids.insert(format!("{base}-{nth}")) {
            nth += 1;
        }
        format!("{base}-{nth}")
    }
}
