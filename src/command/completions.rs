//! `milepost completions`.

use super::{Failure, Outcome};
use crate::cli::Arguments;
use clap::CommandFactory;

/// Prints completions for a shell.
pub(super) fn completions(shell: clap_complete::Shell) -> Result<Outcome, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "milepost", &mut text);
    super::terminal::output(&String::from_utf8_lossy(&text))?;
    Ok(Outcome::Success)
}
