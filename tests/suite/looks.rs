//! The looks of the theme: a road for a guide that asks for it, and nothing of it elsewhere.

use crate::support::{Site, report, text};
use milepost::strings::{Strings, WORDS};
use std::collections::BTreeMap;

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

const IN_OTHER_LANGUAGES: [&str; 5] = [
    "index.html",
    "beds/beans/index.html",
    "diary/page/2/index.html",
    "long/index.html",
    "404.html",
];

/// The words that stand on these pages in every language: they are the same in English, or the
/// page says them itself.
const SAME: [&str; 4] = ["home", "note", "tip", "table"];

#[test]
fn a_site_in_another_language_has_no_english_word() {
    let none = BTreeMap::new();
    let english = Strings::of("en", &none);
    for (language, date, road) in [
        ("de", "1. Mai 2026", "Meile"),
        ("es", "1 de mayo de 2026", "Milla"),
        ("fr", "1 mai 2026", "Mille"),
    ] {
        let mut site = Site::new(&FILES);
        site.write(
            "content/long.md",
            "---\ntitle: X\ndate: 2026-05-01\nreviewed: 2026-05-02\nauthors: [A]\ntags: [t]\n\
             faq: [{question: Q, answer: A}]\n---\n## P\n\n## Q\n\n- [ ] o[^1]\n\n\
             > [!WARNING]\n> C.\n\n[^1]: N.\n",
        );
        site.write(
            "content/diary/_index.md",
            "---\ntitle: D\npaginate_by: 1\n---\n",
        );
        site.write(
            "content/diary/sun.md",
            "---\ntitle: S\ndate: 2026-05-02\n---\nS.\n",
        );
        for road_is_on in [true, false] {
            site.write(
                "site.yaml",
                &format!(
                    "title: T\nlanguage: {language}\nbase_url: https://example.org/\n\
                     theme_options: {{road: {road_is_on}}}\n"
                ),
            );
            let build = site.build();
            let strings = Strings::of(language, &none);
            for page in IN_OTHER_LANGUAGES {
                let html = text(&build, page);
                for word in WORDS.iter().filter(|word| !SAME.contains(&word.name)) {
                    let [here, there] = [&strings, &english].map(|list| list.word(word.name));
                    let (found, mark) = shown(&html, there);
                    assert!(
                        !found || here.contains(mark),
                        "“{mark}” in {page} in {language}"
                    );
                }
            }
            let page = text(&build, "diary/rain/index.html");
            assert!(page.contains(date), "{page}");
            let home = text(&build, "index.html");
            assert_eq!(home.contains(road), road_is_on, "{home}");
        }
    }
}

/// Returns true if a page shows a word, or one that begins as it does before its first value, and
/// what was looked for.
fn shown<'w>(html: &str, word: &'w str) -> (bool, &'w str) {
    let start = word.split(['{', '|', '#', '*']).next().unwrap_or_default();
    let is_whole = start == word;
    let start = start.trim();
    let around = [('>', '<'), ('"', '"'), ('\n', '\n'), ('>', ' ')];
    let found = start.len() > 3
        && around.iter().any(|(before, after)| match is_whole {
            true => html.contains(&format!("{before}{start}{after}")),
            false => html.contains(&format!("{before}{start} ")),
        });
    (found, start)
}

#[test]
fn a_site_says_words_in_its_own_way() {
    let mut site = Site::new(&FILES);
    site.write(
        "site.yaml",
        "language: it\nwords: {menu: Indice, note: Nota, minuts: x}\n",
    );
    site.write("content/about.md", "> [!NOTE]\n> Io.\n");
    let build = site.build();
    let page = text(&build, "about/index.html");
    assert!(
        page.contains("\nIndice\n") && page.contains(">Nota<"),
        "{page}"
    );
    let told = report(&build);
    assert!(told.contains("`words` has no key `minuts`"), "{told}");
    assert!(told.contains("did you mean `minutes`?"), "{told}");
}

#[test]
fn a_page_says_in_which_direction_it_is_read() {
    let tags = [
        ("ar", true),
        ("fa-IR", true),
        ("ku-Arab", true),
        ("az", false),
        ("en", false),
    ];
    for (language, is_right_to_left) in tags {
        let mut site = Site::new(&FILES);
        site.write("site.yaml", &format!("language: {language}\n"));
        let build = site.build();
        for page in ["index.html", "404.html"] {
            let html = text(&build, page);
            let tag = format!("<html lang=\"{language}\"");
            let expected = match is_right_to_left {
                true => format!("{tag} dir=\"rtl\">"),
                false => format!("{tag}>"),
            };
            assert!(html.contains(&expected), "{html}");
        }
    }
}
