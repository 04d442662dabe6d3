//! The index: words in their order, each with the pages that have it.

use super::layout::Layout;
use super::postings::{Place, Posting, encode};
use super::record::{PageRecord, SearchRecord, with_texts};
use super::words::{Language, each_word};
use crate::digest::{Digest, Digested};
use crate::output::contents::{Contents, Derivation};
use ahash::RandomState;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// Everything that an index is made of but the texts of the pages.
#[derive(Hash)]
pub(super) struct IndexInputs {
    /// The pages in reading order.
    pub records: Vec<Digested<PageRecord>>,
    /// The number and size of its files.
    pub layout: Layout,
    /// The language of the site.
    pub language: Language,
}

/// An index: its words are gathered when the first file with words is made.
///
/// Its `Hash` looks at the records: a few bytes for each page.
#[derive(Debug)]
pub struct Index {
    /// The pages in reading order.
    pub records: Vec<Digested<SearchRecord>>,
    /// The number and size of its files.
    pub layout: Layout,
    /// The language of the site.
    pub language: Language,
    terms: OnceLock<Terms>,
}

/// The words of all pages, cut into files.
#[derive(Debug)]
pub(super) struct Terms {
    /// The files.
    pub files: Vec<TermsFile>,
    /// The words to compare a misspelled word with, for files that do not hold all words
    /// themselves.
    pub words: String,
}

/// The text of one file: words in their order.
#[derive(Debug, Default)]
pub(super) struct TermsFile {
    /// The first word; empty in a file without words.
    pub first: String,
    /// Each word with its pages.
    pub text: String,
}

impl Hash for Index {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Index {
            records,
            layout,
            language,
            terms: _,
        } = self;
        (records, layout, language).hash(state);
    }
}

impl Derivation for IndexInputs {
    type Value = Index;

    /// Joins the inputs with the texts of the pages.
    fn derive(&self, contents: &Contents) -> Index {
        let records = with_texts(&self.records, contents);
        Index::new(records, self.layout, self.language)
    }
}

impl Index {
    /// An index of these pages, whose words are not gathered yet.
    pub fn new(records: Vec<Digested<SearchRecord>>, layout: Layout, language: Language) -> Self {
        Index {
            records,
            layout,
            language,
            terms: OnceLock::new(),
        }
    }

    /// Returns the records of the pages whose text is in one file.
    pub fn of_text(&self, number: usize) -> &[Digested<SearchRecord>] {
        &self.records[self.layout.pages_of_text(number)]
    }

    /// Returns a name for the content of the index, short enough for a URL.
    pub(super) fn version(&self) -> String {
        version(Digest::of(self))
    }

    /// Returns the words, which are gathered at the first call.
    pub(super) fn terms(&self) -> &Terms {
        self.terms
            .get_or_init(|| cut(&gather(&self.records, self.language), self.layout))
    }
}

/// Returns four characters that change with the digest.
pub(super) fn version(digest: Digest) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let number = u32::from_str_radix(&digest.short(6), 16).expect("six hexadecimal digits");
    (0..4)
        .map(|digit| char::from(DIGITS[(number >> (6 * digit)) as usize % 64]))
        .collect()
}

/// The number of pages whose words are gathered by one thread at a time.
const PAGES: usize = 1_000;

/// The words of some pages, each with the pages that have it.
type Words = Vec<(String, Vec<Posting>)>;

/// Gathers the words of all pages, in their order in UTF-16, which is how scripts compare texts.
fn gather(records: &[Digested<SearchRecord>], language: Language) -> Words {
    let parts = records
        .par_chunks(PAGES)
        .zip(0..records.len().div_ceil(PAGES));
    let parts: Vec<Words> = parts
        .map(|(records, part)| gather_part(records, (part * PAGES) as u32, language))
        .collect();
    let mut words = joined(parts);
    words.par_sort_unstable_by(|(a, _), (b, _)| compare(a, b));
    words
}

/// Joins the words of parts, whose pages follow each other.
fn joined(parts: Vec<Words>) -> Words {
    let mut parts = parts.into_iter();
    let mut words = parts.next().unwrap_or_default();
    let mut numbers: HashMap<String, usize, RandomState> = HashMap::default();
    if parts.len() > 0 {
        let named = words.iter().zip(0..);
        numbers.extend(named.map(|((word, _), number)| (word.clone(), number)));
    }
    for (word, mut postings) in parts.flatten() {
        match numbers.get(&word) {
            Some(number) => words[*number].1.append(&mut postings),
            None => {
                numbers.insert(word.clone(), words.len());
                words.push((word, postings));
            }
        }
    }
    words
}

/// Gathers the words of the pages from a number on, in no order.
fn gather_part(records: &[Digested<SearchRecord>], first: u32, language: Language) -> Words {
    let mut words: Words = Vec::new();
    let mut numbers: HashMap<String, usize, RandomState> = HashMap::default();
    // The last posting of each word. Words come back on their page, so these few bytes are asked
    // for far more often than the lists are.
    let mut last: Vec<Posting> = Vec::new();
    for (record, page) in records.iter().zip(first..) {
        each_text(record, |text, place| {
            each_word(text, language, |word| match numbers.get(word) {
                Some(number) if last[*number].page == page => last[*number].again(place),
                Some(number) => {
                    let before = std::mem::replace(&mut last[*number], Posting::new(page, place));
                    words[*number].1.push(before);
                }
                None => {
                    numbers.insert(word.to_owned(), words.len());
                    words.push((word.to_owned(), Vec::new()));
                    last.push(Posting::new(page, place));
                }
            });
        });
    }
    for ((_, postings), last) in words.iter_mut().zip(last) {
        postings.push(last);
    }
    words
}

/// Compares two words as scripts do, by their units in UTF-16. Only characters beyond 16 bits make
/// that another order than that of their bytes.
fn compare(a: &str, b: &str) -> Ordering {
    match a.is_ascii() || b.is_ascii() {
        true => a.cmp(b),
        false => a.encode_utf16().cmp(b.encode_utf16()),
    }
}

/// Hands on the texts of a page whose words are gathered.
fn each_text(record: &SearchRecord, mut each: impl FnMut(&str, Place)) {
    each(&record.title, Place::Title);
    record
        .description
        .iter()
        .for_each(|text| each(text, Place::Once));
    for passage in record.passages.iter() {
        each(&passage.heading, Place::Heading);
        each(&passage.text, Place::Once);
    }
    for question in &record.questions {
        each(&question.question, Place::Heading);
        each(&question.answer, Place::Once);
    }
}

/// Cuts the words into files of about the same size.
fn cut(words: &[(String, Vec<Posting>)], layout: Layout) -> Terms {
    let mut pages = String::new();
    let size = |(word, postings): &(String, Vec<Posting>)| word.len() + postings.len();
    let total = words.iter().map(size).sum::<usize>().max(1);
    let mut files: Vec<TermsFile> = (0..layout.terms).map(|_| TermsFile::default()).collect();
    let (mut before, mut number, mut done) = ("", 0, 0);
    for entry in words {
        let (word, postings) = entry;
        let own = done * layout.terms / total;
        if own != number {
            (before, number) = ("", own);
        }
        let file = &mut files[number];
        if file.text.is_empty() {
            file.first.clone_from(word);
        } else {
            file.text.push(' ');
        }
        push_after(before, word, &mut file.text);
        pages.clear();
        encode(postings, &mut pages);
        file.text.push(' ');
        file.text.push_str(&pages);
        before = word;
        done += size(entry);
    }
    Terms {
        files,
        words: if layout.has_words() {
            to_compare(words)
        } else {
            String::new()
        },
    }
}

/// The shortest word that is guessed. A shorter one has too many neighbors.
const SHORTEST: usize = 4;

/// The number of words to compare with: 60 kB compressed, in prose. Rarer words are not guessed.
const MOST: usize = 20_000;

/// Returns the words on the most pages, in their order.
fn to_compare(words: &[(String, Vec<Posting>)]) -> String {
    let is_word = |word: &str| {
        word.chars().nth(SHORTEST - 1).is_some() && word.chars().all(char::is_alphabetic)
    };
    let mut common: Vec<&(String, Vec<Posting>)> =
        words.iter().filter(|(word, _)| is_word(word)).collect();
    // Stable, so that of words on equally many pages the first ones stay.
    common.sort_by_key(|(_, postings)| std::cmp::Reverse(postings.len()));
    common.truncate(MOST);
    common.sort_unstable_by(|(a, _), (b, _)| compare(a, b));
    let (mut text, mut before) = (String::new(), "");
    for (word, _) in common {
        if !text.is_empty() {
            text.push(' ');
        }
        push_after(before, word, &mut text);
        before = word;
    }
    text
}

/// Appends a word as the part that is new after the word before: a digit to base 36 for the length
/// of the common start, counted in UTF-16, and the rest.
fn push_after(before: &str, word: &str, out: &mut String) {
    let mut same = 0;
    let mut rest = word;
    for (a, b) in before.chars().zip(word.chars()) {
        if a != b || same + b.len_utf16() > 35 {
            break;
        }
        same += b.len_utf16();
        rest = &rest[b.len_utf8()..];
    }
    out.push(char::from_digit(same as u32, 36).expect("at most 35"));
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::push_after;

    #[test]
    fn words_say_what_is_new_in_them() {
        let mut out = String::new();
        for (before, word) in [
            ("", "run"),
            ("run", "runner"),
            ("runner", "走"),
            ("𠀀𠀁", "𠀀𠀂"),
        ] {
            push_after(before, word, &mut out);
            out.push(' ');
        }
        assert_eq!(out, "0run 3ner 0走 2𠀂 ");
        let long = "a".repeat(40);
        push_after(&long, &long, &mut out);
        assert!(out.ends_with("zaaaaa"), "{out}");
    }
}
