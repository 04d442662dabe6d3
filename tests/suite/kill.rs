//! A build that is killed at a random moment: every file is whole, and after the next command the
//! folder is exactly the old or the new site.
//!
//! `MILEPOST_KILLS=200` raises the number of kills.

use crate::support::Site;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PAGES: usize = 60;

fn write_version(site: &Site, version: &str) {
    for page in 0..PAGES {
        let text = format!(
            "---\ntitle: Page {page} {version}\n---\n{}",
            format!("Words of version {version}. ").repeat(40)
        );
        site.write(&format!("content/p{page}.md"), &text);
    }
    // Each version has a page that the other lacks, and a style of its own.
    let (mine, other) = if version == "a" {
        ("only-a", "only-b")
    } else {
        ("only-b", "only-a")
    };
    site.write(&format!("content/{mine}.md"), "Here today.");
    let _ = fs::remove_file(site.path(&format!("content/{other}.md")));
    site.write(
        "assets/extra.css",
        &format!("body {{ --version: {version} }}"),
    );
}

fn command(site: &Site, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_milepost"));
    command
        .arg("-r")
        .arg(site.root())
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .env("RAYON_NUM_THREADS", "2");
    command
}

/// All files of a site with their bytes; what is Milepost's own in it is told by name alone.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let below = |path: &Path| {
        path.strip_prefix(folder)
            .expect("below the output")
            .to_string_lossy()
            .into_owned()
    };
    let walk = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    walk.filter(|entry| !below(entry.path()).starts_with(".milepost/"))
        .map(|entry| {
            (
                below(entry.path()),
                fs::read(entry.path()).expect("a file of the site"),
            )
        })
        .collect()
}

fn own_files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder.join(".milepost"))
        .expect("our folder")
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let kills: usize = std::env::var("MILEPOST_KILLS")
        .ok()
        .and_then(|kills| kills.parse().ok())
        .unwrap_or(25);
    let site = Site::new(&[("content/_index.md", "# Home\n")]);
    let output = site.path("public");
    let mut sites = BTreeMap::new();
    let mut longest = Duration::ZERO;
    for version in ["a", "b"] {
        write_version(&site, version);
        let began = Instant::now();
        assert!(
            command(&site, &["build"])
                .status()
                .expect("the program")
                .success()
        );
        longest = longest.max(began.elapsed());
        sites.insert(version, contents(&output));
    }
    let whole =
        |path: &str, bytes: &Vec<u8>| sites.values().any(|site| site.get(path) == Some(bytes));
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    for round in 0..kills {
        write_version(&site, if round % 2 == 0 { "a" } else { "b" });
        let mut build = command(&site, &["build"]).spawn().expect("the program");
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        // Not waiting for anything: the moment of the kill is what is random.
        std::thread::sleep(longest.mul_f64((seed >> 33) as f64 / f64::from(u32::MAX >> 1)));
        let _ = build.kill();
        let _ = build.wait();
        for (path, bytes) in contents(&output) {
            assert!(whole(&path, &bytes), "round {round}: {path} is torn");
        }
        // The next command, whichever it is.
        let next = if round % 3 == 0 { "build" } else { "check" };
        assert!(
            command(&site, &[next])
                .status()
                .expect("the program")
                .success(),
            "round {round}"
        );
        let now = contents(&output);
        assert!(
            sites.values().any(|site| *site == now),
            "round {round}: neither the old site nor the new one"
        );
        assert_eq!(
            own_files(&output),
            ["lock", "manifest"],
            "round {round}: something was left behind"
        );
    }
}
