//! Front matter. Each `front_matter/<case>.md` is read, and `front_matter/<case>.txt` has the
//! expected diagnostics and fields.
//!
//! A case whose name begins with `section` is an `_index.md`. `SNAPSHOTS=overwrite` writes the
//! expected texts.

use crate::cases::{cases, check_fixes, shown};
use crate::support::parse_options;
use milepost::document::front_matter::{FrontMatter, read, split};
use milepost::path::SourcePath;
use std::fmt::Debug;

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

fn field(shown: &mut String, name: &str, value: &dyn Debug, default: &dyn Debug) {
    let (value, default) = (format!("{value:?}"), format!("{default:?}"));
    if value != default {
        shown.push_str(&format!("{name}: {value}\n"));
    }
}

fn shown_fields(front_matter: &FrontMatter) -> String {
    let mut shown = String::new();
    let empty = FrontMatter::default();
    macro_rules! fields {
        ($($name:ident)*) => {
            let FrontMatter {
                given: _, inherited: _, misspelt: _, cascade: _, term_keys: _, $($name),*
            } = front_matter;
            $(field(&mut shown, stringify!($name), $name, &empty.$name);)*
        };
    }
    if let Some(cascade) = &front_matter.cascade {
        shown.push_str(
            &shown_fields(cascade)
                .lines()
                .map(|line| format!("cascade.{line}\n"))
                .collect::<String>(),
        );
    }
    fields!(
        title nav_title description date updated publish expire reviewed draft weight slug path
        aliases template taxonomies authors image toc search faq extra sort_by
        paginate paginate_by feed
    );
    shown
}

#[test]
fn every_case_reads_as_expected() {
    let options = parse_options(&["tags", "topic"]);
    for case in cases("front_matter", "md") {
        let name = case
            .file_stem()
            .expect("it has a name")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&case).expect("the case can be read");
        let file = file_of(&name);
        let parts = split(&text);
        let checked = read(&file, &text, &parts, &options);
        check_fixes(&text, &checked.diagnostics, |text| {
            read(&file, text, &split(text), &options).diagnostics
        });
        let body = text[parts.body.clone()]
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default();
        let actual = format!(
            "{}\n{}\nbody: {body}\n",
            shown(&text, &checked.diagnostics),
            shown_fields(&checked.value)
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
        let front_matter = read(
            &source("content/page.md"),
            &text,
            &split(&text),
            &parse_options(&[]),
        )
        .value;
        assert_eq!(
            (
                front_matter.title.as_deref(),
                front_matter.slug.as_deref(),
                front_matter.draft
            ),
            (Some("Foo"), Some("foo"), true),
            "{text}"
        );
    }
}
