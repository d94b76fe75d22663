//! `[fields]`: the names that a paper has for fields of front matter, and those it has no use for. Whether a name is a lock, which
//! nothing here can touch, is known where front matter is read.

use std::ops::Range;

use super::Config;
use crate::data::{Node, Reader, Value, folded};
use crate::diag::nearest;

/// The fields by the house's own names.
pub const FIELD_NAMES: [&str; 35] = [
    "headline",
    "seo_headline",
    "social_headline",
    "dek",
    "kicker",
    "authors",
    "byline",
    "dateline",
    "date",
    "updated",
    "section",
    "topics",
    "series",
    "kind",
    "slug",
    "url",
    "redirect_from",
    "id",
    "image",
    "image_alt",
    "image_caption",
    "image_credit",
    "takeaways",
    "pull_quotes",
    "pull_quote_by",
    "corrections",
    "sources",
    "priority",
    "language",
    "template",
    "extra",
    "role",
    "front",
    "email",
    "links",
];

/// The key with the list of those that are passed over.
const IGNORE: &str = "ignore";

/// What becomes of the keys that a paper names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Key, folded, and where the settings name it; and what it is here.
    named: Vec<(String, Range<usize>, Renamed)>,
}

/// What a key of the paper's is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// The field of this name.
    To(&'static str),
    /// Nothing.
    Ignored,
}

impl Fields {
    /// Whether there are any.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    /// What a key of front matter is here, where the settings say so.
    pub fn of(&self, key: &str) -> Option<Renamed> {
        let key = folded(key);
        self.named.iter().find(|(known, ..)| *known == key).map(|(_, _, renamed)| *renamed)
    }

    /// The keys, folded, each with where the settings name it.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &Range<usize>)> {
        self.named.iter().map(|(key, span, _)| (key.as_str(), span))
    }
}

/// Reads the table.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let mut fields = Fields::default();
    for entry in reader.entries(node) {
        if entry.key == IGNORE {
            for item in list(&entry.value) {
                match &item.value {
                    Value::Text(key) => fields.named.push((folded(key), item.span.clone(), Renamed::Ignored)),
                    _ => reader.error(&item.span, "this is no name of a key", "write ignore = [\"menu\", \"sidebar\"]"),
                }
            }
            continue;
        }
        let name = match &entry.value.value {
            Value::Text(name) => name.as_str(),
            _ => "",
        };
        if let Some(known) = FIELD_NAMES.iter().find(|known| folded(known) == folded(name)) {
            fields.named.push((folded(&entry.key), entry.key_span.clone(), Renamed::To(known)));
            continue;
        }
        let help = nearest(name, &FIELD_NAMES)
            .map_or_else(|| format!("the fields are {}", FIELD_NAMES.join(", ")), |near| format!("did you mean “{near}”?"));
        reader.error(&entry.value.span, format!("there is no field “{name}” that `{}` could be", entry.key), help);
    }
    config.fields = fields;
}

fn list(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}
