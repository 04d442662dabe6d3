//! Addresses of pages and files: days before names, patterns of paths, and bundles.

use crate::support::{CLOCK, Site, full_report, text};
use milepost::build::{Build, BuildOptions};

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

#[test]
fn own_files_may_lie_beside_those_of_milepost() {
    let mut site = Site::new(&[
        (
            "content/_index.md",
            "# Home\n\n[a](assets/notes.md) [s](search.md)",
        ),
        ("content/assets/notes.md", "# Notes"),
        ("content/search.md", "# Search"),
        ("static/assets/logo.txt", "logo"),
        ("static/search/list.txt", "list"),
    ]);
    assert!(!site.report().contains("error"), "{}", site.report());
    let build = site.build();
    for path in [
        "assets/notes/index.html",
        "assets/logo.txt",
        "search/list.txt",
    ] {
        assert!(build.jobs().contains_key(path), "{path}");
    }
    // A browser would keep such a file for ever.
    let headers = text(&build, "_headers");
    assert!(!headers.contains("/assets/*"), "{headers}");
    assert!(headers.contains("/search/terms/*"), "{headers}");
}

#[test]
fn an_alias_of_the_own_address_is_ignored_with_a_note() {
    let mut site = Site::new(&[
        ("content/_index.md", "# Home\n\n[b](b.md)"),
        ("content/b.md", "---\naliases: [/b/, /old-b/]\n---\n# B"),
    ]);
    let report = site.report();
    assert!(
        report.contains("note[useless-alias]: the alias `/b/` is the page's own address"),
        "{report}"
    );
    assert!(report.contains("content/b.md:2:"), "{report}");
    let build = site.build();
    assert!(
        text(&build, "b/index.html").contains("<h1"),
        "the page itself"
    );
    assert!(build.jobs().contains_key("old-b/index.html"));
}

#[test]
fn redirects_are_judged_at_their_lines() {
    let mut site = Site::new(&[
        ("content/_index.md", "# Home\n\n[a](a.md)"),
        ("content/a.md", "# The page A"),
        (
            "site.yaml",
            "base_url: https://example.org\nredirects:\n  /gone/: /nowhere/\n  /one/: /two/\n  \
             /two/: /one/\n  /far/: /near/\n  /near/: /a/\n  /z.html: a.md\n  \
             /x/*: /a/:splat\n  /self/: /self/\n",
        ),
    ]);
    let report = full_report(&site.build());
    for (place, part) in [
        (
            "site.yaml:3:",
            "this redirect leads to `/nowhere/`, which does not exist",
        ),
        (
            "site.yaml:4:",
            "these redirects lead in a circle: `/one/` to `/two/`",
        ),
        (
            "site.yaml:6:",
            "leads to `/near/`, which is redirected to `/a/`",
        ),
        ("site.yaml:10:", "`/self/` is redirected to itself"),
    ] {
        let messages: Vec<&str> = report.split("\n\n").collect();
        let is_told = messages
            .iter()
            .any(|text| text.contains(place) && text.contains(part));
        assert!(is_told, "{place} {part}\n{report}");
    }
    assert!(!report.contains("a template links"), "{report}");
    let build = site.build();
    assert!(text(&build, "z.html").contains("The page A"));
    let hosts = text(&build, "_redirects");
    assert!(hosts.contains("/x/* /a/:splat 301"), "{hosts}");
    assert!(hosts.contains("/z.html /a/ 301"), "{hosts}");
    assert!(
        !build
            .jobs()
            .iter()
            .any(|(path, _)| path.as_str().contains('*'))
    );
}

#[test]
fn a_theme_without_them_has_redirects_and_a_page_for_what_is_not_found() {
    let mut site = Site::new(&[
        ("site.yaml", "theme: bare\ntitle: Bare"),
        ("themes/bare/theme.yaml", "name: bare\n"),
        ("themes/bare/templates/home.html", "{{ page.content }}"),
        ("themes/bare/templates/page.html", "{{ page.content }}"),
        ("content/_index.md", "# Home\n\n[a](a.md)"),
        ("content/a.md", "---\naliases: [/old/]\n---\n# A"),
    ]);
    let build = site.build();
    assert!(text(&build, "old/index.html").contains("url=/a/"));
    assert!(text(&build, "404.html").contains("Page not found"));
}

#[test]
fn a_relative_url_means_what_it_means_to_a_browser() {
    let mut site = Site::new(&[
        (
            "content/_index.md",
            "# Home\n\n[a](ar/start.md) [l](legal.md)",
        ),
        ("content/legal.md", "# Legal"),
        ("content/ar/_index.md", "# Ar"),
        ("content/ar/legal.md", "# Legal ar"),
        (
            "content/ar/start.md",
            "# Start\n\n[x](../legal/) [y](../legal.md)",
        ),
    ]);
    let page = text(&site.build(), "ar/start/index.html");
    assert!(page.contains("href=\"/ar/legal/\">x"), "{page}");
    assert!(page.contains("href=\"/legal/\">y"), "{page}");
    let report = full_report(&site.build());
    assert!(
        report.contains("this link leads to `/ar/legal/`, as it does in a browser"),
        "{report}"
    );
    assert!(
        report.contains("if you mean the file, write `../legal.md`"),
        "{report}"
    );
}

#[test]
fn what_is_held_back_is_not_said_to_be_missing() {
    let files = [
        (
            "content/_index.md",
            "# Home\n\n[d](d.md) [s](s.md) [e](e.md) [f](b/x.pdf)",
        ),
        ("content/d.md", "---\ndraft: true\n---\n# D"),
        ("content/s.md", "---\npublish: 2026-12-03\n---\n# S"),
        ("content/e.md", "---\nexpire: 2026-11-01\n---\n# E"),
        ("content/b/index.md", "---\ndraft: true\n---\n# B"),
        ("content/b/x.pdf", "pdf"),
        (
            "site.yaml",
            "menus:\n  main:\n    - page: _index.md\n    - page: d.md\n",
        ),
    ];
    let mut site = Site::new(&files);
    let report = full_report(&site.build());
    for part in [
        "this link leads to `d.md`, which is a draft",
        "this link leads to `s.md`, which appears on 3 December",
        "this link leads to `e.md`, which is no longer published since 1 November",
        "this link leads to `b/x.pdf`, and `content/b/index.md` is a draft",
        "the menu leads to `d.md`, which is a draft",
        "site.yaml:4:",
    ] {
        assert!(report.contains(part), "{part}\n{report}");
    }
    assert!(!report.contains("does not exist"), "{report}");
    let mut site = Site::new(&files);
    site.options = BuildOptions::preview(CLOCK);
    let report = full_report(&site.build());
    assert!(
        report.contains("warning[broken-link]: this link leads to `d.md`, which is a draft"),
        "{report}"
    );
    assert!(
        report.contains("the menu leads to `d.md`, which is a draft"),
        "{report}"
    );
}

#[test]
fn a_wrong_link_keeps_its_fragment_and_its_advice_is_of_this_site() {
    let mut site = Site::new(&[
        (
            "content/_index.md",
            "# Home\n\n[x](ch13.html#part) [y](zzzzzzzzz.md) [i](irc://a.b/c)",
        ),
        ("content/ch13.md", "# Chapter"),
    ]);
    let report = full_report(&site.build());
    assert!(report.contains("did you mean `ch13.md#part`?"), "{report}");
    assert!(report.contains("such as `ch13.md`"), "{report}");
    assert!(!report.contains("unsafe"), "{report}");
}

#[test]
fn addresses_that_are_made_twice_are_told_at_their_lines() {
    let mut site = Site::new(&[
        (
            "content/_index.md",
            "# Home\n\n[a](a.md) [b](b.md) [c](c.md)",
        ),
        (
            "content/a.md",
            "---\naliases:\n  - /old/\n  - /B\n  - /A\n  - /old\n---\n# A",
        ),
        ("content/b.md", "---\nredirect_from: [/x/, /old/]\n---\n# B"),
        ("content/c.md", "---\nslug: X\n---\n# C"),
        ("site.yaml", "redirects:\n  /y/: /b/\n  /X/: /b/\n"),
    ]);
    let report = site.report();
    let messages: Vec<&str> = report.split("\n\n").collect();
    for (severity, message, place, other) in [
        (
            "error",
            "`/b/` and `/B/` are the same on systems that ignore case",
            "content/a.md:4:5",
            "content/b.md",
        ),
        (
            "warning",
            "the alias `/A/` differs only in case from `/a/`, the page's own address",
            "content/a.md:5:5",
            "macOS",
        ),
        (
            "note",
            "the alias `/old/` is an alias of this page already",
            "content/a.md:6:5",
            "delete it",
        ),
        (
            "error",
            "`content/c.md` and an alias of `content/b.md`",
            "content/b.md:2:1",
            "content/c.md:2:7",
        ),
        (
            "error",
            "`/old/` is made twice: by an alias of `content/a.md` and by an alias of",
            "content/b.md:2:1",
            "content/a.md:3:5",
        ),
        (
            "error",
            "made twice: by `content/c.md` and by a redirect of `site.yaml`",
            "site.yaml:3:3",
            "content/c.md:2:7",
        ),
    ] {
        let parts = [severity, message, place, other];
        let is_told = messages
            .iter()
            .any(|text| parts.iter().all(|part| text.contains(part)));
        assert!(is_told, "{message}\n{report}");
    }
    assert_eq!(messages.len(), 6, "{report}");
}

#[test]
fn a_way_of_many_redirects_is_cut() {
    let mut settings = "base_url: https://example.org\nredirects:\n".to_owned();
    for step in 0..200 {
        settings.push_str(&format!("  /s{step}/: /s{}/\n", step + 1));
    }
    let mut site = Site::new(&[("content/_index.md", "# Home\n"), ("site.yaml", &settings)]);
    let report = full_report(&site.build());
    let long = "leads to `/s1/`, and from there over more than 64 others";
    assert!(report.contains(long), "{report}");
    assert!(
        report.contains("100 more redirects lead to nothing"),
        "{report}"
    );
}
