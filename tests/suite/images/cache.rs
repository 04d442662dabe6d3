//! The making of variants: on request, once, and not again as long as the cache has them.

use super::{html, paths, site};
use crate::photos::{jpeg, png, quarters};
use crate::program::milepost;
use crate::support::{Site, outputs};
use milepost::build::{Build, BuildOptions, Builder};
use milepost::cache::Cache;
use milepost::path::OutputPath;
use milepost::source;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

#[test]
fn an_edit_of_an_image_changes_its_urls_only() {
    let photo = jpeg(&quarters(60, 40));
    let mut site = site(
        "![](a.jpg) ![](b.jpg)",
        &[("a.jpg", &photo), ("b.jpg", &photo)],
    );
    let before = site.build();
    outputs(&before);
    let made = before.image_work().made;
    assert_eq!(made, 8);
    site.write_bytes("content/part/a.jpg", &jpeg(&quarters(60, 41)));
    let after = site.build();
    outputs(&after);
    assert_eq!(
        after.image_work().made,
        made + 4,
        "only the variants of the edited image are made"
    );
    let of = |build: &Build, name: &str| {
        paths(build)
            .into_iter()
            .filter(|path| path.contains(name))
            .collect::<Vec<_>>()
    };
    assert_ne!(of(&before, "images/a."), of(&after, "images/a."));
    assert_eq!(of(&before, "images/b."), of(&after, "images/b."));
    assert_eq!(outputs(&after), outputs(&site.build_cold()));
}

#[test]
fn a_variant_is_made_on_request() {
    let mut site = site("![](a.jpg)", &[("a.jpg", &jpeg(&quarters(60, 40)))]);
    site.options = BuildOptions::preview(0);
    let build = site.build();
    html(&build);
    assert_eq!(build.image_work().made, 0);
    let path = paths(&build)
        .into_iter()
        .find(|path| path.ends_with(".avif"))
        .expect("a variant");
    build.output(&OutputPath::new(&path).expect("a path"));
    assert_eq!(build.image_work().made, 1);
}

fn built(
    site: &Site,
    threads: usize,
    cache: Option<&PathBuf>,
) -> (BTreeMap<String, Option<Vec<u8>>>, usize, usize) {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    pool.install(|| {
        let mut builder = cache.map_or_else(Builder::default, |folder| {
            Builder::with_cache(Cache::of_site(folder))
        });
        let build = builder.build(&source::scan(&site.root(), None), &site.options);
        let all = outputs(&build);
        let work = build.image_work();
        (all, work.made, work.cached)
    })
}

#[test]
fn bytes_depend_on_neither_threads_nor_cache() {
    let photo = jpeg(&quarters(90, 60));
    let site = site(
        "![](a.jpg) ![](b.png)",
        &[("a.jpg", &photo), ("b.png", &png(&quarters(100, 50)))],
    );
    site.replace(
        "site.yaml",
        "title",
        "base_url: https://example.org/\nsocial_cards: pages\ntitle",
    );
    let (plain, made, cached) = built(&site, 1, None);
    // 3 widths in 2 formats of each, and the social cards of 3 pages.
    assert_eq!((made, cached), (15, 0));
    let cache = site.root();
    assert_eq!(built(&site, 4, Some(&cache)), (plain.clone(), 15, 0));
    assert_eq!(built(&site, 4, Some(&cache)), (plain.clone(), 0, 15));
    let entries: Vec<PathBuf> = walkdir::WalkDir::new(cache.join(".milepost/cache"))
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .collect();
    assert_eq!(entries.len(), 15);
    let whole = fs::read(&entries[0]).expect("an entry");
    for (number, entry) in entries.iter().enumerate() {
        let mut bytes = fs::read(entry).expect("an entry");
        let middle = bytes.len() / 2;
        match number % 4 {
            0 => bytes[middle] ^= 1,
            1 => bytes.truncate(middle),
            2 => bytes.clear(),
            _ => bytes.clone_from(&whole),
        }
        fs::write(entry, bytes).expect("a file");
    }
    assert_eq!(built(&site, 2, Some(&cache)), (plain.clone(), 15, 0));
    assert_eq!(built(&site, 2, Some(&cache)), (plain.clone(), 0, 15));
    fs::remove_dir_all(cache.join(".milepost")).expect("a folder");
    fs::write(cache.join(".milepost"), "in the way").expect("a file");
    assert_eq!(built(&site, 2, Some(&cache)), (plain, 15, 0));
}

#[test]
fn a_build_reports_new_and_cached_images() {
    let site = site("![](a.jpg)", &[("a.jpg", &jpeg(&quarters(60, 40)))]);
    let report = |arguments: &[&str]| {
        let output = milepost(&site.root(), arguments);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    let first = report(&["build"]);
    assert!(
        first.contains("Pictures: 4 new, 0 from the cache."),
        "{first}"
    );
    let json = report(&["build", "--format", "json"]);
    assert!(
        json.contains("\"images_new\": 0") && json.contains("\"images_cached\": 4"),
        "{json}"
    );
    report(&["clean"]);
    assert!(!site.path(".milepost").exists());
    assert!(report(&["build"]).contains("Pictures: 4 new"));
}
