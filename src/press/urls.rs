//! The memory of published addresses: `urls.lock` in the site's folder, one line an address, to be committed with the
//! copy.
//!
//! 1. [`Lock::open`] reads it; previews have none, because what they show was not published.
//! 2. [`Lock::check`] sees that every address in it is still answered: by a page, a redirect, a notice, or a line in the
//!    config that gives it up. What a held-back story leaves unanswered is the editor's will.
//! 3. [`Lock::write`] adds the addresses of this edition, after it was printed.
//!
//! It never forgets an address by itself: only a person deletes a line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::{Order, Site};
use crate::article::Article;
use crate::diag::{Diag, Place};
use crate::edition::public::Preview;
use crate::edition::{Edition, Show};
use crate::pages::Page;
use crate::permalink::Permalink;
use crate::source::plain_io;

/// Name of the file.
pub(super) const PATH: &str = "urls.lock";

const HEADER: &str = "# Addresses of published stories. Newsprint keeps this file; commit it with the copy.";

/// Vanished addresses that are told one by one.
const TOLD: usize = 25;

/// The memory, read.
pub(super) struct Lock {
    disk: PathBuf,
    text: Option<String>,
    /// Address to the story's id, or its file where it has none.
    known: BTreeMap<String, String>,
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
            match line.split_once('\t') {
                _ if line.trim().is_empty() || line.starts_with('#') => {}
                Some((address, id)) if address.starts_with('/') && !id.trim().is_empty() => {
                    drop(known.insert(address.to_owned(), id.trim().to_owned()))
                }
                _ => {
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
        Some(Lock { disk, text, known })
    }

    /// Tells of every address that would vanish.
    pub(super) fn check<'a>(&self, edition: &Edition, plan: &'a [Page], files: impl Iterator<Item = &'a Permalink>, told: &mut Vec<Diag>) {
        let mut answered: BTreeSet<&str> = plan.iter().map(|page| page.link.as_str()).chain(files.map(Permalink::as_str)).collect();
        answered.extend(edition.redirects.iter().map(|redirect| redirect.from.as_str()));
        answered.extend(edition.config.gone.iter().map(|(link, _)| link.as_str()));
        let held: BTreeSet<&str> =
            edition.withheld.iter().flat_map(|held| [held.link.as_str(), id(&held.article), &held.article.path]).collect();
        let vanished: Vec<(&String, &String)> = self
            .known
            .iter()
            .filter(|(address, id)| !answered.contains(address.as_str()) && !held.contains(address.as_str()) && !held.contains(id.as_str()))
            .collect();
        for (address, id) in vanished.iter().take(TOLD) {
            told.push(self.fault(address, id, edition));
        }
        if vanished.len() > TOLD {
            told.push(
                Diag::error("address-vanished", format!("{} more published addresses would vanish", vanished.len() - TOLD))
                    .at(Place::file(PATH))
                    .help("if `permalink` in config.toml was changed, put the old pattern back; to give up all old addresses, delete urls.lock"),
            );
        }
    }

    fn fault(&self, address: &str, story: &str, edition: &Edition) -> Diag {
        let never = "if it never was online, delete its line from urls.lock";
        if let Some((article, link)) = addressed(edition).find(|(article, _)| id(article) == story || &*article.path == story) {
            let place = article.head.places.slug.clone().unwrap_or_else(|| Place::file(&article.path));
            return Diag::error("address-moved", format!("this story was published at {address} and would now stand at {link}"))
                .at(place)
                .help(format!("add the line {} to its front matter; {never}", redirect_line(article, address)));
        }
        let line = self
            .text
            .as_deref()
            .unwrap_or_default()
            .lines()
            .position(|line| line.split_once('\t').is_some_and(|(known, _)| known == address));
        let place = line.map_or_else(|| Place::file(PATH), |line| Place::line(PATH, self.text.as_deref().unwrap_or_default(), line + 1));
        let give_up = if edition.config.gone.is_empty() {
            format!("give the address up with the line gone = [\"{address}\"] at the top of config.toml")
        } else {
            format!("give the address up by adding \"{address}\" to `gone` in config.toml")
        };
        let diag = Diag::error(
            "address-vanished",
            format!("a story was published at {address} (from {story}), and nothing would stand there any more"),
        )
        .at(place);
        match self.successor(address, story, edition) {
            Some(article) => diag.help(format!(
                "if {} is the same story, add the line {} to its front matter; else {give_up}; {never}",
                article.path,
                redirect_line(article, address)
            )),
            None => diag.help(format!(
                "add the line redirect_from = [\"{address}\"] to the front matter of the story that takes its place; or {give_up}; {never}"
            )),
        }
    }

    /// The one new story that looks like the one that has gone: of the same slug, or from a file of the same name.
    fn successor<'e>(&self, address: &str, story: &str, edition: &'e Edition) -> Option<&'e Article> {
        let last = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let stem = |path: &str| {
            last(path.trim_end_matches("/index.md").trim_end_matches("/index.txt").trim_end_matches(".md").trim_end_matches(".txt"))
        };
        let mut alike = addressed(edition)
            .filter(|(_, link)| !self.known.contains_key(link.as_str()))
            .filter(|(article, link)| last(link.as_str()) == last(address) || stem(&article.path) == stem(story))
            .map(|(article, _)| article);
        alike.next().filter(|_| alike.next().is_none())
    }

    /// Adds the addresses of an edition that was printed. A memory that cannot be written is no reason to undo it.
    pub(super) fn write(mut self, edition: &Edition) -> Option<Diag> {
        let before = self.text.is_some().then(|| self.known.clone());
        for (article, link) in addressed(edition) {
            self.known.insert(link.as_str().to_owned(), id(article).replace('\t', " "));
        }
        if before.as_ref() == Some(&self.known) {
            return None;
        }
        let mut text = format!("{HEADER}\n");
        for (address, id) in &self.known {
            text.push_str(&format!("{address}\t{id}\n"));
        }
        let written = self.replace(&text);
        written.err().map(|error| {
            Diag::warning("urls-lock", format!("cannot be written: {}", plain_io(&error)))
                .at(Place::file(PATH))
                .help("make the folder writable, or set urls_lock = false in config.toml if addresses are not to be remembered")
        })
    }

    /// Writes beside and renames, so that the file is whole at any moment.
    fn replace(&self, text: &str) -> io::Result<()> {
        let mut beside = self.disk.clone().into_os_string();
        beside.push(".newsprint-tmp");
        let beside = PathBuf::from(beside);
        let written =
            fs::File::create(&beside).and_then(|mut file| file.write_all(text.as_bytes())).and_then(|()| fs::rename(&beside, &self.disk));
        if written.is_err() {
            // What could not be put in place is no use to anybody.
            let _ = fs::remove_file(&beside);
        }
        written
    }
}

/// By what a story is known when it moves.
fn id(article: &Article) -> &str {
    article.head.id.as_deref().unwrap_or(&article.path)
}

/// Everything with an address of its own: stories, pages of the paper, notices.
fn addressed(edition: &Edition) -> impl Iterator<Item = (&Article, &Permalink)> {
    let pages = edition.standing.iter().chain(&edition.withdrawn).map(|page| (&*page.article, &page.link));
    edition.stories.iter().map(|story| (&*story.article, &story.link)).chain(pages)
}

/// The line to add, with the old addresses that the story has already.
fn redirect_line(article: &Article, address: &str) -> String {
    let all: Vec<String> = article.head.redirect_from.iter().map(|link| format!("\"{link}\"")).chain([format!("\"{address}\"")]).collect();
    format!("redirect_from = [{}]", all.join(", "))
}
