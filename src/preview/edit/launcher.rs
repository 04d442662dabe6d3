//! The way from what is seen to where it is written: opens the editor at a line.
//!
//! A page never names a file. It names something that it shows, by a number or by a digest, and
//! only the build that is shown knows where that is written.

use crate::config::Editor;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::path::{SourcePath, encode_url};
use crate::preview::http::access_token::Token;
use crate::preview::live::overlay;
use crate::preview::live::resolve::{self, Found};
use crate::preview::live::state::State;
use crate::report::{self, Located, Spot};
use crate::source::Content;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Bytes of a request, at most.
pub(crate) const LONGEST: usize = 4096;

/// Who may open the editor, and where files lie. There is none where others than this machine are
/// let in.
#[derive(Debug, Clone)]
pub(crate) struct EditorDoor {
    /// The site's folder.
    pub root: PathBuf,
    /// What pages of this run know and no other site does.
    pub token: Token,
}

/// What somebody wants to see in the editor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The URL path of the page that is open.
    page: String,
    #[serde(flatten)]
    spot: AskedSpot,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AskedSpot {
    /// A block, by its number.
    Block(usize),
    /// A key of the front matter.
    Key(String),
    /// A fault, by its name.
    Fault(String),
}

/// What the page is to do.
#[derive(Debug, Serialize)]
pub(crate) struct Opened {
    /// An address that the browser hands on; nothing where the editor was started already.
    pub address: Option<String>,
}

/// A file at a line and a column, both from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    file: PathBuf,
    line: usize,
    column: usize,
}

impl EditorDoor {
    /// Opens the editor, or says how the browser does.
    ///
    /// # Errors
    /// Why not, for people.
    pub(crate) fn open(&self, state: &State, asked: &Asked) -> Result<Opened, String> {
        let spot = find(state, asked).ok_or("This is no longer on the page; look again.")?;
        let target = self.target(state, &spot)?;
        match &state.build.config().preview.editor {
            Editor::Address(template) => Ok(Opened {
                address: Some(address_of(template, &target)),
            }),
            Editor::Program => start(&program()?, &target).map(|()| Opened { address: None }),
        }
    }

    fn target(&self, state: &State, spot: &Spot) -> Result<Target, String> {
        let file = spot
            .source()
            .ok_or("This fault is in the finished page; no file of yours has it.")?;
        match state
            .build
            .snapshot()
            .get(file.as_str())
            .map(|file| &file.content)
        {
            Some(Content::Embedded(_)) => {
                return Err(format!(
                    "`{file}` is part of Milepost. A file of yours at the same path takes its place."
                ));
            }
            Some(_) => {}
            None => return Err(format!("`{file}` is no longer there.")),
        }
        let (line, column) = spot
            .range
            .map_or((1, 1), |range| (range.line, range.column));
        Ok(Target {
            file: self.root.join(file.as_str()),
            line,
            column,
        })
    }
}

/// Where it is written now.
fn find(state: &State, asked: &Asked) -> Option<Spot> {
    let decoded = resolve::decode(&asked.page).ok()?;
    let job = match resolve::find(&state.build, &decoded) {
        Found::Job(job) => Some(job),
        _ => None,
    };
    let source = job.and_then(|job| job.origin.clone());
    let item = |item| located(state, source.clone()?, item);
    match &asked.spot {
        AskedSpot::Block(number) => item(Item::Block(*number)).filter(|spot| spot.range.is_some()),
        // A key that is not there yet is to be written at the top.
        AskedSpot::Key(key) => item(Item::Key(key.clone())),
        AskedSpot::Fault(id) => {
            let covering = job
                .map(|job| overlay::located(state, job))
                .unwrap_or_default();
            let judged = state.judged.as_deref().into_iter().flatten();
            let fault = judged
                .chain(&covering)
                .find(|located| located.id() == *id)?;
            fault
                .spot
                .clone()
                .filter(|spot| spot.source().is_some())
                .or_else(|| outermost(fault))
        }
    }
}

fn outermost(fault: &Located) -> Option<Spot> {
    fault
        .trace
        .iter()
        .map(|frame| frame.spot.clone())
        .rfind(|spot| spot.source().is_some())
}

fn located(state: &State, file: SourcePath, item: Item) -> Option<Spot> {
    let asked = Diagnostic::note("asked", "").at(Place::Item { file, item });
    report::locate(&[asked], &*state.build).pop()?.spot
}

fn address_of(template: &str, target: &Target) -> String {
    let path = target.file.to_string_lossy().replace('\\', "/");
    template
        .replace("{file}", &encode_url(path.trim_start_matches('/')))
        .replace("{line}", &target.line.to_string())
        .replace("{column}", &target.column.to_string())
}

/// The words of the command that the environment names.
fn program() -> Result<Vec<String>, String> {
    let named = ["VISUAL", "EDITOR"].iter().find_map(|name| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    });
    let named = named.ok_or("Neither VISUAL nor EDITOR names an editor. Set one of them where `milepost serve` is started.")?;
    words(&named).ok_or_else(|| format!("`{named}` is no command: a quotation mark is missing."))
}

fn words(command: &str) -> Option<Vec<String>> {
    shlex::split(command).filter(|words| !words.is_empty())
}

/// Editors that need a terminal of their own; the preview's is taken.
const IN_TERMINALS: &[&str] = &[
    "vi", "vim", "nvim", "view", "nano", "pico", "hx", "helix", "micro", "kak", "ed", "ne", "joe",
    "mcedit",
];

/// Starts a program without a shell: nothing in a path can be a command.
fn start(command: &[String], target: &Target) -> Result<(), String> {
    let Some((program, given)) = command.split_first() else {
        return Err("No editor is named.".to_owned());
    };
    let name = Path::new(program)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    if IN_TERMINALS.contains(&name.as_str()) {
        return Err(format!(
            "`{name}` needs a terminal of its own. Name an editor with a window in EDITOR, or set `preview: {{editor: …}}` in site.yaml."
        ));
    }
    let mut editor = Command::new(program);
    editor
        .args(given)
        .args(arguments(&name, target))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = editor
        .spawn()
        .map_err(|error| format!("`{program}` cannot be started: {error}"))?;
    // Whoever starts a program has to hear of its end, whenever that is.
    let waiting = std::thread::Builder::new()
        .name("milepost-editor".to_owned())
        .spawn(move || child.wait());
    waiting
        .map(drop)
        .map_err(|error| format!("the system gives no thread: {error}"))
}

/// How an editor is told the file and the line. Sources: the editors' manuals.
fn arguments(name: &str, target: &Target) -> Vec<OsString> {
    let Target { file, line, column } = target;
    let with_place = || {
        let mut text = file.clone().into_os_string();
        text.push(format!(":{line}:{column}"));
        text
    };
    match name {
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" => {
            vec!["--goto".into(), with_place()]
        }
        "subl" | "sublime_text" | "zed" | "zeditor" => vec![with_place()],
        "emacs" | "emacsclient" | "gvim" | "gedit" | "mvim" => {
            vec![format!("+{line}").into(), file.into()]
        }
        "idea" | "webstorm" | "phpstorm" | "pycharm" | "rustrover" => {
            vec!["--line".into(), line.to_string().into(), file.into()]
        }
        "kate" | "kwrite" => vec!["--line".into(), line.to_string().into(), file.into()],
        "mate" | "bbedit" => vec!["-l".into(), line.to_string().into(), file.into()],
        _ => vec![file.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(file: &str) -> Target {
        Target {
            file: PathBuf::from(file),
            line: 12,
            column: 3,
        }
    }

    #[test]
    fn an_address_carries_any_path_as_text() {
        let template = "vscode://file/{file}:{line}:{column}";
        for (file, expected) in [
            ("/a/b.md", "vscode://file/a/b.md:12:3"),
            (
                "/a b/{line}?x&y#z.md",
                "vscode://file/a%20b/%7Bline%7D%3Fx%26y%23z.md:12:3",
            ),
            (
                "/a\"><script>.md",
                "vscode://file/a%22%3E%3Cscript%3E.md:12:3",
            ),
        ] {
            assert_eq!(address_of(template, &target(file)), expected);
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
            assert_eq!(arguments("anything", &target(file)), [OsString::from(file)]);
            assert_eq!(
                arguments("code", &target(file)),
                [OsString::from("--goto"), format!("{file}:12:3").into()]
            );
        }
    }

    #[test]
    fn a_command_is_cut_into_words_and_no_shell_reads_it() {
        assert_eq!(words("code --wait").expect("words"), ["code", "--wait"]);
        assert_eq!(
            words("'/opt/my editor/ed' -n").expect("words"),
            ["/opt/my editor/ed", "-n"]
        );
        assert_eq!(
            words("x; rm -rf $HOME").expect("words"),
            ["x;", "rm", "-rf", "$HOME"]
        );
        assert_eq!(words("'x"), None);
    }

    #[test]
    fn an_editor_of_the_terminal_is_refused() {
        let refusal = start(&["/usr/bin/vim".to_owned()], &target("/s/a.md"))
            .expect_err("there is no terminal for it");
        assert!(refusal.contains("terminal"), "{refusal}");
    }
}
