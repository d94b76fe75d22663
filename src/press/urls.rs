//! The memory of published addresses: `urls.lock` in the site's folder, one line an address, to be committed with the
//! copy: the address, a tab, the story's id. A story without an id is known by its file, and behind another tab by a hash of
//! its headline, so that it is found again when the file has another name.
//!
//! 1. [`Lock::open`] reads it; previews have none, because what they show was not published.
//! 2. [`Lock::check`] sees that every address in it is still answered: by a page, a redirect, a notice, or a line in the
//!    config that gives it up. What a held-back story leaves unanswered is the editor's will.
//! 3. [`Lock::write`] adds the addresses of this edition, after it was printed.
//!
//! It never forgets an address by itself: only a person deletes a line.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::{Order, Site};
use crate::article::Article;
use crate::diag::{Diag, Place};
use crate::digest::Digest;
use crate::edition::public::Preview;
use crate::edition::{Edition, Show};
use crate::pages::Page;
use crate::permalink::Permalink;
use crate::source::plain_io;

/// The code of what is said of addresses that nothing answers any more.
const VANISHED: &str = "address-vanished";

/// Name of the file.
pub(super) const PATH: &str = "urls.lock";

const HEADER: &str = "# Addresses of published stories. Newsprint keeps this file; commit it with the copy.";

/// Moved stories that are told one by one.
const TOLD: usize = 25;

/// Addresses that are named one by one in a line to paste.
const NAMED: usize = 10;

/// Digits of the hash of a headline.
const HEX: usize = 12;

/// How alike the names of two files are when one may be the other, renamed; 1 is the same.
const ALIKE: f64 = 0.8;

/// Whether a story is known to be the one that was published elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sure {
    /// By its id or its file.
    Yes,
    /// By its looks.
    No,
}

/// The memory, read.
pub(super) struct Lock {
    disk: PathBuf,
    text: Option<String>,
    known: BTreeMap<String, Known>,
    /// Addresses that nothing answers any more.
    vanished: Vec<String>,
}

/// What is known of the story at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    /// Its id, or its file where it has none.
    id: String,
    /// Hash of its headline, where it has no id.
    headline: Option<String>,
}

impl Known {
    fn of(article: &Article) -> Self {
        let headline = article.head.id.is_none().then(|| headline(article)).flatten();
        Known { id: id(article).replace('\t', " "), headline }
    }
}

/// Hash of a story's headline, less what a small correction changes: letter case, spaces, marks.
fn headline(article: &Article) -> Option<String> {
    let text: String = article.head.headline.words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (!text.is_empty()).then(|| Digest::of(text).short(HEX))
}

impl Lock {
    /// Reads the memory; none for previews, and where the paper wants none.
    pub(super) fn open(order: &Order, site: &Site, told: &mut Vec<Diag>) -> Option<Self> {
        let Show { drafts, future } = order.show;
        if !site.config.urls_lock || drafts == Preview::Yes || future == Preview::Yes || site.config.base.is_local() {
            return None;
        }
        let disk = order.root.join(PATH);
        let text = match fs::read_to_string(&disk) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                told.push(
                    Diag::error("urls-lock", format!("cannot be read: {}", plain_io(&error)))
                        .at(Place::file(PATH))
                        .help("bring back the version you last committed"),
                );
                return None;
            }
        };
        let mut known = BTreeMap::new();
        for (nth, line) in text.as_deref().unwrap_or_default().lines().enumerate() {
            match line_of(line) {
                _ if line.trim().is_empty() || line.starts_with('#') => {}
                Some((address, story)) => {
                    known.insert(address.to_owned(), story);
                }
                None => {
                    let conflict = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark));
                    let (message, help) = if conflict {
                        ("two versions of this file were not joined", "keep the lines of both sides and delete the marks")
                    } else {
                        ("this line is not an address, a tab and a story", "bring back the version you last committed, or delete the line")
                    };
                    told.push(
                        Diag::error("urls-lock", message).at(Place::line(PATH, text.as_deref().unwrap_or_default(), nth + 1)).help(help),
                    );
                }
            }
        }
        Some(Lock { disk, text, known, vanished: Vec::new() })
    }

    /// Tells of every address that would vanish: an error where the story is still there, for then a line mends it; a
    /// warning where it was deleted, for that may be meant.
    pub(super) fn check<'a>(
        &mut self,
        edition: &Edition,
        plan: &'a [Page],
        files: impl Iterator<Item = &'a Permalink>,
        told: &mut Vec<Diag>,
    ) {
        let mut answered: foldhash::HashSet<&str> =
            plan.iter().map(|page| page.link.as_str()).chain(files.map(Permalink::as_str)).collect();
        answered.extend(edition.redirects.iter().map(|redirect| redirect.from.as_str()));
        answered.extend(edition.config.gone.iter().map(|(link, _)| link.as_str()));
        let held: BTreeSet<&str> =
            edition.withheld.iter().flat_map(|held| [held.link.as_str(), id(&held.article), &*held.article.path]).collect();
        // Only asked when an address is no longer there.
        let by_id: LazyCell<foldhash::HashMap<&str, usize>, _> = LazyCell::new(|| {
            addressed(edition).enumerate().flat_map(|(at, (article, _))| [(id(article), at), (&*article.path, at)]).collect()
        });
        let newcomers: LazyCell<Vec<Newcomer<'_>>, _> = LazyCell::new(|| self.newcomers(edition));
        let mut moved: BTreeMap<usize, (Sure, Vec<&str>)> = BTreeMap::new();
        let mut deleted: Vec<&str> = Vec::new();
        for (address, story) in &self.known {
            let address = address.as_str();
            if answered.contains(address) || held.contains(address) || held.contains(story.id.as_str()) {
                continue;
            }
            let found = by_id.get(story.id.as_str()).map(|at| (*at, Sure::Yes));
            let found = found.or_else(|| successor(address, story, &newcomers).map(|at| (at, Sure::No)));
            match found {
                Some((at, sure)) => moved.entry(at).or_insert((sure, Vec::new())).1.push(address),
                None => deleted.push(address),
            }
        }
        let articles: Vec<(&Article, &Permalink)> = if moved.is_empty() { Vec::new() } else { addressed(edition).collect() };
        let more = moved.len().saturating_sub(TOLD);
        for (at, (sure, old)) in moved.into_iter().take(TOLD) {
            told.push(moved_story(articles[at].0, articles[at].1, &old, sure));
        }
        if more > 0 {
            told.push(Diag::error("address-moved", format!("{more} more stories would move")).at(Place::file(PATH)).help(
                "if `permalink` in config.toml was changed, put the old pattern back; to give up all old addresses, delete urls.lock",
            ));
        }
        let vanished: Vec<String> = deleted.into_iter().map(str::to_owned).collect();
        told.extend(vanished_stories(self.text.as_deref().unwrap_or_default(), &vanished, edition.config.gone.len()));
        self.vanished = vanished;
    }

    /// Where a story is held back that could not even be read, an address that vanishes may be its own: then that stops the build.
    pub(super) fn doubt(told: &mut [Diag]) {
        for diag in told.iter_mut().filter(|diag| diag.code == VANISHED) {
            diag.level = crate::diag::Level::Error;
        }
    }

    /// Stories at addresses that are not known yet.
    fn newcomers<'e>(&self, edition: &'e Edition) -> Vec<Newcomer<'e>> {
        let new = addressed(edition).enumerate().filter(|(_, (_, link))| !self.known.contains_key(link.as_str()));
        new.map(|(at, (article, link))| Newcomer { at, name: stem(&article.path), link: last(link.as_str()), headline: headline(article) })
            .collect()
    }

    /// Adds the addresses of `stories` that were printed, and says of the vanished ones where they stand now. A memory that
    /// cannot be written is no reason to undo the printing.
    pub(super) fn write<'a>(&mut self, stories: impl Iterator<Item = (&'a Article, &'a Permalink)>, told: &mut Vec<Diag>) {
        let mut news = self.text.is_none();
        for (article, link) in stories {
            let story = Known::of(article);
            if self.known.get(link.as_str()) != Some(&story) {
                self.known.insert(link.as_str().to_owned(), story);
                news = true;
            }
        }
        if !news {
            return;
        }
        let mut text = format!("{HEADER}\n");
        for (address, Known { id, headline }) in &self.known {
            for part in [address, "\t", id] {
                text.push_str(part);
            }
            if let Some(headline) = headline {
                text.extend(["\t", headline]);
            }
            text.push('\n');
        }
        match crate::output::replace(&self.disk, |file| file.write_all(text.as_bytes())) {
            Ok(()) => {
                for diag in told.iter_mut().filter(|diag| diag.code == VANISHED) {
                    diag.place = place_of(&text, &self.vanished).or(diag.place.take());
                }
            }
            Err(error) => told.push(
                Diag::warning("urls-lock", format!("cannot be written: {}", plain_io(&error)))
                    .at(Place::file(PATH))
                    .help("make the folder writable, or set urls_lock = false in config.toml if addresses are not to be remembered"),
            ),
        }
    }
}

/// A line of the file: an address, a tab, an id, and mostly a tab and a headline.
fn line_of(line: &str) -> Option<(&str, Known)> {
    let (address, story) = line.split_once('\t').filter(|(address, story)| address.starts_with('/') && !story.trim().is_empty())?;
    let (id, headline) = match story.split_once('\t') {
        Some((id, headline)) => (id, Some(headline.trim().to_owned())),
        None => (story, None),
    };
    Some((address, Known { id: id.trim().to_owned(), headline }))
}

/// A story at an address that is not known yet.
struct Newcomer<'e> {
    at: usize,
    /// Of its file.
    name: &'e str,
    /// The last part of its address.
    link: &'e str,
    headline: Option<String>,
}

/// What was published, for those who only ask whether something was.
pub(super) struct Published {
    addresses: BTreeSet<String>,
    /// Ids, or files.
    stories: BTreeSet<String>,
    /// The last parts of both.
    names: BTreeSet<String>,
}

impl Published {
    /// Reads the memory; none where the paper keeps none, so that nothing is known to be new, and where it cannot be read.
    pub(super) fn read(order: &Order, site: &Site) -> Option<Self> {
        if !site.config.urls_lock {
            return None;
        }
        let text = match fs::read_to_string(order.root.join(PATH)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(_) => return None,
        };
        let mut published = Published { addresses: BTreeSet::new(), stories: BTreeSet::new(), names: BTreeSet::new() };
        for (address, Known { id, .. }) in text.lines().filter_map(line_of) {
            published.names.extend([last(address).to_owned(), stem(&id).to_owned()]);
            published.addresses.insert(address.to_owned());
            published.stories.insert(id);
        }
        Some(published)
    }

    /// Whether something was published at an address.
    pub(super) fn has_address(&self, address: &str) -> bool {
        self.addresses.contains(address)
    }

    /// Whether the story of a file may be one that was published: its file was, or something of nearly its name.
    pub(super) fn may_be(&self, path: &str) -> bool {
        let name = stem(path);
        let undated = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
        self.stories.contains(path) || self.names.contains(name) || self.names.contains(undated)
    }
}

/// The one new story that looks like the one that has gone: of the same headline; or else of the same slug, or from a file
/// of nearly the same name.
fn successor(address: &str, story: &Known, newcomers: &[Newcomer<'_>]) -> Option<usize> {
    let the_one = |alike: &dyn Fn(&Newcomer<'_>) -> bool| {
        let mut found = newcomers.iter().filter(|newcomer| alike(newcomer)).map(|newcomer| newcomer.at);
        found.next().filter(|_| found.next().is_none())
    };
    let gone = stem(&story.id);
    let by_headline = the_one(&|newcomer| story.headline.is_some() && newcomer.headline == story.headline);
    by_headline.or_else(|| {
        the_one(&|newcomer| newcomer.link == last(address) || strsim::normalized_damerau_levenshtein(newcomer.name, gone) >= ALIKE)
    })
}

fn last(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

fn stem(path: &str) -> &str {
    last(path.trim_end_matches("/index.md").trim_end_matches("/index.txt").trim_end_matches(".md").trim_end_matches(".txt"))
}

/// The line of the first of some addresses.
fn place_of(text: &str, addresses: &[String]) -> Option<Place> {
    let first = addresses.first()?;
    let line = text.lines().position(|line| line.split_once('\t').is_some_and(|(address, _)| address == first))?;
    Some(Place::line(PATH, text, line + 1))
}

/// What is said of addresses that nothing answers any more; `given_up` others are in the settings already.
fn vanished_stories(text: &str, all: &[String], given_up: usize) -> Option<Diag> {
    let message = match all {
        [] => return None,
        [one] => format!("{one} was published, and nothing stands there any more"),
        many => format!("{} addresses were published, and nothing stands there any more", many.len()),
    };
    let named: Vec<String> = all.iter().take(NAMED).map(|address| format!("\"{address}\"")).collect();
    let more = match all.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let line = if given_up == 0 {
        format!("write at the top of config.toml: gone = [{}]{more}", named.join(", "))
    } else {
        format!("add to gone at the top of config.toml: {}{more}", named.join(", "))
    };
    Some(
        Diag::warning(VANISHED, message).at(place_of(text, all).unwrap_or_else(|| Place::file(PATH))).help(format!(
            "to send readers on, add the address to redirect_from of another story; to say that it is gone for good, {line}"
        )),
    )
}

/// By what a story is known when it moves.
fn id(article: &Article) -> &str {
    article.head.id.as_deref().unwrap_or(&article.path)
}

/// Everything with an address of its own: stories, pages of the paper, notices.
pub(super) fn addressed(edition: &Edition) -> impl Iterator<Item = (&Article, &Permalink)> {
    let pages = edition.standing.iter().chain(&edition.withdrawn).map(|page| (&*page.article, &page.link));
    edition.stories.iter().map(|story| (&*story.article, &story.link)).chain(pages)
}

fn moved_story(article: &Article, link: &Permalink, old: &[&str], sure: Sure) -> Diag {
    let place = article.head.places.slug.clone().unwrap_or_else(|| Place::file(&article.path));
    let all: Vec<String> =
        article.head.redirect_from.iter().map(Permalink::as_str).chain(old.iter().copied()).map(|link| format!("\"{link}\"")).collect();
    let line = format!("redirect_from = [{}]", all.join(", "));
    let from = old.join(" and ");
    let place_of = if article.head.places.has_front_matter { "to its front matter" } else { "at its top, between two lines +++" };
    let never = "if it never was online there, delete the line of the old address from urls.lock";
    match sure {
        Sure::Yes => Diag::error("address-moved", format!("this story was published at {from} and would now stand at {link}"))
            .help(format!("add the line {line} {place_of}; {never}")),
        Sure::No => {
            Diag::error("address-moved", format!("this looks like the story that was published at {from}; it would now stand at {link}"))
                .help(format!(
                    "if it is, add the line {line} {place_of}; if it is not, write gone = [\"{}\"] at the top of config.toml; {never}",
                    old.join("\", \"")
                ))
        }
    }
    .at(place)
}
