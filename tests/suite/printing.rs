//! Everything that commands print: nothing is lost in silence, and nothing that came from a name, a
//! file or a library makes a terminal obey.

use crate::code::{root, rust_files};
use crate::program::{MILEPOST, milepost};
use crate::support::Site;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// An escape, a bell, a control character of C1 and an override of the direction of text.
const HOSTILE: &str = "\u{1b}[31m\u{7}\u{9b}\u{202e}";

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Demands of all that was printed that a terminal obeys none of it.
#[track_caller]
fn assert_inert(output: &Output) {
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(stream);
        let obeyed = |c: &char| {
            (c.is_control() && *c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert_eq!(text.chars().find(obeyed), None, "{text:?}");
    }
}

#[test]
fn no_name_and_no_text_reaches_a_terminal_as_a_command() {
    let top = tempfile::TempDir::new().expect("a folder");
    let site = top.path().join(format!("site{HOSTILE}\nerror: forged"));
    let write = |path: &str, text: &str| {
        let file = site.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    };
    write("content/_index.md", "# Home\n");
    let built = milepost(&site, &["build"]);
    assert!(built.status.success(), "{}", errors(&built));
    assert!(!errors(&built).contains("\nerror: forged"));
    assert_inert(&built);
    write(&format!("content/{HOSTILE}.md"), "# Odd\n");
    write(
        "content/slip.md",
        &format!("---\ntitle: a: b {HOSTILE}\n---\n"),
    );
    symlink("/nowhere", site.join(format!("content/link{HOSTILE}"))).expect("a link");
    let runs: [&[&str]; 6] = [
        &["check"],
        &["check", "--fix"],
        &["check", "--format", "json"],
        &["build"],
        &["new", &format!("../{HOSTILE}.md")],
        &[&format!("bui{HOSTILE}")],
    ];
    for arguments in runs {
        assert_inert(&milepost(&site, arguments));
    }
    fs::remove_dir_all(site.join("content")).expect("removed");
    write("content/_index.md", "# Home\n");
    write("static/bidi\u{202e}.txt", "theirs");
    write("public/bidi\u{202e}.txt", "mine");
    let refused = milepost(&site, &["build"]);
    assert!(!refused.status.success());
    assert_inert(&refused);
    assert_inert(&milepost(&site.join("missing"), &["check"]));
}

#[test]
fn one_file_prints() {
    let printing = [
        "print!(",
        "println!(",
        "eprint!(",
        "eprintln!(",
        "io::stdout",
        "io::stderr",
    ];
    for file in rust_files("src") {
        if file == "command/terminal.rs" {
            continue;
        }
        let text = fs::read_to_string(root().join("src").join(&file)).expect("a source");
        for word in printing {
            let at = text.lines().position(|line| line.contains(word));
            assert_eq!(at, None, "src/{file}: print by command/terminal.rs");
        }
    }
}

fn small() -> Site {
    Site::new(&[("content/_index.md", "# Home\n")])
}

fn run(site: &Site, arguments: &[&str], stdout: Stdio) -> Output {
    let mut command = Command::new(MILEPOST);
    command.arg("-r").arg(site.root()).args(arguments);
    let child = command.stdout(stdout).stderr(Stdio::piped()).spawn();
    child
        .and_then(|child| child.wait_with_output())
        .expect("the program")
}

#[test]
fn a_result_that_cannot_be_written_is_an_error_and_a_reader_that_left_is_none() {
    let site = small();
    let full = Path::new("/dev/full");
    for arguments in [
        &["check", "--format", "json"][..],
        &["build", "--format", "json"],
        &["completions", "bash"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let left = run(&site, arguments, writer.into());
        assert!(left.status.success(), "{arguments:?}: {}", errors(&left));
        if full.exists() {
            let file = fs::File::options()
                .write(true)
                .open(full)
                .expect("a device");
            let lost = run(&site, arguments, file.into());
            assert_eq!(lost.status.code(), Some(1), "{arguments:?}");
            let told = "error: the result cannot be written";
            assert!(errors(&lost).contains(told), "{}", errors(&lost));
        }
    }
}

#[test]
fn a_configuration_that_cannot_be_read_is_an_error() {
    let outside = tempfile::TempDir::new().expect("a folder");
    fs::write(outside.path().join("other.yaml"), "title: Other\n").expect("a file");
    for target in [
        Path::new("/nowhere"),
        &outside.path().join("other.yaml"),
        Path::new("."),
    ] {
        let site = small();
        symlink(target, site.path("site.yaml")).expect("a link");
        let built = milepost(&site.root(), &["build"]);
        assert_eq!(built.status.code(), Some(1), "{}", errors(&built));
        assert!(errors(&built).contains("site.yaml"), "{}", errors(&built));
        assert!(!site.path("public/index.html").exists());
    }
    let site = small();
    fs::create_dir(site.path("site.yaml")).expect("a folder");
    let built = milepost(&site.root(), &["build"]);
    assert_eq!(built.status.code(), Some(1), "{}", errors(&built));
}

#[test]
fn a_name_that_git_keeps_is_refused_where_it_is_written() {
    let page = |line: &str| format!("---\ntitle: Page\n{line}\n---\nText.\n");
    for line in [
        "path: .git/refs/heads/x.html",
        "slug: .GIT",
        "aliases: [a/.hg/x]",
    ] {
        let site = small();
        site.write("content/page.md", &page(line));
        let built = milepost(&site.root(), &["build"]);
        assert_eq!(built.status.code(), Some(1), "{line}: {}", errors(&built));
        let message = errors(&built);
        assert!(
            message.contains("content/page.md:3:") && message.contains("version control"),
            "{line}: {message}"
        );
    }
    let site = small();
    site.write("site.yaml", "redirects:\n  .git/hooks: /\n");
    let built = milepost(&site.root(), &["build"]);
    assert!(
        errors(&built).contains("site.yaml:2:"),
        "{}",
        errors(&built)
    );
    assert_eq!(built.status.code(), Some(1));
}

#[test]
fn a_new_page_that_nobody_would_see_is_refused() {
    let site = small();
    for page in [".hidden.md", "a/.b/c.md", "index.md", "draft.md~/x.md"] {
        let made = milepost(&site.root(), &["new", page]);
        assert_eq!(made.status.code(), Some(2), "{page}: {}", errors(&made));
    }
    assert_eq!(
        fs::read_dir(site.path("content"))
            .expect("a folder")
            .count(),
        1
    );
    assert!(
        milepost(&site.root(), &["new", "sub/index.md"])
            .status
            .success()
    );
    let second = milepost(&site.root(), &["new", "sub/_index.md"]);
    assert!(
        errors(&second).contains("`content/sub/index.md`"),
        "{}",
        errors(&second)
    );
}

#[test]
fn a_new_site_is_written_whole_or_not_at_all() {
    let folder = tempfile::TempDir::new().expect("a folder");
    symlink("/nowhere", folder.path().join("content")).expect("a link");
    let made = milepost(folder.path(), &["init"]);
    assert_eq!(made.status.code(), Some(1), "{}", errors(&made));
    assert!(
        errors(&made).contains("a link leads to nothing"),
        "{}",
        errors(&made)
    );
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_page_with_the_longest_name_is_published_with_its_sharing_picture() {
    let name = "é".repeat(126);
    let site = Site::new(&[
        ("site.yaml", "base_url: https://example.org\n"),
        ("content/_index.md", "# Home\n"),
        (&format!("content/{}.md", &name[..248]), "# Long\n"),
        (
            "content/slug.md",
            &format!("---\nslug: {}\n---\n# Slug\n", "s".repeat(252)),
        ),
    ]);
    let built = milepost(&site.root(), &["build"]);
    assert!(built.status.success(), "{}", errors(&built));
    assert!(
        site.path(&format!("public/{}/index.html", "s".repeat(252)))
            .exists()
    );
}
