//! `milepost check --fix`: writes the corrections that can mean nothing else.

use super::terminal;
use crate::build::Build;
use crate::cli::Global;
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::report;
use crate::rewrite::{self, Edited};
use std::collections::BTreeSet;

/// Writes the safe corrections of a build, and reports each file once it is written, or why it was
/// left as it was. Returns true if a file has another text now.
///
/// `left` names the files that were left as they were: each is reported once.
pub(super) fn fix(
    global: &Global,
    build: &Build,
    diagnostics: &[Diagnostic],
    left: &mut BTreeSet<SourcePath>,
) -> bool {
    let mut edits = report::corrections(diagnostics, build);
    edits.retain(|path, _| !left.contains(path));
    let mut is_any_mended = false;
    for Edited { path, outcome } in rewrite::rewrite(build.snapshot(), edits) {
        match outcome {
            Ok(splices) => {
                is_any_mended = true;
                for splice in splices {
                    let (line, text) = (splice.line, splice.text.trim());
                    terminal::status(global, &format!("Mended {path}:{line}: {text}"));
                }
            }
            Err(error) => {
                terminal::error(&format!("`{path}` was left as it is: {error}\n"));
                left.insert(path);
            }
        }
    }
    is_any_mended
}
