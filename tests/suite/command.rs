//! The commands, run as programs: their output, their files and their exit codes.

use crate::program::milepost;
use crate::support::{Site, files_below};
use std::process::Output;

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn small() -> Site {
    Site::new(&[
        ("content/_index.md", "# Home\n\nSee [one](one.md).\n"),
        ("content/one.md", "---\ntitle: One\n---\nText.\n"),
    ])
}

#[test]
fn one_markdown_file_builds_to_a_site() {
    let site = Site::new(&[("content/hello.md", "# Hello\n\nText.\n")]);
    let output = milepost(&site.root(), &["build"]);
    assert!(output.status.success(), "{}", errors(&output));
    let files = files_below(&site.path("public"));
    for file in ["404.html", "hello/index.html", "index.html", "robots.txt"] {
        assert!(
            files.iter().any(|path| path == file),
            "{file} is missing in {files:?}"
        );
    }
    assert!(
        site.read("public/index.html").contains("href=\"/hello/\""),
        "the home leads to the page"
    );
}

#[test]
fn a_new_site_builds_at_once_and_without_warnings() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let made = milepost(folder.path(), &["init", "site"]);
    assert!(made.status.success(), "{}", errors(&made));
    let root = folder.path().join("site");
    let built = milepost(&root, &["build", "--strict"]);
    assert!(built.status.success(), "{}", errors(&built));
    assert!(!errors(&built).contains("warning"), "{}", errors(&built));
    let again = milepost(folder.path(), &["init", "site"]);
    assert_eq!(again.status.code(), Some(2), "a site is never written over");
}

#[test]
fn a_build_says_where_the_time_went() {
    let site = small();
    let built = milepost(&site.root(), &["build", "--timings"]);
    let told = String::from_utf8_lossy(&built.stdout).into_owned();
    for part in [
        "looking through the folder",
        "rendering and staging",
        "publishing",
        "in all",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(
        told.contains("(home.html)") && told.contains("/one/"),
        "{told}"
    );
    // It is told again where nothing has changed.
    let built = milepost(&site.root(), &["build", "--timings", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&built.stdout).expect("JSON");
    let parts = report["timings"]["parts"].as_array().expect("the parts");
    assert_eq!(parts.len(), 8, "{parts:?}");
    let silent = milepost(&site.root(), &["build"]);
    assert!(silent.stdout.is_empty());
}

#[test]
fn a_new_page_is_a_draft_and_one_that_exists_is_never_touched() {
    let site = small();
    assert!(
        milepost(&site.root(), &["new", "Sleep: why it helps"])
            .status
            .success()
    );
    let text = site.read("content/sleep-why-it-helps.md");
    assert!(
        text.contains("title: \"Sleep: why it helps\"") && text.contains("draft: true"),
        "{text}"
    );
    site.write("content/sleep-why-it-helps.md", "mine");
    assert_eq!(
        milepost(&site.root(), &["new", "Sleep: why it helps"])
            .status
            .code(),
        Some(1)
    );
    assert_eq!(site.read("content/sleep-why-it-helps.md"), "mine");
    assert_eq!(
        milepost(&site.root(), &["new", "../out.md"]).status.code(),
        Some(2)
    );
}

#[test]
#[cfg(unix)]
fn a_folder_behind_a_link_gets_no_second_page() {
    let site = Site::new(&[("real/blog/_index.md", "# Blog\n")]);
    std::os::unix::fs::symlink("real", site.path("content")).expect("a link");
    let output = milepost(&site.root(), &["new", "blog/index.md"]);
    assert_eq!(output.status.code(), Some(2), "{}", errors(&output));
    assert!(
        errors(&output).contains("`content/blog` has its page already"),
        "{}",
        errors(&output)
    );
    assert!(!site.path("real/blog/index.md").exists());
}

#[test]
fn an_error_publishes_nothing_and_leaves_the_old_site() {
    let site = small();
    assert!(milepost(&site.root(), &["build"]).status.success());
    let before = site.read("public/index.html");
    site.write("content/_index.md", "# New home\n\nSee [one](oen.md).\n");
    let failed = milepost(&site.root(), &["build"]);
    assert_eq!(failed.status.code(), Some(1));
    let message = errors(&failed);
    assert!(
        message.contains("content/_index.md:3:5") && message.contains("did you mean `one.md`?"),
        "{message}"
    );
    assert_eq!(site.read("public/index.html"), before);
    site.write("content/_index.md", "# New home\n\nSee [one](one.md).\n");
    assert!(milepost(&site.root(), &["build"]).status.success());
    assert!(site.read("public/index.html").contains("New home"));
}

#[test]
fn a_second_build_of_the_same_site_writes_nothing() {
    let site = small();
    assert!(
        milepost(&site.root(), &["build", "--clock", "1795435200"])
            .status
            .success()
    );
    let written = std::fs::metadata(site.path("public/index.html"))
        .and_then(|metadata| metadata.modified())
        .expect("a time");
    let again = milepost(&site.root(), &["build", "--clock", "1795438800"]);
    assert!(
        errors(&again).contains("Nothing has changed"),
        "{}",
        errors(&again)
    );
    let json = milepost(&site.root(), &["build", "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_slice(&json.stdout).expect("JSON on standard output");
    assert_eq!(report["files_written"], 0);
    assert_eq!(
        std::fs::metadata(site.path("public/index.html"))
            .and_then(|metadata| metadata.modified())
            .expect("a time"),
        written
    );
}

#[test]
fn the_report_for_programs_has_the_documented_keys() {
    let site = small();
    site.write(
        "content/later.md",
        "---\ntitle: Later\npublish: 2030-01-02\n---\n",
    );
    site.write("content/draft.md", "---\ntitle: Draft\ndraft: true\n---\n");
    let output = milepost(
        &site.root(),
        &["build", "--format", "json", "--clock", "2026-11-23"],
    );
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("JSON on standard output");
    for key in [
        "documents_parsed",
        "outputs_rendered",
        "files_removed",
        "bytes",
        "hash",
        "diagnostics",
        "summary",
        "milliseconds",
    ] {
        assert!(report.get(key).is_some(), "{key} is missing in {report}");
    }
    assert_eq!(report["pages"], 2);
    assert_eq!(report["held_back"][0]["reason"], "draft");
    assert_eq!(report["held_back"][1]["date"], "2030-01-02");
    let scheduled = milepost(&site.root(), &["build", "--clock", "2026-11-23"]);
    assert!(
        errors(&scheduled)
            .contains("content/later.md appears on 2 January 2030: build on or after that day."),
        "{}",
        errors(&scheduled)
    );
    let shown = milepost(
        &site.root(),
        &["build", "--clock", "2030-01-02", "--drafts"],
    );
    assert!(
        shown.status.success()
            && site.path("public/later/index.html").exists()
            && site.path("public/draft/index.html").exists()
    );
}

#[test]
fn safe_corrections_are_written_into_the_file() {
    let site = small();
    site.write(
        "content/one.md",
        "---\r\ntitle: Recovery: the first hour\r\nweight: 2\r\n---\r\nText.\r\n",
    );
    let output = milepost(&site.root(), &["check", "--fix"]);
    assert!(output.status.success(), "{}", errors(&output));
    assert_eq!(
        site.read("content/one.md"),
        "---\r\ntitle: \"Recovery: the first hour\"\r\nweight: 2\r\n---\r\nText.\r\n"
    );
    assert!(
        errors(&output).contains("Mended content/one.md:2"),
        "{}",
        errors(&output)
    );
}

#[test]
fn wrong_usage_has_another_exit_code_than_a_site_with_errors() {
    let empty = tempfile::TempDir::new().expect("a folder");
    let output = milepost(empty.path(), &["build"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("milepost init"),
        "{}",
        errors(&output)
    );
    assert_eq!(milepost(empty.path(), &["bulid"]).status.code(), Some(2));
}

#[test]
fn a_folder_with_sources_is_not_an_output_folder() {
    let site = small();
    for output in [".", "content", "content/public", "/"] {
        let built = milepost(
            &site.root(),
            &["build", "-o", site.path(output).to_str().expect("a path")],
        );
        assert_eq!(built.status.code(), Some(1), "{output}: {}", errors(&built));
    }
    assert_eq!(site.read("content/one.md"), "---\ntitle: One\n---\nText.\n");
}

#[test]
fn foreign_files_in_the_output_survive_build_and_clean() {
    let site = small();
    site.write("public/.gitignore", "*\n");
    site.write("public/CNAME", "example.org");
    assert!(milepost(&site.root(), &["build"]).status.success());
    assert!(milepost(&site.root(), &["clean"]).status.success());
    assert_eq!(files_below(&site.path("public")), ["CNAME"]);
    assert_eq!(site.read("public/.gitignore"), "*\n");
}
