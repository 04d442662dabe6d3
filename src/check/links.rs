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
    /// Where it is published.
    pub output: &'a OutputPath,
    /// Its URL from the root of the site.
    pub url: &'a str,
    /// What is in it.
    pub facts: &'a Facts,
    /// The links and images of its document, which are told elsewhere.
    pub told: Vec<&'a Resolved>,
}

/// What is published, for looking targets up.
pub trait Published {
    /// Whether a file is published there.
    fn has(&self, output: &str) -> bool;
    /// The ids of the page published there.
    fn ids(&self, output: &str) -> Option<&[String]>;
    /// Whether a picture lies there that is published in its versions alone.
    fn has_variants(&self, url: &str) -> bool;
    /// All URLs, for suggestions.
    fn urls(&self) -> Vec<&str>;
}

/// Finds links to what is not published. Each target is looked up once, however many pages have it.
pub fn links(pages: &[CheckedPage<'_>], published: &dyn Published) -> Vec<Diagnostic> {
    let mut verdicts: HashMap<String, Option<Diagnostic>> = HashMap::new();
    let mut diagnostics = Vec::new();
    for page in pages {
        for reference in &page.facts.references {
            let told = |resolved: &&Resolved| matches!(resolved, Resolved::Url(target) | Resolved::Fragment(target) if target == reference);
            let Some(target) = absolute(page.url, reference) else {
                continue;
            };
            let verdict = match verdicts.get(&*target) {
                Some(verdict) => verdict,
                None => {
                    let verdict = judge(&target, reference, published);
                    verdicts.entry(target.into_owned()).or_insert(verdict)
                }
            };
            if let Some(diagnostic) = verdict.clone().filter(|_| !page.told.iter().any(told)) {
                diagnostics.push(diagnostic.at(Place::Output(page.output.clone())));
            }
        }
    }
    diagnostics
}

/// A reference within the site as a URL from its root; nothing for one that leads elsewhere.
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

fn judge(target: &str, written: &str, published: &dyn Published) -> Option<Diagnostic> {
    let (path, fragment) = target
        .split_once('#')
        .map_or((target, ""), |(path, fragment)| (path, fragment));
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
        let diagnostic = Diagnostic::error(
            "broken-link",
            format!("a template links to `{written}`, which does not exist"),
        );
        if published.has_variants(path) {
            return Some(diagnostic.advise(
                "this picture is published only in the sizes in which `![]()` shows it: put it in `static/`, or link to it from a page",
            ));
        }
        return Some(match nearest(path, published.urls()) {
            Some(near) => diagnostic.advise(format!("did you mean `{near}`?")),
            None => diagnostic.advise("correct it in the template, the component, the menu or the data that it comes from"),
        });
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
