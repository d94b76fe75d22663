//! A build after nothing was edited but what some stories say, as most builds of a day are: the pages that show it are printed
//! again, and all others stand.
//!
//! Where a story stands must be what it was: of its head, only what [`amend`] lets pass may be other. Then the edition is as
//! it was, with other articles in the same places. Copy is shown by pages that are known beforehand; a head by those that
//! were made of it ([`readers`](super::readers)).
//!
//! It costs what the change costs, whatever the size of the paper: no other article is read, and the edition is not made
//! again but taken from its [`dummy`]. Whatever is uncertain is not decided here. Then nothing is done, and a build from the
//! start does it, with the same result.

use std::sync::Arc;

use super::amend::{self, Reread};
use super::memory::{Memory, Remembered};
use super::print::Edits;
use super::printed::{Inputs, LastBuild};
use super::readers::Readers;
use super::{Files, Order, Paper, Report, Seen, Stage, Stages, dummy, index, print, read, stops, urls};
use crate::article::Store;
use crate::clock::Clock;
use crate::diag::Diag;
use crate::digest::Digest;
use crate::edition::StoryId;
use crate::output::{Folder, Names};
use crate::pages::{self, Fittings};

/// A paper in which some stories say something else, and nothing else is new.
pub(super) struct Replate {
    paper: Paper,
    told: Vec<Diag>,
    fresh: Vec<dummy::Fresh>,
    /// The stories of which lists and neighbours show something else.
    heads: Vec<StoryId>,
    readers: Readers,
    /// Where all other articles lie.
    filing: Arc<dummy::Filing>,
    /// Hash of the settings.
    settings: Digest,
}

/// Sees whether `files` differ in what stories say alone from those that `last` was made from, which must be the same
/// otherwise. None where that is not so, or not certain.
pub(super) fn prepare(order: &Order, files: &Arc<Files>, last: &LastBuild, stages: &Stages) -> Option<Replate> {
    let name = last.dummy.as_ref()?;
    stages.enter(Stage::Recall, 0);
    let mut memory = Memory::of_pictures(&order.root);
    // What is said of settings, templates and theme was told before.
    let mut known = Vec::new();
    let words = super::words::read(&files.locales, &mut known);
    let config = read::config(order, words, &mut memory, &mut known)?;
    let clock = Clock::new(order.now, config.zone.clone());
    let changed_files = memory.changed().clone();
    let (recalled, (readers, site)) = rayon::join(
        || dummy::load(&order.root, name, files, &config, clock, changed_files),
        || {
            let readers = last.readers.and_then(|name| Readers::load(&order.root, name));
            let templates = read::templates(&files.templates, words, &mut memory, &mut known);
            let (_, others) = files.copy_and_others();
            (readers, templates.map(|templates| read::empty(files, others, config.clone(), templates, &mut memory, &mut known)))
        },
    );
    let (dummy::Recalled { mut edition, changed, filing }, readers, site) = (recalled?, readers?, site?);
    stages.enter(Stage::Read, changed.len());
    let store = Store::new(None);
    let numbers: Vec<usize> = changed.iter().map(|changed| changed.number).collect();
    let reread = |dummy::Changed { number, id, before }| {
        let entry = filing.entry(number);
        let after = read::article(entry, &config, &store);
        memory.attach(after.0.as_ref(), entry, &config);
        Reread { id, entry, before, after }
    };
    let stories: Vec<Reread<'_>> = changed.into_iter().map(reread).collect();
    let mut told = last.told.clone();
    let files_before = pages::search_files(&edition);
    amend::put_in(&stories, &site, &mut edition, order, &mut told)?;
    // Only these can be more or fewer because of what copy says.
    (pages::search_files(&edition) == files_before).then_some(())?;
    let heads = stories.iter().filter(|story| !story.heads_alike()).map(|story| story.id).collect();
    let fresh = |(number, story): (usize, Reread<'_>)| dummy::Fresh {
        number,
        id: story.id,
        reading: Remembered::new(story.entry, story.after.0.as_ref(), &story.after.1),
    };
    let fresh = numbers.into_iter().zip(stories).map(fresh).collect();
    let fittings = Fittings::new(&edition, &site.theme, &site.shelf);
    (last.frame == Some(fittings.frame())).then_some(())?;
    let changed = site.changed.clone();
    let paper = Paper {
        site,
        edition,
        plan: Arc::default(),
        files: Arc::default(),
        faulty: super::faulty::HeldForFaults::new(),
        fittings,
        changed,
    };
    Some(Replate { paper, told, fresh, heads, readers, filing, settings: memory.settings() })
}

impl Replate {
    /// Prints what is new into the `folder`, in which everything must be as `last` left it. None where that has changed, or
    /// something failed, or a file is not as it was `seen`; then nothing was printed.
    pub(super) fn build(
        self,
        order: &Order,
        inputs: Inputs,
        last: LastBuild,
        folder: Folder,
        seen: &Seen,
        stages: &Stages,
    ) -> Option<Report> {
        let Replate { paper, mut told, fresh, heads, readers, filing, settings } = self;
        let printing = folder.begin(Names::AsBefore).ok()?;
        (last.manifest == Some(printing.folder().manifest())).then_some(())?;
        let heads_changed = !heads.is_empty();
        let edits = Edits { copy: fresh.iter().map(|fresh| fresh.id).collect(), heads };
        let config = &paper.site.config;
        let remains = index::load(&order.root, config, settings);
        let shown = print::edits(&paper, edits, &readers, &printing, remains.as_ref(), stages).ok()?;
        if !filing.is_whole() || stops(&mut told, order.strict, config) {
            return None;
        }
        stages.enter(Stage::Place, 0);
        seen.changed(order, &paper.changed).is_empty().then_some(())?;
        let printed = printing.finish().ok()?;
        if heads_changed {
            let stories = fresh.iter().map(|fresh| &paper.edition.stories[fresh.id]);
            if let Some(mut lock) = urls::Lock::open(order, &paper.site, &mut told) {
                lock.write(stories.map(|story| (&*story.article, &story.link)), &mut told);
            }
        }
        stages.enter(Stage::Remember, 0);
        let mut next = LastBuild { inputs: Some(inputs), manifest: Some(printed.manifest), moment: Some(order.now), told, ..last };
        next.until = next.until.into_iter().chain(paper.edition.clock.stands_until()).min();
        next.dummy = next.dummy.filter(|_| shown.readers_stand).and_then(|name| filing.noted(&order.root, name, &fresh));
        next.shown_since.extend(shown.pages);
        index::save(&order.root, config, settings, &shown.index);
        next.save(&order.root);
        // The process ends soon; taking the paper apart piece by piece would only cost time.
        std::mem::forget(paper);
        Some(next.report(printed))
    }
}
