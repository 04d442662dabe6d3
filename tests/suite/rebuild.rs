//! The work after an edit: the number of documents parsed and of outputs rendered.

use crate::support::{Site, outputs, text};
use milepost::build::Work;

fn site() -> Site {
    Site::new(&[
        // The test `search` counts the work of the search.
        ("site.yaml", "search: false"),
        ("content/_index.md", "---\ntitle: Home\n---\nStart."),
        ("content/plain.md", "---\ntitle: Plain\n---\nAlone."),
        (
            "content/benefits/_index.md",
            "---\ntitle: Benefits\n---\nAll of them.",
        ),
        (
            "content/benefits/a.md",
            "---\ntitle: A\nweight: 1\n---\nFirst.\n\n## One\n\nSee [B](b.md#two).",
        ),
        (
            "content/benefits/b.md",
            "---\ntitle: B\nweight: 2\n---\nSecond.\n\n## Two\n",
        ),
        (
            "content/benefits/c.md",
            "---\ntitle: C\nweight: 3\n---\nThird.",
        ),
        // Each template shows little, so that a reader sees which pages an edit must render.
        (
            "templates/base.html",
            "<!doctype html><title>{{ page.title }}</title>{% block main %}{% endblock %}",
        ),
        (
            "templates/home.html",
            "{% extends \"base.html\" %}{% block main %}{{ page.content }}\
             {% for card in children.all %}<a href=\"{{ card.url }}\">{{ card.title }}</a>\
             {% endfor %}{% endblock %}",
        ),
        (
            "templates/section.html",
            "{% extends \"base.html\" %}{% block main %}{{ page.content }}\
             {% for card in children.pages %}<a href=\"{{ card.url }}\">{{ card.title }}</a>\
             {% endfor %}{% endblock %}",
        ),
        (
            "templates/page.html",
            "{% extends \"base.html\" %}{% block main %}{{ page.content }}\
             {% if next %}<a href=\"{{ next.url }}\">{{ next.title }}</a>{% endif %}{% endblock %}",
        ),
        ("templates/404.html", "not found"),
    ])
}

/// Returns the work of the build after an edit of a site that was built and rendered whole.
fn work_after(site: &mut Site, edit: impl FnOnce(&Site)) -> Work {
    outputs(&site.build());
    edit(site);
    let build = site.build();
    outputs(&build);
    build.work()
}

fn work(documents_parsed: usize, outputs_rendered: usize) -> Work {
    Work {
        documents_parsed,
        outputs_rendered,
    }
}

#[test]
fn nothing_changed_nothing_done() {
    assert_eq!(work_after(&mut site(), |_| {}), work(0, 0));
}

#[test]
fn a_file_saved_without_a_change_does_nothing() {
    let done = work_after(&mut site(), |site| {
        site.write("content/plain.md", &site.read("content/plain.md"))
    });
    assert_eq!(done, work(0, 0));
}

#[test]
fn a_body_edit_parses_one_document_and_renders_one_page() {
    let done = work_after(&mut site(), |site| {
        site.replace("content/benefits/b.md", "Second.", "The second.")
    });
    assert_eq!(done, work(1, 1));
}

#[test]
fn a_line_added_above_everything_renders_one_page() {
    let done = work_after(&mut site(), |site| {
        site.replace("content/benefits/a.md", "First.", "\n\nFirst.")
    });
    assert_eq!(done, work(1, 0), "the page is the same");
}

#[test]
fn a_title_edit_renders_exactly_the_pages_that_show_it() {
    // Page B itself, its section, which lists it, and page A, which links to it as the next one.
    let done = work_after(&mut site(), |site| {
        site.replace("content/benefits/b.md", "title: B", "title: Bee")
    });
    assert_eq!(done, work(1, 3));
}

#[test]
fn a_heading_edit_renders_the_page_and_reports_broken_links_to_it() {
    let mut site = site();
    let done = work_after(&mut site, |site| {
        site.replace("content/benefits/b.md", "## Two", "## Twos")
    });
    assert_eq!(done, work(1, 1));
    let report = site.report();
    assert!(
        report.contains("content/benefits/a.md:9:5") && report.contains("did you mean `#twos`?"),
        "{report}"
    );
}

#[test]
fn a_template_edit_renders_the_pages_of_all_templates_and_no_document_is_parsed() {
    let done = work_after(&mut site(), |site| {
        site.replace(
            "templates/base.html",
            "<title>",
            "<meta charset=utf-8><title>",
        )
    });
    assert_eq!(done, work(0, 7));
}

#[test]
fn a_style_edit_renders_no_page_in_the_preview() {
    let mut site = site();
    site.write("assets/site.css", "body { color: black }");
    site.write(
        "templates/page.html",
        "<link rel=stylesheet href=\"{{ asset(path='site.css') }}\">{{ page.content }}",
    );
    site.options = milepost::build::BuildOptions::preview(crate::support::CLOCK);
    let done = work_after(&mut site, |site| {
        site.write("assets/site.css", "body { color: navy }")
    });
    assert_eq!(done, work(0, 1));
    assert!(text(&site.build(), "assets/site.css").contains("navy"));
}

#[test]
fn asking_for_one_page_renders_one_page() {
    let build = site().build();
    text(&build, "benefits/a/index.html");
    text(&build, "benefits/a/index.html");
    assert_eq!(build.work().outputs_rendered, 1);
}
