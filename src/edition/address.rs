//! Where everything is: addresses of articles, and what a link in the copy leads to.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use foldhash::HashMapExt as _;

use serde::{Deserialize, Serialize};

use super::Story;
use super::lists::{SectionNames, section_of, shelf_of};
use super::near::Near;
use crate::article::{Article, Bundle, Role, date_in_name};
use crate::config::{Config, End, Pattern, PatternPart};
use crate::diag::Place;
use crate::digest::Digest;
pub use crate::permalink::is_elsewhere;
use crate::permalink::{Permalink, Slug, decode_path};
use crate::pictures::{Asset, join};
use crate::source::Notation;

/// Addresses of the site's pages, by source and by path.
#[derive(Debug, Default)]
pub struct Addresses {
    by_source: foldhash::HashMap<Arc<str>, Permalink>,
    by_path: foldhash::HashMap<Permalink, Status>,
    /// Old addresses and the page that has taken their place.
    moved: HashMap<Permalink, Permalink>,
    /// The folders of bundles and the page that each belongs to.
    bundles: HashMap<String, Permalink>,
    /// The folders of bundles that are held back: nothing in them is printed.
    held_bundles: HashSet<String>,
    /// Pages by the last part of their names, made once somebody asks.
    near: OnceLock<Near>,
}

/// What stands at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// A public page.
    Public,
    /// An article that is held back.
    Held,
    /// The notice of a withdrawn article.
    Withdrawn,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Another site, or a part of the same page: as written.
    Elsewhere,
    /// A page of this site, with what follows the path (`?…`, `#…`).
    Page(Permalink, String, Option<Status>),
}

/// What was asked for while a link was followed.
#[derive(Clone, Copy, Debug)]
pub enum Probe<'p> {
    /// Where the article of this file is: [`Addresses::of_source`].
    Source(&'p str),
    /// Which files there are at all.
    Sources,
    /// What stands at this address, or has moved from it: [`Addresses::status`], [`Addresses::moved`].
    Page(&'p Permalink),
}

/// All addresses that do not follow from where the public stories stand.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Others {
    by_source: Vec<(Arc<str>, Permalink)>,
    by_path: Vec<(Permalink, Status)>,
    moved: HashMap<Permalink, Permalink>,
    bundles: HashMap<String, Permalink>,
    held_bundles: HashSet<String>,
}

impl Addresses {
    /// All but those of `stories`, which were added.
    pub(super) fn others(&self, stories: &[Story]) -> Others {
        let own: foldhash::HashMap<&Permalink, &str> = stories.iter().map(|story| (&story.link, &*story.article.path)).collect();
        let is_own = |path: &str, link: &Permalink| own.get(link) == Some(&path);
        Others {
            by_source: self.by_source.iter().filter(|(path, link)| !is_own(path, link)).map(|(a, b)| (a.clone(), b.clone())).collect(),
            by_path: self.by_path.iter().filter(|(link, _)| !own.contains_key(link)).map(|(a, b)| (a.clone(), *b)).collect(),
            moved: self.moved.clone(),
            bundles: self.bundles.clone(),
            held_bundles: self.held_bundles.clone(),
        }
    }

    /// The addresses of `stories` and the others.
    pub(super) fn with_others(stories: &[Story], others: Others) -> Self {
        let Others { by_source, by_path, moved, bundles, held_bundles } = others;
        let sources = || {
            let mut all = foldhash::HashMap::with_capacity(stories.len() + by_source.len());
            all.extend(stories.iter().map(|story| (story.article.path.clone(), story.link.clone())).chain(by_source));
            all
        };
        let paths = || {
            let mut all = foldhash::HashMap::with_capacity(stories.len() + by_path.len());
            all.extend(stories.iter().map(|story| (story.link.clone(), Status::Public)).chain(by_path));
            all
        };
        let (by_source, by_path) = rayon::join(sources, paths);
        Addresses { by_source, by_path, moved, bundles, held_bundles, near: OnceLock::new() }
    }

    /// Room for so many pages.
    pub(super) fn with_capacity(pages: usize) -> Self {
        let (by_source, by_path) = (foldhash::HashMap::with_capacity(pages), foldhash::HashMap::with_capacity(pages * 2));
        Addresses { by_source, by_path, ..Addresses::default() }
    }

    pub(super) fn add(&mut self, article: &Article, link: &Permalink) {
        self.by_source.insert(article.path.clone(), link.clone());
        self.by_path.insert(link.clone(), Status::Public);
        if let Some(folder) = bundle_folder(article) {
            self.bundles.insert(folder.to_owned(), link.clone());
        }
    }

    pub(super) fn add_page(&mut self, link: &Permalink) {
        self.by_path.entry(link.clone()).or_insert(Status::Public);
    }

    pub(super) fn hold(&mut self, article: &Article, link: &Permalink) {
        self.by_source.insert(article.path.clone(), link.clone());
        self.held_bundles.extend(bundle_folder(article).map(str::to_owned));
        // A front or a profile that is held back leaves a page that stands without it.
        if matches!(article.role, Role::Story | Role::Standing) {
            for link in std::iter::once(link).chain(&article.head.redirect_from) {
                self.by_path.entry(link.clone()).or_insert(Status::Held);
            }
        }
    }

    pub(super) fn move_page(&mut self, from: &Permalink, to: &Permalink) {
        self.by_path.insert(from.clone(), Status::Public);
        self.moved.insert(from.clone(), to.clone());
    }

    pub(super) fn withdraw(&mut self, article: &Article, link: &Permalink) {
        self.by_source.insert(article.path.clone(), link.clone());
        self.by_path.entry(link.clone()).or_insert(Status::Withdrawn);
        self.held_bundles.extend(bundle_folder(article).map(str::to_owned));
    }

    /// Where a file of the site (`content/city/pier.jpg`, `static/logo.png`) is printed: beside the page that its
    /// folder belongs to. None for files of articles that are held back.
    pub fn file_link(&self, path: &str) -> Option<Permalink> {
        if let Some(path) = path.strip_prefix("static/") {
            return Some(Permalink::root().file(path));
        }
        let mut folder = path;
        while let Some((up, _)) = folder.rsplit_once('/') {
            folder = up;
            if self.held_bundles.contains(folder) {
                return None;
            }
            if let Some(link) = self.bundles.get(folder) {
                return Some(link.own_folder().file(&path[folder.len() + 1..]));
            }
        }
        path.strip_prefix("content/").map(|path| Permalink::root().file(path))
    }

    /// Whether a file lies in the folder of an article of its own, public or held back.
    pub fn in_bundle(&self, path: &str) -> bool {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        folders.into_iter().any(|folder| self.bundles.contains_key(folder) || self.held_bundles.contains(folder))
    }

    /// Where a file is printed that a page asks for; none for one of an article that is held back, and for one that does
    /// something where it is opened.
    pub fn asset_link(&self, asset: &Asset) -> Option<Permalink> {
        if asset.is_refused() { None } else { self.file_link(&asset.entry.path) }
    }

    /// The folder that a file lies in, or that of the bundle which it is a part of.
    pub fn home<'p>(&self, path: &'p str) -> &'p str {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        std::iter::successors(Some(folder), |folder| folder.rsplit_once('/').map(|(up, _)| up))
            .find(|folder| self.bundles.contains_key(*folder) || self.held_bundles.contains(*folder))
            .unwrap_or(folder)
    }

    /// Where the article of a file is, or would be if it were out.
    pub fn of_source(&self, path: &str) -> Option<&Permalink> {
        self.by_source.get(path)
    }

    /// Where pages are looked for by parts of their names.
    fn near(&self) -> &Near {
        self.near.get_or_init(|| {
            Near::of(self.by_source.keys(), self.by_path.iter().filter(|(_, status)| **status == Status::Public).map(|(link, _)| link))
        })
    }

    /// The page that an address most likely means where nothing stands at it: one of the same last part, or nearly the same.
    pub fn nearest(&self, link: &Permalink) -> Option<&Permalink> {
        self.near().page(link)
    }

    /// Every file of an article with where it is.
    pub fn sources(&self) -> impl Iterator<Item = (&Arc<str>, &Permalink)> {
        self.by_source.iter()
    }

    /// Every address of a page, with what stands there.
    pub fn pages(&self) -> impl Iterator<Item = (&Permalink, Status)> {
        self.by_path.iter().map(|(link, status)| (link, *status))
    }

    /// The page that has taken the place of an old address.
    pub fn moved(&self, link: &Permalink) -> Option<&Permalink> {
        self.moved.get(link)
    }

    /// What stands at an address.
    pub fn status(&self, link: &Permalink) -> Option<Status> {
        self.by_path.get(link).copied()
    }

    /// What `address`, as written on the page `from` whose source lies in `folder` (such as `content/city`), leads to.
    /// Files are looked for by the caller before.
    pub fn resolve(&self, address: &str, from: &Permalink, folder: &str) -> Target {
        self.resolve_noting(address, from, folder, &mut |_| ())
    }

    /// The same; `note` is told of everything that was asked for on the way, there or not.
    pub fn resolve_noting(&self, address: &str, from: &Permalink, folder: &str, note: &mut dyn FnMut(Probe<'_>)) -> Target {
        if is_elsewhere(address) {
            return Target::Elsewhere;
        }
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let (path, rest) = address.split_at(end);
        if path.is_empty() {
            return Target::Elsewhere;
        }
        // Zola writes `@/` for the folder of the copy.
        let decoded = decode_path(path.strip_prefix('@').filter(|path| path.starts_with('/')).unwrap_or(path));
        if Notation::of(&decoded).is_some() {
            let source = match decoded.strip_prefix('/') {
                Some(top) => join("content", top),
                None => join(folder, &decoded),
            };
            if let Some(source) = &source {
                note(Probe::Source(source));
            }
            let mut named = || {
                note(Probe::Sources);
                self.near().source(&decoded)
            };
            if let Some(link) = source.and_then(|source| self.by_source.get(source.as_str())).or_else(|| self.by_source.get(named()?)) {
                note(Probe::Page(link));
                return Target::Page(link.clone(), rest.to_owned(), self.status(link));
            }
        }
        let absolute =
            if decoded.starts_with('/') { Some(decoded.clone()) } else { join(from.dir(), &decoded).map(|path| format!("/{path}")) };
        let Some(mut absolute) = absolute else { return Target::Elsewhere };
        if decoded.ends_with('/') && !absolute.ends_with('/') {
            absolute.push('/');
        }
        let Ok(mut link) = Permalink::explicit(&absolute) else { return Target::Elsewhere };
        note(Probe::Page(&link));
        if self.status(&link).is_none()
            && let Ok(folder) = Permalink::explicit(&format!("{}/", absolute.trim_end_matches("index.html").trim_end_matches('/')))
            && {
                note(Probe::Page(&folder));
                self.status(&folder).is_some()
            }
        {
            link = folder;
        }
        if let Some(to) = self.moved.get(&link) {
            note(Probe::Page(to));
            link = to.clone();
        }
        let status = self.status(&link);
        Target::Page(link, rest.to_owned(), status)
    }
}

/// The folder that belongs to an article, where it has one.
fn bundle_folder(article: &Article) -> Option<&str> {
    (article.head.bundle == Bundle::Yes && article.role != Role::Front)
        .then(|| article.path.rsplit_once('/').map(|(folder, _)| folder))
        .flatten()
}

/// The slug of an article: its own, or made from its file name, or from its headline.
pub(super) fn slug_of(article: &Article) -> Slug {
    let head = &article.head;
    head.slug
        .clone()
        .or_else(|| Slug::from_text(&head.stem))
        .or_else(|| Slug::from_text(&head.headline.words))
        .or_else(|| Slug::from_text(&format!("story {}", Digest::of(&*article.path).short(8))))
        .unwrap_or_else(unreachable_slug)
}

/// `story-` and eight hex digits always make a slug.
fn unreachable_slug() -> Slug {
    Slug::explicit("story").unwrap_or_else(|_| unreachable!("a plain word is a slug"))
}

/// The address of a story: its own, or one made by the pattern of its section. `shelf` is what stands for the section in it.
pub(super) fn story_link(article: &Article, shelf: &str, section: &str, config: &Config) -> Permalink {
    match &article.head.address {
        Some(own) => own.clone(),
        None => patterned(article, slug_of(article).as_str(), shelf, pattern_of(shelf, section, config), config),
    }
}

/// The address of a story whose file has the same name as that of another but for the date at its start: with the date.
fn dated_link(article: &Article, shelf: &str, section: &str, config: &Config) -> Option<Permalink> {
    let own = article.role != Role::Story || article.head.address.is_some() || article.head.slug.is_some();
    let date = date_in_name(&article.path).filter(|_| !own)?;
    let slug = format!("{}-{date}", slug_of(article));
    Some(patterned(article, &slug, shelf, pattern_of(shelf, section, config), config))
}

/// A story that needs an address.
pub(super) struct Placed<'a> {
    pub(super) article: &'a Article,
    pub(super) shelf: String,
    pub(super) section: String,
    pub(super) link: Permalink,
    pub(super) since: Since,
}

/// Whether readers have seen a story: what they have not must not move what they have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Since {
    /// It is out, or was.
    Public,
    /// It is held back.
    Held,
}

/// Where an article is, before others are looked at.
pub(super) fn place<'a>(article: &'a Article, since: Since, names: &SectionNames, config: &Config) -> Placed<'a> {
    let is_story = article.role == Role::Story;
    let section = if is_story { section_of(article, names) } else { String::new() };
    let shelf = if is_story { shelf_of(article, names) } else { String::new() };
    let link = if is_story { story_link(article, &shelf, &section, config) } else { standing_link(article) };
    Placed { article, shelf, section, link, since }
}

/// Keeps weekly series apart: where the names of files differ by their dates alone, the first keeps the address and the others
/// get their dates into theirs. Only such stories are touched.
pub(super) fn keep_apart(placed: &mut [Placed<'_>], config: &Config) {
    let mut at: foldhash::HashMap<Permalink, Vec<usize>> = foldhash::HashMap::with_capacity(placed.len());
    for (index, story) in placed.iter().enumerate() {
        at.entry(story.link.clone()).or_default().push(index);
    }
    for mut same in at.into_values().filter(|same| same.len() > 1) {
        same.sort_by_cached_key(|index| {
            let story = &placed[*index];
            (story.since, date_in_name(&story.article.path), story.article.path.clone())
        });
        for index in same.into_iter().skip(1) {
            let story = &placed[index];
            if let Some(link) = dated_link(story.article, &story.shelf, &story.section, config) {
                placed[index].link = link;
            }
        }
    }
}

/// The pattern of a section, by the longest of the paths that the settings name.
fn pattern_of<'c>(shelf: &str, section: &str, config: &'c Config) -> &'c Pattern {
    let covers = |path: &str, of: &str| of.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let named = config.permalinks.iter().filter(|(path, _)| covers(path, section) || covers(path, shelf));
    named.max_by_key(|(path, _)| path.len()).map_or(&config.permalink, |(_, pattern)| pattern)
}

/// The addresses that a story had by the patterns of former times.
pub(super) fn former_links(article: &Article, shelf: &str, config: &Config) -> Vec<(Permalink, Place)> {
    let named = slug_of(article);
    let titled = Slug::from_text(&article.head.headline.words).filter(|slug| *slug != named && article.head.slug.is_none());
    let links = config.old_permalinks.iter().flat_map(|(pattern, place)| {
        let slugs = std::iter::once(&named).chain(&titled);
        slugs.map(|slug| (patterned(article, slug.as_str(), shelf, pattern, config), place.clone())).collect::<Vec<_>>()
    });
    links.collect()
}

/// An address made by a pattern.
fn patterned(article: &Article, slug: &str, section: &str, pattern: &Pattern, config: &Config) -> Permalink {
    let date = std::cell::LazyCell::new(|| article.head.date.map(|moment| moment.in_zone(&config.zone)));
    let mut parts: Vec<String> = Vec::new();
    for component in &pattern.components {
        let mut text = String::new();
        for part in component {
            match part {
                PatternPart::Literal(literal) => text.push_str(literal),
                PatternPart::Section => text.push_str(section),
                PatternPart::Slug => text.push_str(slug),
                PatternPart::Headline => {
                    let headline = Slug::from_text(&article.head.headline.words);
                    text.push_str(headline.as_ref().map_or(slug, Slug::as_str));
                }
                PatternPart::Year => {
                    text.push_str(&date.as_ref().map_or_else(|| "undated".to_owned(), |date| format!("{:04}", date.year())));
                }
                PatternPart::Month => text.push_str(&date.as_ref().map_or_else(|| "00".to_owned(), |date| format!("{:02}", date.month()))),
                PatternPart::ShortYear => {
                    text.push_str(&date.as_ref().map_or_else(|| "00".to_owned(), |date| format!("{:02}", date.year().rem_euclid(100))));
                }
                PatternPart::BareMonth => text.push_str(&date.as_ref().map_or_else(|| "0".to_owned(), |date| date.month().to_string())),
                PatternPart::BareDay => text.push_str(&date.as_ref().map_or_else(|| "0".to_owned(), |date| date.day().to_string())),
                PatternPart::YearDay => {
                    text.push_str(&date.as_ref().map_or_else(|| "000".to_owned(), |date| format!("{:03}", date.day_of_year())));
                }
                PatternPart::Day => text.push_str(&date.as_ref().map_or_else(|| "00".to_owned(), |date| format!("{:02}", date.day()))),
            }
        }
        parts.push(text);
    }
    let link = Permalink::folder(parts.iter().map(String::as_str));
    if pattern.end == End::File { link.as_file() } else { link }
}

/// The page that hosts show for addresses that lead nowhere.
pub fn not_found() -> Permalink {
    Permalink::root().file("404.html")
}

/// The address of a page of the paper, a profile or a front. `content/404.md` is what [`not_found`] shows.
pub(super) fn standing_link(article: &Article) -> Permalink {
    if let Some(own) = article.head.address.as_ref().filter(|_| article.role == Role::Standing) {
        return own.clone();
    }
    let slug = slug_of(article);
    let folder: Vec<Slug> = article.head.folder.split('/').filter_map(Slug::from_text).collect();
    match article.role {
        Role::Standing if slug.as_str() == "404" => not_found(),
        Role::Front => Permalink::folder(folder.iter().map(Slug::as_str)),
        _ => Permalink::folder(folder.iter().map(Slug::as_str).chain([slug.as_str()])),
    }
}
