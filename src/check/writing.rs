//! Checks of how pages are written: their titles, descriptions and reading grades, and the remarks
//! from parsing them.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::document::{Document, Head};
use crate::path::SourcePath;
use crate::site::Timing;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A page with a file.
pub struct AuthoredPage<'a> {
    /// Its file.
    pub source: &'a SourcePath,
    /// Its metadata, with everything that it inherits.
    pub head: &'a Head,
    /// Its file, parsed.
    pub document: &'a Document,
    /// The days on which it is published.
    pub timing: Timing,
}

/// The length up to which search engines and browsers do not cut titles off, in characters.
const LONGEST_TITLE: usize = 60;

/// The lengths of descriptions that search engines show whole and do not replace by text of the
/// page, in characters.
const DESCRIPTION: RangeInclusive<usize> = 50..=160;

/// Returns the notes and warnings on how pages are written.
pub fn writing(pages: &[AuthoredPage<'_>], config: &Config) -> Vec<Diagnostic> {
    let mut diagnostics = duplicates(pages, "title", |head| Some(&head.title));
    diagnostics.extend(duplicates(pages, "description", |head| {
        head.front_matter.description.as_deref()
    }));
    for page in pages {
        diagnostics.extend(title(page));
        diagnostics.extend(description(page));
        diagnostics.extend(hard_to_read(page, config));
        diagnostics.extend(page.document.remarks.iter().cloned());
    }
    diagnostics
}

/// Returns the reading grade of a document's prose: `None` if it is short, or if the site's
/// language is not English, since the index was fitted to English.
pub fn reading_grade(document: &Document, config: &Config) -> Option<f64> {
    let language = config.language.split('-').next().unwrap_or_default();
    if language.eq_ignore_ascii_case("en") {
        document.prose.reading_grade()
    } else {
        None
    }
}

fn title(page: &AuthoredPage<'_>) -> Option<Diagnostic> {
    let length = page.head.title.chars().count();
    (length > LONGEST_TITLE).then(|| {
        let problem =
            Diagnostic::note("title-length", format!("the title has {length} characters"));
        let advice = format!(
            "search engines cut titles off after about {LONGEST_TITLE}: \
             say the most important words first, or shorten it"
        );
        problem.at(key(page, "title")).advise(advice)
    })
}

fn description(page: &AuthoredPage<'_>) -> Option<Diagnostic> {
    let advice = format!(
        "write `description: …` into the front matter, with {} to {} characters: \
         search engines show it below the title",
        DESCRIPTION.start(),
        DESCRIPTION.end()
    );
    let Some(description) = &page.head.front_matter.description else {
        // One fault, one message: its key is told as unknown.
        if page.head.front_matter.misspelt.contains("description") {
            return None;
        }
        let problem = Diagnostic::note("missing-description", "this page has no description");
        return Some(problem.at(key(page, "title")).advise(advice));
    };
    let length = description.chars().count();
    if DESCRIPTION.contains(&length) {
        return None;
    }
    let problem = Diagnostic::note(
        "description-length",
        format!("the description has {length} characters"),
    );
    let advice = match length > *DESCRIPTION.end() {
        true => format!(
            "search engines cut it off after about {}: \
             say the most important words first, or shorten it",
            DESCRIPTION.end()
        ),
        false => format!(
            "say in {} to {} characters what readers find on this page",
            DESCRIPTION.start(),
            DESCRIPTION.end()
        ),
    };
    Some(problem.at(key(page, "description")).advise(advice))
}

fn hard_to_read(page: &AuthoredPage<'_>, config: &Config) -> Option<Diagnostic> {
    let grade = reading_grade(page.document, config)
        .filter(|grade| *grade > f64::from(config.reading_grade))?;
    let problem = Diagnostic::note(
        "reading-grade",
        format!(
            "this page has the reading grade {grade:.1}, and is to have {} at most",
            config.reading_grade
        ),
    );
    let advice = "shorten the longest sentences, or make two of one, and prefer short words; \
                  `check: {reading_grade: …}` in site.yaml sets the limit";
    Some(problem.at(key(page, "title")).advise(advice))
}

/// Returns a warning for each page that shares a title or a description with another. A page that
/// is held back does not count against one that is published.
fn duplicates<'a>(
    pages: &'a [AuthoredPage<'_>],
    name: &str,
    of: impl Fn(&'a Head) -> Option<&'a str>,
) -> Vec<Diagnostic> {
    let mut sharing: BTreeMap<&str, Vec<&AuthoredPage<'_>>> = BTreeMap::new();
    for page in pages {
        if let Some(text) = of(page.head).map(str::trim).filter(|text| !text.is_empty()) {
            sharing.entry(text).or_default().push(page);
        }
    }
    let mut diagnostics = Vec::new();
    for (text, pages) in sharing {
        let published = pages
            .iter()
            .filter(|page| !page.timing.is_held_back())
            .count();
        for page in &pages {
            let others = if page.timing.is_held_back() {
                pages.len() - 1
            } else {
                published - 1
            };
            if others > 0 {
                diagnostics.push(duplicate(name, text).at(key(page, name)));
            }
        }
    }
    diagnostics
}

fn duplicate(name: &str, text: &str) -> Diagnostic {
    let code = if name == "title" {
        "duplicate-title"
    } else {
        "duplicate-description"
    };
    let shown: String = text.chars().take(80).collect();
    let shown = if shown.len() < text.len() {
        format!("{}…", shown.trim_end())
    } else {
        shown
    };
    let problem = Diagnostic::warning(code, format!("more than one page has the {name} “{shown}”"));
    problem.advise(format!(
        "give each page a {name} of its own, \
         so that people can tell them apart in a list of results"
    ))
}

/// Returns the place of a key in a page's front matter. A heading that is the title takes the place
/// of its key.
fn key(page: &AuthoredPage<'_>, key: &str) -> Place {
    Place::Item {
        file: page.source.clone(),
        item: Item::Key(key.to_owned()),
    }
}
