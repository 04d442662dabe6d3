//! `content/SUMMARY.md`: the order of a site's pages, written as in mdBook.
//!
//! Source of the form: the documentation of mdBook, "SUMMARY.md".

mod line;
mod read;

pub use read::read;

use crate::path::SourcePath;
use std::collections::HashMap;
use std::ops::Range;

/// The file.
pub const FILE: &str = "content/SUMMARY.md";

/// Returns the path of the file.
pub fn file() -> SourcePath {
    SourcePath::new(FILE).expect("the path is a constant")
}

/// The list of pages in a `SUMMARY.md`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Summary {
    /// The parts in their order.
    pub parts: Vec<Part>,
}

/// The chapters between two titles or lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Part {
    /// The title; none for the first part, and for one behind a line.
    pub title: Option<String>,
    /// The chapters.
    pub chapters: Vec<Chapter>,
}

/// An entry of the list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chapter {
    /// The title.
    pub title: String,
    /// The document; none for a draft.
    pub document: Option<SourcePath>,
    /// The number, such as `2.1.`; none before and behind the numbered chapters.
    pub number: Option<String>,
    /// The number of its link in the file.
    pub link: usize,
    /// The chapters below it.
    pub chapters: Vec<Chapter>,
}

impl Summary {
    /// Returns the titles of chapters by their documents. The first of several counts.
    pub fn titles(&self) -> HashMap<&SourcePath, &str> {
        let mut titles = HashMap::new();
        for chapter in self.chapters() {
            if let Some(document) = &chapter.document {
                titles.entry(document).or_insert(chapter.title.as_str());
            }
        }
        titles
    }

    /// Returns all chapters in their order.
    pub fn chapters(&self) -> Vec<&Chapter> {
        let mut chapters = Vec::new();
        let parts = self.parts.iter().rev();
        let mut waiting: Vec<&Chapter> =
            parts.flat_map(|part| part.chapters.iter().rev()).collect();
        while let Some(chapter) = waiting.pop() {
            chapters.push(chapter);
            waiting.extend(chapter.chapters.iter().rev());
        }
        chapters
    }
}

/// Returns the bytes of a link of the file, counted from 0.
pub fn place_of_link(text: &str, number: usize) -> Option<Range<usize>> {
    let links = line::lines(text).into_iter();
    let mut links = links.filter_map(|line| Some(line.link()?.span.clone()));
    links.nth(number)
}
