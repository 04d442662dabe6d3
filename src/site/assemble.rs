//! From heads to the site.

use super::cascade::Cascades;
use super::references::{FileTargets, References, Targets};
use super::{Card, HeldBack, Page, PageId, PageKind, Route, Schedule, Site, order, route};
use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::digest::Digested;
use crate::document::Head;
use crate::path::SourcePath;
use crate::template::Shown;
use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Everything that the site is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SiteInputs {
    /// The heads of all documents, ordered by path.
    pub heads: Vec<(SourcePath, Digested<Head>)>,
    /// The files that pages may link to.
    pub files: Digested<FileTargets>,
    /// The day, and what is shown out of its time.
    pub schedule: Schedule,
    /// The title of a home that nobody wrote.
    pub title: String,
}

/// A site and what the next one can take over from it.
#[derive(Debug, Clone)]
pub struct Assembled {
    /// The site.
    pub site: Arc<Site>,
    /// What is wrong with it.
    pub diagnostics: Arc<Vec<Diagnostic>>,
    inputs: Arc<SiteInputs>,
    /// Each page's own part, by the document's path.
    parts: Arc<HashMap<SourcePath, Part>>,
}

/// What of a page depends on its own head, its route and the targets of links alone.
#[derive(Debug, Clone)]
struct Part {
    head: Digested<Head>,
    route: Digested<Route>,
    card: Shown<Card>,
    resolved: Arc<References>,
}

/// Assembles the site. From `previous` only such values are taken as would be made again the same.
pub fn assemble(inputs: SiteInputs, previous: Option<&Assembled>) -> Assembled {
    if let Some(previous) = previous.filter(|previous| *previous.inputs == inputs) {
        return previous.clone();
    }
    let parts_before = previous.map(|previous| &*previous.parts);
    let Checked { value: (placed, held_back), mut diagnostics } = place(&inputs, parts_before);
    let same_targets = previous.is_some_and(|previous| same_targets(&placed, &inputs, previous));
    // Most edits need no table of targets at all: it is made when the first link has to be resolved.
    let targets = LazyCell::new(|| {
        Targets::new(placed.iter().map(|placed| (&placed.source, &*placed.route, &*placed.head)), &inputs.files)
    });
    let mut parts = HashMap::with_capacity(placed.len());
    let mut pages = Vec::with_capacity(placed.len() + 1);
    for placed in &placed {
        let before = parts_before.and_then(|parts| parts.get(&placed.source)).filter(|before| before.route == placed.route);
        let part = match before.filter(|before| same_targets && before.head == placed.head) {
            Some(before) => before.clone(),
            None => part(placed, before, same_targets, || targets.resolve_all(&placed.source, &placed.route, &placed.head)),
        };
        diagnostics.extend(part.resolved.diagnostics.iter().cloned());
        pages.push(page(placed, &part));
        parts.insert(placed.source.clone(), part);
    }
    if !pages.iter().any(|page| page.kind == PageKind::Home) {
        pages.push(unwritten_home(&inputs.title));
    }
    let site = Site { held_back, ..relate(pages) };
    Assembled { site: Arc::new(site), diagnostics: Arc::new(diagnostics), inputs: Arc::new(inputs), parts: Arc::new(parts) }
}

/// A document with its kind and its route.
struct Placed {
    source: SourcePath,
    kind: PageKind,
    head: Digested<Head>,
    route: Digested<Route>,
}

fn place(inputs: &SiteInputs, before: Option<&HashMap<SourcePath, Part>>) -> Checked<(Vec<Placed>, Vec<HeldBack>)> {
    let mut placed = Vec::with_capacity(inputs.heads.len());
    let mut held_back = Vec::new();
    let mut diagnostics = Vec::new();
    let has_home = inputs.heads.iter().any(|(source, _)| source.as_str() == "content/_index.md");
    let cascades = Cascades::of(&inputs.heads);
    for (source, head) in &inputs.heads {
        let head = cascades.applied(source, head);
        if let Some(reason) = inputs.schedule.holds_back(&head.matter) {
            held_back.push(HeldBack { source: source.clone(), reason });
            continue;
        }
        // A route follows from the path and the front matter, so an equal head has the route that it had.
        let known =
            before.and_then(|before| before.get(source)).filter(|before| before.head == head).map(|before| before.route.clone());
        let Some(route) = known.or_else(|| route::of_document(source, &head.matter).map(Digested::new)) else {
            let problem =
                Diagnostic::error("unusable-path", "no URL can be made of this file's name").at(Place::File(source.clone()));
            diagnostics.push(problem.advise("rename the file, or give it a `slug` in its front matter"));
            continue;
        };
        let kind = kind(source, has_home);
        placed.push(Placed { source: source.clone(), kind, head, route });
    }
    Checked { value: (placed, held_back), diagnostics }
}

fn kind(source: &SourcePath, has_home: bool) -> PageKind {
    match source.as_str() {
        "content/_index.md" => PageKind::Home,
        "content/index.md" if !has_home => PageKind::Home,
        _ if source.file_name().starts_with("_index.") => PageKind::Section,
        _ => PageKind::Page,
    }
}

/// Whether every link leads where it led before: the same documents at the same routes with the same ids, and the same files.
fn same_targets(placed: &[Placed], inputs: &SiteInputs, previous: &Assembled) -> bool {
    let same = |placed: &Placed| {
        let before = previous.parts.get(&placed.source);
        before.is_some_and(|before| {
            before.route == placed.route && (before.head == placed.head || before.head.ids == placed.head.ids)
        })
    };
    placed.len() == previous.parts.len() && inputs.files == previous.inputs.files && placed.iter().all(same)
}

/// A page's own part. `before` stood at the same route.
fn part(placed: &Placed, before: Option<&Part>, same_targets: bool, resolve: impl FnOnce() -> References) -> Part {
    let Placed { source: _, kind, head, route } = placed;
    let asked = |head: &Head| (head.links.clone(), head.images.clone(), head.matter.image.clone(), head.ids.clone());
    let resolved = match before.filter(|before| same_targets && asked(&before.head) == asked(head)) {
        Some(before) => before.resolved.clone(),
        None => Arc::new(resolve()),
    };
    let card = Shown::new(Card::of(*kind, route, head, resolved.picture.as_ref()));
    // An equal card is taken over because its view may have been made already.
    let card = before.map(|before| before.card.clone()).filter(|before| *before == card).unwrap_or(card);
    Part { head: head.clone(), route: route.clone(), card, resolved }
}

fn page(placed: &Placed, part: &Part) -> Page {
    Page {
        source: Some(placed.source.clone()),
        kind: placed.kind,
        route: part.route.clone(),
        head: part.head.clone(),
        card: part.card.clone(),
        folder: section_folder(&placed.source).to_owned(),
        section: PageId(0),
        ancestors: Vec::new(),
        children: Vec::new(),
        links: part.resolved.links.clone(),
        images: part.resolved.images.clone(),
    }
}

/// The folder that a document speaks for or lies in: an `index.md` is a page of the folder above its own.
fn section_folder(source: &SourcePath) -> &str {
    let folder = source.folder();
    let folder = match source.file_name().split('.').next() {
        Some("index") => folder.rsplit_once('/').map_or("", |(above, _)| above),
        _ => folder,
    };
    folder.strip_prefix("content").map_or("", |below| below.trim_start_matches('/'))
}

fn unwritten_home(title: &str) -> Page {
    let head = Head::untold(title);
    let route = Route::of_page("").expect("the home's route is a constant");
    Page {
        source: None,
        kind: PageKind::Home,
        card: Shown::new(Card::of(PageKind::Home, &route, &head, None)),
        route: Digested::new(route),
        head: Digested::new(head),
        folder: String::new(),
        section: PageId(0),
        ancestors: Vec::new(),
        children: Vec::new(),
        links: Digested::new(Vec::new()),
        images: Digested::new(Vec::new()),
    }
}

/// Puts pages under their sections and all into reading order.
fn relate(pages: Vec<Page>) -> Site {
    let sections: BTreeMap<&str, usize> = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.kind != PageKind::Page)
        .map(|(index, page)| (page.folder.as_str(), index))
        .collect();
    let home = pages.iter().position(|page| page.kind == PageKind::Home).expect("a home was added where nobody wrote one");
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); pages.len()];
    for (index, page) in pages.iter().enumerate() {
        match page.kind {
            PageKind::Home => {}
            PageKind::Section => children[enclosing(&sections, above(&page.folder), home)].push(index),
            PageKind::Page => children[enclosing(&sections, Some(&page.folder), home)].push(index),
        }
    }
    for (index, children) in children.iter_mut().enumerate() {
        let sort_by = pages[index].head.matter.sort_by;
        children.sort_by(|a, b| order::compare(sort_by, &pages[*a], &pages[*b]));
    }
    in_reading_order(pages, &children, home)
}

fn above(folder: &str) -> Option<&str> {
    (!folder.is_empty()).then(|| folder.rsplit_once('/').map_or("", |(above, _)| above))
}

/// The nearest section at or above a folder.
fn enclosing(sections: &BTreeMap<&str, usize>, folder: Option<&str>, home: usize) -> usize {
    let mut folder = folder;
    while let Some(name) = folder {
        if let Some(section) = sections.get(name) {
            return *section;
        }
        folder = above(name);
    }
    home
}

fn in_reading_order(pages: Vec<Page>, children: &[Vec<usize>], home: usize) -> Site {
    let mut order = Vec::with_capacity(pages.len());
    let mut parents = vec![home; pages.len()];
    let mut waiting = vec![home];
    // Children are pushed backwards, so the first is taken next: depth first without recursion.
    while let Some(index) = waiting.pop() {
        order.push(index);
        for child in children[index].iter().rev() {
            parents[*child] = index;
            waiting.push(*child);
        }
    }
    let mut number = vec![0; pages.len()];
    for (position, index) in order.iter().enumerate() {
        number[*index] = position;
    }
    let mut slots: Vec<Option<Page>> = pages.into_iter().map(Some).collect();
    let mut ordered: Vec<Page> = Vec::with_capacity(slots.len());
    for index in &order {
        let mut page = slots[*index].take().expect("each page stands in the order once");
        let parent = PageId(number[parents[*index]]);
        page.children = children[*index].iter().map(|child| PageId(number[*child])).collect();
        page.section = if page.kind == PageKind::Page { parent } else { PageId(ordered.len()) };
        if page.kind != PageKind::Home {
            let above: &Page = &ordered[parent.0];
            page.ancestors = above.ancestors.iter().copied().chain([parent]).collect();
        }
        ordered.push(page);
    }
    let by_source = ordered.iter().enumerate().filter_map(|(index, page)| Some((page.source.clone()?, PageId(index)))).collect();
    Site { pages: ordered, by_source, held_back: Vec::new() }
}
