//! The commands, one file each. A command resolves its arguments, calls the other rooms and reports
//! the outcome.

mod abandon;
mod browser;
mod build;
mod build_report;
mod check;
mod clean;
mod completions;
mod edits;
mod explain;
mod fix;
mod foreign;
mod init;
mod list;
mod new;
mod new_file;
mod options;
mod outcome;
mod progress;
mod qr;
mod recovery;
mod serve;
mod signals;
mod start;
mod terminal;
mod timing;
mod timings;
mod watchdog;
mod workflow;

use crate::cli::{Arguments, Command};
use crate::threads;
pub use outcome::{Failure, Outcome};

/// Runs a command.
///
/// # Errors
/// The reason for which the command could not do its work: wrong usage, or a fault of the
/// environment.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let Arguments { global, command } = arguments;
    signals::prepare().map_err(Failure::environment)?;
    threads::start_pool().map_err(Failure::environment)?;
    let Some(command) = command else {
        return start::start(&global);
    };
    match command {
        Command::Init(init) => init::init(&global, &init),
        Command::New(new) => new::new(&global, &new),
        Command::Build(build) => build::build(&global, &build),
        Command::Serve(serve) => serve::serve(&global, &serve),
        Command::Check(check) => check::check(&global, &check),
        Command::List(list) => list::list(&global, &list),
        Command::Explain(explain) => explain::explain(&global, &explain),
        Command::Version => {
            terminal::output(concat!("milepost ", env!("CARGO_PKG_VERSION"), "\n"))?;
            Ok(Outcome::Success)
        }
        Command::Clean(clean) => clean::clean(&global, &clean),
        Command::Completions { shell } => completions::completions(&global, shell),
    }
}

/// Prints the reason for which arguments are taken by no command: the answer to what another
/// generator takes, else the reason that was found.
pub fn report_usage(arguments: &[String], reason: &str) {
    match foreign::answer(arguments) {
        Some(answer) => {
            terminal::error(&format!(
                "error: {answer}\n\n`milepost help` lists all commands\n"
            ));
        }
        None => terminal::error(reason),
    }
}

/// Prints the reason for which a command could not do its work.
pub fn report(failure: &Failure) {
    terminal::error(&format!("error: {failure}\n"));
}
