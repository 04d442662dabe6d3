//! Kills at random moments, of publishing alone and of the whole program while it builds: every
//! file is whole, and after the next command the folder is exactly the old or the new site.
//! `MILEPOST_KILLS` is the number of kills (60 and 25), `MILEPOST_SEED` the seed of the moments.

use super::child::{ARGUMENTS, Task, assert_never_torn, command, new, old, program};
use super::*;
use crate::support::Site;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The number of pages of the site that the program builds.
const PAGES: usize = 60;

#[test]
fn a_kill_at_any_moment_leaves_one_site_or_the_other() {
    let (kills, mut seed) = (
        number("MILEPOST_KILLS", 60),
        number("MILEPOST_SEED", 20_261_123),
    );
    let fixture = Fixture::new();
    let (old, new) = (old(), new());
    fixture.publish(&old).unwrap();
    let mut found = [0, 0];
    for kill in 0..kills {
        let mut child = command(&program(), Task::Both, &fixture)
            .args(ARGUMENTS)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(
            lines.any(|line| line.unwrap().contains("begins")),
            "the child did not begin"
        );
        std::thread::sleep(Duration::from_micros(random(&mut seed) % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_never_torn(&fixture, &[&old, &new]);
        drop(open(&fixture.output(), fixture.root.path(), &mut |_| {}).unwrap());
        let is = [&old, &new]
            .iter()
            .position(|site| tree(&fixture.output()) == **site);
        found[is.unwrap_or_else(|| {
            panic!(
                "kill {kill}: neither site: {:?}",
                names(&tree(&fixture.output()))
            )
        })] += 1;
        assert_eq!(
            state_files(&fixture.output()),
            ["lock", "manifest"],
            "kill {kill}"
        );
    }
    println!(
        "{kills} kills: {} times the old site, {} times the new",
        found[0], found[1]
    );
    fixture.publish(&new).unwrap();
    fixture.assert_is(&new);
}

/// Xorshift: the moments are the same in each run, as far as the machine lets them be.
fn random(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

/// Reads a number from the environment.
fn number(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

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

fn milepost_on(site: &Site, arguments: &[&str]) -> Command {
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

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let kills = number("MILEPOST_KILLS", 25);
    let site = Site::new(&[("content/_index.md", "# Home\n")]);
    let output = site.path("public");
    let mut sites = BTreeMap::new();
    let mut longest = Duration::ZERO;
    for version in ["a", "b"] {
        write_version(&site, version);
        let began = Instant::now();
        assert!(
            milepost_on(&site, &["build"])
                .status()
                .expect("the program")
                .success()
        );
        longest = longest.max(began.elapsed());
        sites.insert(version, tree(&output));
    }
    let whole =
        |path: &str, bytes: &Vec<u8>| sites.values().any(|site| site.get(path) == Some(bytes));
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    for round in 0..kills {
        write_version(&site, if round % 2 == 0 { "a" } else { "b" });
        let mut build = milepost_on(&site, &["build"]).spawn().expect("the program");
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        // Waits for nothing: the moment of the kill is random.
        std::thread::sleep(longest.mul_f64((seed >> 33) as f64 / f64::from(u32::MAX >> 1)));
        let _ = build.kill();
        let _ = build.wait();
        for (path, bytes) in tree(&output) {
            let is_folder = path.ends_with('/');
            assert!(
                is_folder || whole(&path, &bytes),
                "round {round}: {path} is torn"
            );
        }
        // The next command of any kind.
        let next = if round % 3 == 0 { "build" } else { "check" };
        assert!(
            milepost_on(&site, &[next])
                .status()
                .expect("the program")
                .success(),
            "round {round}"
        );
        let now = tree(&output);
        assert!(
            sites.values().any(|site| *site == now),
            "round {round}: neither the old site nor the new one"
        );
        assert_eq!(
            state_files(&output),
            ["lock", "manifest"],
            "round {round}: something was left behind"
        );
    }
}
