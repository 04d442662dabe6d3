//! An answer with content: its headers, and as much of it as was asked for. Source: RFC 9110.

use super::range::{self, Part};
use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName,
    IF_MATCH, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use axum::http::{HeaderValue, Method, Response, StatusCode};
use futures_util::stream;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// How much of a file is read at a time.
const CHUNK: u64 = 256 * 1024;

/// What is asked.
pub(crate) struct Question<'a> {
    /// `GET` or `HEAD`.
    pub method: &'a Method,
    /// Its headers.
    pub headers: &'a HeaderMap,
}

impl<'a> Question<'a> {
    /// The value of a header that stands there exactly once.
    fn only(&self, name: &HeaderName) -> Option<&'a str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(value)
    }

    /// The items of a header that is a list, on however many lines it stands.
    fn list(&self, name: &HeaderName) -> impl Iterator<Item = &'a str> {
        let lines = self
            .headers
            .get_all(name)
            .iter()
            .filter_map(|line| line.to_str().ok());
        lines.flat_map(|line| line.split(',')).map(str::trim)
    }
}

/// What there is to say.
pub(crate) struct Content {
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
pub(crate) enum Source {
    /// In memory.
    Memory(Bytes),
    /// In a file of so many bytes.
    File(File, u64),
}

impl Content {
    /// A sentence for whoever reads the answer.
    pub(crate) fn sentence(status: StatusCode, text: impl Into<String>) -> Self {
        let bytes = Source::Memory(Bytes::from(text.into()));
        Content {
            status,
            content_type: "text/plain; charset=utf-8".to_owned(),
            tag: None,
            bytes,
        }
    }
}

/// Answers with content: all of it, a part, or only that it has not changed.
pub(crate) fn answer(question: &Question<'_>, content: Content) -> Response<Body> {
    let tag = content.tag.as_ref().map(|tag| format!("\"{tag}\""));
    let mut response = Response::new(Body::empty());
    let mut set = |name: HeaderName, value: String| {
        // Our values are ASCII without control characters; one that is not is rather left out than
        // a reason to fail.
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    };
    if let Some(tag) = &tag {
        set(ETAG, tag.clone());
        if let Some(status) = Some(tag)
            .filter(|_| content.status == StatusCode::OK)
            .and_then(|tag| condition(question, tag))
        {
            *response.status_mut() = status;
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
    let has_rest = |known: &str| Some(known.trim()) == tag.as_deref();
    let same_version =
        !question.headers.contains_key(IF_RANGE) || question.only(&IF_RANGE).is_some_and(has_rest);
    let wanted = question
        .only(&RANGE)
        .filter(|_| in_parts && same_version && question.method == Method::GET);
    let (status, range) = match wanted.map_or(Part::Whole, |wanted| range::part(wanted, length)) {
        Part::Whole => (content.status, 0..length),
        Part::Bytes(range) => {
            set(
                CONTENT_RANGE,
                format!("bytes {}-{}/{length}", range.start, range.end - 1),
            );
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

/// What is answered instead of the content because of what the client knows already: that it is
/// still so, or that it is not. Source: RFC 9110, section 13.2.2.
fn condition(question: &Question<'_>, tag: &str) -> Option<StatusCode> {
    // Weak tags say that two versions are as good as the same, which is enough for not sending one
    // again only.
    let is_same = |known: &str| known == "*" || known == tag;
    let is_as_good = |known: &str| is_same(known.strip_prefix("W/").unwrap_or(known));
    if question.headers.contains_key(IF_MATCH) && !question.list(&IF_MATCH).any(is_same) {
        return Some(StatusCode::PRECONDITION_FAILED);
    }
    question
        .list(&IF_NONE_MATCH)
        .any(is_as_good)
        .then_some(StatusCode::NOT_MODIFIED)
}

fn body(source: Source, range: Range<u64>) -> Body {
    match source {
        Source::Memory(bytes) => Body::from(bytes.slice(range.start as usize..range.end as usize)),
        Source::File(file, _) => Body::from_stream(stream::try_unfold(
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
