//! Recovery from an interrupted build: the next command of any kind finishes or discards the
//! unfinished work in the output folder.

use super::{Failure, options, terminal};
use crate::cli::Global;
use crate::publish::{self, Recovery};
use std::path::Path;

/// Brings the usual output folder to one whole site. A command that publishes does this itself when
/// it opens the folder.
pub(super) fn recover(global: &Global, root: &Path) -> Result<(), Failure> {
    // Nothing is done in a folder outside the site that nobody named.
    let Ok(output) = options::output(root, None) else {
        return Ok(());
    };
    match publish::recover(&output).map_err(Failure::environment)? {
        Recovery::Nothing => {}
        Recovery::Finished(diagnostics) => {
            terminal::status(
                global,
                &format!(
                    "Finished a build that was interrupted; {} is up to date with it.",
                    options::display(&output)
                ),
            );
            diagnostics
                .iter()
                .for_each(|diagnostic| terminal::status(global, &diagnostic.message));
        }
        Recovery::Discarded => terminal::status(
            global,
            "A build was interrupted before it was complete; the site stands as it was.",
        ),
        Recovery::Busy(holder) => {
            terminal::status(global, &format!("{holder} is publishing just now."))
        }
    }
    Ok(())
}
