//! What a key can be: the usual kinds, and those that one key has for itself.

use jiff::tz::TimeZone;

use super::pattern::Pattern;
use super::values::{Config, HtmlTrust, Typography};
use crate::data::{Node, Reader, Value};
use crate::permalink::{Base, refused_scheme};

/// A word that a key can be, and what it then does to the [`Config`].
pub(super) type Choice = (&'static str, fn(&mut Config));

/// What a key can be, and where in the [`Config`] it goes.
pub enum Kind {
    /// Text that is not empty.
    Text(fn(&mut Config) -> &mut Option<String>),
    /// A list of such texts.
    Texts(fn(&mut Config) -> &mut Vec<String>),
    /// A path of this site, or an address elsewhere that may be printed.
    Address(fn(&mut Config) -> &mut Option<String>),
    /// A list of such addresses.
    Addresses(fn(&mut Config) -> &mut Vec<String>),
    /// True or false.
    Flag(fn(&mut Config) -> &mut bool),
    /// A whole number, from the first to the second.
    Number(usize, usize, fn(&mut Config) -> &mut usize),
    /// One of these words.
    Choice(&'static [Choice]),
    /// What is said of it in the docs, and its own reader.
    Other(&'static str, fn(&mut Reader<'_>, &Node, &mut Config)),
}

impl Kind {
    /// What the docs call it.
    pub fn word(&self) -> String {
        match self {
            Kind::Text(_) => "text".into(),
            Kind::Texts(_) => "list of texts".into(),
            Kind::Address(_) => "address".into(),
            Kind::Addresses(_) => "list of addresses".into(),
            Kind::Flag(_) => "flag".into(),
            Kind::Number(from, to, _) => format!("{from} to {to}"),
            Kind::Choice(choices) => choices.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(" or "),
            Kind::Other(word, _) => (*word).into(),
        }
    }

    /// Puts the value into the config, or says why it cannot be.
    pub(super) fn read(&self, reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
        match self {
            Kind::Text(field) => *field(config) = reader.text(node),
            Kind::Texts(field) => *field(config) = reader.texts(node),
            Kind::Address(field) => *field(config) = address(reader, node),
            Kind::Addresses(field) => {
                *field(config) = reader.list(node).iter().filter_map(|item| address(reader, item)).collect();
            }
            Kind::Flag(field) => put(field(config), reader.flag(node)),
            Kind::Number(from, to, field) => put(field(config), reader.number(node, *from, *to)),
            Kind::Choice(choices) => {
                if let Some(choose) = reader.choice(node, choices) {
                    choose(config);
                }
            }
            Kind::Other(_, read) => read(reader, node, config),
        }
    }
}

fn put<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

pub(super) fn title(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    put(&mut config.title, reader.text(node));
}

pub(super) fn base(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let Some(text) = reader.text(node) else { return };
    match Base::parse(&text) {
        Ok(base) => config.base = base,
        Err(help) => reader.error(&node.span, format!("`base_url` cannot be “{text}”"), help),
    }
}

pub(super) fn language(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    put(&mut config.language, reader.text(node));
}

pub(super) fn zone(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let Some(text) = reader.text(node) else { return };
    if let Ok(zone) = TimeZone::get(&text) {
        config.zone = zone;
    } else {
        let help = "use a name of the tz database, such as Europe/London";
        reader.error(&node.span, format!("there is no time zone “{text}”"), help);
    }
}

pub(super) fn permalink(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    put(&mut config.permalink, pattern(reader, node, "permalink"));
}

/// Patterns by section; Hugo puts those of stories under `page`.
pub(super) fn permalinks(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    for entry in reader.entries(node) {
        if entry.key == "page" && matches!(entry.value.value, Value::Table(_)) {
            permalinks(reader, &entry.value, config);
        } else if let Some(pattern) = pattern(reader, &entry.value, &entry.key) {
            config.permalinks.push((entry.key.trim_matches('/').to_owned(), pattern));
        }
    }
}

pub(super) fn old_permalinks(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    for item in reader.list(node) {
        if let Some(pattern) = pattern(reader, item, "old_permalinks") {
            config.old_permalinks.push((pattern, reader.place(&item.span)));
        }
    }
}

fn pattern(reader: &mut Reader<'_>, node: &Node, key: &str) -> Option<Pattern> {
    let text = reader.text(node)?;
    Pattern::parse(&text).map_err(|help| reader.error(&node.span, format!("`{key}` cannot be “{text}”"), help)).ok()
}

pub(super) fn trusted_html(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let trust = |on| if on { HtmlTrust::Trust } else { HtmlTrust::Sanitise };
    put(&mut config.html, reader.flag(node).map(trust));
}

pub(super) fn typography(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let typography = |on| if on { Typography::Smart } else { Typography::Plain };
    put(&mut config.typography, reader.flag(node).map(typography));
}

pub(super) fn archive(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    put(&mut config.archive_after_months, reader.number(node, 0, 1200).and_then(|n| u32::try_from(n).ok()));
}

pub(super) fn accent(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    config.theme.accent = colour(reader, node);
}

pub(super) fn founded(_: &mut Reader<'_>, node: &Node, config: &mut Config) {
    config.organisation.founded = node.scalar();
}

pub(super) fn extra(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    put(&mut config.extra, reader.table(node).cloned());
}

/// `#rrggbb` in lower case.
pub(super) fn colour(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
    let text = reader.text(node)?;
    let hex = text.strip_prefix('#').filter(|hex| matches!(hex.len(), 3 | 6) && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    let Some(hex) = hex else {
        reader.error(&node.span, format!("“{text}” is not a colour"), "write it as #rrggbb, such as #a4161a");
        return None;
    };
    let twice = |c| [c, c];
    let hex = if hex.len() == 3 { hex.chars().flat_map(twice).collect() } else { hex.to_owned() };
    Some(format!("#{}", hex.to_ascii_lowercase()))
}

/// A path of this site, or an address elsewhere that may be printed.
pub(super) fn address(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
    let address = reader.text(node)?;
    if let Some(scheme) = refused_scheme(&address) {
        let message = format!("an address that begins with “{scheme}:” cannot be printed");
        reader.error(&node.span, message, "write a path on this site, https://…, mailto: or tel:");
        return None;
    }
    Some(address)
}
