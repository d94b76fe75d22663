//! The marks of other generators in copy: shortcodes, tags, attribute lists. None of them is evaluated, and none is shown to readers
//! without a word.
//!
//! 1. [`code`] says what is code, in which a mark is what it looks like.
//! 2. [`scan`] finds marks by their shape; what has none is text. [`marks`] knows which closes which.
//! 3. [`turn`] makes of the common ones, which [`known`] lists, what they are; the others are left out, their inside is kept, and
//!    they are told. The paper's `[shortcodes]` stand above both.
//! 4. [`seams`] remembers where each piece was written, so that every message has its line.
//!
//! Everything here is linear in the text. Plain text (`.txt`) never comes here.

mod args;
mod code;
mod ends;
mod known;
mod marks;
mod scan;
mod seams;
mod set;
mod turn;
mod verbatim;

pub(super) use seams::Seams;

use std::ops::Range;

use crate::config::Config;
use crate::diag::{Diag, Index};

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    /// Markdown, with raw HTML in it.
    Markdown,
    /// HTML alone.
    #[allow(dead_code, reason = "for copy in HTML, which the reader of files does not know yet")]
    Html,
}

/// A mark that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    span: Range<usize>,
    name: String,
}

/// The id of the message.
const CODE: &str = "shortcode";

/// Whether a text may hold a mark.
fn may_hold(text: &str) -> bool {
    ["{{", "{%", "{:", "{.", "{#", "[/", "=\"", "<!-- wp:", "<!-- /wp:", "[gallery", "[embed", "[youtube", "[vimeo", "]{"]
        .iter()
        .any(|mark| text.contains(mark))
}

/// The body of a file without the marks of other generators, and where each piece of it was written; none where it holds none.
/// `start` is the byte of the file's text at which the body begins.
pub(super) fn read(path: &str, text: &str, start: usize, tongue: Tongue, config: &Config, told: &mut Vec<Diag>) -> Option<(String, Seams)> {
    let body = text.get(start..).filter(|body| may_hold(body))?;
    if config.shortcodes.is_off() {
        return None;
    }
    let hidden = verbatim::hide(body, tongue);
    let code = code::stretches(&hidden, tongue);
    let mut found = scan::marks(body, &code);
    if found.is_empty() {
        return None;
    }
    marks::pair(&mut found);
    let home = config.base.root();
    let (read, seams, left_out) = turn::turn(body, &found, &config.shortcodes, tongue, &home);
    if !left_out.is_empty() {
        let index = Index::new(path, text);
        told.extend(left_out.into_iter().map(|mark| {
            let key = if mark.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
                mark.name.clone()
            } else {
                format!("\"{}\"", mark.name)
            };
            Diag::warning(CODE, format!("`{}` is a mark of another generator, and is left out", mark.name))
                .at(index.span(mark.span.start + start..mark.span.end + start))
                .help(format!(
                    "write {key} = \"drop\", \"inside\", \"text\" or \"block:NAME\" under [shortcodes] in config.toml to say what it is"
                ))
        }));
    }
    Some((read, seams))
}
