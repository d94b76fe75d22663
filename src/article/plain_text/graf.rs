//! The piece that everything here reads: one block of copy, what marked it, and its place in a list. It knows no other file here, so that all may know it.

use super::ListKind;

/// One block of copy, before anyone knows what it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Graf {
    /// The text on one line.
    pub(super) text: String,
    /// The source line it begins on.
    pub(super) line: usize,
    /// The lines of verse or of an address, kept apart; empty for ordinary copy.
    pub(super) verse: Vec<String>,
    /// A heading that says so itself: `# text`, `**text**`, or a row of dashes under it.
    pub(super) heading: Option<Marking>,
    /// Whether blank lines stood before it.
    pub(super) gap: bool,
    /// Its place in a list, once `lists` has looked.
    pub(super) member: Option<Member>,
}

/// How a heading was marked in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marking {
    /// `# text`, or a text underlined: the top of a page if it stands there.
    Top,
    /// `## text`, `**text**`.
    Inner,
    /// One of a run of numbered headings.
    Numbered,
}

/// Where in a list a graf stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) group: usize,
    pub(super) kind: ListKind,
    pub(super) part: Part,
}

/// Whether a graf opens an item or goes on with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Start,
    Rest,
}

/// A row of one sign, such as `-----` or `* * *`.
pub(super) fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|sign| !sign.is_whitespace());
    let Some(first) = signs.next() else { return false };
    matches!(first, '-' | '–' | '—' | '*' | '=' | '_' | '~' | '•' | '·' | '⁂' | '+' | '.' | '…')
        && signs.all(|sign| sign == first)
        && (text.chars().filter(|&sign| sign == first).count() >= 3 || first == '⁂')
        && !matches!(text, "..." | "…")
}
