//! The last pass over a finished page: it writes every URL of the site as the site's readers need
//! it, and gathers the facts.

use super::content::Content;
use super::facts::Facts;
use super::marks::{self, Marks};
use crate::address::{is_rooted, relative};
use memchr::memmem;
use std::borrow::Cow;

/// The rule by which URLs of the site are rewritten.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rewriting<'a> {
    /// This path is put before URLs that begin at the root: `/guide`, or nothing.
    Below(&'a str),
    /// URLs lead from this folder, percent-encoded and without slashes around it, to a file.
    From(&'a str),
}

impl Rewriting<'_> {
    fn rewritten<'u>(self, url: &'u str) -> Cow<'u, str> {
        match self {
            Rewriting::Below(base_path) if is_rooted(url) => format!("{base_path}{url}").into(),
            Rewriting::Below(_) => url.into(),
            Rewriting::From(folder) => relative(url, folder).into(),
        }
    }
}

/// Finishes a page. The content, to which Markdown gave `ids`, is not read a second time: reading
/// is the most expensive part of a build.
pub(super) fn finish(
    html: String,
    content: &Content,
    ids: &[String],
    rewriting: Rewriting<'_>,
) -> (String, Facts) {
    let marks = gather(&html, content, ids);
    if matches!(rewriting, Rewriting::Below("")) || marks.urls.is_empty() {
        return (html, marks.facts);
    }
    let mut out = String::with_capacity(html.len() + marks.urls.len() * 24);
    let mut from = 0;
    for at in marks.urls {
        out.push_str(&html[from..at.start]);
        out.push_str(&rewriting.rewritten(&html[at.clone()]));
        from = at.end;
    }
    out.push_str(&html[from..]);
    (out, marks.facts)
}

/// Returns the byte of the page at which its content begins. Content without a tag is not looked
/// for, since there is nothing in it to read.
fn position(content: &str, page: &str) -> Option<usize> {
    let tag = memchr::memchr(b'<', content.as_bytes())?;
    // Preparing a search for all of a long text takes longer than looking for its beginning.
    let beginning = content.as_bytes().get(..tag + BEGINNING);
    let beginning = beginning.unwrap_or(content.as_bytes());
    memmem::find_iter(page.as_bytes(), beginning)
        .find(|start| page.as_bytes()[*start..].starts_with(content.as_bytes()))
}

/// The bytes from the first tag of a content on by which it is looked for.
const BEGINNING: usize = 64;

fn gather(html: &str, content: &Content, ids: &[String]) -> Marks {
    // A template may have changed the content, with a filter say; then all of the page is read.
    let Some(start) = position(&content.html, html) else {
        return marks::read(html);
    };
    let end = start + content.html.len();
    let mut marks = marks::read(&html[..start]);
    marks.facts.ids.extend(ids.iter().map(String::as_str));
    marks.append(&content.marks, start);
    marks.append(&marks::read(&html[end..]), end);
    marks
}
