//! The blocks at the top level of a piece of copy, as others see them.

use serde::{Deserialize, Serialize};
use std::ops::Range;

use super::Markup;

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
