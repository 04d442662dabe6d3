//! The cache removes only names that it can have written, and is not used where it is a link.

use super::*;
use std::fs::File;

/// More than the cache may hold, without taking room on the disk.
const LARGE: u64 = 600 * 1024 * 1024;

fn large(file: &Path) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    let file = File::create(file).expect("a file");
    file.set_len(LARGE).expect("a sparse file");
}

#[test]
fn a_linked_cache_is_not_used_and_told() {
    for (link, target) in [(".milepost/cache", ""), (".milepost", "")] {
        for below in ["d/thesis.pdf", "cache/d/thesis.pdf", "ab/thesis.pdf"] {
            let mut hostile = Hostile::new(&[("note", "mine")]);
            large(&hostile.path("canary").join(target).join(below));
            hostile.remember();
            let to = hostile.path("canary");
            hostile.link(to.to_str().expect("text"), &format!("site/{link}"));
            for command in ["build", "check", "build", "clean"] {
                let text = hostile.succeed(&[command]);
                let is_told = text.contains(&format!("`{link}` in the site's folder is a link"));
                assert_eq!(is_told, command != "clean", "{command}: {text}");
                hostile.assert_canary();
                hostile.write("site/content/more.md", &format!("# After {command}\n"));
            }
            assert!(hostile.path("site").join(link).is_symlink());
        }
    }
}

#[test]
fn foreign_files_in_the_cache_are_never_removed() {
    let hostile = Hostile::new(&[]);
    hostile.write("site/site.yaml", "base_url: https://example.org/\n");
    hostile.succeed(&["build"]);
    let digits = "0123456789abcdef".repeat(4);
    let foreign = [
        "ab/thesis.pdf",
        "d/thesis.pdf",
        "notes.txt",
        &format!("ab/{digits}"),
        &format!("AB/{}", digits.to_uppercase()),
        "ab/x.1.tmp",
        "ab/cd/deep",
    ];
    for path in foreign {
        large(&hostile.site().join(".milepost/cache").join(path));
    }
    hostile.write("site/.milepost/mine/f", "1");
    hostile.write("site/content/more.md", "# More\n");
    hostile.succeed(&["build"]);
    hostile.succeed(&["clean"]);
    for path in foreign {
        let file = hostile.site().join(".milepost/cache").join(path);
        assert_eq!(fs::metadata(file).expect(path).len(), LARGE, "{path}");
    }
    assert_eq!(hostile.read("site/.milepost/mine/f"), "1");
}

#[test]
fn the_oldest_entries_go_when_the_cache_is_too_large() {
    let hostile = Hostile::new(&[]);
    hostile.write("site/site.yaml", "base_url: https://example.org/\n");
    hostile.succeed(&["build"]);
    let entry = format!("ab{}", "0".repeat(62));
    let old = hostile.site().join(".milepost/cache/ab").join(&entry);
    let left = hostile.site().join(".milepost/cache/cd/.milepost-77-0.tmp");
    large(&old);
    large(&left);
    hostile.write("site/content/more.md", "# More\n");
    hostile.succeed(&["build"]);
    assert!(!old.exists(), "an entry");
    assert!(!left.exists(), "what a killed run left");
}

#[test]
fn links_in_the_cache_are_not_followed() {
    let hostile = Hostile::new(&[("in/note", "mine")]);
    hostile.write("site/site.yaml", "base_url: https://example.org/\n");
    let canary = hostile.path("canary/in");
    let canary = canary.to_str().expect("text");
    for number in 0..256 {
        hostile.link(canary, &format!("site/.milepost/cache/{number:02x}"));
    }
    hostile.link(
        hostile.path("canary/new").to_str().expect("text"),
        "site/.milepost/.gitignore",
    );
    for command in ["build", "build", "check", "clean"] {
        hostile.succeed(&[command]);
        hostile.assert_canary();
    }
}

#[test]
fn a_pipe_in_the_place_of_an_entry_holds_nothing_up() {
    let hostile = Hostile::new(&[]);
    hostile.write("site/site.yaml", "base_url: https://example.org/\n");
    hostile.succeed(&["build"]);
    let entries: Vec<PathBuf> = walkdir::WalkDir::new(hostile.site().join(".milepost/cache"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    assert!(!entries.is_empty());
    for entry in entries {
        fs::remove_file(&entry).expect("an entry");
        pipe(&entry);
    }
    hostile.write("site/content/more.md", "# More\n");
    hostile.succeed(&["build"]);
}
