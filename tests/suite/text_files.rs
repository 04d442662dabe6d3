//! Pages that are no HTML: files that templates make at the paths of documents.

use crate::support::{Site, full_report, outputs, text};

const HOME: (&str, &str) = ("content/_index.md", "# Home\n");
const SITE: (&str, &str) = (
    "site.yaml",
    "title: Tom & Jerry\nbase_url: https://example.org/sub\n",
);

fn built(files: &[(&str, &str)]) -> (Site, milepost::build::Build) {
    let mut site = Site::new(&[HOME, SITE]);
    files.iter().for_each(|(path, text)| site.write(path, text));
    let build = site.build();
    (site, build)
}

#[test]
fn a_path_with_the_ending_of_a_file_is_that_file() {
    let (_, build) = built(&[
        (
            "content/a.md",
            "---\ntitle: \"A <b> & \\\"c\\\"\"\n---\nSee [the feed](feed.md).\n",
        ),
        ("content/feed.md", "---\npath: feed.xml\n---\n"),
        (
            "content/list.md",
            "---\npath: data/list.json\ntemplate: pages\n---\n",
        ),
        (
            "content/robots.md",
            "---\npath: robots.txt\n---\nSee [A](a.md#top).\n\n<!-- more -->\n",
        ),
        (
            "templates/feed.xml",
            "<?xml version=\"1.0\"?>\n<feed><title>{{ site.title }}</title>\
             {% for p in pages %}<e t=\"{{ p.title }}\" u=\"{{ p.permalink }}\"/>{% endfor %}\
             </feed>\n",
        ),
        (
            "templates/pages.json",
            "[{% for p in pages %}{{ p.title | json_encode }}{% if not loop.last %},{% endif %}\
             {% endfor %}]",
        ),
        (
            "templates/robots.txt",
            "# {{ site.title }} {{ page.kind }}\n{{ page.content }}{{ page.summary }}",
        ),
    ]);
    assert_eq!(
        text(&build, "feed.xml"),
        "<?xml version=\"1.0\"?>\n<feed><title>Tom &amp; Jerry</title>\
         <e t=\"Home\" u=\"https://example.org/sub/\"/>\
         <e t=\"A &lt;b&gt; &amp; &quot;c&quot;\" u=\"https://example.org/sub/a/\"/></feed>\n"
    );
    assert_eq!(
        text(&build, "data/list.json"),
        "[\"Home\",\"A \\u003cb> & \\\"c\\\"\"]"
    );
    let paragraph = "<p>See <a href=\"https://example.org/sub/a/#top\">A</a>.</p>\n";
    assert_eq!(
        text(&build, "robots.txt"),
        format!("# Tom & Jerry file\n{paragraph}{paragraph}")
    );
    assert!(text(&build, "a/index.html").contains("href=\"/sub/feed.xml\""));
    for list in ["sitemap.xml", "search/index.js"] {
        assert!(!text(&build, list).contains("feed.xml"), "{list}");
    }
    assert_eq!(full_report(&build).matches("feed.md").count(), 0);
}

#[test]
fn what_is_not_well_formed_is_shown_at_its_line() {
    let (mut site, build) = built(&[
        ("content/feed.md", "---\npath: feed.xml\n---\nA\n\nB<br>\n"),
        ("content/list.md", "---\npath: list.json\n---\n"),
        (
            "templates/feed.xml",
            "<feed>\n  <content>{{ page.content }}</content>\n</feed>\n",
        ),
        ("templates/list.json", "[\n  \"ü\", {{ page.title }}\n]\n"),
    ]);
    let report = full_report(&build);
    assert!(
        report.contains(
            "error[not-well-formed]: this is not well-formed XML: expected 'br' tag, not 'p'\n \
         --> feed.xml (finished page):3:9\n"
        ),
        "{report}"
    );
    assert!(
        report.contains(
            "error[not-well-formed]: this is not well-formed JSON: expected value\n \
         --> list.json (finished page):2:8\n"
        ),
        "{report}"
    );
    assert!(report.contains("2 |   \"ü\", List\n"), "{report}");
    assert!(outputs(&build)["feed.xml"].is_none());

    site.write(
        "templates/feed.xml",
        "<feed>\n  <content>{{ page.content | escape_xml }}</content>\n</feed>\n",
    );
    site.write(
        "templates/list.json",
        "[\n  {{ page.title | json_encode }}\n]\n",
    );
    let build = site.build();
    assert!(!full_report(&build).contains("not-well-formed"));
    assert!(text(&build, "feed.xml").contains("&lt;br&gt;"));

    let entity = "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>\n";
    site.write("templates/feed.xml", entity);
    assert!(full_report(&site.build()).contains("declares an entity"));
    let deep = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
    site.write("templates/feed.xml", &deep);
    assert!(!full_report(&site.build()).contains("not-well-formed"));
}

#[test]
fn a_template_of_another_format_is_told() {
    let (_, build) = built(&[
        (
            "content/feed.md",
            "---\npath: feed.xml\ntemplate: page\n---\n",
        ),
        (
            "content/other.md",
            "---\npath: other.json\ntemplate: other.html\n---\n",
        ),
        ("content/plain.md", "---\ntemplate: data.json\n---\n"),
        ("content/none.md", "---\npath: none.txt\n---\n"),
        ("content/version.md", "---\npath: releases/1.0\n---\n"),
        ("templates/data.json", "{}"),
        ("templates/other.html", "<p>"),
    ]);
    let report = full_report(&build);
    let expected = [
        "`other.json` is JSON, and the template `other.html` is for HTML",
        "name a template whose name ends in `.json`: `template: list.json`",
        "`index.html` is HTML, and the template `data.json` is for JSON",
        "give the page a path with that ending, such as `path: data.json`",
        "there is no template `none.txt`",
        "write it to `templates/none.txt`, or name another one by `template`",
        "there is no template `page`",
    ];
    for part in expected {
        assert!(report.contains(part), "{part}\n{report}");
    }
    assert!(outputs(&build)["releases/1.0/index.html"].is_some());
}

#[test]
fn a_document_may_be_the_page_not_found() {
    let (mut site, build) = built(&[
        ("content/404.md", "# Lost\n\nTry [A](a.md).\n"),
        ("content/a.md", "# A\n"),
    ]);
    let lost = text(&build, "404.html");
    assert!(lost.contains("<h1>Lost</h1>") && lost.contains("<a href=\"/sub/a/\">A</a>"));
    for output in [
        "sitemap.xml",
        "search/index.js",
        "index.html",
        "a/index.html",
    ] {
        let text = text(&build, output);
        assert!(!text.contains("404") && !text.contains("Lost"), "{output}");
    }
    assert!(!full_report(&build).contains("404"));
    site.replace("content/404.md", "# Lost", "---\npath: lost\n---\n# Lost");
    let build = site.build();
    assert!(text(&build, "lost/index.html").contains("Lost"));
    assert!(text(&build, "404.html").contains("Page not found"));
    site.replace("content/404.md", "path: lost", "path: 404.html");
    let build = site.build();
    assert!(text(&build, "404.html").contains("Lost"));
    assert!(!text(&build, "sitemap.xml").contains("404"));
}
