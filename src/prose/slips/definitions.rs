//! `[Note]: below`: a line that the notation takes for the address of a link, and prints nowhere. It is told where no link uses
//! it and what it gives is no address; `[//]: # (…)` and the like are how people write remarks.

use std::collections::HashSet;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::tell;
use crate::prose::ProseFault;
use crate::prose::tree::options;

/// Labels of remarks.
const REMARKS: [&str; 5] = ["//", "#", "comment", "_", "-"];

pub(super) fn look(text: &str, told: &mut Vec<ProseFault>) {
    if !text.lines().any(may_vanish) {
        return;
    }
    let parser = Parser::new_ext(text, options());
    let mut unread: Vec<(String, std::ops::Range<usize>)> = parser
        .reference_definitions()
        .iter()
        .filter(|(_, definition)| text.get(definition.span.clone()).is_some_and(may_vanish))
        .map(|(label, definition)| (label.to_lowercase(), definition.span.clone()))
        .collect();
    let used: HashSet<String> = parser
        .filter_map(|event| match event {
            Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) => {
                matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut).then(|| id.to_lowercase())
            }
            _ => None,
        })
        .collect();
    unread.retain(|(label, _)| !used.contains(label));
    unread.sort_by_key(|(_, span)| span.start);
    for (label, span) in unread {
        tell(
            told,
            "line-as-address",
            span,
            format!("this line is taken for the address of links that say [{label}], and is not printed"),
            "write \\ before the first bracket if it is a line of the copy",
        );
    }
}

/// Whether a line can be a definition whose address is none.
fn may_vanish(line: &str) -> bool {
    let Some(line) = line.trim_start_matches([' ', '>']).strip_prefix('[').filter(|line| !line.starts_with('^')) else { return false };
    let Some((label, rest)) = line.split_once("]:") else { return false };
    let to = rest.split_whitespace().next().unwrap_or_default();
    !REMARKS.contains(&label.to_lowercase().as_str()) && !to.is_empty() && !matches!(to, "#" | "<>") && !super::links::is_address(to)
}
