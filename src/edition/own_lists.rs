//! The lists that the paper makes by itself, and sections that would stand at their addresses: of some the list gives way, of the
//! others there can be no section.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::lists::{NEWS, Section};
use super::public::Mark;
use crate::article::Article;
use crate::diag::{Diag, Place};
use crate::permalink::Permalink;

/// First parts of addresses that are the paper's own.
const RESERVED: [&str; 5] = ["authors", "corrections", "search", "series", "topics"];

/// Where the archive of months stands.
pub fn archive(sections: &[Section]) -> Permalink {
    Permalink::folder([give_way(sections, "archive", "months")])
}

/// Where the list of all stories stands.
pub fn latest(sections: &[Section]) -> Permalink {
    Permalink::folder([give_way(sections, "latest", "newest")])
}

fn give_way(sections: &[Section], own: &'static str, other: &'static str) -> &'static str {
    if sections.iter().any(|section| section.path == own) { other } else { own }
}

/// Tells which lists give way.
pub(super) fn tell_moved(sections: &[Section], paths: impl Fn(&Section) -> Option<Arc<str>>, told: &mut Vec<Diag>) {
    for (own, link) in [("archive", archive(sections)), ("latest", latest(sections))] {
        let Some(section) = sections.iter().find(|section| section.path == own) else { continue };
        let place = paths(section).map_or_else(|| Place::file(crate::config::PATH), |path| Place::file(&path));
        told.push(
            Diag::warning("section", format!("the section “{own}” stands where the paper's own list would, which is at {link}"))
                .at(place)
                .help("give the folder of the section another name if the list is to stay"),
        );
    }
}

/// Puts stories of sections that cannot be into another, with an error for each of those sections.
pub(super) fn refuse(stories: &mut [(Arc<Article>, Permalink, String, Option<Mark>)], told: &mut Vec<Diag>) {
    let reserved = |section: &str| {
        let first = section.split('/').next().unwrap_or(section);
        RESERVED.into_iter().find(|reserved| *reserved == first)
    };
    if !stories.iter().any(|(_, _, section, _)| reserved(section).is_some()) {
        return;
    }
    let mut refused = BTreeSet::new();
    stories.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    for (article, _, section, _) in stories {
        let Some(name) = reserved(section) else { continue };
        if refused.insert(name) {
            told.push(
                Diag::error("section", format!("a section cannot be called “{name}”: the paper has a page of its own there"))
                    .at(article.head.places.section.clone().unwrap_or_else(|| Place::file(&article.path)))
                    .help("move the stories into a folder of another name"),
            );
        }
        NEWS.clone_into(section);
    }
}
