//! What is to be done at a target: the difference between the paper here and the record there.

use std::collections::HashMap;

use super::record::{Record, Standing, name_of};
use super::target::Listed;
use crate::output::{Holds, Piece, Shipment};

/// When a file is sent: whoever reads meanwhile must find what pages name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wave {
    /// Pictures, style sheets, fonts.
    Asset,
    /// Stories.
    Story,
    /// Other pages.
    Page,
    /// The front page, feeds, sitemaps, the index of the search, rules for hosts.
    Index,
}

impl Wave {
    /// The wave of a file.
    pub fn of(piece: &Piece) -> Self {
        let name = piece.path.rsplit('/').next().unwrap_or(&piece.path);
        if piece.holds == Holds::Story {
            Wave::Story
        } else if piece.path == "index.html"
            || name.starts_with('_')
            || [".xml", ".json", ".txt", ".rss", ".atom"].iter().any(|end| name.ends_with(end))
        {
            Wave::Index
        } else if name.ends_with(".html") {
            Wave::Page
        } else {
            Wave::Asset
        }
    }
}

/// What a run does.
#[derive(Debug, Default)]
pub struct Plan<'s> {
    /// Files to send, in their order.
    pub send: Vec<&'s Piece>,
    /// How many of them are new there.
    pub new: usize,
    /// Files to remove, by what their names are known by.
    pub remove: Vec<u64>,
    /// How many of those are stories.
    pub stories_removed: usize,
    /// Stories that stand there.
    pub stories_standing: usize,
    /// Files that stand there as they are here.
    pub unchanged: usize,
}

impl<'s> Plan<'s> {
    /// The difference. With a listing, what is not in it, or has another size there, counts as not standing there.
    pub fn of(shipment: &'s Shipment, record: &Record, listing: Option<&[Listed]>) -> Self {
        let listed: Option<HashMap<&str, Option<u64>>> = listing.map(|list| list.iter().map(|one| (one.name.as_str(), one.size)).collect());
        let stands = |piece: &Piece| match &listed {
            None => true,
            Some(listed) => listed.get(piece.path.as_str()).is_some_and(|size| size.is_none_or(|size| size == shipment.size(piece))),
        };
        let mut plan = Plan::default();
        let mut gone = record.files.clone();
        for piece in &shipment.pieces {
            match gone.remove(&name_of(&piece.path)) {
                Some(there) if there == Standing::of(piece) && stands(piece) => plan.unchanged += 1,
                Some(_) => plan.send.push(piece),
                None => {
                    plan.new += 1;
                    plan.send.push(piece);
                }
            }
        }
        plan.send.sort_by_key(|piece| Wave::of(piece));
        plan.stories_removed = gone.values().filter(|there| there.holds() == Holds::Story).count();
        plan.stories_standing = record.stories();
        plan.remove = gone.into_keys().collect();
        plan
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.send.is_empty() && self.remove.is_empty()
    }
}
