//! Serving a file as RFC 9110 says: ETag, Range, If-Range, HEAD, 206 and 416. Streamed, never read as a whole.

use std::io::SeekFrom;
use std::path::Path;

use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

/// Which bytes of a file a request is to get.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    /// First and last byte.
    Part(u64, u64),
    /// None that exist.
    Unsatisfiable,
}

/// Serves a file. `etag` comes with its quotes. Ranges are not honoured when `whole` says so.
pub(crate) async fn serve_file(
    method: &Method,
    headers: &HeaderMap,
    path: &Path,
    kind: &str,
    etag: &str,
    whole: bool,
) -> Response {
    let Ok(mut file) = File::open(path).await else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(length) = file.metadata().await.map(|data| data.len()) else { return StatusCode::NOT_FOUND.into_response() };
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_NONE_MATCH)
        .is_some_and(|tags| tags.split(',').any(|tag| matches!(tag.trim(), "*") || tag.trim() == etag))
    {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    // Another file than the one that the client has a part of: it gets all of the new one.
    let changed = text(header::IF_RANGE).is_some_and(|tag| tag.trim() != etag);
    let range = text(header::RANGE).filter(|_| !whole && !changed);
    let (status, from, size) = match range.map_or(Wanted::Whole, |range| wanted(range, length)) {
        Wanted::Whole => (StatusCode::OK, 0, length),
        Wanted::Part(first, last) => (StatusCode::PARTIAL_CONTENT, first, last - first + 1),
        Wanted::Unsatisfiable => {
            let range = format!("bytes */{length}");
            return (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, range)]).into_response();
        }
    };
    if file.seek(SeekFrom::Start(from)).await.is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let body = if method == Method::HEAD {
        Body::empty()
    } else {
        Body::from_stream(ReaderStream::with_capacity(file.take(size), 1 << 16))
    };
    let common = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_LENGTH, size.to_string()),
        (header::ETAG, etag.to_owned()),
    ];
    let mut response = (status, common, body).into_response();
    if !whole {
        response.headers_mut().insert(header::ACCEPT_RANGES, header::HeaderValue::from_static("bytes"));
    }
    if status == StatusCode::PARTIAL_CONTENT
        && let Ok(range) = format!("bytes {from}-{}/{length}", from + size - 1).parse()
    {
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    response
}

/// Reads a `Range` header. What is no range of bytes, or more than one, is answered with the whole file, as RFC 9110 allows.
fn wanted(range: &str, length: u64) -> Wanted {
    let Some((first, last)) = range.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Wanted::Whole;
    };
    match (first.trim(), last.trim()) {
        ("", suffix) => match suffix.parse::<u64>() {
            Ok(0) => Wanted::Unsatisfiable,
            Ok(_) if length == 0 => Wanted::Unsatisfiable,
            Ok(suffix) => Wanted::Part(length.saturating_sub(suffix), length - 1),
            Err(_) => Wanted::Whole,
        },
        (first, last) => match (first.parse::<u64>(), if last.is_empty() { Ok(u64::MAX) } else { last.parse::<u64>() })
        {
            (Ok(first), Ok(last)) if first > last => Wanted::Whole,
            (Ok(first), Ok(_)) if first >= length => Wanted::Unsatisfiable,
            (Ok(first), Ok(last)) => Wanted::Part(first, last.min(length - 1)),
            _ => Wanted::Whole,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_rfc_9110_says() {
        for (range, expected) in [
            ("bytes=0-0", Wanted::Part(0, 0)),
            ("bytes=10-", Wanted::Part(10, 99)),
            ("bytes=10-500", Wanted::Part(10, 99)),
            ("bytes=-10", Wanted::Part(90, 99)),
            ("bytes=-500", Wanted::Part(0, 99)),
            ("bytes=100-", Wanted::Unsatisfiable),
            ("bytes=-0", Wanted::Unsatisfiable),
            ("bytes=5-2", Wanted::Whole),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("", Wanted::Whole),
        ] {
            assert_eq!(wanted(range, 100), expected, "{range}");
        }
        assert_eq!(wanted("bytes=0-", 0), Wanted::Unsatisfiable);
    }
}
