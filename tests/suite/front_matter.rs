//! Front matter, case by case: `front_matter/<case>.md` is read, and `front_matter/<case>.txt` says
//! what has to come of it.
//!
//! A case whose name begins with `section` is an `_index.md`. `SNAPSHOTS=overwrite` writes the
//! expected texts.

use milepost::diagnostic::{Diagnostic, Place};
use milepost::document::front_matter::{FrontMatter, read, split};
use milepost::path::SourcePath;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

pub fn source(name: &str) -> SourcePath {
    SourcePath::new(name).expect("the name is a path")
}

fn file_of(case: &str) -> SourcePath {
    source(if case.starts_with("section") {
        "content/_index.md"
    } else {
        "content/page.md"
    })
}

/// The cases of a folder: their paths, in order.
pub fn cases(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/suite")
        .join(folder);
    let files = std::fs::read_dir(&folder).expect("the folder of cases is there");
    let mut files: Vec<PathBuf> = files
        .map(|file| file.expect("it can be listed").path())
        .collect();
    files.sort();
    let is = |file: &Path, wanted: &str| file.extension().is_some_and(|found| found == wanted);
    for expected in files.iter().filter(|file| is(file, "txt")) {
        assert!(
            expected.with_extension(extension).exists(),
            "{} belongs to no case",
            expected.display()
        );
    }
    files.retain(|file| is(file, extension));
    assert!(!files.is_empty(), "no cases in {}", folder.display());
    files
}

/// The line of a byte, from 1, and its column, in characters from 1.
fn position(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let before = text[start..at].trim_start_matches('\u{feff}');
    (
        text[..at].matches('\n').count() + 1,
        before.chars().count() + 1,
    )
}

/// Diagnostics as text, a line each.
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

/// The text with a diagnostic's line written anew, if it says how.
pub fn mended(text: &str, diagnostic: &Diagnostic) -> Option<String> {
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

/// Checks that every corrected line does away with what it was to correct.
pub fn check_fixes(text: &str, diagnostics: &[Diagnostic], read: impl Fn(&str) -> Vec<Diagnostic>) {
    for diagnostic in diagnostics {
        let Some(mended) = mended(text, diagnostic) else {
            continue;
        };
        let line = |text: &str, diagnostic: &Diagnostic| match &diagnostic.place {
            Some(Place::Span { span, .. }) => position(text, span.start).0,
            _ => 0,
        };
        let before = line(text, diagnostic);
        let left = read(&mended);
        let same = left
            .iter()
            .find(|other| other.message == diagnostic.message && line(&mended, other) == before);
        assert!(
            same.is_none(),
            "the fix does not help:\n{}\n{mended}",
            shown_one(text, diagnostic)
        );
    }
}

fn field(shown: &mut String, name: &str, value: &dyn Debug, default: &dyn Debug) {
    let (value, default) = (format!("{value:?}"), format!("{default:?}"));
    if value != default {
        shown.push_str(&format!("{name}: {value}\n"));
    }
}

fn shown_matter(matter: &FrontMatter) -> String {
    let mut shown = String::new();
    let empty = FrontMatter::default();
    macro_rules! fields {
        ($($name:ident)*) => {
            let FrontMatter { given: _, cascade: _, $($name),* } = matter;
            $(field(&mut shown, stringify!($name), $name, &empty.$name);)*
        };
    }
    if let Some(cascade) = &matter.cascade {
        shown.push_str(
            &shown_matter(cascade)
                .lines()
                .map(|line| format!("cascade.{line}\n"))
                .collect::<String>(),
        );
    }
    fields!(
        title nav_title description date updated publish expire reviewed draft weight slug path
        aliases template taxonomies authors image toc search faq extra sort_by
    );
    shown
}

#[test]
fn every_case_reads_as_expected() {
    let taxonomies = ["tags".to_owned(), "topic".to_owned()];
    for case in cases("front_matter", "md") {
        let name = case
            .file_stem()
            .expect("it has a name")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&case).expect("the case can be read");
        let file = file_of(&name);
        let parts = split(&text);
        let checked = read(&file, &text, &parts, &taxonomies);
        check_fixes(&text, &checked.diagnostics, |text| {
            read(&file, text, &split(text), &taxonomies).diagnostics
        });
        let body = text[parts.body.clone()]
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default();
        let actual = format!(
            "{}\n{}\nbody: {body}\n",
            shown(&text, &checked.diagnostics),
            shown_matter(&checked.value)
        );
        let expected = snapbox::Data::read_from(&case.with_extension("txt"), None);
        snapbox::Assert::new()
            .action_env("SNAPSHOTS")
            .eq(actual.trim_start().to_owned(), expected);
    }
}

#[test]
fn a_page_keeps_its_address_while_it_is_typed() {
    let typed = "description: \"A text: with 'quotes'\"\ntags:\n  - a\n  - b\n";
    let whole = format!("---\ntitle: Foo\nslug: foo\ndraft: true\n{typed}---\n\nText.\n");
    for length in 0..typed.len() {
        let text = whole.replace(typed, &format!("{}\n", &typed[..length]));
        let matter = read(&source("content/page.md"), &text, &split(&text), &[]).value;
        assert_eq!(
            (
                matter.title.as_deref(),
                matter.slug.as_deref(),
                matter.draft
            ),
            (Some("Foo"), Some("foo"), true),
            "{text}"
        );
    }
}
