//! A piece of copy read: from its tree to [`Flow`]s.
//!
//! Footnotes are numbered by first mention, headings get ids and sound levels, type is set. Then each block at the top
//! becomes a [`Flow`]. Raw HTML that a blank line cut in pieces is put together again, so that it is cleaned and balanced
//! as one.

use super::flow::Flow;
use super::headings::Ids;
use super::html::{Writer, excess};
use super::notes::Notes;
use super::quotes::{Labels, items, quote};
use super::setting::set;
use super::tree::{DEPTH_MAX, Grown, Kind, Tree, grow};
use super::typography::Extent;
use super::unlink::names;
use super::{Markup, ProseFault, Style, comments, faults, headings, nesting, raw, slips};
use crate::config::HtmlTrust;
use crate::permalink::refused_scheme;

/// Reads Markdown.
pub(super) fn read(text: &str, style: &Style) -> (Vec<Flow>, Vec<ProseFault>) {
    let mut told = Vec::new();
    let Grown { mut trees, too_deep } = grow(text, &mut told);
    slips::mend(text, &mut trees, &mut told);
    faults::in_source(text, &trees, &mut told);
    told.extend(comments::faults(text, &trees));
    slips::look(text, &trees, &mut told);
    told.extend(too_deep.map(|span| ProseFault {
        code: "nesting",
        span,
        message: format!("quotes, lists and emphasis stand in each other more than {DEPTH_MAX} deep here"),
        help: "write it in fewer levels".into(),
    }));
    for tree in &mut trees {
        drop_unsafe_links(tree, &mut told);
        mark_addresses(tree, style);
    }
    let notes = Notes::gather(&mut trees, &mut told, text);
    let mut ids = Ids::default();
    let ranks = headings::name(&mut trees, &mut ids);
    for tree in &mut trees {
        set(tree, style);
    }
    let mut writer = Writer { ids: &mut ids, style, trust: style.html };
    let mut flows = Vec::with_capacity(trees.len());
    let ends = nesting::runs(trees.iter().map(faults::balance));
    let mut ranks = ranks.into_iter();
    let mut at = 0;
    while at < trees.len() {
        let run = &trees[at..ends[at]];
        at = ends[at];
        told.extend(excess(run).map(|message| ProseFault {
            code: "html-nesting",
            span: run.first().map_or(0..0, |tree| tree.span.clone()),
            message,
            help: "close what was opened, or take the tags out".into(),
        }));
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
    let mut trees = grow(text, &mut Vec::new()).trees;
    for tree in &mut trees {
        drop_unsafe_links(tree, &mut Vec::new());
        mark_addresses(tree, style);
        words_for_removed_html(tree);
        set(tree, style);
    }
    // One paragraph, as meant, loses its tags; anything else was not meant and is shown as typed.
    match trees.as_slice() {
        [] => Markup::default(),
        [only] if only.kind == Kind::Paragraph && !only.children.iter().any(|child| matches!(child.kind, Kind::NoteMark { .. })) => {
            Writer { ids: &mut Ids::default(), style, trust: HtmlTrust::Sanitise }.write(&only.children)
        }
        _ => Markup::text(&super::plain(text, style)),
    }
}

/// Takes links and pictures away whose address would run something; their words stay. Of raw HTML it is only told: the
/// addresses go when it is cleaned.
fn drop_unsafe_links(tree: &mut Tree, told: &mut Vec<ProseFault>) {
    let mut refused = |scheme: &str| {
        told.push(ProseFault {
            code: "link-unsafe",
            span: tree.span.clone(),
            message: format!("an address that begins with “{scheme}:” is not printed"),
            help: "link to a page: https://…, a path on this site, mailto: or tel:".into(),
        });
    };
    match &tree.kind {
        Kind::Link { to, .. } | Kind::Picture { src: to, .. } => {
            if to.is_empty() {
                // Without an address it is no link, and no picture.
                if let Kind::Picture { .. } = tree.kind {
                    tree.children.clear();
                }
                tree.kind = Kind::Span;
            } else if let Some(scheme) = refused_scheme(to) {
                refused(&scheme);
                tree.kind = Kind::Span;
            }
        }
        Kind::Html(html) => raw::refused_addresses(html).iter().for_each(|scheme| refused(scheme)),
        _ => {}
    }
    tree.children.iter_mut().for_each(|child| drop_unsafe_links(child, told));
}

/// Sets the words of links apart that are the address of a page on this site.
fn mark_addresses(tree: &mut Tree, style: &Style) {
    if let Kind::Link { to, .. } = &tree.kind
        && style.is_own(to)
        && names(&tree.words(), to)
    {
        address_for_words(tree);
    }
    tree.children.iter_mut().for_each(|child| mark_addresses(child, style));
}

fn address_for_words(tree: &mut Tree) {
    if let Kind::Text(words) | Kind::Code(words) = &mut tree.kind {
        tree.kind = Kind::Address(std::mem::take(words));
    }
    tree.children.iter_mut().for_each(address_for_words);
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

/// One block, or one run of raw HTML.
fn flow(run: &[Tree], writer: &mut Writer<'_>, ranks: &mut impl Iterator<Item = bool>) -> Flow {
    let markup = writer.write(run);
    let span = run.first().map_or(0, |tree| tree.span.start)..run.last().map_or(0, |tree| tree.span.end);
    let [tree] = run else {
        let words = markup.words_less_addresses(writer.style);
        return Flow::Other { markup, words, span };
    };
    let words = if tree.has_html() { markup.words_less_addresses(writer.style) } else { tree.words().trim().to_owned() };
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
