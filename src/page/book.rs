//! The book as templates see it: chapters with their contents, which lead to each other instead of
//! to pages.

use super::body;
use super::chapter::{self, Goal};
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
    let goals = chapters.iter().zip(bodies).zip(&contents);
    let goals: BTreeMap<&str, Goal<'_>> = goals
        .map(|((chapter, body), content)| goal(chapter, body, content))
        .collect();
    let views = chapters.iter().zip(&contents).map(|(chapter, content)| {
        let url = &chapter.page.data.card.url;
        let html = chapter::html(&content.html, url, chapter.level, &goals);
        view::chapter_view(chapter, &html)
    });
    Some(Value::list(views))
}

/// Returns a chapter by the URL of its page, with all ids that a link can lead to.
fn goal<'a>(chapter: &'a Chapter, body: &'a Body, content: &'a Content) -> (&'a str, Goal<'a>) {
    let own = &chapter.page.data;
    let ids: BTreeSet<&str> = own
        .head
        .ids
        .iter()
        .chain(&body.ids)
        .chain(content.ids())
        .map(String::as_str)
        .collect();
    let goal = Goal {
        chapter: &chapter.id,
        title: &own.card.title,
        ids,
    };
    (&own.card.url, goal)
}
