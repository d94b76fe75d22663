//! A paper after a save that changed the words of articles and nothing else: most saves of a day.
//!
//! Where a story stands (its address, its lists, its neighbours, the front page) follows from its head. If all of the
//! head that can matter there is as it was, the paper of before is the paper of now with another article in one place,
//! and need not be planned again. Whatever is uncertain is not decided here: then there is no amended paper, and
//! [`plan`](super::plan) makes one from the start, with the same result.

use std::sync::Arc;

use super::{Memory, Order, Paper, checks, read_article, stops};
use crate::article::{Article, Head, Inline, Places, Role};
use crate::clock::Clock;
use crate::diag::{self, Diag};
use crate::edition::StoryId;
use crate::pages::Fittings;
use crate::permalink::Slug;
use crate::source::Entry;

/// The paper with the changed `entries` read again, and everything that is told of it; `told` is what was told of the
/// paper before.
pub fn amend(paper: &Paper, told: &[Diag], order: &Order, entries: &[&Entry], memory: &mut Memory) -> Option<(Paper, Vec<Diag>)> {
    let mut told = told.to_vec();
    let mut changed: Vec<(StoryId, Arc<Article>)> = Vec::new();
    for entry in entries {
        let (before, mut said) = memory.recall(&entry.path)?;
        let before = before.filter(|article| article.role == Role::Story)?;
        let at = paper.edition.stories.iter().position(|story| Arc::ptr_eq(&story.article, &before))?;
        let (after, mut says) = read_article(entry, &paper.site.config, &memory.store());
        let after = after.filter(|after| places_alike(&before, after))?;
        memory.keep(entry, Some(&after), &says);
        for (article, told) in [(&before, &mut said), (&after, &mut says)] {
            checks::article(&paper.site, &paper.edition, article, &paper.edition.stories[at].link, told);
        }
        if stops(&mut says, order.strict, &paper.site.config) {
            return None;
        }
        // What was told of the story by those who look at many together would be lost.
        stops(&mut said, order.strict, &paper.site.config);
        diag::sort(&mut said);
        let own = |diag: &Diag| diag.place.as_ref().is_some_and(|place| place.path == entry.path);
        if told.iter().filter(|diag| own(diag)).ne(said.iter()) {
            return None;
        }
        told.retain(|diag| !own(diag));
        told.extend(says);
        changed.push((at, after));
    }
    diag::sort(&mut told);
    let mut edition = paper.edition.clone();
    edition.clock = Clock::new(order.now, edition.config.zone.clone());
    for (at, article) in changed {
        edition.stories[at].article = article;
    }
    let fittings = Fittings::new(&edition, &paper.site.theme, &paper.site.shelf);
    let (site, plan, files) = (paper.site.clone(), paper.plan.clone(), paper.files.clone());
    Some((Paper { site, edition, plan, files, fittings }, told))
}

/// Whether two readings of a file have the same place in the paper, and show the same files.
fn places_alike(before: &Article, after: &Article) -> bool {
    let local = |article: &Article| -> Vec<String> { article.head.places.links.iter().map(|(address, _)| address.clone()).collect() };
    // A file name without letters leaves the address to the headline.
    let named = before.head.slug.is_some() || Slug::from_text(&before.head.stem).is_some();
    let bones = |article: &Article| serde_json::to_vec(&bones(&article.head)).ok();
    named && after.role == before.role && local(before) == local(after) && bones(before).is_some() && bones(before) == bones(after)
}

/// A head without what only a page says: all that is left can decide where the story stands.
fn bones(head: &Head) -> Head {
    Head {
        headline: crate::article::Line::default(),
        seo_headline: None,
        social_headline: None,
        dek: None::<Inline>,
        kicker: None,
        dateline: None,
        takeaways: None,
        sources: Vec::new(),
        summary: String::new(),
        words: 0,
        minutes: 0,
        places: Places::default(),
        ..head.clone()
    }
}
