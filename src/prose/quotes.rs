//! Block quotes and lists, taken apart: callout line, attribution, labels of items.

use super::Markup;
use super::flow::{Callout, Item, Quote};
use super::html::Writer;
use super::tree::{Kind, Tree, finish};

/// What counts as a label.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    /// Bold words with a colon.
    Marked,
    /// A bold figure too: "**612 m** from the quay".
    Figures,
}

/// The items of a list, with their labels apart.
pub(super) fn items(list: &Tree, writer: &mut Writer<'_>, labels: Labels) -> Vec<Item> {
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
pub(super) fn quote(tree: &Tree, markup: Markup, writer: &mut Writer<'_>) -> Quote {
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
    let mut head = words(&inside[..close]);
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

/// The words of a text; what stands between quotation marks after an equals sign is one with what stands before it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let space = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let quoted = rest[..space].find('=').and_then(|sign| {
            let value = &rest[sign + 1..];
            let inside = value.strip_prefix(['"', '“', '”', '″'])?;
            let close = inside.find(['"', '”', '″'])?;
            let mark = inside[close..].chars().next().map_or(0, char::len_utf8);
            Some(rest.len() - inside.len() + close + mark)
        });
        let (word, after) = rest.split_at(quoted.unwrap_or(space));
        rest = after;
        (!word.is_empty()).then_some(word)
    })
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
