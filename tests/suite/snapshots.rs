//! Snapshots of sites whose files have several paths, through links.

use crate::support::Site;
use milepost::source;
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn a_link_with_another_name_is_another_site() {
    let site = Site::new(&[("content/_index.md", "# Home"), ("texts/x.md", "# X")]);
    for link in ["a", "b"] {
        symlink("../texts", site.path(&format!("content/{link}"))).expect("a link");
    }
    let before = source::scan(&site.root(), None);
    fs::rename(site.path("content/b"), site.path("content/c")).expect("a link");
    let after = source::scan(&site.root(), Some(&before));
    assert!(!after.same_content(&before));
    assert!(after.same_content(&source::scan(&site.root(), None)));
}

#[test]
fn equal_bytes_at_another_place_are_read_from_there() {
    let site = Site::new(&[("content/_index.md", "# Home")]);
    for name in ["old", "new"] {
        site.write_bytes(&format!("photos/{name}.jpg"), b"equal bytes");
    }
    symlink("../photos/old.jpg", site.path("content/photo.jpg")).expect("a link");
    let before = source::scan(&site.root(), None);
    fs::remove_file(site.path("content/photo.jpg")).expect("a link");
    symlink("../photos/new.jpg", site.path("content/photo.jpg")).expect("a link");
    let after = source::scan(&site.root(), Some(&before));
    assert!(!after.same_content(&before));
}
