//! The book as templates see it: chapters with their contents, which lead to each other instead of
//! to pages.

use super::body;
use super::chapter::{self, ChapterTarget};
use super::content::Content;
use super::inputs::{Chapter, PageInputs};
use super::view;
use crate::document::Body;
use crate::template::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the list of chapters, given their bodies; none if the page does not show the book. The
/// page of a chapter reports its diagnostics.
pub(super) fn book(inputs: &PageInputs, bodies: &[&Body]) -> Option<Value> {
    let chapters = inputs.relations.book.as_ref()?;
    let contents: Vec<Content> = chapters
        .iter()
        .zip(bodies)
        .map(|(chapter, body)| body::filled(&chapter.page, body))
        .collect();
    let targets = chapters.iter().zip(bodies).zip(&contents);
    let targets: BTreeMap<&str, ChapterTarget<'_>> = targets
        .map(|((chapter, body), content)| chapter_target(chapter, body, content))
        .collect();
    let views = chapters.iter().zip(&contents).map(|(chapter, content)| {
        let url = &chapter.page.data.card.url;
        let html = chapter::html(&content.html, url, chapter.level, &targets);
        view::chapter_view(chapter, &html)
    });
    Some(Value::list(views))
}

/// Returns a chapter by the URL of its page, with all ids that a link can lead to.
fn chapter_target<'a>(
    chapter: &'a Chapter,
    body: &'a Body,
    content: &'a Content,
) -> (&'a str, ChapterTarget<'a>) {
    let own = &chapter.page.data;
    let ids: BTreeSet<&str> = own
        .head
        .ids
        .iter()
        .chain(&body.ids)
        .map(String::as_str)
        .chain(content.ids().iter())
        .collect();
    let target = ChapterTarget {
        chapter: &chapter.id,
        title: &own.card.title,
        ids,
    };
    (&own.card.url, target)
}
