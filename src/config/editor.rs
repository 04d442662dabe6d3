//! The editor that a click in the preview opens.

use crate::diagnostic::{Diagnostic, nearest};
use crate::yaml::Field;

/// The way to ask an editor to open a file at a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Editor {
    /// Through an address with a scheme of the editor, with `{file}`, `{line}` and `{column}` in
    /// it. The browser hands it on to the editor.
    Address(String),
    /// Through the program that the environment names in `VISUAL` or `EDITOR`. The preview starts
    /// it.
    Program,
}

/// The names of known editors, with their addresses. Source: each editor's documentation of its URL
/// scheme.
const KNOWN: &[(&str, &str)] = &[
    ("vscode", "vscode://file/{file}:{line}:{column}"),
    ("code", "vscode://file/{file}:{line}:{column}"),
    (
        "vscode-insiders",
        "vscode-insiders://file/{file}:{line}:{column}",
    ),
    ("vscodium", "vscodium://file/{file}:{line}:{column}"),
    ("cursor", "cursor://file/{file}:{line}:{column}"),
    ("windsurf", "windsurf://file/{file}:{line}:{column}"),
    ("zed", "zed://file/{file}:{line}:{column}"),
    (
        "sublime",
        "subl://open?url=file:///{file}&line={line}&column={column}",
    ),
    (
        "textmate",
        "txmt://open?url=file:///{file}&line={line}&column={column}",
    ),
    (
        "bbedit",
        "x-bbedit://open?url=file:///{file}&line={line}&column={column}",
    ),
    (
        "idea",
        "idea://open?file=/{file}&line={line}&column={column}",
    ),
    (
        "webstorm",
        "webstorm://open?file=/{file}&line={line}&column={column}",
    ),
    (
        "phpstorm",
        "phpstorm://open?file=/{file}&line={line}&column={column}",
    ),
];

/// The value that means the program of the environment.
const PROGRAM: &str = "$EDITOR";

/// Schemes that browsers handle themselves instead of handing them on.
const BROWSER_SCHEMES: &[&str] = &[
    "http",
    "https",
    "javascript",
    "data",
    "blob",
    "file",
    "about",
    "view-source",
    "ws",
    "wss",
    "ftp",
];

impl Default for Editor {
    fn default() -> Self {
        Editor::Address(KNOWN[0].1.to_owned())
    }
}

impl Editor {
    /// Reads the name of an editor, `$EDITOR`, or an address with `{file}` in it.
    pub fn parse(text: &str) -> Option<Self> {
        if text == PROGRAM {
            return Some(Editor::Program);
        }
        let known = KNOWN
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, address)| (*address).to_owned());
        known
            .or_else(|| is_address(text).then(|| text.to_owned()))
            .map(Editor::Address)
    }
}

fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    is_scheme
        && !BROWSER_SCHEMES.contains(&scheme)
        && rest.contains("{file}")
        && !text.chars().any(char::is_whitespace)
}

/// Reads the field `editor`.
pub(super) fn editor(field: &Field<'_>) -> Option<Editor> {
    let text = field.filled()?;
    let editor = Editor::parse(&text);
    if editor.is_none() {
        let error = Diagnostic::error("wrong-type", format!("Milepost knows no editor `{text}`"));
        let names = || KNOWN.iter().map(|(name, _)| *name);
        field.report(match nearest(&text, names()) {
            Some(near) => error.advise(format!("did you mean `{near}`?")),
            None => {
                let names: Vec<String> = names().map(|name| format!("`{name}`")).collect();
                error.advise(format!(
                    "write one of {}, `{PROGRAM}`, or an address such as \
                     `my-editor://open?file={{file}}&line={{line}}`",
                    names.join(", ")
                ))
            }
        });
    }
    editor
}
