//! What stands at the end of a mail: the signature after `-- `, a closing such as `Best regards` with the name and numbers below it, and the
//! notice that the mail is private. All of it is a note to the desk. Copy that is no mail keeps its last lines, unless there is an address
//! or a number to call among them.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::tables::{self, Phrases};
use super::super::{end_matter, words};
use super::{Sheet, has_address};

static CLOSINGS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    tables::parts(include_str!("../data/mail.txt")).filter(|(part, _)| *part == "closing").map(|(_, entry)| words::fold(entry)).collect()
});
static SENT: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("../data/mail.txt"), "sent"));
static PRIVATE: LazyLock<Vec<String>> = LazyLock::new(|| {
    tables::parts(include_str!("../data/mail.txt")).filter(|(part, _)| *part == "private").map(|(_, entry)| words::fold(entry)).collect()
});

/// The most rows a signature has.
const ROWS: usize = 14;

/// Takes the end of a mail off.
pub(super) fn take(sheet: &mut Sheet, copy: Range<usize>, mailed: bool) {
    notices(sheet, copy.clone());
    let filled: Vec<usize> = copy.filter(|&at| !sheet.rows[at].is_blank()).collect();
    let Some(from) = start(sheet, &filled, mailed) else { return };
    for &at in filled.iter().filter(|&&at| at >= from) {
        sheet.note_row(at);
    }
}

/// Notices that a mail is private, each to the end of its paragraph, and lines that a telephone adds.
fn notices(sheet: &mut Sheet, copy: Range<usize>) {
    let mut inside = false;
    for at in copy {
        let text = sheet.rows[at].text.trim().to_owned();
        if text.is_empty() {
            inside = false;
        } else if SENT.has(words::fold(&text).trim_end_matches('.')) {
            sheet.drop_row(at, "ML1");
        } else {
            let folded = words::fold(&text);
            inside |= PRIVATE.iter().any(|phrase| folded.contains(phrase.as_str())) && !text.contains(['“', '«', '"']);
            if inside {
                sheet.note_row(at);
            }
        }
    }
}

/// The row on which a signature begins.
fn start(sheet: &Sheet, filled: &[usize], mailed: bool) -> Option<usize> {
    // A short text may be little more than its signature, but never nothing else.
    let last = &filled[filled.len().saturating_sub(ROWS).max(1).min(filled.len())..];
    let text = |at: usize| sheet.rows[at].text.as_str();
    for (nth, &at) in last.iter().enumerate() {
        let tail = &last[nth + 1..];
        let short =
            tail.iter().all(|&at| words::length(text(at)) <= 120 && !(words::ends_sentence(text(at)) && words::count(text(at)) >= 12));
        let addressed = tail.iter().any(|&at| has_address(text(at)));
        let trimmed = text(at).trim();
        let cut = text(at).trim_start() == "-- "
            || (matches!(trimmed, "--" | "—" | "-- " | "___" | "---") && (addressed || mailed && trimmed == "--"));
        if cut && short && !tail.is_empty() {
            return Some(at);
        }
        let closing = CLOSINGS.contains(words::fold(trimmed).trim_end_matches([',', '.', '!', '،', '，']));
        if closing && short && (mailed && tail.len() <= 8 || addressed) {
            return Some(at);
        }
    }
    if !mailed {
        return None;
    }
    // Name, job and numbers in one block at the end, with nothing over them that says so.
    let (&end, _) = filled.split_last()?;
    let from = (0..end).rev().find(|&at| sheet.rows[at].is_blank())? + 1;
    let block = &sheet.rows[from..=end];
    let small = block.iter().all(|row| words::count(&row.text) <= 8 && !words::ends_sentence(&row.text));
    let numbers = block.iter().any(|row| has_address(&row.text));
    (from > *filled.first()? && block.len() <= 8 && small && numbers && !end_matter::is_end_mark(block[0].text.trim())).then_some(from)
}
