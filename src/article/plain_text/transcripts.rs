//! Talk in turns: `HOST: And then?` ... `BRANDVIK: Then every window.` A turn is known by its company: two names or more, each of which
//! opens two turns or more. All turns look alike, so none is a subhead however short it is.

use std::collections::{HashMap, HashSet};

use super::body::Page;
use super::graf::Graf;
use super::{Block, labels, names, words};

/// The names that open turns in this text.
pub(super) fn speakers(grafs: &[Graf]) -> HashSet<String> {
    let turns: Vec<&str> = grafs.iter().filter_map(turn).map(|(name, _)| name).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in &turns {
        *counts.entry(name).or_default() += 1;
    }
    let sure = |name: &str| words::is_caps(name) || names::is_person(name);
    let found: HashSet<&str> = counts.iter().filter(|&(_, &count)| count >= 2).map(|(&name, _)| name).collect();
    let total: usize = found.iter().map(|name| counts[name]).sum();
    let enough = found.len() >= 2 && (found.iter().all(|name| sure(name)) || total >= 6);
    if !enough {
        return HashSet::new();
    }
    // One who speaks but once is of the company too, if the name is one beyond doubt.
    counts.into_keys().filter(|name| sure(name) || found.contains(*name)).map(str::to_owned).collect()
}

/// The name and the words of what may be a turn.
fn turn(graf: &Graf) -> Option<(&str, &str)> {
    if graf.member.is_some() || !graf.verse.is_empty() || graf.heading.is_some() {
        return None;
    }
    let (at, sign) = graf.text.char_indices().take(48).find(|&(_, letter)| matches!(letter, ':' | '：'))?;
    let (name, rest) = (graf.text[..at].trim(), graf.text[at + sign.len_utf8()..].trim());
    let named = words::length(name) >= 2
        && words::count(name) <= 4
        && words::starts_high(name)
        && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '.' | '-' | '\'' | '’' | '(' | ')'))
        && (name.split_whitespace().count() == 1 || words::is_caps(name) || names::is_person(name));
    let spaced = sign == '：' || graf.text[at + 1..].starts_with(char::is_whitespace);
    (named && spaced && !rest.is_empty() && !labels::is_label(name) && !labels::is_reserved(name) && !labels::is_run_in(name))
        .then_some((name, rest))
}

/// Whether a graf is a turn.
pub(super) fn is_turn(page: &Page<'_>, graf: &Graf) -> bool {
    !page.speakers.is_empty() && turn(graf).is_some_and(|(name, _)| page.speakers.contains(name))
}

/// Reads the turn at a graf: the name is its lead.
pub(super) fn read(page: &Page<'_>, at: usize) -> Option<(Block, usize)> {
    let graf = &page.grafs[at];
    let (label, text) = turn(graf).filter(|(name, _)| page.speakers.contains(*name))?;
    Some((Block::RunIn { label: label.to_owned(), text: text.to_owned(), line: graf.line }, 1))
}
