//! From a request to its answer.

use super::content_type::content_type;
use super::guard::{self, Refusal, Target};
use super::hosts::Hosts;
use super::lan::{self, Invitation};
use super::open_file::open;
use super::response::{Content, Question, Source, answer};
use crate::aggregate::CONTENT_SECURITY_POLICY;
use crate::digest::Digest;
use crate::pipeline;
use crate::plan::Job;
use crate::preview::call::Call;
use crate::preview::client;
use crate::preview::edit::launcher::{self, EditorDoor};
use crate::preview::live::events;
use crate::preview::live::inject::{self, Mark};
use crate::preview::live::resolve::{self, Found};
use crate::preview::live::served_page::{self, Seen, Sight};
use crate::preview::live::state::State;
use crate::preview::live::update::Shown;
use crate::render::{Output, Rendered};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path as Name, Request, State as Shared};
use axum::http::header::{
    self, ALLOW, CACHE_CONTROL, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{Response, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::any;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use tokio::sync::watch;

/// Where everything of the preview's own lies. The plan gives this folder to nobody.
const OWN: &str = "/_milepost/";

/// Where the editor is opened.
const EDIT: &str = "/_milepost/edit";

/// The header that carries the token of the editor's door.
const TOKEN: &str = "milepost-token";

/// What a page of the preview may load: what the published site will let it load.
const POLICY: &str = CONTENT_SECURITY_POLICY;

/// What all requests are answered from.
#[derive(Clone)]
pub(crate) struct Desk {
    /// The newest state; nothing until the first build.
    pub states: watch::Receiver<Option<Arc<State>>>,
    /// To the thread that makes builds.
    pub calls: Sender<Call>,
    /// Without which nobody comes in; nothing where only this machine can ask.
    pub invitation: Option<Arc<Invitation>>,
    /// The names under which it may be asked there.
    pub hosts: Arc<Hosts>,
    /// Opens the editor, for whoever may.
    pub editor: Option<Arc<EditorDoor>>,
    /// Whether the preview ends.
    pub stop: watch::Receiver<bool>,
}

/// All routes.
pub(crate) fn routes(desk: Desk) -> Router {
    let invitation = desk.invitation.clone();
    let routes = Router::new()
        .route("/_milepost/events", any(event_stream))
        .route(EDIT, any(edit))
        .route("/_milepost/{name}", any(own_file))
        .fallback(site)
        .layer(from_fn_with_state(desk.clone(), guard))
        .with_state(desk);
    match invitation {
        Some(invitation) => routes.layer(from_fn_with_state(invitation, lan::enter)),
        None => routes,
    }
}

/// Refuses strangers, and puts on every answer what holds for all.
async fn guard(Shared(desk): Shared<Desk>, request: Request, next: Next) -> Response<Body> {
    let target = match request.uri().path() {
        EDIT => Target::Action,
        path if path.starts_with(OWN) => Target::Preview,
        _ => Target::Site,
    };
    let refusal = guard::refusal(
        request.method(),
        request.uri(),
        request.headers(),
        &desk.hosts,
        target,
    );
    let mut response = match refusal {
        Some(refusal) => refuse(&request, &refusal, &desk.hosts),
        None => next.run(request).await,
    };
    for (name, value) in [
        (CACHE_CONTROL, "no-cache"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (REFERRER_POLICY, "same-origin"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

fn refuse(request: &Request, refusal: &Refusal, hosts: &Hosts) -> Response<Body> {
    let mut response = answer(
        &question(request),
        Content::sentence(refusal.status(), refusal.text(hosts)),
    );
    if *refusal == Refusal::Method {
        let allowed = if request.uri().path() == EDIT {
            "POST"
        } else {
            "GET, HEAD"
        };
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static(allowed));
    }
    response
}

fn question(request: &Request) -> Question<'_> {
    Question {
        method: request.method(),
        headers: request.headers(),
    }
}

async fn own_file(Name(name): Name<String>, request: Request) -> Response<Body> {
    let Some(file) = client::file(&name) else {
        return answer(
            &question(&request),
            Content::sentence(StatusCode::NOT_FOUND, "The preview has no such file.\n"),
        );
    };
    let tag = Some(Digest::of_bytes(file.text.as_bytes()).short(16));
    let bytes = Source::Memory(Bytes::from_static(file.text.as_bytes()));
    answer(
        &question(&request),
        Content {
            status: StatusCode::OK,
            content_type: file.content_type.to_owned(),
            tag,
            bytes,
        },
    )
}

/// Opens the editor for a page of ours that has the token.
async fn edit(Shared(desk): Shared<Desk>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let question = Question {
        method: &head.method,
        headers: &head.headers,
    };
    let token = head
        .headers
        .get(TOKEN)
        .and_then(|token| token.to_str().ok());
    let Some(door) = desk
        .editor
        .filter(|door| token.is_some_and(|token| door.token.is(token)))
    else {
        return answer(
            &question,
            Content::sentence(
                StatusCode::FORBIDDEN,
                "Only a page of this preview may open the editor.\n",
            ),
        );
    };
    let body = axum::body::to_bytes(body, launcher::LONGEST).await.ok();
    let asked: Option<launcher::Asked> = body.and_then(|body| serde_json::from_slice(&body).ok());
    let (Some(asked), Some(state)) = (asked, desk.states.borrow().clone()) else {
        return answer(
            &question,
            Content::sentence(
                StatusCode::BAD_REQUEST,
                "This is no question after a place in a page.\n",
            ),
        );
    };
    let opened = tokio::task::spawn_blocking(move || door.open(&state, &asked)).await;
    let opened = opened.unwrap_or_else(|_| {
        Err("Milepost itself failed. The terminal says more; please report it.".to_owned())
    });
    let content = match opened.as_ref().map(serde_json::to_vec) {
        Ok(Ok(json)) => Content {
            status: StatusCode::OK,
            content_type: "application/json".to_owned(),
            tag: None,
            bytes: Source::Memory(Bytes::from(json)),
        },
        Ok(Err(error)) => Content::sentence(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        Err(reason) => Content::sentence(StatusCode::CONFLICT, format!("{reason}\n")),
    };
    answer(&question, content)
}

async fn event_stream(Shared(desk): Shared<Desk>, request: Request) -> Response<Body> {
    let last_id = request
        .headers()
        .get("last-event-id")
        .and_then(|id| id.to_str().ok());
    match events::asked(request.uri().query(), last_id) {
        Some(pages) => events::follow(pages, desk.states, desk.calls, desk.stop).into_response(),
        None => {
            let text = "The event stream wants to know of which pages: /_milepost/events?page=/\n";
            answer(
                &question(&request),
                Content::sentence(StatusCode::BAD_REQUEST, text),
            )
        }
    }
}

/// Everything that the site publishes.
async fn site(Shared(mut desk): Shared<Desk>, request: Request) -> Response<Body> {
    // Whoever asks before the first build is done gets it as soon as it is.
    let state = match desk.states.wait_for(Option::is_some).await {
        Ok(state) => state.clone(),
        Err(_) => None,
    };
    let path = request.uri().path();
    let (Ok(decoded), Some(state)) = (resolve::decode(path), state) else {
        let text =
            "This address cannot be: it has an escape or a part that no address of a site has.\n";
        return answer(
            &question(&request),
            Content::sentence(StatusCode::BAD_REQUEST, text),
        );
    };
    let query = request.uri().query().map(str::to_owned);
    // Rendering is work: on the threads that serve it would keep everybody else waiting.
    let token = desk.editor.map(|door| door.token.to_string());
    let looked_up = tokio::task::spawn_blocking(move || {
        look_up(&state, &decoded, query.as_deref(), token.as_deref())
    });
    match looked_up.await {
        Ok(Reply::Content(content)) => answer(&question(&request), content),
        Ok(Reply::Redirect(url)) => redirect(&url),
        Err(_) => {
            let text =
                "Milepost itself failed at this page. The terminal says more; please report it.\n";
            answer(
                &question(&request),
                Content::sentence(StatusCode::INTERNAL_SERVER_ERROR, text),
            )
        }
    }
}

enum Reply {
    Content(Content),
    Redirect(String),
}

fn redirect(url: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    if let Ok(url) = HeaderValue::try_from(url) {
        response.headers_mut().insert(LOCATION, url);
    }
    response
}

fn look_up(state: &State, decoded: &str, query: Option<&str>, token: Option<&str>) -> Reply {
    match resolve::find(&state.build, decoded) {
        Found::Elsewhere(url) => {
            Reply::Redirect(query.map_or_else(|| url.clone(), |query| format!("{url}?{query}")))
        }
        Found::Job(job) if !served_page::is_page(job) => Reply::Content(file(state, job)),
        Found::Job(job) => Reply::Content(page(
            state,
            &job.route.url,
            served_page::page(state, job),
            token,
        )),
        Found::Nothing => Reply::Content(page(
            state,
            &resolve::url(decoded),
            served_page::missing(state),
            token,
        )),
    }
}

/// A page with what the server adds to it.
fn page(state: &State, url: &str, sight: Sight, token: Option<&str>) -> Content {
    let shown = Shown::of(state, &sight).id(state);
    let html = inject::inject(
        &sight.html,
        &Mark {
            page: url,
            shown: &shown,
            token,
            cover: sight.cover.as_deref(),
        },
    );
    Content {
        status: match sight.seen {
            Seen::Page(_) => StatusCode::OK,
            Seen::Missing(_) => StatusCode::NOT_FOUND,
            Seen::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        },
        content_type: "text/html; charset=utf-8".to_owned(),
        tag: Some(Digest::of_bytes(&html).short(32)),
        bytes: Source::Memory(Bytes::from(html)),
    }
}

/// Anything that is not a page, byte for byte.
fn file(state: &State, job: &Job<Rendered>) -> Content {
    let path = &job.route.output;
    let Some(output) = state
        .build
        .output_in_time(path)
        .and_then(|rendered| rendered.output.as_ref())
    else {
        let text = format!("`{path}` cannot be made. The terminal says why.\n");
        return Content::sentence(StatusCode::INTERNAL_SERVER_ERROR, text);
    };
    let bytes = match (output, state.build.bytes_of(output)) {
        (Output::Bytes { bytes, .. }, _) => Source::Memory(Bytes::from_owner(Arc::clone(bytes))),
        (_, pipeline::Bytes::Here(bytes)) => Source::Memory(Bytes::copy_from_slice(bytes)),
        (_, pipeline::Bytes::File { file, size }) => match open(file, size) {
            Ok(file) => Source::File(file, size),
            // It was changed or removed a moment ago, and the next build knows it.
            Err(error) => {
                let text = format!("`{path}` is being changed, try again: {error}\n");
                return Content::sentence(StatusCode::SERVICE_UNAVAILABLE, text);
            }
        },
    };
    Content {
        status: StatusCode::OK,
        content_type: content_type(path),
        tag: Some(output.digest().short(32)),
        bytes,
    }
}
