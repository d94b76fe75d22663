//! Printing: pages are made up, those that show something new are printed, looked through for what is held back, and
//! staged. Nothing is put in place here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::memory::{self, Memory, News};
use super::printed::LastBuild;
use super::{Order, Paper, Site, Stage, Stages, index, leaks};
use crate::diag::{self, Diag};
use crate::digest::Digest;
use crate::edition::Edition;
use crate::output::{Content, Folder, Names, Output, Printing, Turn};
use crate::pages::{self, Edited, IndexRemains, LastIndex, Page, Room};
use crate::permalink::OutPath;

/// Pages of one paper on their way into one folder.
struct Run<'a> {
    room: Room<'a>,
    printing: &'a Printing,
    scanner: leaks::Scanner<'a>,
    hits: Mutex<Vec<leaks::Hit>>,
}

impl<'a> Run<'a> {
    fn new(paper: &'a Paper, plan: &[Page], printing: &'a Printing, index: Option<LastIndex<'a>>) -> Self {
        let scanner = leaks::Scanner::of(&paper.edition, plan);
        let room = paper.room();
        let room = match index {
            Some(index) => room.with_last_index(index),
            None => room,
        };
        Run { room, printing, scanner, hits: Mutex::default() }
    }

    /// Prints a page unless it shows what is `known` of it; gives what it shows, where that can be told.
    fn page(&self, page: &Page, known: Option<Digest>) -> Result<Option<Digest>, Diag> {
        let path = page.link.out_path();
        let forme = page.make_up(&self.room)?;
        let shown = forme.fingerprint();
        if shown.is_some() && known == shown {
            return Ok(shown);
        }
        let bytes = forme.print()?;
        self.note(self.scanner.look(&path, Some(&bytes)));
        self.printing.stage(&Output { path, turn: page.turn(), content: Content::Bytes(bytes) })?;
        Ok(shown)
    }

    fn note(&self, hits: Vec<leaks::Hit>) {
        if !hits.is_empty() {
            self.hits.lock().unwrap_or_else(PoisonError::into_inner).extend(hits);
        }
    }

    /// What pages show, by path, unless anything failed or leaked. A template that fails for many pages is told once.
    fn end(
        self,
        pages: &[&Page],
        shown: Vec<Result<Option<Digest>, Diag>>,
        more: Vec<Diag>,
    ) -> Result<HashMap<Arc<str>, Digest>, Vec<Diag>> {
        let (mut all, mut failed) = (HashMap::new(), more);
        for (page, shown) in pages.iter().zip(shown) {
            match shown {
                Ok(Some(shown)) => drop(all.insert(page.link.out_path().as_str().into(), shown)),
                Ok(None) => {}
                Err(diag) => failed.push(diag),
            }
        }
        diag::sort(&mut failed);
        failed.dedup_by(|next, first| next.place == first.place && next.message == first.message);
        let hits = self.hits.into_inner().unwrap_or_else(PoisonError::into_inner);
        failed.extend(self.scanner.judge(hits, self.room.edition));
        if failed.is_empty() { Ok(all) } else { Err(failed) }
    }
}

/// What an edition shows, for the next build.
pub(super) struct Shown {
    /// What each page shows, by path.
    pub(super) pages: HashMap<Arc<str>, Digest>,
    pub(super) shared: Digest,
    pub(super) layout: Digest,
    /// When it would be another paper without any change.
    pub(super) until: Option<jiff::Timestamp>,
    /// What is left of its index.
    pub(super) index: IndexRemains,
}

/// Prints a paper: stages every file, and keeps the pages that are sure to show what they did.
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
    let layout = layout(shared, site);
    let names = plan
        .iter()
        .map(|page| page.link.out_path())
        .chain(site.theme.files.iter().map(|(path, _)| path.clone()))
        .chain(files.iter().map(|(link, _)| link.out_path()));
    let printing = folder.begin(Names::These(names.collect())).map_err(|diag| vec![diag])?;
    // What the last build knew counts for the folder as it left it, and for no other.
    let last = Some(last).filter(|last| last.manifest == Some(printing.folder().manifest()) && last.shared == Some(shared));
    let narrow = last.filter(|last| last.layout == Some(layout) && last.covers(order.now) && last.articles == memory.articles_before());
    let edited = narrow.and_then(|_| edited(memory.news(), edition));
    let before = last.map(|last| last.pages(&order.root)).unwrap_or_default();
    let remains = index::load(&order.root, &site.config, memory.settings());
    let read = |path: &OutPath| printing.folder().read(path);
    let run = Run::new(paper, plan, &printing, remains.as_ref().map(|remains| LastIndex { remains, read: &read }));
    run.note(files.iter().flat_map(|(link, _)| run.scanner.look(&link.out_path(), None)).collect());
    let themed = site.theme.files.par_iter().map(|(path, bytes)| (path.clone(), Content::Bytes(bytes.clone())));
    let copied = files.par_iter().map(|(link, entry)| (link.out_path(), Content::Copy(entry.disk.clone())));
    let assets: Vec<Diag> =
        themed.chain(copied).filter_map(|(path, content)| printing.stage(&Output { path, turn: Turn::Asset, content }).err()).collect();
    let mut by_time: Vec<&Page> = plan.iter().collect();
    // What pages share of a small paper is kept for all of them anyway.
    if edition.stories.len() > pages::KEPT {
        by_time.sort_by_key(|page| page.near());
    }
    let print = |page: &Page| {
        stages.tick();
        let path = page.link.out_path();
        let known = before.get(path.as_str()).copied().filter(|_| printing.folder().is_intact(&path));
        if known.is_some() && edited.as_ref().is_some_and(|edited| !page.shows(edition, edited)) {
            return Ok(known);
        }
        run.page(page, known)
    };
    let shown = by_time.par_iter().map(|page| print(page)).collect();
    let index = run.room.index_remains();
    let pages = run.end(&by_time, shown, assets)?;
    // A page that was not made up did not ask the clock; what it asked when it was still counts.
    let before = edited.and(narrow).and_then(|last| last.until);
    let until = before.into_iter().chain(edition.clock.stands_until()).min();
    Ok((printing, Shown { pages, shared, layout, until, index }))
}

/// What pages show, by path, and what is left of the index.
type CopyShown = (HashMap<Arc<str>, Digest>, IndexRemains);

/// Prints the pages of a paper that show the copy of edited stories. Everything else must be in the folder, as it was printed
/// last.
pub(super) fn copy_of(
    paper: &Paper,
    edited: &Edited,
    printing: &Printing,
    remains: Option<&IndexRemains>,
    stages: &Stages,
) -> Result<CopyShown, Vec<Diag>> {
    let edition = &paper.edition;
    let pages = edited.pages(edition);
    stages.enter(Stage::Print, pages.len());
    // Which addresses are taken matters to those that look for the addresses of what is held back.
    let plan = if edition.withheld.is_empty() { Vec::new() } else { pages::plan(edition) };
    let read = |path: &OutPath| printing.folder().read(path);
    let run = Run::new(paper, &plan, printing, remains.map(|remains| LastIndex { remains, read: &read }));
    let pages: Vec<&Page> = pages.iter().collect();
    let print = |page: &Page| {
        stages.tick();
        run.page(page, None)
    };
    let shown = pages.par_iter().map(|page| print(page)).collect();
    let index = run.room.index_remains();
    Ok((run.end(&pages, shown, Vec::new())?, index))
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

/// Hash of all that decides what pages show, apart from the articles.
fn layout(shared: Digest, site: &Site) -> Digest {
    Digest::of_list([shared.to_bytes(), memory::stamps(site.shelf.entries()).to_bytes()])
}

/// The stories that are new in nothing but what they say on their own pages and in feeds; none where there is other news.
fn edited(news: &News, edition: &Edition) -> Option<Edited> {
    let News::Copy(paths) = news else { return None };
    let stories = edition.stories.iter().enumerate().filter(|(_, story)| paths.contains(&story.article.path)).map(|(id, _)| id);
    Some(Edited::new(edition, stories.collect()))
}
