//! Links of the copy to addresses of this site at which nothing stands, and to places in a page that are not there. Each is told with
//! the nearest that is right.

use std::sync::OnceLock;

use super::Site;
use crate::article::Article;
use crate::diag::{Diag, nearest};
use crate::edition::Edition;
use crate::permalink::Permalink;

/// The code of both.
const CODE: &str = "link-nowhere";

/// First parts of addresses beneath which the program itself prints pages that no list of addresses has.
const MADE: [&str; 8] = ["search", "corrections", "latest", "archive", "topics", "authors", "series", "text"];

/// What is said of a link to `link`, written as `address`, at which no article stands; none where a page or a file may.
pub(super) fn dead(site: &Site, edition: &Edition, address: &str, link: &Permalink) -> Option<Diag> {
    let path = link.as_str().trim_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let made = MADE.contains(&path) || path.starts_with("text/") || last.bytes().all(|b| b.is_ascii_digit());
    let folder = format!("/{path}/index.html");
    if made || (last.contains('.') && !last.ends_with(".html")) || site.shelf.find(&folder, "content").is_some() {
        return None;
    }
    let help = edition.addresses.nearest(link).map_or_else(
        || "remove the link, or write the address of a page that is printed".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    Some(Diag::warning(CODE, format!("nothing stands at {address}")).help(help))
}

/// Articles by address, for the places in them.
pub(super) struct Targets<'e> {
    edition: &'e Edition,
    /// Made once a link leads to a place in a page.
    articles: OnceLock<foldhash::HashMap<&'e Permalink, &'e Article>>,
}

/// Parts of addresses that are no ids in copy: those of templates, and of marked words.
const OTHERS: [&str; 10] = [":~:", "correction-", "takeaways", "main", "top", "content", "comments", "sources", "c-", "note-"];

impl<'e> Targets<'e> {
    pub(super) fn new(edition: &'e Edition) -> Self {
        Targets { edition, articles: OnceLock::new() }
    }

    /// What is said of a link to a place that the article at an address does not have.
    pub(super) fn missing_anchor(&self, link: &Permalink, rest: &str) -> Option<Diag> {
        let id = rest.split_once('#').map(|(_, id)| crate::permalink::decode_path(id)).filter(|id| !id.is_empty())?;
        if OTHERS.iter().any(|other| id.starts_with(other)) {
            return None;
        }
        let articles = self.articles.get_or_init(|| super::checks::public(self.edition).map(|(article, link)| (link, article)).collect());
        let article = articles.get(link)?;
        let copy = article.copy.get();
        let anchors = copy.anchors();
        // A block of the paper's own may have ids that its template writes.
        if anchors.iter().any(|anchor| *anchor == id) || copy.has_blocks() {
            return None;
        }
        let known: Vec<&str> = anchors.iter().map(String::as_str).collect();
        let help = nearest(&id, &known)
            .map_or_else(|| "link to the page, or to a heading in it".to_owned(), |near| format!("did you mean #{near}?"));
        Some(Diag::warning(CODE, format!("there is no #{id} in {}", article.path)).help(help))
    }
}
