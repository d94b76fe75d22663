//! The takeaways box: one value, whatever its spelling.
//!
//! It comes from front matter, from a `[!takeaways]` block, or from a section whose heading says so. Cards, feeds and
//! structured data read this value, never the copy. From front matter the box stands at the top; from the body it
//! stands where the copy has it.

use super::{Copy, Head, Inline, Part};
use crate::prose::{Item, Style};
use serde::{Deserialize, Serialize};

/// A takeaways box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Takeaways {
    /// Its heading, where the copy gives one.
    pub title: Option<String>,
    /// Its items, in order.
    pub items: Vec<Item>,
    /// Where it came from.
    pub origin: Origin,
}

/// Where a box came from, which says where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// It stands at the top.
    FrontMatter,
    /// It stands where the copy has it.
    Body,
}

/// An item from words: `label` apart, or bold at its start.
pub(super) fn item(label: Option<&str>, text: &str, style: &Style) -> Item {
    if let Some(rest) = text.strip_prefix("**")
        && label.is_none()
        && let Some((bold, rest)) = rest.split_once("**")
    {
        let name = bold.trim().trim_end_matches([':', '：']);
        let rest = rest.trim_start().trim_start_matches([':', '：', '—', '–']).trim_start();
        if !name.is_empty() && !rest.is_empty() && (bold.trim_end().ends_with([':', '：']) || rest.len() < text.len() - bold.len() - 4) {
            return item(Some(name), rest, style);
        }
    }
    let Inline { words, markup } = Inline::markdown(text, style);
    Item { label: label.map(|label| crate::prose::plain(label.trim().trim_end_matches(':'), style)), markup, words }
}

/// Splits `Label: text` where every item of a box has the shape; one that has not speaks against it.
pub(super) fn split_labels(items: &mut [Item]) {
    let split = |words: &str| -> Option<(usize, usize)> {
        let (label, rest) = words.split_once(": ")?;
        let short = label.split_whitespace().count() <= 6 && label.chars().count() <= 48 && label.starts_with(|c: char| !c.is_lowercase());
        let prose = rest.split_whitespace().count() >= 3 || !rest.is_ascii();
        (short && prose && !label.contains(['.', '?', '!', '“', '"'])).then_some((label.len(), words.len() - rest.len()))
    };
    if items.len() < 2 || items.iter().any(|item| item.label.is_some() || split(&item.words).is_none() || item.markup.words() != item.words)
    {
        return;
    }
    for item in items {
        if let Some((label, text)) = split(&item.words)
            && item.markup.holes().is_empty()
        {
            item.label = Some(item.words[..label].to_owned());
            item.words = item.words[text..].to_owned();
            item.markup = crate::prose::Markup::text(&item.words);
        }
    }
}

/// Settles which box the article has: front matter wins over the body, the first in the body over others.
pub(super) fn settle(head: &mut Head, copy: &mut Copy) {
    if let Some(takeaways) = &mut head.takeaways {
        split_labels(&mut takeaways.items);
        if takeaways.origin == Origin::FrontMatter {
            // A box in the body then is an ordinary block; the body reader has left it as one.
            copy.parts.retain(|part| !matches!(part, Part::Takeaways));
        }
    }
}
