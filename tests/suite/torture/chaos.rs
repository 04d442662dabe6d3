//! Chaos on a site while it is shown: random edits, links, pipes and folders that come and go,
//! other commands and many requests. In the end the preview shows what a first build makes.

use crate::equivalence::{Random, edit};
use crate::preview::client;
use crate::preview::served::until_shown;
use crate::program::{MILEPOST, Server, milepost};
use crate::support::{CLOCK, Site, number, random};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

/// Addresses that are asked for again and again.
const ASKED: [&str; 8] = [
    "/",
    "/a/",
    "/odd/",
    "/odd/link/secret",
    "/assets/main.css",
    "/gone/",
    "/search/",
    "/sitemap.xml",
];

/// The place of everything odd.
const ODD: [&str; 5] = [
    "content/odd",
    "content/odd/page.md",
    "static/odd",
    "data/odd.yaml",
    "components/Odd.html",
];

#[test]
#[ignore = "some minutes"]
fn a_preview_follows_a_site_in_chaos() {
    let site = Site::new(&[("content/_index.md", "# Home\n"), ("content/a.md", "# A\n")]);
    let aside = TempDir::new().expect("a folder");
    let canary = aside.path().join("canary");
    fs::create_dir(&canary).expect("a folder");
    fs::write(canary.join("secret"), "CANARY").expect("a file");
    let mut command = Command::new(MILEPOST);
    command.env("SOURCE_DATE_EPOCH", CLOCK.to_string());
    let server = Server::of(command, &site.root(), &aside.path().join("log"));
    let is_done = AtomicBool::new(false);
    let seed = number("MILEPOST_SEED", 20_261_127);
    std::thread::scope(|scope| {
        let (server, site, is_done) = (&server, &site, &is_done);
        let commands = scope.spawn(move || run_commands(site, is_done, seed));
        let requests = scope.spawn(move || ask(server, is_done, seed));
        let mut seed = seed;
        let mut edits = Random(seed | 1);
        for _ in 0..number("MILEPOST_ROUNDS", 1_000) {
            match random(&mut seed) % 3 {
                0 => confuse(site, &canary, &mut seed),
                _ => _ = edit(site, &mut edits),
            }
            // Events of one moment are one change to the preview.
            std::thread::park_timeout(std::time::Duration::from_millis(random(&mut seed) % 20));
        }
        is_done.store(true, Ordering::Relaxed);
        let (commands, requests) = (commands.join(), requests.join());
        println!(
            "{} commands, {} requests",
            commands.expect("the commands"),
            requests.expect("the requests")
        );
    });
    ODD.iter().for_each(|place| remove(&site, place));
    until_shown(&site.root(), server.socket());
    let secret = fs::read(canary.join("secret")).expect("the canary");
    assert_eq!(secret, b"CANARY");
    assert_eq!(fs::read_dir(&canary).expect("a folder").count(), 1);
    assert!(!server.log().contains("panicked"), "{}", server.log());
    assert!(!server.log().contains("CANARY"), "{}", server.log());
    let memory = peak_of(server.process());
    println!("{memory} kB at most");
    assert!(memory < 1_258_291, "{memory} kB");
}

/// Puts something odd into the site, or takes it away again.
fn confuse(site: &Site, canary: &std::path::Path, seed: &mut u64) {
    let place = ODD[(random(seed) % ODD.len() as u64) as usize];
    remove(site, place);
    let path = site.path(place);
    let above = path.parent().expect("a folder");
    // The folder above may be a link to the canary just now.
    if fs::create_dir_all(above).is_err() || !is_inside(site, above) {
        return;
    }
    let mode = |mode| fs::set_permissions(&path, PermissionsExt::from_mode(mode));
    let _ = match random(seed) % 12 {
        0 => symlink(canary, &path),
        1 => symlink(canary.join("secret"), &path),
        2 => symlink(".", &path),
        3 => symlink("/dev/zero", &path),
        4 => symlink("../a.md", &path),
        5 => fs::create_dir_all(path.join("in/deep")),
        6 => fs::write(&path, [0xff, 0xfe, 0]),
        7 => fs::write(&path, "---\ntitle: [\n---\n<Odd <Odd {{ {%"),
        8 => fs::write(&path, "words ".repeat(200_000)),
        9 => fs::write(&path, "x").and_then(|()| mode(0o000)),
        10 => Command::new("mkfifo").arg(&path).status().map(drop),
        _ => fs::rename(site.path("content"), site.path("aside"))
            .and_then(|()| fs::rename(site.path("aside"), site.path("content"))),
    };
}

fn is_inside(site: &Site, folder: &std::path::Path) -> bool {
    folder
        .canonicalize()
        .is_ok_and(|real| real.starts_with(site.root()))
}

fn remove(site: &Site, place: &str) {
    let path = site.path(place);
    if path.parent().is_some_and(|above| is_inside(site, above)) {
        let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
    }
}

/// Runs commands on the site until all is done. Returns their number.
fn run_commands(site: &Site, is_done: &AtomicBool, mut seed: u64) -> usize {
    let mut count = 0;
    while !is_done.load(Ordering::Relaxed) {
        let command = ["build", "check", "clean"][(random(&mut seed) % 3) as usize];
        let ended = milepost(&site.root(), &[command]);
        let report = String::from_utf8_lossy(&ended.stderr);
        assert!(
            matches!(ended.status.code(), Some(0 | 1)) && !report.contains("panicked"),
            "{command}: {:?}, {report}",
            ended.status
        );
        count += 1;
    }
    let output = site.path("public");
    for file in walkdir::WalkDir::new(output).into_iter().flatten() {
        let bytes = fs::read(file.path()).unwrap_or_default();
        let has_canary = bytes.windows(6).any(|bytes| bytes == b"CANARY");
        assert!(!has_canary, "{}", file.path().display());
    }
    count
}

/// Asks for pages until all is done. Returns the number of requests.
fn ask(server: &Server, is_done: &AtomicBool, mut seed: u64) -> usize {
    let mut count = 0;
    while !is_done.load(Ordering::Relaxed) {
        let path = ASKED[(random(&mut seed) % ASKED.len() as u64) as usize];
        let reply = client::ask(server.socket(), "GET", path, &[]);
        let has_canary = reply.body.windows(6).any(|bytes| bytes == b"CANARY");
        assert!(!has_canary, "{path}");
        assert_ne!(reply.status, 503, "{path}");
        count += 1;
    }
    count
}

/// Returns the most memory that a process has had, in kB.
fn peak_of(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
    number.unwrap_or_default()
}
