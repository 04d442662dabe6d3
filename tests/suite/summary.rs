//! The order of a site by `content/SUMMARY.md`.

use crate::support::{Site, full_report, outputs, report, text};

const PAGE: &str = "{{ page.nav_title }}|{{ section.url }}|\
    {% if previous %}{{ previous.url }}{% endif %}|{% if next %}{{ next.url }}{% endif %}|\
    {{ [c.url for c in ancestors] | join(sep=\" \") }}|\
    {{ [c.url for c in children.all] | join(sep=\" \") }}|\
    {{ [c.url for c in siblings] | join(sep=\" \") }}";

const OUTLINE: &str = "{% component Items(items) %}({% for i in items %}{{ i.number or \"-\" }} \
    {{ i.title }} {{ i.url or \"-\" }}{% if i.items %}{{ <Items items={i.items} /> }}{% endif %};\
    {% endfor %}){% endcomponent Items %}";

const SUMMARY: &str = "\u{feff}# Summary\r\n\r\n[Preface](preface.md)\r\n\r\n\
    <!-- - [Hidden](hidden.md) -->\r\n\
    # The *start*\r\n\r\n\
    - [One \\[1\\] `a*b`](one.md)\r\n\
    \x20   - [Two](s/two.md)\r\n\
    \t- [To come]()\r\n\
    \t\t* [Deep](<s/deep dish.md> \"t\")\r\n\
    - [Drafted](drafted.md)\r\n\
    ---\r\n\
    1. [S](s/_index.md)\r\n\
    \r\n\
    [End](end%20.md)\r\n";

fn book() -> Site {
    Site::new(&[
        ("site.yaml", "title: T\nbase_url: https://example.org/sub\n"),
        ("content/SUMMARY.md", SUMMARY),
        ("content/preface.md", "# Before\n"),
        ("content/one.md", "# One\n"),
        ("content/s/_index.md", "# Section\n"),
        ("content/s/two.md", "---\nnav_title: II\n---\n# Two\n"),
        ("content/s/deep dish.md", "# Deep dish\n"),
        ("content/drafted.md", "---\ndraft: true\n---\n# Drafted\n"),
        ("content/end .md", "# End\n"),
        ("templates/page.html", PAGE),
        ("templates/section.html", PAGE),
        (
            "templates/home.html",
            "{% for p in outline %}[{{ p.title or \"-\" }}]\
             {{ <Items items={p.items} /> }}{% endfor %} {% for m in menu.main %}{{ m.title }},\
             {% endfor %}",
        ),
        ("components/Items.html", OUTLINE),
    ])
}

#[test]
fn pages_are_in_the_order_and_the_levels_of_the_list() {
    let build = book().build();
    assert_eq!(report(&build), "");
    let expected = [
        ("preface", "Preface|/|/|/one/|/||/preface/ /one/ /end/"),
        (
            "one",
            "One [1] a*b|/|/preface/|/s/two/|/|/s/two/ /s/deep-dish/|/preface/ /one/ /end/",
        ),
        (
            "s/two",
            "II|/one/|/one/|/s/deep-dish/|/ /one/||/s/two/ /s/deep-dish/",
        ),
        (
            "s/deep-dish",
            "Deep|/one/|/s/two/|/s/|/ /one/||/s/two/ /s/deep-dish/",
        ),
        ("s", "S|/s/|/s/deep-dish/|/end/|/||"),
        ("end", "End|/|/s/||/||/preface/ /one/ /end/"),
    ];
    for (page, expected) in expected {
        let shown = text(&build, &format!("{page}/index.html"));
        assert_eq!(shown, expected, "{page}");
    }
    assert_eq!(
        text(&build, "index.html"),
        "[-](- Preface /preface/;)\
         [The *start*](1. One [1] a*b /one/(1.1. II /s/two/;1.2. To come -\
         (1.2.1. Deep /s/deep-dish/;););2. Drafted -;)\
         [-](3. S /s/;- End /end/;) Preface,One [1] a*b,S,End,"
    );
    assert!(
        !outputs(&build)
            .keys()
            .any(|output| output.to_lowercase().contains("summary"))
    );
}

#[test]
fn faults_are_told_at_their_line() {
    let mut site = book();
    site.write(
        "content/SUMMARY.md",
        "# Summary\n\n\
         - [Preface](prefce.md)\n\
         - [One](one.md) and more\n\
         - [Again](./one.md)\n\
         - Two\n\
         - [Site](https://example.org/)\n\
         - [Picture](p.png)\n\n\
         [End](end%20.md)\n\
         - [S](s/_index.md)\n",
    );
    let report = full_report(&site.build());
    let at = |line: usize, column: usize, message: &str| {
        let place = format!("--> content/SUMMARY.md:{line}:{column}\n");
        let told = report.split(message).nth(1).unwrap_or_default();
        assert!(told.trim_start().starts_with(&place), "{place}\n{report}");
    };
    at(
        3,
        3,
        "this chapter leads to `content/prefce.md`, which does not exist",
    );
    at(
        4,
        3,
        "behind this link there is more, which is shown nowhere",
    );
    at(5, 3, "`content/one.md` is in this list a second time");
    at(
        6,
        1,
        "this line of the list of pages is neither a page nor a title",
    );
    at(
        7,
        3,
        "this leads to `https://example.org/`, which is no Markdown file",
    );
    at(8, 3, "this leads to `p.png`, which is no Markdown file");
    at(
        11,
        3,
        "this item of the list comes after a chapter without a number",
    );
    assert!(report.contains("did you mean `preface.md`?"), "{report}");
    let unlisted = "warning[unlisted-page]: this page is not in `content/SUMMARY.md`\n \
        --> content/preface.md\n  = and on 2 more pages: content/s/deep dish.md, \
        content/s/two.md\n";
    assert!(report.contains(unlisted), "{report}");
    // Pages that are in no list come after all others, those of a section in it.
    let build = site.build();
    let end = text(&build, "s/index.html");
    assert!(end.contains("|/end/|/s/deep-dish/|"), "{end}");
    // A line more moves the messages and makes no page.
    site.replace("content/SUMMARY.md", "# Summary\n", "# Summary\n\n");
    let build = site.build();
    assert!(full_report(&build).contains("content/SUMMARY.md:6:3"));
    site.write("content/SUMMARY.md", "\n<!-- - [A](a.md)\n-->\n");
    let report = full_report(&site.build());
    assert!(
        report.contains("this list of pages has no page"),
        "{report}"
    );
}

#[test]
fn levels_have_a_bound() {
    let mut list = String::new();
    for level in 0..5_000 {
        list.push_str(&format!("{}- [L]()\n", " ".repeat(level * 2)));
    }
    let mut site = book();
    site.write("content/SUMMARY.md", &list);
    assert!(full_report(&site.build()).contains("this chapter is below more than 16 others"));
}

#[test]
fn without_a_list_the_outline_is_that_of_the_folders() {
    let site = book();
    std::fs::remove_file(site.path("content/SUMMARY.md")).expect("a file");
    let build = site.build_cold();
    let home = text(&build, "index.html");
    assert!(
        home.contains("(- Section /s/(- Deep dish /s/deep-dish/;- II /s/two/;);)")
            || home.contains("Section /s/(- Deep dish /s/deep-dish/;- II /s/two/;)"),
        "{home}"
    );
}

#[test]
fn a_readme_that_is_listed_is_the_page_of_its_folder() {
    let mut site = Site::new(&[
        ("site.yaml", "title: T\n"),
        (
            "content/SUMMARY.md",
            "# Summary\n\n[Hello](README.md)\n\n- [Part](part%20one/README.md)\n    \
             - [A](part%20one/a.md)\n- [Slug](slug/readme.md)\n- [Own](own/README.md)\n",
        ),
        (
            "content/README.md",
            "# Hello\n\n[x](part%20one/README.md)\n",
        ),
        (
            "content/part one/README.md",
            "# Part\n\n[a](a.md) ![A dot](dot.svg)\n",
        ),
        (
            "content/part one/dot.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        (
            "content/part one/a.md",
            "# A\n\n[x](README.md#part) [y](../part%20one/) [z](/part-one/)\n",
        ),
        ("content/slug/readme.md", "---\nslug: other\n---\n# S\n"),
        ("content/own/README.md", "---\npath: mine\n---\n# O\n"),
        ("content/loose/README.md", "# Loose\n"),
        ("templates/home.html", "{{ page.kind }}{{ page.content }}"),
        ("templates/page.html", "{{ page.content }}"),
    ]);
    let build = site.build();
    let report = report(&build);
    assert_eq!(report.matches("warning[").count(), 1, "{report}");
    assert!(report.contains("--> content/loose/README.md\n"), "{report}");
    assert!(text(&build, "index.html").starts_with("home<"));
    assert!(text(&build, "index.html").contains("href=\"/part-one/\""));
    let part = text(&build, "part-one/index.html");
    assert!(part.contains("href=\"/part-one/a/\""), "{part}");
    assert!(part.contains("src=\"/part-one/dot.svg\""), "{part}");
    let a = text(&build, "part-one/a/index.html");
    for link in ["/part-one/#part", "/part-one/", "/part-one/\">z"] {
        assert!(a.contains(&format!("href=\"{link}")), "{a}");
    }
    for path in ["other", "mine", "loose/readme"] {
        text(&build, &format!("{path}/index.html"));
    }

    // Warm equals cold when the list takes it up and drops it, and when the folder has a page.
    site.replace(
        "content/SUMMARY.md",
        "- [Slug](slug/readme.md)",
        "- [L](loose/README.md)",
    );
    let build = site.build();
    text(&build, "loose/index.html");
    text(&build, "slug/other/index.html");
    assert_eq!(outputs(&build), outputs(&site.build_cold()));
    site.write("content/part one/index.md", "# Index\n");
    let build = site.build();
    text(&build, "part-one/readme/index.html");
    assert_eq!(outputs(&build), outputs(&site.build_cold()));
    let report = full_report(&build);
    assert!(
        report.contains("`content/part one/README.md` would be the page of its folder"),
        "{report}"
    );
    assert!(report.contains("--> content/SUMMARY.md:5:"), "{report}");
}
