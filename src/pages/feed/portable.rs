//! HTML that can leave the site: what a feed reader gets of a story.
//!
//! Every address is absolute; scripts, styles, forms and everything that is only decoration on the page are gone;
//! frames become links. Attributes are kept by name, so that what a theme adds for its own use never travels.

use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::permalink::refused_scheme;
use crate::pictures::join;
use crate::prose::{escape, strip_tags};

/// Attributes that mean something to every reader of HTML.
const KEPT: [&str; 31] = [
    "href", "hreflang", "rel", "src", "srcset", "sizes", "alt", "title", "width", "height", "poster", "controls", "lang", "dir",
    "datetime", "cite", "colspan", "rowspan", "scope", "headers", "start", "reversed", "type", "media", "kind", "srclang", "label", "open",
    "value", "span", "abbr",
];

/// Elements that go with everything in them.
const DROPPED: [&str; 17] = [
    "script", "style", "template", "noscript", "object", "embed", "applet", "form", "button", "select", "textarea", "link", "meta", "base",
    "svg", "dialog", "canvas",
];

/// Where relative addresses of a story lead.
pub(super) struct Home<'a> {
    /// `https://host`
    pub(super) origin: &'a str,
    /// The whole address of the story.
    pub(super) page: &'a str,
}

/// Makes the HTML of a page fit to stand anywhere.
pub(super) fn portable(html: &str, home: &Home<'_>) -> String {
    let handler = element!("*", |el| {
        carry(el, home)?;
        Ok(())
    });
    match rewrite_str(html, RewriteStrSettings::new().append_element_content_handler(handler)) {
        Ok(html) => html,
        // The rewriter gives up on input it finds ambiguous; then the words are sent without their tags.
        Err(_) => format!("<p>{}</p>", escape(&strip_tags(html))),
    }
}

fn carry(el: &mut Element<'_, '_>, home: &Home<'_>) -> Result<(), lol_html::errors::AttributeNameError> {
    let tag = el.tag_name();
    let decoration = el.get_attribute("aria-hidden").is_some_and(|value| value == "true")
        || el.has_attribute("hidden")
        || el.get_attribute("role").is_some_and(|role| role == "doc-backlink");
    if decoration || DROPPED.contains(&tag.as_str()) {
        el.remove();
        return Ok(());
    }
    match tag.as_str() {
        "iframe" => {
            frame(el, home);
            return Ok(());
        }
        "input" => {
            let mark = if el.has_attribute("checked") { "☑" } else { "☐" };
            let box_of_a_list = el.get_attribute("type").is_some_and(|kind| kind == "checkbox");
            el.replace(if box_of_a_list { mark } else { "" }, ContentType::Text);
            return Ok(());
        }
        _ => {}
    }
    let names: Vec<String> = el.attributes().iter().map(lol_html::html_content::Attribute::name).collect();
    for name in names {
        if !KEPT.contains(&name.as_str()) {
            el.remove_attribute(&name);
            continue;
        }
        if !matches!(name.as_str(), "href" | "src" | "poster" | "cite" | "srcset") {
            continue;
        }
        let Some(value) = el.get_attribute(&name) else { continue };
        let new = if name == "srcset" { candidates(&value, home) } else { address(&value, home) };
        match new {
            Some(new) if new != value => el.set_attribute(&name, &new)?,
            Some(_) => {}
            None => el.remove_attribute(&name),
        }
    }
    if tag == "span" && el.attributes().is_empty() {
        el.remove_and_keep_content();
    }
    Ok(())
}

/// What is in a frame cannot travel; the way to it can.
fn frame(el: &mut Element<'_, '_>, home: &Home<'_>) {
    let Some(url) = el.get_attribute("src").and_then(|src| address(&src, home)) else {
        el.remove();
        return;
    };
    let title = el.get_attribute("title").filter(|title| !title.trim().is_empty()).unwrap_or_else(|| url.clone());
    // Both come from attributes and are escaped as far as attributes need.
    el.replace(
        &format!("<p><a href=\"{}\">{}</a></p>", url.replace('"', "&quot;"), title.replace('<', "&lt;").replace('>', "&gt;")),
        ContentType::Html,
    );
}

fn candidates(srcset: &str, home: &Home<'_>) -> Option<String> {
    let list: Vec<String> = srcset
        .split(", ")
        .filter(|part| !part.trim().is_empty())
        .filter_map(|part| {
            let part = part.trim();
            let (url, size) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
            Some(format!("{} {}", address(url, home)?, size.trim()).trim_end().to_owned())
        })
        .collect();
    (!list.is_empty()).then(|| list.join(", "))
}

/// An address as it stands in an attribute, references and all, made absolute; none for one that would run something.
fn address(raw: &str, home: &Home<'_>) -> Option<String> {
    let raw = raw.trim();
    // A scheme may hide behind references.
    refused_scheme(&strip_tags(raw)).is_none().then_some(())?;
    if crate::edition::address::is_elsewhere(raw) && !raw.starts_with(['#', '?']) && !raw.is_empty() {
        return Some(raw.to_owned());
    }
    if raw.starts_with('/') {
        return Some(format!("{}{raw}", home.origin));
    }
    let page = home.page.split(['?', '#']).next().unwrap_or(home.page);
    if raw.is_empty() || raw.starts_with(['#', '?']) {
        return Some(format!("{page}{raw}"));
    }
    let end = raw.find(['?', '#']).unwrap_or(raw.len());
    let path = page.strip_prefix(home.origin).unwrap_or("/");
    let folder = &path[..path.rfind('/').unwrap_or(0)];
    let slash = if raw[..end].ends_with('/') { "/" } else { "" };
    join(folder, &raw[..end]).map(|path| format!("{}/{path}{slash}{}", home.origin, &raw[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(html: &str) -> String {
        portable(html, &Home { origin: "https://news.example", page: "https://news.example/courier/city/rel/" })
    }

    #[test]
    fn addresses_become_absolute_and_are_escaped_once() {
        for (raw, whole) in [
            ("#note", "https://news.example/courier/city/rel/#note"),
            ("?a=1&amp;b=2", "https://news.example/courier/city/rel/?a=1&amp;b=2"),
            ("/courier/about/", "https://news.example/courier/about/"),
            ("../plain/", "https://news.example/courier/city/plain/"),
            ("pier.svg", "https://news.example/courier/city/rel/pier.svg"),
            ("mailto:desk@news.example", "mailto:desk@news.example"),
            ("tel:+15550100", "tel:+15550100"),
            ("//cdn.example/x.js", "//cdn.example/x.js"),
            ("https://else.example/a", "https://else.example/a"),
        ] {
            assert_eq!(carried(&format!("<a href=\"{raw}\">x</a>")), format!("<a href=\"{whole}\">x</a>"));
        }
        assert_eq!(
            carried("<img src=\"a.jpg\" srcset=\"a.jpg 1x, /big.jpg 2x\" alt=\"\">"),
            "<img src=\"https://news.example/courier/city/rel/a.jpg\" srcset=\"https://news.example/courier/city/rel/a.jpg 1x, https://news.example/big.jpg 2x\" alt=\"\">"
        );
        assert_eq!(
            carried("<video poster=\"p.jpg\" class=\"x\"></video>"),
            "<video poster=\"https://news.example/courier/city/rel/p.jpg\"></video>"
        );
    }

    #[test]
    fn nothing_that_runs_or_only_decorates_travels() {
        assert_eq!(
            carried(
                "<p onclick=\"x()\" style=\"color:red\" id=\"a\" class=\"b\" data-c=\"d\" lang=\"de\">A<script>alert(1)</script><style>p{}</style></p>"
            ),
            "<p lang=\"de\">A</p>"
        );
        assert_eq!(carried("<aside aria-hidden=\"true\"><p>again</p></aside><p>once</p>"), "<p>once</p>");
        assert_eq!(carried("<a href=\"java&#115;cript:x\">a</a><a href=\"JavaScript:x()\">b</a>"), "<a>a</a><a>b</a>");
        assert_eq!(
            carried("<strong>Label<span class=\"vh\">: </span></strong><span lang=\"fr\">mot</span>"),
            "<strong>Label: </strong><span lang=\"fr\">mot</span>"
        );
        assert_eq!(carried("<li><input type=\"checkbox\" disabled checked> done</li>"), "<li>☑ done</li>");
    }

    #[test]
    fn a_frame_becomes_a_link() {
        assert_eq!(
            carried("<iframe src=\"https://maps.example/?a=1&amp;b=2\" title=\"Map of A &amp; B\"></iframe>"),
            "<p><a href=\"https://maps.example/?a=1&amp;b=2\">Map of A &amp; B</a></p>"
        );
        assert_eq!(carried("<iframe srcdoc=\"x\"></iframe>"), "");
    }
}
