//! Hashes of what goes into pages, from a compact form of the view.

use serde::Serialize;

use crate::digest::Digest;

/// Bytes that hold most views.
const ROOM: usize = 8 << 10;

/// Hash of a view. None for a view that has no compact form, which no view of this program lacks.
pub(super) fn of(view: &impl Serialize) -> Option<Digest> {
    postcard::to_extend(view, Vec::with_capacity(ROOM)).ok().map(Digest::of)
}

/// Hash of a view as text.
pub(super) fn hex(view: &impl Serialize) -> String {
    of(view).map_or_else(String::new, |digest| digest.to_string())
}
