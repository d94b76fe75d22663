//! One content file, read: an [`Article`] and what is wrong with it.
//!
//! 1. [`front_matter`] splits the file and reads the fields.
//! 2. [`embargo_mark`] finds what the copy itself says about an embargo; such marks, and [`comments`], are no part of the copy.
//! 3. [`foreign`] takes the marks of other generators out of Markdown and HTML, or makes of them what they are.
//! 4. The body goes through [`markdown`] or, for `.txt`, [`plain`]; both make the same [`Copy`].
//! 5. [`takeaways`] and [`pulls`] settle what belongs together: one takeaways value whatever its spelling, and for each
//!    pull-quote where it stands and whether it repeats the copy ([`quotes`]).
//! 6. [`changes`] looks over the dates of updates and corrections.
//!
//! Reading never fails as a whole and never looks at another file: what an article is depends on its own bytes and the
//! paper's settings alone. Nothing in the copy is evaluated, and no template runs here.

pub mod anchors;
pub mod changes;
mod comments;
pub mod copy;
mod embargo_mark;
mod foreign;
pub mod front_matter;
mod held_name;
mod help;
pub mod kind;
mod lazy;
mod markdown;
mod path;
mod plain;
mod plain_matter;
pub mod plain_text;
mod pulls;
pub mod quotes;
mod store;
pub mod summary;
pub mod takeaways;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use copy::{Copy, Part, Voice};
pub use kind::Kind;
pub use lazy::{ChangedFiles, LazyCopy, LazyHead, Morgue, Original};
use path::Address;
pub use path::{date_in_name, has_date_in_name, is_language};
pub use store::Store;
pub use takeaways::Takeaways;

use crate::clock::Moment;
use crate::config::Config;
use crate::data::Table;
use crate::diag::{Diag, Index, Place};
use crate::digest::Digest;
use crate::language::Language;
use crate::permalink::{Permalink, Slug};
use crate::prose::{Markup, Style};
use crate::source::{Notation, Source};

/// A content file as a value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Article {
    /// From the site's root: `content/world/ferry.md`.
    pub path: Arc<str>,
    /// What the file is, by where it lies.
    pub role: Role,
    /// Everything that lists, feeds and neighbours need to know.
    pub head: LazyHead,
    /// What is printed on its own page.
    #[serde(skip)]
    pub copy: LazyCopy,
    /// Hash of the file.
    pub fingerprint: Digest,
    /// Hash of all that other pages can show of it: of its head, less what only its own page and the checks ask for.
    pub shown: Digest,
}

/// What a content file is, by where it lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// A story in a section.
    Story,
    /// A page of the paper: about, contact.
    Standing,
    /// `_index.md`: the front page or a section front.
    Front,
    /// `authors/<slug>.md`.
    Profile,
}

/// Everything about an article but its copy.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Head {
    /// File or folder name without date and ending.
    pub stem: String,
    /// Folder beneath `content/`, such as `world/asia`; empty at the top.
    pub folder: String,
    /// The file is `index.md`: the folder beside it is its own.
    pub bundle: Bundle,
    /// The headline.
    pub headline: Line,
    /// For `<title>`.
    pub seo_headline: Option<String>,
    /// For share cards.
    pub social_headline: Option<String>,
    /// Under the headline.
    pub dek: Option<Inline>,
    /// Over the headline.
    pub kicker: Option<String>,
    /// Who made it.
    pub authors: Vec<Credit>,
    /// The words of the byline, where they say more than the names of the authors.
    pub byline: Option<String>,
    /// Where it was filed from.
    pub dateline: Option<String>,
    /// When it was published.
    pub date: Option<Moment>,
    /// When it last changed in a way that matters.
    pub updated: Option<Moment>,
    /// The latest of its dates, where that is not the one that is shown: not out before.
    pub not_before: Option<Moment>,
    /// Not out before.
    pub embargo: Option<Moment>,
    /// Not out from.
    pub expires: Option<Moment>,
    /// Not for print.
    pub draft: bool,
    /// Why it was taken back.
    pub withdrawn: Option<String>,
    /// Overrides the folder.
    pub section: Option<String>,
    /// What it is about.
    pub topics: Vec<String>,
    /// The series it belongs to.
    pub series: Option<String>,
    /// What sort of journalism it is.
    pub kind: Kind,
    /// Overrides the file name.
    pub slug: Option<Slug>,
    /// Overrides everything that an address is made of.
    pub address: Option<Permalink>,
    /// Old addresses.
    pub redirect_from: Vec<Permalink>,
    /// Stable feed id.
    pub id: Option<String>,
    /// The lead picture.
    pub image: Option<Image>,
    /// Addresses of the pictures in the copy, as written.
    pub pictures: Vec<String>,
    /// The takeaways box.
    pub takeaways: Option<Takeaways>,
    /// Corrections, oldest first.
    pub corrections: Vec<Correction>,
    /// The date of each notice of the desk that stands in the copy, in order, where it has one.
    pub noted: Vec<Option<Moment>>,
    /// Where the facts come from.
    pub sources: Vec<Reference>,
    /// Front-page placement; greater is higher.
    pub priority: i64,
    /// Language tag, where it differs from the paper's.
    pub language: Option<String>,
    /// Another template than the usual one.
    pub template: Option<String>,
    /// An author's job, on profiles.
    pub job: Option<String>,
    /// Free values.
    pub extra: Table,
    /// For descriptions: the dek, or the first paragraph, cut on text.
    pub summary: String,
    /// Words of the copy, repeated pull-quotes left out.
    pub words: usize,
    /// Minutes to read it.
    pub minutes: usize,
    /// Hash of the ids in the copy, to which links of other articles may lead.
    pub anchors: Digest,
    /// Where fields stand that other articles can clash with.
    pub places: Places,
}

/// Where an article stands in the source, for messages that come later.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Places {
    /// The slug.
    pub slug: Option<Place>,
    /// Each old address.
    pub redirect_from: Vec<Place>,
    /// Of dates that differ, the latest and another.
    pub dates: Option<(Place, Place)>,
    /// The section.
    pub section: Option<Place>,
    /// The picture.
    pub image: Option<Place>,
    /// Each link to another page of the site or a file beside it, with what it says.
    pub links: Vec<(String, Place)>,
    /// What else may be the address of a file: the values in the brackets of story blocks.
    pub files: Vec<String>,
    /// Whether the file has front matter.
    pub has_front_matter: bool,
    /// Each story block, by name, with the keys that stand after it.
    pub blocks: Vec<(String, Vec<String>, Place)>,
    /// The template.
    pub template: Option<Place>,
    /// The whole file, where it says what stands on a front: only the edition can tell which of it is wrong.
    pub front: Option<String>,
}

/// Whether a folder belongs to the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bundle {
    /// `ferry.md`
    #[default]
    No,
    /// `ferry/index.md`
    Yes,
}

/// A line of text in two forms that say the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The words alone.
    pub words: String,
    /// As HTML, with emphasis.
    pub html: String,
}

/// A line of text that may hold links.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    /// The words alone.
    pub words: String,
    /// As HTML.
    pub markup: Markup,
}

/// Someone's part in a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Name, without “By”.
    pub name: String,
    /// What they did; none for writing it.
    pub role: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Address, as written.
    pub src: String,
    /// What it shows, for those who cannot see it; none when nobody wrote it.
    pub alt: Option<String>,
    /// The line under it.
    pub caption: Option<Inline>,
    /// Whose it is.
    pub credit: Option<String>,
    /// The point that must stay in view: two percentages.
    pub focus: Option<(u8, u8)>,
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When it was made.
    pub date: Option<Moment>,
    /// What it says.
    pub text: Inline,
    /// `correction`, `clarification`, `update`, `editors-note` or `retraction`.
    #[serde(deserialize_with = "correction_kind")]
    pub kind: CorrectionName,
}

/// The kinds of correction, as front matter names them.
pub const CORRECTIONS: [&str; 5] = ["correction", "clarification", "update", "editors-note", "retraction"];

/// One of [`CORRECTIONS`].
pub type CorrectionName = &'static str;

/// The known name of a kind of correction.
fn correction_kind<'de, D: serde::Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    let name = String::deserialize(from)?;
    CORRECTIONS.iter().find(|known| **known == name).copied().ok_or_else(|| serde::de::Error::custom("an unknown kind of correction"))
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Its name.
    pub title: String,
    /// Where it is.
    pub url: Option<String>,
}

/// What an article is read with.
#[derive(Clone)]
pub struct Desk<'a> {
    /// The paper's settings.
    pub config: &'a Config,
}

/// Reads one content file.
pub fn read(source: &Source, desk: &Desk<'_>) -> (Article, Vec<Diag>) {
    let mut told = Vec::new();
    let address = Address::of(&source.path);
    let notation = Notation::of(&source.path).unwrap_or(Notation::Markdown);
    let mut split = front_matter::split(&source.path, &source.text, &mut told);
    front_matter::rename(&mut split, &address.role, desk.config);
    let split = split;
    // What could not be read may well hold the headline and the date; that they are missing is no second fault.
    let unread = crate::diag::any_error(&told);
    let mut head = front_matter::read(&source.path, &source.text, &split, &address, desk.config, &mut told);
    head.draft |= held_name::holds(&source.path, &mut told);
    let role = address.role_with(&head);
    let tag = head.language.clone().unwrap_or_else(|| desk.config.language.clone());
    let found = Language::of(&tag);
    if found.missing && head.language.as_ref().is_some_and(|own| *own != desk.config.language) {
        let dates = if found.language.has_dates() { "dates are printed in the language" } else { "dates are printed as 2026-03-05" };
        let help = format!("write the words in locales/{tag}.ftl; {dates}");
        told.push(
            Diag::warning("language", format!("there are no interface words for “{tag}”; they are printed in English"))
                .at(Place::file(&source.path))
                .help(help),
        );
    }
    let style = Style {
        language: found.language,
        typography: desk.config.typography,
        html: desk.config.html,
        anchor: anchor(&head),
        base: desk.config.base.clone(),
    };
    head.places.has_front_matter = split.notation != front_matter::Notation::None;
    let text = without_marks(source, &split, notation, &mut head, desk, &mut told);
    let (written, seams) = (text, OnceCell::new());
    let text = match notation {
        Notation::Plain => None,
        Notation::Markdown => foreign::read(&source.path, &written, split.body, foreign::Tongue::Markdown, desk.config, &mut told),
    };
    let text = text.map_or(Cow::Borrowed(&*written), |(body, pieces)| {
        let _ = seams.set(pieces);
        Cow::Owned([&written[..split.body], &body].concat())
    });
    let index = OnceCell::new();
    let body = Body {
        path: &source.path,
        text: &text,
        start: split.body,
        style: &style,
        zone: &desk.config.zone,
        written: &written,
        seams: seams.get(),
        index: &index,
    };
    let (mut copy, in_copy) = match notation {
        Notation::Plain => plain::read(&body, &mut head, desk, &mut told),
        Notation::Markdown => markdown::read(&body, &mut head, &mut told),
    };
    let mut changed = changes::in_front_matter(&split, &source.path, &source.text, &desk.config.zone);
    changed.extend(in_copy);
    changes::check(&head, &changed, &desk.config.zone, &mut told);
    set_lines(&mut head, &style);
    if head.date.is_none() && !front_matter::gives_date(&split) {
        head.date = head.embargo;
    }
    if !unread {
        look_for_head(&head, &split, source, &role, &mut told);
    }
    settle(&mut head, &mut copy, &split, source, &style, &mut told);
    if !unread && role == Role::Story {
        look_for_copy(&head, &copy, source, &mut told);
    }
    help::set(&mut told, split.notation);
    head.pictures = copy.pictures();
    let (shown, copy) = (head.shown(), LazyCopy::here(copy));
    (Article { path: source.path.clone(), role, head: head.into(), copy, fingerprint: source.fingerprint, shown }, told)
}

impl Head {
    /// Hash of all that other pages can show of an article with this head: [`Article::shown`].
    pub(crate) fn shown(&self) -> Digest {
        let others = Head { anchors: Digest::default(), words: 0, minutes: 0, places: Places::default(), ..self.clone() };
        // A head has a compact form, or it could not be remembered either.
        postcard::to_stdvec(&others).map_or(self.anchors, Digest::of)
    }
}

/// The text of a file with spaces over what is for the desk alone: marks of an embargo, which hold the story, and in plain text
/// comments, which Markdown knows by itself.
fn without_marks<'s>(
    source: &'s Source,
    split: &front_matter::Split,
    notation: Notation,
    head: &mut Head,
    desk: &Desk<'_>,
    told: &mut Vec<Diag>,
) -> Cow<'s, str> {
    let marks = embargo_mark::find(&source.text, split.body, notation);
    embargo_mark::hold(&marks, source, split, head, &desk.config.zone, told);
    let mut covered: Vec<Range<usize>> = marks.into_iter().filter_map(|mark| mark.cover).collect();
    if notation == Notation::Plain
        && let Some(body) = source.text.get(split.body..)
    {
        let (found, open) = comments::find(body);
        let place = |span: Range<usize>| source.place(span.start + split.body..span.end + split.body);
        for comment in &found {
            told.push(
                Diag::warning("not-printed", "this comment is not printed")
                    .at(place(comment.clone()))
                    .help("delete it once you have read it"),
            );
        }
        if let Some(at) = open {
            told.push(
                Diag::warning(crate::prose::OPEN_COMMENT, "a comment opens here and never closes, so it is printed")
                    .at(place(at..at + 4))
                    .help("put --> at its end, or take <!-- away"),
            );
        }
        covered.extend(found.into_iter().map(|comment| comment.start + split.body..comment.end + split.body));
    }
    comments::cover(&source.text, covered)
}

/// The body of a file and how it is set.
struct Body<'a> {
    path: &'a str,
    text: &'a str,
    /// Byte at which the body begins.
    start: usize,
    style: &'a Style,
    /// The paper's, for dates in the copy.
    zone: &'a TimeZone,
    /// The file as it was written, where that is another text.
    written: &'a str,
    /// Where each piece of the text was written.
    seams: Option<&'a foreign::Seams>,
    /// Made once somebody asks for a place.
    index: &'a OnceCell<Index<'a>>,
}

impl Body<'_> {
    fn words(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

    fn index(&self) -> &Index<'_> {
        self.index.get_or_init(|| Index::new(self.path, self.written))
    }

    /// A place in the body, in bytes from its start.
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        let span = self.seams.map_or(span.clone(), |seams| seams.written(span));
        self.index().span(span.start + self.start..span.end + self.start)
    }

    /// A line of the body, from 1.
    fn line(&self, line: usize) -> Place {
        self.index().line(self.number(line))
    }

    /// The number in the file of a line of the body, both from 1.
    fn number(&self, line: usize) -> usize {
        self.index().line_of(self.start) - 1 + line
    }
}

/// What ids of footnotes begin with: the slug, which stays when the file gets another name, and never the name of a file that
/// has a slug of its own.
fn anchor(head: &Head) -> String {
    let slug = head.slug.clone().or_else(|| Slug::from_text(&head.stem));
    slug.map_or_else(|| "n".to_owned(), |slug| slug.as_str().replace('/', "-"))
}

/// Sets the lines of the head that came as bare words.
fn set_lines(head: &mut Head, style: &Style) {
    if head.headline.html.is_empty() {
        let (words, html) = crate::prose::headline(&head.headline.words, style);
        head.headline = Line { words, html };
    }
    for line in [&mut head.seo_headline, &mut head.social_headline, &mut head.kicker, &mut head.dateline].into_iter().flatten() {
        *line = crate::prose::plain(line, style);
    }
}

impl Inline {
    /// One line of Markdown.
    fn markdown(text: &str, style: &Style) -> Self {
        let markup = crate::prose::inline(text, style);
        Inline { words: markup.words_less_addresses(style), markup }
    }

    /// Words that mean only themselves.
    fn plain(text: &str, style: &Style) -> Self {
        let words = crate::prose::plain(text, style);
        Inline { markup: Markup::text(&words), words }
    }
}

/// Tells when there is no headline or no date.
fn look_for_head(head: &Head, split: &front_matter::Split, source: &Source, role: &Role, told: &mut Vec<Diag>) {
    let whole = || Place::file(&source.path);
    let misspelt = |fields: &[&str], told: &mut Vec<Diag>| {
        let meant = |message: &str| fields.iter().any(|name| message.ends_with(&format!("did you mean `{name}`?")));
        let at = told.iter().position(|diag| diag.code == "unknown-key" && meant(&diag.message))?;
        Some(told.remove(at))
    };
    // A key that was meant for it and is misspelt is the one cause.
    let follows = |diag: Diag, cause: Option<Diag>| match cause {
        Some(Diag { place: Some(place), message, .. }) => {
            Diag { message: format!("{}: {message}", diag.message), ..diag }.at(place).help("mend the name of the key")
        }
        _ => diag,
    };
    if head.headline.words.is_empty() && *role != Role::Front {
        let help = match split.notation {
            front_matter::Notation::None => "begin the file with a line that is the headline",
            _ => "add headline = \"…\" to the front matter, or begin the body with # and the headline",
        };
        let cause = misspelt(&["headline", "title", "hed"], told);
        told.push(follows(Diag::error("no-headline", "there is no headline").at(whole()).help(help), cause));
    }
    if *role == Role::Front && head.bundle == Bundle::No && front_matter::gives_date(split) {
        let list = head.folder.split('/').next().unwrap_or_default();
        let message =
            format!("a file beneath “{list}” is what the paper says of one of its own lists, and this one has the date of a story");
        told.push(Diag::error("section", message).at(whole()).help("move it into the folder of a section, or take out its date"));
    }
    // A date that was given and cannot be read has been told already.
    // A draft gets its date when it is done.
    if *role == Role::Story && head.date.is_none() && !head.draft && !front_matter::gives_date(split) {
        let cause = misspelt(&["date", "published", "publishDate", "pubDate"], told);
        let diag = if cause.is_some() {
            follows(Diag::error("no-date", "there is no date"), cause)
        } else {
            Diag::warning("no-date", "there is no date; the story is printed without one, after all others")
                .at(split.table.entries.first().map_or_else(whole, |entry| Place::span(&source.path, &source.text, entry.key_span.clone())))
                .help(if split.notation == front_matter::Notation::None {
                    "begin the file name with the date, such as 2026-03-09-"
                } else {
                    "add date = 2026-03-09 to the front matter, or begin the file name with the date"
                })
        };
        told.push(diag);
    }
}

/// Tells when there is nothing but a headline.
fn look_for_copy(head: &Head, copy: &Copy, source: &Source, told: &mut Vec<Diag>) {
    if copy.parts.is_empty() && head.image.is_none() && head.takeaways.is_none() && !head.draft && head.withdrawn.is_none() {
        told.push(
            Diag::warning("empty-story", "there is no copy: the page has a headline and nothing else")
                .at(Place::file(&source.path))
                .help("write the story below the front matter, or make it a draft"),
        );
    }
}

const SOFT_HYPHEN: char = '\u{ad}';

/// What can only be said once head and copy are both known.
fn settle(head: &mut Head, copy: &mut Copy, split: &front_matter::Split, source: &Source, style: &Style, told: &mut Vec<Diag>) {
    if head.headline.words.is_empty() {
        let words = head.stem.replace('-', " ");
        head.headline = Line { html: crate::prose::escape(&words), words };
    }
    // Where a word may be broken is for the page alone.
    head.headline.words.retain(|c| c != SOFT_HYPHEN);
    takeaways::settle(head, copy);
    pulls::settle(copy, front_matter::pull_quotes(split), source, style, told);
    copy.add_dateline(head.dateline.as_deref());
    let (words, minutes) = copy.measure();
    head.words = words;
    head.minutes = minutes;
    head.anchors = Digest::of_list(copy.anchors());
    head.summary = match &head.dek {
        Some(dek) => summary::cut(&dek.words),
        None => copy.first_words().map(summary::cut).unwrap_or_default(),
    };
}
