//! Old addresses and where they lead.
//!
//! 1. Gather `redirect_from` of everything public, and `[redirects]` of the config.
//! 2. Follow chains to their end, so that every redirect takes one step; refuse those that never end.
//!
//! Two claims to one address are not settled here: they are a collision like any other.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::article::{Article, Role};
use crate::config::{self, Config};
use crate::diag::{Diag, Place};
use crate::permalink::Permalink;

/// An old address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    /// The old address.
    pub from: Permalink,
    /// The page that has taken its place.
    pub to: Permalink,
    /// The file that says so.
    pub source: Arc<str>,
    /// The line that says so.
    pub place: Place,
}

impl Redirect {
    /// Whether a page can stand there and send readers on: hosts serve other files (`story.php`) as what their name
    /// says, so for those there are only the rules for the host.
    pub fn has_page(&self) -> bool {
        let path = self.from.as_str();
        path.ends_with('/') || path.ends_with(".html") || path.ends_with(".htm")
    }
}

/// Gathers redirects, sorted by the old address.
pub(super) fn collect<'a>(
    public: impl Iterator<Item = (&'a Article, &'a Permalink)>,
    former: &dyn Fn(&Article) -> Vec<(Permalink, Place)>,
    config: &Config,
    told: &mut Vec<Diag>,
) -> Vec<Redirect> {
    let mut found: Vec<Redirect> = Vec::new();
    let (mut schemes, mut taken): (Vec<Redirect>, HashSet<Permalink>) = (Vec::new(), HashSet::new());
    for (article, link) in public {
        if !config.old_permalinks.is_empty() {
            taken.insert(link.clone());
            if article.role == Role::Story {
                let made = |(from, place)| Redirect { from, to: link.clone(), source: config::PATH.into(), place };
                schemes.extend(former(article).into_iter().map(made));
            }
        }
        // That a page was always where it stands is no redirect.
        let own = |from: &Permalink| from == link || from.as_str().trim_end_matches("index.html") == link.as_str();
        for (from, place) in article.head.redirect_from.iter().zip(&article.head.places.redirect_from).filter(|(from, _)| !own(from)) {
            found.push(Redirect { from: from.clone(), to: link.clone(), source: article.path.clone(), place: place.clone() });
        }
    }
    for (from, to, place) in &config.redirects {
        found.push(Redirect { from: from.clone(), to: to.clone(), source: config::PATH.into(), place: place.clone() });
    }
    // What a scheme gives is a guess where somebody says what stands there; of two stories the newer, which comes first, is meant.
    taken.extend(found.iter().map(|redirect| redirect.from.clone()));
    found.extend(schemes.into_iter().filter(|redirect| taken.insert(redirect.from.clone())));
    found.sort_by(|a, b| (&a.from, &a.source, a.place.line).cmp(&(&b.from, &b.source, b.place.line)));
    found.dedup_by(|a, b| a.from == b.from && a.source == b.source && a.to == b.to);
    let steps: BTreeMap<&Permalink, &Permalink> = found.iter().rev().map(|redirect| (&redirect.from, &redirect.to)).collect();
    let mut ends = BTreeMap::new();
    let ends: Vec<Option<Permalink>> = found.iter().map(|redirect| end(&redirect.to, &steps, &mut ends).cloned()).collect();
    found.into_iter().zip(ends).filter_map(|(redirect, end)| follow(redirect, end, told)).collect()
}

/// Where a chain of redirects that begins at an address ends; none where it goes in a circle. What is found of the addresses
/// on the way is kept in `ends`, so that none is gone over twice.
fn end<'p>(
    from: &'p Permalink,
    steps: &BTreeMap<&'p Permalink, &'p Permalink>,
    ends: &mut BTreeMap<&'p Permalink, Option<&'p Permalink>>,
) -> Option<&'p Permalink> {
    let mut way = Vec::new();
    let mut at = from;
    let end = loop {
        if let Some(known) = ends.get(at) {
            break *known;
        }
        let Some(next) = steps.get(at) else { break Some(at) };
        // Until its end is known it has none: whoever comes by again goes in a circle.
        ends.insert(at, None);
        way.push(at);
        at = next;
    };
    ends.extend(way.into_iter().map(|passed| (passed, end)));
    end
}

/// The redirect to the end of its chain; none if it has no end, or leads to where it begins.
fn follow(mut redirect: Redirect, end: Option<Permalink>, told: &mut Vec<Diag>) -> Option<Redirect> {
    let Some(to) = end else {
        let message = if redirect.from == redirect.to {
            format!("{} is where this page stands; it cannot be redirected to itself", redirect.from)
        } else {
            format!("{} is redirected in a circle", redirect.from)
        };
        told.push(Diag::error("redirect-loop", message).at(redirect.place).help("remove the line"));
        return None;
    };
    redirect.to = to;
    if redirect.from.collision_key() == redirect.to.collision_key() {
        told.push(
            Diag::warning(
                "redirect-case",
                format!(
                    "{} differs from the address of the page, {}, only in its letters' case or form, and is left out",
                    redirect.from, redirect.to
                ),
            )
            .at(redirect.place)
            .help("remove the line: many hosts take both for one address, and would send readers round in circles"),
        );
        return None;
    }
    Some(redirect)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(path: &str) -> Permalink {
        Permalink::explicit(path).expect("a path")
    }

    fn run(pairs: &[(&str, &str)]) -> (Vec<(String, String)>, Vec<&'static str>) {
        let mut config = (*Config::stand_in().expect("a config")).clone();
        config.redirects = pairs.iter().map(|(from, to)| (link(from), link(to), Place::file(config::PATH))).collect();
        let mut told = Vec::new();
        let found = collect(std::iter::empty(), &|_| Vec::new(), &config, &mut told);
        let codes = told.iter().map(|diag| if diag.code == "redirect-loop" { "redirect-loop" } else { "redirect-case" }).collect();
        (found.iter().map(|redirect| (redirect.from.to_string(), redirect.to.to_string())).collect(), codes)
    }

    #[test]
    fn chains_take_one_step() {
        let (found, told) = run(&[("/a/", "/b/"), ("/b/", "/c/"), ("/c/", "/d/")]);
        assert_eq!(found, [("/a/".into(), "/d/".into()), ("/b/".into(), "/d/".into()), ("/c/".into(), "/d/".into())]);
        assert!(told.is_empty());
    }

    #[test]
    fn circles_are_refused_and_what_leads_into_them() {
        let (found, told) = run(&[("/a/", "/b/"), ("/b/", "/a/"), ("/c/", "/a/"), ("/d/", "/d/"), ("/x/", "/y/")]);
        assert_eq!(found, [("/x/".into(), "/y/".into())]);
        assert_eq!(told, ["redirect-loop"; 4]);
    }

    #[test]
    fn an_address_that_differs_in_case_alone_is_left_out() {
        assert_eq!(run(&[("/City/", "/city/")]), (Vec::new(), vec!["redirect-case"]));
    }
}
