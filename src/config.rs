//! The paper's settings: `config.toml` as one checked value with every default filled in.
//!
//! [`read`] takes the text and gives a [`Config`] and what is wrong with it; it never stops at the first fault. Each key is a
//! row of [`KEYS`]. An unknown key is an error, because a misspelt setting that is silently ignored is worse than a failed build.

mod fields;
pub mod hosting;
mod keys;
mod kinds;
mod lists;
mod pattern;
pub mod publish;
mod shortcodes;
mod topics;
mod values;

pub use fields::{FIELD_NAMES, Fields, Renamed};
pub use keys::{KEYS, Key};
pub use lists::POLICIES;
pub use pattern::{End, Pattern, PatternPart};
pub use shortcodes::{Shortcodes, Treatment};
pub use topics::TopicName;
pub use values::{Config, Faulty, Feeds, Fonts, HtmlTrust, LintLevel, Named, Organisation, SectionName, TakeawaysPlace, Theme, Typography};

use std::sync::Arc;

use crate::data::{self, Entry, Reader};
use crate::diag::{self, Diag, Place};
use crate::permalink::Base;

/// Name of the file, for messages.
pub const PATH: &str = "config.toml";

/// What the command line may put over the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--base-url`
    pub base_url: Option<String>,
}

/// Keys that every paper has, and how they are written.
const REQUIRED: [(&str, &str); 2] = [("title", "title = \"The Valley Record\""), ("base_url", "base_url = \"https://news.example/\"")];

/// Other spellings of keys.
const SPELLINGS: [(&str, &str); 1] = [("theme.colors", "theme.colours")];

/// Reads `config.toml`. With errors the value is none; all of them are returned at once.
pub fn read(text: &str, overrides: &Overrides) -> (Option<Arc<Config>>, Vec<Diag>) {
    let (table, faults) = data::toml(text, 0);
    let mut reader = Reader::new(PATH, text, "config");
    for fault in faults {
        let place = reader.place(&fault.span);
        reader.diags.push(Diag::error("toml", fault.message).at(place));
    }
    let Some(mut config) = Config::fallback() else { return (None, reader.diags) };
    for entry in &table.entries {
        // What stands in the file does not matter then.
        if entry.key != "base_url" || overrides.base_url.is_none() {
            set(&mut reader, entry, "", &mut config);
        }
    }
    if let Some(url) = &overrides.base_url {
        match Base::parse(url) {
            Ok(base) => config.base = base,
            Err(help) => reader.diags.push(Diag::error("config", format!("--base-url cannot be “{url}”")).help(help)),
        }
    }
    for (key, sample) in REQUIRED {
        let given = table.entries.iter().any(|entry| entry.key == key) || key == "base_url" && overrides.base_url.is_some();
        if !given {
            let missing = Diag::error("config", format!("`{key}` is missing"));
            reader.diags.push(missing.at(Place::file(PATH)).help(format!("add the line {sample}")));
        }
    }
    let good = !diag::any_error(&reader.diags);
    (good.then(|| Arc::new(config)), reader.diags)
}

/// Reads one key of the table `inside` (its name and a dot; nothing for the file itself).
fn set(reader: &mut Reader<'_>, entry: &Entry, inside: &str, config: &mut Config) {
    let written = format!("{inside}{}", entry.key);
    let name = SPELLINGS.iter().find(|(other, _)| *other == written).map_or(written.as_str(), |(_, name)| name);
    let rest_of = |key: &&Key| key.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    if let Some(key) = KEYS.iter().find(|key| key.name == name) {
        key.kind.read(reader, &entry.value, config);
    } else if KEYS.iter().any(|key| rest_of(&key)) {
        for entry in reader.entries(&entry.value) {
            set(reader, entry, &format!("{name}."), config);
        }
    } else {
        let mut known: Vec<&str> = KEYS.iter().filter_map(|key| key.name.strip_prefix(inside)?.split('.').next()).collect();
        known.dedup();
        reader.unknown(entry, &known, inside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = "title = \"T\"\nbase_url = \"https://news.example/\"\n";

    fn faults(text: &str) -> Vec<String> {
        read(text, &Overrides::default())
            .1
            .iter()
            .map(|d| format!("{}: {}; {}", d.place.as_ref().map_or(0, |p| p.line), d.message, d.help.clone().unwrap_or_default()))
            .collect()
    }

    #[test]
    fn title_and_base_url_are_enough() {
        let (config, diags) = read(LEAST, &Overrides::default());
        assert_eq!(diags, []);
        assert_eq!(config.expect("a config").paginate_by, 30);
        assert_eq!(faults("").len(), 2);
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let text = format!(
            "{LEAST}titel = \"x\"\ntimezone = \"Mars/Base\"\npaginate_by = 0\nsearch = \"yes\"\npermalink = \"/news/\"\n[theme]\naccent = \"red\"\n[[sections]]\nname = \"World\"\n"
        );
        let faults = faults(&text);
        assert_eq!(faults.len(), 7, "{faults:#?}");
        assert!(faults[0].starts_with("3: unknown key `titel`; did you mean `title`?"), "{}", faults[0]);
    }

    #[test]
    fn a_broken_line_does_not_hide_the_others() {
        assert!(faults("title = \nbase_url = \"x\"\n").len() >= 2);
    }
}
