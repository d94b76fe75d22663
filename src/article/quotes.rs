//! The quote check: is a pull-quote said in the copy, word for word?
//!
//! Both sides are folded first: quotation marks, dashes and spaces to one form each. Then the quote, without its outer
//! marks, is cut at every `…` and every `[bracketed]` word into pieces, and the pieces must occur in this order, whole
//! words each, with the first letter of each in either case. What is found is decoration; what is not is content.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, AhoCorasickKind};

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

/// Whether what stands in these bytes of `text` is whole words; scripts that set no spaces have none to cut.
fn is_whole(text: &str, found: &Range<usize>) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || is_run_on(c));
    apart(text[..found.start].chars().next_back()) && apart(text[found.end..].chars().next())
}

fn is_run_on(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

/// A piece with its first letter in either case.
fn cases(piece: &str) -> Vec<String> {
    let Some(first) = piece.chars().next() else { return Vec::new() };
    let rest = &piece[first.len_utf8()..];
    let single = |mut letters: Vec<char>| if letters.len() == 1 { letters.pop() } else { None };
    let mut firsts = vec![first];
    firsts.extend(single(first.to_lowercase().collect()));
    firsts.extend(single(first.to_uppercase().collect()));
    firsts.sort_unstable();
    firsts.dedup();
    firsts.into_iter().map(|first| format!("{first}{rest}")).collect()
}

/// Where each of the folded `quotes` is said in the folded `text`: the byte at which its first piece begins. The text is
/// gone through once, however many quotes there are.
pub fn said_at(text: &str, quotes: &[String]) -> Vec<Option<usize>> {
    let quotes: Vec<Vec<String>> = quotes.iter().map(|quote| pieces(quote)).collect();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let (mut patterns, mut piece_of) = (Vec::new(), Vec::new());
    for piece in quotes.iter().flatten() {
        let next = numbers.len();
        if let Entry::Vacant(new) = numbers.entry(piece) {
            new.insert(next);
            for pattern in cases(piece) {
                patterns.push(pattern);
                piece_of.push(next);
            }
        }
    }
    // Of each piece, all places at which it stands.
    let mut places: Vec<Vec<Range<usize>>> = vec![Vec::new(); numbers.len()];
    for found in occurrences(text, &patterns) {
        let range = found.1;
        if is_whole(text, &range) {
            places[piece_of[found.0]].push(range);
        }
    }
    for places in &mut places {
        places.sort_unstable_by_key(|place| place.start);
    }
    let said = |pieces: &Vec<String>| {
        // From the first place of the first piece, each piece at its first place after the one before: if these do not
        // stand in this order, no others do.
        let mut begin = None;
        let mut from = 0;
        for piece in pieces {
            let places = &places[numbers[piece.as_str()]];
            let place = places.get(places.partition_point(|place| place.start < from))?;
            begin.get_or_insert(place.start);
            from = place.end;
        }
        begin
    };
    quotes.iter().map(said).collect()
}

/// Every place in `text` at which one of the patterns stands, with the number of the pattern; they may overlap.
pub(super) fn occurrences<'t>(text: &'t str, patterns: &[String]) -> impl Iterator<Item = (usize, Range<usize>)> + use<'t> {
    let finder = AhoCorasick::builder().kind(Some(AhoCorasickKind::NoncontiguousNFA)).build(patterns).ok();
    let mut state = OverlappingState::start();
    std::iter::from_fn(move || {
        finder.as_ref()?.find_overlapping(text, &mut state);
        state.get_match().map(|found| (found.pattern().as_usize(), found.range()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, quote: &str) -> bool {
        said_at(&fold(text), &[fold(quote)])[0].is_some()
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
    fn many_quotes_are_found_at_once_each_at_its_own_place() {
        let text = fold("We rowed at dawn. I rowed alone. The sea was calm; at dawn we rowed.");
        let quotes =
            ["rowed alone", "at dawn … we rowed", "I", "the sea", "never said", "we rowed", "at dawn", "At dawn we rowed"].map(fold);
        let places: Vec<Option<&str>> = said_at(&text, &quotes).into_iter().map(|at| at.map(|at| &text[at..at + 3])).collect();
        assert_eq!(places, [Some("row"), Some("at "), Some("I r"), Some("The"), None, Some("We "), Some("at "), Some("at ")]);
        assert_eq!(said_at(&text, &quotes)[7], text.rfind("at dawn"));
    }

    #[test]
    fn scripts_without_spaces_are_found() {
        assert!(said("市長は「桟橋を再建する」と述べた。", "桟橋を再建する"));
    }
}
