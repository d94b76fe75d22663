//! Signs at the start of a row that stand for a heading: the black squares and triangles of Japanese papers (`■往復で三百円`), over a
//! paragraph; and headings under which a list has lost its marks (`Ingredients`). The rows are written as the reader of lines knows them.

use std::sync::LazyLock;

use super::super::tables::Phrases;
use super::super::{takeaways, times, words};
use super::{Joint, Sheet};

static LISTS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("../data/list_heads.txt")));

fn is_sign(sign: char) -> bool {
    matches!(sign, '■' | '□' | '◆' | '◇' | '▼' | '▽' | '▲' | '△' | '●' | '○' | '◎' | '★' | '☆' | '▶' | '▪')
}

/// The heading after a sign: short, and no sentence.
fn headed(text: &str) -> Option<&str> {
    let text = text.trim();
    let rest = text.strip_prefix(is_sign)?.trim_start();
    let squares = rest.chars().filter(|&letter| words::is_unspaced(letter)).count();
    let short = if squares > 0 { words::length(rest) <= 40 } else { words::count(rest) <= 8 && words::starts_high(rest) };
    (short && !rest.is_empty() && !words::ends_sentence(rest) && !rest.starts_with(is_sign) && rest.chars().any(char::is_alphanumeric))
        .then_some(rest)
}

/// Writes signs as the marks they stand for.
pub(super) fn take(sheet: &mut Sheet) {
    let filled = sheet.filled();
    for nth in 1..filled.len().saturating_sub(1) {
        let (at, next) = (filled[nth], filled[nth + 1]);
        let under = sheet.rows[next].text.trim();
        let paragraph = headed(under).is_none() && !under.starts_with(is_sign) && words::ends_sentence(under) && words::count(under) >= 8;
        let Some(text) = headed(&sheet.rows[at].text).filter(|text| paragraph && !takeaways::may_be_heading(text)).map(str::to_owned)
        else {
            continue;
        };
        // A list of its own ends in a paragraph too: then the row before has the sign as well.
        let listed = headed(&sheet.rows[filled[nth - 1]].text).is_some();
        if !listed {
            sheet.rows[at].text = format!("## {text}");
            sheet.rows[at].joint = Joint::Apart;
            sheet.touched = true;
        }
    }
    lists(sheet);
    times_apart(sheet);
}

/// Parts the times of a running report from what stands around them, so that no row is joined to one.
fn times_apart(sheet: &mut Sheet) {
    let found: Vec<usize> = sheet.filled().into_iter().filter(|&at| times::is_time(&sheet.rows[at].text)).collect();
    if found.len() >= 2 {
        for at in found {
            sheet.rows[at].joint = Joint::Apart;
        }
        sheet.touched = true;
    }
}

/// Gives the rows under `Ingredients` the marks they lost.
fn lists(sheet: &mut Sheet) {
    let mut at = 1;
    while at < sheet.rows.len() {
        let text = sheet.rows[at].text.trim();
        let known = words::length(text) <= 50 && LISTS.has(&words::fold(text.trim_end_matches([':', '：'])));
        let count = if known { sheet.rows[at + 1..].iter().take(60).take_while(|row| is_item(&row.text)).count() } else { 0 };
        let ends = sheet.rows.get(at + 1 + count).is_none_or(|row| {
            row.is_blank() || words::count(&row.text) >= 8 || LISTS.has(&words::fold(row.text.trim().trim_end_matches(':')))
        });
        if count >= 2 && ends {
            sheet.rows[at].joint = Joint::Apart;
            for row in &mut sheet.rows[at + 1..=at + count] {
                row.text = format!("• {}", row.text.trim());
            }
            sheet.rows[at + count].joint = if count > 1 { sheet.rows[at + count].joint } else { Joint::Apart };
            sheet.touched = true;
        }
        at += 1 + count;
    }
}

fn is_item(text: &str) -> bool {
    let text = text.trim();
    let marked = super::super::lists::line_mark(text).is_some() || super::super::lists::number(text).is_some();
    !text.is_empty()
        && !marked
        && words::length(text) <= 70
        && words::count(text) <= 12
        && !words::ends_sentence(text)
        && !text.ends_with(':')
        && !LISTS.has(&words::fold(text))
}
