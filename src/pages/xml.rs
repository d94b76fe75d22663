//! XML, written strictly: escaped once, and never with a character that XML 1.0 forbids.
//!
//! Copy is clean when it is read; this is the second lock. Text is escaped rather than put into CDATA, so that no
//! sequence in the copy can end it early.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An XML document, or a piece of one.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// A whole document, its declaration written.
    pub(super) fn document() -> Self {
        let mut xml = Self::piece();
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml.line();
        xml
    }

    /// A piece that [`Xml::paste`] puts into documents later.
    pub(super) fn piece() -> Self {
        Xml { writer: Writer::new(Vec::with_capacity(1024)) }
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing to memory does not fail.
        let _ = self.writer.write_event(event);
    }

    /// Ends a line, for people who read the file.
    pub(super) fn line(&mut self) {
        self.writer.get_mut().push(b'\n');
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(start(name, attributes)));
    }

    /// Closes it.
    pub(super) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
        self.line();
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
        self.line();
    }

    /// An element that holds text alone.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.escaped(name, attributes, &escaped(text));
    }

    /// An element that holds text alone, which [`escaped`] has made.
    pub(super) fn escaped(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.event(Event::Text(BytesText::from_escaped(text)));
        self.close(name);
    }

    /// A piece made before.
    pub(super) fn paste(&mut self, piece: &[u8]) {
        self.writer.get_mut().extend_from_slice(piece);
    }

    /// The bytes.
    pub(super) fn done(self) -> Vec<u8> {
        self.writer.into_inner()
    }
}

/// Text as it stands in an element.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    partial_escape(legal(text))
}

fn start<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*legal(value)));
    }
    start
}

/// The text without what XML 1.0 forbids.
fn legal(text: &str) -> Cow<'_, str> {
    // Forbidden: control characters, and U+FFFE and U+FFFF, whose UTF-8 begins with EF BF.
    let suspect = text.bytes().any(|b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')) || text.contains(['\u{fffe}', '\u{ffff}']);
    if !suspect {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_once_and_stays_legal() {
        let mut xml = Xml::piece();
        xml.text("t", &[("a", "x\u{1}&\"<")], "a[b[0]]>1 \u{b}\u{fffe}&amp; ]]>");
        assert_eq!(String::from_utf8_lossy(&xml.done()), "<t a=\"x&amp;&quot;&lt;\">a[b[0]]&gt;1 &amp;amp; ]]&gt;</t>\n");
    }

    #[test]
    fn a_document_says_what_it_is() {
        assert_eq!(Xml::document().done(), b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    }
}
