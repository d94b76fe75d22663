//! What stands round every page: the parts of the nameplate, and the footer, printed once for each section, kind of page and
//! language. The nameplate itself is put together by each page, for it has the page's day.

use std::sync::{PoisonError, RwLock};

use tera::{Context, Value};

use super::room::{Asked, Room};
use super::view::Tongue;
use crate::diag::Diag;
use crate::language::Language;

/// What a page's furniture depends on: its section, its kind, its language.
type Key = (Option<usize>, &'static str, String);

/// Furniture that was printed.
#[derive(Default)]
pub(super) struct Store(RwLock<foldhash::HashMap<Key, (Value, Asked)>>);

/// What every template is given; `section` is current.
pub(super) fn context(room: &Room<'_>, section: Option<usize>, language: &Language) -> Context {
    let (site, assets) = room.site(section);
    let mut context = Context::new();
    context.insert("lang", language.tag());
    context.insert("dir", language.direction().as_str());
    context.insert("paper", &Tongue::of_paper(room, language));
    context.insert_value("site", site.clone());
    context.insert_value("assets", assets.clone());
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
pub(super) fn get(room: &Room<'_>, section: Option<usize>, kind: &'static str, language: &Language) -> Result<Value, Diag> {
    let key = (section, kind, language.tag().to_owned());
    let store = &room.furniture().0;
    if let Some((known, asked)) = store.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        room.replay(asked);
        return Ok(known.clone());
    }
    let (value, asked) = room.recorded(|| print(room, section, kind, language));
    let value = value?;
    room.replay(&asked);
    store.write().unwrap_or_else(PoisonError::into_inner).insert(key, (value.clone(), asked));
    Ok(value)
}

fn print(room: &Room<'_>, section: Option<usize>, kind: &'static str, language: &Language) -> Result<Value, Diag> {
    let mut context = context(room, section, language);
    context.insert("page", &Kind { kind });
    let print = |(name, part): (&'static str, &str)| Ok((name.into(), Value::safe_string(&room.render(part, &context)?)));
    Ok(PARTS.into_iter().map(print).collect::<Result<tera::Map, Diag>>()?.into())
}

/// All that furniture knows of its page.
#[derive(serde::Serialize)]
struct Kind {
    kind: &'static str,
}
