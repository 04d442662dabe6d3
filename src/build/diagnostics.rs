//! The diagnostics of a build, and of the outputs that were rendered for it.

use super::value::{Build, Outcome};
use crate::check::{self, AuthoredPage, CheckedPage, PublishedSite};
use crate::config::Level;
use crate::diagnostic::{Diagnostic, Severity};
use crate::page::{Facts, Texts};
use crate::site::{Page, PageKind, Timing};
use std::collections::{BTreeMap, HashMap};

/// The scope of the diagnostics to report.
#[derive(Debug, Clone, Copy)]
pub enum Scope<'a> {
    /// The diagnostics that are known before anything is rendered.
    Planned,
    /// Those, and the diagnostics of outputs with these outcomes: they can stop a site from being
    /// published.
    Rendered(&'a [Outcome]),
    /// Those, and remarks on how pages are written and on what could be filled in. `check` and the
    /// preview report them, and `build` does not.
    Checked(&'a [Outcome]),
}

impl Build {
    /// Returns the diagnostics of a scope, with the levels that site.yaml sets.
    pub fn diagnostics(&self, scope: Scope<'_>) -> Vec<Diagnostic> {
        let mut diagnostics = self.snapshot.diagnostics();
        diagnostics.extend(self.stages.diagnostics());
        let mut diagnostics = self.apply_levels(diagnostics);
        if let Scope::Rendered(outcomes) | Scope::Checked(outcomes) = scope {
            for outcome in outcomes
                .iter()
                .filter(|outcome| !outcome.diagnostics.is_empty())
            {
                let own = outcome.diagnostics.clone();
                diagnostics.extend(match outcome.facts {
                    Some(_) => self.apply_levels(own),
                    // Nothing may be missing in silence.
                    None => own,
                });
            }
            diagnostics.extend(self.apply_levels(self.broken_links(outcomes)));
        }
        if let Scope::Checked(_) = scope {
            diagnostics.extend(self.apply_levels(self.remarks()));
        }
        diagnostics
    }

    fn broken_links(&self, outcomes: &[Outcome]) -> Vec<Diagnostic> {
        let facts = outcomes.iter().filter_map(|outcome| {
            let facts = outcome.facts.as_deref()?;
            Some((outcome.output.as_str(), facts))
        });
        let listing = Listing {
            build: self,
            facts: facts.collect(),
        };
        let pages = outcomes.iter();
        let pages: Vec<_> = pages
            .filter_map(|outcome| self.checked_page(outcome))
            .collect();
        let mut faults = check::links(&pages, &listing);
        let configured = self.config().redirects.iter();
        let redirects: BTreeMap<&str, &str> = configured
            .map(|(old, new)| {
                let page = self.site().meant(new);
                (
                    old.as_str(),
                    page.map_or(new.as_str(), |page| &page.card.url),
                )
            })
            .collect();
        faults.extend(check::redirects(&redirects, &listing));
        faults
    }

    fn checked_page<'a>(&'a self, outcome: &'a Outcome) -> Option<CheckedPage<'a>> {
        let job = self.jobs().get(outcome.output.as_str())?;
        let page = job.page()?;
        // A redirect leads to its page, or is told at its line in site.yaml.
        if page.data.kind == PageKind::Redirect {
            return None;
        }
        // The content of a page never names the file of an image that it shows in variants.
        let has_variants = |item: usize| {
            let image = page.images.get(item).and_then(Option::as_ref);
            image.is_some_and(|image| image.variants().is_some())
        };
        let images = page.data.images.iter().enumerate();
        let images = images.filter(|(item, _)| !has_variants(*item));
        let links = page.data.links.iter();
        Some(CheckedPage {
            output: &outcome.output,
            url: &job.route.url,
            facts: outcome.facts.as_deref()?,
            resolved: links.chain(images.map(|(_, image)| image)).collect(),
        })
    }

    fn remarks(&self) -> Vec<Diagnostic> {
        let pages = self.site().pages.iter();
        let pages: Vec<_> = pages.filter_map(|page| self.authored_page(page)).collect();
        let mut diagnostics = check::missing_settings(self.config());
        diagnostics.extend(check::writing(&pages, self.config()));
        diagnostics
    }

    fn authored_page<'a>(&'a self, page: &'a Page) -> Option<AuthoredPage<'a>> {
        let source = page.source.as_ref().filter(|_| page.kind.is_in_site())?;
        Some(AuthoredPage {
            source,
            head: &page.head,
            document: self.document(source)?,
            timing: Timing::of(&page.head.front_matter, self.today()),
        })
    }

    /// Gives each diagnostic the level that site.yaml sets, and drops those that it switches off.
    fn apply_levels(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let levels = &self.config().check;
        let level = |mut diagnostic: Diagnostic| {
            diagnostic.severity = match levels.get(diagnostic.code) {
                None => diagnostic.severity,
                Some(Level::Error) => Severity::Error,
                Some(Level::Warning) => Severity::Warning,
                Some(Level::Note) => Severity::Note,
                Some(Level::Off) => return None,
            };
            Some(diagnostic)
        };
        diagnostics.into_iter().filter_map(level).collect()
    }
}

/// The published outputs, for the check of links.
struct Listing<'a> {
    build: &'a Build,
    facts: HashMap<&'a str, &'a Facts>,
}

impl PublishedSite for Listing<'_> {
    fn has(&self, output: &str) -> bool {
        self.build.jobs().contains_key(output)
    }

    fn ids(&self, output: &str) -> Option<&Texts> {
        // A file that is only copied, a drawing say, was not read.
        self.build.jobs().get(output)?.page()?;
        self.facts.get(output).map(|facts| &facts.ids)
    }

    fn has_variants(&self, url: &str) -> bool {
        let image = self.build.image_table().get(url);
        image.is_some_and(|image| image.variants().is_some())
    }

    fn urls(&self) -> Vec<&str> {
        let jobs = self.build.jobs().values();
        jobs.map(|job| job.route.url.as_str()).collect()
    }
}
