//! The contents of documents that outputs show.
//!
//! An output is planned without them: it names the documents whose contents it shows. Binding looks
//! these up and puts their digests into the key of the job. So an edit of a body changes no
//! request, and reaches every output that shows it.

use crate::digest::{Digest, Digested};
use crate::document::{Body, Documents, Passage, Piece};
use std::any::Any;
use std::hash::Hash;
use std::sync::{Arc, LazyLock, OnceLock};

/// The names of the contents that an output shows, in its own order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ContentNames(Vec<ContentName>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum ContentName {
    /// The body of the document at this position.
    Body(usize),
    /// The text of the document at this position, as search finds it.
    Text(usize),
    /// The summary of the document at this position.
    Summary(usize),
    /// The number of words of the document at this position.
    Words(usize),
}

impl ContentNames {
    /// The bodies of the documents at these positions in the order of paths.
    pub fn bodies(documents: impl IntoIterator<Item = usize>) -> Self {
        ContentNames(documents.into_iter().map(ContentName::Body).collect())
    }

    /// The texts of the documents at these positions in the order of paths.
    pub fn texts(documents: impl IntoIterator<Item = usize>) -> Self {
        ContentNames(documents.into_iter().map(ContentName::Text).collect())
    }

    /// The same names, and the summaries of the documents at these positions.
    #[must_use]
    pub fn with_summaries(mut self, documents: &[usize]) -> Self {
        let documents = documents.iter().copied();
        self.0.extend(documents.map(ContentName::Summary));
        self
    }

    /// The same names, and the numbers of words of the documents at these positions.
    #[must_use]
    pub fn with_words(mut self, documents: &[usize]) -> Self {
        let documents = documents.iter().copied();
        self.0.extend(documents.map(ContentName::Words));
        self
    }

    /// Returns true if the output shows no contents.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the digest of the contents that now have these names.
    pub fn digest(&self, documents: &Documents) -> Digest {
        match self.0.as_slice() {
            [name] => name.digest(documents),
            names => {
                let digests = names.iter().map(|name| name.digest(documents));
                Digest::of(&digests.collect::<Vec<_>>())
            }
        }
    }

    /// Looks up the contents that now have these names.
    pub fn bind(&self, documents: &Documents) -> Contents {
        let mut contents = Contents::default();
        for name in &self.0 {
            match name {
                ContentName::Body(document) => {
                    contents.bodies.push(documents.at(*document).body.clone());
                }
                ContentName::Text(document) => {
                    contents
                        .texts
                        .push(documents.at(*document).passages.clone());
                }
                ContentName::Summary(document) => {
                    contents
                        .summaries
                        .push(documents.at(*document).summary.clone());
                }
                ContentName::Words(document) => {
                    contents.words.push(documents.entries()[*document].words);
                }
            }
        }
        contents
    }
}

impl ContentName {
    fn digest(self, documents: &Documents) -> Digest {
        match self {
            ContentName::Body(document) => documents.entries()[document].body,
            ContentName::Text(document) => documents.entries()[document].passages,
            ContentName::Summary(document) => Digest::of(&documents.entries()[document].summary),
            ContentName::Words(document) => Digest::of(&documents.entries()[document].words),
        }
    }
}

/// The contents that an output shows, in the order in which it names them.
#[derive(Default)]
pub struct Contents {
    /// The bodies.
    pub bodies: Vec<Digested<Body>>,
    /// The texts.
    pub texts: Vec<Digested<Vec<Passage>>>,
    /// The summaries of those documents that have one.
    pub summaries: Vec<Option<Digested<Vec<Piece>>>>,
    /// The numbers of words.
    pub words: Vec<usize>,
    derived: OnceLock<Derived>,
}

/// Inputs from which, with the contents of documents, one value is made.
pub trait Derivation: Hash {
    /// The value.
    type Value: Send + Sync + 'static;

    /// Makes the value. It reads the inputs and the contents, and nothing else.
    fn derive(&self, contents: &Contents) -> Self::Value;
}

/// A value that was made of the contents and of further inputs, with the digest of these.
struct Derived {
    inputs: Digest,
    value: Arc<dyn Any + Send + Sync>,
}

impl Contents {
    /// The body of a page without a document.
    pub fn empty_body() -> &'static Body {
        static EMPTY: LazyLock<Body> = LazyLock::new(Body::default);
        &EMPTY
    }

    /// Returns the value of a derivation, which is shared by all outputs that show the same
    /// contents.
    ///
    /// The value of the first call is kept. A call with other inputs makes its own.
    pub fn derive<D: Derivation>(&self, derivation: &Digested<D>) -> Arc<D::Value> {
        let make = || Arc::new(derivation.derive(self));
        let derived = self.derived.get_or_init(|| Derived {
            inputs: derivation.digest(),
            value: make(),
        });
        let kept = Some(derived).filter(|kept| kept.inputs == derivation.digest());
        let kept = kept.and_then(|kept| Arc::clone(&kept.value).downcast().ok());
        kept.unwrap_or_else(make)
    }
}
