//! Integration tests.

mod plain_text;
