//! Pictures that stand for pages where they are shared: drawn for each, named by what they are made
//! of, made when asked for.

use crate::support::{Site, outputs, text};
use milepost::build::Build;

const CONFIG: &str = "title: Guide\n\
    base_url: https://example.org/guide/\n\
    business: {name: The Spa, phone: '+1 336 555 0100'}\n";

fn site() -> Site {
    Site::new(&[
        ("site.yaml", CONFIG),
        ("content/_index.md", "---\ntitle: Home\n---\nStart."),
        ("content/part/_index.md", "---\ntitle: Part\n---\n"),
        ("content/part/page.md", "---\ntitle: Page\n---\nText."),
    ])
}

/// Where pictures lie, for as many pages as have one.
fn pictures(build: &Build) -> Vec<String> {
    build
        .jobs()
        .keys()
        .map(ToString::to_string)
        .filter(|path| path.starts_with("assets/share/"))
        .collect()
}

/// The addresses that a page gives of its picture.
fn told(build: &Build, page: &str) -> Option<String> {
    let html = text(build, page);
    let (_, rest) = html.split_once("<meta property=\"og:image\" content=\"")?;
    let url = rest.split('"').next()?.to_owned();
    assert!(html.contains("twitter:card"), "{html}");
    Some(url)
}

#[test]
fn each_page_names_its_picture_which_has_the_size_that_readers_want() {
    let build = site().build();
    assert_eq!(pictures(&build).len(), 3, "{:?}", pictures(&build));
    let all = outputs(&build);
    for page in ["index.html", "part/index.html", "part/page/index.html"] {
        let url = told(&build, page).expect("a picture");
        let path = url
            .strip_prefix("https://example.org/guide/")
            .expect("an absolute URL on the site");
        let png = all[path].as_ref().expect("it can be drawn");
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
fn the_same_page_has_the_same_picture_byte_for_byte() {
    let site = site();
    let path = pictures(&site.build_cold()).remove(0);
    let bytes = |build: &Build| outputs(build).remove(&path).flatten().expect("a picture");
    assert!(bytes(&site.build_cold()) == bytes(&site.build_cold()));
}

#[test]
fn its_name_changes_with_what_is_to_be_seen_and_with_nothing_else() {
    let mut site = site();
    let before = pictures(&site.build());
    site.replace(
        "content/part/page.md",
        "Text.",
        "Text of other words.\n\n## With a heading",
    );
    site.replace("site.yaml", "555 0100", "555 0199");
    site.write("templates/partial.html", "another template");
    assert_eq!(pictures(&site.build()), before);
    site.replace("content/part/page.md", "title: Page", "title: Another page");
    let after = pictures(&site.build());
    let kept: Vec<_> = before.iter().filter(|path| after.contains(path)).collect();
    assert_eq!((after.len(), kept.len()), (3, 2), "{before:?} {after:?}");
    site.write(
        "templates/picture.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"1\"/>",
    );
    assert!(
        pictures(&site.build())
            .iter()
            .all(|path| !after.contains(path)),
        "another template draws another picture"
    );
}

#[test]
fn it_is_drawn_when_it_is_asked_for() {
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
        "a body is not to be seen on a picture"
    );
}

#[test]
fn a_picture_of_the_page_s_own_wins() {
    let mut site = site();
    site.write_bytes("content/part/photo.png", b"no picture");
    site.replace(
        "content/part/page.md",
        "title: Page",
        "title: Page\nimage: {src: photo.png, alt: A foot}",
    );
    let build = site.build();
    assert_eq!(
        told(&build, "part/page/index.html").as_deref(),
        Some("https://example.org/guide/part/photo.png")
    );
    let html = text(&build, "part/page/index.html");
    assert!(
        html.contains("og:image:alt\" content=\"A foot\"") && !html.contains("og:image:width"),
        "{html}"
    );
    assert!(
        pictures(&build).iter().all(|path| !path.contains("page")),
        "{:?}",
        pictures(&build)
    );
}

#[test]
fn there_is_none_where_nobody_could_find_it_want_it_or_read_it() {
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
        assert_eq!(told(&build, "part/page/index.html"), None, "{case}");
        assert!(
            !text(&build, "part/page/index.html").contains("\"image\""),
            "{case}"
        );
        assert_eq!(site.complaints(), "", "{case}");
    }
}

#[test]
fn a_template_that_draws_nothing_is_told_once_with_its_place() {
    let mut site = site();
    site.write("templates/picture.svg", "<svg>\n{{ titel }}</svg>");
    let complaints = site.complaints();
    assert_eq!(complaints.matches("error[").count(), 1, "{complaints}");
    assert!(
        complaints.contains("templates/picture.svg:2:4")
            && complaints.contains("did you mean `title`?"),
        "{complaints}"
    );
    site.write("templates/picture.svg", "{{ title }}");
    let complaints = site.complaints();
    assert!(
        complaints.contains("error[picture]") && complaints.contains("is no SVG that can be drawn"),
        "{complaints}"
    );
}
