//! What the last build printed, on disk: `.newsprint/printed` in the site's folder.
//!
//! Three things are read from it. If nothing at all has changed since (no file of the site, none of the output, none of the
//! options, and no moment has come at which the paper would be another), its report is the report of this build too. If
//! nothing but what stories say has changed, the edition stands as it was ([`super::replate`]). If more has, it says of each
//! page what that page showed.
//!
//! It speaks of one output folder in one state, by the hash of that folder's manifest; of any other it knows nothing. What is
//! long and seldom needed lies in files of its own, which it names by their hash.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::memory::{self, Stamp};
use super::{Files, Order, Report, dummy, notes, urls};
use crate::config;
use crate::diag::Diag;
use crate::digest::Digest;
use crate::edition::Held;
use crate::output::Printed;
use crate::source::{self, Found};

/// The file, beneath the site's folder.
const FILE: &str = ".newsprint/printed";

/// The form it is written in.
const MAGIC: &[u8] = b"newsprint printed 3\n";

/// What each page showed, beneath the site's folder.
const SHOWN: &str = ".newsprint/shown";

/// What the last build printed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct LastBuild {
    /// Hash of the manifest it left.
    pub(super) manifest: Option<Digest>,
    /// All that it was made from, less the moment.
    pub(super) inputs: Option<Inputs>,
    /// Of `urls.lock`, as it left it.
    pub(super) urls: Option<Stamp>,
    /// Its moment.
    #[serde(with = "crate::clock::nanoseconds::maybe")]
    pub(super) moment: Option<Timestamp>,
    /// When it would be another paper without any change.
    #[serde(with = "crate::clock::nanoseconds::maybe")]
    pub(super) until: Option<Timestamp>,
    /// Hash of what pages show without saying so themselves.
    pub(super) shared: Option<Digest>,
    /// The file of what each page showed.
    pub(super) shown: Option<Digest>,
    /// What pages showed that were printed since that was written, by path.
    pub(super) shown_since: HashMap<Arc<str>, Digest>,
    /// The edition, so that it need not be made again.
    pub(super) dummy: Option<dummy::Name>,
    /// Which stories its pages are made of.
    pub(super) readers: Option<Digest>,
    /// Hash of what every page shows of the paper.
    pub(super) frame: Option<Digest>,
    /// The report.
    pub(super) told: Vec<Diag>,
    pub(super) held: Vec<Held>,
    pub(super) stories: usize,
    pub(super) zone: Option<String>,
}

impl LastBuild {
    /// The last build of the site at `root`; an empty one where that is unknown.
    pub(super) fn load(root: &Path) -> Self {
        Self::try_load(root).unwrap_or_default()
    }

    fn try_load(root: &Path) -> Option<Self> {
        postcard::from_bytes(&notes::load(&root.join(FILE), MAGIC, None)?).ok()
    }

    /// Its report, with what was `printed` since.
    pub(super) fn report(self, printed: Printed) -> Report {
        let zone = self.zone.and_then(|zone| jiff::tz::TimeZone::get(&zone).ok());
        Report { told: self.told, printed: Some(printed), held: self.held, stories: self.stories, zone, ..Report::default() }
    }

    /// Writes it down. Where that is not possible, the next build knows nothing.
    pub(super) fn save(&mut self, root: &Path) {
        self.urls = urls_stamp(root);
        if let Ok(body) = postcard::to_stdvec(self) {
            notes::save(&root.join(FILE), MAGIC, &[&body]);
        }
    }

    /// What each page showed, by path.
    pub(super) fn pages(&self, root: &Path) -> HashMap<Arc<str>, Digest> {
        let bytes = self.shown.and_then(|shown| notes::load(&root.join(SHOWN), MAGIC, Some(shown)));
        let mut pages: HashMap<Arc<str>, Digest> = bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default();
        pages.extend(self.shown_since.iter().map(|(path, shown)| (path.clone(), *shown)));
        pages
    }

    /// Writes down what every page shows.
    pub(super) fn save_pages(&mut self, root: &Path, pages: &HashMap<Arc<str>, Digest>) {
        self.shown_since = HashMap::new();
        self.shown = postcard::to_stdvec(pages).ok().and_then(|body| notes::save(&root.join(SHOWN), MAGIC, &[&body]));
    }

    /// Whether `now` lies in the time for which it was made.
    pub(super) fn covers(&self, now: Timestamp) -> bool {
        self.moment.is_some_and(|moment| moment <= now) && self.until.is_none_or(|until| now < until)
    }

    /// Whether a build from `inputs` at `now` would be the same in everything but copy.
    pub(super) fn frames(&self, root: &Path, inputs: &Inputs, now: Timestamp) -> bool {
        self.inputs.is_some_and(|last| last.around == inputs.around) && self.covers(now) && self.urls == urls_stamp(root)
    }
}

fn urls_stamp(root: &Path) -> Option<Stamp> {
    match source::look(root, &root.join(urls::PATH)) {
        Found::File(entry) => Some(Stamp::of(&entry)),
        Found::Folder | Found::Nothing => None,
    }
}

/// All that a build is made from, less the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Inputs {
    /// Hash of options, settings, and the stamps of every file that is no copy.
    pub(super) around: Digest,
    /// Hash of the stamps of copy.
    pub(super) copy: Digest,
}

impl Inputs {
    /// Those of a build that has found `files`, and `told` what was wrong with them.
    pub(super) fn of(order: &Order, files: &Files, told: &[Diag]) -> Self {
        let settings = fs::read(order.root.join(config::PATH)).unwrap_or_default();
        let options = format!("{} {:?} {:?} {:?} {told:?}", order.output.display(), order.overrides, order.show, order.strict);
        let options = format!("{options} {:?}", order.faulty);
        let mut parts: Vec<Vec<u8>> = vec![options.into_bytes(), settings];
        let (copy, others) = files.copy_and_others();
        for list in [others, files.templates.iter().collect(), files.statics.iter().collect(), files.locales.iter().collect()] {
            parts.push(memory::stamps(list).to_bytes().to_vec());
        }
        Inputs { around: Digest::of_list(&parts), copy: memory::stamps(copy) }
    }
}
