//! Links whose address must not be printed are taken away; their words stay, unless they are the address.

use std::collections::VecDeque;

use crate::permalink::decode_path;

use super::strip_tags;

/// Stands in HTML for an address that must not be printed, until [`unlink`] has seen it; the reader of files removes it from all
/// copy.
pub const HELD: char = '\u{2}';

/// Takes away the links whose address is [`HELD`], in the order of `addresses`, which are what they lead to as written.
pub fn unlink(html: &str, addresses: &[String]) -> String {
    if addresses.is_empty() {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    let mut addresses = addresses.iter();
    // Ends of links that were taken away, to be passed over.
    let mut at = 0;
    let mut ends: VecDeque<usize> = VecDeque::new();
    let mut ends_at_all = true;
    let put = |out: &mut String, from: usize, to: usize, ends: &mut VecDeque<usize>| {
        let mut from = from;
        while let Some(end) = ends.front().copied().filter(|end| *end < to) {
            ends.pop_front();
            out.push_str(html.get(from..end).unwrap_or_default());
            from = from.max(end + END.len());
        }
        out.push_str(html.get(from..to).unwrap_or_default());
        from.max(to)
    };
    while let Some(mark) = html[at..].find(HELD).map(|found| at + found) {
        let address = addresses.next();
        let open = html[at..mark].rfind('<').map_or(mark, |open| at + open);
        let tag_end = html[mark..].find('>').map_or(html.len(), |end| mark + end + 1);
        let close = if ends_at_all && html[open..].starts_with("<a ") { html[tag_end..].find(END).map(|end| tag_end + end) } else { None };
        let Some(close) = close else {
            ends_at_all &= !html[open..].starts_with("<a ");
            at = put(&mut out, at, mark, &mut ends).max(mark + HELD.len_utf8());
            continue;
        };
        put(&mut out, at, open, &mut ends);
        if address.is_some_and(|address| names(&strip_tags(&html[tag_end..close]), address)) {
            at = close + END.len();
        } else {
            at = tag_end;
            ends.push_back(close);
        }
    }
    put(&mut out, at, html.len(), &mut ends);
    out
}

/// The end of a link.
const END: &str = "</a>";

/// Whether the words of a link are where it leads: its address, whole or in part.
pub fn names(words: &str, address: &str) -> bool {
    let words = words.trim();
    if words.is_empty() || words.contains(char::is_whitespace) || !words.contains(['/', '.']) {
        return false;
    }
    let path = |text: &str| decode_path(text.split(['?', '#']).next().unwrap_or_default()).to_lowercase();
    let address = path(address);
    let last = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    !last.is_empty() && path(words).contains(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(html: &str, addresses: &[&str]) -> String {
        unlink(html, &addresses.iter().map(|address| (*address).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn links_to_what_is_held_back_leave_their_words() {
        let html = format!(
            "<p>See <a href=\"{HELD}\">the <em>file</em></a>, <a href=\"/x/\">x</a> and <a class=\"y\" href=\"{HELD}#a\">y</a>.</p><area href=\"{HELD}\">"
        );
        assert_eq!(without(&html, &["/a/", "/b/", "/c/"]), "<p>See the <em>file</em>, <a href=\"/x/\">x</a> and y.</p><area href=\"\">");
        assert_eq!(without(&format!("<a href=\"{HELD}\">open <a href=\"{HELD}\">"), &["/a/", "/b/"]), "<a href=\"\">open <a href=\"\">");
        assert_eq!(without(&format!("<a href=\"{HELD}\">a<area href=\"{HELD}\">b</a>c"), &["/a/", "/b/"]), "a<area href=\"\">bc");
    }

    #[test]
    fn words_that_are_the_address_go_with_it() {
        let link = |words: &str| format!("a <a href=\"{HELD}\">{words}</a> b");
        for words in [
            "https://t.example/city/ferry-deal/",
            "t.example/city/ferry-deal",
            "/city/Ferry%2Ddeal",
            "../ferry-deal.md",
            "<b>/city/ferry-deal/</b>",
        ] {
            let address = if words.ends_with("md") { words } else { "https://t.example/city/ferry-deal/#a" };
            assert_eq!(without(&link(words), &[address]), "a  b", "{words}");
        }
        for words in ["the ferry-deal file", "ferry-deal", "x.example", "…"] {
            assert_eq!(without(&link(words), &["/city/ferry-deal/"]), format!("a {words} b"), "{words}");
        }
    }
}
