//! What the last build printed, on disk: `.newsprint/printed` in the site's folder.
//!
//! Two things are read from it. If nothing at all has changed since (no file of the site, none of the output, none of the
//! options, and no moment has come at which the paper would be another), its report is the report of this build too. If
//! something has, it says of each page what that page showed, and which are sure to show the same.
//!
//! It speaks of one output folder in one state, by the hash of that folder's manifest; of any other it knows nothing.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::memory::{self, Stamp, program};
use super::{Files, Order, urls};
use crate::config;
use crate::diag::Diag;
use crate::digest::Digest;
use crate::edition::Held;
use crate::output;
use crate::pages::IndexRemains;
use crate::source::{self, Found};

/// The file, beneath the site's folder.
const FILE: &str = ".newsprint/printed";

/// The form it is written in.
const MAGIC: &[u8] = b"newsprint printed 3\n";

/// What the last build printed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct LastBuild {
    pub(super) program: Digest,
    /// Hash of the manifest it left.
    pub(super) manifest: Option<Digest>,
    /// Hash of all that it was made from, less the moment.
    pub(super) inputs: Option<Digest>,
    /// Of `urls.lock`, as it left it.
    pub(super) urls: Option<Stamp>,
    /// Its moment.
    #[serde(with = "crate::clock::nanoseconds::maybe")]
    pub(super) moment: Option<Timestamp>,
    /// When it would be another paper without any change.
    #[serde(with = "crate::clock::nanoseconds::maybe")]
    pub(super) until: Option<Timestamp>,
    /// Hash of the articles.
    pub(super) articles: Option<Digest>,
    /// Hash of everything else that pages show or that decides what they show.
    pub(super) layout: Option<Digest>,
    /// Hash of what pages show without saying so themselves.
    pub(super) shared: Option<Digest>,
    /// What each page showed, by path.
    pub(super) pages: HashMap<Arc<str>, Digest>,
    /// Hash of the settings.
    pub(super) settings: Option<Digest>,
    /// The index of its search.
    pub(super) index: IndexRemains,
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
        let bytes = fs::read(root.join(FILE)).ok()?;
        let (hash, rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk()?;
        (Digest::of(rest).to_bytes() == *hash).then_some(())?;
        postcard::from_bytes(rest).ok().filter(|last: &LastBuild| last.program == program())
    }

    /// Writes it down. Where that is not possible, the next build knows nothing.
    pub(super) fn save(&mut self, root: &Path) {
        self.program = program();
        self.urls = urls_stamp(root);
        let path = root.join(FILE);
        let Ok(body) = postcard::to_stdvec(self) else { return };
        let bytes = [MAGIC, &Digest::of(&body).to_bytes(), &body].concat();
        let _ = output::replace(&path, |file| file.write_all(&bytes));
    }

    /// Whether `now` lies in the time for which it was made.
    pub(super) fn covers(&self, now: Timestamp) -> bool {
        self.moment.is_some_and(|moment| moment <= now) && self.until.is_none_or(|until| now < until)
    }

    /// Whether a build from `inputs` at `now` would print the same into the folder with this `manifest`.
    pub(super) fn stands(&self, root: &Path, inputs: Digest, manifest: Digest, now: Timestamp) -> bool {
        self.inputs == Some(inputs) && self.manifest == Some(manifest) && self.covers(now) && self.urls == urls_stamp(root)
    }
}

fn urls_stamp(root: &Path) -> Option<Stamp> {
    match source::look(root, &root.join(urls::PATH)) {
        Found::File(entry) => Some(Stamp::of(&entry)),
        Found::Folder | Found::Nothing => None,
    }
}

/// Hash of all that a build is made from, less the moment: options, settings, and the stamp of every file.
pub(super) fn inputs(order: &Order, files: &Files, told: &[Diag]) -> Digest {
    let settings = fs::read(order.root.join(config::PATH)).unwrap_or_default();
    let options = format!("{} {:?} {:?} {:?} {told:?}", order.output.display(), order.overrides, order.show, order.strict);
    let mut parts: Vec<Vec<u8>> = vec![options.into_bytes(), settings];
    for list in [&files.content, &files.templates, &files.statics] {
        parts.push(memory::stamps(list).to_bytes().to_vec());
    }
    Digest::of_list(&parts)
}
