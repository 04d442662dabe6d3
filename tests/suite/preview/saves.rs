//! How programs save, call by call: each save is one build, and what lies on the disk between two
//! calls is never shown.
//!
//! The scripts are what `strace` shows of Vim 9.0, Neovim 0.7, Emacs 28.2, nano 7.2, joe, micro,
//! Kakoune and sed on Debian 12, and what the makers of the others say of theirs. No program is
//! needed to replay them.

use super::Shown;
use super::client::Stream;
use crate::support::Site;
use Step::{
    Append, Close, Create, Cut, Delete, Empty, First, Flush, Hold, Link, Lock, Mode, Move, Open,
    Rest, Touch, Whole,
};
use milepost::preview::{Poll, TerminalMessage};
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// One call of a program that saves `a.md`. Those without a name are about the file that it opened
/// last.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Opens a file that is not there.
    Create(&'static str),
    /// Opens a file as it is.
    Open(&'static str),
    /// Opens a file and empties it.
    Empty(&'static str),
    /// Writes all of the text.
    Whole,
    /// Writes a first part of it, which ends inside of a character.
    First,
    /// Writes the rest.
    Rest,
    /// Writes one byte after another.
    Append,
    /// Cuts what is left of the text before.
    Cut,
    /// Waits for the disk.
    Flush,
    /// Gives another thread its turn.
    Hold,
    Close,
    Move(&'static str, &'static str),
    /// Gives a file a second name.
    Link(&'static str, &'static str),
    /// Makes a link that leads to nothing.
    Lock(&'static str),
    /// Changes the rights of a file.
    Mode(&'static str),
    /// Sets its time.
    Touch(&'static str),
    Delete(&'static str),
}

/// The programs, and what each does.
const SAVES: [(&str, &[Step]); 27] = [
    (
        "Vim, by copying",
        &[
            Open("a.md"),
            Cut,
            Whole,
            Flush,
            Mode("a.md"),
            Close,
            Delete(".a.md.swp"),
            Create(".a.md.swp"),
            Close,
        ],
    ),
    (
        "Vim, by renaming",
        &[
            Create("4913"),
            Mode("4913"),
            Close,
            Delete("4913"),
            Move("a.md", "a.md~"),
            Create("a.md"),
            Whole,
            Flush,
            Close,
            Mode("a.md"),
            Delete("a.md~"),
        ],
    ),
    (
        "Vim, with a backup of another name",
        &[
            Move("a.md", "a.md.bak"),
            Create("a.md"),
            Whole,
            Flush,
            Close,
            Delete("a.md.bak"),
        ],
    ),
    (
        "Neovim",
        &[Empty("a.md"), Whole, Flush, Close, Mode("a.md")],
    ),
    (
        "Emacs",
        &[
            Lock(".#a.md"),
            Empty("#a.md#"),
            Whole,
            Close,
            Move("a.md", "a.md~"),
            Empty("a.md"),
            Whole,
            Flush,
            Close,
            Open("a.md"),
            Close,
            Delete("#a.md#"),
            Delete(".#a.md"),
        ],
    ),
    (
        "Emacs, without a backup",
        &[
            Lock(".#a.md"),
            Empty("a.md"),
            Whole,
            Flush,
            Close,
            Touch("a.md"),
            Delete(".#a.md"),
        ],
    ),
    (
        "nano",
        &[
            Empty(".a.md.swp"),
            Close,
            Empty("a.md"),
            Whole,
            Flush,
            Close,
            Delete(".a.md.swp"),
        ],
    ),
    (
        "nano, with a backup",
        &[
            Empty("a.md~"),
            Whole,
            Mode("a.md~"),
            Flush,
            Touch("a.md~"),
            Close,
            Empty("a.md"),
            Whole,
            Flush,
            Close,
            Delete("a.md~"),
        ],
    ),
    (
        "joe",
        &[
            Empty("a.md~"),
            Whole,
            Close,
            Touch("a.md~"),
            Empty("a.md"),
            First,
            Rest,
            Mode("a.md"),
            Close,
            Delete("a.md~"),
        ],
    ),
    ("micro and Kakoune", &[Empty("a.md"), Whole, Close]),
    // github.com/helix-editor/helix/pull/15615 has the trace.
    (
        "Helix",
        &[
            Move("a.md", "a.mdHbCX9d.bck"),
            Empty("a.md"),
            Whole,
            Flush,
            Close,
            Mode("a.md"),
            Delete("a.mdHbCX9d.bck"),
        ],
    ),
    (
        "VS Code",
        &[Empty("a.md"), Close, Open("a.md"), Whole, Flush, Close],
    ),
    (
        "VS Code, all at once",
        &[
            Empty("a.md.vsctmp"),
            Whole,
            Flush,
            Close,
            Move("a.md.vsctmp", "a.md"),
        ],
    ),
    (
        "JetBrains",
        &[
            Empty("a.md___jb_tmp___"),
            Whole,
            Flush,
            Close,
            Mode("a.md___jb_tmp___"),
            Move("a.md", "a.md___jb_old___"),
            Move("a.md___jb_tmp___", "a.md"),
            Touch("a.md"),
            Delete("a.md___jb_old___"),
        ],
    ),
    (
        "Sublime Text",
        &[
            Create(".sublA3F.tmp"),
            Whole,
            Close,
            Mode(".sublA3F.tmp"),
            Move(".sublA3F.tmp", "a.md"),
        ],
    ),
    (
        "gedit",
        &[
            Create(".goutputstream-X1Y2Z3"),
            Whole,
            Flush,
            Close,
            Link("a.md", "a.md~"),
            Move(".goutputstream-X1Y2Z3", "a.md"),
            Delete("a.md~"),
        ],
    ),
    (
        "Kate",
        &[
            Create("a.md.XjTfWd"),
            First,
            Rest,
            Flush,
            Close,
            Mode("a.md.XjTfWd"),
            Move("a.md.XjTfWd", "a.md"),
        ],
    ),
    ("Notepad", &[Open("a.md"), Whole, Cut, Close]),
    (
        "Notepad++",
        &[Empty("a.md"), First, Rest, Close, Touch("a.md")],
    ),
    (
        "Word",
        &[
            Create("~$a.md"),
            Whole,
            Create("~WRD0000.tmp"),
            First,
            Rest,
            Close,
            Move("a.md", "~WRL0001.tmp"),
            Move("~WRD0000.tmp", "a.md"),
            Delete("~WRL0001.tmp"),
            Delete("~$a.md"),
        ],
    ),
    (
        "LibreOffice",
        &[
            Create(".~lock.a.md#"),
            Close,
            Create("lu18420m1.tmp"),
            First,
            Rest,
            Close,
            Delete("a.md"),
            Move("lu18420m1.tmp", "a.md"),
            Mode("a.md"),
            Delete(".~lock.a.md#"),
        ],
    ),
    (
        "sed -i",
        &[
            Create("sedB6w1ui"),
            Whole,
            Mode("sedB6w1ui"),
            Close,
            Move("sedB6w1ui", "a.md"),
        ],
    ),
    (
        "git checkout",
        &[Delete("a.md"), Create("a.md"), Whole, Close],
    ),
    (
        "rsync",
        &[
            Create(".a.md.Ab12Cd"),
            First,
            Hold,
            Rest,
            Close,
            Touch(".a.md.Ab12Cd"),
            Move(".a.md.Ab12Cd", "a.md"),
        ],
    ),
    (
        "cp, a page at a time",
        &[Empty("a.md"), First, Hold, Flush, Hold, Rest, Close],
    ),
    ("one byte after another", &[Empty("a.md"), Append, Close]),
    (
        "twice, quickly",
        &[
            Empty("a.md"),
            Whole,
            Close,
            Empty("a.md"),
            Whole,
            Flush,
            Close,
        ],
    ),
];

/// What changes a file without changing what is in it.
const NO_SAVES: [(&str, &[Step]); 4] = [
    ("touched", &[Touch("a.md")]),
    (
        "opened for writing and closed",
        &[Open("a.md"), Touch("a.md"), Close],
    ),
    ("given other rights", &[Mode("a.md")]),
    (
        "saved without a change",
        &[Empty("a.md.tmp"), Whole, Close, Move("a.md.tmp", "a.md")],
    ),
];

/// How fast a program goes from one step to the next.
#[derive(Debug, Clone, Copy)]
enum Pace {
    /// As fast as the machine does.
    Fast,
    /// As on a slow disk: one that Helix waited for took 17 ms.
    Slow,
}

/// How long a replay took, as far as the machine and the pace made it.
#[derive(Debug, Default)]
struct Took {
    /// The longest step.
    step: Duration,
    /// All of it.
    all: Duration,
}

impl Took {
    /// A program that is kept from going on has made two changes, or one that takes longer than
    /// anybody waits. That says nothing of the preview.
    fn is_held_up(&self) -> bool {
        self.step > Duration::from_millis(40) || self.all > Duration::from_millis(400)
    }
}

/// Does the steps in a folder.
fn replay(folder: &Path, steps: &[Step], text: &str, pace: Pace) -> Took {
    let mut file: Option<File> = None;
    let mut took = Took::default();
    let half = text.len() / 2;
    let half = (half..text.len())
        .find(|at| !text.is_char_boundary(*at))
        .unwrap_or(half);
    for step in steps {
        let began = Instant::now();
        let at = |name: &str| folder.join(name);
        let open = || file.as_ref().expect("a step before opened it");
        match *step {
            Create(name) => {
                file = Some(
                    OpenOptions::new()
                        .write(true)
                        .create_new(true)
                        .open(at(name))
                        .expect("a file"),
                )
            }
            Open(name) => {
                file = Some(
                    OpenOptions::new()
                        .write(true)
                        .open(at(name))
                        .expect("a file"),
                )
            }
            Empty(name) => file = Some(File::create(at(name)).expect("a file")),
            Whole => {
                open().seek(SeekFrom::Start(0)).expect("a file");
                open().write_all(text.as_bytes()).expect("a file");
            }
            First => open().write_all(&text.as_bytes()[..half]).expect("a file"),
            Rest => open().write_all(&text.as_bytes()[half..]).expect("a file"),
            Append => text
                .as_bytes()
                .iter()
                .for_each(|byte| open().write_all(&[*byte]).expect("a file")),
            Cut => {
                let length = open().stream_position().expect("a file");
                open().set_len(length).expect("a file");
            }
            Flush => open().sync_all().expect("a disk"),
            Hold => std::thread::yield_now(),
            Close => file = None,
            Move(from, to) => fs::rename(at(from), at(to)).expect("a file"),
            Link(from, to) => fs::hard_link(at(from), at(to)).expect("a file"),
            #[cfg(unix)]
            Lock(name) => {
                std::os::unix::fs::symlink("somebody@somewhere.1234", at(name)).expect("a link")
            }
            #[cfg(not(unix))]
            Lock(name) => fs::write(at(name), "somebody").expect("a file"),
            Mode(name) => mode(&at(name)),
            Touch(name) => {
                let handle = OpenOptions::new()
                    .write(true)
                    .open(at(name))
                    .expect("a file");
                handle
                    .set_modified(std::time::SystemTime::now())
                    .expect("a file");
            }
            Delete(name) => _ = fs::remove_file(at(name)),
        }
        if let Pace::Slow = pace {
            // The pace itself, not a wait for something.
            std::thread::sleep(Duration::from_millis(15));
        }
        took.step = took.step.max(began.elapsed());
        took.all += began.elapsed();
    }
    took
}

#[cfg(unix)]
fn mode(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o644)).expect("a file");
}

#[cfg(not(unix))]
fn mode(_: &Path) {}

/// A site that is saved again and again, and the number of builds that were shown.
struct Desk {
    shown: Shown,
    saved: Stream,
    /// Of another page, whose edits mark that the edit before is dealt with.
    marked: Stream,
    generation: u64,
    marks: usize,
    /// What was said of builds up to this one is not heard.
    deaf: u64,
}

impl Desk {
    fn new(poll: Poll) -> Self {
        let shown = Shown::of(Site::new(&super::SMALL), poll);
        let (saved, marked) = (shown.stream("/a/"), shown.stream("/b/"));
        Desk {
            shown,
            saved,
            marked,
            generation: 1,
            marks: 0,
            deaf: 0,
        }
    }

    /// Waits until a text is shown, and sees that nothing else was shown on the way.
    fn await_text(&mut self, name: &str, text: &str) {
        loop {
            let event = self.saved.next_of_any_kind();
            if event.data["generation"]
                .as_u64()
                .is_some_and(|generation| generation <= self.deaf)
            {
                continue;
            }
            assert_ne!(event.page(), "gone", "{name}: the page was shown as gone");
            assert_eq!(event.overlay(), None, "{name}: an error was shown");
            assert!(
                event.data["diagnostics"]["errors"]
                    .as_u64()
                    .is_none_or(|errors| errors == 0),
                "{name}: {:?}",
                event.data
            );
            if event.page() == "changed" {
                let page = self.shown.text("/a/");
                assert!(
                    page.contains(text),
                    "{name}: something else was shown: {}",
                    page.replace('ä', "")
                );
                return;
            }
        }
    }

    /// Makes an edit of one step elsewhere, and says how many builds were shown since the one
    /// before.
    fn builds(&mut self) -> u64 {
        self.marks += 1;
        let aside = self.shown.site.path("content/.mark");
        fs::write(
            &aside,
            format!("---\ntitle: B\n---\nMark {}.\n", self.marks),
        )
        .expect("a file");
        fs::rename(aside, self.shown.site.path("content/b.md")).expect("a file");
        let generation = self.marked.next_change().data["generation"]
            .as_u64()
            .expect("a number");
        let builds = generation - self.generation;
        self.generation = generation;
        builds
    }
}

fn page(text: &str) -> String {
    format!("---\ntitle: A\n---\n{} {text}\n", "ä".repeat(3000))
}

fn every_save_is_one_build(poll: Poll, pace: Pace) {
    let mut desk = Desk::new(poll);
    let folder = desk.shown.site.path("content");
    for (name, steps) in SAVES {
        for round in 0..5 {
            let text = format!("Saved by {name}, round {round}.");
            let took = replay(&folder, steps, &page(&text), pace);
            if !took.is_held_up() {
                desk.await_text(name, &text);
                let builds = desk.builds();
                assert_eq!(builds, 2, "{name}: one, and the mark's, {took:?}");
                break;
            }
            while !desk.shown.text("/a/").contains(&text) {
                desk.saved.next();
            }
            desk.builds();
            desk.deaf = desk.generation;
        }
    }
    let notices: Vec<TerminalMessage> = desk
        .shown
        .news
        .try_iter()
        .filter(|news| matches!(news, TerminalMessage::Notice(_)))
        .collect();
    assert!(
        notices.is_empty(),
        "the system reported everything: {notices:?}"
    );
}

#[test]
fn every_save_is_one_build_where_the_system_reports_it() {
    every_save_is_one_build(Poll::Auto, Pace::Fast);
}

#[cfg(target_os = "linux")]
#[test]
fn every_save_is_one_build_where_the_disk_is_slow() {
    every_save_is_one_build(Poll::Auto, Pace::Slow);
}

#[test]
fn every_save_is_one_build_where_nobody_reports_it() {
    every_save_is_one_build(Poll::Forced, Pace::Fast);
}

#[test]
fn what_changes_nothing_is_no_build() {
    for poll in [Poll::Auto, Poll::Forced] {
        let mut desk = Desk::new(poll);
        let text = page("Saved once.");
        let folder = desk.shown.site.path("content");
        replay(&folder, SAVES[0].1, &text, Pace::Fast);
        desk.await_text("once", "Saved once.");
        assert_eq!(desk.builds(), 2);
        for (name, steps) in NO_SAVES {
            replay(&folder, steps, &text, Pace::Fast);
            assert_eq!(desk.builds(), 1, "{name}: the mark's only, {poll:?}");
        }
    }
}

#[test]
fn a_file_that_stays_empty_is_believed() {
    let mut desk = Desk::new(Poll::Auto);
    fs::write(desk.shown.site.path("content/a.md"), "").expect("a file");
    assert_eq!(desk.saved.next_change().page(), "changed");
    assert!(!desk.shown.text("/a/").contains("First text."));
    assert_eq!(desk.builds(), 2);
}

/// A file that is copied slowly: each part is written when the one before was answered for, by a
/// thread that holds the file open.
#[test]
fn a_file_that_is_half_copied_is_never_what_is_shown_last() {
    let mut desk = Desk::new(Poll::Auto);
    let file = desk.shown.site.path("content/a.md");
    let whole = page("The end of the copy.");
    let (parts, to_write) = std::sync::mpsc::channel::<Vec<u8>>();
    let (written, answers) = std::sync::mpsc::channel();
    let copier = std::thread::spawn(move || {
        let mut file = File::create(file).expect("a file");
        for part in to_write {
            file.write_all(&part).expect("a file");
            written.send(()).expect("the test listens");
        }
    });
    for part in whole.as_bytes().chunks(601) {
        parts.send(part.to_vec()).expect("the copier listens");
        answers.recv().expect("it was written");
        // The pace of the copy. Whatever is served meanwhile is served.
        let _ = answers.recv_timeout(Duration::from_millis(30));
        assert_eq!(desk.shown.get("/a/").status, 200);
    }
    drop(parts);
    copier.join().expect("it ended");
    while !desk.shown.text("/a/").contains("The end of the copy.") {
        desk.saved.next();
    }
    desk.builds();
    let copied = desk.shown.text("/a/");
    assert!(
        copied.contains(&format!("{} The end of the copy.", "ä".repeat(3000))),
        "it is whole"
    );
}
