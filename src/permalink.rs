//! Addresses: slugs, permalinks, and the files that answer for them.
//!
//! This is the only place that maps one to another, and the one that knows which addresses may be printed ([`printable`]). A [`Permalink`] is the path of a page inside the site, decoded and
//! without the site's base path; [`Base`] turns it into what a browser needs. An [`OutPath`] is the file on disk.

mod scheme;

pub use scheme::{SCHEMES, printable, refused_scheme};

use serde::{Deserialize, Serialize};
use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization as _;

/// Bytes of one path component; file systems stop at 255, and a name on disk may get a suffix.
const COMPONENT_MAX: usize = 200;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4",
    "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// What stays as it is in the path of a URL (RFC 3986 `pchar`, less what HTML or XML would escape again).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/');

/// The last part of an article's address: lower-case letters and digits of any script, joined by hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slug(Arc<str>);

impl Slug {
    /// Makes a slug from any text: a file name, a topic, a person's name. Letters keep their script (NFC, lower
    /// case), apostrophes vanish, all else becomes a hyphen. Empty when the text has no letter and no digit.
    pub fn from_text(text: &str) -> Option<Self> {
        if text.is_ascii() {
            return ascii_slug(text);
        }
        let mut out = String::new();
        let mut gap = false;
        let text = text.replace("l·l", "ll").replace("L·L", "LL");
        for c in text.chars().filter(|c| !is_silent(*c)).nfkc().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() || is_mark(c) {
                if gap && !out.is_empty() {
                    out.push('-');
                }
                gap = false;
                out.push(c);
            } else {
                gap = true;
            }
        }
        let out = composed(cut(&out)).into_owned();
        (!out.is_empty()).then(|| Slug(guard(out).into()))
    }

    /// Takes a slug that a person wrote. Letter case is folded; everything that could not stand in an address on
    /// every host is refused.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn explicit(text: &str) -> Result<Self, String> {
        let text = composed(text.trim());
        if text.contains(['/', '\\', '\0']) || text.contains("..") {
            return Err("a slug is one part of an address: no slash, no backslash, no “..”".into());
        }
        if text.ends_with(['.', ' ', '-']) || text.starts_with(['.', '-']) {
            return Err("a slug begins and ends with a letter or a digit".into());
        }
        if text.len() > COMPONENT_MAX {
            return Err(format!("a slug has at most {COMPONENT_MAX} bytes"));
        }
        if !text.chars().all(|c| c.is_alphanumeric() || is_mark(c) || matches!(c, '-' | '_' | '.' | '~')) || text.is_empty() {
            let hint = Slug::from_text(&text).map(|slug| format!(", such as “{slug}”")).unwrap_or_default();
            return Err(format!("a slug has letters, digits and hyphens only{hint}"));
        }
        Ok(Slug(guard(text.to_lowercase()).into()))
    }

    /// Takes a slug with slashes in it, each part of which is a slug. A hyphen at the end, as WordPress leaves it, is kept.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn path(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.trim().split('/').filter(|part| !part.is_empty()).collect();
        let explicit = |part: &&str| {
            let bare = part.trim_matches('-');
            let slug = Slug::explicit(bare)?;
            Ok(if bare.len() == part.len() { slug.to_string() } else { part.to_lowercase() })
        };
        if parts.is_empty() {
            return Slug::explicit(text);
        }
        let parts = parts.iter().map(explicit).collect::<Result<Vec<String>, String>>()?;
        Ok(Slug(parts.join("/").into()))
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// [`Slug::from_text`] where no letter can have another form.
fn ascii_slug(text: &str) -> Option<Slug> {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push(c.to_ascii_lowercase());
        } else if !is_silent(c) {
            gap = true;
        }
    }
    let out = cut(&out).to_owned();
    (!out.is_empty()).then(|| Slug(guard(out).into()))
}

/// What stands inside words and parts none: apostrophes in all their forms, and what nobody sees.
fn is_silent(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '’' | '‘' | '‛' | '＇' | 'ʼ' | 'ʻ' | 'ʽ' | 'ʹ' | '\u{55a}' | '\u{5f3}' | '\u{5f4}')
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Combining marks (Arabic vowels, Devanagari signs) belong to their letter.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Cuts at a hyphen so that the whole fits a path component.
fn cut(text: &str) -> &str {
    if text.len() <= COMPONENT_MAX {
        return text;
    }
    let mut end = COMPONENT_MAX;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    match text[..end].rfind('-') {
        Some(at) if at > COMPONENT_MAX / 2 => &text[..at],
        _ => &text[..end],
    }
}

/// A bare device name gets a tail, so that the folder can exist on Windows.
fn guard(text: String) -> String {
    let stem = text.split('.').next().unwrap_or(&text);
    if DEVICES.contains(&stem) { format!("{text}-page") } else { text }
}

/// The path of a page in the site: begins with `/`, ends with `/` or in a file name, decoded, NFC.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Permalink(Arc<str>);

impl Permalink {
    /// The front page.
    pub fn root() -> Self {
        Permalink("/".into())
    }

    /// Joins path parts; each must be clean already (slugs, numbers, literals).
    pub fn folder<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut out = String::from("/");
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            out.push_str(part);
            out.push('/');
        }
        Permalink(out.into())
    }

    /// A path that a person wrote, as in `redirect_from`; percent-encoded or not. `/old/path` and `/old/path/` are
    /// the same page.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn explicit(text: &str) -> Result<Self, String> {
        let decoded = percent_decode_str(text.trim()).decode_utf8().map_err(|_| "the address is not valid UTF-8".to_owned())?;
        let path = composed(&decoded);
        if path.contains("://") || path.starts_with("//") {
            return Err("only a path on this site can be redirected from; leave the host out".into());
        }
        if path.contains(['\\', '?', '#', '\0']) || path.chars().any(char::is_control) {
            return Err("a path has no backslash, question mark, hash or control character".into());
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(|part| *part == ".." || *part == ".") {
            return Err("a path cannot climb out of the site with “..”".into());
        }
        if parts.iter().any(|part| part.len() > 255 || part.ends_with([' ', '.'])) {
            return Err("a part of the path is too long or ends with a dot or a space".into());
        }
        let file = !path.ends_with('/') && parts.last().is_some_and(|last| has_extension(last));
        let joined = parts.join("/");
        Ok(Permalink(if joined.is_empty() {
            "/".into()
        } else if file {
            format!("/{joined}").into()
        } else {
            format!("/{joined}/").into()
        }))
    }

    /// The path of a page, as a person or another generator wrote it: a file where it ends as pages do, else a folder.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn page(text: &str) -> Result<Self, String> {
        let link = Permalink::explicit(text)?;
        let path = link.as_str();
        let is_page = |ending: &str| path.len() > ending.len() && path.ends_with(ending);
        if path == "/" || path.ends_with('/') || [".html", ".htm"].into_iter().any(is_page) {
            return match path.strip_suffix("/index.html") {
                Some("") => Err("the front page stands there".into()),
                Some(folder) => Ok(Permalink(format!("{folder}/").into())),
                None if path == "/" => Err("the front page stands there".into()),
                None => Ok(link),
            };
        }
        Ok(Permalink(format!("{path}/").into()))
    }

    /// The folder in which the files of a page lie: the page, or beside `/2026/ferry.html` the folder `/2026/ferry/`.
    #[must_use]
    pub fn own_folder(&self) -> Self {
        let stem = [".html", ".htm"].into_iter().find_map(|ending| self.0.strip_suffix(ending)).filter(|stem| !stem.ends_with('/'));
        stem.map_or_else(|| self.clone(), |stem| Permalink(format!("{stem}/").into()))
    }

    /// The same path as a file, where it is a folder.
    #[must_use]
    pub fn as_file(&self) -> Self {
        match self.0.strip_suffix('/') {
            Some(path) if !path.is_empty() => Permalink(path.into()),
            _ => self.clone(),
        }
    }

    /// A file beneath this folder; `name` may have folders of its own.
    #[must_use]
    pub fn file(&self, name: &str) -> Self {
        Permalink(format!("{}{}", self.dir(), composed(name)).into())
    }

    /// A page beneath this one.
    #[must_use]
    pub fn child(&self, part: &str) -> Self {
        Permalink(format!("{}{part}/", self.dir()).into())
    }

    /// The folder in which relative links of the page start.
    pub fn dir(&self) -> &str {
        &self.0[..=self.0.rfind('/').unwrap_or(0)]
    }

    /// The decoded path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Percent-encoded, as it stands in URLs.
    pub fn encoded(&self) -> String {
        encode_path(&self.0)
    }

    /// The file that answers for it.
    pub fn out_path(&self) -> OutPath {
        let path = self.0.trim_start_matches('/');
        OutPath(if self.0.ends_with('/') { format!("{path}index.html").into() } else { path.into() })
    }

    /// What two addresses must differ in to live on every host: letter case and Unicode form folded away.
    pub fn collision_key(&self) -> String {
        let key: String =
            if self.0.is_ascii() { self.0.to_ascii_lowercase() } else { self.0.nfkc().flat_map(char::to_lowercase).nfc().collect() };
        key.strip_suffix("index.html").unwrap_or(&key).to_owned()
    }
}

impl Borrow<str> for Permalink {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Permalink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a file name ends in something like `.html`.
fn has_extension(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(stem, ext)| !stem.is_empty() && (1..=5).contains(&ext.len()) && ext.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// The text in lower case and without accents.
pub fn bare_letters(text: &str) -> String {
    text.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).flat_map(char::to_lowercase).nfc().collect()
}

/// The text in NFC, the Unicode form that addresses have.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Percent-encodes a decoded path.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Undoes percent-encoding where it yields valid UTF-8, and brings the result to NFC.
pub fn decode_path(path: &str) -> String {
    percent_decode_str(path).decode_utf8().map_or_else(|_| path.to_owned(), |decoded| composed(&decoded).into_owned())
}

/// Whether an address leaves the site: it has a scheme, a host of its own, or is only a fragment or query.
pub fn is_elsewhere(address: &str) -> bool {
    if address.starts_with("https://") || address.starts_with("http://") {
        return true;
    }
    let scheme = address.find(':').is_some_and(|colon| {
        colon > 0
            && address[..colon].starts_with(|c: char| c.is_ascii_alphabetic())
            && address[..colon].chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    scheme || address.starts_with("//") || address.starts_with('#') || address.starts_with('?') || address.is_empty()
}

/// A file beneath the output folder, with forward slashes; never absolute, never with `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// A path that the program itself made or found by walking.
    pub fn new(path: &str) -> Self {
        debug_assert!(!path.starts_with('/') && !path.split('/').any(|part| part == ".."), "{path}");
        OutPath(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address that the file answers for.
    pub fn permalink(&self) -> Permalink {
        match self.0.strip_suffix("index.html") {
            Some(dir) if dir.is_empty() || dir.ends_with('/') => Permalink(format!("/{dir}").into()),
            _ => Permalink(format!("/{}", self.0).into()),
        }
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the site lives: scheme and host, and the path under which it is served.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Base {
    origin: Arc<str>,
    path: Arc<str>,
}

impl Base {
    /// Reads `https://host[:port][/path[/]]`.
    ///
    /// # Errors
    /// Says what to write instead.
    pub fn parse(url: &str) -> Result<Self, String> {
        let how = || "write the whole address, such as https://news.example/ or https://news.example/paper/".to_owned();
        let url = url.trim();
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).ok_or_else(how)?;
        if rest.contains(['?', '#', ' ', '\\', '"', '<', '>']) {
            return Err(how());
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() || path.split('/').any(|part| part == "..") {
            return Err(how());
        }
        let origin = &url[..url.len() - rest.len() + host.len()];
        let path = decode_path(path);
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{}/", encode_path(path)) };
        Ok(Base { origin: origin.into(), path: path.into() })
    }

    /// `https://host`, without a slash.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// `/` or `/paper/`, percent-encoded.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole address, with a slash at the end.
    pub fn root(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }

    /// A root-relative URL, for links inside the site.
    pub fn url(&self, link: &Permalink) -> String {
        format!("{}{}", self.path, encode_path(&link.as_str()[1..]))
    }

    /// Whether the site is on this machine: a preview.
    pub fn is_local(&self) -> bool {
        let host = self.origin.split_once("://").map_or("", |(_, host)| host);
        let host =
            if host.starts_with('[') { host.split_inclusive(']').next().unwrap_or(host) } else { host.split(':').next().unwrap_or(host) };
        host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || matches!(host, "0.0.0.0" | "[::1]")
    }

    /// The path inside the site of an absolute URL of this site, as it is written there; none for any other address.
    pub fn local<'t>(&self, url: &'t str) -> Option<&'t str> {
        let path = url.strip_prefix(self.origin())?.strip_prefix(self.path().trim_end_matches('/'))?;
        if path.is_empty() { Some("/") } else { Some(path).filter(|path| path.starts_with('/')) }
    }

    /// An absolute URL, for feeds, sitemaps and structured data.
    pub fn absolute(&self, link: &Permalink) -> String {
        format!("{}{}", self.origin, self.url(link))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(text: &str) -> String {
        Slug::from_text(text).map(|s| s.to_string()).unwrap_or_default()
    }

    #[test]
    fn slugs_keep_the_letters_of_every_script() {
        assert_eq!(slug("選挙結果の速報"), "選挙結果の速報");
        assert_eq!(slug("نتائج الانتخابات"), "نتائج-الانتخابات");
        assert_eq!(slug("Итоги выборов"), "итоги-выборов");
        assert_eq!(slug("Straße — gesperrt"), "straße-gesperrt");
        assert_eq!(slug("O’Neil’s “law”"), "oneils-law");
        assert_eq!(slug("Prices rise..."), "prices-rise");
        assert_eq!(slug("चुनाव के नतीजे"), "चुनाव-के-नतीजे");
        assert_eq!(slug("cafe\u{301}"), "café");
        assert_eq!(slug("?!..."), "");
        assert_eq!(slug("CON"), "con-page");
    }

    #[test]
    fn long_slugs_are_cut_at_a_word_and_fit_a_file_name() {
        let long = slug(&"Пресс-служба сообщает ".repeat(20));
        assert!(long.len() <= COMPONENT_MAX && !long.ends_with('-'), "{long}");
        assert!(long.ends_with("служба") || long.ends_with("сообщает") || long.ends_with("пресс"), "{long}");
        let whole = slug(&"я".repeat(300));
        assert!(whole.len() <= COMPONENT_MAX && whole.chars().all(|c| c == 'я'));
    }

    #[test]
    fn explicit_slugs_cannot_escape() {
        for bad in ["../../escaped", "a/b", "a\\b", "..", "prices-rise.", "x\0", "", "-a", "a b"] {
            assert!(Slug::explicit(bad).is_err(), "{bad:?}");
        }
        assert_eq!(Slug::explicit("Budget").expect("a slug").as_str(), "budget");
        assert_eq!(Slug::explicit("v1.2_x").expect("a slug").as_str(), "v1.2_x");
    }

    #[test]
    fn old_addresses_are_read_as_people_write_them() {
        let link = |text| Permalink::explicit(text).map(|link| link.to_string());
        assert_eq!(link("old/path"), Ok("/old/path/".into()));
        assert_eq!(link("/old/path.html"), Ok("/old/path.html".into()));
        assert_eq!(link("/caf%C3%A9/"), Ok("/café/".into()));
        assert_eq!(link("/2019/04/v1.2-notes"), Ok("/2019/04/v1.2-notes/".into()));
        for bad in ["../x", "/a/../b", "https://else.example/x", "//x", "/a\\b", "/a?b"] {
            assert!(link(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn base_paths_are_kept_and_never_doubled() {
        for text in ["https://news.example/a/courier", "https://news.example/a/courier/"] {
            let base = Base::parse(text).expect("a base");
            assert_eq!(base.url(&Permalink::root()), "/a/courier/");
            assert_eq!(base.absolute(&Permalink::folder(["city", "p 1"])), "https://news.example/a/courier/city/p%201/");
            assert_eq!(base.local("https://news.example/a/courier/city/x/#a"), Some("/city/x/#a"));
            assert_eq!(base.local("https://news.example/a/courier"), Some("/"));
            assert_eq!(
                base.local("https://news.example/a/courierx/").or(base.local("https://else.example/a/courier/")).or(base.local("/x/")),
                None
            );
        }
        assert_eq!(Base::parse("http://localhost:1111").expect("a base").root(), "http://localhost:1111/");
        for (url, local) in [
            ("http://localhost:1111", true),
            ("http://127.0.0.1/x", true),
            ("http://[::1]:80/", true),
            ("https://localhost.example/", false),
        ] {
            assert_eq!(Base::parse(url).expect("a base").is_local(), local, "{url}");
        }
        for bad in ["news.example", "ftp://x/", "https://", "https://x/?a", "https://x/../y"] {
            assert!(Base::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn files_and_addresses_map_one_to_one() {
        for (link, file) in [("/", "index.html"), ("/city/a/", "city/a/index.html"), ("/404.html", "404.html")] {
            let link = Permalink::explicit(link).expect("a path");
            assert_eq!(link.out_path().as_str(), file);
            assert_eq!(link.out_path().permalink(), link);
        }
    }
}
