//! What people type who come from another generator, and the commands that tell about pages.

use crate::program::milepost;
use crate::support::Site;

/// Returns both streams of a command, and its exit code.
fn said(site: &Site, arguments: &[&str]) -> (String, String, Option<i32>) {
    let ended = milepost(&site.root(), arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        text(&ended.stdout),
        text(&ended.stderr),
        ended.status.code(),
    )
}

fn blog() -> Site {
    Site::new(&[
        ("content/_index.md", "# Home\n\n[a](a.md)"),
        ("content/a.md", "# A"),
        ("content/lonely.md", "# Lonely"),
        ("content/d.md", "---\ndraft: true\n---\n# D"),
        ("content/s.md", "---\npublish: 2100-12-03\n---\n# S"),
        ("content/e.md", "---\nexpire: 2001-01-01\n---\n# E"),
    ])
}

#[test]
fn pages_are_listed_by_what_they_are() {
    let site = blog();
    let list = |what: &[&str]| said(&site, &[&["list"], what].concat()).0;
    assert_eq!(list(&["drafts"]), "content/d.md\n");
    assert_eq!(list(&["scheduled"]), "content/s.md\t2100-12-03\n");
    assert_eq!(list(&["expired"]), "content/e.md\t2001-01-01\n");
    assert_eq!(list(&["orphans"]), "content/lonely.md\n");
    assert!(list(&[]).contains("content/a.md\t/a/\n"));
}

#[test]
fn a_page_is_explained_by_its_url_or_its_file() {
    let site = blog();
    for page in ["/a/", "a", "content/a.md", "a.md"] {
        let (text, report, _) = said(&site, &["explain", page]);
        for part in [
            "content/a.md",
            "a/index.html",
            "page.html, which extends article.html, which extends base.html",
            "linked from /",
            "published   yes",
            "structured_data",
            "An edit makes these anew:\nedited text /a/, /search/",
            "\nnew title   /404.html, /a/, /, /lonely/, /search/",
        ] {
            assert!(text.contains(part), "{page}: {part}: {text}{report}");
        }
    }
    assert!(
        said(&site, &["explain", "d.md"])
            .0
            .contains("no: it is a draft")
    );
    let (_, report, code) = said(&site, &["explain", "/b/"]);
    assert_eq!(code, Some(2));
    assert!(report.contains("did you mean `/a/`?"), "{report}");
}

#[test]
fn help_and_version_are_commands() {
    let site = blog();
    assert!(said(&site, &["version"]).0.starts_with("milepost 0."));
    assert!(said(&site, &["help"]).0.contains("explain"));
    assert!(said(&site, &["help", "build"]).0.contains("--output-dir"));
}

#[test]
fn commands_and_flags_of_others_are_answered() {
    let site = blog();
    for (arguments, answer) in [
        (&["new", "site", "x"] as &[&str], "`milepost init my-site`"),
        (
            &["new", "content", "posts/a.md"],
            "`milepost new posts/first.md`",
        ),
        (
            &["build", "-s", "x"],
            "no flag `-s` here: write `-r FOLDER`",
        ),
        (&["build", "--minify"], "leave it out"),
        (&["serve", "--disableFastRender"], "leave it out"),
        (
            &["check", "--skip-external-links"],
            "external links are not looked up",
        ),
        (&["convert", "toYAML"], "no command `milepost convert`"),
        (&["deploy"], "docs/publishing.md"),
    ] {
        let (_, report, code) = said(&site, arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(report.contains(answer), "{arguments:?}: {report}");
    }
    let (_, report, _) = said(&site, &["nonsense"]);
    assert!(report.contains("unrecognized subcommand"), "{report}");
}

#[test]
fn a_folder_of_another_generator_is_told_and_left_alone() {
    for (file, generator) in [
        ("_config.yml", "Jekyll"),
        ("book.toml", "mdBook"),
        ("hugo.toml", "Hugo"),
        ("config.toml", "Zola"),
        ("eleventy.config.js", "Eleventy"),
    ] {
        let site = Site::new(&[(file, "x")]);
        for command in ["init", "build", "check", "list", "clean", "new x"] {
            let arguments: Vec<&str> = command.split(' ').collect();
            let (_, report, code) = said(&site, &arguments);
            assert!(
                report.contains(&format!("a site of {generator}")),
                "{file}: {report}"
            );
            assert_eq!(code, Some(2), "{command}");
        }
        let names = std::fs::read_dir(site.root()).expect("the folder").count();
        assert_eq!(names, 1, "{file}");
        let (script, report, code) = said(&site, &["completions", "bash"]);
        assert!(
            report.contains(&format!("a site of {generator}")),
            "{report}"
        );
        assert!(script.contains("milepost") && code == Some(0), "{file}");
        site.write("public/index.html", "theirs");
        site.write("content/a.md", "# A");
        let (_, report, code) = said(&site, &["check"]);
        assert!(
            report.contains(&format!("a site of {generator}")),
            "{report}"
        );
        assert_eq!(code, Some(0), "{report}");
        let (_, report, _) = said(&site, &["clean"]);
        assert!(
            report.contains(&format!("a site of {generator}")),
            "{report}"
        );
        assert_eq!(site.read("public/index.html"), "theirs");
        site.write("site.yaml", "title: T");
        assert!(!said(&site, &["check"]).1.contains("a site of"));
    }
}

#[test]
fn a_page_that_exists_is_told_in_words() {
    let site = blog();
    let (_, report, code) = said(&site, &["new", "a.md"]);
    assert_eq!(code, Some(1));
    assert!(
        report.contains("content/a.md` exists already, and was not touched"),
        "{report}"
    );
    assert!(!report.contains("os error"), "{report}");
}

#[test]
fn a_refused_folder_keeps_no_trace() {
    let site = blog();
    site.write("other/index.html", "theirs");
    let other = site.path("other");
    let (_, report, code) = said(&site, &["build", "-o", other.to_str().expect("a text")]);
    assert_eq!(code, Some(1), "{report}");
    assert!(
        report.contains("Milepost did not write these files"),
        "{report}"
    );
    assert!(!site.path("other/.milepost").exists());
}
