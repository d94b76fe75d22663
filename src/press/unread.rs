//! What a paper has in its folder and nobody reads.
//!
//! Among the copy: a Word document, a page saved from the web, a name without an ending. An editor who put one there looks for it
//! on the front page. Among the templates: one that no page is made with. In the settings: a colour for no section.

use std::collections::HashSet;

use crate::diag::{self, Diag, Place};
use crate::edition::Edition;
use crate::permalink::Permalink;
use crate::source::{Entry, disguise};
use crate::templates::Templates;

use super::Site;

/// Names all of it.
pub(super) fn check(site: &Site, edition: &Edition, printed: &[(Permalink, Entry)], told: &mut Vec<Diag>) {
    copy(site, edition, printed, told);
    templates(site, edition, told);
    colours(site, edition, told);
}

/// Templates of the paper's own that take nobody's place, and that neither a template nor an article asks for.
fn templates(site: &Site, edition: &Edition, told: &mut Vec<Diag>) {
    let unnamed = site.templates.unnamed();
    if unnamed.is_empty() {
        return;
    }
    let house = Templates::house();
    let house: Vec<&str> = house.iter().map(String::as_str).collect();
    let public = edition.stories.iter().map(|story| &story.article).chain(edition.standing.iter().map(|page| &page.article));
    let articles =
        public.chain(edition.withheld.iter().map(|held| &held.article)).chain(edition.withdrawn.iter().map(|page| &page.article));
    let stem = |name: &str| name.strip_suffix(".html").unwrap_or(name).to_owned();
    let asked: HashSet<String> = articles.filter_map(|article| article.head.template.as_deref().map(stem)).collect();
    for name in unnamed.into_iter().filter(|name| !asked.contains(&stem(name))) {
        let help = diag::nearest(name, &house)
            .map_or_else(|| "name it in the `template` of a story, or remove it".to_owned(), |near| format!("did you mean {near}?"));
        told.push(
            Diag::warning("unread", "this template is not used: none of the house has its name, and no story asks for it")
                .at(Place::file(&format!("templates/{name}")))
                .help(help),
        );
    }
}

/// Colours of sections that the paper does not have.
fn colours(site: &Site, edition: &Edition, told: &mut Vec<Diag>) {
    // A section whose stories are all held back is one all the same.
    let held = edition.withheld.iter().filter_map(|held| held.article.path.strip_prefix("content/")?.rsplit_once('/'));
    let settled = site.config.sections.iter().map(|section| section.slug.as_str());
    let known: Vec<&str> =
        edition.sections.iter().map(|section| section.path.as_str()).chain(settled).chain(held.map(|held| held.0)).collect();
    if known.is_empty() {
        return;
    }
    for ((section, _), place) in site.config.theme.colours.iter().zip(&site.config.colour_places) {
        if known.contains(&section.as_str()) {
            continue;
        }
        let help = diag::nearest(section, &known)
            .map_or_else(|| format!("the sections are {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
        told.push(Diag::warning("unread", format!("there is no section `{section}` to have this colour")).at(place.clone()).help(help));
    }
}

/// Names each file among the copy, unless a page links to it or it belongs to an article that has a folder of its own.
fn copy(site: &Site, edition: &Edition, printed: &[(Permalink, Entry)], told: &mut Vec<Diag>) {
    let waiting: Vec<_> = site.shelf.assets().map(|asset| &asset.entry).filter_map(|entry| Some((entry, suspect(&entry.path)?))).collect();
    if waiting.is_empty() {
        return;
    }
    let printed: HashSet<&str> = printed.iter().map(|(_, entry)| &*entry.path).collect();
    for (entry, found) in waiting {
        if printed.contains(&*entry.path) || edition.addresses.in_bundle(&entry.path) {
            continue;
        }
        let message = format!("this file is no copy and is not printed: it is {}", found.what);
        told.push(Diag::warning("unread", message).at(Place::file(&entry.path)).help(found.mend));
    }
}

/// What a file beneath `content/` may be, unless its name or folder says that it waits for nothing.
pub(super) fn suspect(path: &str) -> Option<disguise::Disguise> {
    let path = path.strip_prefix("content/")?;
    if path.split('/').any(|part| part.starts_with(['_', '.'])) {
        return None;
    }
    disguise::by_ending(path.rsplit('/').next()?)
}
