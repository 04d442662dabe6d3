//! The way from text to the words that are looked up: without case, accents and plurals.
//! `engine.js` does the same with the question that a reader types. The test `search` gives both
//! the same texts and compares.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The language of a text, as far as its endings are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English: plurals are found by their singular and the other way round.
    English,
    /// Any other: words are taken as they are.
    Other,
}

impl Language {
    /// Returns the language for a tag: `en-US`.
    pub fn of_tag(tag: &str) -> Self {
        match tag.split('-').next() {
            Some(primary) if primary.eq_ignore_ascii_case("en") => Language::English,
            _ => Language::Other,
        }
    }
}

/// The longest word, in characters. A longer one is cut: it is no word.
const LONGEST: usize = 40;

/// Hands on the words of a text in their order.
pub fn each_word(text: &str, language: Language, mut each: impl FnMut(&str)) {
    let mut splitter = WordSplitter {
        word: String::new(),
        after_apostrophe: false,
        is_unspaced: false,
        language,
        each: &mut each,
    };
    let mut small = String::new();
    for run in text.split_ascii_whitespace() {
        if run.is_ascii() {
            small.clear();
            small.push_str(run);
            small.make_ascii_lowercase();
            splitter.read_ascii(&small);
            continue;
        }
        let run = folded(run);
        if run.is_ascii() {
            splitter.read_ascii(&run);
            continue;
        }
        for c in run.chars() {
            splitter.read(c);
        }
        splitter.end();
        splitter.after_apostrophe = false;
    }
}

/// Returns a text without case and accents.
fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text
        .nfkd()
        .filter(|c| !is_accent(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ł' => plain.push('l'),
            'ı' => plain.push('i'),
            'ς' => plain.push('σ'),
            // Lower case of one letter brings an accent with it: `İ`.
            c if is_accent(c) => {}
            c => plain.push(c),
        }
    }
    plain.nfc().collect()
}

/// Returns true for the marks that a reader leaves out when typing: accents of Latin, Greek and
/// Cyrillic, points of Hebrew, vowels of Arabic.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Returns true for the scripts that put no space between words: Thai to Burmese, Khmer, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

struct WordSplitter<'e> {
    word: String,
    after_apostrophe: bool,
    is_unspaced: bool,
    language: Language,
    each: &'e mut dyn FnMut(&str),
}

impl WordSplitter<'_> {
    /// Hands on the words of a whole run in ASCII, as [`Self::read`] finds them, but without
    /// copying each letter.
    fn read_ascii(&mut self, run: &str) {
        let mut start = 0;
        let mut after_apostrophe = false;
        let marks = run.bytes().enumerate();
        for (at, mark) in marks.filter(|(_, byte)| !byte.is_ascii_alphanumeric()) {
            self.hand_on(&run[start..at], after_apostrophe);
            after_apostrophe = at > start && mark == b'\'';
            start = at + 1;
        }
        self.hand_on(&run[start..], after_apostrophe);
    }

    /// Hands on a word of a script that puts spaces between words.
    fn hand_on(&mut self, word: &str, after_apostrophe: bool) {
        // Leaves out the end of `don’t` and `runner’s`.
        if word.is_empty() || after_apostrophe && word.chars().nth(2).is_none() {
            return;
        }
        // No word has more characters than bytes, and hardly one is counted.
        let end = match word.len() > LONGEST {
            true => word.char_indices().nth(LONGEST).map(|(end, _)| end),
            false => None,
        };
        (self.each)(&stem(&word[..end.unwrap_or(word.len())], self.language));
    }

    fn read(&mut self, c: char) {
        if c.is_alphanumeric() || is_combining_mark(c) {
            let is_unspaced = is_unspaced(c);
            if is_unspaced != self.is_unspaced {
                self.end();
                self.after_apostrophe = false;
                self.is_unspaced = is_unspaced;
            }
            self.word.push(c);
        } else {
            let in_word = !self.word.is_empty();
            self.end();
            self.after_apostrophe = in_word && matches!(c, '\'' | '’');
        }
    }

    fn end(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let mut word = std::mem::take(&mut self.word);
        if self.is_unspaced {
            self.pairs(&word);
        } else {
            self.hand_on(&word, self.after_apostrophe);
        }
        word.clear();
        self.word = word;
    }

    /// Hands on every two neighboring characters as a word, for scripts without spaces.
    fn pairs(&mut self, word: &str) {
        let starts = word.char_indices().map(|(at, _)| at);
        let starts: Vec<usize> = starts.chain([word.len()]).collect();
        if starts.len() == 2 {
            (self.each)(word);
        }
        for pair in starts.windows(3) {
            (self.each)(&word[pair[0]..pair[2]]);
        }
    }
}

/// Returns the singular of an English word, as far as the spelling shows it. It need not be a word,
/// only the same for both: `aches` and `ache` are `ach`.
fn stem(word: &str, language: Language) -> Cow<'_, str> {
    if language == Language::Other
        || word.len() < 4
        || !word.ends_with(['s', 'e'])
        || !word.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        return Cow::Borrowed(word);
    }
    let singular = match word.strip_suffix('s') {
        Some(singular) if !singular.ends_with(['s', 'u', 'i']) => singular,
        _ => word,
    };
    if let Some(start) = singular.strip_suffix("ie").filter(|start| start.len() > 2) {
        return Cow::Owned(format!("{start}y"));
    }
    let hisses = |start: &&str| {
        ["ch", "sh", "ss", "x", "z"]
            .iter()
            .any(|end| start.ends_with(end))
    };
    Cow::Borrowed(
        singular
            .strip_suffix('e')
            .filter(hisses)
            .unwrap_or(singular),
    )
}

#[cfg(test)]
mod tests {
    use super::{Language, each_word};

    #[test]
    fn texts_are_words() {
        let cases = [
            (
                "Runners’ aches; the runner's ache, don't!",
                "runner ach the runner ach don",
            ),
            (
                "Plantar Fasciitis, bus, stress, this",
                "plantar fasciitis bus stress this",
            ),
            (
                "Therapies therapy; calories, calorie; stretches stretch",
                "therapy therapy calory calory stretch stretch",
            ),
            (
                "Café CAFÉ cafe\u{301} Straße ŁÓDŹ İstanbul Ὀδυσσεύς",
                "cafe cafe cafe strass lodz istanbul οδυσσευσ",
            ),
            (
                "l'eau 5K 10.5 warm-up e\u{2011}mail ½",
                "l eau 5k 10 5 warm up e mail 1 2",
            ),
            ("マッサージの基本 x", "マッ ッサ サー ージ ジの の基 基本 x"),
            ("走 한국어", "走 한국어"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let mut found = Vec::new();
            each_word(text, Language::English, |word| found.push(word.to_owned()));
            assert_eq!(found.join(" "), expected, "{text}");
        }
        let mut found = Vec::new();
        each_word("Haus Gleis Autos", Language::of_tag("de"), |word| {
            found.push(word.to_owned())
        });
        assert_eq!(found, ["haus", "gleis", "autos"]);
    }
}
