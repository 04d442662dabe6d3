//! Publishing: the value of a build becomes a site in a folder, as if it were deployed there.
//!
//! It is a module of its own because no other module writes the published folder, and because its
//! promise is hard to keep anywhere else: killed at any moment, every file is whole, every page
//! finds its assets, and after the next command the folder is exactly the old site or exactly the
//! new one.
//!
//! `steps` compares two manifests with the content of a target and plans the steps from the old
//! site to the new one. It is a pure function. `folder` carries the steps out in a folder. Other
//! targets (a server, a bucket) are to carry out the same steps.
//!
//! Everything of Milepost lies in `<output>/.milepost/`:
//!
//! | | |
//! |---|---|
//! | `lock` | held by the one writer; names that process |
//! | `manifest` | what Milepost wrote: path, digest, size and time of last change of each file |
//! | `stage/` | the outputs of a build that is under way, under the digests of their paths |
//! | `journal` | exists only while a whole stage is put in place or a site is removed: steps |
//! | `kept/1/…` | backups: files that were edited by hand and in the way, under their own paths |
//!
//! 1. [`Stage::put`] writes outputs into `stage/`. The site is not touched. Without a journal a
//!    stage is worth nothing: the next command discards it.
//! 2. [`Stage::publish`] compares, writes the journal, and renames it into place: the stage is
//!    complete. From now on the next command finishes what this one does not.
//! 3. The steps: assets, new pages, changed pages, aggregates, then removals the other way round.
//!    Each acts only on what it expects to find, so they can be carried out again from the first.
//! 4. The journal is renamed over the manifest: the commit. It holds the manifest, so there is
//!    nothing more to write.
//!
//! # The owner of a file
//!
//! A file is Milepost's when the manifest names it and its bytes still have the digest in the
//! manifest. Equal size and time of last change are taken for equal bytes; where they differ the
//! bytes are read.
//!
//! - Milepost's, and equal to the output: not touched. A foreign file with the bytes of the output
//!   is adopted, untouched too.
//! - Milepost's otherwise: replaced or removed.
//! - Empty or nothing but zero bytes: what a power cut leaves. It is replaced, it holds no work.
//! - Named by the manifest, but with other bytes: edited by hand. It never stops a build and is
//!   never lost: it moves to `kept/`, and a warning says where it is.
//! - Foreign and in the way: an error that names all such files, before anything is touched.
//! - Foreign otherwise: never looked at.
//!
//! When the manifest is damaged, Milepost no longer knows which files are its own: a file with the
//! right bytes is adopted, a file in the way moves to `kept/`, and all others stay.
//!
//! # Links
//!
//! An output that the user names may itself be reached by a link. The usual one, `public`, may not
//! if that leads out of the site. It is opened once, and below it no link is followed, not even one
//! that is put there while Milepost is at work: anything but a folder on the way to a file is an
//! obstacle. A link or a pipe that took the place of a source after the scan is neither followed
//! nor waited for. Folders of the system, and those in which people keep settings, are refused.
//!
//! # Power cuts
//!
//! One file is flushed to the disk for each publishing: the journal, because without it nothing
//! else could be judged. A page that a power cut tore is known by its size or time, and the next
//! build writes it again.

mod error;
mod folder;
mod journal;
mod manifest;
mod steps;

pub use error::PublishError;
pub use folder::{
    Abandonment, CleanSummary, Folder, Holder, Payload, Prepared, PublishSummary, Recovery, Stage,
    abandon, clean, open, recover,
};
pub use manifest::{BACKUPS, OutputPhase};
