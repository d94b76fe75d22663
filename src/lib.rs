//! Newsprint turns a newsroom's copy into a static news site.
//!
//! Data flows one way: config → source → article → edition → pages → output.
//! [`press`] is the one function that runs this line; [`cli`] is the only place that talks to a terminal.
//! `docs/architecture.md` draws the map and its layers; a test holds the code to it.

pub mod article;
pub mod cli;
pub mod clock;
pub mod config;
pub mod data;
pub mod diag;
pub mod digest;
pub mod edition;
pub mod language;
pub mod media;
pub mod new;
pub mod output;
pub mod pages;
pub mod permalink;
pub mod pictures;
pub mod press;
pub mod prose;
pub mod publish;
pub mod serve;
pub mod source;
pub mod templates;
pub mod theme;
