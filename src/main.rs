//! The program `milepost`: arguments in, exit code out.

use clap::Parser;
use milepost::cli::Arguments;
use milepost::command::{self, Failure, Outcome};
use milepost::threads;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            command::report_usage(&error.to_string());
            return ExitCode::from(2);
        }
        // The help, or the version.
        Err(help) => help.exit(),
    };
    // The system decides on the stack of the first thread, which may be too small.
    let command = threads::spawn("milepost", move || command::run(arguments));
    let ended = command.map_err(Failure::environment).and_then(|thread| {
        // A panic has printed its message already.
        let panicked = |_| Failure::Environment("Milepost itself failed".to_owned());
        thread.join().unwrap_or_else(|panic| Err(panicked(panic)))
    });
    match ended {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::SiteErrors) => ExitCode::from(1),
        Err(failure) => {
            command::report(&failure);
            ExitCode::from(match failure {
                Failure::Usage(_) => 2,
                Failure::Environment(_) => 1,
            })
        }
    }
}
