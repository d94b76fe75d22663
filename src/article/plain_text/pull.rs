//! Pull quotes in flattened pages: a block of its own whose words stand in another paragraph too. Owns the comparison, which passes
//! over quotation marks, dashes, spaces and letter case. A line with neither marks nor a name under it must be longer, for headings too
//! take up words of the copy. A whole paragraph that occurs twice is no pull quote, and neither is the dek,
//! a takeaway, or a line of verse.

use std::collections::HashMap;
use std::ops::Range;

use super::super::quotes::occurrences;
use super::{Block, Line, PlainStory, names, quotes, words};

/// Turns paragraphs that only repeat the copy into pull quotes.
pub(super) fn find(story: &mut PlainStory) {
    let hosts: Vec<Option<String>> = story.blocks.iter().map(host).collect();
    // Several voices are a collection of quotations, of which one may well repeat the copy.
    let lone_voice = story.blocks.iter().filter(|block| matches!(block, Block::Voice(_))).count() == 1;
    let candidates: Vec<Option<Candidate>> = story
        .blocks
        .iter()
        .enumerate()
        .map(|(at, block)| {
            let voiced = matches!(block, Block::Voice(_));
            let (text, by, line) = candidate(block).filter(|_| !voiced || lone_voice)?;
            let signed = by.is_some() || story.blocks.get(at + 1).and_then(name_alone).is_some();
            let sure = quotes::opens(&text) || signed;
            (sure || words::count(&text) >= 8).then(|| Candidate { bare: words::bare(&text), text, by, line, sure })
        })
        .collect();
    let (numbers, holders) = holders(&hosts, &candidates);
    let mut gone = vec![false; story.blocks.len()];
    let mut removed: Vec<usize> = Vec::new();
    for (at, (found, number)) in candidates.into_iter().zip(numbers).enumerate() {
        let (Some(Candidate { text, by, line, sure, .. }), Some(number)) = (found.filter(|_| !gone[at]), number) else { continue };
        // Names that were taken away no longer stand between.
        let place = |at: usize| at - removed.partition_point(|other| *other < at);
        // Without marks or a name it takes a longer text, and a paragraph between the two.
        let near = if sure { 1 } else { 2 };
        if !holders[number].iter().any(|other| !gone[*other] && place(*other).abs_diff(place(at)) >= near) {
            continue;
        }
        let by = by.or_else(|| {
            let name = story.blocks.get(at + 1).and_then(name_alone)?;
            gone[at + 1] = true;
            removed.push(at + 1);
            Some(name)
        });
        story.blocks[at] = Block::PullQuote { text, by, line };
        gone[at] = true;
    }
    let mut at = 0..;
    story.blocks.retain(|_| at.next().is_none_or(|at| removed.binary_search(&at).is_err()));
}

/// A block that may be a pull quote.
struct Candidate {
    text: String,
    by: Option<String>,
    line: usize,
    /// The letters of `text`, for comparing.
    bare: String,
    /// It has quotation marks, or a name.
    sure: bool,
}

/// The number of each candidate's words, and for each number the blocks whose words hold them. All are looked for at once,
/// however many there are.
fn holders(hosts: &[Option<String>], candidates: &[Option<Candidate>]) -> (Vec<Option<usize>>, Vec<Vec<usize>>) {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut patterns: Vec<String> = Vec::new();
    let numbers = candidates.iter().map(|candidate| {
        let words = candidate.as_ref()?.bare.as_str();
        Some(*known.entry(words).or_insert_with(|| {
            patterns.push(words.to_owned());
            patterns.len() - 1
        }))
    });
    let numbers: Vec<Option<usize>> = numbers.collect();
    let mut held: Vec<Vec<usize>> = vec![Vec::new(); patterns.len()];
    if !patterns.is_empty() {
        let mut whole = String::new();
        let mut starts = Vec::new();
        for (at, host) in hosts.iter().enumerate() {
            if let Some(host) = host {
                starts.push((whole.len(), at));
                whole.push_str(host);
                whole.push('\n');
            }
        }
        for (number, range) in occurrences(&whole, &patterns) {
            let (start, at) = starts[starts.partition_point(|(start, _)| *start <= range.start) - 1];
            let host = hosts[at].as_deref().unwrap_or_default();
            if is_part(host, range.start - start..range.end - start) && held[number].last() != Some(&at) {
                held[number].push(at);
            }
        }
    }
    (numbers, held)
}

/// The words of a paragraph that may hold the repeated ones.
fn host(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(paragraph) if paragraph.verse.is_empty() && words::ends_sentence(&paragraph.text) => {
            Some(words::bare(&paragraph.text))
        }
        Block::RunIn { text, .. } => Some(words::bare(text)),
        _ => None,
    }
}

/// A block that may be a pull quote: its text, its name, its line.
fn candidate(block: &Block) -> Option<(String, Option<String>, usize)> {
    let (text, by, line) = match block {
        Block::Paragraph(paragraph) if paragraph.verse.is_empty() => (paragraph.text.clone(), None, paragraph.line),
        // In quotation marks it was made a subhead for what it repeats.
        Block::Subhead(Line { text, line }) if !quotes::opens(text) => (text.clone(), None, *line),
        Block::Voice(voice) if voice.paragraphs.len() == 1 => {
            let by = [Some(voice.name.clone()), voice.role.clone(), voice.via.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
            (voice.paragraphs[0].clone(), Some(by), voice.line)
        }
        _ => return None,
    };
    (5..=40).contains(&words::count(&text)).then_some((text, by, line))
}

/// Whether these bytes of a text are a part of it, whole words only.
fn is_part(body: &str, part: Range<usize>) -> bool {
    let apart = |letter: Option<char>| letter.is_none_or(|letter| letter == ' ' || words::is_unspaced(letter));
    body.len() > part.len() + 8 && apart(body[..part.start].chars().next_back()) && apart(body[part.end..].chars().next())
}

/// The name under a pull quote, with or without a dash.
fn name_alone(block: &Block) -> Option<String> {
    let text = match block {
        Block::Paragraph(paragraph) if paragraph.verse.is_empty() => paragraph.text.as_str(),
        Block::Subhead(line) => line.text.as_str(),
        _ => return None,
    };
    let name = text.trim_start_matches(['—', '–', '-', '~', ' ']);
    let person = name.split(',').next().is_some_and(names::is_person) && words::count(name) <= 10 && !words::ends_with_stop(name);
    person.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{Block, Desk, read};

    const COPY: &str = "Fees rise\n\nThe board met on Monday. “We had no choice but to raise them,” Ruiz told the board, and the room went quiet for a while.\n\nOthers spoke of the old days, when the quay was full of boats and nobody paid at all.\n\n";

    #[test]
    fn repeated_words() {
        let story = read(
            &format!(
                "{COPY}“We had no choice but to raise them”\n\nAna Ruiz\n\nThe vote came at ten, after five hours of talk in the old customs house."
            ),
            &Desk::default(),
        );
        assert!(
            story.blocks.iter().any(|block| matches!(block, Block::PullQuote { by: Some(name), .. } if name == "Ana Ruiz")),
            "{:#?}",
            story.blocks
        );
    }

    #[test]
    fn fresh_words() {
        let story = read(
            &format!(
                "{COPY}“We never saw this coming at all, not one of us”\n\nThe vote came at ten, after five hours of talk in the old customs house."
            ),
            &Desk::default(),
        );
        assert!(!story.blocks.iter().any(|block| matches!(block, Block::PullQuote { .. })));
    }
}
