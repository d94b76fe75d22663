//! Links and pictures that stayed text: a space in the address or before it, a bracket that is missing, brackets the wrong way
//! round, a name without an address.

use std::collections::HashSet;
use std::ops::Range;

use super::{head, source, tail, tell};
use crate::prose::ProseFault;
use crate::prose::tree::{Kind, Tree};

const CODE: &str = "link-as-text";
/// Bytes of the longest link that is told.
const LONGEST: usize = 2000;

/// Names in links for which there is no address, with their places.
pub(super) type Nameless = Vec<(Range<usize>, String)>;

pub(super) fn look(text: &str, inline: &[Tree], nameless: &mut Nameless, told: &mut Vec<ProseFault>) {
    for tree in inline {
        match &tree.kind {
            Kind::Text(words) if words.contains(']') || words.contains(")[") => look_at(text, tree, words, nameless, told),
            Kind::Emphasis | Kind::Strong | Kind::Strike | Kind::Span => look(text, &tree.children, nameless, told),
            _ => {}
        }
    }
}

/// Tells of names without an address, once for the whole copy: they have one cause, a list of addresses that is not there.
pub(super) fn tell_nameless(nameless: &Nameless, told: &mut Vec<ProseFault>) {
    let mut names: Vec<&str> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    names.extend(nameless.iter().map(|(_, name)| name.as_str()).filter(|name| seen.insert(name)));
    let Some(((first, _), name)) = nameless.first().zip(names.first()) else { return };
    let more = match names.len() {
        1 => String::new(),
        count => format!(", nor for {} more", count - 1),
    };
    tell(
        told,
        CODE,
        first.clone(),
        format!("there is no line [{name}]: with an address{more}; the link is printed as it stands"),
        format!("add a line [{name}]: https://…"),
    );
}

fn look_at(text: &str, tree: &Tree, words: &str, nameless: &mut Nameless, told: &mut Vec<ProseFault>) {
    let typed = source(text, &tree.span);
    let mut from = 0;
    let mut typed_from = 0;
    while let Some(found) = words[from..].find([']', ')']) {
        let at = from + found;
        from = at + 1;
        let rest = head(&words[at..], LONGEST);
        let Some((span, slip)) = slip(rest) else { continue };
        // Where it is in the source; brackets that were escaped are meant as they are.
        let Some(place) = typed[typed_from..].find(&rest[..span]).map(|place| typed_from + place) else { return };
        typed_from = place + span;
        let before = tail(&typed[..place], LONGEST);
        let escaped = |open: char| before.rfind(open).is_some_and(|open| before[..open].ends_with('\\'));
        if typed[..place].ends_with('\\') || escaped(if rest.starts_with(']') { '[' } else { '(' }) {
            continue;
        }
        from = at + span;
        let place = tree.span.start + place..tree.span.start + place + span;
        match slip {
            Slip::Nameless(name) => nameless.push((place, name)),
            Slip::Of(message, help) => tell(told, CODE, place, format!("{message}; it is printed as it stands"), help),
        }
    }
}

/// What is wrong with a link.
enum Slip {
    /// What it is, and the mend.
    Of(&'static str, String),
    /// There is no address for its name.
    Nameless(String),
}

/// What is wrong with what begins at a closing bracket, and its length.
fn slip(rest: &str) -> Option<(usize, Slip)> {
    let inside = |open: usize, close: char| rest[open..].find(close).map(|length| (&rest[open..open + length], open + length + 1));
    let of = |end: usize, message: &'static str, help: String| Some((end, Slip::Of(message, help)));
    if let Some(inner) = rest.strip_prefix("](") {
        let first = inner.split_whitespace().next().filter(|to| is_address(to));
        let closed = inside(2, ')').filter(|(to, _)| first.is_none() || !to.contains(char::is_whitespace) || !to.contains('('));
        let Some((to, end)) = closed else {
            let to = first?;
            return of(2 + to.len(), "this link has no closing bracket", format!("write ) after {to}"));
        };
        let bare = to.trim();
        // What another generator would have filled in is its own matter.
        if bare.is_empty() || bare.contains("{{") || bare.contains("{%") {
            return None;
        }
        if bare.contains(['"', '“', '”']) {
            let message = "the title of this link has no closing quotation mark, or something stands after it";
            return of(end, message, "write [words](address \"title\")".into());
        }
        if bare.contains(char::is_whitespace) {
            return of(end, "an address with a space in it makes no link", format!("write (<{bare}>), or %20 for each space"));
        }
        return if is_address(bare) { of(end, "this link has no opening bracket [", "write [words](address)".into()) } else { None };
    }
    if rest.starts_with("] (") || rest.starts_with("]\u{a0}(") {
        let open = rest.find('(')? + 1;
        let (to, end) = inside(open, ')').filter(|(to, _)| is_address(to))?;
        return of(end, "a space between ] and ( makes no link", format!("write ]({to}) without the space"));
    }
    if rest.starts_with(")[") {
        let (to, end) = inside(2, ']').filter(|(to, _)| is_address(to))?;
        return of(end, "the brackets of this link are the wrong way round", format!("write [words]({to})"));
    }
    let (label, end) = rest.starts_with("][").then(|| inside(2, ']')).flatten()?;
    let named = label.contains(char::is_alphabetic) && !label.contains(['[', '^']);
    named.then(|| (end, Slip::Nameless(label.to_owned())))
}

/// Whether a word is an address: it has a scheme, a slash, or the ending of a file.
pub(super) fn is_address(word: &str) -> bool {
    let word = word.trim_matches(['<', '>']);
    if word.is_empty() || word.contains(char::is_whitespace) {
        return false;
    }
    let ending = word.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.is_empty()
            && (2..=6).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && ending.contains(|c: char| c.is_ascii_alphabetic())
    });
    word.contains(['/', '#'])
        || word.starts_with('?')
        || word.starts_with("www.")
        || word.starts_with("mailto:")
        || word.starts_with("tel:")
        || ending
}
