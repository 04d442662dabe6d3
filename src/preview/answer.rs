//! An answer with content: its headers, and as much of it as was asked for. Source: RFC 9110.

use super::range::{self, Part};
use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use axum::http::{HeaderValue, Method, Response, StatusCode};
use futures_util::stream;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// How much of a file is read at a time.
const CHUNK: u64 = 256 * 1024;

/// What is asked.
pub(super) struct Question<'a> {
    /// `GET` or `HEAD`.
    pub method: &'a Method,
    /// Its headers.
    pub headers: &'a HeaderMap,
}

/// What there is to say.
pub(super) struct Content {
    /// The status, if all of it is sent.
    pub status: StatusCode,
    /// Its type.
    pub content_type: String,
    /// What changes when the bytes do; nothing for what nobody keeps.
    pub tag: Option<String>,
    /// The bytes.
    pub bytes: Source,
}

/// Where the bytes are.
pub(super) enum Source {
    /// In memory.
    Memory(Bytes),
    /// In a file of so many bytes.
    File(File, u64),
}

impl Content {
    /// A sentence for whoever reads the answer.
    pub(super) fn sentence(status: StatusCode, text: impl Into<String>) -> Self {
        let bytes = Source::Memory(Bytes::from(text.into()));
        Content { status, content_type: "text/plain; charset=utf-8".to_owned(), tag: None, bytes }
    }
}

/// Answers with content: all of it, a part, or only that it has not changed.
pub(super) fn answer(question: &Question<'_>, content: Content) -> Response<Body> {
    let header = |name: &HeaderName| question.headers.get(name).and_then(|value| value.to_str().ok());
    let tag = content.tag.as_ref().map(|tag| format!("\"{tag}\""));
    let mut response = Response::new(Body::empty());
    let mut set = |name: HeaderName, value: String| {
        // Our values are ASCII without control characters; one that is not is rather left out than a reason to fail.
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    };
    if let Some(tag) = &tag {
        set(ETAG, tag.clone());
        if content.status == StatusCode::OK && header(&IF_NONE_MATCH).is_some_and(|known| matches(known, tag)) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
    }
    set(CONTENT_TYPE, content.content_type);
    let length = match &content.bytes {
        Source::Memory(bytes) => bytes.len() as u64,
        Source::File(_, length) => *length,
    };
    let in_parts = content.status == StatusCode::OK && tag.is_some();
    if in_parts {
        set(ACCEPT_RANGES, "bytes".to_owned());
    }
    // A part is of use only to who has the rest of the same version.
    let same_version = header(&IF_RANGE).is_none_or(|known| Some(known.trim()) == tag.as_deref());
    let wanted = header(&RANGE).filter(|_| in_parts && same_version && question.method == Method::GET);
    let (status, range) = match wanted.map_or(Part::Whole, |wanted| range::part(wanted, length)) {
        Part::Whole => (content.status, 0..length),
        Part::Bytes(range) => {
            set(CONTENT_RANGE, format!("bytes {}-{}/{length}", range.start, range.end - 1));
            (StatusCode::PARTIAL_CONTENT, range)
        }
        Part::Unsatisfiable => {
            set(CONTENT_RANGE, format!("bytes */{length}"));
            (StatusCode::RANGE_NOT_SATISFIABLE, 0..0)
        }
    };
    set(CONTENT_LENGTH, (range.end - range.start).to_string());
    *response.status_mut() = status;
    if question.method != Method::HEAD {
        *response.body_mut() = body(content.bytes, range);
    }
    response
}

/// Whether a list of `If-None-Match` has a tag. Weak and strong tags count alike there.
fn matches(known: &str, tag: &str) -> bool {
    known.split(',').map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

fn body(source: Source, range: Range<u64>) -> Body {
    match source {
        Source::Memory(bytes) => Body::from(bytes.slice(range.start as usize..range.end as usize)),
        Source::File(file, _) => Body::from_stream(stream::try_unfold((file, range), |(file, range)| async move {
            if range.is_empty() {
                return Ok(None);
            }
            let read = tokio::task::spawn_blocking(move || read_chunk(file, range));
            read.await.map_err(io::Error::other)?.map(Some)
        })),
    }
}

fn read_chunk(mut file: File, range: Range<u64>) -> io::Result<(Bytes, (File, Range<u64>))> {
    let mut chunk = vec![0; CHUNK.min(range.end - range.start) as usize];
    file.seek(SeekFrom::Start(range.start))?;
    file.read_exact(&mut chunk)?;
    let rest = range.start + chunk.len() as u64..range.end;
    Ok((Bytes::from(chunk), (file, rest)))
}
