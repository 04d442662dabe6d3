//! Writing of new files. A file that exists is never touched.

use super::{Failure, options};
use std::fs::{OpenOptions, create_dir_all};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file that does not exist yet, with the folders above it.
///
/// # Errors
/// When the file exists or cannot be written.
pub(super) fn create(file: &Path, text: &str) -> Result<(), Failure> {
    write(file, text).map_err(|error| {
        let file = options::display(file);
        Failure::Environment(format!("`{file}` cannot be written: {error}"))
    })
}

/// Writes a file that does not exist yet, with the folders above it.
///
/// # Errors
/// When the file exists or cannot be written.
pub(super) fn write(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        create_dir_all(folder)?;
    }
    let mut new = OpenOptions::new().write(true).create_new(true).open(file)?;
    new.write_all(text.as_bytes())
}
