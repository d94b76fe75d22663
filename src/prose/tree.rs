//! From the parser's events to a tree, and from the tree to [`Flow`]s.
//!
//! 1. [`grow`] builds the tree, no deeper than [`DEPTH_MAX`].
//! 2. Footnotes are numbered by first mention, headings get ids and sound levels, lines of Chinese and Japanese join,
//!    quotes are set.
//! 3. Each block at the top becomes a [`Flow`]. Raw HTML that a blank line cut in pieces is put together again, so
//!    that it is cleaned and balanced as one.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};

use super::html::{Writer, note_ref};
use super::typography::{self, Extent, Setter};
use super::{Markup, ProseFault, Style, cjk, comments, escape, faults, raw};
use crate::config::{HtmlTrust, Typography};
use crate::permalink::Slug;
use crate::source::is_forbidden;

/// Elements nested deeper than this are taken out of their parents; nobody writes them by hand.
const DEPTH_MAX: usize = 40;

/// Ids that the page itself uses.
const PAGE_IDS: [&str; 8] = ["main", "sections", "takeaways", "corrections", "notes", "more", "authors", "topics"];

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
    fn new(kind: Kind, span: Range<usize>) -> Self {
        Tree { kind, children: Vec::new(), span }
    }

    /// The words beneath it, without footnote marks and raw HTML.
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

    /// Whether raw HTML is anywhere in it.
    pub(super) fn has_html(&self) -> bool {
        matches!(self.kind, Kind::Html(_)) || self.children.iter().any(Tree::has_html)
    }

    fn is_block(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Text(_)
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

/// A block at the top level of a piece of copy.
#[derive(Clone, Debug)]
pub enum Flow {
    /// A paragraph.
    Paragraph {
        /// With its tags.
        markup: Markup,
        /// Its words.
        words: String,
        /// Bytes of the text.
        span: Range<usize>,
    },
    /// A heading.
    Heading {
        /// From 2.
        level: u8,
        /// Unique in the copy.
        id: String,
        /// What stands between the tags.
        inner: Markup,
        /// With its tags.
        markup: Markup,
        /// Its words.
        words: String,
        /// It was written as a heading of the first rank, `# …`.
        first_rank: bool,
        /// Bytes of the text.
        span: Range<usize>,
    },
    /// A list.
    List {
        /// With its tags.
        markup: Markup,
        /// Its items.
        items: Vec<Item>,
        /// Its words.
        words: String,
        /// Bytes of the text.
        span: Range<usize>,
    },
    /// A block quote, plain or with a name.
    Quote(Box<Quote>),
    /// Anything else: table, code, figure, rule, raw HTML, definition list.
    Other {
        /// With its tags.
        markup: Markup,
        /// Its words.
        words: String,
        /// Bytes of the text.
        span: Range<usize>,
    },
    /// The footnotes, numbered; at most one, at the end.
    Notes {
        /// An ordered list.
        markup: Markup,
        /// Their words.
        words: String,
    },
}

impl Flow {
    /// The block with its tags.
    pub fn markup(&self) -> &Markup {
        match self {
            Flow::Paragraph { markup, .. }
            | Flow::Heading { markup, .. }
            | Flow::List { markup, .. }
            | Flow::Other { markup, .. }
            | Flow::Notes { markup, .. } => markup,
            Flow::Quote(quote) => &quote.markup,
        }
    }

    /// Bytes of the text.
    pub fn span(&self) -> Range<usize> {
        match self {
            Flow::Paragraph { span, .. } | Flow::Heading { span, .. } | Flow::List { span, .. } | Flow::Other { span, .. } => span.clone(),
            Flow::Quote(quote) => quote.span.clone(),
            Flow::Notes { .. } => 0..0,
        }
    }
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The bold words it opens with, up to a colon.
    pub label: Option<String>,
    /// What follows the label.
    pub markup: Markup,
    /// The words of `markup`.
    pub words: String,
}

/// A block quote.
#[derive(Clone, Debug)]
pub struct Quote {
    /// It opens with `[!name]`.
    pub callout: Option<Callout>,
    /// The paragraphs and other blocks in it, less callout line and attribution.
    pub body: Vec<Markup>,
    /// The words of `body`.
    pub words: String,
    /// The items of the lists in it.
    pub items: Vec<Item>,
    /// Its last line, where that begins with a dash; without the dash.
    pub attribution: Option<String>,
    /// The whole as an ordinary block quote.
    pub markup: Markup,
    /// Bytes of the text.
    pub span: Range<usize>,
}

/// The head of a story block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callout {
    /// Lower-case name.
    pub name: String,
    /// `key=value` pairs inside the brackets.
    pub args: Vec<(String, String)>,
    /// The rest of the line.
    pub title: Option<String>,
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Reads Markdown.
pub(super) fn read(text: &str, style: &Style) -> (Vec<Flow>, Vec<ProseFault>) {
    let mut trees = grow(text);
    let mut told = faults::in_source(text, &trees);
    told.extend(comments::faults(text, &trees));
    if style.html == HtmlTrust::Sanitise {
        for tree in &mut trees {
            drop_unsafe_links(tree, &mut told);
        }
    }
    let notes = Notes::gather(&mut trees, &mut told, text);
    let mut ids: HashSet<String> = PAGE_IDS.iter().map(|id| (*id).to_owned()).collect();
    let ranks = name_headings(&mut trees, &mut ids);
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
    let mut trees = grow(text);
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

/// Builds the tree.
fn grow(text: &str) -> Vec<Tree> {
    let hidden = cjk::hide(text);
    let changed = matches!(hidden, Cow::Owned(_));
    let mut trees = grow_marked(&hidden);
    if changed {
        for tree in &mut trees {
            words_of(tree, &mut cjk::show);
        }
    }
    // A reference such as `&#1;` can write what the reader of files has removed.
    if text.contains("&#") {
        for tree in &mut trees {
            words_of(tree, &mut |text| text.replace(is_forbidden, ""));
        }
    }
    trees
}

/// Changes everything in a tree that holds words of the copy.
fn words_of(tree: &mut Tree, change: &mut impl FnMut(String) -> String) {
    let mut of = |text: &mut String| *text = change(std::mem::take(text));
    match &mut tree.kind {
        Kind::Text(text)
        | Kind::Code(text)
        | Kind::Html(text)
        | Kind::NoteText(text)
        | Kind::CodeBlock(text)
        | Kind::Heading { id: text, .. } => of(text),
        Kind::Link { to: address, title } | Kind::Picture { src: address, title } => {
            of(address);
            of(title);
        }
        _ => {}
    }
    for child in &mut tree.children {
        words_of(child, change);
    }
}

fn grow_marked(text: &str) -> Vec<Tree> {
    let mut top: Vec<Tree> = Vec::new();
    let mut open: Vec<Tree> = Vec::new();
    // Elements past the greatest depth are opened and closed in name only.
    let mut beyond = 0_usize;
    for (event, span) in Parser::new_ext(text, options()).into_offset_iter() {
        let leaf = match event {
            Event::Start(tag) => {
                if open.len() >= DEPTH_MAX {
                    beyond += 1;
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
    top
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
        Tag::Link { dest_url, title, .. } => Kind::Link { to: dest_url.into_string(), title: title.into_string() },
        Tag::Image { dest_url, title, .. } => Kind::Picture { src: dest_url.into_string(), title: title.into_string() },
        Tag::HtmlBlock | Tag::MetadataBlock(_) => Kind::Tight,
    }
}

/// What can be said of an element once its children are known.
fn finish(tree: &mut Tree) {
    if let Kind::Paragraph = tree.kind
        && !tree.children.is_empty()
        && tree.children.iter().all(|child| matches!(child.kind, Kind::Picture { .. } | Kind::SoftBreak))
    {
        tree.kind = Kind::Figure;
        tree.children.retain(|child| child.kind != Kind::SoftBreak);
    }
    strong_beside_cjk(&mut tree.children);
}

/// `は**(注)**も`: brackets of one byte cannot be hidden from the parser as [`cjk`] does with wider ones, so `**` that
/// stayed text beside these scripts is read here.
fn strong_beside_cjk(children: &mut Vec<Tree>) {
    let Some(at) = children
        .iter()
        .position(|child| matches!(&child.kind, Kind::Text(text) if text.matches("**").count() >= 2 && text.chars().any(is_cjk)))
    else {
        return;
    };
    let Kind::Text(text) = &children[at].kind else { return };
    let span = children[at].span.clone();
    let mut parts: Vec<&str> = text.split("**").collect();
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
            if nth % 2 == 0 { words } else { Tree { kind: Kind::Strong, children: vec![words], span: span.clone() } }
        })
        .collect::<Vec<_>>();
    children.splice(at..=at, new);
}

/// A paragraph `Table: …` right before or after a table is its caption.
fn caption_tables(top: &mut Vec<Tree>) {
    let mut at = 0;
    while at < top.len() {
        if matches!(top[at].kind, Kind::Table(_)) {
            for neighbour in [at.checked_sub(1), Some(at + 1)].into_iter().flatten() {
                let caption = top
                    .get(neighbour)
                    .filter(|tree| tree.kind == Kind::Paragraph)
                    .and_then(|tree| tree.children.first())
                    .is_some_and(|first| matches!(&first.kind, Kind::Text(text) if text.starts_with("Table: ")));
                if caption {
                    let mut caption = top.remove(neighbour);
                    if let Some(Tree { kind: Kind::Text(text), .. }) = caption.children.first_mut() {
                        text.drain(.."Table: ".len());
                    }
                    let table = if neighbour < at { at - 1 } else { at };
                    top[table].children.insert(0, caption);
                    at = table;
                    break;
                }
            }
        }
        at += 1;
    }
}

/// Gives every heading a unique id and a level that skips none; tells which of those at the top were written as `#`.
fn name_headings(trees: &mut [Tree], ids: &mut HashSet<String>) -> Vec<bool> {
    let ranks = trees
        .iter()
        .filter_map(|tree| if let Kind::Heading { level, .. } = tree.kind { Some(level == HeadingLevel::H1) } else { None })
        .collect();
    let mut namer = HeadingNamer { ids, last: None, unnamed: 0 };
    for tree in trees {
        namer.visit(tree);
    }
    ranks
}

struct HeadingNamer<'a> {
    ids: &'a mut HashSet<String>,
    /// Depth of the heading before, from 0.
    last: Option<usize>,
    unnamed: usize,
}

impl HeadingNamer<'_> {
    fn visit(&mut self, tree: &mut Tree) {
        const LEVELS: [HeadingLevel; 5] = [HeadingLevel::H2, HeadingLevel::H3, HeadingLevel::H4, HeadingLevel::H5, HeadingLevel::H6];
        let words = if matches!(tree.kind, Kind::Heading { .. }) { tree.words() } else { String::new() };
        if let Kind::Heading { level, id } = &mut tree.kind {
            let depth = (*level as usize).saturating_sub(2).min(self.last.map_or(0, |last| last + 1)).min(4);
            self.last = Some(depth);
            *level = LEVELS[depth];
            let base = if id.is_empty() { Slug::from_text(&words).map(|slug| slug.to_string()) } else { Some(std::mem::take(id)) };
            let base = base.unwrap_or_else(|| {
                self.unnamed += 1;
                format!("part-{}", self.unnamed)
            });
            *id = self.unique(base);
        }
        for child in tree.children.iter_mut().filter(|child| child.is_block()) {
            self.visit(child);
        }
    }

    fn unique(&mut self, base: String) -> String {
        if self.ids.insert(base.clone()) {
            return base;
        }
        let mut nth = 2;
        while !self.ids.insert(format!("{base}-{nth}")) {
            nth += 1;
        }
        format!("{base}-{nth}")
    }
}

/// Sets the type of one block: quotes, dashes, and the line breaks of scripts without spaces.
fn set(tree: &mut Tree, style: &Style) {
    if tree.kind == Kind::Quote {
        keep_quote_lines(&mut tree.children);
    }
    if matches!(tree.kind, Kind::CodeBlock(_)) {
        return;
    }
    if tree.children.iter().any(|child| !child.is_block()) {
        join_cjk(&mut tree.children);
        if style.typography == Typography::Smart {
            let mut setter = Setter::new(&style.language, Extent::All);
            set_runs(&mut tree.children, &mut setter, None);
        }
    }
    for child in &mut tree.children {
        if child.is_block() {
            set(child, style);
        }
    }
}

fn set_runs(children: &mut [Tree], setter: &mut Setter, after: Option<char>) {
    for at in 0..children.len() {
        let next = children[at + 1..].iter().find_map(first_char).or(after);
        let child = &mut children[at];
        if !matches!(child.kind, Kind::Text(_)) && child.is_block() {
            continue;
        }
        match &mut child.kind {
            Kind::Text(text) => {
                if typography::needs(text) {
                    let mut out = String::with_capacity(text.len() + 8);
                    setter.run(text, next, &mut out);
                    *text = out;
                } else if let Some(last) = text.chars().next_back() {
                    setter.pass(last);
                }
            }
            Kind::Code(_) | Kind::Picture { .. } => setter.pass('x'),
            Kind::SoftBreak | Kind::HardBreak => setter.pass(' '),
            Kind::Html(_) | Kind::NoteMark { .. } | Kind::TaskMark(_) => {}
            _ => set_runs(&mut child.children, setter, next),
        }
    }
}

/// The first letter that a reader sees of an inline node.
fn first_char(tree: &Tree) -> Option<char> {
    match &tree.kind {
        Kind::Text(text) => text.chars().next(),
        Kind::Code(_) | Kind::Picture { .. } => Some('x'),
        Kind::SoftBreak | Kind::HardBreak => Some(' '),
        _ => tree.children.iter().find_map(first_char),
    }
}

/// Keeps the line of a callout and that of an attribution apart from the words, where [`join_cjk`] would take them together.
fn keep_quote_lines(children: &mut [Tree]) {
    let keep = |paragraph: Option<&mut Tree>, find: fn(&[Tree]) -> Option<usize>| {
        let Some(paragraph) = paragraph.filter(|child| child.kind == Kind::Paragraph) else { return };
        if let Some(at) = find(&paragraph.children).filter(|at| breaks_cjk(&paragraph.children, *at)) {
            paragraph.children[at].kind = Kind::HardBreak;
        }
    };
    keep(children.first_mut(), |line| {
        let opens = line.first().is_some_and(|first| matches!(&first.kind, Kind::Text(text) if text.starts_with("[!")));
        line.iter().position(|child| child.kind == Kind::SoftBreak).filter(|_| opens)
    });
    keep(children.last_mut(), |line| {
        let at = line.iter().rposition(|child| child.kind == Kind::SoftBreak)?;
        line.get(at + 1).is_some_and(|name| name.words().starts_with(['—', '–', '―'])).then_some(at)
    });
}

/// Whether a line break stands between two letters of such a script.
fn breaks_cjk(children: &[Tree], at: usize) -> bool {
    at > 0 && children[at].kind == Kind::SoftBreak && ends_cjk(&children[at - 1]) && children.get(at + 1).is_some_and(begins_cjk)
}

/// Removes the line break between two letters of a script that sets no spaces (not Hangul, which does).
fn join_cjk(children: &mut Vec<Tree>) {
    let mut at = 1;
    while at + 1 < children.len() {
        if breaks_cjk(children, at) {
            children.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Marks that stand in every script; the letter beside them tells which one it is here.
fn is_shared_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '"')
}

fn ends_cjk(tree: &Tree) -> bool {
    tree.words().chars().rev().find(|c| !is_shared_mark(*c)).is_some_and(is_cjk)
}

fn begins_cjk(tree: &Tree) -> bool {
    tree.words().chars().find(|c| !is_shared_mark(*c)).is_some_and(is_cjk)
}

/// Han, kana, and their full-width punctuation.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
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

/// What counts as a label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Labels {
    /// Bold words with a colon.
    Marked,
    /// A bold figure too: "**612 m** from the quay".
    Figures,
}

/// The items of a list, with their labels apart.
fn items(list: &Tree, writer: &mut Writer<'_>, labels: Labels) -> Vec<Item> {
    list.children
        .iter()
        .filter(|item| item.kind == Kind::Item)
        .map(|item| {
            // A loose item with one paragraph reads like a tight one.
            let content = match item.children.as_slice() {
                [only] if only.kind == Kind::Paragraph => &only.children,
                other => other,
            };
            let (label, content) = label(content, labels);
            let markup = writer.write(&content);
            let words = content.iter().map(Tree::words).collect::<String>().trim().to_owned();
            Item { label, markup, words }
        })
        .collect()
}

/// `**Label:** text`, with the colon inside or outside the bold.
fn label(content: &[Tree], labels: Labels) -> (Option<String>, Vec<Tree>) {
    let mut content = content.to_vec();
    if content.first().is_some_and(|first| first.kind == Kind::Strong) {
        let bold = content[0].words();
        let inside = bold.trim_end().strip_suffix([':', '：', '.']).map(str::to_owned);
        let outside = match content.get_mut(1).map(|tree| &mut tree.kind) {
            Some(Kind::Text(text)) if inside.is_none() => text
                .trim_start()
                .strip_prefix([':', '：'])
                .or_else(|| text.strip_prefix(" — ").or_else(|| text.strip_prefix(" – ")))
                .or_else(|| Some(text.as_str()).filter(|_| labels == Labels::Figures && super::is_figure(&bold)))
                .map(str::to_owned),
            _ => None,
        };
        if let Some(rest) = outside {
            content[1].kind = Kind::Text(rest.trim_start().to_owned());
            content.remove(0);
            return (Some(bold.trim().to_owned()), content);
        }
        if let Some(name) = inside.filter(|_| content.len() > 1) {
            content.remove(0);
            if let Some(Kind::Text(text)) = content.first_mut().map(|tree| &mut tree.kind) {
                *text = text.trim_start().to_owned();
            }
            return (Some(name.trim().to_owned()), content);
        }
    }
    (None, content)
}

/// A block quote: callout line, body, attribution.
fn quote(tree: &Tree, markup: Markup, writer: &mut Writer<'_>) -> Quote {
    let mut children = tree.children.clone();
    let callout = take_callout(&mut children);
    let attribution = take_attribution(&mut children);
    let labels = if callout.as_ref().is_some_and(|callout| callout.name == "factbox") { Labels::Figures } else { Labels::Marked };
    let items = children.iter().filter(|child| matches!(child.kind, Kind::List(_))).flat_map(|list| items(list, writer, labels)).collect();
    let words = children.iter().map(Tree::words).collect::<Vec<_>>().join(" ").trim().to_owned();
    let body = children.iter().map(|child| writer.write(std::slice::from_ref(child))).collect();
    Quote { callout, body, words, items, attribution, markup, span: tree.span.clone() }
}

/// Takes `[!name args] title` off the first line.
fn take_callout(children: &mut Vec<Tree>) -> Option<Callout> {
    let first = children.first_mut().filter(|child| child.kind == Kind::Paragraph)?;
    let Some(Kind::Text(text)) = first.children.first().map(|tree| &tree.kind) else { return None };
    let inside = text.strip_prefix("[!")?;
    let close = inside.find(']')?;
    let mut head = inside[..close].split_whitespace();
    let name = head.next()?.to_lowercase();
    if !name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        return None;
    }
    let args = head
        .map(|pair| {
            pair.split_once('=').map_or((pair.to_owned(), String::new()), |(key, value)| {
                (key.to_owned(), value.trim_matches(['"', '“', '”', '″']).to_owned())
            })
        })
        .collect();
    let rest = inside[close + 1..].trim_start_matches(['+', '-']).trim_start().to_owned();
    first.children[0].kind = Kind::Text(rest);
    let end =
        first.children.iter().position(|child| matches!(child.kind, Kind::SoftBreak | Kind::HardBreak)).unwrap_or(first.children.len());
    let title: String = first.children.drain(..end).map(|child| child.words()).collect();
    if matches!(first.children.first().map(|tree| &tree.kind), Some(Kind::SoftBreak | Kind::HardBreak)) {
        first.children.remove(0);
    }
    if first.children.is_empty() {
        children.remove(0);
    } else {
        finish(first);
    }
    let title = title.trim().to_owned();
    Some(Callout { name, args, title: (!title.is_empty()).then_some(title) })
}

/// Takes the last line, where it begins with a dash.
fn take_attribution(children: &mut Vec<Tree>) -> Option<String> {
    // `> - Name, Role` reads as a list of one to the parser.
    if children.len() > 1
        && let Some(Tree { kind: Kind::List(None), children: list, .. }) = children.last()
        && let [item] = list.as_slice()
    {
        let words = item.words().trim().to_owned();
        if words.chars().count() <= 120 && words.starts_with(char::is_uppercase) && !words.ends_with('.') {
            children.pop();
            return Some(words);
        }
    }
    let only = children.len() == 1;
    let last = children.last_mut().filter(|child| child.kind == Kind::Paragraph)?;
    let start = last.children.iter().rposition(|child| matches!(child.kind, Kind::SoftBreak | Kind::HardBreak)).map_or(0, |at| at + 1);
    if start == 0 && only {
        return None;
    }
    let line: String = last.children[start..].iter().map(Tree::words).collect();
    let line = line.trim();
    let name = ["— ", "– ", "―", "—", "-- ", "- ", "~ "]
        .iter()
        .find_map(|dash| line.strip_prefix(dash))?
        .trim_start_matches(['—', '–', '-', ' '])
        .trim();
    if name.is_empty() || name.chars().count() > 160 {
        return None;
    }
    let name = name.to_owned();
    last.children.truncate(start.saturating_sub(1));
    if last.children.is_empty() {
        children.pop();
    }
    Some(name)
}

/// Footnotes: found, numbered by first mention, taken out of the flow.
struct Notes {
    /// In order of number: label, text, how often it is mentioned.
    printed: Vec<(Vec<Tree>, usize)>,
}

impl Notes {
    fn gather(trees: &mut Vec<Tree>, told: &mut Vec<ProseFault>, text: &str) -> Self {
        let mut texts: HashMap<String, (Tree, bool)> = HashMap::new();
        take_definitions(trees, &mut texts);
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut mentions: Vec<usize> = Vec::new();
        let mut order: Vec<String> = Vec::new();
        for tree in trees.iter_mut() {
            number_marks(tree, &texts, &mut numbers, &mut mentions, &mut order);
        }
        // Notes may mention notes; each is looked through once, so a note that mentions itself ends.
        let mut printed = Vec::new();
        let mut at = 0;
        while at < order.len() {
            if let Some((tree, used)) = texts.get_mut(&order[at]) {
                *used = true;
                let mut tree = tree.clone();
                number_marks(&mut tree, &texts, &mut numbers, &mut mentions, &mut order);
                printed.push(tree.children);
            }
            at += 1;
        }
        let mut unused: Vec<(&String, &Tree)> =
            texts.iter().filter(|(_, (_, used))| !used).map(|(label, (tree, _))| (label, tree)).collect();
        unused.sort_by_key(|(_, tree)| tree.span.start);
        for (label, tree) in unused {
            told.push(ProseFault {
                code: "note-unused",
                span: tree.span.clone(),
                message: format!("the footnote [^{label}] is never mentioned and was not printed"),
                help: format!("put [^{label}] where it belongs, or remove the note"),
            });
        }
        if text.contains("[^") {
            faults::undefined_notes(text, trees, told);
        }
        Notes { printed: printed.into_iter().zip(mentions).collect() }
    }

    fn flow(self, style: &Style, writer: &mut Writer<'_>) -> Option<Flow> {
        if self.printed.is_empty() {
            return None;
        }
        let mut markup = Markup::safe(format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"{0}-notes\"><h2 id=\"{0}-notes\">{1}</h2><ol>",
            style.anchor,
            escape(&style.language.word("notes", &[]))
        ));
        let mut words = String::new();
        for (at, (mut trees, mentions)) in self.printed.into_iter().enumerate() {
            let number = at + 1;
            for tree in &mut trees {
                set(tree, style);
                words.push_str(&tree.words());
                words.push(' ');
            }
            markup.push_safe(&format!("<li id=\"{}-note-{number}\">", style.anchor));
            markup.push(&writer.write(&trees));
            for nth in 1..=mentions {
                let name = style.language.word(
                    "back-to-text",
                    &[("number", crate::language::Arg::Number(number as u64)), ("nth", crate::language::Arg::Number(nth as u64))],
                );
                markup.push_safe(" <a class=\"back\" href=\"");
                markup.push_hole(super::Hole::Link(format!("#{}", note_ref(&style.anchor, number, nth))));
                markup.push_safe(&format!(
                    "\" role=\"doc-backlink\" aria-label=\"{}\">↩{}</a>",
                    escape(&name),
                    if mentions > 1 { format!("<sup>{nth}</sup>") } else { String::new() }
                ));
            }
            markup.push_safe("</li>");
        }
        markup.push_safe("</ol></section>");
        Some(Flow::Notes { markup, words })
    }
}

/// Takes the definitions out of the tree, wherever they stand. A definition is a note text with children; a mention
/// has none.
fn take_definitions(trees: &mut Vec<Tree>, texts: &mut HashMap<String, (Tree, bool)>) {
    let mut at = 0;
    while at < trees.len() {
        let definition = matches!(&trees[at].kind, Kind::NoteText(_)) && !trees[at].children.is_empty();
        if definition {
            let tree = trees.remove(at);
            if let Kind::NoteText(label) = &tree.kind {
                texts.entry(label.clone()).or_insert((tree, false));
            }
        } else {
            take_definitions(&mut trees[at].children, texts);
            at += 1;
        }
    }
}

fn number_marks(
    tree: &mut Tree,
    texts: &HashMap<String, (Tree, bool)>,
    numbers: &mut HashMap<String, usize>,
    mentions: &mut Vec<usize>,
    order: &mut Vec<String>,
) {
    if let Kind::NoteText(label) = &tree.kind
        && tree.children.is_empty()
    {
        if !texts.contains_key(label) {
            tree.kind = Kind::Text(format!("[^{label}]"));
            return;
        }
        let number = *numbers.entry(label.clone()).or_insert_with(|| {
            order.push(label.clone());
            mentions.push(0);
            order.len()
        });
        mentions[number - 1] += 1;
        tree.kind = Kind::NoteMark { number, nth: mentions[number - 1] };
        return;
    }
    for child in &mut tree.children {
        number_marks(child, texts, numbers, mentions, order);
    }
}
