//! Sources that are copied into the site: read as they were scanned, or not at all.

use super::*;
use crate::support::Site;
use milepost::build::{Builder, Bytes};
use milepost::source::SiteFile;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::os::unix::fs::symlink;
use std::sync::mpsc;
use std::time::Duration;

#[test]
fn copies_are_checked_against_their_digest() {
    let fixture = Fixture::new();
    let photo = fixture.root.path().join("photo.jpg");
    fs::write(&photo, vec![7; 300_000]).unwrap();
    let from = SiteFile::of_folder(fixture.root.path(), Path::new("photo.jpg")).unwrap();
    let put_copy = |digest| {
        let stage = open(&fixture.output(), fixture.root.path(), &mut |_| {})?.stage()?;
        let content = Payload::Copy {
            from: &from,
            digest,
            size: 300_000,
        };
        let placed = stage.put(
            &OutputPath::new("photo.jpg").unwrap(),
            OutputPhase::Asset,
            content,
        )?;
        stage.publish(vec![placed], digest)
    };
    let digest = Digest::of_bytes(&vec![7; 300_000]);
    assert!(matches!(
        put_copy(Digest::of_bytes(b"before")),
        Err(PublishError::SourceChanged(_))
    ));
    assert_eq!(put_copy(digest).unwrap().written, 1);
    fs::remove_file(&photo).unwrap();
    assert_eq!(
        put_copy(digest).unwrap().unchanged,
        1,
        "an output that is in place is not read again"
    );
}

/// Publishes a site with a photo, after something else took the photo's place.
fn publish_after(replace: impl FnOnce(&Path)) -> (Site, Result<PublishSummary, PublishError>) {
    let site = Site::new(&[
        ("content/_index.md", "# Home\n"),
        ("static/photo.bin", "a photo"),
    ]);
    let snapshot = milepost::source::scan(&site.root(), None);
    let build = Builder::default().build(&snapshot, &site.options);
    let photo = site.path("static/photo.bin");
    fs::remove_file(&photo).unwrap();
    replace(&photo);
    let stage = open(&site.path("public"), &site.root(), &mut |_| {})
        .and_then(|folder| folder.stage())
        .unwrap();
    let (sender, outcomes) = mpsc::channel();
    build.each_output(|path, _, output| {
        let payload = match build.bytes_of(output) {
            Bytes::Here(bytes) => Payload::Bytes(bytes),
            Bytes::File { file, size } => Payload::Copy {
                from: file,
                digest: output.digest(),
                size,
            },
        };
        sender
            .send(stage.put(path, OutputPhase::Asset, payload))
            .unwrap();
    });
    drop(sender);
    let published = outcomes
        .iter()
        .collect::<Result<Vec<_>, _>>()
        .and_then(|prepared| stage.publish(prepared, snapshot.digest()));
    (site, published)
}

fn assert_is_refused(site: &Site, published: Result<PublishSummary, PublishError>) {
    let error = published.unwrap_err();
    assert!(
        matches!(&error, PublishError::SourceChanged(path)
        if path.ends_with("static/photo.bin")),
        "{error}"
    );
    assert!(tree(&site.path("public")).is_empty());
}

/// Nothing writes into the pipe, so a program that simply opens it waits forever.
#[test]
fn a_pipe_in_place_of_a_source_does_not_hold_the_build() {
    let (sender, outcome) = mpsc::channel();
    std::thread::spawn(move || {
        let make_pipe = |path: &Path| mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).unwrap();
        let _ = sender.send(publish_after(make_pipe));
    });
    let (site, published) = outcome
        .recv_timeout(Duration::from_secs(60))
        .expect("publishing waits at the pipe");
    assert_is_refused(&site, published);
}

#[test]
fn a_link_in_place_of_a_source_is_not_followed() {
    let elsewhere = TempDir::new().unwrap();
    let secret = elsewhere.path().join("secret");
    // Equal bytes, so that only the link itself can be the reason.
    fs::write(&secret, "a photo").unwrap();
    let (site, published) = publish_after(|path| symlink(&secret, path).unwrap());
    assert_is_refused(&site, published);
}

#[test]
fn a_folder_in_place_of_a_source_is_no_source() {
    let (site, published) = publish_after(|path| fs::create_dir(path).unwrap());
    assert_is_refused(&site, published);
}

#[test]
fn a_source_with_other_bytes_is_told() {
    for text in ["a photo that grew", "b photo", ""] {
        let (site, published) = publish_after(|path| fs::write(path, text).unwrap());
        assert_is_refused(&site, published);
    }
}

/// The snapshot before holds the old folder open.
#[test]
fn a_site_whose_folder_was_exchanged_is_read_in_the_new_one() {
    use std::io::Read;
    let top = TempDir::new().unwrap();
    let (site, old) = (top.path().join("site"), top.path().join("old"));
    let write = || {
        fs::create_dir_all(site.join("static")).unwrap();
        fs::write(site.join("static/f"), "the same").unwrap();
    };
    write();
    let before = milepost::source::scan(&site, None);
    fs::rename(&site, &old).unwrap();
    write();
    fs::remove_dir_all(&old).unwrap();
    let now = milepost::source::scan(&site, Some(&before));
    let milepost::source::Content::Binary { file, .. } = &now.get("static/f").unwrap().content
    else {
        panic!("a file of `static/` is not kept in memory");
    };
    let mut text = String::new();
    file.open().unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "the same");
}

#[test]
fn a_source_that_is_still_the_same_is_published() {
    let (site, published) = publish_after(|path| fs::write(path, "a photo").unwrap());
    assert!(published.is_ok(), "{published:?}");
    assert_eq!(site.read("public/photo.bin"), "a photo");
}
