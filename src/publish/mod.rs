//! Emission: the value of a build becomes a folder, as if it were deployed there.
//!
//! It is apart because it is the only room that writes the published folder, and because what it
//! promises is hard to keep anywhere else: killed at any moment, every file is whole, every page
//! finds its assets, and after the next command the folder is exactly the old site or exactly the
//! new one.
//!
//! Everything of ours lies in `<output>/.milepost/`:
//!
//! | | |
//! |---|---|
//! | `lock` | held by the one writer; says who that is |
//! | `manifest` | what we wrote: path, digest, size and time of last change of each file |
//! | `stage/` | the outputs of a build that is under way, under the digests of their paths |
//! | `journal` | exists only while a complete stage is put in place: the steps, and the manifest to be |
//! | `kept/1/…` | files that somebody changed by hand and that had to make room, under their own paths |
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
//! # Whose file is it
//!
//! A file is ours when the manifest names it and its bytes still have the digest that stands there.
//! Equal size and time of last change are taken for equal bytes; where they differ the bytes are
//! read.
//!
//! - Ours, and equal to the output: not touched. A foreign file with the bytes of the output is
//!   adopted, untouched too.
//! - Ours otherwise: replaced or removed.
//! - Empty or nothing but zero bytes: what a power cut leaves. It is replaced, there is no work in
//!   it.
//! - Named by the manifest, but with other bytes: somebody edited it. It never stops a build and is
//!   never lost: it moves to `kept/`, and a warning says where it is.
//! - Foreign and in the way: an error that names all such files, before anything is touched.
//! - Foreign otherwise: never looked at.
//!
//! When the manifest is damaged we no longer know what is ours: what has the right bytes is
//! adopted, what is in the way moves to `kept/`, all else stays.
//!
//! # Links
//!
//! The output may itself be reached by a link. Below it no link is followed: each folder on the way
//! to a file is looked at, and what is no folder is an obstacle. This guards against links that
//! somebody put there, not against somebody who swaps folders while we rename; such a person can
//! write the output already.
//!
//! # Power cuts
//!
//! One file is flushed to the disk for each publishing: the journal, because without it nothing
//! else could be judged. Pages that a power cut tore show by their size or time, and the next build
//! writes them anew.

mod error;
mod folder;
mod manifest;

pub use error::PublishError;
pub use folder::{
    Cleaned, Content, Folder, Holder, Placed, Published, Recovery, Stage, clean, open, recover,
};
pub use manifest::Class;
