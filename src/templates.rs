//! The template engine: the house's templates, the paper's over them, and the words of the page's language.
//!
//! [`Templates::load`] takes the embedded set, lays the files of the site's `templates/` over it by name, and compiles
//! them. A template gets what a view gives it and nothing else; it cannot ask the edition for anything. This module
//! knows no article.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_embed::RustEmbed;
use tera::{Context, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use crate::diag::{Diag, Place};
use crate::digest::Digest;
use crate::language::{Arg, Language};
use crate::source::Source;

/// The house's templates.
#[derive(RustEmbed)]
#[folder = "templates/"]
struct House;

/// Bytes that hold most pages.
const PAGE: usize = 32 << 10;

/// Compiled templates.
pub struct Templates {
    tera: Tera,
    texts: BTreeMap<String, String>,
    fingerprint: Digest,
}

impl Templates {
    /// Compiles the house's templates with `own`, the site's, over them.
    ///
    /// # Errors
    /// Names the template and the line of each fault.
    pub fn load(own: &[Source]) -> Result<Self, Vec<Diag>> {
        let mut texts: BTreeMap<String, String> = House::iter()
            .filter(|name| name.ends_with(".html"))
            .filter_map(|name| House::get(&name).map(|file| (name.into_owned(), String::from_utf8_lossy(&file.data).into_owned())))
            .collect();
        for source in own {
            if let Some(name) = source.path.strip_prefix("templates/").filter(|name| name.ends_with(".html")) {
                texts.insert(name.to_owned(), source.text.clone());
            }
        }
        let mut tera = Tera::new();
        tera.register_function("t", word);
        let fingerprint = Digest::of_list(texts.iter().flat_map(|(name, text)| [name, text]));
        let mut templates = Templates { tera, texts, fingerprint };
        let list: Vec<(String, String)> = templates.texts.iter().map(|(name, text)| (name.clone(), text.clone())).collect();
        if let Err(error) = templates.tera.add_raw_templates(list) {
            return Err(vec![templates.fault(&error, "cannot be read")]);
        }
        Ok(templates)
    }

    /// Hash of all template texts.
    pub fn fingerprint(&self) -> Digest {
        self.fingerprint
    }

    /// Whether there is a template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.texts.contains_key(name)
    }

    /// The template that an article asks for by `name`, with or without its ending.
    pub fn named(&self, name: &str) -> Option<&str> {
        let known = |name: &str| self.texts.get_key_value(name).map(|(name, _)| name.as_str());
        known(&format!("{name}.html")).or_else(|| known(name))
    }

    /// Names of the story blocks that have a template.
    pub fn blocks(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().filter_map(|name| name.strip_prefix("blocks/")?.strip_suffix(".html"))
    }

    /// Renders a piece of a page.
    ///
    /// # Errors
    /// The diagnostic names the template and the line.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, Diag> {
        self.tera.render(name, context).map_err(|error| self.fault(&error, "cannot be rendered"))
    }

    /// Renders a page.
    ///
    /// # Errors
    /// The diagnostic names the template and the line.
    pub fn render_page(&self, name: &str, context: &Context) -> Result<Vec<u8>, Diag> {
        let mut page = Vec::with_capacity(PAGE);
        self.tera.render_to(name, context, &mut page).map_err(|error| self.fault(&error, "cannot be rendered"))?;
        Ok(page)
    }

    fn fault(&self, error: &tera::Error, what: &str) -> Diag {
        let report = |report: &ReportError| {
            let path = format!("templates/{}", report.filename());
            let text = self.texts.get(report.filename()).map_or("", String::as_str);
            let place = if text.is_empty() { Place::file(&path) } else { Place::span(&path, text, report.span().range.clone()) };
            Diag::error("template", format!("the template {what}: {}", report.message()))
                .at(place)
                .help("mend the template, or remove it to have the built-in one back")
        };
        match error.kind() {
            ErrorKind::SyntaxError(inner) | ErrorKind::RenderingError(inner) => report(inner),
            other => Diag::error("template", format!("a template {what}: {other}")).help("see docs/templates.md"),
        }
    }
}

thread_local! {
    /// Words that need nothing but their key, by language and key: every page asks for the same few.
    static WORDS: RefCell<foldhash::HashMap<String, foldhash::HashMap<String, Value>>> = RefCell::default();
}

/// `t(key="by", names=…)`: an interface word in the language of the page.
#[allow(clippy::needless_pass_by_value, reason = "the engine hands arguments over by value")]
fn word(kwargs: Kwargs, state: &State) -> TeraResult<Value> {
    let key: &str = kwargs.must_get("key")?;
    let tag: Option<Value> = state.get("lang")?;
    let tag = tag.as_ref().and_then(Value::as_str).unwrap_or("en");
    if kwargs.iter().count() > 1 {
        return Ok(phrase(&kwargs, key, tag).into());
    }
    WORDS.with_borrow_mut(|words| {
        if let Some(known) = words.get(tag).and_then(|words| words.get(key)) {
            return Ok(known.clone());
        }
        let word: Value = phrase(&kwargs, key, tag).into();
        words.entry(tag.to_owned()).or_default().insert(key.to_owned(), word.clone());
        Ok(word)
    })
}

/// A word with what goes into it.
fn phrase(kwargs: &Kwargs, key: &str, tag: &str) -> String {
    let language = Language::of(tag).language;
    let texts: Vec<(String, Value)> =
        kwargs.iter().filter(|(name, _)| name.as_str() != Some("key")).map(|(name, value)| (name.to_string(), value.clone())).collect();
    let args: Vec<(&str, Arg<'_>)> = texts
        .iter()
        .map(|(name, value)| {
            let arg = value.as_str().map(Arg::Text).or_else(|| value.as_u64().map(Arg::Number)).unwrap_or(Arg::Text(""));
            (name.as_str(), arg)
        })
        .collect();
    language.word(key, &args).into_owned()
}
