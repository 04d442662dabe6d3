//! What publishing does to ours, to foreign and to edited files, when nothing goes wrong.

use super::*;
use milepost::publish::{Recovery, clean, recover};
use std::fs::File;
use std::os::unix::fs::{MetadataExt, symlink};
use std::time::{Duration, SystemTime};

fn a() -> Files {
    files([
        ("assets/style.1.css", "one"),
        ("index.html", "home, style.1"),
        ("blog/old/index.html", "old"),
        ("blog/index.html", "blog"),
        ("feed.xml", "feed 1"),
    ])
}

fn b() -> Files {
    files([
        ("assets/style.2.css", "two"),
        ("index.html", "home, style.2"),
        ("blog/index.html", "blog"),
        ("new/index.html", "new"),
        ("feed.xml", "feed 2"),
    ])
}

#[test]
fn becomes_the_new_site_and_says_what_it_did() {
    let ground = Ground::new();
    let first = ground.publish(&a()).unwrap();
    ground.assert_is(&a());
    assert_eq!(
        (first.written, first.unchanged, first.removed, first.bytes),
        (5, 0, 0, 29)
    );
    let second = ground.publish(&b()).unwrap();
    ground.assert_is(&b());
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
    assert_eq!(ground.publish(&a()).unwrap().hash, first.hash);
    assert!(second.diagnostics.is_empty());
}

#[test]
fn equal_files_are_not_touched() {
    let ground = Ground::new();
    ground.publish(&a()).unwrap();
    let state = |path: &str| {
        fs::metadata(ground.at(path))
            .map(|m| (m.ino(), m.mtime_nsec(), m.ctime_nsec()))
            .unwrap()
    };
    let (blog, manifest) = (state("blog/index.html"), state(".milepost/manifest"));
    let again = ground.publish(&a()).unwrap();
    assert_eq!((again.written, again.unchanged), (0, 5));
    assert_eq!(
        state(".milepost/manifest"),
        manifest,
        "nothing changed, so there is nothing to commit"
    );
    ground.publish(&b()).unwrap();
    assert_eq!(state("blog/index.html"), blog);
}

#[test]
fn is_current_until_inputs_or_files_change() {
    let ground = Ground::new();
    let is_current = |files: &Files| {
        open(&ground.output(), ground.root.path(), &mut |_| {})
            .unwrap()
            .is_current(inputs(files))
    };
    assert!(!is_current(&a()));
    ground.publish(&a()).unwrap();
    assert!(is_current(&a()));
    assert!(!is_current(&b()));
    fs::remove_file(ground.at("feed.xml")).unwrap();
    assert!(!is_current(&a()));
    ground.publish(&a()).unwrap();
    assert!(is_current(&a()));
    File::options()
        .write(true)
        .open(ground.at("index.html"))
        .unwrap()
        .set_modified(SystemTime::UNIX_EPOCH)
        .unwrap();
    assert!(!is_current(&a()));
    let again = ground.publish(&a()).unwrap();
    assert_eq!(
        again.written, 0,
        "another time of change with the same bytes is no change"
    );
    assert!(again.diagnostics.is_empty());
    assert!(is_current(&a()));
}

#[test]
fn foreign_files_survive_beside_ours() {
    let ground = Ground::new();
    let foreign = files([
        (".gitignore", "*"),
        ("CNAME", "example.org"),
        ("blog/old/notes.txt", "mine"),
        (".git/HEAD", "ref"),
    ]);
    foreign
        .iter()
        .for_each(|(path, bytes)| ground.write(path, std::str::from_utf8(bytes).unwrap()));
    for site in [a(), b(), a()] {
        ground.publish(&site).unwrap();
        ground.assert_is(&and(site, foreign.clone()));
    }
    let cleaned = clean(&ground.output(), &mut |_| {}).unwrap();
    assert_eq!(cleaned.removed, 5);
    assert_eq!(tree(&ground.output()), foreign);
    assert!(!ground.at(".milepost").exists());
}

#[test]
fn foreign_files_in_the_way_are_all_named_before_anything_is_touched() {
    let ground = Ground::new();
    ground.publish(&a()).unwrap();
    ground.write("new/index.html", "mine");
    ground.write("assets/style.2.css", "mine too");
    let before = tree(&ground.output());
    let error = ground.publish(&b()).unwrap_err();
    assert!(
        matches!(&error, PublishError::InTheWay { files, .. } if files == &["assets/style.2.css", "new/index.html"]),
        "{error}"
    );
    assert!(error.to_string().contains("new/index.html"));
    assert_eq!(tree(&ground.output()), before);
    assert_eq!(house(&ground.output()), ["lock", "manifest"]);
}

#[test]
fn a_foreign_file_with_the_right_bytes_is_adopted() {
    let ground = Ground::new();
    ground.write("index.html", "home, style.1");
    let inode = fs::metadata(ground.at("index.html")).unwrap().ino();
    assert_eq!(ground.publish(&a()).unwrap().unchanged, 1);
    assert_eq!(fs::metadata(ground.at("index.html")).unwrap().ino(), inode);
    ground.publish(&b()).unwrap();
    ground.assert_is(&b());
}

#[test]
fn files_become_folders_and_folders_files() {
    let ground = Ground::new();
    let flat = files([("a", "page"), ("b/c", "page"), ("d", "same")]);
    let deep = files([
        ("a/index.html", "page"),
        ("a/x/y.html", "more"),
        ("b/c/d/e", "deep"),
        ("d", "same"),
    ]);
    for site in [&flat, &deep, &flat] {
        ground.publish(site).unwrap();
        ground.assert_is(site);
    }
    ground.publish(&deep).unwrap();
    ground.write("a/x/mine.txt", "mine");
    let error = ground.publish(&flat).unwrap_err();
    assert!(
        matches!(&error, PublishError::InTheWay { files, .. } if files == &["a/x/mine.txt"]),
        "{error}"
    );
    assert_eq!(
        tree(&ground.output()),
        and(deep, files([("a/x/mine.txt", "mine")]))
    );
}

#[test]
fn a_foreign_file_where_a_folder_is_needed_is_in_the_way() {
    let ground = Ground::new();
    ground.write("blog", "mine");
    let error = ground.publish(&a()).unwrap_err();
    assert!(
        matches!(&error, PublishError::InTheWay { files, .. } if files == &["blog"]),
        "{error}"
    );
    assert_eq!(tree(&ground.output()), files([("blog", "mine")]));
}

#[test]
fn what_was_edited_by_hand_makes_room_and_is_kept() {
    let ground = Ground::new();
    ground.publish(&a()).unwrap();
    ground.write("index.html", "an evening's work");
    ground.write("blog/old/index.html", "another evening's");
    let published = ground.publish(&b()).unwrap();
    assert_eq!(tree(&ground.output()), b());
    let kept = tree(&ground.at(".milepost/kept/1"));
    assert_eq!(
        kept,
        files([
            ("index.html", "an evening's work"),
            ("blog/old/index.html", "another evening's")
        ])
    );
    let told: Vec<_> = published
        .diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code, diagnostic.message.as_str()))
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].1.contains(".milepost/kept/1/index.html"),
        "{told:?}"
    );
    ground.write("index.html", "once more");
    ground.publish(&b()).unwrap();
    assert_eq!(
        tree(&ground.at(".milepost/kept/2")),
        files([("index.html", "once more")])
    );
    assert_eq!(tree(&ground.at(".milepost/kept/1")), kept);
    let cleaned = clean(&ground.output(), &mut |_| {}).unwrap();
    assert!(cleaned.has_kept);
    assert_eq!(tree(&ground.at(".milepost/kept/1")), kept);
}

#[test]
fn an_edit_that_is_also_the_new_output_is_adopted() {
    let ground = Ground::new();
    ground.publish(&a()).unwrap();
    ground.write("index.html", "home, style.2");
    assert!(ground.publish(&b()).unwrap().diagnostics.is_empty());
    ground.assert_is(&b());
}

#[test]
fn what_a_power_cut_tore_is_mended_without_a_word() {
    for torn in ["", "\0\0\0\0\0\0\0\0\0\0\0\0\0", "\0"] {
        for (site, changes) in [(a(), 1), (b(), 4)] {
            let ground = Ground::new();
            ground.publish(&a()).unwrap();
            ground.write("index.html", torn);
            let published = ground.publish(&site).unwrap();
            assert_eq!(
                (published.written, published.diagnostics.len()),
                (changes, 0)
            );
            ground.assert_is(&site);
        }
    }
}

#[test]
fn a_damaged_manifest_loses_nothing_and_stops_nothing() {
    for length in [0, 1, 200] {
        let ground = Ground::new();
        ground.publish(&a()).unwrap();
        File::options()
            .write(true)
            .open(ground.at(".milepost/manifest"))
            .unwrap()
            .set_len(length)
            .unwrap();
        assert!(matches!(
            clean(&ground.output(), &mut |_| {}),
            Err(PublishError::Unknown(_))
        ));
        ground.write("feed.xml", "edited");
        let published = ground.publish(&a()).unwrap();
        assert_eq!((published.written, published.unchanged), (1, 4));
        let codes: Vec<_> = published
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect();
        assert_eq!(codes, ["damaged-manifest", "edited-output"]);
        assert_eq!(tree(&ground.output()), a());
        assert_eq!(
            tree(&ground.at(".milepost/kept/1")),
            files([("feed.xml", "edited")])
        );
        assert!(ground.publish(&b()).unwrap().diagnostics.is_empty());
        assert_eq!(tree(&ground.output()), b());
    }
}

#[test]
fn a_stage_without_a_journal_is_discarded() {
    let ground = Ground::new();
    ground.publish(&a()).unwrap();
    assert_eq!(recover(&ground.output()).unwrap(), Recovery::Nothing);
    ground.write(".milepost/stage/0123", "half a pa");
    assert_eq!(recover(&ground.output()).unwrap(), Recovery::Discarded);
    ground.assert_is(&a());
    let folder = open(&ground.output(), ground.root.path(), &mut |_| {}).unwrap();
    let stage = folder.stage().unwrap();
    let _ = stage
        .put(
            &OutputPath::new("x").unwrap(),
            Class::Page,
            Content::Bytes(b"x"),
        )
        .unwrap();
    drop(stage);
    ground.assert_is(&a());
}

#[test]
fn recovery_creates_nothing() {
    let ground = Ground::new();
    assert_eq!(recover(&ground.output()).unwrap(), Recovery::Nothing);
    assert!(!ground.output().exists());
    fs::create_dir(ground.output()).unwrap();
    assert_eq!(recover(&ground.output()).unwrap(), Recovery::Nothing);
    assert_eq!(clean(&ground.output(), &mut |_| {}).unwrap().removed, 0);
    assert!(fs::read_dir(ground.output()).unwrap().next().is_none());
}

#[test]
fn no_link_leads_outside() {
    let ground = Ground::new();
    ground.publish(&a()).unwrap();
    let outside = ground.root.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::rename(ground.at("blog"), outside.join("blog")).unwrap();
    symlink(outside.join("blog"), ground.at("blog")).unwrap();
    let before = tree(&outside);
    for site in [a(), b()] {
        let error = ground.publish(&site).unwrap_err();
        assert!(
            matches!(&error, PublishError::InTheWay { files, .. } if files == &["blog"]),
            "{error}"
        );
    }
    ground.publish(&files([("index.html", "alone")])).unwrap();
    assert_eq!(
        tree(&outside),
        before,
        "what lies behind a link is not ours to remove"
    );
    assert_eq!(clean(&ground.output(), &mut |_| {}).unwrap().removed, 1);
    assert_eq!(tree(&outside), before);
}

#[test]
fn a_link_in_place_of_a_page_makes_room() {
    let ground = Ground::new();
    ground.publish(&a()).unwrap();
    let target = ground.root.path().join("canary");
    fs::write(&target, "canary").unwrap();
    fs::remove_file(ground.at("index.html")).unwrap();
    symlink(&target, ground.at("index.html")).unwrap();
    assert_eq!(ground.publish(&a()).unwrap().diagnostics.len(), 1);
    assert_eq!(tree(&ground.output()), a());
    assert_eq!(fs::read(&target).unwrap(), b"canary");
    assert!(ground.at(".milepost/kept/1/index.html").is_symlink());
}

#[test]
fn copies_are_checked_against_their_digest() {
    let ground = Ground::new();
    let from = ground.root.path().join("photo.jpg");
    fs::write(&from, vec![7; 300_000]).unwrap();
    let put = |digest| {
        let stage = open(&ground.output(), ground.root.path(), &mut |_| {})?.stage()?;
        let content = Content::Copy {
            from: &from,
            digest,
            size: 300_000,
        };
        let placed = stage.put(
            &OutputPath::new("photo.jpg").unwrap(),
            Class::Asset,
            content,
        )?;
        stage.publish(vec![placed], digest)
    };
    let digest = Digest::of_bytes(&vec![7; 300_000]);
    assert!(matches!(
        put(Digest::of_bytes(b"before")),
        Err(PublishError::SourceChanged(_))
    ));
    assert_eq!(put(digest).unwrap().written, 1);
    fs::remove_file(&from).unwrap();
    assert_eq!(
        put(digest).unwrap().unchanged,
        1,
        "an output that stands is not read again"
    );
}

#[test]
fn paths_that_cannot_be_are_refused_before_anything_is_touched() {
    let long = format!("{}.html", "x".repeat(255));
    let odd = "größe: \"?*<>|.html";
    let ground = Ground::new();
    ground.publish(&files([(odd, "fine here")])).unwrap();
    for path in [&long, ".milepost/manifest", ".Milepost/x"] {
        let error = ground
            .publish(&files([(odd, "fine here"), (path, "x")]))
            .unwrap_err();
        assert!(matches!(&error, PublishError::Path { .. }), "{error}");
    }
    let overlap = ground
        .publish(&files([("a", "x"), ("a!", "x"), ("a/b", "x")]))
        .unwrap_err();
    assert!(matches!(&overlap, PublishError::Path { .. }), "{overlap}");
    ground.assert_is(&files([(odd, "fine here")]));
}

#[test]
fn is_put_from_many_threads() {
    let ground = Ground::new();
    let site: Files = (0..200)
        .map(|n| (format!("{}/{n}/index.html", n % 7), vec![b'x'; n]))
        .collect();
    let stage = open(&ground.output(), ground.root.path(), &mut |_| {})
        .unwrap()
        .stage()
        .unwrap();
    let list: Vec<_> = site.iter().collect();
    let put = |(path, bytes): &(&String, &Vec<u8>)| {
        stage.put(
            &OutputPath::new(path).unwrap(),
            Class::Page,
            Content::Bytes(bytes),
        )
    };
    let placed = std::thread::scope(|scope| {
        let threads: Vec<_> = list
            .chunks(50)
            .map(|part| scope.spawn(|| part.iter().map(put).collect::<Vec<_>>()))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect::<Result<Vec<_>, _>>()
            .unwrap()
    });
    stage.publish(placed, inputs(&site)).unwrap();
    ground.assert_is(&site);
}

#[test]
fn cleaning_leaves_what_was_edited() {
    let ground = Ground::new();
    ground.publish(&a()).unwrap();
    ground.write("blog/index.html", "edited");
    let touched = File::options()
        .write(true)
        .open(ground.at("feed.xml"))
        .unwrap();
    touched
        .set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(7))
        .unwrap();
    let cleaned = clean(&ground.output(), &mut |_| {}).unwrap();
    assert_eq!(cleaned.removed, 4);
    assert_eq!(
        cleaned.edited,
        [OutputPath::new("blog/index.html").unwrap()]
    );
    assert_eq!(
        tree(&ground.output()),
        files([("blog/index.html", "edited")])
    );
    let ground = Ground::new();
    ground.publish(&a()).unwrap();
    clean(&ground.output(), &mut |_| {}).unwrap();
    assert!(!ground.output().exists());
}
