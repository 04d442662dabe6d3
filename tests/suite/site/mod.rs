//! Sites: addresses, menus, neighbors, redirects, collisions, pages that are held back.

mod links;

use crate::support::{Site, outputs, text};

/// Returns a site whose pages are all made with one template.
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
        "{% if previous %}{{ previous.title }}{% endif %}<{{ page.title }}>\
         {% if next %}{{ next.title }}{% endif %} \
         {% for card in ancestors %}{{ card.title }}/{% endfor %}",
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
    let report = site.report();
    assert!(
        report.contains("`content/a.md` and `content/b.md`"),
        "{report}"
    );
    assert!(
        report.contains("`content/a.md` and an alias of `content/c.md`"),
        "case does not matter: {report}"
    );
}

#[test]
fn an_alias_becomes_a_redirect() {
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
    assert_eq!(site.report(), "");
}

#[test]
fn only_the_preview_shows_drafts() {
    let mut site = bare(
        &[
            ("content/d.md", "---\ntitle: D\ndraft: true\n---\n"),
            ("content/_index.md", "# H"),
        ],
        "{{ page.title }}",
    );
    assert!(!outputs(&site.build()).contains_key("d/index.html"));
    site.options = milepost::build::BuildOptions::preview(crate::support::CLOCK);
    assert!(outputs(&site.build()).contains_key("d/index.html"));
}

#[test]
fn a_site_changes_one_block_of_a_theme_template() {
    let mut site = Site::new(&[("content/a.md", "---\ntitle: A\n---\nText.")]);
    site.write(
        "templates/page.html",
        "{% extends \"stride/page.html\" %}\
         {% block content %}<p>Mine</p>{{ super() }}{% endblock %}",
    );
    let page = text(&site.build(), "a/index.html");
    assert!(
        page.contains("<p>Mine</p>") && page.contains("Text.") && page.contains("<nav"),
        "{page}"
    );
    assert_eq!(site.report(), "");
}

#[test]
fn empty_facts_of_the_business_appear_nowhere() {
    let files = [
        ("content/_index.md", "# H"),
        (
            "site.yaml",
            "title: T\nbusiness:\n  name: The Spa\n  city: Winston-Salem\n  phone:\n",
        ),
    ];
    let build = Site::new(&files).build();
    // The drawings of the theme have `fill="none"`, and the search has `data-none`.
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
fn the_site_of_this_repository_has_no_faults() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let snapshot = milepost::source::scan(root, None);
    let build = milepost::build::Builder::default().build(
        &snapshot,
        &milepost::build::BuildOptions::publish(crate::support::CLOCK),
    );
    assert_eq!(crate::support::report(&build), "");
    assert_eq!(build.site().pages.len(), 16);
}

#[test]
fn a_theme_is_known_as_soon_as_it_exists() {
    let mut site = Site::new(&[("content/a.md", "A"), ("site.yaml", "theme: mine")]);
    assert!(site.report().contains("there is no theme `mine`"));
    site.write("themes/mine/templates/page.html", "{{ page.content }}");
    let report = site.report();
    assert!(!report.contains("there is no theme"), "{report}");
    assert_eq!(report, crate::support::report(&site.build_cold()));
}
