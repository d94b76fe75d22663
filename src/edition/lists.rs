//! Sections, topics, authors and series: the lists that stories belong to.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::front_page::Top;
use super::public::Mark;
use super::{Edition, Story, StoryId};
use crate::article::{Article, Role, is_language};
use crate::config::Config;
use crate::diag::{Diag, Place};
use crate::digest::Digest;
use crate::permalink::{Permalink, Slug, bare_letters};

/// A section, nested by its path.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Section {
    /// What it is, whatever stands in it.
    pub about: AboutSection,
    /// Its stories and those of its children, newest first.
    pub stories: Vec<StoryId>,
    /// What its editor puts above the river.
    pub top: Top,
}

/// What a section is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AboutSection {
    /// `world/asia`
    pub path: String,
    /// What readers call it.
    pub name: String,
    /// Its front.
    pub link: Permalink,
    /// The section it lies in.
    pub parent: Option<usize>,
    /// The sections that lie in it.
    pub children: Vec<usize>,
    /// What its `_index.md` says.
    #[serde(skip)]
    pub front: Option<Arc<Article>>,
}

/// A topic.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Topic {
    /// What it is, whatever stands in it.
    pub about: AboutList,
    /// Newest first.
    pub stories: Vec<StoryId>,
}

/// What a topic or a series is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AboutList {
    /// As its oldest story spells it.
    pub name: String,
    /// Its page.
    pub link: Permalink,
    /// What its head says of it, in words.
    pub intro: Option<String>,
}

impl Topic {
    /// Whether so little was written about it that its page is no use to those who search.
    pub fn is_thin(&self) -> bool {
        self.stories.len() < THIN
    }
}

/// Topics with fewer stories than this are thin.
const THIN: usize = 3;

/// Somebody who writes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Author {
    /// Who it is, whatever they wrote.
    pub about: AboutAuthor,
    /// Newest first.
    pub stories: Vec<StoryId>,
}

/// Who somebody is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AboutAuthor {
    /// Their name.
    pub name: String,
    /// Their page.
    pub link: Permalink,
    /// What their profile says.
    #[serde(skip)]
    pub profile: Option<Arc<Article>>,
}

/// Stories that belong together, in order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Series {
    /// What it is, whatever stands in it.
    pub about: AboutList,
    /// Oldest first.
    pub stories: Vec<StoryId>,
}

/// A list speaks for what it is.
macro_rules! speaks_for {
    ($list:ty, $about:ty) => {
        impl Deref for $list {
            type Target = $about;

            fn deref(&self) -> &$about {
                &self.about
            }
        }
    };
}

speaks_for!(Section, AboutSection);
speaks_for!(Topic, AboutList);
speaks_for!(Author, AboutAuthor);
speaks_for!(Series, AboutList);

/// Names that a section's folder may be called by.
pub(super) struct SectionNames {
    by_name: HashMap<String, String>,
    /// Paths that the settings or a front speak of.
    paths: HashSet<String>,
}

/// The section of stories that lie in none.
pub(super) const NEWS: &str = "news";

/// Folders in which other generators keep all stories.
const NO_SECTIONS: [&str; 2] = ["_posts", "posts"];

/// Learns the sections by slug and by name, from config and from their fronts, those that are held back too.
pub(super) fn section_names(articles: &[Arc<Article>], config: &Config) -> SectionNames {
    let mut by_name = HashMap::new();
    for section in &config.sections {
        for name in [Some(&section.slug), section.name.as_ref()].into_iter().flatten() {
            by_name.insert(name.to_lowercase(), section.slug.clone());
        }
    }
    for article in articles {
        if article.role == Role::Front && !article.head.folder.is_empty() && !article.head.headline.words.is_empty() {
            by_name.entry(article.head.headline.words.to_lowercase()).or_insert_with(|| clean_path(&article.head.folder));
        }
    }
    let fronts = articles.iter().filter(|article| article.role == Role::Front).map(|article| clean_path(&article.head.folder));
    let paths = config.sections.iter().map(|section| section.slug.clone()).chain(fronts).filter(|path| !path.is_empty()).collect();
    SectionNames { by_name, paths }
}

/// The section of a story: what it says, or its folder.
pub(super) fn section_of(article: &Article, names: &SectionNames) -> String {
    match &article.head.section {
        Some(section) => names.by_name.get(&section.to_lowercase()).cloned().unwrap_or_else(|| clean_path(section)),
        None => without_dates(&article.head.folder, names),
    }
}

/// What stands for the section in the address of a story: folders that are only a date keep stories of one name apart.
pub(super) fn shelf_of(article: &Article, names: &SectionNames) -> String {
    if article.head.section.is_some() { section_of(article, names) } else { clean_path(&article.head.folder) }
}

/// A folder as a section: `_posts`, `posts` and what is only a date are none, unless the paper speaks of them.
fn without_dates(folder: &str, names: &SectionNames) -> String {
    let whole = clean_path(folder);
    if names.paths.contains(&whole) {
        return whole;
    }
    let known = |part: &&str| names.paths.contains(*part);
    let parts: Vec<&str> = folder.split('/').collect();
    let is_none =
        |at: usize| NO_SECTIONS.contains(&parts[at]) || (at > 0 && NO_SECTIONS.contains(&parts[at - 1]) && is_language(parts[at]));
    let mut kept: Vec<&str> = (0..parts.len()).filter(|at| known(&parts[*at]) || !is_none(*at)).map(|at| parts[at]).collect();
    while kept.last().is_some_and(|part| is_part_of_date(part)) {
        kept.pop();
    }
    let path = clean_path(&kept.join("/"));
    if path.is_empty() { NEWS.to_owned() } else { path }
}

/// `2026`, `03`, `202603`, `2026-03` or `2026-03-09`.
fn is_part_of_date(part: &str) -> bool {
    let numbers: Vec<&str> = part.split(['-', '_', '.']).collect();
    numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
        && matches!(numbers.as_slice(), [only] if matches!(only.len(), 2 | 4 | 6 | 8))
        || matches!(numbers.as_slice(), [year, rest @ ..] if year.len() == 4 && matches!(rest.len(), 1 | 2) && rest.iter().all(|n| n.len() <= 2 && n.parse::<u8>().is_ok()))
}

/// A folder path as an address. A folder without a letter keeps an address of its own, or its stories would be the
/// front page's.
pub(super) fn clean_path(folder: &str) -> String {
    folder.split('/').filter(|part| !part.trim().is_empty()).map(slug_or_hash).collect::<Vec<_>>().join("/")
}

/// Collects the lists while stories are placed.
pub(super) struct Lists<'a> {
    fronts: &'a HashMap<String, Arc<Article>>,
    config: &'a Config,
    section_ids: foldhash::HashMap<String, usize>,
    /// By what is left of a name once spelling is taken away.
    topic_ids: HashMap<String, usize>,
    topic_slugs: HashSet<String>,
    /// The heads of topics and series, by what is left of their names.
    topic_heads: HashMap<String, Arc<Article>>,
    series_heads: HashMap<String, Arc<Article>>,
    author_ids: HashMap<String, usize>,
    series_ids: HashMap<String, usize>,
    /// Names as they were written before: most stories name what another has named.
    topic_names: foldhash::HashMap<String, usize>,
    author_names: foldhash::HashMap<String, usize>,
    profiles: BTreeMap<String, Arc<Article>>,
    pub(super) sections: Vec<Section>,
    pub(super) topics: Vec<Topic>,
    pub(super) authors: Vec<Author>,
    pub(super) series: Vec<Series>,
    pub(super) told: Vec<Diag>,
}

impl<'a> Lists<'a> {
    /// Lists without stories; `filled` are the sections in which there will be some.
    pub(super) fn new(
        fronts: &'a HashMap<String, Arc<Article>>,
        profiles: Vec<Arc<Article>>,
        config: &'a Config,
        filled: BTreeSet<String>,
    ) -> Self {
        let mut lists = Lists {
            fronts,
            config,
            section_ids: foldhash::HashMap::default(),
            topic_ids: HashMap::new(),
            topic_slugs: HashSet::new(),
            topic_heads: heads(fronts, "topics", topic_key),
            series_heads: heads(fronts, "series", slug_or_hash),
            author_ids: HashMap::new(),
            series_ids: HashMap::new(),
            topic_names: foldhash::HashMap::default(),
            author_names: foldhash::HashMap::default(),
            profiles: BTreeMap::new(),
            sections: Vec::new(),
            topics: Vec::new(),
            authors: Vec::new(),
            series: Vec::new(),
            told: Vec::new(),
        };
        // The nameplate's order first; what it does not name follows by path, whichever has the newest story.
        for section in &config.sections {
            lists.section(&section.slug);
        }
        let own = |folder: &str| LISTS.contains(&folder.split('/').next().unwrap_or(folder));
        let fronted = fronts.keys().filter(|folder| !folder.is_empty() && !own(folder)).map(|folder| clean_path(folder));
        let folders: BTreeSet<String> = fronted.chain(filled).collect();
        for folder in folders {
            lists.section(&folder);
        }
        for list in LISTS {
            lists.told.extend(fronts.get(list).map(|front| {
                Diag::warning("not-printed", "the paper makes this list by itself; nothing of this file is printed")
                    .at(Place::file(&front.path))
                    .help("delete the file, or move its words to a page of the paper")
            }));
        }
        for profile in profiles {
            let key = super::address::slug_of(&profile).to_string();
            lists.profiles.insert(key, profile.clone());
            // The file may be called otherwise than the person.
            lists.profiles.entry(slug_or_hash(&profile.head.headline.words)).or_insert_with(|| profile.clone());
            lists.author(&profile.head.headline.words);
        }
        lists
    }

    /// The index of a section, made with its parents if need be.
    fn section(&mut self, path: &str) -> usize {
        if let Some(id) = self.section_ids.get(path) {
            return *id;
        }
        let parent = path.rsplit_once('/').map(|(up, _)| self.section(up));
        let id = self.sections.len();
        let front = self.fronts.iter().find(|(folder, _)| clean_path(folder) == path).map(|(_, front)| front.clone());
        let named = self.config.sections.iter().find(|section| section.slug == path).and_then(|section| section.name.clone());
        let name = named
            .or_else(|| front.as_ref().map(|front| front.head.headline.words.clone()).filter(|words| !words.is_empty()))
            .unwrap_or_else(|| title_case(path.rsplit('/').next().unwrap_or(path)));
        let about = AboutSection { path: path.to_owned(), name, link: Permalink::folder([path]), parent, children: Vec::new(), front };
        self.sections.push(Section { about, stories: Vec::new(), top: Top::default() });
        self.section_ids.insert(path.to_owned(), id);
        if let Some(parent) = parent {
            self.sections[parent].about.children.push(id);
        }
        id
    }

    fn topic(&mut self, name: &str, place: impl FnOnce() -> Place) -> usize {
        if let Some(id) = self.topic_names.get(name) {
            rename(&mut self.topics[*id].about.name, name);
            return *id;
        }
        let key = topic_key(name);
        if let Some(id) = self.topic_ids.get(&key).copied() {
            let known = &self.topics[id].name;
            let settled = self.config.topics.iter().any(|topic| topic_key(&topic.name) == key) || self.topic_heads.contains_key(&key);
            if settled {
                // The paper has said how it is written.
            } else if folded(known) == folded(name) {
                rename(&mut self.topics[id].about.name, name);
            } else {
                self.told.push(
                    Diag::warning("topic-names", format!("the topics “{known}” and “{name}” are taken as one"))
                        .at(place())
                        .help("spell it in one way"),
                );
            }
            self.topic_names.insert(name.to_owned(), id);
            return id;
        }
        let head = self.topic_heads.get(&key).cloned();
        let named = self.config.topics.iter().find(|topic| topic_key(&topic.name) == key);
        let own = named.and_then(|topic| topic.slug.clone()).or_else(|| head.as_ref().and_then(|head| head.head.slug.clone()));
        let spelt = named.map(|topic| topic.name.clone()).or_else(|| head.as_ref().and_then(|head| title_of(head)));
        let spelling = name;
        let name = spelt.as_deref().unwrap_or(name);
        let wanted = own.map_or_else(|| slug_or_hash(&with_signs(spelling)), |slug| slug.to_string());
        let mut slug = wanted.clone();
        let mut number = 2;
        while !self.topic_slugs.insert(slug.clone()) {
            slug = format!("{wanted}-{number}");
            number += 1;
        }
        if slug != wanted {
            self.told.push(
                Diag::warning(
                    "topic-names",
                    format!("the address /topics/{wanted}/ is taken, so the topic “{name}” is at /topics/{slug}/"),
                )
                .at(place())
                .help("give it a slug of its own under [[topics]] in config.toml"),
            );
        }
        let id = self.topics.len();
        let about =
            AboutList { name: name.to_owned(), link: Permalink::folder(["topics", &slug]), intro: head.and_then(|head| intro_of(&head)) };
        self.topics.push(Topic { about, stories: Vec::new() });
        self.topic_ids.insert(key, id);
        self.topic_names.insert(spelling.to_owned(), id);
        id
    }

    fn author(&mut self, name: &str) -> usize {
        if let Some(id) = self.author_names.get(name).copied() {
            self.spell_author(id, name);
            return id;
        }
        let named = slug_or_hash(name);
        // Two names of one profile are one person.
        let slug = self.profiles.get(&named).map_or_else(|| named.clone(), |profile| person_slug(profile));
        if let Some(id) = self.author_ids.get(&slug).copied() {
            self.author_names.insert(name.to_owned(), id);
            self.spell_author(id, name);
            return id;
        }
        let id = self.authors.len();
        self.author_names.insert(name.to_owned(), id);
        let profile = self.profiles.get(&named).cloned();
        let name = profile.as_ref().map_or_else(|| name.to_owned(), |profile| profile.head.headline.words.clone());
        let about = AboutAuthor { name, link: Permalink::folder(["authors", &slug]), profile };
        self.authors.push(Author { about, stories: Vec::new() });
        self.author_ids.insert(slug, id);
        id
    }

    /// Whoever has a profile is spelled as it says.
    fn spell_author(&mut self, id: usize, name: &str) {
        let author = &mut self.authors[id];
        if author.profile.is_none() {
            rename(&mut author.about.name, name);
        }
    }

    /// Puts a story into its lists. Stories must come newest first.
    pub(super) fn place(&mut self, id: StoryId, article: Arc<Article>, link: Permalink, section: &str, mark: Option<Mark>) -> Story {
        let section = self.section(section);
        let mut up = Some(section);
        while let Some(at) = up {
            self.sections[at].stories.push(id);
            up = self.sections[at].parent;
        }
        let mut topics: Vec<usize> = Vec::new();
        for name in &article.head.topics {
            let topic = self.topic(name, || Place::file(&article.path));
            if !topics.contains(&topic) {
                topics.push(topic);
                self.topics[topic].stories.push(id);
            }
        }
        let mut authors: Vec<usize> = Vec::new();
        for credit in &article.head.authors {
            let author = self.author(&credit.name);
            if !authors.contains(&author) {
                self.authors[author].stories.push(id);
            }
            authors.push(author);
        }
        let series = article.head.series.as_ref().map(|name| {
            let slug = slug_or_hash(name);
            let series = *self.series_ids.entry(slug.clone()).or_insert_with(|| {
                let head = self.series_heads.get(&slug);
                let own = head.and_then(|head| head.head.slug.clone()).map_or_else(|| slug.clone(), |slug| slug.to_string());
                let about = AboutList {
                    name: head.and_then(|head| title_of(head)).unwrap_or_else(|| name.clone()),
                    link: Permalink::folder(["series", &own]),
                    intro: head.and_then(|head| intro_of(head)),
                };
                self.series.push(Series { about, stories: Vec::new() });
                self.series.len() - 1
            });
            self.series[series].stories.push(id);
            if !self.series_heads.contains_key(&slug) {
                rename(&mut self.series[series].about.name, name);
            }
            (series, 0)
        });
        let (date, modified, words) = (article.head.date, super::modified(&article.head), article.head.words);
        Story { article, link, section, topics, authors, series, previous: None, next: None, date, modified, words, corrected: false, mark }
    }

    /// Brings series into reading order; topics and authors stay in the order of first mention, which indices rely on.
    pub(super) fn finish(mut self) -> Self {
        for series in &mut self.series {
            series.stories.reverse();
        }
        self
    }
}

/// Calls a list as an older story does than those before, so that a new one does not rename what stands.
fn rename(known: &mut String, name: &str) {
    if known != name {
        name.clone_into(known);
    }
}

/// Tells every story which part of its series it is.
pub(super) fn number_series(edition: &mut Edition) {
    for (id, series) in edition.series.iter().enumerate() {
        for (nth, story) in series.stories.iter().enumerate() {
            edition.stories[*story].series = Some((id, nth + 1));
        }
    }
}

/// Folders whose fronts are heads of the paper's own lists and no sections.
const LISTS: [&str; 3] = ["authors", "topics", "series"];

/// The address of a person with a profile: their name, or that of the folder that is theirs alone.
fn person_slug(profile: &Article) -> String {
    if profile.path.ends_with("/_index.md") {
        super::address::slug_of(profile).to_string()
    } else {
        slug_or_hash(&profile.head.headline.words)
    }
}

/// The heads of a kind of list, by what is left of their names and of those of their folders.
fn heads(fronts: &HashMap<String, Arc<Article>>, list: &str, key: impl Fn(&str) -> String) -> HashMap<String, Arc<Article>> {
    let named: BTreeMap<&str, &Arc<Article>> =
        fronts.iter().filter_map(|(folder, front)| Some((folder.strip_prefix(list)?.strip_prefix('/')?, front))).collect();
    let by_folder = named.iter().map(|(name, head)| (key(&name.replace('-', " ")), *head));
    let by_title = named.values().filter_map(|head| Some((key(&title_of(head)?), *head)));
    let mut heads = HashMap::new();
    for (name, head) in by_folder.chain(by_title) {
        heads.entry(name).or_insert_with(|| head.clone());
    }
    heads
}

fn title_of(head: &Article) -> Option<String> {
    Some(head.head.headline.words.clone()).filter(|words| !words.is_empty())
}

fn intro_of(head: &Article) -> Option<String> {
    let dek = head.head.dek.as_ref().map(|dek| dek.words.clone());
    dek.or_else(|| Some(head.head.summary.clone())).filter(|words| !words.is_empty())
}

/// A name without what people spell in different ways.
pub(super) fn folded(name: &str) -> String {
    name.to_lowercase().split(|c: char| c.is_whitespace() || c == '-' || c == '_').collect()
}

/// What two names of one topic have in common: the letters, digits and signs that mean something, without case, accents, spaces,
/// hyphens, dots and apostrophes.
fn topic_key(name: &str) -> String {
    let is_spelling = |c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '_' | '.' | '\'' | '’' | '‘');
    bare_letters(name.trim_start_matches('#')).chars().filter(|c| !is_spelling(*c)).collect()
}

/// A topic's name with words for the signs that a slug would lose: C, C++ and C# are three topics.
fn with_signs(name: &str) -> String {
    name.trim_start_matches('#').replace('+', " plus ").replace('#', " sharp ").replace('&', " and ")
}

/// A slug, or a short hash where the name has neither letter nor digit.
pub(super) fn slug_or_hash(name: &str) -> String {
    Slug::from_text(name).map_or_else(|| Digest::of(name).short(8), |slug| slug.to_string())
}

/// `city-hall` to `City hall`.
fn title_case(slug: &str) -> String {
    let words = slug.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
