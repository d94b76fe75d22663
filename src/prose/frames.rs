//! Frames and scripts of other sites are taken out of copy; a link to what they would have shown stays in their place.

use std::borrow::Cow;

use super::html::escape;
use super::nesting::{attributes, tags};
use crate::permalink::refused_scheme;

/// Elements that show something of another site, with the attribute that says what.
const FRAMES: [(&str, &str); 4] = [("iframe", "src"), ("embed", "src"), ("object", "data"), ("script", "src")];

/// Scripts that only make something of what stands beside them in the copy, by parts of their addresses.
const LOADERS: [&str; 14] = [
    "widgets.js",
    "embeds.js",
    "embed.js",
    "sdk.js",
    "loader.js",
    "jquery",
    "analytics",
    "gtag",
    "pixel",
    "iframeresizer",
    "iframe-resizer",
    "pym",
    "polyfill",
    ".min.js",
];

/// HTML with a link before each frame.
pub(super) fn leave_links(html: &str) -> Cow<'_, str> {
    if !FRAMES.iter().any(|(name, _)| contains_tag(html, name)) {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + 200);
    let mut at = 0;
    for tag in tags(html) {
        let Some((name, attribute)) = FRAMES.iter().find(|(name, _)| !tag.closes && tag.name == *name) else { continue };
        let value = |wanted: &str| {
            let found =
                attributes(tag.attributes).find(|(key, _)| key.eq_ignore_ascii_case(wanted)).map(|(_, value)| super::raw::decode(value));
            found.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let Some(to) = value(attribute).or_else(|| value("data-src")) else { continue };
        let lower = to.to_lowercase();
        if refused_scheme(&to).is_some()
            || lower.starts_with("about:")
            || *name == "script" && LOADERS.iter().any(|loader| lower.contains(loader))
        {
            continue;
        }
        let to = to.strip_suffix(".js").filter(|to| to.contains("gist.github.com")).unwrap_or(&to);
        let words = value("title").or_else(|| value("name")).unwrap_or_else(|| short(to));
        let start = tag.start;
        let link = format!("<a href=\"{}\">{}</a>", escape(to), escape(&words));
        let alone = html[..start].trim().is_empty();
        out.push_str(&html[at..start]);
        out.push_str(&if alone { format!("<p>{link}</p>") } else { link });
        at = start;
    }
    out.push_str(&html[at..]);
    Cow::Owned(out)
}

/// Whether a tag of this name may stand in HTML.
fn contains_tag(html: &str, name: &str) -> bool {
    html.match_indices('<').any(|(at, _)| html[at + 1..].get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name)))
}

/// An address as readers know it: without scheme, and no longer than its host where it is long.
fn short(to: &str) -> String {
    let bare = to.split_once("//").map_or(to, |(_, rest)| rest).trim_start_matches("www.");
    if bare.len() <= 40 { bare.to_owned() } else { bare.split(['/', '?', '#']).next().unwrap_or(bare).to_owned() }
}
