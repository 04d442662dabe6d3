//! What happens to files and folders, by whatever program, and that the pages follow.

use super::client::Stream;
use super::{SMALL, Shown};
use crate::support::Site;
use milepost::preview::{Poll, TerminalMessage};
use std::fs;

/// Waits until a page says something. Each message may be the one; nothing is asked before one
/// came.
fn until_shown(shown: &Shown, stream: &mut Stream, page: &str, text: &str) {
    while !shown.text(page).contains(text) {
        stream.next();
    }
}

fn page(text: &str) -> String {
    format!("---\ntitle: A\n---\n{text}\n")
}

#[test]
fn a_checkout_of_many_files_is_one_change() {
    let files: Vec<(String, String)> = (0..400)
        .map(|n| (format!("content/many/p{n}.md"), page(&format!("Old {n}."))))
        .collect();
    let site = Site::new(&SMALL);
    files.iter().for_each(|(path, text)| site.write(path, text));
    let shown = Shown::of(site, Poll::Auto);
    let mut stream = shown.stream("/many/p399/");
    for (path, text) in &files {
        fs::remove_file(shown.site.path(path)).expect("a file");
        shown.site.write(path, &text.replace("Old", "New"));
    }
    until_shown(&shown, &mut stream, "/many/p399/", "New 399.");
    let mut first = shown.stream("/many/p0/");
    until_shown(&shown, &mut first, "/many/p0/", "New 0.");
}

#[test]
fn folders_that_move_appear_and_go_are_followed() {
    let shown = Shown::new(
        &[
            &SMALL[..],
            &[("content/old/x.md", "---\ntitle: X\n---\nMoved.")],
        ]
        .concat(),
    );
    let (mut old, mut new) = (shown.stream("/old/x/"), shown.stream("/new/x/"));
    fs::rename(
        shown.site.path("content/old"),
        shown.site.path("content/new"),
    )
    .expect("a folder");
    assert_eq!(old.next().page(), "gone");
    until_shown(&shown, &mut new, "/new/x/", "Moved.");
    // It is watched where it is now.
    shown
        .site
        .replace("content/new/x.md", "Moved.", "Moved and edited.");
    until_shown(&shown, &mut new, "/new/x/", "Moved and edited.");

    let mut deep = shown.stream("/one/two/three/y/");
    shown
        .site
        .write("content/one/two/three/y.md", "---\ntitle: Y\n---\nDeep.");
    until_shown(&shown, &mut deep, "/one/two/three/y/", "Deep.");
    shown
        .site
        .replace("content/one/two/three/y.md", "Deep.", "Deeper.");
    until_shown(&shown, &mut deep, "/one/two/three/y/", "Deeper.");

    fs::remove_dir_all(shown.site.path("content/one")).expect("a folder");
    assert_eq!(deep.next().page(), "gone");
}

#[test]
fn folders_of_the_site_that_come_later_are_watched() {
    let shown = Shown::new(&[("content/_index.md", "---\ntitle: Home\n---\nStart.")]);
    let mut stream = shown.stream("/");
    shown.site.write(
        "templates/home.html",
        "<!doctype html><title>T</title><body>Own template</body>",
    );
    until_shown(&shown, &mut stream, "/", "Own template");
    shown.site.write(
        "templates/home.html",
        "<!doctype html><title>T</title><body>Own template, edited</body>",
    );
    until_shown(&shown, &mut stream, "/", "Own template, edited");

    let mut file = shown.stream("/file.txt");
    shown.site.write("static/file.txt", "one");
    while shown.get("/file.txt").status != 200 {
        file.next();
    }
    shown.site.write("site.yaml", "title: A title\n");
    shown.site.write(
        "templates/home.html",
        "<!doctype html><title>{{ site.title }}</title>",
    );
    until_shown(&shown, &mut stream, "/", "A title");
}

#[test]
fn the_folder_of_all_content_may_be_replaced() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    fs::rename(shown.site.path("content"), shown.site.path("aside")).expect("a folder");
    assert_eq!(stream.next().page(), "gone");
    fs::rename(shown.site.path("aside"), shown.site.path("content")).expect("a folder");
    until_shown(&shown, &mut stream, "/a/", "First text.");
    shown
        .site
        .replace("content/a.md", "First text.", "Edited after all that.");
    until_shown(&shown, &mut stream, "/a/", "Edited after all that.");
    assert!(
        shown
            .news
            .try_iter()
            .all(|news| !matches!(news, TerminalMessage::Notice(_))),
        "the system reported everything"
    );
}

#[cfg(unix)]
#[test]
fn a_site_behind_a_link_is_followed() {
    let site = Site::new(&SMALL);
    let links = tempfile::TempDir::new().expect("a folder");
    let link = links.path().join("site");
    std::os::unix::fs::symlink(site.root(), &link).expect("a link");
    let options = milepost::preview::PreviewOptions {
        root: link,
        bind: milepost::preview::Bind::Port(0),
        audience: milepost::preview::Audience::Machine,
        poll: Poll::Auto,
        clock: crate::support::CLOCK,
        report: Box::new(|_| {}),
    };
    let (_, news) = std::sync::mpsc::channel();
    let shown = Shown {
        preview: milepost::preview::start(options).expect("a free port"),
        site,
        news,
    };
    let mut stream = shown.stream("/a/");
    shown
        .site
        .replace("content/a.md", "First text.", "Edited behind a link.");
    until_shown(&shown, &mut stream, "/a/", "Edited behind a link.");
}

#[test]
fn what_is_no_source_makes_no_build() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    for path in [
        "public/x.html",
        "target/x.md",
        ".git/index",
        ".milepost/cache/x",
        "node_modules/x.md",
        "notes.md",
        "content/.hidden.md",
        "content/a.md~",
    ] {
        shown.site.write(path, "anything");
    }
    shown
        .site
        .replace("content/a.md", "First text.", "A real edit.");
    let event = stream.next();
    assert_eq!(
        (event.page(), &event.data["generation"]),
        ("changed", &serde_json::json!(2))
    );
}
