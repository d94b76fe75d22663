//! HTML in copy: elements that are never closed, and Markdown inside HTML, which is printed as it stands.

use std::collections::HashMap;
use std::ops::Range;

use super::tell;
use crate::prose::ProseFault;
use crate::prose::tree::{Kind, Tree};

/// Elements without an end, and those whose end HTML lets one leave out.
const NEVER_CLOSED: &str = " area base basefont bgsound body br col colgroup dd dt embed frame head hr html img input isindex keygen li link meta option \
    optgroup p param rb rp rt rtc source spacer tbody td tfoot th thead tr track wbr ";

/// Bytes of a line that are looked through for Markdown.
const LINE: usize = 2000;

/// Elements in which nothing is read.
const RAW: [&str; 5] = ["script", "style", "pre", "textarea", "code"];

pub(super) fn look(trees: &[Tree], told: &mut Vec<ProseFault>) {
    if trees.iter().any(Tree::has_html) {
        let mut open = Open::default();
        open.blocks(&mut trees.iter(), told);
        open.close(0, "", told);
    }
}

/// Elements that are open.
#[derive(Default)]
struct Open {
    stack: Vec<(String, Range<usize>)>,
    counts: HashMap<String, usize>,
    /// Inside a comment, to whose end all is passed over.
    comment: bool,
}

impl Open {
    /// Blocks beside one another: HTML may open in one and close in another.
    fn blocks(&mut self, trees: &mut dyn Iterator<Item = &Tree>, told: &mut Vec<ProseFault>) {
        for tree in trees {
            match tree.kind {
                Kind::Tight => self.block(tree, told),
                Kind::CodeBlock(_) => {}
                _ if tree.children.iter().any(|child| !child.is_block()) => {
                    let base = self.stack.len();
                    self.inline(&tree.children, told);
                    self.close(base, " in its paragraph", told);
                    self.blocks(&mut tree.children.iter().filter(|child| child.is_block()), told);
                }
                _ => {
                    let base = self.stack.len();
                    self.blocks(&mut tree.children.iter(), told);
                    self.close(base, "", told);
                }
            }
        }
    }

    fn inline(&mut self, trees: &[Tree], told: &mut Vec<ProseFault>) {
        for tree in trees.iter().filter(|tree| !tree.is_block()) {
            if let Kind::Html(html) = &tree.kind {
                self.html(html, tree.span.start, told);
            }
            self.inline(&tree.children, told);
        }
    }

    /// A block of HTML; Markdown in it is told once.
    fn block(&mut self, block: &Tree, told: &mut Vec<ProseFault>) {
        let mut read = true;
        for line in &block.children {
            let Kind::Html(html) = &line.kind else { continue };
            let raw = self.comment || self.stack.iter().rev().take(8).any(|(name, _)| RAW.contains(&name.as_str()));
            if let Some(found) = markdown(html)
                .filter(|_| read && !raw && !html.contains("<!--") && !RAW.iter().any(|name| html.contains(&format!("<{name}"))))
            {
                read = false;
                tell(
                    told,
                    "html-markdown",
                    line.span.start + found.start..line.span.start + found.end,
                    "Markdown inside HTML is not read; it is printed as it stands",
                    "put an empty line after the tag and before the next one",
                );
            }
            self.html(html, line.span.start, told);
        }
    }

    /// The tags in a piece of HTML.
    fn html(&mut self, html: &str, start: usize, told: &mut Vec<ProseFault>) {
        let mut at = 0;
        loop {
            if self.comment {
                let Some(end) = html[at..].find("-->") else { return };
                at += end + 3;
                self.comment = false;
            }
            let Some(found) = html[at..].find('<') else { return };
            let tag = at + found;
            at = tag + 1;
            let inside = &html[at..];
            if inside.starts_with("!--") {
                self.comment = true;
                continue;
            }
            let closing = inside.starts_with('/');
            let name = inside[usize::from(closing)..]
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            let end = inside.find('>').unwrap_or(inside.len());
            at += end;
            let after = inside[usize::from(closing) + name.len()..].chars().next();
            let is_tag =
                name.starts_with(|c: char| c.is_ascii_alphabetic()) && after.is_none_or(|c| c.is_whitespace() || matches!(c, '/' | '>'));
            if !is_tag || NEVER_CLOSED.contains(&format!(" {name} ")) || inside[..end].ends_with('/') {
                continue;
            }
            if closing {
                self.shut(&name, told);
            } else {
                *self.counts.entry(name.clone()).or_default() += 1;
                self.stack.push((name, start + tag..start + tag + end + 2));
            }
        }
    }

    /// Closes an element, and with it all that opened inside it.
    fn shut(&mut self, name: &str, told: &mut Vec<ProseFault>) {
        if self.counts.get(name).is_none_or(|count| *count == 0) {
            return;
        }
        while let Some((open, span)) = self.pop() {
            if open == name {
                return;
            }
            unclosed(&open, span, "", told);
        }
    }

    /// Closes all above `base`, which nothing else did.
    fn close(&mut self, base: usize, place: &str, told: &mut Vec<ProseFault>) {
        while self.stack.len() > base {
            if let Some((name, span)) = self.pop() {
                unclosed(&name, span, place, told);
            }
        }
    }

    fn pop(&mut self) -> Option<(String, Range<usize>)> {
        let (name, span) = self.stack.pop()?;
        if let Some(count) = self.counts.get_mut(&name) {
            *count -= 1;
        }
        Some((name, span))
    }
}

fn unclosed(name: &str, span: Range<usize>, place: &str, told: &mut Vec<ProseFault>) {
    tell(told, "html-unclosed", span, format!("<{name}> is never closed{place}"), format!("write </{name}> where it ends"));
}

/// Where a line of HTML has bold words or a link of Markdown outside its tags.
fn markdown(html: &str) -> Option<Range<usize>> {
    let html = super::head(html, LINE);
    let outside = |at: usize| html[..at].rfind('<').is_none_or(|open| html[open..at].contains('>'));
    if let Some(open) = html.find("**").filter(|at| outside(*at) && html[at + 2..].starts_with(char::is_alphanumeric))
        && let Some(length) = html[open + 2..].find("**").filter(|length| *length > 0)
    {
        return Some(open..open + length + 4);
    }
    if let Some(middle) = html.find("](").filter(|at| outside(*at))
        && let Some(open) = html[..middle].rfind('[')
        && let Some(length) = html[middle..].find(')')
    {
        return Some(open..middle + length + 1);
    }
    let open = html.match_indices('*').map(|(at, _)| at).find(|at| {
        outside(*at)
            && html[..*at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '>')
            && html[at + 1..].starts_with(char::is_alphabetic)
    })?;
    let length = html[open + 1..]
        .find('*')
        .filter(|length| html[..open + 1 + length].ends_with(|c: char| c.is_alphanumeric() || c.is_ascii_punctuation()))?;
    Some(open..open + length + 2)
}
