//! Pages that were printed lately, within a bound.
//!
//! A print belongs to the snapshot that it was made from; one of an older snapshot is kept until its room is needed,
//! because it is what a reader sees when the page cannot be printed any more.

use std::collections::HashMap;
use std::sync::Arc;

use crate::permalink::Permalink;

/// Bytes of pages that are kept.
const BOUND: usize = 24 << 20;

/// A page as it was printed.
#[derive(Debug)]
pub(super) struct Print {
    /// What a build would write.
    pub(super) bytes: Vec<u8>,
    /// By which a browser knows whether its page is still the same, the style sheet apart.
    pub(super) mark: String,
}

/// The cache.
#[derive(Default)]
pub(super) struct Cache {
    kept: HashMap<Permalink, Kept>,
    bytes: usize,
    clock: u64,
}

struct Kept {
    number: u64,
    print: Arc<Print>,
    used: u64,
}

impl Cache {
    /// The print of a snapshot's page.
    pub(super) fn get(&mut self, link: &Permalink, number: u64) -> Option<Arc<Print>> {
        self.clock += 1;
        let kept = self.kept.get_mut(link).filter(|kept| kept.number == number)?;
        kept.used = self.clock;
        Some(kept.print.clone())
    }

    /// The newest print of a page, of whatever snapshot.
    pub(super) fn get_any(&self, link: &Permalink) -> Option<Arc<Print>> {
        self.kept.get(link).map(|kept| kept.print.clone())
    }

    /// Keeps a print, and lets go of those that were not asked for longest.
    pub(super) fn put(&mut self, link: Permalink, number: u64, print: Arc<Print>) {
        self.clock += 1;
        self.bytes += print.bytes.len();
        if let Some(old) = self.kept.insert(link, Kept { number, print, used: self.clock }) {
            self.bytes -= old.print.bytes.len();
        }
        while self.bytes > BOUND && self.kept.len() > 1 {
            #[allow(clippy::iter_over_hash_type, reason = "the least of a set is the same in any order")]
            let oldest = self.kept.iter().min_by_key(|(_, kept)| kept.used).map(|(link, _)| link.clone());
            if let Some(gone) = oldest.and_then(|link| self.kept.remove(&link)) {
                self.bytes -= gone.print.bytes.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_longest_goes_first() {
        let mut cache = Cache::default();
        let link = |n: usize| Permalink::folder([n.to_string().as_str()]);
        for n in 0..3 {
            cache.put(link(n), 1, Arc::new(Print { bytes: vec![0; BOUND / 3], mark: String::new() }));
        }
        assert!(cache.get(&link(0), 1).is_some());
        cache.put(link(3), 2, Arc::new(Print { bytes: vec![0; BOUND / 3], mark: String::new() }));
        assert!(cache.get_any(&link(1)).is_none());
        assert!(cache.get(&link(0), 1).is_some() && cache.get(&link(0), 2).is_none() && cache.get(&link(3), 2).is_some());
    }
}
