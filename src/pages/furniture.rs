//! What stands round every page: nameplate and footer, printed once for each section, kind of page and language.

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
    context.insert_value("folio", room.frame.folio.clone());
    context
}

/// Nameplate and footer, as `furniture` in templates.
pub(super) fn get(room: &Room<'_>, frame: usize, kind: &'static str, language: &Language) -> Result<Value, Diag> {
    let key = (frame, kind, language.tag().to_owned());
    if let Some(known) = room.furniture.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Ok(known.clone());
    }
    let mut context = context(room, frame, language);
    context.insert("page", &Kind { kind });
    let print = |name: &str| room.templates.render(name, &context).map(|html| Value::safe_string(&html));
    let printed = [("nameplate", print("parts/nameplate.html")?), ("footer", print("parts/footer.html")?)];
    let value: Value = printed.into_iter().map(|(name, html)| (name.into(), html)).collect::<tera::Map>().into();
    room.furniture.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, value.clone());
    Ok(value)
}

/// All that furniture knows of its page.
#[derive(serde::Serialize)]
struct Kind {
    kind: &'static str,
}
