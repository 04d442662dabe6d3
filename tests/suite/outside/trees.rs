//! Random trees of links, pipes, sockets, devices and odd names in a site, in its output and in its
//! cache, some of which change while Milepost is at work: no byte of the canary outside is read
//! into an output, changed or removed. `MILEPOST_TREES` is the number of trees (100),
//! `MILEPOST_SEED` the seed.

use super::*;
use crate::support::{Random, number};
use milepost::cache::Cache;
use milepost::digest::Digest;
use milepost::disk::Folder;
use milepost::publish::{OutputPhase, Payload, clean, open, recover};
use milepost::source::{Content, scan};
use std::ffi::OsStr;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::sync::atomic::{AtomicBool, Ordering};

/// Names of places that Milepost reads, writes or removes.
const PLACES: [&str; 22] = [
    ".milepost",
    ".milepost/cache",
    ".milepost/cache/ab",
    ".milepost/kept",
    "assets/css",
    "content",
    "content/a",
    "content/a/page.md",
    "content/photo.jpg",
    "data",
    "public",
    "public/.milepost",
    "public/.milepost/journal",
    "public/.milepost/kept",
    "public/.milepost/lock",
    "public/.milepost/manifest",
    "public/.milepost/stage",
    "public/a",
    "public/file.bin",
    "site.yaml",
    "static",
    "static/file.bin",
];

/// Folders that are exchanged for a link, again and again, while Milepost is at work.
const SWAPPED: [&str; 8] = [
    ".milepost",
    ".milepost/cache",
    "content/a",
    "public/.milepost",
    "public/.milepost/stage",
    "public/a",
    "public/d",
    "static/d",
];

#[test]
fn no_tree_leads_out_of_the_site() {
    let mut random = Random(number("MILEPOST_SEED", 20_261_127));
    let (trees, mut published) = (number("MILEPOST_TREES", 100), 0);
    for tree in 0..trees {
        let hostile = hostile();
        for _ in 0..random.below(6) {
            plant(&hostile, &mut random);
        }
        let (is_done, has_published) = (AtomicBool::new(false), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let place = hostile.site().join(SWAPPED[random.below(SWAPPED.len())]);
            let (hostile, is_done) = (&hostile, &is_done);
            let swapper = scope.spawn(move || {
                while tree % 4 != 0 && !is_done.load(Ordering::Relaxed) {
                    swap(hostile, &place);
                }
            });
            work(&hostile.site(), &has_published);
            is_done.store(true, Ordering::Relaxed);
            swapper.join().expect("the swaps end");
        });
        published += u64::from(has_published.into_inner());
        hostile.assert_canary();
        let output = hostile.site().join("public");
        let published = (!output.is_symlink()).then(|| state(&output));
        for (path, text) in published.into_iter().flatten() {
            assert!(!text.contains("CANARY"), "tree {tree}: {}", path.display());
        }
    }
    println!("{trees} trees, {published} published");
    assert!(
        published * 10 > trees,
        "hardly anything was tried: {published}"
    );
}

/// Returns a site that was published, with files of the canary that have the names of its own.
fn hostile() -> Hostile {
    let canary = [
        "secret",
        "in/secret.md",
        "in/f",
        "in/index.html",
        "in/manifest",
    ];
    let hostile = Hostile::new(&canary.map(|path| (path, "CANARY")));
    for path in [
        "static/d/f",
        "static/file.bin",
        "content/a/page.md",
        "data/f.yaml",
    ] {
        hostile.write(&format!("site/{path}"), "mine");
    }
    let site = hostile.site();
    assert!(publish(&site, &site.join("public"), &scan(&site, None)));
    Cache::of_site(&site).put(Digest::of_bytes(b"earlier"), b"bytes");
    hostile
}

/// Puts a link to the canary into a place for a moment, and then what was there before.
fn swap(hostile: &Hostile, place: &Path) {
    let (aside, canary) = (hostile.path("aside"), hostile.path("canary/in"));
    if fs::rename(place, &aside).is_err() {
        return;
    }
    let _ = symlink(&canary, place);
    std::thread::yield_now();
    let _ = fs::remove_file(place);
    // Milepost may have made a folder in its place.
    if fs::rename(&aside, place).is_err() {
        let _ = fs::remove_dir_all(&aside);
    }
}

/// Puts something odd into the place of something that Milepost uses.
fn plant(hostile: &Hostile, random: &mut Random) {
    let place = hostile.site().join(PLACES[random.below(PLACES.len())]);
    let place = match random.below(6) {
        0 => place.join(OsStr::from_bytes(b"odd-\xff")),
        1 => place.join("x\u{1b}[31m\ny"),
        2 => place.join("inner"),
        _ => place,
    };
    // The test itself must not write through the links that it has made.
    if !is_inside(&hostile.site(), &place) {
        return;
    }
    if let Some(above) = place.parent() {
        let _ = fs::create_dir_all(above);
    }
    let aside = hostile.path(&format!("aside-{}", random.0));
    let _ = fs::rename(&place, aside);
    let canary = hostile.path("canary");
    let _ = match random.below(9) {
        0 => symlink(&canary, &place),
        1 => symlink(canary.join("secret"), &place),
        2 => symlink(canary.join("in/secret.md"), &place),
        3 => symlink("../../canary/secret", &place),
        4 => symlink("/dev/zero", &place),
        5 => symlink(".", &place),
        6 => rustix::fs::mknodat(
            rustix::fs::CWD,
            &place,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RWXU,
            0,
        )
        .map_err(Into::into),
        7 => fs::create_dir_all(&place),
        _ => fs::write(&place, "mine"),
    };
}

/// True if a path is reached without a link out of the site.
fn is_inside(site: &Path, path: &Path) -> bool {
    let mut above = path.ancestors().skip(1);
    let exists = |path: &&Path| path.symlink_metadata().is_ok();
    let real = above
        .find(exists)
        .and_then(|above| above.canonicalize().ok());
    real.is_some_and(|real| real.starts_with(site.canonicalize().expect("a folder")))
}

/// Does all that the commands do to the disk.
fn work(site: &Path, has_published: &AtomicBool) {
    let cache = Cache::of_site(site);
    cache.put(Digest::of_bytes(b"key"), b"bytes");
    cache.get(Digest::of_bytes(b"key"));
    cache.prune();
    let output = site.join("public");
    let snapshot = scan(site, None);
    for (path, file) in snapshot.files() {
        let mut read = Vec::new();
        if let Content::Binary { file, .. } = &file.content
            && let Ok(opened) = file.open()
        {
            opened.take(1000).read_to_end(&mut read).expect("a file");
        }
        let text = snapshot.text(path.as_str()).map(|text| text.as_bytes());
        let text = text.unwrap_or(&read);
        let has_canary = text.windows(6).any(|bytes| bytes == b"CANARY");
        assert!(!has_canary, "{path} was read");
    }
    let _ = recover(&output);
    // A folder outside the site is published into only if the user names it.
    let is_link_out = Folder::open(site)
        .and_then(|folder| folder.resolve("public"))
        .is_err();
    if is_link_out && output.is_symlink() {
        return;
    }
    let is_published = publish(site, &output, &snapshot);
    has_published.store(is_published, Ordering::Relaxed);
    let _ = clean(&output, &mut |_| {});
    let _ = Folder::open(site).and_then(|site| milepost::cache::remove(&site));
}

/// Publishes the copies of the site, and a page. Returns true if nothing was in the way.
fn publish(site: &Path, output: &Path, snapshot: &milepost::source::Snapshot) -> bool {
    let Ok(stage) = open(output, site, &mut |_| {}).and_then(|folder| folder.stage()) else {
        return false;
    };
    let copies = snapshot.files().filter_map(|(path, file)| {
        let path = path.below("static").unwrap_or(path.as_str());
        let Content::Binary { file: from, size } = &file.content else {
            return None;
        };
        let (digest, size) = (file.digest, *size);
        let payload = Payload::Copy { from, digest, size };
        Some((path.to_owned(), payload))
    });
    let page = ("a/index.html".to_owned(), Payload::Bytes(b"a page"));
    let put_all: Result<Vec<_>, _> = copies
        .chain([page])
        .map(|(path, payload)| {
            let path = milepost::path::OutputPath::new(&path).expect("a path");
            stage.put(&path, OutputPhase::Page, payload)
        })
        .collect();
    put_all
        .and_then(|prepared| stage.publish(prepared, snapshot.digest()))
        .is_ok()
}
