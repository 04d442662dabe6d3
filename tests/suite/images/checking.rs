//! A check looks at pictures and makes none; what it says about damaged ones, a build says too.

use super::{paths, site};
use crate::photos::{from_a_phone, jpeg, png, quarters, webp};
use crate::program::milepost;
use crate::support::{Site, files_below};
use milepost::build::Scope;
use milepost::report::{self, ColorMode, Limit};
use std::collections::BTreeSet;

const CARDS: &str = "base_url: https://example.org/\nsocial_cards: pages\nsearch: false\n\
    images: {widths: [40, 80]}\n";

fn run(site: &Site, arguments: &[&str]) -> String {
    let output = milepost(&site.root(), arguments);
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(output.status.success(), "{text}");
    text
}

/// Returns the entries of the cache, by their digests.
fn cached(site: &Site) -> BTreeSet<String> {
    files_below(&site.path(".milepost/cache"))
        .into_iter()
        .collect()
}

#[test]
fn a_check_makes_no_picture_and_builds_make_each_once() {
    let site = site("![](a.jpg)", &[("a.jpg", &jpeg(&quarters(60, 40)))]);
    site.write("site.yaml", &format!("title: Guide\n{CARDS}"));
    run(&site, &["check"]);
    assert_eq!(cached(&site), BTreeSet::new());
    let first = run(&site, &["build"]);
    // Two widths in two formats, and the cards of three pages.
    assert!(
        first.contains("Pictures: 7 new, 0 from the cache."),
        "{first}"
    );
    let made = cached(&site);
    // The pictures, and what the build remembers.
    assert_eq!(made.len(), 8);
    site.write(
        "content/part/new.md",
        "# New\n\nA page with a card of its own.\n",
    );
    run(&site, &["check"]);
    assert_eq!(cached(&site), made);
    let elsewhere = site.path("elsewhere");
    let second = run(
        &site,
        &["build", "-o", elsewhere.to_str().expect("a path in UTF-8")],
    );
    assert!(
        second.contains("Pictures: 1 new, 7 from the cache."),
        "{second}"
    );
    let third = run(&site, &["build"]);
    assert!(
        third.contains("Pictures: 0 new, 8 from the cache."),
        "{third}"
    );
}

/// Returns what `check` and `build` say about pictures.
fn said(site: &Site) -> [String; 2] {
    let build = site.build_cold();
    let scopes = [build.examine(|_| None), build.each_output(|_, _, _| {})];
    scopes.map(|outcomes| {
        let diagnostics = build.diagnostics(Scope::Rendered(&outcomes));
        let located = report::locate(&diagnostics, &build);
        report::text(&located, Limit::All, ColorMode::Plain)
    })
}

#[test]
fn a_check_says_of_damaged_pictures_what_a_build_says() {
    let (large, small) = (quarters(600, 500), quarters(90, 60));
    let whole = [
        ("large.jpg", from_a_phone(&jpeg(&large), 6)),
        ("small.jpg", jpeg(&small)),
        ("large.png", png(&large)),
        ("small.png", png(&small)),
        ("large.webp", webp(&large, false)),
        ("small.webp", webp(&small, true)),
    ];
    for (name, bytes) in whole {
        let half = bytes.len() / 2;
        let mut flipped = bytes.clone();
        flipped[half] ^= 4;
        let mut blank = bytes.clone();
        blank[half..half + half / 2].fill(0);
        let cases = [
            ("whole", &bytes[..]),
            ("cut in the middle", &bytes[..half]),
            ("cut at the end", &bytes[..bytes.len() - 30]),
            ("without its last bytes", &bytes[..bytes.len() - 2]),
            ("a bit is wrong", &flipped),
            ("blank", &blank),
            ("its beginning alone", &bytes[..100]),
        ];
        for (case, bytes) in cases {
            let site = site(&format!("![]({name})"), &[(name, bytes)]);
            let [check, build] = said(&site);
            // The data of a WebP have no checksums, so a large one would have to be decoded.
            if name == "large.webp" && matches!(case, "a bit is wrong" | "blank") {
                assert_eq!(check, "", "{case}");
                continue;
            }
            assert_eq!(check, build, "{name}, {case}");
            let is_damaged = name.ends_with("png") && case.contains("middle");
            assert!(
                !is_damaged || check.contains("unreadable-image"),
                "{name}, {case}: {check}"
            );
        }
    }
}

#[test]
fn a_check_tells_the_faults_of_cards() {
    let mut site = Site::new(&[
        ("site.yaml", &format!("title: Guide\n{CARDS}")),
        ("content/_index.md", "# Home\n"),
        ("content/a.md", "# A page\n"),
    ]);
    assert_eq!(
        paths(&site.build())
            .iter()
            .filter(|path| path.contains("share"))
            .count(),
        2
    );
    for picture in [
        "{{ titel }}",
        "<svg xmlns=\"http://www.w3.org/2000/svg\">{{ title }}</svg><p/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"9\"><g/></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"-1\" height=\"9\"/>",
        "{% if title == 'A page' %}<svg>{% endif %}<svg/>",
        "<p/>",
    ] {
        site.write("templates/picture.svg", picture);
        let [check, build] = said(&site);
        assert_eq!(check, build, "{picture}");
        assert!(
            check.contains("templates/picture.svg"),
            "{picture}: {check}"
        );
    }
}
