//! A publishing that stopped halfway and cannot be finished: no command is stuck behind it.

use crate::program::milepost;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Returns a site whose second build stopped halfway: a page that was edited by hand could not be
/// moved to the backups, because a link that leads nowhere is in their place.
fn halfway() -> (TempDir, Output) {
    let site = TempDir::new().expect("a folder");
    let write = |path: &str, text: &str| {
        let file = site.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    };
    write("content/_index.md", "# Home\n");
    write("content/a.md", "# A\n");
    assert!(milepost(site.path(), &["build"]).status.success());
    write("public/index.html", "edited by hand");
    symlink("/nowhere", site.path().join("public/.milepost/kept")).expect("a link");
    write("content/_index.md", "# Another home\n");
    write("content/a.md", "# Another page\n");
    let stopped = milepost(site.path(), &["build"]);
    assert!(site.path().join("public/.milepost/journal").exists());
    (site, stopped)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_build_says_how_to_go_on() {
    let (_site, stopped) = halfway();
    assert!(!stopped.status.success());
    let text = said(&stopped);
    assert!(text.contains("kept"), "{text}");
    assert!(text.contains("milepost build --abandon"), "{text}");
}

#[test]
fn check_goes_on_with_a_warning() {
    let (site, _) = halfway();
    let checked = milepost(site.path(), &["check"]);
    let text = said(&checked);
    assert!(checked.status.success(), "{text}");
    assert!(text.contains("Warning: "), "{text}");
    assert!(text.contains("Checked 2 pages"), "{text}");
}

#[test]
fn it_can_be_given_up_and_the_next_build_is_whole() {
    let (site, _) = halfway();
    let given_up = milepost(site.path(), &["build", "--abandon"]);
    let text = said(&given_up);
    assert!(given_up.status.success(), "{text}");
    assert!(text.contains("Gave up the new site"), "{text}");
    assert!(!site.path().join("public/.milepost/journal").exists());
    let edited = fs::read_to_string(site.path().join("public/index.html")).expect("a page");
    assert_eq!(edited, "edited by hand");

    fs::remove_file(site.path().join("public/.milepost/kept")).expect("the link");
    let built = milepost(site.path(), &["build"]);
    assert!(built.status.success(), "{}", said(&built));
    let home = fs::read_to_string(site.path().join("public/index.html")).expect("a page");
    assert!(home.contains("Another home"));
    let kept = site.path().join("public/.milepost/kept/1/index.html");
    assert_eq!(
        fs::read_to_string(kept).expect("a backup"),
        "edited by hand"
    );
}

#[test]
fn nothing_is_given_up_where_nothing_stopped() {
    let site = TempDir::new().expect("a folder");
    fs::create_dir(site.path().join("content")).expect("a folder");
    fs::write(site.path().join("content/_index.md"), "# Home\n").expect("a page");
    for _ in 0..2 {
        let given_up = milepost(site.path(), &["build", "--abandon"]);
        assert!(given_up.status.success());
        assert!(said(&given_up).contains("nothing to give up"));
        assert!(milepost(site.path(), &["build"]).status.success());
    }
}

#[test]
fn it_can_be_cleaned() {
    let (site, _) = halfway();
    let cleaned = milepost(site.path(), &["clean"]);
    assert!(cleaned.status.success(), "{}", said(&cleaned));
    assert!(!site.path().join("public/a/index.html").exists());
    let edited = fs::read_to_string(site.path().join("public/index.html")).expect("a page");
    assert_eq!(edited, "edited by hand");
}

/// A disk in memory that takes few bytes or few files. It is taken away when the value is dropped.
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts it on a folder; `None` if this user may not.
    pub fn mount(folder: PathBuf, options: &str) -> Option<Self> {
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(&folder)
            .output();
        mount
            .is_ok_and(|mount| mount.status.success())
            .then_some(SmallDisk(folder))
    }

    /// Gives it all the room that a test needs.
    pub fn enlarge(&self) {
        let remount = Command::new("mount")
            .args(["-o", "remount,size=64m,nr_inodes=10000"])
            .arg(&self.0)
            .status();
        assert!(remount.expect("mount").success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_disk_that_takes_too_few_files_is_noticed_before_the_site_is_touched() {
    let mut refused = 0;
    for files in 30..90 {
        let folder = TempDir::new().expect("a folder");
        let site = folder.path();
        let Some(_disk) = SmallDisk::mount(site.to_owned(), &format!("nr_inodes={files}")) else {
            println!("skipped: only the administrator can mount a disk");
            return;
        };
        fs::create_dir(site.join("content")).expect("a folder");
        for number in 0..8 {
            fs::write(site.join(format!("content/{number}.md")), "# A\n").expect("a page");
        }
        let built = milepost(site, &["build", "-q"]);
        if built.status.success() {
            break;
        }
        refused += 1;
        let text = said(&built);
        assert!(!text.contains("A part of the new site"), "{files}: {text}");
        assert!(!site.join("public/.milepost/journal").exists(), "{files}");
        for command in ["check", "clean"] {
            let ended = milepost(site, &[command]);
            assert!(ended.status.success(), "{files}: {}", said(&ended));
        }
    }
    assert!(refused > 10, "{refused}");
}
