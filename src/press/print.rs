//! Printing: pages are made up, those that show something new are printed, looked through for what is held back, and
//! staged. Nothing is put in place here.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::memory::{self, Memory};
use super::printed::LastBuild;
use super::readers::Readers;
use super::{Order, Paper, Site, Stage, Stages, index, leaks, removals};
use crate::article;
use crate::diag::{self, Diag};
use crate::digest::Digest;
use crate::edition::{Edition, StoryId};
use crate::output::{Content, Folder, Names, Output, Printing, Turn};
use crate::pages::{self, Edited, IndexRemains, LastIndex, Page, Room};
use crate::permalink::OutPath;

/// Pages of one paper on their way into one folder.
struct Run<'a> {
    room: Room<'a>,
    printing: &'a Printing,
    scanner: leaks::Scanner<'a>,
    hits: Mutex<Vec<leaks::Hit>>,
    /// Stories by the marks of their heads.
    stories: foldhash::HashMap<usize, u32>,
}

/// A page that is printed, or need not be.
struct Done {
    path: OutPath,
    /// What it shows, where that can be told.
    shown: Option<Digest>,
    /// The stories that it is made of.
    stories: Vec<u32>,
}

impl<'a> Run<'a> {
    fn new(paper: &'a Paper, plan: &[Page], printing: &'a Printing, index: Option<LastIndex<'a>>) -> Self {
        let scanner = leaks::Scanner::of(&paper.edition, plan);
        let room = paper.room();
        let room = match index {
            Some(index) => room.with_last_index(index),
            None => room,
        };
        let stories = paper.edition.stories.iter().zip(0..).map(|(story, id)| (story.article.head.mark(), id)).collect();
        Run { room, printing, scanner, hits: Mutex::default(), stories }
    }

    /// Prints a page unless it shows what is `known` of it.
    fn page(&self, page: &Page, known: Option<Digest>) -> Result<Done, Diag> {
        let path = page.link.out_path();
        // Whatever is printed later is told by the fingerprint, so nothing is read for it that was not read before.
        let (made_up, read) = article::heads_read(|| {
            let forme = page.make_up(&self.room)?;
            let shown = forme.fingerprint();
            Ok((forme, shown))
        });
        let (forme, shown) = made_up?;
        let stories = read.iter().filter_map(|mark| self.stories.get(mark).copied()).collect();
        if shown.is_none() || known != shown {
            let bytes = forme.print()?;
            self.note(self.scanner.look(&path, Some(&bytes)));
            self.printing.stage(&Output { path: path.clone(), turn: page.turn(), content: Content::Bytes(bytes) })?;
        }
        Ok(Done { path, shown, stories })
    }

    fn note(&self, hits: Vec<leaks::Hit>) {
        if !hits.is_empty() {
            self.hits.lock().unwrap_or_else(PoisonError::into_inner).extend(hits);
        }
    }

    /// Prints pages of a plan, by their places in it, each unless it shows what is `known` of it; gives what became of them,
    /// unless anything failed or leaked. A template that fails for many pages is told once. `failed` is what failed before.
    fn pages(
        self,
        plan: &[Page],
        places: &[usize],
        known: impl Fn(&Page) -> Option<Digest> + Sync,
        mut failed: Vec<Diag>,
        stages: &Stages,
    ) -> Result<(Vec<Done>, IndexRemains), Vec<Diag>> {
        let print = |place: &usize| {
            stages.tick();
            self.page(&plan[*place], known(&plan[*place]))
        };
        let done: Vec<Result<Done, Diag>> = places.par_iter().map(print).collect();
        let done = done.into_iter().filter_map(|done| done.map_err(|diag| failed.push(diag)).ok()).collect();
        let index = self.room.index_remains();
        diag::sort(&mut failed);
        failed.dedup_by(|next, first| next.place == first.place && next.message == first.message);
        let hits = self.hits.into_inner().unwrap_or_else(PoisonError::into_inner);
        failed.extend(self.scanner.judge(hits, self.room.edition));
        if failed.is_empty() { Ok((done, index)) } else { Err(failed) }
    }
}

/// What pages show, by path.
type Shows = HashMap<Arc<str>, Digest>;

fn shows(done: &[Done]) -> Shows {
    done.iter().filter_map(|done| Some((done.path.as_str().into(), done.shown?))).collect()
}

/// What an edition shows, for the next build.
pub(super) struct Shown {
    pub(super) pages: Shows,
    /// The stories that pages are made of.
    pub(super) readers: Option<Readers>,
    /// Hash of what pages show without saying so themselves.
    pub(super) shared: Digest,
    /// What is left of its index.
    pub(super) index: IndexRemains,
}

/// Prints a paper: stages every file that is not there as it should be.
pub(super) fn all(
    paper: &Paper,
    folder: Folder,
    order: &Order,
    memory: &Memory,
    last: &LastBuild,
    stages: &Stages,
) -> Result<(Printing, Shown), Vec<Diag>> {
    let Paper { site, edition, plan, files, .. } = paper;
    stages.enter(Stage::Print, plan.len());
    let shared = shared(order, site, edition, memory.settings());
    let names = plan
        .iter()
        .map(|page| page.link.out_path())
        .chain(site.theme.files.iter().map(|(path, _)| path.clone()))
        .chain(files.iter().map(|(link, _)| link.out_path()));
    // What a preview shows was not published, and may go again without a word.
    let stories = edition.stories.iter().filter(|story| story.mark.is_none()).map(|story| story.link.out_path());
    let names = Names::These { all: names.collect(), stories: stories.collect() };
    let printing = folder.begin(names)?;
    if let Some(diag) = removals::check(order, paper, &printing, last) {
        return Err(vec![diag]);
    }
    // What the last build knew counts for the folder as it left it, and for no other.
    let last = Some(last).filter(|last| last.manifest == Some(printing.folder().manifest()) && last.shared == Some(shared));
    let before = last.map(|last| last.pages(&order.root)).unwrap_or_default();
    let remains = index::load(&order.root, &site.config, memory.settings());
    let read = |path: &OutPath| printing.folder().read(path);
    let run = Run::new(paper, plan, &printing, remains.as_ref().map(|remains| LastIndex { remains, read: &read }));
    run.note(files.iter().flat_map(|(link, _)| run.scanner.look(&link.out_path(), None)).collect());
    let themed = site.theme.files.par_iter().map(|(path, bytes)| (path.clone(), Content::Bytes(bytes.clone())));
    let copied = files.par_iter().map(|(link, entry)| (link.out_path(), Content::Copy(entry.clone())));
    let assets: Vec<Diag> =
        themed.chain(copied).filter_map(|(path, content)| printing.stage(&Output { path, turn: Turn::Asset, content }).err()).collect();
    let mut by_time: Vec<usize> = (0..plan.len()).collect();
    // What pages share of a small paper is kept for all of them anyway.
    if edition.stories.len() > pages::KEPT {
        by_time.sort_by_key(|page| plan[*page].near());
    }
    let known = |page: &Page| {
        let path = page.link.out_path();
        before.get(path.as_str()).copied().filter(|_| printing.folder().is_intact(&path))
    };
    let (done, index) = run.pages(plan, &by_time, known, assets, stages)?;
    let pages = shows(&done);
    let mut stories = vec![Vec::new(); plan.len()];
    for (page, done) in by_time.into_iter().zip(done) {
        stories[page] = done.stories;
    }
    Ok((printing, Shown { pages, readers: Readers::of(&stories), shared, index }))
}

/// Stories that say something else than before, in a paper that is the same otherwise.
pub(super) struct Edits {
    /// Stories with other copy.
    pub(super) copy: HashSet<StoryId>,
    /// Those that have another head too.
    pub(super) heads: Vec<StoryId>,
}

/// What printing them gave.
pub(super) struct Reprinted {
    pub(super) pages: Shows,
    /// What is left of the index.
    pub(super) index: IndexRemains,
    /// Whether every page is still made of no more stories than `readers` say.
    pub(super) readers_stand: bool,
}

/// Prints the pages of a paper that can show edited stories: those that show copy of theirs, and those that are made of
/// their heads. Everything else must be in the folder, as it was printed last.
pub(super) fn edits(
    paper: &Paper,
    edits: Edits,
    readers: &Readers,
    printing: &Printing,
    remains: Option<&IndexRemains>,
    stages: &Stages,
) -> Result<Reprinted, Vec<Diag>> {
    let edition = &paper.edition;
    let plan = pages::plan(edition);
    let edited = Edited::new(edition, edits.copy);
    let mut due: Vec<usize> = (0..plan.len()).filter(|page| plan[*page].shows(edition, &edited)).collect();
    if !edits.heads.is_empty() {
        due.extend(readers.of_stories(&edits.heads));
        due.sort_unstable();
        due.dedup();
    }
    stages.enter(Stage::Print, due.len());
    let read = |path: &OutPath| printing.folder().read(path);
    let run = Run::new(paper, &plan, printing, remains.map(|remains| LastIndex { remains, read: &read }));
    let (done, index) = run.pages(&plan, &due, |_| None, Vec::new(), stages)?;
    let readers_stand = due.iter().zip(&done).all(|(page, done)| {
        let known = readers.of_page(*page);
        done.stories.iter().all(|story| known.contains(story))
    });
    Ok(Reprinted { pages: shows(&done), index, readers_stand })
}

/// Hash of what pages show without saying so themselves, and of what is held back: with another one, every page is
/// rendered and looked through again.
fn shared(order: &Order, site: &Site, edition: &Edition, settings: Digest) -> Digest {
    let mut parts: Vec<Vec<u8>> =
        vec![settings.to_bytes().to_vec(), site.templates.fingerprint().to_bytes().to_vec(), format!("{:?}", order.show).into_bytes()];
    parts.extend(site.theme.files.iter().map(|(path, _)| path.as_str().as_bytes().to_vec()));
    parts.push(memory::stamps(&*site.statics).to_bytes().to_vec());
    parts.extend(edition.withheld.iter().map(|held| held.article.fingerprint.to_bytes().to_vec()));
    Digest::of_list(&parts)
}
