//! Fields that are more than a line: people, pictures, takeaways, corrections and sources.

use super::get;
use super::reader::Reader;
use crate::article::plain_text::several_people;
use crate::article::{CORRECTIONS, Correction, Credit, Head, Image, Inline, Reference, Takeaways, takeaways};
use crate::data::{Node, Value};
use crate::diag::Level;
use crate::language::spaced;
use crate::permalink::refused_scheme;

impl Reader<'_> {
    pub(super) fn authors(&mut self, node: &Node) -> Vec<Credit> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut out = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(table) => {
                    let name = get(table, &["name", "author", "title"]).and_then(Node::scalar).map(|name| spaced(&name));
                    let role = get(table, &["role"]).and_then(Node::scalar).map(|role| spaced(&role)).filter(|role| !role.is_empty());
                    match name.filter(|name| !name.is_empty()) {
                        Some(name) => out.push(Credit { name, role }),
                        None => self.tell(
                            Level::Warning,
                            "author",
                            &item.span,
                            "this author has no name",
                            "write { name = \"Ada Quill\", role = \"photos\" }",
                        ),
                    }
                }
                Value::Null => {}
                _ => {
                    if let Some(text) = self.text(item) {
                        let names = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(&text).trim();
                        let people = several_people(names, &self.config.people).unwrap_or_else(|| vec![names.to_owned()]);
                        out.extend(people.into_iter().map(|name| Credit { name, role: None }));
                    }
                }
            }
        }
        out
    }

    /// A byline: the authors, or beside them the words that are printed for them.
    pub(super) fn byline(&mut self, node: &Node, head: &mut Head) {
        if head.authors.is_empty() || !matches!(node.value, Value::Text(_)) {
            head.authors.extend(self.authors(node));
            return;
        }
        let Some(text) = self.text(node) else { return };
        let words = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(&text).trim().to_owned();
        let names: Vec<&str> = head.authors.iter().map(|credit| credit.name.as_str()).collect();
        head.byline = (names != [words.as_str()]).then_some(words);
    }

    pub(super) fn image(&mut self, node: &Node) -> Option<Image> {
        let bare = |src: String| Image { src, alt: None, caption: None, credit: None, focus: None };
        let table = match &node.value {
            Value::Table(table) => table,
            Value::Bool(false) => return None,
            _ => return self.text(node).map(bare),
        };
        let scalar = |names: &[&str]| get(table, names).and_then(Node::scalar).map(|text| spaced(&text)).filter(|text| !text.is_empty());
        let Some(src) = scalar(&["src", "path", "url", "file", "image"]) else {
            self.tell(
                Level::Warning,
                "image",
                &node.span,
                "this picture has no `src` and is not printed",
                "write { src = \"pier.jpg\", alt = \"The pier at dawn\" }",
            );
            return None;
        };
        let alt = get(table, &["alt"]).and_then(Node::scalar).map(|text| spaced(&text));
        let caption = scalar(&["caption"]).and_then(|text| self.style.as_ref().map(|style| Inline::markdown(&text, style)));
        let focus = scalar(&["focus", "focal"]).and_then(|text| {
            let numbers: Vec<u8> = text
                .split(|c: char| !c.is_ascii_digit())
                .filter(|part| !part.is_empty())
                .filter_map(|part| part.parse().ok())
                .filter(|n| *n <= 100)
                .collect();
            if let [x, y] = numbers[..] {
                return Some((x, y));
            }
            self.tell(
                Level::Warning,
                "image",
                &node.span,
                format!("“{text}” is not a point in a picture"),
                "write focus = \"50% 30%\": from the left, from the top",
            );
            None
        });
        Some(Image { alt, caption, focus, credit: scalar(&["credit"]), ..bare(src) })
    }

    pub(super) fn takeaways(&mut self, node: &Node) -> Option<Takeaways> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut out = Vec::new();
        for item in items {
            let (label, text) = match &item.value {
                Value::Table(table) => match get(table, &["text"]).and_then(Node::scalar) {
                    Some(text) => (get(table, &["label"]).and_then(Node::scalar), Some(text)),
                    // YAML reads `- Rates: The bank held` as a table of one.
                    None => match table.entries.as_slice() {
                        [only] => (Some(only.key.clone()), only.value.scalar()),
                        _ => (None, None),
                    },
                },
                Value::Null => continue,
                _ => match self.text(item) {
                    Some(text) => (None, Some(text)),
                    None => continue,
                },
            };
            match text {
                Some(text) => out.extend(self.style.as_ref().map(|style| takeaways::item(label.as_deref(), &spaced(&text), style))),
                None => self.tell(
                    Level::Warning,
                    "takeaways",
                    &item.span,
                    "this takeaway has no text",
                    "write a text, or { label = \"When\", text = \"Daily from March\" }",
                ),
            }
        }
        (!out.is_empty()).then_some(Takeaways { title: None, items: out, origin: takeaways::Origin::FrontMatter })
    }

    pub(super) fn corrections(&mut self, node: &Node) -> Vec<Correction> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut out = Vec::new();
        for item in items {
            let (text, date, kind) = match &item.value {
                Value::Table(table) => {
                    let date = get(table, &["date"]).and_then(|node| self.moment("date", node, "date"));
                    let kind = get(table, &["kind", "type"]).and_then(|node| node.scalar().map(|kind| (kind, node.span.clone())));
                    let kind = kind.map_or("correction", |(kind, span)| {
                        let folded = kind.to_lowercase().replace(['_', ' ', '’', '\''], "-").replace("editor-s", "editors");
                        CORRECTIONS.iter().find(|known| **known == folded).copied().unwrap_or_else(|| {
                            self.tell(
                                Level::Warning,
                                "correction",
                                &span,
                                format!("there is no kind of correction “{kind}”"),
                                format!("the kinds are {}", CORRECTIONS.join(", ")),
                            );
                            "correction"
                        })
                    });
                    (get(table, &["text"]).and_then(Node::scalar), date, kind)
                }
                _ => (self.text(item), None, "correction"),
            };
            let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
                self.tell(
                    Level::Error,
                    "correction",
                    &item.span,
                    "this correction has no text",
                    "write { date = 2026-03-09, text = \"An earlier version said …\" }",
                );
                continue;
            };
            if date.is_none() {
                self.tell(Level::Warning, "correction", &item.span, "this correction has no date", "add date = 2026-03-09");
            }
            out.extend(self.style.as_ref().map(|style| Correction { date, text: Inline::markdown(&spaced(&text), style), kind }));
        }
        out.sort_by_key(|correction| correction.date);
        out
    }

    pub(super) fn sources(&mut self, node: &Node) -> Vec<Reference> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut unsafe_urls = Vec::new();
        let sources = items
            .iter()
            .filter_map(|item| {
                if let Value::Table(table) = &item.value {
                    let url = get(table, &["url", "link", "href"]).and_then(|node| {
                        let url = spaced(&node.scalar()?);
                        if refused_scheme(&url).is_some() {
                            unsafe_urls.push((node.span.clone(), url));
                            return None;
                        }
                        Some(url)
                    });
                    let title = get(table, &["title", "name"]).and_then(Node::scalar).or_else(|| url.clone())?;
                    Some(Reference { title: spaced(&title), url })
                } else {
                    let text = item.scalar()?;
                    let url = (text.starts_with("https://") || text.starts_with("http://")).then(|| text.clone());
                    Some(Reference { title: spaced(&text), url })
                }
            })
            .collect();
        for (span, url) in unsafe_urls {
            self.may_be_printed(&url, &span);
        }
        sources
    }
}
