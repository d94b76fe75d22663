//! Requests and their answers.
//!
//! 1. [`door`](super::door): a request by a foreign name is refused.
//! 2. The path is decoded once and looked up among the addresses of the issue. It never becomes a path on disk.
//! 3. A page is rendered and dressed; a file is sent as it is. Nothing may be kept by the browser.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri};
use jiff::tz::TimeZone;
use percent_encoding::percent_decode_str;
use tokio::sync::oneshot;
use unicode_normalization::UnicodeNormalization as _;

use super::bar::{self, Dress};
use super::desk::{Message, Setting};
use super::door::Door;
use super::events::{self, Seen};
use super::snapshot::{self, Lead, Snapshot};
use super::stand::{Issue, Stand};
use super::{News, Tell, media, overlay};
use crate::clock;
use crate::diag::Diag;
use crate::edition::Show;
use crate::edition::public::Preview;
use crate::pages::Page;
use crate::permalink::Base;

/// What answering needs.
pub(super) struct Server {
    /// The site's folder.
    pub(super) root: PathBuf,
    pub(super) stand: Arc<Stand>,
    pub(super) door: Door,
    pub(super) desk: mpsc::Sender<Message>,
    pub(super) tell: Tell,
    /// What the command line shows beyond what is out.
    pub(super) show: Show,
    /// Faults of rendering that were told of an issue.
    pub(super) told: Mutex<(u64, Vec<Diag>)>,
}

impl Server {
    /// Tells of a page of `good` that could not be rendered, once for each issue.
    pub(super) fn failed(&self, issue: u64, good: &Snapshot, diag: &Diag) {
        // Copy that is not as it was read: nobody may have told the desk, and it must look.
        let changed: Vec<PathBuf> = good.paper.changed().iter().map(|path| self.root.join(&**path)).collect();
        if !changed.is_empty() {
            // Where the desk is gone, so is the preview.
            let _ = self.desk.send(Message::Touched(changed));
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.0 != issue {
            *told = (issue, Vec::new());
        }
        if !told.1.iter().any(|known| known.place == diag.place && known.message == diag.message) {
            told.1.push(diag.clone());
            (self.tell)(&News::Failed(diag));
        }
    }
}

/// Everything is answered in one place.
pub(super) fn router(server: Arc<Server>) -> Router {
    Router::new().fallback(answer).with_state(server)
}

const SCRIPT: &str = include_str!("preview.js");
const STYLE: &str = include_str!("preview.css");
const HTML: &str = "text/html; charset=utf-8";

/// The most that a form of the bar can say.
const FORM_MAX: usize = 4096;

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let mut response = if server.door.admits(&parts.headers, parts.uri.authority().map(axum::http::uri::Authority::as_str)) {
        match (parts.method, parts.uri.path()) {
            (Method::POST, "/__newsprint/clock") if Door::is_own(&parts.headers) => set_clock(&server, body).await,
            (Method::POST, "/__newsprint/clock") => plain(StatusCode::FORBIDDEN, "This form is for the preview's own pages."),
            (Method::GET | Method::HEAD, _) => get(server, parts.uri, parts.headers).await,
            (_, path) => {
                let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "The preview only shows pages.");
                let allowed = if path == "/__newsprint/clock" { "GET, HEAD, POST" } else { "GET, HEAD" };
                response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
                response
            }
        }
    } else {
        plain(StatusCode::FORBIDDEN, "The preview answers to names of this machine only; see --host.")
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    response
}

async fn get(server: Arc<Server>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    match uri.path() {
        "/__newsprint/preview.js" => typed(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT),
        "/__newsprint/preview.css" => typed(StatusCode::OK, "text/css; charset=utf-8", STYLE),
        "/__newsprint/events" => {
            let seen = seen(uri.query().unwrap_or_default());
            let mut response = Response::new(events::body(server, seen));
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
            response
        }
        _ => {
            // Rendering takes a while and must not hold up the others.
            let asked = server.clone();
            let rendered = tokio::task::spawn_blocking(move || site(&asked, &uri, &headers));
            // Rendering is guarded where it is done; this is for what surrounds it.
            rendered.await.unwrap_or_else(|_| {
                let diag = super::broken("this page");
                let issue = server.stand.issue();
                if let Some(good) = &issue.good {
                    server.failed(issue.number, good, &diag);
                }
                nothing_yet(&issue, Some(&diag))
            })
        }
    }
}

/// The decoded path beneath the site's own, beginning with a slash; none for paths outside of it.
pub(super) fn inside(path: &str, base: &Base) -> Option<String> {
    let decoded: String = percent_decode_str(path).decode_utf8().ok()?.nfc().collect();
    let top: String = percent_decode_str(base.path()).decode_utf8().ok()?.nfc().collect();
    decoded.strip_prefix(&top).map(|rest| format!("/{rest}"))
}

/// What stands at an address.
fn site(server: &Server, uri: &Uri, headers: &HeaderMap) -> Response<Body> {
    let issue = server.stand.issue();
    let Some(good) = &issue.good else { return nothing_yet(&issue, None) };
    let base = &good.paper.site.config.base;
    let Some(path) = inside(uri.path(), base) else {
        // The top of the machine, and the site's own path without its slash, lead to the front page.
        if base.path() != "/" && (uri.path() == "/" || uri.path() == base.path().trim_end_matches('/')) {
            return redirect(StatusCode::TEMPORARY_REDIRECT, base.path());
        }
        return lost(server, &issue, good, uri.path());
    };
    match good.find(&path) {
        Some(Lead::Page(page)) => show(server, &issue, good, page, &path, headers),
        Some(Lead::Theme(link, bytes)) => media::bytes(headers, crate::media::content_type(link.as_str()), bytes),
        Some(Lead::File(link, disk)) => {
            media::file(headers, crate::media::content_type(link.as_str()), disk).unwrap_or_else(|| lost(server, &issue, good, &path))
        }
        Some(Lead::Slash(link)) => redirect(StatusCode::PERMANENT_REDIRECT, &with_query(base.url(link), uri)),
        None => lost(server, &issue, good, &path),
    }
}

fn with_query(url: String, uri: &Uri) -> String {
    match uri.query() {
        Some(query) => format!("{url}?{query}"),
        None => url,
    }
}

/// A page of the plan.
fn show(server: &Server, issue: &Issue, good: &Snapshot, page: &Page, path: &str, headers: &HeaderMap) -> Response<Body> {
    let kind = crate::media::content_type(page.link.as_str());
    match server.stand.print(good, page) {
        Ok(print) if kind == HTML => {
            let html = bar::dress(&print.bytes, &Dress { issue, page: Some(page), path, mark: &print.mark, failed: None });
            match (page.kind() == "redirect").then(|| target(&print.bytes)).flatten() {
                Some(to) => {
                    let mut response = redirect(StatusCode::MOVED_PERMANENTLY, &to);
                    *response.body_mut() = Body::from(html);
                    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(HTML));
                    response
                }
                None => typed(StatusCode::OK, HTML, html),
            }
        }
        Ok(print) => media::bytes(headers, crate::media::feed_type(page.link.as_str(), &print.bytes), &print.bytes),
        Err(diag) => {
            server.failed(issue.number, good, &diag);
            match server.stand.last_good(page).filter(|_| kind == HTML) {
                Some(print) => {
                    let with = Dress { issue, page: Some(page), path, mark: &print.mark, failed: Some(&diag) };
                    typed(StatusCode::OK, HTML, bar::dress(&print.bytes, &with))
                }
                None => nothing_yet(issue, Some(&diag)),
            }
        }
    }
}

/// Where the page of an old address sends its readers.
fn target(html: &[u8]) -> Option<String> {
    const BEFORE: &[u8] = b"http-equiv=\"refresh\" content=\"0; url=";
    let at = snapshot::find(html, BEFORE)? + BEFORE.len();
    let end = html[at..].iter().position(|byte| *byte == b'"')?;
    let url = std::str::from_utf8(&html[at..at + end]).ok()?;
    Some(url.replace("&amp;", "&"))
}

/// The page for addresses that lead nowhere.
fn lost(server: &Server, issue: &Issue, good: &Snapshot, path: &str) -> Response<Body> {
    let Some(page) = good.lost() else { return plain(StatusCode::NOT_FOUND, "There is no such page.") };
    match server.stand.print(good, page) {
        Ok(print) => {
            let html = bar::dress(&print.bytes, &Dress { issue, page: None, path, mark: &print.mark, failed: None });
            typed(StatusCode::NOT_FOUND, HTML, html)
        }
        Err(diag) => {
            server.failed(issue.number, good, &diag);
            nothing_yet(issue, Some(&diag))
        }
    }
}

/// The overlay over an empty page.
fn nothing_yet(issue: &Issue, failed: Option<&Diag>) -> Response<Body> {
    let html = bar::dress(&overlay::empty_page(), &Dress { issue, page: None, path: "", mark: "", failed });
    typed(StatusCode::INTERNAL_SERVER_ERROR, HTML, html)
}

/// The form of the bar: another clock, drafts, stories to come.
async fn set_clock(server: &Server, body: Body) -> Response<Body> {
    let Ok(bytes) = axum::body::to_bytes(body, FORM_MAX).await else { return plain(StatusCode::BAD_REQUEST, "This form is too long.") };
    let form = String::from_utf8_lossy(&bytes).into_owned();
    let field = |name: &str| field(&form, name);
    let shown = |name: &str| if field(name).is_some() { Preview::Yes } else { Preview::No };
    let issue = server.stand.issue();
    let zone = issue.good.as_ref().map_or(TimeZone::UTC, |good| good.paper.site.config.zone.clone());
    let setting = if field("reset").is_some() {
        Setting { now: None, show: server.show }
    } else {
        let now = match field("now").filter(|text| !text.trim().is_empty()) {
            // An empty field means the clock of the command line.
            None => None,
            Some(text) => match clock::parse(&text, &zone) {
                Ok(reading) => Some(reading.moment.at),
                Err(help) => return plain(StatusCode::BAD_REQUEST, &format!("The time {text} cannot be read: {help}")),
            },
        };
        // The time that the form was filled with is not a wish for that time.
        let same = field("was").is_some_and(|was| Some(was) == field("now"));
        let now = if same { issue.setting.and_then(|setting| setting.now) } else { now };
        Setting { now, show: Show { drafts: shown("drafts"), future: shown("future") } }
    };
    let (answer, out) = oneshot::channel();
    if server.desk.send(Message::Set(setting, answer)).is_err() || out.await.is_err() {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "The paper could not be made; the terminal says why.");
    }
    let back = field("back").filter(|back| is_own_path(back));
    redirect(StatusCode::SEE_OTHER, back.as_deref().unwrap_or("/"))
}

/// Whether an address is a path of this machine: `//host` would lead elsewhere, and browsers drop tabs and line ends before they look.
fn is_own_path(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(|c: char| c == '\\' || c.is_control())
}

/// A field of a form or a query.
fn field(form: &str, name: &str) -> Option<String> {
    form.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (key == name).then(|| percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned())
    })
}

fn seen(query: &str) -> Seen {
    let text = |name: &str| field(query, name).unwrap_or_default();
    Seen {
        at: text("at"),
        mark: text("mark"),
        sheet: text("sheet"),
        source: text("source"),
        issue: text("issue").parse().unwrap_or_default(),
        faulty: text("faulty"),
    }
}

fn typed(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn plain(status: StatusCode, text: &str) -> Response<Body> {
    typed(status, "text/plain; charset=utf-8", format!("{text}\n"))
}

fn redirect(status: StatusCode, to: &str) -> Response<Body> {
    let mut response = plain(status, to);
    if let Ok(to) = to.parse() {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once_and_kept_inside() {
        let base = Base::parse("https://news.example/a/paper/").expect("a base");
        assert_eq!(inside("/a/paper/city/caf%C3%A9/", &base).as_deref(), Some("/city/café/"));
        assert_eq!(inside("/a/paper/cafe%CC%81/", &base).as_deref(), Some("/café/"));
        assert_eq!(inside("/a/paper/%252e%252e/", &base).as_deref(), Some("/%2e%2e/"));
        for outside in ["/", "/a/paper", "/b/", "/a/paper/%FF"] {
            assert_eq!(inside(outside, &base), None, "{outside}");
        }
    }

    #[test]
    fn forms_are_read() {
        assert_eq!(field("now=2026-03-09T08%3A00&drafts=on", "now").as_deref(), Some("2026-03-09T08:00"));
        assert_eq!(field("now=&drafts", "drafts").as_deref(), Some(""));
        assert_eq!(field("a=b", "now"), None);
    }

    #[test]
    fn forms_lead_back_to_this_machine_alone() {
        assert!(is_own_path("/") && is_own_path("/city/a/?x=//y"));
        for path in ["", "city/", "//evil.example", "/\t/evil.example", "/\\evil.example", "/\n/evil.example", "https://evil.example/"] {
            assert!(!is_own_path(path), "{path:?}");
        }
    }

    #[test]
    fn old_addresses_say_where_to_go() {
        let html = b"<meta http-equiv=\"refresh\" content=\"0; url=/a/?x=1&amp;y=2\">";
        assert_eq!(target(html).as_deref(), Some("/a/?x=1&y=2"));
        assert_eq!(target(b"<p>"), None);
    }
}
