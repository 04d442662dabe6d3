//! `milepost clean`: removes the built site and the cache, and no file that Milepost did not write.
//! It works on the folder of a site only.

use super::{Failure, Outcome, options, recovery, terminal};
use crate::cache;
use crate::cli::{Clean, Global};
use crate::publish;

/// Removes the built site and the cache.
pub(super) fn clean(global: &Global, arguments: &Clean) -> Result<Outcome, Failure> {
    let root = recovery::site(global)?;
    let output = options::output(&root, arguments.output_dir.as_ref())?;
    let mut waiting =
        |holder: &publish::Holder| terminal::status(global, &format!("Waiting: {holder}"));
    let cleaned = publish::clean(&output, &mut waiting).map_err(Failure::environment)?;
    let cannot = |error| {
        Failure::Environment(format!(
            "the cache in `{}` cannot be removed: {error}",
            options::display(&root.join(cache::FOLDER))
        ))
    };
    cache::remove(&options::open(&root)?).map_err(cannot)?;
    for file in &cleaned.edited {
        terminal::status(global, &format!("{file} was changed by hand and stays."));
    }
    if cleaned.has_backups {
        let backups = output.join(publish::BACKUPS);
        terminal::status(
            global,
            &format!(
                "`{}` holds files that were changed by hand earlier, and stays.",
                options::display(&backups)
            ),
        );
    }
    terminal::status(global, &format!("Removed {} files.", cleaned.removed));
    Ok(Outcome::Success)
}
