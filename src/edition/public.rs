//! What is out at a moment, and what is held back: the one choke point.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::address::Since;
use super::lists::{SectionNames, clean_path, section_of};
use crate::article::{Article, Role};
use crate::clock::{Clock, Moment};
use crate::diag::Diag;

/// What a preview shows beyond what is out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Show {
    /// Drafts.
    pub drafts: Preview,
    /// Scheduled and embargoed stories.
    pub future: Preview,
}

/// Whether something held back is shown all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preview {
    /// It is held back.
    #[default]
    No,
    /// It is shown, with a mark.
    Yes,
}

/// Why an article is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Why {
    /// `draft = true`
    Draft,
    /// Its date is to come.
    Scheduled,
    /// Its embargo is to come.
    Embargoed,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Withdrawn,
}

/// An article that is held back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its file.
    pub path: Arc<str>,
    /// Why.
    pub why: Why,
    /// When it will be out.
    #[serde(with = "crate::clock::nanoseconds::maybe")]
    pub due: Option<Timestamp>,
    /// The `_index.md` of a section that holds it back, where it is not the article itself.
    pub by: Option<Arc<str>>,
}

/// A mark on something that is shown in a preview only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Why it is not out.
    pub why: Why,
    /// When it will be.
    pub due: Option<Timestamp>,
}

/// Articles, told apart.
pub(super) struct Sorted {
    /// Out, or shown with a mark.
    pub(super) out: Vec<(Arc<Article>, Option<Mark>)>,
    /// Taken back.
    pub(super) withdrawn: Vec<Arc<Article>>,
    /// Held back, for links that lead to them.
    pub(super) held_articles: Vec<(Arc<Article>, Why)>,
    /// Held back, for the report.
    pub(super) held: Vec<Held>,
    /// Whether one that is out has a correction or an update that is not.
    pub(super) awaits: bool,
    /// Dates that contradict each other while one of them is to come.
    pub(super) told: Vec<Diag>,
}

impl Sorted {
    /// What is out, then what was taken back, then what is held back, each with whether readers have seen it.
    pub(super) fn everything(&self) -> Vec<(Arc<Article>, Since)> {
        let out = self.out.iter().map(|(article, mark)| (article.clone(), if mark.is_none() { Since::Public } else { Since::Held }));
        let withdrawn = self.withdrawn.iter().map(|article| (article.clone(), Since::Public));
        let since = |why: Why| if why == Why::Expired { Since::Public } else { Since::Held };
        let held = self.held_articles.iter().map(|(article, why)| (article.clone(), since(*why)));
        out.chain(withdrawn).chain(held).collect()
    }
}

/// Tells apart what is out and what is not. `names` knows the sections.
pub(super) fn sort(articles: Vec<Arc<Article>>, names: &SectionNames, clock: &Clock, show: Show) -> Sorted {
    let mut sorted =
        Sorted { out: Vec::new(), withdrawn: Vec::new(), held_articles: Vec::new(), held: Vec::new(), awaits: false, told: Vec::new() };
    let closed = ClosedSections::of(&articles, clock);
    for mut article in articles {
        if let Some(less) = article.without_later(|at| clock.passed(at)) {
            article = Arc::new(less);
            sorted.awaits = true;
        }
        sorted.told.extend(two_dates(&article, clock));
        let own = held_back(&article, clock);
        let section = closed.over(&article, names);
        let Some(mark) = own.into_iter().chain(section.as_ref().map(|(_, mark)| *mark)).reduce(stricter) else {
            sorted.out.push((article, None));
            continue;
        };
        let by = section.as_ref().filter(|_| own != Some(mark)).map(|(front, _)| front.clone());
        sorted.held.push(Held { path: article.path.clone(), why: mark.why, due: mark.due, by });
        let shown = match mark.why {
            Why::Draft => show.drafts,
            Why::Scheduled | Why::Embargoed => show.future,
            Why::Expired | Why::Withdrawn => Preview::No,
        };
        // A notice stands in the place of a story that was out; one in a closed section is no more seen than the others.
        let notice = mark.why == Why::Withdrawn && section.is_none() && matches!(article.role, Role::Story | Role::Standing);
        match shown {
            Preview::Yes => sorted.out.push((article, Some(mark))),
            Preview::No if notice => sorted.withdrawn.push(article),
            Preview::No => sorted.held_articles.push((article, mark.why)),
        }
    }
    sorted.held.sort_by(|a, b| a.path.cmp(&b.path));
    sorted
}

/// Whether an article is held back.
pub(super) fn is_held(article: &Article, clock: &Clock) -> bool {
    held_back(article, clock).is_some()
}

/// What holds a section back: its `_index.md`, and until when.
type Closed = (Arc<str>, Mark);

/// Sections that are held back, by path.
struct ClosedSections(BTreeMap<String, Closed>);

impl ClosedSections {
    /// What `content/_index.md` says is about the front page, and closes no section.
    fn of(articles: &[Arc<Article>], clock: &Clock) -> Self {
        let mut sections: BTreeMap<String, Closed> = BTreeMap::new();
        for front in articles.iter().filter(|article| article.role == Role::Front && !article.head.folder.is_empty()) {
            let Some(mark) = held_back(front, clock) else { continue };
            let closed = (front.path.clone(), mark);
            let path = clean_path(&front.head.folder);
            let closed = sections.remove(&path).map_or(closed.clone(), |other| both(other, closed));
            sections.insert(path, closed);
        }
        ClosedSections(sections)
    }

    /// The strictest of the sections that an article lies in or names, and of those above them.
    fn over(&self, article: &Article, names: &SectionNames) -> Option<Closed> {
        if self.0.is_empty() {
            return None;
        }
        let named = (article.role == Role::Story).then(|| section_of(article, names));
        let above = |path: String| {
            let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
            ends.filter_map(|end| self.0.get(&path[..end])).cloned().collect::<Vec<_>>()
        };
        let closed = named.into_iter().chain([clean_path(&article.head.folder)]).flat_map(above);
        closed.filter(|(front, _)| *front != article.path).reduce(both)
    }
}

/// Two sections that are held back over one article; the reason is that of the one that ends later.
fn both(a: Closed, b: Closed) -> Closed {
    let mark = stricter(a.1, b.1);
    if a.1.due == mark.due { (a.0, mark) } else { (b.0, mark) }
}

/// The mark of an article that is away for both reasons: until the later of two moments, and without end if one has none.
fn stricter(a: Mark, b: Mark) -> Mark {
    match (a.due, b.due) {
        (Some(one), Some(other)) => Mark { why: a.why.max(b.why), due: Some(one.max(other)) },
        (None, Some(_)) => a,
        (Some(_), None) => b,
        (None, None) => Mark { why: a.why.min(b.why), due: None },
    }
}

/// Why an article is not out by itself, if it is not. A draft stays a draft whatever its date; an embargo is never
/// lifted by anything else.
fn held_back(article: &Article, clock: &Clock) -> Option<Mark> {
    let head = &article.head;
    let to_come = |moment: Option<Moment>| moment.map(|moment| moment.at).filter(|at| !clock.passed(*at));
    let date = to_come(head.date).max(to_come(head.not_before));
    let embargo = to_come(head.embargo);
    let due = date.max(embargo);
    if head.draft {
        return Some(Mark { why: Why::Draft, due: None });
    }
    if embargo.is_some() {
        return Some(Mark { why: Why::Embargoed, due });
    }
    if date.is_some() {
        return Some(Mark { why: Why::Scheduled, due });
    }
    if head.expires.is_some_and(|moment| clock.passed(moment.at)) {
        return Some(Mark { why: Why::Expired, due: None });
    }
    head.withdrawn.as_ref().map(|_| Mark { why: Why::Withdrawn, due: None })
}

/// Two dates that are past do not matter; while one is to come they contradict each other.
fn two_dates(article: &Article, clock: &Clock) -> Option<Diag> {
    let head = &article.head;
    let (latest, other) = head.places.dates.as_ref()?;
    let at = head.date.max(head.not_before)?.at;
    (!clock.passed(at)).then(|| {
        Diag::warning("lock", "the story has two dates, and one of them is to come; the later one counts")
            .at(latest.clone())
            .related("the other is", other.clone())
            .help("keep the one that is meant")
    })
}
