//! The corrections that a program may write without asking, as replacements in files.

use super::locate::{SourceLookup, Texts};
use crate::diagnostic::{Diagnostic, Fix, Place};
use crate::path::SourcePath;
use crate::rewrite::{Edits, Splice};

/// Returns the safe corrections of diagnostics, by file.
///
/// A correction replaces whole lines, which are those that the report shows: both come from one
/// list of the lines of the text that was judged.
pub fn corrections(diagnostics: &[Diagnostic], sources: &dyn SourceLookup) -> Edits {
    let mut texts = Texts::new(sources);
    let mut edits = Edits::new();
    for diagnostic in diagnostics {
        let fix = diagnostic.fix.as_ref().filter(|fix| fix.safe);
        let place = diagnostic.place.as_ref();
        if let Some((file, splice)) = fix
            .zip(place)
            .and_then(|(fix, place)| splice(&mut texts, fix, place))
        {
            edits.entry(file).or_default().push(splice);
        }
    }
    edits
}

fn splice(texts: &mut Texts<'_>, fix: &Fix, place: &Place) -> Option<(SourcePath, Splice)> {
    let file = place.file()?;
    let (_, range) = texts.span(place)?;
    let lines = texts.lines(file)?;
    let first = lines.line(range.line)?;
    let last = lines.line(range.end_line)?;
    // The last line may have no break. Then the one before tells the kind of the file's.
    let line_break = [range.line, range.line.saturating_sub(1)]
        .map(|line| lines.line_break(line))
        .into_iter()
        .find(|line_break| !line_break.is_empty())
        .unwrap_or("\n");
    let splice = Splice {
        line: range.line,
        start: first.start,
        end: last.end,
        text: fix.line.replace('\n', line_break),
    };
    Some((file.clone(), splice))
}
