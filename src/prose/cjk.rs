//! Emphasis in scripts that set no spaces.
//!
//! `これは**「重要」**です`: CommonMark looks for spaces beside a bracket to tell whether `**` opens or closes, and these
//! scripts have none. [`hide`] puts a letter that nobody uses in place of each mark that stands beside an asterisk or a tilde, of
//! the same length in bytes, so that every place in the text stays where it is; [`show`] puts the marks back.

use std::borrow::Cow;

use super::tree::is_cjk;

/// The ranges of marks, all of three bytes, and where each is hidden in the private use area.
const RANGES: [(u32, u32, u32); 3] = [(0x2010, 0x2027, 0xe000), (0x3001, 0x303f, 0xe100), (0xff01, 0xff60, 0xe200)];

/// Whether the text itself uses the letters under which marks are hidden.
fn is_taken(text: &str) -> bool {
    // All of them begin with this byte, which few texts have.
    text.as_bytes().contains(&0xee) && text.contains(|c| matches!(c, '\u{e000}'..='\u{e2ff}'))
}

/// Hides marks of these scripts beside asterisks and tildes, where a letter of such a script stands on the other side.
pub(super) fn hide(text: &str) -> Cow<'_, str> {
    if !any_beside_marks(text) || is_taken(text) {
        return Cow::Borrowed(text);
    }
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, &c) in letters.iter().enumerate() {
        let beyond = |run: &mut dyn Iterator<Item = &char>| {
            let mut run = run.peekable();
            let mark = run.peek().copied().copied();
            matches!(mark, Some('*' | '~')) && run.find(|c| Some(**c) != mark).is_some_and(|c| is_cjk(*c))
        };
        let hidden = if is_cjk(c) || matches!(c, '\u{2010}'..='\u{2027}') {
            let beside = beyond(&mut letters[at + 1..].iter()) || beyond(&mut letters[..at].iter().rev());
            if beside { hidden(c) } else { None }
        } else {
            None
        };
        out.push(hidden.unwrap_or(c));
    }
    Cow::Owned(out)
}

/// Whether any letter or mark beyond ASCII stands beside an asterisk or a tilde.
fn any_beside_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    let beyond = |at: usize| bytes.get(at).is_some_and(|byte| !byte.is_ascii());
    text.match_indices(['*', '~']).any(|(at, _)| beyond(at.wrapping_sub(1)) || beyond(at + 1))
}

fn hidden(c: char) -> Option<char> {
    let code = u32::from(c);
    RANGES.iter().find(|(from, to, _)| (*from..=*to).contains(&code)).and_then(|(from, _, base)| char::from_u32(base + code - from))
}

/// Puts the marks back.
pub(super) fn show(text: String) -> String {
    if !is_taken(&text) {
        return text;
    }
    let mark = |c: char| {
        let code = u32::from(c);
        RANGES
            .iter()
            .find(|(from, to, base)| (*base..=base + to - from).contains(&code))
            .and_then(|(from, _, base)| char::from_u32(from + code - base))
    };
    text.chars().map(|c| mark(c).unwrap_or(c)).collect()
}
