//! The book as a value, shared by all pages that show it.

use crate::digest::Digested;
use crate::page::Chapter;

/// The chapters of a book, with the positions of their documents.
pub(super) struct Book {
    pub chapters: Digested<Vec<Chapter>>,
    pub documents: Vec<usize>,
}
