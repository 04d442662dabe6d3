//! Changes of files and folders: the pages follow them, no matter which program makes them.

#[cfg(unix)]
use super::served::{difference, until_served};
use super::{SMALL, Shown};
use crate::support::Site;
use milepost::preview::{Poll, TerminalMessage};
use std::fs;
#[cfg(unix)]
use std::path::Path;
#[cfg(unix)]
use std::process::Command;

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
    shown.await_text(&mut stream, "/many/p399/", "New 399.");
    let mut first = shown.stream("/many/p0/");
    shown.await_text(&mut first, "/many/p0/", "New 0.");
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
    shown.await_text(&mut new, "/new/x/", "Moved.");
    // The folder is watched at its new place.
    shown
        .site
        .replace("content/new/x.md", "Moved.", "Moved and edited.");
    shown.await_text(&mut new, "/new/x/", "Moved and edited.");

    let mut deep = shown.stream("/one/two/three/y/");
    shown
        .site
        .write("content/one/two/three/y.md", "---\ntitle: Y\n---\nDeep.");
    shown.await_text(&mut deep, "/one/two/three/y/", "Deep.");
    shown
        .site
        .replace("content/one/two/three/y.md", "Deep.", "Deeper.");
    shown.await_text(&mut deep, "/one/two/three/y/", "Deeper.");

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
    shown.await_text(&mut stream, "/", "Own template");
    shown.site.write(
        "templates/home.html",
        "<!doctype html><title>T</title><body>Own template, edited</body>",
    );
    shown.await_text(&mut stream, "/", "Own template, edited");

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
    shown.await_text(&mut stream, "/", "A title");
}

#[test]
fn the_folder_of_all_content_may_be_replaced() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    fs::rename(shown.site.path("content"), shown.site.path("aside")).expect("a folder");
    assert_eq!(stream.next().page(), "gone");
    fs::rename(shown.site.path("aside"), shown.site.path("content")).expect("a folder");
    shown.await_text(&mut stream, "/a/", "First text.");
    shown
        .site
        .replace("content/a.md", "First text.", "Edited after all that.");
    shown.await_text(&mut stream, "/a/", "Edited after all that.");
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
        clock: Box::new(|| crate::support::CLOCK),
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
    shown.await_text(&mut stream, "/a/", "Edited behind a link.");
}

#[test]
fn a_file_that_is_no_source_makes_no_build() {
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

#[cfg(unix)]
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

#[cfg(unix)]
#[test]
fn a_checkout_of_500_files_is_followed() {
    let site = Site::new(&SMALL);
    let folder = site.root();
    let write_pages = |text: &str, pages: std::ops::Range<usize>| {
        for number in pages {
            site.write(
                &format!("content/s{}/p{number}.md", number % 10),
                &page(&format!("{text} {number}.")),
            );
        }
    };
    git(&folder, &["init", "--quiet", "--initial-branch=one"]);
    write_pages("One", 0..400);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "One"]);
    git(&folder, &["checkout", "--quiet", "-b", "two"]);
    // On the branch `two`, 300 files changed, 100 are gone, and 100 are new.
    fs::remove_dir_all(site.path("content/s0")).expect("a folder");
    fs::remove_dir_all(site.path("content/s1")).expect("a folder");
    fs::remove_file(site.path("content/s2/p12.md")).expect("a file");
    write_pages("Two", 20..30);
    write_pages("Two", 100..500);
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

/// Makes more events than the system's queue may hold.
#[cfg(unix)]
#[test]
fn a_storm_of_20_000_events_passes() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    let site = &shown.site;
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for number in 0..1250 {
                    // A new file causes four events, its deletion one.
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
    shown.await_text(&mut stream, "/a/", "After the storm.");
    until_served(&shown);
    assert_eq!(difference(&shown), None);
}
