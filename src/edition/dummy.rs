//! The dummy of an edition: where everything stands, without the articles.
//!
//! It is made of an edition that is printed, and with the articles it was made of it is that edition again, although nobody
//! looked into them. So a build that knows that nothing has changed but what a few stories say need not make the edition
//! anew. Articles are named by their numbers in the list they came from.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::address::Others;
use super::{
    Addresses, Author, Corrected, Edition, FrontPage, Held, Month, Redirect, Section, Series, Standing, Story, Topic, Why, Withheld,
};
use crate::article::Article;
use crate::clock::{Clock, Moment};
use crate::config::Config;
use crate::permalink::Permalink;

/// Everything but the stories.
#[derive(Serialize, Deserialize)]
struct Dummy {
    newest: Option<Moment>,
    standing: Vec<(usize, Permalink)>,
    withdrawn: Vec<(usize, Permalink)>,
    front: Option<usize>,
    sections: Vec<Section>,
    /// The articles of section fronts, by section.
    fronts: Vec<Option<usize>>,
    topics: Vec<Topic>,
    authors: Vec<Author>,
    /// The articles about authors, by author.
    profiles: Vec<Option<usize>>,
    series: Vec<Series>,
    front_page: FrontPage,
    months: Vec<Month>,
    corrections: Vec<Corrected>,
    redirects: Vec<Redirect>,
    held: Vec<Held>,
    withheld: Vec<(usize, Permalink, Why)>,
    addresses: Others,
}

/// A [`Story`] by the number of its article.
#[derive(Serialize, Deserialize)]
struct Place {
    article: usize,
    link: Permalink,
    section: usize,
    topics: Vec<usize>,
    authors: Vec<usize>,
    series: Option<(usize, usize)>,
    previous: Option<usize>,
    next: Option<usize>,
    date: Option<Moment>,
    modified: Option<Moment>,
    words: usize,
    corrected: bool,
}

/// Stories in one part: parts are read on many threads.
const PART: usize = 4096;

/// The dummy of an edition, in parts; `number` knows the articles. None of an edition that shows what is not out, one in which an
/// article awaits its correction, or one
/// with an article that `number` does not know.
pub fn pack(edition: &Edition, number: &(impl Fn(&Article) -> Option<usize> + Sync)) -> Option<Vec<Vec<u8>>> {
    // What an article shows would no longer follow from its file alone.
    (!edition.awaits).then_some(())?;
    let standing = |pages: &[Standing]| -> Option<Vec<(usize, Permalink)>> {
        pages.iter().map(|page| page.mark.is_none().then(|| Some((number(&page.article)?, page.link.clone())))?).collect()
    };
    // None within some: there is no such article.
    let maybe = |article: &Option<Arc<Article>>| -> Option<Option<usize>> {
        article.as_ref().map_or(Some(None), |article| number(article).map(Some))
    };
    let dummy = Dummy {
        newest: edition.newest,
        standing: standing(&edition.standing)?,
        withdrawn: standing(&edition.withdrawn)?,
        front: maybe(&edition.front)?,
        fronts: edition.sections.iter().map(|section| maybe(&section.front)).collect::<Option<_>>()?,
        profiles: edition.authors.iter().map(|author| maybe(&author.profile)).collect::<Option<_>>()?,
        sections: edition.sections.clone(),
        topics: edition.topics.clone(),
        authors: edition.authors.clone(),
        series: edition.series.clone(),
        front_page: edition.front_page.clone(),
        months: edition.months.clone(),
        corrections: edition.corrections.clone(),
        redirects: edition.redirects.clone(),
        held: edition.held.clone(),
        withheld: edition.withheld.iter().map(|held| Some((number(&held.article)?, held.link.clone(), held.why))).collect::<Option<_>>()?,
        addresses: edition.addresses.others(&edition.stories),
    };
    let stories = edition.stories.par_chunks(PART).map(|stories| {
        let places: Vec<Place> = stories.iter().map(|story| Place::of(story, number)).collect::<Option<_>>()?;
        postcard::to_stdvec(&places).ok()
    });
    let mut parts = vec![postcard::to_stdvec(&dummy).ok()?];
    parts.extend(stories.collect::<Option<Vec<_>>>()?);
    Some(parts)
}

/// The edition of a dummy, made of the articles that its numbers mean. None if it is not one of theirs. The clock is asked
/// nothing: the answers that the edition rests on must be known to stand.
pub fn unpack(parts: &[&[u8]], articles: &[Arc<Article>], config: &Arc<Config>, clock: Clock) -> Option<Edition> {
    let (dummy, stories) = parts.split_first()?;
    let read = |part: &&[u8]| -> Option<Vec<Story>> {
        postcard::from_bytes::<Vec<Place>>(part).ok()?.into_iter().map(|place| place.story(articles)).collect()
    };
    let (dummy, stories) =
        rayon::join(|| postcard::from_bytes::<Dummy>(dummy).ok(), || stories.par_iter().map(read).collect::<Option<Vec<Vec<Story>>>>());
    let (dummy, stories) = (dummy?, stories?);
    let stories: Vec<Story> = stories.into_iter().flatten().collect();
    let article = |number: usize| articles.get(number).cloned();
    let standing = |pages: Vec<(usize, Permalink)>| -> Option<Vec<Standing>> {
        pages.into_iter().map(|(number, link)| Some(Standing { article: article(number)?, link, mark: None })).collect()
    };
    let (mut sections, mut authors) = (dummy.sections, dummy.authors);
    for (section, front) in sections.iter_mut().zip(dummy.fronts) {
        section.about.front = front.and_then(article);
    }
    for (author, profile) in authors.iter_mut().zip(dummy.profiles) {
        author.about.profile = profile.and_then(article);
    }
    Some(Edition {
        clock,
        config: config.clone(),
        addresses: Arc::new(Addresses::with_others(&stories, dummy.addresses)),
        stories,
        newest: dummy.newest,
        standing: standing(dummy.standing)?,
        withdrawn: standing(dummy.withdrawn)?,
        front: dummy.front.and_then(article),
        sections,
        topics: dummy.topics,
        authors,
        series: dummy.series,
        front_page: dummy.front_page,
        months: dummy.months,
        corrections: dummy.corrections,
        redirects: dummy.redirects,
        held: dummy.held,
        withheld: dummy
            .withheld
            .into_iter()
            .map(|(number, link, why)| Some(Withheld { article: article(number)?, link, why }))
            .collect::<Option<_>>()?,
        awaits: false,
    })
}

impl Place {
    fn of(story: &Story, number: &impl Fn(&Article) -> Option<usize>) -> Option<Self> {
        let Story { article, link, section, topics, authors, series, previous, next, date, modified, words, corrected, mark } = story;
        mark.is_none().then_some(())?;
        Some(Place {
            article: number(article)?,
            link: link.clone(),
            section: *section,
            topics: topics.clone(),
            authors: authors.clone(),
            series: *series,
            previous: *previous,
            next: *next,
            date: *date,
            modified: *modified,
            words: *words,
            corrected: *corrected,
        })
    }

    fn story(self, articles: &[Arc<Article>]) -> Option<Story> {
        let Place { article, link, section, topics, authors, series, previous, next, date, modified, words, corrected } = self;
        let article = articles.get(article)?.clone();
        Some(Story { article, link, section, topics, authors, series, previous, next, date, modified, words, corrected, mark: None })
    }
}
