//! Outputs that nobody wrote a file for: the page for what is not found, pages at old addresses, sitemap, robots.

use super::collision::Claims;
use super::job::{Class, Job, Work};
use super::pages::{Around, Shared, permalink};
use super::table::PlanInputs;
use crate::aggregate::{Robots, Sitemap, SitemapEntry};
use crate::digest::Digested;
use crate::document::Head;
use crate::path::{OutputPath, SourcePath};
use crate::site::{Card, PageKind, Route};
use crate::template::Shown;
use crate::view::PageInputs;

/// Claims them all. What somebody's file stands for already is left to the file.
pub(super) fn claim<R>(inputs: &PlanInputs, shared: &Shared, claims: &mut Claims<R>) {
    not_found(inputs, shared, claims);
    redirects(inputs, shared, claims);
    let sitemap = inputs.config.base_url.as_ref().map(|_| sitemap(inputs));
    let robots = Robots { sitemap: sitemap.as_ref().and_then(|_| permalink(inputs, "/sitemap.xml")) };
    if let Some(sitemap) = sitemap {
        claim_file(claims, "sitemap.xml", Work::Sitemap(sitemap));
    }
    claim_file(claims, "robots.txt", Work::Robots(robots));
}

fn claim_file<R>(claims: &mut Claims<R>, name: &str, work: Work) {
    let Some(route) = OutputPath::new(name).ok().and_then(|output| Route::of_file(&output)) else { return };
    if !claims.is_taken(&route.output) {
        claims.claim(Job::new(route, Class::Aggregate, None, work));
    }
}

fn sitemap(inputs: &PlanInputs) -> Sitemap {
    let listed = inputs.site.pages.iter().filter(|page| page.head.matter.search && !page.head.matter.draft);
    let entry = |page: &crate::site::Page| {
        Some(SitemapEntry { permalink: permalink(inputs, &page.route.url)?, updated: page.card.updated.or(page.card.date) })
    };
    Sitemap { entries: listed.filter_map(entry).collect() }
}

fn not_found<R>(inputs: &PlanInputs, shared: &Shared, claims: &mut Claims<R>) {
    let Some(route) = OutputPath::new("404.html").ok().and_then(|output| Route::of_file(&output)) else { return };
    if !inputs.engine.has("404.html") || claims.is_taken(&route.output) {
        return;
    }
    let page = synthetic(inputs, shared, "404.html", "404", "Page not found", &route, &route.url);
    claims.claim(Job::new(route, Class::Page, None, Work::Page(Box::new(page))));
}

/// A page at each old address, which leads on to the new one.
fn redirects<R>(inputs: &PlanInputs, shared: &Shared, claims: &mut Claims<R>) {
    if !inputs.engine.has("redirect.html") {
        return;
    }
    for page in &inputs.site.pages {
        for alias in &page.head.matter.aliases {
            let Some(route) = Route::of_page(alias) else { continue };
            let page_inputs = synthetic(inputs, shared, "redirect.html", "redirect", &page.card.title, &route, &page.card.url);
            claims.claim_named(Job::new(route, Class::Page, page.source.clone(), Work::Page(Box::new(page_inputs))));
        }
    }
    for (old, new) in &inputs.config.redirects {
        let Some(route) = Route::of_page(old) else { continue };
        let page_inputs = synthetic(inputs, shared, "redirect.html", "redirect", new, &route, new);
        let origin = SourcePath::new("site.yaml").ok();
        claims.claim_named(Job::new(route, Class::Page, origin, Work::Page(Box::new(page_inputs))));
    }
}

/// The inputs of a page without a document; `url` is what it shows as its own.
fn synthetic(
    inputs: &PlanInputs,
    shared: &Shared,
    template: &str,
    kind: &'static str,
    title: &str,
    route: &Route,
    url: &str,
) -> PageInputs {
    let home = inputs.site.home();
    let card = Card::untold(PageKind::Page, url, title);
    let around = Around {
        section: (home.section, &home.card),
        is_section: false,
        ancestors: shared.way_into(home.section),
        previous: None,
        next: None,
    };
    PageInputs {
        engine: shared.engine(),
        template: template.to_owned(),
        finishing: shared.finishing(),
        kind,
        source: None,
        route: Digested::new(route.clone()),
        permalink: if url.starts_with('/') { permalink(inputs, url) } else { Some(url.to_owned()) },
        head: Digested::new(Head::untold(title)),
        body: shared.empty_body(),
        card: Shown::new(card),
        links: Digested::new(Vec::new()),
        images: Digested::new(Vec::new()),
        roots: shared.roots(template, &[], around),
    }
}
