//! The paper at one moment.
//!
//! 1. [`public`] decides once which articles are out; nothing after it asks what time it is, and nothing after it can
//!    see what is held back.
//! 2. Every public article gets its address, and takes its place in sections, topics, authors and series.
//! 3. [`front_page`] lays out the front; [`related`] finds what to read next.
//!
//! Stories are kept newest first and are spoken of by their index in that order.

pub mod address;
pub mod front_page;
mod lists;
pub mod public;
mod related;

use std::collections::HashMap;
use std::sync::Arc;

pub use address::Addresses;
pub use front_page::FrontPage;
pub use lists::{Author, Section, Series, Topic};
pub use public::{Held, Mark, Show, Why};

use crate::article::{Article, Role};
use crate::clock::Clock;
use crate::config::Config;
use crate::diag::Diag;
use crate::permalink::Permalink;

/// Index of a story in [`Edition::stories`].
pub type StoryId = usize;

/// The paper at one moment.
#[derive(Debug)]
pub struct Edition {
    /// The moment and the zone.
    pub clock: Clock,
    /// The settings.
    pub config: Arc<Config>,
    /// Public stories, newest first.
    pub stories: Vec<Story>,
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
    /// What is held back, and why.
    pub held: Vec<Held>,
    /// Where everything is.
    pub addresses: Addresses,
}

/// A public story in its place.
#[derive(Debug)]
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
    /// What to read next.
    pub related: Vec<StoryId>,
    /// Why it would not be out; set in previews only.
    pub mark: Option<Mark>,
}

/// A page of the paper itself, or the notice of a withdrawn story.
#[derive(Debug)]
pub struct Standing {
    /// The article.
    pub article: Arc<Article>,
    /// Its address.
    pub link: Permalink,
    /// Why it would not be out; set in previews only.
    pub mark: Option<Mark>,
}

/// Makes the edition. The diagnostics are about how articles fit together.
pub fn make(articles: Vec<Arc<Article>>, config: &Arc<Config>, clock: &Clock, show: Show) -> (Edition, Vec<Diag>) {
    let mut told = Vec::new();
    let sorted = public::sort(articles, clock, show);
    let mut addresses = Addresses::default();
    let names = lists::section_names(&sorted, config);
    let mut stories = Vec::new();
    let mut standing = Vec::new();
    let mut fronts: HashMap<String, Arc<Article>> = HashMap::new();
    let mut profiles: Vec<Arc<Article>> = Vec::new();
    for (article, mark) in sorted.out {
        match article.role {
            Role::Front => drop(fronts.insert(article.head.folder.clone(), article)),
            Role::Profile => profiles.push(article),
            Role::Standing => {
                let link = address::standing_link(&article);
                addresses.add(&article, &link);
                standing.push(Standing { article, link, mark });
            }
            Role::Story => {
                let section = lists::section_of(&article, &names);
                let link = address::story_link(&article, &section, config);
                addresses.add(&article, &link);
                stories.push((article, link, section, mark));
            }
        }
    }
    let withdrawn = sorted
        .withdrawn
        .into_iter()
        .map(|article| {
            let link = match article.role {
                Role::Story => address::story_link(&article, &lists::section_of(&article, &names), config),
                _ => address::standing_link(&article),
            };
            Standing { article, link, mark: None }
        })
        .collect::<Vec<_>>();
    for article in &sorted.held_articles {
        let link = match article.role {
            Role::Story => address::story_link(article, &lists::section_of(article, &names), config),
            _ => address::standing_link(article),
        };
        addresses.hold(article, &link);
    }
    for page in &withdrawn {
        addresses.withdraw(&page.article, &page.link);
    }
    // Newest first; what has no date comes last; the path decides between equals.
    stories.sort_by(|(a, ..), (b, ..)| {
        b.head.date.map(|date| date.at).cmp(&a.head.date.map(|date| date.at)).then_with(|| a.path.cmp(&b.path))
    });
    standing.sort_by(|a, b| a.link.cmp(&b.link));
    let mut lists = lists::Lists::new(&fronts, profiles, config);
    let stories: Vec<Story> = stories
        .into_iter()
        .enumerate()
        .map(|(id, (article, link, section, mark))| lists.place(id, article, link, &section, mark))
        .collect();
    let lists::Lists { sections, topics, authors, series, told: list_told, .. } = lists.finish();
    told.extend(list_told);
    let listed = sections
        .iter()
        .map(|list| &list.link)
        .chain(topics.iter().map(|list| &list.link))
        .chain(authors.iter().map(|list| &list.link))
        .chain(series.iter().map(|list| &list.link));
    for link in listed {
        addresses.add_page(link);
    }
    addresses.add_page(&Permalink::root());
    let mut edition = Edition {
        clock: clock.clone(),
        config: config.clone(),
        stories,
        standing,
        withdrawn,
        front: fronts.remove(""),
        sections,
        topics,
        authors,
        series,
        front_page: FrontPage::default(),
        held: sorted.held,
        addresses,
    };
    lists::number_series(&mut edition);
    related::link_neighbours(&mut edition);
    related::find(&mut edition);
    edition.front_page = front_page::lay_out(&edition);
    (edition, told)
}

impl Edition {
    /// The story of an index.
    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id]
    }

    /// The moment of the newest story: the folio's date.
    pub fn newest(&self) -> Option<crate::clock::Moment> {
        self.stories.first().and_then(|story| story.article.head.date)
    }
}
