//! What stands round every page: the parts of the nameplate, and the footer, printed once for each section, kind of page and
//! language. The nameplate itself is put together by each page, for it has the page's day.

use std::sync::{PoisonError, RwLock};

use tera::{Context, Value};

use super::Room;
use super::view::Tongue;
use crate::diag::Diag;
use crate::language::Language;

/// What a page's furniture depends on: its frame in [`super::view::Frame`], its kind, its language.
type Key = (usize, &'static str, String);

/// Furniture that was printed.
#[derive(Default)]
pub(super) struct Store(RwLock<foldhash::HashMap<Key, Value>>);

/// What every template is given. `frame` is the one of [`super::view::Frame`] that the page has.
pub(super) fn context(room: &Room<'_>, frame: usize, language: &Language) -> Context {
    let mut context = Context::new();
    context.insert("lang", language.tag());
    context.insert("dir", language.direction().as_str());
    context.insert("paper", &Tongue::of_paper(room, language));
    context.insert_value("site", room.frame.sites[frame].clone());
    context.insert_value("assets", room.frame.assets.clone());
    context
}

/// The parts that are printed, by their names in `furniture`.
const PARTS: [(&str, &str); 4] = [
    ("title", "parts/title.html"),
    ("links", "parts/folio-links.html"),
    ("sections", "parts/sections.html"),
    ("footer", "parts/footer.html"),
];

/// What pages share, as `furniture` in templates.
pub(super) fn get(room: &Room<'_>, frame: usize, kind: &'static str, language: &Language) -> Result<Value, Diag> {
    let key = (frame, kind, language.tag().to_owned());
    if let Some(known) = room.furniture.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Ok(known.clone());
    }
    let mut context = context(room, frame, language);
    context.insert("page", &Kind { kind });
    let print = |(name, part): (&'static str, &str)| {
        Ok((name.into(), room.templates.render(part, &context).map(|html| Value::safe_string(&html))?))
    };
    let value: Value = PARTS.into_iter().map(print).collect::<Result<tera::Map, Diag>>()?.into();
    room.furniture.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, value.clone());
    Ok(value)
}

/// All that furniture knows of its page.
#[derive(serde::Serialize)]
struct Kind {
    kind: &'static str,
}
