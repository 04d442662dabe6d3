//! `milepost new`: a page with its front matter, ready for its text.

use super::{Failure, Outcome, new_file, options, recovery, terminal};
use crate::cli::{Global, New};
use crate::disk::Folder;
use crate::index_file::IndexFile;
use crate::path::SourcePath;
use crate::slug::slug;
use crate::source;
use crate::yaml;

/// Writes a new page. One that exists is never touched.
pub(super) fn new(global: &Global, arguments: &New) -> Result<Outcome, Failure> {
    let root = recovery::site(global)?;
    let (path, title) = path_and_title(&arguments.page)?;
    let site = options::open(&root)?;
    refuse_unseen(&site, &path)?;
    let text = format!(
        "---\ntitle: {}\ndescription:\ndraft: true\n---\n\nWrite here.\n",
        yaml::scalar(&title)
    );
    new_file::create(&site, path.as_str(), &text)?;
    terminal::status(
        global,
        &format!(
            "Wrote {path}. It is a draft: the preview shows it, and it is published once \
             `draft: true` is gone."
        ),
    );
    Ok(Outcome::Success)
}

/// Refuses a page that nobody would see: one that the scan passes by, or a second one for a folder
/// that has its page already.
fn refuse_unseen(site: &Folder, path: &SourcePath) -> Result<(), Failure> {
    if let Some(name) = path
        .as_str()
        .split('/')
        .find(|name| !source::is_scanned(name))
    {
        return Err(Failure::Usage(format!(
            "a page at `{path}` would not be seen: Milepost passes by what is named like `{name}`"
        )));
    }
    let other = match IndexFile::of(path) {
        Some(IndexFile::Section) => "index.md",
        Some(IndexFile::Page) => "_index.md",
        None => return Ok(()),
    };
    // The page will be written through links, so the other one is looked for through them too.
    let found = site
        .resolve_existing(path.folder())
        .and_then(|folder| site.status(folder.join(other)));
    match found {
        Ok(Some(_)) => Err(Failure::Usage(format!(
            "the folder `{0}` has its page already: `{0}/{other}`",
            path.folder()
        ))),
        _ => Ok(()),
    }
}

/// Returns the path and the title of a page that is named by either of them.
fn path_and_title(page: &str) -> Result<(SourcePath, String), Failure> {
    let unusable = |_| {
        Failure::Usage(format!(
            "`{page}` is neither a path below `content/` nor a title"
        ))
    };
    let is_path = page.ends_with(".md") || page.contains('/');
    if !is_path {
        let path = SourcePath::new(&format!("content/{}.md", slug(page))).map_err(unusable)?;
        return if path.file_name() == ".md" {
            Err(Failure::Usage("the title has no letters".to_owned()))
        } else {
            Ok((path, page.to_owned()))
        };
    }
    let below = page
        .strip_prefix("content/")
        .unwrap_or(page)
        .trim_end_matches(".md");
    let path = SourcePath::new(&format!("content/{below}.md")).map_err(unusable)?;
    let name = below.rsplit('/').next().unwrap_or(below);
    let name = match IndexFile::of_stem(name) {
        Some(_) => below.rsplit('/').nth(1).unwrap_or("Home"),
        None => name,
    };
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    let title = letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default();
    Ok((path, title))
}
