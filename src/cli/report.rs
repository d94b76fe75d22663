//! What came of a build, in the last lines that it prints.

use std::collections::BTreeMap;
use std::io::Write as _;

use jiff::tz::TimeZone;

use super::{Common, Voice, voice};
use crate::clock;
use crate::diag::{self, Format, Level};
use crate::edition::{Held, Why};
use crate::press::{Order, Report};

/// Says what came of a build: in words, or as one object for machines.
pub(super) fn summary(report: &Report, common: &Common, order: &Order, took: std::time::Duration) {
    let voice = voice(common);
    let errors = report.told.iter().filter(|diag| diag.level == Level::Error).count();
    let warnings = report.told.len() - errors;
    if common.format == Format::Json {
        say!("{}", json_summary(report, order, took));
        return;
    }
    // Editors that read short diagnostics still want to know how it went.
    match report.printed {
        None if common.format == Format::Short => {}
        None => {
            complain!("{}: nothing was written", count_faults(errors, warnings));
            if let Some((stories, others)) = report.hold_up {
                let hold = if stories == 1 { "1 story holds".to_owned() } else { format!("{} stories hold", diag::thousands(stories)) };
                let others = if others == 1 { "1 other".to_owned() } else { format!("{} others", diag::thousands(others)) };
                complain!("{hold} up {others}: --hold-faulty prints those (docs/messages.md)");
            }
        }
        Some(printed) => {
            if voice != Voice::Quiet {
                say!(
                    "{}, {} files in {}: {} written, {} removed, {:.2} s{}",
                    if report.stories == 1 { "1 story".to_owned() } else { format!("{} stories", report.stories) },
                    printed.total,
                    order.output.display(),
                    printed.written,
                    printed.removed,
                    took.as_secs_f64(),
                    if warnings > 0 { format!("; {}", count_faults(0, warnings)) } else { String::new() }
                );
                if let Some(line) = held_line(&report.held, report.zone.as_ref()) {
                    say!("{line}");
                }
            }
            if !report.faulty.is_empty() {
                complain!("{}", faulty_line(report));
            }
        }
    }
}

/// Stories in error that are named one by one.
const FAULTY_NAMED: usize = 10;

/// `Held back for faults: 2 stories (content/city/x.md: no-date; …)`.
fn faulty_line(report: &Report) -> String {
    let named: Vec<String> = report.faulty.iter().take(FAULTY_NAMED).map(|(path, code)| format!("{path}: {code}")).collect();
    let more = report.faulty.len().saturating_sub(FAULTY_NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let stories = if report.faulty.len() == 1 { "1 story".to_owned() } else { format!("{} stories", report.faulty.len()) };
    format!("Held back for faults: {stories} ({}{more})", named.join("; "))
}

/// The last line of the machines' form: what came of the build.
fn json_summary(report: &Report, order: &Order, took: std::time::Duration) -> serde_json::Value {
    let mut codes: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for diag in &report.told {
        codes.entry(&diag.code).or_default()[usize::from(diag.level == Level::Warning)] += 1;
    }
    let count = |nth: usize| codes.values().map(|counts| counts[nth]).sum::<usize>();
    let held: BTreeMap<&str, usize> =
        WHYS.iter().map(|(why, word)| (*word, report.held.iter().filter(|held| held.why == *why).count())).collect();
    let next = next_due(report.held.iter(), report.zone.as_ref()).map(|(due, path)| serde_json::json!({ "due": due, "path": path }));
    serde_json::json!({ "summary": {
        "built": report.printed.is_some(),
        "stories": report.stories,
        "output": order.output.display().to_string(),
        "files": report.printed.map(|printed| printed.total),
        "written": report.printed.map(|printed| printed.written),
        "removed": report.printed.map(|printed| printed.removed),
        "errors": count(0),
        "warnings": count(1),
        "codes": codes.iter().map(|(code, counts)| ((*code).to_owned(), counts.iter().sum::<usize>())).collect::<BTreeMap<_, _>>(),
        "held": held,
        "faulty": report.faulty.iter().map(|(path, code)| serde_json::json!({ "path": &**path, "code": code })).collect::<Vec<_>>(),
        "next": next,
        "seconds": (took.as_secs_f64() * 1000.0).round() / 1000.0,
    } })
}

/// When the first of some stories is due, as the report speaks of times, and its file.
fn next_due<'h>(held: impl Iterator<Item = &'h Held>, zone: Option<&TimeZone>) -> Option<(String, &'h str)> {
    let (due, path) = held.filter_map(|held| held.due.map(|due| (due, &*held.path))).min()?;
    Some((zone.map_or_else(|| due.to_string(), |zone| clock::rfc3339(due, zone)), path))
}

/// Why stories are held back, in the words of the report.
const WHYS: [(Why, &str); 5] = [
    (Why::Draft, "draft"),
    (Why::Scheduled, "scheduled"),
    (Why::Embargoed, "embargoed"),
    (Why::Expired, "expired"),
    (Why::Withdrawn, "withdrawn"),
];

/// `1 error, 2 warnings`.
pub(super) fn count_faults(errors: usize, warnings: usize) -> String {
    let count = |n: usize, word: &str| (n > 0).then(|| format!("{n} {word}{}", if n == 1 { "" } else { "s" }));
    [count(errors, "error"), count(warnings, "warning")].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `Held back: 2 drafts (1 by content/city/_index.md), 1 scheduled (next: 2026-03-10T12:00:01Z content/city/x.md)`.
fn held_line(held: &[Held], zone: Option<&TimeZone>) -> Option<String> {
    let mut parts = Vec::new();
    for (why, word) in WHYS {
        let of_it: Vec<&Held> = held.iter().filter(|held| held.why == why).collect();
        if of_it.is_empty() {
            continue;
        }
        let plural = if why == Why::Draft && of_it.len() > 1 { "s" } else { "" };
        let next = next_due(of_it.iter().copied(), zone).map(|(due, path)| format!("next: {due} {path}"));
        let mut sections: BTreeMap<&str, usize> = BTreeMap::new();
        for front in of_it.iter().filter_map(|held| held.by.as_deref()) {
            *sections.entry(front).or_default() += 1;
        }
        let sections = sections.into_iter().map(|(front, count)| format!("{count} by {front}"));
        let more: Vec<String> = next.into_iter().chain(sections).collect();
        let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join("; ")) };
        parts.push(format!("{} {word}{plural}{more}", of_it.len()));
    }
    (!parts.is_empty()).then(|| format!("Held back: {}", parts.join(", ")))
}
