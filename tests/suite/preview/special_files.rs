//! Files and folders of special kinds: pipes, links, names that are no text, files that nothing may
//! read, files that turn into folders.
#![cfg(unix)]

use super::served::until_served;
use super::{SMALL, Shown};
use crate::support::Site;
use milepost::preview::{Poll, TerminalMessage};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

fn page(text: &str) -> String {
    format!("---\ntitle: A\n---\n{text}\n")
}

fn pipe(path: &Path) {
    rustix::fs::mknodat(
        rustix::fs::CWD,
        path,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .expect("a pipe");
}

#[test]
fn a_pipe_is_never_taken_for_a_file() {
    let shown = Shown::small();
    let (mut pipe_page, mut a) = (shown.stream("/pipe/"), shown.stream("/a/"));
    pipe(&shown.site.path("content/pipe.md"));
    shown.site.write("content/a.md", &page("After the pipe."));
    shown.await_text(&mut a, "/a/", "After the pipe.");
    assert_eq!(shown.get("/pipe/").status, 404);
    // The first message about its page comes once it is a file.
    fs::remove_file(shown.site.path("content/pipe.md")).expect("a pipe");
    shown.site.write("content/pipe.md", &page("A file now."));
    assert_eq!(pipe_page.next_change().page(), "changed");
    assert!(shown.text("/pipe/").contains("A file now."));
    // Conversely, a page that turns into a pipe is gone.
    fs::remove_file(shown.site.path("content/pipe.md")).expect("a file");
    pipe(&shown.site.path("content/pipe.md"));
    assert_eq!(pipe_page.next_change().page(), "gone");
    until_served(&shown);
}

#[test]
fn a_file_turns_into_a_folder_and_back() {
    let shown = Shown::small();
    let (mut thing, mut inner) = (shown.stream("/thing"), shown.stream("/thing/inner/"));
    for round in 0..3 {
        let file = shown.site.path("content/thing");
        fs::write(&file, format!("a file of round {round}")).expect("a file");
        while shown.text("/thing") != format!("a file of round {round}") {
            thing.next();
        }
        fs::remove_file(&file).expect("a file");
        shown.site.write(
            "content/thing/inner.md",
            &page(&format!("Inside, {round}.")),
        );
        shown.await_text(&mut inner, "/thing/inner/", &format!("Inside, {round}."));
        // The new folder is watched from its first moment.
        shown.site.write(
            "content/thing/inner.md",
            &page(&format!("Edited, {round}.")),
        );
        shown.await_text(&mut inner, "/thing/inner/", &format!("Edited, {round}."));
        until_served(&shown);
        fs::remove_dir_all(&file).expect("a folder");
    }
    until_served(&shown);
}

#[test]
fn a_folder_is_deleted_and_made_again() {
    let shown = Shown::new(
        &[
            &SMALL[..],
            &[("content/s/x.md", "---\ntitle: X\n---\nFirst.")],
        ]
        .concat(),
    );
    let mut stream = shown.stream("/s/x/");
    for round in 0..5 {
        fs::remove_dir_all(shown.site.path("content/s")).expect("a folder");
        shown
            .site
            .write("content/s/x.md", &page(&format!("Again, {round}.")));
        shown.await_text(&mut stream, "/s/x/", &format!("Again, {round}."));
        shown
            .site
            .write("content/s/x.md", &page(&format!("Edited, {round}.")));
        shown.await_text(&mut stream, "/s/x/", &format!("Edited, {round}."));
    }
    fs::rename(shown.site.path("content"), shown.site.path("aside")).expect("a folder");
    assert_eq!(stream.next_change().page(), "gone");
    fs::rename(shown.site.path("aside"), shown.site.path("content")).expect("a folder");
    shown.await_text(&mut stream, "/s/x/", "Edited, 4.");
    until_served(&shown);
}

#[test]
fn a_name_that_differs_only_in_case_is_another() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    fs::rename(
        shown.site.path("content/a.md"),
        shown.site.path("content/A.md"),
    )
    .expect("a file");
    shown
        .site
        .write("content/A.md", "---\ntitle: A\n---\nA capital.");
    shown.await_text(&mut stream, "/a/", "A capital.");
    until_served(&shown);
}

#[test]
fn names_that_are_no_text_do_no_harm() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    let folder = shown.site.path("content");
    fs::write(
        folder.join(OsStr::from_bytes(b"\xff\xfe.md")),
        page("No text."),
    )
    .expect("a file");
    fs::create_dir(folder.join(OsStr::from_bytes(b"folder\xff"))).expect("a folder");
    fs::write(
        folder.join(OsStr::from_bytes(b"folder\xff/x.md")),
        page("No text."),
    )
    .expect("a file");
    shown.site.write("content/a.md", &page("Beside odd names."));
    shown.await_text(&mut stream, "/a/", "Beside odd names.");
    fs::remove_dir_all(folder.join(OsStr::from_bytes(b"folder\xff"))).expect("a folder");
    fs::rename(
        folder.join(OsStr::from_bytes(b"\xff\xfe.md")),
        folder.join("named.md"),
    )
    .expect("a file");
    let mut named = shown.stream("/named/");
    shown.await_text(&mut named, "/named/", "No text.");
    until_served(&shown);
}

#[test]
fn an_unreadable_file_is_reported_and_read_once_it_can_be() {
    let shown = Shown::small();
    let (mut stream, mut other) = (shown.stream("/a/"), shown.stream("/b/"));
    let file = shown.site.path("content/a.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("a file");
    // The superuser reads this file too, but no user can read a link to itself.
    if fs::read(&file).is_ok() {
        fs::remove_file(&file).expect("a file");
        symlink("a.md", &file).expect("a link");
    }
    while other.next_diagnostics().data["diagnostics"]["errors"] == 0 {}
    assert_eq!(shown.get("/b/").status, 200, "others are served");
    fs::remove_file(&file).expect("a file");
    shown.site.write("content/a.md", &page("Readable again."));
    shown.await_text(&mut stream, "/a/", "Readable again.");
    until_served(&shown);
}

#[test]
fn a_linked_folder_is_followed_by_both_its_names() {
    let shown = Shown::new(
        &[
            &SMALL[..],
            &[("content/real/x.md", "---\ntitle: X\n---\nFirst.")],
        ]
        .concat(),
    );
    let (mut real, mut linked) = (shown.stream("/real/x/"), shown.stream("/linked/x/"));
    symlink("real", shown.site.path("content/linked")).expect("a link");
    shown.await_text(&mut linked, "/linked/x/", "First.");
    for (number, name) in ["real", "linked", "real", "linked"].into_iter().enumerate() {
        let text = format!("Edited by the name {name}, {number}.");
        shown
            .site
            .write(&format!("content/{name}/x.md"), &page(&text));
        shown.await_text(&mut real, "/real/x/", &text);
        shown.await_text(&mut linked, "/linked/x/", &text);
    }
    fs::remove_file(shown.site.path("content/linked")).expect("a link");
    assert_eq!(linked.next_change().page(), "gone");
    assert_eq!(shown.get("/real/x/").status, 200);
    until_served(&shown);
}

/// The targets of the links lie in the site's folder, but outside the folders of sources.
#[test]
fn links_to_elsewhere_in_the_site_are_followed() {
    let files = [
        ("notes/x.md", "---\ntitle: X\n---\nFirst."),
        ("READ.md", "---\ntitle: Read\n---\nFirst."),
        ("pages/p.md", "# P\n"),
    ];
    let site = Site::new(&[&SMALL[..], &files].concat());
    fs::rename(site.path("templates"), site.path("layouts")).expect("a folder");
    for (target, link) in [
        ("../notes", "content/notes"),
        ("../READ.md", "content/read.md"),
        ("../notes/x.md", "content/single.md"),
        ("layouts", "templates"),
    ] {
        symlink(target, site.path(link)).expect("a link");
    }
    let shown = Shown::of(site, Poll::Auto);
    let [mut folder, mut single, mut read, mut home] =
        ["/notes/x/", "/single/", "/read/", "/"].map(|page| shown.stream(page));
    for round in 0..4 {
        let text = format!("Edited, {round}.");
        shown.site.write("notes/x.md", &page(&text));
        shown.await_text(&mut folder, "/notes/x/", &text);
        shown.await_text(&mut single, "/single/", &text);
        let aside = shown.site.path(".aside");
        fs::write(&aside, page(&text)).expect("a file");
        fs::rename(aside, shown.site.path("READ.md")).expect("a file");
        shown.await_text(&mut read, "/read/", &text);
        shown.site.write(
            "layouts/home.html",
            &format!("<!doctype html><title>T</title><body>{text}</body>"),
        );
        shown.await_text(&mut home, "/", &text);
    }
    // A link that is made later.
    let mut late = shown.stream("/pages/p/");
    symlink("../pages", shown.site.path("content/pages")).expect("a link");
    assert_eq!(late.next_change().page(), "changed");
    shown.site.write("pages/p.md", &page("Late."));
    shown.await_text(&mut late, "/pages/p/", "Late.");
    until_served(&shown);
    let notices: Vec<TerminalMessage> = shown
        .news
        .try_iter()
        .filter(|news| matches!(news, TerminalMessage::Notice(_)))
        .collect();
    assert!(
        notices.is_empty(),
        "the system reported everything: {notices:?}"
    );
}

#[test]
fn links_in_circles_and_out_of_the_site_are_refused_and_the_rest_goes_on() {
    let outside = tempfile::TempDir::new().expect("a folder");
    fs::create_dir_all(outside.path().join("deep/er")).expect("a folder");
    fs::write(
        outside.path().join("deep/er/x.md"),
        page("Not of this site."),
    )
    .expect("a file");
    let site = Site::new(&SMALL);
    symlink(outside.path(), site.path("content/early")).expect("a link");
    let shown = Shown::of(site, Poll::Auto);
    let mut stream = shown.stream("/a/");
    for (target, link) in [
        (Path::new(".."), "content/up"),
        (Path::new("."), "content/self"),
        (Path::new("round"), "content/round"),
        (outside.path(), "content/late"),
        (Path::new("/nowhere"), "content/nowhere.md"),
    ] {
        symlink(target, shown.site.path(link)).expect("a link");
    }
    fs::write(outside.path().join("deep/er/x.md"), page("Still not.")).expect("a file");
    shown.site.write("content/a.md", &page("Beside links."));
    shown.await_text(&mut stream, "/a/", "Beside links.");
    let refuses_all = || {
        for path in [
            "/early/deep/er/x/",
            "/late/deep/er/x/",
            "/up/content/a/",
            "/self/a/",
            "/nowhere/",
        ] {
            assert_eq!(shown.get(path).status, 404, "{path}");
        }
    };
    refuses_all();
    until_served(&shown);
    refuses_all();
}
