//! One diagnostic as data, and lists of them.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use super::place::Place;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// The site is not built.
    Error,
    /// The site is built; `--strict` makes it an error.
    Warning,
}

impl Level {
    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diag {
    /// How grave it is.
    pub level: Level,
    /// The stable id by which a site can silence or raise it.
    pub code: Cow<'static, str>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// Where; none for faults of the whole site.
    pub place: Option<Place>,
    /// How to mend it.
    pub help: Option<String>,
    /// Other places that belong to it, each with a word of its own.
    pub related: Vec<(String, Place)>,
}

impl Diag {
    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Level::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Level::Warning, code, message)
    }

    fn new(level: Level, code: &'static str, message: impl Into<String>) -> Self {
        Diag { level, code: Cow::Borrowed(code), message: message.into(), place: None, help: None, related: Vec::new() }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names another place.
    #[must_use]
    pub fn related(mut self, word: impl Into<String>, place: Place) -> Self {
        self.related.push((word.into(), place));
        self
    }
}

/// The known name nearest to a misspelt one.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase().replace('-', "_");
    known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), *name))
        .filter(|(distance, name)| *distance <= (name.len() / 3).clamp(1, 3))
        .min()
        .map(|(_, name)| name)
}

/// Sorts by file, line and column, graver first at one place; faults of the whole site come last. Drops repeats.
pub fn sort(diags: &mut Vec<Diag>) {
    diags.sort_by(|a, b| {
        let key = |d: &Diag| (d.place.is_none(), d.place.as_ref().map(|p| (p.path.clone(), p.line, p.column)), d.level, d.message.clone());
        key(a).cmp(&key(b))
    });
    diags.dedup();
}

/// Whether any of them stops the build.
pub fn any_error(diags: &[Diag]) -> bool {
    diags.iter().any(|d| d.level == Level::Error)
}
