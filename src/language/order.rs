//! The order of names: CLDR's collation of the language, and of its root where the language has none of its own.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

/// The order of one language; none where the program has no data, and then that of code points.
pub(super) struct Order {
    names: Option<CollatorBorrowed<'static>>,
    letters: Option<CollatorBorrowed<'static>>,
}

impl Order {
    pub(super) fn of(locale: &Locale) -> Self {
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            CollatorBorrowed::try_new(CollatorPreferences::from(locale), options).ok()
        };
        Order { names: collator(Strength::Tertiary), letters: collator(Strength::Primary) }
    }

    pub(super) fn compare(&self, a: &str, b: &str) -> Ordering {
        self.names.as_ref().map_or_else(|| a.cmp(b), |names| names.compare(a, b))
    }

    pub(super) fn is_same_letter(&self, a: &str, b: &str) -> bool {
        self.letters.as_ref().map_or(a == b, |letters| letters.compare(a, b) == Ordering::Equal)
    }
}
