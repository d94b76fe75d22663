//! Copy inside the folder of another article.
//!
//! The folder of an `index.md` belongs to it. A second text in there that has neither front matter nor a date in its name is a
//! note, a transcript or a list of contacts, and no story. One that has either was meant as a story, so the `index.md` was
//! meant as the front of a section, whose name is `_index.md`: that is an error, because both readings lose something.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::public;
use crate::article::{self, Article, Bundle, Role};
use crate::clock::Clock;
use crate::diag::{Diag, Level, Place};

/// Takes away what is no story, with all that was told of it, and tells what was done.
pub fn settle(articles: Vec<Arc<Article>>, clock: &Clock, told: &mut Vec<Diag>) -> Vec<Arc<Article>> {
    let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let is_index = |article: &Article| article.head.bundle == Bundle::Yes && article.role != Role::Front;
    let owners: HashMap<String, Arc<str>> =
        articles.iter().filter(|article| is_index(article)).map(|article| (folder(&article.path), article.path.clone())).collect();
    if owners.is_empty() {
        return articles;
    }
    let owner = |article: &Article| {
        let home = folder(&article.path);
        // An index is not inside its own folder.
        let inner = if is_index(article) { folder(&home) } else { home };
        std::iter::successors(Some(&*inner), |folder| folder.rsplit_once('/').map(|(up, _)| up))
            .find_map(|folder| owners.get(folder))
            .cloned()
    };
    let mut children: BTreeMap<Arc<str>, Vec<Arc<Article>>> = BTreeMap::new();
    let mut kept = Vec::with_capacity(articles.len());
    let mut notes: Vec<(Arc<str>, Arc<str>)> = Vec::new();
    for article in articles {
        match owner(&article).filter(|_| article.role != Role::Front) {
            None => kept.push(article),
            Some(index) if article.head.places.has_front_matter || article::has_date_in_name(&article.path) => {
                children.entry(index).or_default().push(article.clone());
                kept.push(article);
            }
            Some(index) => notes.push((article.path.clone(), index)),
        }
    }
    let dropped: HashSet<Arc<str>> = notes.iter().map(|(path, _)| path.clone()).collect();
    told.retain(|diag| diag.place.as_ref().is_none_or(|place| !dropped.contains(&place.path)));
    for (path, index) in notes {
        told.push(
            Diag::warning(
                "no-story",
                format!(
                    "this text lies in the folder of {index} and has neither front matter nor a date: it is no story and is not printed"
                ),
            )
            .at(Place::file(&path))
            .help("move it out of content/; or, if it is a story, move it out of this folder"),
        );
    }
    for (index, children) in children {
        let diag = story_inside(&index, &children, clock);
        if diag.level == Level::Error {
            // The front of the section would clash with it, which is no second fault.
            kept.retain(|article| article.path != index);
        }
        told.push(diag);
    }
    kept
}

/// The fault of an index whose folder holds stories. Stories that are held back stop nobody's paper.
fn story_inside(index: &str, children: &[Arc<Article>], clock: &Clock) -> Diag {
    let level = if children.iter().all(|child| public::is_held(child, clock)) { Level::Warning } else { Level::Error };
    let name = index.rsplit('/').next().unwrap_or(index);
    let message = match children {
        [only] => format!("{} is a story of its own in the folder of this one", only.path),
        [first, rest @ ..] => format!("{} and {} more are stories of their own in the folder of this one", first.path, rest.len()),
        [] => String::new(),
    };
    let mut diag = Diag { level, ..Diag::error("story-inside", message) }
        .at(Place::file(index))
        .help(format!("if the folder is a section, rename this file to _{name}; if not, move the others out of it"));
    for child in children.iter().take(3) {
        diag = diag.related("a story", Place::file(&child.path));
    }
    diag
}
