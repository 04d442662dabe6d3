//! `milepost init`: a new site that builds at once.

use super::{Failure, Outcome, foreign, new_file, options, terminal, workflow};
use crate::cli::{Global, Init};
use crate::disk::{self, Folder};
use crate::index_file;
use crate::path::SITE_FILE;
use std::ffi::OsStr;
use std::path::Path;

/// The files of a new site, in the order in which they are written.
const FILES: [(&str, &str); 4] = [
    (SITE_FILE, include_str!("init/site.yaml")),
    (index_file::HOME, include_str!("init/home.md")),
    ("content/first-page.md", include_str!("init/first-page.md")),
    ("public/.gitignore", "*\n!.gitignore\n"),
];

/// The size of the largest file that is compared with one of a new site, in bytes.
const LARGEST: u64 = 64 * 1024;

/// Writes a new site into a folder that holds none, and the workflow for GitHub Pages if the user
/// asks for it.
pub(super) fn init(global: &Global, arguments: &Init) -> Result<Outcome, Failure> {
    let folder = match &arguments.folder {
        Some(folder) => global.root.join(folder),
        None => options::root(global)?,
    };
    if let Some(generator) = foreign::generator(&folder) {
        let folder = options::display(&folder);
        return Err(Failure::Usage(foreign::told(&folder, generator)));
    }
    let holds_site = options::holds_site(&folder) && !is_unfinished(&folder);
    if holds_site && !arguments.github_pages {
        return Err(Failure::Usage(format!(
            "`{}` holds a site already; name another folder",
            options::display(&folder)
        )));
    }
    if !holds_site {
        make(global, &folder)?;
    }
    if arguments.github_pages {
        workflow::write(global, &folder)?;
    }
    if holds_site {
        return Ok(Outcome::Success);
    }
    let step = match &arguments.folder {
        Some(folder) => format!("milepost serve -r {}", options::display(folder)),
        None => "milepost serve".to_owned(),
    };
    terminal::status(global, &format!("\nSee it with:  {step}"));
    Ok(Outcome::Success)
}

/// Writes the files of a new site and reports each.
pub(super) fn make(global: &Global, folder: &Path) -> Result<(), Failure> {
    let site = Folder::open_or_create(folder).map_err(|error| {
        let folder = options::display(folder);
        Failure::Environment(format!("the folder `{folder}` cannot be made: {error}"))
    })?;
    let missing = FILES
        .iter()
        .filter(|(name, text)| !is_written(&site, name, text));
    for (name, _) in missing.clone() {
        new_file::check(&site, name)?;
    }
    for (name, text) in missing {
        new_file::create(&site, name, text)?;
        terminal::status(global, &format!("Wrote {name}"));
    }
    Ok(())
}

/// True if `init` was ended in a folder before it had written all files, and nobody has written
/// there since.
fn is_unfinished(folder: &Path) -> bool {
    let Ok(site) = Folder::open(folder) else {
        return false;
    };
    let is_missing = |name: &str| site.status(name).is_ok_and(|found| found.is_none());
    let rest = FILES
        .iter()
        .skip_while(|(name, text)| is_written(&site, name, text));
    let is_ours = |name: &OsStr| {
        FILES
            .iter()
            .any(|(path, _)| Path::new(path) == Path::new("content").join(name))
    };
    let pages = match site.folder("content").and_then(|content| content.names()) {
        Err(error) if disk::is_absence(&error) => Ok(Vec::new()),
        listed => listed,
    };
    rest.clone().count() > 0
        && rest.clone().all(|(name, _)| is_missing(name))
        && pages.is_ok_and(|pages| {
            pages
                .iter()
                .all(|(name, _)| is_ours(name) || disk::is_leftover(name))
        })
}

/// True if a file of a new site is there, as it is written.
fn is_written(site: &Folder, name: &str, text: &str) -> bool {
    let found = site.read(name, LARGEST);
    found.is_ok_and(|bytes| bytes == text.as_bytes())
}

/// Removes the files of a new site that were being written when a command was killed. The scan does
/// that in the folders of sources.
pub(super) fn remove_leftovers(site: &Folder) {
    for folder in ["", "public", ".github/workflows"] {
        if let Ok(folder) = site.folder(folder) {
            folder.remove_leftovers();
        }
    }
}
