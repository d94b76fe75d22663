//! Keys that hold several things: sections, colours, policy pages, links, old addresses, lints.

use std::ops::Range;

use super::kinds::{address, colour};
use super::shortcodes::Treatment;
use super::values::{Config, LintLevel, Named, SectionName};
use crate::data::{Node, Reader, Table, Value};
use crate::diag;
use crate::permalink::{Permalink, Slug};

/// Policy pages by their name in `[policies]` and the schema.org property of `NewsMediaOrganization`.
pub const POLICIES: &[(&str, &str)] = &[
    ("principles", "publishingPrinciples"),
    ("corrections", "correctionsPolicy"),
    ("ethics", "ethicsPolicy"),
    ("diversity", "diversityPolicy"),
    ("staffing", "diversityStaffingReport"),
    ("masthead", "masthead"),
    ("mission", "missionCoveragePrioritiesPolicy"),
    ("ownership", "ownershipFundingInfo"),
    ("unnamed_sources", "unnamedSourcesPolicy"),
    ("verification", "verificationFactCheckingPolicy"),
    ("feedback", "actionableFeedbackPolicy"),
    ("no_bylines", "noBylinesPolicy"),
];

pub(super) fn sections(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let mut sections: Vec<SectionName> = Vec::new();
    for item in reader.list(node) {
        let Some(table) = reader.table(item) else { continue };
        let section = section(reader, table);
        if section.slug.is_empty() {
            if !table.entries.iter().any(|entry| entry.key == "slug") {
                reader.error(&item.span, "a section needs a slug", "add slug = \"world\"");
            }
        } else if sections.iter().any(|other| other.slug == section.slug) {
            reader.error(&item.span, format!("the section `{}` is named twice", section.slug), "keep one");
        } else {
            sections.push(section);
        }
    }
    config.sections = sections;
}

/// A section; its slug is empty where it is missing or wrong.
fn section(reader: &mut Reader<'_>, table: &Table) -> SectionName {
    let mut section = SectionName { slug: String::new(), name: None };
    for entry in &table.entries {
        match entry.key.as_str() {
            "slug" => {
                let Some(text) = reader.text(&entry.value) else { continue };
                if text.split('/').all(|part| Slug::explicit(part).is_ok_and(|slug| slug.as_str() == part)) {
                    section.slug = text;
                } else {
                    let message = format!("“{text}” is not a folder name for a section");
                    reader.error(&entry.value.span, message, "use lower-case letters, digits and hyphens");
                }
            }
            "name" => section.name = reader.text(&entry.value),
            _ => reader.unknown(entry, &["slug", "name"], "sections."),
        }
    }
    section
}

pub(super) fn colours(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    for entry in reader.entries(node) {
        if let Some(value) = colour(reader, &entry.value) {
            config.theme.colours.push((entry.key.clone(), value));
            config.colour_places.push(reader.place(&entry.key_span));
        }
    }
}

pub(super) fn policies(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    for entry in reader.entries(node) {
        let known = POLICIES.iter().find(|(name, property)| *name == entry.key || *property == entry.key);
        let Some((_, property)) = known else {
            let names: Vec<&str> = POLICIES.iter().map(|(name, _)| *name).collect();
            reader.unknown(entry, &names, "policies.");
            continue;
        };
        if let Some(url) = address(reader, &entry.value) {
            config.policies.push(((*property).to_owned(), url));
        }
    }
}

pub(super) fn help(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    for item in reader.list(node) {
        let Some(table) = reader.table(item) else { continue };
        let (mut name, mut url) = (None, None);
        for entry in &table.entries {
            match entry.key.as_str() {
                "name" => name = reader.text(&entry.value),
                "url" => url = address(reader, &entry.value),
                _ => reader.unknown(entry, &["name", "url"], "help."),
            }
        }
        match (name, url) {
            (Some(name), Some(url)) => config.help.push(Named { name, url }),
            _ => reader.error(&item.span, "a link needs a name and a url", "write { name = \"Contact\", url = \"/contact/\" }"),
        }
    }
}

pub(super) fn redirects(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    for entry in reader.entries(node) {
        let from = path(reader, &entry.key, &entry.key_span);
        let to = reader.text(&entry.value).and_then(|to| path(reader, &to, &entry.value.span));
        if let (Some(from), Some(to)) = (from, to) {
            config.redirects.push((from, to, reader.place(&entry.key_span)));
        }
    }
}

pub(super) fn gone(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    for item in reader.list(node) {
        if let Some(link) = reader.text(item).and_then(|text| path(reader, &text, &item.span)) {
            config.gone.push((link, reader.place(&item.span)));
        }
    }
}

fn path(reader: &mut Reader<'_>, text: &str, span: &Range<usize>) -> Option<Permalink> {
    Permalink::explicit(text).map_err(|help| reader.error(span, format!("“{text}” is not an address of this site"), help)).ok()
}

pub(super) fn lints(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let levels = [("off", LintLevel::Off), ("warn", LintLevel::Warn), ("error", LintLevel::Error)];
    for entry in reader.entries(node) {
        if diag::code(&entry.key).is_none() {
            reader.error(&entry.key_span, format!("there is no message of the name `{}`", entry.key), diag::nearest_code(&entry.key));
        } else if let Some(level) = reader.choice(&entry.value, &levels) {
            config.lints.push((entry.key.clone(), level));
        }
    }
}

pub(super) fn shortcodes(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    for entry in reader.entries(node) {
        let treatment = match &entry.value.value {
            Value::Text(text) => Treatment::parse(text),
            _ => None,
        };
        if let Some(treatment) = treatment {
            config.shortcodes.set(&entry.key, treatment);
        } else {
            let help = "write \"drop\", \"inside\", \"text\", or \"block:\" and the name of a story block";
            reader.error(&entry.value.span, format!("this cannot be done with the mark `{}`", entry.key), help);
        }
    }
}
