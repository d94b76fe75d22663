//! Interface words: one Fluent file a language under `locales/`, embedded, and looked up by message id.
//!
//! The steps: find the file for a tag (`pt-BR` has that of `pt`, `zh-TW` that of `zh-Hant`), parse each file once for all tags
//! that use it, and give each tag a bundle of its own, so that plurals and digits follow the region. `locales/en.ftl` is the
//! reference: it explains each message, and the tests hold every other file to its ids and variables.
//!
//! To add a language: a file, and a row in [`BOOKS`].

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_locale_core::{Locale, locale};
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use super::numbers::Numbers;
use super::own::{self, OwnLocales};
use super::quotes::locale_is_traditional;

/// A value for a variable of a message.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// Printed as it is, never escaped.
    Text(&'a str),
    /// Chooses the plural form, and is printed in the digits of the language.
    Number(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Arg<'_> {
    fn from(n: u64) -> Self {
        Self::Number(n)
    }
}

struct Book {
    tag: &'static str,
    source: &'static str,
    parsed: OnceLock<Arc<FluentResource>>,
}

macro_rules! books {
    ($($tag:literal)*) => {
        [$(Book {
            tag: $tag,
            source: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/", $tag, ".ftl")),
            parsed: OnceLock::new(),
        }),*]
    };
}

/// Every language that has words. English must stand first: it is what the others fall back to.
static BOOKS: [Book; 19] = books! {
    "en" "ar" "de" "es" "fa" "fr" "he" "hi" "it" "ja" "ko" "nl" "pl" "pt" "ru" "tr" "uk" "zh" "zh-Hant"
};

impl Book {
    fn parsed(&self) -> Arc<FluentResource> {
        let parse = || match FluentResource::try_new(self.source.to_owned()) {
            // What can be read of a faulty file is used; the tests let no such file into a release.
            Ok(resource) | Err((resource, _)) => Arc::new(resource),
        };
        Arc::clone(self.parsed.get_or_init(parse))
    }
}

type Bundle = FluentBundle<Arc<FluentResource>>;

/// The words of one tag. English itself, and a language without a file, have no bundle of their own unless the paper has words for
/// them.
pub(super) struct Words {
    own: Option<Bundle>,
    /// English with the paper's own words for it, where it has any and this is another language.
    english: Option<Bundle>,
    is_english: bool,
}

impl Words {
    /// The words for a tag, with the paper's `own` over them, and whether there is no file for it.
    pub(super) fn of(locale: &Locale, own: &OwnLocales) -> (Self, bool) {
        let language = locale.id.language.as_str();
        let tag = if language == "zh" && locale_is_traditional(locale) { "zh-Hant" } else { language };
        let book = BOOKS.iter().find(|book| book.tag == tag);
        let is_english = language == "en";
        let over = own::of(own, language, &locale.id.to_string());
        let missing = book.is_none() && over.is_empty();
        let english = (!is_english).then(|| own::of(own, "en", "en")).filter(|over| !over.is_empty());
        let english = english.map(|over| bundle(Some(&BOOKS[0]), &over, &locale!("en")));
        let own = (!(missing || is_english && over.is_empty())).then(|| bundle(book, &over, locale));
        (Self { own, english, is_english }, missing)
    }

    fn english(&self) -> &Bundle {
        self.english.as_ref().unwrap_or_else(|| english())
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.has_own(id) || self.english().has_message(id)
    }

    pub(super) fn has_own(&self, id: &str) -> bool {
        match &self.own {
            Some(own) => own.has_message(id),
            None => self.is_english && english().has_message(id),
        }
    }

    pub(super) fn say<'a>(&'a self, id: &'a str, args: &[(&str, Arg<'_>)]) -> Cow<'a, str> {
        let own = self.own.as_ref().and_then(|bundle| say_in(bundle, id, args));
        own.or_else(|| say_in(self.english(), id, args)).unwrap_or(Cow::Borrowed(id))
    }
}

/// The tags of all languages that have words.
pub(super) fn tags() -> Vec<&'static str> {
    BOOKS.iter().map(|book| book.tag).collect()
}

/// The ids of all messages.
pub(super) fn ids() -> Vec<&'static str> {
    let lines = BOOKS[0].source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    lines.filter_map(|line| line.split_once(" =")).map(|(id, _)| id).collect()
}

fn english() -> &'static Bundle {
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    ENGLISH.get_or_init(|| bundle(Some(&BOOKS[0]), &[], &locale!("en")))
}

fn bundle(book: Option<&Book>, over: &[&Arc<FluentResource>], locale: &Locale) -> Bundle {
    let language = locale.id.to_string().parse::<LanguageIdentifier>().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(digits));
    // Both can only complain of a name used twice, which leaves the first in force.
    let _ = bundle.add_builtins();
    if let Some(book) = book {
        let _ = bundle.add_resource(book.parsed());
    }
    for own in over {
        bundle.add_resource_overriding(Arc::clone(own));
    }
    bundle
}

fn say_in<'a>(bundle: &'a Bundle, id: &str, args: &[(&str, Arg<'_>)]) -> Option<Cow<'a, str>> {
    let pattern = bundle.get_message(id)?.value()?;
    // A variable that was not given stands in the text as `{$name}`, where the editor will see it.
    let mut faults = Vec::new();
    if args.is_empty() {
        return Some(bundle.format_pattern(pattern, None, &mut faults));
    }
    let values: FluentArgs = args
        .iter()
        .map(|(name, arg)| {
            let value = match *arg {
                Arg::Text(text) => FluentValue::from(text),
                Arg::Number(n) => FluentValue::Number(number(bundle, n)),
            };
            (*name, value)
        })
        .collect();
    Some(Cow::Owned(bundle.format_pattern(pattern, Some(&values), &mut faults).into_owned()))
}

/// A number as Fluent takes it: a value that chooses the plural form, and what to print if that is another.
///
/// The plural rules under Fluent (`intl_pluralrules` 7.0) forget that Arabic goes by the last two digits, and would say "103" as
/// they say "100". So they are asked about the last two digits, which those who write Arabic go by as well.
fn number(bundle: &Bundle, n: u64) -> FluentNumber {
    let last_two = n % 100;
    let is_arabic = bundle.locales.first().is_some_and(|locale| locale.language.as_str() == "ar");
    let mut number = FluentNumber::from(n);
    if is_arabic && n > 100 && last_two > 2 {
        number = FluentNumber::from(last_two);
        // The only option that holds text, and one that nothing else reads: Newsprint has no sums of money.
        number.options.currency = Some(n.to_string());
    }
    number
}

/// Prints a number inside a message. Fluent itself knows neither grouping nor other digits than ours.
fn digits(value: &FluentValue<'_>, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let n = match &number.options.currency {
        Some(printed) => printed.parse().ok()?,
        None => whole(number.value)?,
    };
    let written =
        memoizer.with_try_get::<Digits, _, _>(
            (),
            |Digits(numbers)| {
                if number.options.use_grouping { numbers.grouped(n) } else { numbers.plain(n) }
            },
        );
    written.ok()
}

/// Fluent keeps numbers as floats; those that come from [`Arg`] are whole, and small enough to be exact.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be whole and in range")]
fn whole(value: f64) -> Option<u64> {
    let exact = value.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&value);
    exact.then_some(value as u64)
}

struct Digits(Numbers);

impl Memoizable for Digits {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        let locale = Locale::try_from_str(&language.to_string()).map_err(|_| ())?;
        Ok(Self(Numbers::of(&locale)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::super::Language;
    use super::*;

    /// The messages of a file: id to source text.
    fn messages(book: &Book) -> BTreeMap<&str, String> {
        let mut found = BTreeMap::new();
        let mut last = None;
        for line in book.source.lines() {
            match line.split_once(" =") {
                Some((id, text)) if id.starts_with(|letter: char| letter.is_ascii_lowercase()) => {
                    assert!(found.insert(id, text.to_owned()).is_none(), "{} has {id} twice", book.tag);
                    last = Some(id);
                }
                _ if line.starts_with([' ', '}']) => {
                    let text = last.and_then(|id| found.get_mut(id)).expect("a continued line follows a message");
                    text.push_str(line);
                }
                _ => last = None,
            }
        }
        found
    }

    /// The variables that a message prints, and all that it names.
    fn variables(text: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
        let mut printed = BTreeSet::new();
        let mut named = BTreeSet::new();
        for piece in text.split('$').skip(1) {
            let end = piece.find(|letter: char| !letter.is_ascii_lowercase()).unwrap_or(piece.len());
            named.insert(&piece[..end]);
            if !piece[end..].trim_start().starts_with("->") {
                printed.insert(&piece[..end]);
            }
        }
        (printed, named)
    }

    #[test]
    fn every_file_parses() {
        for book in &BOOKS {
            if let Err((_, faults)) = FluentResource::try_new(book.source.to_owned()) {
                panic!("locales/{}.ftl: {faults:?}", book.tag);
            }
        }
    }

    #[test]
    fn every_file_has_the_messages_and_variables_of_english() {
        let english = messages(&BOOKS[0]);
        for book in &BOOKS {
            let own = messages(book);
            assert_eq!(own.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "locales/{}.ftl", book.tag);
            for (id, text) in own {
                let (printed, named) = variables(&text);
                let (english_printed, english_named) = variables(&english[id]);
                assert_eq!(printed, english_printed, "{id} in locales/{}.ftl", book.tag);
                assert!(named.is_subset(&english_named), "{id} in locales/{}.ftl", book.tag);
            }
        }
    }

    #[test]
    fn every_message_can_be_said_for_every_number() {
        let english = messages(&BOOKS[0]);
        for book in &BOOKS {
            let language = Language::of(book.tag).language;
            for (id, text) in &english {
                let (_, named) = variables(text);
                for n in (0..=30).chain([100, 101, 102, 111, 1_000_000]) {
                    let args: Vec<(&str, Arg<'_>)> = named.iter().map(|name| (*name, Arg::Number(n))).collect();
                    let said = language.word(id, &args);
                    // What is said goes into HTML as it is.
                    let strange = ['{', '}', '<', '>', '&', '"', '\n', '\u{2068}', '\u{2069}'];
                    assert!(!said.is_empty() && !said.contains(strange), "{id} in {}: {said}", book.tag);
                }
            }
        }
    }

    #[test]
    fn counts_choose_the_plural_of_the_language() {
        for (tag, n, said) in [
            ("en", 1, "1 story"),
            ("en", 1234, "1,234 stories"),
            ("fr", 0, "0 article"),
            ("fr", 2, "2 articles"),
            ("ru", 1, "1 материал"),
            ("ru", 3, "3 материала"),
            ("ru", 11, "11 материалов"),
            ("ru", 21, "21 материал"),
            ("pl", 1, "1 artykuł"),
            ("pl", 22, "22 artykuły"),
            ("pl", 12, "12 artykułów"),
            ("pl", 21, "21 artykułów"),
            ("uk", 104, "104 матеріали"),
            ("ar", 0, "لا مقالات"),
            ("ar", 2, "مقالان"),
            ("ar", 3, "3 مقالات"),
            ("ar", 11, "11 مقالًا"),
            ("ar", 100, "100 مقال"),
            ("ar", 1111, "1,111 مقالًا"),
            ("ar-EG", 103, "١٠٣ مقالات"),
            ("he", 2, "שתי כתבות"),
            ("ja", 2, "2 件"),
            ("pt-PT", 1, "1 texto"),
            ("de-AT", 1, "1 Artikel"),
        ] {
            assert_eq!(Language::of(tag).language.word("story-count", &[("count", n.into())]), said, "{tag} {n}");
        }
    }

    #[test]
    fn years_are_not_grouped() {
        let args = [("year", Arg::Number(2019))];
        assert!(Language::of("en").language.word("archive-flag", &args).contains(" 2019."));
        assert!(Language::of("fa").language.word("archive-flag", &args).contains("۲۰۱۹"));
    }

    #[test]
    fn names_go_in_unescaped_and_unisolated() {
        let by = Language::of("ar").language.word("by", &[("names", "<a>Ann</a>".into())]).into_owned();
        assert_eq!(by, "بقلم <a>Ann</a>");
    }

    #[test]
    fn what_a_language_lacks_is_english_and_what_nobody_has_is_the_id() {
        let swedish = Language::of("sv").language;
        assert_eq!(swedish.word("correction", &[]), "Correction");
        assert!(swedish.has("correction") && !swedish.has_own("correction"));
        assert_eq!(swedish.word("no-such-word", &[]), "no-such-word");
        assert!(!swedish.has("no-such-word"));
        assert!(Language::of("en-GB").language.has_own("correction"));
        assert!(Language::of("de-CH").language.has_own("correction"));
    }
}
