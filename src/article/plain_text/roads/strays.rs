//! Matter that came to stand where no block can: in a note, in an item of a list, in an answer. There the words of the table or the code
//! take the place of the sign that stood for it, so that none of them is lost.

use super::super::{Block, Item, PlainStory};
use super::matter;

/// Puts the words of matter into all texts that still have its sign.
pub(super) fn put_back(story: &mut PlainStory, found: &[Block]) {
    if found.is_empty() {
        return;
    }
    each_text(story, &|text| {
        if text.contains(matter::SIGN) {
            *text = matter::spelled_out(text, found);
        }
    });
}

fn each_text(story: &mut PlainStory, change: &dyn Fn(&mut String)) {
    let PlainStory {
        headline,
        kicker,
        dek,
        label,
        bylines,
        published,
        updated,
        dateline,
        blocks,
        corrections,
        rights,
        notes,
        dropped,
        guesses: _,
    } = story;
    for line in [headline, kicker, dek, published, updated].into_iter().flatten().chain(rights).chain(notes) {
        change(&mut line.text);
    }
    label.iter_mut().for_each(change);
    for credit in bylines.iter_mut() {
        change(&mut credit.name);
        credit.role.iter_mut().for_each(change);
    }
    for dateline in dateline.iter_mut() {
        change(&mut dateline.text);
    }
    for correction in corrections.iter_mut() {
        change(&mut correction.text);
    }
    for dropped in dropped.iter_mut() {
        change(&mut dropped.text);
    }
    for block in blocks {
        block_texts(block, change);
    }
}

fn block_texts(block: &mut Block, change: &dyn Fn(&mut String)) {
    let items_of = |items: &mut Vec<Item>| {
        for item in items {
            item.label.iter_mut().for_each(change);
            change(&mut item.text);
        }
    };
    match block {
        Block::Paragraph(paragraph) => {
            change(&mut paragraph.text);
            paragraph.verse.iter_mut().for_each(change);
        }
        Block::Subhead(line) | Block::Rule(line) | Block::EndCredit(line) => change(&mut line.text),
        Block::List { items, .. } | Block::FactBox { items } => items_of(items),
        Block::Takeaways { heading, items } => {
            for heading in heading.iter_mut() {
                change(&mut heading.text);
            }
            items_of(items);
        }
        Block::Voice(voice) => voice.paragraphs.iter_mut().for_each(change),
        Block::PullQuote { text, .. } | Block::RunIn { text, .. } => change(text),
        Block::Qa { pairs } => {
            for pair in pairs {
                change(&mut pair.question);
                pair.answer.iter_mut().for_each(change);
            }
        }
        Block::Related { heading, items } => {
            change(&mut heading.text);
            for item in items.iter_mut() {
                change(&mut item.text);
            }
        }
        Block::Figure { caption, credit, .. } => caption.iter_mut().chain(credit).for_each(change),
        Block::Table { .. } | Block::Preformatted { .. } => {}
    }
}
