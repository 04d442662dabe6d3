//! The preview in a real browser: scripts in `tests/browser` edit a copy of the guide while the
//! built program serves it.
//!
//! The tests need Chromium and Node. Without them they are skipped with a message, or fail if
//! `MILEPOST_REQUIRE_BROWSER=1` is set.

use crate::program::{MILEPOST, Server};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

#[test]
fn an_open_page_is_patched_in_place_and_leads_to_its_source() {
    walk_with_server("preview/patching.mjs");
}

#[test]
fn errors_are_shown_where_they_are_and_never_lose_the_page() {
    walk_with_server("preview/errors.mjs");
}

#[test]
fn search_works_under_any_base_url() {
    walk_with_server("search/search.mjs");
}

#[test]
fn ten_tabs_share_one_stream_and_catch_up() {
    walk("preview/tabs.mjs", |_| (MILEPOST.to_owned(), ()));
}

/// Runs a script with the address of a preview and the folder that it serves.
fn walk_with_server(script: &str) {
    walk(script, |site| {
        let mut command = Command::new(MILEPOST);
        // An editor that does nothing.
        command.env("EDITOR", "true").env_remove("VISUAL");
        let server = Server::of(command, site, &log_of(site));
        (server.address.clone(), server)
    });
}

/// Runs a script with the argument that `start` returns, and a copy of the guide. The second value
/// of `start` lives until the script has ended.
fn walk<Alive>(script: &str, start: impl Fn(&Path) -> (String, Alive)) {
    if !can_run() {
        return;
    }
    let folder = TempDir::new().expect("a temporary folder");
    let site = folder.path().join("guide");
    for part in ["content", "components", "site.yaml"] {
        copy(&repository().join(part), &site.join(part));
    }
    let (first, _alive) = start(&site);
    let script = repository().join("tests/browser").join(script);
    let run = Command::new("node")
        .arg(script)
        .arg(first)
        .arg(&site)
        .arg(env!("CARGO_BIN_EXE_milepost"))
        .output()
        .expect("node can be started");
    let output = [run.stdout, run.stderr]
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .concat();
    let log = fs::read_to_string(log_of(&site)).unwrap_or_default();
    assert!(
        run.status.success(),
        "{output}\n--- output of milepost:\n{log}"
    );
}

/// Runs a script on a folder of built sites.
pub fn judge(script: &str, folder: &Path) {
    if !can_run() {
        return;
    }
    let script = repository().join("tests/browser").join(script);
    let run = Command::new("node")
        .arg(script)
        .arg(folder)
        .output()
        .expect("node can be started");
    let output = [run.stdout, run.stderr]
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .concat();
    assert!(run.status.success(), "{output}");
}

/// True if this machine has the programs that the scripts need. Fails if they are required.
fn can_run() -> bool {
    let Some(missing) = missing() else {
        return true;
    };
    assert!(
        std::env::var_os("MILEPOST_REQUIRE_BROWSER").is_none_or(|value| value != "1"),
        "{missing}"
    );
    eprintln!("Skipped: {missing}");
    false
}

/// Returns the file that receives the preview's messages.
fn log_of(site: &Path) -> PathBuf {
    site.with_extension("log")
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the program that this machine lacks, with the way to install it.
fn missing() -> Option<String> {
    let exists = |program: &str| {
        let run = Command::new(program)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        run.is_ok_and(|status| status.success())
    };
    let browsers = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    if std::env::var_os("CHROMIUM").is_none() && !browsers.iter().any(|browser| exists(browser)) {
        let text = "there is no Chromium; install it (on Debian: apt-get install chromium), \
            or name it in CHROMIUM";
        return Some(text.to_owned());
    }
    if !exists("node") {
        return Some(
            "there is no Node; install version 20 or newer (on Debian: apt-get install nodejs npm)"
                .to_owned(),
        );
    }
    let modules = repository().join("tests/browser/node_modules/puppeteer-core");
    (!modules.is_dir()).then(|| {
        "the browser's driver is not installed; \
            run `npm ci --omit=optional --ignore-scripts` in tests/browser"
            .to_owned()
    })
}

/// Copies a file, or a folder with its contents.
fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("the guide can be read");
        let below = entry
            .path()
            .strip_prefix(from)
            .expect("the walk stays below its start");
        let target = if below.as_os_str().is_empty() {
            to.to_owned()
        } else {
            to.join(below)
        };
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("a folder");
        } else {
            fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}
