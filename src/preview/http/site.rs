//! The content of the site's URLs: pages with the client, and all other outputs byte for byte.

use super::response::{Content, Representation};
use crate::build;
use crate::digest::Digest;
use crate::disk::{File, status_of};
use crate::output::OutputBytes;
use crate::path::OutputPath;
use crate::plan::Job;
use crate::preview::live::inject::{ClientConfig, inject};
use crate::preview::live::resolve::{RequestPath, Resolved};
use crate::preview::live::served_page::{ContentVersion, ServedPage, is_page};
use crate::preview::live::state::State;
use crate::preview::live::update::PageVersion;
use crate::source::SiteFile;
use axum::body::Bytes;
use axum::http::StatusCode;
use std::io;
use std::sync::Arc;

/// The reply to a request for a URL of the site.
pub(super) enum Reply {
    Content(Representation),
    Redirect(String),
}

/// Returns the reply for a path. `token` is what a page needs to open the editor.
pub(super) fn reply(
    state: &State,
    path: &RequestPath,
    query: Option<&str>,
    token: Option<&str>,
) -> Reply {
    let resolved = path.resolve(&state.build);
    match &resolved {
        Resolved::Redirect(url) => Reply::Redirect(match query {
            Some(query) => format!("{url}?{query}"),
            None => url.clone(),
        }),
        Resolved::Output(job) if !is_page(job) => Reply::Content(file(state, job)),
        Resolved::Output(_) | Resolved::NotFound => {
            Reply::Content(page(&ServedPage::of(state, path, &resolved), token))
        }
    }
}

/// Returns a page with the client.
fn page(served: &ServedPage<'_>, token: Option<&str>) -> Representation {
    let content = &served.content;
    let url = match served.job {
        Some(job) => job.route.url.clone(),
        None => served.path.url(),
    };
    let config = ClientConfig {
        page: &url,
        version: &PageVersion::of(served).id(served),
        token,
        overlay: content.overlay.as_deref(),
    };
    let html = inject(&content.html, &config);
    Representation {
        status: match content.version {
            ContentVersion::Page(_) => StatusCode::OK,
            ContentVersion::NotFound(_) => StatusCode::NOT_FOUND,
            ContentVersion::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        },
        content_type: "text/html; charset=utf-8".to_owned(),
        etag: Some(Digest::of_bytes(&html).short(32)),
        content: Content::Memory(Bytes::from(html)),
    }
}

/// Returns an output that is not a page.
fn file(state: &State, job: &Job) -> Representation {
    let path = &job.route.output;
    let rendered = state.output(path);
    let Some(output) = rendered
        .as_ref()
        .and_then(|rendered| rendered.output.as_ref())
    else {
        let text = format!("`{path}` cannot be made. The terminal says why.\n");
        return Representation::text(StatusCode::INTERNAL_SERVER_ERROR, text);
    };
    let content = match (output, state.build.bytes_of(output)) {
        (OutputBytes::Made { bytes, .. }, _) => {
            Content::Memory(Bytes::from_owner(Arc::clone(bytes)))
        }
        (_, build::Bytes::Here(bytes)) => Content::Memory(Bytes::copy_from_slice(bytes)),
        (_, build::Bytes::File { file, size }) => match open(file, size) {
            Ok(file) => Content::File { file, size },
            // The file was changed or removed a moment ago. The next build will know.
            Err(error) => {
                let text = format!("`{path}` is being changed, try again: {error}\n");
                return Representation::text(StatusCode::SERVICE_UNAVAILABLE, text);
            }
        },
    };
    Representation {
        status: StatusCode::OK,
        content_type: content_type(path),
        etag: Some(output.digest().short(32)),
        content,
    }
}

/// Opens a source of which the scan has seen `size` bytes.
fn open(file: &SiteFile, size: u64) -> io::Result<File> {
    let file = file.open()?;
    match status_of(&file)?.size == size {
        true => Ok(file),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "it is not the file that was scanned",
        )),
    }
}

/// Returns the value of `Content-Type` for an output, by its name. All text of a site is UTF-8.
fn content_type(path: &OutputPath) -> String {
    let guess = mime_guess::from_path(path.as_str())
        .first_raw()
        .unwrap_or("application/octet-stream");
    let is_text =
        guess.starts_with("text/") || matches!(guess, "application/javascript" | "application/xml");
    if is_text {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_owned()
    }
}
