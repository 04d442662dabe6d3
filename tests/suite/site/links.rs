//! Links: how they are resolved, and how broken ones are reported.

use super::bare;
use crate::support::text;

#[test]
fn links_are_resolved_in_every_form() {
    let targets = [
        ("b.md", "/s/b/"),
        ("./b.md#part", "/s/b/#part"),
        ("../top.md", "/top/"),
        ("/s/b/", "/s/b/"),
        ("/s/b", "/s/b/"),
        ("@/s/b.md", "/s/b/"),
        ("b", "/s/b/"),
        ("../b/", "/s/b/"),
        ("_index.md", "/s/"),
        ("b.md?x=1#part", "/s/b/?x=1#part"),
        ("pic.png", "/s/pic.png"),
        ("/file.txt", "/file.txt"),
        (
            "https://example.org/x?a=b&c",
            "https://example.org/x?a=b&amp;c",
        ),
        ("#here", "#here"),
    ];
    for (target, expected) in targets {
        let files = [
            ("content/s/_index.md", "# S"),
            ("content/s/a.md", &*format!("## Here\n\n[x](<{target}>)")),
            ("content/s/b.md", "## Part"),
            ("content/top.md", "# Top"),
            ("content/s/pic.png", "p"),
            ("static/file.txt", "f"),
        ];
        let mut site = bare(&files, "{{ page.content }}");
        let build = site.build();
        let page = text(&build, "s/a/index.html");
        assert!(
            page.contains(&format!("<a href=\"{expected}\">x</a>")),
            "{target}: {page}"
        );
        assert_eq!(site.report(), "", "{target}");
    }
}

#[test]
fn a_broken_link_is_reported_once_and_written_without_a_target() {
    let mut site = bare(
        &[("content/_index.md", "# Home\n\n[x](nowhere.md)\n")],
        "{{ page.content }}",
    );
    let page = text(&site.build(), "index.html");
    assert!(page.contains("<a>x</a>"), "{page}");
    let report = site.report();
    assert_eq!(
        report.matches("nowhere.md`, which does not exist").count(),
        1,
        "{report}"
    );
}

#[test]
fn a_broken_link_is_reported_with_the_target_that_was_meant() {
    let cases = [
        ("intro.html", "did you mean `intro.md`?"),
        ("../b/intro.html#x", "did you mean `../b/intro.md#x`?"),
        ("intor.md", "did you mean `intro.md`?"),
        (
            "../deep",
            "write `content/deep/_index.md`, or name a file of the folder",
        ),
        (
            "/deep/",
            "write `content/deep/_index.md`, or name a file of the folder",
        ),
    ];
    for (target, advice) in cases {
        let page = format!("# A\n\n[x]({target})\n");
        let files = [
            ("content/a/p.md", page.as_str()),
            ("content/a/intro.md", "I"),
            ("content/b/intro.md", "I"),
            ("content/deep/q.md", "Q"),
        ];
        let report = bare(&files, "{{ page.content }}").report();
        assert!(report.contains(advice), "{target}: {report}");
    }
}

#[test]
fn a_broken_link_of_a_template_is_reported_once_for_all_pages() {
    let mut site = bare(
        &[("content/a.md", "A"), ("content/b.md", "B")],
        "<a href=\"/sectoin/\">s</a>{{ page.content }}",
    );
    site.write("content/section/_index.md", "# S");
    let report = site.report();
    assert_eq!(report.matches("error[broken-link]").count(), 1, "{report}");
    assert!(report.contains("did you mean `/section/`?"), "{report}");
}

#[test]
fn the_path_of_a_base_url_is_put_before_every_address() {
    let page = "<a href=\"/a/\">a</a><img srcset=\"/x.png 1x, /y.png 2x\"><p>/not/a/link</p>\
        <a href=\"//host/\">h</a>{{ page.content }}";
    let files = [
        (
            "site.yaml",
            "base_url: https://example.org/guide/\ncheck: {broken-link: off}",
        ),
        (
            "content/a.md",
            "[home](_index.md)\n\n<a href=\"/a/\">raw</a>",
        ),
        ("content/_index.md", "# H"),
    ];
    let mut site = bare(&files, page);
    let build = site.build();
    let expected = "<a href=\"/guide/a/\">a</a>\
        <img srcset=\"/guide/x.png 1x, /guide/y.png 2x\"><p>/not/a/link</p>\
        <a href=\"//host/\">h</a>\
        <p><a href=\"/guide/\">home</a></p>\n<p><a href=\"/guide/a/\">raw</a></p>\n";
    assert_eq!(text(&build, "a/index.html"), expected);
    assert!(text(&build, "sitemap.xml").contains("<loc>https://example.org/guide/a/</loc>"));
    assert!(text(&build, "robots.txt").contains("https://example.org/guide/sitemap.xml"));
}

#[test]
fn a_page_that_cannot_be_made_is_one_error_and_not_a_broken_anchor_too() {
    let mut site = bare(
        &[
            ("content/a.md", "# A\n\n## Part\n"),
            ("content/b.md", "---\ntemplate: other.html\n---\nB"),
        ],
        "{{ page.wrong }}",
    );
    site.write("templates/other.html", "<a href=\"/a/#part\">x</a>");
    let report = site.report();
    assert!(
        report.contains("`wrong` is not defined") && !report.contains("broken-anchor"),
        "{report}"
    );
}

/// Among few names all are compared; among many, only those with rare groups of letters in common.
#[test]
fn what_was_meant_is_found_among_many_pages_and_headings() {
    let word = |number: usize| format!("w{}", number * 7_919 % 10_007);
    let pages = (0..200).map(|number| {
        let name = format!("content/notes/{}-page.md", word(number));
        (name, format!("# {}", word(number)))
    });
    let headings: String = (0..200)
        .map(|number| format!("## Part {}\n\n", word(number)))
        .collect();
    let (meant, id) = (word(77), word(99));
    let page = format!("{headings}[page]({meant}-pge.md) [id](#part-{id}x)\n");
    let template = format!("<a href=\"/note/{meant}-page/\">x</a>{{{{ page.content }}}}");
    let mut files: Vec<(String, String)> = pages.collect();
    files.push(("content/notes/links.md".to_owned(), page));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let report = bare(&files, &template).report();
    let advice = [
        format!("did you mean `{meant}-page.md`?"),
        format!("did you mean `/notes/{meant}-page/`?"),
        format!("did you mean `#part-{id}`?"),
    ];
    for advice in advice {
        assert!(report.contains(&advice), "{advice}: {report}");
    }
    assert_eq!(report.matches("did you mean").count(), 3, "{report}");
}
