//! The quotation marks of each language, from CLDR's delimiters and, where newspapers keep to another habit, from theirs.
//! ICU has no data for them, so they stand here. French marks bring their no-break spaces along
//! (Imprimerie nationale), and those that a writer types are kept from breaking a line.

use icu_locale_core::Locale;
use icu_locale_core::subtags::Region;

/// Quotation marks, for a quotation and for one inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// Opens a quotation.
    pub open: &'static str,
    /// Closes it.
    pub close: &'static str,
    /// Opens a quotation inside a quotation.
    pub inner_open: &'static str,
    /// Closes that.
    pub inner_close: &'static str,
    /// Which spaces a mark keeps on its line.
    pub spaces: Spaces,
}

/// Spaces that are typed beside punctuation and must not break a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spaces {
    /// None.
    No,
    /// Before `: ; ! ? »` and after `«`.
    French,
}

const CURLY: [&str; 4] = ["“", "”", "‘", "’"];
const GUILLEMETS: [&str; 4] = ["«", "»", "“", "”"];
const LOW: [&str; 4] = ["„", "“", "‚", "‘"];
const CORNERS: [&str; 4] = ["「", "」", "『", "』"];

impl Quotes {
    pub(super) fn of(locale: &Locale) -> Self {
        let language = locale.id.language;
        let region = locale.id.region;
        let region = region.as_ref().map_or("", Region::as_str);
        let marks = match (language.as_str(), region) {
            ("fr" | "it" | "de", "CH") | ("de", "LI") | ("rm" | "gsw" | "fa", _) => ["«", "»", "‹", "›"],
            ("fr", _) => ["«\u{a0}", "\u{a0}»", "“", "”"],
            ("es", "" | "ES") | ("pt", "PT" | "AO" | "MZ") | ("it" | "el" | "ca" | "gl" | "eu" | "ar" | "hy", _) => GUILLEMETS,
            ("nb" | "no" | "nn", _) => ["«", "»", "‘", "’"],
            ("de" | "cs" | "sk" | "sl" | "lb" | "is" | "bg" | "et" | "lt" | "ka", _) => LOW,
            ("pl" | "ro" | "hu", _) => ["„", "”", "«", "»"],
            ("hr" | "sr" | "bs" | "mk", _) => ["„", "“", "‘", "’"],
            ("ru" | "uk" | "be" | "kk", _) => ["«", "»", "„", "“"],
            ("nl", _) => ["‘", "’", "“", "”"],
            ("sv" | "fi" | "he", _) => ["”", "”", "’", "’"],
            ("ja", _) => CORNERS,
            ("zh" | "yue", _) if locale_is_traditional(locale) => CORNERS,
            ("ur", _) => ["”", "“", "’", "‘"],
            _ => CURLY,
        };
        let [open, close, inner_open, inner_close] = marks;
        let spaces = if language.as_str() == "fr" { Spaces::French } else { Spaces::No };
        Self { open, close, inner_open, inner_close, spaces }
    }
}

/// Whether a Chinese tag means the traditional script.
pub(super) fn locale_is_traditional(locale: &Locale) -> bool {
    match (locale.id.script, locale.id.region) {
        (Some(script), _) => script.as_str() == "Hant",
        (None, Some(region)) => matches!(region.as_str(), "TW" | "HK" | "MO"),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_follow_language_region_and_script() {
        for (tag, open, inner_close) in [
            ("en", "“", "’"),
            ("de", "„", "‘"),
            ("de-CH", "«", "›"),
            ("fr", "«\u{a0}", "”"),
            ("es", "«", "”"),
            ("es-MX", "“", "’"),
            ("pt", "“", "’"),
            ("pt-PT", "«", "”"),
            ("ja", "「", "』"),
            ("zh", "“", "’"),
            ("zh-TW", "「", "』"),
            ("zh-Hans-TW", "“", "’"),
            ("he", "”", "’"),
            ("xx", "“", "’"),
        ] {
            let quotes = Quotes::of(&tag.parse().expect("the tag is well formed"));
            assert_eq!((quotes.open, quotes.inner_close), (open, inner_close), "{tag}");
        }
    }
}
