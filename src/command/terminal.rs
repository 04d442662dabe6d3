//! Output of commands: diagnostics and progress to standard error, results for programs to standard
//! output. Nothing else in the program prints.

use super::Failure;
use crate::cli::{Color, Global};
use crate::report::{self, ColorMode, Limit, Located};
use std::io::{ErrorKind, IsTerminal, Write};

/// Prints diagnostics for people to standard error.
pub(super) fn diagnostics(global: &Global, located: &[Located]) {
    let limit = if global.verbose {
        Limit::All
    } else {
        Limit::TERMINAL
    };
    styled(&report::text(located, limit, color_mode(global)));
}

/// Prints text to standard error. Names of files, and messages of the system and of libraries, may
/// hold characters that a terminal obeys: symbols are printed in their place. A closed stream is
/// not a failure.
pub(super) fn error(text: &str) {
    styled(&report::visible_text(text));
}

/// Prints text that has colors to standard error. Everything in it that others wrote is visible
/// already.
pub(super) fn styled(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Prints a line to standard error, unless the user asked for errors only.
pub(super) fn status(global: &Global, text: &str) {
    if !global.quiet {
        error(&format!("{text}\n"));
    }
}

/// Prints text to standard output. A program that reads no further, such as `head`, is no fault.
///
/// # Errors
/// When the text cannot be written, on a full disk, say: the result would be lost.
pub(super) fn output(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Environment(format!(
            "the result cannot be written: {error}"
        ))),
        _ => Ok(()),
    }
}

/// True if standard error is shown to people.
pub(super) fn is_shown() -> bool {
    std::io::stderr().is_terminal()
}

/// Returns the colors for standard error. Source of the variable: no-color.org.
pub(super) fn color_mode(global: &Global) -> ColorMode {
    let wanted = match global.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            is_shown() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    };
    if wanted {
        ColorMode::Ansi
    } else {
        ColorMode::Plain
    }
}
