//! Lists that the writer did not begin, and numbers that are printed otherwise than typed.

use super::{ends_as_sentence, source, tell};
use crate::prose::ProseFault;
use crate::prose::tree::{Kind, Tree};

pub(super) fn look(text: &str, before: Option<&Tree>, list: &Tree, told: &mut Vec<ProseFault>) {
    let Kind::List(first) = list.kind else { return };
    in_sentence(text, before, list, told);
    if let Some(first) = first {
        renumbered(text, first, list, told);
    }
}

/// A line that is wrapped before a dash, in the middle of a sentence.
fn in_sentence(text: &str, before: Option<&Tree>, list: &Tree, told: &mut Vec<ProseFault>) {
    let Some(before) = before.filter(|before| before.kind == Kind::Paragraph) else { return };
    let [item] = list.children.as_slice() else { return };
    let typed = source(text, &before.span).trim_end();
    let between = text.get(before.span.start + typed.len()..list.span.start).unwrap_or("\n\n");
    let words = before.words();
    let parted = between.matches('\n').count() != 1;
    // A list is announced: “The board said:”.
    if parted
        || words.trim_end().ends_with([':', '：', '!', '?', '！', '？'])
        || (ends_as_sentence(&words) && !words.trim_end().ends_with(','))
    {
        return;
    }
    // What goes on in the middle of a sentence begins with a small letter or a figure.
    let goes_on = |c: char| c.is_lowercase() || c.is_numeric();
    if !item.children.first().is_some_and(|first| matches!(&first.kind, Kind::Text(words) if words.starts_with(goes_on))) {
        return;
    }
    let line = source(text, &item.span).lines().next().unwrap_or_default();
    let mark = line.split_whitespace().next().unwrap_or_default();
    tell(
        told,
        "list-in-sentence",
        list.span.start..list.span.start + mark.len(),
        format!("this line begins with “{mark}”, which makes it a list in the middle of a sentence"),
        "join it to the line before; put an empty line before it if it is a list",
    );
}

/// `3. 2. 1.` is printed as 3, 4, 5. That all numbers are the same is a habit, and meant.
fn renumbered(text: &str, first: u64, list: &Tree, told: &mut Vec<ProseFault>) {
    let typed: Vec<Option<u64>> = list
        .children
        .iter()
        .map(|item| {
            let item = source(text, &item.span).trim_start();
            item[..item.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()
        })
        .collect();
    // An item that stands further in was meant to be nested, which is another slip.
    let indent = |item: &Tree| {
        let source = source(text, &item.span);
        let start = item.span.start + source.len() - source.trim_start().len();
        start - text[..start].rfind('\n').map_or(0, |at| at + 1)
    };
    let nested = list.children.first().is_some_and(|first| list.children.iter().any(|item| indent(item) > indent(first)));
    if nested || typed.iter().all(|number| *number == Some(first)) {
        return;
    }
    let other = typed
        .iter()
        .zip(first..)
        .zip(&list.children)
        .find_map(|((typed, printed), item)| Some(((*typed)?, printed, item)).filter(|(typed, printed, _)| typed != printed));
    if let Some((typed, printed, item)) = other {
        let start = item.span.start + source(text, &item.span).len() - source(text, &item.span).trim_start().len();
        tell(
            told,
            "list-renumbered",
            start..start + typed.to_string().len(),
            format!("this item is number {typed} as typed, and is printed as number {printed}: lists count on from their first number"),
            format!("put an empty line and a line of words between the lists, or write {typed}\\. if the numbers are words"),
        );
    }
}
