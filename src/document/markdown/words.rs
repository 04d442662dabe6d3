//! How many words a text has, though the parser hands it over in parts: `don` `’` `t` is one word.

/// Words that are being counted.
#[derive(Debug, Default)]
pub(super) struct Words {
    count: usize,
    /// Whether the word that is being read is counted already.
    counted: bool,
}

impl Words {
    /// Goes on with a text. A word is a run without spaces with a letter or a digit in it.
    pub(super) fn read(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.counted = false;
            } else if !self.counted && c.is_alphanumeric() {
                self.counted = true;
                self.count += 1;
            }
        }
    }

    /// Ends a word: a block or a line ends here.
    pub(super) fn gap(&mut self) {
        self.counted = false;
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn parts_of_a_word_are_one_word() {
        let mut words = Words::default();
        for part in ["Runners don", "’", "t – ", "stop", ".", " 5", "K"] {
            words.read(part);
        }
        words.gap();
        words.read("again");
        assert_eq!(words.count(), 5);
    }
}
