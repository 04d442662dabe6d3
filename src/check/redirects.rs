//! Redirects of site.yaml that lead to nothing, on to others, or in a circle.

use super::links::PublishedSite;
use crate::diagnostic::{Diagnostic, Item, Names, Place};
use crate::path::SourcePath;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The most redirects that are followed from one: a longer way costs each of them the whole way.
const LONGEST_WAY: usize = 64;

/// The most redirects that are told at their lines: finding one line reads all of site.yaml.
const MOST_TOLD: usize = 100;

/// Finds the faults of redirects, each at its line. `redirects` are the old paths, without slashes
/// around them, with the URLs to which they lead.
pub fn redirects(
    redirects: &BTreeMap<&str, &str>,
    published: &dyn PublishedSite,
) -> Vec<Diagnostic> {
    // All URLs, for suggestions: most sites need none.
    let urls = OnceCell::new();
    let nearest = |path: &str| {
        let urls: &Names<'_> = urls.get_or_init(|| published.urls().into_iter().collect());
        urls.nearest(path)
    };
    let fault = |(old, new): (&&str, &&str)| {
        let fault = fault(old, new, redirects, published, &nearest)?;
        let item = Item::Key(format!("redirects[\"{old}\"]"));
        let file = SourcePath::site_file();
        Some(fault.at(Place::Item { file, item }))
    };
    let mut faults: Vec<Diagnostic> = redirects.iter().filter_map(fault).collect();
    let more = faults.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        faults.truncate(MOST_TOLD);
        let message = format!("{more} more redirects lead to nothing, to others, or in a circle");
        let rest = Diagnostic::error("broken-link", message).at(Place::Item {
            file: SourcePath::site_file(),
            item: Item::Key("redirects".to_owned()),
        });
        faults.push(rest.advise("mend those that are named, and check again"));
    }
    faults
}

fn fault<'a>(
    old: &str,
    new: &str,
    redirects: &BTreeMap<&str, &str>,
    published: &dyn PublishedSite,
    nearest: &dyn Fn(&str) -> Option<&'a str>,
) -> Option<Diagnostic> {
    let path = new.split(['?', '#']).next()?;
    // A pattern fills in what only a host knows.
    if !path.starts_with('/') || path.contains(':') || path.contains('*') {
        return None;
    }
    let mut way = vec![old];
    let mut at = path.trim_matches('/');
    while let Some(next) = redirects.get(at) {
        if way.contains(&at) {
            // A circle is told once, at its first path, and not for what leads into it.
            let is_first = at == old && way.iter().min() == Some(&old);
            return is_first.then(|| circle(&way));
        }
        if way.len() > LONGEST_WAY {
            return Some(endless(new));
        }
        way.push(at);
        at = next.split(['?', '#']).next()?.trim_matches('/');
    }
    if way.len() > 1 {
        let message = format!("this redirect leads to `{new}`, which is redirected to `/{at}/`");
        let fault = Diagnostic::warning("broken-link", message);
        return Some(fault.advise(format!("write where it ends: `/{at}/`")));
    }
    let outputs = [
        format!("{at}/index.html"),
        at.to_owned(),
        "index.html".to_owned(),
    ];
    let possible = match at.is_empty() {
        true => &outputs[2..],
        false => &outputs[..2],
    };
    if possible.iter().any(|output| published.has(output)) {
        return None;
    }
    let fault = Diagnostic::error(
        "broken-link",
        format!("this redirect leads to `{new}`, which does not exist"),
    );
    Some(match nearest(path) {
        Some(near) => fault.advise(format!("did you mean `{near}`?")),
        None => fault.advise("write the URL of a page: `/new-page/`"),
    })
}

fn endless(new: &str) -> Diagnostic {
    let message = format!(
        "this redirect leads to `{new}`, and from there over more than {LONGEST_WAY} others"
    );
    Diagnostic::error("broken-link", message).advise("name the page at the end of the way")
}

fn circle(way: &[&str]) -> Diagnostic {
    let steps: Vec<String> = way.iter().map(|step| format!("`/{step}/`")).collect();
    let message = match way {
        [old] => format!("`/{old}/` is redirected to itself"),
        _ => format!("these redirects lead in a circle: {}", steps.join(" to ")),
    };
    Diagnostic::error("broken-link", message)
        .advise("name the page at the end of the way, or delete them")
}
