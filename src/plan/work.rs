//! From what an output is about to what it is made of.

use super::claim::{self, Claim, Subject};
use super::images;
use super::job::Work;
use super::shared::{self, Kit, Shared};
use super::table::{Documents, PlanInputs};
use crate::aggregate::{Headers, Redirect, Redirects, Robots, Sitemap, SitemapEntry};
use crate::config::BaseUrl;
use crate::digest::Digested;
use crate::site::{Card, Page, PageData, PageId, PageKind, Route};
use crate::template::Viewed;
use crate::view::{Around, PageInputs};

/// What an output at `route` is made of.
pub(super) fn work(
    subject: &Subject<'_>,
    route: &Digested<Route>,
    inputs: &PlanInputs,
    documents: &Documents,
    shared: &Shared<'_>,
) -> Work {
    match subject {
        Subject::Page(id, page) => {
            Work::Page(Box::new(written(*id, page, inputs, documents, shared)))
        }
        Subject::Copy(source, digest) => Work::Copy {
            source: (*source).clone(),
            digest: *digest,
        },
        Subject::StripMetadata(source, digest) => Work::StripMetadata {
            source: (*source).clone(),
            digest: *digest,
        },
        Subject::ImageVariant(source, recipe) => Work::ImageVariant {
            source: (*source).clone(),
            recipe: (*recipe).clone(),
        },
        Subject::Asset(digest) => Work::Asset { digest: *digest },
        Subject::SocialCard(picture) => Work::SocialCard(Box::new((*picture).clone())),
        Subject::Search(file) => Work::Search(file.clone()),
        Subject::NotFound => {
            let card = Card::synthetic(PageKind::NotFound, &route.url, "Page not found");
            Work::Page(Box::new(synthetic(
                shared::NOT_FOUND,
                card,
                route,
                inputs,
                shared,
            )))
        }
        Subject::Redirect { title, url } => {
            let card = Card::synthetic(PageKind::Redirect, url, title);
            Work::Page(Box::new(synthetic(
                shared::REDIRECT,
                card,
                route,
                inputs,
                shared,
            )))
        }
        Subject::Sitemap(base_url) => Work::Sitemap(sitemap(base_url, inputs)),
        Subject::Robots => {
            let base_url = inputs.config.base_url.as_ref();
            Work::Robots(Robots {
                sitemap: base_url.map(|base_url| base_url.absolute("/sitemap.xml")),
            })
        }
        Subject::Headers => Work::Headers(Headers {
            base_path: base_path(inputs),
        }),
        Subject::Redirects => Work::Redirects(redirects(inputs)),
        Subject::NoJekyll => Work::Empty,
    }
}

fn sitemap(base_url: &BaseUrl, inputs: &PlanInputs) -> Sitemap {
    let listed = inputs
        .site
        .pages
        .iter()
        .filter(|page| page.head.matter.search && !page.head.matter.draft);
    let entry = |page: &Page| SitemapEntry {
        route: page.route.clone(),
        updated: page.card.updated.or(page.card.date),
    };
    Sitemap {
        base_url: base_url.clone(),
        entries: listed.map(entry).collect(),
    }
}

fn base_path(inputs: &PlanInputs) -> String {
    inputs
        .config
        .base_url
        .as_ref()
        .map(|base_url| base_url.path.clone())
        .unwrap_or_default()
}

fn redirects(inputs: &PlanInputs) -> Redirects {
    let entry = |(claim, subject): (Claim, Subject<'_>)| match subject {
        Subject::Redirect { title: _, url } => Some(Redirect {
            from: claim.route,
            to: url.to_owned(),
        }),
        _ => None,
    };
    Redirects {
        base_path: base_path(inputs),
        entries: claim::redirects(inputs).filter_map(entry).collect(),
    }
}

/// The inputs of a page of the site.
pub(super) fn written(
    id: PageId,
    page: &Page,
    inputs: &PlanInputs,
    documents: &Documents,
    shared: &Shared<'_>,
) -> PageInputs {
    let document = page
        .source
        .as_ref()
        .and_then(|source| documents.get(source));
    let kit = shared.kit(shared::template(page), &page.head.calls);
    PageInputs {
        common: kit.common.clone(),
        data: page.data.clone(),
        body: document.map_or_else(
            || shared.empty_body.clone(),
            |document| document.value.body.clone(),
        ),
        images: images::of_page(&page.data, &inputs.images),
        around: around(Some((id, page)), kit, inputs, shared),
    }
}

/// The inputs of a page that Milepost generates. `card` is the page's own.
fn synthetic(
    template: &'static str,
    card: Card,
    route: &Digested<Route>,
    inputs: &PlanInputs,
    shared: &Shared<'_>,
) -> PageInputs {
    let kit = shared.kit(template, &[]);
    PageInputs {
        common: kit.common.clone(),
        data: Digested::new(PageData::synthetic(route.clone(), card)),
        body: shared.empty_body.clone(),
        images: Vec::new(),
        around: around(None, kit, inputs, shared),
    }
}

/// What stands around a page as far as its template reads it. What is no page of the site stands
/// below the home.
fn around(
    page: Option<(PageId, &Page)>,
    kit: &Kit,
    inputs: &PlanInputs,
    shared: &Shared<'_>,
) -> Around {
    let site = &inputs.site;
    let section = page.map_or(site.home().section, |(_, page)| page.section);
    let lists = shared.lists.of_section(section);
    let is_section = page.is_some_and(|(_, page)| page.kind.is_section());
    let ancestors = || match page.map(|(_, page)| page.parent) {
        Some(Some(parent)) => shared.lists.of_section(parent).ancestors.clone(),
        Some(None) => Viewed::new(Vec::new()),
        None => lists.ancestors.clone(),
    };
    let share = || page.and_then(|(id, page)| shared.social_cards?.share(id, page, &inputs.images));
    let neighbour = |page: Option<&Page>| page.map(|page| page.card.clone());
    let reads = |name: &str| kit.reads.contains(name);
    Around {
        section: reads("section").then(|| site.page(section).card.clone()),
        children: reads("children").then(|| {
            if is_section {
                lists.children.clone()
            } else {
                shared.no_children.clone()
            }
        }),
        siblings: reads("siblings").then(|| lists.pages.clone()),
        ancestors: (reads("ancestors") || reads("structured_data")).then(ancestors),
        share: (reads("share_image") || reads("structured_data")).then(share),
        previous: reads("previous").then(|| neighbour(page.and_then(|(id, _)| site.before(id)))),
        book: if reads("book") {
            shared.book.clone()
        } else {
            None
        },
        next: reads("next").then(|| neighbour(page.and_then(|(id, _)| site.after(id)))),
    }
}
