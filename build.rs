//! Gives the program a digest of its own sources, and builds the theme into the binary anew when one
//! of its files comes or goes.
//!
//! What a build remembers is believed only by the same program. Reading the program itself to
//! recognize it would cost more than building a small site.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// Everything that the program is made of.
const SOURCES: [&str; 4] = ["Cargo.lock", "Cargo.toml", "src", "themes/stride"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
        if Path::new(source).exists() {
            digest(Path::new(source), &mut hasher)?;
        }
    }
    println!("cargo:rustc-env=MILEPOST_SOURCES={:016x}", hasher.finish());
    Ok(())
}

/// Digests the names and bytes of all files below a path, in the order of their names.
fn digest(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_file() {
        (path.to_string_lossy(), fs::read(path)?).hash(hasher);
        return Ok(());
    }
    let entries = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
    let mut entries = entries.collect::<io::Result<Vec<PathBuf>>>()?;
    entries.sort_unstable();
    entries.iter().try_for_each(|path| digest(path, hasher))
}
