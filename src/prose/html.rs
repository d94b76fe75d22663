//! Writes the tree of a piece of copy as HTML.

use std::collections::HashSet;

use pulldown_cmark::{Alignment, HeadingLevel};

use super::headings::Ids;
use super::tree::{Kind, Tree};
use super::{HOLE, Hole, Markup, Style, nesting, raw};
use crate::config::HtmlTrust;
use crate::language::Language;

/// What stands for a byte that means something in HTML.
const ENTITY: [Option<&str>; 256] = {
    let mut entity = [None; 256];
    entity[b'&' as usize] = Some("&amp;");
    entity[b'<' as usize] = Some("&lt;");
    entity[b'>' as usize] = Some("&gt;");
    entity[b'"' as usize] = Some("&quot;");
    entity
};

/// Escapes text for element content and for attribute values in double quotes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape_into(text, &mut out);
    out
}

fn escape_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| ENTITY[usize::from(byte)].is_some()) {
        out.push_str(&rest[..at]);
        out.push_str(ENTITY[usize::from(rest.as_bytes()[at])].unwrap_or_default());
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// `*words*` becomes emphasis where the asterisks hug the words; gives the words without marks, and the HTML.
pub(super) fn emphasis(text: &str) -> (String, String) {
    let (mut words, mut html) = (String::new(), String::new());
    let mut rest = text;
    while let Some(open) = rest.find('*') {
        let inner = &rest[open + 1..];
        let hugs = inner.starts_with(|c: char| !c.is_whitespace() && c != '*');
        let before = rest[..open].chars().next_back();
        let close = inner
            .find('*')
            .filter(|&at| hugs && at > 0 && !inner[..at].ends_with(char::is_whitespace) && before.is_none_or(|c| !c.is_alphanumeric()));
        words.push_str(&rest[..open]);
        escape_into(&rest[..open], &mut html);
        if let Some(close) = close.filter(|&at| inner[at + 1..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '*')) {
            words.push_str(&inner[..close]);
            html.push_str("<em>");
            escape_into(&inner[..close], &mut html);
            html.push_str("</em>");
            rest = &inner[close + 1..];
        } else {
            words.push('*');
            html.push('*');
            rest = inner;
        }
    }
    words.push_str(rest);
    escape_into(rest, &mut html);
    (words, html)
}

/// How addresses are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Address {
    /// As holes.
    Hole,
    /// As they are; [`raw::lift`] makes holes of them later.
    Written,
}

/// Writes trees, each call a [`Markup`] of its own.
pub(super) struct Writer<'a> {
    /// Ids in use on the page so far.
    pub(super) ids: &'a mut Ids,
    pub(super) style: &'a Style,
    pub(super) trust: HtmlTrust,
}

impl Writer<'_> {
    /// HTML of the trees, cleaned where raw HTML is among them.
    pub(super) fn write(&mut self, trees: &[Tree]) -> Markup {
        let raw = trees.iter().any(Tree::has_html);
        if raw && excess(trees).is_some() {
            return Markup::text(&trees.iter().map(Tree::words).collect::<Vec<_>>().join(" "));
        }
        let mut sheet = Sheet {
            html: String::with_capacity(256),
            holes: Vec::new(),
            own: HashSet::new(),
            address: if raw { Address::Written } else { Address::Hole },
            anchor: &self.style.anchor,
            language: &self.style.language,
        };
        sheet.all(trees);
        if !raw {
            return Markup { html: sheet.html, holes: sheet.holes };
        }
        let html = match self.trust {
            HtmlTrust::Sanitise => raw::clean(&sheet.html),
            HtmlTrust::Trust => sheet.html,
        };
        raw::lift(&html, &sheet.own, self.ids, self.trust, &self.style.language)
    }
}

/// Why the raw HTML of these trees is too much to clean, if it is.
pub(super) fn excess(trees: &[Tree]) -> Option<String> {
    let mut html = Vec::new();
    for tree in trees {
        tree.html_into(&mut html);
    }
    nesting::excess(html.into_iter())
}

struct Sheet<'a> {
    html: String,
    holes: Vec<Hole>,
    own: HashSet<String>,
    address: Address,
    anchor: &'a str,
    language: &'a Language,
}

impl Sheet<'_> {
    fn all(&mut self, trees: &[Tree]) {
        for tree in trees {
            self.one(tree);
        }
    }

    fn address(&mut self, hole: Hole) -> String {
        if self.address == Address::Written {
            return match hole {
                Hole::Link(to) | Hole::Asset(to) => escape(&to),
                Hole::Picture { .. } | Hole::Shape(_) => String::new(),
            };
        }
        self.holes.push(hole);
        format!("{HOLE}{}{HOLE}", self.holes.len() - 1)
    }

    fn wrap(&mut self, open: &str, children: &[Tree], close: &str) {
        self.html.push_str(open);
        self.all(children);
        self.html.push_str(close);
    }

    fn one(&mut self, tree: &Tree) {
        match &tree.kind {
            Kind::Text(text) | Kind::Address(text) => escape_into(text, &mut self.html),
            Kind::Code(text) => {
                self.html.push_str("<code>");
                escape_into(text, &mut self.html);
                self.html.push_str("</code>");
            }
            Kind::Html(html) => self.html.push_str(html),
            Kind::SoftBreak => self.html.push('\n'),
            Kind::HardBreak => self.html.push_str("<br>\n"),
            Kind::Rule => self.html.push_str("<hr>"),
            Kind::TaskMark(done) => self.html.push_str(if *done {
                "<input type=\"checkbox\" disabled checked> "
            } else {
                "<input type=\"checkbox\" disabled> "
            }),
            Kind::NoteMark { number, nth } => {
                let (id, to) = (note_ref(self.anchor, *number, *nth), format!("#{}-note-{number}", self.anchor));
                let to = self.address(Hole::Link(to));
                self.html.push_str(&format!("<sup class=\"note\"><a id=\"{id}\" href=\"{to}\" role=\"doc-noteref\">{number}</a></sup>"));
                self.own.insert(id);
            }
            Kind::Paragraph => self.wrap("<p>", &tree.children, "</p>"),
            Kind::Emphasis => self.wrap("<em>", &tree.children, "</em>"),
            Kind::Strong => self.wrap("<strong>", &tree.children, "</strong>"),
            Kind::Strike => self.wrap("<del>", &tree.children, "</del>"),
            Kind::Sup => self.wrap("<sup>", &tree.children, "</sup>"),
            Kind::Sub => self.wrap("<sub>", &tree.children, "</sub>"),
            Kind::Quote => self.wrap("<blockquote>", &tree.children, "</blockquote>"),
            Kind::Item => self.wrap("<li>", &tree.children, "</li>"),
            Kind::Terms => self.wrap("<dl>", &tree.children, "</dl>"),
            Kind::Term => self.wrap("<dt>", &tree.children, "</dt>"),
            Kind::Meaning => self.wrap("<dd>", &tree.children, "</dd>"),
            Kind::List(start) => match start {
                None => self.wrap("<ul>", &tree.children, "</ul>"),
                Some(1) => self.wrap("<ol>", &tree.children, "</ol>"),
                Some(n) => self.wrap(&format!("<ol start=\"{n}\">"), &tree.children, "</ol>"),
            },
            Kind::Heading { level, id } => {
                let level = level_number(*level);
                self.own.insert(id.clone());
                self.wrap(&format!("<h{level} id=\"{}\">", escape(id)), &tree.children, &format!("</h{level}>"));
            }
            Kind::CodeBlock(language) => {
                let class = if language.is_empty() { String::new() } else { format!(" class=\"language-{}\"", escape(language)) };
                // A long line scrolls, so the block must be reachable by keyboard.
                self.html.push_str(&format!("<pre tabindex=\"0\"><code{class}>"));
                self.all(&tree.children);
                self.html.push_str("</code></pre>");
            }
            Kind::Link { to, title } => {
                let to = self.address(Hole::Link(to.clone()));
                let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
                self.wrap(&format!("<a href=\"{to}\"{title}>"), &tree.children, "</a>");
            }
            Kind::Picture { src, .. } => self.picture(src, &tree.words()),
            Kind::Figure => self.figure(tree),
            Kind::Table(columns) => self.table(tree, columns),
            // Rows and cells are written by the table, the only place they occur in.
            Kind::Tight | Kind::Span | Kind::Row | Kind::Cell | Kind::NoteText(_) => self.all(&tree.children),
        }
    }

    fn picture(&mut self, src: &str, alt: &str) {
        if self.address == Address::Written {
            self.html.push_str(&format!("<img src=\"{}\" alt=\"{}\">", escape(src), escape(alt)));
        } else {
            let hole = self.address(Hole::Picture { src: src.to_owned(), alt: alt.to_owned() });
            self.html.push_str(&hole);
        }
    }

    /// A picture that stands alone; its title is the caption, with the credit after a bar.
    fn figure(&mut self, tree: &Tree) {
        let first =
            tree.children.iter().find_map(|child| if let Kind::Picture { src, .. } = &child.kind { Some(src.clone()) } else { None });
        let class =
            if self.address == Address::Hole { first.map(|src| format!(" class=\"{}\"", self.address(Hole::Shape(src)))) } else { None };
        self.html.push_str(&format!("<figure{}>", class.unwrap_or_default()));
        for child in &tree.children {
            self.one(child);
            if let Kind::Picture { title, .. } = &child.kind
                && !title.trim().is_empty()
            {
                let (caption, credit) = title.split_once('|').map_or((title.as_str(), None), |(caption, credit)| (caption, Some(credit)));
                self.html.push_str(&format!("<figcaption>{}", escape(caption.trim())));
                if let Some(credit) = credit {
                    self.html.push_str(&format!(" <span class=\"credit\">{}</span>", escape(credit.trim())));
                }
                self.html.push_str("</figcaption>");
            }
        }
        self.html.push_str("</figure>");
    }

    fn table(&mut self, tree: &Tree, columns: &[Alignment]) {
        let caption = tree.children.iter().find(|row| row.kind == Kind::Paragraph);
        let heads: Vec<String> = tree
            .children
            .iter()
            .find(|row| row.kind == Kind::Row)
            .map_or_else(Vec::new, |row| row.children.iter().map(Tree::words).collect());
        let heads: Vec<String> = heads.into_iter().filter(|head| !head.trim().is_empty()).collect();
        let name = match caption {
            Some(caption) => caption.words(),
            None if heads.is_empty() => self.language.word("table", &[]).into_owned(),
            None => self.language.list(&heads),
        };
        self.html.push_str(&raw::scrolling(name.trim()));
        self.html.push_str("<table>");
        if let Some(caption) = caption {
            self.wrap("<caption>", &caption.children, "</caption>");
        }
        let rows: Vec<&Tree> = tree.children.iter().filter(|row| row.kind == Kind::Row).collect();
        let classes = column_classes(&rows, columns);
        for (nth, row) in rows.iter().enumerate() {
            self.html.push_str(match nth {
                0 => "<thead><tr>",
                1 => "<tbody><tr>",
                _ => "<tr>",
            });
            for (column, cell) in row.children.iter().enumerate() {
                let class = classes.get(column).copied().unwrap_or_default();
                if nth == 0 && !cell.words().trim().is_empty() {
                    self.wrap(&format!("<th scope=\"col\"{class}>"), &cell.children, "</th>");
                } else {
                    self.wrap(&format!("<td{class}>"), &cell.children, "</td>");
                }
            }
            self.html.push_str(if nth == 0 { "</tr></thead>" } else { "</tr>" });
        }
        self.html.push_str(if rows.len() > 1 { "</tbody></table></div>" } else { "</table></div>" });
    }
}

/// The class of each column: as its author aligned it, or numbers, where it has nothing else.
fn column_classes(rows: &[&Tree], columns: &[Alignment]) -> Vec<&'static str> {
    let body = rows.get(1..).unwrap_or_default();
    let class = |column: usize| match columns.get(column) {
        Some(Alignment::Right) => " class=\"number\"",
        Some(Alignment::Center) => " class=\"middle\"",
        Some(Alignment::Left) => "",
        _ => {
            let figures = body.iter().all(|row| row.children.get(column).is_some_and(|cell| is_figure(&cell.words())));
            if figures && !body.is_empty() { " class=\"number\"" } else { "" }
        }
    };
    (0..rows.iter().map(|row| row.children.len()).max().unwrap_or(0)).map(class).collect()
}

/// Whether a cell holds a number, with its unit.
fn is_figure(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.trim().is_empty() || text.trim() == "–" || text.trim() == "—" || (digits > 0 && letters <= 2)
}

/// The id of a reference to a note.
pub(super) fn note_ref(anchor: &str, number: usize, nth: usize) -> String {
    if nth == 1 { format!("{anchor}-ref-{number}") } else { format!("{anchor}-ref-{number}-{nth}") }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
