//! The pages that are related to a page: those with the same terms, then those with the same words
//! in their titles and descriptions.
//!
//! An index leads from each term and word to the pages that have it. Of a term that many pages
//! have, only the nearest in reading order are looked at, so that the work grows with the number of
//! pages and not with its square. All numbers are whole, so that every machine has the same order.

use super::search::{Language, each_word};
use crate::site::{Page, PageId, PageKind, Site};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// The number of related pages that a page has at most.
const MOST: usize = 5;

/// The pages before and behind a page that are looked at, of those with one term or word.
const NEAR_BY_TERM: usize = 64;
const NEAR_BY_WORD: usize = 24;

/// The least weight of words in common that makes a relation: one that a quarter of pages have.
const LEAST: u32 = 32;

/// The pages that are related to each page, the nearest relation first.
pub(super) struct Related(HashMap<PageId, Vec<PageId>>);

impl Related {
    /// Relates the pages of a site.
    pub(super) fn of(site: &Site, language: Language) -> Self {
        let is_related = |page: &Page| page.kind == PageKind::Page && page.head.front_matter.search;
        let pages = site.numbered().filter(|(_, page)| is_related(page));
        let pages: Vec<(PageId, &Page)> = pages.collect();
        let terms = Index::of(&pages, terms);
        let words = Index::of(&pages, |page| words(page, language));
        let of_page = |at: usize| {
            let mut scores: Vec<Score> = Vec::new();
            terms.each_near(at, NEAR_BY_TERM, |other, weight| {
                scores.push((other, weight, 0))
            });
            // A word that half of the pages have tells nothing.
            let is_rare = |pages_with: usize| pages_with * 2 <= pages.len();
            words.each_near_if(at, NEAR_BY_WORD, is_rare, |other, weight| {
                scores.push((other, 0, weight));
            });
            let best = best(scores, |other| Reverse(pages[other].1.card.date));
            let ids = best.into_iter().map(|other| pages[other].0).collect();
            (pages[at].0, ids)
        };
        Related((0..pages.len()).into_par_iter().map(of_page).collect())
    }

    /// Returns the pages that are related to a page.
    pub(super) fn to(&self, page: PageId) -> &[PageId] {
        self.0.get(&page).map_or(&[], Vec::as_slice)
    }
}

/// A page with the weights of the terms and the words that it shares.
type Score = (usize, u32, u32);

/// Returns the pages with the highest sums of weights: terms first, then words, then the newer
/// page, then the first in reading order.
fn best<D: Ord>(mut scores: Vec<Score>, newest: impl Fn(usize) -> D) -> Vec<usize> {
    scores.sort_unstable_by_key(|(page, ..)| *page);
    let sums = scores.chunk_by(|(a, ..), (b, ..)| a == b).map(|same| {
        let sum = |weight: fn(&Score) -> u32| same.iter().map(weight).sum::<u32>();
        (same[0].0, sum(|score| score.1), sum(|score| score.2))
    });
    let related = sums.filter(|(_, terms, words)| *terms > 0 || *words >= LEAST);
    let mut related: Vec<Score> = related.collect();
    related.sort_by_cached_key(|(page, terms, words)| {
        (Reverse(*terms), Reverse(*words), newest(*page), *page)
    });
    related.truncate(MOST);
    related.into_iter().map(|(page, ..)| page).collect()
}

/// The pages that have each of the keys of a kind.
struct Index {
    /// The numbers of the keys of each page.
    of_pages: Vec<Vec<usize>>,
    /// The pages with each key, in their order.
    pages: Vec<Vec<usize>>,
}

impl Index {
    fn of(pages: &[(PageId, &Page)], keys: impl Fn(&Page) -> BTreeSet<String> + Sync) -> Self {
        let keys: Vec<BTreeSet<String>> = pages.par_iter().map(|(_, page)| keys(page)).collect();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut index = Index {
            of_pages: Vec::with_capacity(pages.len()),
            pages: Vec::new(),
        };
        for (page, keys) in keys.into_iter().enumerate() {
            let number = |key: String| {
                let next = numbers.len();
                *numbers.entry(key).or_insert(next)
            };
            let of_page: Vec<usize> = keys.into_iter().map(number).collect();
            index.pages.resize(numbers.len(), Vec::new());
            for key in &of_page {
                index.pages[*key].push(page);
            }
            index.of_pages.push(of_page);
        }
        index
    }

    /// Hands on the pages near a page that have one of its keys, with the weight of that key.
    fn each_near(&self, page: usize, near: usize, each: impl FnMut(usize, u32)) {
        self.each_near_if(page, near, |_| true, each);
    }

    /// Hands on the same for those keys that a number of pages have which counts.
    fn each_near_if(
        &self,
        page: usize,
        near: usize,
        counts: impl Fn(usize) -> bool,
        mut each: impl FnMut(usize, u32),
    ) {
        for key in &self.of_pages[page] {
            let with = &self.pages[*key];
            if !counts(with.len()) {
                continue;
            }
            let at = with.partition_point(|other| *other < page);
            let range = at.saturating_sub(near)..with.len().min(at + near + 1);
            let weight = weight(self.of_pages.len(), with.len());
            let others = with[range].iter().filter(|other| **other != page);
            others.for_each(|other| each(*other, weight));
        }
    }
}

/// Returns the weight of a key: 16 for each time that the pages with it can be doubled until they
/// are all, and at least 1.
fn weight(all: usize, with: usize) -> u32 {
    let times = all * 256 / with.max(1);
    let doublings = times.max(256).ilog2();
    let part = (times << 4 >> doublings) & 15;
    (doublings - 8) * 16 + part as u32 + 1
}

fn terms(page: &Page) -> BTreeSet<String> {
    let card = &page.card;
    // Tags count also where the site makes no pages of them.
    let has_terms = card.terms.iter().any(|(name, _)| name == "tags");
    let tags = card.tags.iter().filter(|_| !has_terms);
    let tags = tags.map(|tag| format!("tags\0{tag}"));
    let terms = card.terms.iter();
    let terms = terms.flat_map(|(taxonomy, terms)| {
        let names = terms.iter();
        names.map(move |term| format!("{taxonomy}\0{}", term.title))
    });
    terms.chain(tags).collect()
}

fn words(page: &Page, language: Language) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let texts = [
        Some(page.card.title.as_str()),
        page.card.description.as_deref(),
    ];
    for text in texts.into_iter().flatten() {
        each_word(text, language, |word| {
            words.insert(word.to_owned());
        });
    }
    words
}
