//! `milepost` without a command: the site in the browser, or an offer to make one.

use super::{Failure, Outcome, foreign, init, options, serve, terminal};
use crate::cli::{Global, Serve};
use std::io::{IsTerminal, stdin};
use std::path::Path;

/// Shows the site in the browser. If there is no site, and a user can answer, offers to make one
/// first.
pub(super) fn start(global: &Global) -> Result<Outcome, Failure> {
    if let Err(no_site) = options::site_root(global) {
        let folder = options::root(global)?;
        if !can_ask() || foreign::generator(&folder).is_some() {
            return Err(Failure::Usage(format!(
                "{no_site}\n`milepost --help` lists what Milepost can do"
            )));
        }
        if !wants_site(&folder) {
            terminal::status(
                global,
                "Nothing was written. `milepost --help` lists what Milepost can do.",
            );
            return Ok(Outcome::Success);
        }
        init::make(global, &folder)?;
    }
    let clock = std::env::var("SOURCE_DATE_EPOCH").ok();
    serve::serve(
        global,
        &Serve {
            open: true,
            clock,
            ..Serve::default()
        },
    )
}

fn can_ask() -> bool {
    stdin().is_terminal() && terminal::is_shown()
}

/// Asks until the user answers. The end of the input counts as a no.
fn wants_site(folder: &Path) -> bool {
    terminal::error(&format!(
        "There is no site in `{}` yet. Milepost can make one here: two pages to begin with, \
         which you then see in your browser.\n",
        options::display(folder)
    ));
    loop {
        terminal::error("Make a site in this folder? (yes or no) ");
        let mut answer = String::new();
        if !matches!(stdin().read_line(&mut answer), Ok(1..)) {
            return false;
        }
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => return true,
            "n" | "no" => return false,
            _ => {}
        }
    }
}
