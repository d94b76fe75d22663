//! Tables: rows of cells that tabs, columns of spaces or bars part. They are taken out of the text before its spaces are made one, and a
//! sign stands where each was, for the body to put it back. Code goes the same way (`code`).
//!
//! Spaces alone prove little, for typists put two after a full stop: the cells must stand in columns, and none may end as a sentence.

use super::super::graf::Graf;
use super::super::{Block, lists, quotes, words};
use super::{Joint, Row, Sheet, code, tidy};

/// Stands for matter that was taken out; the sign after it says which.
pub(super) const SIGN: char = '\u{FFFC}';
/// The first sign of the counting, in the part of Unicode that belongs to nobody, and how many there are.
const FIRST: u32 = 0xE000;
const MOST: usize = 4096;

/// The matter that stood where a graf stands now.
pub(in super::super) fn set_matter(graf: &Graf, matter: &[Block]) -> Option<Block> {
    let mut letters = graf.text.strip_prefix(SIGN)?.chars();
    let nth = u32::from(letters.next()?).checked_sub(FIRST)?;
    let mut block = matter.get(nth as usize).filter(|_| letters.next().is_none())?.clone();
    if let Block::Table { line, .. } | Block::Preformatted { line, .. } = &mut block {
        *line = graf.line;
    }
    Some(block)
}

/// A text with the words of matter in place of its signs.
pub(super) fn spelled_out(text: &str, matter: &[Block]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != SIGN {
            out.push(letter);
            continue;
        }
        let block = letters.next().and_then(|sign| matter.get(u32::from(sign).checked_sub(FIRST)? as usize));
        match block {
            Some(Block::Table { head, rows, .. }) => {
                let rows: Vec<String> = head.iter().chain(rows).map(|row| row.join(" | ")).collect();
                out.push_str(&rows.join("; "));
            }
            Some(Block::Preformatted { text, .. }) => out.push_str(text),
            _ => {}
        }
    }
    out
}

/// Takes tables and code out of a text.
pub(super) fn take(sheet: &mut Sheet) {
    let rows = std::mem::take(&mut sheet.rows);
    let mut at = 0;
    let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
    // Nothing is a table before there is a line of copy or a headline over it.
    let mut begun = false;
    // The row after a run of cells that is no table; it is not looked at again from within.
    let mut barren = 0;
    let margin = code::margin(&rows);
    while at < rows.len() {
        let open = begun && sheet.report.matter.len() < MOST && !rows[at].is_blank();
        let mut found = None;
        if open && at >= barren {
            found = match table(&rows, at) {
                Ok(found) => Some(found),
                Err(run) => {
                    barren = if run > RETRIED { at + run } else { 0 };
                    None
                }
            };
        }
        if open && found.is_none() {
            found = code::read(&rows, at, margin);
        }
        if let Some((block, used)) = found {
            let number = u32::try_from(sheet.report.matter.len()).unwrap_or_default();
            let sign = char::from_u32(FIRST + number).unwrap_or(SIGN);
            kept.push(Row { text: format!("{SIGN}{sign}"), joint: Joint::Apart, ..rows[at].clone() });
            sheet.report.matter.push(block);
            sheet.touched = true;
            at += used;
        } else {
            begun |= !rows[at].is_blank();
            kept.push(rows[at].clone());
            at += 1;
        }
    }
    sheet.rows = kept;
}

/// How long a run of cells may be that is looked at again from its second row.
const RETRIED: usize = 8;

/// The table that begins at a row, and how many rows it takes; else how many rows of cells there are that make no table.
fn table(rows: &[Row], at: usize) -> Result<(Block, usize), usize> {
    let mut longest = 1;
    for read in [tabbed, barred, spaced] {
        match read(rows, at) {
            Ok(found) => return Ok(found),
            Err(run) => longest = longest.max(run),
        }
    }
    Err(longest)
}

/// The longest text in a cell.
const CELL: usize = 160;

/// Makes the block of rows of cells.
fn block(mut cells: Vec<Vec<String>>, headed: bool, line: usize) -> Block {
    let digits = |row: &[String]| row.iter().skip(1).filter(|cell| cell.chars().any(char::is_numeric)).count();
    let below: usize = cells.iter().skip(1).map(|row| digits(row)).sum();
    let named = digits(&cells[0]) == 0 && below > 0;
    let head = (headed || named).then(|| cells.remove(0));
    Block::Table { head, rows: cells, line }
}

/// Cells parted by tabs.
fn tabbed(rows: &[Row], at: usize) -> Result<(Block, usize), usize> {
    let cells_of = |row: &Row| -> Option<Vec<String>> {
        let text = row.text.trim_end();
        let inner = text.trim_start().contains('\t');
        let cells: Vec<String> = text.split('\t').map(tidy).collect();
        let first = cells.first().map(String::as_str).unwrap_or_default();
        // A mark of a list and its tab.
        let item = lists::is_lone_mark(first) || lists::line_mark(&format!("{first} x")).is_some() && words::length(first) <= 2;
        (inner && !item && cells.iter().all(|cell| words::length(cell) <= CELL)).then_some(cells)
    };
    let Some(first) = cells_of(&rows[at]) else { return Err(1) };
    let mut cells = vec![first];
    while let Some(next) = rows.get(at + cells.len()).and_then(cells_of).filter(|next| next.len().abs_diff(cells[0].len()) <= 1) {
        cells.push(next);
    }
    let width = cells.iter().map(Vec::len).max().unwrap_or_default();
    let even = cells.iter().filter(|row| row.len() == width).count() * 2 > cells.len();
    if cells.len() < 2 || width < 2 || !even {
        return Err(cells.len());
    }
    let used = cells.len();
    for row in &mut cells {
        // A head may leave the first cell out.
        let at = if row.len() + 1 == width && row.first().is_some_and(|cell| !cell.is_empty()) && used > 2 { 0 } else { row.len() };
        while row.len() < width {
            row.insert(at.min(row.len()), String::new());
        }
    }
    Ok((block(cells, false, rows[at].line), used))
}

/// Cells parted by bars: `a | b | c`.
fn barred(rows: &[Row], at: usize) -> Result<(Block, usize), usize> {
    let cells_of = |row: &Row| -> Option<Vec<String>> {
        let text = row.text.trim();
        if !text.contains('|') {
            return None;
        }
        let inner = text.strip_prefix('|').unwrap_or(text);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        Some(inner.split('|').map(tidy).collect())
    };
    let Some(first) = cells_of(&rows[at]) else { return Err(1) };
    let mut cells = vec![first];
    while let Some(next) = rows.get(at + cells.len()).and_then(cells_of).filter(|next| next.len() == cells[0].len()) {
        cells.push(next);
    }
    let used = cells.len();
    let is_rule = |row: &Vec<String>| row.iter().all(|cell| !cell.is_empty() && cell.chars().all(|sign| matches!(sign, '-' | ':' | '=')));
    let ruled = cells.get(1).is_some_and(is_rule);
    cells.retain(|row| !is_rule(row));
    let Some(width) = cells.first().map(Vec::len) else { return Err(used) };
    let spoken = cells.iter().any(|row| row.last().is_some_and(|cell| quotes::opens(cell)));
    let short = cells.iter().flatten().all(|cell| words::length(cell) <= CELL);
    let numbers = cells.iter().skip(1).any(|row| row.iter().any(|cell| cell.chars().any(char::is_numeric)));
    let enough = ruled && cells.len() >= 2
        || width >= 3 && cells.len() >= 3
        || width >= 2 && cells.len() >= 3 && numbers
        || width >= 3 && cells.len() >= 2 && numbers;
    if width >= 2 && enough && short && !spoken { Ok((block(cells, ruled, rows[at].line), used)) } else { Err(used) }
}

/// A cell and the columns it fills.
struct Cell {
    text: String,
    from: usize,
    to: usize,
}

/// Cells parted by two spaces or more, which stand in columns.
fn spaced(rows: &[Row], at: usize) -> Result<(Block, usize), usize> {
    let Some(first) = cells(&rows[at].text).filter(|cells| cells.len() >= 2) else { return Err(1) };
    let mut all = vec![first];
    while let Some(next) = rows.get(at + all.len()).and_then(|row| cells(&row.text)).filter(|next| next.len() >= 2) {
        all.push(next);
    }
    let used = all.len();
    let width = all.iter().map(Vec::len).max().unwrap_or_default();
    let full: Vec<&Vec<Cell>> = all.iter().filter(|row| row.len() == width).collect();
    if used < 2 || width < 2 || (width == 2 && used < 3) || full.len() * 2 < used {
        return Err(used);
    }
    // Each column: where all its cells are, and whether they begin or end at one place.
    let mut spans = Vec::new();
    for column in 0..width {
        let cells: Vec<&Cell> = full.iter().map(|row| &row[column]).collect();
        let alike = |place: &dyn Fn(&Cell) -> usize| {
            let mut places: Vec<usize> = cells.iter().map(|cell| place(cell)).collect();
            places.sort_unstable();
            let middle = places[places.len() / 2];
            places.iter().filter(|&&other| other == middle).count()
        };
        let aligned = alike(&|cell| cell.from).max(alike(&|cell| cell.to)) * 5 >= full.len() * 4;
        let from = cells.iter().map(|cell| cell.from).min().unwrap_or_default();
        let to = cells.iter().map(|cell| cell.to).max().unwrap_or_default();
        spans.push((from, to));
        if !aligned && full.len() > 1 {
            return Err(used);
        }
    }
    if spans.windows(2).any(|pair| pair[0].1 > pair[1].0) {
        return Err(used);
    }
    let mut table = Vec::new();
    for row in all {
        let mut cells = vec![String::new(); width];
        for (nth, cell) in row.into_iter().enumerate() {
            // The column it overlaps, or the next one that is free.
            let own = spans.iter().position(|&(from, to)| cell.from < to && cell.to > from);
            let column = own.unwrap_or(nth).min(width - 1);
            if !cells[column].is_empty() {
                return Err(used);
            }
            cells[column] = cell.text;
        }
        table.push(cells);
    }
    Ok((block(table, false, rows[at].line), used))
}

/// The cells of a row; none where a gap follows the end of a sentence, as typists set it.
fn cells(text: &str) -> Option<Vec<Cell>> {
    let text = text.trim_end();
    if text.is_empty() || words::length(text) > 240 || text.contains('\t') {
        return None;
    }
    let mut found: Vec<Cell> = Vec::new();
    let mut spaces = 2;
    for (at, letter) in text.chars().enumerate() {
        if letter == ' ' {
            spaces += 1;
            continue;
        }
        if spaces >= 2 {
            if found
                .last()
                .is_some_and(|cell| words::ends_sentence(&cell.text) && words::count(&cell.text) >= 3 || cell.text.ends_with([',', ';']))
            {
                return None;
            }
            found.push(Cell { text: String::new(), from: at, to: at });
        } else if spaces == 1
            && let Some(cell) = found.last_mut()
        {
            cell.text.push(' ');
        }
        spaces = 0;
        let cell = found.last_mut()?;
        cell.text.push(letter);
        cell.to = at + 1;
    }
    // A list's mark and its gap.
    let item = found.len() == 2 && (lists::is_lone_mark(&found[0].text) || words::length(&found[0].text) <= 1);
    (!item && found.iter().all(|cell| words::length(&cell.text) <= CELL)).then_some(found)
}
