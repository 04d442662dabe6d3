//! Commands that run beside a preview on the same folder: another preview, builds, cleanings.
//! Also previews on a machine that has few resources.

use super::client::{Stream, ask, connect};
use super::served::until_served;
use super::{SMALL, Shown, stream};
use crate::program::{Server, milepost};
use crate::support::{Site, files_below};
use milepost::preview::Poll;
use std::fs;
use std::net::SocketAddr;

/// Returns a site that can also be published.
fn site() -> Site {
    let page = (
        "templates/page.html",
        "<!doctype html><title>{{ page.title }}</title><body>{{ page.content }}</body>",
    );
    Site::new(&[&SMALL[..], &[page]].concat())
}

/// Makes an edit in one step.
fn edit(site: &Site, text: &str) {
    let aside = site.path("content/.aside");
    fs::write(&aside, format!("---\ntitle: A\n---\n{text}\n")).expect("a file");
    fs::rename(aside, site.path("content/a.md")).expect("a file");
}

/// Makes an edit and waits for it. Returns the number of the build that shows it.
fn generation_after(site: &Site, address: SocketAddr, stream: &mut Stream, text: &str) -> u64 {
    edit(site, text);
    let generation = stream.next_change().data["generation"]
        .as_u64()
        .expect("a number");
    assert!(ask(address, "GET", "/a/", &[]).text().contains(text));
    generation
}

#[test]
fn two_previews_of_one_folder_show_the_same() {
    let one = Shown::small();
    let files = files_below(&one.site.root());
    let folder = tempfile::TempDir::new().expect("a folder");
    let two = Server::start(&one.site.root(), &folder.path().join("log"));
    let mut streams = [stream(one.address(), "/a/"), stream(two.socket(), "/a/")];
    for round in 0..3 {
        edit(&one.site, &format!("Round {round}."));
        for (stream, address) in streams.iter_mut().zip([one.address(), two.socket()]) {
            assert_eq!(
                stream.next_change().data["generation"],
                round + 2,
                "one build each"
            );
            assert!(
                ask(address, "GET", "/a/", &[])
                    .text()
                    .contains(&format!("Round {round}."))
            );
        }
    }
    drop(two);
    assert_eq!(
        generation_after(&one.site, one.address(), &mut streams[0], "Alone again."),
        5
    );
    assert_eq!(
        files_below(&one.site.root()),
        files,
        "neither wrote anything"
    );
    until_served(&one);
}

#[test]
fn a_build_and_a_cleaning_beside_a_preview_change_nothing_in_it() {
    let site = site();
    let folder = tempfile::TempDir::new().expect("a folder");
    let server = Server::start(&site.root(), &folder.path().join("log"));
    let mut stream = stream(server.socket(), "/a/");
    for (round, command) in ["build", "build", "clean", "build", "check", "clean"]
        .into_iter()
        .enumerate()
    {
        let output = milepost(&site.root(), &[command]);
        assert!(
            output.status.success(),
            "{command}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = format!("After {command}, {round}.");
        let generation = generation_after(&site, server.socket(), &mut stream, &text);
        assert_eq!(generation, round as u64 + 2, "{command} is no change");
        if command == "build" {
            assert!(
                !site.read("public/a/index.html").contains("_milepost"),
                "what is published knows nothing of the preview"
            );
        }
    }
    assert_eq!(server.log(), "", "nothing was wrong");
}

#[test]
fn many_builds_at_once_beside_a_preview_all_end_well() {
    let shown = Shown::of(site(), Poll::Auto);
    let (root, address) = (shown.site.root(), shown.address());
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let root = &root;
            scope.spawn(move || {
                for round in 0..3 {
                    let command = if (thread + round) % 4 == 0 {
                        "clean"
                    } else {
                        "build"
                    };
                    let output = milepost(root, &[command]);
                    assert!(
                        output.status.success(),
                        "{command}: {}",
                        String::from_utf8_lossy(&output.stderr)
                    );
                    assert_eq!(ask(address, "GET", "/a/", &[]).status, 200);
                }
            });
        }
        for round in 0..20 {
            shown.site.write(
                "content/b.md",
                &format!("---\ntitle: B\n---\nRound {round}.\n"),
            );
            assert_eq!(shown.get("/a/").status, 200);
        }
    });
    until_served(&shown);
    assert!(milepost(&root, &["build"]).status.success());
    assert!(
        shown.site.read("public/b/index.html").contains("Round 19."),
        "the last build has the last edit"
    );
}

/// Opens more sockets than the process may have. The preview goes on when they are closed.
#[cfg(unix)]
#[test]
fn a_preview_that_may_open_few_files_serves_or_says_why() {
    let site = Site::new(&SMALL);
    let folder = tempfile::TempDir::new().expect("a folder");
    let server = Server::with_files(32, &site.root(), &folder.path().join("log"));
    let mut stream = stream(server.socket(), "/a/");
    let _ = generation_after(&site, server.socket(), &mut stream, "With few files.");
    let sockets: Vec<_> = (0..40).map(|_| connect(server.socket())).collect();
    edit(&site, "While there were none.");
    drop(sockets);
    let mut stream = super::stream(server.socket(), "/a/");
    while !ask(server.socket(), "GET", "/a/", &[])
        .text()
        .contains("While there were none.")
    {
        stream.next();
    }
    assert!(!server.log().contains("panicked"), "{}", server.log());
}

/// `--poll` needs no reports of the system.
#[test]
fn a_preview_that_polls_needs_nothing_of_the_system() {
    let shown = Shown::of(Site::new(&SMALL), Poll::Forced);
    let mut stream = shown.stream("/a/");
    for round in 0..3 {
        let text = format!("Polled, {round}.");
        assert_eq!(
            generation_after(&shown.site, shown.address(), &mut stream, &text),
            round + 2
        );
    }
    fs::rename(shown.site.path("content"), shown.site.path("aside")).expect("a folder");
    assert_eq!(stream.next_change().page(), "gone");
    fs::rename(shown.site.path("aside"), shown.site.path("content")).expect("a folder");
    assert_eq!(stream.next_change().page(), "changed");
    until_served(&shown);
}
