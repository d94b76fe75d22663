//! Pictures and other files beside the copy: which there are, how large they are, where they are printed.
//!
//! [`Shelf`] knows every file of `content/` that is not an article and every file of `static/`. It answers for an
//! address as the copy writes it; a file that no public page asks for is not printed. [`active`] knows those that are not
//! printed even then.

mod active;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use active::Nature;

use crate::permalink::{Permalink, composed, decode_path};
use crate::source::Entry;

/// Files by their path from the site's root, decoded.
#[derive(Debug, Default)]
pub struct Shelf {
    files: BTreeMap<Arc<str>, Asset>,
}

/// A file that copy can show or link to.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The file.
    pub entry: Entry,
    /// What was seen in it.
    pub look: Look,
}

/// What is seen in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Look {
    /// Its size as a picture.
    pub size: Option<Size>,
    /// What opening it can do.
    pub nature: Nature,
}

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Size {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// How a picture lies on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A photograph, wider than high.
    Landscape,
    /// A photograph, higher than wide.
    Upright,
    /// A drawing: never cut.
    Graphic,
}

impl Shape {
    /// The word that templates know.
    pub fn word(self) -> &'static str {
        match self {
            Shape::Landscape => "landscape",
            Shape::Upright => "upright",
            Shape::Graphic => "graphic",
        }
    }
}

impl Shelf {
    /// A shelf of measured files.
    pub fn of(assets: Vec<Asset>) -> Self {
        Shelf { files: assets.into_iter().map(|asset| (Arc::from(decode_name(&asset.entry.path).as_str()), asset)).collect() }
    }

    /// Every file, in the order of their paths.
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.files.values()
    }

    /// Every file with the name that addresses have for it, in order.
    pub fn named(&self) -> impl Iterator<Item = (&Arc<str>, &Asset)> {
        self.files.iter()
    }

    /// The file of a path from the site's root, such as `content/city/pier.jpg`.
    pub fn get(&self, path: &str) -> Option<&Asset> {
        self.files.get(path)
    }

    /// Finds what `address` means to a page whose files lie in `folder` (such as `content/city`): a path beside it, or
    /// one from the top of the site. Gives the path from the site's root.
    pub fn find(&self, address: &str, folder: &str) -> Option<&Asset> {
        if self.files.is_empty() { None } else { Self::candidates(address, folder).find_map(|path| self.get(&path)) }
    }

    /// The paths at which [`find`](Self::find) looks, one after the other.
    pub fn candidates(address: &str, folder: &str) -> impl Iterator<Item = String> {
        let path = address.split(['?', '#']).next().unwrap_or(address);
        let (decoded, written) = (decode_path(path), path.to_owned());
        let same = decoded == written;
        let forms = [Some(decoded), Some(written).filter(|_| !same)];
        forms
            .into_iter()
            .flatten()
            .flat_map(move |path| match path.strip_prefix('/') {
                Some(top) => [join("static", top), join("content", top)],
                None => [join(folder, &path), None],
            })
            .flatten()
    }

    /// A file whose name differs from `address` in letter case alone: it would be found on some machines only.
    pub fn near_miss(&self, address: &str, folder: &str) -> Option<&Asset> {
        let wanted = join(folder, decode_path(address.trim_start_matches('/')).as_str())?.to_lowercase();
        let mut found: Vec<&Asset> = self.files.iter().filter(|(path, _)| path.to_lowercase() == wanted).map(|(_, asset)| asset).collect();
        found.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
        found.first().copied()
    }
}

impl Asset {
    /// Looks at a file.
    pub fn measure(entry: Entry) -> Self {
        let look = Look { size: measure(&entry.disk, &entry.path), nature: active::nature(&entry.path, &entry.disk) };
        Asset { entry, look }
    }

    /// Its size as a picture.
    pub fn size(&self) -> Option<Size> {
        self.look.size
    }

    /// Whether it lies beside copy and does something where it is opened: then it is never printed.
    pub fn is_refused(&self) -> bool {
        self.look.nature == Nature::Active && self.entry.path.starts_with("content/")
    }

    /// Where a file of `static/` is printed.
    pub fn static_link(&self) -> Option<Permalink> {
        self.entry.path.strip_prefix("static/").map(|path| Permalink::root().file(path))
    }

    /// How the picture lies on the page.
    pub fn shape(&self) -> Shape {
        match self.look.size {
            _ if self.entry.path.to_lowercase().ends_with(".svg") => Shape::Graphic,
            Some(size) if size.height > size.width => Shape::Upright,
            _ => Shape::Landscape,
        }
    }
}

/// Joins a folder and a relative path, resolving `.` and `..`; none if it climbs out of the site.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// File names as they are on disk, in the Unicode form that addresses have.
fn decode_name(path: &str) -> String {
    composed(path).into_owned()
}

/// Reads the size from the head of a file.
fn measure(disk: &Path, path: &str) -> Option<Size> {
    let lower = path.to_lowercase();
    if lower.ends_with(".svg") {
        let mut head = String::new();
        std::fs::File::open(disk).ok()?.take(4096).read_to_string(&mut head).ok()?;
        return svg_size(&head);
    }
    if ![".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"].iter().any(|ending| lower.ends_with(ending)) {
        return None;
    }
    let size = imagesize::size(disk).ok()?;
    Some(Size { width: u32::try_from(size.width).ok()?, height: u32::try_from(size.height).ok()? })
}

/// `width` and `height` of the root element, or its `viewBox`.
fn svg_size(head: &str) -> Option<Size> {
    let root = &head[head.find("<svg")?..];
    let root = &root[..root.find('>')?];
    let attribute = |name: &str| {
        let at = root.find(&format!(" {name}=\""))? + name.len() + 3;
        root[at..].split('"').next()
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded just before")]
    let number = |text: &str| {
        text.trim_end_matches("px").trim().parse::<f64>().ok().filter(|n| (1.0..100_000.0).contains(n)).map(|n| n.round() as u32)
    };
    if let (Some(width), Some(height)) = (attribute("width").and_then(number), attribute("height").and_then(number)) {
        return Some(Size { width, height });
    }
    let numbers: Vec<u32> = attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2).filter_map(number).collect();
    if let [width, height] = numbers[..] { Some(Size { width, height }) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_resolve_and_never_climb_out() {
        assert_eq!(join("content/city", "../world/a.jpg").as_deref(), Some("content/world/a.jpg"));
        assert_eq!(join("content", "../../etc/passwd"), None);
    }

    #[test]
    fn drawings_have_a_size() {
        assert_eq!(svg_size("<svg xmlns=\"x\" viewBox=\"0 0 640 360\">"), Some(Size { width: 640, height: 360 }));
        assert_eq!(svg_size("<?xml?><svg width=\"100px\" height=\"50\">"), Some(Size { width: 100, height: 50 }));
        assert_eq!(svg_size("<svg>"), None);
    }
}
