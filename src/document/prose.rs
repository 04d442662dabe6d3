//! Counts over the prose of a document, and how hard it is to read.
//!
//! Prose is running text: paragraphs, items of lists, quotes and the bodies of components. Titles
//! and headings, tables, footnotes, code, alternative texts, bare addresses and raw HTML are not
//! prose: they are not sentences, so a grade of them says nothing.

/// Counts over the prose of a document. They change with every edit, so they are not part of a
/// head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prose {
    /// Runs without spaces that have a letter or a digit.
    pub words: usize,
    /// Sentences. A sentence ends with its paragraph or item, and with its mark unless the next
    /// word begins with a small letter.
    pub sentences: usize,
    /// Letters and digits in the words.
    pub characters: usize,
}

/// Fewer words than this give a grade that depends more on chance than on the text.
const FEWEST_WORDS: usize = 100;

impl Prose {
    /// Returns the Automated Readability Index, to one decimal and at least 0: the school grade in
    /// the United States whose students read English of this kind with ease. `None` for fewer than
    /// 100 words.
    ///
    /// It needs no dictionary and reads any alphabet. Its constants were fitted to English.
    /// Source: Smith EA, Senter RJ. Automated Readability Index. AMRL-TR-66-220, Aerospace Medical
    /// Research Laboratories, Wright-Patterson Air Force Base, 1967.
    pub fn reading_grade(&self) -> Option<f64> {
        if self.words < FEWEST_WORDS {
            return None;
        }
        // All are far below 2^52, so the conversion is exact.
        let [words, sentences, characters] =
            [self.words, self.sentences.max(1), self.characters].map(|count| count as f64);
        let grade = 4.71 * (characters / words) + 0.5 * (words / sentences) - 21.43;
        Some((grade.max(0.0) * 10.0).round() / 10.0)
    }
}

/// A count of prose in progress. The parser hands text over in parts: `don` `’` `t` is one word.
#[derive(Debug, Default)]
pub(super) struct ProseCounter {
    prose: Prose,
    /// The current word, as far as it was read.
    word: String,
    /// True if the current sentence has a word.
    is_open: bool,
    /// True if the last word ended with a mark that may end a sentence.
    may_end: bool,
}

/// Words whose full stop does not end a sentence.
const ABBREVIATIONS: [&str; 18] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "mt", "vs", "no", "fig", "approx", "e.g", "i.e", "etc",
    "jr", "sr", "al", "cf",
];

impl ProseCounter {
    /// Continues with a part of the text.
    pub(super) fn read(&mut self, text: &str) {
        let mut runs = text.split(char::is_whitespace);
        let mut last = runs.next().unwrap_or_default();
        for run in runs {
            if self.word.is_empty() {
                self.count(last);
            } else {
                self.word.push_str(last);
                self.end_word();
            }
            last = run;
        }
        self.word.push_str(last);
    }

    /// Ends the current word, at a space or at the end of a line.
    pub(super) fn end_word(&mut self) {
        let mut word = std::mem::take(&mut self.word);
        self.count(&word);
        word.clear();
        self.word = word;
    }

    /// Counts a word, or a mark with spaces around it.
    fn count(&mut self, word: &str) {
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else {
            // Such a mark belongs to the word before it.
            self.may_end |= self.is_open && ends_sentence(word);
            return;
        };
        if self.may_end && !first.is_lowercase() {
            self.end_sentence();
        }
        self.prose.words += 1;
        self.prose.characters += word.chars().filter(|c| c.is_alphanumeric()).count();
        self.is_open = true;
        self.may_end = ends_sentence(word);
    }

    /// Ends the current sentence whatever its last mark, at the end of a paragraph or an item.
    pub(super) fn end_block(&mut self) {
        self.end_word();
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

/// Returns true if a sentence may end with this word.
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
    use super::{Prose, ProseCounter};

    /// The lines of a text with their words and characters, the text's sentences and its grade: all
    /// counted and computed by hand.
    type Counted<'a> = (&'a [(&'a str, usize, usize)], usize, f64);

    const EASY: &[(&str, usize, usize)] = &[
        (
            "You run. Then you rest. Then you run some more. Your legs get sore, and that is fine.",
            18,
            63,
        ),
        (
            "Sit down and drink some milk. Put your feet up on a chair and read a good book.",
            18,
            60,
        ),
        (
            "In the morning, go for a short walk in the park. Look at the trees and the birds.",
            18,
            61,
        ),
        (
            "Do not race the dog. He will win, and he will not be sorry. He is a good dog.",
            19,
            55,
        ),
        (
            "At noon, eat some bread and cheese. It is fine to have cake too, if you can find it.",
            19,
            62,
        ),
        (
            "At night, go to bed when you are tired. Sleep is the best thing for your legs.",
            17,
            59,
        ),
    ];

    const PLAIN: &[(&str, usize, usize)] = &[
        (
            "After a long run your calves may feel heavy for a day or two, and that is normal.",
            18,
            62,
        ),
        (
            "A massage can ease the feeling, although nobody knows exactly why it works so well.",
            15,
            67,
        ),
        (
            "Some people like firm pressure on the muscle, while others prefer a softer hand.",
            14,
            65,
        ),
        (
            "Tell the therapist which places hurt, and speak up when the pressure is too much.",
            15,
            65,
        ),
        (
            "You should leave a full day between a deep massage and your next hard training run.",
            16,
            67,
        ),
        (
            "If the pain is sharp, or if one leg is swollen and warm, see a doctor first.",
            17,
            57,
        ),
        (
            "Drink water, take a slow walk in the evening, and give your body the time it needs.",
            17,
            64,
        ),
    ];

    const HARD: &[(&str, usize, usize)] = &[
        (
            "Physiological adaptation to endurance exercise necessitates sufficient \
             recovery between consecutive training sessions,",
            12,
            106,
        ),
        (
            "and practitioners frequently recommend therapeutic massage as a complementary \
             intervention for alleviating muscular discomfort.",
            14,
            113,
        ),
        (
            "Systematic reviews, however, demonstrate comparatively modest improvements in \
             perceived soreness and flexibility,",
            12,
            99,
        ),
        (
            "while objective measurements of performance remain essentially unaffected by \
             the intervention.",
            11,
            83,
        ),
        (
            "Individual expectations probably contribute considerably to the benefits that \
             participants subsequently report,",
            12,
            99,
        ),
        (
            "so investigators increasingly incorporate credible control conditions into \
             randomized experimental protocols.",
            11,
            98,
        ),
        (
            "Responsible professionals consequently communicate uncertainty honestly and \
             avoid exaggerating the available evidence,",
            12,
            106,
        ),
        (
            "particularly when vulnerable patients anticipate immediate and permanent \
             resolution of complicated musculoskeletal conditions.",
            13,
            113,
        ),
        (
            "Reasonable alternatives include progressive strengthening and appropriate \
             modification of training.",
            10,
            89,
        ),
    ];

    fn count(lines: &[(&str, usize, usize)]) -> Prose {
        let mut counter = ProseCounter::default();
        for (line, _, _) in lines {
            counter.read(line);
            counter.end_word();
        }
        counter.finish()
    }

    #[test]
    fn texts_have_the_grade_of_their_hand_counts() {
        let texts: [Counted<'_>; 3] = [(EASY, 15, 0.0), (PLAIN, 7, 5.4), (HARD, 5, 29.2)];
        for (lines, sentences, expected) in texts {
            for line in lines {
                let found = count(std::slice::from_ref(line));
                assert_eq!(
                    (found.words, found.characters),
                    (line.1, line.2),
                    "{line:?}"
                );
            }
            let (words, characters) = lines.iter().fold((0, 0), |(words, characters), line| {
                (words + line.1, characters + line.2)
            });
            let by_hand = Prose {
                words,
                sentences,
                characters,
            };
            let found = count(lines);
            assert_eq!(found, by_hand);
            assert_eq!(found.reading_grade(), Some(expected), "{found:?}");
        }
    }

    #[test]
    fn other_alphabets_have_characters_too() {
        let found = count(&[("Größe, čas и 42–год!", 4, 14)]);
        assert_eq!((found.words, found.characters), (4, 14));
    }

    #[test]
    fn a_short_text_has_no_grade() {
        assert_eq!(count(&EASY[..3]).reading_grade(), None);
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
            let mut counter = ProseCounter::default();
            parts.iter().for_each(|part| counter.read(part));
            let found = counter.finish();
            assert_eq!(
                (found.words, found.sentences),
                (words, sentences),
                "{parts:?}"
            );
        }
    }
}
