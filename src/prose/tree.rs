//! From the parser's events to a tree, no deeper than [`DEPTH_MAX`].

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag};

use super::literal::Hidden;
use super::{ProseFault, cjk};
use crate::source::is_forbidden;

/// Elements nested deeper than this are taken out of their parents; nobody writes them by hand.
pub(super) const DEPTH_MAX: usize = 40;

/// A node of the copy.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub(super) kind: Kind,
    pub(super) children: Vec<Tree>,
    pub(super) span: Range<usize>,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Text(String),
    /// Words that are the address, on this site, which the link around them leads to.
    Address(String),
    Code(String),
    Html(String),
    SoftBreak,
    HardBreak,
    Rule,
    TaskMark(bool),
    NoteMark {
        number: usize,
        nth: usize,
    },
    NoteText(String),
    Paragraph,
    Tight,
    /// Nothing but its children.
    Span,
    Emphasis,
    Strong,
    Strike,
    Sup,
    Sub,
    Quote,
    List(Option<u64>),
    Item,
    Terms,
    Term,
    Meaning,
    Heading {
        level: HeadingLevel,
        id: String,
    },
    CodeBlock(String),
    Link {
        to: String,
        title: String,
    },
    Picture {
        src: String,
        title: String,
    },
    Figure,
    Table(Vec<Alignment>),
    Row,
    Cell,
}

impl Tree {
    pub(super) fn new(kind: Kind, span: Range<usize>) -> Self {
        Tree { kind, children: Vec::new(), span }
    }

    /// The words beneath it, without footnote marks, raw HTML, and addresses on this site.
    pub(super) fn words(&self) -> String {
        let mut out = String::new();
        self.words_into(&mut out);
        out
    }

    fn words_into(&self, out: &mut String) {
        match &self.kind {
            Kind::Text(text) | Kind::Code(text) => out.push_str(text),
            Kind::SoftBreak | Kind::HardBreak => out.push(' '),
            Kind::Paragraph
            | Kind::Item
            | Kind::Cell
            | Kind::Row
            | Kind::Heading { .. }
            | Kind::CodeBlock(_)
            | Kind::Quote
            | Kind::Term
            | Kind::Meaning => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
                self.children.iter().for_each(|child| child.words_into(out));
            }
            _ => self.children.iter().for_each(|child| child.words_into(out)),
        }
    }

    /// The stretches of raw HTML in it, in order.
    pub(super) fn html_into<'t>(&'t self, out: &mut Vec<&'t str>) {
        if let Kind::Html(html) = &self.kind {
            out.push(html);
        }
        self.children.iter().for_each(|child| child.html_into(out));
    }

    /// Whether raw HTML is anywhere in it.
    pub(super) fn has_html(&self) -> bool {
        matches!(self.kind, Kind::Html(_)) || self.children.iter().any(Tree::has_html)
    }

    /// Changes what this node itself holds of the copy.
    pub(super) fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match &mut self.kind {
            Kind::Text(text)
            | Kind::Address(text)
            | Kind::Code(text)
            | Kind::Html(text)
            | Kind::NoteText(text)
            | Kind::CodeBlock(text)
            | Kind::Heading { id: text, .. } => change(text),
            Kind::Link { to: address, title } | Kind::Picture { src: address, title } => {
                change(address);
                change(title);
            }
            _ => {}
        }
    }

    /// Changes everything in the tree that holds words of the copy.
    fn all_text(&mut self, change: &mut impl FnMut(&mut String)) {
        self.each_text(change);
        for child in &mut self.children {
            child.all_text(change);
        }
    }

    pub(super) fn is_block(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Text(_)
                | Kind::Address(_)
                | Kind::Code(_)
                | Kind::SoftBreak
                | Kind::HardBreak
                | Kind::TaskMark(_)
                | Kind::NoteMark { .. }
                | Kind::Span
                | Kind::Emphasis
                | Kind::Strong
                | Kind::Strike
                | Kind::Sup
                | Kind::Sub
                | Kind::Link { .. }
                | Kind::Picture { .. }
                | Kind::Html(_)
        )
    }
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Where a text is code.
pub(super) fn code(text: &str) -> Vec<Range<usize>> {
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    Parser::new_ext(text, options()).into_offset_iter().filter(|(event, _)| is_code(event)).map(|(_, span)| span).collect()
}

/// A piece of copy as trees.
pub(super) struct Grown {
    pub(super) trees: Vec<Tree>,
    /// Where elements first stood too deep.
    pub(super) too_deep: Option<Range<usize>>,
}

/// Builds the tree; tells which marks are taken for words.
pub(super) fn grow(text: &str, told: &mut Vec<ProseFault>) -> Grown {
    let literal = Hidden::of(text);
    let hidden = cjk::hide(&literal.text);
    let changed = matches!(hidden, Cow::Owned(_));
    let mut grown = grow_marked(&hidden);
    if changed {
        for tree in &mut grown.trees {
            tree.all_text(&mut |text| *text = cjk::show(std::mem::take(text)));
        }
    }
    drop(hidden);
    literal.show(&mut grown.trees, told);
    // A reference such as `&#1;` can write what the reader of files has removed.
    if text.contains("&#") {
        for tree in &mut grown.trees {
            tree.all_text(&mut |text| text.retain(|c| !is_forbidden(c)));
        }
    }
    grown
}

fn grow_marked(text: &str) -> Grown {
    let mut top: Vec<Tree> = Vec::new();
    let mut open: Vec<Tree> = Vec::new();
    // Elements past the greatest depth are opened and closed in name only.
    let mut beyond = 0_usize;
    let mut too_deep = None;
    for (event, span) in Parser::new_ext(text, options()).into_offset_iter() {
        let leaf = match event {
            Event::Start(tag) => {
                if open.len() >= DEPTH_MAX {
                    beyond += 1;
                    too_deep.get_or_insert(span);
                } else {
                    open.push(Tree::new(kind(tag), span));
                }
                continue;
            }
            Event::End(_) => {
                if beyond > 0 {
                    beyond -= 1;
                } else if let Some(mut done) = open.pop() {
                    finish(&mut done);
                    open.last_mut().map_or(&mut top, |parent| &mut parent.children).push(done);
                }
                continue;
            }
            Event::Code(text) => Kind::Code(text.into_string()),
            Event::Html(html) | Event::InlineHtml(html) => Kind::Html(html.into_string()),
            Event::SoftBreak => Kind::SoftBreak,
            Event::HardBreak => Kind::HardBreak,
            Event::Rule => Kind::Rule,
            Event::TaskListMarker(done) => Kind::TaskMark(done),
            Event::FootnoteReference(label) => Kind::NoteText(label.into_string()),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => Kind::Text(text.into_string()),
        };
        let siblings = open.last_mut().map_or(&mut top, |parent| &mut parent.children);
        // The parser splits text at every special character; one run is easier to set.
        if let (Kind::Text(new), Some(Tree { kind: Kind::Text(old), span: old_span, .. })) = (&leaf, siblings.last_mut()) {
            old.push_str(new);
            old_span.end = span.end;
        } else {
            siblings.push(Tree::new(leaf, span));
        }
    }
    while let Some(mut done) = open.pop() {
        finish(&mut done);
        open.last_mut().map_or(&mut top, |parent| &mut parent.children).push(done);
    }
    caption_tables(&mut top);
    Grown { trees: top, too_deep }
}

fn kind(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, id, .. } => Kind::Heading { level, id: id.map(pulldown_cmark::CowStr::into_string).unwrap_or_default() },
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::CodeBlock(String::new()),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::CodeBlock(info.split_whitespace().next().unwrap_or("text").to_owned()),
        Tag::List(start) => Kind::List(start),
        Tag::Item => Kind::Item,
        Tag::FootnoteDefinition(label) => Kind::NoteText(label.into_string()),
        Tag::DefinitionList => Kind::Terms,
        Tag::DefinitionListTitle => Kind::Term,
        Tag::DefinitionListDefinition => Kind::Meaning,
        Tag::Table(columns) => Kind::Table(columns),
        Tag::TableHead | Tag::TableRow => Kind::Row,
        Tag::TableCell => Kind::Cell,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Strike,
        Tag::Superscript => Kind::Sup,
        Tag::Subscript => Kind::Sub,
        Tag::Link { link_type: LinkType::Email, dest_url, .. } => Kind::Link { to: format!("mailto:{dest_url}"), title: String::new() },
        Tag::Link { dest_url, title, .. } => Kind::Link { to: dest_url.into_string(), title: title.into_string() },
        Tag::Image { dest_url, title, .. } => Kind::Picture { src: dest_url.into_string(), title: title.into_string() },
        Tag::HtmlBlock | Tag::MetadataBlock(_) => Kind::Tight,
    }
}

/// What can be said of an element once its children are known.
pub(super) fn finish(tree: &mut Tree) {
    if let Kind::Paragraph = tree.kind
        && !tree.children.is_empty()
        && tree.children.iter().all(|child| matches!(child.kind, Kind::Picture { .. } | Kind::SoftBreak))
    {
        tree.kind = Kind::Figure;
        tree.children.retain(|child| child.kind != Kind::SoftBreak);
    }
    marks_beside_cjk(&mut tree.children, "**", &Kind::Strong);
    marks_beside_cjk(&mut tree.children, "~~", &Kind::Strike);
}

/// `は**(注)**も`: brackets of one byte cannot be hidden from the parser as [`cjk`] does with wider ones, so `**` and `~~`
/// that stayed text beside these scripts are read here.
fn marks_beside_cjk(children: &mut Vec<Tree>, mark: &str, kind: &Kind) {
    let Some(at) = children
        .iter()
        .position(|child| matches!(&child.kind, Kind::Text(text) if text.matches(mark).count() >= 2 && text.chars().any(is_cjk)))
    else {
        return;
    };
    let Kind::Text(text) = &children[at].kind else { return };
    let span = children[at].span.clone();
    let mut parts: Vec<&str> = text.split(mark).collect();
    if parts.len().is_multiple_of(2) {
        // An odd number of marks: the last one stays.
        let tail = parts.len() - 2;
        let joined = text.len() - parts[tail].len() - 2 - parts[tail + 1].len();
        parts.truncate(tail);
        parts.push(&text[joined..]);
    }
    let new = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
        .map(|(nth, part)| {
            let words = Tree::new(Kind::Text((*part).to_owned()), span.clone());
            if nth % 2 == 0 { words } else { Tree { kind: kind.clone(), children: vec![words], span: span.clone() } }
        })
        .collect::<Vec<_>>();
    children.splice(at..=at, new);
}

/// A paragraph `Table: …` right before or after a table is its caption.
fn caption_tables(top: &mut Vec<Tree>) {
    if !top.iter().any(|tree| matches!(tree.kind, Kind::Table(_))) {
        return;
    }
    let mut out: Vec<Tree> = Vec::with_capacity(top.len());
    let mut rest = std::mem::take(top).into_iter().peekable();
    while let Some(mut tree) = rest.next() {
        if matches!(tree.kind, Kind::Table(_)) {
            let caption = if out.last().is_some_and(is_caption) { out.pop() } else { rest.next_if(is_caption) };
            if let Some(mut caption) = caption {
                if let Some(Tree { kind: Kind::Text(text), .. }) = caption.children.first_mut() {
                    text.drain(..CAPTION.len());
                }
                tree.children.insert(0, caption);
            }
        }
        out.push(tree);
    }
    *top = out;
}

/// What the caption of a table begins with.
const CAPTION: &str = "Table: ";

fn is_caption(tree: &Tree) -> bool {
    let first = tree.children.first().filter(|_| tree.kind == Kind::Paragraph);
    first.is_some_and(|first| matches!(&first.kind, Kind::Text(text) if text.starts_with(CAPTION)))
}

/// Han, kana, and their full-width punctuation.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}
