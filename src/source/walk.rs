//! The walk over the folder of a site.

use super::limits::Limits;
use super::names;
use super::paths::{Target, follow, source_path};
use super::problems::{circle, hidden, leads_out, not_a_file, odd_name, unwalkable};
use super::snapshot::Kind;
use crate::diagnostic::Diagnostic;
use crate::disk::{self, Folder, Status};
use crate::path::{SITE_FILE, SourcePath};
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// A source that the walk found.
pub(super) struct FoundFile {
    pub path: SourcePath,
    pub kind: Kind,
    /// The path of the file below the site's folder, with links resolved.
    pub file: PathBuf,
    pub status: Status,
    /// True if a link led to it.
    pub is_linked: bool,
}

/// The outcome of a walk.
#[derive(Default)]
pub(super) struct Walked {
    pub found: Vec<FoundFile>,
    pub problems: Vec<Diagnostic>,
    /// The files and folders that links lead to.
    pub linked: BTreeSet<PathBuf>,
}

/// Finds all sources below `root`, without reading them. On the way it removes what a command left
/// beside them that was killed.
pub(super) fn walk(root: &Folder) -> Walked {
    let mut walk = Walk {
        root,
        walked: Walked::default(),
        limits: Limits::default(),
        folders: Vec::new(),
    };
    walk.find_configuration();
    for folder in names::folders() {
        walk.find(folder);
    }
    walk.walked.problems.extend(walk.limits.problems());
    walk.walked
}

/// A folder that is to be listed.
struct NextFolder {
    /// Its path as the user sees it.
    path: PathBuf,
    /// Its path with links resolved.
    real: PathBuf,
    /// True if a link led to it.
    is_linked: bool,
}

struct Walk<'a> {
    root: &'a Folder,
    walked: Walked,
    limits: Limits,
    /// The folders that are to be listed, the next one last.
    folders: Vec<NextFolder>,
}

impl Walk<'_> {
    /// Finds `site.yaml`.
    fn find_configuration(&mut self) {
        let (root, path) = (self.root, Path::new(SITE_FILE));
        match root.status(path) {
            Ok(None) => {}
            Ok(Some(status)) if status.kind == disk::Kind::Link => self.link(NextFolder {
                path: path.to_owned(),
                real: path.to_owned(),
                is_linked: false,
            }),
            Ok(Some(status)) => self.found(path, path.to_owned(), status, false),
            Err(error) => self.walked.problems.push(unwalkable(path, &error)),
        }
    }

    /// Finds the sources in one folder of the site.
    fn find(&mut self, folder: &str) {
        let path = PathBuf::from(folder);
        let top = NextFolder {
            path: path.clone(),
            real: path,
            is_linked: false,
        };
        match self
            .root
            .status(folder)
            .map(|found| found.map(|status| status.kind))
        {
            Ok(Some(disk::Kind::Folder)) => self.folders.push(top),
            Ok(Some(disk::Kind::Link)) => self.link(top),
            Ok(_) => {}
            Err(error) => self.walked.problems.push(unwalkable(&top.path, &error)),
        }
        while let Some(next) = self.folders.pop() {
            self.list(&next);
        }
    }

    fn list(&mut self, next: &NextFolder) {
        let opened = self.root.folder(&next.real);
        let (folder, names) = match opened.and_then(|folder| Ok((folder.names()?, folder))) {
            Ok((names, folder)) => (folder, names),
            // It went away during the walk.
            Err(error) if disk::is_absence(&error) => return,
            Err(error) => {
                self.walked.problems.push(unwalkable(&next.path, &error));
                return;
            }
        };
        let mut inner = Vec::new();
        for (name, kind) in names {
            if next.is_linked && !self.limits.take_linked(&next.path) {
                return;
            }
            if !is_scanned(&name) {
                folder.remove_leftover(&name, kind);
                continue;
            }
            let place = NextFolder {
                path: next.path.join(&name),
                real: next.real.join(&name),
                is_linked: next.is_linked,
            };
            match kind {
                disk::Kind::Folder => inner.push(place),
                disk::Kind::Link => self.link(place),
                disk::Kind::File | disk::Kind::Other => self.file(&folder, &name, place),
            }
        }
        self.folders.extend(inner.into_iter().rev());
    }

    fn file(&mut self, folder: &Folder, name: &OsStr, place: NextFolder) {
        match folder.status(name) {
            Ok(Some(status)) => self.found(&place.path, place.real, status, place.is_linked),
            // It went away during the walk.
            Ok(None) => {}
            Err(error) => self.walked.problems.push(unwalkable(&place.path, &error)),
        }
    }

    /// Takes what a link leads to, if that lies in the site.
    fn link(&mut self, link: NextFolder) {
        if !self.limits.take_linked(&link.path) {
            return;
        }
        let folder = link.real.parent().unwrap_or(Path::new(""));
        match follow(self.root, folder, &link.real) {
            Ok(Target::Circle(folder)) => {
                self.walked.problems.push(circle(&link.path, &folder));
            }
            Ok(Target::Hidden(real)) => self.walked.problems.push(hidden(&link.path, &real)),
            Ok(Target::Inside(real, status)) => {
                let target = self.root.path_of(&real);
                if status.kind == disk::Kind::Folder {
                    self.walked.linked.insert(target);
                    self.folders.push(NextFolder {
                        path: link.path,
                        real,
                        is_linked: true,
                    });
                } else {
                    self.found(&link.path, real, status, true);
                    self.walked.linked.insert(target);
                }
            }
            // It went away during the walk.
            Err(_)
                if self
                    .root
                    .status(&link.real)
                    .is_ok_and(|found| found.is_none()) => {}
            Err(_) => self.walked.problems.push(leads_out(&link.path)),
        }
    }

    fn found(&mut self, below: &Path, real: PathBuf, status: Status, is_linked: bool) {
        let Some(path) = source_path(below) else {
            self.walked.problems.push(odd_name(below));
            return;
        };
        let Some(kind) = names::kind(path.as_str()) else {
            return;
        };
        if !status.is_ordinary() {
            self.walked.problems.push(not_a_file(&path));
            return;
        }
        if let Err(problem) = self.limits.take(&path, status.size) {
            self.walked.problems.extend(problem);
            return;
        }
        self.walked.found.push(FoundFile {
            path,
            kind,
            file: real,
            status,
            is_linked,
        });
    }
}

/// True unless the walk ignores files of this name.
fn is_scanned(name: &OsString) -> bool {
    name.to_str().is_none_or(names::is_scanned)
}
