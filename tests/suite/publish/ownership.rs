//! Files of Milepost, foreign files and edited ones: which are replaced, kept or left alone.

use super::*;
use milepost::publish::clean;
use std::fs::File;
use std::os::unix::fs::{MetadataExt, symlink};
use std::time::{Duration, SystemTime};

#[test]
fn foreign_files_survive_beside_ours() {
    let fixture = Fixture::new();
    let foreign = files([
        (".gitignore", "*"),
        ("CNAME", "example.org"),
        ("blog/old/notes.txt", "mine"),
        (".git/HEAD", "ref"),
    ]);
    foreign
        .iter()
        .for_each(|(path, bytes)| fixture.write(path, std::str::from_utf8(bytes).unwrap()));
    for site in [a(), b(), a()] {
        fixture.publish(&site).unwrap();
        fixture.assert_is(&and(site, foreign.clone()));
    }
    let cleaned = clean(&fixture.output(), &mut |_| {}).unwrap();
    assert_eq!(cleaned.removed, 5);
    assert_eq!(tree(&fixture.output()), foreign);
    assert!(!fixture.at(".milepost").exists());
}

#[test]
fn foreign_files_in_the_way_are_all_named_before_anything_is_touched() {
    let fixture = Fixture::new();
    fixture.publish(&a()).unwrap();
    fixture.write("new/index.html", "mine");
    fixture.write("assets/style.2.css", "mine too");
    let before = tree(&fixture.output());
    let error = fixture.publish(&b()).unwrap_err();
    assert_in_the_way(&error, &["assets/style.2.css", "new/index.html"]);
    assert!(error.to_string().contains("new/index.html"));
    assert_eq!(tree(&fixture.output()), before);
    assert_eq!(state_files(&fixture.output()), ["lock", "manifest"]);
}

#[test]
fn a_foreign_file_with_the_right_bytes_is_adopted() {
    let fixture = Fixture::new();
    fixture.write("index.html", "home, style.1");
    let inode = fs::metadata(fixture.at("index.html")).unwrap().ino();
    assert_eq!(fixture.publish(&a()).unwrap().unchanged, 1);
    assert_eq!(fs::metadata(fixture.at("index.html")).unwrap().ino(), inode);
    fixture.publish(&b()).unwrap();
    fixture.assert_is(&b());
}

#[test]
fn a_foreign_file_where_a_folder_is_needed_is_in_the_way() {
    let fixture = Fixture::new();
    fixture.write("blog", "mine");
    let error = fixture.publish(&a()).unwrap_err();
    assert_in_the_way(&error, &["blog"]);
    assert_eq!(tree(&fixture.output()), files([("blog", "mine")]));
}

#[test]
fn what_was_edited_by_hand_makes_room_and_is_kept() {
    let fixture = Fixture::new();
    fixture.publish(&a()).unwrap();
    fixture.write("index.html", "an evening's work");
    fixture.write("blog/old/index.html", "another evening's");
    let published = fixture.publish(&b()).unwrap();
    assert_eq!(tree(&fixture.output()), b());
    let kept = tree(&fixture.at(".milepost/kept/1"));
    assert_eq!(
        kept,
        files([
            ("index.html", "an evening's work"),
            ("blog/old/index.html", "another evening's")
        ])
    );
    let messages: Vec<_> = published
        .diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code, diagnostic.message.as_str()))
        .collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(
        messages[0].1.contains(".milepost/kept/1/index.html"),
        "{messages:?}"
    );
    fixture.write("index.html", "once more");
    fixture.publish(&b()).unwrap();
    assert_eq!(
        tree(&fixture.at(".milepost/kept/2")),
        files([("index.html", "once more")])
    );
    assert_eq!(tree(&fixture.at(".milepost/kept/1")), kept);
    let cleaned = clean(&fixture.output(), &mut |_| {}).unwrap();
    assert!(cleaned.has_backups);
    assert_eq!(tree(&fixture.at(".milepost/kept/1")), kept);
}

#[test]
fn an_edit_that_is_also_the_new_output_is_adopted() {
    let fixture = Fixture::new();
    fixture.publish(&a()).unwrap();
    fixture.write("index.html", "home, style.2");
    assert!(fixture.publish(&b()).unwrap().diagnostics.is_empty());
    fixture.assert_is(&b());
}

#[test]
fn what_a_power_cut_tore_is_mended_without_a_word() {
    for torn in ["", "\0\0\0\0\0\0\0\0\0\0\0\0\0", "\0"] {
        for (site, changes) in [(a(), 1), (b(), 4)] {
            let fixture = Fixture::new();
            fixture.publish(&a()).unwrap();
            fixture.write("index.html", torn);
            let published = fixture.publish(&site).unwrap();
            assert_eq!(
                (published.written, published.diagnostics.len()),
                (changes, 0)
            );
            fixture.assert_is(&site);
        }
    }
}

#[test]
fn a_damaged_manifest_loses_nothing_and_stops_nothing() {
    for length in [0, 1, 200] {
        let fixture = Fixture::new();
        fixture.publish(&a()).unwrap();
        File::options()
            .write(true)
            .open(fixture.at(".milepost/manifest"))
            .unwrap()
            .set_len(length)
            .unwrap();
        assert!(matches!(
            clean(&fixture.output(), &mut |_| {}),
            Err(PublishError::DamagedManifest(_))
        ));
        fixture.write("feed.xml", "edited");
        let published = fixture.publish(&a()).unwrap();
        assert_eq!((published.written, published.unchanged), (1, 4));
        let codes: Vec<_> = published
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect();
        assert_eq!(codes, ["damaged-manifest", "edited-output"]);
        assert_eq!(tree(&fixture.output()), a());
        assert_eq!(
            tree(&fixture.at(".milepost/kept/1")),
            files([("feed.xml", "edited")])
        );
        assert!(fixture.publish(&b()).unwrap().diagnostics.is_empty());
        assert_eq!(tree(&fixture.output()), b());
    }
}

#[test]
fn no_link_leads_outside() {
    let fixture = Fixture::new();
    fixture.publish(&a()).unwrap();
    let outside = fixture.root.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::rename(fixture.at("blog"), outside.join("blog")).unwrap();
    symlink(outside.join("blog"), fixture.at("blog")).unwrap();
    let before = tree(&outside);
    for site in [a(), b()] {
        let error = fixture.publish(&site).unwrap_err();
        assert_in_the_way(&error, &["blog"]);
    }
    fixture.publish(&files([("index.html", "alone")])).unwrap();
    assert_eq!(
        tree(&outside),
        before,
        "Milepost does not remove what lies behind a link"
    );
    assert_eq!(clean(&fixture.output(), &mut |_| {}).unwrap().removed, 1);
    assert_eq!(tree(&outside), before);
}

#[test]
fn a_link_in_place_of_a_page_makes_room() {
    let fixture = Fixture::new();
    fixture.publish(&a()).unwrap();
    let target = fixture.root.path().join("canary");
    fs::write(&target, "canary").unwrap();
    fs::remove_file(fixture.at("index.html")).unwrap();
    symlink(&target, fixture.at("index.html")).unwrap();
    assert_eq!(fixture.publish(&a()).unwrap().diagnostics.len(), 1);
    assert_eq!(tree(&fixture.output()), a());
    assert_eq!(fs::read(&target).unwrap(), b"canary");
    assert!(fixture.at(".milepost/kept/1/index.html").is_symlink());
}

#[test]
fn cleaning_leaves_what_was_edited() {
    let fixture = Fixture::new();
    fixture.publish(&a()).unwrap();
    fixture.write("blog/index.html", "edited");
    let touched = File::options()
        .write(true)
        .open(fixture.at("feed.xml"))
        .unwrap();
    touched
        .set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(7))
        .unwrap();
    let cleaned = clean(&fixture.output(), &mut |_| {}).unwrap();
    assert_eq!(cleaned.removed, 4);
    assert_eq!(
        cleaned.edited,
        [OutputPath::new("blog/index.html").unwrap()]
    );
    assert_eq!(
        tree(&fixture.output()),
        files([("blog/index.html", "edited")])
    );
    // It is still on the list: another cleaning leaves it too, and a publishing keeps it aside.
    let again = clean(&fixture.output(), &mut |_| {}).unwrap();
    assert_eq!((again.removed, again.edited), (0, cleaned.edited));
    fixture.publish(&a()).unwrap();
    assert_eq!(tree(&fixture.output()), a());
    assert_eq!(
        tree(&fixture.at(".milepost/kept/1")),
        files([("blog/index.html", "edited")])
    );
    let fixture = Fixture::new();
    fixture.publish(&a()).unwrap();
    fixture.write("blog/index.html", "edited");
    clean(&fixture.output(), &mut |_| {}).unwrap();
    fs::remove_file(fixture.at("blog/index.html")).unwrap();
    clean(&fixture.output(), &mut |_| {}).unwrap();
    assert!(!fixture.output().exists());
    let fixture = Fixture::new();
    fixture.publish(&a()).unwrap();
    clean(&fixture.output(), &mut |_| {}).unwrap();
    assert!(!fixture.output().exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_foreign_file_whose_name_is_no_text_is_in_the_way_of_nothing_but_its_folder() {
    use std::os::unix::ffi::OsStrExt;
    let fixture = Fixture::new();
    fixture
        .publish(&files([("a/index.html", "page"), ("b", "page")]))
        .unwrap();
    let odd = fixture
        .at("a")
        .join(std::ffi::OsStr::from_bytes(b"caf\xe9"));
    fs::write(&odd, "mine").unwrap();
    let error = fixture.publish(&files([("a", "file")])).unwrap_err();
    assert_in_the_way(&error, &["a/caf\u{fffd}"]);
    assert!(fixture.at("b").exists(), "nothing was touched");
    fixture.publish(&files([("c", "page")])).unwrap();
    assert_eq!(fs::read(&odd).unwrap(), b"mine");
}
