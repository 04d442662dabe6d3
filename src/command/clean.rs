//! `milepost clean`: removes the built site and the cache, and no file that Milepost did not write.

use super::{Failure, Outcome, options, terminal};
use crate::cache;
use crate::cli::{Clean, Global};
use crate::publish;

/// Removes the built site and the cache.
pub(super) fn clean(global: &Global, arguments: &Clean) -> Result<Outcome, Failure> {
    let root = options::root(global)?;
    let output = options::output(&root, arguments.output_dir.as_ref());
    let mut waiting =
        |holder: &publish::Holder| terminal::status(global, &format!("Waiting: {holder}"));
    let cleaned = publish::clean(&output, &mut waiting).map_err(Failure::environment)?;
    let cache = root.join(cache::FOLDER);
    if cache.is_dir() {
        std::fs::remove_dir_all(&cache).map_err(|error| {
            Failure::Environment(format!(
                "`{}` cannot be removed: {error}",
                options::display(&cache)
            ))
        })?;
    }
    for file in &cleaned.edited {
        terminal::status(global, &format!("{file} was changed by hand and stays."));
    }
    terminal::status(global, &format!("Removed {} files.", cleaned.removed));
    Ok(Outcome::Success)
}
