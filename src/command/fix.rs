//! `milepost check --fix`: writes the corrections that can mean nothing else.

use super::terminal;
use crate::build::Build;
use crate::cli::Global;
use crate::diagnostic::Diagnostic;
use crate::report;
use crate::rewrite::{self, Edited};

/// The outcome of mending a site.
pub(super) struct Mended {
    /// True if a file has another text now.
    pub(super) any: bool,
    /// True if each correction was written.
    pub(super) all: bool,
}

/// Writes all safe corrections of a build, and reports each file once it is written, or why it was
/// left as it was.
pub(super) fn fix(global: &Global, build: &Build, diagnostics: &[Diagnostic]) -> Mended {
    let edits = report::corrections(diagnostics, build);
    let mut mended = Mended {
        any: false,
        all: true,
    };
    for Edited { path, outcome } in rewrite::rewrite(build.snapshot(), edits) {
        match outcome {
            Ok(splices) => {
                mended.any = true;
                for splice in splices {
                    let (line, text) = (splice.line, splice.text.trim());
                    terminal::status(global, &format!("Mended {path}:{line}: {text}"));
                }
            }
            Err(error) => {
                mended.all = false;
                terminal::error(&format!("`{path}` was left as it is: {error}\n"));
            }
        }
    }
    mended
}
