//! Places in copy that links lead to.

use super::Copy;
use crate::diag::nearest;
use crate::permalink::decode_path;

/// The code of what is said of a link to an address or a place that is not there.
pub const NOWHERE: &str = "link-nowhere";

/// Parts of addresses that are no ids in copy: those of templates, and of marked words.
const OTHERS: [&str; 10] = [":~:", "correction-", "takeaways", "main", "top", "content", "comments", "sources", "c-", "note-"];

/// How to mend a link to the place `id` (as written, without `#`) in `copy`; none where the place is there or may be.
pub fn missing(id: &str, copy: &Copy) -> Option<String> {
    let id = decode_path(id);
    // A block of the paper's own may have ids that its template writes.
    if id.is_empty() || OTHERS.iter().any(|other| id.starts_with(other)) || copy.has_blocks() {
        return None;
    }
    let anchors = copy.anchors();
    if anchors.contains(&id) {
        return None;
    }
    let known: Vec<&str> = anchors.iter().map(String::as_str).collect();
    Some(nearest(&id, &known).map_or_else(|| "link to the page, or to a heading in it".to_owned(), |near| format!("did you mean #{near}?")))
}
