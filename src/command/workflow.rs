//! The workflow that publishes a site on GitHub Pages.

use super::{Failure, new_file, options, terminal};
use crate::cli::Global;
use crate::disk::{self, Folder};
use crate::yaml;
use std::path::{Path, PathBuf};

/// The path of the workflow, in the folder where GitHub looks for workflows.
const FILE: &str = ".github/workflows/milepost.yml";

const TEXT: &str = include_str!("init/github-pages.yml");

/// The installation of the program: the version that wrote the workflow, or the program of the
/// repository if that holds Milepost itself.
const INSTALL: [(&str, &str); 2] = [
    ("MILEPOST_KEY", "${{ runner.os }}-milepost-VERSION"),
    ("MILEPOST_SOURCE", "milepost --version VERSION"),
];
const INSTALL_FROM_HERE: [(&str, &str); 2] = [
    (
        "MILEPOST_KEY",
        "${{ runner.os }}-milepost-${{ hashFiles('Cargo.lock', 'src/**', 'themes/**') }}",
    ),
    ("MILEPOST_SOURCE", "--path \"$GITHUB_WORKSPACE\""),
];

/// Writes the workflow for the site in a folder and reports it. One that exists is never touched.
pub(super) fn write(global: &Global, folder: &Path) -> Result<(), Failure> {
    let cannot = |error| {
        Failure::Environment(format!(
            "`{}` cannot be opened: {error}",
            options::display(folder)
        ))
    };
    let folder = disk::canonical(folder).map_err(cannot)?;
    let repository = repository(&folder);
    let opened = options::open(&repository)?;
    if disk::status_of_named(&repository.join(FILE)).is_some() {
        let file = options::display(&repository.join(FILE));
        return Err(Failure::Usage(format!(
            "`{file}` exists already and was left as it is"
        )));
    }
    new_file::create(&opened, FILE, &text(&opened, &folder))?;
    terminal::status(
        global,
        &format!("Wrote {}", options::display(&repository.join(FILE))),
    );
    terminal::status(
        global,
        "\nCommit it and push it to GitHub. In the repository's settings choose Pages, \
         then Source: GitHub Actions.\n\
         The site is published after each push to `main` or `master`, and each day at 06:00 UTC.",
    );
    Ok(())
}

/// Returns the repository around a folder; the folder itself if it has no repository yet.
fn repository(folder: &Path) -> PathBuf {
    folder
        .ancestors()
        .find(|above| disk::status_of_named(&above.join(".git")).is_some())
        .unwrap_or(folder)
        .to_owned()
}

fn text(repository: &Folder, folder: &Path) -> String {
    let site = folder
        .strip_prefix(repository.path())
        .map(|below| below.to_string_lossy().replace('\\', "/"))
        .unwrap_or_default();
    let site = if site.is_empty() {
        ".".to_owned()
    } else {
        site
    };
    let within = |folder: &str| {
        if site == "." {
            folder.to_owned()
        } else {
            format!("{site}/{folder}")
        }
    };
    let (output, cache) = (within("public"), within(".milepost/cache"));
    let install = if holds_milepost(repository) {
        INSTALL_FROM_HERE
    } else {
        INSTALL
    };
    let text = TEXT
        .replace("SITE_FOLDER", &yaml::scalar(&site))
        .replace("SITE_OUTPUT", &yaml::scalar(&output));
    let text = text.replace("CACHE_FOLDER", &yaml::scalar(&cache));
    let text = install
        .iter()
        .fold(text, |text, (name, value)| text.replace(name, value));
    text.replace("VERSION", env!("CARGO_PKG_VERSION"))
}

/// True if a repository is that of Milepost.
fn holds_milepost(repository: &Folder) -> bool {
    let manifest = repository
        .read("Cargo.toml", 1024 * 1024)
        .unwrap_or_default();
    String::from_utf8_lossy(&manifest)
        .lines()
        .any(|line| line.trim() == "name = \"milepost\"")
}
