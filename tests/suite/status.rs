//! The status of a page for its writer, in `check --format json` and in the preview.

use crate::equivalence::{Random, edit};
use crate::support::{CLOCK, Site, statuses};
use milepost::build::{BuildOptions, Outcome, Scope};
use milepost::path::OutputPath;
use milepost::report::{self, PageStatus};
use serde_json::{Value, json};
use std::process::Command;

/// A text of 112 words with the grade 5.4, computed by hand.
const PROSE: &str = "\
    After a long run your calves may feel heavy for a day or two, and that is normal. A\n\
    massage can ease the feeling, although nobody knows exactly why it works so well.\n\
    Some people like firm pressure on the muscle, while others prefer a softer hand.\n\
    Tell the therapist which places hurt, and speak up when the pressure is too much.\n\
    You should leave a full day between a deep massage and your next hard training run.\n\
    If the pain is sharp, or if one leg is swollen and warm, see a doctor first. Drink\n\
    water, take a slow walk in the evening, and give your body the time it needs.\n";

fn site() -> Site {
    let site = Site::new(&[
        ("site.yaml", "base_url: https://example.org/guide\n"),
        (
            "content/_index.md",
            "---\ntitle: Home\ndescription: Größe und Maß\n---\n[Prose](prose.md)",
        ),
        (
            "content/broken.md",
            "# Broken\n\n[a](gone.md) [b](prose.md#gone) [c](gone.md) ![](photo.png) \
             ![](gone.png)\n\n<img src=photo.png> TODO",
        ),
        ("content/photo.png", "no picture"),
        (
            "content/draft.md",
            "---\ntitle: Draft\ndraft: true\naliases: [old]\n---\nTODO",
        ),
        (
            "content/later.md",
            "---\ntitle: Later\npublish: 2026-12-24\nexpire: 2027-01-02\n---\n",
        ),
        (
            "content/over.md",
            "---\ntitle: Over\nexpire: 2026-11-23\n---\n",
        ),
    ]);
    site.write(
        "content/prose.md",
        &format!(
            "---\ntitle: Prose\n---\n{PROSE}\n```\nTODO\n```\n\n## A heading\n\n\
             | A | table |\n|---|---|\n"
        ),
    );
    site
}

fn check(site: &Site, flags: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_milepost"))
        .arg("-r")
        .arg(site.root())
        .args(["check", "--format", "json", "--clock", "2026-11-23"])
        .args(flags)
        .output()
        .expect("the program");
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

#[test]
fn the_report_for_programs_has_every_page_that_is_built() {
    let report = check(&site(), &[]);
    assert_eq!(
        report["summary"],
        json!({"errors": 3, "warnings": 1, "notes": 3}),
        "{report:#}"
    );
    let page = |url: &str, file: &str| {
        json!({
            "url": url, "file": file, "title_length": 4, "description_length": 0, "words": 1,
            "minutes": 1, "reading_grade": null, "draft": false, "scheduled": null,
            "expired": null, "images_without_alt": 0, "broken_links": 0, "errors": 0,
            "warnings": 0, "notes": 0,
        })
    };
    let with = |mut page: Value, changes: Value| {
        page.as_object_mut()
            .expect("a page")
            .extend(changes.as_object().expect("changes").clone());
        page
    };
    let expected = json!([
        with(
            page("/", "content/_index.md"),
            json!({"description_length": 13, "notes": 1})
        ),
        with(
            page("/broken/", "content/broken.md"),
            // Two equal errors are reported as one: `gone.md` twice.
            json!({
                "title_length": 6, "words": 4, "images_without_alt": 3, "broken_links": 3,
                "errors": 3, "warnings": 1, "notes": 2,
            }),
        ),
        with(
            page("/prose/", "content/prose.md"),
            json!({"title_length": 5, "words": 117, "reading_grade": 5.4, "notes": 1})
        ),
    ]);
    assert_eq!(report["pages"], expected, "{:#}", report["pages"]);
}

#[test]
fn what_a_build_would_hold_back_says_so() {
    let site = site();
    let held_back = |report: &Value| {
        let page = |page: &Value| {
            format!(
                "{} {} {} {}",
                page["url"], page["draft"], page["scheduled"], page["expired"]
            )
        };
        report["pages"]
            .as_array()
            .expect("pages")
            .iter()
            .map(page)
            .collect::<Vec<_>>()
    };
    let all = held_back(&check(&site, &["--drafts", "--future", "--expired"]));
    let of = |url: &str| {
        all.iter()
            .find(|page| page.starts_with(&format!("\"{url}\"")))
            .cloned()
            .unwrap_or_default()
    };
    assert_eq!(all.len(), 6, "{all:?}");
    assert_eq!(of("/draft/"), "\"/draft/\" true null null");
    assert_eq!(of("/later/"), "\"/later/\" false \"2026-12-24\" null");
    assert_eq!(of("/over/"), "\"/over/\" false null \"2026-11-23\"");
    assert_eq!(of("/"), "\"/\" false null null");
    assert_eq!(held_back(&check(&site, &[])).len(), 3);
}

#[test]
fn one_page_has_the_status_that_it_has_among_all() {
    let mut site = site();
    site.options = BuildOptions::preview(CLOCK);
    let build = site.build();
    let outcomes: Vec<Outcome> = build
        .outputs()
        .into_iter()
        .map(|(path, made)| Outcome::of(path, made))
        .collect();
    let located = report::locate(&build.diagnostics(Scope::Checked(&outcomes)), &build);
    let rendered = build.work();
    let each: Vec<PageStatus> = build
        .jobs()
        .keys()
        .filter_map(|output| report::status(&build, output, &located))
        .collect();
    assert_eq!(build.work(), rendered, "a status renders nothing");
    let mut all = report::statuses(&build, &located);
    assert_eq!(
        all.len(),
        5,
        "home, three pages, and the draft; what is over is not shown: {all:?}"
    );
    all.sort_by_key(|status| status.url.clone());
    assert_eq!(all.iter().collect::<Vec<_>>().len(), each.len());
    assert!(
        each.iter().all(|status| all.contains(status)),
        "{each:?}\n{all:?}"
    );
    for other in [
        "404.html",
        "old/index.html",
        "robots.txt",
        "photo.png",
        "gone/index.html",
    ] {
        let output = OutputPath::new(other).expect("a path");
        assert_eq!(report::status(&build, &output, &located), None, "{other}");
    }
}

/// Pages that only the preview shows are left out: neither command reports links to them.
#[test]
fn the_preview_says_what_check_says() {
    let mut site = site();
    let published = statuses(&site.build());
    site.options = BuildOptions::preview(CLOCK);
    let shown = statuses(&site.build());
    assert_eq!(published.len(), 3);
    for status in published {
        assert!(shown.contains(&status), "{status:?} is not in {shown:?}");
    }
}

#[test]
fn the_preview_says_what_check_says_after_random_edits() {
    let (mut shown, mut random) = (
        Site::new(&[("content/_index.md", "# Home\n")]),
        Random(0xA076_1D64_78BD_642F),
    );
    shown.options = BuildOptions::preview(CLOCK);
    for _ in 0..60 {
        let made = edit(&shown, &mut random);
        let warm = statuses(&shown.build());
        assert_eq!(warm, statuses(&shown.build_cold()), "{made}");
        // A build with drafts has the pages of the preview, so links lead to the same pages.
        let published = BuildOptions {
            drafts: true,
            future: true,
            ..BuildOptions::publish(CLOCK)
        };
        let preview = std::mem::replace(&mut shown.options, published);
        let checked = statuses(&shown.build_cold());
        shown.options = preview;
        assert_eq!(warm, checked, "{made}");
    }
}
