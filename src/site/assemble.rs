//! From the heads of all documents to the site.
//!
//! Almost everything that is known of a page depends on that page alone: on its head, its address
//! and the targets of its links. Each page is therefore a [`Memo`] of its own, and an edit of one
//! page makes one page.

use super::card::Card;
use super::feeds;
use super::git_dates::{DatesOfDocuments, PageDates};
use super::kind::PageKind;
use super::list_urls;
use super::lists;
use super::page::{PageData, PageFiles};
use super::published::{self, PageMemos, Routed};
use super::readmes::Readmes;
use super::references::resolve_all;
use super::route::Route;
use super::schedule::{HeldBack, Schedule, Timing};
use super::target::TargetDocument;
use super::targets::{FileTargets, Targets};
use super::term_groups::TermDocument;
use super::terms::{self, PageTerms, TaxonomyGroup};
use super::tree::{self, Site, Unordered};
use super::unwritten::Unwritten;
use crate::config::{BaseUrl, Feeds, Taxonomy};
use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::Digested;
use crate::document::{Head, Heads};
use crate::memo::Memo;
use crate::path::SourcePath;
use crate::summary::Summary;
use crate::template::Viewed;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// Everything that the site is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SiteInputs {
    /// The heads of all documents, ordered by path.
    pub heads: Digested<Heads>,
    /// The files that pages may link to.
    pub files: Digested<FileTargets>,
    /// The day, and which pages are shown out of their time.
    pub schedule: Schedule,
    /// The title of a home that has no document.
    pub title: String,
    /// The taxonomies.
    pub taxonomies: Digested<Vec<Taxonomy>>,
    /// The address of the site.
    pub base_url: Option<BaseUrl>,
    /// The feeds, if the site has some: they need a base URL.
    pub feeds: Option<Feeds>,
    /// The order of the pages, if a `SUMMARY.md` gives one.
    pub summary: Option<Digested<Summary>>,
    /// The days that git knows, if the site asks for them.
    pub git_dates: Option<Digested<DatesOfDocuments>>,
}

/// A site and the parts of it that the next one can take over.
#[derive(Debug, Clone)]
pub struct Assembled {
    /// The site.
    pub site: Digested<Site>,
    /// The faults of the site.
    pub diagnostics: Arc<Vec<Diagnostic>>,
    inputs: Arc<SiteInputs>,
    /// The memos of each page, in the order of the documents.
    memos: Arc<Vec<PageMemos>>,
}

impl Assembled {
    /// Returns true if these inputs would make the same site.
    fn is_of(&self, inputs: &SiteInputs) -> bool {
        let SiteInputs {
            heads,
            files,
            schedule,
            title,
            taxonomies,
            base_url,
            feeds,
            summary,
            git_dates,
        } = &*self.inputs;
        let has_equal_pages = *heads == inputs.heads
            && *files == inputs.files
            && *schedule == inputs.schedule
            && *taxonomies == inputs.taxonomies
            && *base_url == inputs.base_url
            && *feeds == inputs.feeds
            && *summary == inputs.summary
            && *git_dates == inputs.git_dates;
        // The title shows only where the home has no document.
        has_equal_pages && (*title == inputs.title || self.site.home().source.is_some())
    }
}

/// Assembles the site. From `previous` it takes over each page that would be the same again.
pub fn assemble(inputs: SiteInputs, previous: Option<&Assembled>) -> Assembled {
    if let Some(previous) = previous.filter(|previous| previous.is_of(&inputs)) {
        return previous.clone();
    }
    let memos_before = previous.map_or(&[][..], |previous| &previous.memos);
    let mut diagnostics = Vec::new();
    let readmes = Readmes::of(inputs.summary.as_deref(), &inputs.heads, &mut diagnostics);
    let (published, held_back) = published::published(
        &inputs.heads,
        &inputs.schedule,
        &inputs.taxonomies,
        &readmes,
        memos_before,
    );
    let routed = published::with_addresses(published, &mut diagnostics);
    let documents: Vec<TermDocument<'_>> = routed.iter().map(term_document).collect();
    let groups = terms::group(&inputs.taxonomies, &documents, &mut diagnostics);
    let terms = terms::of_documents(&inputs.taxonomies, &groups, &documents);

    let mut urls = terms::urls(&groups);
    urls.extend(list_urls::urls(&inputs.taxonomies, &documents, &groups));
    let feeds = inputs.feeds.iter();
    urls.extend(feeds.flat_map(|it| feeds::urls(it, &inputs.taxonomies, &documents, &groups)));

    let (files, schedule) = (&inputs.files, &inputs.schedule);
    let target = |routed| target_document(routed, schedule);
    let documents: Vec<TargetDocument<'_>> = routed.iter().map(target).collect();
    let targets = Targets::new(&documents, files, urls, &held_back, schedule.today);
    let shared = Shared {
        base_url: inputs.base_url.as_ref(),
        targets: &targets,
        chapters: inputs.summary.iter().flat_map(|it| it.titles()).collect(),
        git_dates: inputs.git_dates.as_deref(),
    };
    let pages = routed.par_iter().zip(&terms);
    let memos = pages.map(|(routed, terms)| page_memos(routed, terms, &shared));
    let memos: Vec<PageMemos> = memos.collect();
    diagnostics.extend(
        memos
            .iter()
            .flat_map(|memos| memos.data.diagnostics().iter().cloned()),
    );
    let unordered = unordered(&inputs, &memos, groups, held_back);
    let mut site = tree::site(unordered, &mut diagnostics);
    lists::add(&mut site, &inputs.taxonomies, &mut diagnostics);
    if let Some(feeds) = &inputs.feeds {
        feeds::add(&mut site, feeds, &inputs.taxonomies, &mut diagnostics);
    }
    Assembled {
        site: Digested::new(site),
        diagnostics: Arc::new(diagnostics),
        inputs: Arc::new(inputs),
        memos: Arc::new(memos),
    }
}

/// Returns the pages of all documents, with those that no document makes.
fn unordered(
    inputs: &SiteInputs,
    memos: &[PageMemos],
    groups: Vec<TaxonomyGroup>,
    held_back: Vec<HeldBack>,
) -> Unordered {
    let no_terms = terms::none(&inputs.taxonomies);
    let unwritten = Unwritten {
        base_url: inputs.base_url.as_ref(),
        no_terms: &no_terms,
    };
    let page = |memos: &PageMemos| (memos.data.value().clone(), Some(memos.position));
    let mut pages: Vec<(Digested<PageData>, Option<usize>)> = memos.iter().map(page).collect();
    let home = pages
        .iter()
        .position(|(page, _)| page.kind == PageKind::Home)
        .unwrap_or_else(|| {
            pages.push((unwritten.home(&inputs.title), None));
            pages.len() - 1
        });
    let groups = groups.into_iter();
    let taxonomies = groups.map(|group| unwritten.add_groups(group, &mut pages));
    Unordered {
        taxonomies: taxonomies.collect(),
        pages,
        home,
        no_terms,
        held_back,
        summary: inputs.summary.clone(),
    }
}

fn target_document<'a>(
    (routed, route): &'a (Routed<'_>, Digested<Route>),
    schedule: &Schedule,
) -> TargetDocument<'a> {
    TargetDocument {
        source: routed.document.source,
        route,
        ids: &routed.document.head.ids,
        hidden: Timing::of(&routed.document.head.front_matter, schedule.today).reason(),
    }
}

fn term_document<'a>((routed, route): &'a (Routed<'_>, Digested<Route>)) -> TermDocument<'a> {
    TermDocument {
        source: routed.document.source,
        kind: routed.document.kind,
        head: &routed.document.head,
        route,
    }
}

/// Everything that a page by itself is made of.
#[derive(Hash)]
struct PageInputs<'a, 't> {
    source: &'a SourcePath,
    kind: PageKind,
    head: &'a Digested<Head>,
    route: &'a Digested<Route>,
    terms: &'a Digested<PageTerms>,
    base_url: Option<&'a BaseUrl>,
    targets: &'a Targets<'t>,
    /// The title that `SUMMARY.md` gives.
    chapter: Option<&'a str>,
    /// The days that git knows.
    git_dates: Option<&'a PageDates>,
}

/// The inputs that all pages of a site share.
struct Shared<'a, 't> {
    base_url: Option<&'a BaseUrl>,
    targets: &'a Targets<'t>,
    /// The titles that `SUMMARY.md` gives.
    chapters: HashMap<&'a SourcePath, &'a str>,
    git_dates: Option<&'a DatesOfDocuments>,
}

/// Returns the memos of a page.
fn page_memos(
    (routed, address): &(Routed<'_>, Digested<Route>),
    terms: &Digested<PageTerms>,
    shared: &Shared<'_, '_>,
) -> PageMemos {
    let Routed { document, route } = routed;
    let inputs = PageInputs {
        source: document.source,
        kind: document.kind,
        head: &document.head,
        route: address,
        terms,
        base_url: shared.base_url,
        targets: shared.targets,
        chapter: shared.chapters.get(document.source).copied(),
        git_dates: shared.git_dates.and_then(|of| of.get(document.source)),
    };
    let before = document.before.map(|before| &before.data);
    let data = Memo::of(before, &inputs, page_data);
    PageMemos {
        source: document.source.clone(),
        position: document.position,
        route: route.clone(),
        data,
    }
}

fn page_data(inputs: &PageInputs<'_, '_>) -> Checked<Digested<PageData>> {
    let PageInputs {
        source,
        kind,
        head,
        route,
        terms,
        base_url,
        targets,
        chapter,
        git_dates,
    } = *inputs;
    let references = resolve_all(targets, source, route, head);
    let image = references.image.as_ref();
    let mut card = Card::of(kind, route, head, image, terms.clone());
    if let (Some(title), None) = (chapter, &head.front_matter.nav_title) {
        card.nav_title = title.to_owned();
    }
    if let Some(dates) = git_dates {
        card.take_dates(dates);
    }
    card.permalink = base_url.map(|base| base.absolute(&card.url));
    let files = PageFiles::of(&references.links, &references.images, &card);
    Checked {
        value: Digested::new(PageData {
            source: Some(source.clone()),
            kind,
            route: route.clone(),
            head: head.clone(),
            card: Viewed::new(card),
            links: references.links,
            images: references.images,
            files: files.map(Digested::new),
        }),
        diagnostics: references.diagnostics,
    }
}
