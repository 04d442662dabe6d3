//! Passages: the text of a document as search finds and shows it.

/// What stands from one heading to the next.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Passage {
    /// Where a link to it leads; nothing before the first heading.
    pub id: Option<String>,
    /// The heading; empty before the first one, and for a footnote.
    pub heading: String,
    /// The text without any marks: one space between words, a line break between blocks.
    pub text: String,
}
