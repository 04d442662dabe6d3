//! Addresses in the text that become links: `https://example.org/a`, `www.example.org`,
//! `name@example.org`.
//!
//! Source: GitHub Flavored Markdown Spec, version 0.29-gfm, 6.9 Autolinks (extension). Unlike
//! there, `ftp://` is not linked, since browsers no longer open it.

use super::replacement::Replacement;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Returns true if a text may hold an address.
pub(super) fn may_hold(text: &[u8]) -> bool {
    memchr::memchr(b'@', text).is_some()
        || memchr::memmem::find(text, b"://").is_some()
        || memchr::memmem::find(text, b"www.").is_some()
}

/// An address that was found.
struct Found {
    range: Range<usize>,
    kind: LinkType,
    /// The text before the address in the target of the link.
    scheme: &'static str,
}

/// Finds the addresses in a run of text.
pub(super) fn find<'e>(text: &'e str, run: Range<usize>, found: &mut Vec<Replacement<'e>>) {
    let whole = &text[run.clone()];
    if !may_hold(whole.as_bytes()) {
        return;
    }
    let mut from = 0;
    while let Some(address) = next(text, whole, run.start, from) {
        from = address.range.end;
        let range = run.start + address.range.start..run.start + address.range.end;
        let shown = &whole[address.range];
        let target = format!("{}{}", address.scheme, shown.replace("&amp;", "&"));
        let link = Tag::Link {
            link_type: address.kind,
            dest_url: CowStr::from(target),
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        };
        let events = vec![
            Event::Start(link),
            Event::Text(shown.replace("&amp;", "&").into()),
            Event::End(TagEnd::Link),
        ];
        found.push((range, events));
    }
}

/// Returns the next address from `from` on. `start` is where the run begins in the text.
fn next(text: &str, whole: &str, start: usize, from: usize) -> Option<Found> {
    let mut at = from;
    while at < whole.len() {
        let step = memchr::memchr3(b':', b'@', b'w', &whole.as_bytes()[at..])?;
        let here = at + step;
        at = here + 1;
        let found = match whole.as_bytes()[here] {
            b':' => scheme_before(whole, here, from)
                .filter(|first| may_begin(text, start + first))
                .and_then(|first| of_scheme(whole, first, here)),
            b'@' => email(whole, here, from),
            _ if may_begin(text, start + here) => of_www(whole, here),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Returns true if an address may begin at `at`: at the start of a line, after a space, or after a
/// mark that may stand around it.
fn may_begin(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|before| {
        before.is_whitespace() || matches!(before, '*' | '_' | '~' | '(' | '"' | '\'' | '“' | '‘')
    })
}

/// Returns the start of `http` or `https` before the colon at `colon`.
fn scheme_before(whole: &str, colon: usize, from: usize) -> Option<usize> {
    let before = &whole[from..colon];
    let mut schemes = ["https", "http"].into_iter();
    let scheme = schemes.find(|scheme| ends_with_ignoring_case(before, scheme))?;
    Some(colon - scheme.len())
}

/// Returns the address that begins at `first` and whose scheme ends at `colon`.
fn of_scheme(whole: &str, first: usize, colon: usize) -> Option<Found> {
    let rest = whole[colon..].strip_prefix("://")?;
    let length = "://".len() + end_of_address(rest, 0)?;
    Some(Found {
        range: first..colon + length,
        kind: LinkType::Autolink,
        scheme: "",
    })
}

fn ends_with_ignoring_case(text: &str, end: &str) -> bool {
    text.len()
        .checked_sub(end.len())
        .and_then(|start| text.get(start..))
        .is_some_and(|found| found.eq_ignore_ascii_case(end))
}

/// Returns the address that begins with `www.` at `start`.
fn of_www(whole: &str, start: usize) -> Option<Found> {
    let rest = &whole[start..];
    rest.starts_with("www.").then_some(())?;
    Some(Found {
        range: start..start + end_of_address(rest, 2)?,
        kind: LinkType::Autolink,
        scheme: "http://",
    })
}

/// Returns the length of the domain and the path at the start of a text. The domain has at least
/// as many dots.
fn end_of_address(text: &str, dots: usize) -> Option<usize> {
    let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let domain = &text[..text.find(|c| !is_domain(c)).unwrap_or(text.len())];
    let domain = domain.trim_end_matches('.');
    let parts: Vec<&str> = domain.split('.').collect();
    if parts.len() <= dots
        || parts.iter().any(|part| part.is_empty())
        || parts.iter().rev().take(2).any(|part| part.contains('_'))
    {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '"' | '“' | '”'))
        .unwrap_or(text.len());
    let kept = without_closing_marks(&text[..end]);
    (kept >= domain.len()).then_some(kept)
}

/// Returns the length of an address without the marks that end a sentence or a bracket around it.
fn without_closing_marks(address: &str) -> usize {
    let count = |bracket| memchr::memchr_iter(bracket, address.as_bytes()).count();
    let mut surplus = count(b')').saturating_sub(count(b'('));
    let mut kept = address;
    while let Some(last) = kept.chars().next_back() {
        let length = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '"' | '\'' | '”' | '’' => {
                last.len_utf8()
            }
            ')' if surplus > 0 => {
                surplus -= 1;
                1
            }
            ';' => match kept.rfind('&') {
                Some(at) if is_entity(&kept[at + 1..kept.len() - 1]) => kept.len() - at,
                _ => break,
            },
            _ => break,
        };
        kept = &kept[..kept.len() - length];
    }
    kept.len()
}

fn is_entity(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Returns the address of an e-mail around the `@` at `at`.
fn email(whole: &str, at: usize, from: usize) -> Option<Found> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let before = &whole[from..at];
    let local = before.len() - before.trim_end_matches(is_local).len();
    let after = &whole[at + 1..];
    let is_domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let domain = &after[..after.find(|c| !is_domain(c)).unwrap_or(after.len())];
    let domain = domain.trim_end_matches('.');
    let is_dotted = domain.contains('.') && domain.split('.').all(|part| !part.is_empty());
    if local == 0 || !is_dotted || domain.ends_with(['-', '_']) {
        return None;
    }
    Some(Found {
        range: at - local..at + 1 + domain.len(),
        kind: LinkType::Email,
        scheme: "",
    })
}
