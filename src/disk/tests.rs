//! The door to the disk, tried by both ways to a name, with a folder outside that must stay as it
//! is.

use super::refusal::{Refusal, refusal_of};
use super::{Folder, Kind, is_absence, status_of, system};
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

/// A folder with a canary beside it.
struct Fixture {
    top: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Self {
        let top = tempfile::tempdir().expect("a folder");
        for folder in ["site/a/b", "outside/in"] {
            fs::create_dir_all(top.path().join(folder)).expect("a folder");
        }
        fs::write(top.path().join("outside/canary"), "canary").expect("a file");
        fs::write(top.path().join("outside/in/canary"), "canary").expect("a file");
        fs::write(top.path().join("site/a/b/file"), "text").expect("a file");
        Fixture { top }
    }

    fn folder(&self) -> Folder {
        Folder::open(&self.top.path().join("site")).expect("a folder")
    }

    fn link(&self, to: &str, from: &str) {
        symlink(to, self.top.path().join("site").join(from)).expect("a link");
    }

    fn assert_canary(&self) {
        let outside = self.top.path().join("outside");
        let mut names: Vec<_> = walkdir::WalkDir::new(&outside)
            .into_iter()
            .map(|entry| entry.expect("an entry").into_path())
            .collect();
        names.sort();
        let expected = ["", "canary", "in", "in/canary"].map(|name| match name {
            "" => outside.clone(),
            name => outside.join(name),
        });
        assert_eq!(names, expected);
        for name in ["canary", "in/canary"] {
            assert_eq!(fs::read(outside.join(name)).expect("a file"), b"canary");
        }
    }
}

/// Runs a case with the call of the kernel that refuses links, and without it.
fn both_ways(case: impl Fn(&Fixture)) {
    for is_walk in [false, true] {
        #[cfg(target_os = "linux")]
        super::walk::FORCED.set(is_walk);
        let fixture = Fixture::new();
        case(&fixture);
        fixture.assert_canary();
        #[cfg(target_os = "linux")]
        super::walk::FORCED.set(false);
    }
}

#[test]
fn reads_and_writes_below_the_folder() {
    both_ways(|fixture| {
        let folder = fixture.folder();
        assert_eq!(folder.read("a/b/file", 4).expect("a file"), b"text");
        let error = folder.read("a/b/file", 3).expect_err("too large");
        assert_eq!(refusal_of(&error), Some(Refusal::TooLarge));
        let inner = folder.create_folders("a/c/d").expect("folders");
        inner
            .create("new")
            .expect("a file")
            .write_all(b"1")
            .expect("a byte");
        let error = folder.create("a/c/d/new").expect_err("it exists");
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        assert_eq!(inner.read("new", 9).expect("a file"), b"1");
        let kinds = folder
            .folder("a")
            .expect("a folder")
            .names()
            .expect("names");
        assert_eq!(
            kinds,
            [("b".into(), Kind::Folder), ("c".into(), Kind::Folder)]
        );
        let vacant = folder.rename_to_vacant(Path::new("a/c/d/new"), &inner, Path::new("new"));
        assert_eq!(vacant.expect_err("taken").kind(), ErrorKind::AlreadyExists);
        folder
            .rename(Path::new("a/c/d/new"), &folder, Path::new("a/b/file"))
            .expect("a new name");
        assert_eq!(folder.read("a/b/file", 9).expect("a file"), b"1");
        assert!(folder.status("a/c/d/new").expect("an answer").is_none());
        folder.remove_tree("a").expect("all of it goes");
        assert!(folder.names().expect("names").is_empty());
        assert!(
            folder
                .remove_tree("a")
                .is_err_and(|error| is_absence(&error))
        );
    });
}

#[test]
fn no_name_leads_through_a_link() {
    both_ways(|fixture| {
        fixture.link("../outside", "out");
        fixture.link("a", "inside");
        fixture.link("/nowhere", "a/dead");
        fixture.link("../../outside/canary", "a/canary");
        let folder = fixture.folder();
        for path in [
            "out/canary",
            "out/in/canary",
            "a/canary",
            "a/dead",
            "inside/b/file",
        ] {
            let error = folder.file(path).map(|_| ()).expect_err(path);
            assert_eq!(refusal_of(&error), Some(Refusal::Link), "{path}: {error}");
            assert!(folder.shared_file(path).is_err(), "{path}");
            assert!(folder.create(path).is_err(), "{path}");
            assert!(folder.create_folders(path).is_err(), "{path}");
            assert!(folder.remove_tree(path).is_err(), "{path}");
        }
        for path in ["out/canary", "out/in", "out/new"] {
            assert!(folder.status(path).expect("an answer").is_none(), "{path}");
            assert!(folder.remove_file(path).is_err(), "{path}");
            assert!(folder.remove_folder(path).is_err(), "{path}");
            assert!(folder.create_folder(path).is_err(), "{path}");
            assert!(folder.folder(path).is_err(), "{path}");
            let from = Path::new("a/b/file");
            assert!(
                folder.rename(from, &folder, Path::new(path)).is_err(),
                "{path}"
            );
            assert!(
                folder.rename(Path::new(path), &folder, from).is_err(),
                "{path}"
            );
        }
        let kind = folder
            .status("out")
            .expect("an answer")
            .expect("a link")
            .kind;
        assert_eq!(kind, Kind::Link);
        // A tree is removed with the links in it, and without what they lead to.
        folder.remove_tree("a").expect("all of it goes");
        folder.remove_file("out").expect("the link itself");
    });
}

#[test]
fn no_name_leads_upwards() {
    both_ways(|fixture| {
        let folder = fixture.folder();
        for path in [
            "../outside/canary",
            "a/../../outside/canary",
            "/etc/hostname",
            "./a",
            "..",
        ] {
            let error = folder.file(path).map(|_| ()).expect_err(path);
            assert_eq!(refusal_of(&error), Some(Refusal::Name), "{path}: {error}");
            assert!(folder.status(path).is_err(), "{path}");
            assert!(folder.folder(path).is_err(), "{path}");
            assert!(folder.create_folders(path).is_err(), "{path}");
            assert!(folder.remove_tree(path).is_err(), "{path}");
        }
    });
}

#[test]
fn nothing_but_an_ordinary_file_is_opened_and_nothing_waits() {
    both_ways(|fixture| {
        let folder = fixture.folder();
        let site = fixture.top.path().join("site");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            site.join("pipe"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RWXU,
            0,
        )
        .expect("a pipe");
        let _socket = std::os::unix::net::UnixListener::bind(site.join("socket")).expect("one");
        for path in ["pipe", "socket", "a", ""] {
            for opened in [folder.file(path), folder.shared_file(path)] {
                let error = opened.map(|_| ()).expect_err(path);
                assert_eq!(
                    refusal_of(&error),
                    Some(Refusal::NotAFile),
                    "{path}: {error}"
                );
            }
        }
        let devices = Folder::open(Path::new("/dev")).expect("a folder");
        let error = devices.file("zero").map(|_| ()).expect_err("a device");
        assert_eq!(refusal_of(&error), Some(Refusal::NotAFile), "{error}");
    });
}

#[test]
fn resolves_the_links_that_stay_inside() {
    both_ways(|fixture| {
        fixture.link("../outside", "out");
        fixture.link("a", "one");
        fixture.link("../one/b", "a/two");
        fixture.link("loop", "loop");
        let folder = fixture.folder();
        assert_eq!(
            folder.resolve("one/two/file").expect("a path"),
            Path::new("a/b/file")
        );
        assert_eq!(folder.resolve("a").expect("a path"), Path::new("a"));
        let error = folder.resolve("out/canary").expect_err("outside");
        assert_eq!(refusal_of(&error), Some(Refusal::LeadsOut), "{error}");
        assert!(folder.resolve("loop").is_err());
        assert!(
            folder
                .resolve("gone")
                .is_err_and(|error| is_absence(&error))
        );
    });
}

#[test]
fn replaces_a_file_at_once_unless_it_was_changed() {
    both_ways(|fixture| {
        let folder = fixture.folder();
        let (path, file) = (
            Path::new("a/b/file"),
            fixture.top.path().join("site/a/b/file"),
        );
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("a mode");
        let mut opened = folder.file(path).expect("a file");
        let seen = status_of(&opened).expect("a state");
        folder
            .replace(path, &opened, seen, b"other")
            .expect("replaced");
        assert_eq!(fs::read(&file).expect("a file"), b"other");
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o7777, 0o640);
        let mut text = String::new();
        opened.read_to_string(&mut text).expect("text");
        assert_eq!(text, "text", "whoever has the file open keeps it");
        let error = folder
            .replace(path, &opened, seen, b"third")
            .expect_err("another file");
        assert_eq!(refusal_of(&error), Some(Refusal::Changed));
        assert_eq!(fs::read(&file).expect("a file"), b"other");
        let left = folder
            .folder("a/b")
            .expect("a folder")
            .names()
            .expect("names");
        assert_eq!(left, [("file".into(), Kind::File)]);
    });
}

#[test]
fn a_vacant_name_is_taken_by_links_where_no_call_renames_to_it() {
    let fixture = Fixture::new();
    let site = fixture.top.path().join("site");
    let handle = system::open_top(&site).expect("a folder");
    let rename = |name: &str, new: &str| {
        system::link_to_vacant(&handle, name.as_ref(), &handle, new.as_ref())
            .map_err(|error| error.kind())
    };
    fs::write(site.join("mine"), "mine").expect("a file");
    fs::write(site.join("new"), "new").expect("a file");
    assert_eq!(rename("new", "mine"), Err(ErrorKind::AlreadyExists));
    assert_eq!(rename("a", "mine"), Err(ErrorKind::AlreadyExists));
    assert_eq!(rename("new", "vacant"), Ok(()));
    assert_eq!(rename("a", "folder"), Ok(()));
    assert_eq!(fs::read(site.join("mine")).expect("a file"), b"mine");
    assert_eq!(fs::read(site.join("vacant")).expect("a file"), b"new");
    assert!(!site.join("new").exists());
    assert!(site.join("folder/b/file").exists());
}

#[test]
fn a_leftover_that_is_gone_is_not_created_again() {
    both_ways(|fixture| {
        let folder = fixture.folder();
        let name = Path::new(".milepost-1-1.tmp");
        folder.remove_leftover(name.as_os_str(), Kind::File);
        assert!(
            folder
                .existing_file(name)
                .is_err_and(|error| is_absence(&error))
        );
        assert!(folder.status(name).expect("an answer").is_none());
    });
}
