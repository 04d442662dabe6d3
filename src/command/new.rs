//! `milepost new`: a page that is ready to be written.

use super::{Failure, Outcome, options, say};
use crate::cli::{Global, New};
use crate::index_file::IndexFile;
use crate::path::SourcePath;
use crate::slug::slug;
use crate::yaml;
use std::fs::OpenOptions;
use std::io::Write;

/// Writes a new page; one that exists is never touched.
pub(super) fn new(global: &Global, arguments: &New) -> Result<Outcome, Failure> {
    let root = options::site_root(global)?;
    let (path, title) = path_and_title(&arguments.page)?;
    let file = root.join(path.as_str());
    let cannot = |error: std::io::Error| {
        Failure::Environment(format!("`{path}` cannot be written: {error}"))
    };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    let text = format!(
        "---\ntitle: {}\ndescription:\ndraft: true\n---\n\nWrite here.\n",
        yaml::scalar(&title)
    );
    let mut handle = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&file)
        .map_err(cannot)?;
    handle.write_all(text.as_bytes()).map_err(cannot)?;
    say::line(
        global,
        &format!(
            "Wrote {path}. It is a draft: the preview shows it, and it is published once `draft: true` is gone."
        ),
    );
    Ok(Outcome::Well)
}

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
