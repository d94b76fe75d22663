//! The address that a story brings along: `url`, `permalink` or `path`, or a slug that is a whole path.

use super::fields::Field;
use super::reader::Reader;
use crate::article::Head;
use crate::data::{Entry, Node, Value};
use crate::diag::Level;
use crate::permalink::{Permalink, Slug, decode_path, is_elsewhere};

impl Reader<'_> {
    /// An address that cannot be kept is told, and the story stands where others of its section do.
    pub(super) fn address(&mut self, entry: &Entry, head: &mut Head) {
        let node = &entry.value;
        let Value::Text(text) = &node.value else { return };
        let text = text.trim();
        let place = self.place(&node.span);
        match read(self.config.base.local(text).unwrap_or(text)) {
            Ok(address) => {
                head.address = Some(address);
                head.places.slug = Some(place);
            }
            Err(help) => {
                let message = format!("“{text}” cannot be the address of this story, which stands where others of its section do");
                self.tell(Level::Warning, "address", &node.span, message, help);
            }
        }
    }

    /// A slug; one that begins with a slash is the whole address, and others may have slashes in them.
    pub(super) fn slug(&mut self, node: &Node, head: &mut Head) {
        let Some(text) = self.text(node) else { return };
        if text.starts_with('/') {
            let entry = Entry { key: format!("{:?}", Field::Slug), key_span: node.span.clone(), value: node.clone() };
            return self.address(&entry, head);
        }
        head.places.slug = Some(self.place(&node.span));
        match Slug::path(&decode_path(&text)) {
            Ok(slug) => head.slug = Some(slug),
            Err(help) => self.tell(Level::Error, "slug", &node.span, format!("“{text}” cannot be a slug"), help),
        }
    }
}

fn read(text: &str) -> Result<Permalink, String> {
    let how = || "write the path alone, such as /2026/03/ferry/".to_owned();
    let computed = text.contains(['{', '}', '<', '[']) || text.split('/').any(|part| part.starts_with(':'));
    if computed {
        return Err("a pattern belongs into config.toml, as permalink or under [permalinks]".to_owned());
    }
    if is_elsewhere(text) {
        return Err(how());
    }
    Permalink::page(text)
}
