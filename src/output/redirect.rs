//! Redirects: pages at old addresses, which lead on by themselves.

use super::globals::REDIRECT;
use super::page::PageOutput;
use super::planning::Planning;
use super::request::{Phase, Request};
use super::showing;
use crate::config::is_redirect_pattern;
use crate::digest::Digested;
use crate::path::SourcePath;
use crate::site::{PageKind, Route};

/// A redirect of the site.
pub(super) struct Redirect<'a> {
    /// The old address.
    pub from: Digested<Route>,
    /// The file that names the old address.
    pub origin: Option<SourcePath>,
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
            title,
            to,
        } = redirect;
        let card = planning.card(PageKind::Redirect, to, title);
        let page = planning.generated(REDIRECT, card, &from);
        let (page, names) = showing::with_contents(planning, None, 1, page);
        Request::for_source(from, Phase::Page, origin, PageOutput(page)).showing(names.into())
    };
    all(planning).map(request).collect()
}

/// Returns all redirects: those of front matter, then those of `site.yaml`.
pub(super) fn all<'a>(planning: &Planning<'a>) -> impl Iterator<Item = Redirect<'a>> {
    let inputs = planning.inputs;
    let aliases = inputs.site.pages.iter().flat_map(|page| {
        let (title, url) = (page.card.title.as_str(), page.card.url.as_str());
        let aliases = page.head.front_matter.aliases.iter();
        // An alias of the page's own address is told where the address is made.
        let is_older =
            move |alias: &&String| Route::of_page(alias).is_none_or(|old| old.url != url);
        let aliases = aliases.filter(is_older);
        aliases.map(move |alias| (alias, page.source.clone(), title, url))
    });
    // Only hosts can follow a pattern.
    let configured = inputs.config.redirects.iter();
    let configured = configured.filter(|(old, _)| !is_redirect_pattern(old));
    let configured = configured.map(|(old, new)| {
        let origin = Some(SourcePath::site_file());
        match inputs.site.meant(new) {
            Some(page) => (
                old,
                origin,
                page.card.title.as_str(),
                page.card.url.as_str(),
            ),
            None => (old, origin, new.as_str(), new.as_str()),
        }
    });
    let can_be_made = inputs.engine.has(REDIRECT);
    let redirects = aliases.chain(configured).filter(move |_| can_be_made);
    redirects.filter_map(|(old, origin, title, to)| {
        let from = Digested::new(Route::of_page(old)?);
        Some(Redirect {
            from,
            origin,
            title,
            to,
        })
    })
}
