//! `milepost completions`.

use super::{Failure, Outcome, options, terminal};
use crate::cli::{Arguments, Global};
use clap::CommandFactory;

/// Prints completions for a shell. They are the same in every folder.
pub(super) fn completions(
    global: &Global,
    shell: clap_complete::Shell,
) -> Result<Outcome, Failure> {
    options::note_foreign(&options::root(global)?);
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "milepost", &mut text);
    terminal::output(&String::from_utf8_lossy(&text))?;
    Ok(Outcome::Success)
}
