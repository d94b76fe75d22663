//! Pull quotes in flattened pages: a block of its own whose words stand in another paragraph too. Owns the comparison, which passes
//! over quotation marks, dashes, spaces and letter case. A line with neither marks nor a name under it must be longer, for headings too
//! take up words of the copy. A whole paragraph that occurs twice is no pull quote, and neither is the dek,
//! a takeaway, or a line of verse.

use super::{Block, Line, PlainStory, names, quotes, words};

/// Turns paragraphs that only repeat the copy into pull quotes.
pub(super) fn find(story: &mut PlainStory) {
    let mut hosts: Vec<Option<String>> = story.blocks.iter().map(host).collect();
    // Several voices are a collection of quotations, of which one may well repeat the copy.
    let lone_voice = story.blocks.iter().filter(|block| matches!(block, Block::Voice(_))).count() == 1;
    let mut at = 0;
    while at < story.blocks.len() {
        let voiced = matches!(story.blocks[at], Block::Voice(_));
        if let Some((text, by, line)) = candidate(&story.blocks[at]).filter(|_| !voiced || lone_voice) {
            let bare = words::bare(&text);
            let signed = by.is_some() || story.blocks.get(at + 1).and_then(name_alone).is_some();
            let sure = quotes::opens(&text) || signed;
            // Without marks or a name it takes a longer text, and a paragraph between the two.
            let near = if sure { 1 } else { 2 };
            let long = words::count(&text) >= 8;
            let repeated = (sure || long)
                && hosts
                    .iter()
                    .enumerate()
                    .any(|(other, body)| other.abs_diff(at) >= near && body.as_deref().is_some_and(|body| contains(body, &bare)));
            if repeated {
                let (by, extra) = match (by, story.blocks.get(at + 1).and_then(name_alone)) {
                    (None, Some(name)) => (Some(name), true),
                    (by, _) => (by, false),
                };
                story.blocks[at] = Block::PullQuote { text, by, line };
                hosts[at] = None;
                if extra {
                    story.blocks.remove(at + 1);
                    hosts.remove(at + 1);
                }
            }
        }
        at += 1;
    }
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

/// Whether a longer text holds a shorter one, whole words only.
fn contains(body: &str, part: &str) -> bool {
    body.len() > part.len() + 8
        && body.match_indices(part).any(|(at, _)| {
            let open = body[..at].chars().next_back().is_none_or(|letter| letter == ' ' || words::is_unspaced(letter));
            let end = body[at + part.len()..].chars().next().is_none_or(|letter| letter == ' ' || words::is_unspaced(letter));
            open && end
        })
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
