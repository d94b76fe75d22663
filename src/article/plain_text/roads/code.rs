//! Code that is printed in an article: rows that are set in from the margin and look like a program, rows between two fences, or two rows
//! and more at the margin that can be nothing else. It is kept as it was typed, letter by letter.

use super::super::{Block, words};
use super::Row;

/// How far most rows of a text are set in, in columns.
pub(super) fn margin(rows: &[Row]) -> usize {
    rows.iter().filter(|row| !row.is_blank()).map(|row| indent(&row.text)).min().unwrap_or_default()
}

fn indent(text: &str) -> usize {
    text.chars().take_while(|letter| matches!(letter, ' ' | '\t')).map(|letter| if letter == '\t' { 4 } else { 1 }).sum()
}

/// Reads the code that begins at a row, and how many rows it takes.
pub(super) fn read(rows: &[Row], at: usize, margin: usize) -> Option<(Block, usize)> {
    fenced(rows, at).or_else(|| set_in(rows, at, margin)).or_else(|| bare(rows, at))
}

fn preformatted(rows: &[Row]) -> Block {
    let cut = rows
        .iter()
        .filter(|row| !row.is_blank())
        .map(|row| row.text.len() - row.text.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or_default();
    let text: Vec<&str> = rows.iter().map(|row| row.text.get(cut..).unwrap_or_default().trim_end()).collect();
    Block::Preformatted { text: text.join("\n"), line: rows[0].line }
}

/// Rows between two rows of three marks.
fn fenced(rows: &[Row], at: usize) -> Option<(Block, usize)> {
    let open = rows[at].text.trim();
    let fence = ["```", "~~~"].into_iter().find(|fence| open.starts_with(fence))?;
    let plain =
        open.trim_start_matches(['`', '~']).chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '+' | '.' | '#'));
    let inner = rows[at + 1..].iter().take(400).position(|row| row.text.trim() == fence)?;
    (plain && inner > 0).then(|| (preformatted(&rows[at + 1..at + 1 + inner]), inner + 2))
}

/// A paragraph that is set in by four columns or more.
fn set_in(rows: &[Row], at: usize, margin: usize) -> Option<(Block, usize)> {
    let deep = |row: &Row| indent(&row.text) >= margin + 2;
    if !deep(&rows[at]) || rows[at].is_blank() || at.checked_sub(1).is_some_and(|above| !rows[above].is_blank() && deep(&rows[above])) {
        return None;
    }
    let mut end = at;
    while let Some(row) = rows.get(end) {
        if row.is_blank() {
            // A blank row within, where the code goes on below.
            let more = rows.get(end + 1).is_some_and(|next| !next.is_blank() && deep(next) && is_code(&next.text));
            if !more {
                break;
            }
        } else if !deep(row) {
            break;
        }
        end += 1;
    }
    let filled: Vec<&Row> = rows[at..end].iter().filter(|row| !row.is_blank()).collect();
    let coded = filled.iter().filter(|row| is_code(&row.text)).count();
    (coded * 2 >= filled.len() && coded >= 1 && is_code(&rows[at].text)).then(|| (preformatted(&rows[at..end]), end - at))
}

/// Rows at the margin that can only be code, two or more of them.
fn bare(rows: &[Row], at: usize) -> Option<(Block, usize)> {
    if !is_code(&rows[at].text) {
        return None;
    }
    let run = rows[at..].iter().take_while(|row| is_code(&row.text)).count();
    (run >= 2).then(|| (preformatted(&rows[at..at + run]), run))
}

/// Whether a row looks like a line of a program.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || words::length(text) > 200 {
        return false;
    }
    let first = text.split([' ', '(']).next().unwrap_or_default();
    let sentence = words::ends_sentence(text) && words::count(text) >= 6;
    // A name, then a bracket with no space between: `assign(g, h)`; prose has `boat(s)` and no more.
    let call = text.match_indices('(').any(|(open, _)| {
        let before = text[..open].chars().next_back().is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        let inner = text[open + 1..].split(')').next().unwrap_or_default();
        before
            && (inner.is_empty() || inner.contains(['"', ',', '=', '_', '*', '.']) || text.ends_with([')', ';', '{', ':']))
            && !matches!(inner, "s" | "es" | "n" | "en" | "e" | "in" | "innen")
    });
    let keyword = matches!(
        first,
        "def"
            | "fn"
            | "func"
            | "function"
            | "return"
            | "import"
            | "const"
            | "let"
            | "var"
            | "#include"
            | "SELECT"
            | "sudo"
            | "elif"
            | "printf"
            | "echo"
            | "public"
            | "private"
            | "static"
    ) || text.ends_with(':')
        && matches!(first, "for" | "if" | "while" | "else:" | "else" | "try:" | "except" | "class" | "with");
    let assigned = text.split_once(" = ").is_some_and(|(name, value)| {
        !name.is_empty() && !name.contains(' ') && words::length(name) <= 40 && !value.is_empty()
            || name.split(' ').count() == 2 && matches!(first, "let" | "const" | "var" | "int" | "export")
    });
    let signs = [" == ", " != ", " => ", " -> ", "();", "};", "</", "/>", "&&", "||", "::", "+= "].iter().any(|sign| text.contains(sign));
    let ended =
        text.ends_with([';', '{', '}']) && (text.len() <= 2 || text.contains(['=', '(', '"', '.', '_']) || first.len() == text.len());
    let prompt = (text.starts_with("$ ") || text.starts_with("# ") && text.contains(" -"))
        && !text[2..].starts_with(|letter: char| letter.is_ascii_digit());
    let flags = text.split(' ').filter(|word| word.starts_with("--") && word.len() > 3).count() >= 1
        && first.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    let comment = text.starts_with("//") && !text.starts_with("///") || text.starts_with("/*");
    !sentence
        && (call
            || keyword && (call || assigned || text.ends_with([':', ';', '{']) || text.contains(['=', '(']))
            || assigned
            || signs
            || ended
            || prompt
            || flags
            || comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_copy() {
        for text in [
            "gates = [\"A1\", \"A2\" \"A3\"]",
            "for g in gates:",
            "assign(g, *flights)  # TODO",
            "if (x == 1) {",
            "$ ferry --dry-run",
            "}",
            "let x = 4;",
            "SELECT name FROM boats;",
        ] {
            assert!(is_code(text), "{text}");
        }
        for text in [
            "The board met on Monday (again).",
            "Boat(s) for sale",
            "If you go:",
            "For the sauce:",
            "He said: yes;",
            "One, two; three",
            "Fees = trouble, says the board, and it means every word of it.",
        ] {
            assert!(!is_code(text), "{text}");
        }
    }
}
