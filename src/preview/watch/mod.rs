//! The watching half of the preview: notices changes of the site's files, and builds them.
//!
//! The *watcher* has the system report changes. The *debounce* collects the reports of one save
//! into a batch. The *stability check* distinguishes a finished file from a step of a save. The
//! *build loop* puts them together; it decides when to read the disk and when to build. Its
//! *environment* reads and builds.

mod build_loop;
mod debounce;
mod environment;
mod messages;
mod stability;
mod watcher;

#[cfg(test)]
mod saves;

pub(super) use environment::Channels;
pub(super) use messages::BuildMessage;

use super::options::{Clock, Poll};
use build_loop::BuildLoop;
use environment::SiteEnvironment;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use watcher::Watcher;

/// Builds the site in `root`, a path without links, and then every change of it, until the preview
/// ends. The watcher sends its messages to `messages`.
pub(super) fn build_changes(
    root: PathBuf,
    poll: Poll,
    clock: Clock,
    messages: Sender<BuildMessage>,
    channels: Channels,
) {
    let mut environment = SiteEnvironment::new(root.clone(), clock, channels);
    if poll == Poll::Auto {
        environment.watch(Watcher::new(&root, messages));
    }
    BuildLoop::new(root, environment).run();
}
