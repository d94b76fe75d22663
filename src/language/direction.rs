//! Which way a language is written. The rule is a list: the script in the tag decides if there is one, else the language.

use icu_locale_core::Locale;

/// The direction of running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }

    pub(super) fn of(locale: &Locale) -> Self {
        let rtl = match locale.id.script {
            Some(script) => {
                matches!(script.as_str(), "Arab" | "Aran" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Adlm" | "Rohg" | "Mand" | "Samr")
            }
            None => matches!(
                locale.id.language.as_str(),
                "ar" | "arz" | "ary" | "fa" | "he" | "iw" | "ur" | "ps" | "ckb" | "yi" | "ji" | "dv" | "ug" | "sd" | "syr" | "nqo"
            ),
        };
        if rtl { Self::Rtl } else { Self::Ltr }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_decides_before_the_language() {
        for (tag, direction) in [
            ("ar", "rtl"),
            ("fa", "rtl"),
            ("he-IL", "rtl"),
            ("ur", "rtl"),
            ("en", "ltr"),
            ("und", "ltr"),
            ("az-Arab", "rtl"),
            ("ug-Latn", "ltr"),
        ] {
            let locale = tag.parse().expect("the tag is well formed");
            assert_eq!(Direction::of(&locale).as_str(), direction, "{tag}");
        }
    }
}
