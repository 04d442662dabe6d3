//! The cut of a search index into files. It follows from counts alone, so that their names are
//! known before anything is made.

use std::ops::Range;

/// The cut of an index into files. The figures that depend on the number of words are powers of
/// two, so that an edit hardly ever changes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Layout {
    /// The number of pages that search finds.
    pub pages: usize,
    /// The number of pages that have their text in one file.
    pub pages_a_text: usize,
    /// The number of files that hold words.
    pub terms: usize,
}

/// The largest number of pages at which each has a file of its own. A question then loads least.
const PAGES_ALONE: usize = 200;

/// The number of words in the text of one file, about: 8 kB compressed.
const WORDS_OF_A_TEXT: usize = 4_000;

/// The number of words of text for each file of words, about: 10 kB compressed, in prose.
const WORDS_OF_A_TERMS: usize = 32_000;

impl Layout {
    /// Lays out the index of so many pages with so many words.
    pub fn of(pages: usize, words: usize) -> Self {
        let each = words.checked_div(pages).unwrap_or(0).max(1);
        let fit = (WORDS_OF_A_TEXT / each).clamp(1, 128);
        let pages_a_text = if pages <= PAGES_ALONE {
            1
        } else {
            1 << fit.ilog2()
        };
        Layout {
            pages,
            pages_a_text,
            terms: words.div_ceil(WORDS_OF_A_TERMS).max(1).next_power_of_two(),
        }
    }

    /// Returns the number of files that hold text.
    pub fn texts(&self) -> usize {
        self.pages.div_ceil(self.pages_a_text.max(1))
    }

    /// Returns the pages whose text is in a file.
    pub fn pages_of_text(&self, number: usize) -> Range<usize> {
        let start = number * self.pages_a_text;
        start.min(self.pages)..(start + self.pages_a_text).min(self.pages)
    }

    /// Returns true if the words to compare with have a file of their own. If there is one file of
    /// terms, it has them all.
    pub fn has_words(&self) -> bool {
        self.terms > 1
    }
}

#[cfg(test)]
mod tests {
    use super::Layout;

    #[test]
    fn files_are_few_and_small() {
        // Pages and words; pages in a file of text, files of text, files of words.
        let cases = [
            ((0, 0), (1, 0, 1)),
            ((15, 10_000), (1, 15, 1)),
            ((200, 80_000), (1, 200, 4)),
            ((10_000, 7_500_000), (4, 2_500, 256)),
        ];
        for ((pages, words), expected) in cases {
            let layout = Layout::of(pages, words);
            assert_eq!(
                (layout.pages_a_text, layout.texts(), layout.terms),
                expected,
                "{pages} pages, {words} words"
            );
        }
        let all: Vec<usize> = (0..3)
            .flat_map(|number| {
                Layout {
                    pages: 9,
                    pages_a_text: 4,
                    terms: 1,
                }
                .pages_of_text(number)
            })
            .collect();
        assert_eq!(all, (0..9).collect::<Vec<_>>());
    }
}
