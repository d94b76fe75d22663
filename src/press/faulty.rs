//! `[build] faulty = "hold"`: one story's fault is not the paper's.
//!
//! A story in error that was never published counts as a draft, and the rest is printed. Whatever else is wrong stops the build as
//! ever: collisions, the config, templates, and a story at an address that `urls.lock` knows, or that may be it. Where the paper
//! remembers no addresses nothing is known to be new, so nothing is held.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::{Order, Paper, Site, Stages, arrange, urls};
use crate::article::front_matter::UNREAD;
use crate::article::{Article, Head, Role};
use crate::config::Faulty;
use crate::diag::{Diag, Level};

/// Codes that speak of several files at once, or of what was published.
const OF_THE_PAPER: [&str; 8] =
    ["collision", "address-moved", "leak", "changed", "template", "redirect-loop", "redirect-nowhere", "redirect-case"];

/// How often the paper is planned anew because stories that were in order turn out to be in error.
const ROUNDS: usize = 4;

/// Stories that are held back for their faults, each with the code of its first one.
pub type HeldForFaults = BTreeMap<Arc<str>, String>;

/// Plans the paper; where the settings or the order say so, stories in error are held back first.
pub(super) fn arrange_without(site: Site, order: &Order, told: &mut Vec<Diag>, stages: &Stages) -> (Paper, HeldForFaults) {
    let wanted = order.faulty == Faulty::Hold || site.config.faulty == Faulty::Hold;
    let published = if wanted { urls::Published::read(order, &site) } else { None };
    let Some(published) = published else { return (arrange(site, order, told, stages), HeldForFaults::new()) };
    let before = told.clone();
    let mut barred: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut held = in_error(&before, &site.articles, &published, &barred);
    for _ in 0..ROUNDS {
        let mut said = before.clone();
        let mut site = site.clone();
        let articles = site.articles.clone();
        site.articles.iter_mut().filter(|article| held.contains_key(&article.path)).for_each(hold);
        let paper = arrange(site, order, &mut said, stages);
        // A story whose address is known was published, whatever its file is called.
        let known: Vec<Arc<str>> = paper
            .edition
            .withheld
            .iter()
            .filter(|withheld| held.contains_key(&withheld.article.path) && published.has_address(withheld.link.as_str()))
            .map(|withheld| withheld.article.path.clone())
            .collect();
        said.iter_mut().filter(|diag| is_of(diag, &held)).for_each(|diag| diag.level = Level::Warning);
        super::set_levels(&mut said, &paper.site.config.lints);
        let more = in_error(&said, &articles, &published, &barred);
        let new = more.keys().any(|path| !held.contains_key(path));
        if known.is_empty() && !new {
            said.iter_mut().filter(|diag| is_of(diag, &held)).for_each(|diag| diag.level = Level::Warning);
            *told = said;
            return (paper, held);
        }
        held.extend(more);
        held.retain(|path, _| !known.contains(path));
        barred.extend(known);
    }
    (arrange(site, order, told, stages), HeldForFaults::new())
}

/// A story as a draft.
fn hold(article: &mut Arc<Article>) {
    let mut held = (**article).clone();
    held.head = Head { draft: true, ..Head::clone(&held.head) }.into();
    *article = Arc::new(held);
}

fn is_of(diag: &Diag, held: &HeldForFaults) -> bool {
    diag.level == Level::Error && is_its_own(diag) && diag.place.as_ref().is_some_and(|place| held.contains_key(&place.path))
}

fn is_its_own(diag: &Diag) -> bool {
    !OF_THE_PAPER.contains(&&*diag.code)
}

/// Stories that have an error of their own and may be held back for it.
fn in_error(told: &[Diag], articles: &[Arc<Article>], published: &urls::Published, barred: &BTreeSet<Arc<str>>) -> HeldForFaults {
    let others: HashSet<&str> = articles.iter().filter(|article| article.role != Role::Story).map(|article| &*article.path).collect();
    let mut found = HeldForFaults::new();
    for diag in told.iter().filter(|diag| diag.level == Level::Error && is_its_own(diag)) {
        let Some(path) = diag.place.as_ref().map(|place| &place.path) else { continue };
        if super::is_copy(path) && !others.contains(&**path) && !barred.contains(path) && !published.may_be(path) {
            found.entry(path.clone()).or_insert_with(|| diag.code.to_string());
        }
    }
    found
}

/// Whether one of them could not be read, so that nobody knows what it was.
pub(super) fn any_unread(held: &HeldForFaults) -> bool {
    held.values().any(|code| UNREAD.contains(&code.as_str()))
}

/// How many stories that could be held back are in error where nothing else is wrong, and how many others they hold up.
pub(super) fn hold_up(told: &[Diag], order: &Order, paper: &Paper) -> Option<(usize, usize)> {
    let published = urls::Published::read(order, &paper.site)?;
    let mut paths: BTreeSet<&str> = BTreeSet::new();
    for diag in told.iter().filter(|diag| diag.level == Level::Error) {
        let path = &*diag.place.as_ref()?.path;
        if !is_its_own(diag) || !super::is_copy(path) || published.may_be(path) {
            return None;
        }
        paths.insert(path);
    }
    let others = paper.edition.stories.iter().filter(|story| !paths.contains(&*story.article.path)).count();
    (!paths.is_empty() && others > 0).then_some((paths.len(), others))
}
