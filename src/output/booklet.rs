//! The book: the pages of a site in reading order, for templates that show their contents.

use super::book::Book;
use super::contents::ContentNames;
use super::planning::Planning;
use crate::digest::Digested;
use crate::page::{Chapter, PageInputs};
use crate::path::OutputPath;
use crate::site::{Page, PageKind};
use crate::slug::{Unique, slug};

/// The lowest level of a chapter's heading: one level is left for the headings in it.
const DEEPEST: u8 = 5;

/// Returns the inputs of a page with the book if it shows it, and the names of the contents that
/// the page shows: that of its own document, if it has one, then those of the chapters.
pub(super) fn with_book(
    planning: &Planning<'_>,
    mut page: PageInputs,
    own: Option<usize>,
    shows_book: bool,
) -> (PageInputs, ContentNames) {
    if !shows_book {
        return (page, ContentNames::bodies(own));
    }
    let book = planning.book.get_or_init(|| chapters(planning));
    let names = ContentNames::bodies(own.into_iter().chain(book.documents.iter().copied()));
    page.relations.book = Some(book.chapters.clone());
    (page, names)
}

/// Returns the chapters. A page that shows the book is no chapter of it.
fn chapters(planning: &Planning<'_>) -> Book {
    let mut ids = Unique::default();
    let is_in = |page: &Page| {
        let is_read = page.kind.is_in_reading_order();
        page.document.is_some() && is_read && !planning.reads(page, "book")
    };
    let pages = planning.inputs.site.numbered();
    let chapters = pages.filter(|(_, page)| is_in(page)).map(|(id, page)| {
        let chapter = Chapter {
            id: ids.take(&name(&page.route.output)),
            level: level(planning, page, is_in),
            page: planning.page(id),
        };
        Some((chapter, page.document?))
    });
    let (chapters, documents) = chapters.flatten().unzip();
    Book {
        chapters: Digested::new(chapters),
        documents,
    }
}

/// `benefits/pain-relief/index.html` is `benefits-pain-relief`.
fn name(output: &OutputPath) -> String {
    let path = output.as_str().trim_end_matches("index.html");
    match slug(path.trim_end_matches(".html")) {
        name if name.is_empty() => "start".to_owned(),
        name => name,
    }
}

/// Returns the level of a chapter's heading: one below the title of the book, and one more for each
/// section above the page that is a chapter too.
fn level(planning: &Planning<'_>, page: &Page, is_in: impl Fn(&Page) -> bool) -> u8 {
    let site = &planning.inputs.site;
    let mut level = 2;
    let mut above = page.parent;
    while let Some(section) = above
        .map(|id| site.page(id))
        .filter(|section| section.kind != PageKind::Home)
    {
        level += u8::from(is_in(section) && level < DEEPEST);
        above = section.parent;
    }
    level
}
