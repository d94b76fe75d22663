//! The paper's own interface words, `locales/TAG.ftl` in its folder, and what is wrong with them.

use crate::config;
use crate::diag::{self, Diag, Place};
use crate::digest::Digest;
use crate::language::Language;
use crate::language::own::{self, OwnLocales};
use crate::source::{self, Entry, Kind, Source};
use crate::templates::Templates;

/// The folder, in that of the site.
pub(super) const FOLDER: &str = "locales";

/// The tag of a file of words; none for other files that lie there.
fn tag(path: &str) -> Option<&str> {
    path.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".ftl").filter(|tag| !tag.contains('/'))
}

fn sources(entries: &[Entry], told: &mut Vec<Diag>) -> Vec<Source> {
    let mut sources = Vec::new();
    for entry in entries.iter().filter(|entry| tag(&entry.path).is_some()) {
        let (source, diags) = source::read(entry, Kind::Code);
        told.extend(diags);
        sources.extend(source);
    }
    sources
}

/// Reads the paper's own words and puts them in force, as far as they are not already. Gives their hash, which stands for them in
/// all that is remembered.
pub(super) fn read(entries: &[Entry], told: &mut Vec<Diag>) -> Digest {
    let sources = sources(entries, told);
    let mut locales = OwnLocales::new();
    for source in &sources {
        let (words, faults) = own::read(&source.text);
        for (what, span) in faults {
            told.push(
                Diag::error("words", format!("this word cannot be read: {what}"))
                    .at(source.place(span))
                    .help("write one word a line as `id = text`, with variables as { $names }; docs/configuration.md has a sample"),
            );
        }
        if let Some(tag) = tag(&source.path) {
            locales.insert(tag.to_owned(), words);
        }
    }
    let digest = Digest::of_list(sources.iter().flat_map(|source| [source.path.as_bytes(), source.text.as_bytes()]));
    Language::put_own(digest, locales);
    digest
}

/// Names words that nobody asks for: most likely their ids are misspelt.
pub(super) fn unused(entries: &[Entry], templates: &Templates, told: &mut Vec<Diag>) {
    let known = Language::ids();
    for source in sources(entries, &mut Vec::new()) {
        for (id, span) in own::read(&source.text).0.ids {
            if known.contains(&id.as_str()) || templates.says(&id) {
                continue;
            }
            let help = diag::nearest(&id, &known).map_or_else(
                || "remove it, or use it in a template: {{ t(key=\"…\") }}".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            told.push(
                Diag::warning("words", format!("there is no interface word `{id}`, and no template asks for it"))
                    .at(source.place(span))
                    .help(help),
            );
        }
    }
}

/// What is told where the paper's language has no words.
pub(super) fn missing(language: &str, settings: &str) -> Option<Diag> {
    let found = Language::of(language);
    if !found.missing {
        return None;
    }
    let dates = if found.language.has_dates() { "" } else { ", and dates are printed as 2026-03-05" };
    let is_key = |line: &&str| line.trim_start().strip_prefix("language").is_some_and(|rest| rest.trim_start().starts_with('='));
    let place = match settings.lines().enumerate().find(|(_, line)| is_key(line)) {
        Some((nth, _)) => Place::line(config::PATH, settings, nth + 1),
        None => Place::file(config::PATH),
    };
    Some(
        Diag::warning("language", format!("there are no interface words for “{language}”: they are printed in English{dates}"))
            .at(place)
            .help(format!(
                "write them in locales/{}.ftl; the languages that have words are {}",
                found.language.tag(),
                Language::tags().join(", ")
            )),
    )
}
