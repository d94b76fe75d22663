//! Integration tests: one binary, so that the crate is linked once.
//!
//! - [`cases`] runs every paper under `tests/cases` (see `tests/README.md`).
//! - [`changing`] changes and removes files while builds run.
//! - [`incremental`] holds a build that remembers to one that does not.
//! - [`layers`] holds `src/` to the table in `docs/architecture.md`.
//! - [`locks`] reads every pair of two spellings of a lock.
//! - [`docs`] builds the samples of README and docs.
//! - [`door`] takes the steps of somebody's first minutes.
//! - [`faulty`] holds back stories in error, and looks that nothing else lets a paper with faults out.
//! - [`feeds`] reads feeds, sitemaps and structured data with strict parsers.
//! - [`paper`] builds papers for lists, old addresses, fronts, and looks that nothing held back gets out.
//! - [`publish`] brings papers to folders, stores, branches and other machines, and stops on the way.
//! - [`search`] reads the index of the search, and runs the script of its page where there is Node.
//! - [`serve`] runs the preview and changes the copy under it.
//! - [`addresses`] writes addresses that run something wherever one can be written.
//! - [`words`] holds that the words of generated articles stand in their pages once and in order.
//! - [`chance`] feeds generated copy to whole builds.
//! - [`pipes`] runs the program beside others: readers that go away, full disks, many threads.

#![allow(clippy::disallowed_methods, reason = "tests write the papers that they build")]
#![allow(clippy::format_collect, reason = "texts of tests are short")]

mod addresses;
mod cases;
mod chance;
mod changing;
mod desk;
mod docs;
mod door;
mod edits;
mod faulty;
mod feeds;
mod incremental;
mod layers;
mod locks;
mod memory;
mod paper;
mod pipes;
mod plain_text;
mod publish;
mod search;
mod serve;
mod words;
