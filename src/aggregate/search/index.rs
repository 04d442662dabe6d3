//! The index: words in their order, each with the pages that have it.

use super::SearchRecord;
use super::layout::Layout;
use super::postings::{Place, Posting, encode};
use super::words::{Language, each_word};
use crate::digest::{Digest, Digested};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// Everything that an index is made of, and the index itself once somebody asked for it.
///
/// Its `Hash` looks at what it is made of: a few bytes for each page.
#[derive(Debug)]
pub struct Index {
    /// The pages in reading order.
    pub records: Vec<Digested<SearchRecord>>,
    /// How it is cut into files.
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
    /// What to compare a misspelt word with, for files that do not hold all words themselves.
    pub words: String,
}

/// The words that stand next to each other in one file, as text.
#[derive(Debug, Default)]
pub(super) struct TermsFile {
    /// The first of them; empty where there are none.
    pub first: String,
    /// Each word and its pages.
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

impl Index {
    /// An index that is made when it is needed.
    pub fn new(records: Vec<Digested<SearchRecord>>, layout: Layout, language: Language) -> Self {
        Index {
            records,
            layout,
            language,
            terms: OnceLock::new(),
        }
    }

    /// The records of the pages whose text stands in one file.
    pub fn of_text(&self, number: usize) -> &[Digested<SearchRecord>] {
        &self.records[self.layout.pages_of_text(number)]
    }

    /// A name for what is in it, short enough for a URL.
    pub(super) fn version(&self) -> String {
        version(Digest::of(self))
    }

    /// The words, gathered at the first call. On one thread: others may be waiting for it, and
    /// pages are to be made meanwhile.
    pub(super) fn terms(&self) -> &Terms {
        self.terms
            .get_or_init(|| cut(&gather(&self.records, self.language), self.layout))
    }
}

/// Four characters that change with what is digested.
pub(super) fn version(digest: Digest) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let number = u32::from_str_radix(&digest.short(6), 16).expect("six hexadecimal digits");
    (0..4)
        .map(|digit| char::from(DIGITS[(number >> (6 * digit)) as usize % 64]))
        .collect()
}

/// The words of some pages by their order in UTF-16, which is how scripts compare texts.
fn gather(records: &[Digested<SearchRecord>], language: Language) -> Vec<(String, Vec<Posting>)> {
    let mut words: Vec<(String, Vec<Posting>)> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (record, page) in records.iter().zip(0..) {
        each_text(record, |text, place| {
            each_word(text, language, |word| {
                let number = numbers.get(word).copied().unwrap_or_else(|| {
                    numbers.insert(word.to_owned(), words.len());
                    words.push((word.to_owned(), Vec::new()));
                    words.len() - 1
                });
                let postings = &mut words[number].1;
                match postings.last_mut().filter(|posting| posting.page == page) {
                    Some(posting) => posting.again(place),
                    None => postings.push(Posting::new(page, place)),
                }
            });
        });
    }
    words.sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    words
}

/// The texts of a page that its words are gathered from.
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

/// A shorter word than this has too many neighbours for a guess.
const SHORTEST: usize = 4;

/// How many words there are to compare with: 60 kB compressed, in prose. Rarer ones are not
/// guessed.
const MOST: usize = 20_000;

/// The words on the most pages, in their order.
fn to_compare(words: &[(String, Vec<Posting>)]) -> String {
    let is_word = |word: &str| {
        word.chars().nth(SHORTEST - 1).is_some() && word.chars().all(char::is_alphabetic)
    };
    let mut common: Vec<&(String, Vec<Posting>)> =
        words.iter().filter(|(word, _)| is_word(word)).collect();
    // Stable, so that of words on equally many pages the first ones stay.
    common.sort_by_key(|(_, postings)| std::cmp::Reverse(postings.len()));
    common.truncate(MOST);
    common.sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
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

/// Appends a word as what is new in it after the one before: a digit to base 36 for how much is the
/// same, counted in UTF-16, and the rest.
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
