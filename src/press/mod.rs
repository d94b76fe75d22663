//! The build: the one function that runs the line from config to output, and the one place that remembers.
//!
//! 1. Read config, templates, theme and copy; gather every fault.
//! 2. Make the edition of the moment, plan its pages, see that no two claim one address.
//! 3. Render, and if nothing failed, hand everything to the output folder.

mod checks;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::article::{self, Article, Desk};
use crate::clock::Clock;
use crate::config::{self, Config, LintLevel, Overrides};
use crate::diag::{self, Diag, Level, Place};
use crate::edition::{self, Edition, Show};
use crate::output::{Content, Folder, Output, Printed, Turn};
use crate::pages::{self, Page, Room};
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
pub struct Site {
    /// The settings.
    pub config: Arc<Config>,
    /// Compiled templates.
    pub templates: Templates,
    /// The look.
    pub theme: Theme,
    /// Pictures and other files.
    pub shelf: Shelf,
    /// Files of `static/` that are copied as they are.
    pub statics: Vec<Entry>,
    /// Every article.
    pub articles: Vec<Arc<Article>>,
}

/// Reads a site. What is wrong is added to `told`; none when the config or the templates cannot be used at all.
pub fn read(order: &Order, told: &mut Vec<Diag>) -> Option<Site> {
    let root = &order.root;
    let skip = [order.output.clone(), root.join(".newsprint")];
    let config = read_config(root, &order.overrides, told);
    let (template_entries, diags) = source::walk(root, "templates", &skip);
    told.extend(diags);
    let template_sources: Vec<Source> = read_all(&template_entries, |_| Encoding::Utf8, told);
    let templates = Templates::load(&template_sources).map_err(|diags| told.extend(diags)).ok();
    let (content, diags) = source::walk(root, "content", &skip);
    told.extend(diags);
    let (statics, diags) = source::walk(root, "static", &skip);
    told.extend(diags);
    let (copy, files): (Vec<Entry>, Vec<Entry>) = content.into_iter().partition(|entry| Notation::of(&entry.path).is_some());
    // Without settings the copy is still read, so that its faults are told in the same run.
    let settings = config.clone().or_else(Config::stand_in);
    let articles = settings.as_ref().map_or_else(Vec::new, |config| read_copy(&copy, config, told));
    let config = config?;
    let (own_theme, statics): (Vec<Entry>, Vec<Entry>) = statics.into_iter().partition(|entry| entry.path.starts_with("static/theme/"));
    let (theme, diags) = Theme::make(&own_theme, &config);
    told.extend(diags);
    let shelf = Shelf::of(files.into_iter().chain(statics.iter().cloned()).collect());
    Some(Site { config, templates: templates?, theme, shelf, statics, articles })
}

fn read_config(root: &Path, overrides: &Overrides, told: &mut Vec<Diag>) -> Option<Arc<Config>> {
    let path = root.join(config::PATH);
    if !path.is_file() {
        told.push(
            Diag::error("config", format!("there is no {} in {}", config::PATH, root.display()))
                .help("run this in the folder of a site, name it with --root, or make one with `newsprint new`"),
        );
        return None;
    }
    let entry = Entry { path: config::PATH.into(), disk: path, size: 0, changed: 0 };
    let (source, diags) = source::read(&entry, Encoding::Utf8);
    told.extend(diags);
    let (config, diags) = config::read(&source?.text, overrides);
    told.extend(diags);
    config
}

fn read_all(entries: &[Entry], encoding: impl Fn(&Entry) -> Encoding + Sync, told: &mut Vec<Diag>) -> Vec<Source> {
    let read: Vec<_> = entries.par_iter().map(|entry| source::read(entry, encoding(entry))).collect();
    read.into_iter()
        .filter_map(|(source, diags)| {
            told.extend(diags);
            source
        })
        .collect()
}

fn read_copy(entries: &[Entry], config: &Arc<Config>, told: &mut Vec<Diag>) -> Vec<Arc<Article>> {
    let people: Vec<String> = Vec::new();
    let desk = Desk { config, people: &people };
    let read: Vec<(Option<Arc<Article>>, Vec<Diag>)> = entries
        .par_iter()
        .map(|entry| {
            let encoding = match Notation::of(&entry.path) {
                Some(Notation::Plain) => Encoding::Utf8OrWindows,
                _ => Encoding::Utf8,
            };
            let (source, mut diags) = source::read(entry, encoding);
            let article = source.map(|source| {
                let (article, more) = article::read(&source, &desk);
                diags.extend(more);
                Arc::new(article)
            });
            (article, diags)
        })
        .collect();
    read.into_iter()
        .filter_map(|(article, diags)| {
            told.extend(diags);
            article
        })
        .collect()
}

/// Builds a site.
pub fn build(order: &Order) -> Report {
    let mut report = Report::default();
    let mut told = Vec::new();
    // The folder first: a wrong --output is known before anything is read.
    let folder = Folder::open(&order.output, &order.root).map_err(|diag| told.push(diag)).ok();
    let printed = read(order, &mut told).and_then(|site| {
        report.zone = Some(site.config.zone.clone());
        let clock = Clock { now: order.now, zone: site.config.zone.clone() };
        let (edition, diags) = edition::make(site.articles.clone(), &site.config, &clock, order.show);
        told.extend(diags);
        report.held.clone_from(&edition.held);
        report.stories = edition.stories.len();
        let plan = pages::plan(&edition);
        checks::all(&site, &edition, &plan, &mut told);
        if stops(&mut told, order.strict, &site.config) {
            told.extend(try_templates(&site, &edition, &plan));
            return None;
        }
        let outputs = render(&site, &edition, &plan, &mut told)?;
        if stops(&mut told, order.strict, &site.config) {
            return None;
        }
        folder.and_then(|folder| folder.print(outputs).map_err(|diags| told.extend(diags)).ok())
    });
    report.printed = printed;
    diag::sort(&mut told);
    report.told = told;
    report
}

/// Whether what was told stops the build, once the paper's levels are applied to it.
fn stops(told: &mut Vec<Diag>, strict: Strict, config: &Config) -> bool {
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
fn try_templates(site: &Site, edition: &Edition, plan: &[Page]) -> Vec<Diag> {
    let room = Room::new(edition, &site.templates, &site.theme, &site.shelf);
    let mut kinds = Vec::new();
    plan.iter()
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

/// Every file of the output. A template that fails for many pages is told once.
fn render(site: &Site, edition: &Edition, plan: &[Page], told: &mut Vec<Diag>) -> Option<Vec<Output>> {
    let room = Room::new(edition, &site.templates, &site.theme, &site.shelf);
    let rendered: Vec<Result<Output, Diag>> = plan
        .par_iter()
        .map(|page| {
            page.render(&room).map(|bytes| Output { path: page.link.out_path(), turn: page.turn(), content: Content::Bytes(bytes) })
        })
        .collect();
    let mut outputs = Vec::with_capacity(rendered.len() + site.statics.len());
    let mut failed: Vec<Diag> = Vec::new();
    for result in rendered {
        match result {
            Ok(output) => outputs.push(output),
            Err(diag) if failed.iter().any(|known| known.place == diag.place && known.message == diag.message) => {}
            Err(diag) => failed.push(diag),
        }
    }
    if !failed.is_empty() {
        told.extend(failed);
        return None;
    }
    outputs.extend(site.theme.files.iter().map(|(path, bytes)| Output {
        path: path.clone(),
        turn: Turn::Asset,
        content: Content::Bytes(bytes.clone()),
    }));
    outputs.extend(checks::files(site, edition).into_iter().map(|(link, entry)| Output {
        path: link.out_path(),
        turn: Turn::Asset,
        content: Content::Copy(entry.disk.clone()),
    }));
    Some(outputs)
}

/// A place that names an article's file.
fn file(article: &Article) -> Place {
    Place::file(&article.path)
}
