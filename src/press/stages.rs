//! Where the time of a build goes, and how far it has come.
//!
//! The press names each stage as it enters it and counts the files it is through with; somebody else may look on.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A part of the work, in the order in which it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What the last build left is read.
    Recall,
    /// The files of the site are looked for.
    Find,
    /// Copy, templates and pictures are read.
    Read,
    /// The edition is made, and its pages are planned.
    Plan,
    /// The plan is looked over.
    Check,
    /// Pages are rendered, and wait beside their places.
    Print,
    /// They are put in place.
    Place,
    /// What the next build can use is written.
    Remember,
}

impl Stage {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Recall => "recall",
            Stage::Find => "find",
            Stage::Read => "read",
            Stage::Plan => "plan",
            Stage::Check => "check",
            Stage::Print => "print",
            Stage::Place => "place",
            Stage::Remember => "remember",
        }
    }
}

/// The stages of one build so far. It may be looked at from another thread.
pub struct Stages {
    past: Mutex<Past>,
    done: AtomicUsize,
    total: AtomicUsize,
    watcher: Option<Box<Watcher>>,
}

/// Is called when a stage begins, with 0, and when a thing of it is done, with how many were.
pub type Watcher = dyn Fn(Stage, usize) + Send + Sync;

#[derive(Debug)]
struct Past {
    since: Instant,
    now: Stage,
    took: Vec<(Stage, Duration)>,
}

impl Default for Stages {
    fn default() -> Self {
        let past = Past { since: Instant::now(), now: Stage::Recall, took: Vec::new() };
        Stages { past: Mutex::new(past), done: AtomicUsize::new(0), total: AtomicUsize::new(0), watcher: None }
    }
}

impl Stages {
    /// Stages of a build that waits at each step until the watcher is through with it.
    pub fn watched(watcher: impl Fn(Stage, usize) + Send + Sync + 'static) -> Self {
        Stages { watcher: Some(Box::new(watcher)), ..Stages::default() }
    }

    /// Ends the stage that was, and begins another in which `total` things are to be done; 0 where nobody counts.
    pub fn enter(&self, stage: Stage, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.past.lock().unwrap_or_else(PoisonError::into_inner).turn(stage);
        if let Some(watcher) = &self.watcher {
            watcher(stage, 0);
        }
    }

    /// One more thing of the stage is done.
    pub(super) fn tick(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(watcher) = &self.watcher {
            watcher(self.now().0, done);
        }
    }

    /// The stage that goes on, how many things are done in it, and how many there are.
    pub fn now(&self) -> (Stage, usize, usize) {
        let now = self.past.lock().unwrap_or_else(PoisonError::into_inner).now;
        (now, self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// How long each stage took, the one that goes on included.
    pub fn took(&self) -> Vec<(Stage, Duration)> {
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        let now = past.now;
        past.turn(now);
        past.took.clone()
    }
}

impl Past {
    fn turn(&mut self, stage: Stage) {
        let at = Instant::now();
        let took = at - self.since;
        match self.took.iter_mut().find(|(known, _)| *known == self.now) {
            Some((_, sum)) => *sum += took,
            None => self.took.push((self.now, took)),
        }
        self.since = at;
        self.now = stage;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_follow_each_other_and_count_their_own() {
        let stages = Stages::default();
        stages.enter(Stage::Read, 3);
        stages.tick();
        assert_eq!(stages.now(), (Stage::Read, 1, 3));
        stages.enter(Stage::Print, 0);
        assert_eq!(stages.now(), (Stage::Print, 0, 0));
        let names: Vec<&str> = stages.took().iter().map(|(stage, _)| stage.name()).collect();
        assert_eq!(names, ["recall", "read", "print"]);
    }
}
