//! Integration tests: one binary, so that the crate is linked once.
//!
//! - [`cases`] runs every paper under `tests/cases` (see `tests/README.md`).
//! - [`layers`] holds `src/` to the table in `docs/architecture.md`.
//! - [`docs`] builds the samples of README and docs.
//! - [`feeds`] reads feeds, sitemaps and structured data with strict parsers.
//! - [`chance`] feeds generated copy to the reader and to whole builds.

mod cases;
mod chance;
mod desk;
mod docs;
mod feeds;
mod layers;
mod plain_text;
