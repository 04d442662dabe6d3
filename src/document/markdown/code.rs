//! Blocks of code.

use super::writer::Writer;
use crate::diagnostic::Diagnostic;
use crate::document::code;
use pulldown_cmark::CodeBlockKind;
use std::ops::Range;

impl Writer<'_> {
    pub(super) fn code_block(&mut self, at: usize, kind: &CodeBlockKind<'_>) {
        let (text, _) = self.source.lines(self.source.inner(at));
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.trim(),
            CodeBlockKind::Indented => "",
        };
        let (fence, faults) = code::read(info, &text);
        for (word, fault) in faults {
            self.report_fence(at, &word, fault);
        }
        let block = code::write(&text, &fence);
        self.made.has_code |= block.is_colored;
        self.passages.end_block();
        self.passages.read(block.shown.as_deref().unwrap_or(&text));
        self.passages.end_block();
        self.open_block(at, &block.html);
    }

    /// Reports a fault at a word of the first line of a block.
    fn report_fence(&mut self, at: usize, word: &str, fault: Diagnostic) {
        let span = self.source.span(at);
        let line = self.source.text_from(at).lines().next().unwrap_or_default();
        let whole = span.start..span.start + line.len();
        let found = line.find(word).filter(|_| !word.is_empty());
        let span: Range<usize> = found.map_or(whole, |start| {
            span.start + start..span.start + start + word.len()
        });
        self.made.diagnostics.push(self.source.at(fault, span));
    }
}
