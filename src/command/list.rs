//! `milepost list`: the pages of a site, or those that are not published, or to which nothing
//! leads.

use super::{Failure, Outcome, options, terminal};
use crate::build::{Build, Builder};
use crate::cli::{Global, List, Listed};
use crate::site::{PageKind, Reason, Resolved};
use crate::source;
use std::collections::BTreeSet;

/// Prints one page a line, on standard output.
pub(super) fn list(global: &Global, arguments: &List) -> Result<Outcome, Failure> {
    let root = options::site_root(global)?;
    let snapshot = source::scan(&root, None);
    let build_options = options::publish(&arguments.selection)?;
    let build_options = options::with_history(build_options, &root, &snapshot);
    let build = Builder::default().build(&snapshot, &build_options);
    let lines = match arguments.listed {
        None => pages(&build),
        Some(Listed::Orphans) => orphans(&build),
        Some(listed) => held_back(&build, listed),
    };
    if lines.is_empty() {
        terminal::status(global, "There are none.");
    }
    terminal::output(&lines.concat())?;
    Ok(Outcome::Success)
}

fn pages(build: &Build) -> Vec<String> {
    let pages = build.site().pages.iter();
    let line = |page: &crate::site::Page| {
        let source = page.source.as_ref()?;
        Some(format!("{source}\t{}\n", page.card.url))
    };
    pages.filter_map(line).collect()
}

fn held_back(build: &Build, listed: Listed) -> Vec<String> {
    let line = |page: &crate::site::HeldBack| {
        let day = match (page.reason, listed) {
            (Reason::Draft, Listed::Drafts) => String::new(),
            (Reason::Scheduled(day), Listed::Scheduled) => format!("\t{day}"),
            (Reason::Expired(day), Listed::Expired) => format!("\t{day}"),
            _ => return None,
        };
        Some(format!("{}{day}\n", page.source))
    };
    build.held_back().iter().filter_map(line).collect()
}

/// Returns the pages to which no text of another page leads.
fn orphans(build: &Build) -> Vec<String> {
    let pages = &build.site().pages;
    let mut linked: BTreeSet<&str> = BTreeSet::new();
    for page in pages {
        let targets = page.links.iter().filter_map(Resolved::path);
        linked.extend(targets.filter(|url| *url != page.card.url));
    }
    let is_orphan = |page: &&crate::site::Page| {
        page.kind == PageKind::Page && !linked.contains(page.card.url.as_str())
    };
    let line = |page: &crate::site::Page| Some(format!("{}\n", page.source.as_ref()?));
    pages.iter().filter(is_orphan).filter_map(line).collect()
}
