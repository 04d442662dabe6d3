//! The passages of a document in plain text, and the number of its words.
//!
//! The parser hands text over in parts: `don` `’` `t` is one word.

use crate::document::outline::Passage;

/// The passages of a document as far as they are read.
#[derive(Debug, Default)]
pub(super) struct PassageBuilder {
    words: usize,
    /// True if the current word is counted already.
    is_counted: bool,
    done: Vec<Passage>,
    open: Passage,
}

impl PassageBuilder {
    /// Continues with a part of the text. A word is a run without spaces that has a letter or a
    /// digit.
    pub(super) fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some((at, length)) = find_space(rest) {
            self.read_run(&rest[..at]);
            self.is_counted = false;
            self.separate(' ');
            rest = &rest[at + length..];
        }
        self.read_run(rest);
    }

    /// Continues the current word.
    fn read_run(&mut self, run: &str) {
        if !self.is_counted && run.contains(char::is_alphanumeric) {
            self.is_counted = true;
            self.words += 1;
        }
        self.open.text.push_str(run);
    }

    /// Ends the current word and its line, at the border of a block or at a line break.
    pub(super) fn end_block(&mut self) {
        self.is_counted = false;
        self.separate('\n');
    }

    /// Begins the passage that a link to `id` leads to.
    pub(super) fn begin(&mut self, id: String) {
        self.end_block();
        self.close();
        self.open.id = Some(id);
    }

    /// Ends the heading of the current passage: it is the text that was read so far.
    pub(super) fn end_heading(&mut self) {
        self.end_block();
        self.open.heading = std::mem::take(&mut self.open.text).trim_end().to_owned();
    }

    /// Returns the number of words, and the passages that are not empty.
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

    /// Ends the text with one separator. A line break takes the place of a space.
    fn separate(&mut self, separator: char) {
        let text = &mut self.open.text;
        match text.chars().next_back() {
            None | Some('\n') => {}
            Some(' ') if separator == ' ' => {}
            Some(' ') => {
                text.pop();
                text.push(separator);
            }
            Some(_) => text.push(separator),
        }
    }
}

/// Returns the place and the length of the first space. Most texts have ASCII alone, whose bytes
/// are found faster than characters.
fn find_space(text: &str) -> Option<(usize, usize)> {
    let is_ascii_space = |byte: u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let at = text
        .bytes()
        .position(|byte| is_ascii_space(byte) || !byte.is_ascii())?;
    if is_ascii_space(text.as_bytes()[at]) {
        return Some((at, 1));
    }
    let others = &text[at..];
    let (after, space) = others.char_indices().find(|(_, c)| c.is_whitespace())?;
    Some((at + after, space.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::PassageBuilder;

    #[test]
    fn parts_of_a_word_are_one_word() {
        let mut passages = PassageBuilder::default();
        for part in ["Runners don", "’", "t – ", "stop", ".", " 5", "K"] {
            passages.read(part);
        }
        passages.end_block();
        passages.read("again");
        let (words, passages) = passages.finish();
        assert_eq!(
            (words, passages[0].text.as_str()),
            (5, "Runners don’t – stop. 5K\nagain")
        );
    }

    #[test]
    fn a_heading_begins_a_passage() {
        let mut passages = PassageBuilder::default();
        passages.read(" \n");
        for (id, heading, text) in [
            ("a", "First ", "One \n two."),
            ("b", "Empty", ""),
            ("c", "", "Note"),
        ] {
            passages.begin(id.to_owned());
            passages.read(heading);
            passages.end_heading();
            passages.read(text);
        }
        let found = passages.finish().1;
        let shown: Vec<_> = found
            .iter()
            .map(|passage| (passage.id.as_deref(), &*passage.heading, &*passage.text))
            .collect();
        assert_eq!(
            shown,
            [
                (Some("a"), "First", "One two."),
                (Some("b"), "Empty", ""),
                (Some("c"), "", "Note")
            ]
        );
    }
}
