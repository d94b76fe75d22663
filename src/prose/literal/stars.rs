//! Stars inside words: `Mieter*innen`, `M*A*S*H`, `5*3*2`, `f**k`, `2**10`; and behind one: `f***`.
//!
//! A star with a letter or a digit on both sides is text. It is still a mark where it closes emphasis that opened at the
//! beginning of a word (`*Courier*s`, `*R*iver`) and, doubled, where its like stands in the same word (`Frei**heit**`): nobody writes
//! that otherwise. Scripts that set no spaces and Korean, which hangs endings on names, are left to the parser.

use super::Mark;
use crate::language::{is_han_or_kana, is_run_on, is_wide};
use crate::prose::ProseFault;

/// Letters of an ending behind a closing star: `*Sanomat*issa`.
const ENDING: usize = 4;

/// What a run of stars could do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    /// Letters on both sides.
    Inside,
    /// Anything: the parser decides.
    Either,
}

struct Run {
    at: usize,
    length: usize,
    side: Side,
}

/// Finds the stars that are words.
pub(super) fn find(text: &str, marks: &mut Vec<Mark>) {
    let mut paragraph: Vec<Run> = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find('*') {
        let at = from + found;
        if has_empty_line(&text[from..at]) {
            settle(text, &paragraph, marks);
            paragraph.clear();
        }
        let length = text[at..].bytes().take_while(|byte| *byte == b'*').count();
        let slashes = text[from..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if slashes.is_multiple_of(2) {
            paragraph.push(Run { at, length, side: side(text, at, length) });
        }
        from = at + length;
    }
    settle(text, &paragraph, marks);
}

fn has_empty_line(text: &str) -> bool {
    let mut lines = text.split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_some() && line.trim().is_empty() {
            return true;
        }
    }
    false
}

fn side(text: &str, at: usize, length: usize) -> Side {
    let before = text[..at].chars().next_back();
    let after = text[at + length..].chars().next();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    if word(before) && word(after) {
        let parted = |c: Option<char>| c.is_some_and(|c| !is_han_or_kana(c) && !is_run_on(c) && !is_wide(c));
        return if parted(before) && parted(after) { Side::Inside } else { Side::Either };
    }
    match (space(before), space(after)) {
        (true, true) | (false, false) if word(before) == word(after) => Side::Either,
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        _ if word(after) => Side::Opens,
        _ => Side::Closes,
    }
}

fn settle(text: &str, runs: &[Run], marks: &mut Vec<Mark>) {
    // What comes next at word edges, for each length, from the end.
    let next = coming(runs);
    let mut open: [Option<&Run>; 3] = [None; 3];
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let kind = run.length.min(3) - 1;
        match run.side {
            Side::Opens => open[kind] = Some(run),
            // `f*** this`: a word whose letters are not printed.
            Side::Closes if kind == 2 && open[2].is_none() && (open[0].is_none() || open[1].is_none()) => hide(run, None, marks),
            Side::Closes => open[kind] = None,
            Side::Either => {}
            Side::Inside => {
                let ending = text[run.at + run.length..].chars().take(ENDING + 1).take_while(|c| c.is_alphanumeric()).count();
                // `**R**iver **B**oard`, `*Courier*s`.
                let closes = |open: &Run| run.length == 2 || ending <= ENDING || same_word(text, open, run);
                if open[kind].is_some_and(closes) && next[at] != Some(Side::Closes) {
                    open[kind] = None;
                } else if run.length == 2 && marks_part_of_word(text, run, runs.get(at + 1)) {
                    at += 1;
                } else {
                    let told = runs.get(at + 1).filter(|_| run.length == 1).and_then(|other| ambiguous(text, run, other));
                    let told = told.filter(|_| at == 0 || !same_word(text, &runs[at - 1], run));
                    hide(run, told, marks);
                }
            }
        }
        at += 1;
    }
}

fn hide(run: &Run, told: Option<ProseFault>, marks: &mut Vec<Mark>) {
    marks.push(Mark { at: run.at, told });
    marks.extend((1..run.length).map(|nth| Mark { at: run.at + nth, told: None }));
}

/// For each run, the side of the next one of its length that stands at the edge of a word.
fn coming(runs: &[Run]) -> Vec<Option<Side>> {
    let mut last: [Option<Side>; 3] = [None; 3];
    let mut next = vec![None; runs.len()];
    for (at, run) in runs.iter().enumerate().rev() {
        let kind = run.length.min(3) - 1;
        next[at] = last[kind];
        if matches!(run.side, Side::Opens | Side::Closes) {
            last[kind] = Some(run.side);
        }
    }
    next
}

fn between<'a>(text: &'a str, run: &Run, other: &Run) -> &'a str {
    &text[run.at + run.length..other.at]
}

fn same_word(text: &str, run: &Run, other: &Run) -> bool {
    between(text, run, other).chars().all(char::is_alphanumeric)
}

/// `Frei**heit**`: the letters between the two are in bold.
fn marks_part_of_word(text: &str, run: &Run, other: Option<&Run>) -> bool {
    other.is_some_and(|other| {
        other.length == 2
            && matches!(other.side, Side::Inside | Side::Closes)
            && between(text, run, other).chars().all(char::is_alphabetic)
            && text[..run.at].ends_with(char::is_alphabetic)
    })
}

/// `un*believ*able` might be meant as emphasis; `M*A*S*H` and `5*3*2` are not.
fn ambiguous(text: &str, run: &Run, other: &Run) -> Option<ProseFault> {
    let part = between(text, run, other);
    let meant = other.length == 1
        && matches!(other.side, Side::Inside | Side::Closes)
        && part.chars().all(char::is_alphabetic)
        && part.chars().nth(1).is_some();
    meant.then(|| ProseFault {
        code: "star-in-word",
        span: run.at..other.at + 1,
        message: format!("the stars around “{part}” stand inside a word and are printed as stars"),
        help: format!("write <em>{part}</em> if you mean emphasis, \\* if you mean the stars"),
    })
}
