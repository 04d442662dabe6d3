//! The contents of documents that outputs show.
//!
//! An output is planned without them: it names the documents whose contents it shows. Binding looks
//! these up and puts their digests into the key of the job. So an edit of a body changes no
//! request, and reaches every output that shows it.

use crate::digest::{Digest, Digested};
use crate::document::{Body, Document, Documents, Passage};
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
            }
        }
        contents
    }
}

impl ContentName {
    fn digest(self, documents: &Documents) -> Digest {
        let of_body = |document: &Document| document.body.digest();
        let of_text = |document: &Document| document.passages.digest();
        match self {
            ContentName::Body(document) => of_body(documents.at(document)),
            ContentName::Text(document) => of_text(documents.at(document)),
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
    derived: OnceLock<Derived>,
}

/// A value that was made of the contents and of other inputs, with the digest of these.
struct Derived {
    key: Digest,
    value: Arc<dyn Any + Send + Sync>,
}

impl Contents {
    /// The body of a page without a document.
    pub fn empty_body() -> &'static Body {
        static EMPTY: LazyLock<Body> = LazyLock::new(Body::default);
        &EMPTY
    }

    /// Returns a value that is made of the contents and of `inputs`, and shared by all outputs that
    /// show the same contents.
    ///
    /// It is made at the first call. A call with other inputs makes its own value.
    pub fn derive<I: Hash, T: Send + Sync + 'static>(
        &self,
        inputs: &Digested<I>,
        make: fn(&I, &Contents) -> T,
    ) -> Arc<T> {
        let derived = self.derived.get_or_init(|| Derived {
            key: inputs.digest(),
            value: Arc::new(make(inputs, self)),
        });
        let value = (derived.key == inputs.digest()).then(|| Arc::clone(&derived.value));
        value
            .and_then(|value| value.downcast().ok())
            .unwrap_or_else(|| Arc::new(make(inputs, self)))
    }
}
