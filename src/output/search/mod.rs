//! Search: an index that a page can load without a server, since browsers read scripts from
//! `file://` and nothing else.
//!
//! The files below `/search/` are classic scripts. `engine.js` answers questions. `index.js` is
//! small: it says how many files there are, and the version of each. `terms/<n>.js` hold the words
//! in their order and the pages that have them, `text/<n>.js` the text of a few pages each, and
//! `terms/words.js` the words to compare a misspelled word with. A question loads the terms that it
//! needs and the text of the hits that it shows, so a large index is never loaded whole.
//!
//! The number of files follows from counts that are known before anything is made: names come
//! before bytes. The index itself is made once for all files, for the first of them that is made.

mod files;
mod found;
mod index;
mod layout;
mod postings;
mod record;
mod words;

pub use files::{SEARCH_ENGINE, index_file, terms_file, text_file, words_file};
pub use found::Found;
pub use index::Index;
pub use layout::Layout;
pub use record::SearchRecord;
pub use words::{Language, each_word};

use super::contents::ContentNames;
use super::planning::Planning;
use super::request::{Phase, Request};
use crate::digest::Digested;
use crate::path::OutputPath;
use crate::site::Route;
use files::SearchFile;
use found::FoundPage;
use index::IndexInputs;
use rayon::prelude::*;
use record::PageRecord;
use std::sync::Arc;

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let inputs = planning.inputs;
    let Some((found, layout)) = &inputs.search else {
        return Vec::new();
    };
    let (found, layout) = (found.pages(), *layout);
    let site = &inputs.site;
    let record = |found: &FoundPage| Digested::new(PageRecord::of(site.page(found.id), site));
    let records: Vec<Digested<PageRecord>> = found.par_iter().map(record).collect();
    let texts_of = |pages: &[FoundPage]| {
        let documents = pages.iter().filter_map(|page| page.document);
        Arc::new(ContentNames::texts(documents))
    };
    let all_texts = texts_of(found);

    // The texts of a few pages each.
    let texts = (0..layout.texts()).into_par_iter().filter_map(|number| {
        let pages = layout.pages_of_text(number);
        let names = texts_of(&found[pages.clone()]);
        let file = SearchFile::Text(number, records[pages].to_vec());
        request(&format!("text/{number}"), Phase::Aggregate, file, names)
    });
    let mut requests: Vec<Request> = texts.collect();

    // The files of the index, which show the texts of all pages.
    let index = Digested::new(IndexInputs {
        records,
        layout,
        language: Language::of_tag(&inputs.config.language),
    });
    let terms = (0..layout.terms).map(|number| {
        let file = SearchFile::Terms(index.clone(), number);
        (format!("terms/{number}"), file)
    });
    let words = ("terms/words".to_owned(), SearchFile::Words(index.clone()));
    let words = layout.has_words().then_some(words);
    let contents = ("index".to_owned(), SearchFile::Index(index.clone()));
    let of_index = terms.chain(words).chain([contents]);
    requests.extend(
        of_index.filter_map(|(name, file)| {
            request(&name, Phase::Aggregate, file, Arc::clone(&all_texts))
        }),
    );

    // The engine is put into place before the pages that load it.
    requests.extend(request(
        "engine",
        Phase::Asset,
        SearchFile::Engine,
        Arc::default(),
    ));
    requests
}

fn request(
    name: &str,
    phase: Phase,
    file: SearchFile,
    contents: Arc<ContentNames>,
) -> Option<Request> {
    let output = OutputPath::new(&format!("search/{name}.js")).ok()?;
    let route = Digested::new(Route::of_file(&output)?);
    Some(Request::reserved(route, phase, None, file).showing(contents))
}
