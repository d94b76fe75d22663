//! Lines that belong to the quotation or the list above them because no empty line parts them: the reporter's words are then
//! printed as somebody else's.

use super::{count_words, ends_as_sentence, source, tell};
use crate::prose::ProseFault;
use crate::prose::tree::{Kind, Tree};

/// Letters of a line that is too short to have been wrapped.
const SHORT: usize = 60;
/// Words of a line that is more than an item.
const SENTENCE: usize = 4;

/// A line without `>` under lines that have it.
pub(super) fn quote(text: &str, quote: &Tree, told: &mut Vec<ProseFault>) {
    let typed = source(text, &quote.span);
    let mut at = 0;
    for line in typed.split_inclusive('\n') {
        let bare = line.trim_start();
        let lazy = at > 0
            && !bare.is_empty()
            && !bare.starts_with('>')
            && !bare.starts_with(['—', '–', '―', '-', '~', '`'])
            && !bare.starts_with("&mdash;");
        if lazy && in_paragraph(quote, quote.span.start + at) {
            let start = quote.span.start + at + line.len() - bare.len();
            tell(
                told,
                "quote-runs-on",
                start..start + bare.trim_end().len(),
                "this line has no > and still belongs to the quotation above it",
                "put an empty line before it if the quotation is over, or > if it goes on",
            );
            return;
        }
        at += line.len();
    }
}

/// Whether a place is inside a paragraph of the quotation, and not in code or a list that has marks of its own.
fn in_paragraph(quote: &Tree, at: usize) -> bool {
    let nth = quote.children.partition_point(|child| child.span.start <= at);
    nth.checked_sub(1).map(|nth| &quote.children[nth]).is_some_and(|child| child.kind == Kind::Paragraph && child.span.contains(&at))
}

/// Words straight under the last item of a list of short items.
pub(super) fn list(text: &str, list: &Tree, told: &mut Vec<ProseFault>) {
    let Some((last, others)) = list.children.split_last() else { return };
    let broken = |item: &Tree| item.children.iter().any(|child| child.kind == Kind::SoftBreak);
    if others.is_empty() || others.iter().any(broken) {
        return;
    }
    let Some(at) = last.children.iter().position(|child| child.kind == Kind::SoftBreak) else { return };
    let Some(next) = last.children.get(at + 1) else { return };
    let start = next.span.start;
    let flush = start > 0 && text.as_bytes().get(start - 1) == Some(&b'\n');
    let above = text.get(last.span.start..start).unwrap_or_default().trim_end();
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let whole = above.chars().count() < SHORT || ends_as_sentence(above) || above.ends_with(['!', '?', '！', '？', '。']);
    let begins = line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    if flush && whole && begins && count_words(line) >= SENTENCE {
        tell(
            told,
            "list-runs-on",
            start..start + line.trim_end().len(),
            "this line still belongs to the last item of the list above it",
            "put an empty line before it if the list is over, or spaces if the item goes on",
        );
    }
}
