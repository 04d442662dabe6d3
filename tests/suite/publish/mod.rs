//! Publishing into a folder: its content afterwards and in between, through kills and errors.

mod behaviour;
mod child;
mod faults;
mod kills;
mod ownership;
mod refusals;
mod sources;
mod writers;

use milepost::digest::Digest;
use milepost::path::OutputPath;
use milepost::publish::{OutputPhase, Payload, PublishError, PublishSummary, open};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The files of a site: path to bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A site's folder with an output folder in it. It is removed at the end of the test.
struct Fixture {
    root: TempDir,
}

impl Fixture {
    fn new() -> Self {
        // Hundreds of kills and faults are fast on a disk in memory, if the system has one.
        // `TMPDIR` chooses another disk.
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() && std::env::var_os("TMPDIR").is_none() {
            TempDir::new_in(memory)
        } else {
            TempDir::new()
        };
        let root = root.unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        Self { root }
    }

    fn output(&self) -> PathBuf {
        self.root.path().join("public")
    }

    fn at(&self, path: &str) -> PathBuf {
        self.output().join(path)
    }

    fn write(&self, path: &str, bytes: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), bytes).unwrap();
    }

    fn publish(&self, files: &Files) -> Result<PublishSummary, PublishError> {
        publish(&self.output(), self.root.path(), files)
    }

    #[track_caller]
    fn assert_is(&self, files: &Files) {
        assert_eq!(names(&tree(&self.output())), names(files));
        assert_eq!(&tree(&self.output()), files);
        assert_eq!(state_files(&self.output()), ["lock", "manifest"]);
    }
}

/// Demands that an error names exactly these foreign files.
#[track_caller]
fn assert_in_the_way(error: &PublishError, expected: &[&str]) {
    let PublishError::InTheWay { files, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(files, expected, "{error}");
}

/// Takes texts as files.
fn files<const N: usize>(list: [(&str, &str); N]) -> Files {
    list.into_iter()
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .collect()
}

/// Adds files to others.
fn and(mut files: Files, more: Files) -> Files {
    files.extend(more);
    files
}

/// One site.
fn a() -> Files {
    files([
        ("assets/style.1.css", "one"),
        ("index.html", "home, style.1"),
        ("blog/old/index.html", "old"),
        ("blog/index.html", "blog"),
        ("feed.xml", "feed 1"),
    ])
}

/// The other.
fn b() -> Files {
    files([
        ("assets/style.2.css", "two"),
        ("index.html", "home, style.2"),
        ("blog/index.html", "blog"),
        ("new/index.html", "new"),
        ("feed.xml", "feed 2"),
    ])
}

fn phase(path: &str) -> OutputPhase {
    match path {
        path if path.starts_with("assets/") => OutputPhase::Asset,
        path if path.ends_with(".xml") => OutputPhase::Aggregate,
        _ => OutputPhase::Page,
    }
}

fn inputs(files: &Files) -> Digest {
    Digest::of(files)
}

fn publish(output: &Path, root: &Path, files: &Files) -> Result<PublishSummary, PublishError> {
    let stage = open(output, root, &mut |_| {})?.stage()?;
    let put_file = |(path, bytes): (&String, &Vec<u8>)| {
        stage.put(
            &OutputPath::new(path).unwrap(),
            phase(path),
            Payload::Bytes(bytes),
        )
    };
    let placed = files.iter().map(put_file).collect::<Result<Vec<_>, _>>()?;
    stage.publish(placed, inputs(files))
}

/// Reads everything below a folder but `.milepost`. Empty folders end in a slash, links hold their
/// targets.
pub fn tree(folder: &Path) -> Files {
    let mut files = Files::new();
    gather(folder, "", &mut files);
    files
}

fn gather(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if path == ".milepost" {
            continue;
        } else if kind.is_symlink() {
            files.insert(
                path,
                fs::read_link(entry.path())
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .as_bytes()
                    .to_vec(),
            );
        } else if kind.is_file() {
            files.insert(path, fs::read(entry.path()).unwrap());
        } else if fs::read_dir(entry.path()).unwrap().next().is_none() {
            files.insert(format!("{path}/"), Vec::new());
        } else {
            gather(&entry.path(), &format!("{path}/"), files);
        }
    }
}

/// Lists the names in `.milepost`.
fn state_files(output: &Path) -> Vec<String> {
    let entries = fs::read_dir(output.join(".milepost")).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn names(files: &Files) -> Vec<&str> {
    files.keys().map(String::as_str).collect()
}
