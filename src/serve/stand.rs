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
use crate::diag::{self, Diag};
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
    /// Its template failed, or this program did; [`Stand::last_good`] may still know it.
    pub(super) fn print(&self, snapshot: &Snapshot, page: &Page) -> Result<Arc<Print>, Diag> {
        self.printed(&page.link, snapshot.number, || snapshot.print(page))
    }

    /// What `print` makes of a page, or what it has made before.
    fn printed(&self, link: &Permalink, number: u64, print: impl FnOnce() -> Result<Print, Diag>) -> Result<Arc<Print>, Diag> {
        if let Some(print) = self.cache().get(link, number) {
            return Ok(print);
        }
        let print = Arc::new(diag::guarded(print).unwrap_or_else(|| Err(super::broken(&format!("the page {link}"))))?);
        self.cache().put(link.clone(), number, print.clone());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_that_panics_is_a_fault_and_harms_no_other() {
        let stand = Stand::new();
        let link = Permalink::folder(["a"]);
        let good = || Ok(Print { bytes: b"good".to_vec(), mark: "m".into() });
        assert!(stand.printed(&link, 1, good).is_ok());
        let fault = stand.printed(&link, 2, || panic!("on purpose")).expect_err("it panicked");
        assert_eq!((&*fault.code, fault.level), ("internal", diag::Level::Error));
        assert!(stand.cache().get_any(&link).is_some_and(|print| print.bytes == b"good"));
        assert!(stand.printed(&link, 3, good).is_ok(), "it heals");
    }
}
