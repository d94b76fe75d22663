//! `permalink`: how articles get their addresses.

/// A permalink pattern, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(pub Vec<Vec<PatternPart>>);

/// A piece of one path component of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternPart {
    /// Text as it stands.
    Literal(String),
    /// The section's path, which may hold several components.
    Section,
    /// The article's slug.
    Slug,
    /// Four digits.
    Year,
    /// Two digits.
    Month,
    /// Two digits.
    Day,
}

impl Pattern {
    /// Reads a pattern such as `/{section}/{year}/{month}/{slug}/`.
    ///
    /// # Errors
    /// What to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut components = Vec::new();
        let mut slug = false;
        for component in text.split('/').filter(|component| !component.is_empty()) {
            let mut parts = Vec::new();
            let mut rest = component;
            while let Some(open) = rest.find('{') {
                let close = rest[open..].find('}').map(|at| open + at).ok_or("a { has no }")?;
                if open > 0 {
                    parts.push(PatternPart::Literal(rest[..open].to_owned()));
                }
                parts.push(match &rest[open + 1..close] {
                    "section" => PatternPart::Section,
                    "slug" => PatternPart::Slug,
                    "year" => PatternPart::Year,
                    "month" => PatternPart::Month,
                    "day" => PatternPart::Day,
                    other => return Err(format!("there is no {{{other}}}; use {{section}}, {{slug}}, {{year}}, {{month}}, {{day}}")),
                });
                rest = &rest[close + 1..];
            }
            if !rest.is_empty() {
                parts.push(PatternPart::Literal(rest.to_owned()));
            }
            slug |= parts.contains(&PatternPart::Slug);
            let literal_ok = parts.iter().all(
                |part| !matches!(part, PatternPart::Literal(text) if text.contains(['\\', '?', '#', '%', '}']) || text.contains("..")),
            );
            if !literal_ok {
                return Err("the fixed parts have letters, digits and hyphens only".into());
            }
            components.push(parts);
        }
        if slug { Ok(Pattern(components)) } else { Err("it must contain {slug}, or all stories would share one address".into()) }
    }
}
