//! The search page, and the index that its script loads.
//!
//! - `/search/`: ways in by section, topic and month, which need no script, and a form, which does.
//! - `/search/index.json`: what there is: volumes with the first word of each shard, and a mark for each file that changes
//!   when the file does, so that a browser never puts new beside old.
//! - `/search/words-V-S.txt`: shard S of volume V ([`index`]), made from what was printed before where that is less work
//!   ([`amend`]).
//! - `/search/stories-N.json`: what is shown of [`CHUNK`] stories, loaded for those that are found.
//!
//! `static/theme/search.js` reads them; `docs/search.md` describes them and says why they are our own. All of it comes from
//! public stories alone, and `search = false` takes it away, link and script included.

mod amend;
mod index;
mod words;

pub(super) use self::words::fold;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use self::index::Shard;
use super::room::{Room, Shared};
use super::sheet::Sheet;
use super::view::{self, Named, PageView};
use super::{Key, Page, Row, archive, topics};
use crate::diag::Diag;
use crate::digest::{Digest, Digester};
use crate::edition::{Edition, StoryId};
use crate::language::{Arg, DateForm, Language};
use crate::output::Turn;
use crate::permalink::{OutPath, Permalink};

/// The page.
pub(super) const ROW: Row = Row { kind: "search", turn: Turn::Index, plan: plan_page, print: print_page };

/// The list of what there is.
pub(super) const MANIFEST: Row = Row { kind: "search-index", turn: Turn::Index, plan: plan_manifest, print: print_manifest };

/// Words: the volume is the index, the shard the number.
pub(super) const WORDS: Row = Row { kind: "search-words", turn: Turn::Page, plan: plan_words, print: print_words };

/// Stories, by number.
pub(super) const STORIES: Row = Row { kind: "search-stories", turn: Turn::Page, plan: plan_stories, print: print_stories };

/// Stories in a file; a part of a volume.
const CHUNK: usize = 64;
const _: () = assert!(index::VOLUME.is_multiple_of(CHUNK), "no chunk lies in two volumes");

/// Topics on the page: those with most stories.
const TOPICS: usize = 60;

/// Numbers that show every form of a plural that a language may have.
const SAMPLES: [u64; 10] = [0, 1, 2, 3, 6, 11, 21, 100, 1000, 1_000_000];

/// The address of the page, if the paper has a search.
pub(super) fn link(edition: &Edition) -> Option<Permalink> {
    edition.config.search.then(|| Permalink::folder(["search"]))
}

/// What a build leaves to the next one of its index. All of it follows from the stories that it names, the program and the
/// settings: where these are the same, it is as good as a new one, whatever else was changed or printed since.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Remains {
    volumes: Vec<Bound>,
    /// Of each chunk, the hash of what it is made of and its mark.
    chunks: Vec<(Digest, String)>,
}

/// A volume, without its text.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Bound {
    /// What each story is made of, by number.
    stories: Vec<Digest>,
    /// The first word of each shard.
    words: Vec<String>,
    /// Of the text of all shards, one after the other.
    text: Digest,
}

/// The index of the last build.
#[derive(Clone, Copy)]
pub struct Last<'a> {
    /// What it left, by a build of this program with these settings.
    pub remains: &'a Remains,
    /// Reads a file as it was printed, if it still is so.
    pub read: &'a (dyn Fn(&OutPath) -> Option<Vec<u8>> + Sync),
}

/// The index, each part made when it is asked for first.
pub(super) struct Store {
    stories: Vec<StoryId>,
    volumes: Vec<OnceLock<Vec<Shard>>>,
    bound: Vec<OnceLock<Bound>>,
    contents: Vec<OnceLock<Contents>>,
    chunks: Vec<OnceLock<Vec<u8>>>,
}

/// What a volume is made of.
struct Contents {
    /// By number.
    stories: Vec<Digest>,
    all: Digest,
}

impl Store {
    /// An empty store for an edition.
    pub(super) fn new(edition: &Edition) -> Self {
        let stories = link(edition).map_or_else(Vec::new, |_| index::stories(edition));
        let (volumes, chunks) = (stories.len().div_ceil(index::VOLUME), stories.len().div_ceil(CHUNK));
        Store { volumes: empty(volumes), bound: empty(volumes), contents: empty(volumes), chunks: empty(chunks), stories }
    }

    /// The stories of a volume.
    fn stories(&self, number: usize) -> &[StoryId] {
        &self.stories[index::volume(self.stories.len(), number)]
    }

    fn contents(&self, edition: &Edition, number: usize) -> &Contents {
        self.contents[number].get_or_init(|| {
            let stories: Vec<Digest> = self.stories(number).iter().map(|id| index::digest(edition, *id)).collect();
            Contents { all: Digest::of_list(stories.iter().map(|story| story.to_bytes())), stories }
        })
    }

    fn volume(&self, shared: &Shared<'_>, number: usize) -> &[Shard] {
        self.volumes[number]
            .get_or_init(|| self.amended(shared, number).unwrap_or_else(|| index::index(shared.edition, self.stories(number))))
    }

    /// A volume made from the one that was printed, where that is less work.
    fn amended(&self, shared: &Shared<'_>, number: usize) -> Option<Vec<Shard>> {
        let last = shared.last?;
        let before = last.remains.volumes.get(number)?;
        let stories = self.stories(number);
        let moves = amend::Moves::new(&before.stories, &self.contents(shared.edition, number).stories);
        if !moves.are_few() {
            return None;
        }
        let link = link(shared.edition)?;
        let mut text = Vec::new();
        for shard in 0..before.words.len() {
            text.extend((last.read)(&words(&link, number, shard).out_path())?);
        }
        // The folder may hold what another build printed.
        let text = String::from_utf8(text).ok().filter(|text| Digest::of(text) == before.text)?;
        let fresh = moves.fresh.iter().filter_map(|number| Some((*number, *stories.get(*number as usize)?)));
        let text = amend::amend(&text, &moves, index::lines(shared.edition, fresh))?;
        Some(index::bind(&text, index::shards(shared.edition, stories)))
    }

    fn bound(&self, shared: &Shared<'_>, number: usize) -> &Bound {
        self.bound[number].get_or_init(|| {
            let stories = &self.contents(shared.edition, number).stories;
            let before = shared.last.and_then(|last| last.remains.volumes.get(number));
            if let Some(before) = before.filter(|before| before.stories == *stories) {
                return before.clone();
            }
            let shards = self.volume(shared, number);
            let mut text = Digester::new();
            for shard in shards {
                text.add(&shard.text);
            }
            Bound { stories: stories.clone(), words: shards.iter().map(|shard| shard.first.clone()).collect(), text: text.finish() }
        })
    }

    /// How many volumes there are.
    pub(super) fn volumes(&self) -> usize {
        self.volumes.len()
    }

    /// How many files of stories there are.
    pub(super) fn chunks(&self) -> usize {
        self.chunks.len()
    }

    /// A hash of what a volume is made of.
    pub(super) fn contents_of(&self, edition: &Edition, number: usize) -> Digest {
        self.contents(edition, number).all
    }

    /// A shard of a volume.
    pub(super) fn words(&self, shared: &Shared<'_>, number: usize, shard: usize) -> Vec<u8> {
        self.volume(shared, number).get(shard).map_or_else(Vec::new, |shard| shard.text.clone().into_bytes())
    }

    /// What the next build can use.
    pub(super) fn remains(&self, shared: &Shared<'_>) -> Remains {
        let chunks = 0..self.chunks.len();
        Remains {
            volumes: (0..self.volumes.len()).map(|number| self.bound(shared, number).clone()).collect(),
            chunks: chunks.map(|number| (self.chunk_digest(shared.edition, number), self.chunk_mark(shared, number))).collect(),
        }
    }

    /// The stories of a chunk.
    fn chunk_stories(&self, number: usize) -> &[StoryId] {
        self.stories.chunks(CHUNK).nth(number).unwrap_or_default()
    }

    /// A hash of what a chunk is made of.
    pub(super) fn chunk_digest(&self, edition: &Edition, number: usize) -> Digest {
        // A chunk lies within one volume.
        let first = number * CHUNK;
        let stories = self.contents(edition, first / index::VOLUME).stories.iter().skip(first % index::VOLUME).take(CHUNK);
        Digest::of_list(stories.map(|story| story.to_bytes()))
    }

    fn chunk_mark(&self, shared: &Shared<'_>, number: usize) -> String {
        let known = shared.last.and_then(|last| last.remains.chunks.get(number));
        let known = known.filter(|(digest, _)| *digest == self.chunk_digest(shared.edition, number));
        known.map_or_else(|| mark(Digest::of(self.chunk(shared, number))), |(_, mark)| mark.clone())
    }

    /// A file of stories.
    pub(super) fn chunk(&self, shared: &Shared<'_>, number: usize) -> &[u8] {
        self.chunks[number].get_or_init(|| chunk(shared, self.chunk_stories(number)))
    }

    /// The list of what there is.
    pub(super) fn manifest(&self, shared: &Shared<'_>) -> Vec<u8> {
        let volumes = (0..self.volumes.len()).map(|number| {
            let bound = self.bound(shared, number);
            Volume { from: number * index::VOLUME, words: &bound.words, mark: mark(bound.text) }
        });
        let manifest = Manifest {
            version: 1,
            stories: self.stories.len(),
            chunk: CHUNK,
            marks: (0..self.chunks.len()).map(|number| self.chunk_mark(shared, number)).collect(),
            volumes: volumes.collect(),
        };
        json(&manifest)
    }
}

fn empty<T>(count: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(count).collect()
}

fn plan_page(edition: &Edition) -> Vec<(Permalink, Key)> {
    link(edition).map(|link| (link, Key::default())).into_iter().collect()
}

fn plan_manifest(edition: &Edition) -> Vec<(Permalink, Key)> {
    link(edition).map(|link| (manifest(&link), Key::default())).into_iter().collect()
}

fn manifest(link: &Permalink) -> Permalink {
    link.file("index.json")
}

fn words(link: &Permalink, volume: usize, shard: usize) -> Permalink {
    link.file(&format!("words-{volume}-{shard}.txt"))
}

/// How many shards each volume has.
pub(super) fn files(edition: &Edition) -> Vec<usize> {
    let stories = link(edition).map_or_else(Vec::new, |_| index::stories(edition));
    stories.chunks(index::VOLUME).map(|stories| index::shards(edition, stories)).collect()
}

fn plan_words(edition: &Edition) -> Vec<(Permalink, Key)> {
    let Some(link) = link(edition) else { return Vec::new() };
    let volumes = files(edition).into_iter().enumerate();
    volumes
        .flat_map(|(volume, shards)| (0..shards).map(move |shard| (volume, shard)))
        .map(|(index, number)| (words(&link, index, number), Key { index, number, ..Key::default() }))
        .collect()
}

fn plan_stories(edition: &Edition) -> Vec<(Permalink, Key)> {
    let Some(link) = link(edition) else { return Vec::new() };
    let chunks = index::stories(edition).len().div_ceil(CHUNK);
    (0..chunks).map(|number| (link.file(&format!("stories-{number}.json")), Key { number, ..Key::default() })).collect()
}

#[derive(Serialize)]
struct FinderView {
    url: String,
    index: String,
    script: Option<String>,
    counts: String,
    topics: Vec<Named>,
    months: Vec<Named>,
}

fn print_page(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let base = &room.config.base;
    let language = view::paper_language(room);
    let all: Vec<_> = room.topics().collect();
    let mut shown: Vec<usize> = (0..all.len()).collect();
    shown.sort_by_key(|topic| std::cmp::Reverse(all[*topic].1));
    shown.truncate(TOPICS);
    shown.sort_unstable();
    let mut topics: Vec<Named> =
        shown.into_iter().map(|topic| Named { name: all[topic].0.name.clone(), url: base.url(&all[topic].0.link) }).collect();
    if all.len() > topics.len()
        && let Some(link) = room.link_of(topics::index)
    {
        topics.push(Named { name: language.word("topics", &[]).into_owned(), url: base.url(&link) });
    }
    let months = room.months().iter().map(|month| Named {
        name: archive::month_name(room, (month.year, month.month), DateForm::MonthYear, &language),
        url: base.url(&month.link),
    });
    let finder = FinderView {
        url: base.url(&page.link),
        index: base.url(&manifest(&page.link)),
        script: room.search_script().map(|link| base.url(link)),
        counts: counts(&language),
        topics,
        months: months.collect(),
    };
    let view = PageView::new(room, page, &language.word("search", &[]));
    Sheet { template: "search.html", language, section: None, page: view, name: "finder", view: finder }.print(room)
}

/// What is said of a number of stories, for [`SAMPLES`]; the script puts the number it has in the place of `{}` in the
/// sentence of a sample that has the same plural.
fn counts(language: &Language) -> String {
    let say = |n: u64| {
        let words = language.word("search-count", &[("count", Arg::Number(n))]).replace(&language.number(n), "{}");
        serde_json::Value::from(vec![serde_json::Value::from(n), serde_json::Value::from(words)])
    };
    serde_json::Value::from(SAMPLES.map(say).to_vec()).to_string()
}

#[derive(Serialize)]
struct Manifest<'a> {
    /// Of the format.
    version: u32,
    stories: usize,
    chunk: usize,
    /// One for each file of stories, in order.
    marks: Vec<String>,
    volumes: Vec<Volume<'a>>,
}

#[derive(Serialize)]
struct Volume<'a> {
    /// The number of its first story.
    from: usize,
    /// The first word of each shard.
    words: &'a [String],
    mark: String,
}

#[allow(clippy::unnecessary_wraps, reason = "the signature of a row")]
fn print_manifest(room: &Room<'_>, _: &Page) -> Result<Vec<u8>, Diag> {
    Ok(room.index())
}

/// A few letters that change when any of the bytes do.
fn mark(bytes: Digest) -> String {
    bytes.short(8)
}

#[allow(clippy::unnecessary_wraps, reason = "the signature of a row")]
fn print_words(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    Ok(room.index_words(page.key.index, page.key.number))
}

/// What is shown of a story. Its address is relative to the folder of the index, which knows nothing of where the paper is.
#[derive(Serialize)]
struct StoryView<'a> {
    url: String,
    headline: &'a str,
    section: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<(String, String)>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<(String, &'static str)>,
}

#[allow(clippy::unnecessary_wraps, reason = "the signature of a row")]
fn print_stories(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    Ok(room.index_stories(page.key.number))
}

fn chunk(shared: &Shared<'_>, stories: &[StoryId]) -> Vec<u8> {
    // Asks on nobody's behalf: what a chunk is made of is known by its digest.
    let room = &Room::new(shared);
    let language = view::paper_language(room);
    let views = stories.iter().map(|id| {
        let story = room.story(*id);
        let head = &story.article.head;
        let (lang, dir) = view::other_language(room, &story.article, &language);
        StoryView {
            url: format!("..{}", story.link.encoded()),
            headline: &head.headline.words,
            section: room.section(story.section).name,
            // The day alone: nothing here may change because another story came out.
            date: head.date.map(|moment| {
                let at = moment.in_zone(&room.config.zone);
                (at.strftime("%Y-%m-%d").to_string(), language.date(&at, DateForm::Day))
            }),
            summary: &head.summary,
            lang: lang.zip(dir),
        }
    });
    json(&views.collect::<Vec<_>>())
}

/// A value as JSON; ours are structs, lists and text, which can always be written.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
