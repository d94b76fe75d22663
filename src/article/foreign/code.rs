//! Where a text is code, in which a mark is what it looks like: Markdown's code, and what stands in `<pre>`, `<code>` and the like.
//! Comments of HTML count as code, since nobody reads what stands in them.

use std::ops::Range;

use super::Tongue;
use super::ends::Ends;
use crate::prose;

/// Elements whose contents are no words of the copy, or are shown as they are.
const ELEMENTS: [&str; 7] = ["pre", "code", "script", "style", "textarea", "kbd", "samp"];

/// The stretches that are code, in order, none within another.
pub(super) fn stretches(text: &str, tongue: Tongue) -> Vec<Range<usize>> {
    let mut found = match tongue {
        Tongue::Markdown => prose::code(text),
        Tongue::Html => Vec::new(),
    };
    elements(text, &mut found);
    found.sort_by_key(|stretch| (stretch.start, std::cmp::Reverse(stretch.end)));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for stretch in found {
        match out.last_mut() {
            Some(last) if stretch.start < last.end => last.end = last.end.max(stretch.end),
            _ => out.push(stretch),
        }
    }
    out
}

/// Raw HTML that is code. What is in Markdown's code already only joins it.
fn elements(text: &str, found: &mut Vec<Range<usize>>) {
    let lower = text.to_ascii_lowercase();
    let mut closers: Vec<(&str, String, Ends)> = ELEMENTS.iter().map(|name| (*name, format!("</{name}"), Ends::default())).collect();
    let mut comments = Ends::default();
    let known = found.clone();
    let mut at = 0;
    while let Some(open) = lower[at..].find('<').map(|open| at + open) {
        at = open + 1;
        let rest = &lower[at..];
        let inside = known.partition_point(|stretch| stretch.end <= open);
        if let Some(stretch) = known.get(inside).filter(|stretch| stretch.start <= open) {
            at = stretch.end;
            continue;
        }
        if let Some(inside) = rest.strip_prefix("!--") {
            let word = inside.trim_start();
            if !word.starts_with("wp:")
                && !word.starts_with("/wp:")
                && let Some(end) = comments.next(&lower, "-->", at + 3)
            {
                found.push(open..end + 3);
                at = end + 3;
            }
            continue;
        }
        let element = closers.iter_mut().find(|(name, ..)| {
            rest.strip_prefix(*name).is_some_and(|after| after.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace()))
        });
        if let Some((_, closer, ends)) = element
            && let Some(end) = ends.next(&lower, closer, at)
        {
            found.push(open..end);
            at = end;
        }
    }
}
