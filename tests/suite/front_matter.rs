//! Front matter, case by case: `front_matter/<case>.md` is read, and `front_matter/<case>.txt` says
//! what has to come of it.
//!
//! A case whose name begins with `section` is an `_index.md`. `SNAPSHOTS=overwrite` writes the
//! expected texts.

use milepost::diagnostic::{Diagnostic, Place};
use milepost::document::front_matter::{FrontMatter, read, split};
use milepost::path::SourcePath;
use proptest::prelude::*;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

fn source(name: &str) -> SourcePath {
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
    fields!(title nav_title description date updated publish expire reviewed draft weight slug path aliases template taxonomies
        authors image toc search faq extra sort_by);
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

/// What people and attackers put into front matter, to be mixed.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "---",
        "--- ",
        "+++",
        "...",
        "\n",
        "\r\n",
        "\t",
        " ",
        "  ",
        "- ",
        "-",
        ": ",
        ":",
        "\"",
        "'",
        "#",
        " #",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a",
        "*a",
        "!t ",
        "? ",
        "|",
        ">",
        "<<: *a",
        "title",
        "draft",
        "tags",
        "faq",
        "extra",
        "date",
        "path",
        "slug",
        "true",
        "yes",
        "2026-11-23",
        "3/12/2026",
        "\u{201c}",
        "\u{201d}",
        "\u{feff}",
        "\u{0}",
        "\u{85}",
        "\u{2028}",
        "größe",
        "=",
        "@",
        "`",
        "%",
        "\\",
        "../",
        "question: ",
        "answer: ",
    ];
    prop_oneof![8 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,8}", 1 => any::<char>().prop_map(String::from)]
}

fn read_all(text: &str) -> Vec<Diagnostic> {
    let parts = split(text);
    let mut diagnostics = Vec::new();
    for name in ["content/page.md", "content/_index.md"] {
        diagnostics.extend(read(&source(name), text, &parts, &["tags".to_owned()]).diagnostics);
    }
    diagnostics
}

fn check_spans(text: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let Some(Place::Span { span, .. }) = &diagnostic.place else {
            panic!("it has no place: {diagnostic:?}")
        };
        assert!(
            text.get(span.clone()).is_some(),
            "{span:?} is no part of the text: {diagnostic:?}"
        );
        assert!(
            !diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'),
            "{diagnostic:?}"
        );
        assert!(
            diagnostic
                .fix
                .as_ref()
                .is_none_or(|fix| !fix.line.contains('\n')),
            "{diagnostic:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn no_text_is_fatal(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = format!("---\n{}\n---\ntext", pieces.concat());
        check_spans(&text, &read_all(&text));
        let bare = pieces.concat();
        check_spans(&bare, &read_all(&bare));
        check_spans(&bare, &milepost::config::read(Some(&bare)).diagnostics);
        check_spans(&bare, &milepost::yaml::parse(&milepost::yaml::Block::whole(&source("data/x.yaml"), &bare, "data", 1 << 20)).diagnostics);
    }

    #[test]
    fn no_edit_of_a_case_is_fatal(case in 0..1000usize, at in 0..400usize, length in 0..6usize, new in piece()) {
        let cases = cases("front_matter", "md");
        let text = std::fs::read_to_string(&cases[case % cases.len()]).expect("the case can be read");
        let mut characters: Vec<char> = text.chars().collect();
        let start = at.min(characters.len());
        let end = (start + length).min(characters.len());
        characters.splice(start..end, new.chars());
        let text: String = characters.into_iter().collect();
        check_spans(&text, &read_all(&text));
    }
}

#[test]
fn a_page_keeps_its_address_while_it_is_typed() {
    let whole = "---\ntitle: Foo\nslug: foo\ndraft: true\ndescription: \"A text: with 'quotes'\"\ntags:\n  - a\n  - b\n---\n\nText.\n";
    let typed = "description: \"A text: with 'quotes'\"\ntags:\n  - a\n  - b\n";
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

#[test]
fn front_matter_has_a_limit() {
    let text = format!(
        "---\ntitle: Foo\nextra:\n  long: {}\n---\n",
        "x".repeat(64 * 1024)
    );
    let told = read_all(&text);
    assert!(
        told.iter().all(|told| told.message.contains("KiB")),
        "{told:?}"
    );
    assert!(!told.is_empty());
}

/// Texts of about `length` bytes that cost too much where anything is looked at again and again.
fn pathological(length: usize) -> Vec<String> {
    let repeat = |piece: &str| piece.repeat(length / piece.len());
    let numbered = |form: fn(usize) -> String| (0..length / 8).map(form).collect::<String>();
    let deeper: String = (0..)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .scan(0, |sum, line| {
            *sum += line.len();
            (*sum < length).then_some(line)
        })
        .collect();
    vec![
        repeat("["),
        repeat("{a: "),
        repeat("- "),
        repeat("? "),
        repeat("a:"),
        repeat(" #"),
        repeat("foo\n"),
        repeat("title: a: b\n"),
        repeat("title:a\n"),
        repeat("title: 'a\n"),
        repeat("\t- a\n"),
        repeat("title: \u{201c}a: b\u{201d}\n"),
        repeat("title: x #1\n"),
        repeat("- &a x\n"),
        repeat("a: *x\n"),
        format!("a: \"{}", repeat("b\n")),
        format!("b: {}\na: [", repeat("[ \"]\", ")),
        format!("a: &a {}\nb:\n{}", repeat("x"), repeat("- *a\n")),
        format!("{}: 1\n", repeat("k")),
        format!("taxonomies: [{}]", repeat("'a b', ")),
        numbered(|number| format!("k{number}: 1\n")),
        numbered(|number| format!("a{number}:\n  b: c: d\n")),
        deeper,
    ]
}

/// Read in a second all in all; what grows with the square would take minutes.
#[test]
fn cost_grows_with_length_alone() {
    for text in pathological(60 * 1024) {
        read_all(&format!("---\n{text}\n---\n"));
    }
    for text in pathological(120_000) {
        milepost::config::read(Some(&text));
        milepost::yaml::parse(&milepost::yaml::Block::whole(
            &source("data/x.yaml"),
            &text,
            "data",
            milepost::yaml::DATA_LIMIT,
        ));
    }
}
