//! The files of the search: classic scripts, each of which hands its data to the engine.

use super::index::{Index, IndexInputs, version};
use super::record::{PageRecord, SearchRecord, with_texts};
use super::words::Language;
use crate::digest::{Digest, Digested};
use crate::image::ImageCache;
use crate::output::contents::Contents;
use crate::output::rendered::Rendered;
use crate::output::request::{Output, Role};
use serde_json::{Value, json};

/// The script that answers questions. It is the same for all sites.
pub const SEARCH_ENGINE: &str = include_str!("engine.js");

/// One file of the search.
#[derive(Hash)]
pub(super) enum SearchFile {
    /// The script that answers questions.
    Engine,
    /// The number of files, and their versions.
    Index(Digested<IndexInputs>),
    /// Words and the pages that have them.
    Terms(Digested<IndexInputs>, usize),
    /// The words to compare a misspelled word with.
    Words(Digested<IndexInputs>),
    /// The text of these pages, with the file's number.
    Text(usize, Vec<Digested<PageRecord>>),
}

impl Output for SearchFile {
    fn render(&self, contents: &Contents, _: &ImageCache) -> Rendered {
        let index = |inputs| contents.derive(inputs);
        Rendered::text(match self {
            SearchFile::Engine => SEARCH_ENGINE.to_owned(),
            SearchFile::Index(inputs) => index_file(&index(inputs)),
            SearchFile::Terms(inputs, number) => terms_file(&index(inputs), *number),
            SearchFile::Words(inputs) => words_file(&index(inputs)),
            SearchFile::Text(number, records) => text_file(*number, &with_texts(records, contents)),
        })
    }

    fn role(&self) -> Role {
        Role::OnRequest
    }
}

/// Writes a file of words and the pages that have them.
pub fn terms_file(index: &Index, number: usize) -> String {
    let text = &index.terms().files[number].text;
    script(&format!("terms/{number}"), &version_of(text), &json!(text))
}

/// Writes the words to compare a misspelled word with.
pub fn words_file(index: &Index) -> String {
    let words = &index.terms().words;
    script("terms/words", &version_of(words), &json!(words))
}

/// Writes the text of a few pages.
pub fn text_file(number: usize, records: &[Digested<SearchRecord>]) -> String {
    let pages: Vec<Value> = records.iter().map(|record| page(record)).collect();
    let version = version(Digest::of(records));
    script(&format!("text/{number}"), &version, &json!(pages))
}

/// Writes the number of files, and their versions.
pub fn index_file(index: &Index) -> String {
    let layout = index.layout;
    let terms = index.terms();
    let files: Vec<Value> = terms
        .files
        .iter()
        .map(|file| json!([file.first, version_of(&file.text)]))
        .collect();
    let texts: String = (0..layout.texts())
        .map(|number| version(Digest::of(index.of_text(number))))
        .collect();
    let contents = json!({
        "pages": layout.pages,
        "pagesAText": layout.pages_a_text,
        "english": index.language == Language::English,
        "terms": files,
        "words": layout.has_words().then(|| version_of(&terms.words)),
        "texts": texts,
    });
    script("index", &index.version(), &contents)
}

fn version_of(text: &str) -> String {
    version(Digest::of_bytes(text.as_bytes()))
}

/// Returns a page as the engine shows it: address, title, section, and passages of anchor, heading
/// and text.
fn page(record: &SearchRecord) -> Value {
    let SearchRecord {
        url,
        title,
        section,
        description,
        passages,
        questions,
    } = record;
    let description = description.iter().map(|text| json!(["", "", text]));
    let text = passages.iter().map(|passage| {
        json!([
            passage.id.as_deref().unwrap_or(""),
            passage.heading,
            passage.text
        ])
    });
    let questions = questions
        .iter()
        .map(|question| json!(["", question.question, question.answer]));
    let passages: Vec<Value> = description.chain(text).chain(questions).collect();
    json!([
        url.trim_start_matches('/'),
        title,
        section.as_deref().unwrap_or(""),
        passages
    ])
}

/// Writes a call that hands data to the engine. It is inert wherever it may be read: in HTML too,
/// and by old scripts, for which U+2028 ends a line.
fn script(name: &str, version: &str, data: &Value) -> String {
    let data = data
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    format!("milepostSearch.add(\"{name}\",\"{version}\",{data});\n")
}
