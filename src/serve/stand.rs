//! What is on the stand: the issue that readers get, and the bell that rings for a new one.
//!
//! An [`Issue`] is never changed; a new one takes its place at once and whole, so that nobody sees half of a paper. While
//! there are faults the last good snapshot stays in the issue, with the faults beside it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tokio::sync::watch;

use super::cache::{Cache, Print};
use super::desk::Setting;
use super::snapshot::Snapshot;
use crate::diag::Diag;
use crate::pages::Page;
use crate::permalink::Permalink;

/// The paper as it is served.
#[derive(Default)]
pub(super) struct Issue {
    /// Counts up.
    pub(super) number: u64,
    /// The last paper without faults.
    pub(super) good: Option<Arc<Snapshot>>,
    /// Why the copy on disk makes no paper; empty when it does.
    pub(super) faults: Vec<Diag>,
    /// How the editor looks at it.
    pub(super) setting: Option<Setting>,
    /// Where copy went that was moved while the preview ran.
    pub(super) moved: Arc<HashMap<Arc<str>, Arc<str>>>,
    /// Files beside the pages that changed, with the issue that had them first.
    pub(super) files: Arc<Vec<(u64, Permalink)>>,
}

impl Issue {
    /// Where the copy of `source` is now.
    pub(super) fn follow<'a>(&'a self, source: &'a str) -> &'a str {
        let mut at = source;
        // A move to and fro must not go round for ever.
        for _ in 0..self.moved.len() {
            match self.moved.get(at) {
                Some(to) => at = to,
                None => break,
            }
        }
        at
    }
}

/// The stand.
pub(super) struct Stand {
    issue: RwLock<Arc<Issue>>,
    cache: Mutex<Cache>,
    bell: watch::Sender<u64>,
}

impl Stand {
    /// An empty stand.
    pub(super) fn new() -> Self {
        Stand { issue: RwLock::default(), cache: Mutex::default(), bell: watch::channel(0).0 }
    }

    /// What is on it now.
    pub(super) fn issue(&self) -> Arc<Issue> {
        self.issue.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts a new issue on it and rings.
    pub(super) fn put(&self, issue: Issue) {
        let number = issue.number;
        let old = std::mem::replace(&mut *self.issue.write().unwrap_or_else(PoisonError::into_inner), Arc::new(issue));
        self.bell.send_replace(number);
        // Letting go of a large paper takes time, and nobody should wait for it.
        drop(old);
    }

    /// Hears the bell.
    pub(super) fn listen(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    /// The print of a page, from the cache or made now.
    ///
    /// # Errors
    /// Its template failed; [`Stand::last_good`] may still know it.
    pub(super) fn print(&self, snapshot: &Snapshot, page: &Page) -> Result<Arc<Print>, Diag> {
        if let Some(print) = self.cache().get(&page.link, snapshot.number) {
            return Ok(print);
        }
        let print = Arc::new(snapshot.print(page)?);
        self.cache().put(page.link.clone(), snapshot.number, print.clone());
        Ok(print)
    }

    /// What a page looked like when it last could be rendered.
    pub(super) fn last_good(&self, page: &Page) -> Option<Arc<Print>> {
        self.cache().get_any(&page.link)
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
