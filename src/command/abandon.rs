//! `milepost build --abandon`: the way out of a build that stopped halfway.

use super::{Failure, Outcome, options, terminal};
use crate::cli::Global;
use crate::path::OutputPath;
use crate::publish::{self, Abandonment};
use std::path::Path;

/// The number of files that are named.
const NAMED: usize = 5;

/// Gives up the build that stopped halfway.
pub(super) fn abandon(global: &Global, output: &Path) -> Result<Outcome, Failure> {
    let mut waiting =
        |holder: &publish::Holder| terminal::status(global, &format!("Waiting: {holder}"));
    let abandonment = publish::abandon(output, &mut waiting).map_err(Failure::environment)?;
    let shown = options::display(output);
    let text = match abandonment {
        Abandonment::Nothing => format!("No build stopped halfway in {shown}: nothing to give up."),
        Abandonment::Whole => format!("Gave up the new site; {shown} is the site before it."),
        Abandonment::Mixed(files) => format!(
            "Gave up the new site. It had replaced or removed these files of the site before it, \
             which are gone:\n{}Build again to make {shown} whole.",
            list(&files)
        ),
    };
    terminal::status(global, &text);
    Ok(Outcome::Success)
}

/// Lists files, one a line; of many, the first.
fn list(files: &[OutputPath]) -> String {
    let named: String = files
        .iter()
        .take(NAMED)
        .map(|file| format!("  {file}\n"))
        .collect();
    match files.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named}  and {more} more\n"),
    }
}
