//! What a document says in plain words, passage by passage, and how many words that are.
//!
//! The parser hands text over in parts: `don` `’` `t` is one word.

use crate::document::passage::Passage;

/// Passages that are being read.
#[derive(Debug, Default)]
pub(super) struct Passages {
    words: usize,
    /// Whether the word that is being read is counted already.
    counted: bool,
    done: Vec<Passage>,
    open: Passage,
}

impl Passages {
    /// Goes on with a text. A word is a run without spaces with a letter or a digit in it.
    pub(super) fn read(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.counted = false;
                self.separate(' ');
                continue;
            }
            if !self.counted && c.is_alphanumeric() {
                self.counted = true;
                self.words += 1;
            }
            self.open.text.push(c);
        }
    }

    /// Ends a word: a block or a line ends here.
    pub(super) fn gap(&mut self) {
        self.counted = false;
        self.separate('\n');
    }

    /// Begins the passage that a link to `id` leads to.
    pub(super) fn begin(&mut self, id: String) {
        self.gap();
        self.close();
        self.open.id = Some(id);
    }

    /// What was read of the passage until now is its heading.
    pub(super) fn head(&mut self) {
        self.gap();
        self.open.heading = std::mem::take(&mut self.open.text).trim_end().to_owned();
    }

    /// The number of words, and the passages that say something.
    pub(super) fn finish(mut self) -> (usize, Vec<Passage>) {
        self.close();
        (self.words, self.done)
    }

    fn close(&mut self) {
        let mut passage = std::mem::take(&mut self.open);
        passage.text.truncate(passage.text.trim_end().len());
        passage.text.shrink_to_fit();
        if !passage.heading.is_empty() || !passage.text.is_empty() {
            self.done.push(passage);
        }
    }

    /// A border between blocks is stronger than one between words.
    fn separate(&mut self, mark: char) {
        let text = &mut self.open.text;
        match text.chars().next_back() {
            None | Some('\n') => {}
            Some(' ') if mark == ' ' => {}
            Some(' ') => {
                text.pop();
                text.push(mark);
            }
            Some(_) => text.push(mark),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Passages;

    #[test]
    fn parts_of_a_word_are_one_word() {
        let mut passages = Passages::default();
        for part in ["Runners don", "’", "t – ", "stop", ".", " 5", "K"] {
            passages.read(part);
        }
        passages.gap();
        passages.read("again");
        let (words, passages) = passages.finish();
        assert_eq!(
            (words, passages[0].text.as_str()),
            (5, "Runners don’t – stop. 5K\nagain")
        );
    }

    #[test]
    fn a_heading_begins_a_passage() {
        let mut passages = Passages::default();
        passages.read(" \n");
        for (id, heading, text) in [
            ("a", "First ", "One \n two."),
            ("b", "Empty", ""),
            ("c", "", "Note"),
        ] {
            passages.begin(id.to_owned());
            passages.read(heading);
            passages.head();
            passages.read(text);
        }
        let found = passages.finish().1;
        let told: Vec<_> = found
            .iter()
            .map(|passage| (passage.id.as_deref(), &*passage.heading, &*passage.text))
            .collect();
        assert_eq!(
            told,
            [
                (Some("a"), "First", "One two."),
                (Some("b"), "Empty", ""),
                (Some("c"), "", "Note")
            ]
        );
    }
}
