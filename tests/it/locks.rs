//! Every pair of two spellings of a lock, in both orders and both notations: the strictest holds, and where two contradict
//! each other a warning names both lines.

use std::sync::Arc;

use newsprint::article::{self, Desk};
use newsprint::clock::Clock;
use newsprint::config::{self, Config, Overrides};
use newsprint::diag::{Diag, Level};
use newsprint::edition::{self, Show};
use newsprint::source;

/// What one line says.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Says {
    /// It answers whether the story may go out.
    Open,
    /// It answers that too.
    Closed,
    /// It closes, and nothing that opens is its opposite.
    Mark,
    Before(&'static str),
    After(&'static str),
    Endless,
    Nothing,
    /// The date of the story.
    Date(&'static str),
    /// The build must not go on.
    Error,
}

use Says::{After, Before, Closed, Date, Endless, Error, Mark, Nothing, Open};

const NOW: &str = "2026-03-10T12:00:00Z";
const PAST: &str = "2026-01-06";
const LATELY: &str = "2026-02-01";
const SOON: &str = "2030-01-01";
const LATER: &str = "2031-05-01T08:00:00Z";

/// A key, its value as both notations write it, and what the line says. Words are in quotation marks, which both take.
const LINES: &[(&str, &str, Says)] = &[
    ("draft", "true", Closed),
    ("draft", "false", Open),
    ("Draft", "true", Closed),
    ("DRAFT", "false", Open),
    ("is_draft", "false", Open),
    ("published", "false", Closed),
    ("published", "true", Open),
    ("Published", "false", Closed),
    ("publish", "false", Closed),
    ("is-published", "true", Open),
    ("unpublished", "true", Closed),
    ("status", "\"draft\"", Closed),
    ("status", "\"Published\"", Open),
    ("post_status", "\"pending\"", Closed),
    ("state", "\"Entwurf\"", Closed),
    ("visibility", "\"private\"", Closed),
    ("visibility", "\"public\"", Open),
    ("private", "true", Mark),
    ("private", "false", Nothing),
    ("password", "\"tarn\"", Mark),
    ("hidden", "true", Mark),
    ("headless", "true", Mark),
    ("render", "false", Mark),
    ("permalink", "false", Mark),
    ("hold", "true", Mark),
    ("embargo", PAST, Before(PAST)),
    ("embargo", SOON, Before(SOON)),
    ("publish_at", LATELY, Before(LATELY)),
    ("publish_at", LATER, Before(LATER)),
    ("publishAt", "\"2030-01-01\"", Before(SOON)),
    ("Embargo", LATER, Before(LATER)),
    ("embargoed_until", SOON, Before(SOON)),
    ("release_date", PAST, Before(PAST)),
    ("go_live", LATER, Before(LATER)),
    ("scheduled", SOON, Before(SOON)),
    ("expires", PAST, After(PAST)),
    ("expires", LATER, After(LATER)),
    ("expires", "\"never\"", Endless),
    ("expiryDate", LATELY, After(LATELY)),
    ("expirydate", SOON, After(SOON)),
    ("unpublish_date", PAST, After(PAST)),
    ("expires_at", LATER, After(LATER)),
    ("date", PAST, Date(PAST)),
    ("date", SOON, Date(SOON)),
    ("publishDate", LATELY, Date(LATELY)),
    ("publishDate", LATER, Date(LATER)),
    ("pubDate", SOON, Date(SOON)),
    ("published_at", PAST, Date(PAST)),
    ("unlisted", "true", Error),
    ("noindex", "true", Error),
    ("robots", "\"noindex, nofollow\"", Error),
    ("status", "\"translated\"", Error),
    ("draft", "\"maybe\"", Error),
    ("embargo", "\"\"", Error),
    ("expires", "\"next week\"", Error),
    ("end_date", LATER, Error),
];

/// What came of one file: whether it is out, and what was told.
fn outcome(lines: &str, notation: &str, config: &Arc<Config>) -> (bool, Vec<Diag>) {
    let text = format!("{notation}\n{lines}{notation}\nThe lamps on the quay are lit.\n");
    let path: Arc<str> = "content/city/2026-01-05-lamps.md".into();
    let (source, _) = source::clean(&path, text.into_bytes(), source::Kind::of(&path));
    let (article, mut told) = article::read(&source.expect("clean text"), &Desk { config });
    let clock = Clock::new(NOW.parse().expect("an instant"), config.zone.clone());
    let (edition, more) = edition::make(vec![Arc::new(article)], config, &clock, Show::default());
    told.extend(more);
    (!edition.stories.is_empty(), told)
}

fn future(date: &str) -> bool {
    date > NOW
}

fn holds(says: Says) -> bool {
    match says {
        Closed | Mark => true,
        Before(date) | Date(date) => future(date),
        After(date) => !future(date),
        Open | Endless | Nothing | Error => false,
    }
}

fn contradict(a: Says, b: Says) -> bool {
    match (a, b) {
        (Open, Closed | Mark) | (Closed | Mark, Open) | (Endless, After(_)) | (After(_), Endless) => true,
        (Before(a), Before(b)) | (After(a), After(b)) => a != b,
        (Date(a), Date(b)) => a != b && (future(a) || future(b)),
        _ => false,
    }
}

#[test]
fn of_two_spellings_the_strictest_holds() {
    let (config, _) = config::read("title = \"T\"\nbase_url = \"https://t.example/\"\n", &Overrides::default());
    let config = config.expect("these settings are right");
    let mut pairs = 0;
    for (notation, sign) in [("+++", " ="), ("---", ":")] {
        for (first, first_value, first_says) in LINES {
            for (second, second_value, second_says) in LINES {
                if first == second {
                    continue;
                }
                pairs += 1;
                let lines = format!("title{sign} \"Lamps\"\n{first}{sign} {first_value}\n{second}{sign} {second_value}\n");
                let (out, told) = outcome(&lines, notation, &config);
                let failed = told.iter().any(|diag| diag.level == Level::Error);
                let must_fail = [first_says, second_says].contains(&&Error);
                assert_eq!(failed, must_fail, "{lines}{told:#?}");
                if must_fail {
                    assert!(!out, "{lines}");
                    continue;
                }
                assert_eq!(out, !holds(*first_says) && !holds(*second_says), "{lines}{told:#?}");
                let warned: Vec<Vec<usize>> = told
                    .iter()
                    .filter(|diag| diag.code == "lock")
                    .map(|diag| {
                        let places = diag.place.iter().chain(diag.related.iter().map(|(_, place)| place));
                        let mut lines: Vec<usize> = places.map(|place| place.line).collect();
                        lines.sort_unstable();
                        lines
                    })
                    .collect();
                let expected = if contradict(*first_says, *second_says) { vec![vec![3, 4]] } else { Vec::new() };
                assert_eq!(warned, expected, "{lines}{told:#?}");
            }
        }
    }
    assert!(pairs > 5_000, "{pairs} pairs");
}

#[test]
fn one_line_alone_says_the_same() {
    let (config, _) = config::read("title = \"T\"\nbase_url = \"https://t.example/\"\n", &Overrides::default());
    let config = config.expect("these settings are right");
    for (key, value, says) in LINES {
        for (notation, sign) in [("+++", " ="), ("---", ":")] {
            let lines = format!("title{sign} \"Lamps\"\n{key}{sign} {value}\n");
            let (out, told) = outcome(&lines, notation, &config);
            assert_eq!(out, !holds(*says) && *says != Error, "{lines}{told:#?}");
            assert!(told.iter().all(|diag| diag.code != "unknown-key" && diag.code != "no-date"), "{lines}{told:#?}");
        }
    }
}

/// Keys and values that are no lock: a word of the copy must not stop the paper.
#[test]
fn what_is_no_lock_is_a_key_like_any_other() {
    let (config, _) = config::read("title = \"T\"\nbase_url = \"https://t.example/\"\n", &Overrides::default());
    let config = config.expect("these settings are right");
    for line in [
        "state: PA",
        "state: Nevada",
        "publisher: The Tarn Gazette",
        "permalink: /old/lamps/",
        "robots: index, follow",
        "unlisted: false",
        "noindex: false",
        "headless: false",
        "render: true",
        "build: {render: always, list: always}",
        "sitemap: {priority: 0.5}",
        "hide: [navigation, toc]",
        "list: [one, two]",
        "workflow: print first",
        "comments: {enabled: false}",
        "menu: {main: {hidden: true}}",
        "password: \"\"",
        "image: {src: https://else.example/x.jpg, alt: x}",
        "released: Monday",
        "stage: final",
        "active: true",
        "live: true",
    ] {
        let (out, told) = outcome(&format!("title: Lamps\n{line}\n"), "---", &config);
        assert!(out && told.iter().all(|diag| diag.level == Level::Warning && diag.code != "lock"), "{line}\n{told:#?}");
    }
}

/// However a lock is misspelt or misplaced, it is an error, and never only an unknown key.
#[test]
fn a_lock_that_cannot_be_read_stops_the_build() {
    let (config, _) = config::read("title = \"T\"\nbase_url = \"https://t.example/\"\n", &Overrides::default());
    let config = config.expect("these settings are right");
    for line in [
        "drfat: true",
        "publised: false",
        "unpublish: soon",
        "publish_dat: 2030-01-01\npublish_att: 2030-01-01",
        "visiblity: private",
        "unlistd: true",
        "statsu: draft",
        "draft: yes",
        "draft: 1",
        "draft: \"true\"",
        "draft:",
        "published: no",
        "embargo:",
        "embargo: \"\"",
        "embargo: true",
        "embargo: 2030-02-30",
        "publish_at: tomorrow",
        "expires: 20300101",
        "status: 0",
        "status: true",
        "status:",
        "visibility: maybe",
        "hidden: \"yes\"",
        "scheduled: next week",
        "build: {render: sometimes}",
        "build: {list: never}",
        "eleventyExcludeFromCollections: true",
        "sitemap: false",
        "sitemap: {exclude: true}",
        "archived: true",
        "extra: {draft: true}",
        "params: {status: draft}",
        "cascade: {draft: true}",
        "seo: {noindex: true}",
        "anything: {deep: [{embargo: 2030-01-01}]}",
    ] {
        let (_, told) = outcome(&format!("title: Lamps\n{line}\n"), "---", &config);
        let found = told.iter().any(|diag| diag.level == Level::Error && matches!(&*diag.code, "lock" | "lost-lock"));
        assert!(found, "{line}\n{told:#?}");
    }
}
