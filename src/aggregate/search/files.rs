//! The files of an index: classic scripts, each of which hands its data to the engine.

use super::SearchRecord;
use super::index::{Index, version};
use super::words::Language;
use crate::digest::{Digest, Digested};
use serde_json::{Value, json};

/// What answers questions. It is the same for all sites.
pub const ENGINE: &str = include_str!("engine.js");

/// One file of the search.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SearchFile {
    /// What answers questions.
    Engine,
    /// How many files there are, and their versions.
    Index(Digested<Index>),
    /// Words and the pages that have them.
    Terms(Digested<Index>, usize),
    /// What to compare a misspelt word with.
    Words(Digested<Index>),
    /// The text of these pages, with the file's number.
    Text(usize, Vec<Digested<SearchRecord>>),
}

impl SearchFile {
    /// The same file of an index that is cut alike; nothing where it says the same.
    pub fn with(&self, index: &Digested<Index>) -> Option<SearchFile> {
        let file = match self {
            SearchFile::Engine => return None,
            SearchFile::Index(_) => SearchFile::Index(index.clone()),
            SearchFile::Terms(_, number) => SearchFile::Terms(index.clone(), *number),
            SearchFile::Words(_) => SearchFile::Words(index.clone()),
            SearchFile::Text(number, records) if records == index.of_text(*number) => return None,
            SearchFile::Text(number, _) => {
                SearchFile::Text(*number, index.of_text(*number).to_vec())
            }
        };
        (file != *self).then_some(file)
    }
}

/// Writes a file.
pub fn search_file(file: &SearchFile) -> String {
    match file {
        SearchFile::Engine => ENGINE.to_owned(),
        SearchFile::Index(index) => contents(index),
        SearchFile::Terms(index, number) => {
            let file = &index.terms().files[*number];
            script(
                &format!("terms/{number}"),
                &version_of(&file.text),
                &json!(file.text),
            )
        }
        SearchFile::Words(index) => {
            let words = &index.terms().words;
            script("terms/words", &version_of(words), &json!(words))
        }
        SearchFile::Text(number, records) => {
            let pages: Vec<Value> = records.iter().map(|record| page(record)).collect();
            script(
                &format!("text/{number}"),
                &version(Digest::of(records)),
                &json!(pages),
            )
        }
    }
}

fn contents(index: &Index) -> String {
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

/// A page as the engine shows it: address, title, section, and passages of anchor, heading and
/// text.
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

/// A call that hands data to the engine. It is inert wherever it may be read: in HTML too, and by
/// old scripts, for which U+2028 ends a line.
fn script(name: &str, version: &str, data: &Value) -> String {
    let data = data
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    format!("milepostSearch.add(\"{name}\",\"{version}\",{data});\n")
}
