//! A folder for the sites of benches, and the writing of their files.

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Makes a temporary folder, in memory where the system has a folder there. Returns it with its
/// true path.
pub fn in_memory() -> (TempDir, PathBuf) {
    let memory = Path::new("/dev/shm");
    let folder = match memory.is_dir() {
        true => TempDir::new_in(memory),
        false => TempDir::new(),
    };
    let folder = folder.expect("a temporary folder");
    let root = folder.path().canonicalize().expect("the temporary folder");
    (folder, root)
}

/// Writes a file and the folders above it, and returns its path.
pub fn put(root: &Path, path: &str, text: &str) -> PathBuf {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(&file, text).expect("a file");
    file
}

/// Returns all files below a folder, in the order of their paths.
pub fn files_below(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name();
    let entries = entries.into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(walkdir::DirEntry::into_path)
}
