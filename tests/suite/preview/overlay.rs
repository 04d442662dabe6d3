//! The error overlay: it appears only on pages that cannot be made, over their last complete
//! version.

use super::client::{Event, Stream};
use super::{SMALL, Shown};
use milepost::preview::TerminalMessage;

const PAGE: &str = SMALL[5].1;

/// Waits for a certain event.
fn until(stream: &mut Stream, wanted: impl Fn(&Event) -> bool) -> Event {
    loop {
        let event = stream.next_of_any_kind();
        if wanted(&event) {
            return event;
        }
    }
}

#[test]
fn a_broken_template_puts_an_overlay_on_its_pages_only() {
    let shown = Shown::small();
    let good = shown.text("/a/");
    assert!(good.contains("First text."));
    let mut stream = shown.stream("/a/");

    shown.site.write(
        "templates/page.html",
        "<body>{{ page.content }{% if %}</body>",
    );
    let broken = until(&mut stream, |event| event.overlay().is_some());
    assert_eq!(
        broken.page(),
        "same",
        "the page below the overlay stays the same"
    );
    let overlay = broken.overlay().expect("an overlay");
    assert!(overlay.contains("templates/page.html:1:"), "{overlay}");
    assert!(overlay.contains("role=\"dialog\""), "{overlay}");

    let with_overlay = shown.get("/a/");
    assert_eq!(with_overlay.status, 200);
    assert!(
        with_overlay.text().contains("First text."),
        "the last complete version is below it"
    );
    assert!(
        with_overlay.text().contains("id=\"milepost-cover\""),
        "the overlay is part of the page, before any script runs"
    );
    let home = shown.get("/");
    assert_eq!(home.status, 200);
    assert!(
        !home.text().contains("milepost-cover"),
        "a page that can be made has no overlay"
    );

    shown.site.write("templates/page.html", PAGE);
    let fixed = until(&mut stream, |event| event.overlay().is_none());
    assert_eq!(fixed.page(), "same", "the page is the same as before");
    assert!(!shown.text("/a/").contains("milepost-cover"));
}

#[test]
fn the_last_complete_version_is_the_newest_one() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    shown
        .site
        .replace("content/a.md", "First text.", "Newer text.");
    until(&mut stream, |event| event.page() == "changed");
    for round in 0..3 {
        shown
            .site
            .write("templates/page.html", &format!("{round} {{% if %}}"));
        until(&mut stream, |event| {
            event
                .overlay()
                .is_some_and(|overlay| overlay.contains(&format!("{round} {{%")))
        });
        assert!(shown.text("/a/").contains("Newer text."), "{round}");
    }
    shown.site.write(
        "templates/page.html",
        "<!doctype html><title>T</title><body>Mended {{ page.content }}</body>",
    );
    let fixed = until(&mut stream, |event| event.overlay().is_none());
    assert_eq!(fixed.page(), "changed");
    assert!(shown.text("/a/").contains("Mended"));
}

#[test]
fn a_page_that_was_never_complete_shows_the_overlay_alone() {
    let shown = Shown::new(&[&SMALL[..], &[("templates/page.html", "{% if %}")]].concat());
    let failed = shown.get("/a/");
    assert_eq!(failed.status, 500);
    assert!(
        failed.text().contains("templates/page.html:1:"),
        "{}",
        failed.text()
    );
    assert_eq!(shown.get("/").status, 200);
    let mut stream = shown.stream("/a/");
    shown.site.write("templates/page.html", PAGE);
    until(&mut stream, |event| event.page() == "changed");
    assert_eq!(shown.get("/a/").status, 200);
}

#[test]
fn a_component_that_fails_puts_an_overlay_on_pages_that_call_it() {
    const NOTE: &str = "{% component Note(word: string = \"x\", @page) %}\
        <p>{{ word }} {{ body }}</p>{% endcomponent Note %}";
    let shown = Shown::small();
    shown.site.write("components/Note.html", NOTE);
    let mut stream = shown.stream("/a/");
    shown.site.write(
        "content/a.md",
        "---\ntitle: A\n---\n<Note>\n\nHello.\n\n</Note>",
    );
    until(&mut stream, |event| {
        event.page() == "changed" && shown.text("/a/").contains("<p>x")
    });
    for (broken, expected) in [
        (
            NOTE.replace("{{ word }}", "{{ page.nothing.at.all }}"),
            "nothing",
        ),
        (
            NOTE.replace("<p>", "{% if %}<p>"),
            "components/Note.html:1:",
        ),
    ] {
        shown.site.write("components/Note.html", &broken);
        let with_overlay = until(&mut stream, |event| {
            event
                .overlay()
                .is_some_and(|overlay| overlay.contains(expected))
        });
        let overlay = with_overlay.overlay().expect("an overlay");
        assert!(overlay.contains("components/Note.html:1:"), "{overlay}");
        assert!(!overlay.contains("no component"), "{overlay}");
        assert!(
            shown.text("/a/").contains("<p>x "),
            "the page below it is the earlier one, without a gap"
        );
        assert!(
            !shown.text("/b/").contains("milepost-cover"),
            "that page does not call it"
        );
        shown.site.replace("content/a.md", "Hello.", "Hello again.");
        shown.site.replace("components/Note.html", "</p>", "!</p>");
        until(&mut stream, |event| {
            event.overlay().is_some() && shown.text("/a/").contains("<p>x ")
        });
        shown.site.replace("content/a.md", "Hello again.", "Hello.");
        shown.site.write("components/Note.html", NOTE);
        until(&mut stream, |event| event.overlay().is_none());
    }
}

#[test]
fn a_tag_that_is_being_typed_causes_no_overlay() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    shown.site.write(
        "content/a.md",
        "---\ntitle: A\n---\nFirst text.\n\n<HealthNo />\n",
    );
    let diagnosed = until(&mut stream, |event| {
        event.data["diagnostics"]["errors"] == 1
    });
    assert_eq!(diagnosed.overlay(), None);
    assert_eq!(
        diagnosed.data["diagnostics"]["page"][0]["code"],
        "unknown-component"
    );
}

#[test]
fn unreadable_front_matter_puts_an_overlay_on_its_own_page() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    shown
        .site
        .write("content/a.md", "---\ntitle: \"A\n---\nFirst text.");
    let broken = until(&mut stream, |event| event.overlay().is_some());
    assert!(
        broken
            .overlay()
            .expect("an overlay")
            .contains("content/a.md:"),
        "{broken:?}"
    );
    assert!(!shown.text("/b/").contains("milepost-cover"));
    shown
        .site
        .write("content/a.md", "---\ntitle: \"A\"\n---\nFirst text.");
    until(&mut stream, |event| event.overlay().is_none());
}

#[test]
fn an_unreadable_configuration_puts_an_overlay_on_open_pages() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    shown.site.write("site.yaml", "title: \"A\n");
    let broken = until(&mut stream, |event| event.overlay().is_some());
    assert!(
        broken.overlay().expect("an overlay").contains("site.yaml:"),
        "{broken:?}"
    );
    shown.site.write("site.yaml", "title: \"A\"\n");
    until(&mut stream, |event| event.overlay().is_none());
}

#[test]
fn lesser_faults_cause_no_overlay() {
    let shown = Shown::new(
        &[
            &SMALL[..],
            &[
                (
                    "content/c.md",
                    "---\ntitle: C\ncolour: red\n---\n\
                        [Nowhere](gone.md) ![Nothing](gone.png) <Unknown />",
                ),
                ("site.yaml", "titel: X\n"),
            ],
        ]
        .concat(),
    );
    let page = shown.get("/c/");
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("milepost-cover"), "{}", page.text());
}

#[test]
fn a_hostile_source_stays_text_in_the_overlay() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    shown.site.write(
        "templates/page.html",
        "</section><script>alert(1)</script><img src=x onerror=alert(1)>{% if \"></section>\n",
    );
    let broken = until(&mut stream, |event| event.overlay().is_some());
    let overlay = broken.overlay().expect("an overlay");
    assert!(
        !overlay.contains("<script") && !overlay.contains("<img"),
        "{overlay}"
    );
    assert!(overlay.contains("&lt;script&gt;"), "{overlay}");
}

#[test]
fn the_terminal_shows_new_diagnostics_and_when_they_are_fixed() {
    let shown = Shown::small();
    let next = || loop {
        if let TerminalMessage::Diagnostics { new, summary } =
            shown.news.recv().expect("the preview goes on")
        {
            let summary = summary.map(|summary| summary.to_string());
            return (
                new.iter().map(|located| located.code).collect::<Vec<_>>(),
                summary.unwrap_or_default(),
            );
        }
    };
    let mut stream = shown.stream("/a/");
    shown
        .site
        .write("content/a.md", "---\ntitle: A\n---\n[One](one.md)");
    assert_eq!(next(), (vec!["broken-link"], "1 error".to_owned()));
    shown.site.write(
        "content/a.md",
        "---\ntitle: A\n---\nA line.\n\n[One](one.md)",
    );
    until(&mut stream, |event| {
        event.data["diagnostics"]["page"][0]["line"] == 6
    });
    shown.site.write(
        "content/a.md",
        "---\ntitle: A\n---\nA line.\n\n[One](one.md) [Two](two.md)",
    );
    assert_eq!(
        next(),
        (vec!["broken-link"], "2 errors".to_owned()),
        "a diagnostic that only moved is not reported again"
    );
    shown
        .site
        .write("content/a.md", "---\ntitle: A\n---\nA line.");
    assert_eq!(next(), (vec![], "no errors, no warnings".to_owned()));
}
