//! Files and folders that are other than one expects: they change what they are, cannot be read,
//! lead elsewhere, or come by the thousand.
#![cfg(unix)]

use super::client::Stream;
use super::served::{difference, until_served};
use super::{SMALL, Shown};
use crate::support::Site;
use milepost::preview::{Poll, TerminalMessage};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

fn page(text: &str) -> String {
    format!("---\ntitle: A\n---\n{text}\n")
}

fn until_shown(shown: &Shown, stream: &mut Stream, page: &str, text: &str) {
    while !shown.text(page).contains(text) {
        stream.next();
    }
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
    until_shown(&shown, &mut a, "/a/", "After the pipe.");
    assert_eq!(shown.get("/pipe/").status, 404);
    // The first that is ever told of its page is that it is there, once it is a file.
    fs::remove_file(shown.site.path("content/pipe.md")).expect("a pipe");
    shown.site.write("content/pipe.md", &page("A file now."));
    assert_eq!(pipe_page.next_change().page(), "changed");
    assert!(shown.text("/pipe/").contains("A file now."));
    // And the other way round: a page that turns into a pipe is gone.
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
        until_shown(
            &shown,
            &mut inner,
            "/thing/inner/",
            &format!("Inside, {round}."),
        );
        // It is watched from its first moment.
        shown.site.write(
            "content/thing/inner.md",
            &page(&format!("Edited, {round}.")),
        );
        until_shown(
            &shown,
            &mut inner,
            "/thing/inner/",
            &format!("Edited, {round}."),
        );
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
        until_shown(&shown, &mut stream, "/s/x/", &format!("Again, {round}."));
        shown
            .site
            .write("content/s/x.md", &page(&format!("Edited, {round}.")));
        until_shown(&shown, &mut stream, "/s/x/", &format!("Edited, {round}."));
    }
    fs::rename(shown.site.path("content"), shown.site.path("aside")).expect("a folder");
    assert_eq!(stream.next_change().page(), "gone");
    fs::rename(shown.site.path("aside"), shown.site.path("content")).expect("a folder");
    until_shown(&shown, &mut stream, "/s/x/", "Edited, 4.");
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
    until_shown(&shown, &mut stream, "/a/", "A capital.");
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
    until_shown(&shown, &mut stream, "/a/", "Beside odd names.");
    fs::remove_dir_all(folder.join(OsStr::from_bytes(b"folder\xff"))).expect("a folder");
    fs::rename(
        folder.join(OsStr::from_bytes(b"\xff\xfe.md")),
        folder.join("named.md"),
    )
    .expect("a file");
    let mut named = shown.stream("/named/");
    until_shown(&shown, &mut named, "/named/", "No text.");
    until_served(&shown);
}

#[test]
fn what_cannot_be_read_is_told_and_read_once_it_can_be() {
    let shown = Shown::small();
    let (mut stream, mut other) = (shown.stream("/a/"), shown.stream("/b/"));
    let file = shown.site.path("content/a.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("a file");
    // Whoever may read everything reads this too; a link to itself can be read by nobody.
    if fs::read(&file).is_ok() {
        fs::remove_file(&file).expect("a file");
        symlink("a.md", &file).expect("a link");
    }
    while other.next_judgement().data["diagnostics"]["errors"] == 0 {}
    assert_eq!(shown.get("/b/").status, 200, "others are served");
    fs::remove_file(&file).expect("a file");
    shown.site.write("content/a.md", &page("Readable again."));
    until_shown(&shown, &mut stream, "/a/", "Readable again.");
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
    until_shown(&shown, &mut linked, "/linked/x/", "First.");
    for (number, name) in ["real", "linked", "real", "linked"].into_iter().enumerate() {
        let text = format!("Edited by the name {name}, {number}.");
        shown
            .site
            .write(&format!("content/{name}/x.md"), &page(&text));
        until_shown(&shown, &mut real, "/real/x/", &text);
        until_shown(&shown, &mut linked, "/linked/x/", &text);
    }
    fs::remove_file(shown.site.path("content/linked")).expect("a link");
    assert_eq!(linked.next_change().page(), "gone");
    assert_eq!(shown.get("/real/x/").status, 200);
    until_served(&shown);
}

/// Where the links lead is in the site's folder, but not where sources lie.
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
        until_shown(&shown, &mut folder, "/notes/x/", &text);
        until_shown(&shown, &mut single, "/single/", &text);
        let aside = shown.site.path(".aside");
        fs::write(&aside, page(&text)).expect("a file");
        fs::rename(aside, shown.site.path("READ.md")).expect("a file");
        until_shown(&shown, &mut read, "/read/", &text);
        shown.site.write(
            "layouts/home.html",
            &format!("<!doctype html><title>T</title><body>{text}</body>"),
        );
        until_shown(&shown, &mut home, "/", &text);
    }
    // A link that comes later.
    let mut late = shown.stream("/pages/p/");
    symlink("../pages", shown.site.path("content/pages")).expect("a link");
    assert_eq!(late.next_change().page(), "changed");
    shown.site.write("pages/p.md", &page("Late."));
    until_shown(&shown, &mut late, "/pages/p/", "Late.");
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
    until_shown(&shown, &mut stream, "/a/", "Beside links.");
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

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=Somebody",
            "-c",
            "user.email=somebody@example.org",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_checkout_of_500_files_is_followed() {
    let site = Site::new(&SMALL);
    let folder = site.root();
    let write = |text: &str, pages: std::ops::Range<usize>| {
        for number in pages {
            site.write(
                &format!("content/s{}/p{number}.md", number % 10),
                &page(&format!("{text} {number}.")),
            );
        }
    };
    git(&folder, &["init", "--quiet", "--initial-branch=one"]);
    write("One", 0..400);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "One"]);
    git(&folder, &["checkout", "--quiet", "-b", "two"]);
    // 300 change, 100 go, 100 come.
    fs::remove_dir_all(site.path("content/s0")).expect("a folder");
    fs::remove_dir_all(site.path("content/s1")).expect("a folder");
    fs::remove_file(site.path("content/s2/p12.md")).expect("a file");
    write("Two", 20..30);
    write("Two", 100..500);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "Two"]);
    let shown = Shown::of(site, Poll::Auto);
    let mut stream = shown.stream("/s9/p399/");
    for branch in ["one", "two", "one", "two"] {
        git(&folder, &["checkout", "--quiet", branch]);
        assert_eq!(stream.next_change().page(), "changed", "{branch}");
        until_served(&shown);
    }
}

/// More than the system's queue of events may hold.
#[test]
fn a_storm_of_20_000_events_passes() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    let site = &shown.site;
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for number in 0..1250 {
                    // A file that comes is four events, one that goes another.
                    let path = format!("content/storm{thread}/p{}.md", number % 50);
                    site.write(&path, &page(&format!("Number {number}.")));
                    if number % 5 > 0 {
                        fs::remove_file(site.path(&path)).expect("a file");
                    }
                }
            });
        }
    });
    shown.site.write("content/a.md", &page("After the storm."));
    until_shown(&shown, &mut stream, "/a/", "After the storm.");
    until_served(&shown);
    assert_eq!(difference(&shown), None);
}
