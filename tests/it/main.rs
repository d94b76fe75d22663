//! Integration tests.

mod feeds;
