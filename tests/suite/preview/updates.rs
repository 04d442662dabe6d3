//! The events of a stream after each kind of edit.

use super::client::{Event, Stream};
use super::{SMALL, Shown};
use crate::photos::{jpeg, quarters};
use crate::support::Site;
use milepost::preview::Poll;
use serde_json::{Value, json};
use std::fs;

/// Returns a message without the number of its build and without diagnostics, which may or may not
/// be known yet.
fn only_change(event: &Event) -> Value {
    let mut data = event.data.clone();
    for key in ["generation", "diagnostics"] {
        data.as_object_mut()
            .expect("an object")
            .remove(key)
            .expect("every message has it");
    }
    data
}

/// Replaces a file in one step, so that no build sees a part of it.
fn write_at_once(shown: &Shown, path: &str, text: &str) {
    let aside = shown.site.path(".aside");
    fs::write(&aside, text).expect("a file");
    fs::rename(aside, shown.site.path(path)).expect("a file");
}

#[test]
fn an_edit_of_a_body_changes_its_page() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    write_at_once(&shown, "content/a.md", "---\ntitle: A\n---\nBetter text.");
    let event = stream.next();
    let expected = json!({
        "url": "/a/", "page": "changed", "edited": true,
        "files": [], "overlay": null, "way": null,
    });
    assert_eq!(only_change(&event), expected);
    assert_eq!(event.data["generation"], 2);
    assert!(shown.text("/a/").contains("Better text."));
    let version = |id: &str| {
        id.rsplit_once('.')
            .map(|(version, _diagnostics)| version.to_owned())
    };
    assert_eq!(
        version(&shown.shown("/a/")),
        version(&event.id),
        "a page that is served now has the version of the event"
    );
}

#[test]
fn an_edit_of_a_style_changes_no_page() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    write_at_once(&shown, "assets/main.css", "body { color: red }");
    let event = stream.next();
    assert_eq!(
        (event.page(), &event.data["files"]),
        ("same", &json!(["/assets/main.css"]))
    );
    assert_eq!(event.data["edited"], false);
    assert!(shown.text("/assets/main.css").contains("red"));
}

#[test]
fn an_edit_of_another_page_sends_nothing() {
    let shown = Shown::small();
    let (mut here, mut there) = (shown.stream("/a/"), shown.stream("/b/"));
    write_at_once(&shown, "content/b.md", "---\ntitle: B\n---\nOther text.");
    let first = there.next();
    write_at_once(&shown, "content/a.md", "---\ntitle: A\n---\nBetter text.");
    let second = here.next();
    assert!(
        second.data["generation"].as_u64() > first.data["generation"].as_u64(),
        "{first:?} {second:?}"
    );
    assert_eq!(second.page(), "changed");
}

#[test]
fn an_edit_of_a_template_changes_its_pages() {
    let shown = Shown::small();
    let (mut page, mut home) = (shown.stream("/a/"), shown.stream("/"));
    write_at_once(
        &shown,
        "templates/page.html",
        "<!doctype html><title>New</title><body>{{ page.content }}</body>",
    );
    assert_eq!(page.next().page(), "changed");
    write_at_once(
        &shown,
        "templates/home.html",
        "<!doctype html><title>New home</title><body></body>",
    );
    let event = home.next();
    assert_eq!(event.page(), "changed");
    assert!(shown.text("/").contains("New home"));
}

#[test]
fn data_configuration_and_images_change_the_pages_that_show_them() {
    let shown = Shown::new(&[
        (
            "content/_index.md",
            "---\ntitle: Home\n---\n![A dot](dot.svg)",
        ),
        ("content/dot.svg", "<svg/>"),
        ("data/team.yaml", "name: Ann"),
        (
            "site.yaml",
            "title: Old\ncheck: {no-base-url: off, missing-description: off}",
        ),
        (
            "templates/home.html",
            "<!doctype html><title>{{ site.title }}</title>\
                <body>{{ data.team.name }} {{ page.content }}</body>",
        ),
    ]);
    let mut stream = shown.stream("/");
    let configuration = "title: New\ncheck: {no-base-url: off, missing-description: off}";
    for (path, text) in [
        ("data/team.yaml", "name: Bea"),
        ("site.yaml", configuration),
    ] {
        write_at_once(&shown, path, text);
        let event = stream.next();
        assert_eq!(
            (event.page(), &event.data["edited"]),
            ("changed", &json!(false)),
            "{path}"
        );
    }
    write_at_once(&shown, "content/dot.svg", "<svg id=\"x\"/>");
    let event = stream.next();
    assert_eq!(
        (event.page(), &event.data["files"]),
        ("same", &json!(["/dot.svg"])),
        "the page only names the image"
    );
    assert_eq!(shown.text("/dot.svg"), "<svg id=\"x\"/>");
    assert!(shown.text("/").contains("<title>New</title>"));
    assert!(shown.text("/").contains("Bea"));
}

#[test]
fn a_variant_of_a_photo_is_made_on_request() {
    let site = Site::new(
        &[
            &SMALL[..],
            &[(
                "content/c.md",
                "---\ntitle: C\n---\n![](photo.jpg)\n\n[Nowhere](gone.md)",
            )],
        ]
        .concat(),
    );
    site.write_bytes("content/photo.jpg", &jpeg(&quarters(60, 40)));
    let shown = Shown::of(site, Poll::Auto);
    shown.stream("/c/").next_diagnostics();
    assert!(
        !shown.site.path(".milepost").exists(),
        "a variant was made without a request"
    );
    let page = shown.text("/c/");
    let (_, rest) = page.split_once("srcset=\"").expect("variants");
    let url = rest.split(' ').next().expect("a URL");
    let reply = shown.get(url);
    assert_eq!(
        (reply.status, reply.header("content-type")),
        (200, Some("image/avif"))
    );
    let made = walkdir::WalkDir::new(shown.site.path(".milepost/cache"))
        .into_iter()
        .filter_map(Result::ok);
    assert_eq!(made.filter(|entry| entry.file_type().is_file()).count(), 1);
}

#[test]
fn a_new_page_is_reported_to_a_browser_that_waits_for_it() {
    let shown = Shown::small();
    let mut stream = shown.stream("/new/");
    shown
        .site
        .write("content/new.md", "---\ntitle: New\n---\nHere.");
    assert_eq!(stream.next().page(), "changed");
    assert!(shown.text("/new/").contains("Here."));
}

#[test]
fn a_deleted_page_is_gone_and_comes_back() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    let text = shown.site.read("content/a.md");
    fs::remove_file(shown.site.path("content/a.md")).expect("the file is there");
    let gone = stream.next();
    assert_eq!(
        (gone.page(), &gone.data["way"]["url"]),
        ("gone", &json!("/")),
        "the hint is the nearest section"
    );
    assert_eq!(shown.get("/a/").status, 404);
    shown.site.write("content/a.md", &text);
    assert_eq!(stream.next().page(), "changed");
    assert_eq!(shown.get("/a/").status, 200);
}

#[test]
fn a_renamed_page_is_gone_and_its_new_url_appears() {
    let shown = Shown::small();
    let (mut old, mut new) = (shown.stream("/a/"), shown.stream("/z/"));
    fs::rename(
        shown.site.path("content/a.md"),
        shown.site.path("content/z.md"),
    )
    .expect("the file is there");
    let gone = old.next();
    assert_eq!(gone.page(), "gone");
    assert_eq!(
        gone.data["way"],
        json!({ "url": "/z/", "title": "A", "moved": true })
    );
    assert_eq!(new.next().page(), "changed");
    assert!(shown.text("/z/").contains("First text."));
}

#[test]
fn a_lost_stream_is_resumed() {
    let shown = Shown::small();
    let before = shown.shown("/a/");
    let mut other = shown.stream("/a/");
    write_at_once(&shown, "content/a.md", "---\ntitle: A\n---\nBetter text.");
    let missed = other.next();

    let mut stale = Stream::open(shown.address(), &format!("page=/a/&shown={before}"), &[]);
    assert_eq!(
        stale.next().page(),
        "changed",
        "a missed change is reported at once"
    );

    // The id of the last event counts, not the version at which the page was loaded.
    let query = format!("page=/a/&shown={before}");
    let mut resumed = Stream::open(shown.address(), &query, &[("Last-Event-ID", &missed.id)]);
    write_at_once(&shown, "assets/main.css", "body { color: blue }");
    let event = resumed.next();
    assert_eq!(
        (event.page(), &event.data["files"]),
        ("same", &json!(["/assets/main.css"]))
    );
}

#[test]
fn a_page_outlives_a_restart() {
    let shown = Shown::small();
    let before = shown.shown("/a/");
    let Shown { preview, site, .. } = shown;
    drop(preview);
    let shown = Shown::of(site, milepost::preview::Poll::Auto);
    assert_ne!(before, shown.shown("/a/"), "each run has its own id");
    let mut stream = Stream::open(shown.address(), &format!("page=/a/&shown={before}"), &[]);
    write_at_once(&shown, "assets/main.css", "body { color: blue }");
    let event = stream.next();
    assert_eq!(
        event.page(),
        "same",
        "the page has not changed, so it is not loaded again: {event:?}"
    );
}

#[test]
fn one_stream_follows_several_pages() {
    let shown = Shown::small();
    let (a, b) = (shown.shown("/a/"), shown.shown("/b/"));
    let mut stream = Stream::open(
        shown.address(),
        &format!("page=/a/&shown={a}&page=%2Fb%2F&shown={b}"),
        &[],
    );
    write_at_once(&shown, "content/b.md", "---\ntitle: B\n---\nOther text.");
    assert_eq!(stream.next().data["url"], "/b/");
    write_at_once(&shown, "content/a.md", "---\ntitle: A\n---\nOther text.");
    assert_eq!(stream.next().data["url"], "/a/");
}

#[test]
fn diagnostics_are_sent_once_they_are_known() {
    let shown = Shown::new(
        &[
            &SMALL[..],
            &[("content/c.md", "---\ntitle: C\n---\n[Nowhere](gone.md)")],
        ]
        .concat(),
    );
    let mut stream = shown.stream("/c/");
    let event = stream.next_diagnostics();
    assert_eq!(
        (event.page(), event.overlay()),
        ("same", None),
        "a broken link causes no overlay"
    );
    let diagnostics = &event.data["diagnostics"];
    assert_eq!(diagnostics["errors"], 1, "{diagnostics}");
    assert_eq!(diagnostics["page"][0]["code"], "broken-link");
    assert_eq!(
        (
            &diagnostics["page"][0]["line"],
            &diagnostics["page"][0]["block"]
        ),
        (&json!(4), &json!(0))
    );
    assert_eq!(diagnostics["elsewhere"], json!([]));

    let mut elsewhere = shown.stream("/a/");
    let diagnostics = elsewhere.next_diagnostics().data["diagnostics"].clone();
    assert_eq!(
        diagnostics["errors"], 1,
        "the numbers are those of the site"
    );
    assert_eq!(
        diagnostics["page"],
        json!([]),
        "the list is that of the page"
    );
    assert_eq!(diagnostics["elsewhere"][0]["code"], "broken-link");

    write_at_once(&shown, "content/c.md", "---\ntitle: C\n---\n[A](a.md)");
    assert_eq!(stream.next_diagnostics().data["diagnostics"]["errors"], 0);
}

#[test]
fn a_stream_has_to_name_its_pages() {
    let shown = Shown::small();
    for query in [
        "",
        "?",
        "?page=x",
        "?page=%2F..%2F",
        "?shown=1",
        "?page=/%2500",
    ] {
        assert_eq!(
            shown.get(&format!("/_milepost/events{query}")).status,
            400,
            "{query}"
        );
    }
    let many = "page=/a/&".repeat(65);
    assert_eq!(shown.get(&format!("/_milepost/events?{many}")).status, 400);
    Stream::open(
        shown.address(),
        "page=/a/&shown=nonsense",
        &[("Last-Event-ID", "more nonsense")],
    );
}
