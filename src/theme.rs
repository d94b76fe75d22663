//! The look as files: one style sheet, its fonts and the script of the search page, named by their contents.
//!
//! [`Theme::make`] takes `static/theme/` (the house's, with the paper's files over it), adds what `config.toml` says
//! about colours and the nameplate as custom properties, minifies, and gives every file a name with its hash, so that a
//! browser may keep it for ever. Colours that nobody could read are refused here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_embed::RustEmbed;

use crate::config::{Config, Fonts};
use crate::diag::{Diag, Place};
use crate::digest::Digest;
use crate::permalink::{OutPath, Permalink};
use crate::source::{self, Entry};

mod colour;
mod sheet;
mod width;

/// The house's theme files.
#[derive(RustEmbed)]
#[folder = "static/theme/"]
struct House;

/// Folder of the theme beneath `static/`.
const FOLDER: &str = "static/theme/";

/// The style sheet's name.
const SHEET: &str = "site.css";

/// The script of the search page.
const SEARCH: &str = "search.js";

/// Fonts that every page needs at once.
const PRELOAD: [&str; 2] = ["fonts/np-head.woff2", "fonts/np-text.woff2"];

/// The theme, ready to be written.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// Files to write.
    pub files: Vec<(OutPath, Vec<u8>)>,
    /// The style sheet's address.
    pub css: Option<Permalink>,
    /// Addresses of the fonts to preload.
    pub preload: Vec<Permalink>,
    /// The script of the search page, if the paper has a search.
    pub search: Option<Permalink>,
}

impl Theme {
    /// Makes the theme; `own` are the site's files beneath `static/theme/`.
    pub fn make(own: &[&Entry], config: &Config) -> (Self, Vec<Diag>) {
        let mut told = Vec::new();
        let mut files: BTreeMap<String, Vec<u8>> =
            House::iter().filter_map(|name| House::get(&name).map(|file| (name.into_owned(), file.data.into_owned()))).collect();
        for entry in own {
            let Some(name) = entry.path.strip_prefix(FOLDER) else { continue };
            match std::fs::read(&entry.disk) {
                Ok(bytes) => drop(files.insert(name.to_owned(), bytes)),
                Err(error) => {
                    told.push(Diag::error("read", format!("cannot be read: {}", source::plain_io(&error))).at(Place::file(&entry.path)));
                }
            }
        }
        let sheet = files.remove(SHEET).unwrap_or_default();
        if config.theme.fonts == Fonts::System {
            files.retain(|name, _| !name.starts_with("fonts/"));
        }
        if !config.search {
            files.remove(SEARCH);
        }
        let mut theme = Theme::default();
        let mut names: Vec<(String, Permalink)> = Vec::new();
        let folder = Permalink::folder(["theme"]);
        for (name, bytes) in files {
            let link = folder.file(&hashed(&name, &bytes));
            theme.files.push((link.out_path(), bytes));
            names.push((name, link));
        }
        let mut css = String::from_utf8_lossy(&sheet).into_owned();
        if config.theme.fonts == Fonts::System {
            css = without_font_faces(&css);
        }
        css.push_str(&tokens(config, &mut told));
        for (name, link) in &names {
            let hashed = link.as_str().trim_start_matches("/theme/");
            for quote in ["", "\"", "'"] {
                css = css.replace(&format!("url({quote}{name}{quote})"), &format!("url({hashed})"));
            }
        }
        let css = minify(&css, &mut told).into_bytes();
        let link = folder.file(&hashed(SHEET, &css));
        theme.files.push((link.out_path(), css));
        theme.css = Some(link);
        theme.preload =
            PRELOAD.iter().filter_map(|name| names.iter().find(|(known, _)| known == name)).map(|(_, link)| link.clone()).collect();
        theme.search = names.iter().find(|(known, _)| known == SEARCH).map(|(_, link)| link.clone());
        (theme, told)
    }
}

/// `fonts/np-head.woff2` to `fonts/np-head.1a2b3c4d.woff2`.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = Digest::of(bytes).short(10);
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
        None => format!("{name}.{hash}"),
    }
}

/// Leaves out `@font-face` rules; they hold no braces of their own.
fn without_font_faces(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("@font-face") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find('}').map_or("", |end| &rest[at + end + 1..]);
    }
    out.push_str(rest);
    out
}

fn minify(css: &str, told: &mut Vec<Diag>) -> String {
    sheet::minify(css).unwrap_or_else(|sheet::Fault { line, what }| {
        let path = format!("{FOLDER}{SHEET}");
        told.push(
            Diag::error("css", format!("the style sheet cannot be read: {what}"))
                .at(Place::line(&path, css, line))
                .help("mend the rule, or remove the file to have the built-in one back"),
        );
        css.to_owned()
    })
}

/// Custom properties from the config.
fn tokens(config: &Config, told: &mut Vec<Diag>) -> String {
    // The system's faces are set wider than Newsreader.
    let wider = if config.theme.fonts == Fonts::System { 1.1 } else { 1.0 };
    let mut css = format!("\n:root {{ --plate: {:.2}; }}\n", (width::line(&config.title) * wider).max(3.0));
    if config.theme.fonts == Fonts::System {
        css.push_str(
            ":root { --serif: \"Iowan Old Style\", Charter, Georgia, serif; --display: \"Iowan Old Style\", Charter, Georgia, serif; }\n",
        );
    }
    let mut add = |selector: &str, token: &str, name: &str, hex: &str| {
        let Some(rgb) = colour::rgb(hex) else { return };
        let light = colour::on_light(rgb);
        if light < colour::CONTRAST {
            told.push(
                Diag::error(
                    "contrast",
                    format!("the colour {hex} of {name} has a contrast of {light:.1} : 1 on the page; text needs {} : 1", colour::CONTRAST),
                )
                .at(Place::file(crate::config::PATH))
                .help("choose a darker colour; the light one for the dark page is made from it"),
            );
        }
        let dark = colour::for_dark(rgb);
        let _ = writeln!(css, "{selector} {{ {token}: light-dark({hex}, #{:02x}{:02x}{:02x}); }}", dark[0], dark[1], dark[2]);
    };
    if let Some(accent) = &config.theme.accent {
        add(":root", "--accent", "the accent", accent);
    }
    for (section, hex) in &config.theme.colours {
        let selector: String = section.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '_')).collect();
        add(&format!("[data-section=\"{selector}\"]"), "--sec", &format!("the section “{section}”"), hex);
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{self, Overrides};

    fn make(theme: &str) -> (Theme, Vec<Diag>) {
        let text = format!("title = \"T\"\nbase_url = \"https://news.example/\"\n[theme]\n{theme}\n");
        let config = config::read(&text, &Overrides::default()).0.expect("a config");
        Theme::make(&[], &config)
    }

    #[test]
    fn colours_are_measured() {
        let (theme, told) = make("accent = \"#a4161a\"\ncolours = { world = \"#5a3e8e\" }");
        assert_eq!(told, []);
        assert!(theme.css.is_some());
        let (_, told) = make("accent = \"#ffcc00\"");
        assert_eq!(told.len(), 1);
        assert!(told[0].message.contains("contrast"), "{}", told[0].message);
    }

    #[test]
    fn system_fonts_download_nothing() {
        let (theme, _) = make("fonts = \"system\"");
        assert!(theme.preload.is_empty() && theme.files.iter().all(|(path, _)| !path.as_str().contains("woff2")));
        let css = theme
            .files
            .iter()
            .find(|(path, _)| path.as_str().ends_with(".css"))
            .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
        assert!(!css.unwrap_or_default().contains("@font-face"));
    }
}
