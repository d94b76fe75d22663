//! What is added to a page on its way to the browser: one script element just before `</body>`, and the overlay while
//! there are faults.
//!
//! The script makes the editor's bar from the data it is given here. What search engines and share cards will show is
//! read by the script from the page's own head, so that it is what they will find.

use serde_json::{Value, json};

use super::overlay::{self, Standing};
use super::snapshot::Snapshot;
use super::stand::Issue;
use crate::diag::{Diag, Level};
use crate::edition::Why;
use crate::edition::public::Preview;
use crate::pages::Page;
use crate::prose::escape;

/// What the page is, for those who ask about it later.
pub(super) struct Dress<'a> {
    pub(super) issue: &'a Issue,
    /// The page, where there is one; on the page for lost readers it is none.
    pub(super) page: Option<&'a Page>,
    /// The decoded path that was asked for.
    pub(super) path: &'a str,
    /// The mark of the print.
    pub(super) mark: &'a str,
    /// Why the page could not be rendered.
    pub(super) failed: Option<&'a Diag>,
}

/// Adds the script, and the overlay if there are faults.
pub(super) fn dress(html: &[u8], with: &Dress<'_>) -> Vec<u8> {
    let faults = with.failed.map_or(&with.issue.faults[..], std::slice::from_ref);
    let mut added = String::new();
    let mut faulty = String::new();
    if !faults.is_empty() {
        let standing = if with.mark.is_empty() && with.failed.is_none() { Standing::Nothing } else { Standing::LastGood };
        let (overlay, mark) = overlay::overlay(faults, standing);
        added = format!("<link rel=\"stylesheet\" href=\"{}\">{overlay}", overlay::STYLE);
        faulty = mark;
    }
    let mut data = with.issue.good.as_ref().map_or_else(|| json!({}), |good| describe(good, with));
    if let Value::Object(fields) = &mut data {
        fields.insert("issue".into(), with.issue.number.into());
        fields.insert("mark".into(), with.mark.into());
        fields.insert("faulty".into(), faulty.into());
    }
    added.push_str(&format!("<script src=\"/__newsprint/preview.js\" data-page=\"{}\" defer></script>", escape(&data.to_string())));
    let at = html.windows(7).rposition(|end| end.eq_ignore_ascii_case(b"</body>")).unwrap_or(html.len());
    [&html[..at], added.as_bytes(), &html[at..]].concat()
}

/// What the desk should know about a page.
fn describe(snapshot: &Snapshot, with: &Dress<'_>) -> Value {
    let edition = &snapshot.paper.edition;
    let zone = &edition.config.zone;
    let show = with.issue.setting.map(|setting| setting.show).unwrap_or_default();
    let mut data = json!({
        "sheet": snapshot.sheet(),
        "now": edition.clock.now().to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string(),
        "zone": zone.iana_name().unwrap_or("UTC"),
        "set": with.issue.setting.is_some_and(|setting| setting.now.is_some()),
        "drafts": show.drafts == Preview::Yes,
        "future": show.future == Preview::Yes,
        "held": edition.held.len(),
        "told": snapshot.told.len(),
    });
    let Value::Object(fields) = &mut data else { return data };
    let state = |why: Why, due: Option<jiff::Timestamp>| {
        let due = due.map(|due| due.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string());
        json!({ "why": word(why), "due": due })
    };
    if let Some(page) = with.page {
        fields.insert("kind".into(), page.kind().into());
        if let Some(source) = page.source(edition) {
            fields.insert("source".into(), source.into());
            fields.insert("warnings".into(), snapshot.warnings(source).iter().map(warning).collect());
        }
        if let Some((article, _)) = page.article(edition) {
            fields.insert("words".into(), article.head.words.into());
            fields.insert("minutes".into(), article.head.minutes.into());
        }
        if let Some(mark) = snapshot.mark(page) {
            fields.insert("state".into(), state(mark.why, mark.due));
        }
    } else if let Some(held) = snapshot.held(with.path) {
        fields.insert("source".into(), (*held.path).into());
        fields.insert("warnings".into(), snapshot.warnings(&held.path).iter().map(warning).collect());
        fields.insert("state".into(), state(held.why, held.due));
    }
    data
}

fn word(why: Why) -> &'static str {
    match why {
        Why::Draft => "Draft",
        Why::Scheduled => "Scheduled",
        Why::Embargoed => "Embargoed",
        Why::Expired => "Expired",
        Why::Withdrawn => "Withdrawn",
    }
}

fn warning(diag: &Diag) -> Value {
    json!({
        "level": if diag.level == Level::Error { "error" } else { "warning" },
        "code": diag.code,
        "message": diag.message,
        "line": diag.place.as_ref().map(|place| place.line).filter(|line| *line > 0),
        "help": diag.help,
    })
}
