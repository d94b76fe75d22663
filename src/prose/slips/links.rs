//! Links and pictures that stayed text: a space in the address or before it, a bracket that is missing, brackets the wrong way
//! round, a name without an address.

use super::{head, source, tail, tell};
use crate::prose::ProseFault;
use crate::prose::tree::{Kind, Tree};

const CODE: &str = "link-as-text";
/// Bytes of the longest link that is told.
const LONGEST: usize = 2000;

pub(super) fn look(text: &str, inline: &[Tree], told: &mut Vec<ProseFault>) {
    for tree in inline {
        match &tree.kind {
            Kind::Text(words) if words.contains(']') || words.contains(")[") => look_at(text, tree, words, told),
            Kind::Emphasis | Kind::Strong | Kind::Strike | Kind::Span => look(text, &tree.children, told),
            _ => {}
        }
    }
}

fn look_at(text: &str, tree: &Tree, words: &str, told: &mut Vec<ProseFault>) {
    let typed = source(text, &tree.span);
    let mut from = 0;
    let mut typed_from = 0;
    while let Some(found) = words[from..].find([']', ')']) {
        let at = from + found;
        from = at + 1;
        let rest = head(&words[at..], LONGEST);
        let Some((span, message, help)) = slip(rest) else { continue };
        // Where it is in the source; brackets that were escaped are meant as they are.
        let Some(place) = typed[typed_from..].find(&rest[..span]).map(|place| typed_from + place) else { return };
        typed_from = place + span;
        let before = tail(&typed[..place], LONGEST);
        let escaped = |open: char| before.rfind(open).is_some_and(|open| before[..open].ends_with('\\'));
        if typed[..place].ends_with('\\') || escaped(if rest.starts_with(']') { '[' } else { '(' }) {
            continue;
        }
        from = at + span;
        let start = tree.span.start;
        tell(told, CODE, start + place..start + place + span, message, help);
    }
}

/// What is wrong with what begins at a closing bracket: its length, what it is, and the mend.
fn slip(rest: &str) -> Option<(usize, String, String)> {
    let inside = |open: usize, close: char| rest[open..].find(close).map(|length| (&rest[open..open + length], open + length + 1));
    if rest.starts_with("](") {
        let Some((to, end)) = inside(2, ')') else {
            let to = rest[2..].split_whitespace().next().filter(|to| is_address(to))?;
            return Some((
                2 + to.len(),
                "this link has no closing bracket, and is printed as it stands".into(),
                format!("write ) after {to}"),
            ));
        };
        let bare = to.trim();
        if bare.contains(['"', '“', '”']) {
            let message = "the title of this link has no closing quotation mark, or something stands after it; it is printed as it stands";
            return Some((end, message.into(), "write [words](address \"title\")".into()));
        }
        if bare.contains(char::is_whitespace) {
            let message = "an address with a space in it makes no link; it is printed as it stands";
            let help = format!("write (<{bare}>), or %20 for each space");
            return Some((end, message.into(), help));
        }
        return is_address(bare)
            .then(|| (end, "this link has no opening bracket [, and is printed as it stands".into(), "write [words](address)".into()));
    }
    if rest.starts_with("] (") || rest.starts_with("]\u{a0}(") {
        let open = rest.find('(')? + 1;
        let (to, end) = inside(open, ')')?;
        return is_address(to).then(|| {
            (end, "a space between ] and ( makes no link; it is printed as it stands".into(), format!("write ]({to}) without the space"))
        });
    }
    if rest.starts_with(")[") {
        let (to, end) = inside(2, ']')?;
        return is_address(to).then(|| {
            (end, "the brackets of this link are the wrong way round; it is printed as it stands".into(), format!("write [words]({to})"))
        });
    }
    if rest.starts_with("][") {
        let (label, end) = inside(2, ']')?;
        let named = label.contains(char::is_alphabetic) && !label.contains(['[', '^']);
        return named.then(|| {
            (
                end,
                format!("there is no line [{label}]: with an address; the link is printed as it stands"),
                format!("add a line [{label}]: https://…"),
            )
        });
    }
    None
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
    word.contains('/')
        || word.starts_with(['#', '?'])
        || word.starts_with("www.")
        || word.starts_with("mailto:")
        || word.starts_with("tel:")
        || ending
}
