//! The program `milepost`: arguments in, exit code out.

use clap::Parser;
use milepost::cli::Arguments;
use milepost::command::{self, Failure, Outcome};
use milepost::threads;
use std::process::ExitCode;

fn main() -> ExitCode {
    // The system decides on the stack of the first thread, which may be too small.
    let failure = match threads::spawn("milepost", run) {
        Ok(thread) => match thread.join() {
            Ok(code) => return code,
            // A panic has printed its message already.
            Err(_) => Failure::Environment("Milepost itself failed".to_owned()),
        },
        Err(error) => Failure::environment(error),
    };
    ended_by(&failure)
}

fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            let arguments = std::env::args_os().skip(1);
            let arguments = arguments.map(|argument| argument.to_string_lossy().into_owned());
            command::report_usage(&arguments.collect::<Vec<_>>(), &error.to_string());
            return ExitCode::from(2);
        }
        // The help, or the version.
        Err(help) => help.exit(),
    };
    match command::run(arguments) {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::SiteErrors) => ExitCode::from(1),
        Err(failure) => ended_by(&failure),
    }
}

/// Reports a failure and returns its code.
fn ended_by(failure: &Failure) -> ExitCode {
    command::report(failure);
    ExitCode::from(match failure {
        Failure::Usage(_) => 2,
        Failure::Environment(_) => 1,
    })
}
