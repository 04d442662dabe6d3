//! The outline of a document.

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
