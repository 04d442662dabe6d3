//! No spelling of a path leads out of the outputs of the build. Failures of other tools:
//! Zola #2257, MkDocs CVE-2021-40978, h3 GHSA-wr4h-v87w-p3r7, esbuild GHSA-g7r4-m6w7-qqqr,
//! tower-http RUSTSEC-2022-0043, Vite CVE-2025-30208, -46565 and -58751.

use super::client::{connect, read_reply};
use super::{SMALL, Shown};
use std::fs;
use std::io::{BufReader, Write};

const CANARY: &str = "canary-6f1d2c";

/// Files that must not be served, as paths from the site's folder.
const TARGETS: [&str; 8] = [
    ".env",
    ".git/config",
    "site.yaml",
    "templates/secret.html",
    "public/old.html",
    "content/a.md",
    "notes.md~",
    "package.json",
];

/// Spellings of "one folder up" or "this folder".
const UPS: [&str; 40] = [
    "../",
    "..%2f",
    "..%2F",
    "%2e%2e/",
    "%2E%2E/",
    "%2e%2e%2f",
    "%2e./",
    ".%2e/",
    "%252e%252e/",
    "%252e%252e%252f",
    "..%252f",
    "..\\",
    "..%5c",
    "..%5C",
    "%2e%2e%5c",
    "%2e%2e\\",
    "..%255c",
    "%c0%ae%c0%ae/",
    "%c0%2e%c0%2e/",
    "..%c0%af",
    "..%c1%9c",
    "..%ef%bc%8f",
    "%uff0e%uff0e/",
    "....//",
    "...//",
    "..;/",
    "..%00/",
    "..%0d%0a/",
    "..%20/",
    "..%09/",
    ".%00./",
    "%%32%65%%32%65/",
    "..//",
    "//../",
    "./",
    "%2e/",
    "/./",
    "/",
    "\\",
    "%5c",
];

fn shown() -> Shown {
    let files: Vec<(&str, String)> = TARGETS
        .iter()
        .map(|path| (*path, format!("# {CANARY}\n")))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .filter(|(path, _)| *path != "content/a.md")
        .collect();
    let shown = Shown::new(&[&SMALL[..], &files].concat());
    // The file itself must not be served, front matter included. The page that is made of it may
    // be served.
    shown.site.write(
        "content/a.md",
        &format!("---\ntitle: A\ndescription: {CANARY}\n---\nText."),
    );
    let outside = shown.site.root().with_extension("outside");
    fs::write(&outside, CANARY).expect("a file beside the site");
    shown
}

/// Sends a path as it is. Returns the body of the response.
fn ask(shown: &Shown, path: &[u8]) -> Vec<u8> {
    let mut socket = connect(shown.address());
    let mut request = b"GET ".to_vec();
    request.extend_from_slice(path);
    request.extend_from_slice(
        format!(
            " HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            shown.address()
        )
        .as_bytes(),
    );
    socket.write_all(&request).expect("the preview reads");
    let reply = read_reply(&mut BufReader::new(socket), "GET");
    assert!(
        matches!(reply.status, 400 | 404 | 414),
        "{}: {}",
        String::from_utf8_lossy(path),
        reply.status
    );
    reply.body
}

fn assert_silent(shown: &Shown, path: &[u8]) {
    let body = ask(shown, path);
    assert!(
        !body
            .windows(CANARY.len())
            .any(|window| window == CANARY.as_bytes()),
        "{}",
        String::from_utf8_lossy(path)
    );
}

#[test]
fn no_spelling_of_a_path_leads_out() {
    let shown = shown();
    let outside = shown.site.root().with_extension("outside");
    let outside_name = outside
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let mut asked = 0;
    for up in UPS {
        for target in TARGETS {
            for start in ["/", "/assets/", "/a/", "/_milepost/"] {
                assert_silent(&shown, format!("{start}{up}{target}").as_bytes());
                asked += 1;
            }
        }
        for times in [1, 3, 12] {
            assert_silent(
                &shown,
                format!("/{}{outside_name}", up.repeat(times)).as_bytes(),
            );
            assert_silent(
                &shown,
                format!("/{}etc/passwd", up.repeat(times)).as_bytes(),
            );
            asked += 2;
        }
    }
    fs::remove_file(outside).expect("the file is there");
    assert!(asked > 400, "{asked} paths");
}

/// Endings that some systems cut off a name, or do not treat as a part of it.
const ENDS: [&str; 16] = [
    "::$DATA",
    "::$data",
    "%3a%3a$DATA",
    "::$INDEX_ALLOCATION",
    ":x",
    ".",
    "...",
    "%20",
    "%20.",
    "%00",
    "%00.html",
    "/",
    "/.",
    ";x",
    "~",
    "%5c",
];

/// Beginnings of a name that some systems take for another location.
const STARTS: [&str; 16] = [
    "/C:",
    "/c:/",
    "/C%3a/",
    "/C:%5c",
    "//",
    "///",
    "/%2f",
    "/%5c%5c.%5c",
    "/%5c%5c%3f%5c",
    "/%5c%5clocalhost%5cc$%5c",
    "/file:",
    "/file://",
    "/~/",
    "/@fs/",
    "/@fs/..%2f",
    "/proc/self/cwd/",
];

#[test]
fn no_name_is_read_as_another() {
    let shown = shown();
    let mut asked = 0;
    for target in TARGETS {
        for end in ENDS {
            assert_silent(&shown, format!("/{target}{end}").as_bytes());
            asked += 1;
        }
        for start in STARTS {
            assert_silent(&shown, format!("{start}{target}").as_bytes());
            asked += 1;
        }
    }
    assert!(asked >= 256, "{asked} paths");
}

#[test]
fn names_with_a_meaning_to_some_system_are_only_names() {
    let shown = shown();
    let root = shown.site.root().to_string_lossy().into_owned();
    for path in [
        "/.env",
        "/%2eenv",
        "/.git/config",
        "/.%67it/config",
        "/.git%2fconfig",
        "/site.yaml",
        "/site.yaml?raw",
        "/site.yaml?import&raw??",
        "/site.yaml/",
        "/site.yaml/.",
        "/site.yaml::$DATA",
        "/site.yaml%3a%3a$DATA",
        "/SITE.YAML",
        "/site.yaml.",
        "/site.yaml%20",
        "/site.yaml%00.html",
        "/site.yaml;.html",
        "/templates/secret.html",
        "/public/old.html",
        "/content/a.md",
        "/notes.md~",
        "/package.json",
        "/C:/Windows/win.ini",
        "/c:%5cWindows",
        "/file:///etc/passwd",
        "/proc/self/environ",
        "//etc/passwd",
        "///etc/passwd",
        "/@fs/etc/passwd",
        "/~/",
        "/%7e/.ssh/id_rsa",
        "/.milepost/stage",
        "/con",
        "/aux.html",
        "/assets../site.yaml",
        "/assets..%2fsite.yaml",
        "/static/notes.bin",
        "/themes/stride/theme.yaml",
        "/a/..;/site.yaml",
        "/%",
        "/%2",
        "/%zz",
        "/%ff%fe",
    ] {
        assert_silent(&shown, path.as_bytes());
    }
    assert_silent(&shown, root.as_bytes());
    assert_silent(&shown, format!("/{root}/site.yaml").as_bytes());
    assert_silent(&shown, b"/\xff\xfe/site.yaml");
    assert_silent(&shown, format!("/{}", "a/".repeat(5_000)).as_bytes());
}

#[cfg(unix)]
#[test]
fn links_and_special_files_reveal_nothing() {
    let shown = shown();
    let root = shown.site.root();
    let outside = root.with_extension("outside");
    let mut stream = shown.stream("/late/");
    std::os::unix::fs::symlink(&outside, root.join("static/link.txt")).expect("a link");
    std::os::unix::fs::symlink("/etc", root.join("static/etc")).expect("a link");
    std::os::unix::fs::symlink("..", root.join("static/loop")).expect("a link");
    std::os::unix::fs::symlink(root.join(".env"), root.join("content/env.md")).expect("a link");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        root.join("static/pipe.txt"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .expect("a pipe");
    let _socket =
        std::os::unix::net::UnixListener::bind(root.join("static/socket.txt")).expect("a socket");
    shown
        .site
        .write("content/late.md", "---\ntitle: Late\n---\nLate.");
    while !shown.text("/late/").contains("Late.") {
        stream.next();
    }
    for path in [
        "/link.txt",
        "/etc/passwd",
        "/loop/site.yaml",
        "/pipe.txt",
        "/socket.txt",
    ] {
        let reply = shown.get(path);
        assert!(
            reply.status == 404 || reply.body.is_empty(),
            "{path}: {}",
            reply.text()
        );
    }
    fs::remove_file(outside).expect("the file is there");
}
