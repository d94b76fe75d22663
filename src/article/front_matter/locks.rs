//! The locks: every name by which a story is kept from readers, here or in another system, and what its values say.
//!
//! It is one table. A name in it is never an unknown key, and it is looked up before anything that may rename or ignore
//! a key: a setting can add a lock and never take one away. Where it is not plain what a value says, the answer is
//! [`Says::Asks`] or [`Says::Wrong`], an error, because a story is never published by a guess.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fields::fold;
use super::states::STATES;
use crate::clock;
use crate::data::{Node, Table, Value};

/// What a value says of whether a story may go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// It may.
    Open,
    /// It may not.
    Closed,
    /// Not before the date that is the value.
    NotBefore,
    /// Not from the date that is the value.
    NotAfter,
    /// There is no end.
    Endless,
    /// It was taken back; the value says why.
    Withdrawn,
    /// It was not taken back.
    Stands,
    /// Nothing; it is understood all the same.
    Nothing,
    /// In its own system it says something that has no plain meaning here.
    Asks,
    /// It is no value of this lock.
    Wrong,
    /// It has nothing to do with publishing: the key is a key like any other.
    Passes,
}

/// How far down a name is looked for in tables, where a lock keeps nothing back. Names that mean other things there are
/// looked for in `extra` alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// In every table.
    Tables,
    /// At the top of `extra`.
    Extra,
}

/// One lock, or several that are read alike.
#[derive(Clone, Copy)]
pub(super) struct Lock {
    /// Its names; letter case, `-` and `_` do not count.
    pub(super) names: &'static [&'static str],
    /// What `true` says.
    yes: Says,
    /// What `false` says.
    no: Says,
    /// What a date says.
    date: Says,
    /// What an empty value says.
    empty: Says,
    /// What words say, folded like names.
    words: &'static [(Says, &'static [&'static str])],
    /// What anything else says.
    other: Says,
    /// What is asked first, of values that have a shape of their own.
    shape: Option<fn(&Node) -> Option<Says>>,
    /// Where else it is looked for.
    pub(super) reach: Reach,
    /// What it takes, for messages.
    pub(super) takes: &'static str,
}

/// `true` holds the story back, `false` lets it out, and nothing else is a value.
const DRAFT: Lock = Lock {
    names: &["draft", "is_draft"],
    yes: Says::Closed,
    no: Says::Open,
    date: Says::Wrong,
    empty: Says::Wrong,
    words: &[],
    other: Says::Wrong,
    shape: None,
    reach: Reach::Tables,
    takes: "true or false",
};

/// `true` holds the story back, and `false` is what every other story is.
const MARK: Lock = Lock { no: Says::Nothing, empty: Says::Nothing, ..DRAFT };

/// `false` holds the story back; a date is when it goes out.
const PUBLIC: Lock = Lock { yes: Says::Open, no: Says::Closed, date: Says::NotBefore, takes: "true, false or a date", ..DRAFT };

/// A word for how far the story has come.
const STATE: Lock = Lock { yes: Says::Wrong, no: Says::Wrong, words: STATES, takes: "a word such as draft or published", ..DRAFT };

/// Not before a date.
const START: Lock = Lock { yes: Says::Wrong, no: Says::Wrong, date: Says::NotBefore, takes: "a date", ..DRAFT };

/// Not from a date.
const END: Lock = Lock {
    yes: Says::Wrong,
    no: Says::Wrong,
    date: Says::NotAfter,
    empty: Says::Nothing,
    words: &[(Says::Endless, &["never"])],
    takes: "a date",
    ..DRAFT
};

/// What keeps a story off lists, or out of machines that search, and prints it all the same. Neither can be said here.
const UNLISTED: Lock = Lock { yes: Says::Asks, date: Says::Asks, ..MARK };

pub(super) const LOCKS: &[Lock] = &[
    DRAFT,
    Lock { names: &["embargo", "publish_at"], ..START },
    Lock { names: &["expires", "expiryDate"], ..END },
    Lock { names: &["withdrawn"], yes: Says::Withdrawn, no: Says::Stands, shape: Some(reason), takes: "the words of the notice", ..DRAFT },
    // A date under this name is the date of the story.
    Lock {
        names: &["published"],
        date: Says::Passes,
        empty: Says::Passes,
        words: TRUTHS,
        other: Says::Passes,
        reach: Reach::Extra,
        ..PUBLIC
    },
    Lock { names: &["publish", "is_published", "dg_publish", "public", "is_public", "publishable"], ..PUBLIC },
    Lock { names: &["live", "is_live"], no: Says::Asks, reach: Reach::Extra, ..PUBLIC },
    Lock { names: &["ready", "ready_to_publish", "approved"], yes: Says::Nothing, date: Says::Asks, reach: Reach::Extra, ..PUBLIC },
    Lock { names: &["unpublished", "is_unpublished", "not_published"], no: Says::Open, empty: Says::Wrong, ..MARK },
    Lock {
        names: &[
            "status",
            "post_status",
            "publish_status",
            "published_status",
            "publication_status",
            "publishing_status",
            "article_status",
            "story_status",
            "page_status",
            "content_status",
            "editorial_status",
            "workflow_status",
            "workflow_state",
            "moderation_state",
            "moderation_status",
            "post_state",
            "publish_state",
            "publication_state",
        ],
        ..STATE
    },
    // The state that a story is about, more often than not.
    Lock {
        names: &["state", "workflow"],
        yes: Says::Passes,
        no: Says::Passes,
        date: Says::Passes,
        empty: Says::Passes,
        other: Says::Passes,
        reach: Reach::Extra,
        ..STATE
    },
    Lock { names: &["visibility", "post_visibility"], takes: "a word such as public or private", ..STATE },
    Lock { names: &["private", "is_private", "confidential", "internal", "internal_only", "members_only"], ..MARK },
    Lock { names: &["password", "post_password", "passphrase", "password_protected"], shape: Some(password), ..MARK },
    Lock { names: &["hidden", "is_hidden"], reach: Reach::Extra, ..MARK },
    Lock { names: &["hide"], other: Says::Passes, date: Says::Passes, reach: Reach::Extra, ..MARK },
    Lock { names: &["hold", "on_hold"], date: Says::NotBefore, takes: "true, false or a date", ..MARK },
    Lock { names: &["trash", "trashed", "deleted", "is_deleted", "spiked", "killed"], date: Says::Closed, ..MARK },
    Lock { names: &["deleted_at", "trashed_at"], yes: Says::Closed, date: Says::Closed, empty: Says::Nothing, ..START },
    Lock { names: &["headless"], ..MARK },
    // How far the story has come, in words of the desk.
    Lock {
        names: &[
            "wip",
            "work_in_progress",
            "in_progress",
            "unfinished",
            "incomplete",
            "not_ready",
            "entwurf",
            "brouillon",
            "borrador",
            "bozza",
            "rascunho",
            "utkast",
            "luonnos",
            "taslak",
            "szkic",
            "черновик",
            "чернетка",
            "下書き",
            "草稿",
            "초안",
            "مسودة",
        ],
        date: Says::Asks,
        other: Says::Asks,
        ..MARK
    },
    Lock {
        names: &["render", "output", "routable"],
        yes: Says::Nothing,
        no: Says::Closed,
        words: &[(Says::Closed, &["never", "link"]), (Says::Nothing, &["always"])],
        other: Says::Passes,
        date: Says::Passes,
        reach: Reach::Extra,
        ..MARK
    },
    Lock {
        names: &["build"],
        yes: Says::Nothing,
        no: Says::Closed,
        date: Says::Passes,
        other: Says::Passes,
        shape: Some(build),
        reach: Reach::Extra,
        ..MARK
    },
    // Every other value is an address.
    Lock {
        names: &["permalink"],
        yes: Says::Wrong,
        no: Says::Closed,
        date: Says::Passes,
        empty: Says::Passes,
        other: Says::Passes,
        takes: "false or an address",
        ..MARK
    },
    Lock {
        names: &[
            "embargo_until",
            "sperrfrist",
            "sperrfrist_bis",
            "sous_embargo_jusqu_au",
            "embargo_hasta",
            "embargo_fino_a",
            "embargoed_until",
            "embargo_date",
            "embargo_time",
            "under_embargo_until",
            "not_before",
            "hold_until",
            "held_until",
            "hold_for_release",
            "go_live",
            "go_live_at",
            "go_live_on",
            "go_live_date",
            "live_at",
            "live_from",
            "live_date",
            "release_date",
            "release_at",
            "release_on",
            "release_time",
            "publish_on",
            "publish_after",
            "publish_from",
            "publish_start",
            "start_publishing",
            "visible_from",
            "available_from",
        ],
        ..START
    },
    Lock {
        names: &[
            "scheduled",
            "schedule",
            "is_scheduled",
            "scheduled_at",
            "scheduled_for",
            "scheduled_on",
            "scheduled_date",
            "scheduled_time",
            "schedule_at",
            "schedule_for",
            "schedule_date",
        ],
        yes: Says::Closed,
        no: Says::Nothing,
        takes: "true, false or a date",
        ..START
    },
    Lock {
        names: &[
            "expires_at",
            "expires_on",
            "expire_at",
            "expire_on",
            "expiry",
            "expiration",
            "expiration_date",
            "not_after",
            "unpublish",
            "unpublish_at",
            "unpublish_on",
            "unpublish_date",
            "unpublish_time",
            "unpublished_at",
            "publish_until",
            "publish_end",
            "stop_publishing",
            "take_down",
            "take_down_at",
            "take_down_on",
            "take_down_date",
            "remove_at",
            "remove_on",
            "removal_date",
            "delete_after",
            "visible_until",
            "available_until",
            "live_until",
            "offline_at",
            "offline_date",
            "sunset_date",
        ],
        ..END
    },
    // Of an event, as often as of the story.
    Lock { names: &["end_date", "valid_until", "available_to"], date: Says::Asks, reach: Reach::Extra, ..END },
    Lock { names: &["archived", "is_archived", "archived_at", "archive_date", "retracted"], ..UNLISTED },
    Lock { names: &["unlisted", "is_unlisted", "eleventyExcludeFromCollections", "exclude_from_collections"], ..UNLISTED },
    Lock {
        names: &["noindex", "no_index", "sitemap_exclude", "exclude_from_sitemap", "sitemap_ignore", "hide_from_search_engines"],
        ..UNLISTED
    },
    Lock {
        names: &["listed", "visible", "is_visible", "online"],
        yes: Says::Nothing,
        no: Says::Asks,
        date: Says::Asks,
        reach: Reach::Extra,
        ..MARK
    },
    Lock {
        names: &["list"],
        yes: Says::Passes,
        no: Says::Asks,
        date: Says::Passes,
        empty: Says::Passes,
        words: &[(Says::Asks, &["never", "local"])],
        other: Says::Passes,
        reach: Reach::Extra,
        ..MARK
    },
    Lock {
        names: &["enabled", "active", "is_active"],
        yes: Says::Passes,
        no: Says::Asks,
        date: Says::Passes,
        empty: Says::Passes,
        other: Says::Passes,
        reach: Reach::Extra,
        ..MARK
    },
    Lock {
        names: &["disabled", "inactive", "ignore", "ignored", "exclude", "excluded", "skip"],
        yes: Says::Asks,
        date: Says::Passes,
        other: Says::Passes,
        reach: Reach::Extra,
        ..MARK
    },
    Lock { names: &["robots", "meta_robots", "googlebot"], yes: Says::Passes, empty: Says::Passes, shape: Some(robots), ..UNLISTED },
    Lock { names: &["sitemap"], shape: Some(sitemap), reach: Reach::Extra, ..MARK },
];

/// Words for `true` and `false` that YAML no longer knows as such.
const TRUTHS: &[(Says, &[&str])] = &[(Says::Wrong, &["yes", "no", "on", "off", "true", "false"])];

impl Lock {
    /// What a value says.
    pub(super) fn says(&self, node: &Node) -> Says {
        if let Some(says) = self.shape.and_then(|shape| shape(node)) {
            return says;
        }
        match &node.value {
            Value::Null => self.empty,
            Value::Bool(true) => self.yes,
            Value::Bool(false) => self.no,
            Value::Date(_) => self.date,
            Value::Text(text) if text.trim().is_empty() => self.empty,
            Value::Text(text) => {
                let folded = fold(text.trim());
                let word = self.words.iter().find(|(_, words)| words.iter().any(|word| fold(word) == folded));
                match word {
                    Some((says, _)) => *says,
                    None if self.date != Says::Wrong && clock::parse(text, &jiff::tz::TimeZone::UTC).is_ok() => self.date,
                    None => self.other,
                }
            }
            Value::Number(_) | Value::List(_) | Value::Table(_) => self.other,
        }
    }
}

impl Says {
    /// Whether a story to which this is said is not out now, or may not be.
    pub(super) fn holds(self) -> bool {
        matches!(self, Says::Closed | Says::NotBefore | Says::NotAfter | Says::Withdrawn | Says::Asks)
    }
}

/// The reason for which a story was taken back.
fn reason(node: &Node) -> Option<Says> {
    matches!(node.value, Value::Text(_)).then_some(Says::Withdrawn)
}

/// Any word may be a password.
fn password(node: &Node) -> Option<Says> {
    match &node.value {
        Value::Text(text) => Some(if text.trim().is_empty() { Says::Nothing } else { Says::Closed }),
        Value::Number(_) => Some(Says::Closed),
        _ => None,
    }
}

/// Hugo's `build: { render: never, list: never }`.
fn build(node: &Node) -> Option<Says> {
    let Value::Table(table) = &node.value else { return None };
    let one = |name: &str, never: Says| {
        let word = table.entries.iter().find(|entry| fold(&entry.key) == name)?.value.scalar()?;
        Some(match word.to_lowercase().as_str() {
            "always" | "true" => Says::Nothing,
            "never" | "false" | "local" | "link" => never,
            _ => Says::Wrong,
        })
    };
    let both = [one("render", Says::Closed), one("list", Says::Asks)];
    [Says::Closed, Says::Wrong, Says::Asks].into_iter().find(|says| both.contains(&Some(*says))).or(Some(Says::Nothing))
}

/// What crawlers are told: `noindex, nofollow`.
fn robots(node: &Node) -> Option<Says> {
    let refuses = |text: &str| {
        text.to_lowercase().split(|c: char| c != '-' && !c.is_alphanumeric()).any(|word| matches!(word, "noindex" | "no-index" | "none"))
    };
    let said = match &node.value {
        Value::Text(text) => refuses(text),
        Value::List(items) => items.iter().filter_map(Node::scalar).any(|text| refuses(&text)),
        Value::Table(table) => is(table, &["noindex"], true) || is(table, &["index"], false),
        Value::Bool(on) => !on,
        _ => false,
    };
    Some(if said { Says::Asks } else { Says::Passes })
}

/// `sitemap: false`, or a table that says the same.
fn sitemap(node: &Node) -> Option<Says> {
    let said = match &node.value {
        Value::Bool(on) => !on,
        Value::Table(table) => is(table, &["exclude", "disable", "disabled", "ignore"], true),
        _ => false,
    };
    Some(if said { Says::Asks } else { Says::Passes })
}

/// Whether a table says this under one of these names.
fn is(table: &Table, names: &[&str], value: bool) -> bool {
    table.entries.iter().any(|entry| names.contains(&fold(&entry.key).as_str()) && entry.value.value == Value::Bool(value))
}

/// Every name, folded, with its lock.
static NAMES: LazyLock<HashMap<String, &'static Lock>> =
    LazyLock::new(|| LOCKS.iter().flat_map(|lock| lock.names.iter().map(move |name| (fold(name), lock))).collect());

/// The lock of a key, however it is spelt.
pub(super) fn find(key: &str) -> Option<&'static Lock> {
    NAMES.get(&fold(key)).copied()
}

/// The house's own names. A near miss of these is never guessed, whatever its value.
const OWN: [&str; 5] = ["draft", "embargo", "expires", "expiryDate", "withdrawn"];

/// A key with one of these words in it is about keeping a story back, however it is spelt.
const OWN_WORDS: [&str; 4] = ["draft", "embargo", "expir", "withdraw"];

/// The lock that a key which is none was probably meant to be.
pub(super) fn near(key: &str, node: &Node) -> Option<&'static str> {
    let folded = fold(key);
    let apart = |name: &str| strsim::damerau_levenshtein(&folded, name);
    let own = OWN.into_iter().find(|name| {
        let name = fold(name);
        apart(&name) <= if name.len() > 5 { 2 } else { 1 } || OWN_WORDS.iter().any(|word| name.starts_with(word) && folded.contains(word))
    });
    if own.is_some() {
        return own;
    }
    // Of the names of other systems only what would hold the story back is a miss: `publisher` is no misspelt `published`.
    let likely = |value: &Value| match value {
        Value::Bool(_) | Value::Date(_) | Value::Table(_) => true,
        Value::Text(text) => text.len() < 40,
        _ => false,
    };
    if !likely(&node.value) {
        return None;
    }
    if folded.contains("publish") && node.value == Value::Bool(false) {
        return Some("published");
    }
    let length = folded.len();
    let close = |name: &str| {
        let most = match name.len() {
            0..5 => return false,
            5..10 => 1,
            _ => 2,
        };
        length.abs_diff(name.len()) <= most && apart(name) <= most
    };
    NAMES
        .iter()
        .filter(|(name, lock)| close(name) && lock.says(node).holds())
        .flat_map(|(_, lock)| lock.names)
        .copied()
        .min_by_key(|name| (apart(&fold(name)), *name))
}

/// Whether a key is one of the house's own locks.
pub(super) fn is_own(key: &str) -> bool {
    OWN.iter().any(|name| fold(name) == fold(key))
}
