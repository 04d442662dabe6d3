//! Terms: the pages of taxonomies and of their terms, and the terms of a page.

use crate::support::{Site, outputs, report, text};
use milepost::build::Work;

/// A site that shows, in one line a page, everything that templates see of terms.
fn site() -> Site {
    let list = "{% for card in children.all %} {{ card.title }}={{ card.url }}{% endfor %}";
    Site::new(&[
        (
            "site.yaml",
            "title: T\nbase_url: https://example.org\nsearch: false\nschema: false\n\
             feeds: false\n\
             taxonomies: [tags, {name: made_by, title: Makers}, authors]\n",
        ),
        ("content/_index.md", "---\ntitle: Home\n---\n"),
        (
            "content/old.md",
            "---\ntitle: Old\ndate: 2026-01-01\ntags: [Rust, C++]\n---\nSee [it](/tags/rust/).",
        ),
        (
            "content/new.md",
            "---\ntitle: New\ndate: 2026-02-01\nkeywords: Rust\nmade_by: [Ada]\n\
             authors: [Ada]\n---\nSee [it](tags/rust.md) and [its page](@/tags/rust.md#why).",
        ),
        (
            "content/tags/rust.md",
            "---\ntitle: The Rust language\ndescription: A text.\n---\n## Why\n",
        ),
        (
            "templates/term.html",
            &format!(
                "<title>{{{{ page.title }}}}</title>{{{{ page.kind }}}} {{{{ term.taxonomy }}}} \
                 {{{{ term.count }}}}{list}{{{{ page.content }}}}"
            ),
        ),
        (
            "templates/taxonomy.html",
            "<title>{{ page.title }}</title>{{ page.kind }} {{ taxonomy.name }}\
             {% for term in taxonomy.terms %} {{ term.title }}={{ term.url }}={{ term.count }}\
             {% endfor %}",
        ),
        (
            "templates/page.html",
            "<title>{{ page.title }}</title>{% for term in page.terms.tags %}\
             <a href=\"{{ term.url }}\">{{ term.title }}</a>{% endfor %}{{ page.content }}",
        ),
        (
            "templates/home.html",
            "<title>{{ page.title }}</title>{% for term in terms.tags %}\
             <a href=\"{{ term.url }}\">{{ term.title }} {{ term.count }}</a>{% endfor %}\
             {% for card in children.all %} {{ card.title }}{% endfor %}",
        ),
        ("templates/404.html", "{{ page.terms.tags | length }}"),
    ])
}

fn page(site: &mut Site, path: &str) -> String {
    let build = site.build();
    assert_eq!(report(&build), "");
    text(&build, path)
}

#[test]
fn terms_and_taxonomies_are_pages() {
    let mut site = site();
    let expected = [
        (
            "tags/rust/index.html",
            "<title>The Rust language</title>term tags 2 New=/new/ Old=/old/\
             <h2 id=\"why\">Why</h2>\n",
        ),
        (
            "tags/c/index.html",
            "<title>C++</title>term tags 1 Old=/old/",
        ),
        (
            "tags/index.html",
            "<title>Tags</title>taxonomy tags C++=/tags/c/=1 The Rust language=/tags/rust/=2",
        ),
        (
            "made-by/index.html",
            "<title>Makers</title>taxonomy made_by Ada=/made-by/ada/=1",
        ),
        (
            "authors/ada/index.html",
            "<title>Ada</title>term authors 1 New=/new/",
        ),
        (
            "index.html",
            "<title>Home</title><a href=\"/tags/c/\">C++ 1</a>\
             <a href=\"/tags/rust/\">The Rust language 2</a> New Old",
        ),
        ("404.html", "0"),
    ];
    for (path, expected) in expected {
        assert_eq!(page(&mut site, path), expected, "{path}");
    }
    let old = page(&mut site, "old/index.html");
    assert!(
        old.contains("<a href=\"/tags/rust/\">The Rust language</a><a href=\"/tags/c/\">C++</a>"),
        "{old}"
    );
    let sitemap = page(&mut site, "sitemap.xml");
    assert!(
        sitemap.contains("<loc>https://example.org/tags/c/</loc>"),
        "{sitemap}"
    );
}

#[test]
fn a_draft_is_in_no_term() {
    let mut site = site();
    site.replace("content/old.md", "title: Old", "title: Old\ndraft: true");
    let build = site.build();
    assert!(!outputs(&build).contains_key("tags/c/index.html"));
    assert!(text(&build, "tags/rust/index.html").contains("term tags 1 New"));
}

#[test]
fn a_taxonomy_that_site_yaml_does_not_list_has_no_pages() {
    let mut site = site();
    site.write("site.yaml", "title: T\n");
    site.replace("content/new.md", "made_by: [Ada]\n", "");
    site.write("content/old.md", "---\ntitle: Old\ntags: [Rust]\n---\n");
    let build = site.build();
    assert_eq!(
        text(&build, "old/index.html"),
        "<title>Old</title><a href=\"\">Rust</a>"
    );
    assert!(!outputs(&build).contains_key("tags/index.html"));
    // A document of that folder is a page like any other.
    assert!(text(&build, "tags/rust/index.html").starts_with("<title>The Rust language</title>"));
}

#[test]
fn similar_terms_are_told_with_both_places() {
    let mut site = site();
    site.write(
        "content/b.md",
        "---\ntitle: B\ntags:\n  - rust\n  - c++\n---\n",
    );
    site.write(
        "content/c.md",
        "---\ntitle: C\ntaxonomies: {tags: [C++, Shoe]}\n---\n",
    );
    site.write("content/d.md", "---\ntitle: D\ntags: [Shoes, C]\n---\n");
    site.write(
        "content/e.md",
        "---\ntitle: E\ntags: [Shoe, glass, glas]\n---\n",
    );
    snapbox::assert_data_eq!(
        site.report(),
        snapbox::str![[r#"
warning[similar-terms]: `rust` and `Rust` are spellings of one term of `tags`
 --> content/b.md:4:5
  |
4 |   - rust
  |     ^^^^
  |
  = the other one content/new.md:4:11
  = help: if they mean the same, write `Rust` on every page

warning[similar-terms]: `c++` and `C++` are spellings of one term of `tags`
 --> content/b.md:5:5
  |
5 |   - c++
  |     ^^^
  |
  = the other one content/c.md:3:1
  = help: if they mean the same, write `C++` on every page

warning[numbered-term]: the term `C++` of `tags` is at `/tags/c-1/`, since `C` is at `/tags/c/`
 --> content/c.md:3:1
  |
3 | taxonomies: {tags: [C++, Shoe]}
  | ^^^^^^^^^^
  |
  = the other one content/d.md:3:1
  = help: to choose its address, write `content/tags/another-name.md` with `title: C++`

warning[similar-terms]: `Shoes` and `Shoe` are two terms of `tags`, each with a page of its own
 --> content/d.md:3:1
  |
3 | tags: [Shoes, C]
  | ^^^^
  |
  = the other one content/c.md:3:1
  = help: if they mean the same, write `Shoe` on every page

"#]]
    );
    // Spellings are one term.
    assert!(text(&site.build(), "tags/rust/index.html").contains("term tags 3"));
    // Terms with one slug have two pages.
    let c = [
        ("tags/c/index.html", "<title>C</title>"),
        ("tags/c-1/index.html", "<title>C++</title>"),
    ];
    for (path, title) in c {
        assert!(text(&site.build(), path).starts_with(title), "{path}");
    }
}

#[test]
fn a_text_for_no_term_is_told() {
    let mut site = site();
    site.write("content/tags/rsut.md", "---\ntitle: Slip\n---\n");
    let report = site.report();
    assert!(
        report.starts_with("note[unused-term]") && report.contains("content/tags/rsut.md"),
        "{report}"
    );
}

#[test]
fn a_theme_without_templates_for_terms_shows_them_as_sections() {
    let mut site = site();
    site.write("themes/bare/theme.yaml", "name: bare\n");
    site.replace("site.yaml", "title: T\n", "title: T\ntheme: bare\n");
    for name in ["term", "taxonomy"] {
        std::fs::remove_file(site.path(&format!("templates/{name}.html"))).unwrap();
    }
    site.write(
        "templates/section.html",
        "{{ page.title }}{% for card in children.all %} {{ card.title }}{% endfor %}",
    );
    let build = site.build();
    assert_eq!(text(&build, "tags/c/index.html"), "C++ Old");
    assert_eq!(text(&build, "made-by/index.html"), "Makers Ada");
}

#[test]
fn the_theme_shows_terms() {
    let mut site = Site::new(&[
        ("site.yaml", "title: T\ntaxonomies: [tags]\n"),
        ("content/_index.md", "---\ntitle: Home\n---\n"),
        (
            "content/a.md",
            "---\ntitle: A\ndate: 2026-01-01\ntags: [Rust]\n---\n",
        ),
    ]);
    let a = page(&mut site, "a/index.html");
    assert!(
        a.contains("<li><a href=\"/tags/rust/\">Rust</a></li>"),
        "{a}"
    );
    let term = page(&mut site, "tags/rust/index.html");
    assert!(term.contains("<a href=\"/a/\">A</a>"), "{term}");
    assert!(
        term.contains("<li><a href=\"/tags/\">Tags</a></li>"),
        "{term}"
    );
    let tags = page(&mut site, "tags/index.html");
    assert!(
        tags.contains("<a href=\"/tags/rust/\">Rust</a> <span"),
        "{tags}"
    );
}

/// Returns the work of the build after an edit. It equals a build of its own.
fn work_after(site: &mut Site, path: &str, from: &str, to: &str) -> Work {
    outputs(&site.build());
    site.replace(path, from, to);
    let build = site.build();
    assert_eq!(outputs(&build), outputs(&site.build_cold()));
    build.work()
}

#[test]
fn an_edit_makes_the_terms_that_show_it() {
    let work = |documents_parsed, outputs_rendered| Work {
        documents_parsed,
        outputs_rendered,
    };
    let mut site = site();
    // The page.
    assert_eq!(
        work_after(&mut site, "content/old.md", "See", "Look at"),
        work(1, 1)
    );
    // The page, the home, and both of its terms.
    assert_eq!(
        work_after(&mut site, "content/old.md", "title: Old", "title: Older"),
        work(1, 4)
    );
    // The page, the home, which counts, its three terms old and new, the list of terms, the
    // sitemap.
    assert_eq!(
        work_after(&mut site, "content/old.md", "Rust, C++", "C++, Go"),
        work(1, 7)
    );
}

#[test]
fn terms_that_would_have_one_address_are_told() {
    let mut site = site();
    site.write("content/b.md", "---\ntitle: B\ntags: [C]\n---\n");
    let told = site.report();
    snapbox::assert_data_eq!(
        &told,
        snapbox::str![[r#"
warning[numbered-term]: the term `C++` of `tags` is at `/tags/c-1/`, since `C` is at `/tags/c/`
 --> content/old.md:4:1
  |
4 | tags: [Rust, C++]
  | ^^^^
  |
  = the other one content/b.md:3:7
  = help: to choose its address, write `content/tags/another-name.md` with `title: C++`

"#]]
    );
    // The advice helps.
    site.write("content/tags/cpp.md", "---\ntitle: C++\n---\n");
    assert_eq!(site.report(), "");
    let build = site.build();
    assert!(text(&build, "tags/c/index.html").starts_with("<title>C</title>"));
    assert!(text(&build, "tags/cpp/index.html").starts_with("<title>C++</title>"));
}

#[test]
fn keys_of_terms_without_a_taxonomy_are_told() {
    let mut site = Site::new(&[
        (
            "content/_index.md",
            "---\ntitle: Home\n---\n[r](tags/rust.md)",
        ),
        (
            "content/tags/rust.md",
            "---\ntitle: Rust\npaginate_by: 3\n---\n",
        ),
    ]);
    let report = site.report();
    assert!(
        report.contains("error[unknown-key]: `paginate_by` is a key of sections")
            && report.contains("content/tags/rust.md:3:1")
            && report.contains("list the taxonomy under `taxonomies:` in site.yaml"),
        "{report}"
    );
    site.write("site.yaml", "taxonomies: [tags]\n");
    assert!(!site.report().contains("unknown-key"));
    // What lies deeper is no term.
    site.write(
        "content/tags/rust/deep/a.md",
        "---\ntitle: A\npaginate_by: 3\n---\n",
    );
    assert!(site.report().contains("content/tags/rust/deep/a.md:3:1"));
}
