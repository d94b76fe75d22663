//! Whether what stands in the output folder is what a build of this moment would make: asked before it is published.

use jiff::Timestamp;

use super::printed::{Inputs, LastBuild};
use super::seen::Seen;
use super::{Order, Strict};
use crate::edition::Show;
use crate::edition::public::Preview;
use crate::output::Folder;

/// What stands in an output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fresh {
    /// What a build would make. By itself it changes at this moment; never, where there is none.
    Yes(Option<Timestamp>),
    /// A paper with drafts or with stories that are not out yet.
    Preview,
    /// An older paper: the site was changed since, or files of the output were, or it was built with another output, address or version.
    Older,
    /// A paper of which a moment has come since that changes it.
    Due(Timestamp),
    /// No build of it is remembered.
    Unknown,
}

/// What stands in the order's output folder. Nothing is written.
pub fn fresh(order: &Order) -> Fresh {
    let last = LastBuild::load(&order.root);
    let Ok(mut folder) = Folder::open(&order.output, &order.root) else { return Fresh::Unknown };
    if last.manifest.is_none() {
        return Fresh::Unknown;
    }
    if last.manifest != Some(folder.manifest()) {
        return Fresh::Older;
    }
    let mut told = Vec::new();
    let seen = Seen::look(order, &mut told);
    let made = |show: Show| {
        [Strict::No, Strict::Yes]
            .into_iter()
            .any(|strict| last.inputs == Some(Inputs::of(&Order { show, strict, ..order.clone() }, &seen.files, &told)))
    };
    let show = |drafts, future| Show { drafts, future };
    if !made(show(Preview::No, Preview::No)) {
        let previews = [show(Preview::Yes, Preview::No), show(Preview::No, Preview::Yes), show(Preview::Yes, Preview::Yes)];
        return if previews.into_iter().any(made) { Fresh::Preview } else { Fresh::Older };
    }
    match last.until {
        Some(until) if until <= order.now => Fresh::Due(until),
        _ if !folder.is_whole() => Fresh::Older,
        until => Fresh::Yes(until),
    }
}
