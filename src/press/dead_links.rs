//! Links of the copy to addresses of this site at which nothing stands, and to places in a page that are not there. Each is told with
//! the nearest that is right.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Site;
use crate::article::Article;
use crate::article::anchors::{NOWHERE, Places};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::permalink::Permalink;

/// First parts of addresses beneath which the program itself prints pages that no list of addresses has.
const MADE: [&str; 10] = ["search", "corrections", "latest", "newest", "archive", "months", "topics", "authors", "series", "text"];

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
    Some(Diag::warning(NOWHERE, format!("nothing stands at {address}")).help(help))
}

/// Articles by address, for the places in them.
pub(super) struct Targets<'e> {
    edition: &'e Edition,
    /// Made once a link leads to a place in a page.
    articles: OnceLock<foldhash::HashMap<&'e Permalink, &'e Article>>,
}

/// The places of the pages that one article leads into.
pub(super) type Known = BTreeMap<Permalink, Places>;

impl<'e> Targets<'e> {
    pub(super) fn new(edition: &'e Edition) -> Self {
        Targets { edition, articles: OnceLock::new() }
    }

    /// What is said of a link to a place that the article at an address does not have.
    pub(super) fn missing_anchor(&self, link: &Permalink, rest: &str, known: &mut Known) -> Option<Diag> {
        let (_, id) = rest.split_once('#')?;
        let articles = self.articles.get_or_init(|| super::checks::public(self.edition).map(|(article, link)| (link, article)).collect());
        let article = articles.get(link)?;
        let places = known.entry(link.clone()).or_insert_with(|| Places::of(&article.copy.get()));
        let help = places.missing(id)?;
        Some(Diag::warning(NOWHERE, format!("there is no #{id} in {}", article.path)).help(help))
    }
}
