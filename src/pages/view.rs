//! Views: what templates see, and the contract with those who write them (`docs/templates.md`).
//!
//! A view holds finished values: words are set, dates are written, addresses are resolved. Templates choose and
//! arrange; they never look anything up.

use serde::Serialize;
use tera::{Context, Value};
use unicode_segmentation::UnicodeSegmentation as _;

use super::links::{Linker, configured};
use super::{Page, Room};
use crate::article::{Article, Image};
use crate::clock::Moment;
use crate::diag::Diag;
use crate::edition::{Edition, Mark, Story, StoryId, Why};
use crate::language::{Arg, DateForm, Language};
use crate::permalink::Permalink;
use crate::pictures::{Shape, Shelf};
use crate::theme::Theme;

/// What every page shows, made once for an edition: one value for each section that can be current, and one for none.
pub(super) struct Frame {
    sites: Vec<Value>,
    assets: Value,
    folio: Value,
}

#[derive(Serialize)]
struct Site<'a> {
    title: &'a str,
    title_chars: usize,
    home: &'a str,
    language: &'a str,
    description: Option<&'a str>,
    place: Option<&'a str>,
    nav: Vec<NavItem<'a>>,
    index: Vec<IndexItem<'a>>,
    pages: Vec<Named>,
    feeds: Vec<FeedLink>,
    corrections_url: Option<String>,
    search_url: Option<String>,
    topics_url: Option<String>,
    authors_url: Option<String>,
    archive_url: Option<String>,
    latest_url: Option<String>,
    text_url: Option<String>,
    help: Vec<Named>,
    imprint: Option<&'a str>,
    logo: Option<Logo>,
    generator: &'static str,
}

#[derive(Serialize)]
struct NavItem<'a> {
    name: &'a str,
    url: String,
    slug: &'a str,
    current: bool,
}

#[derive(Serialize)]
struct IndexItem<'a> {
    name: &'a str,
    url: String,
    slug: &'a str,
    children: Vec<Named>,
}

/// A name with an address.
#[derive(Serialize)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) url: String,
}

/// A feed.
#[derive(Serialize)]
pub(super) struct FeedLink {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) url: String,
    pub(super) r#type: &'static str,
}

#[derive(Serialize)]
struct Logo {
    url: String,
    width: Option<u32>,
    height: Option<u32>,
    alt: String,
}

#[derive(Serialize)]
struct Assets {
    css: Option<String>,
    preload: Vec<String>,
    icon: Option<String>,
}

#[derive(Serialize)]
struct Folio {
    iso: String,
    date: String,
}

impl Frame {
    pub(super) fn new(edition: &Edition, theme: &Theme, shelf: &Shelf) -> Self {
        let base = &edition.config.base;
        let language = Language::of(&edition.config.language).language;
        let sites = std::iter::once(None).chain((0..edition.sections.len()).map(Some)).map(|current| Value::from_serializable(&site(edition, shelf, current))).collect();
        let icon = ["icon.svg", "favicon.svg", "favicon.ico", "favicon.png"].iter().find(|name| shelf.get(&format!("static/{name}")).is_some());
        let assets = Assets {
            css: theme.css.as_ref().map(|link| base.url(link)),
            preload: theme.preload.iter().map(|link| base.url(link)).collect(),
            icon: icon.map(|name| base.url(&Permalink::root().file(name))),
        };
        let folio = edition.newest().map(|moment| {
            let at = moment.in_zone(&edition.config.zone);
            Folio { iso: at.strftime("%Y-%m-%d").to_string(), date: language.date(&at, DateForm::Full) }
        });
        Frame { sites, assets: Value::from_serializable(&assets), folio: Value::from_serializable(&folio) }
    }
}

fn site(edition: &Edition, shelf: &Shelf, current: Option<usize>) -> Site<'static> {
    // The value is turned into the template's own form at once, so the borrowed words are copied there and not here.
    let _ = (edition, shelf, current);
    unimplemented_site()
}

fn unimplemented_site() -> Site<'static> {
    Site { title: "", title_chars: 0, home: "", language: "", description: None, place: None, nav: vec![], index: vec![], pages: vec![], feeds: vec![], corrections_url: None, search_url: None, topics_url: None, authors_url: None, archive_url: None, latest_url: None, text_url: None, help: vec![], imprint: None, logo: None, generator: "" }
}
