//! Questions with answers (`Q: ... A: ...`), and the fact box of releases (`WHO: ... WHAT: ... WHEN: ...`). Owns both shapes and the
//! labels of `data/facts.txt`. One label alone is never enough.

use std::sync::LazyLock;

use super::graf::Graf;
use super::{Block, Item, Question, tables, words};

static LABELS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| tables::parts(include_str!("data/facts.txt")).collect());

/// Reads the questions or facts that begin at a graf, and how many grafs they take.
pub(super) fn read(grafs: &[Graf]) -> Option<(Block, usize)> {
    fact_box(grafs).or_else(|| questions(grafs))
}

/// Whether a graf opens with the label of a question, an answer or a fact.
pub(super) fn is_labelled(graf: &Graf) -> bool {
    turn(graf).is_some() || fact(graf).is_some()
}

/// The label in capitals, and the rest.
fn fact(graf: &Graf) -> Option<Item> {
    if graf.member.is_some() || !graf.verse.is_empty() {
        return None;
    }
    let (label, text) = graf.text.split_once(':')?;
    let label = label.trim_end();
    let known = LABELS.iter().any(|&(part, entry)| part == "facts" && entry == label);
    let text = text.trim();
    known.then(|| Item { label: Some(label.to_owned()), text: text.to_owned(), line: graf.line })
}

fn fact_box(grafs: &[Graf]) -> Option<(Block, usize)> {
    let mut items = Vec::new();
    let mut used = 0;
    while let Some(graf) = grafs.get(used) {
        let Some(mut item) = fact(graf) else { break };
        used += 1;
        // The label on one line, its text on the next.
        if item.text.is_empty() {
            let Some(next) = grafs.get(used).filter(|next| fact(next).is_none() && next.member.is_none()) else {
                used -= 1;
                break;
            };
            item.text.clone_from(&next.text);
            used += 1;
        }
        items.push(item);
    }
    (items.len() >= 2).then_some((Block::FactBox { items }, used))
}

/// Takes `Q:` or `A:` off; which pair of labels, and which of the two.
fn turn(graf: &Graf) -> Option<(usize, Side, &str)> {
    if graf.member.is_some() || !graf.verse.is_empty() {
        return None;
    }
    let pairs = LABELS.iter().filter(|(part, _)| *part == "questions");
    for (index, (_, entry)) in pairs.enumerate() {
        let Some((question, answer)) = entry.split_once(' ') else { continue };
        for (side, label) in [(Side::Question, question), (Side::Answer, answer)] {
            let after = graf.text.strip_prefix(label).and_then(|rest| rest.trim_start().strip_prefix([':', '：', '.']));
            if let Some(text) = after.filter(|text| text.starts_with(' ') || text.chars().next().is_some_and(words::is_unspaced)) {
                return Some((index, side, text.trim()));
            }
        }
    }
    None
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Question,
    Answer,
}

fn questions(grafs: &[Graf]) -> Option<(Block, usize)> {
    let mut pairs: Vec<Question> = Vec::new();
    let mut at = 0;
    let mut kind = None;
    while let Some((index, Side::Question, question)) = grafs.get(at).and_then(turn) {
        let answered = grafs.get(at + 1).and_then(turn).filter(|&(other, side, _)| other == index && side == Side::Answer);
        let (Some((_, _, answer)), true) = (answered, kind.is_none_or(|kind| kind == index)) else { break };
        kind = Some(index);
        let mut pair = Question { question: question.to_owned(), answer: vec![answer.to_owned()], line: grafs[at].line };
        at += 2;
        // What stands before the next question belongs to this answer; after the last one nothing says so.
        let next = (at..grafs.len().min(at + 8)).find(|&next| grafs[next].heading.is_some() || turn(&grafs[next]).is_some());
        if let Some(next) = next.filter(|&next| matches!(turn(&grafs[next]), Some((other, Side::Question, _)) if other == index)) {
            pair.answer.extend(grafs[at..next].iter().map(|graf| graf.text.clone()));
            at = next;
        }
        pairs.push(pair);
    }
    (!pairs.is_empty()).then_some((Block::Qa { pairs }, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Option<(Block, usize)> {
        read(&super::super::lines::read(text).grafs)
    }

    #[test]
    fn fact_boxes() {
        assert!(matches!(block("WHO: The board\nWHAT: A vote\nWHEN: Monday"), Some((Block::FactBox { items }, 3)) if items.len() == 3));
        assert_eq!(block("WHO: Senators and the board came along.\n\nThey left."), None);
    }

    #[test]
    fn questions_and_answers() {
        assert!(
            matches!(block("Q: Why now?\n\nA: Because.\n\nMore.\n\nQ: And then?\n\nA: Nothing.\n\nText."), Some((Block::Qa { pairs }, 5)) if pairs[0].answer.len() == 2 && pairs.len() == 2)
        );
        assert_eq!(block("A: Because.\n\nText."), None);
    }
}
