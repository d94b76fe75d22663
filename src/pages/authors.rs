//! The pages of authors, and the index of them.

use super::links::{Linker, configured};
use super::listing::{self, Extras, List, ProfileView};
use super::lists::ListOf;
use super::sheet::failed_for;
use super::view::{Kicked, Named, PictureView};
use super::{Key, Page, Room, Row};
use super::{a_to_z, body, view};
use crate::article::Article;
use crate::data::{Node, Value};
use crate::diag::Diag;
use crate::edition::{AboutAuthor, Edition};
use crate::output::Turn;
use crate::permalink::{Base, Permalink};

/// A list for everybody who writes.
pub(super) const ROW: Row = Row { kind: "author", turn: Turn::Index, plan, print };

/// The index, where there are authors.
pub(super) const INDEX: Row = Row { kind: "authors", turn: Turn::Index, plan: plan_index, print: print_index };

/// The address of the index, if it is printed.
pub(super) fn index(edition: &Edition) -> Option<Permalink> {
    (!edition.authors.is_empty()).then(|| Permalink::folder(["authors"]))
}

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    listing::plan(edition, (0..edition.authors.len()).map(ListOf::Author))
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let of = ListOf::Author(page.key.index);
    let author = room.author(page.key.index);
    let profile = author.profile.as_deref();
    let more = Extras {
        description: profile.map(|profile| profile.head.summary.clone()).filter(|summary| !summary.is_empty()),
        profile: profile.map(|profile| profile_view(room, author, profile)).transpose()?,
        ..Extras::default()
    };
    let spread = room.spread(of, page.key.number);
    let list = List { title: author.name.clone(), of, spread, kicked: Kicked::BySection, more };
    let printed = listing::print(room, page, list);
    match profile {
        Some(profile) => printed.map_err(failed_for(&profile.path)),
        None => printed,
    }
}

fn profile_view(room: &Room<'_>, author: &AboutAuthor, profile: &Article) -> Result<ProfileView, Diag> {
    let linker = Linker::new(room, &author.link, &profile.path);
    let bio = body::render(profile, &linker, &view::article_language(room, profile)).map_err(failed_for(&profile.path))?;
    Ok(ProfileView {
        picture: profile.head.image.as_ref().filter(|image| linker.shows(&image.src)).map(|image| PictureView::new(image, &linker)),
        role: profile.head.job.clone(),
        bio: Some(bio).filter(|bio| !bio.is_empty()),
        links: contacts(profile, &room.config.base),
    })
}

/// The e-mail address and the links of a profile: a list of addresses, of `{ name, url }`, or a table of names.
fn contacts(profile: &Article, base: &Base) -> Vec<Named> {
    let mut links = Vec::new();
    let mut add = |name: Option<String>, url: &str| {
        let Some(url) = configured(base, url) else { return };
        let bare =
            url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.").trim_end_matches('/').to_owned();
        links.push(Named { name: name.unwrap_or(bare), url });
    };
    for entry in &profile.head.extra.entries {
        match (entry.key.to_lowercase().as_str(), &entry.value.value) {
            ("email", Value::Text(email)) => add(Some(email.trim().to_owned()), &format!("mailto:{}", email.trim())),
            ("links", Value::Text(url)) => add(None, url),
            ("links", Value::Table(table)) => {
                for entry in &table.entries {
                    if let Value::Text(url) = &entry.value.value {
                        add(Some(entry.key.clone()), url);
                    }
                }
            }
            ("links", Value::List(items)) => {
                for item in items {
                    match &item.value {
                        Value::Text(url) => add(None, url),
                        Value::Table(table) => {
                            let field = |name: &str| {
                                table.entries.iter().find(|entry| entry.key == name).and_then(|entry| Node::scalar(&entry.value))
                            };
                            if let Some(url) = field("url").or_else(|| field("href")) {
                                add(field("name").or_else(|| field("title")), &url);
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    links
}

fn plan_index(edition: &Edition) -> Vec<(Permalink, Key)> {
    index(edition).map(|link| (link, Key::default())).into_iter().collect()
}

fn print_index(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let base = &room.config.base;
    let entries = room.authors().map(|(author, count)| a_to_z::Entry {
        name: author.name.clone(),
        url: base.url(&author.link),
        count,
        note: author.profile.as_ref().and_then(|profile| profile.head.job.clone()),
    });
    a_to_z::print(room, page, "authors.html", "authors", entries.collect())
}
