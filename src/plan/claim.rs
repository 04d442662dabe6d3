//! Claims: every output that is wanted, where it wants to stand and by what right, and what it is
//! about.

use super::images::ShownImages;
use super::job::Class;
use super::search::{self, Search};
use super::social_cards::SocialCards;
use super::table::PlanInputs;
use crate::address::Addresses;
use crate::aggregate::SearchFile;
use crate::config::BaseUrl;
use crate::digest::{Digest, Digested};
use crate::image::{OriginalFile, Recipe};
use crate::path::{OutputPath, SourcePath};
use crate::site::{Page, PageId, Route};
use crate::view::SocialCardInputs;

/// An output that wants a place. Who gets which place follows from the claims alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Claim {
    pub route: Digested<Route>,
    pub class: Class,
    pub origin: Option<SourcePath>,
    pub right: Right,
}

/// By what right an output stands where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Right {
    /// Somebody's file names the place; folders of stages are not to be had.
    Named,
    /// A stage names its own place.
    Own,
    /// A stage takes the place if no file does.
    Spare,
}

/// What an output is about.
#[derive(Debug, Clone)]
pub(super) enum Subject<'a> {
    /// A page of the site.
    Page(PageId, &'a Page),
    /// A source that is copied, with the digest of its bytes.
    Copy(&'a SourcePath, Digest),
    /// A picture that is published without what it says of itself, with the digest of its bytes.
    StripMetadata(&'a SourcePath, Digest),
    /// A variant of a picture.
    ImageVariant(&'a SourcePath, &'a Recipe),
    /// An asset, with the digest of its bytes.
    Asset(Digest),
    /// The picture that stands for a page.
    SocialCard(&'a SocialCardInputs),
    /// A file of the search.
    Search(SearchFile),
    /// What is shown where nothing is.
    NotFound,
    /// A page at an old address, which leads on.
    Redirect { title: &'a str, url: &'a str },
    /// The sitemap of a site that stands there.
    Sitemap(&'a BaseUrl),
    /// The file for crawlers.
    Robots,
    /// The headers that hosts send.
    Headers,
    /// The old addresses, for hosts.
    Redirects,
    /// The file `.nojekyll`: GitHub Pages leaves out what begins with `_` unless it is there.
    NoJekyll,
}

/// All claims, the stronger before the weaker, each with what it is about.
pub(super) fn claims<'a>(
    inputs: &'a PlanInputs,
    drawn: Option<&'a SocialCards>,
    images: &'a ShownImages<'a>,
    search: Option<&Search>,
) -> (Vec<Claim>, Vec<Subject<'a>>) {
    pages(inputs)
        .chain(copies(inputs, images))
        .chain(variants(images))
        .chain(assets(inputs))
        .chain(
            drawn
                .into_iter()
                .flat_map(|drawn| social_cards(inputs, drawn)),
        )
        .chain(search.into_iter().flat_map(search_files))
        .chain(not_found(inputs))
        .chain(redirects(inputs))
        .chain(files(inputs))
        .unzip()
}

fn pages(inputs: &PlanInputs) -> impl Iterator<Item = (Claim, Subject<'_>)> {
    inputs.site.numbered().map(|(id, page)| {
        let (route, origin) = (page.route.clone(), page.source.clone());
        (
            Claim {
                route,
                class: Class::Page,
                origin,
                right: Right::Named,
            },
            Subject::Page(id, page),
        )
    })
}

fn copies<'a>(
    inputs: &'a PlanInputs,
    images: &'a ShownImages<'a>,
) -> impl Iterator<Item = (Claim, Subject<'a>)> {
    inputs.copies.iter().filter_map(|(source, output, digest)| {
        let route = file(output)?;
        let subject = match images.publication(&route.url)? {
            OriginalFile::Verbatim => Subject::Copy(source, *digest),
            OriginalFile::WithoutMetadata => Subject::StripMetadata(source, *digest),
        };
        Some((
            Claim {
                route,
                class: Class::Asset,
                origin: Some(source.clone()),
                right: Right::Named,
            },
            subject,
        ))
    })
}

fn variants<'a>(images: &'a ShownImages<'a>) -> impl Iterator<Item = (Claim, Subject<'a>)> {
    images.variants().filter_map(|(variant, source)| {
        let claim = Claim {
            route: file(&variant.output)?,
            class: Class::Asset,
            origin: Some(source.clone()),
            right: Right::Own,
        };
        Some((claim, Subject::ImageVariant(source, &variant.recipe)))
    })
}

fn assets(inputs: &PlanInputs) -> impl Iterator<Item = (Claim, Subject<'_>)> {
    inputs.assets.files.iter().filter_map(|(output, asset)| {
        let origin = Some(asset.source.clone());
        Some((
            Claim {
                route: file(output)?,
                class: Class::Asset,
                origin,
                right: Right::Own,
            },
            Subject::Asset(asset.digest),
        ))
    })
}

fn social_cards<'a>(
    inputs: &'a PlanInputs,
    social_cards: &'a SocialCards,
) -> impl Iterator<Item = (Claim, Subject<'a>)> {
    social_cards.drawn.iter().map(|(id, (card, route))| {
        let origin = inputs.site.page(*id).source.clone();
        (
            Claim {
                route: route.clone(),
                class: Class::Asset,
                origin,
                right: Right::Own,
            },
            Subject::SocialCard(card),
        )
    })
}

/// The engine is there before the pages that load it.
fn search_files<'a>(search: &Search) -> impl Iterator<Item = (Claim, Subject<'a>)> {
    search::files(&search.index).map(|(route, file)| {
        let class = if file == SearchFile::Engine {
            Class::Asset
        } else {
            Class::Aggregate
        };
        (
            Claim {
                route,
                class,
                origin: None,
                right: Right::Own,
            },
            Subject::Search(file),
        )
    })
}

/// It is shown by hosts alone.
fn not_found(inputs: &PlanInputs) -> Option<(Claim, Subject<'_>)> {
    (has_host(inputs) && inputs.engine.has("404.html")).then_some(())?;
    Some((
        Claim {
            route: named("404.html")?,
            class: Class::Page,
            origin: None,
            right: Right::Spare,
        },
        Subject::NotFound,
    ))
}

/// Pages at old addresses: those that front matter names, then those that site.yaml names.
pub(super) fn redirects(inputs: &PlanInputs) -> impl Iterator<Item = (Claim, Subject<'_>)> {
    let aliases = inputs.site.pages.iter().flat_map(|page| {
        let (title, url) = (&page.card.title, &page.card.url);
        page.head
            .matter
            .aliases
            .iter()
            .map(move |alias| (alias, page.source.clone(), title, url))
    });
    let configured = inputs
        .config
        .redirects
        .iter()
        .map(|(old, new)| (old, Some(SourcePath::site_file()), new, new));
    let can_be_made = inputs.engine.has("redirect.html");
    aliases
        .chain(configured)
        .filter(move |_| can_be_made)
        .filter_map(|(old, origin, title, url)| {
            let route = Digested::new(Route::of_page(old)?);
            Some((
                Claim {
                    route,
                    class: Class::Page,
                    origin,
                    right: Right::Named,
                },
                Subject::Redirect { title, url },
            ))
        })
}

/// Whether the site is for a host: one with relative URLs is a folder that is opened as it lies
/// there.
fn has_host(inputs: &PlanInputs) -> bool {
    inputs.addresses == Addresses::Rooted
}

/// Files that nobody wrote: for hosts and crawlers.
fn files(inputs: &PlanInputs) -> impl Iterator<Item = (Claim, Subject<'_>)> {
    let sitemap = inputs
        .config
        .base_url
        .as_ref()
        .map(|base_url| ("sitemap.xml", Subject::Sitemap(base_url)));
    let redirects = redirects(inputs)
        .next()
        .map(|_| ("_redirects", Subject::Redirects));
    let others = [
        ("robots.txt", Subject::Robots),
        ("_headers", Subject::Headers),
        (".nojekyll", Subject::NoJekyll),
    ];
    let files = sitemap
        .into_iter()
        .chain(redirects)
        .chain(others)
        .filter(|_| has_host(inputs));
    files.filter_map(|(name, subject)| {
        Some((
            Claim {
                route: named(name)?,
                class: Class::Aggregate,
                origin: None,
                right: Right::Spare,
            },
            subject,
        ))
    })
}

fn named(name: &str) -> Option<Digested<Route>> {
    file(&OutputPath::new(name).ok()?)
}

fn file(output: &OutputPath) -> Option<Digested<Route>> {
    Route::of_file(output).map(Digested::new)
}
