//! Printing: of the pages of a plan, those are rendered that are due, looked through for what is held back, and staged.
//! Nothing is put in place here.

use std::collections::BTreeSet;
use std::fs;
use std::sync::{LazyLock, Mutex, PoisonError};

use foldhash::HashSet;
use jiff::Timestamp;
use rayon::prelude::*;

use super::memory::{self, Memory};
use super::printed::LastBuild;
use super::traces::{Fresh, Traces, Tracing};
use super::{Order, Paper, Site, Stage, Stages, index, leaks, removals};
use crate::config;
use crate::diag::{self, Diag};
use crate::digest::Digest;
use crate::edition::{Edition, StoryId};
use crate::output::{Content, Folder, Names, Output, Printing, Turn};
use crate::pages::{self, IndexRemains, LastIndex, Page, Shared};
use crate::permalink::{OutPath, Permalink};
use crate::source::Entry;

/// Looks for what is held back, once there is something to look through.
type Scanner<'a> = LazyLock<leaks::Scanner<'a>, Box<dyn FnOnce() -> leaks::Scanner<'a> + Send + 'a>>;

/// Pages of one paper on their way into one folder.
struct Run<'a> {
    shared: Shared<'a>,
    printing: &'a Printing,
    scanner: Scanner<'a>,
    hits: Mutex<Vec<leaks::Hit>>,
}

impl<'a> Run<'a> {
    fn new(paper: &'a Paper, plan: &'a [Page], printing: &'a Printing, index: Option<LastIndex<'a>>) -> Self {
        let shared = match index {
            Some(index) => paper.shared().with_last_index(index),
            None => paper.shared(),
        };
        let scanner = LazyLock::new(Box::new(|| leaks::Scanner::of(&paper.edition, plan)) as Box<_>);
        Run { shared, printing, scanner, hits: Mutex::default() }
    }

    /// Prints a page.
    fn page(&self, page: &Page, path: &OutPath, tracing: &Tracing) -> Result<Fresh, Diag> {
        let (bytes, asked) = page.print(&self.shared)?;
        self.note(self.scanner.look(path, Some(&bytes)));
        self.printing.stage(&Output { path: path.clone(), turn: page.turn(), content: Content::Bytes(bytes) })?;
        Ok(tracing.note(&asked))
    }

    fn note(&self, hits: Vec<leaks::Hit>) {
        if !hits.is_empty() {
            self.hits.lock().unwrap_or_else(PoisonError::into_inner).extend(hits);
        }
    }

    /// Prints the pages that are `due`, by their places in the plan; gives what all pages ask, unless anything failed or leaked.
    /// A template that fails for many pages is told once. `failed` is what failed before.
    fn pages(
        self,
        plan: &[Page],
        paths: &[OutPath],
        due: &[usize],
        tracing: Tracing,
        mut failed: Vec<Diag>,
        stages: &Stages,
    ) -> Result<(Traces, IndexRemains), Vec<Diag>> {
        stages.enter(Stage::Print, due.len());
        let print = |place: &usize| {
            stages.tick();
            Ok((*place, self.page(&plan[*place], &paths[*place], &tracing)?))
        };
        let done: Vec<Result<(usize, Fresh), Diag>> = due.par_iter().map(print).collect();
        let mut fresh: Vec<Option<Fresh>> = std::iter::repeat_with(|| None).take(plan.len()).collect();
        for (place, asked) in done.into_iter().filter_map(|done| done.map_err(|diag| failed.push(diag)).ok()) {
            fresh[place] = Some(asked);
        }
        let index = self.shared.index_remains();
        diag::sort(&mut failed);
        failed.dedup_by(|next, first| next.place == first.place && next.message == first.message);
        let hits = self.hits.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !hits.is_empty() {
            failed.extend(self.scanner.judge(hits, self.shared.edition()));
        }
        if failed.is_empty() {
            Ok((tracing.next(plan.iter().zip(paths).zip(fresh).map(|((page, path), fresh)| (page, path, fresh)), &self.shared), index))
        } else {
            Err(failed)
        }
    }

    /// Whether the paper itself says, in its settings, templates or interface words, something that is held back and that it did
    /// not hold back before: pages may say it that ask for no story.
    fn paper_says(&self, order: &Order, site: &Site, before: &BTreeSet<Digest>) -> bool {
        if withheld(self.shared.edition()).is_subset(before) {
            return false;
        }
        let words = fs::read_dir(order.root.join(super::words::FOLDER)).into_iter().flatten().flatten().map(|file| file.path());
        let files = words.chain([order.root.join(config::PATH)]).filter_map(|path| fs::read(path).ok());
        let texts = site.templates.texts().map(|text| text.as_bytes().to_vec()).chain(files);
        let nowhere = Permalink::root().out_path();
        texts.into_iter().any(|text| !self.scanner.look(&nowhere, Some(&text)).is_empty())
    }
}

/// What an edition shows, for the next build.
pub(super) struct Shown {
    /// What its pages asked.
    pub(super) traces: Traces,
    /// Hash of what pages are made of without asking for it.
    pub(super) shared: Digest,
    /// Hash of where files are put that are printed as they are.
    pub(super) copied: Digest,
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
    stages.enter(Stage::Print, 0);
    let shared = shared(order, site, memory.settings());
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
    // What the last build knew counts for the folder as it left it, and for no other; and for no moment before its own.
    let last = Some(last)
        .filter(|last| last.manifest == Some(printing.folder().manifest()) && last.shared == Some(shared))
        .filter(|last| last.moment.is_some_and(|moment| moment <= order.now));
    let remains = index::load(&order.root, &site.config, memory.settings());
    let read = |path: &OutPath| printing.folder().read(path);
    let run = Run::new(paper, plan, &printing, remains.as_ref().map(|remains| LastIndex { remains, read: &read }));
    let last = last.filter(|last| !run.paper_says(order, site, &last.withheld));
    let traces = last.and_then(|last| Traces::load(&order.root, last.traces?)).unwrap_or_default();
    let tracing = Tracing::new(traces, &run.shared, order.now, |_| true);
    if !edition.withheld.is_empty() {
        run.note(files.iter().flat_map(|(link, _)| run.scanner.look(&link.out_path(), None)).collect());
    }
    let themed = site.theme.files.par_iter().map(|(path, bytes)| (path.clone(), Content::Bytes(bytes.clone())));
    let copied = copied_of(files);
    let stand = printing.folder().is_known_whole() && last.is_some_and(|last| last.copied == Some(copied));
    let due: &[(Permalink, Entry)] = if stand { &[] } else { files };
    let copies = due.par_iter().map(|(link, entry)| (link.out_path(), Content::Copy(entry.clone())));
    let assets: Vec<Diag> =
        themed.chain(copies).filter_map(|(path, content)| printing.stage(&Output { path, turn: Turn::Asset, content }).err()).collect();
    let paths: Vec<OutPath> = plan.iter().map(|page| page.link.out_path()).collect();
    let is_due = |page: &usize| tracing.is_due(&plan[*page], &paths[*page]) || !printing.folder().is_intact(&paths[*page]);
    let mut due: Vec<usize> = (0..plan.len()).into_par_iter().filter(is_due).collect();
    // What pages share of a small paper is kept for all of them anyway.
    if edition.stories.len() > pages::KEPT {
        due.sort_by_key(|page| plan[*page].near());
    }
    let (traces, index) = run.pages(plan, &paths, &due, tracing, assets, stages)?;
    Ok((printing, Shown { traces, shared, copied, index }))
}

/// Prints the pages of a paper that show `edited` stories, where everything else is as it was when it was printed last, and still
/// is in the folder.
pub(super) fn edits(
    paper: &Paper,
    edited: &HashSet<StoryId>,
    traces: Traces,
    now: Timestamp,
    printing: &Printing,
    remains: Option<&IndexRemains>,
    stages: &Stages,
) -> Result<(Traces, IndexRemains), Vec<Diag>> {
    let plan = pages::plan(&paper.edition);
    let read = |path: &OutPath| printing.folder().read(path);
    let run = Run::new(paper, &plan, printing, remains.map(|remains| LastIndex { remains, read: &read }));
    let tracing = Tracing::new(traces, &run.shared, now, |key| run.shared.may_differ(key, edited));
    let paths: Vec<OutPath> = plan.iter().map(|page| page.link.out_path()).collect();
    let due: Vec<usize> = (0..plan.len()).into_par_iter().filter(|page| tracing.is_due(&plan[*page], &paths[*page])).collect();
    run.pages(&plan, &paths, &due, tracing, Vec::new(), stages)
}

/// Hash of where files are put that are printed as they are, and of their stamps.
fn copied_of(files: &[(Permalink, Entry)]) -> Digest {
    let links = Digest::of_list(files.iter().map(|(link, _)| link.as_str()));
    Digest::of_list([links, memory::stamps(files.iter().map(|(_, entry)| entry))].map(Digest::to_bytes))
}

/// Hashes of everything that an edition holds back.
pub(super) fn withheld(edition: &Edition) -> BTreeSet<Digest> {
    let held = edition.withheld.iter().map(|held| held.article.fingerprint);
    held.chain(edition.withdrawn.iter().map(|page| page.article.fingerprint)).collect()
}

/// Hash of what pages are made of without asking for it: with another one, every page is rendered again.
fn shared(order: &Order, site: &Site, settings: Digest) -> Digest {
    let mut parts: Vec<Vec<u8>> = vec![settings.to_bytes().to_vec(), format!("{:?}", order.show).into_bytes()];
    parts.extend(site.theme.files.iter().map(|(path, _)| path.as_str().as_bytes().to_vec()));
    Digest::of_list(&parts)
}
