//! How programs save, call by call, and that the page follows.

use super::client::Stream;
use super::{SMALL, Shown};
use crate::support::Site;
use milepost::preview::{News, Poll};
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

/// Waits until a page says something. Each message may be the one; nothing is asked before one came.
fn until_shown(shown: &Shown, stream: &mut Stream, page: &str, text: &str) {
    while !shown.text(page).contains(text) {
        stream.next();
    }
}

fn page(text: &str) -> String {
    format!("---\ntitle: A\n---\n{text}\n")
}

/// A way to save a text under a name.
type Save = fn(&Path, &str);

fn in_place(file: &Path, text: &str) {
    fs::write(file, text).expect("a file");
}

/// Two system calls, with a moment between them in which the file is empty.
fn emptied_first(file: &Path, text: &str) {
    let mut handle = OpenOptions::new().write(true).truncate(true).open(file).expect("a file");
    handle.sync_all().expect("a disk");
    handle.write_all(text.as_bytes()).expect("a file");
}

/// In small pieces.
fn piece_by_piece(file: &Path, text: &str) {
    let mut handle = File::create(file).expect("a file");
    for piece in text.as_bytes().chunks(7) {
        handle.write_all(piece).expect("a file");
    }
}

/// Overwritten and then cut.
fn overwritten(file: &Path, text: &str) {
    let mut handle = OpenOptions::new().write(true).open(file).expect("a file");
    handle.seek(SeekFrom::Start(0)).expect("a file");
    handle.write_all(text.as_bytes()).expect("a file");
    handle.set_len(text.len() as u64).expect("a file");
}

/// VS Code with atomic saves, Sublime Text, rsync: a new file beside it takes its name.
fn renamed_over(file: &Path, text: &str) {
    let aside = file.with_extension("md.tmp");
    fs::write(&aside, text).expect("a file");
    fs::rename(aside, file).expect("a file");
}

/// Vim with `backupcopy=no`: tries whether it may write here, moves the old file away, writes a new one, removes the old.
fn as_vim(file: &Path, text: &str) {
    let swap = file.with_file_name(".a.md.swp");
    fs::write(&swap, "swap").expect("a file");
    let probe = file.with_file_name("4913");
    fs::write(&probe, "").expect("a file");
    fs::remove_file(probe).expect("a file");
    let backup = file.with_file_name("a.md~");
    fs::rename(file, &backup).expect("a file");
    let mut handle = File::create(file).expect("a file");
    handle.write_all(text.as_bytes()).expect("a file");
    handle.sync_all().expect("a disk");
    drop(handle);
    fs::remove_file(backup).expect("a file");
    fs::remove_file(swap).expect("a file");
}

/// Emacs: a link as a lock, a copy under `#…#`, the old file kept as `…~`, and a new one written.
fn as_emacs(file: &Path, text: &str) {
    let lock = file.with_file_name(".#a.md");
    #[cfg(unix)]
    std::os::unix::fs::symlink("somebody@somewhere.1234", &lock).expect("a link");
    let copy = file.with_file_name("#a.md#");
    fs::write(&copy, text).expect("a file");
    let backup = file.with_file_name("a.md~");
    let _ = fs::remove_file(&backup);
    fs::rename(file, &backup).expect("a file");
    fs::write(file, text).expect("a file");
    fs::remove_file(copy).expect("a file");
    let _ = fs::remove_file(lock);
}

/// Gedit and others of its kind: a new file, the old one linked as a backup, then the name taken over.
fn as_gnome(file: &Path, text: &str) {
    let aside = file.with_file_name(".goutputstream-X1Y2Z3");
    fs::write(&aside, text).expect("a file");
    let backup = file.with_file_name("a.md~");
    let _ = fs::remove_file(&backup);
    fs::hard_link(file, backup).expect("a link");
    fs::rename(aside, file).expect("a file");
}

/// Removed and written again, as git does at a checkout.
fn removed_first(file: &Path, text: &str) {
    fs::remove_file(file).expect("a file");
    fs::write(file, text).expect("a file");
}

#[test]
fn every_way_to_save_is_followed() {
    let ways: [(&str, Save); 9] = [
        ("in place", in_place),
        ("emptied first", emptied_first),
        ("piece by piece", piece_by_piece),
        ("overwritten", overwritten),
        ("renamed over", renamed_over),
        ("vim", as_vim),
        ("emacs", as_emacs),
        ("gnome", as_gnome),
        ("removed first", removed_first),
    ];
    for poll in [Poll::Auto, Poll::Forced] {
        let shown = Shown::of(Site::new(&SMALL), poll);
        let mut stream = shown.stream("/a/");
        for round in 0..3 {
            for (name, save) in ways {
                let text = format!("{}Saved {name}, round {round}.", "x".repeat(round * 50));
                save(&shown.site.path("content/a.md"), &page(&text));
                until_shown(&shown, &mut stream, "/a/", &text);
            }
        }
        assert_eq!(shown.get("/b/").status, 200);
        assert!(shown.news.try_iter().all(|news| !matches!(news, News::Notice(_))), "the system reported everything");
    }
}

#[test]
fn a_file_between_two_steps_of_a_save_is_not_shown() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    for round in 0..10 {
        emptied_first(&shown.site.path("content/a.md"), &page(&format!("Round {round}.")));
        let event = stream.next_change();
        assert_eq!(event.page(), "changed");
        assert!(shown.text("/a/").contains(&format!("Round {round}.")), "it was never seen empty");
        as_vim(&shown.site.path("content/a.md"), &page(&format!("Vim {round}.")));
        assert_eq!(stream.next_change().page(), "changed", "it was never seen gone");
    }
}

#[test]
fn a_file_that_stays_empty_is_believed() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    fs::write(shown.site.path("content/a.md"), "").expect("a file");
    assert_eq!(stream.next_change().page(), "changed");
    assert!(!shown.text("/a/").contains("First text."));
}

#[test]
fn a_checkout_of_many_files_is_one_change() {
    let files: Vec<(String, String)> = (0..400).map(|n| (format!("content/many/p{n}.md"), page(&format!("Old {n}.")))).collect();
    let site = Site::new(&SMALL);
    files.iter().for_each(|(path, text)| site.write(path, text));
    let shown = Shown::of(site, Poll::Auto);
    let mut stream = shown.stream("/many/p399/");
    for (path, text) in &files {
        removed_first(&shown.site.path(path), &text.replace("Old", "New"));
    }
    until_shown(&shown, &mut stream, "/many/p399/", "New 399.");
    let mut first = shown.stream("/many/p0/");
    until_shown(&shown, &mut first, "/many/p0/", "New 0.");
}

#[test]
fn folders_that_move_appear_and_go_are_followed() {
    let shown = Shown::new(&[&SMALL[..], &[("content/old/x.md", "---\ntitle: X\n---\nMoved.")]].concat());
    let (mut old, mut new) = (shown.stream("/old/x/"), shown.stream("/new/x/"));
    fs::rename(shown.site.path("content/old"), shown.site.path("content/new")).expect("a folder");
    assert_eq!(old.next().page(), "gone");
    until_shown(&shown, &mut new, "/new/x/", "Moved.");
    // It is watched where it is now.
    shown.site.replace("content/new/x.md", "Moved.", "Moved and edited.");
    until_shown(&shown, &mut new, "/new/x/", "Moved and edited.");

    let mut deep = shown.stream("/one/two/three/y/");
    shown.site.write("content/one/two/three/y.md", "---\ntitle: Y\n---\nDeep.");
    until_shown(&shown, &mut deep, "/one/two/three/y/", "Deep.");
    shown.site.replace("content/one/two/three/y.md", "Deep.", "Deeper.");
    until_shown(&shown, &mut deep, "/one/two/three/y/", "Deeper.");

    fs::remove_dir_all(shown.site.path("content/one")).expect("a folder");
    assert_eq!(deep.next().page(), "gone");
}

#[test]
fn folders_of_the_site_that_come_later_are_watched() {
    let shown = Shown::new(&[("content/_index.md", "---\ntitle: Home\n---\nStart.")]);
    let mut stream = shown.stream("/");
    shown.site.write("templates/home.html", "<!doctype html><title>T</title><body>Own template</body>");
    until_shown(&shown, &mut stream, "/", "Own template");
    shown.site.write("templates/home.html", "<!doctype html><title>T</title><body>Own template, edited</body>");
    until_shown(&shown, &mut stream, "/", "Own template, edited");

    let mut file = shown.stream("/file.txt");
    shown.site.write("static/file.txt", "one");
    while shown.get("/file.txt").status != 200 {
        file.next();
    }
    shown.site.write("site.yaml", "title: A title\n");
    shown.site.write("templates/home.html", "<!doctype html><title>{{ site.title }}</title>");
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
    shown.site.replace("content/a.md", "First text.", "Edited after all that.");
    until_shown(&shown, &mut stream, "/a/", "Edited after all that.");
    assert!(shown.news.try_iter().all(|news| !matches!(news, News::Notice(_))), "the system reported everything");
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
        tell: Box::new(|_| {}),
    };
    let (_, news) = std::sync::mpsc::channel();
    let shown = Shown { preview: milepost::preview::start(options).expect("a free port"), site, news };
    let mut stream = shown.stream("/a/");
    shown.site.replace("content/a.md", "First text.", "Edited behind a link.");
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
    shown.site.replace("content/a.md", "First text.", "A real edit.");
    let event = stream.next();
    assert_eq!((event.page(), &event.data["generation"]), ("changed", &serde_json::json!(2)));
}
