//! Characters that nobody sees and that came in by copy and paste: spaces of no width inside words, marks that turn the direction
//! of writing and never turn it back, the place of an object that is not there. They spoil addresses, search and whatever
//! compares words.
//!
//! What a script needs stays: a space of no width shows Thai or Japanese where a line may break, joiners shape Arabic and Hindi,
//! a soft hyphen breaks a word, and marks of direction that are closed on their line are meant.

use crate::diag::{Diag, Place};

/// Takes them out of a text, and tells of each kind once.
pub(super) fn clear(path: &str, text: String, told: &mut Vec<Diag>) -> String {
    let found = find(&text);
    if found.is_empty() {
        return text;
    }
    let mut kinds: Vec<(char, usize, usize)> = Vec::new();
    for &(at, c) in &found {
        match kinds.iter_mut().find(|(kind, ..)| *kind == c) {
            Some((.., count)) => *count += 1,
            None => kinds.push((c, at, 1)),
        }
    }
    for (c, at, count) in kinds {
        let more = if count > 1 { format!(", {count} times") } else { String::new() };
        told.push(
            Diag::warning("control-character", format!("the invisible character U+{:04X} was removed{more}", u32::from(c)))
                .at(Place::span(path, &text, at..at + c.len_utf8()))
                .help("it came in by copy and paste; delete it"),
        );
    }
    without(&text, &found)
}

/// The text without them, and the first of them, where there is any.
pub(crate) fn bare(text: &str) -> Option<(String, char)> {
    let found = find(text);
    found.first().map(|(_, c)| (without(text, &found), *c))
}

fn without(text: &str, found: &[(usize, char)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for &(at, c) in found {
        out.push_str(&text[from..at]);
        from = at + c.len_utf8();
    }
    out.push_str(&text[from..]);
    out
}

/// Places of all that goes, in order.
fn find(text: &str) -> Vec<(usize, char)> {
    if !may_hold(text.as_bytes()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    // Marks of direction that are open on this line.
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => found.append(&mut open),
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}' => open.push((at, c)),
            '\u{202c}' | '\u{2069}' => {
                let isolate = c == '\u{2069}';
                if open.last().is_some_and(|(_, opener)| matches!(opener, '\u{2066}'..='\u{2068}') == isolate) {
                    open.pop();
                } else {
                    found.push((at, c));
                }
            }
            '\u{200b}' | '\u{2060}' | '\u{feff}' => {
                let after = text[at + c.len_utf8()..].chars().next();
                if ![before, after].into_iter().flatten().any(is_unspaced) {
                    found.push((at, c));
                }
            }
            '\u{180e}' | '\u{2061}'..='\u{2064}' | '\u{fff9}'..='\u{fffc}' => found.push((at, c)),
            _ => {}
        }
        before = Some(c);
    }
    found.append(&mut open);
    found.sort_unstable();
    found
}

/// Letters of scripts that set no spaces: Thai, Lao, Tibetan, Burmese, Khmer, Chinese, Japanese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether bytes stand in the text with which they begin; most texts have none of them.
fn may_hold(bytes: &[u8]) -> bool {
    let lead = |byte: u8| bytes.contains(&byte);
    (lead(0xe2) || lead(0xef) || lead(0xe1))
        && bytes.windows(3).any(|three| {
            matches!(
                three,
                [0xe2, 0x80, 0x8b | 0xaa..=0xae]
                    | [0xe2, 0x81, 0xa0..=0xa9]
                    | [0xef, 0xbb, 0xbf]
                    | [0xef, 0xbf, 0xb9..=0xbc]
                    | [0xe1, 0xa0, 0x8e]
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> (String, Vec<String>) {
        let mut told = Vec::new();
        let text = clear("a.md", text.to_owned(), &mut told);
        (text, told.into_iter().map(|diag| diag.message).collect())
    }

    #[test]
    fn what_nobody_sees_goes_and_is_told_once() {
        let (text, told) = clean("foot\u{200b}ball and foot\u{200b}ball\u{2060}s\u{feff} \u{fffc}\n");
        assert_eq!(text, "football and footballs \n");
        assert_eq!(told.len(), 4, "{told:?}");
        assert_eq!(told[0], "the invisible character U+200B was removed, 2 times");
    }

    #[test]
    fn directions_end_with_their_line() {
        assert_eq!(clean("a \u{202e}b\nc \u{202b}d\u{202c} e\u{202c}").0, "a b\nc \u{202b}d\u{202c} e");
        assert_eq!(clean("\u{2067}a\u{202d}b\u{2069}\n").0, "\u{2067}a\u{202d}b\n".replace(['\u{2067}', '\u{202d}'], ""));
        assert_eq!(clean("\u{2066}a\u{2069}").0, "\u{2066}a\u{2069}");
    }

    #[test]
    fn what_a_script_needs_stays() {
        for text in ["ท่า\u{200b}เรือ", "港\u{200b}が", "auf\u{ad}lage", "می\u{200c}خواهم", "क्\u{200d}ष", "plain – “text”"]
        {
            assert_eq!(clean(text), (text.to_owned(), vec![]), "{text}");
        }
    }
}
