//! Places in copy that links lead to.

use super::Copy;
use crate::diag::nearest;
use crate::permalink::decode_path;

/// The code of what is said of a link to an address or a place that is not there.
pub const NOWHERE: &str = "link-nowhere";

/// Parts of addresses that are no ids in copy: those of templates, and of marked words.
const OTHERS: [&str; 10] = [":~:", "correction-", "takeaways", "main", "top", "content", "comments", "sources", "c-", "note-"];

/// Places that are looked through for the one that was meant.
const LOOKED_THROUGH: usize = 200;

/// The places in one piece of copy.
pub struct Places {
    /// Sorted.
    ids: Vec<String>,
    /// A block of the paper's own may have ids that its template writes.
    open: bool,
}

impl Places {
    /// Those of `copy`.
    pub fn of(copy: &Copy) -> Self {
        let mut ids = copy.anchors();
        ids.sort_unstable();
        Places { ids, open: copy.has_blocks() }
    }

    /// How to mend a link to the place `id` (as written, without `#`); none where the place is there or may be.
    pub fn missing(&self, id: &str) -> Option<String> {
        let id = decode_path(id);
        if id.is_empty() || self.open || OTHERS.iter().any(|other| id.starts_with(other)) || self.ids.binary_search(&id).is_ok() {
            return None;
        }
        let known: Vec<&str> = self.ids.iter().take(LOOKED_THROUGH).map(String::as_str).collect();
        Some(
            nearest(&id, &known)
                .map_or_else(|| "link to the page, or to a heading in it".to_owned(), |near| format!("did you mean #{near}?")),
        )
    }
}
