//! Social cards: one for each page, named by their inputs, drawn on request.

use crate::support::{Site, outputs, text};
use milepost::build::Build;

const CONFIG: &str = "title: Guide\n\
    base_url: https://example.org/guide/\n\
    social_cards: pages\n\
    business: {name: The Spa, phone: '+1 336 555 0100'}\n";

fn site() -> Site {
    Site::new(&[
        ("site.yaml", CONFIG),
        ("content/_index.md", "---\ntitle: Home\n---\nStart."),
        ("content/part/_index.md", "---\ntitle: Part\n---\n"),
        ("content/part/page.md", "---\ntitle: Page\n---\nText."),
    ])
}

/// Returns the paths of all social cards.
fn cards(build: &Build) -> Vec<String> {
    build
        .jobs()
        .keys()
        .map(ToString::to_string)
        .filter(|path| path.starts_with("assets/share/"))
        .collect()
}

/// Returns the URL of the image that a page states for sharing.
fn shared_image(build: &Build, page: &str) -> Option<String> {
    let html = text(build, page);
    let (_, rest) = html.split_once("<meta property=\"og:image\" content=\"")?;
    let url = rest.split('"').next()?.to_owned();
    assert!(html.contains("twitter:card"), "{html}");
    Some(url)
}

#[test]
fn each_page_names_its_card_and_the_card_has_its_size() {
    let build = site().build();
    assert_eq!(cards(&build).len(), 3, "{:?}", cards(&build));
    let all = outputs(&build);
    for page in ["index.html", "part/index.html", "part/page/index.html"] {
        let url = shared_image(&build, page).expect("an image");
        let path = url
            .strip_prefix("https://example.org/guide/")
            .expect("an absolute URL on the site");
        let png = all[path].as_ref().expect("it can be rendered");
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "{path}");
        let pixels =
            |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
        assert_eq!((pixels(16), pixels(20)), (1_200, 630), "{path}");
        let html = text(&build, page);
        assert!(
            html.contains("og:image:width\" content=\"1200\"")
                && html.contains("og:image:height\" content=\"630\""),
            "{html}"
        );
        assert!(
            html.contains(&format!("\"image\":\"{url}\"")),
            "structured data names it too: {html}"
        );
    }
}

#[test]
fn one_card_represents_all_pages_unless_pages_ask_for_their_own() {
    let mut site = site();
    site.replace("site.yaml", "social_cards: pages\n", "");
    let build = site.build();
    let cards = cards(&build);
    assert_eq!(cards.len(), 1, "{cards:?}");
    let url = format!("https://example.org/guide/{}", cards[0]);
    for page in ["index.html", "part/index.html", "part/page/index.html"] {
        assert_eq!(shared_image(&build, page).as_ref(), Some(&url), "{page}");
        let html = text(&build, page);
        assert!(html.contains("og:image:alt\" content=\"Guide\""), "{html}");
    }
    // The image of the home represents the site.
    site.replace(
        "content/_index.md",
        "title: Home\n",
        "title: Home\nimage: {src: https://example.org/home.png}\n",
    );
    let build = site.build();
    let shown = shared_image(&build, "part/page/index.html");
    assert_eq!(shown.as_deref(), Some("https://example.org/home.png"));
}

#[test]
fn two_cold_builds_draw_equal_bytes() {
    let site = site();
    let path = cards(&site.build_cold()).remove(0);
    let bytes = |build: &Build| outputs(build).remove(&path).flatten().expect("an image");
    assert!(bytes(&site.build_cold()) == bytes(&site.build_cold()));
}

#[test]
fn the_name_of_a_card_changes_with_its_inputs_only() {
    let mut site = site();
    let before = cards(&site.build());
    site.replace(
        "content/part/page.md",
        "Text.",
        "Text of other words.\n\n## With a heading",
    );
    site.replace("site.yaml", "555 0100", "555 0199");
    site.write("templates/partial.html", "another template");
    assert_eq!(cards(&site.build()), before);
    site.replace("content/part/page.md", "title: Page", "title: Another page");
    let after = cards(&site.build());
    let kept: Vec<_> = before.iter().filter(|path| after.contains(path)).collect();
    assert_eq!((after.len(), kept.len()), (3, 2), "{before:?} {after:?}");
    site.write(
        "templates/picture.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"1\"/>",
    );
    assert!(
        cards(&site.build())
            .iter()
            .all(|path| !after.contains(path)),
        "another template draws another card"
    );
}

#[test]
fn a_card_is_drawn_on_request() {
    let mut site = site();
    site.write("site.yaml", &format!("{CONFIG}\nsearch: false\n"));
    let build = site.build();
    text(&build, "part/page/index.html");
    assert_eq!(build.work().outputs_rendered, 1);
    outputs(&build);
    site.replace("content/part/page.md", "Text.", "Other text.");
    let build = site.build();
    outputs(&build);
    assert_eq!(
        build.work().outputs_rendered,
        1,
        "a card does not show the body"
    );
}

#[test]
fn an_image_of_the_page_replaces_the_card() {
    let mut site = site();
    site.write_bytes("content/part/photo.png", b"no picture");
    site.replace(
        "content/part/page.md",
        "title: Page",
        "title: Page\nimage: {src: photo.png, alt: A foot}",
    );
    let build = site.build();
    assert_eq!(
        shared_image(&build, "part/page/index.html").as_deref(),
        Some("https://example.org/guide/part/photo.png")
    );
    let html = text(&build, "part/page/index.html");
    assert!(
        html.contains("og:image:alt\" content=\"A foot\"") && !html.contains("og:image:width"),
        "{html}"
    );
    assert!(
        cards(&build).iter().all(|path| !path.contains("page")),
        "{:?}",
        cards(&build)
    );
}

#[test]
fn a_page_has_no_card_without_base_url_template_or_glyphs() {
    type Edit = fn(&Site);
    let cases: [(&str, Edit); 3] = [
        ("no base URL", |site| {
            site.write("site.yaml", "title: Guide")
        }),
        ("an empty template", |site| {
            site.write("templates/picture.svg", "\n")
        }),
        ("a title in a script that the font lacks", |site| {
            site.replace("content/part/page.md", "title: Page", "title: マッサージ")
        }),
    ];
    for (case, edit) in cases {
        let mut site = site();
        edit(&site);
        let build = site.build();
        assert_eq!(shared_image(&build, "part/page/index.html"), None, "{case}");
        assert!(
            !text(&build, "part/page/index.html").contains("\"image\""),
            "{case}"
        );
        assert_eq!(site.report(), "", "{case}");
    }
}

#[test]
fn a_template_that_fails_is_reported_once_with_its_place() {
    let mut site = site();
    site.write("templates/picture.svg", "<svg>\n{{ titel }}</svg>");
    let report = site.report();
    assert_eq!(report.matches("error[").count(), 1, "{report}");
    assert!(
        report.contains("templates/picture.svg:2:4") && report.contains("did you mean `title`?"),
        "{report}"
    );
    site.write("templates/picture.svg", "{{ title }}");
    let report = site.report();
    assert!(
        report.contains("error[picture]") && report.contains("is no SVG that can be drawn"),
        "{report}"
    );
}
