//! A paper's own interface words: files `locales/TAG.ftl` in its folder, laid over the house's, or the only ones of a language that
//! the house does not have.
//!
//! A process prints one paper, so the words in force are those of the process, as a locale is. [`put`] sets them; languages that were
//! handed out before keep theirs.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use fluent_bundle::FluentResource;

/// The words of one file, and which messages it has.
#[derive(Clone, Debug)]
pub struct OwnWords {
    pub(super) resource: Arc<FluentResource>,
    /// Ids with where they stand in the text.
    pub ids: Vec<(String, Range<usize>)>,
}

/// Words of one's own, by tag as their files spell it.
pub type OwnLocales = BTreeMap<String, OwnWords>;

/// What is wrong in a file of words, and where.
pub type Fault = (String, Range<usize>);

/// Reads a file of words. What can be read of a faulty one is there all the same.
pub fn read(text: &str) -> (OwnWords, Vec<Fault>) {
    let (resource, errors) = match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    let faults = errors.into_iter().map(|error| (error.kind.to_string(), error.pos)).collect();
    let mut ids: Vec<(String, Range<usize>)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some((id, _)) = line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic())) {
            let id = id.trim_end();
            ids.push((id.to_owned(), at..at + id.len()));
        }
        at += line.len();
    }
    (OwnWords { resource: Arc::new(resource), ids }, faults)
}

/// The files that say something for a locale, the most special last: `pt` before `pt-BR`.
pub(super) fn of<'a>(own: &'a OwnLocales, language: &str, tag: &str) -> Vec<&'a Arc<FluentResource>> {
    let fits = |name: &str| {
        let name = name.replace('_', "-");
        name.eq_ignore_ascii_case(language)
            || name.eq_ignore_ascii_case(tag)
            || tag.to_ascii_lowercase().starts_with(&format!("{}-", name.to_ascii_lowercase()))
    };
    let mut found: Vec<(&String, &OwnWords)> = own.iter().filter(|(name, _)| fits(name)).collect();
    found.sort_by_key(|(name, _)| name.len());
    found.into_iter().map(|(_, words)| &words.resource).collect()
}
