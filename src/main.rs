//! The program `milepost`: arguments in, exit code out.

use clap::Parser;
use milepost::cli::Arguments;
use milepost::command::{self, Failure, Outcome};
use std::process::ExitCode;

fn main() -> ExitCode {
    match command::run(Arguments::parse()) {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::SiteErrors) => ExitCode::from(1),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(match failure {
                Failure::Usage(_) => 2,
                Failure::Environment(_) => 1,
            })
        }
    }
}
