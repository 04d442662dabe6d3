//! Looks the places of diagnostics up in the current build.

use super::excerpt::{correction, excerpt};
use super::fold::{Placed, fold};
use super::lines::Lines;
use super::located::{Located, LocatedFrame, Spot, Target, TextRange};
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::path::{OutputPath, SourcePath};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What `report` needs of a build.
pub trait Sources {
    /// The text of a source as it is on disk; none if it is gone or no text.
    fn text(&self, file: &SourcePath) -> Option<Arc<str>>;
    /// The bytes at which an item of a document stands now.
    fn item(&self, file: &SourcePath, item: &Item) -> Option<Range<usize>>;
    /// The URL of the page that is made from a source.
    fn url(&self, file: &SourcePath) -> Option<String>;
    /// The URL at which an output is found.
    fn output_url(&self, output: &OutputPath) -> String;
}

/// Looks everything up, puts it in order and makes equal diagnostics one.
///
/// The order is total: what concerns the site as a whole, then by file, line, column, code and
/// message; so the order in which the diagnostics come in, and with it the number of threads, does
/// not show. A span that does not exist becomes the nearest that does.
pub fn locate(diagnostics: &[Diagnostic], sources: &dyn Sources) -> Vec<Located> {
    let mut texts = Texts {
        sources,
        lines: BTreeMap::new(),
    };
    let placed = diagnostics
        .iter()
        .map(|diagnostic| texts.place(diagnostic))
        .collect();
    fold(placed)
        .into_iter()
        .map(|(placed, also)| texts.show(placed, also))
        .collect()
}

/// The texts that were asked for, each cut into lines once.
struct Texts<'a> {
    sources: &'a dyn Sources,
    lines: BTreeMap<SourcePath, Option<Lines>>,
}

impl Texts<'_> {
    fn place<'d>(&mut self, diagnostic: &'d Diagnostic) -> Placed<'d> {
        let spot = diagnostic.place.as_ref().map(|place| self.spot(place));
        let trace = diagnostic.trace.iter();
        let trace = trace
            .map(|frame| LocatedFrame {
                what: frame.what.clone(),
                spot: self.spot(&frame.place),
            })
            .collect();
        Placed {
            spot,
            trace,
            diagnostic,
        }
    }

    fn show(&mut self, placed: Placed<'_>, also: Vec<Spot>) -> Located {
        let Placed {
            spot,
            trace,
            diagnostic,
        } = placed;
        let found = diagnostic.place.as_ref().and_then(|place| self.span(place));
        let lines = diagnostic
            .place
            .as_ref()
            .and_then(Place::file)
            .and_then(|file| self.lines(file));
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
            url: spot
                .iter()
                .chain(trace.iter().map(|frame| &frame.spot))
                .find_map(|spot| self.url(spot)),
            spot,
            trace,
            also,
        }
    }

    fn spot(&mut self, place: &Place) -> Spot {
        let target = match place {
            Place::File(file) | Place::Span { file, .. } | Place::Item { file, .. } => {
                Target::Source(file.clone())
            }
            Place::Output(output) => Target::Output(output.clone()),
        };
        Spot {
            target,
            range: self.span(place).map(|(_, range)| range),
        }
    }

    fn span(&mut self, place: &Place) -> Option<(Range<usize>, TextRange)> {
        let (file, span) = match place {
            Place::Span { file, span } => (file, span.clone()),
            Place::Item { file, item } => (file, self.sources.item(file, item)?),
            Place::File(_) | Place::Output(_) => return None,
        };
        let lines = self.lines(file)?;
        let span = lines.clamp(&span);
        let range = lines.range(&span);
        Some((span, range))
    }

    fn lines(&mut self, file: &SourcePath) -> Option<&Lines> {
        let sources = self.sources;
        self.lines
            .entry(file.clone())
            .or_insert_with(|| sources.text(file).map(Lines::new))
            .as_ref()
    }

    fn url(&self, spot: &Spot) -> Option<String> {
        match &spot.target {
            Target::Source(file) => self.sources.url(file),
            Target::Output(output) => Some(self.sources.output_url(output)),
        }
    }
}
