//! The book: the pages of a site in reading order, for templates that show their contents.

use super::shared::{self, Shared};
use super::table::{Documents, PlanInputs};
use super::work;
use crate::digest::Digested;
use crate::document::Body;
use crate::path::{OutputPath, SourcePath};
use crate::site::{Page, PageId, PageKind};
use crate::slug::{Unique, slug};
use crate::view::{Chapter, PageInputs};
use std::collections::BTreeMap;

/// The lowest level of a chapter's heading: one is left for the headings in it.
const DEEPEST: u8 = 5;

/// The book of a site, if a page shows it. A page that shows the book is no chapter of it.
pub(super) fn book(
    inputs: &PlanInputs,
    documents: &Documents,
    shared: &Shared<'_>,
) -> Option<Digested<Vec<Chapter>>> {
    shared.shows_book().then_some(())?;
    let mut ids = Unique::default();
    let is_in = |page: &Page| {
        page.source.is_some()
            && !shared
                .kit(shared::template(page), &page.head.calls)
                .reads
                .contains("book")
    };
    let chapter = |(id, page): (PageId, &Page)| Chapter {
        id: ids.take(&name(&page.route.output)),
        level: level(inputs, page, is_in),
        page: work::written(id, page, inputs, documents, shared),
    };
    Some(Digested::new(
        inputs
            .site
            .numbered()
            .filter(|(_, page)| is_in(page))
            .map(chapter)
            .collect(),
    ))
}

/// The book with other bodies; nothing where none of them is in it.
pub(super) fn with_bodies(
    book: &Digested<Vec<Chapter>>,
    bodies: &BTreeMap<&SourcePath, &Digested<Body>>,
) -> Option<Digested<Vec<Chapter>>> {
    let edited = |chapter: &Chapter| bodies.get(chapter.page.data.source.as_ref()?).copied();
    book.iter()
        .any(|chapter| edited(chapter).is_some())
        .then_some(())?;
    let with_body = |chapter: &Chapter| match edited(chapter) {
        Some(body) => Chapter {
            page: PageInputs {
                body: body.clone(),
                ..chapter.page.clone()
            },
            ..chapter.clone()
        },
        None => chapter.clone(),
    };
    Some(Digested::new(book.iter().map(with_body).collect()))
}

/// `benefits/pain-relief/index.html` is `benefits-pain-relief`.
fn name(output: &OutputPath) -> String {
    let path = output.as_str().trim_end_matches("index.html");
    match slug(path.trim_end_matches(".html")) {
        name if name.is_empty() => "start".to_owned(),
        name => name,
    }
}

/// One below the title of the book, and one more for each section above the page that is a chapter
/// too.
fn level(inputs: &PlanInputs, page: &Page, is_in: impl Fn(&Page) -> bool) -> u8 {
    let mut level = 2;
    let mut above = page.parent;
    while let Some(section) = above
        .map(|id| inputs.site.page(id))
        .filter(|section| section.kind != PageKind::Home)
    {
        level += u8::from(is_in(section) && level < DEEPEST);
        above = section.parent;
    }
    level
}
