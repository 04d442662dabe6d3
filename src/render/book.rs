//! The book as templates see it: chapters with their contents, which lead to each other instead of
//! to pages.

use super::body::{self, Content, Filling};
use super::chapter::{self, Goal};
use crate::template::{Engine, Value};
use crate::view::{self, Chapter, PageInputs};
use std::collections::{BTreeMap, BTreeSet};

/// The list of chapters; nothing where the page's template does not name it. What is wrong with a
/// chapter its page tells.
pub(super) fn book(inputs: &PageInputs, engine: &Engine) -> Option<Value> {
    let chapters = inputs.around.book.as_ref()?;
    let contents: Vec<Content> = chapters
        .iter()
        .map(|chapter| filled(&chapter.page, engine))
        .collect();
    let goals: BTreeMap<&str, Goal<'_>> = chapters.iter().zip(&contents).map(goal).collect();
    let chapter = |(chapter, content): (&Chapter, &Content)| {
        let html = chapter::html(
            &content.html,
            &chapter.page.data.card.url,
            chapter.level,
            &goals,
        );
        view::chapter_view(chapter, &html)
    };
    Some(Value::list(chapters.iter().zip(&contents).map(chapter)))
}

fn filled(page: &PageInputs, engine: &Engine) -> Content {
    let roots = if page.data.head.calls.is_empty() {
        Vec::new()
    } else {
        body::bare_roots(page, None)
    };
    body::fill(
        &page.body.pieces,
        &Filling {
            inputs: page,
            engine,
            roots: &roots,
        },
        &mut Vec::new(),
    )
}

/// A chapter by the URL of its page, with everything in it that a link can lead to.
fn goal<'a>((chapter, content): (&'a Chapter, &'a Content)) -> (&'a str, Goal<'a>) {
    let PageInputs { data, body, .. } = &chapter.page;
    let ids: BTreeSet<&str> = data
        .head
        .ids
        .iter()
        .chain(&body.ids)
        .chain(content.ids())
        .map(String::as_str)
        .collect();
    (
        &data.card.url,
        Goal {
            chapter: &chapter.id,
            title: &data.card.title,
            ids,
        },
    )
}
