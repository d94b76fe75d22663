//! The pages of authors, and the index of them.

use super::forme::Forme;
use super::links::{Linker, configured};
use super::listing::{self, Extras, List, ProfileView};
use super::view::{Kicked, Named, PictureView};
use super::{Copies, Key, Page, Room, Row};
use super::{a_to_z, body, view};
use crate::article::Article;
use crate::data::{Node, Value};
use crate::diag::Diag;
use crate::edition::{Author, Edition};
use crate::output::Turn;
use crate::permalink::{Base, Permalink};

/// A list for everybody who writes.
pub(super) const ROW: Row = Row { kind: "author", turn: Turn::Index, plan, copy: Copies::NoStory, make_up };

/// The index, where there are authors.
pub(super) const INDEX: Row = Row { kind: "authors", turn: Turn::Index, plan: plan_index, copy: Copies::NoStory, make_up: make_up_index };

/// The address of the index, if it is printed.
pub(super) fn index(edition: &Edition) -> Option<Permalink> {
    (!edition.authors.is_empty()).then(|| Permalink::folder(["authors"]))
}

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    let by = edition.config.paginate_by;
    edition.authors.iter().enumerate().flat_map(|(index, author)| listing::paginate(&author.link, &author.stories, by, index)).collect()
}

fn make_up<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let author = &room.edition.authors[page.key.index];
    let range = listing::page_range(author.stories.len(), page.key.number, room.edition.config.paginate_by);
    let profile = author.profile.as_ref();
    let more = Extras {
        description: profile.map(|profile| profile.head.summary.clone()).filter(|summary| !summary.is_empty()),
        profile: profile.map(|profile| profile_view(room, author, profile)),
        ..Extras::default()
    };
    let list = List {
        title: author.name.clone(),
        link: &author.link,
        count: author.stories.len(),
        stories: &author.stories[range],
        kicked: Kicked::BySection,
        more,
    };
    let Some(profile) = profile else { return Ok(listing::make_up(room, page, list)) };
    let bio = move |view: &mut ProfileView| {
        let linker = Linker::new(room, &author.link, &profile.path);
        let bio = body::render(profile, &linker, &view::article_language(room, profile))?;
        view.bio = Some(bio).filter(|bio| !bio.is_empty());
        Ok(())
    };
    Ok(listing::make_up_with_bio(room, page, list, bio).of(&profile.path))
}

fn profile_view(room: &Room<'_>, author: &Author, profile: &Article) -> ProfileView {
    let linker = Linker::new(room, &author.link, &profile.path);
    ProfileView {
        picture: profile.head.image.as_ref().filter(|image| linker.shows(&image.src)).map(|image| PictureView::new(image, &linker)),
        role: profile.head.job.clone(),
        bio: Some(linker.digest(profile)),
        links: contacts(profile, &room.edition.config.base),
    }
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

fn make_up_index<'r>(room: &'r Room<'r>, page: &'r Page) -> Result<Forme<'r>, Diag> {
    let base = &room.edition.config.base;
    let entries = room.edition.authors.iter().map(|author| a_to_z::Entry {
        name: author.name.clone(),
        url: base.url(&author.link),
        count: author.stories.len(),
        note: author.profile.as_ref().and_then(|profile| profile.head.job.clone()),
    });
    Ok(a_to_z::make_up(room, page, "authors.html", "authors", entries.collect()))
}
