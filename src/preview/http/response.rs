//! Responses with content: their headers, and the part of the content that the client requests.
//! Source: RFC 9110.
//!
//! Ranges are parsed by `http-range-header`. Typed preconditions exist in the crate `headers`,
//! which ignores malformed ones and brings a SHA-1 with it; the two comparisons below are shorter.

use super::request::{list, single_value};
use crate::disk::File;
use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CONNECTION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap,
    HeaderName, IF_MATCH, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Response, StatusCode};
use futures_util::stream;
use http_range_header::{RangeUnsatisfiableError, parse_range_header};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// Bytes of a file that are read at a time.
const CHUNK: u64 = 256 * 1024;

/// The content of a URL as it can be sent, with its metadata.
pub(super) struct Representation {
    /// The status of a response with all of the content.
    pub status: StatusCode,
    pub content_type: String,
    /// A text that changes whenever the content does; none for content that clients do not cache.
    pub etag: Option<String>,
    pub content: Content,
}

/// The bytes of a representation.
pub(super) enum Content {
    Memory(Bytes),
    File { file: File, size: u64 },
}

/// The part of a representation that a client requests.
#[derive(Debug, Clone, PartialEq, Eq)]
enum RequestedRange {
    Whole,
    Bytes(Range<u64>),
    Unsatisfiable,
}

impl Representation {
    /// Returns a plain text for the reader of the response.
    pub(super) fn text(status: StatusCode, text: impl Into<String>) -> Self {
        Representation {
            status,
            content_type: "text/plain; charset=utf-8".to_owned(),
            etag: None,
            content: Content::Memory(Bytes::from(text.into())),
        }
    }
}

impl Content {
    fn length(&self) -> u64 {
        match self {
            Content::Memory(bytes) => bytes.len() as u64,
            Content::File { size, .. } => *size,
        }
    }
}

/// Responds with a representation, with a part of it, or with the fact that it has not changed.
pub(super) fn respond(request: &Parts, representation: Representation) -> Response<Body> {
    let etag = representation
        .etag
        .as_ref()
        .map(|etag| format!("\"{etag}\""));
    let mut response = Response::new(Body::empty());
    let mut set = |name: HeaderName, value: String| {
        // All of our values are ASCII without control characters. If one is not, a response without
        // it is better than none.
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    };
    // Conditions and ranges are about the successful response of a cacheable representation.
    let cacheable = etag
        .as_deref()
        .filter(|_| representation.status == StatusCode::OK);
    if let Some(etag) = &etag {
        set(ETAG, etag.clone());
    }
    if let Some(status) = cacheable.and_then(|etag| failed_condition(&request.headers, etag)) {
        *response.status_mut() = status;
        return response;
    }
    set(CONTENT_TYPE, representation.content_type);
    let length = representation.content.length();
    let requested = match cacheable {
        Some(etag) => {
            set(ACCEPT_RANGES, "bytes".to_owned());
            requested_range(request, etag, length)
        }
        None => RequestedRange::Whole,
    };
    let (status, range) = match requested {
        RequestedRange::Whole => (representation.status, 0..length),
        RequestedRange::Bytes(range) => {
            let last = range.end - 1;
            set(
                CONTENT_RANGE,
                format!("bytes {}-{last}/{length}", range.start),
            );
            (StatusCode::PARTIAL_CONTENT, range)
        }
        RequestedRange::Unsatisfiable => {
            set(CONTENT_RANGE, format!("bytes */{length}"));
            (StatusCode::RANGE_NOT_SATISFIABLE, 0..0)
        }
    };
    set(CONTENT_LENGTH, (range.end - range.start).to_string());
    *response.status_mut() = status;
    if request.method != Method::HEAD {
        *response.body_mut() = body(representation.content, range);
    }
    response
}

/// Makes a response the last one of its connection, so that clients that are refused hold no place.
pub(super) fn close(response: &mut Response<Body>) {
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(CONNECTION, close);
}

/// Returns the status to send in place of the content because of a precondition.
/// Source: RFC 9110, section 13.2.2.
fn failed_condition(headers: &HeaderMap, etag: &str) -> Option<StatusCode> {
    // A weak tag means that two versions are equivalent. That is enough to not send one again, and
    // not enough to act on one.
    let matches_strongly = |known: &str| known == "*" || known == etag;
    let matches_weakly = |known: &str| matches_strongly(known.strip_prefix("W/").unwrap_or(known));
    if headers.contains_key(IF_MATCH) && !list(headers, &IF_MATCH, ',').any(matches_strongly) {
        return Some(StatusCode::PRECONDITION_FAILED);
    }
    list(headers, &IF_NONE_MATCH, ',')
        .any(matches_weakly)
        .then_some(StatusCode::NOT_MODIFIED)
}

/// Returns the part that a request asks for. Only a client that has the rest of the same version
/// can use a part.
fn requested_range(request: &Parts, etag: &str, length: u64) -> RequestedRange {
    let headers = &request.headers;
    let has_same_version = !headers.contains_key(IF_RANGE)
        || single_value(headers, &IF_RANGE).is_some_and(|known| known.trim() == etag);
    match single_value(headers, &RANGE) {
        Some(header) if has_same_version && request.method == Method::GET => {
            parse_range(header, length)
        }
        _ => RequestedRange::Whole,
    }
}

/// Parses the value of `Range` for `length` bytes. Anything but a single valid range of bytes
/// requests the whole, as RFC 9110, section 14.2 allows.
fn parse_range(header: &str, length: u64) -> RequestedRange {
    let ranges = match parse_range_header(header.trim()) {
        Ok(ranges) if ranges.len() == 1 => ranges.validate(length),
        _ => return RequestedRange::Whole,
    };
    match ranges.as_deref() {
        Ok([range]) => RequestedRange::Bytes(*range.start()..range.end() + 1),
        // No range of an empty file can be sent.
        Ok(_) | Err(RangeUnsatisfiableError::Unsatisfiable) => RequestedRange::Unsatisfiable,
        Err(_) => RequestedRange::Whole,
    }
}

fn body(content: Content, range: Range<u64>) -> Body {
    match content {
        Content::Memory(bytes) => Body::from(bytes.slice(range.start as usize..range.end as usize)),
        Content::File { file, .. } => Body::from_stream(stream::try_unfold(
            (file, range),
            |(file, range)| async move {
                if range.is_empty() {
                    return Ok(None);
                }
                let read = tokio::task::spawn_blocking(move || read_chunk(file, range));
                read.await.map_err(io::Error::other)?.map(Some)
            },
        )),
    }
}

fn read_chunk(mut file: File, range: Range<u64>) -> io::Result<(Bytes, (File, Range<u64>))> {
    let mut chunk = vec![0; CHUNK.min(range.end - range.start) as usize];
    file.seek(SeekFrom::Start(range.start))?;
    file.read_exact(&mut chunk)?;
    let rest = range.start + chunk.len() as u64..range.end;
    Ok((Bytes::from(chunk), (file, rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_ranges() {
        use RequestedRange::{Bytes, Unsatisfiable, Whole};
        for (header, expected) in [
            ("bytes=0-0", Bytes(0..1)),
            ("bytes=2-5", Bytes(2..6)),
            ("Bytes=2-5", Bytes(2..6)),
            ("bytes=2-", Bytes(2..10)),
            ("bytes=-3", Bytes(7..10)),
            ("bytes=-30", Bytes(0..10)),
            ("bytes=2-99999999999999999999999", Bytes(2..10)),
            ("bytes=9-9", Bytes(9..10)),
            ("bytes=10-", Unsatisfiable),
            ("bytes=10-12", Unsatisfiable),
            ("bytes=-0", Unsatisfiable),
            ("bytes=5-2", Whole),
            ("bytes=a-b", Whole),
            ("bytes=-", Whole),
            ("bytes=0-1,3-4", Whole),
            ("lines=0-1", Whole),
            ("bytes=", Whole),
            ("", Whole),
        ] {
            assert_eq!(parse_range(header, 10), expected, "{header}");
        }
        assert_eq!(parse_range("bytes=0-", 0), Unsatisfiable);
    }
}
