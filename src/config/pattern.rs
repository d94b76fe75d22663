//! Patterns of addresses: `/{section}/{slug}/`, and as other generators write them, `/:section/:slug/`.

/// A permalink pattern, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The parts of the path between slashes.
    pub components: Vec<Vec<PatternPart>>,
    /// What the address ends in.
    pub end: End,
}

/// What an address ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A slash.
    Folder,
    /// The name of a file, such as `ferry.html`.
    File,
}

/// A piece of one path component of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternPart {
    /// Text as it stands.
    Literal(String),
    /// The section's path, which may hold several components.
    Section,
    /// The article's slug.
    Slug,
    /// A slug made of the headline.
    Headline,
    /// Four digits.
    Year,
    /// Two digits.
    ShortYear,
    /// Two digits.
    Month,
    /// One digit or two.
    BareMonth,
    /// Two digits.
    Day,
    /// One digit or two.
    BareDay,
    /// Three digits: the day of the year.
    YearDay,
}

/// What stands for each part, the house's own word first; the others are those of Hugo and Jekyll.
const TOKENS: &[(PatternPart, &[&str])] = &[
    (PatternPart::Section, &["section", "sections", "categories"]),
    (PatternPart::Slug, &["slug", "title", "filename", "slugorfilename", "contentbasename", "slugorcontentbasename"]),
    (PatternPart::Headline, &["headline"]),
    (PatternPart::Year, &["year"]),
    (PatternPart::ShortYear, &["short_year"]),
    (PatternPart::Month, &["month"]),
    (PatternPart::BareMonth, &["i_month"]),
    (PatternPart::Day, &["day"]),
    (PatternPart::BareDay, &["i_day"]),
    (PatternPart::YearDay, &["y_day", "yearday"]),
];

/// Endings of pages that hosts serve as pages.
const PAGES: [&str; 2] = [".html", ".htm"];

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        pattern(text)
    }
}

/// Reads a permalink pattern such as `/{section}/{year}/{month}/{slug}/`.
///
/// # Errors
/// Says what is wrong with it.
fn pattern(text: &str) -> Result<Pattern, String> {
    let mut components = Vec::new();
    for component in text.split('/').filter(|component| !component.is_empty()) {
        components.push(parts(component)?);
    }
    let index = |component: &Vec<PatternPart>| matches!(component.as_slice(), [PatternPart::Literal(text)] if text == "index.html");
    let is_page = |part: &PatternPart| matches!(part, PatternPart::Literal(text) if PAGES.iter().any(|ending| text.ends_with(ending)));
    let end = if components.last().is_some_and(index) {
        components.pop();
        End::Folder
    } else if components.last().and_then(|component| component.last()).is_some_and(is_page) && !text.ends_with('/') {
        End::File
    } else {
        End::Folder
    };
    if components.iter().flatten().any(|part| matches!(part, PatternPart::Slug | PatternPart::Headline)) {
        Ok(Pattern { components, end })
    } else {
        Err("it must contain {slug}, or all stories would share one address".into())
    }
}

/// The parts of one component.
fn parts(component: &str) -> Result<Vec<PatternPart>, String> {
    let mut parts = Vec::new();
    let mut rest = component;
    while let Some(open) = rest.find(['{', ':']) {
        let after = &rest[open + 1..];
        let (name, close) = if rest[open..].starts_with('{') {
            let close = after.find('}').ok_or("a { has no }")?;
            (&after[..close], open + 1 + close + 1)
        } else {
            let long = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
            (&after[..long], open + 1 + long)
        };
        literal(&rest[..open], &mut parts)?;
        let found = TOKENS.iter().find(|(_, names)| names.contains(&name)).map(|(part, _)| part.clone());
        parts.push(found.ok_or_else(|| format!("there is no {{{name}}}; use {}", words()))?);
        rest = &rest[close..];
    }
    literal(rest, &mut parts)?;
    Ok(parts)
}

fn literal(text: &str, parts: &mut Vec<PatternPart>) -> Result<(), String> {
    if text.contains(['\\', '?', '#', '%', '}', '[', ']']) || text.contains("..") {
        return Err("the fixed parts have letters, digits and hyphens only".into());
    }
    if !text.is_empty() {
        parts.push(PatternPart::Literal(text.to_owned()));
    }
    Ok(())
}

fn words() -> String {
    TOKENS.iter().map(|(_, names)| format!("{{{}}}", names[0])).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_notations_say_the_same() {
        assert_eq!(pattern("/:section/:year/:month/:title/"), pattern("{section}/{year}/{month}/{slug}"));
        assert_eq!(pattern("/:slug/index.html"), pattern("/{slug}/"));
        assert_eq!(pattern("/:year-:month/:title.html").map(|pattern| pattern.end), Ok(End::File));
        assert_eq!(pattern("/:slug.html/").map(|pattern| pattern.end), Ok(End::Folder));
        for wrong in ["/:year/", "/{slug", "/:sections[1:]/:slug/", "/:colour/:slug/", "/../{slug}/"] {
            assert!(pattern(wrong).is_err(), "{wrong}");
        }
    }
}
