//! The quote check: is a pull-quote said in the copy, word for word?
//!
//! Both sides are folded first: quotation marks, dashes and spaces to one form each. Then the quote, without its outer
//! marks, is cut at every `…` and every `[bracketed]` word into pieces, and the pieces must occur in this order, whole
//! words each, with the first letter of each in either case. What is found is decoration; what is not is content.

use super::copy::{Echo, Origin};
use super::{Copy, Part};
use crate::diag::{Diag, Place};

/// Brings quotation marks, dashes and spaces to one form.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚' | '‛' | '′' | '″' | '"' | '「' | '」' | '『' | '』' | '`'
            | '´' => '\'',
            '–' | '—' | '―' | '−' | '‐' | '‑' => '-',
            '…' => {
                out.push_str("...");
                continue;
            }
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        match c {
            ' ' if out.ends_with([' ', '-']) || out.is_empty() => {}
            '-' => {
                while out.ends_with([' ', '-']) {
                    out.pop();
                }
                out.push('-');
            }
            // Two single marks are one double one.
            '\'' if out.ends_with('\'') => {}
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The pieces of a folded quote that must be found.
fn pieces(quote: &str) -> Vec<String> {
    let mut flat = String::with_capacity(quote.len());
    let mut inside = false;
    for c in quote.chars() {
        match c {
            '[' => {
                inside = true;
                flat.push('\n');
            }
            ']' => inside = false,
            c if !inside => flat.push(c),
            _ => {}
        }
    }
    flat.replace("...", "\n")
        .split('\n')
        .map(|piece| {
            piece
                .trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '.' | ',' | ';' | ':' | '-' | '(' | ')' | '。' | '、'))
                .to_owned()
        })
        .filter(|piece| piece.chars().any(char::is_alphanumeric))
        .collect()
}

/// Finds `piece` in `text` at or after `from`, whole words only, its first letter in either case.
fn find(text: &str, piece: &str, from: usize) -> Option<(usize, usize)> {
    let first = piece.chars().next()?;
    let rest = &piece[first.len_utf8()..];
    let mut at = from;
    while at < text.len() {
        let found =
            if rest.is_empty() { text[at..].char_indices().next().map(|(_, c)| at + c.len_utf8())? } else { at + text[at..].find(rest)? };
        let end = found + rest.len();
        if let Some(before) = text[..found].chars().next_back()
            && found - before.len_utf8() >= from
            && before.to_lowercase().eq(first.to_lowercase())
        {
            let start = found - before.len_utf8();
            let cjk = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}');
            let open = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric() || cjk(c));
            let shut = text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric() || cjk(c));
            if open && shut {
                return Some((start, end));
            }
        }
        at = text[found..].chars().next().map_or(text.len(), |c| found + c.len_utf8());
    }
    None
}

/// Where folded `quote` is said in folded `text`: the byte at which its first piece begins.
pub fn said_at(text: &str, quote: &str) -> Option<usize> {
    let pieces = pieces(quote);
    let (first, rest) = pieces.split_first()?;
    let mut start = 0;
    while let Some((at, mut from)) = find(text, first, start) {
        if rest.iter().all(|piece| find(text, piece, from).map(|(_, end)| from = end).is_some()) {
            return Some(at);
        }
        start = at + 1;
        while !text.is_char_boundary(start) {
            start += 1;
        }
    }
    None
}

/// Settles for every pull-quote whether it repeats the copy, and moves those of front matter to where they are said.
pub(super) fn settle(copy: &mut Copy, told: &mut Vec<Diag>) {
    if !copy.parts.iter().any(|part| matches!(part, Part::Pull { echo: Echo::Unknown(..), .. })) {
        return;
    }
    // The copy as one text; for each part, the byte at which it begins.
    let mut whole = String::new();
    let mut starts = Vec::new();
    for (at, part) in copy.parts.iter().enumerate() {
        let words = match part {
            Part::Pull { .. } => None,
            part => part.words(),
        };
        if let Some(words) = words {
            starts.push((whole.len(), at));
            whole.push_str(&fold(words));
            whole.push(' ');
        }
    }
    let mut moves: Vec<(usize, usize)> = Vec::new();
    for (nth, part) in copy.parts.iter_mut().enumerate() {
        let Part::Pull { voice, echo } = part else { continue };
        let Echo::Unknown(place, origin) = echo else { continue };
        let (place, origin) = (Place::clone(place), *origin);
        let said = said_at(&whole, &fold(&voice.words));
        *echo = if said.is_some() { Echo::Repeat } else { Echo::Fresh };
        match (said, origin) {
            (Some(at), Origin::FrontMatter) => {
                let target = starts.iter().rev().find(|(start, _)| *start <= at).map_or(0, |(_, part)| *part);
                moves.push((nth, target));
            }
            (None, Origin::FrontMatter) => told.push(
                Diag::warning("quote-not-in-copy", "pull quote not found in the article: these words are not in the copy")
                    .at(place)
                    .help("quote the copy word for word, mark what you left out with … and what you added with [ ]; it is printed as a quote of its own"),
            ),
            (None, Origin::Body) if voice.by.is_none() => {
                told.push(Diag::warning("quote-without-name", "this pull-quote is not in the copy and names nobody").at(place).help("say whose words they are: > [!pullquote] Name, Role"));
            }
            _ => {}
        }
    }
    // Quotes of front matter wait at the end of the copy; each goes before the part that it repeats.
    for (from, to) in moves.into_iter().rev() {
        if to < from {
            let quote = copy.parts.remove(from);
            copy.parts.insert(to, quote);
            // Later moves (earlier quotes) still stand behind every target, and targets before `to` did not shift.
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, quote: &str) -> bool {
        said_at(&fold(text), &fold(quote)).is_some()
    }

    #[test]
    fn marks_dashes_spaces_and_edges_do_not_count() {
        let text = "The mayor spoke. “We will—whatever it costs—rebuild the ‘old’ pier by spring,” she told the crowd.";
        for quote in [
            "We will - whatever it costs -- rebuild the \"old\" pier by spring",
            "“we will—whatever it\u{a0}costs—rebuild the ‘old’ pier by spring.”",
            "We will … rebuild the 'old' pier",
            "[They] will... rebuild",
            "Rebuild the [ancient] pier by spring",
        ] {
            assert!(said(text, quote), "{quote}");
        }
    }

    #[test]
    fn other_words_are_other_words() {
        let text = "“We might rebuild the pier in springtime,” she said.";
        for quote in ["We will rebuild the pier", "rebuild the pier in spring", "pier … rebuild", "", "…", "REBUILD THE PIER"] {
            assert!(!said(text, quote), "{quote}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_found() {
        assert!(said("市長は「桟橋を再建する」と述べた。", "桟橋を再建する"));
    }
}
