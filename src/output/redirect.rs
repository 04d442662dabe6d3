//! Redirects: pages at old addresses, which lead on by themselves.

use super::globals::REDIRECT;
use super::page::PageOutput;
use super::planning::Planning;
use super::request::{Phase, Request};
use super::showing;
use crate::config::is_redirect_pattern;
use crate::diagnostic::Item;
use crate::digest::Digested;
use crate::path::SourcePath;
use crate::site::{Aliases, PageKind, Route};

/// A redirect of the site.
pub(super) struct Redirect<'a> {
    /// The old address.
    pub from: Digested<Route>,
    /// The file that names the old address.
    pub origin: Option<SourcePath>,
    /// The item of that file that names it.
    pub named_by: Item,
    /// The title of the page at the new address.
    pub title: &'a str,
    /// The new address: a URL of the site, or an absolute URL.
    pub to: &'a str,
}

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let request = |redirect: Redirect<'_>| {
        let Redirect {
            from,
            origin,
            named_by,
            title,
            to,
        } = redirect;
        let card = planning.card(PageKind::Redirect, to, title);
        let page = planning.generated(REDIRECT, card, &from);
        let (page, names) = showing::with_contents(planning, None, 1, page);
        let request = Request::for_source(from, Phase::Page, origin, PageOutput(page));
        request.named_by(Some(named_by)).showing(names.into())
    };
    all(planning).map(request).collect()
}

/// Returns all redirects: those of front matter, then those of `site.yaml`.
pub(super) fn all<'a>(planning: &Planning<'a>) -> impl Iterator<Item = Redirect<'a>> {
    let inputs = planning.inputs;
    let aliases = inputs.site.pages.iter().flat_map(|page| {
        let (title, to) = (page.card.title.as_str(), page.card.url.as_str());
        let aliases = Aliases::of(&page.route, &page.head.front_matter.aliases);
        let older = aliases.older.into_iter();
        older.map(move |(from, named_by)| Redirect {
            from: Digested::new(from),
            origin: page.source.clone(),
            named_by,
            title,
            to,
        })
    });
    // Only hosts can follow a pattern.
    let configured = inputs.config.redirects.iter();
    let configured = configured.filter(|(old, _)| !is_redirect_pattern(old));
    let configured = configured.filter_map(|(old, new)| {
        let (title, to) = match inputs.site.meant(new) {
            Some(page) => (page.card.title.as_str(), page.card.url.as_str()),
            None => (new.as_str(), new.as_str()),
        };
        Some(Redirect {
            from: Digested::new(Route::of_page(old)?),
            origin: Some(SourcePath::site_file()),
            named_by: Item::Key(format!("redirects[\"{old}\"]")),
            title,
            to,
        })
    });
    let can_be_made = inputs.engine.has(REDIRECT);
    aliases.chain(configured).filter(move |_| can_be_made)
}
