//! `[[topics]]`: names and slugs of topics, where those that follow from the copy are not the ones that are wanted.

use super::Reader;
use crate::data::Node;
use crate::permalink::Slug;

/// A topic as the config names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicName {
    /// What readers see; stories may spell it in another way.
    pub name: String,
    /// The last part of its address.
    pub slug: Option<Slug>,
}

impl Reader<'_> {
    pub(super) fn topics(&mut self, node: &Node) -> Vec<TopicName> {
        let mut topics = Vec::new();
        for item in self.list(node) {
            let Some(table) = self.table(item) else { continue };
            let (mut name, mut slug) = (None, None);
            for entry in &table.entries {
                match entry.key.as_str() {
                    "name" => name = self.text(&entry.value),
                    "slug" => {
                        if let Some(text) = self.text(&entry.value) {
                            match Slug::explicit(&text) {
                                Ok(found) => slug = Some(found),
                                Err(help) => self.error(entry.value.span.clone(), format!("“{text}” cannot be a slug"), help),
                            }
                        }
                    }
                    _ => self.unknown(entry, &["name", "slug"], "topics."),
                }
            }
            match name {
                Some(name) => topics.push(TopicName { name, slug }),
                None => self.error(item.span.clone(), "a topic needs a name", "add name = \"C++\""),
            }
        }
        topics
    }
}
