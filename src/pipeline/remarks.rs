//! What `check` and the preview say and a build does not.
//!
//! Apart from the build's own diagnostics, so that nothing here can stop a site from being
//! published.

use super::build::{Build, Outcome};
use crate::check::{self, WrittenPage};
use crate::diagnostic::Diagnostic;
use crate::site::{Page, Timing};

impl Build {
    /// What could be filled in, and how pages are written: said by `check` and the preview, not by
    /// `build`.
    pub fn notes(&self) -> Vec<Diagnostic> {
        let written = |page| self.written_page(page);
        let pages: Vec<_> = self.site().pages.iter().filter_map(written).collect();
        let mut diagnostics = check::unfilled(self.config());
        diagnostics.extend(check::text(&pages, self.config()));
        self.levelled(diagnostics)
    }

    /// Everything that `check` says, given what came of the outputs. The preview says the same, as
    /// far as they were rendered.
    pub fn everything(&self, outcomes: &[Outcome]) -> Vec<Diagnostic> {
        let mut everything = self.diagnostics(outcomes);
        everything.extend(self.notes());
        everything
    }

    fn written_page<'a>(&'a self, page: &'a Page) -> Option<WrittenPage<'a>> {
        let source = page.source.as_ref()?;
        let timing = Timing::of(&page.head.matter, self.today());
        Some(WrittenPage {
            source,
            head: &page.head,
            document: self.document(source)?,
            timing,
        })
    }
}
