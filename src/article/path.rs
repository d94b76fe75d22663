//! What the path of a content file says: its role, its folder, the name that its address is made of, and a date.

use super::{Bundle, Head, Role};
use crate::language::Language;

/// Folders in which other generators keep all stories, those of one language in a folder of its own.
const POSTS: [&str; 2] = ["_posts", "posts"];

/// Whether a part of a path is the tag of a language that the paper can speak.
pub fn is_language(part: &str) -> bool {
    Language::tags().contains(&part)
}

/// Folders whose files are the heads of lists.
const LISTS: [&str; 2] = ["topics", "series"];

/// The date that the name of a content file begins with, or that of its folder where that is its own.
pub fn date_in_name(path: &str) -> Option<String> {
    let inner = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let name = inner.strip_suffix("/index").unwrap_or(inner);
    split_date(name.rsplit('/').next().unwrap_or(name)).0
}

/// The date in a path whose parts are year, month and day: `news/2026/03/09/ferry`.
pub(super) fn date_in(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(3).find_map(|part| {
        let number = |text: &str, long: std::ops::RangeInclusive<usize>| {
            (long.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<i16>().ok()).flatten()
        };
        let (year, month, day) = (number(part[0], 4..=4)?, number(part[1], 1..=2)?, number(part[2], 1..=2)?);
        let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(date.to_string())
    })
}

/// Whether the name of a content file, or of its folder where that is its own, begins with a date.
pub fn has_date_in_name(path: &str) -> bool {
    date_in_name(path).is_some()
}

/// What a path says about a file.
pub(super) struct Address {
    pub(super) role: Role,
    pub(super) folder: String,
    pub(super) stem: String,
    pub(super) date: Option<String>,
    /// The tag of the language that the file's name ends in, or in whose folder of posts it lies: `ferry.es.md`, `_posts/es/ferry.md`.
    pub(super) language: Option<String>,
    pub(super) bundle: Bundle,
}

impl Address {
    pub(super) fn of(path: &str) -> Self {
        let inner = path.strip_prefix("content/").unwrap_or(path);
        let (folder, file) = inner.rsplit_once('/').unwrap_or(("", inner));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        if let Some(person) = folder.strip_prefix("authors/").filter(|person| stem == "_index" && !person.contains('/')) {
            let (folder, stem) = ("authors".to_owned(), person.to_owned());
            return Address { role: Role::Profile, folder, stem, date: None, language: None, bundle: Bundle::Yes };
        }
        if stem == "_index" {
            return Address {
                role: Role::Front,
                folder: folder.to_owned(),
                stem: String::new(),
                date: None,
                language: None,
                bundle: Bundle::Yes,
            };
        }
        // The heads of lists: `topics/harbour.md` is read as `topics/harbour/_index.md`.
        if let Some((list, name)) = inner.split_once('/').filter(|(list, _)| LISTS.contains(list))
            && !name.contains('/')
            && split_date(name).0.is_none()
        {
            let folder = format!("{list}/{stem}");
            return Address { role: Role::Front, folder, stem: String::new(), date: None, language: None, bundle: Bundle::No };
        }
        let (folder, name, bundle) = if stem == "index" && !folder.is_empty() {
            let (up, own) = folder.rsplit_once('/').unwrap_or(("", folder));
            (up, own, Bundle::Yes)
        } else {
            (folder, stem, Bundle::No)
        };
        let role = match folder {
            "" => Role::Standing,
            "authors" => Role::Profile,
            _ => Role::Story,
        };
        let (date, name) = split_date(name);
        let date = date.or_else(|| date_in(folder));
        let named = name.rsplit_once('.').map(|(_, tag)| tag).filter(|tag| is_language(tag));
        let parts: Vec<&str> = folder.split('/').collect();
        let lies_in = parts.windows(2).find(|pair| POSTS.contains(&pair[0]) && is_language(pair[1])).map(|pair| pair[1]);
        let language = named.or(lies_in).map(str::to_owned);
        Address { role, folder: folder.to_owned(), stem: name.to_owned(), date, language, bundle }
    }

    /// The role, once the head is known: a file at the top is a story if its name is dated, or it says where it belongs, or who
    /// wrote it and when.
    pub(super) fn role_with(&self, head: &Head) -> Role {
        let signed = !head.authors.is_empty() && head.date.is_some();
        let is_story = self.role == Role::Standing && (self.date.is_some() || head.section.is_some() || signed);
        if is_story { Role::Story } else { self.role.clone() }
    }
}

/// `2026-03-09-ferry` is the date and `ferry`. Other generators write `2026-3-9-ferry`, `2026.03.09-ferry` or
/// `20260309-ferry`; `_` or a space may stand for the last hyphen.
fn split_date(name: &str) -> (Option<String>, &str) {
    read_date(name).map_or((None, name), |(date, rest)| (Some(date.to_string()), rest))
}

/// The date at the start of a name, and what follows the mark after it.
fn read_date(name: &str) -> Option<(jiff::civil::Date, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (year, after) = name.split_at_checked(4).filter(|(year, _)| digits(year) == 4)?;
    let (month, day, rest) = if digits(after) == 4 {
        (after.get(..2)?, after.get(2..4)?, after.get(4..)?)
    } else {
        let mark = after.chars().next().filter(|mark| matches!(mark, '-' | '.' | '_'))?;
        let (month, after) = after.get(1..)?.split_once(mark)?;
        let (day, rest) = after.split_at_checked(digits(after))?;
        (month, day, rest)
    };
    let is_number = |text: &str| (1..=2).contains(&text.len()) && digits(text) == text.len();
    if !is_number(month) || !is_number(day) {
        return None;
    }
    let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let rest = rest.strip_prefix(['-', '_', ' ']).filter(|rest| !rest.is_empty())?;
    Some((date, rest))
}
