//! The page "not found". Only hosts show it.

use super::globals::NOT_FOUND;
use super::page::PageOutput;
use super::planning::Planning;
use super::request::{Phase, Request};
use super::showing;
use crate::digest::Digested;
use crate::path::OutputPath;
use crate::site::{PageKind, Route};
use crate::strings::Strings;

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    request(planning).into_iter().collect()
}

fn request(planning: &Planning<'_>) -> Option<Request> {
    let inputs = planning.inputs;
    if !inputs.has_host() || !inputs.engine.has(NOT_FOUND) {
        return None;
    }
    let route = Digested::new(Route::of_file(&OutputPath::new(NOT_FOUND).ok()?)?);
    let strings = Strings::of(&inputs.config.language, &inputs.config.words);
    let title = strings.word("page_not_found");
    let card = planning.card(PageKind::NotFound, &route.url, title);
    let page = planning.generated(NOT_FOUND, card, &route);
    let (page, names) = showing::with_contents(planning, None, 1, page);
    let request = Request::fallback(NOT_FOUND, Phase::Page, PageOutput(page))?;
    Some(request.showing(names.into()))
}
