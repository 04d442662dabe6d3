//! Related pages, files beside pages, and the dates of pages in git.

use crate::git::{commit, git, with_history};
use crate::photos;
use crate::support::{Site, full_report, outputs, text};
use milepost::{history, source};
use std::fmt::Write;

const RELATED: (&str, &str) = (
    "templates/page.html",
    "{% for card in related %}{{ card.url }}{{ card.words }} {% endfor %}",
);

#[test]
fn related_pages_share_terms_and_then_words() {
    let mut site = Site::new(&[
        RELATED,
        (
            "content/a.md",
            "---\ntags: [rust, web]\ntitle: Knees of runners\n---\nOne two.\n",
        ),
        ("content/b.md", "---\ntags: [rust, web]\n---\n"),
        ("content/c.md", "---\ntags: [rust]\ndate: 2026-01-01\n---\n"),
        ("content/d.md", "---\ntags: [rust]\ndate: 2026-02-01\n---\n"),
        ("content/e.md", "---\ndescription: A runner's knee\n---\n"),
        ("content/f.md", "---\ntags: [rust]\nsearch: false\n---\n"),
        ("content/g.md", "# Nothing in common\n"),
        ("content/h.md", "# Other\n"),
        ("content/i.md", "# More\n"),
    ]);
    let build = site.build();
    assert_eq!(text(&build, "a/index.html"), "/b/0 /d/0 /c/0 /e/0 ");
    assert_eq!(text(&build, "e/index.html"), "/a/2 ");
    assert_eq!(text(&build, "g/index.html"), "");
    // The words of a body change the pages that show them.
    site.replace("content/a.md", "One two.", "One two three.");
    assert_eq!(text(&site.build(), "e/index.html"), "/a/3 ");
}

#[test]
fn a_term_of_all_pages_relates_the_nearest() {
    let mut site = Site::new(&[RELATED]);
    for number in 0..400 {
        let rare = if number % 100 == 0 { ", rare" } else { "" };
        let text = format!("---\ntitle: P{number}\ntags: [all{rare}]\nweight: {number}\n---\n");
        site.write(&format!("content/p{number}.md"), &text);
    }
    let build = site.build();
    let mut expected = String::new();
    for number in [0, 200, 300, 36, 37] {
        write!(expected, "/p{number}/0 ").expect("a text");
    }
    assert_eq!(text(&build, "p100/index.html"), expected);
}

#[test]
fn the_files_beside_a_page_are_listed_and_published() {
    let mut site = Site::new(&[
        (
            "site.yaml",
            "title: T\nbase_url: https://example.org/sub/\n",
        ),
        (
            "templates/page.html",
            "{% for f in files %}{{ f.name }} {{ f.path }} \
             <a href=\"{{ f.url }}\">{{ f.size }}</a> \
             {{ f.width or \"-\" }}x{{ f.height or \"-\" }};{% endfor %}",
        ),
        (
            "templates/section.html",
            "{{ files | length }}:{% for f in files %}{{ f.url }} \
             {% endfor %}{{ page.content }}",
        ),
        (
            "content/talk/index.md",
            "---\npath: 2026/talk\n---\n![A photo](pics/a b.png)\n",
        ),
        ("content/talk/slides.pdf", "1234"),
        (
            "content/posts/_index.md",
            "---\nslug: articles\n---\n[notes](notes.txt)\n",
        ),
        ("content/posts/notes.txt", "12"),
        ("content/posts/one.md", "[notes](notes.txt)\n"),
    ]);
    site.write_bytes(
        "content/talk/pics/a b.png",
        &photos::png(&photos::quarters(40, 30)),
    );
    let build = site.build();
    assert_eq!(
        text(&build, "2026/talk/index.html"),
        format!(
            "pics/a b.png content/talk/pics/a b.png \
             <a href=\"/sub/2026/talk/pics/a%20b.png\">{}</a> 40x30;\
             slides.pdf content/talk/slides.pdf <a href=\"/sub/2026/talk/slides.pdf\">4</a> -x-;",
            std::fs::metadata(site.path("content/talk/pics/a b.png"))
                .expect("a file")
                .len()
        )
    );
    let made = outputs(&build);
    assert!(
        made.contains_key("2026/talk/pics/a b.png"),
        "{:?}",
        made.keys()
    );
    assert_eq!(
        text(&build, "articles/index.html"),
        "1:/articles/notes.txt <p><a href=\"/sub/articles/notes.txt\">notes</a></p>\n"
    );
    assert!(made.contains_key("articles/notes.txt"));
    assert!(!full_report(&build).contains("error"));
    // A section that is held back does not hold the files of its pages back.
    site.replace("content/posts/_index.md", "slug: articles", "draft: true");
    let made = outputs(&site.build());
    assert!(made.contains_key("posts/notes.txt"), "{:?}", made.keys());
}

#[test]
fn dates_come_from_git_where_a_page_says_none() {
    if !git(&Site::new(&[]), "2026-01-01", &["--version"]) {
        println!("skipped: git is missing");
        return;
    }
    let mut site = Site::new(&[
        (
            "site.yaml",
            "title: T\ntimezone: America/New_York\ngit_dates: true\n",
        ),
        (
            "templates/page.html",
            "{{ page.date or \"-\" }} {{ page.updated or \"-\" }}",
        ),
        ("content/a.md", "# A\n"),
        (
            "content/b.md",
            "---\ndate: 2020-01-01\nupdated: 2020-01-02\n---\n# B\n",
        ),
    ]);
    let none = full_report(&with_history(&mut site));
    assert!(
        none.contains("warning[git-dates]: pages have no dates from git: this folder is in no")
            && none.contains("--> site.yaml:3:1"),
        "{none}"
    );
    assert!(
        git(&site, "2026-01-01", &["init", "-q"]),
        "git is installed"
    );
    commit(&site, "2026-01-10");
    site.write("content/a.md", "# A\n\nMore.\n");
    commit(&site, "2026-01-20");
    std::fs::rename(site.path("content/a.md"), site.path("content/c ü.md")).expect("a file");
    commit(&site, "2026-01-30");
    site.write("content/new.md", "# New\n");
    let build = with_history(&mut site);
    // At two in the morning in Greenwich it is the day before in New York.
    assert_eq!(text(&build, "c-ü/index.html"), "2026-01-09 2026-01-29");
    assert_eq!(text(&build, "b/index.html"), "2020-01-01 2020-01-02");
    assert_eq!(text(&build, "new/index.html"), "- -");
    assert!(!full_report(&build).contains("git"));
    assert_eq!(outputs(&build), outputs(&site.build_cold()));

    site.replace("site.yaml", "git_dates: true", "git_dates: updated");
    let build = with_history(&mut site);
    assert_eq!(text(&build, "c-ü/index.html"), "- 2026-01-29");
    site.replace("site.yaml", "git_dates: updated\n", "");
    let build = with_history(&mut site);
    assert!(site.options.history.is_none());
    assert_eq!(text(&build, "c-ü/index.html"), "- -");

    site.replace("site.yaml", "title: T\n", "title: T\ngit_dates: true\n");
    let shallow = Site::new(&[]);
    let from = format!("file://{}", site.root().display());
    commit(&site, "2026-02-01");
    assert!(git(
        &shallow,
        "2026-02-01",
        &["clone", "-q", "--depth", "1", &from, "clone"]
    ));
    let root = shallow.root().join("clone");
    let history = history::of_site(&root, &source::scan(&root, None));
    shallow.write("site.yaml", &site.read("site.yaml"));
    let mut shallow = shallow;
    shallow.options.history = history;
    let report = full_report(&shallow.build());
    assert!(report.contains("this is a shallow clone"), "{report}");
    assert!(report.contains("write `fetch-depth: 0`"), "{report}");
}

#[test]
fn the_theme_links_to_where_a_page_is_edited() {
    let mut site = Site::new(&[("site.yaml", "title: T\n"), ("content/a b.md", "# A\n")]);
    let page = text(&site.build(), "a-b/index.html");
    assert!(!page.contains("Edit this page"));
    site.write(
        "site.yaml",
        "title: T\ntheme_options: {edit_url: \"https://example.org/edit/main/\"}\n",
    );
    let build = site.build();
    let link = "<a href=\"https://example.org/edit/main/content/a%20b.md\">Edit this page</a>";
    assert!(text(&build, "a-b/index.html").contains(link));
    assert!(!text(&build, "index.html").contains("Edit this page"));
}
