//! When a story was changed: the dates of `updated`, of corrections in front matter, and of corrections in the copy.
//!
//! Machines learn of a change by a moment that is later than the publication. A date that cannot be later tells them nothing,
//! so it is told while the file is read ([`check`]). What is dated after the moment of a build is not shown before its time
//! ([`Article::without_later`]).

use std::cell::OnceCell;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::copy::Block;
use super::front_matter::{self, Split};
use super::{Article, CORRECTIONS, Head, LazyCopy, Part};
use crate::clock::{self, Moment, Precision};
use crate::data::{Node, Value};
use crate::diag::{Diag, Index, Place};
use crate::digest::Digest;

/// A change, and where its date was written.
pub(super) struct Change {
    pub(super) at: Moment,
    pub(super) place: Place,
}

/// The changes that the front matter dates.
pub(super) fn in_front_matter(split: &Split, path: &str, text: &str, zone: &TimeZone) -> Vec<Change> {
    let index = OnceCell::new();
    let read = |node: &Node| {
        let (Value::Text(date) | Value::Date(date)) = &node.value else { return None };
        let at = clock::parse(date, zone).ok()?.moment;
        Some(Change { at, place: index.get_or_init(|| Index::new(path, &text[..split.body])).span(node.span.clone()) })
    };
    let updated = front_matter::get(&split.table, &["updated", "lastmod", "modified", "last_modified_at"]);
    let corrections = match front_matter::get(&split.table, &["corrections"]).map(|node| &node.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let dates = corrections.iter().filter_map(|item| match &item.value {
        Value::Table(table) => front_matter::get(table, &["date"]),
        _ => None,
    });
    updated.into_iter().chain(dates).filter_map(read).collect()
}

/// Tells of changes whose date cannot be, or cannot be seen by machines.
pub(super) fn check(head: &Head, changes: &[Change], zone: &TimeZone, told: &mut Vec<Diag>) {
    let Some(published) = head.date else { return };
    let day = |moment: Moment| moment.in_zone(zone).date();
    for Change { at, place } in changes {
        let diag = if at.precision == Precision::Day && day(*at) == day(published) {
            Diag::warning("change-time", "this is the day of publication, so nothing can tell that the change came after it")
                .help("add the time, such as 2026-03-09T14:30")
        } else if at.at < published.at && day(*at) < day(published) {
            Diag::warning("change-early", "this is before the story was published, so it counts as no change")
                .help("mend this date, or that of the story")
        } else {
            continue;
        };
        told.push(diag.at(place.clone()));
    }
}

impl Article {
    /// The article as it is shown at a moment, where that is less than its file says: without the corrections and the update
    /// whose time, by `has_come`, has not come. None where everything is shown.
    pub fn without_later(&self, has_come: impl Fn(Timestamp) -> bool) -> Option<Article> {
        let head = &self.head;
        let shown = |date: Option<Moment>| date.is_none_or(|date| has_come(date.at));
        // Each is asked, so that the next moment of them all is known.
        let updated = shown(head.updated);
        let corrections: Vec<bool> = head.corrections.iter().map(|correction| shown(correction.date)).collect();
        let noted: Vec<bool> = head.noted.iter().map(|date| shown(*date)).collect();
        if updated && corrections.iter().chain(&noted).all(|shown| *shown) {
            return None;
        }
        let mut article = self.clone();
        // What it shows no longer follows from its file alone.
        article.fingerprint =
            Digest::of_list([self.fingerprint.to_bytes().to_vec(), format!("{updated} {corrections:?} {noted:?}").into_bytes()]);
        let mut head = Head::clone(&self.head);
        head.updated = head.updated.filter(|_| updated);
        let mut keep = corrections.into_iter();
        head.corrections.retain(|_| keep.next().unwrap_or(true));
        let mut keep = noted.iter();
        head.noted.retain(|_| *keep.next().unwrap_or(&true));
        if noted.contains(&false) {
            let mut copy = self.copy.with_words();
            let mut keep = noted.into_iter();
            copy.parts.retain(|part| !is_notice(part) || keep.next().unwrap_or(true));
            (head.words, head.minutes) = copy.measure();
            article.copy = LazyCopy::here(copy);
        }
        article.head = head.into();
        Some(article)
    }
}

/// Whether a part of the copy is a notice of the desk, of which [`Head::noted`] has the date.
fn is_notice(part: &Part) -> bool {
    matches!(part, Part::Block(block) if is_notice_name(&block.name))
}

/// Whether a value in the brackets of a story block says something to the program itself, whatever its template prints.
pub fn reads(block: &str, argument: &str) -> bool {
    is_notice_name(block) && argument == "date"
}

/// Whether a story block of this name is a notice of the desk.
pub(super) fn is_notice_name(name: &str) -> bool {
    CORRECTIONS.contains(&name)
}

/// The date of a notice in the copy: `date=` in its brackets, what follows them, or what its words open with before a colon.
pub(super) fn of_notice(block: &Block, zone: &TimeZone) -> Option<Moment> {
    let read = |text: &str| {
        let text = text.trim().trim_end_matches([':', '：']);
        let iso = || super::plain_text::date(text).and_then(|iso| clock::parse(&iso, zone).ok());
        clock::parse(text, zone).ok().or_else(iso).map(|reading| reading.moment)
    };
    let argument = block.args.iter().find(|(key, _)| key == "date").and_then(|(_, value)| read(value));
    let words = block.title.as_ref().and_then(|title| block.words.strip_prefix(title.as_str())).unwrap_or(&block.words);
    let opening = || {
        let colon =
            words.char_indices().find(|&(at, c)| matches!(c, ':' | '：') && !words[at + c.len_utf8()..].starts_with(char::is_numeric))?;
        read(&words[..colon.0])
    };
    argument.or_else(|| block.title.as_deref().and_then(read)).or_else(opening)
}
