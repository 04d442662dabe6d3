//! The order of pages by `content/SUMMARY.md`.

use super::kind::PageKind;
use super::listing::PageId;
use super::page::PageData;
use super::schedule::HeldBack;
use crate::diagnostic::{Diagnostic, Item, Place, nearest};
use crate::digest::Digested;
use crate::path::SourcePath;
use crate::summary::{self, Chapter, Summary};
use std::collections::{HashMap, HashSet};

/// The chapters between two titles or lines of `SUMMARY.md`.
#[derive(Debug, Clone, Hash)]
pub struct OutlinePart {
    /// The title.
    pub title: Option<String>,
    /// The entries.
    pub items: Vec<OutlineItem>,
}

/// An entry of `SUMMARY.md`.
#[derive(Debug, Clone, Hash)]
pub struct OutlineItem {
    /// The title as the list gives it.
    pub title: String,
    /// The number, such as `2.1.`.
    pub number: Option<String>,
    /// The page; none for a draft, and for a page that is not published now.
    pub page: Option<PageId>,
    /// The entries below it.
    pub items: Vec<OutlineItem>,
}

/// Returns the outline of a site. `page` looks up the page of a document.
pub(super) fn parts(
    summary: &Summary,
    page: &impl Fn(&SourcePath) -> Option<PageId>,
) -> Vec<OutlinePart> {
    let part = |part: &summary::Part| OutlinePart {
        title: part.title.clone(),
        items: items(&part.chapters, page),
    };
    summary.parts.iter().map(part).collect()
}

fn items(chapters: &[Chapter], page: &impl Fn(&SourcePath) -> Option<PageId>) -> Vec<OutlineItem> {
    let item = |chapter: &Chapter| OutlineItem {
        title: chapter.title.clone(),
        number: chapter.number.clone(),
        page: chapter.document.as_ref().and_then(page),
        items: items(&chapter.chapters, page),
    };
    chapters.iter().map(item).collect()
}

/// Returns the pages of a list in their order, each with the one above it, by their indices.
pub(super) fn places(
    summary: &Summary,
    pages: &[&Digested<PageData>],
    home: usize,
    held_back: &[HeldBack],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(usize, usize)> {
    let with_source = pages.iter().enumerate();
    let by_source = with_source.filter_map(|(index, page)| Some((page.source.as_ref()?, index)));
    let mut placing = Placing {
        pages,
        by_source: by_source.collect(),
        home,
        held_back,
        placed: HashSet::from([home]),
        places: Vec::new(),
        diagnostics,
    };
    for part in &summary.parts {
        placing.below(&part.chapters, home);
    }
    placing.report_unlisted();
    placing.places
}

struct Placing<'a> {
    pages: &'a [&'a Digested<PageData>],
    by_source: HashMap<&'a SourcePath, usize>,
    home: usize,
    held_back: &'a [HeldBack],
    placed: HashSet<usize>,
    /// The pages that have a place, each with the one above it.
    places: Vec<(usize, usize)>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Placing<'_> {
    /// Places chapters below a page. Those of a chapter without a page are below the page above it.
    fn below(&mut self, chapters: &[Chapter], above: usize) {
        for chapter in chapters {
            let page = self.place(chapter, above);
            self.below(&chapter.chapters, page.unwrap_or(above));
        }
    }

    /// Places the page of a chapter and returns it.
    fn place(&mut self, chapter: &Chapter, above: usize) -> Option<usize> {
        let document = chapter.document.as_ref()?;
        let Some(page) = self.by_source.get(document).copied() else {
            let mut held_back = self.held_back.iter();
            if !held_back.any(|page| page.source == *document) {
                self.report_missing(document, chapter);
            }
            return None;
        };
        if !self.pages[page].kind.is_in_reading_order() {
            let message = format!("`{document}` has no place among the pages of the site");
            self.report(message, chapter, "take it out of the list");
            return None;
        }
        if self.placed.insert(page) {
            self.places.push((page, above));
        } else if page != self.home {
            let message = format!("`{document}` is in this list a second time");
            self.report(message, chapter, "its first place counts: delete this one");
        }
        Some(page)
    }

    fn report_missing(&mut self, document: &SourcePath, chapter: &Chapter) {
        let below = |path: &SourcePath| path.as_str().trim_start_matches("content/").to_owned();
        let names: Vec<String> = self.by_source.keys().map(|path| below(path)).collect();
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.sort_unstable();
        let advice = match nearest(&below(document), names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write that file, or leave the brackets empty until there is one: `[Title]()`"
                .to_owned(),
        };
        let message = format!("this chapter leads to `{document}`, which does not exist");
        self.report(message, chapter, &advice);
    }

    fn report(&mut self, message: String, chapter: &Chapter, advice: &str) {
        let place = Place::Item {
            file: summary::file(),
            item: Item::Link(chapter.link),
        };
        let error = Diagnostic::error("summary", message).at(place);
        self.diagnostics.push(error.advise(advice));
    }

    /// Reports the pages that are in no list.
    fn report_unlisted(&mut self) {
        let pages = self.pages.iter().enumerate();
        let unlisted = pages.filter(|(index, page)| {
            let is_read = page.kind.is_in_reading_order() && page.kind != PageKind::Home;
            is_read && !self.placed.contains(index)
        });
        let warning = |file: SourcePath| {
            let message = format!("this page is not in `{}`", summary::FILE);
            let warning = Diagnostic::warning("unlisted-page", message).at(Place::File(file));
            warning.advise("add a line for it; until then it comes after all others")
        };
        let sources = unlisted.filter_map(|(_, page)| page.source.clone());
        self.diagnostics.extend(sources.map(warning));
    }
}
