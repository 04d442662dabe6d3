//! A recognized mistake, and its diagnostic.

use crate::diagnostic::Diagnostic;
use crate::yaml::block::Block;
use std::ops::Range;

/// A recognized mistake in one line.
pub(super) struct Mistake {
    pub message: String,
    pub advice: String,
    /// The line as it was probably meant.
    pub corrected: String,
    /// True if the line cannot have been meant differently, so that `--fix` may write it.
    pub safe: bool,
}

impl Mistake {
    /// Turns the mistake into an error about the bytes `span` of the YAML.
    pub(super) fn into_diagnostic(self, block: &Block<'_>, span: Range<usize>) -> Diagnostic {
        Diagnostic::error(block.code, self.message)
            .at(block.place(span))
            .advise(self.advice)
            .fix(self.corrected, self.safe)
    }
}
