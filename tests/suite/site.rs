//! What a site becomes: addresses, menus, neighbours, redirects, collisions, visibility.

use crate::support::{Site, outputs, text};

/// A site whose templates show nothing but what is asked for.
fn bare(files: &[(&str, &str)], page: &str) -> Site {
    let site = Site::new(files);
    for name in ["home.html", "section.html", "page.html", "404.html"] {
        site.write(&format!("templates/{name}"), page);
    }
    site
}

#[test]
fn files_become_addresses() {
    let cases = [
        ("content/a b.md", "", "a-b/index.html"),
        ("content/Größe.md", "", "größe/index.html"),
        ("content/part/_index.md", "", "part/index.html"),
        ("content/part/index.md", "", "part/index.html"),
        ("content/part/x.md", "slug: y", "part/y/index.html"),
        (
            "content/part/x.md",
            "path: elsewhere/z",
            "elsewhere/z/index.html",
        ),
        ("content/part/x.md", "path: z.html", "z.html"),
        ("content/x.markdown", "", "x/index.html"),
    ];
    for (file, matter, expected) in cases {
        let mut site = bare(
            &[(file, &format!("---\ntitle: T\n{matter}\n---\n"))],
            "{{ page.title }}",
        );
        let build = site.build();
        assert_eq!(
            text(&build, expected),
            "T",
            "{file} with {matter:?}: {:?}",
            outputs(&build).keys()
        );
    }
}

#[test]
fn links_are_resolved_however_they_are_written() {
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
        assert_eq!(site.complaints(), "", "{target}");
    }
}

#[test]
fn a_broken_link_is_told_once_and_leads_nowhere() {
    let mut site = bare(
        &[("content/_index.md", "# Home\n\n[x](nowhere.md)\n")],
        "{{ page.content }}",
    );
    let page = text(&site.build(), "index.html");
    assert!(page.contains("<a>x</a>"), "{page}");
    let complaints = site.complaints();
    assert_eq!(
        complaints
            .matches("nowhere.md`, which does not exist")
            .count(),
        1,
        "{complaints}"
    );
}

#[test]
fn a_broken_link_is_told_with_what_was_meant() {
    let cases = [
        ("intro.html", "did you mean `intro.md`?"),
        ("../b/intro.html#x", "did you mean `../b/intro.md`?"),
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
        let complaints = bare(&files, "{{ page.content }}").complaints();
        assert!(complaints.contains(advice), "{target}: {complaints}");
    }
}

#[test]
fn a_template_that_links_to_nothing_is_told_once_for_all_pages() {
    let mut site = bare(
        &[("content/a.md", "A"), ("content/b.md", "B")],
        "<a href=\"/sectoin/\">s</a>{{ page.content }}",
    );
    site.write("content/section/_index.md", "# S");
    let complaints = site.complaints();
    assert_eq!(
        complaints.matches("error[broken-link]").count(),
        1,
        "{complaints}"
    );
    assert!(
        complaints.contains("did you mean `/section/`?"),
        "{complaints}"
    );
}

#[test]
fn a_base_url_with_a_path_stands_before_every_address() {
    let page = "<a href=\"/a/\">a</a><img srcset=\"/x.png 1x, /y.png 2x\"><p>/not/a/link</p><a href=\"//host/\">h</a>{{ page.content }}";
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
    let expected = "<a href=\"/guide/a/\">a</a><img srcset=\"/guide/x.png 1x, /guide/y.png 2x\"><p>/not/a/link</p><a href=\"//host/\">h</a>\
        <p><a href=\"/guide/\">home</a></p>\n<p><a href=\"/guide/a/\">raw</a></p>\n";
    assert_eq!(text(&build, "a/index.html"), expected);
    assert!(text(&build, "sitemap.xml").contains("<loc>https://example.org/guide/a/</loc>"));
    assert!(text(&build, "robots.txt").contains("https://example.org/guide/sitemap.xml"));
}

#[test]
fn order_is_by_weight_then_by_path_and_reading_order_goes_through_sections() {
    let files = [
        ("content/z.md", "---\ntitle: Z\nweight: 1\n---\n"),
        ("content/s/_index.md", "---\ntitle: S\nweight: 2\n---\n"),
        ("content/s/b.md", "---\ntitle: B\n---\n"),
        ("content/s/a.md", "---\ntitle: A\n---\n"),
        ("content/y.md", "---\ntitle: Y\n---\n"),
    ];
    let mut site = bare(
        &files,
        "{% if previous %}{{ previous.title }}{% endif %}<{{ page.title }}>{% if next %}{{ next.title }}{% endif %} {% for card in ancestors %}{{ card.title }}/{% endfor %}",
    );
    site.write("site.yaml", "title: Home");
    let build = site.build();
    assert_eq!(text(&build, "index.html"), "<Home>Z ");
    assert_eq!(text(&build, "z/index.html"), "Home<Z>S Home/");
    assert_eq!(text(&build, "s/index.html"), "Z<S>A Home/");
    assert_eq!(text(&build, "s/b/index.html"), "A<B>Y Home/S/");
    assert_eq!(text(&build, "y/index.html"), "B<Y> Home/");
}

#[test]
fn a_cascade_reaches_the_pages_below_and_the_nearest_wins() {
    let files = [
        (
            "content/_index.md",
            "---\ntitle: H\ncascade:\n  extra: {tone: calm, size: 1}\n---\n",
        ),
        (
            "content/s/_index.md",
            "---\ntitle: S\ncascade:\n  extra: {tone: loud}\n---\n",
        ),
        ("content/s/a.md", "---\ntitle: A\n---\n"),
    ];
    let mut site = bare(
        &files,
        "{% if page.extra.tone is defined %}{{ page.extra.tone }} {{ page.extra.size }}{% endif %}",
    );
    let build = site.build();
    assert_eq!(text(&build, "s/a/index.html"), "loud 1");
    assert_eq!(text(&build, "s/index.html"), "calm 1");
    assert_eq!(text(&build, "index.html"), "");
}

#[test]
fn two_pages_with_one_address_are_one_error_that_names_both() {
    let mut site = bare(
        &[
            ("content/a.md", "A"),
            ("content/b.md", "---\npath: a\n---\nB"),
            ("content/c.md", "---\naliases: [/A/]\n---\n"),
        ],
        "x",
    );
    let complaints = site.complaints();
    assert!(
        complaints.contains("`content/a.md` and `content/b.md`"),
        "{complaints}"
    );
    assert!(
        complaints.contains("`content/a.md` and `content/c.md`"),
        "case does not matter: {complaints}"
    );
}

#[test]
fn an_alias_becomes_a_page_that_leads_on() {
    let mut site = Site::new(&[
        ("site.yaml", "base_url: https://example.org"),
        (
            "content/new.md",
            "---\ntitle: New\naliases: [/old/place/]\n---\n",
        ),
    ]);
    let build = site.build();
    let page = text(&build, "old/place/index.html");
    assert!(
        page.contains("url=/new/")
            && page.contains("noindex")
            && page.contains("https://example.org/new/"),
        "{page}"
    );
    assert!(!page.contains("<script"), "{page}");
    assert_eq!(site.complaints(), "");
}

#[test]
fn drafts_are_seen_in_the_preview_alone() {
    let mut site = bare(
        &[
            ("content/d.md", "---\ntitle: D\ndraft: true\n---\n"),
            ("content/_index.md", "# H"),
        ],
        "{{ page.title }}",
    );
    assert!(!outputs(&site.build()).contains_key("d/index.html"));
    site.options = milepost::pipeline::BuildOptions::preview(crate::support::CLOCK);
    assert!(outputs(&site.build()).contains_key("d/index.html"));
}

#[test]
fn a_site_changes_one_block_of_a_theme_template() {
    let mut site = Site::new(&[("content/a.md", "---\ntitle: A\n---\nText.")]);
    site.write(
        "templates/page.html",
        "{% extends \"stride/page.html\" %}{% block content %}<p>Mine</p>{{ super() }}{% endblock %}",
    );
    let page = text(&site.build(), "a/index.html");
    assert!(
        page.contains("<p>Mine</p>") && page.contains("Text.") && page.contains("<nav"),
        "{page}"
    );
    assert_eq!(site.complaints(), "");
}

#[test]
fn what_the_business_has_not_filled_in_appears_nowhere() {
    let files = [
        ("content/_index.md", "# H"),
        (
            "site.yaml",
            "title: T\nbusiness:\n  name: The Spa\n  city: Winston-Salem\n  phone:\n",
        ),
    ];
    let build = Site::new(&files).build();
    // A drawing says `fill="none"` for good, and the search what it says of none.
    let home = text(&build, "index.html")
        .replace("fill=\"none\"", "")
        .replace("data-none", "");
    assert!(
        home.contains("The Spa") && !home.contains("none") && !home.contains("tel:"),
        "{home}"
    );
    let mut site = Site::new(&files);
    site.write(
        "site.yaml",
        "title: T\nbusiness:\n  name: The Spa\n  phone: +1 336 555 0100\n",
    );
    assert!(text(&site.build(), "index.html").contains("tel:+13365550100"));
}

#[test]
fn this_repository_s_own_site_has_nothing_to_complain_about() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let snapshot = milepost::source::scan(root, None);
    let build = milepost::pipeline::Builder::default().build(
        &snapshot,
        &milepost::pipeline::BuildOptions::publish(crate::support::CLOCK),
    );
    assert_eq!(crate::support::complaints(&build), "");
    assert_eq!(build.site().pages.len(), 16);
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
    let complaints = site.complaints();
    assert!(
        complaints.contains("`wrong` is not defined") && !complaints.contains("broken-anchor"),
        "{complaints}"
    );
}

#[test]
fn a_theme_that_comes_is_unknown_no_more() {
    let mut site = Site::new(&[("content/a.md", "A"), ("site.yaml", "theme: mine")]);
    assert!(site.complaints().contains("there is no theme `mine`"));
    site.write("themes/mine/templates/page.html", "{{ page.content }}");
    let complaints = site.complaints();
    assert!(!complaints.contains("there is no theme"), "{complaints}");
    assert_eq!(complaints, crate::support::complaints(&site.build_cold()));
}
