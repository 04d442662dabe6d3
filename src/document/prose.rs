//! The figures of a document's prose, and how hard it is to read.
//!
//! Prose is running text: paragraphs, items of lists, quotes, what stands in components. Titles and
//! headings, tables, footnotes, code, alternative texts, bare addresses and raw HTML are none: they
//! are no sentences, and a grade of them says nothing.

use super::syllables::syllables;

/// The figures of a document's prose. They change with every edit, so they are no part of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prose {
    /// Runs without spaces in which a letter or a digit stands.
    pub words: usize,
    /// A sentence ends with its mark, if what comes next does not go on in small letters, and with
    /// its paragraph or item.
    pub sentences: usize,
    /// The syllables of the words as English has them, estimated.
    pub syllables: usize,
}

/// A grade of fewer words says more about chance than about the text.
const FEWEST_WORDS: usize = 100;

impl Prose {
    /// The Flesch-Kincaid grade level, to one decimal: the years of school in the United States
    /// after which English text of this kind is read with ease. Nothing for fewer than 100 words.
    ///
    /// Source: Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability
    /// formulas for Navy enlisted personnel. Research Branch Report 8-75, Naval Technical Training
    /// Command, 1975.
    pub fn reading_grade(&self) -> Option<f64> {
        if self.words < FEWEST_WORDS {
            return None;
        }
        // All far below 2^52, so nothing is lost.
        let [words, sentences, syllables] =
            [self.words, self.sentences.max(1), self.syllables].map(|figure| figure as f64);
        let grade = 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
        Some((grade.max(0.0) * 10.0).round() / 10.0)
    }
}

/// Prose that is being read, though the parser hands it over in parts: `don` `’` `t` is one word.
#[derive(Debug, Default)]
pub(super) struct Reader {
    prose: Prose,
    /// The word that is being read.
    word: String,
    /// Whether words stand in the sentence that is being read.
    is_open: bool,
    /// Whether the last word ended with a mark that may end a sentence.
    may_end: bool,
}

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 18] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "mt", "vs", "no", "fig", "approx", "e.g", "i.e", "etc",
    "jr", "sr", "al", "cf",
];

impl Reader {
    /// Goes on with a text.
    pub(super) fn read(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space();
            } else {
                self.word.push(c);
            }
        }
    }

    /// Ends a word: a line ends here.
    pub(super) fn space(&mut self) {
        let word = std::mem::take(&mut self.word);
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else {
            // A dash or a mark of its own: it ends what the word before it did not.
            self.may_end |= self.is_open && ends_sentence(&word);
            return;
        };
        if self.may_end && !first.is_lowercase() {
            self.end_sentence();
        }
        self.prose.words += 1;
        self.prose.syllables += syllables(&word);
        self.is_open = true;
        self.may_end = ends_sentence(&word);
    }

    /// Ends a sentence, whatever its last mark: a paragraph or an item ends here.
    pub(super) fn end_block(&mut self) {
        self.space();
        self.end_sentence();
    }

    fn end_sentence(&mut self) {
        self.prose.sentences += usize::from(self.is_open);
        (self.is_open, self.may_end) = (false, false);
    }

    pub(super) fn finish(mut self) -> Prose {
        self.end_block();
        self.prose
    }
}

/// Whether a sentence may end with this word.
fn ends_sentence(word: &str) -> bool {
    let word = word.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»', '*']);
    let Some(before) = word.strip_suffix('.') else {
        return word.ends_with(['!', '?', '…', '。', '！', '？']);
    };
    let before = before.trim_start_matches(['"', '\'', '“', '‘', '(', '[', '«']);
    let is_initial =
        before.chars().count() == 1 && before.chars().all(|c| c.is_uppercase() && c != 'I');
    !is_initial
        && !ABBREVIATIONS
            .iter()
            .any(|short| short.eq_ignore_ascii_case(before))
}

#[cfg(test)]
mod tests {
    use super::{Prose, Reader};

    /// Lines of a text, each with its words and syllables, and the number of sentences: all counted
    /// by hand.
    type Counted<'a> = (&'a [(&'a str, usize, usize)], usize, f64);

    const EASY: &[(&str, usize, usize)] = &[
        (
            "You run. Then you rest. Then you run some more. Your legs get sore, and that is fine.",
            18,
            18,
        ),
        (
            "Sit down and drink some milk. Put your feet up on a chair and read a good book.",
            18,
            18,
        ),
        (
            "In the morning, go for a short walk in the park. Look at the trees and the birds.",
            18,
            19,
        ),
        (
            "Do not race the dog. He will win, and he will not be sorry. He is a good dog.",
            19,
            20,
        ),
        (
            "At noon, eat some bread and cheese. It is fine to have cake too, if you can find it.",
            19,
            19,
        ),
        (
            "At night, go to bed when you are tired. Sleep is the best thing for your legs.",
            17,
            17,
        ),
    ];

    const PLAIN: &[(&str, usize, usize)] = &[
        (
            "After a long run your calves may feel heavy for a day or two, and that is normal.",
            18,
            21,
        ),
        (
            "A massage can ease the feeling, although nobody knows exactly why it works so well.",
            15,
            22,
        ),
        (
            "Some people like firm pressure on the muscle, while others prefer a softer hand.",
            14,
            20,
        ),
        (
            "Tell the therapist which places hurt, and speak up when the pressure is too much.",
            15,
            19,
        ),
        (
            "You should leave a full day between a deep massage and your next hard training run.",
            16,
            19,
        ),
        (
            "If the pain is sharp, or if one leg is swollen and warm, see a doctor first.",
            17,
            19,
        ),
        (
            "Drink water, take a slow walk in the evening, and give your body the time it needs.",
            17,
            20,
        ),
    ];

    const HARD: &[(&str, usize, usize)] = &[
        (
            "Physiological adaptation to endurance exercise necessitates sufficient recovery between consecutive training sessions,",
            12,
            38,
        ),
        (
            "and practitioners frequently recommend therapeutic massage as a complementary intervention for alleviating muscular discomfort.",
            14,
            40,
        ),
        (
            "Systematic reviews, however, demonstrate comparatively modest improvements in perceived soreness and flexibility,",
            12,
            33,
        ),
        (
            "while objective measurements of performance remain essentially unaffected by the intervention.",
            11,
            27,
        ),
        (
            "Individual expectations probably contribute considerably to the benefits that participants subsequently report,",
            12,
            36,
        ),
        (
            "so investigators increasingly incorporate credible control conditions into randomized experimental protocols.",
            11,
            35,
        ),
        (
            "Responsible professionals consequently communicate uncertainty honestly and avoid exaggerating the available evidence,",
            12,
            39,
        ),
        (
            "particularly when vulnerable patients anticipate immediate and permanent resolution of complicated musculoskeletal conditions.",
            13,
            42,
        ),
        (
            "Reasonable alternatives include progressive strengthening and appropriate modification of training.",
            10,
            29,
        ),
    ];

    fn read(lines: &[(&str, usize, usize)]) -> Prose {
        let mut reader = Reader::default();
        for (line, _, _) in lines {
            reader.read(line);
            reader.space();
        }
        reader.finish()
    }

    #[test]
    fn texts_have_the_grade_of_their_hand_counts() {
        let texts: [Counted<'_>; 3] = [(EASY, 15, 0.0), (PLAIN, 7, 5.4), (HARD, 5, 27.9)];
        for (lines, sentences, expected) in texts {
            let by_hand = lines.iter().fold((0, 0), |(words, syllables), line| {
                (words + line.1, syllables + line.2)
            });
            for line in lines {
                let Prose {
                    words, syllables, ..
                } = read(std::slice::from_ref(line));
                assert!(
                    words == line.1 && syllables.abs_diff(line.2) <= 1,
                    "{words} words, {syllables} syllables: {line:?}"
                );
            }
            let found = read(lines);
            assert_eq!(
                (found.words, found.sentences),
                (by_hand.0, sentences),
                "{found:?}"
            );
            let exact = Prose {
                words: by_hand.0,
                sentences,
                syllables: by_hand.1,
            };
            let (grade, exact) = (
                found.reading_grade().expect("100 words"),
                exact.reading_grade().expect("100 words"),
            );
            assert!(
                (grade - exact).abs() <= 0.3 && (exact - expected).abs() < 0.05,
                "{grade}, by hand {exact}: {found:?}"
            );
        }
    }

    #[test]
    fn a_short_text_has_no_grade() {
        assert_eq!(read(&EASY[..3]).reading_grade(), None);
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        let cases: [(&[&str], usize, usize); 8] = [
            (&["Runners don", "’", "t – ", "stop", ". ", "5", "K!"], 4, 2),
            (&["Ask Dr. Lee, e.g. on Friday, at 2.5 km"], 9, 1),
            (&["“Why?” she asked. He (still) ran."], 6, 2),
            (&["J. R. Lee ran … and ran"], 6, 1),
            (&["One. ", "two"], 2, 1),
            (&["Really?! Yes . No"], 3, 3),
            (&["– … –"], 0, 0),
            (&[], 0, 0),
        ];
        for (parts, words, sentences) in cases {
            let mut reader = Reader::default();
            parts.iter().for_each(|part| reader.read(part));
            let found = reader.finish();
            assert_eq!(
                (found.words, found.sentences),
                (words, sentences),
                "{parts:?}"
            );
        }
    }
}
