//! Words in angle brackets: `<On Harbours>`, `<redacted>`, `Vec<String>`; and tags that would swallow what follows them,
//! because they never end or are never closed.
//!
//! What has the shape of a tag is one when HTML knows its name, when it gives an attribute a value, or when the text closes
//! it as well. `<Mark Twain>` has a name that HTML knows, and an attribute that it does not: words.

use std::collections::HashMap;

use super::Mark;
use crate::prose::ProseFault;

/// Elements of HTML, old ones included, and those of SVG and MathML that are pasted.
const ELEMENTS: &str = " a abbr acronym address animate annotation applet area article aside audio b base basefont bdi bdo bgsound big blink \
    blockquote body br button canvas caption center circle cite clippath code col colgroup command content data datalist dd defs del \
    details dfn dialog dir div dl dt ellipse em embed fencedframe fieldset figcaption figure filter font footer foreignobject form \
    frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li line \
    lineargradient link listing main map mark marker marquee mask math menu menuitem meta metadata meter mfrac mi mn mo mover mrow \
    mroot ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder nav nobr noembed noframes noscript object ol optgroup \
    option output p param path pattern picture plaintext polygon polyline portal pre progress q radialgradient rb rect rp rt rtc ruby \
    s samp script search section select selectedcontent semantics shadow slot small source spacer span stop strike strong style sub \
    summary sup svg symbol table tbody td template text textarea textpath tfoot th thead time title tr track tspan tt u ul use var \
    video view wbr xmp ";

/// Attributes that stand without a value.
const BARE: &str = " allowfullscreen async autofocus autoplay border checked class compact controls crossorigin data default defer \
    disabled download hidden href id inert ismap itemscope loop multiple muted name nohref nomodule noresize noshade novalidate nowrap \
    open playsinline popover readonly required reversed selected src style title webkitallowfullscreen mozallowfullscreen ";

/// Elements that CommonMark takes raw, empty lines and all, up to their closing tag.
const RAW: [&str; 4] = ["script", "style", "pre", "textarea"];

/// Bytes in which a tag must end.
const LONGEST: usize = 4000;

/// The tags of a name in a text.
#[derive(Default)]
struct Seen {
    opens: bool,
    /// The last place at which it is closed.
    closes: Option<usize>,
}

/// The shape of a tag.
struct Shape<'a> {
    at: usize,
    /// The byte after `>`; none when an empty line or the end comes first.
    end: Option<usize>,
    name: String,
    closing: bool,
    /// What stands between the name and the end.
    rest: &'a str,
}

/// Finds the angle brackets that are words.
pub(super) fn find(text: &str, marks: &mut Vec<Mark>) {
    let shapes: Vec<Shape<'_>> = text.match_indices('<').filter_map(|(at, _)| shape(text, at)).collect();
    let mut seen: HashMap<&str, Seen> = HashMap::new();
    for shape in &shapes {
        let seen = seen.entry(&shape.name).or_default();
        if shape.closing {
            seen.closes = Some(shape.at);
        } else {
            seen.opens = true;
        }
    }
    for shape in &shapes {
        let Some(seen) = seen.get(shape.name.as_str()) else { continue };
        let closed = seen.closes.is_some_and(|at| at > shape.at);
        let told = if let Some(end) = shape.end {
            let words = &text[shape.at..end];
            if is_words(shape, seen) {
                ProseFault {
                    code: "angle-brackets",
                    span: shape.at..end,
                    message: format!("{words} is no HTML; it is printed as words"),
                    help: format!("write \\{words} to say that it is words"),
                }
            } else if RAW.contains(&shape.name.as_str()) && !shape.closing && !closed {
                ProseFault {
                    code: "html-unclosed",
                    span: shape.at..end,
                    message: format!("<{}> is never closed, and all that follows would be part of it; it is printed as words", shape.name),
                    help: format!("write </{}> where it ends, or \\{words} if you mean the words", shape.name),
                }
            } else {
                continue;
            }
        } else if begins_line(text, shape.at) {
            let line = text[shape.at..text.floor_char_boundary(shape.at + LONGEST)].lines().next().unwrap_or_default().trim_end();
            ProseFault {
                code: "html-unclosed",
                span: shape.at..shape.at + line.len(),
                message: "this tag has no “>”; it is printed as words".into(),
                help: "write > where it ends, or \\< if you mean the words".into(),
            }
        } else {
            continue;
        };
        marks.push(Mark { at: shape.at, told: Some(told) });
    }
}

fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n')
}

/// Reads the shape of a tag at `<`; none when CommonMark would not see one, or sees an address.
fn shape(text: &str, at: usize) -> Option<Shape<'_>> {
    let slashes = text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
    let inside = &text[at + 1..];
    let closing = inside.starts_with('/');
    let inside = &inside[usize::from(closing)..];
    let length = inside.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let next = inside[length..].bytes().next();
    if !slashes.is_multiple_of(2)
        || !inside.starts_with(|c: char| c.is_ascii_alphabetic())
        || !matches!(next, None | Some(b' ' | b'\n' | b'\t' | b'/' | b'>'))
    {
        return None;
    }
    let rest = &inside[length..];
    let mut quote = None;
    let mut line_is_empty = false;
    for (place, byte) in rest.bytes().enumerate().take(LONGEST) {
        match (quote, byte) {
            (_, b'\n') if line_is_empty => break,
            (None, b'>') => {
                let start = text.len() - rest.len();
                let name = inside[..length].to_ascii_lowercase();
                return Some(Shape { at, end: Some(start + place + 1), name, closing, rest: &rest[..place] });
            }
            (None, b'<') => return None,
            (None, b'"' | b'\'') if rest[..place].ends_with('=') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        line_is_empty = byte == b'\n' || (line_is_empty && byte.is_ascii_whitespace());
    }
    // Only what the parser would take for the beginning of a block of HTML is worth a word: `a <b and c` is not.
    let name = inside[..length].to_ascii_lowercase();
    (ELEMENTS.contains(&format!(" {name} ")) && rest.len() < LONGEST).then_some(Shape { at, end: None, name, closing, rest: "" })
}

fn is_words(shape: &Shape<'_>, seen: &Seen) -> bool {
    let rest = shape.rest.trim().trim_end_matches('/').trim_end();
    if ELEMENTS.contains(&format!(" {} ", shape.name)) {
        // `<Mark Twain>`; but `<video controls>` and `<a href=x>`.
        let bare = |word: &str| BARE.contains(&format!(" {} ", word.to_ascii_lowercase())) || word.starts_with("data-");
        return !shape.closing && !rest.is_empty() && !rest.contains('=') && !rest.split_whitespace().all(bare);
    }
    // What is no tag by its shape is printed as it stands anyway.
    let name = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':'))
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-'))
    };
    if shape.closing {
        return rest.is_empty() && !seen.opens;
    }
    rest.split_whitespace().all(name) && seen.closes.is_none_or(|at| at < shape.at)
}
