//! What is out at a moment, and what is held back: the one choke point.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::article::{Article, Role};
use crate::clock::Clock;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
}

/// A mark on something that is shown in a preview only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

/// Tells apart what is out and what is not.
pub(super) fn sort(articles: Vec<Arc<Article>>, clock: &Clock, show: Show) -> Sorted {
    let mut sorted = Sorted { out: Vec::new(), withdrawn: Vec::new(), held_articles: Vec::new(), held: Vec::new(), awaits: false };
    for mut article in articles {
        if let Some(less) = article.without_later(|at| clock.passed(at)) {
            article = Arc::new(less);
            sorted.awaits = true;
        }
        let Some(mark) = held_back(&article, clock) else {
            sorted.out.push((article, None));
            continue;
        };
        sorted.held.push(Held { path: article.path.clone(), why: mark.why, due: mark.due });
        let shown = match mark.why {
            Why::Draft => show.drafts,
            Why::Scheduled | Why::Embargoed => show.future,
            Why::Expired | Why::Withdrawn => Preview::No,
        };
        match (shown, mark.why) {
            (Preview::Yes, _) => sorted.out.push((article, Some(mark))),
            (Preview::No, Why::Withdrawn) if matches!(article.role, Role::Story | Role::Standing) => sorted.withdrawn.push(article),
            (Preview::No, _) => sorted.held_articles.push((article, mark.why)),
        }
    }
    sorted.held.sort_by(|a, b| a.path.cmp(&b.path));
    sorted
}

/// Whether an article is held back.
pub(super) fn is_held(article: &Article, clock: &Clock) -> bool {
    held_back(article, clock).is_some()
}

/// Why an article is not out, if it is not. A draft stays a draft whatever its date; an embargo is never
/// lifted by anything else.
fn held_back(article: &Article, clock: &Clock) -> Option<Mark> {
    let head = &article.head;
    let date = head.date.map(|moment| moment.at).filter(|at| !clock.passed(*at));
    let embargo = head.embargo.map(|moment| moment.at).filter(|at| !clock.passed(*at));
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
