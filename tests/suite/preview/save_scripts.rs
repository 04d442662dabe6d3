//! The system calls with which programs save a file.
//!
//! The scripts are what `strace` shows of Vim 9.0, Neovim 0.7, Emacs 28.2, nano 7.2, joe, micro,
//! Kakoune and sed on Debian 12, and what the makers of the other programs document. No program is
//! needed to replay them.
//!
//! Two tests share this file: the tests of the build loop replay all scripts under a virtual
//! clock, and the tests of the preview replay one script for each way of saving on the real disk.

/// A program that saves the file `a.md`.
#[derive(Debug, Clone, Copy)]
pub struct Save {
    /// The way in which the new text gets to its place.
    pub way: &'static str,
    pub program: &'static str,
    /// The steps, as [`steps`] reads them.
    pub script: &'static str,
}

/// A system call. Those without a name are about the file that was opened last.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// Opens a file that does not exist yet.
    Create(&'static str),
    /// Opens a file as it is.
    Open(&'static str),
    /// Opens a file and empties it.
    Empty(&'static str),
    /// Writes all of the text from the start of the file.
    Write,
    /// Writes a first part of the text. It ends inside a character.
    WriteFirst,
    /// Writes the rest of the text.
    WriteRest,
    /// Writes the text byte by byte.
    WriteBytes,
    /// Cuts off what is left of the text before.
    Cut,
    /// Waits for the disk.
    Flush,
    /// Lets another thread run.
    Yield,
    Close,
    Move(&'static str, &'static str),
    /// Gives a file a second name.
    Link(&'static str, &'static str),
    /// Makes a link that leads to nothing.
    Lock(&'static str),
    /// Changes the rights of a file.
    Mode(&'static str),
    /// Sets the time of a file.
    Touch(&'static str),
    /// Deletes a file, if it exists.
    Delete(&'static str),
}

/// Reads a script: steps with the names of their files, between semicolons.
pub fn steps(script: &'static str) -> Vec<Step> {
    let step = |text: &'static str| {
        let words: Vec<&'static str> = text.split_whitespace().collect();
        match words[..] {
            ["create", name] => Step::Create(name),
            ["open", name] => Step::Open(name),
            ["empty", name] => Step::Empty(name),
            ["write"] => Step::Write,
            ["write-first"] => Step::WriteFirst,
            ["write-rest"] => Step::WriteRest,
            ["write-bytes"] => Step::WriteBytes,
            ["cut"] => Step::Cut,
            ["flush"] => Step::Flush,
            ["yield"] => Step::Yield,
            ["close"] => Step::Close,
            ["move", from, to] => Step::Move(from, to),
            ["link", from, to] => Step::Link(from, to),
            ["lock", name] => Step::Lock(name),
            ["mode", name] => Step::Mode(name),
            ["touch", name] => Step::Touch(name),
            ["delete", name] => Step::Delete(name),
            _ => panic!("`{text}` is no step"),
        }
    };
    script.split(';').map(step).collect()
}

/// Returns the two parts in which [`Step::WriteFirst`] and [`Step::WriteRest`] write a text. The
/// first ends inside a character, if the text has one of several bytes in its second half.
pub fn parts(text: &str) -> (&[u8], &[u8]) {
    let half = text.len() / 2;
    let inside = (half..text.len()).find(|at| !text.is_char_boundary(*at));
    text.as_bytes().split_at(inside.unwrap_or(half))
}

const fn save(way: &'static str, program: &'static str, script: &'static str) -> Save {
    Save {
        way,
        program,
        script,
    }
}

/// The programs, ordered by their ways of saving.
pub const SAVES: [Save; 27] = [
    save(
        "over the old text",
        "Vim, by copying",
        "open a.md; cut; write; flush; mode a.md; close; \
         delete .a.md.swp; create .a.md.swp; close",
    ),
    save(
        "over the old text",
        "Notepad",
        "open a.md; write; cut; close",
    ),
    save(
        "into the emptied file",
        "Neovim",
        "empty a.md; write; flush; close; mode a.md",
    ),
    save(
        "into the emptied file",
        "Emacs, without a backup",
        "lock .#a.md; empty a.md; write; flush; close; touch a.md; delete .#a.md",
    ),
    save(
        "into the emptied file",
        "nano",
        "empty .a.md.swp; close; empty a.md; write; flush; close; delete .a.md.swp",
    ),
    save(
        "into the emptied file",
        "micro and Kakoune",
        "empty a.md; write; close",
    ),
    save(
        "into the emptied file",
        "VS Code",
        "empty a.md; close; open a.md; write; flush; close",
    ),
    save(
        "into the emptied file",
        "Notepad++",
        "empty a.md; write-first; write-rest; close; touch a.md",
    ),
    save(
        "into the emptied file",
        "twice, quickly",
        "empty a.md; write; close; empty a.md; write; flush; close",
    ),
    save(
        "into the emptied file, slowly",
        "cp, a page at a time",
        "empty a.md; write-first; yield; flush; yield; write-rest; close",
    ),
    save(
        "into the emptied file, slowly",
        "one byte after another",
        "empty a.md; write-bytes; close",
    ),
    save(
        "into the emptied file, after a copy for backup",
        "nano, with a backup",
        "empty a.md~; write; mode a.md~; flush; touch a.md~; close; \
         empty a.md; write; flush; close; delete a.md~",
    ),
    save(
        "into the emptied file, after a copy for backup",
        "joe",
        "empty a.md~; write; close; touch a.md~; \
         empty a.md; write-first; write-rest; mode a.md; close; delete a.md~",
    ),
    save(
        "into a new file, after moving the old one away",
        "Vim, by renaming",
        "create 4913; mode 4913; close; delete 4913; move a.md a.md~; \
         create a.md; write; flush; close; mode a.md; delete a.md~",
    ),
    save(
        "into a new file, after moving the old one away",
        "Vim, with a backup of another name",
        "move a.md a.md.bak; create a.md; write; flush; close; delete a.md.bak",
    ),
    save(
        "into a new file, after moving the old one away",
        "Emacs",
        "lock .#a.md; empty #a.md#; write; close; move a.md a.md~; \
         empty a.md; write; flush; close; open a.md; close; delete #a.md#; delete .#a.md",
    ),
    // github.com/helix-editor/helix/pull/15615 has the trace.
    save(
        "into a new file, after moving the old one away",
        "Helix",
        "move a.md a.mdHbCX9d.bck; empty a.md; write; flush; close; mode a.md; \
         delete a.mdHbCX9d.bck",
    ),
    save(
        "into a new file, after deleting the old one",
        "git checkout",
        "delete a.md; create a.md; write; close",
    ),
    save(
        "by a temporary file that is moved over the old one",
        "VS Code, all at once",
        "empty a.md.vsctmp; write; flush; close; move a.md.vsctmp a.md",
    ),
    save(
        "by a temporary file that is moved over the old one",
        "Sublime Text",
        "create .sublA3F.tmp; write; close; mode .sublA3F.tmp; move .sublA3F.tmp a.md",
    ),
    save(
        "by a temporary file that is moved over the old one",
        "gedit",
        "create .goutputstream-X1Y2Z3; write; flush; close; link a.md a.md~; \
         move .goutputstream-X1Y2Z3 a.md; delete a.md~",
    ),
    save(
        "by a temporary file that is moved over the old one",
        "Kate",
        "create a.md.XjTfWd; write-first; write-rest; flush; close; mode a.md.XjTfWd; \
         move a.md.XjTfWd a.md",
    ),
    save(
        "by a temporary file that is moved over the old one",
        "sed -i",
        "create sedB6w1ui; write; mode sedB6w1ui; close; move sedB6w1ui a.md",
    ),
    save(
        "by a temporary file that is moved over the old one",
        "rsync",
        "create .a.md.Ab12Cd; write-first; yield; write-rest; close; touch .a.md.Ab12Cd; \
         move .a.md.Ab12Cd a.md",
    ),
    save(
        "by a temporary file, after moving the old one away",
        "JetBrains",
        "empty a.md___jb_tmp___; write; flush; close; mode a.md___jb_tmp___; \
         move a.md a.md___jb_old___; move a.md___jb_tmp___ a.md; touch a.md; \
         delete a.md___jb_old___",
    ),
    save(
        "by a temporary file, after moving the old one away",
        "Word",
        "create ~$a.md; write; create ~WRD0000.tmp; write-first; write-rest; close; \
         move a.md ~WRL0001.tmp; move ~WRD0000.tmp a.md; delete ~WRL0001.tmp; delete ~$a.md",
    ),
    save(
        "by a temporary file, after deleting the old one",
        "LibreOffice",
        "create .~lock.a.md#; close; create lu18420m1.tmp; write-first; write-rest; close; \
         delete a.md; move lu18420m1.tmp a.md; mode a.md; delete .~lock.a.md#",
    ),
];
