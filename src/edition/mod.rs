//! The paper at one moment.
//!
//! 1. [`public`] decides once which articles are out; nothing after it asks what time it is, and nothing after it can
//!    see what is held back.
//! 2. Every public article gets its address, and takes its place in sections, topics, authors and series.
//! 3. [`redirects`] settles old addresses; [`archive`] and [`corrections`] gather what is listed by month.
//! 4. [`related`] finds what to read next; [`front_page`] lays out the front, as [`curation`] says an editor wants it.
//!
//! Stories are kept newest first and are spoken of by their index in that order.

pub mod address;
pub mod archive;
pub mod bundles;
pub mod corrections;
pub mod curation;
pub mod dummy;
pub mod front_page;
mod lists;
mod modified;
mod near;
pub mod own_lists;
pub mod public;
pub mod redirects;
mod related;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub use address::Addresses;
pub use archive::Month;
pub use corrections::Corrected;
pub use front_page::FrontPage;
pub use lists::{AboutAuthor, AboutList, AboutSection, Author, Section, Series, Topic};
pub use modified::modified;
pub use public::{Held, Mark, Show, Why};
pub use redirects::Redirect;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::article::{Article, Role};
use crate::clock::{Clock, Moment};
use crate::config::Config;
use crate::diag::Diag;
use crate::permalink::Permalink;

/// Index of a story in [`Edition::stories`].
pub type StoryId = usize;

/// The paper at one moment.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The moment and the zone.
    pub clock: Clock,
    /// The settings.
    pub config: Arc<Config>,
    /// Public stories, newest first.
    pub stories: Vec<Story>,
    /// The moment of the newest story: the folio's date.
    pub newest: Option<Moment>,
    /// Pages of the paper itself.
    pub standing: Vec<Standing>,
    /// Stories that were taken back: a notice stands in their place.
    pub withdrawn: Vec<Standing>,
    /// What `content/_index.md` says about the front page.
    pub front: Option<Arc<Article>>,
    /// Sections, in the order of the nameplate.
    pub sections: Vec<Section>,
    /// Topics, by name.
    pub topics: Vec<Topic>,
    /// Authors, by name.
    pub authors: Vec<Author>,
    /// Series, by name.
    pub series: Vec<Series>,
    /// What stands where on the front page.
    pub front_page: FrontPage,
    /// Months with stories, newest first.
    pub months: Vec<Month>,
    /// Every correction, newest first.
    pub corrections: Vec<Corrected>,
    /// Old addresses.
    pub redirects: Vec<Redirect>,
    /// What is held back, and why.
    pub held: Vec<Held>,
    /// The articles that are held back. For the press alone, which looks that none of their words gets out; nothing
    /// that prints may ask for them.
    pub withheld: Vec<Withheld>,
    /// Whether an article shows less than its file says, because a correction or an update of it is yet to come.
    pub awaits: bool,
    /// Where everything is.
    pub addresses: Arc<Addresses>,
}

/// A public story in its place.
#[derive(Clone, Debug)]
pub struct Story {
    /// The article.
    pub article: Arc<Article>,
    /// Its address.
    pub link: Permalink,
    /// Its section.
    pub section: usize,
    /// Its topics.
    pub topics: Vec<usize>,
    /// Its authors, in the order of the byline.
    pub authors: Vec<usize>,
    /// Its series, and its part from 1.
    pub series: Option<(usize, usize)>,
    /// The story before and after it in its section.
    pub previous: Option<StoryId>,
    /// The story after it in its section.
    pub next: Option<StoryId>,
    /// When it was published, as its head says.
    pub date: Option<Moment>,
    /// When it last changed in a way that matters, after it was published.
    pub modified: Option<Moment>,
    /// Words of its copy, as its head says.
    pub words: usize,
    /// Whether it was corrected so lately that its cards say so.
    pub corrected: bool,
    /// Why it would not be out; set in previews only.
    pub mark: Option<Mark>,
}

/// A page of the paper itself, or the notice of a withdrawn story.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The article.
    pub article: Arc<Article>,
    /// Its address.
    pub link: Permalink,
    /// Why it would not be out; set in previews only.
    pub mark: Option<Mark>,
}

/// An article that is held back, and where it would stand.
#[derive(Clone, Debug)]
pub struct Withheld {
    /// The article.
    pub article: Arc<Article>,
    /// Its address.
    pub link: Permalink,
    /// Why.
    pub why: Why,
}

/// Makes the edition. The diagnostics are about how articles fit together.
pub fn make(articles: Vec<Arc<Article>>, config: &Arc<Config>, clock: &Clock, show: Show) -> (Edition, Vec<Diag>) {
    let mut told = Vec::new();
    let names = lists::section_names(&articles, config);
    let mut sorted = public::sort(articles, &names, clock, show);
    told.append(&mut sorted.told);
    let mut addresses = Addresses::with_capacity(sorted.out.len());
    let mut stories = Vec::new();
    let mut standing = Vec::new();
    let mut fronts: HashMap<String, Arc<Article>> = HashMap::new();
    let mut profiles: Vec<Arc<Article>> = Vec::new();
    let everything = sorted.everything();
    let mut placed: Vec<address::Placed<'_>> =
        everything.par_iter().map(|(article, since)| address::place(article, *since, &names, config)).collect();
    address::keep_apart(&mut placed, config);
    let mut links: Vec<(String, Permalink)> = placed.into_iter().map(|placed| (placed.section, placed.link)).collect();
    let held_links = links.split_off(sorted.out.len() + sorted.withdrawn.len());
    let withdrawn_links = links.split_off(sorted.out.len());
    for ((article, mark), (section, link)) in sorted.out.into_iter().zip(links) {
        match article.role {
            Role::Front => drop(fronts.insert(article.head.folder.clone(), article)),
            Role::Profile => profiles.push(article),
            Role::Standing => {
                addresses.add(&article, &link);
                standing.push(Standing { article, link, mark });
            }
            Role::Story => {
                addresses.add(&article, &link);
                stories.push((article, link, section, mark));
            }
        }
    }
    own_lists::refuse(&mut stories, &mut told);
    let mut withdrawn: Vec<Standing> =
        sorted.withdrawn.into_iter().zip(withdrawn_links).map(|(article, (_, link))| Standing { link, article, mark: None }).collect();
    withdrawn.sort_by(|a, b| a.link.cmp(&b.link));
    let withheld: Vec<Withheld> =
        sorted.held_articles.into_iter().zip(held_links).map(|((article, why), (_, link))| Withheld { article, link, why }).collect();
    for held in &withheld {
        addresses.hold(&held.article, &held.link);
    }
    for page in &withdrawn {
        addresses.withdraw(&page.article, &page.link);
    }
    // Newest first; what has no date comes last; the path decides between equals.
    let mut order: Vec<(Option<Timestamp>, usize)> =
        stories.iter().enumerate().map(|(at, (article, ..))| (article.head.date.map(|date| date.at), at)).collect();
    order.par_sort_unstable_by(|(a_date, a), (b_date, b)| b_date.cmp(a_date).then_with(|| stories[*a].0.path.cmp(&stories[*b].0.path)));
    let filled: BTreeSet<String> = stories.iter().map(|(_, _, section, _)| section.clone()).collect();
    let mut stories: Vec<Option<_>> = stories.into_iter().map(Some).collect();
    let sorted_stories = order.iter().filter_map(|(_, at)| stories[*at].take());
    standing.sort_by(|a, b| a.link.cmp(&b.link));
    let mut lists = lists::Lists::new(&fronts, profiles, config, filled);
    let stories: Vec<Story> =
        sorted_stories.enumerate().map(|(id, (article, link, section, mark))| lists.place(id, article, link, &section, mark)).collect();
    let lists::Lists { sections, topics, authors, series, told: list_told, .. } = lists.finish();
    told.extend(list_told);
    let first_of = |section: &Section| section.stories.first().map(|id| stories[*id].article.path.clone());
    own_lists::tell_moved(&sections, first_of, &mut told);
    let months = archive::months(&stories, &clock.zone, &own_lists::archive(&sections));
    for author in &authors {
        if let Some(profile) = &author.profile {
            addresses.add(profile, &author.link);
        }
    }
    let redirects = {
        let fronts = sections.iter().filter_map(|section| section.front.as_deref().map(|front| (front, &section.link)));
        let profiles = authors.iter().filter_map(|author| author.profile.as_deref().map(|profile| (profile, &author.link)));
        let pages = standing.iter().chain(&withdrawn).map(|page| (&*page.article, &page.link));
        let stories = stories.iter().map(|story| (&*story.article, &story.link));
        let former = |article: &Article| address::former_links(article, &lists::shelf_of(article, &names), config);
        redirects::collect(stories.chain(pages).chain(fronts).chain(profiles), &former, config, &mut told)
    };
    for redirect in &redirects {
        addresses.move_page(&redirect.from, &redirect.to);
    }
    let listed = sections
        .iter()
        .map(|list| &list.link)
        .chain(topics.iter().map(|list| &list.link))
        .chain(authors.iter().map(|list| &list.link))
        .chain(series.iter().map(|list| &list.link))
        .chain(months.iter().map(|month| &month.link));
    for link in listed {
        addresses.add_page(link);
    }
    addresses.add_page(&Permalink::root());
    let mut edition = Edition {
        clock: clock.clone(),
        config: config.clone(),
        newest: stories.first().and_then(|story| story.date),
        stories,
        standing,
        withdrawn,
        front: fronts.remove(""),
        sections,
        topics,
        authors,
        series,
        front_page: FrontPage::default(),
        months,
        corrections: Vec::new(),
        redirects,
        held: sorted.held,
        withheld,
        awaits: sorted.awaits,
        addresses: Arc::new(addresses),
    };
    lists::number_series(&mut edition);
    related::link_neighbours(&mut edition);
    for story in &mut edition.stories {
        story.corrected = corrections::lately(&story.article, clock);
    }
    edition.corrections = corrections::ledger(&edition.stories);
    lay_out_fronts(&mut edition, &mut told);
    (edition, told)
}

/// Lays out the front page and the tops of section fronts.
fn lay_out_fronts(edition: &mut Edition, told: &mut Vec<Diag>) {
    let curation = edition.front.as_deref().and_then(|front| curation::read(front, edition, curation::Which::Paper, told));
    edition.front_page = front_page::lay_out(edition, curation);
    for section in 0..edition.sections.len() {
        let front = edition.sections[section].front.as_deref();
        if let Some(curation) = front.and_then(|front| curation::read(front, edition, curation::Which::Section, told)) {
            edition.sections[section].top = front_page::lay_out_section(edition, section, curation);
        }
    }
}

impl Standing {
    /// Whether it is the paper's own page for addresses that lead nowhere, which no list and no machine is told of.
    pub fn is_not_found(&self) -> bool {
        self.link == address::not_found()
    }
}

impl Story {
    /// When it was published, or last changed in a way that matters.
    pub fn changed(&self) -> Option<Timestamp> {
        self.modified.or(self.date).map(|moment| moment.at)
    }
}

impl Edition {
    /// The story of an index.
    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id]
    }

    /// What to read next after a story. It is found when a page asks for it, since a preview asks for few.
    pub fn related(&self, id: StoryId) -> Vec<StoryId> {
        related::related(self, id)
    }
}
