//! Raw HTML in copy: cleaned, balanced, its links made into holes.
//!
//! Only articles that hold raw HTML come here. [`clean`] gives what a browser may safely show, with every tag closed
//! (ammonia); [`lift`] then replaces addresses by holes (lol_html), for trusted HTML as well.

use std::collections::HashSet;
use std::sync::LazyLock;

use lol_html::{RewriteStrSettings, doc_comments, element, rewrite_str};

use crate::source::is_forbidden;

use super::{HOLE, Hole, Markup, escape};

/// Elements that may stand in copy beyond ammonia's own list.
const MORE_TAGS: [&str; 9] = ["video", "audio", "source", "track", "picture", "section", "figure", "figcaption", "input"];

/// What the writer itself emits and authors may use.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    builder.add_tags(MORE_TAGS);
    builder.add_generic_attributes(["id", "class", "dir", "role", "aria-label", "aria-hidden", "aria-labelledby"]);
    for (tag, names) in [
        ("video", &["src", "poster", "width", "height", "controls", "preload", "muted", "loop"][..]),
        ("audio", &["src", "controls", "preload"]),
        ("source", &["src", "srcset", "type", "media", "sizes"]),
        ("track", &["src", "kind", "srclang", "label", "default"]),
        ("img", &["srcset", "sizes", "loading", "decoding"]),
        ("th", &["scope"]),
        ("ol", &["reversed", "type"]),
        ("input", &["type", "checked"]),
        ("div", &["tabindex"]),
    ] {
        builder.add_tag_attributes(tag, names.iter().copied());
    }
    // The only field that copy has is the mark of a task, and it cannot be changed. (Of two attributes set here, the
    // cleaner would print one first today and the other tomorrow.)
    builder.set_tag_attribute_value("input", "disabled", "");
    builder.link_rel(Some("noopener noreferrer")).url_relative(ammonia::UrlRelative::PassThrough);
    builder.add_url_schemes(["tel", "sms", "geo"]);
    builder
});

/// Schemes of addresses that may stand in copy: ammonia's own, and those added to it.
static SCHEMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| CLEANER.clone_url_schemes());

/// The scheme of an address that must not be printed, because it could run something or leads nowhere. Browsers pass over
/// space and control characters in front of a scheme and inside it, and so does this.
pub fn refused_scheme(address: &str) -> Option<String> {
    let bare: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_ascii_lowercase();
    let (scheme, _) = bare.split_once(':')?;
    let is_one = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (is_one && !SCHEMES.contains(scheme)).then(|| scheme.to_owned())
}

/// What stays in the text edition: words and their order, nothing that is fetched and nothing that styles.
static TEXT_ONLY: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::empty();
    builder.add_tags([
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "dfn",
        "dl",
        "dt",
        "em",
        "figcaption",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
    ]);
    builder.add_generic_attributes(["id", "lang", "dir"]);
    for (tag, names) in [
        ("a", &["href"][..]),
        ("ol", &["start", "reversed", "type"]),
        ("time", &["datetime"]),
        ("th", &["scope", "colspan", "rowspan"]),
        ("td", &["colspan", "rowspan"]),
    ] {
        builder.add_tag_attributes(tag, names);
    }
    builder.clean_content_tags(HashSet::from(["script", "style", "svg", "math", "iframe", "object", "template", "select"]));
    builder.link_rel(None).url_relative(ammonia::UrlRelative::PassThrough);
    builder.add_url_schemes(["http", "https", "mailto", "tel", "sms", "geo"]);
    builder
});

/// HTML with its words alone: no picture, no style, no script. A caption becomes a paragraph.
pub fn text_only(html: &str) -> String {
    TEXT_ONLY.clean(html).to_string().replace("<figcaption>", "<p>").replace("</figcaption>", "</p>").replace("<p></p>\n", "")
}

/// Cleans a stretch of HTML.
pub(super) fn clean(html: &str) -> String {
    // References are decoded on the way, and some stand for what no output may hold.
    CLEANER.clean(html).to_string().replace(is_forbidden, "")
}

/// Names of elements in `html` that [`clean`] removes, in order, once each.
pub(super) fn removed(html: &str) -> Vec<String> {
    let allowed = CLEANER.clone_tags();
    let mut names: Vec<String> = Vec::new();
    for (at, _) in html.match_indices('<') {
        let name: String =
            html[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>().to_ascii_lowercase();
        let document = matches!(name.as_str(), "html" | "head" | "body" | "tbody" | "thead");
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) && !document && !allowed.contains(name.as_str()) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Replaces addresses in HTML by holes, and drops ids that are taken. `taken` learns the ids that stay; `own` are
/// those the writer has given in this stretch.
pub(super) fn lift(html: &str, own: &HashSet<String>, taken: &mut HashSet<String>) -> Markup {
    let mut holes: Vec<Hole> = Vec::new();
    let mut hole = |hole: Hole| {
        holes.push(hole);
        format!("{HOLE}{}{HOLE}", holes.len() - 1)
    };
    let handler = element!("*", |el| {
        for attribute in ["href", "src", "poster", "srcset", "id"] {
            let Some(value) = el.get_attribute(attribute) else { continue };
            let value = decode(&value);
            let new = match attribute {
                "href" => hole(Hole::Link(value)),
                "srcset" => value
                    .split(',')
                    .filter(|part| !part.trim().is_empty())
                    .map(|part| {
                        let part = part.trim();
                        let (url, size) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
                        format!("{} {size}", hole(Hole::Asset(url.to_owned()))).trim_end().to_owned()
                    })
                    .collect::<Vec<_>>()
                    .join(", "),
                "id" => {
                    if own.contains(&value) || taken.insert(value.clone()) {
                        continue;
                    }
                    el.remove_attribute("id");
                    continue;
                }
                _ => hole(Hole::Asset(value)),
            };
            el.set_attribute(attribute, &new)?;
        }
        Ok(())
    });
    // Trusted HTML was not cleaned, and comments are printed nowhere.
    let no_comments = doc_comments!(|comment| {
        comment.remove();
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(handler).append_document_content_handler(no_comments);
    match rewrite_str(html, settings) {
        Ok(html) => Markup { html, holes },
        // The rewriter gives up on input it finds ambiguous; then the words are shown without their tags.
        Err(_) => Markup::safe(escape(&strip_tags(html))),
    }
}

/// The words of HTML that this program wrote or cleaned: tags gone, references decoded, footnote marks left out.
pub fn strip_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&decode(&rest[..at]));
        let tag = &rest[at..];
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        if tag.starts_with("<sup class=\"note\"") {
            rest = tag.find("</sup>").map_or("", |end| &tag[end + 6..]);
            continue;
        }
        let block = [
            "<p", "</p", "<br", "<li", "</li", "<h", "</h", "<td", "</td", "<th", "</th", "<tr", "<div", "</div", "<figc", "<block",
            "</block", "<hr", "<dt", "<dd",
        ]
        .iter()
        .any(|b| tag.starts_with(b));
        if block && !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
        rest = tag_end(tag).map_or("", |end| &tag[end..]);
    }
    out.push_str(&decode(rest));
    out.truncate(out.trim_end().len());
    out
}

/// The byte after the `>` that ends a tag; one inside a quoted attribute does not.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, b) in tag.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    None
}

/// Decodes the character references that writers of HTML emit.
fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let c = end.and_then(|end| match &rest[1..end] {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            number => number
                .strip_prefix('#')
                .and_then(|n| n.strip_prefix(['x', 'X']).map_or_else(|| n.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok()))
                .and_then(char::from_u32)
                .filter(|&c| !is_forbidden(c)),
        });
        if let (Some(c), Some(end)) = (c, end) {
            out.push(c);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}
