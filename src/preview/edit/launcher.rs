//! Opens the user's editor at the source of something that a page shows.
//!
//! A page never names a file. It names an item that it shows, by a number or a digest, and only the
//! served build knows where that item is written.

use super::commands::{self, FileLocation};
use crate::config::Editor;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::path::{SourcePath, encode_url};
use crate::plan::Job;
use crate::preview::live::resolve::RequestPath;
use crate::preview::live::served_page::overlay_diagnostics;
use crate::preview::live::state::State;
use crate::report::{self, Located, Location};
use crate::source::Content;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Bytes of the body of a request, at most.
pub(crate) const MAX_REQUEST: usize = 4096;

/// The launcher for the sources of one site.
#[derive(Debug)]
pub(crate) struct EditorLauncher {
    /// The site's folder.
    pub root: PathBuf,
}

/// A request of a page to open the editor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenRequest {
    /// The URL path of the open page.
    page: String,
    #[serde(flatten)]
    item: RequestedItem,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RequestedItem {
    /// A block of the page, by its number.
    Block(usize),
    /// A key of the front matter.
    Key(String),
    /// A diagnostic, by its id.
    #[serde(rename = "fault")]
    Diagnostic(String),
}

/// The response to a page that asked to open the editor.
#[derive(Debug, Serialize)]
pub(crate) struct OpenResponse {
    /// A URL for the browser to open. None if the editor was started.
    address: Option<String>,
}

impl EditorLauncher {
    /// Starts the editor, or returns the URL with which the browser starts it.
    ///
    /// # Errors
    /// The reason why neither is possible, as a sentence for the user.
    pub(crate) fn open(
        &self,
        state: &State,
        request: &OpenRequest,
    ) -> Result<OpenResponse, String> {
        let found = locate(state, request).ok_or("This is no longer on the page; look again.")?;
        let location = self.file_location(state, &found)?;
        let address = match &state.build.config().preview.editor {
            Editor::Address(template) => Some(editor_url(template, &location)),
            Editor::Program => {
                commands::start(&commands::from_environment()?, &location)?;
                None
            }
        };
        Ok(OpenResponse { address })
    }

    fn file_location(&self, state: &State, found: &Location) -> Result<FileLocation, String> {
        let file = found
            .source()
            .ok_or("This fault is in the finished page; no file of yours has it.")?;
        let source = state.build.snapshot().get(file.as_str());
        match source.map(|source| &source.content) {
            Some(Content::Embedded(_)) => Err(format!(
                "`{file}` is part of Milepost. \
                    A file of yours at the same path takes its place."
            )),
            None => Err(format!("`{file}` is no longer there.")),
            Some(_) => {
                let (line, column) = found
                    .range
                    .map_or((1, 1), |range| (range.line, range.column));
                Ok(FileLocation {
                    file: self.root.join(file.as_str()),
                    line,
                    column,
                })
            }
        }
    }
}

/// Returns the current location of the requested item.
fn locate(state: &State, request: &OpenRequest) -> Option<Location> {
    let path = RequestPath::decode(&request.page).ok()?;
    let job = path.resolve(&state.build).job();
    let source = job.and_then(|job| job.origin.clone());
    match &request.item {
        RequestedItem::Block(number) => {
            locate_item(state, source?, Item::Block(*number)).filter(|found| found.range.is_some())
        }
        // For a key that does not exist yet, the location is the start of the file.
        RequestedItem::Key(key) => locate_item(state, source?, Item::Key(key.clone())),
        RequestedItem::Diagnostic(id) => locate_diagnostic(state, job.map(|job| &**job), id),
    }
}

fn locate_item(state: &State, file: SourcePath, item: Item) -> Option<Location> {
    let asked = Diagnostic::note("asked", "").at(Place::Item { file, item });
    report::locate(&[asked], &*state.build).pop()?.location
}

/// Returns the location of a diagnostic of the site or of the page's overlay. If the diagnostic
/// itself is in no source, returns that of the outermost call which leads to it.
fn locate_diagnostic(state: &State, job: Option<&Job>, id: &str) -> Option<Location> {
    let in_overlay = job
        .map(|job| overlay_diagnostics(state, job))
        .unwrap_or_default();
    let of_site = state.diagnostics.as_deref().into_iter().flatten();
    let diagnostic = of_site
        .chain(&in_overlay)
        .find(|located| located.id() == id)?;
    let own = diagnostic.location.as_ref();
    own.filter(|found| found.source().is_some())
        .or_else(|| outermost_source(diagnostic))
        .cloned()
}

fn outermost_source(diagnostic: &Located) -> Option<&Location> {
    let mut locations = diagnostic.trace.iter().map(|frame| &frame.location);
    locations.rfind(|found| found.source().is_some())
}

/// Fills the URL template of site.yaml.
fn editor_url(template: &str, location: &FileLocation) -> String {
    let path = location.file.to_string_lossy().replace('\\', "/");
    template
        .replace("{file}", &encode_url(path.trim_start_matches('/')))
        .replace("{line}", &location.line.to_string())
        .replace("{column}", &location.column.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_url_carries_any_path_as_text() {
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
            let location = FileLocation {
                file: PathBuf::from(file),
                line: 12,
                column: 3,
            };
            assert_eq!(editor_url(template, &location), expected);
        }
    }
}
