//! The workflow for GitHub Pages, for people who are no engineers: `init --github-pages` writes it,
//! and its scripts publish the site.

use crate::program::{MILEPOST, milepost};
use crate::support::{Site, files_below};
use serde_yaml::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const FILE: &str = ".github/workflows/milepost.yml";

fn messages(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn workflow(root: &Path) -> Value {
    serde_yaml::from_str(&fs::read_to_string(root.join(FILE)).expect("the workflow"))
        .expect("valid YAML")
}

/// Lists all files below a folder, hidden ones too.
fn all_files(root: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    let below = |entry: walkdir::DirEntry| {
        entry
            .path()
            .strip_prefix(root)
            .expect("below")
            .to_string_lossy()
            .into_owned()
    };
    files
        .filter(|entry| entry.file_type().is_file())
        .map(below)
        .collect()
}

#[test]
fn in_a_site_the_workflow_alone_is_written_and_never_over_another() {
    let site = Site::new(&[("content/_index.md", "# Home\n")]);
    let made = milepost(&site.root(), &["init", "--github-pages"]);
    assert!(
        made.status.success() && messages(&made).contains(FILE),
        "{}",
        messages(&made)
    );
    assert_eq!(all_files(&site.root()), [FILE, "content/_index.md"]);
    site.write(FILE, "mine");
    let again = milepost(&site.root(), &["init", "--github-pages"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(
        messages(&again).contains("exists already and was left as it is"),
        "{}",
        messages(&again)
    );
    assert_eq!(site.read(FILE), "mine");
}

#[test]
fn in_an_empty_folder_the_site_is_made_too() {
    let folder = TempDir::new().expect("a folder");
    let made = milepost(folder.path(), &["init", "site", "--github-pages"]);
    assert!(made.status.success(), "{}", messages(&made));
    let root = folder.path().join("site");
    assert!(root.join(FILE).exists() && root.join("content/_index.md").exists());
    run_steps(&root, &root);
}

#[test]
fn a_site_within_a_repository_has_its_workflow_where_github_looks_for_it() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir_all(folder.path().join(".git")).expect("a folder");
    let root = folder.path().join("docs/our guide");
    fs::create_dir_all(root.join("content")).expect("a folder");
    fs::write(
        root.join("content/_index.md"),
        "# Home\n\nSee [one](one.md).\n",
    )
    .expect("a file");
    fs::write(root.join("content/one.md"), "# One\n").expect("a file");
    assert!(
        milepost(&root, &["init", "--github-pages"])
            .status
            .success()
    );
    let job = &workflow(folder.path())["jobs"]["build"];
    assert_eq!(
        job["defaults"]["run"]["working-directory"],
        "docs/our guide"
    );
    let upload = steps(job).last().expect("a step")["with"].clone();
    assert_eq!(upload["path"], "docs/our guide/public");
    run_steps(folder.path(), &root);
}

#[test]
fn the_workflow_says_when_where_and_with_what_rights() {
    let site = Site::new(&[("content/_index.md", "# Home\n")]);
    assert!(
        milepost(&site.root(), &["init", "--github-pages"])
            .status
            .success()
    );
    let workflow = workflow(&site.root());
    let text = site.read(FILE);
    assert!(
        workflow["on"]["push"]["branches"].is_sequence() && text.contains("workflow_dispatch:"),
        "{text}"
    );
    assert_eq!(workflow["on"]["schedule"][0]["cron"], "0 6 * * *");
    assert_eq!(workflow["permissions"], Value::Mapping(Default::default()));
    let rights =
        |job: &str| serde_yaml::to_string(&workflow["jobs"][job]["permissions"]).expect("YAML");
    assert_eq!(rights("build"), "contents: read\npages: read\n");
    assert_eq!(rights("publish"), "pages: write\nid-token: write\n");
    assert_eq!(workflow["concurrency"]["cancel-in-progress"], false);
    let version = env!("CARGO_PKG_VERSION");
    assert!(
        text.contains(&format!(
            "cargo install milepost --version {version} --locked --root ~/milepost"
        )),
        "{text}"
    );
    assert!(
        text.contains(&format!("key: ${{{{ runner.os }}}}-milepost-{version}\n")),
        "{text}"
    );
    // No script contains an expression, whose value would run as commands.
    let scripts: Vec<&str> = steps(&workflow["jobs"]["build"])
        .iter()
        .filter_map(|step| step["run"].as_str())
        .collect();
    assert!(
        scripts.len() >= 4 && scripts.iter().all(|script| !script.contains("${{")),
        "{scripts:?}"
    );
    for placeholder in ["SITE_", "CACHE_", "MILEPOST_", "VERSION"] {
        assert!(!text.contains(placeholder), "{text}");
    }
}

#[test]
fn the_repository_of_milepost_builds_its_own() {
    let site = Site::new(&[
        ("content/_index.md", "# Home\n"),
        ("Cargo.toml", "[package]\nname = \"milepost\"\n"),
    ]);
    assert!(
        milepost(&site.root(), &["init", "--github-pages"])
            .status
            .success()
    );
    let text = site.read(FILE);
    assert!(
        text.contains("run: cargo install --path \"$GITHUB_WORKSPACE\" --locked"),
        "{text}"
    );
    assert!(
        text.contains("hashFiles('Cargo.lock', 'src/**', 'themes/**')"),
        "{text}"
    );
    workflow(&site.root());
}

fn steps(job: &Value) -> &[Value] {
    job["steps"].as_sequence().expect("steps")
}

/// Runs the scripts of the job `build` as GitHub's runner does, without the installation, and
/// checks the files that it would upload.
fn run_steps(repository: &Path, site: &Path) {
    if !Command::new("bash")
        .arg("--version")
        .output()
        .is_ok_and(|run| run.status.success())
    {
        eprintln!("Skipped: there is no bash");
        return;
    }
    let home = TempDir::new().expect("a folder");
    let workflow = workflow(repository);
    let job = &workflow["jobs"]["build"];
    let folder = repository.join(
        job["defaults"]["run"]["working-directory"]
            .as_str()
            .expect("a folder"),
    );
    assert_eq!(
        folder.canonicalize().expect("a folder"),
        site.canonicalize().expect("a folder")
    );
    let program = Path::new(MILEPOST).parent().expect("a folder");
    let path = format!(
        "{}:{}",
        program.display(),
        std::env::var("PATH").expect("a path")
    );
    for step in steps(job).iter().filter(|step| step["if"].is_null()) {
        let Some(script) = step["run"].as_str() else {
            continue;
        };
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(&folder);
        bash.env("PATH", &path)
            .env("HOME", home.path())
            .env("GITHUB_PATH", home.path().join("path"));
        bash.env_remove("SOURCE_DATE_EPOCH");
        for (name, value) in step["env"].as_mapping().into_iter().flatten() {
            assert_eq!(value.as_str(), Some("${{ steps.pages.outputs.base_url }}"));
            bash.env(
                name.as_str().expect("a name"),
                "https://owner.github.io/repo",
            );
        }
        let run = bash.output().expect("bash");
        assert!(run.status.success(), "{script}\n{}", messages(&run));
    }
    let output = repository.join(
        steps(job).last().expect("a step")["with"]["path"]
            .as_str()
            .expect("a path"),
    );
    let home = fs::read_to_string(output.join("index.html")).expect("a home");
    assert!(
        home.contains("href=\"/repo/assets/") && home.contains("https://owner.github.io/repo/"),
        "{home}"
    );
    assert!(
        !output.join(".milepost").exists()
            && !output.join(".gitignore").exists()
            && output.join(".nojekyll").exists()
    );
    assert!(
        files_below(&output)
            .iter()
            .any(|file| file == "sitemap.xml")
    );
}
