//! Links of finished pages that lead to nothing.

use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::page::Facts;
use crate::path::{OutputPath, join, parent};
use crate::site::Resolved;
use crate::url::{UrlKind, classify};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::HashMap;

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
    fn ids(&self, output: &str) -> Option<&[String]>;
    /// Returns true if the image at this URL is published only in its variants.
    fn has_variants(&self, url: &str) -> bool;
    /// Returns all URLs, for suggestions.
    fn urls(&self) -> Vec<&str>;
}

/// Finds links to missing targets. Each target is looked up once, however many pages link to it.
pub fn links(pages: &[CheckedPage<'_>], published: &dyn PublishedSite) -> Vec<Diagnostic> {
    let mut verdicts: HashMap<String, Option<Diagnostic>> = HashMap::new();
    let mut diagnostics = Vec::new();
    for page in pages {
        for reference in &page.facts.references {
            let Some(target) = absolute(page.url, reference) else {
                continue;
            };
            let verdict = match verdicts.get(&*target) {
                Some(verdict) => verdict,
                None => {
                    let verdict = check_target(&target, reference, published);
                    verdicts.entry(target.into_owned()).or_insert(verdict)
                }
            };
            let Some(diagnostic) = verdict else { continue };
            if !is_of_document(reference, page) {
                let place = Place::Output(page.output.clone());
                diagnostics.push(diagnostic.clone().at(place));
            }
        }
    }
    diagnostics
}

/// Returns true for a reference that the page's document wrote.
fn is_of_document(reference: &str, page: &CheckedPage<'_>) -> bool {
    page.resolved.iter().any(|resolved| match resolved {
        Resolved::Url(target) | Resolved::Fragment(target) => target == reference,
        _ => false,
    })
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

/// Returns the error for a target that is not published. `written` is the first reference to it.
fn check_target(target: &str, written: &str, published: &dyn PublishedSite) -> Option<Diagnostic> {
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
    if !published.has(&output) {
        return Some(broken_link(path, written, published));
    }
    let id = percent_decode_str(fragment).decode_utf8_lossy();
    let ids = published
        .ids(&output)
        .filter(|_| !id.is_empty() && id != "top")?;
    if ids.iter().any(|known| *known == id) {
        return None;
    }
    let diagnostic = Diagnostic::error(
        "broken-anchor",
        format!("a template links to `{written}`, but nothing there has the id `{id}`"),
    );
    Some(match nearest(&id, ids.iter().map(String::as_str)) {
        Some(near) => diagnostic.advise(format!("did you mean `#{near}`?")),
        None => diagnostic,
    })
}

fn broken_link(path: &str, written: &str, published: &dyn PublishedSite) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "broken-link",
        format!("a template links to `{written}`, which does not exist"),
    );
    if published.has_variants(path) {
        return diagnostic.advise(
            "this picture is published only in the sizes in which `![]()` shows it: \
             put it in `static/`, or link to it from a page",
        );
    }
    match nearest(path, published.urls()) {
        Some(near) => diagnostic.advise(format!("did you mean `{near}`?")),
        None => diagnostic.advise(
            "correct it in the template, the component, the menu or the data that it comes from",
        ),
    }
}
