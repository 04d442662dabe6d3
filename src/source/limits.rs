//! The limits of a site, each of which is told with its figure.

use super::problems::about;
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use std::path::{Path, PathBuf};

/// The size of the largest file that is published, in bytes. Most hosts take less.
const LARGEST: u64 = 2 * GIB;

/// The size of all files together, in bytes.
const ALL: u64 = 64 * GIB;

/// The number of files together.
const FILES: usize = 1_000_000;

/// The number of files and folders that links lead to, and of those in such folders.
const LINKED: usize = 10_000;

const GIB: u64 = 1024 * 1024 * 1024;

/// The account of what a walk has found so far.
#[derive(Default)]
pub(super) struct Limits {
    files: usize,
    size: u64,
    linked: usize,
    /// The place at which the limit of links was met.
    link: Option<PathBuf>,
    /// The file that is one too many.
    file: Option<SourcePath>,
}

impl Limits {
    /// Takes a file into account. An error if it is not to be taken, with the diagnostic if there
    /// is one of its own.
    pub(super) fn take(&mut self, path: &SourcePath, size: u64) -> Result<(), Option<Diagnostic>> {
        if size > LARGEST {
            return Err(Some(too_large(path, size)));
        }
        if self.files >= FILES || self.size + size > ALL {
            self.file.get_or_insert_with(|| path.clone());
            return Err(None);
        }
        self.files += 1;
        self.size += size;
        Ok(())
    }

    /// Takes one more thing into account that was found through a link. False if it is one too
    /// many.
    pub(super) fn take_linked(&mut self, path: &Path) -> bool {
        self.linked += 1;
        if self.linked > LINKED {
            self.link.get_or_insert_with(|| path.to_owned());
        }
        self.linked <= LINKED
    }

    /// Returns the diagnostics of the limits that were met.
    pub(super) fn problems(self) -> Vec<Diagnostic> {
        let links = self.link.map(|path| too_many_links(&path));
        let files = self.file.map(|path| too_much(&path));
        links.into_iter().chain(files).collect()
    }
}

fn too_large(path: &SourcePath, size: u64) -> Diagnostic {
    let message = format!(
        "the file has {}, and Milepost publishes files of up to {}",
        in_words(size),
        in_words(LARGEST)
    );
    about("too-large", message, Some(path.clone()))
        .advise("move it out of the site's folder, and link to a place that is made for such files")
}

fn too_much(path: &SourcePath) -> Diagnostic {
    let message = format!(
        "the site is larger than Milepost can publish: it has more than {} in all, \
         or more than {} files. This file and others after it are left out",
        in_words(ALL),
        grouped(FILES)
    );
    about("too-large", message, Some(path.clone())).advise("move files out of the site's folder")
}

fn too_many_links(path: &Path) -> Diagnostic {
    let message = format!(
        "links in the site lead to more than {} files and folders. \
         Those from `{}` on are left out",
        grouped(LINKED),
        path.display()
    );
    about("too-many-links", message, super::paths::source_path(path))
        .advise("replace links to folders that hold further links by what they lead to")
}

/// Returns a size of more than a gibibyte as people read it, rounded up.
fn in_words(size: u64) -> String {
    format!("{} GiB", size.div_ceil(GIB))
}

/// Returns a number with commas between groups of three digits.
fn grouped(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1000), number % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str) -> SourcePath {
        SourcePath::new(name).expect("a path")
    }

    #[test]
    fn each_limit_is_told_once_with_its_figure() {
        let mut limits = Limits::default();
        let own = limits.take(&path("static/a"), LARGEST + 1);
        let told = own
            .expect_err("too large")
            .expect("a diagnostic of its own");
        assert!(told.message.contains("up to 2 GiB"), "{}", told.message);
        for _ in 0..ALL / LARGEST {
            assert!(limits.take(&path("static/b"), LARGEST).is_ok());
        }
        for name in ["static/c", "static/d"] {
            assert!(limits.take(&path(name), 1).is_err_and(|own| own.is_none()));
        }
        for number in 0..LINKED + 5 {
            assert_eq!(limits.take_linked(Path::new("static/l")), number < LINKED);
        }
        let problems = limits.problems();
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].message.contains("more than 10,000 files"));
        assert!(problems[1].message.contains("more than 64 GiB"));
    }
}
