//! The terms of one taxonomy with the pages that have them, before any of them has an address.

use super::kind::PageKind;
use super::route::Route;
use crate::digest::Digested;
use crate::document::Head;
use crate::index_file::IndexFile;
use crate::path::{SourcePath, split};
use crate::slug::slug;
use std::collections::{BTreeMap, HashMap};
use unicode_normalization::UnicodeNormalization;

/// A document that is published, as far as terms depend on it.
pub(super) struct TermDocument<'a> {
    pub source: &'a SourcePath,
    pub kind: PageKind,
    pub head: &'a Head,
    pub route: &'a Digested<Route>,
}

/// The groups of a taxonomy by their keys: the form in which all spellings of a term are equal.
pub(super) type Groups<'a> = BTreeMap<String, Group<'a>>;

/// The pages with a term, however they spell it.
#[derive(Default)]
pub(super) struct Group<'a> {
    /// The number of the document that gives the term a text.
    pub document: Option<usize>,
    /// The spellings in the order in which they are met.
    pub spellings: Vec<Spelling<'a>>,
    /// The numbers of the documents with the term.
    pub pages: Vec<usize>,
}

/// A spelling of a term.
pub(super) struct Spelling<'a> {
    pub text: &'a str,
    /// The number of its uses.
    uses: usize,
    /// The number of the first document that uses it.
    pub document: usize,
    /// The place in the list of that document.
    pub place: usize,
}

impl<'a> Group<'a> {
    /// Returns the spelling that is used most, the first of those that are used alike; `None` if
    /// no page has the term.
    pub fn name(&self) -> Option<&Spelling<'a>> {
        let spellings = self.spellings.iter();
        spellings.reduce(|most, other| match other.uses > most.uses {
            true => other,
            false => most,
        })
    }

    /// Returns the last part of the address that the name of the term gives it.
    pub fn slug(&self) -> String {
        match slug(self.name().map_or("", |name| name.text)) {
            slug if slug.is_empty() => "term".to_owned(),
            slug => slug,
        }
    }

    fn add(&mut self, text: &'a str, document: usize, place: usize) {
        match self.spellings.iter_mut().find(|known| known.text == text) {
            Some(known) => known.uses += 1,
            None => self.spellings.push(Spelling {
                text,
                uses: 1,
                document,
                place,
            }),
        }
        if self.pages.last() != Some(&document) {
            self.pages.push(document);
        }
    }
}

/// Groups the pages of a site by the terms of a taxonomy. Spellings that differ only in case, and
/// in hyphens for spaces, are one term.
pub(super) fn groups<'a>(taxonomy: &str, documents: &[TermDocument<'a>]) -> Groups<'a> {
    let mut groups: Vec<(String, Group<'a>)> = Vec::new();
    let mut by_text: HashMap<&str, usize> = HashMap::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (number, document) in documents.iter().enumerate() {
        let terms = document.head.front_matter.taxonomies.get(taxonomy);
        let terms = terms.filter(|_| document.kind.is_in_reading_order());
        for (place, text) in terms.into_iter().flatten().enumerate() {
            let index = *by_text.entry(text).or_insert_with(|| {
                let key = key(text);
                *by_key.entry(key.clone()).or_insert_with(|| {
                    groups.push((key, Group::default()));
                    groups.len() - 1
                })
            });
            groups[index].1.add(text, number, place);
        }
    }
    groups.into_iter().collect()
}

/// Returns the form in which all spellings of a term are equal.
fn key(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    match words.is_empty() {
        true => text.to_owned(),
        false => words.join("-").nfc().collect::<String>().to_lowercase(),
    }
}

/// Returns the key of the term that a document gives a text: the term of its title, else that of
/// its name, else a term of its own.
pub(super) fn key_of_document(groups: &Groups<'_>, document: &TermDocument<'_>) -> String {
    let name = match IndexFile::of(document.source) {
        Some(_) => split(document.source.folder()).1,
        None => document.source.stem(),
    };
    let by_name = key(name);
    for key in [key(&document.head.title), by_name.clone()] {
        if groups.contains_key(&key) {
            return key;
        }
    }
    let has_slug = |group: &Group<'_>| group.name().is_some_and(|term| slug(term.text) == name);
    let by_slug = groups.iter().find(|(_, group)| has_slug(group));
    by_slug.map_or(by_name, |(key, _)| key.clone())
}
