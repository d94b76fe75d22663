//! Diagnostics: what is wrong, where, and how to mend it.
//!
//! A [`Diag`] is plain data that carries its own excerpt, so it can be remembered, sorted, and shown again long after
//! the file it speaks of was read. Which codes there are is a table ([`CODES`]). Nothing here prints; `cli` does.

mod codes;
mod group;
mod index;
mod place;
mod report;
mod show;

pub use codes::{CODES, Code, code, nearest_code};
pub use group::{show_all, thousands};
pub use index::Index;
pub use place::Place;
pub use report::{Diag, Level, any_error, nearest, sort};
pub use show::{Colour, Format, guarded, show};
