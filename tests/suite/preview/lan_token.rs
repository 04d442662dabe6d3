//! The token for other devices: its display, its lifetime, and that no page reveals it or an
//! address of this machine.

use super::client::{ask, connect, read_reply};
use super::lan::{LanPreview, assert_forbidden};
use super::{SMALL, Shown};
use crate::support::{CLOCK, Site};
use milepost::build::{BuildOptions, Builder};
use milepost::source;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn the_token_leaves_the_address_and_nothing_else_does() {
    let preview = LanPreview::new();
    let token = &preview.token;
    for (asked, location) in [
        (format!("/?token={token}"), "/"),
        (format!("/a/?x=1&token={token}&y=%20"), "/a/?x=1&y=%20"),
        (format!("/a?token={token}&token={token}"), "/a"),
        (format!("/a/?token=other&token={token}"), "/a/?token=other"),
        (format!("//evil.example/?token={token}"), "/evil.example/"),
        (format!("/\\evil.example/?token={token}"), "/evil.example/"),
        (
            format!("/\\//evil.example/?token={token}"),
            "/evil.example/",
        ),
    ] {
        let reply = ask(preview.address(), "GET", &asked, &[]);
        assert_eq!(
            (reply.status, reply.header("location")),
            (303, Some(location)),
            "{asked}"
        );
    }
    // A device that scans the code again gets access again. To the browser, an app that scans is
    // another site.
    let cookie = preview.cookie();
    let scanned = [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Dest", "document"),
    ];
    let again = [&scanned[..], &[("Cookie", &cookie)]].concat();
    for headers in [&scanned[..], &again] {
        assert_eq!(
            ask(
                preview.address(),
                "GET",
                &format!("/?token={token}"),
                headers
            )
            .status,
            303
        );
    }
    // A query of the site stays as it is, even with the same name.
    assert_eq!(
        ask(
            preview.address(),
            "GET",
            "/a/?token=of-the-site",
            &[("Cookie", &cookie)]
        )
        .status,
        200
    );
}

#[test]
fn an_invitation_ends_with_its_preview() {
    let preview = LanPreview::new();
    let (token, cookie) = (preview.token.clone(), preview.cookie());
    let LanPreview {
        shown: Shown { preview, site, .. },
        ..
    } = preview;
    drop(preview);
    let preview = LanPreview::of(site);
    assert_ne!(preview.token, token);
    assert_eq!(
        (
            token.len(),
            token.bytes().all(|byte| byte.is_ascii_hexdigit())
        ),
        (32, true),
        "128 bits"
    );
    assert_forbidden(
        &ask(preview.address(), "GET", &format!("/?token={token}"), &[]),
        "the old token",
    );
    let value = cookie.split_once('=').expect("a cookie").1;
    let cookie = format!("milepost-{}={value}", preview.address().port());
    assert_forbidden(
        &ask(preview.address(), "GET", "/a/", &[("Cookie", &cookie)]),
        "the old cookie",
    );
}

#[test]
fn no_page_names_an_address_of_the_preview() {
    let site = Site::new(&[]);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["content", "components", "site.yaml"] {
        for entry in walkdir::WalkDir::new(repository.join(part)) {
            let entry = entry.expect("the guide can be read");
            let name = entry
                .path()
                .strip_prefix(repository)
                .expect("below")
                .to_str()
                .expect("a name in UTF-8");
            if entry.file_type().is_file() {
                site.write_bytes(
                    name,
                    &std::fs::read(entry.path()).expect("the guide can be read"),
                );
            }
        }
    }
    let build = Builder::default().build(
        &source::scan(&site.root(), None),
        &BuildOptions::preview(CLOCK),
    );
    let urls: Vec<String> = build
        .jobs()
        .values()
        .map(|job| job.route.url.clone())
        .collect();
    let preview = LanPreview::of(site);
    let cookie = preview.cookie();
    let (network, port) = (preview.address().ip().to_string(), preview.address().port());
    let addresses = [
        network,
        "127.0.0.1".to_owned(),
        format!("localhost:{port}"),
        format!(":{port}"),
    ];
    let mut pages = 0;
    for url in urls.iter().map(String::as_str).chain([
        "/nowhere/",
        "/_milepost/main.js",
        "/_milepost/hub.js",
    ]) {
        let reply = ask(preview.address(), "GET", url, &[("Cookie", &cookie)]);
        assert_eq!(
            reply.status,
            if url == "/nowhere/" { 404 } else { 200 },
            "{url}"
        );
        let text = String::from_utf8_lossy(&reply.body);
        for address in &addresses {
            assert!(!text.contains(address), "{url} names {address}");
        }
        assert!(!text.contains(&preview.token), "{url} names the token");
        pages += usize::from(text.contains("data-page="));
    }
    assert!(pages > 14, "{pages} pages of the guide");
}

#[test]
fn the_terminal_shows_a_code_that_a_phone_reads() {
    for (colour, sign) in [("never", ""), ("always", "\u{1b}[38;5;231;48;5;16m")] {
        let site = Site::new(&SMALL);
        let mut child = Command::new(env!("CARGO_BIN_EXE_milepost"))
            .args([
                "serve",
                "--quiet",
                "--port",
                "0",
                "--bind",
                "127.0.0.2",
                "--color",
                colour,
                "-r",
            ])
            .arg(site.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut printed = BufReader::new(child.stdout.take().expect("it was piped"));
        let mut last = String::new();
        printed.read_line(&mut last).expect("a line");
        let mut stderr = BufReader::new(child.stderr.take().expect("it was piped"));
        let mut text = String::new();
        while !text.contains("token=") {
            assert_ne!(stderr.read_line(&mut text).expect("a line"), 0, "{text}");
        }
        let url = decoded(&text, sign);
        assert!(
            text.contains(&format!("\n{url}\n")),
            "the address is below the code:\n{text}"
        );

        let (host, path) = url
            .strip_prefix("http://")
            .and_then(|rest| rest.split_once('/'))
            .expect("an address");
        assert!(
            last.ends_with(&format!(
                "http://127.0.0.1:{}/\n",
                host.split_once(':').expect("a port").1
            )),
            "{last}"
        );
        let mut socket = connect(host.parse().expect("an address"));
        write!(socket, "GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("the preview reads");
        let status = read_reply(&mut BufReader::new(socket), "GET").status;
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        let mut more = String::new();
        printed.read_to_string(&mut more).expect("text");
        assert_eq!(
            (status, more.as_str()),
            (303, ""),
            "the address is the last line"
        );
    }
}

/// Reads the code as it looks on a dark terminal: what is drawn is light. Each of its lines begins
/// with `sign`.
fn decoded(text: &str, sign: &str) -> String {
    const SCALE: usize = 4;
    let is_drawing =
        |line: &&str| line.chars().count() > 20 && line.chars().all(|block| "█▀▄ ".contains(block));
    let lines = text.lines().filter_map(|line| line.strip_prefix(sign));
    let lines: Vec<Vec<char>> = lines
        .map(|line| line.trim_end_matches("\u{1b}[0m"))
        .filter(is_drawing)
        .map(|line| line.chars().collect())
        .collect();
    let size = lines
        .first()
        .unwrap_or_else(|| panic!("no code in {text}"))
        .len();
    let is_light = |x: usize, y: usize| match lines.get(y / 2).map(|line| line[x]) {
        Some('█') => true,
        Some('▀') => y.is_multiple_of(2),
        Some('▄') => !y.is_multiple_of(2),
        _ => false,
    };
    assert!(
        (0..size).all(|at| (0..4).all(|rim| is_light(at, rim) && is_light(rim, at))),
        "four light rows around it"
    );
    let grey = |x: usize, y: usize| {
        if is_light(x / SCALE, y / SCALE) {
            255
        } else {
            0
        }
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(size * SCALE, size * SCALE, grey);
    let grids = image.detect_grids();
    grids
        .first()
        .expect("a code")
        .decode()
        .expect("a code that can be read")
        .1
}
