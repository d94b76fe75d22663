//! `[[topics]]`: names and slugs of topics, where those that follow from the copy are not the ones that are wanted.

use super::Config;
use crate::data::{Node, Reader};
use crate::permalink::Slug;

/// A topic as the config names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicName {
    /// What readers see; stories may spell it in another way.
    pub name: String,
    /// The last part of its address.
    pub slug: Option<Slug>,
}

/// Reads the list.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let mut topics = Vec::new();
    for item in reader.list(node) {
        let Some(table) = reader.table(item) else { continue };
        let (mut name, mut slug) = (None, None);
        for entry in &table.entries {
            match entry.key.as_str() {
                "name" => name = reader.text(&entry.value),
                "slug" => {
                    if let Some(text) = reader.text(&entry.value) {
                        match Slug::explicit(&text) {
                            Ok(found) => slug = Some(found),
                            Err(help) => reader.error(&entry.value.span, format!("“{text}” cannot be a slug"), help),
                        }
                    }
                }
                _ => reader.unknown(entry, &["name", "slug"], "topics."),
            }
        }
        match name {
            Some(name) => topics.push(TopicName { name, slug }),
            None => reader.error(&item.span, "a topic needs a name", "add name = \"C++\""),
        }
    }
    config.topics = topics;
}
