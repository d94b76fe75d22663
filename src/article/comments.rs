//! HTML comments where no Markdown is read: in fields of the front matter and in plain text. They are notes among the staff, so they
//! are printed nowhere.

use std::borrow::Cow;
use std::ops::Range;

/// Where the comments of a text stand, and where one opens that never closes.
pub(super) fn find(text: &str) -> (Vec<Range<usize>>, Option<usize>) {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(OPEN).map(|open| at + open) {
        match text[open + OPEN.len()..].find(CLOSE) {
            Some(close) => {
                at = open + OPEN.len() + close + CLOSE.len();
                found.push(open..at);
            }
            None => return (found, Some(open)),
        }
    }
    (found, None)
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// A text without its comments, and whether one opens that never closes.
pub(super) fn without(text: &str) -> (String, Option<usize>) {
    let (found, open) = find(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for comment in found {
        out.push_str(&text[at..comment.start]);
        at = comment.end;
    }
    out.push_str(&text[at..]);
    (out, open)
}

/// A text with spaces over these stretches, so that whatever else stands in it keeps its place. Line ends stay.
pub(super) fn cover(text: &str, stretches: impl IntoIterator<Item = Range<usize>>) -> Cow<'_, str> {
    let mut covered = Cow::Borrowed(text);
    for stretch in stretches {
        let blank: String =
            text[stretch.clone()].chars().map(|c| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) }).collect();
        covered.to_mut().replace_range(stretch, &blank);
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_the_rest_keeps_its_place() {
        assert_eq!(without("A <!-- b\nc -->d<!---->e"), ("A de".to_owned(), None));
        assert_eq!(without("A <!-- b --> c <!-- d"), ("A  c <!-- d".to_owned(), Some(15)));
        assert_eq!(cover("A <!-- é\nc -->d", std::iter::once(2..15)), "A        \n     d");
    }
}
