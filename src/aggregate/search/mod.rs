//! Search: an index that a page can load without a server, since browsers read scripts from
//! `file://` and nothing else.
//!
//! What lies under `/search/` are classic scripts. `engine.js` answers questions. `index.js` is
//! small: it says how many files there are and which version each has. `terms/<n>.js` hold the
//! words in their order and the pages that have them, `text/<n>.js` the text of a few pages each,
//! and `terms/words.js` what to compare a misspelt word with. A question loads the terms that it
//! needs and the text of what it shows, so a large index is never loaded whole.
//!
//! How many files there are follows from counts that are known before anything is made: names come
//! before bytes. The index itself is made once for all files, when somebody asks for the first.

mod files;
mod index;
mod layout;
mod postings;
mod words;

pub use files::{ENGINE, SearchFile, search_file};
pub use index::Index;
pub use layout::Layout;
pub use words::{Language, each_word};

use crate::digest::Digested;
use crate::document::Passage;
use crate::document::front_matter::Question;

/// What search knows of a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SearchRecord {
    /// Its URL within the site.
    pub url: String,
    /// Its title.
    pub title: String,
    /// The title of the section that it stands in.
    pub section: Option<String>,
    /// What it is about, in a sentence.
    pub description: Option<String>,
    /// Its text.
    pub passages: Digested<Vec<Passage>>,
    /// Its questions and answers.
    pub questions: Vec<Question>,
}
