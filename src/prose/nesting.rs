//! How deep raw HTML is nested, and how much stands in one tag.
//!
//! What cleans HTML takes, for every tag, a time that grows with the number of elements open around it, and for every attribute
//! one that grows with those beside it. Nobody writes more than a few dozen of either; where there are more, the HTML is not
//! cleaned but printed as words, and the writer is told.

/// Elements that may be open at once.
const OPEN_MAX: usize = 120;

/// Attributes of one tag.
const ATTRIBUTES_MAX: usize = 120;

/// Elements that have no end tag.
pub(super) const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that stay in force past the end of the block they were opened in (HTML, "list of active formatting elements").
const FORMATTING: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that another of the same group ends.
const GROUPS: [&[&str]; 7] =
    [&["p"], &["li"], &["dt", "dd"], &["option", "optgroup"], &["rb", "rt", "rtc", "rp"], &["tbody", "thead", "tfoot"], &["tr"]];

/// Cells of a table, which end at the next cell or row.
const CELLS: [&str; 2] = ["td", "th"];

/// A tag as it stands in the text.
pub(super) struct Tag<'t> {
    /// Lower case.
    pub(super) name: String,
    pub(super) closes: bool,
    /// Byte at which it begins.
    pub(super) start: usize,
    /// What stands between its name and `>`.
    pub(super) attributes: &'t str,
}

/// The tags of a stretch of HTML, comments passed over. One that never ends is none, and nothing after it is.
pub(super) fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let at = rest.find('<')?;
            rest = &rest[at..];
            if rest.starts_with("<!--") {
                rest = &rest[rest.find("-->")? + 3..];
                continue;
            }
            let closes = rest.starts_with("</");
            let inner = &rest[if closes { 2 } else { 1 }..];
            let length = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':')).count();
            if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
                rest = inner;
                continue;
            }
            let end = super::raw::tag_end(rest)?;
            let start = html.len() - rest.len();
            let attributes = rest.get(rest.len() - inner.len() + length..end - 1).unwrap_or_default();
            rest = &rest[end..];
            return Some(Tag { name: inner[..length].to_ascii_lowercase(), closes, start, attributes });
        }
    })
}

/// Why a stretch of HTML is too much to clean: what there is too much of, in words.
pub(super) fn excess<'t>(html: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut open: Vec<(String, &'t str)> = Vec::new();
    for tag in html.flat_map(tags) {
        if tag.closes {
            close(&mut open, &tag.name);
            continue;
        }
        if attributes(tag.attributes).nth(ATTRIBUTES_MAX).is_some() {
            return Some(format!("<{}> has more than {ATTRIBUTES_MAX} attributes", tag.name));
        }
        if VOID.contains(&tag.name.as_str()) {
            continue;
        }
        let foreign = open.iter().any(|(name, _)| name == "svg" || name == "math");
        if !foreign {
            end_group(&mut open, &tag.name);
        }
        // Of formatting elements that are alike, three count (HTML, "Noah's Ark clause").
        let formats = FORMATTING.contains(&tag.name.as_str());
        let alike = open.iter().filter(|(name, attributes)| *name == tag.name && *attributes == tag.attributes).count();
        if !(formats && alike >= 3) {
            open.push((tag.name, tag.attributes));
        }
        if open.len() > OPEN_MAX {
            return Some(format!("more than {OPEN_MAX} tags of HTML are open at once"));
        }
    }
    None
}

/// Ends the element that an element of this name cannot stand in.
fn end_group(open: &mut Vec<(String, &str)>, name: &str) {
    let cell = CELLS.contains(&name);
    let group = GROUPS.iter().find(|group| group.contains(&name)).copied().unwrap_or_default();
    // As far up as the list, table or the like that the group belongs to.
    let bound =
        open.iter().rposition(|(name, _)| matches!(name.as_str(), "table" | "ul" | "ol" | "dl" | "select" | "ruby" | "div")).unwrap_or(0);
    let same = |open: &[(String, &str)]| {
        open.iter().enumerate().skip(bound).rposition(|(_, (other, _))| {
            group.contains(&other.as_str())
                || (cell && CELLS.contains(&other.as_str()))
                || (name == "tr" && CELLS.contains(&other.as_str()))
        })
    };
    if group.is_empty() && !cell {
        return;
    }
    while let Some(at) = same(open) {
        drop_above(open, bound + at);
    }
}

/// Closes the innermost element of this name, and what is open in it.
fn close(open: &mut Vec<(String, &str)>, name: &str) {
    if let Some(at) = open.iter().rposition(|(other, _)| other == name) {
        if FORMATTING.contains(&name) {
            open.remove(at);
        } else {
            drop_above(open, at);
        }
    }
}

/// Takes off an element and all above it that do not stay in force.
fn drop_above(open: &mut Vec<(String, &str)>, at: usize) {
    let above = open.split_off(at);
    open.extend(above.into_iter().skip(1).filter(|(name, _)| FORMATTING.contains(&name.as_str())));
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

fn is_gap(c: char) -> bool {
    c == '/' || is_space(c)
}

/// The attributes of a tag, names as written, values without their quotation marks and not decoded.
pub(super) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(is_gap);
        if rest.is_empty() {
            return None;
        }
        // A name may begin with an equals sign, and ends before one.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(|c| is_gap(c) || c == '=').map_or(rest.len(), |end| first + end);
        let (name, after) = rest.split_at(end);
        let Some(value) = after.trim_start_matches(is_space).strip_prefix('=').map(|value| value.trim_start_matches(is_space)) else {
            rest = after;
            return Some((name, ""));
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(is_space).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}

/// For each block, the end of the run that begins with it: blocks belong together where raw HTML that opens in the first
/// closes in a later one. Where it never closes the run is the block alone: the cleaner closes it at once, and the rest of
/// the story is not swallowed. `balances` has the elements opened less those closed of each block, none where it is no HTML.
pub(super) fn runs(balances: impl Iterator<Item = Option<i64>>) -> Vec<usize> {
    let mut ends = Vec::new();
    // Blocks that wait for what they opened to be closed, with the tags that were open before each.
    let mut waiting: Vec<(usize, i64)> = Vec::new();
    let mut open = 0_i64;
    for (at, balance) in balances.enumerate() {
        ends.push(at + 1);
        if let Some(balance) = balance {
            waiting.push((at, open));
            open += balance;
        }
        while let Some((begun, _)) = waiting.pop_if(|(_, before)| open <= *before) {
            ends[begun] = at + 1;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two hundred of a piece, each with its number for `#`.
    fn numbered(piece: &str) -> String {
        (0..200).map(|nth| piece.replace('#', &nth.to_string())).collect()
    }

    fn too_much(html: &str) -> bool {
        excess(std::iter::once(html)).is_some()
    }

    #[test]
    fn what_nobody_writes_is_too_much() {
        for html in [
            "<div>".repeat(200),
            numbered("<div><b id=#></div>x"),
            numbered("<b id=#>x"),
            "<ul><li>".repeat(200),
            "<svg>".to_owned() + &"<td>".repeat(200),
            format!("<b {}>", numbered("a#=\"x y\" ")),
        ] {
            assert!(too_much(&html), "{}", &html[..60]);
        }
    }

    #[test]
    fn attributes_are_read_as_browsers_read_them() {
        let read = |text| attributes(text).map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>();
        assert_eq!(read(" a = 'x y' b=\"1>2\"c/d=e/f HREF=java&#1;x =g"), ["a:x y", "b:1>2", "c:", "d:e/f", "HREF:java&#1;x", "=g:"]);
        assert_eq!(read(" a=\"open"), ["a:open"]);
        assert!(read(" / ").is_empty());
    }

    #[test]
    fn sloppy_html_is_not() {
        for html in [
            format!("<table>{}</table>", "<tr><td>1<td>2\n".repeat(500)),
            format!("<ul>{}</ul>", "<li>a\n".repeat(500)),
            "<p>a <b>b\n".repeat(500),
            "<p><span>a".repeat(500),
            "<dl><dt>a<dd>b".to_owned() + &"<dt>a<dd>b".repeat(500),
            "<div><span>a</span></div>".repeat(500),
            "<b>".repeat(500),
            "<br><img src=x><hr>".repeat(500),
            "<!-- <div> --> a < b <3 ".repeat(500),
            format!("<p class=\"{}\">", "a ".repeat(500)),
        ] {
            assert!(!too_much(&html), "{}", &html[..html.len().min(60)]);
        }
    }
}
