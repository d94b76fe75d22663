//! `{{ … }}`: calls of Zola, values of Liquid, Nunjucks and Hugo's templates. Only what cannot be words is a mark: a call, a value of
//! the generator's own, words in quotation marks that go through a filter, and names that the file itself has set.

use super::super::args::Args;
use super::super::marks::{Form, Mark, Side};
use super::tags::mark;
use super::{Scan, is_name};

/// Values that stand for the address of the paper itself.
const ROOTS: [&str; 17] = [
    "site.baseurl",
    "site.base_url",
    "site.baseURL",
    "site.url",
    "site.root",
    "site.github.url",
    "site.BASE_PATH",
    "config.base_url",
    "baseurl",
    "base_url",
    "baseUrl",
    "baseURL",
    "BASE_PATH",
    "base_path",
    "BASE_URL",
    "page.baseurl",
    ".Site.BaseURL",
];

/// First parts of values that belong to a generator.
const HEADS: [&str; 15] = [
    "site",
    "page",
    "layout",
    "include",
    "paginator",
    "jekyll",
    "forloop",
    "theme",
    "collections",
    "eleventy",
    "config",
    "metadata",
    "loop",
    "block",
    "eleventyComputed",
];

/// Filters by which the words before them are an address.
const ADDRESSES: [&str; 9] = ["url", "relative_url", "absolute_url", "relURL", "absURL", "asset_path", "prepend", "append", "htmlBaseUrl"];

/// Filters by which a name before them is a value of a template.
const FILTERS: [&str; 32] = [
    "url",
    "relative_url",
    "absolute_url",
    "relURL",
    "absURL",
    "asset_path",
    "prepend",
    "append",
    "safe",
    "safeHTML",
    "markdownify",
    "date",
    "date_to_string",
    "date_to_long_string",
    "date_to_xmlschema",
    "escape",
    "xml_escape",
    "cgi_escape",
    "uri_escape",
    "strip_html",
    "strip_newlines",
    "truncate",
    "truncatewords",
    "slugify",
    "jsonify",
    "smartify",
    "downcase",
    "upcase",
    "capitalize",
    "replace",
    "number_of_words",
    "plainify",
];

impl Scan<'_> {
    /// `{{ … }}`
    pub(super) fn output(&mut self, at: usize) -> Option<Mark> {
        let text = self.text;
        let inner = at + 2;
        if text[inner..].starts_with("/*") {
            let end = self.end("*/}}", inner + 2)?;
            return Some(mark(at..end + 4, Form::Hugo, "comment", Side::Alone, Args::default()));
        }
        let end = self.end("}}", inner)?;
        if text[inner..].starts_with('{') || text[inner..].find("{{").is_some_and(|next| inner + next < end) {
            return None;
        }
        let inside = text[inner..end].trim_matches(['-', '~']).trim();
        let span = at..end + 2;
        if let Some((name, args)) = call(inside) {
            return Some(mark(span, Form::Call, name, Side::Alone, Args::read(args)));
        }
        let (name, value) = self.value(inside)?;
        Some(mark(span, Form::Output(value), &name, Side::Alone, Args::default()))
    }

    /// The name of a value, and the words it stands for where they are known.
    fn value(&self, inside: &str) -> Option<(String, Option<String>)> {
        let mut parts = inside.split('|').map(str::trim);
        let subject = parts.next()?;
        let filters: Vec<(&str, Option<&str>)> = parts
            .map(|filter| {
                let end = filter.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(filter.len());
                let (name, rest) = filter.split_at(end);
                (name, words_of(rest.trim_start_matches([':', '(', ' ']).trim_end_matches(')')))
            })
            .collect();
        if filters.iter().any(|(name, _)| !is_name(name)) {
            return None;
        }
        let start = if let Some(words) = words_of(subject) {
            // In quotation marks, and through no filter, these are words.
            filters.first()?;
            Some(words.to_owned())
        } else if ROOTS.contains(&subject) {
            Some(String::new())
        } else if let Some(set) = self.set.get(subject.split('.').next().unwrap_or_default()) {
            set.clone().filter(|_| !subject.contains('.'))
        } else if is_value(subject) || (is_name(subject) && filters.iter().any(|(name, _)| FILTERS.contains(name))) {
            None
        } else {
            return None;
        };
        let addressed = filters.iter().all(|(name, _)| ADDRESSES.contains(name));
        let value = start.filter(|_| addressed).map(|start| {
            filters.iter().fold(start, |value, (name, words)| match (*name, words) {
                ("prepend", Some(words)) => format!("{words}{value}"),
                ("append", Some(words)) => format!("{value}{words}"),
                _ => value,
            })
        });
        let name = match (words_of(subject), filters.first()) {
            (Some(_), Some((filter, _))) => *filter,
            _ => subject,
        };
        Some((name.to_owned(), value))
    }
}

/// A call, less its brackets and a last filter that only says that the words are safe.
fn call(inside: &str) -> Option<(&str, &str)> {
    let inside = inside.split_once('|').filter(|(_, filter)| filter.trim() == "safe").map_or(inside, |(call, _)| call.trim_end());
    let (name, rest) = inside.split_once('(')?;
    let args = rest.strip_suffix(')')?;
    (is_name(name) && !name.contains(['/', '.', '-'])).then_some((name.rsplit(':').next().unwrap_or(name), args))
}

/// The words between two quotation marks.
fn words_of(text: &str) -> Option<&str> {
    ['"', '\''].iter().find_map(|mark| text.strip_prefix(*mark)?.strip_suffix(*mark).filter(|words| !words.contains(*mark)))
}

/// Whether a name is a value of a generator: `site.title`, `.Params.x`.
fn is_value(subject: &str) -> bool {
    let go = subject
        .strip_prefix('.')
        .or_else(|| subject.strip_prefix("$."))
        .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
    if go {
        return subject.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '$' | '_'));
    }
    let of_its_own = |head: &str| HEADS.contains(&head) || head == "site";
    is_name(subject.split('[').next().unwrap_or_default())
        && !subject.contains(char::is_whitespace)
        && subject.split_once(['.', '[']).is_some_and(|(head, _)| of_its_own(head))
}

/// How many bytes at the start of a text that is no mark are passed over, so that none of them opens one.
pub(super) fn width(text: &str) -> usize {
    let braces = text.len() - text.trim_start_matches('{').len();
    // Of three braces the last two are no mark either; before a percent sign they may be.
    let opens = text[braces..].starts_with('%');
    if braces > 2 { braces - usize::from(opens) } else { 1 }
}
