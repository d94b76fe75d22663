//! Markdown that is legal and does not do what its writer meant.

use super::ProseFault;
use super::nesting::{VOID, tags};
use super::raw;
use super::tree::{Kind, Tree};

/// Looks through the tree for slips, with the source beside it.
pub(super) fn in_source(text: &str, trees: &[Tree], told: &mut Vec<ProseFault>) {
    for (at, tree) in trees.iter().enumerate() {
        look(text, tree, told);
        if matches!(&tree.kind, Kind::CodeBlock(language) if language.is_empty())
            && at > 0
            && trees[at - 1].kind == Kind::Tight
            && trees[at - 1].has_html()
            && tree.words().trim_start().starts_with('<')
        {
            told.push(ProseFault {
                code: "html-code",
                span: tree.span.clone(),
                message: "the HTML ended at the blank line, and this indented line became code".into(),
                help: "remove the blank lines inside the HTML, or do not indent it".into(),
            });
        }
    }
}

fn look(text: &str, tree: &Tree, told: &mut Vec<ProseFault>) {
    match &tree.kind {
        Kind::Table(columns) => {
            for row in tree.children.iter().filter(|row| row.kind == Kind::Row) {
                let cells = cells(text.get(row.span.clone()).unwrap_or_default());
                if cells > columns.len() {
                    told.push(ProseFault {
                        code: "table-cells",
                        span: row.span.clone(),
                        message: format!(
                            "this row has {cells} cells, but the table has {} columns; what is too much is not printed",
                            columns.len()
                        ),
                        help: "give the table a column more, or write \\| for a bar in the text".into(),
                    });
                }
            }
        }
        Kind::List(Some(_)) => {
            let indent = |item: &Tree| {
                let line = text[..item.span.start].rfind('\n').map_or(0, |at| at + 1);
                let inside = text[item.span.start..].len() - text[item.span.start..].trim_start().len();
                item.span.start + inside - line
            };
            if let Some(first) = tree.children.first() {
                for item in tree.children.iter().skip(1).filter(|item| indent(item) > indent(first)) {
                    told.push(ProseFault {
                        code: "list-indent",
                        span: item.span.clone(),
                        message: "this item is not nested: it is not indented far enough".into(),
                        help: format!("indent it by {} spaces", indent(first) + 3),
                    });
                }
            }
        }
        Kind::Html(html) => {
            for name in raw::removed(html) {
                told.push(ProseFault {
                    code: "html-removed",
                    span: tree.span.clone(),
                    message: format!("<{name}> is not printed"),
                    help: format!("write \\<{name}> if you mean the words; set trusted_html = true in config.toml if all copy of this site can be trusted"),
                });
            }
        }
        _ => {}
    }
    for child in &tree.children {
        look(text, child, told);
    }
}

/// Cells in a row of a table: bars that are not escaped part them; one at either end does not count.
fn cells(row: &str) -> usize {
    let row = row.trim().lines().next().unwrap_or_default();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(row);
    let mut cells = 1;
    let mut escaped = false;
    for b in row.bytes() {
        cells += usize::from(b == b'|' && !escaped);
        escaped = b == b'\\' && !escaped;
    }
    cells
}

/// `[^name]` that stayed text, because there is no such note.
pub(super) fn undefined_notes(text: &str, trees: &[Tree], told: &mut Vec<ProseFault>) {
    for tree in trees {
        if let Kind::Text(words) = &tree.kind {
            let source = text.get(tree.span.clone()).unwrap_or_default();
            let mut from = 0;
            for (at, _) in words.match_indices("[^") {
                // A label ends on its line and has no space.
                let label: String = words[at + 2..].chars().take_while(|c| *c != ']' && !c.is_whitespace()).collect();
                if label.is_empty() || !words[at + 2 + label.len()..].starts_with(']') {
                    continue;
                }
                let mark = format!("[^{label}]");
                // They stand in the source in the same order.
                let found = source[from..].find(&mark).map(|found| from + found);
                from = found.map_or(from, |found| found + mark.len());
                let start = tree.span.start + found.unwrap_or(0);
                told.push(ProseFault {
                    code: "note-undefined",
                    span: start..start + mark.len(),
                    message: format!("there is no footnote {mark}"),
                    help: format!("add a line that begins with {mark}: and its text"),
                });
            }
        } else if !matches!(tree.kind, Kind::CodeBlock(_)) {
            undefined_notes(text, &tree.children, told);
        }
    }
}

/// Elements that a block of raw HTML opens, less those that it closes; none of other blocks.
pub(super) fn balance(tree: &Tree) -> Option<i64> {
    if tree.kind != Kind::Tight || !tree.has_html() {
        return None;
    }
    let html = tree.children.iter().filter_map(|child| if let Kind::Html(text) = &child.kind { Some(text) } else { None });
    Some(html.map(|text| tag_balance(text)).sum())
}

/// Elements opened less elements closed.
pub(super) fn tag_balance(html: &str) -> i64 {
    tags(html)
        .filter(|tag| !VOID.contains(&tag.name.as_str()))
        .map(|tag| match (tag.closes, tag.attributes.ends_with('/'), tag.name.as_str()) {
            (true, _, _) => -1,
            (false, false, name) if name != "p" && name != "li" => 1,
            _ => 0,
        })
        .sum()
}
