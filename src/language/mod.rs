//! Languages: the interface words, dates, lists, numbers, order of names and quotation marks of each language that a paper is printed in.
//!
//! The steps: [`Language::of`] reads a BCP 47 tag, gathers what its six parts need (words from the embedded `locales/*.ftl`,
//! the rest from CLDR), and keeps the result for the life of the program, so that a page pays for none of it. What a regional
//! tag lacks comes from its language (`de-AT` from `de`), and a word that no file has comes from English. A language that is
//! not known at all says so with [`Found::missing`], and its dates are written as ISO dates.
//!
//! It must never escape or mark up a text, never put invisible isolation marks into one, never print a date of one language
//! in the words of another, and never fail: a wrong tag is answered, and reported, by `missing`.

mod dates;
mod direction;
mod english;
mod letters;
mod lists;
mod numbers;
mod order;
pub mod own;
mod quotes;
mod words;

pub use dates::DateForm;
pub use direction::Direction;
pub use letters::{is_han_or_kana, is_run_on, is_wide, spaced};
pub use quotes::{Quotes, Spaces};
pub use words::Arg;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};

use icu_locale_core::Locale;
use jiff::ZonedDateTime;

use crate::digest::Digest;

use dates::Dates;
use lists::Lists;
use numbers::Numbers;
use order::Order;
use own::OwnLocales;
use words::Words;

/// The words and forms of one language, made once for the life of the program.
#[derive(Clone)]
pub struct Language(&'static Forms);

/// A language, and whether it is really there.
#[derive(Clone)]
pub struct Found {
    /// What to print with.
    pub language: Language,
    /// There is no file of words for this tag: the words are English, and the caller owes the editor a warning.
    pub missing: bool,
}

struct Forms {
    tag: String,
    direction: Direction,
    quotes: Quotes,
    words: Words,
    dates: Dates,
    lists: Lists,
    numbers: Numbers,
    order: Order,
}

/// Languages that were made, and the paper's own words.
struct Known {
    digest: Option<Digest>,
    own: OwnLocales,
    made: BTreeMap<String, Found>,
}

static KNOWN: RwLock<Known> = RwLock::new(Known { digest: None, own: BTreeMap::new(), made: BTreeMap::new() });

static TURN: AtomicUsize = AtomicUsize::new(0);

impl Language {
    /// The language of a BCP 47 tag (`en`, `pt-BR`, `zh-Hant`; `en_GB` is read as `en-GB`), made once for each tag.
    pub fn of(tag: &str) -> Found {
        // A panic in another thread cannot leave half a language here, so a poisoned lock is as good as a sound one.
        if let Some(found) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).made.get(tag) {
            return found.clone();
        }
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        let known = &mut *known;
        known.made.entry(tag.to_owned()).or_insert_with(|| load(tag, &known.own)).clone()
    }

    /// The tags of the languages that have words in the house.
    pub fn tags() -> Vec<&'static str> {
        words::tags()
    }

    /// The ids of all messages of the house.
    pub fn ids() -> Vec<&'static str> {
        words::ids()
    }

    /// Puts a paper's own words in force in this process. What was made of other words is old when [`Language::turn`] is another.
    /// Nothing is done where those of this `digest` are in force.
    pub fn put_own(digest: Digest, own: OwnLocales) {
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        if known.digest == Some(digest) || (known.own.is_empty() && own.is_empty()) {
            return;
        }
        *known = Known { digest: Some(digest), own, made: BTreeMap::new() };
        TURN.fetch_add(1, Ordering::Release);
    }

    /// How often words were put in force.
    pub fn turn() -> usize {
        TURN.load(Ordering::Acquire)
    }

    /// The tag in its usual spelling (`en-GB`); a tag that cannot be read is returned as it was given.
    pub fn tag(&self) -> &str {
        &self.0.tag
    }

    /// Which way the language is written.
    pub fn direction(&self) -> Direction {
        self.0.direction
    }

    /// An interface word, its variables filled in and not escaped. What this language lacks is said in English; an id that
    /// even English lacks is returned as it is (ask [`Language::has`] first to report it).
    pub fn word<'a>(&'a self, id: &'a str, args: &[(&str, Arg<'_>)]) -> Cow<'a, str> {
        self.0.words.say(id, args)
    }

    /// Whether [`Language::word`] has something to say for this id, be it in English.
    pub fn has(&self, id: &str) -> bool {
        self.0.words.has(id)
    }

    /// Whether this language itself has the word, so that a reader will not be given English.
    pub fn has_own(&self, id: &str) -> bool {
        self.0.words.has_own(id)
    }

    /// Names in a row: "A, B and C".
    pub fn list(&self, names: &[String]) -> String {
        self.0.lists.join(names)
    }

    /// The same for names that are HTML already. Nothing is escaped; where the joining word depends on the name that follows
    /// (Spanish "e Inés"), the name is judged by its text, not by its tags.
    pub fn list_html(&self, names: &[String]) -> String {
        self.0.lists.join_html(names)
    }

    /// A moment, in the clock of the zone that it carries.
    pub fn date(&self, at: &ZonedDateTime, form: DateForm) -> String {
        self.0.dates.write(at, form)
    }

    /// Whether dates are written in words. Without them they are ISO dates; CLDR has them for many a language that has no file of
    /// words here.
    pub fn has_dates(&self) -> bool {
        self.0.dates.in_words()
    }

    /// A whole number with the digits and the grouping of the language.
    pub fn number(&self, n: u64) -> String {
        self.0.numbers.grouped(n)
    }

    /// Which of two names comes first in a list.
    pub fn compare(&self, a: &str, b: &str) -> std::cmp::Ordering {
        self.0.order.compare(a, b)
    }

    /// Whether two letters are one to the language, be it with other accents or in another case.
    pub fn is_same_letter(&self, a: &str, b: &str) -> bool {
        self.0.order.is_same_letter(a, b)
    }

    /// The quotation marks.
    pub fn quotes(&self) -> Quotes {
        self.0.quotes
    }
}

fn load(tag: &str, own: &OwnLocales) -> Found {
    let read = Locale::try_from_str(&tag.replace('_', "-")).ok();
    let usual = read.as_ref().map_or_else(|| tag.to_owned(), ToString::to_string);
    // `und` is CLDR's own name for "no language": words in English, dates in ISO.
    let locale = read.unwrap_or(Locale::UNKNOWN);
    let (words, missing) = Words::of(&locale, own);
    let language = Language(Box::leak(Box::new(Forms {
        tag: usual,
        direction: Direction::of(&locale),
        quotes: Quotes::of(&locale),
        words,
        dates: Dates::of(&locale),
        lists: Lists::of(&locale),
        numbers: Numbers::of(&locale),
        order: Order::of(&locale),
    })));
    Found { language, missing }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(tag: &str) -> Language {
        Language::of(tag).language
    }

    #[test]
    fn a_language_is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Language>();
        let first = language("de");
        let second = std::thread::spawn(|| language("de")).join().expect("the thread only looks a language up");
        assert!(std::ptr::eq(first.0, second.0));
    }

    #[test]
    fn a_region_has_the_words_of_its_language_and_an_unknown_one_says_so() {
        for (tag, missing) in [
            ("en", false),
            ("en-GB", false),
            ("en_US", false),
            ("de-AT", false),
            ("pt-PT", false),
            ("zh-Hans-CN", false),
            ("zh-TW", false),
            ("sv", true),
            ("xx", true),
            ("not a tag", true),
            ("", true),
        ] {
            assert_eq!(Language::of(tag).missing, missing, "{tag}");
        }
        assert_eq!(language("en_gb").tag(), "en-GB");
        assert_eq!(language("not a tag").tag(), "not a tag");
        assert_eq!(language("xx").word("correction", &[]), "Correction");
        assert!(language("en").has_dates() && language("sv").has_dates() && !language("xx").has_dates());
    }

    #[test]
    fn numbers_are_those_of_the_language() {
        for (tag, number) in [
            ("en", "1,234,567"),
            ("de", "1.234.567"),
            ("fr", "1\u{202f}234\u{202f}567"),
            ("hi", "12,34,567"),
            ("ar", "1,234,567"),
            ("ar-EG", "١٬٢٣٤٬٥٦٧"),
            ("fa", "۱٬۲۳۴٬۵۶۷"),
        ] {
            assert_eq!(language(tag).number(1_234_567), number, "{tag}");
        }
    }
}
