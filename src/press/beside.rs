//! Files beside the copy: which of them go out.
//!
//! A folder of a story holds its pictures, and often recordings, notes and lists of contacts as well. So a file goes out because a
//! page asks for it ([`asked_by`]) and for no other reason. What lies beside public copy and is asked for by nobody is named in one
//! warning a folder, except what only a story that is held back asks for: it will be asked for in time. Files of `static/` are
//! the paper's own and all go out.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Site;
use crate::article::Article;
use crate::data::{Node, Value};
use crate::diag::{Diag, Place};
use crate::edition::Edition;
use crate::edition::address::is_elsewhere;
use crate::permalink::Permalink;
use crate::pictures::Asset;
use crate::prose::{Hole, Markup};
use crate::source::Entry;

/// Files of a folder that its warning names; the others are counted.
const NAMED: usize = 4;

/// Files that are printed: all of `static/`, and what public copy asks for. What is left out is told.
pub(super) fn files(site: &Site, edition: &Edition, told: &mut Vec<Diag>) -> Vec<(Permalink, Entry)> {
    let profiles = edition.authors.iter().filter_map(|author| author.profile.as_deref());
    let fronts = edition.sections.iter().filter_map(|section| section.front.as_deref()).chain(edition.front.as_deref());
    let articles: Vec<&Article> = super::checks::public(edition).map(|(article, _)| article).chain(profiles).chain(fronts).collect();
    let asked: BTreeMap<&str, &Asset> =
        articles.par_iter().flat_map_iter(|article| asked_by(site, article)).map(|asset| (&*asset.entry.path, asset)).collect();
    told.extend(unused(site, edition, &articles, &asked));
    let beside = asked.values().filter_map(|asset| Some((&asset.entry, edition.addresses.asset_link(asset)?)));
    let statics = site.statics.iter().filter_map(|entry| Some((entry, edition.addresses.file_link(&entry.path)?)));
    let printed: BTreeMap<&str, (&Entry, Permalink)> = beside.chain(statics).map(|(entry, link)| (&*entry.path, (entry, link))).collect();
    printed.into_values().map(|(entry, link)| (link, entry.clone())).collect()
}

/// The files that an article's page shows or links to, whether they may be printed or not.
pub(super) fn asked_by<'s>(site: &'s Site, article: &Article) -> Vec<&'s Asset> {
    let folder = folder(&article.path);
    let find = |address: &str| {
        let address = site.config.base.local(address).unwrap_or(address);
        if is_elsewhere(address) { None } else { site.shelf.find(address, folder) }
    };
    let head = &article.head;
    let mut asked: Vec<&Asset> = Vec::new();
    let written = head.places.links.iter().map(|(address, _)| address).chain(&head.places.files);
    let fields = head.image.iter().map(|image| &image.src).chain(head.sources.iter().filter_map(|source| source.url.as_ref()));
    asked.extend(written.chain(fields).filter_map(|address| find(address)));
    let lines = head.dek.iter().chain(head.image.iter().filter_map(|image| image.caption.as_ref()));
    let lines = lines.chain(head.corrections.iter().map(|correction| &correction.text)).map(|line| &line.markup);
    let items = head.takeaways.iter().flat_map(|takeaways| takeaways.items.iter().map(|item| &item.markup));
    for markup in lines.chain(items) {
        asked.extend(addresses(markup).filter_map(find));
    }
    for entry in &head.extra.entries {
        texts(&entry.value, &mut |text| asked.extend(find(text)));
    }
    asked
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn addresses(markup: &Markup) -> impl Iterator<Item = &str> {
    markup.holes().iter().map(|hole| match hole {
        Hole::Link(to) | Hole::Asset(to) | Hole::Shape(to) | Hole::Picture { src: to, .. } => to.as_str(),
    })
}

/// Every text in a value of the front matter.
fn texts(node: &Node, take: &mut impl FnMut(&str)) {
    match &node.value {
        Value::Text(text) => take(text),
        Value::List(items) => items.iter().for_each(|item| texts(item, take)),
        Value::Table(table) => table.entries.iter().for_each(|entry| texts(&entry.value, take)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Date(_) => {}
    }
}

/// What lies beside public copy and goes nowhere.
fn unused(site: &Site, edition: &Edition, articles: &[&Article], asked: &BTreeMap<&str, &Asset>) -> Vec<Diag> {
    let left: Vec<&Asset> =
        site.shelf.assets().filter(|asset| asset.entry.path.starts_with("content/") && !asked.contains_key(&*asset.entry.path)).collect();
    if left.is_empty() {
        return Vec::new();
    }
    let homes: BTreeSet<&str> = articles.iter().map(|article| folder(&article.path)).collect();
    let withheld = edition.withheld.iter().map(|held| &*held.article).chain(edition.withdrawn.iter().map(|page| &*page.article));
    let later: BTreeSet<&str> = withheld.flat_map(|article| asked_by(site, article)).map(|asset| &*asset.entry.path).collect();
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for asset in left.into_iter().filter(|asset| edition.addresses.file_link(&asset.entry.path).is_some()) {
        let path = &*asset.entry.path;
        let home = edition.addresses.home(path);
        // What may be a story that waits is named for itself.
        let waits = !edition.addresses.in_bundle(path) && super::unread::suspect(path).is_some();
        if homes.contains(home) && !later.contains(path) && !waits {
            folders.entry(home).or_default().push(&path[home.len() + 1..]);
        }
    }
    let tell = |(home, files): (&str, Vec<&str>)| {
        let more = if files.len() > NAMED { format!(" and {} more", files.len() - NAMED) } else { String::new() };
        let names = files.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        Diag::warning("files-unused", format!("no page of this folder shows or links to {names}{more}: not published"))
            .at(Place::file(home))
            .help("move what is not for readers out of content/, or link to it in the copy")
    };
    folders.into_iter().map(tell).collect()
}
