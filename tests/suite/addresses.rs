//! Addresses of pages and files: days before names, patterns of paths, and bundles.

use crate::support::{Site, text};
use milepost::build::Build;

/// Returns the outputs of a build that are pages or files beside them.
fn outputs(build: &Build) -> Vec<String> {
    let outputs = build.jobs().iter().map(|(path, _)| path.to_string());
    let is_made = |path: &String| {
        [
            "robots.txt",
            "sitemap.xml",
            "_headers",
            ".nojekyll",
            "404.html",
        ]
        .contains(&path.as_str())
            || path.starts_with("assets/")
            || path.starts_with("search/")
            || path.ends_with(".svg")
    };
    outputs.filter(|path| !is_made(path)).collect()
}

#[test]
fn a_day_before_a_name_is_the_date_and_no_part_of_the_address() {
    let mut site = Site::new(&[
        (
            "content/_index.md",
            "# Home\n\n[a](posts/2026-03-05-spring.md)",
        ),
        ("content/posts/_index.md", "# Posts"),
        ("content/posts/2026-03-05-spring.md", "Text."),
        (
            "content/posts/2025-01-02_walk/index.md",
            "---\ndate: 2024-01-01\n---\n# Walk",
        ),
        ("content/posts/2026-02-30-odd.md", "Text."),
        ("content/posts/2026-02-20.md", "Text."),
        ("templates/page.html", "{{ page.title }}|{{ page.date }}"),
    ]);
    let build = site.build();
    assert_eq!(text(&build, "posts/spring/index.html"), "Spring|2026-03-05");
    assert_eq!(text(&build, "posts/walk/index.html"), "Walk|2024-01-01");
    assert_eq!(
        text(&build, "posts/2026-02-30-odd/index.html"),
        "2026 02 30 odd|"
    );
    assert_eq!(text(&build, "posts/2026-02-20/index.html"), "2026 02 20|");
    assert!(!site.report().contains("error"), "{}", site.report());
}

#[test]
fn a_pattern_of_a_section_gives_its_pages_their_paths() {
    let mut site = Site::new(&[
        ("content/_index.md", "# Home"),
        (
            "content/news/_index.md",
            "---\ncascade:\n  path: n/:year/:month/:day/:slug\n---\n# News",
        ),
        ("content/news/2026-03-05-spring.md", "# Spring time"),
        ("content/news/deep/_index.md", "# Deep"),
        (
            "content/news/deep/a.md",
            "---\ndate: 2026-01-02\npath: /:section/:year-:title.html\n---\n# A b",
        ),
        ("content/news/deep/undated.md", "# Undated"),
    ]);
    let build = site.build();
    let made = outputs(&build);
    for path in [
        "n/2026/03/05/spring/index.html",
        "news/deep/index.html",
        "news/deep/2026-a-b.html",
        "news/deep/undated/index.html",
    ] {
        assert!(made.contains(&path.to_owned()), "{path}: {made:?}");
    }
    let report = site.report();
    assert!(
        report.contains("needs a date, and this page has none"),
        "{report}"
    );
    assert!(report.contains("content/news/deep/undated.md"), "{report}");
}

#[test]
fn the_files_of_a_bundle_go_with_its_page() {
    let picture = crate::photos::png(&crate::photos::quarters(8, 8));
    let mut site = Site::new(&[
        (
            "content/_index.md",
            "# Home\n\n[t](talk/index.md) [s](talk/slides.pdf)",
        ),
        (
            "content/talk/index.md",
            "---\npath: 2024/talk\n---\n# Talk\n\n![x](img/a.png) [s](slides.pdf) [x](img/a.png)",
        ),
        ("content/talk/slides.pdf", "pdf"),
        ("content/plan/index.md", "---\ndraft: true\n---\n# Plan"),
        ("content/plan/secret.pdf", "pdf"),
    ]);
    site.write_bytes("content/talk/img/a.png", &picture);
    let build = site.build();
    let made = outputs(&build);
    assert!(
        made.contains(&"2024/talk/slides.pdf".to_owned()),
        "{made:?}"
    );
    assert!(made.contains(&"2024/talk/img/a.png".to_owned()), "{made:?}");
    assert!(!made.iter().any(|path| path.contains("secret")), "{made:?}");
    let page = text(&build, "2024/talk/index.html");
    assert!(page.contains("href=\"/2024/talk/slides.pdf\""), "{page}");
    assert!(!site.report().contains("error"), "{}", site.report());
    // Published, the draft brings its file along.
    site.replace("content/plan/index.md", "draft: true", "draft: false");
    let warm = site.build();
    assert!(outputs(&warm).contains(&"plan/secret.pdf".to_owned()));
    assert_eq!(outputs(&warm), outputs(&site.build_cold()));
}

#[test]
fn front_matter_of_a_file_that_is_copied_is_told() {
    let mut site = Site::new(&[
        (
            "content/_index.md",
            "# Home\n\n[a](old.html) [b](plain.html)",
        ),
        ("content/old.html", "---\ntitle: Old\n---\n<p>x</p>"),
        ("content/plain.html", "<p>x</p>"),
    ]);
    let report = site.report();
    assert!(report.contains("this file has front matter"), "{report}");
    assert!(report.contains("content/old.html"), "{report}");
    assert!(!report.contains("content/plain.html"), "{report}");
}
