//! An object store for tests, as far as S3's language is spoken here: put, get, list, delete many, writing on a condition. It can be
//! slow, be down now and then, and die at a request.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) bytes: Vec<u8>,
    pub(crate) kind: String,
    pub(crate) cache: String,
    tag: u64,
}

/// What the store does beside its work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mood {
    /// Answers 503 to each request whose number this divides.
    pub(crate) down_each: Option<usize>,
    /// Answers nothing but 403 from this write on, as if the key had been taken away.
    pub(crate) dead_from: Option<usize>,
    /// Waits before each answer.
    pub(crate) delay: Duration,
}

#[derive(Debug, Default)]
pub(crate) struct Shelf {
    pub(crate) objects: BTreeMap<String, Object>,
    /// Method and key of each request that was answered well, and of each that was not.
    pub(crate) log: Vec<String>,
    pub(crate) mood: Mood,
    requests: usize,
    writes: usize,
    tags: u64,
}

/// A running store.
pub(crate) struct S3 {
    pub(crate) address: SocketAddr,
    shelf: Arc<Mutex<Shelf>>,
}

impl S3 {
    pub(crate) fn start() -> Self {
        let shelf = Arc::<Mutex<Shelf>>::default();
        let (tell, hear) = std::sync::mpsc::channel();
        let state = shelf.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
                tell.send(listener.local_addr().expect("an address")).expect("somebody listens");
                let app = axum::Router::new().fallback(answer).with_state(state);
                axum::serve(listener, app).await.expect("the store serves");
            });
        });
        S3 { address: hear.recv().expect("the store starts"), shelf }
    }

    pub(crate) fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().expect("no thread of the store panics")
    }

    /// Begins to count anew, in another mood.
    pub(crate) fn anew(&self, mood: Mood) {
        let mut shelf = self.shelf();
        shelf.log.clear();
        (shelf.requests, shelf.writes, shelf.mood) = (0, 0, mood);
    }

    /// Lays in an object that is not the paper's.
    pub(crate) fn lay(&self, key: &str, bytes: &str) {
        let object = Object { bytes: bytes.into(), kind: String::new(), cache: String::new(), tag: 0 };
        self.shelf().objects.insert(key.to_owned(), object);
    }

    /// Requests of a method, by key.
    pub(crate) fn asked(&self, method: &str) -> Vec<String> {
        self.shelf().log.iter().filter_map(|line| line.strip_prefix(method)).map(|key| key.trim().to_owned()).collect()
    }
}

fn say(status: StatusCode, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response
}

async fn answer(State(shelf): State<Arc<Mutex<Shelf>>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 64 << 20).await.unwrap_or_default();
    let delay = shelf.lock().expect("no thread panics").mood.delay;
    tokio::time::sleep(delay).await;
    let mut shelf = shelf.lock().expect("no thread panics");
    let path = percent_encoding::percent_decode_str(head.uri.path()).decode_utf8_lossy().into_owned();
    let key = path.trim_start_matches('/').split_once('/').map(|(_, key)| key.to_owned()).unwrap_or_default();
    let query = head.uri.query().unwrap_or_default();
    let method = head.method.as_str();
    shelf.requests += 1;
    shelf.writes += usize::from(method != "GET");
    let (requests, writes) = (shelf.requests, shelf.writes);
    if shelf.mood.dead_from.is_some_and(|from| writes >= from) {
        return say(StatusCode::FORBIDDEN, "<Error><Code>AccessDenied</Code></Error>");
    }
    if shelf.mood.down_each.is_some_and(|each| requests.is_multiple_of(each)) {
        return say(StatusCode::SERVICE_UNAVAILABLE, "<Error><Code>SlowDown</Code></Error>");
    }
    shelf.log.push(format!("{method} {key}"));
    match method {
        "PUT" => put(&mut shelf, key, &head.headers, &body),
        "GET" if key.is_empty() => list(&shelf, query),
        "GET" => match shelf.objects.get(&key) {
            None => say(StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>"),
            Some(object) => {
                let mut response = say(StatusCode::OK, object.bytes.clone());
                response.headers_mut().insert("etag", format!("\"{}\"", object.tag).parse().expect("a tag"));
                response.headers_mut().insert("last-modified", "Tue, 10 Mar 2026 12:00:00 GMT".parse().expect("a date"));
                response
            }
        },
        "POST" if query.starts_with("delete") => {
            let text = String::from_utf8_lossy(&body).into_owned();
            let keys = text.split("<Key>").skip(1).filter_map(|rest| rest.split_once("</Key>")).map(|(key, _)| key.replace("&amp;", "&"));
            let mut answer = String::from("<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
            for key in keys {
                shelf.objects.remove(&key);
                shelf.log.push(format!("REMOVE {key}"));
                answer.push_str(&format!("<Deleted><Key>{key}</Key></Deleted>"));
            }
            say(StatusCode::OK, answer + "</DeleteResult>")
        }
        _ => say(StatusCode::METHOD_NOT_ALLOWED, "<Error><Code>MethodNotAllowed</Code></Error>"),
    }
}

fn put(shelf: &mut Shelf, key: String, headers: &HeaderMap, body: &Bytes) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let there = shelf.objects.get(&key).map(|object| format!("\"{}\"", object.tag));
    let (wanted, none) = (text("if-match"), text("if-none-match"));
    if (!wanted.is_empty() && there.as_deref() != Some(wanted.as_str())) || (none == "*" && there.is_some()) {
        return say(StatusCode::PRECONDITION_FAILED, "<Error><Code>PreconditionFailed</Code></Error>");
    }
    shelf.tags += 1;
    let tag = shelf.tags;
    shelf.objects.insert(key, Object { bytes: body.to_vec(), kind: text("content-type"), cache: text("cache-control"), tag });
    let mut response = say(StatusCode::OK, "");
    response.headers_mut().insert("etag", format!("\"{tag}\"").parse().expect("a tag"));
    response
}

fn list(shelf: &Shelf, query: &str) -> Response {
    const PAGE: usize = 1000;
    let field = |name: &str| {
        let found = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        percent_encoding::percent_decode_str(found.unwrap_or_default()).decode_utf8_lossy().into_owned()
    };
    let (prefix, after) = (field("prefix"), field("continuation-token"));
    let found: Vec<_> =
        shelf.objects.iter().filter(|(key, _)| key.starts_with(&prefix) && (after.is_empty() || **key > after)).take(PAGE + 1).collect();
    let more = found.len() > PAGE;
    let mut text = format!("<ListBucketResult><IsTruncated>{more}</IsTruncated>");
    for (key, object) in found.iter().take(PAGE) {
        let key = key.replace('&', "&amp;").replace('<', "&lt;");
        let size = object.bytes.len();
        text.push_str(&format!("<Contents><Key>{key}</Key><Size>{size}</Size><ETag>\"{}\"</ETag><LastModified>2026-03-10T12:00:00.000Z</LastModified></Contents>", object.tag));
    }
    if more {
        text.push_str(&format!("<NextContinuationToken>{}</NextContinuationToken>", found[PAGE - 1].0));
    }
    say(StatusCode::OK, text + "</ListBucketResult>")
}
