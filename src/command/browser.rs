//! Opening of an address in a browser.

use super::terminal;
use crate::cli::Global;
use crate::disk;
use crate::programs;
use std::env;
use std::ffi::OsStr;
use std::path::Path;

/// Opens an address with the first command in the variable `BROWSER` that starts, or else with the
/// default browser of the system. If none can be opened, reports that and goes on.
pub(super) fn open(global: &Global, url: &str) {
    let is_open = match env::var_os("BROWSER").filter(|named| !named.is_empty()) {
        Some(named) => commands(&named, url).iter().any(|words| start(words)),
        None => start(&usual(url)),
    };
    if !is_open {
        terminal::status(
            global,
            "No browser could be opened; open the address yourself.",
        );
    }
}

/// Returns the commands that `BROWSER` lists: separated as in `PATH`, with `%s` in place of the
/// address, or with the address at the end. Source: the module `webbrowser` of Python, and
/// xdg-open(1).
fn commands(named: &OsStr, url: &str) -> Vec<Vec<String>> {
    let command = |command: String| {
        if disk::is_file(Path::new(&command)) {
            return vec![command, url.to_owned()];
        }
        let mut words: Vec<String> = command
            .split_whitespace()
            .map(|word| word.replace("%s", url))
            .collect();
        if !command.contains("%s") {
            words.push(url.to_owned());
        }
        words
    };
    env::split_paths(named)
        .map(|path| command(path.to_string_lossy().into_owned()))
        .collect()
}

fn usual(url: &str) -> Vec<String> {
    let words: &[&str] = match env::consts::OS {
        "macos" => &["open"],
        "windows" => &["rundll32", "url.dll,FileProtocolHandler"],
        _ => &["xdg-open"],
    };
    words
        .iter()
        .chain([&url])
        .map(|word| (*word).to_owned())
        .collect()
}

fn start(words: &[String]) -> bool {
    match words {
        [program, arguments @ ..] => programs::start(program, arguments).is_ok(),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn reads_the_variable() {
        for (named, expected) in [
            ("firefox", vec![vec!["firefox", "U"]]),
            ("w3m -T %s -x", vec![vec!["w3m", "-T", "U", "-x"]]),
            (
                "missing:links --go=%s",
                vec![vec!["missing", "U"], vec!["links", "--go=U"]],
            ),
        ] {
            assert_eq!(commands(OsStr::new(named), "U"), expected, "{named}");
        }
    }
}
