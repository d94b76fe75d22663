//! Files as they are sent, and parts of them.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::Path;

use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, IF_RANGE, RANGE};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use futures_util::stream;

/// Bytes that are read at once.
const PIECE: u64 = 256 << 10;

/// What part of a file a request wants.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Some(Range<u64>),
    None,
}

/// Reads `Range` (RFC 9110, 14.2). What is not understood, or asks for several parts, gets the whole, as it may.
fn part(headers: &HeaderMap, size: u64) -> Part {
    // Nothing here has a validator, so no condition can hold.
    if headers.contains_key(IF_RANGE) {
        return Part::Whole;
    }
    let Some(wanted) = headers.get(RANGE).and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("bytes=")) else {
        return Part::Whole;
    };
    let Some((first, last)) = wanted.trim().split_once('-') else { return Part::Whole };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (first.is_empty(), number(first), last.is_empty(), number(last)) {
        (false, Some(first), true, _) if first < size => Part::Some(first..size),
        (false, Some(first), false, Some(last)) if first <= last && first < size => Part::Some(first..size.min(last.saturating_add(1))),
        (false, Some(first), ..) if first >= size => Part::None,
        (true, _, false, Some(0)) => Part::None,
        (true, _, false, Some(last)) if size > 0 => Part::Some(size.saturating_sub(last)..size),
        (true, _, false, Some(_)) => Part::None,
        _ => Part::Whole,
    }
}

/// The response with a part of something that has `size` bytes; `body` makes the bytes of a range.
fn respond(headers: &HeaderMap, kind: &'static str, size: u64, body: impl FnOnce(Range<u64>) -> Body) -> Response<Body> {
    let (status, range) = match part(headers, size) {
        Part::Whole => (StatusCode::OK, 0..size),
        Part::Some(range) => (StatusCode::PARTIAL_CONTENT, range),
        Part::None => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    let length = range.end - range.start;
    let says = match status {
        StatusCode::PARTIAL_CONTENT => Some(format!("bytes {}-{}/{size}", range.start, range.end - 1)),
        StatusCode::RANGE_NOT_SATISFIABLE => Some(format!("bytes */{size}")),
        _ => None,
    };
    let mut response = Response::new(if length == 0 { Body::empty() } else { body(range) });
    *response.status_mut() = status;
    let fields = response.headers_mut();
    fields.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    fields.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    fields.insert(CONTENT_LENGTH, length.into());
    if let Some(says) = says.and_then(|says| says.parse().ok()) {
        fields.insert(CONTENT_RANGE, says);
    }
    response
}

/// Bytes in memory.
pub(super) fn bytes(headers: &HeaderMap, kind: &'static str, bytes: &[u8]) -> Response<Body> {
    let at = |position: u64| usize::try_from(position).unwrap_or(bytes.len()).min(bytes.len());
    respond(headers, kind, bytes.len() as u64, |range| Body::from(bytes[at(range.start)..at(range.end)].to_vec()))
}

/// A file of the site, read piece by piece; none when it is gone.
pub(super) fn file(headers: &HeaderMap, kind: &'static str, disk: &Path) -> Option<Response<Body>> {
    let mut file = std::fs::File::open(disk).ok()?;
    let meta = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    Some(respond(headers, kind, meta.len(), |range| {
        if file.seek(SeekFrom::Start(range.start)).is_err() {
            return Body::empty();
        }
        Body::from_stream(stream::unfold(Some((file, range.end - range.start)), |state| async move {
            let (mut file, left) = state.filter(|(_, left)| *left > 0)?;
            let size = usize::try_from(left.min(PIECE)).unwrap_or(0);
            let read = tokio::task::spawn_blocking(move || {
                let mut piece = vec![0; size];
                file.read_exact(&mut piece).map(|()| (Bytes::from(piece), file))
            });
            // Where it was cut while it was sent, the browser learns it from the broken connection.
            Some(match read.await.map_err(std::io::Error::other).and_then(|read| read) {
                Ok((piece, file)) => (Ok(piece), Some((file, left - size as u64))),
                Err(error) => (Err(error), None),
            })
        }))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_as_the_standard_says() {
        let part = |range: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, range.parse().expect("a header"));
            part(&headers, 10)
        };
        assert_eq!(part("bytes=0-3"), Part::Some(0..4));
        assert_eq!(part("bytes=4-"), Part::Some(4..10));
        assert_eq!(part("bytes=-3"), Part::Some(7..10));
        assert_eq!(part("bytes=-30"), Part::Some(0..10));
        assert_eq!(part("bytes=5-99"), Part::Some(5..10));
        assert_eq!(part("bytes=10-"), Part::None);
        assert_eq!(part("bytes=-0"), Part::None);
        for whole in ["bytes=0-1,3-4", "bytes=5-2", "bytes=x", "lines=1-2", "bytes=-"] {
            assert_eq!(part(whole), Part::Whole, "{whole}");
        }
    }
}
