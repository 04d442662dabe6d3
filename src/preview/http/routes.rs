//! The routes of the preview: its own files, the event stream, the editor, and the site.

use super::access_token::AccessToken;
use super::guard::{EDIT_PATH, guard};
use super::hosts::Hosts;
use super::lan::{self, LanAccess};
use super::response::{Content, Representation, close, respond};
use super::site;
use crate::digest::Digest;
use crate::preview::client;
use crate::preview::edit::launcher::{EditorLauncher, MAX_REQUEST, OpenRequest};
use crate::preview::live::events;
use crate::preview::live::resolve::RequestPath;
use crate::preview::live::state::State;
use crate::preview::shutdown::Shutdown;
use crate::preview::timing::REQUEST_BODY;
use crate::preview::watch::BuildMessage;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State as Shared};
use axum::http::header::{HeaderValue, LOCATION};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::any;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use tokio::sync::watch;
use tokio::time::timeout;

/// The header with the token that opens the editor.
const TOKEN_HEADER: &str = "milepost-token";

/// The values from which all requests are answered.
#[derive(Clone)]
pub(crate) struct ServerState {
    /// The newest state; none until the first build.
    pub states: watch::Receiver<Option<Arc<State>>>,
    pub build_messages: Sender<BuildMessage>,
    /// The editor, with the token of the pages that may open it. None if other devices have access.
    pub editor: Option<(AccessToken, Arc<EditorLauncher>)>,
    pub shutdown: Shutdown,
}

/// Returns the routes of a listener with these host names. If `lan` is given, all requests need its
/// token.
pub(crate) fn routes(state: ServerState, hosts: Hosts, lan: Option<Arc<LanAccess>>) -> Router {
    let routes = Router::new()
        .route("/_milepost/events", any(event_stream))
        .route(EDIT_PATH, any(open_editor))
        .route("/_milepost/{name}", any(client_file))
        .fallback(site_output)
        .layer(from_fn_with_state(Arc::new(hosts), guard))
        .with_state(state);
    match lan {
        Some(lan) => routes.layer(from_fn_with_state(lan, lan::require_token)),
        None => routes,
    }
}

/// Responds with a file of the client.
async fn client_file(Path(name): Path<String>, request: Parts) -> Response<Body> {
    let Some(file) = client::file(&name) else {
        let text = "The preview has no such file.\n";
        return respond_text(&request, StatusCode::NOT_FOUND, text);
    };
    let representation = Representation {
        status: StatusCode::OK,
        content_type: file.content_type.to_owned(),
        etag: Some(Digest::of_bytes(file.text.as_bytes()).short(16)),
        content: Content::Memory(Bytes::from_static(file.text.as_bytes())),
    };
    respond(&request, representation)
}

/// Opens the editor for a page that has the token.
async fn open_editor(Shared(state): Shared<ServerState>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let token = parts.headers.get(TOKEN_HEADER);
    let token = token.and_then(|token| token.to_str().ok());
    let editor = state
        .editor
        .filter(|(expected, _)| token.is_some_and(|token| expected.matches(token)));
    let Some((_, editor)) = editor else {
        let text = "Only a page of this preview may open the editor.\n";
        let mut response = respond_text(&parts, StatusCode::FORBIDDEN, text);
        close(&mut response);
        return response;
    };
    let body = timeout(REQUEST_BODY, axum::body::to_bytes(body, MAX_REQUEST)).await;
    let body = body.ok().and_then(Result::ok);
    let asked: Option<OpenRequest> = body.and_then(|body| serde_json::from_slice(&body).ok());
    let (Some(asked), Some(state)) = (asked, state.states.borrow().clone()) else {
        let text = "This is no question after a place in a page.\n";
        return respond_text(&parts, StatusCode::BAD_REQUEST, text);
    };
    // Opening may render the page and starts a program.
    let opened = tokio::task::spawn_blocking(move || editor.open(&state, &asked)).await;
    let opened = opened.unwrap_or_else(|_| {
        Err("Milepost itself failed. The terminal says more; please report it.".to_owned())
    });
    match opened.as_ref().map(serde_json::to_vec) {
        Ok(Ok(json)) => respond(
            &parts,
            Representation {
                status: StatusCode::OK,
                content_type: "application/json".to_owned(),
                etag: None,
                content: Content::Memory(Bytes::from(json)),
            },
        ),
        Ok(Err(error)) => {
            respond_text(&parts, StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
        }
        Err(reason) => respond_text(&parts, StatusCode::CONFLICT, format!("{reason}\n")),
    }
}

/// Responds with the event stream of the pages that a browser has open.
async fn event_stream(Shared(state): Shared<ServerState>, request: Parts) -> Response<Body> {
    let last_id = request.headers.get("last-event-id");
    let last_id = last_id.and_then(|id| id.to_str().ok());
    let Some(pages) = events::parse_query(request.uri.query(), last_id) else {
        let text = "The event stream wants to know of which pages: /_milepost/events?page=/\n";
        return respond_text(&request, StatusCode::BAD_REQUEST, text);
    };
    let ServerState {
        states,
        build_messages,
        shutdown,
        ..
    } = state;
    events::stream_updates(pages, states, build_messages, shutdown).into_response()
}

/// Responds with an output of the site.
async fn site_output(Shared(mut state): Shared<ServerState>, request: Parts) -> Response<Body> {
    // A request that comes before the first build waits for it.
    let newest = match state.states.wait_for(Option::is_some).await {
        Ok(newest) => newest.clone(),
        Err(_) => None,
    };
    let (Ok(path), Some(newest)) = (RequestPath::decode(request.uri.path()), newest) else {
        let text = "This address cannot be: it has an escape or a part \
            that no address of a site has.\n";
        return respond_text(&request, StatusCode::BAD_REQUEST, text);
    };
    let query = request.uri.query().map(str::to_owned);
    let token = state.editor.map(|(token, _)| token.to_string());
    // The threads of the server must not wait for rendering.
    let reply = tokio::task::spawn_blocking(move || {
        site::reply(&newest, &path, query.as_deref(), token.as_deref())
    });
    match reply.await {
        Ok(site::Reply::Content(representation)) => respond(&request, representation),
        Ok(site::Reply::Redirect(url)) => redirect(&url),
        Err(_) => {
            let text = "Milepost itself failed at this page. \
                The terminal says more; please report it.\n";
            respond_text(&request, StatusCode::INTERNAL_SERVER_ERROR, text)
        }
    }
}

fn respond_text(request: &Parts, status: StatusCode, text: impl Into<String>) -> Response<Body> {
    respond(request, Representation::text(status, text))
}

fn redirect(url: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    if let Ok(url) = HeaderValue::try_from(url) {
        response.headers_mut().insert(LOCATION, url);
    }
    response
}
