//! The commands that start editors, each with its own syntax for a line.

use crate::programs;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A file with a line and a column, both from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileLocation {
    pub file: PathBuf,
    pub line: usize,
    pub column: usize,
}

/// Editors that run in a terminal. The preview occupies the terminal that it was started in.
const TERMINAL_EDITORS: &[&str] = &[
    "vi", "vim", "nvim", "view", "nano", "pico", "hx", "helix", "micro", "kak", "ed", "ne", "joe",
    "mcedit",
];

/// Returns the words of the command that `VISUAL` or `EDITOR` names.
///
/// # Errors
/// If neither names a command.
pub(super) fn from_environment() -> Result<Vec<String>, String> {
    let command = ["VISUAL", "EDITOR"].iter().find_map(|name| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    });
    let command = command.ok_or(
        "Neither VISUAL nor EDITOR names an editor. \
            Set one of them where `milepost serve` is started.",
    )?;
    split(&command)
        .ok_or_else(|| format!("`{command}` is no command: a quotation mark is missing."))
}

fn split(command: &str) -> Option<Vec<String>> {
    shlex::split(command).filter(|words| !words.is_empty())
}

/// Starts an editor.
///
/// # Errors
/// If the editor needs a terminal or cannot be started.
pub(super) fn start(command: &[String], location: &FileLocation) -> Result<(), String> {
    let Some((program, given)) = command.split_first() else {
        return Err("No editor is named.".to_owned());
    };
    let name = Path::new(program)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    if TERMINAL_EDITORS.contains(&name.as_str()) {
        return Err(format!(
            "`{name}` needs a terminal of its own. Name an editor with a window in EDITOR, \
                or set `preview: {{editor: …}}` in site.yaml."
        ));
    }
    let arguments = arguments(&name, location);
    programs::start(program, given.iter().map(OsString::from).chain(arguments))
        .map_err(|error| format!("`{program}` cannot be started: {error}"))
}

/// Returns the arguments that name a file and a line. Sources: the editors' manuals.
fn arguments(editor: &str, location: &FileLocation) -> Vec<OsString> {
    let FileLocation { file, line, column } = location;
    let with_line_and_column = || {
        let mut text = file.clone().into_os_string();
        text.push(format!(":{line}:{column}"));
        text
    };
    match editor {
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" => {
            vec!["--goto".into(), with_line_and_column()]
        }
        "subl" | "sublime_text" | "zed" | "zeditor" => vec![with_line_and_column()],
        "emacs" | "emacsclient" | "gvim" | "gedit" | "mvim" => {
            vec![format!("+{line}").into(), file.into()]
        }
        "idea" | "webstorm" | "phpstorm" | "pycharm" | "rustrover" | "kate" | "kwrite" => {
            vec!["--line".into(), line.to_string().into(), file.into()]
        }
        "mate" | "bbedit" => vec!["-l".into(), line.to_string().into(), file.into()],
        _ => vec![file.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(file: &str) -> FileLocation {
        FileLocation {
            file: PathBuf::from(file),
            line: 12,
            column: 3,
        }
    }

    #[test]
    fn a_path_is_one_argument_whatever_is_in_it() {
        for file in [
            "/s/$(touch x).md",
            "/s/; rm -rf ~.md",
            "/s/`id`.md",
            "/s/a b.md",
            "/s/--help",
        ] {
            assert_eq!(
                arguments("anything", &location(file)),
                [OsString::from(file)]
            );
            assert_eq!(
                arguments("code", &location(file)),
                [OsString::from("--goto"), format!("{file}:12:3").into()]
            );
        }
    }

    #[test]
    fn a_command_is_split_into_words_and_no_shell_reads_it() {
        assert_eq!(split("code --wait").expect("words"), ["code", "--wait"]);
        assert_eq!(
            split("'/opt/my editor/ed' -n").expect("words"),
            ["/opt/my editor/ed", "-n"]
        );
        assert_eq!(
            split("x; rm -rf $HOME").expect("words"),
            ["x;", "rm", "-rf", "$HOME"]
        );
        assert_eq!(split("'x"), None);
    }

    #[test]
    fn an_editor_of_the_terminal_is_refused() {
        let refusal = start(&["/usr/bin/vim".to_owned()], &location("/s/a.md"))
            .expect_err("there is no terminal for it");
        assert!(refusal.contains("terminal"), "{refusal}");
    }
}
