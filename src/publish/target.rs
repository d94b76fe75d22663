//! What every kind of place can do that a paper is published to.

use crate::output::{Piece, Shipment};

/// Why something could not be done at a target, in one line, and how to mend it. It never holds a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What happened.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Fault {
    /// A fault.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Fault { message: message.into(), help: help.into() }
    }

    /// Another publisher was faster.
    pub fn overtaken() -> Self {
        Fault::new(
            "somebody else has published to the same place meanwhile",
            "look at what stands there (newsprint publish --list), and publish again",
        )
    }
}

/// Which state of a record was read or written: whatever the target knows it by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version(pub Option<String>, pub Option<String>);

/// Something at a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name, beneath the prefix.
    pub name: String,
    /// Its size, where the target tells it.
    pub size: Option<u64>,
}

/// When a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// While files are being sent.
    UnderWay,
    /// When everything stands there.
    Done,
}

/// A place that a paper is published to. Names are paths beneath the paper's own prefix; nothing else is ever touched.
pub trait Target {
    /// What it is called in messages.
    fn shown(&self) -> String;

    /// The record that lies there.
    ///
    /// # Errors
    /// The target cannot be reached or read.
    fn record(&mut self) -> Result<Option<(Vec<u8>, Version)>, Fault>;

    /// Writes the record over the version `over`, or where there is none.
    ///
    /// # Errors
    /// Another version lies there, or it cannot be written.
    fn write_record(&mut self, bytes: &[u8], over: Option<&Version>, moment: Moment) -> Result<Version, Fault>;

    /// All that lies there, whose ever it is.
    ///
    /// # Errors
    /// It cannot be listed.
    fn list(&mut self) -> Result<Vec<Listed>, Fault>;

    /// Sends some files, in any order, each whole or not at all. `sent` hears of each that stands there.
    ///
    /// # Errors
    /// One of them could not be sent.
    fn send(&mut self, shipment: &Shipment, pieces: &[&Piece], sent: &mut dyn FnMut()) -> Result<(), Fault>;

    /// Removes some files. One that is gone already is no fault.
    ///
    /// # Errors
    /// One of them could not be removed.
    fn remove(&mut self, names: &[String]) -> Result<(), Fault>;

    /// Faults of the shipment that this target would stumble over, before anything is sent.
    ///
    /// # Errors
    /// A file is too large for it, or the like.
    fn accepts(&self, shipment: &Shipment) -> Result<(), Fault> {
        let _ = shipment;
        Ok(())
    }
}

/// How a file is to be kept by those who read it.
pub fn cache_rule(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let hash = stem.rsplit(['.', '-']).next().unwrap_or_default();
    let hashed = stem.len() > hash.len() && hash.len() >= 8 && hash.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
    let kept =
        [".html", ".xml", ".json", ".txt", ".rss", ".atom", ".ics"].iter().any(|ending| name.ends_with(ending)) || !name.contains('.');
    match (hashed && !kept, kept) {
        (true, _) => "public, max-age=31536000, immutable",
        (_, true) => "public, max-age=60",
        _ => "public, max-age=3600",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_by_its_contents_is_kept_for_ever_and_nothing_else() {
        assert!(cache_rule("theme/style.0123abcd.css").ends_with("immutable"));
        assert_eq!(cache_rule("pictures/cafe-decade.jpg"), "public, max-age=3600");
        assert_eq!(cache_rule("news/20260310.html"), "public, max-age=60");
        assert_eq!(cache_rule("feed.xml"), "public, max-age=60");
        assert_eq!(cache_rule("0123456789.css"), "public, max-age=3600");
    }
}
