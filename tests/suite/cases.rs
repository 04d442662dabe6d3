//! Cases in files: each case is a file, with its expected texts in files of the same name.

use milepost::diagnostic::{Diagnostic, Place};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the cases of a folder in their order: the files with this extension. Every other file
/// must belong to a case, hidden files excepted.
pub fn cases(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/suite")
        .join(folder);
    let files = fs::read_dir(&folder).expect("the folder of cases");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some());
    files.sort();
    let is_case = |file: &Path| file.extension().is_some_and(|found| found == extension);
    for expected in files.iter().filter(|file| !is_case(file)) {
        assert!(
            expected.with_extension(extension).exists(),
            "{} belongs to no case",
            expected.display()
        );
    }
    files.retain(|file| is_case(file));
    assert!(!files.is_empty(), "no cases in {}", folder.display());
    files
}

/// Compares a text with a file, or writes the file for `SNAPSHOTS=overwrite`. An empty text has no
/// file.
pub fn expect(file: &Path, found: &str, differing: &mut Vec<String>) {
    let expected = fs::read_to_string(file).unwrap_or_default();
    if std::env::var("SNAPSHOTS").is_ok_and(|wanted| wanted == "overwrite") {
        match found {
            "" if file.exists() => fs::remove_file(file).expect("it can be removed"),
            "" => {}
            found => fs::write(file, found).expect("it can be written"),
        }
    } else if expected != found {
        differing.push(format!(
            "{}\nexpected:\n{expected}\nfound:\n{found}",
            file.display()
        ));
    }
}

/// Returns the line of a byte and its column in characters, both from 1.
fn position(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let before = text[start..at].trim_start_matches('\u{feff}');
    (
        text[..at].matches('\n').count() + 1,
        before.chars().count() + 1,
    )
}

/// Shows diagnostics as text, each with its advice and its fix.
pub fn shown(text: &str, diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| shown_one(text, diagnostic))
        .collect()
}

fn shown_one(text: &str, diagnostic: &Diagnostic) -> String {
    let place = match &diagnostic.place {
        Some(Place::Span { span, .. }) => {
            let ((line, column), (end_line, end)) =
                (position(text, span.start), position(text, span.end));
            if line == end_line {
                format!("{line}:{column}-{end}")
            } else {
                format!("{line}:{column}-{end_line}:{end}")
            }
        }
        other => format!("{other:?}"),
    };
    let mut shown = format!(
        "{} {} {place}: {}\n",
        diagnostic.severity.as_str(),
        diagnostic.code,
        diagnostic.message
    );
    if let Some(advice) = &diagnostic.advice {
        shown.push_str(&format!("  advice: {advice}\n"));
    }
    if let Some(fix) = &diagnostic.fix {
        shown.push_str(&format!(
            "  {}: {}\n",
            if fix.safe { "fix" } else { "perhaps" },
            fix.line
        ));
    }
    shown
}

/// Returns the text with the fix of a diagnostic.
fn fixed(text: &str, diagnostic: &Diagnostic) -> Option<String> {
    let (fix, Some(Place::Span { span, .. })) = (diagnostic.fix.as_ref()?, &diagnostic.place)
    else {
        return None;
    };
    let start = text[..span.start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let start = if start == 0 && text.starts_with('\u{feff}') {
        3
    } else {
        start
    };
    let end = text[span.start..]
        .find(['\r', '\n'])
        .map_or(text.len(), |end| span.start + end);
    Some(format!("{}{}{}", &text[..start], fix.line, &text[end..]))
}

/// Checks that every fix removes the diagnostic that it belongs to.
pub fn check_fixes(text: &str, diagnostics: &[Diagnostic], read: impl Fn(&str) -> Vec<Diagnostic>) {
    for diagnostic in diagnostics {
        let Some(fixed) = fixed(text, diagnostic) else {
            continue;
        };
        let line = |text: &str, diagnostic: &Diagnostic| match &diagnostic.place {
            Some(Place::Span { span, .. }) => position(text, span.start).0,
            _ => 0,
        };
        let before = line(text, diagnostic);
        let remaining = read(&fixed);
        let same = remaining
            .iter()
            .find(|other| other.message == diagnostic.message && line(&fixed, other) == before);
        assert!(
            same.is_none(),
            "the fix does not help:\n{}\n{fixed}",
            shown_one(text, diagnostic)
        );
    }
}
