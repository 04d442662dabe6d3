//! Looks up the places of diagnostics in the current build.

use super::excerpt::{correction, excerpt};
use super::lines::Lines;
use super::located::{Located, LocatedFrame, Location, Target, TextRange};
use super::merge::{Entry, merge};
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::path::{OutputPath, SourcePath};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A build, as far as reports depend on it.
pub trait SourceLookup {
    /// Returns the text of a source as it is on disk; `None` if it is gone or not a text.
    fn text(&self, file: &SourcePath) -> Option<Arc<str>>;
    /// Returns the bytes of an item in its document as it is now.
    fn item(&self, file: &SourcePath, item: &Item) -> Option<Range<usize>>;
    /// Returns the URL of the page that is made from a source.
    fn url(&self, file: &SourcePath) -> Option<String>;
    /// Returns the URL of an output.
    fn output_url(&self, output: &OutputPath) -> String;
}

/// Looks up all places, puts the diagnostics in order and merges equal ones.
///
/// The order is total: first the diagnostics of the site as a whole, then by file, line, column,
/// code and message. So it depends neither on the order in which they come in nor on the number of
/// threads. A span that does not exist becomes the nearest that does.
pub fn locate(diagnostics: &[Diagnostic], sources: &dyn SourceLookup) -> Vec<Located> {
    let mut texts = Texts::new(sources);
    let entries = diagnostics
        .iter()
        .map(|diagnostic| texts.entry(diagnostic))
        .collect();
    merge(entries)
        .into_iter()
        .map(|(entry, also)| texts.located(entry, also))
        .collect()
}

/// The texts that diagnostics point into, each cut into lines once.
pub(super) struct Texts<'a> {
    sources: &'a dyn SourceLookup,
    lines: BTreeMap<SourcePath, Option<Lines>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(sources: &'a dyn SourceLookup) -> Self {
        Texts {
            sources,
            lines: BTreeMap::new(),
        }
    }

    fn entry<'d>(&mut self, diagnostic: &'d Diagnostic) -> Entry<'d> {
        let location = diagnostic.place.as_ref().map(|place| self.location(place));
        let trace = diagnostic.trace.iter();
        let trace = trace
            .map(|frame| LocatedFrame {
                what: frame.what.clone(),
                location: self.location(&frame.place),
            })
            .collect();
        Entry {
            location,
            trace,
            diagnostic,
        }
    }

    fn located(&mut self, entry: Entry<'_>, also: Vec<Location>) -> Located {
        let Entry {
            location,
            trace,
            diagnostic,
        } = entry;
        let found = diagnostic.place.as_ref().and_then(|place| self.span(place));
        let made;
        let lines = match &diagnostic.place {
            Some(Place::Made { text, .. }) => {
                made = Lines::new(Arc::clone(text));
                Some(&made)
            }
            place => place
                .as_ref()
                .and_then(Place::file)
                .and_then(|file| self.lines(file)),
        };
        Located {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            excerpt: lines
                .zip(found.as_ref())
                .map_or_else(Vec::new, |(lines, (span, range))| {
                    excerpt(lines, span, *range)
                }),
            advice: diagnostic.advice.clone(),
            correction: diagnostic
                .fix
                .as_ref()
                .map(|fix| correction(lines, found.map(|(_, range)| range), fix)),
            url: location
                .iter()
                .chain(trace.iter().map(|frame| &frame.location))
                .find_map(|location| self.url(location)),
            location,
            trace,
            also,
        }
    }

    fn location(&mut self, place: &Place) -> Location {
        let target = match place {
            Place::File(file) | Place::Span { file, .. } | Place::Item { file, .. } => {
                Target::Source(file.clone())
            }
            Place::Output(output) | Place::Made { output, .. } => Target::Output(output.clone()),
        };
        Location {
            target,
            range: self.span(place).map(|(_, range)| range),
        }
    }

    /// Returns the bytes of a place, with their lines and columns.
    pub(super) fn span(&mut self, place: &Place) -> Option<(Range<usize>, TextRange)> {
        let (file, span) = match place {
            Place::Span { file, span } => (file, span.clone()),
            Place::Item { file, item } => (file, self.sources.item(file, item)?),
            Place::Made { text, span, .. } => {
                return Some(exact(&Lines::new(Arc::clone(text)), span));
            }
            Place::File(_) | Place::Output(_) => return None,
        };
        Some(exact(self.lines(file)?, &span))
    }

    /// Returns the lines of a file.
    pub(super) fn lines(&mut self, file: &SourcePath) -> Option<&Lines> {
        let sources = self.sources;
        self.lines
            .entry(file.clone())
            .or_insert_with(|| sources.text(file).map(Lines::new))
            .as_ref()
    }

    fn url(&self, location: &Location) -> Option<String> {
        match &location.target {
            Target::Source(file) => self.sources.url(file),
            Target::Output(output) => Some(self.sources.output_url(output)),
        }
    }
}

/// Returns the nearest span that exists, with its lines and columns.
fn exact(lines: &Lines, span: &Range<usize>) -> (Range<usize>, TextRange) {
    let span = lines.clamp(span);
    let range = lines.range(&span);
    (span, range)
}
