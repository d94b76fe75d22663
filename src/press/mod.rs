//! The build: the one function that runs the line from config to output, and the one place that remembers.
//!
//! 1. Find the files of the site. If nothing has changed since the last build, its report is the report; if nothing but what
//!    stories say, [`replate`] does the rest.
//! 2. Read config, templates, theme and copy, as far as they are not remembered; gather every fault.
//! 3. Make the edition of the moment, plan its pages, see that no two claim one address.
//! 4. Make up the pages that may show something new, print those that do, look that nothing of what is held back stands in
//!    them.
//! 5. Look at the site again: if a file is not as it was found, begin anew, once. If nothing failed, put everything in place.
//! 6. Remember the addresses that are published now, and what the next build can use.

mod amend;
mod beside;
mod checks;
mod dead_links;
mod dummy;
mod faulty;
mod finder;
mod fresh;
mod held;
mod hosts;
mod index;
mod journal;
mod leaks;
mod memory;
mod notes;
mod print;
mod printed;
mod read;
mod removals;
mod replate;
mod seen;
pub mod stages;
mod traces;
mod unread;
mod urls;
mod words;

use std::path::PathBuf;
use std::sync::Arc;

pub use amend::amend;
pub use faulty::HeldForFaults;
pub use fresh::{Fresh, fresh};
pub use memory::Memory;
use printed::{Inputs, LastBuild};
pub use read::read;
pub use removals::Removals;
use seen::Seen;
pub use stages::{Stage, Stages};

use crate::article::{Article, ChangedFiles};
use crate::clock::Clock;
use crate::config::{Config, Faulty, LintLevel, Overrides};
use crate::diag::{self, Diag, Level, Place};
use crate::edition::{self, Edition, Show};
use crate::output::{self, Folder, Printed};
use crate::pages::{self, Fittings, Page, Shared};
use crate::permalink::Permalink;
use crate::pictures::Shelf;
use crate::source::{self, Aside, Entry, Notation};
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
    /// Whether it may remove most of the paper.
    pub removals: Removals,
    /// What becomes of stories in error, beside what the settings say.
    pub faulty: Faulty,
    /// Whether published addresses may be added to `urls.lock`.
    pub urls: Urls,
}

/// What a build may do with `urls.lock`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urls {
    /// Add what is new.
    Note,
    /// Nothing: where it would be another file, the build fails.
    Locked,
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
    /// Stories that are held back for their faults, each with the code of its first one.
    pub faulty: HeldForFaults,
    /// Where nothing but stories stopped the build that could be held back: how many, and how many others they hold up.
    pub hold_up: Option<(usize, usize)>,
    /// Lines that `urls.lock` gained.
    pub gained: usize,
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
    /// Files that turned out to be others when copy was asked for.
    changed: Arc<ChangedFiles>,
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
    /// Stories that are held back for their faults.
    pub faulty: HeldForFaults,
    /// What all pages share.
    fittings: Fittings,
    /// Files that turned out to be others when copy was asked for.
    changed: Arc<ChangedFiles>,
}

impl Paper {
    /// What its pages are rendered from.
    pub fn shared(&self) -> Shared<'_> {
        Shared::new(&self.edition, &self.site.templates, &self.site.theme, &self.site.shelf, &self.fittings)
    }

    /// Renders one page.
    ///
    /// # Errors
    /// Its template failed, or a file whose copy it shows is not as it was read.
    pub fn print(&self, page: &Page) -> Result<Vec<u8>, Diag> {
        let met = self.changed.met();
        let (bytes, _) = page.print(&self.shared())?;
        if self.changed.met() == met { Ok(bytes) } else { Err(seen::changed_beneath(&self.changed.paths())) }
    }

    /// Files that turned out to be others when copy was asked for.
    pub fn changed(&self) -> Vec<Arc<str>> {
        self.changed.paths()
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
    /// Beneath `locales/`: the paper's own interface words.
    pub locales: Vec<Entry>,
}

impl Files {
    /// The articles, and what lies beside them. What is set aside is neither.
    fn copy_and_others(&self) -> (Vec<&Entry>, Vec<&Entry>) {
        self.content.iter().filter(|entry| Aside::of(&entry.path).is_none()).partition(|entry| is_copy(&entry.path))
    }
}

/// The folder of the copy, beneath the site's.
const CONTENT: &str = "content";

/// Finds the files of a site. The output folder and the memory are no part of it.
pub fn find(order: &Order, told: &mut Vec<Diag>) -> Files {
    let skip = [order.output.clone(), order.root.join(output::MEMORY)];
    let mut walk = |folder: &str| {
        let (entries, diags) = source::walk(&order.root, folder, &skip);
        told.extend(diags);
        entries
    };
    Files { content: walk(CONTENT), templates: walk("templates"), statics: walk("static"), locales: walk(words::FOLDER) }
}

/// Whether a file of `content/` is an article.
pub fn is_copy(path: &str) -> bool {
    Notation::of(path).is_some() && Aside::of(path).is_none()
}

/// Reads and plans the paper of the order's moment. What is wrong is added to `told`, and the paper is there all the
/// same unless it cannot be made at all: whether it may be printed is asked of [`stops`].
pub fn plan(order: &Order, files: &Files, memory: &mut Memory, told: &mut Vec<Diag>, stages: &Stages) -> Option<Paper> {
    let site = read(order, files, memory, told, stages)?;
    let (mut paper, held) = faulty::arrange_without(site, order, told, stages);
    paper.faulty = held;
    Some(paper)
}

/// Plans the paper of the order's moment from a site that was read; with [`read`] it is [`plan`].
pub fn arrange(mut site: Site, order: &Order, told: &mut Vec<Diag>, stages: &Stages) -> Paper {
    stages.enter(Stage::Plan, 0);
    let clock = Clock::new(order.now, site.config.zone.clone());
    let articles = edition::bundles::settle(std::mem::take(&mut site.articles), &clock, told);
    let (edition, diags) = edition::make(articles, &site.config, &clock, order.show);
    held::lower(told, &edition.held);
    told.extend(diags);
    let mut plan = pages::plan(&edition);
    // A file of the paper's own (robots.txt, _redirects) takes the place of the one that would be made.
    plan.retain(|page| {
        !page.yields() || !site.statics.iter().any(|entry| edition.addresses.file_link(&entry.path).as_ref() == Some(&page.link))
    });
    stages.enter(Stage::Check, 0);
    let files = beside::files(&site, &edition, told);
    checks::all(&site, &edition, &plan, &files, told);
    unread::check(&site, &edition, &files, told);
    hosts::check(&site, &edition, &plan, &files, told);
    let fittings = Fittings::new(&edition, &site.theme, &site.shelf);
    let changed = site.changed.clone();
    Paper { site, edition, plan: Arc::new(plan), files: Arc::new(files), faulty: HeldForFaults::new(), fittings, changed }
}

/// Builds a site. What is remembered in its folder makes it faster and changes nothing else.
///
/// What was judged is what is printed: where a file of the site is not as it was found once everything else is done, the build
/// begins anew, once, and after that it fails.
pub fn build(order: &Order, stages: &Stages) -> Report {
    attempt(order, stages, &[])
        .or_else(|changed| attempt(order, stages, &changed))
        .unwrap_or_else(|changed| Report { told: vec![seen::changed(&changed)], ..Report::default() })
}

/// Builds a site, unless files of it change meanwhile: then nothing is written, and those are the error. What is remembered of
/// the files in `doubtful` counts for nothing.
fn attempt(order: &Order, stages: &Stages, doubtful: &[Arc<str>]) -> Result<Report, Vec<Arc<str>>> {
    let mut told = Vec::new();
    // The folder first: a wrong --output is known before anything is read.
    let (folder, last) = rayon::join(|| Folder::open(&order.output, &order.root), || LastBuild::load(&order.root));
    let mut folder = folder.map_err(|diag| told.push(diag)).ok();
    stages.enter(Stage::Find, 0);
    let knows = |folder: &&mut Folder| last.manifest == Some(folder.manifest());
    let (seen, whole) = rayon::join(|| Seen::look(order, &mut told), || folder.as_mut().filter(knows).is_some_and(Folder::is_whole));
    let inputs = Inputs::of(order, &seen.files, &told);
    if let Some(open) = folder.take_if(|_| whole && doubtful.is_empty() && last.frames(&order.root, &inputs, order.now)) {
        if last.inputs == Some(inputs) {
            return Ok(last.report(Printed { total: open.count(), manifest: open.manifest(), ..Printed::default() }));
        }
        match replate::prepare(order, &seen.files, &last, stages) {
            Some(replate) => match replate.build(order, inputs, last.clone(), open, &seen, stages) {
                Some(report) => return Ok(report),
                None => folder = Folder::open(&order.output, &order.root).map_err(|diag| told.push(diag)).ok(),
            },
            None => folder = Some(open),
        }
    }
    build_anew(order, &seen, inputs, &last, folder, told, doubtful, stages)
}

/// Builds a site of which more may have changed than copy.
#[allow(clippy::too_many_arguments, reason = "all that an attempt has found out")]
fn build_anew(
    order: &Order,
    seen: &Seen,
    inputs: Inputs,
    last: &LastBuild,
    folder: Option<Folder>,
    mut told: Vec<Diag>,
    doubtful: &[Arc<str>],
    stages: &Stages,
) -> Result<Report, Vec<Arc<str>>> {
    stages.enter(Stage::Recall, 0);
    let mut memory = Memory::load(&order.root);
    for path in doubtful {
        memory.forget(path);
    }
    let changed_files = memory.changed().clone();
    let mut report = Report::default();
    let mut changed = None;
    report.printed = plan(order, &seen.files, &mut memory, &mut told, stages).and_then(|paper| {
        report.zone = Some(paper.site.config.zone.clone());
        report.held.clone_from(&paper.edition.held);
        report.stories = paper.edition.stories.len();
        report.faulty.clone_from(&paper.faulty);
        report.held.retain(|held| !paper.faulty.contains_key(&held.path));
        let mut lock = urls::Lock::open(order, &paper.site, &mut told);
        // Where there is no copy at all, nothing is to be said of single addresses.
        if let Some(lock) = lock.as_mut().filter(|_| !seen.files.copy_and_others().0.is_empty()) {
            lock.check(&paper.edition, &paper.plan, paper.files.iter().map(|(link, _)| link), &mut told);
            if order.urls == Urls::Locked {
                told.extend(lock.would_change(urls::addressed(&paper.edition)));
            }
        }
        if faulty::any_unread(&paper.faulty) {
            urls::Lock::doubt(&mut told);
        }
        if stops(&mut told, order.strict, &paper.site.config) {
            told.extend(try_templates(&paper));
            report.hold_up = faulty::hold_up(&told, order, &paper);
            return None;
        }
        let (printing, shown) = print::all(&paper, folder?, order, &memory, last, stages).map_err(|diags| told.extend(diags)).ok()?;
        if stops(&mut told, order.strict, &paper.site.config) {
            return None;
        }
        stages.enter(Stage::Place, 0);
        // What is read and asked is known whatever becomes of the pages, so it is written down while the site is looked at again.
        let (now, (dummy, traces)) = rayon::join(
            || seen.changed(order, &changed_files),
            || {
                memory.save(&order.root);
                let copy = seen.files.copy_and_others().0;
                rayon::join(|| memory.save_dummy(&order.root, &paper.edition, &copy), || shown.traces.save(&order.root))
            },
        );
        if !changed.insert(now).is_empty() {
            return None;
        }
        let placed = printing.finish();
        let printed = placed.map_err(|diags| told.extend(diags)).ok()?;
        if let Some(lock) = &mut lock {
            report.gained = lock.write(urls::addressed(&paper.edition), &mut told);
        }
        diag::sort(&mut told);
        stages.enter(Stage::Remember, 0);
        let mut next = LastBuild {
            // A paper that lacks stories for their faults is made anew each time, so that each build tells of them.
            inputs: Some(inputs).filter(|_| paper.faulty.is_empty()),
            manifest: Some(printed.manifest),
            moment: Some(order.now),
            until: paper.edition.clock.stands_until().into_iter().chain(shown.traces.until()).min(),
            shared: Some(shown.shared),
            dummy,
            traces,
            copied: Some(shown.copied),
            withheld: print::withheld(&paper.edition),
            told: told.clone(),
            held: report.held.clone(),
            stories: report.stories,
            zone: report.zone.as_ref().and_then(|zone| zone.iana_name().map(str::to_owned)),
            ..LastBuild::default()
        };
        index::save(&order.root, &paper.site.config, memory.settings(), &shown.index);
        next.save(&order.root);
        // The process ends soon; taking the paper apart piece by piece would only cost time.
        std::mem::forget(paper);
        Some(printed)
    });
    if report.printed.is_none() {
        // What failed may have failed because of a change.
        let changed = changed.unwrap_or_else(|| seen.changed(order, memory.changed()));
        if !changed.is_empty() {
            return Err(changed);
        }
        // A site that was never built gets no trace of a build that failed.
        if order.root.join(output::MEMORY).is_dir() {
            memory.save(&order.root);
        }
    }
    diag::sort(&mut told);
    report.told = told;
    // The same holds for the memory.
    std::mem::forget(memory);
    Ok(report)
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
    let shared = paper.shared();
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
        .filter_map(|page| page.print(&shared).err())
        .collect()
}

/// A place that names an article's file.
fn file(article: &Article) -> Place {
    Place::file(&article.path)
}
