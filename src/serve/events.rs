//! The line to open pages: server-sent events that say when a page is no longer what the issue has.
//!
//! A page says where it is and by which mark it knows itself; everything else is found out here, at once and again for
//! every issue, so that a page that was loaded a moment before a change, or slept through it, learns of it all the same.
//! A page whose bytes are what they were hears nothing.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;
use serde_json::json;
use tokio::sync::watch;

use super::answer::Server;
use super::overlay::{self, Standing};
use super::snapshot::Lead;

/// What a page knows of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Its path, as the browser has it.
    pub(super) at: String,
    /// Mark of its print; empty where it shows nothing yet.
    pub(super) mark: String,
    /// Its style sheet.
    pub(super) sheet: String,
    /// Its source.
    pub(super) source: String,
    /// The issue it is from.
    pub(super) issue: u64,
    /// Mark of the overlay that it shows.
    pub(super) faulty: String,
}

/// A browser that hears nothing for long takes the line for broken.
const PULSE: Duration = Duration::from_secs(15);

struct Line {
    server: Arc<Server>,
    bell: watch::Receiver<u64>,
    seen: Seen,
    waiting: VecDeque<String>,
    /// The first look has been had.
    begun: bool,
}

/// The body of a response that never ends.
pub(super) fn body(server: Arc<Server>, seen: Seen) -> Body {
    let bell = server.stand.listen();
    let greeting = VecDeque::from(["retry: 500\n\n".to_owned()]);
    let line = Line { server, bell, seen, waiting: greeting, begun: false };
    Body::from_stream(stream::unfold(line, |mut line| async move {
        loop {
            if let Some(text) = line.waiting.pop_front() {
                return Some((Ok::<_, std::convert::Infallible>(Bytes::from(text)), line));
            }
            if line.begun {
                match tokio::time::timeout(PULSE, line.bell.changed()).await {
                    Ok(Ok(())) => {}
                    Ok(Err(_)) => return None,
                    Err(_) => {
                        line.waiting.push_back(": still here\n\n".to_owned());
                        continue;
                    }
                }
            }
            line.begun = true;
            line.bell.mark_unchanged();
            let (server, mut seen) = (line.server.clone(), line.seen.clone());
            let look = tokio::task::spawn_blocking(move || {
                let news = look(&server, &mut seen);
                (news, seen)
            });
            let (news, seen) = look.await.ok()?;
            line.seen = seen;
            line.waiting.extend(news);
        }
    }))
}

fn event(name: &str, data: &serde_json::Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

/// What a page should hear of the issue that is out now.
fn look(server: &Server, seen: &mut Seen) -> Vec<String> {
    let issue = server.stand.issue();
    let since = std::mem::replace(&mut seen.issue, issue.number);
    let faults = |faults: &[crate::diag::Diag], seen: &mut Seen| {
        let (html, mark) = overlay::overlay(faults, if seen.mark.is_empty() { Standing::Nothing } else { Standing::LastGood });
        if seen.faulty == mark {
            return Vec::new();
        }
        seen.faulty = mark;
        vec![event("faults", &json!({ "html": html, "mark": seen.faulty }))]
    };
    if !issue.faults.is_empty() {
        return faults(&issue.faults, seen);
    }
    let Some(good) = &issue.good else { return Vec::new() };
    let base = &good.paper.site.config.base;
    let lead = super::answer::inside(&seen.at, base).and_then(|path| good.find(&path).map(|lead| (lead, path)));
    let page = match lead {
        Some((Lead::Page(page), _)) => Some(page),
        Some((Lead::Slash(link), _)) => return vec![event("moved", &json!({ "url": base.url(link) }))],
        _ => None,
    };
    if page.is_none() && !seen.source.is_empty() {
        let source = issue.follow(&seen.source);
        if let Some(page) = good.page_of(source) {
            return vec![event("moved", &json!({ "url": base.url(&page.link) }))];
        }
    }
    let Some(page) = page.or_else(|| good.lost()) else { return Vec::new() };
    match server.stand.print(good, page) {
        Err(diag) => {
            server.failed(issue.number, good, &diag);
            faults(std::slice::from_ref(&diag), seen)
        }
        Ok(print) if print.mark != seen.mark => {
            seen.mark.clone_from(&print.mark);
            vec![event("reload", &json!({}))]
        }
        Ok(_) => {
            let mut news = Vec::new();
            if !std::mem::take(&mut seen.faulty).is_empty() {
                news.push(event("well", &json!({})));
            }
            let sheet = good.sheet();
            if sheet != seen.sheet {
                news.push(event("sheet", &json!({ "from": seen.sheet, "to": sheet })));
                seen.sheet = sheet;
            }
            let files = issue.files.iter().filter(|(number, _)| *number > since);
            news.extend(files.map(|(number, link)| event("file", &json!({ "url": base.url(link), "issue": number }))));
            news
        }
    }
}
