//! Remarks on how pages are written. Each `remarks/<case>.md` is a page, and `remarks/<case>.txt`
//! has the output of `check`; for a page without that file it is empty.
//!
//! `SNAPSHOTS=overwrite` writes the expected texts.

use crate::cases::{cases, expect};
use crate::support::{Site, full_report, report};
use milepost::build::{BuildOptions, Work};
use std::fs;

const OTHER: &str = "---\ntitle: Other page\n\
                     description: What the other page says of itself, in fifty letters or more.\n\
                     ---\n";

/// Returns a site with this page, and with others that have no remarks.
fn site(page: &str) -> Site {
    Site::new(&[
        ("site.yaml", "base_url: https://example.org\n"),
        ("content/page.md", page),
        ("content/other.md", OTHER),
        ("content/photo.png", "no picture"),
        (
            "components/Box.html",
            "{% component Box() -%}<section>{{ body }}</section>{%- endcomponent Box %}",
        ),
    ])
}

#[test]
fn cases_are_remarked_on_as_expected() {
    let mut differing = Vec::new();
    for case in cases("remarks", "md") {
        let build = site(&fs::read_to_string(&case).expect("a case")).build();
        assert_eq!(
            report(&build),
            "",
            "{}: a build has nothing to say",
            case.display()
        );
        expect(
            &case.with_extension("txt"),
            &full_report(&build),
            &mut differing,
        );
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn every_code_is_documented() {
    let root = env!("CARGO_MANIFEST_DIR");
    let documented =
        fs::read_to_string(format!("{root}/docs/checks.md")).expect("the list of rules");
    for case in cases("remarks", "md") {
        let report = fs::read_to_string(case.with_extension("txt")).unwrap_or_default();
        for line in report
            .lines()
            .filter(|line| line.starts_with("note[") || line.starts_with("warning["))
        {
            let (level, rest) = line.split_once('[').expect("a code");
            let code = rest.split(']').next().unwrap_or_default();
            assert!(
                documented.contains(&format!("| `{code}` | {level} |")),
                "{code}, {level}"
            );
        }
    }
}

#[test]
fn levels_and_the_grade_are_the_sites() {
    let page = |case: &str| {
        fs::read_to_string(format!(
            "{}/tests/suite/remarks/{case}.md",
            env!("CARGO_MANIFEST_DIR")
        ))
        .expect("a case")
    };
    for (case, settings, expected) in [
        ("unfinished", "check: {todo: off}", ""),
        ("unfinished", "check: {todo: error}", "error[todo]"),
        ("hard-to-read", "check: {reading_grade: 30}", ""),
        ("hard-to-read", "language: en-GB", "note[reading-grade]"),
        ("hard-to-read", "language: de", ""),
        (
            "titles",
            "check: {title-length: off, description-length: warning}",
            "warning[description-length]",
        ),
    ] {
        let mut site = site(&page(case));
        site.write(
            "site.yaml",
            &format!("base_url: https://example.org\n{settings}\n"),
        );
        let report = full_report(&site.build());
        assert_eq!(
            report.split(':').next().unwrap_or_default(),
            expected,
            "{case}, {settings}: {report}"
        );
    }
}

#[test]
fn what_is_held_back_is_not_remarked_on_until_it_is_shown() {
    let mut site = site("---\ntitle: Other page\ndraft: true\n---\nTODO");
    assert_eq!(full_report(&site.build()), "");
    site.options = BuildOptions {
        drafts: true,
        ..site.options
    };
    let report = full_report(&site.build());
    for code in [
        "note[missing-description]",
        "warning[duplicate-title]",
        "warning[todo]",
    ] {
        assert!(report.contains(code), "{report}");
    }
    assert!(
        !report.contains("content/other.md"),
        "a draft takes nothing from a page that is published: {report}"
    );
}

#[test]
fn remarks_are_kept_with_their_document_and_move_with_it() {
    let mut site = site(
        "---\ntitle: Page\n\
         description: What the page says of itself, in fifty letters or more.\n\
         ---\n[here](other.md)\n\nTODO",
    );
    assert!(full_report(&site.build()).contains("content/page.md:5:1"));
    site.replace("content/page.md", "[here]", "A line.\n\n[here]");
    let build = site.build();
    assert_eq!(build.work().documents_parsed, 1);
    let report = full_report(&build);
    assert!(
        report.contains("content/page.md:7:1") && report.contains("content/page.md:9:1"),
        "{report}"
    );
    site.replace("content/other.md", "---\ntitle", "---\nweight: 2\ntitle");
    assert_eq!(full_report(&site.build()), report);
    let unchanged = site.build();
    full_report(&unchanged);
    assert_eq!(
        unchanged.work(),
        Work {
            documents_parsed: 0,
            outputs_rendered: unchanged.jobs().len()
        }
    );
}

#[test]
fn a_misspelt_description_is_told_once() {
    let mut site = site("---\ntitle: A page\ndesciption: What it is about.\n---\nText.\n");
    let report = full_report(&site.build());
    assert!(report.contains("did you mean `description`?"), "{report}");
    assert!(!report.contains("missing-description"), "{report}");
}
