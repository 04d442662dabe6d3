//! Publishing when nothing goes wrong: the folder becomes the new site, and no more than that.

use super::*;
use milepost::publish::{Recovery, clean, recover};
use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::time::SystemTime;

#[test]
fn becomes_the_new_site_and_says_what_it_did() {
    let fixture = Fixture::new();
    let first = fixture.publish(&a()).unwrap();
    fixture.assert_is(&a());
    assert_eq!(
        (first.written, first.unchanged, first.removed, first.bytes),
        (5, 0, 0, 29)
    );
    let second = fixture.publish(&b()).unwrap();
    fixture.assert_is(&b());
    assert_eq!(
        (
            second.written,
            second.unchanged,
            second.removed,
            second.bytes
        ),
        (4, 1, 2, 25)
    );
    assert_ne!(first.hash, second.hash);
    assert_eq!(fixture.publish(&a()).unwrap().hash, first.hash);
    assert!(second.diagnostics.is_empty());
}

#[test]
fn equal_files_are_not_touched() {
    let fixture = Fixture::new();
    fixture.publish(&a()).unwrap();
    let state = |path: &str| {
        fs::metadata(fixture.at(path))
            .map(|m| (m.ino(), m.mtime_nsec(), m.ctime_nsec()))
            .unwrap()
    };
    let (blog, manifest) = (state("blog/index.html"), state(".milepost/manifest"));
    let again = fixture.publish(&a()).unwrap();
    assert_eq!((again.written, again.unchanged), (0, 5));
    assert_eq!(
        state(".milepost/manifest"),
        manifest,
        "nothing changed, so there is nothing to commit"
    );
    fixture.publish(&b()).unwrap();
    assert_eq!(state("blog/index.html"), blog);
}

#[test]
fn is_current_until_inputs_or_files_change() {
    let fixture = Fixture::new();
    let is_current_for = |files: &Files| {
        open(&fixture.output(), fixture.root.path(), &mut |_| {})
            .unwrap()
            .is_current(inputs(files))
    };
    assert!(!is_current_for(&a()));
    fixture.publish(&a()).unwrap();
    assert!(is_current_for(&a()));
    assert!(!is_current_for(&b()));
    fs::remove_file(fixture.at("feed.xml")).unwrap();
    assert!(!is_current_for(&a()));
    fixture.publish(&a()).unwrap();
    assert!(is_current_for(&a()));
    File::options()
        .write(true)
        .open(fixture.at("index.html"))
        .unwrap()
        .set_modified(SystemTime::UNIX_EPOCH)
        .unwrap();
    assert!(!is_current_for(&a()));
    let again = fixture.publish(&a()).unwrap();
    assert_eq!(
        again.written, 0,
        "another time of change with the same bytes is no change"
    );
    assert!(again.diagnostics.is_empty());
    assert!(is_current_for(&a()));
}

#[test]
fn files_become_folders_and_folders_files() {
    let fixture = Fixture::new();
    let flat = files([("a", "page"), ("b/c", "page"), ("d", "same")]);
    let deep = files([
        ("a/index.html", "page"),
        ("a/x/y.html", "more"),
        ("b/c/d/e", "deep"),
        ("d", "same"),
    ]);
    for site in [&flat, &deep, &flat] {
        fixture.publish(site).unwrap();
        fixture.assert_is(site);
    }
    fixture.publish(&deep).unwrap();
    fixture.write("a/x/mine.txt", "mine");
    let error = fixture.publish(&flat).unwrap_err();
    assert_in_the_way(&error, &["a/x/mine.txt"]);
    assert_eq!(
        tree(&fixture.output()),
        and(deep, files([("a/x/mine.txt", "mine")]))
    );
}

#[test]
fn a_stage_without_a_journal_is_discarded() {
    let fixture = Fixture::new();
    fixture.publish(&a()).unwrap();
    assert_eq!(recover(&fixture.output()).unwrap(), Recovery::Nothing);
    fixture.write(".milepost/stage/0123", "half a pa");
    assert_eq!(recover(&fixture.output()).unwrap(), Recovery::Discarded);
    fixture.assert_is(&a());
    let folder = open(&fixture.output(), fixture.root.path(), &mut |_| {}).unwrap();
    let stage = folder.stage().unwrap();
    let _ = stage
        .put(
            &OutputPath::new("x").unwrap(),
            OutputPhase::Page,
            Payload::Bytes(b"x"),
        )
        .unwrap();
    drop(stage);
    fixture.assert_is(&a());
}

#[test]
fn recovery_creates_nothing() {
    let fixture = Fixture::new();
    assert_eq!(recover(&fixture.output()).unwrap(), Recovery::Nothing);
    assert!(!fixture.output().exists());
    fs::create_dir(fixture.output()).unwrap();
    assert_eq!(recover(&fixture.output()).unwrap(), Recovery::Nothing);
    assert_eq!(clean(&fixture.output(), &mut |_| {}).unwrap().removed, 0);
    assert!(fs::read_dir(fixture.output()).unwrap().next().is_none());
}

#[test]
fn paths_that_cannot_be_are_refused_before_anything_is_touched() {
    let long = format!("{}.html", "x".repeat(255));
    let odd = "größe: \"?*<>|.html";
    let fixture = Fixture::new();
    fixture.publish(&files([(odd, "fine here")])).unwrap();
    for path in [&long, ".milepost/manifest", ".Milepost/x"] {
        let error = fixture
            .publish(&files([(odd, "fine here"), (path, "x")]))
            .unwrap_err();
        assert!(matches!(&error, PublishError::Path { .. }), "{error}");
    }
    let overlap = fixture
        .publish(&files([("a", "x"), ("a!", "x"), ("a/b", "x")]))
        .unwrap_err();
    assert!(matches!(&overlap, PublishError::Path { .. }), "{overlap}");
    fixture.assert_is(&files([(odd, "fine here")]));
}

#[test]
fn is_put_from_many_threads() {
    let fixture = Fixture::new();
    let site: Files = (0..200)
        .map(|n| (format!("{}/{n}/index.html", n % 7), vec![b'x'; n]))
        .collect();
    let stage = open(&fixture.output(), fixture.root.path(), &mut |_| {})
        .unwrap()
        .stage()
        .unwrap();
    let list: Vec<_> = site.iter().collect();
    let put_file = |(path, bytes): &(&String, &Vec<u8>)| {
        stage.put(
            &OutputPath::new(path).unwrap(),
            OutputPhase::Page,
            Payload::Bytes(bytes),
        )
    };
    let placed = std::thread::scope(|scope| {
        let threads: Vec<_> = list
            .chunks(50)
            .map(|part| scope.spawn(|| part.iter().map(put_file).collect::<Vec<_>>()))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect::<Result<Vec<_>, _>>()
            .unwrap()
    });
    stage.publish(placed, inputs(&site)).unwrap();
    fixture.assert_is(&site);
}
