//! Reading a site: settings, templates, theme, copy and the files beside it, each as far as it is not remembered.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::memory::{self, Memory, Reading};
use super::{CONTENT, Files, Order, Site, Stage, Stages, words};
use crate::article::front_matter::reserved_names;
use crate::article::{Article, Desk, Store};
use crate::config::{self, Config};
use crate::diag::{Diag, Place};
use crate::digest::Digest;
use crate::source::{self, Entry, Source};
use crate::templates::Templates;
use crate::theme::Theme;

/// Reads a site, as far as `memory` does not know it. What is wrong is added to `told`; none when the config or the
/// templates cannot be used at all.
pub fn read(order: &Order, files: &Files, memory: &mut Memory, told: &mut Vec<Diag>, stages: &Stages) -> Option<Site> {
    let words = words::read(&files.locales, told);
    let config = self::config(order, words, memory, told);
    let templates = self::templates(&files.templates, words, memory, told);
    if let Some(templates) = &templates {
        words::unused(&files.locales, templates, told);
    }
    // Without settings the copy is still read, so that its faults are told in the same run.
    let settings = config.clone().or_else(Config::stand_in);
    let (copy, others) = files.copy_and_others();
    if copy.is_empty() {
        told.push(no_copy(order));
    }
    let articles = settings.as_ref().map_or_else(Vec::new, |config| self::copy(&copy, config, memory, told, stages));
    let site = empty(files, others, config?, templates?, memory, told);
    Some(Site { articles, ..site })
}

/// A paper of nothing takes the place of no paper: a drive that is not there, a checkout that failed, the wrong folder.
fn no_copy(order: &Order) -> Diag {
    let folder = order.root.join(CONTENT);
    let (message, help) = if folder.is_dir() {
        (
            "there is no story in content/".to_owned(),
            "put a story there, a file that ends in .md or .txt; if there were some, see where they have gone",
        )
    } else {
        (
            format!("there is no folder content in {}", order.root.display()),
            "see that the drive is there and the checkout complete; the stories of a site lie in its folder content",
        )
    };
    Diag::error("no-copy", message).at(Place::file(CONTENT)).help(help)
}

/// A site without its articles; `others` are the files that lie beside them.
pub(super) fn empty(
    files: &Files,
    others: Vec<&Entry>,
    config: Arc<Config>,
    templates: Arc<Templates>,
    memory: &mut Memory,
    told: &mut Vec<Diag>,
) -> Site {
    let (own_theme, statics): (Vec<&Entry>, Vec<&Entry>) = files.statics.iter().partition(|entry| entry.path.starts_with("static/theme/"));
    let statics = open_to_all(statics, &config, told);
    let theme = theme(&own_theme, &config, memory, told);
    let assets: Vec<&Entry> = others.into_iter().chain(statics.iter().copied()).collect();
    let shelf = memory.shelf(&assets);
    let statics = Arc::new(statics.into_iter().cloned().collect());
    Site { config, templates, theme, shelf, statics, articles: Vec::new(), changed: memory.changed().clone() }
}

/// Files of `static/` that are published. Those that are hidden and that nobody asked for are told, folder by folder: they may hold what was
/// never meant to go out.
fn open_to_all<'f>(statics: Vec<&'f Entry>, config: &Config, told: &mut Vec<Diag>) -> Vec<&'f Entry> {
    let mut hidden: Vec<&str> = Vec::new();
    let open = statics.into_iter().filter(|entry| match config.hosting.hides(&entry.path) {
        None => true,
        Some(name) => {
            let end = entry.path.find(name).unwrap_or(0) + name.len();
            hidden.push(&entry.path[..end]);
            false
        }
    });
    let open: Vec<&Entry> = open.collect();
    hidden.dedup();
    told.extend(hidden.into_iter().map(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        Diag::warning("hidden-file", "its name begins with a dot, so it is not published").at(Place::file(path)).help(format!(
            "if readers are to have it, write dot_files = [\"{name}\"] under [hosting] in config.toml; if not, keep it elsewhere"
        ))
    }));
    open
}

pub(super) fn config(order: &Order, words: Digest, memory: &mut Memory, told: &mut Vec<Diag>) -> Option<Arc<Config>> {
    let path = order.root.join(config::PATH);
    if !path.is_file() {
        told.push(
            Diag::error("config", format!("there is no {} in {}", config::PATH, order.root.display()))
                .help("run this in the folder of a site, name it with --root, or make one with `newsprint new`"),
        );
        return None;
    }
    let entry = Entry { path: config::PATH.into(), disk: path, size: 0, changed: 0 };
    let (source, diags) = source::read(&entry, source::Kind::Code);
    told.extend(diags);
    let source = source?;
    let base_url = order.overrides.base_url.as_deref().unwrap_or_default();
    let key = Digest::of_list([source.text.as_bytes(), base_url.as_bytes(), &words.to_bytes()]);
    memory.expect_settings(key);
    if memory.config.as_ref().is_none_or(|(known, ..)| *known != key) {
        let (config, mut diags) = config::read(&source.text, &order.overrides);
        diags.extend(config.as_ref().and_then(|config| words::missing(&config.language, &source.text)));
        diags.extend(config.iter().flat_map(|config| reserved_names(&source.text, config)));
        memory.config = Some((key, config, diags));
    }
    let (_, config, diags) = memory.config.as_ref()?;
    told.extend(diags.iter().cloned());
    config.clone()
}

pub(super) fn templates(entries: &[Entry], words: Digest, memory: &mut Memory, told: &mut Vec<Diag>) -> Option<Arc<Templates>> {
    let mut sources: Vec<Source> = Vec::new();
    for (source, diags) in entries.par_iter().map(|entry| source::read(entry, source::Kind::Code)).collect::<Vec<_>>() {
        told.extend(diags);
        sources.extend(source);
    }
    let key = Digest::of_list(
        sources
            .iter()
            .flat_map(|source| [source.path.as_bytes().to_vec(), source.fingerprint.to_bytes().to_vec()])
            .chain([words.to_bytes().to_vec()]),
    );
    if memory.templates.as_ref().is_none_or(|(known, _)| *known != key) {
        match Templates::load(&sources, words) {
            Ok(templates) => memory.templates = Some((key, Arc::new(templates))),
            Err(diags) => {
                told.extend(diags);
                return None;
            }
        }
    }
    memory.templates.as_ref().map(|(_, templates)| templates.clone())
}

fn theme(own: &[&Entry], config: &Config, memory: &mut Memory, told: &mut Vec<Diag>) -> Arc<Theme> {
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

/// Whether something was read just now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fresh {
    Yes,
    No,
}

fn copy(entries: &[&Entry], config: &Arc<Config>, memory: &mut Memory, told: &mut Vec<Diag>, stages: &Stages) -> Vec<Arc<Article>> {
    let store = memory.store();
    stages.enter(Stage::Read, entries.len());
    let read: Vec<(Reading, Fresh)> = entries
        .par_iter()
        .map(|entry| {
            stages.tick();
            if let Some(reading) = memory.article(entry, config) {
                return (reading, Fresh::No);
            }
            let reading = article(entry, config, &store);
            memory.attach(reading.0.as_ref(), entry, config);
            (reading, Fresh::Yes)
        })
        .collect();
    let fresh = entries.iter().zip(&read).filter(|(_, (_, fresh))| *fresh == Fresh::Yes).map(|(entry, (reading, _))| (*entry, reading));
    memory.keep_articles(fresh, entries);
    let mut articles = Vec::with_capacity(read.len());
    // A language without words is told once, at the first story in it, not at every one.
    let mut languages = HashSet::new();
    for ((article, diags), _) in read {
        told.extend(diags.into_iter().filter(|diag| diag.code != "language" || languages.insert(diag.message.clone())));
        articles.extend(article);
    }
    articles
}

/// Reads one article, whatever is remembered of it.
pub(super) fn article(entry: &Entry, config: &Arc<Config>, store: &Arc<Store>) -> Reading {
    let (source, mut diags) = source::read(entry, source::Kind::of(&entry.path));
    let article = source.map(|source| {
        let (mut article, more) = crate::article::read(&source, &Desk { config });
        diags.extend(more);
        article.copy.put_away(store);
        Arc::new(article)
    });
    (article, diags)
}
