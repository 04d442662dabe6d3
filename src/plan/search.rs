//! What search finds, from the pages and their documents.

use super::table::{Documents, PlanInputs};
use crate::aggregate::{Index, Language, Layout, SearchFile, SearchRecord};
use crate::digest::Digested;
use crate::document::Document;
use crate::path::OutputPath;
use crate::site::{Page, PageKind, Route, Site};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The search of a site that has one.
#[derive(Debug, Clone)]
pub(super) struct Search {
    pub index: Digested<Index>,
    /// How many words its pages have together.
    words: usize,
}

/// The search of the plan before, with what it was made of.
pub(super) struct Known<'a> {
    pub search: &'a Search,
    pub site: &'a Arc<Site>,
    pub documents: &'a Documents,
}

impl Known<'_> {
    fn is_of(&self, inputs: &PlanInputs, documents: &Documents, language: Language) -> bool {
        let same_text = |now: &Document, before: &Document| {
            now.passages == before.passages && now.body.words == before.body.words
        };
        Arc::ptr_eq(self.site, &inputs.site)
            && self.search.index.language == language
            && self.documents.len() == documents.len()
            && documents
                .iter()
                .zip(self.documents)
                .all(|((path, now), (other, before))| {
                    Arc::ptr_eq(now, before)
                        || (path == other && same_text(&now.value, &before.value))
                })
    }
}

/// A document of a page of which only the text is another, with the one before.
pub(super) struct NewText<'a> {
    pub before: &'a Document,
    pub now: &'a Document,
}

impl Search {
    /// The search of these pages. It is `previous` where that is the search of the same pages with
    /// the same texts.
    pub(super) fn new(
        inputs: &PlanInputs,
        documents: &Documents,
        previous: Option<Known<'_>>,
    ) -> Option<Self> {
        inputs.config.search.then_some(())?;
        let language = Language::of_tag(&inputs.config.language);
        if let Some(known) = previous
            .as_ref()
            .filter(|known| known.is_of(inputs, documents, language))
        {
            return Some(known.search.clone());
        }
        let before = previous.map_or(&[][..], |known| &known.search.index.records);
        let found: Vec<&Page> = inputs
            .site
            .pages
            .iter()
            .filter(|page| page.head.matter.search)
            .collect();
        let record = |(number, page): (usize, &&Page)| {
            let document = document(page, documents);
            let record = record(page, inputs, document);
            // Comparing costs less than digesting.
            let known = before
                .get(number)
                .filter(|before| ***before == record)
                .cloned();
            (
                known.unwrap_or_else(|| Digested::new(record)),
                document.map_or(0, |document| document.body.words),
            )
        };
        let (records, words): (Vec<_>, Vec<usize>) =
            found.par_iter().enumerate().map(record).unzip();
        let words = words.into_iter().sum();
        let layout = Layout::of(records.len(), words);
        Some(Search {
            index: Digested::new(Index::new(records, layout, language)),
            words,
        })
    }

    /// The search of the same pages with other texts, by their URLs.
    pub(super) fn with_new_texts(&self, texts: &BTreeMap<&str, NewText<'_>>) -> Self {
        let mut words = self.words;
        let record = |record: &Digested<SearchRecord>| match texts.get(record.url.as_str()) {
            None => record.clone(),
            Some(NewText { before, now }) => {
                words = (words + now.body.words).saturating_sub(before.body.words);
                Digested::new(SearchRecord {
                    passages: now.passages.clone(),
                    ..(**record).clone()
                })
            }
        };
        let records: Vec<_> = self.index.records.iter().map(record).collect();
        let layout = Layout::of(records.len(), words);
        Search {
            index: Digested::new(Index::new(records, layout, self.index.language)),
            words,
        }
    }
}

fn document<'a>(page: &Page, documents: &'a Documents) -> Option<&'a Document> {
    page.source
        .as_ref()
        .and_then(|source| documents.get(source))
        .map(|document| &document.value)
}

fn record(page: &Page, inputs: &PlanInputs, document: Option<&Document>) -> SearchRecord {
    let parent = page.parent.map(|parent| inputs.site.page(parent));
    SearchRecord {
        url: page.route.url.clone(),
        title: page.card.title.clone(),
        section: parent
            .filter(|parent| parent.kind == PageKind::Section)
            .map(|parent| parent.card.nav_title.clone()),
        description: page.card.description.clone(),
        passages: document.map_or_else(
            || Digested::new(Vec::new()),
            |document| document.passages.clone(),
        ),
        questions: page.head.matter.faq.clone(),
    }
}

/// The files of an index with where they stand.
pub(super) fn files(
    index: &Digested<Index>,
) -> impl Iterator<Item = (Digested<Route>, SearchFile)> {
    let layout = index.layout;
    let terms = (0..layout.terms).map(|number| {
        (
            format!("terms/{number}"),
            SearchFile::Terms(index.clone(), number),
        )
    });
    let texts = (0..layout.texts()).map(|number| {
        (
            format!("text/{number}"),
            SearchFile::Text(number, index.of_text(number).to_vec()),
        )
    });
    let words = layout
        .has_words()
        .then(|| ("terms/words".to_owned(), SearchFile::Words(index.clone())));
    let single = [
        ("engine".to_owned(), SearchFile::Engine),
        ("index".to_owned(), SearchFile::Index(index.clone())),
    ];
    single
        .into_iter()
        .chain(words)
        .chain(terms)
        .chain(texts)
        .filter_map(|(name, file)| {
            let output = OutputPath::new(&format!("search/{name}.js")).ok()?;
            Some((Digested::new(Route::of_file(&output)?), file))
        })
}
