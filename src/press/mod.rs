//! The build: the one function that runs the line from config to output, and the one place that remembers.
//!
//! 1. Find the files of the site. If nothing has changed since the last build, its report is the report.
//! 2. Read config, templates, theme and copy, as far as they are not remembered; gather every fault.
//! 3. Make the edition of the moment, plan its pages, see that no two claim one address.
//! 4. Make up the pages that may show something new, print those that do, look that nothing of what is held back stands in
//!    them, and if nothing failed, put everything in place.
//! 5. Remember the addresses that are published now, and what the next build can use.

mod amend;
mod checks;
mod finder;
mod journal;
mod leaks;
mod memory;
mod printed;
pub mod stages;
mod urls;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

pub use amend::amend;
pub use memory::Memory;
use memory::{News, Reading};
use printed::LastBuild;
use rayon::prelude::*;
pub use stages::{Stage, Stages};

use crate::article::{self, Article, Desk, Store};
use crate::clock::Clock;
use crate::config::{self, Config, LintLevel, Overrides};
use crate::diag::{self, Diag, Level, Place};
use crate::digest::Digest;
use crate::edition::{self, Edition, Show, StoryId};
use crate::output::{Content, Folder, Names, Output, Printed, Printing, Turn};
use crate::pages::{self, Fittings, Page, Room};
use crate::permalink::Permalink;
use crate::pictures::Shelf;
use crate::source::{self, Encoding, Entry, Notation, Source};
use crate::templates::Templates;
use crate::theme::Theme;

/// What to build.
#[derive(Clone, Debug)]
pub struct Order {
    /// The site's folder.
    pub root: PathBuf,
    /// The output folder.
    pub output: PathBuf,
    /// What the command line puts over the config.
    pub overrides: Overrides,
    /// The build's moment.
    pub now: jiff::Timestamp,
    /// What a preview shows beyond what is out.
    pub show: Show,
    /// Whether warnings stop the build.
    pub strict: Strict,
}

/// Whether warnings count as errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strict {
    /// They do not.
    No,
    /// They do.
    Yes,
}

/// What came of a build.
#[derive(Debug, Default)]
pub struct Report {
    /// Everything that was wrong, sorted.
    pub told: Vec<Diag>,
    /// What was printed; none when errors stopped it.
    pub printed: Option<Printed>,
    /// What is held back.
    pub held: Vec<edition::Held>,
    /// Public stories.
    pub stories: usize,
    /// The zone in which the report speaks of times.
    pub zone: Option<jiff::tz::TimeZone>,
}

/// A site, read.
#[derive(Clone)]
pub struct Site {
    /// The settings.
    pub config: Arc<Config>,
    /// Compiled templates.
    pub templates: Arc<Templates>,
    /// The look.
    pub theme: Arc<Theme>,
    /// Pictures and other files.
    pub shelf: Arc<Shelf>,
    /// Files of `static/` that are copied as they are.
    pub statics: Arc<Vec<Entry>>,
    /// Every article, until the edition takes them over.
    pub articles: Vec<Arc<Article>>,
}

/// The paper of one moment, planned: everything but the printing.
pub struct Paper {
    /// The site as it was read.
    pub site: Site,
    /// The paper at its moment.
    pub edition: Edition,
    /// Every page.
    pub plan: Arc<Vec<Page>>,
    /// Files that are printed as they are.
    pub files: Arc<Vec<(Permalink, Entry)>>,
    /// What all pages share.
    fittings: Fittings,
}

impl Paper {
    /// Where its pages are rendered.
    pub fn room(&self) -> Room<'_> {
        Room::new(&self.edition, &self.site.templates, &self.site.theme, &self.site.shelf, &self.fittings)
    }
}

/// The files of a site, found but not read.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Beneath `content/`.
    pub content: Vec<Entry>,
    /// Beneath `templates/`.
    pub templates: Vec<Entry>,
    /// Beneath `static/`.
    pub statics: Vec<Entry>,
}

/// Finds the files of a site. The output folder and the memory are no part of it.
pub fn find(order: &Order, told: &mut Vec<Diag>) -> Files {
    let skip = [order.output.clone(), order.root.join(memory::FOLDER)];
    let mut walk = |folder: &str| {
        let (entries, diags) = source::walk(&order.root, folder, &skip);
        told.extend(diags);
        entries
    };
    Files { content: walk("content"), templates: walk("templates"), statics: walk("static") }
}

/// Reads a site, as far as `memory` does not know it. What is wrong is added to `told`; none when the config or the
/// templates cannot be used at all.
pub fn read(order: &Order, files: &Files, memory: &mut Memory, told: &mut Vec<Diag>, stages: &Stages) -> Option<Site> {
    let config = read_config(order, memory, told);
    let templates = read_templates(&files.templates, memory, told);
    let (copy, others): (Vec<&Entry>, Vec<&Entry>) = files.content.iter().partition(|entry| is_copy(&entry.path));
    // Without settings the copy is still read, so that its faults are told in the same run.
    let settings = config.clone().or_else(Config::stand_in);
    let articles = settings.as_ref().map_or_else(Vec::new, |config| read_copy(&copy, config, memory, told, stages));
    let config = config?;
    let (own_theme, statics): (Vec<&Entry>, Vec<&Entry>) = files.statics.iter().partition(|entry| entry.path.starts_with("static/theme/"));
    let theme = read_theme(&own_theme, &config, memory, told);
    let assets: Vec<&Entry> = others.into_iter().chain(statics.iter().copied()).collect();
    let shelf = memory.shelf(&assets);
    Some(Site { config, templates: templates?, theme, shelf, statics: Arc::new(statics.into_iter().cloned().collect()), articles })
}

fn read_config(order: &Order, memory: &mut Memory, told: &mut Vec<Diag>) -> Option<Arc<Config>> {
    let path = order.root.join(config::PATH);
    if !path.is_file() {
        told.push(
            Diag::error("config", format!("there is no {} in {}", config::PATH, order.root.display()))
                .help("run this in the folder of a site, name it with --root, or make one with `newsprint new`"),
        );
        return None;
    }
    let entry = Entry { path: config::PATH.into(), disk: path, size: 0, changed: 0 };
    let (source, diags) = source::read(&entry, Encoding::Utf8);
    told.extend(diags);
    let source = source?;
    let key = Digest::of_list([source.text.as_bytes(), order.overrides.base_url.as_deref().unwrap_or_default().as_bytes()]);
    memory.expect_settings(key);
    if memory.config.as_ref().is_none_or(|(known, ..)| *known != key) {
        let (config, diags) = config::read(&source.text, &order.overrides);
        memory.config = Some((key, config, diags));
    }
    let (_, config, diags) = memory.config.as_ref()?;
    told.extend(diags.iter().cloned());
    config.clone()
}

fn read_templates(entries: &[Entry], memory: &mut Memory, told: &mut Vec<Diag>) -> Option<Arc<Templates>> {
    let mut sources: Vec<Source> = Vec::new();
    for (source, diags) in entries.par_iter().map(|entry| source::read(entry, Encoding::Utf8)).collect::<Vec<_>>() {
        told.extend(diags);
        sources.extend(source);
    }
    let key = Digest::of_list(sources.iter().flat_map(|source| [source.path.as_bytes().to_vec(), source.fingerprint.to_bytes().to_vec()]));
    if memory.templates.as_ref().is_none_or(|(known, _)| *known != key) {
        match Templates::load(&sources) {
            Ok(templates) => memory.templates = Some((key, Arc::new(templates))),
            Err(diags) => {
                told.extend(diags);
                return None;
            }
        }
    }
    memory.templates.as_ref().map(|(_, templates)| templates.clone())
}

fn read_theme(own: &[&Entry], config: &Config, memory: &mut Memory, told: &mut Vec<Diag>) -> Arc<Theme> {
    let mut parts: Vec<Vec<u8>> = vec![format!("{:?} {} {}", config.theme, config.title, config.search).into_bytes()];
    parts.push(memory::stamps(own.iter().copied()).to_bytes().to_vec());
    let key = Digest::of_list(&parts);
    let (_, theme, diags) = if let Some(known) = memory.theme.take().filter(|(known, ..)| *known == key) {
        memory.theme.insert(known)
    } else {
        let (theme, diags) = Theme::make(own, config);
        memory.theme.insert((key, Arc::new(theme), diags))
    };
    told.extend(diags.iter().cloned());
    theme.clone()
}

/// Whether a file of `content/` is an article.
pub fn is_copy(path: &str) -> bool {
    Notation::of(path).is_some()
}

/// Whether something was read just now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fresh {
    Yes,
    No,
}

fn read_copy(entries: &[&Entry], config: &Arc<Config>, memory: &mut Memory, told: &mut Vec<Diag>, stages: &Stages) -> Vec<Arc<Article>> {
    let store = memory.store();
    stages.enter(Stage::Read, entries.len());
    let read: Vec<(Reading, Fresh)> = entries
        .par_iter()
        .map(|entry| {
            stages.tick();
            match memory.article(entry, config) {
                Some(reading) => (reading, Fresh::No),
                None => (read_article(entry, config, &store), Fresh::Yes),
            }
        })
        .collect();
    let fresh = entries.iter().zip(&read).filter(|(_, (_, fresh))| *fresh == Fresh::Yes).map(|(entry, (reading, _))| (*entry, reading));
    memory.keep_articles(fresh, entries);
    let mut articles = Vec::with_capacity(read.len());
    for ((article, diags), _) in read {
        told.extend(diags);
        articles.extend(article);
    }
    articles
}

fn read_article(entry: &Entry, config: &Arc<Config>, store: &Arc<Store>) -> Reading {
    let (source, mut diags) = source::read(entry, Notation::encoding(&entry.path));
    let article = source.map(|source| {
        let (mut article, more) = article::read(&source, &Desk { config, people: &[] });
        diags.extend(more);
        article.copy.put_away(store);
        Arc::new(article)
    });
    (article, diags)
}

/// Reads and plans the paper of the order's moment. What is wrong is added to `told`, and the paper is there all the
/// same unless it cannot be made at all: whether it may be printed is asked of [`stops`].
pub fn plan(order: &Order, files: &Files, memory: &mut Memory, told: &mut Vec<Diag>, stages: &Stages) -> Option<Paper> {
    let site = read(order, files, memory, told, stages)?;
    Some(arrange(site, order, told, stages))
}

/// Plans the paper of the order's moment from a site that was read; with [`read`] it is [`plan`].
pub fn arrange(mut site: Site, order: &Order, told: &mut Vec<Diag>, stages: &Stages) -> Paper {
    stages.enter(Stage::Plan, 0);
    let clock = Clock::new(order.now, site.config.zone.clone());
    let (edition, diags) = edition::make(std::mem::take(&mut site.articles), &site.config, &clock, order.show);
    told.extend(diags);
    let mut plan = pages::plan(&edition);
    // A file of the paper's own (robots.txt, _redirects) takes the place of the one that would be made.
    plan.retain(|page| {
        !page.yields() || !site.statics.iter().any(|entry| edition.addresses.file_link(&entry.path).as_ref() == Some(&page.link))
    });
    stages.enter(Stage::Check, 0);
    let files = checks::files(&site, &edition);
    checks::all(&site, &edition, &plan, &files, told);
    let fittings = Fittings::new(&edition, &site.theme, &site.shelf);
    Paper { site, edition, plan: Arc::new(plan), files: Arc::new(files), fittings }
}

/// Builds a site. What is remembered in its folder makes it faster and changes nothing else.
pub fn build(order: &Order, stages: &Stages) -> Report {
    let mut told = Vec::new();
    // The folder first: a wrong --output is known before anything is read.
    let (folder, last) = rayon::join(|| Folder::open(&order.output, &order.root), || LastBuild::load(&order.root));
    let folder = folder.map_err(|diag| told.push(diag)).ok();
    stages.enter(Stage::Find, 0);
    let files = find(order, &mut told);
    let inputs = printed::inputs(order, &files, &told);
    if let Some(folder) = &folder
        && last.stands(&order.root, inputs, folder.manifest(), order.now)
        && folder.is_whole()
    {
        let printed = Printed { total: folder.count(), manifest: folder.manifest(), ..Printed::default() };
        let zone = last.zone.and_then(|zone| jiff::tz::TimeZone::get(&zone).ok());
        return Report { told: last.told, printed: Some(printed), held: last.held, stories: last.stories, zone };
    }
    stages.enter(Stage::Recall, 0);
    let mut memory = Memory::load(&order.root);
    let mut report = Report::default();
    let mut next = LastBuild::default();
    report.printed = plan(order, &files, &mut memory, &mut told, stages).and_then(|paper| {
        report.zone = Some(paper.site.config.zone.clone());
        report.held.clone_from(&paper.edition.held);
        report.stories = paper.edition.stories.len();
        let lock = urls::Lock::open(order, &paper.site, &mut told);
        if let Some(lock) = &lock {
            lock.check(&paper.edition, &paper.plan, paper.files.iter().map(|(link, _)| link), &mut told);
        }
        if stops(&mut told, order.strict, &paper.site.config) {
            told.extend(try_templates(&paper));
            return None;
        }
        let (printing, shown) = print(&paper, folder?, order, &memory, &last, &mut told, stages)?;
        next = LastBuild { inputs: Some(inputs), ..shown };
        if stops(&mut told, order.strict, &paper.site.config) {
            return None;
        }
        stages.enter(Stage::Place, 0);
        // The articles are known whatever becomes of the pages, so they are written down meanwhile.
        let (placed, ()) = rayon::join(|| printing.finish(), || memory.save(&order.root));
        let printed = placed.map_err(|diags| told.extend(diags)).ok()?;
        told.extend(lock.and_then(|lock| lock.write(&paper.edition)));
        // The process ends soon; taking the paper apart piece by piece would only cost time.
        std::mem::forget(paper);
        Some(printed)
    });
    diag::sort(&mut told);
    report.told = told;
    stages.enter(Stage::Remember, 0);
    remember(order, &report, memory, next);
    report
}

/// Writes down what the next build can use, as far as [`build`] has not done so. A site that was never built gets no trace of
/// a build that failed.
fn remember(order: &Order, report: &Report, mut memory: Memory, mut next: LastBuild) {
    if report.printed.is_none() && order.root.join(memory::FOLDER).is_dir() {
        memory.save(&order.root);
    }
    if let Some(printed) = report.printed {
        next.manifest = Some(printed.manifest);
        next.articles = memory.articles_now();
        next.told.clone_from(&report.told);
        next.held.clone_from(&report.held);
        next.stories = report.stories;
        next.zone = report.zone.as_ref().and_then(|zone| zone.iana_name().map(str::to_owned));
        next.save(&order.root);
    }
    // The process ends soon; taking the memory apart piece by piece would only cost time.
    std::mem::forget(memory);
}

/// Whether what was told stops the build, once the paper's levels are applied to it.
pub fn stops(told: &mut Vec<Diag>, strict: Strict, config: &Config) -> bool {
    set_levels(told, &config.lints);
    diag::any_error(told) || (strict == Strict::Yes && !told.is_empty())
}

/// Warnings get the level that the paper gives them. An error stays one: it says that something cannot be printed.
fn set_levels(told: &mut Vec<Diag>, lints: &[(String, LintLevel)]) {
    let level = |diag: &Diag| {
        let given = lints.iter().find(|(id, _)| diag.level == Level::Warning && *id == diag.code);
        given.map_or(LintLevel::Warn, |(_, level)| *level)
    };
    told.retain(|diag| level(diag) != LintLevel::Off);
    for diag in told {
        if level(diag) == LintLevel::Error {
            diag.level = Level::Error;
        }
    }
}

/// Renders one page of each kind, so that a broken template is told in the same run as the faults that stop the build.
fn try_templates(paper: &Paper) -> Vec<Diag> {
    let room = paper.room();
    let mut kinds = Vec::new();
    paper
        .plan
        .iter()
        .filter(|page| {
            let first = !kinds.contains(&page.kind());
            if first {
                kinds.push(page.kind());
            }
            first
        })
        .filter_map(|page| page.render(&room).err())
        .collect()
}

/// Makes up every page that may show something else than before, prints those that do, and stages every file. A template
/// that fails for many pages is told once. Gives what pages show too.
fn print(
    paper: &Paper,
    folder: Folder,
    order: &Order,
    memory: &Memory,
    last: &LastBuild,
    told: &mut Vec<Diag>,
    stages: &Stages,
) -> Option<(Printing, LastBuild)> {
    let Paper { site, edition, plan, files, .. } = paper;
    stages.enter(Stage::Print, plan.len());
    let room = paper.room();
    let shared = shared(order, site, edition, memory.settings());
    let layout = layout(shared, site);
    let names = plan
        .iter()
        .map(|page| page.link.out_path())
        .chain(site.theme.files.iter().map(|(path, _)| path.clone()))
        .chain(files.iter().map(|(link, _)| link.out_path()))
        .collect();
    let printing = folder.begin(Names::These(names)).map_err(|diag| told.push(diag)).ok()?;
    // What the last build knew counts for the folder as it left it, and for no other.
    let last = Some(last).filter(|last| last.manifest == Some(printing.folder().manifest()) && last.shared == Some(shared));
    let narrow = last.filter(|last| last.layout == Some(layout) && last.covers(order.now) && last.articles == memory.articles_before());
    let changed = narrow.and_then(|_| changed(memory.news(), edition));
    let scanner = leaks::Scanner::of(edition, plan);
    let mut hits: Vec<leaks::Hit> = files.iter().flat_map(|(link, _)| scanner.look(&link.out_path(), None)).collect();
    let found = std::sync::Mutex::new(Vec::new());
    let assets = site
        .theme
        .files
        .par_iter()
        .map(|(path, bytes)| Output { path: path.clone(), turn: Turn::Asset, content: Content::Bytes(bytes.clone()) })
        .chain(files.par_iter().map(|(link, entry)| Output {
            path: link.out_path(),
            turn: Turn::Asset,
            content: Content::Copy(entry.disk.clone()),
        }))
        .filter_map(|output| printing.stage(&output).err());
    let print = |page: &Page| -> (Option<Digest>, Option<Diag>) {
        stages.tick();
        let path = page.link.out_path();
        let known = last.and_then(|last| last.pages.get(path.as_str()).copied()).filter(|_| printing.folder().is_intact(&path));
        if known.is_some() && changed.as_ref().is_some_and(|changed| !page.shows_copy_of(edition, changed)) {
            return (known, None);
        }
        let forme = match page.make_up(&room) {
            Ok(forme) => forme,
            Err(diag) => return (None, Some(diag)),
        };
        let shown = forme.fingerprint();
        if shown.is_some() && known == shown {
            return (shown, None);
        }
        let bytes = match forme.print() {
            Ok(bytes) => bytes,
            Err(diag) => return (shown, Some(diag)),
        };
        let more = scanner.look(&path, Some(&bytes));
        if !more.is_empty() {
            found.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(more);
        }
        (shown, printing.stage(&Output { path, turn: page.turn(), content: Content::Bytes(bytes) }).err())
    };
    let mut by_time: Vec<&Page> = plan.iter().collect();
    // What pages share of a small paper is kept for all of them anyway.
    if edition.stories.len() > pages::KEPT {
        by_time.sort_by_key(|page| page.near());
    }
    let (shown, pages): (Vec<Option<Digest>>, Vec<Option<Diag>>) = by_time.par_iter().map(|page| print(page)).unzip();
    let mut failed: Vec<Diag> = pages.into_iter().flatten().chain(assets.collect::<Vec<_>>()).collect();
    diag::sort(&mut failed);
    failed.dedup_by(|next, first| next.place == first.place && next.message == first.message);
    hits.extend(found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
    failed.extend(scanner.judge(hits, edition));
    if !failed.is_empty() {
        told.extend(failed);
        return None;
    }
    let pages = by_time.iter().zip(shown).filter_map(|(page, shown)| Some((page.link.out_path().as_str().into(), shown?)));
    // A page that was not made up did not ask the clock; what it asked when it was still counts.
    let before = changed.and(narrow).and_then(|last| last.until);
    let next = LastBuild {
        pages: pages.collect(),
        shared: Some(shared),
        layout: Some(layout),
        moment: Some(order.now),
        until: before.into_iter().chain(edition.clock.stands_until()).min(),
        ..LastBuild::default()
    };
    Some((printing, next))
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
fn changed(news: &News, edition: &Edition) -> Option<HashSet<StoryId>> {
    let News::Copy(paths) = news else { return None };
    Some(edition.stories.iter().enumerate().filter(|(_, story)| paths.contains(&story.article.path)).map(|(id, _)| id).collect())
}

/// A place that names an article's file.
fn file(article: &Article) -> Place {
    Place::file(&article.path)
}
