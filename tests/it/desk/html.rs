//! Pieces of HTML (and XML) by a small selector, as they stand in the output.
//!
//! It looks at tags alone and believes that they are balanced; that is what the output owes anyway.

/// Elements that have no end tag.
const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "!doctype"];

/// A tag: where it begins and ends, its name, whether it closes.
struct Tag<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    text: &'t str,
}

impl Tag<'_> {
    fn closes(&self) -> bool {
        self.text.starts_with("</")
    }

    fn is_void(&self) -> bool {
        self.text.ends_with("/>") || VOID.contains(&self.name.to_ascii_lowercase().as_str())
    }

    /// The value of an attribute, as written.
    fn attribute(&self, name: &str) -> Option<&str> {
        let mut rest = &self.text[..self.text.len() - 1];
        while let Some(at) = rest.find(name) {
            let before = rest[..at].ends_with(char::is_whitespace);
            let after = &rest[at + name.len()..];
            if before && let Some(value) = after.strip_prefix("=\"") {
                return value.split('"').next();
            }
            if before && (after.is_empty() || after.starts_with(char::is_whitespace)) {
                return Some("");
            }
            rest = after;
        }
        None
    }

    /// `aside`, `.pull`, `aside.pull`, `#takeaways`, `meta[name=description]`.
    fn matches(&self, selector: &str) -> bool {
        let (selector, pair) = match selector.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            Some((selector, pair)) => (selector, Some(pair)),
            None => (selector, None),
        };
        let (selector, id) = selector.split_once('#').map_or((selector, None), |(selector, id)| (selector, Some(id)));
        let mut parts = selector.split('.');
        let name = parts.next().unwrap_or_default();
        (name.is_empty() || name.eq_ignore_ascii_case(self.name))
            && parts.all(|class| self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|c| c == class)))
            && id.is_none_or(|id| self.attribute("id") == Some(id))
            && pair.is_none_or(|pair| match pair.split_once('=') {
                Some((name, value)) => self.attribute(name) == Some(value),
                None => self.attribute(pair).is_some(),
            })
    }
}

fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|found| at + found) {
        if text[open..].starts_with("<!--") {
            at = text[open..].find("-->").map_or(text.len(), |end| open + end + 3);
            continue;
        }
        let mut quoted = false;
        let close = text[open..].bytes().position(|b| {
            quoted ^= b == b'"';
            b == b'>' && !quoted
        });
        let Some(close) = close else { break };
        let end = open + close + 1;
        let inner = text[open + 1..end - 1].trim_start_matches('/');
        let name = inner.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        out.push(Tag { start: open, end, name, text: &text[open..end] });
        at = end;
        // What stands in a script or style is not markup.
        if !out[out.len() - 1].closes() && matches!(name, "script" | "style") {
            let stop = format!("</{name}");
            at = text[end..].find(&stop).map_or(text.len(), |found| end + found);
        }
    }
    out
}

/// Every outermost element that `selector` finds; words apart by spaces look inside what the word before found.
pub(crate) fn select<'t>(text: &'t str, selector: &str) -> Vec<&'t str> {
    let mut found = vec![text];
    for (nth, word) in selector.split_whitespace().enumerate() {
        found = found.into_iter().flat_map(|piece| one(piece, word, nth > 0)).collect();
    }
    found
}

fn one<'t>(text: &'t str, selector: &str, inside: bool) -> Vec<&'t str> {
    let tags = tags(text);
    let mut out = Vec::new();
    let mut nth = usize::from(inside);
    while nth < tags.len() {
        let tag = &tags[nth];
        if tag.closes() || !tag.matches(selector) {
            nth += 1;
            continue;
        }
        let last = if tag.is_void() { nth } else { end_of(&tags, nth) };
        out.push(&text[tag.start..tags[last].end]);
        nth = last + 1;
    }
    out
}

/// The end tag of an element, or the last tag of all.
fn end_of(tags: &[Tag<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (nth, tag) in tags.iter().enumerate().skip(start).filter(|(_, tag)| tag.name.eq_ignore_ascii_case(tags[start].name)) {
        if tag.closes() {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
        }
        if depth == 0 {
            return nth;
        }
    }
    tags.len() - 1
}

/// Ids that stand twice.
pub(crate) fn doubled_ids(text: &str) -> Vec<String> {
    let tags = tags(text);
    let mut ids: Vec<&str> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
    ids.sort_unstable();
    ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned()).collect()
}

/// The text without empty lines and without spaces at line ends; templates leave both.
pub(crate) fn tidy(text: &str) -> String {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

#[test]
fn selectors_find_outermost_elements() {
    let page = "<main id=\"m\"><p class=\"a b\">1<br>2</p><div><div>x</div></div><p>3</p><script>if (a<b) \"</p>\"</script></main>";
    assert_eq!(select(page, "main p"), ["<p class=\"a b\">1<br>2</p>", "<p>3</p>"]);
    assert_eq!(select(page, "p.b"), ["<p class=\"a b\">1<br>2</p>"]);
    assert_eq!(select(page, "div"), ["<div><div>x</div></div>"]);
    assert_eq!(select(page, "main div div"), ["<div>x</div>"]);
    assert_eq!(select(page, "[id=m] br"), ["<br>"]);
    assert_eq!(doubled_ids("<a id=\"x\"></a><b id=\"x\">"), ["x"]);
}
