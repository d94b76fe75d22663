//! A paper after a save that changed the words of articles and nothing else: most saves of a day.
//!
//! Where a story stands (its address, its lists, its neighbours, the front page) follows from its head. If all of the
//! head that can matter there is as it was, the paper of before is the paper of now with another article in one place,
//! and need not be planned again. Whatever is uncertain is not decided here: then there is no amended paper, and
//! [`plan`](super::plan) makes one from the start, with the same result.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::dead_links::Targets;
use super::memory::Reading;
use super::{Memory, Order, Paper, Site, beside, checks, read, stops};
use crate::article::{Article, Head, Inline, Places, Role};
use crate::clock::Clock;
use crate::data::Table;
use crate::diag::{self, Diag};
use crate::digest::Digest;
use crate::edition::{Edition, StoryId};
use crate::pages::Fittings;
use crate::permalink::Slug;
use crate::source::Entry;

/// A story whose file was read again.
pub(super) struct Reread<'e> {
    pub(super) id: StoryId,
    pub(super) entry: &'e Entry,
    pub(super) before: Reading,
    pub(super) after: Reading,
}

impl Reread<'_> {
    /// Whether what other pages show of the story is as it was.
    pub(super) fn heads_alike(&self) -> bool {
        let shown = |head: &Head| Head { anchors: Digest::default(), words: 0, minutes: 0, places: Places::default(), ..head.clone() };
        self.before.0.as_ref().zip(self.after.0.as_ref()).is_some_and(|(before, after)| alike(&before.head, &after.head, shown))
    }
}

/// The paper with the changed `entries` read again, and everything that is told of it; `told` is what was told of the
/// paper before.
pub fn amend(paper: &Paper, told: &[Diag], order: &Order, entries: &[&Entry], memory: &mut Memory) -> Option<(Paper, Vec<Diag>)> {
    let mut stories = Vec::new();
    for entry in entries {
        let before = memory.recall(&entry.path)?;
        let article = before.0.as_ref()?;
        let id = paper.edition.stories.iter().position(|story| Arc::ptr_eq(&story.article, article))?;
        let after = read::article(entry, &paper.site.config, &memory.store());
        memory.attach(after.0.as_ref(), entry, &paper.site.config);
        memory.keep(entry, after.0.as_ref(), &after.1);
        stories.push(Reread { id, entry, before, after });
    }
    let mut told = told.to_vec();
    let mut edition = paper.edition.clone();
    put_in(&stories, &paper.site, &mut edition, order, &mut told)?;
    edition.clock = Clock::new(order.now, edition.config.zone.clone());
    let fittings = Fittings::new(&edition, &paper.site.theme, &paper.site.shelf);
    let (site, plan, files, changed) = (paper.site.clone(), paper.plan.clone(), paper.files.clone(), paper.changed.clone());
    let faulty = paper.faulty.clone();
    Some((Paper { site, edition, plan, files, faulty, fittings, changed }, told))
}

/// Puts stories into an edition as they were read again, and what is said of them into what was `told` of it. None where
/// they may stand elsewhere, or something is wrong that stops the build.
pub(super) fn put_in(stories: &[Reread<'_>], site: &Site, edition: &mut Edition, order: &Order, told: &mut Vec<Diag>) -> Option<()> {
    for Reread { id, entry, before, after } in stories {
        let (before, mut said) = before.clone();
        let (after, mut says) = after.clone();
        let before = before.filter(|article| article.role == Role::Story)?;
        let after = after.filter(|after| places_alike(site, &before, after))?;
        let targets = Targets::new(edition);
        for (article, told) in [(&before, &mut said), (&after, &mut says)] {
            checks::article(site, edition, article, &edition.stories[*id].link, &targets, told);
        }
        if stops(&mut says, order.strict, &site.config) {
            return None;
        }
        // What was told of the story by those who look at many together would be lost.
        stops(&mut said, order.strict, &site.config);
        diag::sort(&mut said);
        let own = |diag: &Diag| diag.place.as_ref().is_some_and(|place| place.path == entry.path);
        if told.iter().filter(|diag| own(diag)).ne(said.iter()) {
            return None;
        }
        told.retain(|diag| !own(diag));
        told.extend(says);
        edition.stories[*id].words = after.head.words;
        edition.stories[*id].article = after;
    }
    diag::sort(told);
    Some(())
}

/// Whether two readings of a file have the same place in the paper, and show the same files.
fn places_alike(site: &Site, before: &Article, after: &Article) -> bool {
    let shown = |article: &Article| -> BTreeSet<Arc<str>> {
        beside::asked_by(site, article).iter().map(|asset| asset.entry.path.clone()).collect()
    };
    // A file name without letters leaves the address to the headline.
    let named = before.head.slug.is_some() || Slug::from_text(&before.head.stem).is_some();
    named && after.role == before.role && shown(before) == shown(after) && alike(&before.head, &after.head, bones)
}

/// Whether two heads are the same in what `part` leaves of them.
fn alike(before: &Head, after: &Head, part: impl Fn(&Head) -> Head) -> bool {
    let packed = |head: &Head| postcard::to_stdvec(&part(head)).ok();
    packed(before).is_some_and(|before| Some(before) == packed(after))
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
        extra: Table::default(),
        summary: String::new(),
        words: 0,
        minutes: 0,
        places: Places::default(),
        ..head.clone()
    }
}
