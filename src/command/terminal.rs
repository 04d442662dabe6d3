//! Output of commands: diagnostics and progress to standard error, results for programs to standard
//! output.

use crate::cli::{Color, Global};
use crate::report::{self, ColorMode, Limit, Located};
use std::io::{IsTerminal, Write};

/// Prints diagnostics for people to standard error.
pub(super) fn diagnostics(global: &Global, located: &[Located]) {
    let limit = if global.verbose {
        Limit::All
    } else {
        Limit::TERMINAL
    };
    error(&report::text(located, limit, color_mode(global)));
}

/// Prints text to standard error. A closed stream is not a failure.
pub(super) fn error(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Prints a line to standard error, unless the user asked for errors only.
pub(super) fn status(global: &Global, text: &str) {
    if !global.quiet {
        error(&format!("{text}\n"));
    }
}

/// Prints text to standard output. A closed stream is not a failure.
pub(super) fn output(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Returns the colors for standard error. Source of the variable: no-color.org.
pub(super) fn color_mode(global: &Global) -> ColorMode {
    let wanted = match global.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            std::io::stderr().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    };
    if wanted {
        ColorMode::Ansi
    } else {
        ColorMode::Plain
    }
}
