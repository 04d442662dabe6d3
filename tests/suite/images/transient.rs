//! Failures of the disk, which no later build remembers.

use super::site;
use crate::photos::{jpeg, png, quarters};
use crate::support::{Site, outputs, report};
use milepost::build::Builder;
use milepost::source;
use std::fs;

/// The images of [`photos`]. The page shows all of them, and the second one is also linked.
const IMAGES: [&str; 3] = ["content/part/a.jpg", "content/part/b.png", "static/c.jpg"];

fn photos() -> Site {
    let site = site(
        "![](a.jpg) ![](b.png) [b](b.png) ![](/c.jpg)",
        &[
            ("a.jpg", &jpeg(&quarters(60, 40))),
            ("b.png", &png(&quarters(50, 30))),
        ],
    );
    site.write_bytes("static/c.jpg", &jpeg(&quarters(40, 20)));
    site
}

/// Moves an image away. On Unix, a link to it takes its place, which is not followed.
fn take_away(site: &Site, image: &str) {
    let away = site.path(&format!("{image}.away"));
    fs::rename(site.path(image), &away).expect("renamed");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&away, site.path(image)).expect("a link");
}

fn put_back(site: &Site, image: &str) {
    fs::rename(site.path(&format!("{image}.away")), site.path(image)).expect("renamed");
}

#[test]
fn a_probe_that_could_not_open_a_file_is_made_again() {
    let site = photos();
    let snapshot = source::scan(&site.root(), None);
    let mut builder = Builder::default();
    IMAGES.iter().for_each(|image| take_away(&site, image));
    let broken = report(&builder.build(&snapshot, &site.options));
    assert!(
        IMAGES.iter().all(|image| broken.contains(image)) && broken.contains("unreadable-image"),
        "{broken}"
    );
    IMAGES.iter().for_each(|image| put_back(&site, image));
    let warm = builder.build(&snapshot, &site.options);
    assert_eq!(report(&warm), "");
    assert_eq!(outputs(&warm), outputs(&site.build_cold()));
}

#[test]
fn a_probe_of_another_file_than_the_scan_saw_is_made_again() {
    let site = photos();
    let snapshot = source::scan(&site.root(), None);
    let mut builder = Builder::default();
    let bytes = IMAGES.map(|image| fs::read(site.path(image)).expect("an image"));
    site.write_bytes(IMAGES[0], &jpeg(&quarters(30, 30)));
    site.write_bytes(IMAGES[1], b"no image");
    site.write_bytes(IMAGES[2], b"");
    builder.build(&snapshot, &site.options);
    for (image, bytes) in IMAGES.iter().zip(&bytes) {
        site.write_bytes(image, bytes);
    }
    let again = source::scan(&site.root(), Some(&snapshot));
    let warm = builder.build(&again, &site.options);
    assert_eq!(report(&warm), "");
    assert_eq!(outputs(&warm), outputs(&site.build_cold()));
}

#[test]
fn a_rendering_that_could_not_open_a_file_is_made_again() {
    let site = photos();
    let snapshot = source::scan(&site.root(), None);
    let mut builder = Builder::default();
    let build = builder.build(&snapshot, &site.options);
    IMAGES[..2].iter().for_each(|image| take_away(&site, image));
    let broken = report(&build);
    assert!(broken.contains("unreadable-image"), "{broken}");
    // The cells of the preview are filled one by one.
    outputs(&build);
    IMAGES[..2].iter().for_each(|image| put_back(&site, image));
    let warm = builder.build(&snapshot, &site.options);
    assert_eq!(report(&warm), "");
    assert_eq!(outputs(&warm), outputs(&site.build_cold()));
}
