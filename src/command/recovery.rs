//! Recovery from an interrupted command: the next command of any kind finishes or discards the
//! unfinished work in the output folder.

use super::{Failure, init, options, terminal};
use crate::cli::Global;
use crate::publish::{self, Recovery};
use std::path::{Path, PathBuf};

/// Returns the folder of the site that the user named. Half a file that a killed command left there
/// is gone.
pub(super) fn site(global: &Global) -> Result<PathBuf, Failure> {
    let root = options::site_root(global)?;
    init::remove_leftovers(&options::open(&root)?);
    Ok(root)
}

/// Brings the usual output folder to one whole site. A command that publishes does this itself when
/// it opens the folder; for the others a site that cannot be finished is no reason to stop.
pub(super) fn recover(global: &Global, root: &Path) {
    // Nothing is done in a folder outside the site that nobody named.
    let Ok(output) = options::output(root, None) else {
        return;
    };
    let say = |text: &str| terminal::status(global, text);
    match publish::recover(&output) {
        Ok(Recovery::Nothing) => {}
        Ok(Recovery::Finished(diagnostics)) => {
            say(&format!(
                "Finished what an interrupted command had begun; {} is whole.",
                options::display(&output)
            ));
            diagnostics
                .iter()
                .for_each(|diagnostic| say(&diagnostic.message));
        }
        Ok(Recovery::Removed) => say(&format!(
            "Finished what an interrupted command had begun; the site in {} is removed.",
            options::display(&output)
        )),
        Ok(Recovery::Discarded) => {
            say("A build was interrupted before it was complete; the site stands as it was.");
        }
        Ok(Recovery::Busy(holder)) => say(&format!("{holder} is publishing just now.")),
        Err(error) => terminal::error(&format!(
            "Warning: {} holds a site that is not whole, and it cannot be finished now: {error}\n",
            options::display(&output)
        )),
    }
}
