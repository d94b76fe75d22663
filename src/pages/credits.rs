//! Who made a story, for machines: each person of the byline with their part in it.

use super::{Room, article};
use crate::edition::Story;

/// A part in a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Wrote it.
    Author,
    /// Edited it.
    Editor,
    /// Translated it.
    Translator,
    /// Did something else for it: photographs, data, checking.
    Contributor,
}

/// A person of the byline.
pub(super) struct Person<'a> {
    /// Index in the edition.
    pub(super) author: usize,
    /// The name, without “By”.
    pub(super) name: &'a str,
    /// The part.
    pub(super) part: Part,
    /// What they are: a role that is no part in the work, or what their profile says.
    pub(super) job: Option<&'a str>,
    /// Their page, absolute.
    pub(super) url: Option<String>,
}

/// Everybody of the byline, in its order. Where nobody wrote, whoever contributed is the author: a photo essay is its
/// photographer's.
pub(super) fn people<'a>(room: &Room<'a>, story: &'a Story) -> Vec<Person<'a>> {
    let mut people: Vec<Person<'a>> = story
        .authors
        .iter()
        .zip(&story.article.head.authors)
        .map(|(id, credit)| {
            let word = article::role_word(credit);
            let author = room.author(*id);
            let profile = author.profile.as_ref().and_then(|profile| profile.head.job.as_deref());
            Person {
                author: *id,
                name: &credit.name,
                part: match word {
                    "by" | "by-reported" | "by-words" => Part::Author,
                    "by-edited" => Part::Editor,
                    "by-translated" => Part::Translator,
                    _ => Part::Contributor,
                },
                job: if word == "by" { credit.role.as_deref().or(profile) } else { profile },
                url: Some(room.config.base.absolute(&author.link)),
            }
        })
        .collect();
    if !people.iter().any(|person| person.part == Part::Author) {
        for person in people.iter_mut().filter(|person| person.part == Part::Contributor) {
            person.part = Part::Author;
        }
    }
    people
}

/// The absolute form of a root-relative URL; what is absolute already stays as it is.
pub(super) fn absolute(room: &Room<'_>, url: &str) -> String {
    if url.starts_with('/') && !url.starts_with("//") { format!("{}{url}", room.config.base.origin()) } else { url.to_owned() }
}
