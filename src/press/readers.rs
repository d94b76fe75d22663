//! Which pages are made of which stories, on disk: `.newsprint/readers` in the site's folder.
//!
//! While a page is made up, the press notes whose heads are read for it. Once a head is another, and nothing that decides
//! where stories stand, those pages may be others, and no more. Pages are named by their places in the plan, stories by
//! their ids; both are those of the dummy that was written with it.

use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::notes;
use crate::digest::Digest;
use crate::edition::StoryId;

/// The file, beneath the site's folder.
const FILE: &str = ".newsprint/readers";

/// The form it is written in.
const MAGIC: &[u8] = b"newsprint readers 1\n";

/// The stories that each page of a plan is made of.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Readers {
    /// For each page, where its stories end in `stories`.
    ends: Vec<u32>,
    stories: Vec<u32>,
}

impl Readers {
    /// Of pages in the order of the plan. None where there are too many for their numbers.
    pub(super) fn of(pages: &[Vec<u32>]) -> Option<Self> {
        let mut readers = Readers { ends: Vec::with_capacity(pages.len()), stories: Vec::new() };
        for stories in pages {
            readers.stories.extend(stories);
            readers.ends.push(u32::try_from(readers.stories.len()).ok()?);
        }
        Some(readers)
    }

    /// The stories of a page.
    pub(super) fn of_page(&self, page: usize) -> &[u32] {
        let end = |page: usize| self.ends.get(page).map_or(0, |end| *end as usize);
        let start = page.checked_sub(1).map_or(0, end);
        self.stories.get(start..end(page)).unwrap_or_default()
    }

    /// The pages that are made of one of some stories, in the order of the plan.
    pub(super) fn of_stories(&self, stories: &[StoryId]) -> Vec<usize> {
        let wanted: foldhash::HashSet<StoryId> = stories.iter().copied().collect();
        let reads = |page: &usize| self.of_page(*page).iter().any(|story| wanted.contains(&(*story as usize)));
        (0..self.ends.len()).into_par_iter().filter(reads).collect()
    }

    /// Those of a name.
    pub(super) fn load(root: &Path, name: Digest) -> Option<Self> {
        postcard::from_bytes(&notes::load(&root.join(FILE), MAGIC, Some(name))?).ok()
    }

    /// Writes them down; gives their name.
    pub(super) fn save(&self, root: &Path) -> Option<Digest> {
        notes::save(&root.join(FILE), MAGIC, &[&postcard::to_stdvec(self).ok()?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_found_by_their_stories() {
        let readers = Readers::of(&[vec![3], vec![], vec![1, 3, 4], vec![4]]).expect("few");
        assert_eq!(readers.of_stories(&[3]), [0, 2]);
        assert_eq!(readers.of_stories(&[1, 4]), [2, 3]);
        assert_eq!(readers.of_stories(&[0, 2]), Vec::<usize>::new());
        assert_eq!([0, 1, 2, 3, 4].map(|page| readers.of_page(page).len()), [1, 0, 3, 1, 0]);
    }
}
