//! What a paper answers to the questions of its pages, known by the keys that a [`Room`](super::room::Room) notes.
//!
//! A key is a kind of question and a hash of what it is about; an answer is a hash of all that the room gives for it, 0 where
//! there is no such thing. Each is worked out when it is asked for first, those of a kind that is no story's together. What
//! a room gives and what is hashed here must be the same: where a room gives more, a page may go stale.

use std::hash::{BuildHasher as _, Hash};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::quality::FixedState;
use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::lists::{ListOf, Spread};
use super::room::{NEWEST, Part, SectionName, Shared};
use super::{feed, sitemap};
use crate::article::Article;
use crate::digest::Digest;
use crate::edition::curation::Fill;
use crate::edition::{AboutSection, Edition, StoryId};
use crate::permalink::Permalink;

/// Kinds of questions. Those about a story come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Story,
    Copy,
    Beside,
    Related,
    Part,
    Newest,
    NewestStories,
    Section,
    AboutSection,
    Top,
    Topic,
    Series,
    Author,
    Topics,
    Authors,
    Spread,
    Feed,
    HasFeed,
    Months,
    Year,
    TextSections,
    Corrections,
    LatestCorrections,
    FrontPage,
    Front,
    Article,
    AllStanding,
    Redirect,
    HostRules,
    Sitemaps,
    Sitemap,
    News,
    NewsFiles,
    IndexVolume,
    IndexStories,
    Index,
    File,
    Source,
    Sources,
    Page,
    Template,
    Frame,
    SearchScript,
}

/// All kinds, in their order.
const KINDS: [Kind; 43] = [
    Kind::Story,
    Kind::Copy,
    Kind::Beside,
    Kind::Related,
    Kind::Part,
    Kind::Newest,
    Kind::NewestStories,
    Kind::Section,
    Kind::AboutSection,
    Kind::Top,
    Kind::Topic,
    Kind::Series,
    Kind::Author,
    Kind::Topics,
    Kind::Authors,
    Kind::Spread,
    Kind::Feed,
    Kind::HasFeed,
    Kind::Months,
    Kind::Year,
    Kind::TextSections,
    Kind::Corrections,
    Kind::LatestCorrections,
    Kind::FrontPage,
    Kind::Front,
    Kind::Article,
    Kind::AllStanding,
    Kind::Redirect,
    Kind::HostRules,
    Kind::Sitemaps,
    Kind::Sitemap,
    Kind::News,
    Kind::NewsFiles,
    Kind::IndexVolume,
    Kind::IndexStories,
    Kind::Index,
    Kind::File,
    Kind::Source,
    Kind::Sources,
    Kind::Page,
    Kind::Template,
    Kind::Frame,
    Kind::SearchScript,
];

/// How many kinds are about a story.
const OF_STORIES: usize = 5;

/// Bits of a key that are its name; those above are its kind.
const NAME: u64 = (1 << 56) - 1;

fn hash(value: impl Hash) -> u64 {
    FixedState::with_seed(0).hash_one(value)
}

/// The key of a question.
pub(super) fn key(kind: Kind, name: impl Hash) -> u64 {
    (kind as u64) << 56 | hash(name) & NAME
}

fn kind_of(key: u64) -> Option<Kind> {
    usize::try_from(key >> 56).ok().and_then(|kind| KINDS.get(kind)).copied()
}

/// The answers of one edition, as far as they were asked for.
pub(super) struct Answers {
    /// The name of each story in keys.
    names: Vec<u64>,
    /// Stories by their names.
    stories: HashMap<u64, StoryId>,
    /// The answers about stories, by kind and story; 0 where nobody has asked.
    of_stories: [OnceLock<Vec<AtomicU64>>; OF_STORIES],
    /// All other answers, by kind.
    others: [OnceLock<HashMap<u64, u64>>; KINDS.len()],
}

impl Answers {
    pub(super) fn new(edition: &Edition) -> Self {
        let names: Vec<u64> = edition.stories.iter().map(|story| hash(&*story.article.path) & NAME).collect();
        let stories = names.iter().copied().zip(0..).collect();
        Answers { names, stories, of_stories: [const { OnceLock::new() }; OF_STORIES], others: [const { OnceLock::new() }; KINDS.len()] }
    }

    /// The key of a question about a story.
    pub(super) fn story_key(&self, kind: Kind, id: StoryId) -> u64 {
        (kind as u64) << 56 | self.names[id]
    }

    /// The story of a file.
    pub(super) fn story_of(&self, path: &str) -> Option<StoryId> {
        self.stories.get(&(hash(path) & NAME)).copied()
    }
}

impl Shared<'_> {
    /// Whether a question is answered otherwise where nothing but what these stories say and show is another, and every story
    /// stands where it stood.
    pub fn may_differ(&self, key: u64, stories: &HashSet<StoryId>) -> bool {
        match kind_of(key) {
            Some(Kind::Story | Kind::Copy) => self.answers.stories.get(&(key & NAME)).is_none_or(|id| stories.contains(id)),
            Some(Kind::IndexVolume | Kind::IndexStories | Kind::Index) => true,
            _ => false,
        }
    }

    /// Has the answers to these questions ready as far as they are worked out together, on all threads: else all but one would
    /// wait for the first that is asked of a kind.
    pub fn prepare(&self, keys: impl Iterator<Item = u64>) {
        let mut asked = [false; KINDS.len()];
        keys.filter_map(kind_of).for_each(|kind| asked[kind as usize] = true);
        let kinds = KINDS.iter().filter(|kind| **kind as usize >= OF_STORIES && asked[**kind as usize]);
        kinds.par_bridge().for_each(|kind| {
            self.answers.others[*kind as usize].get_or_init(|| self.all(*kind));
        });
    }

    /// A hash of what is answered to a question.
    pub fn answer(&self, key: u64) -> u64 {
        let Some(kind) = kind_of(key) else { return 0 };
        if (kind as usize) < OF_STORIES {
            let Some(id) = self.answers.stories.get(&(key & NAME)).copied() else { return 0 };
            let count = self.edition.stories.len();
            let known =
                self.answers.of_stories[kind as usize].get_or_init(|| std::iter::repeat_with(AtomicU64::default).take(count).collect());
            return match known[id].load(Ordering::Relaxed) {
                0 => {
                    let answer = self.of_story(kind, id).max(1);
                    known[id].store(answer, Ordering::Relaxed);
                    answer
                }
                answer => answer,
            };
        }
        self.answers.others[kind as usize].get_or_init(|| self.all(kind)).get(&key).copied().unwrap_or_default()
    }

    fn path(&self, id: StoryId) -> &str {
        &self.edition.stories[id].article.path
    }

    fn paths<'s>(&'s self, ids: impl IntoIterator<Item = &'s StoryId>) -> Vec<u64> {
        ids.into_iter().map(|id| self.answers.names[*id]).collect()
    }

    fn of_story(&self, kind: Kind, id: StoryId) -> u64 {
        let edition = self.edition;
        let story = &edition.stories[id];
        match kind {
            Kind::Story => {
                let topics: Vec<&Permalink> = story.topics.iter().map(|topic| &edition.topics[*topic].about.link).collect();
                let authors: Vec<&Permalink> = story.authors.iter().map(|author| &edition.authors[*author].about.link).collect();
                let series = story.series.map(|(series, _)| &edition.series[series].about.link);
                let section = &edition.sections[story.section].about.path;
                hash((story.article.shown.to_bytes(), &story.link, section, topics, authors, series, story.corrected, story.mark))
            }
            Kind::Copy => hash(story.article.fingerprint.to_bytes()),
            Kind::Beside => hash((story.previous.map(|id| self.path(id)), story.next.map(|id| self.path(id)))),
            Kind::Related => hash(self.paths(&edition.related(id))),
            _ => hash(Part::of(edition, id).map(|part| {
                let path = |id: Option<StoryId>| id.map(|id| self.path(id));
                (&part.series.link, part.number, part.total, path(part.previous), path(part.next))
            })),
        }
    }

    /// Every answer of a kind.
    fn all(&self, kind: Kind) -> HashMap<u64, u64> {
        let edition = self.edition;
        let one = |answer: u64| HashMap::from_iter([(key(kind, ()), answer.max(1))]);
        match kind {
            Kind::Newest => one(hash(edition.newest)),
            Kind::NewestStories => one(hash(self.paths(&(0..edition.stories.len().min(NEWEST)).collect::<Vec<_>>()))),
            Kind::Section => edition.sections.iter().map(|section| entry(kind, &section.path, self.section(&section.about))).collect(),
            Kind::AboutSection => {
                let about = |section: &AboutSection| {
                    let children: Vec<u64> = section.children.iter().map(|child| self.section(&edition.sections[*child].about)).collect();
                    hash((self.section(section), children, section.front.as_deref().map(whole)))
                };
                edition.sections.iter().map(|section| entry(kind, &section.path, about(&section.about))).collect()
            }
            Kind::Top => {
                let top = |id: &StoryId| self.path(*id);
                edition
                    .sections
                    .iter()
                    .map(|section| {
                        let seconds: Vec<&str> = section.top.seconds.iter().map(top).collect();
                        entry(kind, &section.path, hash((section.top.lead.as_ref().map(top), seconds)))
                    })
                    .collect()
            }
            Kind::Topic => {
                edition.topics.iter().map(|topic| entry(kind, &topic.link, hash((&topic.name, &topic.link, &topic.intro)))).collect()
            }
            Kind::Series => {
                edition.series.iter().map(|list| entry(kind, &list.link, hash((&list.name, &list.link, &list.intro)))).collect()
            }
            Kind::Author => {
                let about = edition.authors.iter().map(|author| {
                    let profile = author.profile.as_deref().map(whole);
                    entry(kind, &author.link, hash((&author.name, &author.link, profile)))
                });
                about.collect()
            }
            Kind::Topics => {
                one(hash(edition.topics.iter().map(|topic| (&topic.name, &topic.link, topic.stories.len())).collect::<Vec<_>>()))
            }
            Kind::Authors => {
                let about = edition.authors.iter().map(|author| {
                    let profile = author.profile.as_deref().map(whole);
                    (&author.name, &author.link, profile, author.stories.len())
                });
                one(hash(about.collect::<Vec<_>>()))
            }
            Kind::Spread => self.spreads(),
            Kind::Feed => {
                ListOf::all(edition).map(|list| entry(kind, list.link(edition), hash(self.paths(&feed::newest(edition, list))))).collect()
            }
            Kind::HasFeed => {
                ListOf::all(edition).map(|list| entry(kind, list.link(edition), hash(feed::has_feed(edition, list)))).collect()
            }
            Kind::Months => one(hash(edition.months.iter().map(month).collect::<Vec<_>>())),
            Kind::Year => {
                let years = edition.months.chunk_by(|a, b| a.year == b.year);
                years.map(|months| entry(kind, months[0].year, hash(months.iter().map(month).collect::<Vec<_>>()))).collect()
            }
            Kind::TextSections => {
                let sections = super::text::sections(edition).into_iter();
                let sections = sections.map(|(section, stories)| (&edition.sections[section].about.path, self.paths(stories)));
                one(hash(sections.collect::<Vec<_>>()))
            }
            Kind::Corrections => super::corrections::leaves(edition)
                .map(|(number, leaf)| {
                    let entries: Vec<(&str, usize)> = leaf.entries.iter().map(|entry| (self.path(entry.story), entry.nth)).collect();
                    entry(kind, number, hash((entries, &leaf.turns)))
                })
                .collect(),
            Kind::LatestCorrections => {
                let entries = super::corrections_feed::entries(edition).iter();
                one(hash(entries.map(|entry| (self.path(entry.story), entry.nth)).collect::<Vec<_>>()))
            }
            Kind::FrontPage => one(self.front_page()),
            Kind::Front => one(hash(edition.front.as_deref().map(whole))),
            Kind::Article => edition
                .standing
                .iter()
                .chain(&edition.withdrawn)
                .map(|page| entry(kind, &*page.article.path, hash((whole(&page.article), &page.link, page.mark))))
                .chain(self.others_with_copy().map(|article| entry(kind, &*article.path, whole(article))))
                .collect(),
            Kind::AllStanding => {
                let pages = edition.standing.iter();
                one(hash(pages.map(|page| (whole(&page.article), &page.article.path, &page.link, page.mark)).collect::<Vec<_>>()))
            }
            Kind::Redirect => edition.redirects.iter().map(|redirect| entry(kind, &redirect.from, hash(&redirect.to))).collect(),
            Kind::HostRules => {
                let moved: Vec<(&Permalink, &Permalink)> =
                    edition.redirects.iter().map(|redirect| (&redirect.from, &redirect.to)).collect();
                let gone: Vec<&Permalink> = edition.withdrawn.iter().map(|page| &page.link).collect();
                one(hash((moved, gone)))
            }
            Kind::Sitemaps => {
                let pieces = sitemap::index_of(edition).into_iter();
                one(hash(pieces.map(|(piece, changed)| (piece.month, piece.number, changed)).collect::<Vec<_>>()))
            }
            Kind::Sitemap => sitemap::index_of(edition)
                .into_iter()
                .map(|(piece, _)| {
                    let addresses = sitemap::addresses(edition, piece).into_iter();
                    let addresses = addresses.map(|address| (address.link, address.changed, address.story.map(|id| self.path(id))));
                    entry(kind, (piece.month, piece.number), hash(addresses.collect::<Vec<_>>()))
                })
                .collect(),
            Kind::News => (1..=sitemap::news_files(edition))
                .map(|number| entry(kind, number, hash(self.paths(&sitemap::news_stories(edition, number)))))
                .collect(),
            Kind::NewsFiles => one(hash(sitemap::news_files(edition))),
            Kind::IndexVolume => {
                (0..self.search.volumes()).map(|volume| entry(kind, volume, digest(self.search.contents_of(edition, volume)))).collect()
            }
            Kind::IndexStories => {
                (0..self.search.chunks()).map(|chunk| entry(kind, chunk, digest(self.search.chunk_digest(edition, chunk)))).collect()
            }
            Kind::Index => {
                let volumes = (0..self.search.volumes()).map(|volume| self.search.contents_of(edition, volume).to_bytes());
                one(hash(volumes.collect::<Vec<_>>()))
            }
            Kind::File => self
                .shelf
                .named()
                .map(|(path, asset)| entry(kind, &**path, hash((asset.look, edition.addresses.asset_link(asset)))))
                .collect(),
            Kind::Source => edition.addresses.sources().map(|(path, link)| entry(kind, &**path, hash(link))).collect(),
            Kind::Sources => {
                let mut sources: Vec<(&str, &Permalink)> = edition.addresses.sources().map(|(path, link)| (&**path, link)).collect();
                sources.sort_unstable();
                one(hash(sources))
            }
            Kind::Page => {
                edition.addresses.pages().map(|(link, status)| entry(kind, link, hash((status, edition.addresses.moved(link))))).collect()
            }
            Kind::Template => self.templates.closures().map(|(name, closure)| entry(kind, name, digest(closure))).collect(),
            Kind::Frame => {
                let sections = edition.sections.iter().map(|section| Some(&section.about.path));
                let frames = std::iter::once(None).chain(sections).zip(&self.frame.digests);
                frames.map(|(section, digest)| entry(kind, section, hash(digest))).collect()
            }
            Kind::SearchScript => one(hash(&self.theme.search)),
            Kind::Story | Kind::Copy | Kind::Beside | Kind::Related | Kind::Part => HashMap::default(),
        }
    }

    fn section(&self, AboutSection { path, name, link, parent, .. }: &AboutSection) -> u64 {
        let parent = parent.map(|parent| &self.edition.sections[parent].about.path);
        hash((SectionName { path, name, link, parent: None }, parent))
    }

    /// Articles with copy that stand on a page of another kind: section fronts, profiles.
    fn others_with_copy(&self) -> impl Iterator<Item = &Article> {
        let edition = self.edition;
        let profiles = edition.authors.iter().filter_map(|author| author.profile.as_deref());
        let fronts = edition.sections.iter().filter_map(|section| section.front.as_deref());
        profiles.chain(fronts).chain(edition.front.as_deref())
    }

    fn spreads(&self) -> HashMap<u64, u64> {
        let edition = self.edition;
        let by = edition.config.paginate_by;
        let mut all = HashMap::default();
        for list in ListOf::all(edition) {
            let link = list.link(edition);
            let count = list.stories(edition).map_or(edition.stories.len(), <[StoryId]>::len);
            let pages = if matches!(list, ListOf::Series(_)) { 1 } else { count.div_ceil(by).max(1) };
            for number in 1..=pages {
                let Spread { stories, turns, thin } = Spread::of(edition, list, number);
                all.insert(key(Kind::Spread, (&link, number)), hash((self.paths(&*stories), turns, thin)).max(1));
            }
        }
        all
    }

    fn front_page(&self) -> u64 {
        let front = &self.edition.front_page;
        let blocks = front.blocks.iter().map(|block| {
            let of = match block.of {
                Fill::Section(section) => (0, Some(&self.edition.sections[section].about.link)),
                Fill::Topic(topic) => (1, Some(&self.edition.topics[topic].about.link)),
                Fill::Series(series) => (2, Some(&self.edition.series[series].about.link)),
                Fill::Recent => (3, None),
                Fill::Nothing => (4, None),
            };
            (of, &block.name, self.paths(&block.stories))
        });
        hash((
            self.paths(&front.lead),
            self.paths(&front.lead_related),
            self.paths(&front.seconds),
            self.paths(&front.briefs),
            blocks.collect::<Vec<_>>(),
        ))
    }
}

fn entry(kind: Kind, name: impl Hash, answer: u64) -> (u64, u64) {
    (key(kind, name), answer.max(1))
}

fn digest(digest: Digest) -> u64 {
    hash(digest.to_bytes())
}

/// All that the file of an article says.
fn whole(article: &Article) -> u64 {
    hash((article.fingerprint.to_bytes(), &article.path))
}

fn month(month: &crate::edition::Month) -> (i16, i8, usize) {
    (month.year, month.month, month.stories.len())
}
