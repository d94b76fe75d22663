//! Lines of front matter that another system wrote as HTML: `<i>The Pier</i> &amp; after`.

use crate::prose::{Style, inline};

/// Tags that a headline may have in other systems; what is no tag of HTML is words.
const TAGS: [&str; 20] =
    ["i", "em", "cite", "b", "strong", "u", "s", "small", "big", "sup", "sub", "span", "font", "a", "br", "wbr", "p", "h1", "h2", "q"];

/// Those that stay, as emphasis.
const EMPHASIS: [&str; 3] = ["i", "em", "cite"];

/// The longest name of a character, as in `&CounterClockwiseContourIntegral;`.
const ENTITY_MAX: usize = 33;

/// The line without tags and with the characters that are meant. Italics become `*`, as headlines have them.
pub(super) fn bare(text: &str, style: &Style) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let long = if let Some((name, long)) = tag(rest) {
            if EMPHASIS.contains(&name.as_str()) {
                out.push('*');
            } else if matches!(name.as_str(), "br" | "p") && !out.is_empty() {
                out.push(' ');
            }
            long
        } else if let Some(long) = entity(rest) {
            out.push_str(&inline(&rest[..long], style).words());
            long
        } else {
            out.push_str(&rest[..1]);
            1
        };
        rest = &rest[long..];
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of the tag at the start of a text, and its length.
fn tag(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(400).position(|b| b == b'>')?;
    let inside = text[1..end].trim_start_matches('/');
    let name = inside.split([' ', '/']).next()?.to_ascii_lowercase();
    TAGS.contains(&name.as_str()).then_some((name, end + 1))
}

/// The length of the entity at the start of a text.
fn entity(text: &str) -> Option<usize> {
    let end = text.bytes().take(ENTITY_MAX).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    (name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')).then_some(end + 1)
}
