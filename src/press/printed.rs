//! What the last build printed, on disk: `.newsprint/printed` in the site's folder.
//!
//! Three things are read from it. If nothing at all has changed since (no file of the site, none of the output, none of the
//! options, and no moment has come at which the paper would be another), its report is the report of this build too. If
//! nothing but what stories say has changed, the edition stands as it was ([`super::replate`]). If more has, it names what each
//! page was made from ([`super::traces`]).
//!
//! It speaks of one output folder in one state, by the hash of that folder's manifest; of any other it knows nothing. What is
//! long and seldom needed lies in files of its own, which it names by their hash.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

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
const MAGIC: &[u8] = b"newsprint printed 6\n";

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
    /// Hash of what pages are made of without asking for it.
    pub(super) shared: Option<Digest>,
    /// What its pages asked, and what they were answered.
    pub(super) traces: Option<Digest>,
    /// Hash of where it put files that are printed as they are, and when each of them had changed.
    pub(super) copied: Option<Digest>,
    /// Hashes of the files of everything that it held back.
    pub(super) withheld: BTreeSet<Digest>,
    /// The edition, so that it need not be made again.
    pub(super) dummy: Option<dummy::Name>,
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
        let options = format!("{options} {:?} {:?}", order.faulty, order.urls);
        let mut parts: Vec<Vec<u8>> = vec![options.into_bytes(), settings];
        let (copy, others) = files.copy_and_others();
        for list in [others, files.templates.iter().collect(), files.statics.iter().collect(), files.locales.iter().collect()] {
            parts.push(memory::stamps(list).to_bytes().to_vec());
        }
        Inputs { around: Digest::of_list(&parts), copy: memory::stamps(copy) }
    }
}
