//! Links of finished pages that lead to nothing.

use crate::diagnostic::{Diagnostic, Names, Place};
use crate::page::{Facts, Texts};
use crate::path::{OutputPath, join, parent};
use crate::site::Resolved;
use crate::url::{UrlKind, classify};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// A finished page.
pub struct CheckedPage<'a> {
    /// Its output.
    pub output: &'a OutputPath,
    /// Its URL from the root of the site.
    pub url: &'a str,
    /// The facts about its HTML.
    pub facts: &'a Facts,
    /// The links and images of its document, which are reported elsewhere.
    pub resolved: Vec<&'a Resolved>,
}

/// The published files, in which targets are looked up.
pub trait PublishedSite {
    /// Returns true if this output is published.
    fn has(&self, output: &str) -> bool;
    /// Returns the ids of the page at this output.
    fn ids(&self, output: &str) -> Option<&Texts>;
    /// Returns true if the image at this URL is published only in its variants.
    fn has_variants(&self, url: &str) -> bool;
    /// Returns all URLs, for suggestions.
    fn urls(&self) -> Vec<&str>;
}

/// Finds links to missing targets. Each target is looked up once, however many pages link to it.
pub fn links(pages: &[CheckedPage<'_>], published: &dyn PublishedSite) -> Vec<Diagnostic> {
    let mut targets = Targets::new(published);
    let mut verdicts: HashMap<String, Option<Diagnostic>> = HashMap::new();
    let mut diagnostics = Vec::new();
    for page in pages {
        let of_document = OnceCell::new();
        for reference in page.facts.references.iter() {
            let Some(target) = absolute(page.url, reference) else {
                continue;
            };
            let verdict = match verdicts.get(&*target) {
                Some(verdict) => verdict,
                None => {
                    let verdict = targets.check(&target, reference);
                    verdicts.entry(target.into_owned()).or_insert(verdict)
                }
            };
            let Some(diagnostic) = verdict else { continue };
            let of_document = of_document.get_or_init(|| references_of_document(page));
            if !of_document.contains(reference) {
                let place = Place::Output(page.output.clone());
                diagnostics.push(diagnostic.clone().at(place));
            }
        }
    }
    diagnostics
}

/// Returns the references that the page's document wrote.
fn references_of_document<'a>(page: &CheckedPage<'a>) -> HashSet<&'a str> {
    let resolved = page.resolved.iter();
    let written = resolved.filter_map(|resolved| match resolved {
        Resolved::Url(target) | Resolved::Fragment(target) => Some(target.as_str()),
        Resolved::Broken => None,
    });
    written.collect()
}

/// Returns a reference within the site as a URL from its root; `None` for one that leaves the site.
fn absolute<'a>(page: &str, reference: &'a str) -> Option<Cow<'a, str>> {
    if reference.starts_with('/') && !reference.starts_with("//") {
        return Some(reference.into());
    }
    if reference.starts_with('#') || reference.is_empty() {
        return Some(format!("{page}{reference}").into());
    }
    if classify(reference) != UrlKind::Internal {
        return None;
    }
    let (path, rest) = reference
        .find(['#', '?'])
        .map_or((reference, ""), |at| reference.split_at(at));
    let slash = if path.ends_with('/') { "/" } else { "" };
    Some(format!("/{}{slash}{rest}", join(parent(page), path)?).into())
}

/// The published files, with the tables in which names are looked up.
struct Targets<'a> {
    published: &'a dyn PublishedSite,
    /// All URLs, once a link leads to none.
    urls: OnceCell<Names<'a>>,
    /// The ids of the pages that fragments name.
    ids: HashMap<String, Option<Names<'a>>>,
}

impl<'a> Targets<'a> {
    fn new(published: &'a dyn PublishedSite) -> Self {
        Targets {
            published,
            urls: OnceCell::new(),
            ids: HashMap::new(),
        }
    }

    /// Returns the error for a target that is not published. `written` is the first reference to
    /// it.
    fn check(&mut self, target: &str, written: &str) -> Option<Diagnostic> {
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let path = path.split('?').next().unwrap_or(path);
        let decoded = percent_decode_str(path.trim_start_matches('/'))
            .decode_utf8_lossy()
            .into_owned();
        let output = if decoded.is_empty() || decoded.ends_with('/') {
            format!("{decoded}index.html")
        } else {
            decoded
        };
        if !self.published.has(&output) {
            return Some(self.broken_link(path, written));
        }
        let id = percent_decode_str(fragment).decode_utf8_lossy();
        if id.is_empty() || id == "top" {
            return None;
        }
        let published = self.published;
        let ids = self.ids.entry(output).or_insert_with_key(|output| {
            let ids = published.ids(output)?;
            Some(ids.iter().collect())
        });
        let ids = ids.as_ref().filter(|ids| !ids.contains(&id))?;
        let diagnostic = Diagnostic::error(
            "broken-anchor",
            format!("a template links to `{written}`, but nothing there has the id `{id}`"),
        );
        Some(match ids.nearest(&id) {
            Some(near) => diagnostic.advise(format!("did you mean `#{near}`?")),
            None => diagnostic,
        })
    }

    fn broken_link(&self, path: &str, written: &str) -> Diagnostic {
        let diagnostic = Diagnostic::error(
            "broken-link",
            format!("a template links to `{written}`, which does not exist"),
        );
        if self.published.has_variants(path) {
            return diagnostic.advise(
                "this picture is published only in the sizes in which `![]()` shows it: \
                 put it in `static/`, or link to it from a page",
            );
        }
        let urls = self
            .urls
            .get_or_init(|| self.published.urls().into_iter().collect());
        match urls.nearest(path) {
            Some(near) => diagnostic.advise(format!("did you mean `{near}`?")),
            None => diagnostic.advise(
                "correct it in the template, the component, the menu or the data that it comes \
                 from",
            ),
        }
    }
}
