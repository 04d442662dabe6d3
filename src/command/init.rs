//! `milepost init`: a new site that builds at once.

use super::{Failure, Outcome, new_file, options, terminal, workflow};
use crate::cli::{Global, Init};
use crate::disk::Folder;
use crate::index_file;
use crate::path::SITE_FILE;
use std::path::Path;

/// The files of a new site.
const FILES: [(&str, &str); 4] = [
    (SITE_FILE, include_str!("init/site.yaml")),
    (index_file::HOME, include_str!("init/home.md")),
    ("content/first-page.md", include_str!("init/first-page.md")),
    ("public/.gitignore", "*\n!.gitignore\n"),
];

/// Writes a new site into a folder that holds none, and the workflow for GitHub Pages if the user
/// asks for it.
pub(super) fn init(global: &Global, arguments: &Init) -> Result<Outcome, Failure> {
    let folder = match &arguments.folder {
        Some(folder) => global.root.join(folder),
        None => options::root(global)?,
    };
    let holds_site = options::holds_site(&folder);
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
    for (name, _) in FILES {
        new_file::check(&site, name)?;
    }
    for (name, text) in FILES {
        new_file::create(&site, name, text)?;
        terminal::status(global, &format!("Wrote {name}"));
    }
    Ok(())
}
