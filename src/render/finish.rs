//! The last pass over a finished page: the base path goes before every URL of the site, and the facts are gathered.

use super::facts::Facts;
use crate::view::Finishing;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::convert::Infallible;

/// The attributes that hold one URL.
///
/// Source: HTML Living Standard, index of attributes whose value is a URL.
const URL_ATTRIBUTES: [&[u8]; 7] = [b"href", b"src", b"action", b"formaction", b"poster", b"data", b"cite"];

/// A place where the base path goes.
type Insertions = Vec<usize>;

/// Finishes a page.
pub(super) fn finish(html: String, finishing: &Finishing) -> (String, Facts) {
    let (facts, insertions) = read(&html);
    if finishing.base_path.is_empty() || insertions.is_empty() {
        return (html, facts);
    }
    let mut out = String::with_capacity(html.len() + insertions.len() * finishing.base_path.len());
    let mut from = 0;
    for at in insertions {
        out.push_str(&html[from..at]);
        out.push_str(&finishing.base_path);
        from = at;
    }
    out.push_str(&html[from..]);
    (out, facts)
}

fn read(html: &str) -> (Facts, Insertions) {
    let mut facts = Facts::default();
    let mut insertions = Vec::new();
    let mut attribute = Attribute::Other;
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { .. } => attribute = Attribute::Other,
            CallbackEvent::AttributeName { name } => attribute = Attribute::of(name),
            CallbackEvent::AttributeValue { value } => {
                let value = String::from_utf8_lossy(value);
                match attribute {
                    Attribute::Id => facts.ids.push(value.into_owned()),
                    Attribute::Url => reference(&value, span.start, &mut facts, &mut insertions),
                    Attribute::Srcset => srcset(&html[span.start..span.end], span.start, &mut facts, &mut insertions),
                    Attribute::Content => content(&html[span.start..span.end], span.start, &mut facts, &mut insertions),
                    Attribute::Other => {}
                }
            }
            _ => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    (facts, insertions)
}

#[derive(Debug, Clone, Copy)]
enum Attribute {
    Id,
    Url,
    Srcset,
    Content,
    Other,
}

impl Attribute {
    fn of(name: &[u8]) -> Self {
        match name {
            b"id" => Attribute::Id,
            b"srcset" | b"imagesrcset" => Attribute::Srcset,
            b"content" => Attribute::Content,
            name if URL_ATTRIBUTES.contains(&name) => Attribute::Url,
            _ => Attribute::Other,
        }
    }
}

fn reference(url: &str, at: usize, facts: &mut Facts, insertions: &mut Insertions) {
    if url.starts_with('/') && !url.starts_with("//") {
        insertions.push(at);
    }
    facts.references.push(url.to_owned());
}

/// Candidates of a `srcset`: a URL, a space, a width or density, a comma.
fn srcset(value: &str, at: usize, facts: &mut Facts, insertions: &mut Insertions) {
    let mut offset = 0;
    for candidate in value.split_inclusive(',') {
        let trimmed = candidate.trim_start();
        let start = offset + candidate.len() - trimmed.len();
        let url = trimmed.split([' ', ',', '\n', '\t']).next().unwrap_or_default();
        if !url.is_empty() {
            reference(url, at + start, facts, insertions);
        }
        offset += candidate.len();
    }
}

/// The target of `<meta http-equiv="refresh" content="0; url=/new/">`. Any other content is text.
fn content(value: &str, at: usize, facts: &mut Facts, insertions: &mut Insertions) {
    let Some((delay, rest)) = value.split_once(';') else { return };
    let target = rest.trim_start();
    let is_refresh = delay.trim().chars().all(|c| c.is_ascii_digit())
        && target.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("url="));
    if is_refresh && !delay.trim().is_empty() {
        let start = delay.len() + 1 + rest.len() - target.len() + 4;
        reference(&value[start..], at + start, facts, insertions);
    }
}
