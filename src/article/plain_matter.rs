//! Tables and code of plain text, set in type. They look as those of Markdown do.

use super::copy::Part;
use crate::prose::{self, Markup, Style, escape};

/// A table: a box that scrolls, named by the heads of its columns.
pub(super) fn table(head: Option<Vec<String>>, rows: Vec<Vec<String>>, style: &Style) -> Part {
    let set = |cells: Vec<String>| cells.into_iter().map(|cell| prose::plain(&cell, style)).collect::<Vec<_>>();
    let head = head.map(set);
    let rows: Vec<Vec<String>> = rows.into_iter().map(set).collect();
    let heads: Vec<String> = head.iter().flatten().filter(|cell| !cell.is_empty()).cloned().collect();
    let name = if heads.is_empty() { style.language.word("table", &[]).into_owned() } else { style.language.list(&heads) };
    let numbers = |column: usize| rows.iter().all(|row| row.get(column).is_some_and(|cell| is_figure(cell)));
    let class = |column: usize| if numbers(column) { " class=\"number\"" } else { "" };
    let mut html = format!("<div class=\"table\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><table>", escape(&name));
    if let Some(head) = &head {
        html.push_str("<thead><tr>");
        for (column, cell) in head.iter().enumerate() {
            let class = class(column);
            let cell = escape(cell);
            html.push_str(&if cell.is_empty() { format!("<td{class}></td>") } else { format!("<th scope=\"col\"{class}>{cell}</th>") });
        }
        html.push_str("</tr></thead>");
    }
    html.push_str("<tbody>");
    for row in &rows {
        html.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            html.push_str(&format!("<td{}>{}</td>", class(column), escape(cell)));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    let words = head.into_iter().chain(rows).flatten().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ");
    Part::Other { markup: Markup::safe(html), words }
}

/// Whether a cell holds a number, with its unit, or stands for none.
fn is_figure(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    matches!(text, "" | "-" | "–" | "—") || text.chars().any(char::is_numeric) && letters <= 2
}

/// Code, letter by letter.
pub(super) fn code(text: String) -> Part {
    Part::Other { markup: Markup::safe(format!("<pre tabindex=\"0\"><code>{}\n</code></pre>", escape(&text))), words: text }
}
