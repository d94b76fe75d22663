//! A piece of copy read: from its tree to [`Flow`]s.
//!
//! Footnotes are numbered by first mention, headings get ids and sound levels, type is set. Then each block at the top
//! becomes a [`Flow`]. Raw HTML that a blank line cut in pieces is put together again, so that it is cleaned and balanced
//! as one.

use std::collections::HashSet;

use super::flow::Flow;
use super::html::Writer;
use super::notes::Notes;
use super::quotes::{Labels, items, quote};
use super::setting::set;
use super::tree::{Kind, Tree, grow};
use super::typography::Extent;
use super::{Markup, ProseFault, Style, faults, headings, raw, slips};
use crate::config::HtmlTrust;

/// Reads Markdown.
pub(super) fn read(text: &str, style: &Style) -> (Vec<Flow>, Vec<ProseFault>) {
    let mut told = Vec::new();
    let mut trees = grow(text, &mut told);
    slips::mend(text, &mut trees, &mut told);
    faults::in_source(text, &trees, &mut told);
    slips::look(text, &trees, &mut told);
    if style.html == HtmlTrust::Sanitise {
        for tree in &mut trees {
            drop_unsafe_links(tree, &mut told);
        }
    }
    let notes = Notes::gather(&mut trees, &mut told, text);
    let mut ids = headings::page_ids();
    let ranks = headings::name(&mut trees, &mut ids);
    for tree in &mut trees {
        set(tree, style);
    }
    let mut writer = Writer { taken: &mut ids, anchor: &style.anchor, trust: style.html, language: &style.language };
    let mut flows = Vec::with_capacity(trees.len());
    let mut rest = trees.as_slice();
    let mut ranks = ranks.into_iter();
    while !rest.is_empty() {
        let take = raw_run(rest);
        let (run, tail) = rest.split_at(take);
        rest = tail;
        flows.push(flow(run, &mut writer, &mut ranks));
    }
    flows.extend(notes.flow(style, &mut writer));
    told.sort_by_key(|fault| fault.span.start);
    slips::few(&mut told);
    (flows, told)
}

/// Whether a line has nothing in it that Markdown could read as anything but words.
fn is_plain(line: &str) -> bool {
    let marks = |b| matches!(b, b'*' | b'_' | b'`' | b'[' | b'<' | b'&' | b'\\' | b'~' | b'^' | b'|' | b'\n' | b'\r' | b'\t');
    line.starts_with(char::is_alphabetic) && !line.ends_with(char::is_whitespace) && !line.bytes().any(marks)
}

/// Reads one line of Markdown.
pub(super) fn inline(text: &str, style: &Style) -> Markup {
    if is_plain(text) {
        return Markup::text(&super::set(text, style, Extent::All));
    }
    let mut trees = grow(text, &mut Vec::new());
    for tree in &mut trees {
        drop_unsafe_links(tree, &mut Vec::new());
        words_for_removed_html(tree);
        set(tree, style);
    }
    // One paragraph, as meant, loses its tags; anything else was not meant and is shown as typed.
    match trees.as_slice() {
        [] => Markup::default(),
        [only] if only.kind == Kind::Paragraph && !only.children.iter().any(|child| matches!(child.kind, Kind::NoteMark { .. })) => {
            Writer { taken: &mut HashSet::new(), anchor: &style.anchor, trust: HtmlTrust::Sanitise, language: &style.language }
                .write(&only.children)
        }
        _ => Markup::text(&super::plain(text, style)),
    }
}

/// Takes links and pictures away whose address would run something; their words stay.
fn drop_unsafe_links(tree: &mut Tree, told: &mut Vec<ProseFault>) {
    if let Kind::Link { to, .. } | Kind::Picture { src: to, .. } = &tree.kind
        && let Some(scheme) = raw::refused_scheme(to)
    {
        told.push(ProseFault {
            code: "link-unsafe",
            span: tree.span.clone(),
            message: format!("an address that begins with “{scheme}:” is not printed"),
            help: "link to a page: https://…, a path on this site, mailto: or tel:".into(),
        });
        tree.kind = Kind::Span;
    }
    tree.children.iter_mut().for_each(|child| drop_unsafe_links(child, told));
}

/// In a line of front matter, a tag that would be removed is taken for words in angle brackets.
fn words_for_removed_html(tree: &mut Tree) {
    if let Kind::Html(html) = &tree.kind
        && (!raw::removed(html).is_empty() || html.starts_with("<!"))
    {
        tree.kind = Kind::Text(html.clone());
    }
    tree.children.iter_mut().for_each(words_for_removed_html);
}

/// How many of the blocks belong together because raw HTML opened in the first closes in a later one.
fn raw_run(trees: &[Tree]) -> usize {
    let html = |tree: &Tree| tree.kind == Kind::Tight && tree.has_html();
    if !trees.first().is_some_and(html) {
        return 1;
    }
    let mut open = 0_i64;
    for (at, tree) in trees.iter().enumerate() {
        for child in tree.children.iter().filter(|_| html(tree)) {
            if let Kind::Html(text) = &child.kind {
                open += faults::tag_balance(text);
            }
        }
        if open <= 0 {
            return at + 1;
        }
    }
    // It never closes: the cleaner closes it at once, and the rest of the story is not swallowed.
    1
}

/// One block, or one run of raw HTML.
fn flow(run: &[Tree], writer: &mut Writer<'_>, ranks: &mut impl Iterator<Item = bool>) -> Flow {
    let markup = writer.write(run);
    let span = run.first().map_or(0, |tree| tree.span.start)..run.last().map_or(0, |tree| tree.span.end);
    let [tree] = run else {
        let words = markup.words();
        return Flow::Other { markup, words, span };
    };
    let words = if tree.has_html() { markup.words() } else { tree.words().trim().to_owned() };
    match &tree.kind {
        Kind::Paragraph => Flow::Paragraph { markup, words, span },
        Kind::Heading { level, id } => Flow::Heading {
            level: *level as u8,
            id: id.clone(),
            inner: writer.write(&tree.children),
            markup,
            words,
            first_rank: ranks.next().unwrap_or(false),
            span,
        },
        Kind::List(_) => Flow::List { items: items(tree, writer, Labels::Marked), markup, words, span },
        Kind::Quote => Flow::Quote(Box::new(quote(tree, markup, writer))),
        _ => Flow::Other { markup, words, span },
    }
}
