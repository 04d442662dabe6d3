//! The looks of the theme: a road for a guide that asks for it, and nothing of it elsewhere.

use crate::support::{Site, text};

const FILES: [(&str, &str); 6] = [
    ("content/_index.md", "# A garden\n\nWelcome.\n"),
    (
        "content/beds/_index.md",
        "---\ntitle: Beds\ndescription: Where things grow.\n---\n",
    ),
    (
        "content/beds/beans.md",
        "---\ntitle: Beans\n---\nSow in May.\n",
    ),
    ("content/diary/_index.md", "---\ntitle: Diary\n---\n"),
    (
        "content/diary/rain.md",
        "---\ntitle: Rain\ndate: 2026-05-01\n---\nIt rained.\n",
    ),
    ("content/about.md", "---\ntitle: About\n---\nI am Anna.\n"),
];

const PAGES: [&str; 5] = [
    "index.html",
    "beds/index.html",
    "beds/beans/index.html",
    "about/index.html",
    "404.html",
];

#[test]
fn a_site_that_asks_for_no_road_has_nothing_of_it() {
    let build = Site::new(&FILES).build();
    for page in PAGES {
        let html = text(&build, page);
        for word in [
            "Mile",
            "mile",
            "course",
            "hero-art",
            "road.",
            "class=\"mark",
        ] {
            assert!(!html.contains(word), "{word} in {page}:\n{html}");
        }
        assert!(html.contains("/assets/css/main."), "{page}");
    }
    let home = text(&build, "index.html");
    for shown in [
        "<a href=\"/beds/\">Beds</a></h2>",
        "<p>Where things grow.</p>",
        "<a href=\"/beds/beans/\">Beans</a>",
        "<time datetime=\"2026-05-01\">1 May 2026</time>",
        "<a href=\"/about/\">About</a></h2>",
    ] {
        assert!(home.contains(shown), "{shown} in:\n{home}");
    }
}

#[test]
fn a_guide_has_a_road() {
    let site = Site::new(&FILES);
    site.write(
        "site.yaml",
        "theme_options: {road: true, marker_label: Stop}\n",
    );
    let build = { site }.build();
    let [home, page] = ["index.html", "beds/beans/index.html"].map(|page| text(&build, page));
    assert!(
        home.contains("hero-art") && home.contains("Start at stop 1"),
        "{home}"
    );
    assert!(page.contains("<span class=\"marker-number\">"), "{page}");
    assert!(home.contains("/assets/css/road.") && page.contains("/assets/css/road."));
}
