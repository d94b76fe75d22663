//! Two columns of text that stand side by side, as a PDF of a printed page gives them: the right one goes under the left one. It takes four
//! rows or more in which the right text begins at the same place after a gap, and sentences that run on from row to row on both sides; a
//! table has cells, and no cell runs on.

use super::super::words;
use super::{Joint, Row, Sheet};

/// The fewest rows that are two columns.
const LEAST: usize = 4;

/// Puts columns under each other.
pub(super) fn unfold(sheet: &mut Sheet) {
    let cuts: Vec<Option<usize>> = sheet.rows.iter().map(|row| cut(&row.text)).collect();
    let mut found = Vec::new();
    let mut from = 0;
    while from < cuts.len() {
        let Some(column) = cuts[from] else {
            from += 1;
            continue;
        };
        let end = end_of(sheet, &cuts, from, column);
        match columns(&sheet.rows[from..end], column) {
            Some(rows) => {
                found.push((from..end, rows));
                from = end;
            }
            None if end > from + LEAST => from = end,
            None => from += 1,
        }
    }
    let Some((first, _)) = found.first() else { return };
    let line = sheet.rows[first.start].line;
    let mut old = std::mem::take(&mut sheet.rows).into_iter();
    let mut passed = 0;
    for (range, rows) in found {
        sheet.rows.extend(old.by_ref().take(range.start - passed));
        sheet.rows.extend(rows);
        passed = range.end;
        old.by_ref().take(range.len()).for_each(drop);
    }
    sheet.rows.extend(old);
    sheet.touched = true;
    sheet.guess(line, "PD-columns", "two columns stood side by side; the right one was put under the left one".to_owned());
}

/// Where the second text of a row begins, in characters: after the first gap of three or more spaces inside it.
fn cut(text: &str) -> Option<usize> {
    let mut spaces = 0;
    let mut seen = false;
    for (at, letter) in text.chars().enumerate() {
        if letter == ' ' {
            spaces += 1;
        } else {
            if seen && spaces >= 2 {
                return Some(at);
            }
            seen = true;
            spaces = 0;
        }
    }
    None
}

/// The row after the last that can belong to the columns: the gutter is empty in all of them.
fn end_of(sheet: &Sheet, cuts: &[Option<usize>], from: usize, column: usize) -> usize {
    let mut end = from;
    for (at, cut) in cuts.iter().enumerate().skip(from) {
        let text = &sheet.rows[at].text;
        let fits = if let Some(cut) = cut {
            *cut == column
        } else {
            let indent = text.chars().take_while(|&letter| letter == ' ').count();
            text.trim().is_empty() || indent >= column || text.trim_end().chars().count() + 2 <= column
        };
        if !fits {
            break;
        }
        if !text.trim().is_empty() {
            end = at + 1;
        }
    }
    end
}

/// The rows with the right column under the left one, if they are columns.
fn columns(rows: &[Row], column: usize) -> Option<Vec<Row>> {
    let halves: Vec<(String, String)> = rows
        .iter()
        .map(|row| {
            let left: String = row.text.chars().take(column).collect();
            let right: String = row.text.chars().skip(column).collect();
            (left.trim_end().to_owned(), right.trim().to_owned())
        })
        .collect();
    let both = halves.iter().filter(|(left, right)| !left.trim().is_empty() && !right.is_empty()).count();
    if both < LEAST {
        return None;
    }
    let size = |side: &dyn Fn(&(String, String)) -> usize| halves.iter().map(side).sum::<usize>();
    let (left, right) = (size(&|half| words::count(&half.0)), size(&|half| words::count(&half.1)));
    let runs_on = |side: &dyn Fn(&(String, String)) -> &str| {
        halves
            .windows(2)
            .filter(|pair| {
                !side(&pair[0]).is_empty() && !words::ends_sentence(side(&pair[0])) && words::starts_low(side(&pair[1]).trim_start())
            })
            .count()
    };
    let (left_runs, right_runs) = (runs_on(&|half| &half.0), runs_on(&|half| &half.1));
    let text =
        left >= both * 3 && right >= both * 2 && left_runs * 4 >= both && right_runs * 5 >= both && right_runs >= 1 && left_runs >= 2;
    if !text {
        return None;
    }
    // The rows of a column are one paragraph up to a blank row, an indent, or a short row that ends a sentence.
    let under = |side: &dyn Fn(&(String, String)) -> String| {
        let widest = halves.iter().map(|half| words::width(side(half).trim())).max().unwrap_or_default();
        let mut out: Vec<Row> = Vec::new();
        for (row, half) in rows.iter().zip(&halves) {
            let text = side(half);
            let goes_on = out.last().is_some_and(|above| {
                let ended = words::ends_sentence(&above.text) && words::width(above.text.trim()) * 5 < widest * 4;
                !above.is_blank() && !ended && !text.starts_with(' ')
            });
            let joint = if goes_on && !text.trim().is_empty() { Joint::RunsOn } else { Joint::Plain };
            out.push(Row { text, joint, ..row.clone() });
        }
        out
    };
    let mut out = under(&|half| half.0.clone());
    // The last paragraph of the left column may go on at the head of the right one.
    while out.last().is_some_and(Row::is_blank) {
        out.pop();
    }
    let open = out.last().is_some_and(|row| !words::ends_sentence(&row.text));
    let mut right = under(&|half| half.1.clone());
    let first = right.iter().position(|row| !row.is_blank()).unwrap_or_default();
    if open && words::starts_low(&right[first].text) {
        right[first].joint = Joint::RunsOn;
    } else {
        out.push(Row { text: String::new(), ..right[first].clone() });
    }
    out.extend(right.into_iter().skip(first));
    Some(out)
}
