//! A file that is replaced at once: whoever opens it finds all of the old bytes or all of the new.

use super::folder::Folder;
use super::refusal::Refusal;
use super::status::Status;
use super::system;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

impl Folder {
    /// Replaces the bytes of a file. It keeps its owner and mode, as far as the user may set them.
    ///
    /// `opened` is the file that was read, and `seen` its state before that: the replacement is
    /// refused if the file has another state now, or another file has taken its place. The new
    /// bytes are on the disk when this returns. Until then they lie beside the file under a hidden
    /// name that is no source of a site.
    ///
    /// # Errors
    /// When the file was changed meanwhile, or when the disk or the system refuses. The file is as
    /// it was then.
    pub fn replace(
        &self,
        path: &Path,
        opened: &File,
        seen: Status,
        bytes: &[u8],
    ) -> io::Result<()> {
        let (Some(above), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(Refusal::Name.into());
        };
        let folder = self.folder(above)?;
        let beside = temporary_name();
        let mut new = folder.create(&beside)?;
        let written = new
            .write_all(bytes)
            .and_then(|()| system::take_properties(opened, &new))
            .and_then(|()| new.sync_all())
            .and_then(|()| match folder.status(name)? {
                Some(now) if now == seen => Ok(()),
                _ => Err(Refusal::Changed.into()),
            })
            .and_then(|()| folder.rename(Path::new(&beside), &folder, Path::new(name)));
        if written.is_err() {
            let _ = folder.remove_file(&beside);
        }
        written
    }
}

/// Returns a hidden name that no other thread or process uses.
fn temporary_name() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    format!(".milepost-{}-{number}.tmp", std::process::id())
}
