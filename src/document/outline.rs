//! The outline of a document: its headings, and the text below each.

/// A heading of a document, the title excepted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id, unique in the document.
    pub id: String,
    /// Its text without marks and links.
    pub text: String,
}

/// The text from one heading to the next, or of one footnote, as search finds and shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Passage {
    /// The id that a link to the passage leads to; `None` before the first heading.
    pub id: Option<String>,
    /// The heading; empty before the first one, and for a footnote.
    pub heading: String,
    /// The text without any marks: one space between words, a line break between blocks.
    pub text: String,
}
