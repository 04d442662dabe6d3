//! Broken YAML: random, deep and very long texts in front matter, configuration and data. Reading
//! them never panics, reports places that exist, and takes no longer than the text is long.

use crate::cases::cases;
use crate::front_matter::source;
use crate::support::parse_options;
use milepost::config;
use milepost::diagnostic::{Diagnostic, Place};
use milepost::document::front_matter::{read, split};
use milepost::yaml::{self, Block, DATA_LIMIT};
use proptest::prelude::*;

/// Pieces of front matter, of authors and of attackers, that are mixed at random.
const PIECES: &[&str] = &[
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

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => any::<char>().prop_map(String::from),
    ]
}

fn read_all(text: &str) -> Vec<Diagnostic> {
    let parts = split(text);
    let mut diagnostics = Vec::new();
    for name in ["content/page.md", "content/_index.md"] {
        diagnostics
            .extend(read(&source(name), text, &parts, &parse_options(&["tags"])).diagnostics);
    }
    diagnostics
}

fn read_data(text: &str, limit: usize) -> Vec<Diagnostic> {
    let file = source("data/x.yaml");
    yaml::parse(&Block::whole(&file, text, "data", limit)).diagnostics
}

/// Checks that diagnostics have a place in the text, a message, and a fix of one line at most.
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
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(2000)
    })]

    #[test]
    fn no_text_is_fatal(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = format!("---\n{}\n---\ntext", pieces.concat());
        check_spans(&text, &read_all(&text));
        let bare = pieces.concat();
        check_spans(&bare, &read_all(&bare));
        check_spans(&bare, &config::read(Some(&bare)).diagnostics);
        check_spans(&bare, &read_data(&bare, 1 << 20));
    }

    #[test]
    fn no_edit_of_a_case_is_fatal(
        case in 0..1000usize,
        at in 0..400usize,
        length in 0..6usize,
        new in piece(),
    ) {
        let cases = cases("front_matter", "md");
        let case = &cases[case % cases.len()];
        let text = std::fs::read_to_string(case).expect("the case can be read");
        let mut characters: Vec<char> = text.chars().collect();
        let start = at.min(characters.len());
        let end = (start + length).min(characters.len());
        characters.splice(start..end, new.chars());
        let text: String = characters.into_iter().collect();
        check_spans(&text, &read_all(&text));
    }
}

#[test]
fn front_matter_has_a_limit() {
    let text = format!(
        "---\ntitle: Foo\nextra:\n  long: {}\n---\n",
        "x".repeat(64 * 1024)
    );
    let diagnostics = read_all(&text);
    assert!(
        diagnostics
            .iter()
            .all(|found| found.message.contains("KiB")),
        "{diagnostics:?}"
    );
    assert!(!diagnostics.is_empty());
}

/// Texts of about `length` bytes that take very long if a reader looks at anything twice.
fn pathological(length: usize) -> Vec<String> {
    let filled_with = |piece: &str| piece.repeat(length / piece.len());
    let numbered = |form: fn(usize) -> String| (0..length / 8).map(form).collect::<String>();
    let deeper: String = (0..)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .scan(0, |sum, line| {
            *sum += line.len();
            (*sum < length).then_some(line)
        })
        .collect();
    vec![
        filled_with("["),
        filled_with("{a: "),
        filled_with("- "),
        filled_with("? "),
        filled_with("a:"),
        filled_with(" #"),
        filled_with("foo\n"),
        filled_with("title: a: b\n"),
        filled_with("title:a\n"),
        filled_with("title: 'a\n"),
        filled_with("\t- a\n"),
        filled_with("title: \u{201c}a: b\u{201d}\n"),
        filled_with("title: x #1\n"),
        filled_with("- &a x\n"),
        filled_with("a: *x\n"),
        format!("a: \"{}", filled_with("b\n")),
        format!("b: {}\na: [", filled_with("[ \"]\", ")),
        format!("a: &a {}\nb:\n{}", filled_with("x"), filled_with("- *a\n")),
        format!("{}: 1\n", filled_with("k")),
        format!("taxonomies: [{}]", filled_with("'a b', ")),
        numbered(|number| format!("k{number}: 1\n")),
        numbered(|number| format!("a{number}:\n  b: c: d\n")),
        deeper,
    ]
}

/// All texts together take a second. If the time grew with the square of the length, it would be
/// minutes.
#[test]
fn cost_grows_with_length_alone() {
    for text in pathological(60 * 1024) {
        read_all(&format!("---\n{text}\n---\n"));
    }
    for text in pathological(120_000) {
        config::read(Some(&text));
        read_data(&text, DATA_LIMIT);
    }
}
