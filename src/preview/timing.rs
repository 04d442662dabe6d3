//! All durations of the preview, each with its reason.

use std::time::Duration;

// Noticing a save.

/// The quiet after which a save counts as finished, if every file that was written is closed.
/// The system calls of one save follow each other within a millisecond. Ten leave room for a
/// loaded machine, and the user does not notice them.
pub(super) const QUIET: Duration = Duration::from_millis(10);

/// The quiet after which a possible step of a save is believed. Helix was seen to wait 17 ms for
/// the disk between two steps of a save; this is three times as long.
pub(super) const STABLE: Duration = Duration::from_millis(50);

/// The longest wait for a save to finish. A program that keeps on writing, or that keeps its file
/// open, must not make the preview look dead.
pub(super) const LONGEST_SAVE: Duration = Duration::from_millis(500);

/// The time in which the system may still report a change that a scan has already found.
/// Reports usually take less than a millisecond; a busy machine delays them.
pub(super) const LATE_REPORT: Duration = Duration::from_millis(100);

/// The time between two scans while the system reports changes. These scans find what it failed
/// to report. The user notices a delay of this length, but it occurs only where reports are lost.
pub(super) const SCAN_INTERVAL: Duration = Duration::from_secs(2);

/// The time between two scans while the system reports nothing. Half a second is the longest that
/// feels like an answer to a save; more scans would keep a network disk busy.
pub(super) const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// The pause after a scan, in durations of that scan, while the system reports changes: scans of
/// a large site take at most 2 % of a core.
pub(super) const SCAN_PAUSE: u32 = 50;

/// The pause after a scan, in durations of that scan, while the system reports nothing: scans are
/// then the only way to notice a save, and may take up to 20 % of a core.
pub(super) const POLL_PAUSE: u32 = 5;

// Rendering without a request.

/// The time between rendering the open pages and rendering all others. The browsers fetch and patch
/// the open pages meanwhile, on a machine that has nothing else to do.
pub(super) const HEAD_START: Duration = Duration::from_millis(40);

/// The time after which the idle thread reports the diagnostics that it has found so far. A small
/// site is complete by then and reports once; the user of a large one does not have to wait for
/// all of it.
pub(super) const FIRST_DIAGNOSTICS: Duration = Duration::from_millis(300);

// Serving.

/// The longest time for the head of a request, and the longest idle time of a connection. A browser
/// sends a head at once, so a client that takes longer only holds a connection.
pub(super) const REQUEST_HEAD: Duration = Duration::from_secs(10);

/// The longest time for the body of a request, of which only the editor has one.
pub(super) const REQUEST_BODY: Duration = REQUEST_HEAD;

/// The longest time in which a client takes nothing of what it asked for. A phone in a bad network
/// pauses for seconds; a client that takes longer only holds a connection. A browser whose paused
/// film was cut off asks for the rest.
pub(super) const LONGEST_STALL: Duration = Duration::from_secs(20);

/// The time in which a connection counts as new, and is not the first to give up its place. A
/// browser sends its request in milliseconds, more slowly on a busy machine.
pub(super) const NEW_CONNECTION: Duration = Duration::from_secs(1);

/// The pause after a connection could not be accepted. Usually the process has no file descriptor
/// left, and gets some back when other connections close.
pub(super) const ACCEPT_RETRY: Duration = Duration::from_millis(100);

/// The time after which a browser that lost its event stream connects again: soon enough that the
/// user does not notice a restart of the preview.
pub(super) const RECONNECT: Duration = Duration::from_millis(500);

/// The time between two comments on a silent event stream. They keep proxies and the system from
/// closing it, and reveal that the browser is gone.
pub(super) const HEARTBEAT: Duration = Duration::from_secs(15);

// Ending.

/// The longest time for the rest of a response when the preview ends.
pub(super) const LAST_RESPONSE: Duration = Duration::from_secs(1);

/// The longest time for the tasks of the server when the preview ends. It is longer than
/// `LAST_RESPONSE`, which all of them observe; a page that does not end must not hold the program.
pub(super) const SHUTDOWN: Duration = Duration::from_secs(2);
