//! Raw HTML in copy: cleaned, balanced, its links made into holes.
//!
//! Only articles that hold raw HTML come here. [`clean`] gives what a browser may safely show, with every tag closed
//! (ammonia); [`lift`] then replaces addresses by holes (lol_html), for trusted HTML as well.

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::LazyLock;

use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, doc_comments, element, rewrite_str};

use crate::source::is_forbidden;

use super::frames;
use super::headings::Ids;
use super::nesting::{attributes, tags};
use super::{HOLE, Hole, Markup, escape};
use crate::config::HtmlTrust;
use crate::language::Language;
use crate::permalink::{SCHEMES, printable, refused_scheme};

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
        ("a", &["name"]),
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
    builder.url_schemes(HashSet::from(SCHEMES));
    builder
});

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
    builder.url_schemes(HashSet::from(SCHEMES));
    builder
});

/// HTML with its words alone: no picture, no style, no script. A caption becomes a paragraph.
pub fn text_only(html: &str) -> String {
    TEXT_ONLY.clean(html).to_string().replace("<figcaption>", "<p>").replace("</figcaption>", "</p>").replace("<p></p>\n", "")
}

/// Cleans a stretch of HTML.
pub(super) fn clean(html: &str) -> String {
    let html = &frames::leave_links(html);
    let clean = CLEANER.clean(html).to_string();
    // References are decoded on the way, and some stand for what no output may hold. What is left without them was not seen
    // by the cleaner, and it has the last word.
    if clean.contains(is_forbidden) { CLEANER.clean(&clean.replace(is_forbidden, "")).to_string() } else { clean }
}

/// Names of elements in `html` that [`clean`] removes, in order, once each.
pub(super) fn removed(html: &str) -> Vec<String> {
    static ALLOWED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| CLEANER.clone_tags());
    let mut seen = HashSet::new();
    let mut names: Vec<String> = Vec::new();
    for (at, _) in html.match_indices('<') {
        let name: String =
            html[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>().to_ascii_lowercase();
        let document = matches!(name.as_str(), "html" | "head" | "body" | "tbody" | "thead");
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) && !document && !ALLOWED.contains(name.as_str()) && seen.insert(name.clone())
        {
            names.push(name);
        }
    }
    names
}

/// What opens the box in which a table scrolls sideways; `name` is what a screen reader calls it.
pub(super) fn scrolling(name: &str) -> String {
    format!("<div class=\"table\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">", escape(name))
}

/// Attributes that hold an address which becomes a hole.
const LIFTED: [&str; 4] = ["href", "src", "poster", "srcset"];

/// Attributes that hold an address which is printed as it is; only trusted HTML has them.
const LEFT: [&str; 9] = ["action", "formaction", "data", "xlink:href", "cite", "background", "longdesc", "ping", "manifest"];

/// The schemes of addresses in `html` that are not printed.
pub(super) fn refused_addresses(html: &str) -> Vec<String> {
    let holds_address = |name: &str| LIFTED.contains(&name) || LEFT.contains(&name);
    tags(html)
        .flat_map(|tag| attributes(tag.attributes))
        .filter(|(name, _)| holds_address(&name.to_ascii_lowercase()))
        .flat_map(
            |(name, value)| {
                if name.eq_ignore_ascii_case("srcset") { candidates(&decode(value)) } else { vec![(decode(value), String::new())] }
            },
        )
        .filter_map(|(address, _)| refused_scheme(&address))
        .collect()
}

/// The addresses of a `srcset`, each with its size.
fn candidates(srcset: &str) -> Vec<(String, String)> {
    let parts = srcset.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once(char::is_whitespace).unwrap_or((part, "")))
        .map(|(address, size)| (address.to_owned(), size.trim().to_owned()))
        .collect()
}

/// Replaces addresses in HTML by holes, takes those away that must not be printed, and drops ids that are taken. `ids` learns
/// those that stay; `own` are those the writer has given in this stretch. A table that was pasted gets the box to scroll in that
/// the writer's own tables have.
pub(super) fn lift(html: &str, own: &HashSet<String>, ids: &mut Ids, trust: HtmlTrust, language: &Language) -> Markup {
    let mut holes: Vec<Hole> = Vec::new();
    let mut hole = |hole: Hole| {
        holes.push(hole);
        format!("{HOLE}{}{HOLE}", holes.len() - 1)
    };
    let handler = element!("*", |el| {
        for attribute in LIFTED {
            let Some(value) = el.get_attribute(attribute) else { continue };
            let value = decode(&value);
            // A picture that is written out runs nothing.
            if trust == HtmlTrust::Trust && attribute != "href" && value.trim_start().starts_with("data:image/") {
                continue;
            }
            let new = match attribute {
                "srcset" => {
                    let listed: Vec<String> = candidates(&value)
                        .into_iter()
                        .filter(|(address, _)| refused_scheme(address).is_none())
                        .map(|(address, size)| format!("{} {size}", hole(Hole::Asset(address))).trim_end().to_owned())
                        .collect();
                    (!listed.is_empty()).then(|| listed.join(", "))
                }
                _ if refused_scheme(&value).is_some() => None,
                "href" => Some(hole(Hole::Link(value))),
                _ => Some(hole(Hole::Asset(value))),
            };
            match new {
                Some(new) => el.set_attribute(attribute, &new)?,
                None => el.remove_attribute(attribute),
            }
        }
        for attribute in LEFT {
            let Some(value) = el.get_attribute(attribute) else { continue };
            match printable(&decode(&value)) {
                Some(address) => el.set_attribute(attribute, &escape(&address))?,
                None => el.remove_attribute(attribute),
            }
        }
        if let Some(id) = el.get_attribute("id").map(|id| decode(&id))
            && !own.contains(&id)
            && !ids.take(&id)
        {
            el.remove_attribute("id");
        }
        Ok(())
    });
    // A table in a table scrolls with it.
    let boxed = Cell::new(false);
    let in_box = element!("div.table > table, table table", |_| {
        boxed.set(true);
        Ok(())
    });
    let table = element!("table", |el| {
        if !boxed.take() {
            el.before(&scrolling(&language.word("table", &[])), ContentType::Html);
            el.after("</div>", ContentType::Html);
        }
        Ok(())
    });
    // Trusted HTML was not cleaned, and comments are printed nowhere.
    let no_comments = doc_comments!(|comment| {
        comment.remove();
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(handler)
        .append_element_content_handler(in_box)
        .append_element_content_handler(table)
        .append_document_content_handler(no_comments);
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
pub(super) fn tag_end(tag: &str) -> Option<usize> {
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
pub(super) fn decode(text: &str) -> String {
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
