//! What must hold before anything is written: one owner for every address, and links that lead somewhere.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rayon::prelude::*;

use super::dead_links::{Known, Targets, dead};
use super::{Site, file};
use crate::article::{Article, changes};
use crate::diag::{Diag, Place};
use crate::edition::Edition;
use crate::edition::address::{Status, Target, is_elsewhere};
use crate::pages::Page;
use crate::permalink::Permalink;
use crate::source::Entry;

/// Runs every check.
pub(super) fn all(site: &Site, edition: &Edition, plan: &[Page], files: &[(Permalink, Entry)], told: &mut Vec<Diag>) {
    if may_clash(edition, plan, files) {
        collisions(edition, plan, files, told);
    }
    ids(edition, told);
    redirects(edition, plan, files, told);
    let articles: Vec<(&Article, &Permalink)> = public(edition).collect();
    let targets = Targets::new(edition);
    told.par_extend(articles.par_iter().flat_map_iter(|(article, link)| {
        let mut told = Vec::new();
        self::article(site, edition, article, link, &targets, &mut told);
        told
    }));
}

/// What is checked of one article.
pub(super) fn article(site: &Site, edition: &Edition, article: &Article, link: &Permalink, targets: &Targets<'_>, told: &mut Vec<Diag>) {
    links(site, edition, article, link, targets, told);
    blocks(site, article, told);
    template(site, article, told);
}

/// Every public article with its address.
pub(super) fn public(edition: &Edition) -> impl Iterator<Item = (&Article, &Permalink)> {
    edition
        .stories
        .iter()
        .map(|story| (&*story.article, &story.link))
        .chain(edition.standing.iter().map(|page| (&*page.article, &page.link)))
}

/// Feed readers show only one of two stories that have the same id.
fn ids(edition: &Edition, told: &mut Vec<Diag>) {
    let mut owners: BTreeMap<&str, &Article> = BTreeMap::new();
    for article in edition.stories.iter().map(|story| &*story.article) {
        let Some(id) = &article.head.id else { continue };
        match owners.get(id.as_str()) {
            None => drop(owners.insert(id, article)),
            Some(first) => told.push(
                Diag::warning(
                    "id-twice",
                    format!("{} and {} have the same id, “{id}”: feed readers take them for one story", first.path, article.path),
                )
                .at(file(article))
                .help("give the newer one another id, or none")
                .related("the other", file(first)),
            ),
        }
    }
}

/// Whether any two addresses could clash: a quick look that errs on the safe side, since in most papers none do and the
/// careful look at every address takes long.
fn may_clash(edition: &Edition, plan: &[Page], files: &[(Permalink, Entry)]) -> bool {
    let pages = plan.iter().filter(|page| page.kind() != "redirect").map(|page| &page.link);
    let old = edition.redirects.iter().map(|redirect| &redirect.from).chain(edition.config.gone.iter().map(|(link, _)| link));
    let links: Vec<&Permalink> = pages.chain(old).chain(files.iter().map(|(link, _)| link)).collect();
    let hash = |key: &str| {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        hasher.finish()
    };
    let mut keys: Vec<u64> = links.par_iter().map(|link| hash(&link.collision_key())).collect();
    keys.par_sort_unstable();
    if keys.windows(2).any(|pair| pair[0] == pair[1]) {
        return true;
    }
    // The address of a file has no slash at its end, so it is equal to the name of a folder that others lie in.
    let mut seen: HashSet<&str> = HashSet::new();
    for link in links {
        let mut path = link.as_str().trim_end_matches('/');
        while let Some((up, _)) = path.rsplit_once('/').filter(|(up, _)| !up.is_empty() && seen.insert(up)) {
            let key = Permalink::root().file(&up[1..]).collision_key();
            if keys.binary_search(&hash(&key)).is_ok() {
                return true;
            }
            path = up;
        }
    }
    false
}

/// Where a page stands that no file of the site asks for.
const MADE: &str = "the site itself";

/// Two sources for one address are an error that names all of them.
fn collisions(edition: &Edition, plan: &[Page], files: &[(Permalink, Entry)], told: &mut Vec<Diag>) {
    let mut owners: BTreeMap<String, Vec<(Permalink, String, Place)>> = BTreeMap::new();
    let mut claim =
        |link: &Permalink, what: String, place: Place| owners.entry(link.collision_key()).or_default().push((link.clone(), what, place));
    let slugs: BTreeMap<&str, &Place> =
        public(edition).filter_map(|(article, _)| article.head.places.slug.as_ref().map(|place| (&*article.path, place))).collect();
    for redirect in &edition.redirects {
        claim(&redirect.from, format!("an old address in {}", redirect.source), redirect.place.clone());
    }
    for (link, place) in &edition.config.gone {
        claim(link, format!("`gone` in {}", place.path), place.clone());
    }
    for page in plan.iter().filter(|page| page.kind() != "redirect") {
        match page.source(edition) {
            Some(path) => claim(&page.link, path.to_owned(), slugs.get(path).map_or_else(|| Place::file(path), |place| (*place).clone())),
            None => claim(&page.link, format!("the {} page {}", page.kind(), page.link), Place::file(MADE)),
        }
    }
    for (link, entry) in files {
        claim(link, entry.path.to_string(), Place::file(&entry.path));
    }
    file_and_folder(&owners, told);
    for claims in owners.into_values().filter(|claims| claims.len() > 1) {
        let mut claims = claims;
        // What a person wrote comes before what the program makes.
        claims
            .sort_by(|a, b| (a.2.path.starts_with("the "), &a.2.path, a.2.line).cmp(&(b.2.path.starts_with("the "), &b.2.path, b.2.line)));
        if claims[0].2.path.as_ref() == MADE {
            let mut pages = plan.iter().filter(|page| claims.iter().any(|(link, ..)| *link == page.link));
            claims[0].2 = pages.find_map(|page| page.cause(edition)).map_or_else(|| Place::file(MADE), Place::file);
        }
        let address = |link: &Permalink| link.as_str().strip_suffix("index.html").unwrap_or(link.as_str()).to_owned();
        let same = claims.windows(2).all(|pair| address(&pair[0].0) == address(&pair[1].0));
        let names: Vec<&str> = claims.iter().map(|(_, what, _)| what.as_str()).collect();
        let only_files = claims.iter().all(|(_, _, place)| place.path.starts_with("static/"));
        let message = if same {
            format!("{} are printed at one address, {}", join(&names), claims[0].0)
        } else {
            format!(
                "the addresses of {} differ only in letter case or in the form of their letters: {}",
                join(&names),
                claims.iter().map(|(link, ..)| link.to_string()).collect::<Vec<_>>().join(", ")
            )
        };
        let mut diag = if only_files { Diag::warning("collision", message) } else { Diag::error("collision", message) };
        let old = names.iter().any(|name| name.starts_with("an old address") || name.starts_with("`gone`"));
        let stories = claims.iter().all(|(_, _, place)| place.path.starts_with("content/"));
        let dated = if stories { ", or put {year} and {month} into permalink in config.toml" } else { "" };
        diag = diag.at(claims[0].2.clone()).help(if old {
            "an old address is one at which nothing else stands: remove it, or give the page there another slug".to_owned()
        } else {
            format!("give one of them another slug or name{dated}")
        });
        for (_, what, place) in claims.iter().skip(1) {
            if !place.path.starts_with("the ") {
                let word = if *what == *place.path { "also claimed by".to_owned() } else { format!("also claimed by {what}:") };
                diag = diag.related(word, place.clone());
            }
        }
        told.push(diag);
    }
}

/// One name cannot be a file and a folder: `/notes.html` beside `/notes.html/more/`.
fn file_and_folder(owners: &BTreeMap<String, Vec<(Permalink, String, Place)>>, told: &mut Vec<Diag>) {
    for (key, claims) in owners {
        let folders = key.match_indices('/').map(|(at, _)| &key[..at]).filter(|folder| !folder.is_empty());
        for (file, below) in folders.filter_map(|folder| owners.get(folder)).filter_map(|file| file.first().zip(claims.first())) {
            let message = format!("{} is printed as the file {}, so there can be no page {} ({})", file.1, file.0, below.0, below.1);
            let (first, other) = if below.2.path.starts_with("the ") { (file, below) } else { (below, file) };
            let mut diag = Diag::error("collision", message).at(first.2.clone()).help("give one of them another slug or name");
            if !other.2.path.starts_with("the ") {
                diag = diag.related("the other is", other.2.clone());
            }
            told.push(diag);
        }
    }
}

/// A redirect of the config leads to something that is printed; those of articles lead to the article.
fn redirects(edition: &Edition, plan: &[Page], files: &[(Permalink, Entry)], told: &mut Vec<Diag>) {
    if edition.config.redirects.is_empty() {
        return;
    }
    let printed: BTreeSet<&Permalink> = plan.iter().map(|page| &page.link).chain(files.iter().map(|(link, _)| link)).collect();
    for redirect in edition.redirects.iter().filter(|redirect| !printed.contains(&redirect.to)) {
        told.push(
            Diag::error("redirect-nowhere", format!("{} would lead to {}, where nothing stands", redirect.from, redirect.to))
                .at(redirect.place.clone())
                .help("write the address of a page that is printed"),
        );
    }
}

fn quoted(names: &[&str]) -> String {
    join(&names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>())
}

fn join(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Links and pictures of one article.
fn links(site: &Site, edition: &Edition, article: &Article, from: &Permalink, targets: &Targets<'_>, told: &mut Vec<Diag>) {
    let folder = article.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut known = Known::new();
    let image = article.head.image.as_ref().zip(article.head.places.image.as_ref()).map(|(image, place)| (&image.src, place));
    for (address, place) in article.head.places.links.iter().map(|(address, place)| (address, place)).chain(image) {
        let address = edition.config.base.local(address).unwrap_or(address);
        if is_elsewhere(address) {
            continue;
        }
        if let Some(asset) = site.shelf.find(address, folder) {
            if asset.is_refused() {
                told.push(
                    Diag::warning(
                        "file-active",
                        format!(
                            "{address} can run something in readers' browsers or on the host, and is not published from beside the copy"
                        ),
                    )
                    .at(place.clone())
                    .help("if the paper wants it so, put it beneath static/ and begin its address with a slash"),
                );
            } else if edition.addresses.file_link(&asset.entry.path).is_none() {
                told.push(
                    Diag::warning("link-held", format!("{address} belongs to a story that is held back, and is not printed"))
                        .at(place.clone())
                        .help("copy the file beside this story"),
                );
            }
            continue;
        }
        let Target::Page(link, rest, status) = edition.addresses.resolve(address, from, folder) else { continue };
        match status {
            Some(Status::Public) => told.extend(targets.missing_anchor(&link, &rest, &mut known).map(|diag| diag.at(place.clone()))),
            Some(Status::Held) => told.push(
                Diag::warning(
                    "link-held",
                    format!("the target of {address} is a draft or otherwise held back: its words are printed without the link"),
                )
                .at(place.clone())
                .help("remove the link until the story is out"),
            ),
            Some(Status::Withdrawn) => told.push(
                Diag::warning("link-withdrawn", format!("{address} leads to a story that was withdrawn"))
                    .at(place.clone())
                    .help("remove the link"),
            ),
            None => {
                let file_like = link.as_str().rsplit('/').next().is_some_and(|name| name.contains('.'));
                if file_like && let Some(near) = site.shelf.near_miss(address, folder) {
                    let name = near.entry.path.rsplit('/').next().unwrap_or_default();
                    told.push(
                        Diag::error(
                            "file-case",
                            format!("there is no file {address}, but there is {name}: letter case counts on most hosts"),
                        )
                        .at(place.clone())
                        .help(format!("write {name}")),
                    );
                } else if file_like && !address.ends_with(".html") {
                    told.push(
                        Diag::warning("file-missing", format!("there is no file {address}"))
                            .at(place.clone())
                            .help("put it beside the article, or beneath static/ and begin its address with a slash"),
                    );
                } else {
                    told.extend(dead(site, edition, address, &link).map(|diag| diag.at(place.clone())));
                }
            }
        }
    }
}

/// Story blocks without a template print as quotes; what stands after the name of one and its template does not print is lost.
fn blocks(site: &Site, article: &Article, told: &mut Vec<Diag>) {
    for (name, args, place) in &article.head.places.blocks {
        let template = format!("blocks/{name}.html");
        let lost: Vec<&str> =
            args.iter().map(String::as_str).filter(|arg| !site.templates.takes(&template, arg) && !changes::reads(name, arg)).collect();
        if !lost.is_empty() && site.templates.has(&template) {
            let word = if lost.len() == 1 { "is" } else { "are" };
            told.push(
                Diag::warning("block", format!("{} in [!{name}] {word} not printed: the block takes no such value", quoted(&lost)))
                    .at(place.clone())
                    .help(format!("put words after the bracket, or print args.{} in templates/{template}", lost[0])),
            );
        }
        if !site.templates.has(&format!("blocks/{name}.html")) {
            let known: Vec<&str> = site.templates.blocks().filter(|name| *name != "voice").collect();
            let help = crate::diag::nearest(name, &known).map_or_else(
                || format!("add templates/blocks/{name}.html, or use one of {}", known.join(", ")),
                |near| format!("did you mean [!{near}]?"),
            );
            told.push(
                Diag::warning("block", format!("there is no story block “{name}”; it is printed as a quote")).at(place.clone()).help(help),
            );
        }
    }
}

/// What other generators call the usual templates.
const OTHERS_LAYOUTS: [&str; 11] =
    ["post", "posts", "page", "pages", "blog", "article", "articles", "news", "default", "single", "blog-page"];

/// A template that the article asks for and the site does not have.
fn template(site: &Site, article: &Article, told: &mut Vec<Diag>) {
    if let (Some(name), Some(place)) = (&article.head.template, &article.head.places.template)
        && !site.templates.has(&format!("{name}.html"))
        && !site.templates.has(name)
        && !OTHERS_LAYOUTS.contains(&name.trim_end_matches(".html"))
    {
        told.push(
            Diag::warning("template-missing", format!("there is no template “{name}”; the usual one is used"))
                .at(place.clone())
                .help(format!("add templates/{}.html, or remove the line", name.trim_end_matches(".html"))),
        );
    }
}
