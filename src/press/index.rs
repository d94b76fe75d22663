//! What is left of the index of the search, on disk: `.newsprint/index` in the site's folder.
//!
//! What an index makes of a story depends on the story, which the remains name by its hash, on the program, and on the
//! settings. So they outlive other templates, a killed build and another output folder.

use std::path::Path;

use super::notes;
use crate::config::Config;
use crate::digest::Digest;
use crate::pages::IndexRemains;

/// The file, beneath the site's folder.
const FILE: &str = ".newsprint/index";

/// The form it is written in.
const MAGIC: &[u8] = b"newsprint index 1\n";

/// What an earlier build left of its index, with these settings.
pub(super) fn load(root: &Path, config: &Config, settings: Digest) -> Option<IndexRemains> {
    config.search.then_some(())?;
    let bytes = notes::load(&root.join(FILE), MAGIC, None)?;
    let (of_settings, remains) = postcard::from_bytes::<(Digest, IndexRemains)>(&bytes).ok()?;
    (of_settings == settings).then_some(remains)
}

/// Leaves it to later builds.
pub(super) fn save(root: &Path, config: &Config, settings: Digest, remains: &IndexRemains) {
    if config.search
        && let Ok(body) = postcard::to_stdvec(&(settings, remains))
    {
        notes::save(&root.join(FILE), MAGIC, &[&body]);
    }
}
