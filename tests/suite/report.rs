//! Diagnostics as text, JSON and HTML. A case is a file `report/<name>.yaml` with the expected
//! reports beside it. `SNAPSHOTS=overwrite cargo test` rewrites those; read them before you commit
//! them.

mod case;

use case::Case;
use html5gum::{Token, Tokenizer};
use milepost::diagnostic::{Diagnostic, Item, Place};
use milepost::path::{OutputPath, SourcePath};
use milepost::report::{
    ColorMode, Limit, Located, SourceLookup, html, json, json_text, locate, summary, text,
};
use proptest::prelude::*;
use snapbox::{Data, assert_data_eq};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Returns the path of a source.
fn source(path: &str) -> SourcePath {
    SourcePath::new(path).expect("the tests name good paths")
}

/// A build with these files and no pages.
struct Files(BTreeMap<SourcePath, Arc<str>>);

impl Files {
    fn one(path: &str, text: &str) -> Self {
        Files(BTreeMap::from([(source(path), text.into())]))
    }
}

impl SourceLookup for Files {
    fn text(&self, file: &SourcePath) -> Option<Arc<str>> {
        self.0.get(file).cloned()
    }
    fn item(&self, _: &SourcePath, _: &Item) -> Option<Range<usize>> {
        None
    }
    fn url(&self, _: &SourcePath) -> Option<String> {
        None
    }
    fn output_url(&self, output: &OutputPath) -> String {
        format!("/{output}")
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/report")
}

fn expected(name: &str) -> Data {
    Data::read_from(&folder().join(name), None).raw()
}

#[test]
fn cases_read_as_agreed() {
    let mut names: Vec<String> = Vec::new();
    for (name, case) in Case::all(&folder()) {
        let located = case.located();
        assert_data_eq!(
            text(&located, Limit::All, ColorMode::Plain),
            expected(&format!("{name}.txt"))
        );
        assert_data_eq!(
            json_text(&json(&located)),
            expected(&format!("{name}.out.json"))
        );
        assert_data_eq!(
            html(&located, Limit::All),
            expected(&format!("{name}.html"))
        );
        names.push(name);
    }
    for path in std::fs::read_dir(folder()).expect("the folder of the cases is there") {
        let file = path
            .expect("the folder can be read")
            .file_name()
            .into_string()
            .expect("our names are text");
        let known = names.iter().any(|name| {
            file.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
        });
        assert!(known || file == "case.rs", "{file} belongs to no case");
    }
}

#[test]
fn colors_change_nothing_else() {
    for (name, case) in Case::all(&folder()) {
        let located = case.located();
        let colored = text(&located, Limit::All, ColorMode::Ansi);
        assert!(colored.contains("\x1b[1;"), "{name}");
        let stripped = anstream::adapter::strip_str(&colored).to_string();
        let plain = text(&located, Limit::All, ColorMode::Plain);
        // The space at the end of a line may be inside the colors.
        let trimmed = |text: &str| {
            text.lines()
                .map(|line| line.trim_end().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(trimmed(&stripped), trimmed(&plain), "{name}");
    }
}

#[test]
fn order_and_count_do_not_depend_on_the_order_of_the_input() {
    for (name, case) in Case::all(&folder()) {
        let forward = case.located();
        assert_eq!(case.reversed_and_doubled().located(), forward, "{name}");
    }
}

#[test]
fn one_fault_on_ten_thousand_pages_is_one_diagnostic() {
    let files = Files::one(
        "templates/page.html",
        "<main>\n  <img src=\"{{ page.image }}\">\n",
    );
    let template = Place::Span {
        file: source("templates/page.html"),
        span: 9..39,
    };
    let diagnostics: Vec<Diagnostic> = (0..10_000)
        .map(|page| Place::File(source(&format!("content/page-{page:05}.md"))))
        .map(|page| {
            Diagnostic::warning("missing-alt", "the image has no `alt`")
                .at(template.clone())
                .through("on the page", page)
        })
        .collect();
    let located = locate(&diagnostics, &files);
    assert_eq!(
        located.iter().map(Located::times).collect::<Vec<_>>(),
        [10_000]
    );
    assert_eq!(summary(&located).to_string(), "1 warning");
    let shown = text(&located, Limit::All, ColorMode::Plain);
    assert!(
        shown.contains("and on 9,999 more pages: content/page-00001.md, "),
        "{shown}"
    );
}

#[test]
fn errors_are_shown_before_warnings_if_not_all_are_shown() {
    let todo = |n: usize| Diagnostic::warning("todo-in-text", format!("a TODO is left ({n})"));
    let mut diagnostics: Vec<Diagnostic> = (0..331)
        .map(|n| todo(n).at(Place::File(source(&format!("content/{n:03}.md")))))
        .collect();
    diagnostics.push(
        Diagnostic::error("broken-link", "no such page")
            .at(Place::File(source("content/zebra.md"))),
    );
    let shown = text(
        &locate(&diagnostics, &Files(BTreeMap::new())),
        Limit::TERMINAL,
        ColorMode::Plain,
    );
    assert_eq!(shown.matches("warning[").count(), 19);
    assert_eq!(shown.matches("error[").count(), 1);
    assert!(
        shown.ends_with("\nand 312 more (see `milepost check --format json`)\n"),
        "{shown}"
    );
}

#[test]
fn no_diagnostics_are_an_empty_report() {
    assert_eq!(text(&[], Limit::TERMINAL, ColorMode::Plain), "");
    assert_eq!(html(&[], Limit::All), "");
    assert_eq!(summary(&[]).to_string(), "no errors, no warnings");
}

/// Returns the start tags with their attributes and the end tags, without the text.
fn skeleton(html: &str) -> Vec<String> {
    Tokenizer::new(html)
        .filter_map(|token| match token.expect("a text is always read") {
            Token::StartTag(tag) => Some(format!("<{:?} {:?}>", tag.name, tag.attributes)),
            Token::EndTag(tag) => Some(format!("</{:?}>", tag.name)),
            Token::String(_) => None,
            other => Some(format!("{other:?}")),
        })
        .collect()
}

/// Returns diagnostics with a payload in every text that can come from outside.
fn poisoned(payload: &str) -> Vec<Located> {
    let name = payload
        .replace(['/', '\\'], "")
        .replace(char::is_control, "");
    let page = source(&format!("content/x{name}.md"));
    let files = Files(BTreeMap::from([(
        page.clone(),
        Arc::from(format!("a {payload} b")),
    )]));
    let diagnostic = Diagnostic::error("broken-link", payload)
        .at(Place::Span {
            file: page.clone(),
            span: 2..2 + payload.len(),
        })
        .through(payload, Place::File(page.clone()))
        .advise(payload)
        .fix(payload, false);
    let output =
        Place::Output(OutputPath::new(&format!("x{name}.html")).expect("the name was cleaned"));
    let elsewhere = Diagnostic {
        place: Some(output),
        trace: Vec::new(),
        ..diagnostic.clone()
    };
    locate(&[diagnostic, elsewhere], &files)
}

#[test]
fn no_text_becomes_an_element() {
    // The id of a fault depends on its message.
    let skeleton = |text| {
        let located = poisoned(text);
        let names = |html: String, located: &Located| html.replace(&located.id(), "");
        skeleton(&located.iter().fold(html(&located, Limit::All), names))
    };
    let harmless = skeleton("harmless");
    for payload in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</pre></article><style>*{display:none}</style>",
        "<!-- ",
        "--><svg onload=alert(1)>",
        "&lt;script&gt;&#60;b&#62;",
        "</textarea></title><iframe srcdoc=x>",
        "<![CDATA[<b>]]>",
        "<b\u{0}c>",
        "<\u{202e}b>",
        "`${alert(1)}`{{ x }}{% y %}",
    ] {
        assert_eq!(skeleton(payload), harmless, "{payload}");
    }
}

fn nasty_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b c",
        "ä",
        "漢",
        "👩‍👩‍👧",
        "e\u{301}",
        "\t",
        " ",
        "\n",
        "\r",
        "\r\n",
        "\u{feff}",
        "\0",
        "\x1b[2J",
        "\x1b]8;;x\x07",
        "\u{9b}",
        "\x7f",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{2028}",
        "<",
        "&",
        "\"",
        "…",
        "\u{10ffff}",
    ]);
    let long = (
        any::<prop::sample::Index>(),
        Just("lorem ipsum ".repeat(120)),
    );
    let pieces = prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat());
    (pieces.clone(), prop::option::of(long), pieces).prop_map(|(before, long, after)| match long {
        Some((index, long)) => format!("{before}{}{after}", &long[index.index(long.len())..]),
        None => format!("{before}{after}"),
    })
}

fn obeyed_by_terminals(character: char) -> bool {
    (character.is_control() && character != '\n')
        || ('\u{202a}'..='\u{202e}').contains(&character)
        || character == '\u{2066}'
}

/// Draws spans beyond the text, inside characters and backwards.
#[allow(clippy::reversed_empty_ranges)]
fn any_span() -> impl Strategy<Value = Range<usize>> {
    prop_oneof![
        (0usize..200, 0usize..200),
        (0usize..3_000, 0usize..3_000),
        (any::<usize>(), any::<usize>())
    ]
    .prop_map(|(start, end)| start..end)
}

proptest! {
    #[test]
    fn any_text_and_any_span_can_be_shown(
        body in nasty_text(),
        message in nasty_text(),
        fix in nasty_text(),
        span in any_span(),
    ) {
        let file = source("content/x.md");
        let diagnostic = Diagnostic::error("fault", message.clone())
            .at(Place::Span { file: file.clone(), span: span.clone() })
            .through(message.clone(), Place::Span { file, span: span.end..span.start })
            .advise(message)
            .fix(fix, true);
        let located = locate(&[diagnostic], &Files::one("content/x.md", &body));
        prop_assert_eq!(located.len(), 1);
        let location = located[0].location.as_ref();
        let range = location.and_then(|location| location.range).expect("the file is there");
        prop_assert!(range.line >= 1 && range.column >= 1);
        prop_assert!((range.line, range.column) <= (range.end_line, range.end_column));
        prop_assert_eq!(located[0].excerpt.first().and_then(|line| line.number), Some(range.line));
        let corrected = located[0].correction.iter().flat_map(|fix| &fix.lines);
        for line in located[0].excerpt.iter().chain(corrected) {
            prop_assert!(line.text.chars().count() <= 102, "{:?}", line);
            prop_assert!(line.marked.clone().is_none_or(|marked| line.text.get(marked).is_some()));
        }

        let shown = text(&located, Limit::All, ColorMode::Plain);
        prop_assert!(!shown.contains(obeyed_by_terminals), "{:?}", shown);
        let printed = json_text(&json(&located));
        prop_assert!(!printed.contains(obeyed_by_terminals), "{:?}", printed);
        let read: serde_json::Value = serde_json::from_str(&printed).expect("it is JSON");
        let message = read["diagnostics"][0]["message"].as_str();
        prop_assert_eq!(message, Some(located[0].message.as_str()));
        let page = html(&located, Limit::All);
        prop_assert!(!page.contains(obeyed_by_terminals), "{:?}", page);
    }
}
