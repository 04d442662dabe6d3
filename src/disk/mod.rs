//! The disk: the only room that opens, lists, writes, renames or removes anything on it.
//!
//! A [`Folder`] is opened once, as a handle, and everything else is a name below it. No name leads
//! through a link, and none can contain `..`: so nothing that somebody puts into a site, an output
//! folder or a cache makes Milepost touch anything outside. Nothing blocks either: a pipe, a socket
//! or a device in the place of a file is an error with words.
//!
//! | | |
//! |---|---|
//! | `folder` | an opened folder, and all that is done below it |
//! | `links` | links inside a folder, resolved |
//! | `replacement` | files that are created or replaced at once |
//! | `named` | paths that the user named, and questions about the machine |
//! | `status` | the state of a file or a folder |
//! | `refusal` | the errors that the door itself makes |
//! | `unix`, `portable` | the calls to the system |
//! | `walk` | the way to a name for systems that cannot refuse links in one call |
//!
//! Links in the name of a folder that the user gave are followed by [`Folder::open`]. Links that a
//! site has inside itself are resolved by [`Folder::resolve`], which returns a path without links.

mod folder;
mod links;
mod named;
#[cfg(not(unix))]
mod portable;
mod refusal;
mod replacement;
mod status;
#[cfg(all(test, unix))]
mod tests;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
mod walk;

#[cfg(not(unix))]
use portable as system;
#[cfg(unix)]
use unix as system;

pub use folder::{Folder, read_opened};
pub use named::{canonical, exists, homes, is_file, is_folder, read_named, status_of_named};
pub use refusal::{Refusal, is_absence, is_lack_of_files, refusal_of};
pub use replacement::is_leftover;
pub use status::{Kind, Status};
pub use std::fs::{File, TryLockError};
pub use system::status_of;
