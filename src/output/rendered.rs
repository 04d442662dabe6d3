//! An output that was made.

use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::page::Facts;
use crate::path::SourcePath;
use std::sync::Arc;

/// An output that was made, or the reason that it could not be.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The bytes to publish; none if they cannot be made. The diagnostics then give the reason.
    pub output: Option<OutputBytes>,
    /// The facts about a page that checks need.
    pub facts: Arc<Facts>,
    /// The diagnostics of the rendering.
    pub diagnostics: Vec<Diagnostic>,
    /// False if the outcome depended on more than the inputs: on a file that could not be opened
    /// for a moment, say. The next build then renders the output again.
    pub is_lasting: bool,
}

/// The bytes of an output.
#[derive(Debug, Clone)]
pub enum OutputBytes {
    /// Bytes that were made.
    Made {
        /// Their digest.
        digest: Digest,
        /// The bytes.
        bytes: Arc<[u8]>,
    },
    /// The bytes of a source.
    Source {
        /// Their digest.
        digest: Digest,
        /// The source.
        source: SourcePath,
    },
}

impl OutputBytes {
    /// Returns the digest of the bytes.
    pub fn digest(&self) -> Digest {
        match self {
            OutputBytes::Made { digest, .. } | OutputBytes::Source { digest, .. } => *digest,
        }
    }
}

impl Rendered {
    /// An output about which there is nothing to report.
    pub fn of(output: OutputBytes) -> Self {
        Rendered {
            output: Some(output),
            ..Rendered::failed(Vec::new())
        }
    }

    /// A text about which there is nothing to report.
    pub fn text(text: String) -> Self {
        Rendered::bytes(text.into_bytes())
    }

    /// Bytes about which there is nothing to report.
    pub fn bytes(bytes: Vec<u8>) -> Self {
        Rendered::of(OutputBytes::Made {
            digest: Digest::of_bytes(&bytes),
            bytes: Arc::from(bytes),
        })
    }

    /// An output that was not made, since only its faults were looked for.
    pub fn examined(diagnostics: Vec<Diagnostic>) -> Self {
        Rendered::failed(diagnostics)
    }

    /// An output that cannot be made.
    pub fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Rendered {
            output: None,
            facts: Arc::default(),
            diagnostics,
            is_lasting: true,
        }
    }
}
