//! The records of search: one for each page that it finds.

use crate::digest::Digested;
use crate::document::Passage;
use crate::document::front_matter::Question;
use crate::output::Contents;
use crate::site::{Page, PageKind, Site};

/// Everything that search knows of a page but its text.
#[derive(Hash)]
pub(super) struct PageRecord {
    url: String,
    title: String,
    /// The title of the section that the page is in.
    section: Option<String>,
    description: Option<String>,
    questions: Vec<Question>,
    /// True if the page has a document, and so a text.
    has_text: bool,
}

/// Everything that search knows of a page.
#[derive(Debug, Hash)]
pub struct SearchRecord {
    /// The URL within the site.
    pub url: String,
    /// The title.
    pub title: String,
    /// The title of the section that the page is in.
    pub section: Option<String>,
    /// The description, in a sentence.
    pub description: Option<String>,
    /// The text.
    pub passages: Digested<Vec<Passage>>,
    /// The questions and answers.
    pub questions: Vec<Question>,
}

impl PageRecord {
    pub(super) fn of(page: &Page, site: &Site) -> Self {
        let parent = page.parent.map(|parent| site.page(parent));
        let is_shown = |kind| matches!(kind, PageKind::Section | PageKind::Page);
        let section = parent.filter(|parent| is_shown(parent.kind));
        PageRecord {
            url: page.route.url.clone(),
            title: page.card.title.clone(),
            section: section.map(|section| section.card.nav_title.clone()),
            description: page.card.description.clone(),
            questions: page.head.front_matter.faq.clone(),
            has_text: page.source.is_some(),
        }
    }
}

/// Joins records with the texts of their pages, which are in the same order.
pub(super) fn with_texts(
    records: &[Digested<PageRecord>],
    contents: &Contents,
) -> Vec<Digested<SearchRecord>> {
    let mut texts = contents.texts.iter();
    let no_text = Digested::new(Vec::new());
    let records = records.iter().map(|record| {
        let text = record.has_text.then(|| texts.next()).flatten();
        Digested::new(SearchRecord {
            url: record.url.clone(),
            title: record.title.clone(),
            section: record.section.clone(),
            description: record.description.clone(),
            passages: text.unwrap_or(&no_text).clone(),
            questions: record.questions.clone(),
        })
    });
    records.collect()
}
