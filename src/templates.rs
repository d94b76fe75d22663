//! The template engine: the house's templates, the paper's over them, and the words of the page's language.
//!
//! [`Templates::load`] takes the embedded set, lays the files of the site's `templates/` over it by name, and compiles
//! them. A template gets what a view gives it and nothing else; it cannot ask the edition for anything. This module
//! knows no article.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

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
    words: Digest,
}

impl Templates {
    /// Compiles the house's templates with `own`, the site's, over them; `words` is the hash of the paper's own words.
    ///
    /// # Errors
    /// Names the template and the line of each fault.
    pub fn load(own: &[Source], words: Digest) -> Result<Self, Vec<Diag>> {
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
        let fingerprint =
            Digest::of_list(texts.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]).chain([&words.to_bytes()[..]]));
        let mut templates = Templates { tera, texts, fingerprint, words };
        let list: Vec<(String, String)> = templates.texts.iter().map(|(name, text)| (name.clone(), text.clone())).collect();
        if let Err(error) = templates.tera.add_raw_templates(list) {
            return Err(vec![templates.fault(&error, "cannot be read")]);
        }
        Ok(templates)
    }

    /// Hash of all template texts and words.
    pub fn fingerprint(&self) -> Digest {
        self.fingerprint
    }

    /// Every template, by name, with a hash of its text, of the interface words, and of every template that it uses, at
    /// whatever remove. What its text names in quotes counts as used.
    pub fn closures(&self) -> impl Iterator<Item = (&str, Digest)> {
        // Components are called by names of their own, which are not those of templates.
        let has_components = self.texts.values().any(|text| text.contains("% component") || text.contains("%- component"));
        let used: BTreeMap<&str, Vec<&str>> = self.texts.iter().map(|(name, text)| (name.as_str(), self.quoted(text))).collect();
        self.texts.keys().map(move |name| {
            if has_components {
                return (name.as_str(), self.fingerprint);
            }
            let mut closure = BTreeSet::from([name.as_str()]);
            let mut waiting = vec![name.as_str()];
            while let Some(name) = waiting.pop() {
                waiting.extend(used[name].iter().copied().filter(|other| closure.insert(other)));
            }
            let parts = closure.into_iter().flat_map(|name| [name.as_bytes(), self.texts[name].as_bytes()]);
            (name.as_str(), Digest::of_list(parts.chain([&self.words.to_bytes()[..]])))
        })
    }

    /// The templates that a text names in quotes.
    fn quoted(&self, text: &str) -> Vec<&str> {
        let known = |part: &str| self.texts.get_key_value(part).map(|(name, _)| name.as_str());
        // Whatever stands between two quotes, on whichever side of them a string begins.
        text.split(['"', '\'', '`']).filter_map(known).collect()
    }

    /// The site's own templates: those that differ from the house's, or that the house has not.
    pub fn own(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_house = |name: &str, text: &str| House::get(name).is_some_and(|file| file.data == text.as_bytes());
        self.texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).filter(move |(name, text)| !is_house(name, text))
    }

    /// The text of every template.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.values().map(String::as_str)
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

    /// Whether a template prints the value `arg` that a writer gave to a block.
    pub fn takes(&self, name: &str, arg: &str) -> bool {
        let spelt =
            [format!("args.{arg}"), format!("args[\"{arg}\"]"), format!("args['{arg}']"), "in args".to_owned(), "args |".to_owned()];
        self.texts.get(name).is_some_and(|text| spelt.iter().any(|arg| text.contains(arg.as_str())))
    }

    /// The site's own templates that take no house template's place and that no other template names.
    pub fn unnamed(&self) -> Vec<&str> {
        let is_named = |name: &str| {
            let stem = name.strip_suffix(".html").unwrap_or(name);
            let spelt = [format!("\"{name}\""), format!("'{name}'"), format!("\"{stem}\""), format!("'{stem}'")];
            self.texts.iter().any(|(other, text)| other != name && spelt.iter().any(|name| text.contains(name.as_str())))
        };
        let own = self.texts.keys().map(String::as_str).filter(|name| House::get(name).is_none());
        own.filter(|name| !name.starts_with("blocks/") && !is_named(name)).collect()
    }

    /// The names of the house's templates.
    pub fn house() -> Vec<String> {
        House::iter().filter(|name| name.ends_with(".html")).map(Cow::into_owned).collect()
    }

    /// Whether a template names the interface word `id`.
    pub fn says(&self, id: &str) -> bool {
        let spelt = [format!("\"{id}\""), format!("'{id}'"), format!("`{id}`")];
        self.texts.values().any(|text| spelt.iter().any(|id| text.contains(id.as_str())))
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
            other => self.placed(&other.to_string(), what),
        }
    }

    /// A fault of templates together: the engine says in words where it is (`  --> 404.html:3:28`), or only which template it is.
    fn placed(&self, said: &str, what: &str) -> Diag {
        let message = said.lines().next().unwrap_or_default().trim_start_matches("error: ");
        let diag = Diag::error("template", format!("a template {what}: {message}")).help("see docs/templates.md");
        let arrow = said.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
        let found = arrow.and_then(|at| {
            let mut parts = at.trim().rsplitn(3, ':');
            let (column, line) = (parts.next()?.parse::<usize>().ok()?, parts.next()?.parse::<usize>().ok()?);
            let (name, text) = self.texts.get_key_value(parts.next()?)?;
            let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            let at = text[start..].char_indices().nth(column.saturating_sub(1)).map_or(start, |(at, _)| start + at);
            Some(Place::span(&format!("templates/{name}"), text, at..at + 1))
        });
        // The longest name, so that `parts/card.html` is not taken for `card.html`.
        let named = || self.texts.keys().filter(|name| message.contains(name.as_str())).max_by_key(|name| name.len());
        match found.or_else(|| named().map(|name| Place::file(&format!("templates/{name}")))) {
            Some(place) => diag.at(place),
            None => diag,
        }
    }
}

/// Words by language and key.
type WordsByTag = foldhash::HashMap<String, foldhash::HashMap<String, Value>>;

thread_local! {
    /// Words that need nothing but their key, by language and key: every page asks for the same few.
    static WORDS: RefCell<(usize, WordsByTag)> = RefCell::default();
}

/// `t(key="by", names=…)`: an interface word in the language of the page.
#[allow(clippy::needless_pass_by_value, reason = "the engine hands arguments over by value")]
fn word(kwargs: Kwargs, state: &State) -> TeraResult<Value> {
    let key: &str = kwargs.must_get("key")?;
    let tag: Option<Value> = state.get("lang")?;
    let tag = tag.as_ref().and_then(Value::as_str).unwrap_or("en");
    if kwargs.iter().count() > 1 {
        return Ok(phrase(&kwargs, key, tag)?.into());
    }
    WORDS.with_borrow_mut(|(turn, words)| {
        let now = Language::turn();
        if *turn != now {
            words.clear();
            *turn = now;
        }
        if let Some(known) = words.get(tag).and_then(|words| words.get(key)) {
            return Ok(known.clone());
        }
        let word: Value = phrase(&kwargs, key, tag)?.into();
        words.entry(tag.to_owned()).or_default().insert(key.to_owned(), word.clone());
        Ok(word)
    })
}

/// A word with what goes into it.
fn phrase(kwargs: &Kwargs, key: &str, tag: &str) -> TeraResult<String> {
    let language = Language::of(tag).language;
    if !language.has(key) {
        let near = crate::diag::nearest(key, &Language::ids()).map_or_else(
            || format!("write it in locales/{tag}.ftl, or use one of docs/templates.md"),
            |near| format!("did you mean “{near}”?"),
        );
        return Err(tera::Error::message(format!("there is no interface word “{key}”; {near}")));
    }
    let texts: Vec<(String, Value)> =
        kwargs.iter().filter(|(name, _)| name.as_str() != Some("key")).map(|(name, value)| (name.to_string(), value.clone())).collect();
    let args: Vec<(&str, Arg<'_>)> = texts
        .iter()
        .map(|(name, value)| {
            let arg = value.as_str().map(Arg::Text).or_else(|| value.as_u64().map(Arg::Number)).unwrap_or(Arg::Text(""));
            (name.as_str(), arg)
        })
        .collect();
    Ok(language.word(key, &args).into_owned())
}
