//! Pictures that templates show by the function `picture`.

use super::{attribute, paths, variants};
use crate::photos::{jpeg, png, quarters};
use crate::support::{Site, outputs, report, text};
use milepost::build::BuildOptions;
use milepost::path::OutputPath;

const SITE: &str = "title: Blog\nimages: {widths: [40, 80, 120]}\n";

const LIST: &str = "{% for post in children.pages %}{% if post.extra.lead %}\
    {{ picture(src=post.extra.lead, of=post, alt=post.title, sizes=\"10rem\", class=\"lead\") }}\
    {% endif %}{% endfor %}";

/// Makes a blog of two posts, each with a picture beside it, and a page without one.
fn blog(section: &str, page: &str) -> Site {
    let post = |title: &str| {
        format!("---\ntitle: {title}\ndate: 2026-01-01\nextra:\n  lead: cover.jpg\n---\nText.\n")
    };
    let site = Site::new(&[
        ("site.yaml", SITE),
        ("content/_index.md", "# Home\n"),
        ("content/blog/_index.md", "# Blog\n"),
        ("content/blog/a/index.md", &post("A & b")),
        ("content/blog/b/index.md", &post("B")),
        ("content/about.md", "# About\n\nText.\n"),
        ("templates/home.html", "{{ page.title }}"),
        ("templates/section.html", section),
        ("templates/page.html", page),
    ]);
    site.write_bytes("content/blog/a/cover.jpg", &jpeg(&quarters(90, 60)));
    site.write_bytes("content/blog/b/cover.jpg", &jpeg(&quarters(60, 40)));
    site
}

#[test]
fn a_list_shows_the_pictures_of_its_pages() {
    let mut site = blog(LIST, "{{ page.title }}");
    let build = site.build();
    let html = text(&build, "blog/index.html");
    assert_eq!(
        html.matches("<picture><source type=\"image/avif\"").count(),
        2
    );
    let all: Vec<String> = paths(&build);
    for part in html.split("<img").skip(1) {
        for name in ["src", "srcset"] {
            for url in attribute(part, name).split(", ") {
                let url = url.split(' ').next().unwrap_or_default();
                assert!(
                    all.contains(&url.trim_start_matches('/').to_owned()),
                    "{url}"
                );
            }
        }
    }
    assert!(html.contains(
        "sizes=\"10rem\" width=\"90\" height=\"60\" alt=\"A &amp; b\" class=\"lead\" \
         loading=\"lazy\" decoding=\"async\">"
    ));
    let mut made = variants(&build);
    made.sort();
    assert_eq!(
        made,
        [
            "cover.40.avif",
            "cover.40.avif",
            "cover.40.jpg",
            "cover.40.jpg",
            "cover.60.avif",
            "cover.60.jpg",
            "cover.80.avif",
            "cover.80.jpg",
            "cover.90.avif",
            "cover.90.jpg",
        ]
    );
    assert_eq!(report(&build), "");
}

#[test]
fn a_template_shows_what_markdown_would_show() {
    let template = "{{ page.content }}\n{{ picture(src=page.extra.lead, alt=\"x\", lazy=false) }}";
    let mut site = blog("{{ page.title }}", template);
    site.replace("content/blog/a/index.md", "Text.", "![x](cover.jpg)");
    site.write(
        "content/about.md",
        "---\ntitle: About\nextra: {lead: blog/b/cover.jpg}\n---\n",
    );
    let build = site.build();
    let html = text(&build, "blog/a/index.html");
    let (markdown, template) = html.split_once('\n').expect("two lines");
    let markdown = markdown.trim_start_matches("<p>").trim_end_matches("</p>");
    assert_eq!(markdown, template.trim());
    assert!(text(&build, "about/index.html").contains(".60."));
}

#[test]
fn a_picture_is_named_in_many_ways() {
    let cases = [
        "src=\"/images/hero.png\"",
        "src=\"@/blog/hero.png\"",
        "src=\"hero.png\"",
        "src=\"cover.png\", of=children.pages[0]",
        "src=page.image",
        "src=page.image.src",
        "src=page.extra[\"lead\"]",
        "src=page.extra.people[0].photo",
        "src=data.team[0].photo",
        "src=site.extra.logo",
        "src=files[0].url",
        "src=files[0].path",
        "src=\"/ima\" ~ \"ges/hero.png\" if page.draft else site.extra.logo",
    ];
    let call = |case: &&str| format!("{{{{ picture(alt=\"\", {case}) }}}}\n");
    let template: String = cases.iter().map(call).collect();
    let mut site = blog(&template, "{{ page.title }}");
    site.write(
        "site.yaml",
        &format!("{SITE}extra: {{logo: /images/hero.png}}\n"),
    );
    site.write("data/team.yaml", "- photo: /images/hero.png\n");
    site.write(
        "content/blog/_index.md",
        "---\ntitle: Blog\nimage: hero.png\nextra:\n  lead: hero.png\n  people: [{photo: \
         ./hero.png}]\n---\n",
    );
    let hero = png(&quarters(50, 50));
    for path in ["static/images", "content/blog"] {
        site.write_bytes(&format!("{path}/hero.png"), &hero);
    }
    site.write_bytes("content/blog/a/cover.png", &hero);
    let build = site.build();
    assert_eq!(report(&build), "");
    let html = text(&build, "blog/index.html");
    assert_eq!(
        html.matches("<img src=\"/assets/images/").count(),
        cases.len(),
        "{html}"
    );
}

#[test]
fn a_component_shows_a_picture_that_markdown_names() {
    let mut site = blog("{{ page.title }}", "{{ page.content }}");
    site.write(
        "components/Hero.html",
        "{% component Hero(src: string, alt: string) %}{{ picture(src=src, alt=alt) }}\
         {% endcomponent Hero %}",
    );
    let call = "<Hero src=\"cover.jpg\" alt=\"A forest\" />";
    site.replace("content/blog/a/index.md", "Text.", call);
    let build = site.build();
    assert_eq!(report(&build), "");
    assert!(text(&build, "blog/a/index.html").contains("<picture><source"));
    site.replace(
        "content/blog/a/index.md",
        "src=\"cover.jpg\"",
        "src=\"covr.jpg\"",
    );
    let report = site.report();
    assert!(
        report.contains("there is no picture `covr.jpg` beside the page `/blog/a/`"),
        "{report}"
    );
    assert!(report.contains("did you mean `cover.jpg`?"), "{report}");
    assert!(report.contains("content/blog/a/index.md:7"), "{report}");
}

#[test]
fn a_missing_picture_is_told_where_it_is_named_and_once() {
    let page = "{% if page.extra.lead %}{{ picture(src=page.extra.lead, alt=\"\") }}{% endif %}";
    let mut site = blog(LIST, page);
    site.replace("content/blog/a/index.md", "cover.jpg", "covre.jpg");
    let report = site.report();
    assert!(report.contains("content/blog/a/index.md:5:"), "{report}");
    assert!(
        report.contains("there is no picture `covre.jpg`"),
        "{report}"
    );
    assert!(report.contains("did you mean `cover.jpg`?"), "{report}");
    assert_eq!(
        report.matches("covre.jpg").count(),
        2,
        "once, with its line: {report}"
    );
}

#[test]
fn wrong_arguments_are_told() {
    let cases = [
        ("src=page.image, alt=\"\"", "`src` is `none`"),
        (
            "src=\"/images/none.jpg\", alt=\"\"",
            "there is no picture `/images/none.jpg`",
        ),
        (
            "src=\"/images/none.jpg\"",
            "`picture` needs the argument `alt`",
        ),
        ("src=\"cover.jpg\", alt=page.description", "`alt` is none"),
        (
            "src=\"cover.jpg\", alt=\"\", size=\"1rem\"",
            "did you mean `sizes`?",
        ),
        ("src=\"cover.jpg\", alt=\"\", lazy=\"no\"", "lazy"),
        (
            "src=\"cover.jpg\", alt=\"\", of={}",
            "`of` is the card of a page",
        ),
    ];
    for (arguments, expected) in cases {
        let template = format!("{{{{ picture({arguments}) }}}}");
        let mut site = blog("{{ page.title }}", &template);
        let report = site.report();
        assert!(report.contains(expected), "{arguments}: {report}");
    }
}

#[test]
fn an_edit_of_a_picture_remakes_the_pages_that_show_it() {
    let page = "{% if page.extra.lead %}{{ picture(src=page.extra.lead, alt=\"\") }}{% endif %}";
    let mut site = blog(LIST, page);
    outputs(&site.build());
    site.write_bytes("content/blog/a/cover.jpg", &jpeg(&quarters(80, 60)));
    let build = site.build();
    let rendered = |path: &str| {
        let path = OutputPath::new(path).expect("a path");
        build.output_if_rendered(&path).is_some()
    };
    assert!(!rendered("blog/index.html") && !rendered("blog/a/index.html"));
    assert!(rendered("blog/b/index.html") && rendered("about/index.html"));
    assert_eq!(outputs(&build), outputs(&site.build_cold()));
}

#[test]
fn a_template_without_pictures_makes_no_version() {
    let mut site = blog("{{ page.title }}", "{{ page.title }}");
    assert!(variants(&site.build()).is_empty());
    let mut site = blog(LIST, "{{ page.title }}");
    site.options = BuildOptions::preview(0);
    let build = site.build();
    text(&build, "blog/index.html");
    assert_eq!(build.image_work().made, 0);
}

#[test]
fn list_pages_show_the_pictures_of_their_own_posts() {
    let list = "{% for post in paginator.items %}{{ picture(src=post.extra.lead, of=post, \
        alt=\"\") }}{% endfor %}{{ picture(src=page.extra.banner, of=page, alt=\"\") }}";
    let mut site = blog(list, "{{ page.title }}");
    site.write_bytes("content/blog/wide.jpg", &jpeg(&quarters(120, 20)));
    site.write(
        "content/blog/_index.md",
        "---\ntitle: Blog\npaginate_by: 1\nextra: {banner: wide.jpg}\n---\n",
    );
    let build = site.build();
    assert_eq!(report(&build), "");
    for path in ["blog/index.html", "blog/page/2/index.html"] {
        assert_eq!(text(&build, path).matches("<picture>").count(), 2, "{path}");
    }
}
