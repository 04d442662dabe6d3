//! What search finds, from the pages and their documents.

use super::table::{Documents, PlanInputs};
use crate::aggregate::{Index, Language, Layout, SearchFile, SearchRecord};
use crate::digest::Digested;
use crate::document::Document;
use crate::path::OutputPath;
use crate::site::{Page, PageKind, Route};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The search of a site that has one.
#[derive(Debug, Clone)]
pub(super) struct Search {
    pub index: Digested<Index>,
    /// How many words its pages have together.
    words: usize,
}

/// A document of a page of which only the text is another, with the one before.
pub(super) struct NewText<'a> {
    pub before: &'a Document,
    pub now: &'a Document,
}

impl Search {
    pub(super) fn new(inputs: &PlanInputs, documents: &Documents) -> Option<Self> {
        inputs.config.search.then_some(())?;
        let found: Vec<&Page> = inputs.site.pages.iter().filter(|page| page.head.matter.search).collect();
        let record = |page: &&Page| Digested::new(record(page, inputs, document(page, documents)));
        let words = found.iter().filter_map(|page| document(page, documents)).map(|document| document.body.words).sum();
        let (layout, language) = (Layout::of(found.len(), words), Language::of_tag(&inputs.config.language));
        Some(Search { index: Digested::new(Index::new(found.par_iter().map(record).collect(), layout, language)), words })
    }

    /// The search of the same pages with other texts, by their URLs.
    pub(super) fn with_new_texts(&self, texts: &BTreeMap<&str, NewText<'_>>) -> Self {
        let mut words = self.words;
        let record = |record: &Digested<SearchRecord>| match texts.get(record.url.as_str()) {
            None => record.clone(),
            Some(NewText { before, now }) => {
                words = (words + now.body.words).saturating_sub(before.body.words);
                Digested::new(SearchRecord { passages: now.passages.clone(), ..(**record).clone() })
            }
        };
        let records: Vec<_> = self.index.records.iter().map(record).collect();
        let layout = Layout::of(records.len(), words);
        Search { index: Digested::new(Index::new(records, layout, self.index.language)), words }
    }
}

fn document<'a>(page: &Page, documents: &'a Documents) -> Option<&'a Document> {
    page.source.as_ref().and_then(|source| documents.get(source)).map(|document| &document.value)
}

fn record(page: &Page, inputs: &PlanInputs, document: Option<&Document>) -> SearchRecord {
    let parent = page.parent.map(|parent| inputs.site.page(parent));
    SearchRecord {
        url: page.route.url.clone(),
        title: page.card.title.clone(),
        section: parent.filter(|parent| parent.kind == PageKind::Section).map(|parent| parent.card.nav_title.clone()),
        description: page.card.description.clone(),
        passages: document.map_or_else(|| Digested::new(Vec::new()), |document| document.passages.clone()),
        questions: page.head.matter.faq.clone(),
    }
}

/// The files of an index with where they stand.
pub(super) fn files(index: &Digested<Index>) -> impl Iterator<Item = (Digested<Route>, SearchFile)> {
    let layout = index.layout;
    let terms = (0..layout.terms).map(|number| (format!("terms/{number}"), SearchFile::Terms(index.clone(), number)));
    let texts =
        (0..layout.texts()).map(|number| (format!("text/{number}"), SearchFile::Text(number, index.of_text(number).to_vec())));
    let words = layout.has_words().then(|| ("terms/words".to_owned(), SearchFile::Words(index.clone())));
    let single = [("engine".to_owned(), SearchFile::Engine), ("index".to_owned(), SearchFile::Index(index.clone()))];
    single.into_iter().chain(words).chain(terms).chain(texts).filter_map(|(name, file)| {
        let output = OutputPath::new(&format!("search/{name}.js")).ok()?;
        Some((Digested::new(Route::of_file(&output)?), file))
    })
}
