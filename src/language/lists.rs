//! Names in a row, joined as CLDR says: "A, B and C", "A、B和C".
//!
//! English never takes the serial comma here: British papers do not write it, and neither does AP style, which the American
//! dates follow.

use std::fmt;

use icu_list::options::{ListFormatterOptions, ListLength};
use icu_list::{ListFormatter, ListFormatterPreferences, parts};
use icu_locale_core::{Locale, locale};
use writeable::{Part, PartsWrite, Writeable};

pub(super) struct Lists(Option<ListFormatter>);

impl Lists {
    pub(super) fn of(locale: &Locale) -> Self {
        let english = locale!("en-GB");
        let locale = if locale.id.language == english.id.language { &english } else { locale };
        let options = ListFormatterOptions::default().with_length(ListLength::Wide);
        Self(ListFormatter::try_new_and(ListFormatterPreferences::from(locale), options).ok())
    }

    pub(super) fn join(&self, names: &[String]) -> String {
        match &self.0 {
            Some(formatter) => formatter.format(names.iter().map(String::as_str)).to_string(),
            None => names.join(", "),
        }
    }

    pub(super) fn join_html(&self, names: &[String]) -> String {
        let Some(formatter) = &self.0 else { return names.join(", ") };
        let texts: Vec<String> = names.iter().map(|name| text_of(name)).collect();
        let mut sink = Between { pieces: vec![String::new()], inside: false };
        // The sink never refuses a write.
        let _ = formatter.format(texts.iter().map(String::as_str)).write_to_parts(&mut sink);
        let mut pieces = sink.pieces.into_iter();
        let mut joined = pieces.next().unwrap_or_default();
        for name in names {
            joined.push_str(name);
            joined.push_str(&pieces.next().unwrap_or_default());
        }
        joined
    }
}

/// Gathers what stands before, between and after the names.
struct Between {
    pieces: Vec<String>,
    inside: bool,
}

impl fmt::Write for Between {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if !self.inside
            && let Some(piece) = self.pieces.last_mut()
        {
            piece.push_str(text);
        }
        Ok(())
    }
}

impl PartsWrite for Between {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        if part != parts::ELEMENT {
            return write(self);
        }
        self.inside = true;
        let result = write(self);
        self.inside = false;
        self.pieces.push(String::new());
        result
    }
}

/// The text of a piece of HTML, good enough to see which letter a name begins with.
fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if !in_tag => text.push(letter),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(tag: &str, names: &[&str]) -> String {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        Lists::of(&tag.parse().expect("the tag is well formed")).join(&names)
    }

    #[test]
    fn lists_are_joined_as_the_language_does() {
        for (tag, joined) in [
            ("en", "A, B and C"),
            ("en-US", "A, B and C"),
            ("en-GB", "A, B and C"),
            ("de", "A, B und C"),
            ("fr", "A, B et C"),
            ("es", "A, B y C"),
            ("pt", "A, B e C"),
            ("it", "A, B e C"),
            ("nl", "A, B en C"),
            ("pl", "A, B i C"),
            ("ru", "A, B и C"),
            ("uk", "A, B і C"),
            ("tr", "A, B ve C"),
            ("ar", "A وB وC"),
            ("fa", "A،\u{200f} B، و C"),
            ("he", "A, B ו\u{2011}C"),
            ("hi", "A, B और C"),
            ("zh", "A、B和C"),
            ("ja", "A、B、C"),
            ("ko", "A, B 및 C"),
        ] {
            assert_eq!(join(tag, &["A", "B", "C"]), joined, "{tag}");
        }
        assert_eq!(join("en", &[]), "");
        assert_eq!(join("en", &["A"]), "A");
        assert_eq!(join("en", &["A", "B"]), "A and B");
    }

    #[test]
    fn names_in_html_are_joined_by_their_text_and_left_as_they_are() {
        let names = ["<a href=\"/x?a=1&amp;b\"><bdi>Ana</bdi></a>".to_owned(), "<a><bdi>Inés</bdi></a>".to_owned()];
        let joined = Lists::of(&locale!("es")).join_html(&names);
        assert_eq!(joined, "<a href=\"/x?a=1&amp;b\"><bdi>Ana</bdi></a> e <a><bdi>Inés</bdi></a>");
        assert_eq!(Lists::of(&locale!("de")).join_html(&[]), "");
        assert_eq!(Lists::of(&locale!("de")).join_html(&names[..1]), names[0]);
    }
}
