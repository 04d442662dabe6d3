//! Two manifests and an inventory in words, and the steps that follow from them.

use super::*;
use crate::digest::Digest;

pub(super) const OURS: Stamp = Stamp {
    size: 1,
    modified: 1,
};
pub(super) const EDITED: Stamp = Stamp {
    size: 2,
    modified: 2,
};

/// Two manifests and an inventory, and the steps or the conflict that follow.
struct Case {
    name: &'static str,
    /// `page index.html`, each file in a line of its own.
    old: &'static [&'static str],
    new: &'static [&'static str],
    /// `ours index.html`, `edited …`, `foreign …`, `current …`, `folder …`, `absent …`.
    inventory: &'static [&'static str],
    expected: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "a first site is placed in the order of phases",
        old: &[],
        new: &[
            "aggregate feed.xml",
            "page index.html",
            "asset z.css",
            "page a/index.html",
        ],
        inventory: &[],
        expected: &[
            "Assets: place z.css",
            "NewPages: place a/index.html",
            "NewPages: place index.html",
            "Aggregates: place feed.xml",
        ],
    },
    Case {
        name: "new pages come before changed ones, and removals go the other way round",
        old: &[
            "asset old.css",
            "page gone.html",
            "page index.html",
            "aggregate old.xml",
            "page left.html",
        ],
        new: &["page index.html", "page z.html"],
        inventory: &[
            "ours old.css",
            "ours gone.html",
            "ours index.html",
            "ours old.xml",
        ],
        expected: &[
            "NewPages: place z.html",
            "ChangedPages: place index.html over ours",
            "Removals: remove old.xml",
            "Removals: remove gone.html",
            "Removals: remove old.css",
        ],
    },
    Case {
        name: "current outputs need no step, adopted ones too",
        old: &["page index.html"],
        new: &["page index.html", "asset a.css"],
        inventory: &["current index.html", "current a.css"],
        expected: &[],
    },
    Case {
        name: "edited files are backed up, whether they stay or go",
        old: &["page index.html", "page gone.html"],
        new: &["page index.html"],
        inventory: &["edited index.html", "edited gone.html"],
        expected: &[
            "ChangedPages: back up index.html",
            "ChangedPages: place index.html",
            "Removals: back up gone.html",
        ],
    },
    Case {
        name: "foreign files in the way are all named, and nothing else is planned",
        old: &["page index.html"],
        new: &["page index.html", "page new.html", "page a/b.html"],
        inventory: &["ours index.html", "foreign new.html", "foreign a"],
        expected: &["in the way: a, new.html"],
    },
    Case {
        name: "a foreign file that is not in the way stays",
        old: &["page gone.html"],
        new: &["page index.html"],
        inventory: &["foreign gone.html"],
        expected: &["NewPages: place index.html"],
    },
    Case {
        name: "a file makes room for a folder once, before the first output that needs it",
        old: &["page turns"],
        new: &["page turns/a.html", "asset turns/z/b.css"],
        inventory: &["ours turns"],
        expected: &[
            "Assets: remove turns",
            "Assets: place turns/z/b.css",
            "NewPages: place turns/a.html",
        ],
    },
    Case {
        name: "an edited file makes room for a folder and is kept",
        old: &["page turns"],
        new: &["page turns/a.html"],
        inventory: &["edited turns"],
        expected: &["NewPages: back up turns", "NewPages: place turns/a.html"],
    },
    Case {
        name: "a folder makes room for a file, from the inside out",
        old: &["page folds/index.html", "asset folds/more/x.css"],
        new: &["page folds"],
        inventory: &[
            "folder folds",
            "ours folds/index.html",
            "folder folds/empty",
            "folder folds/more",
            "edited folds/more/x.css",
            "ours folds.html",
        ],
        expected: &[
            "ChangedPages: remove folds/index.html",
            "ChangedPages: back up folds/more/x.css",
            "ChangedPages: remove the folder folds/more",
            "ChangedPages: remove the folder folds/empty",
            "ChangedPages: remove the folder folds",
            "ChangedPages: place folds",
        ],
    },
    Case {
        name: "a folder with foreign files makes no room",
        old: &["page folds/index.html"],
        new: &["page folds"],
        inventory: &[
            "folder folds",
            "ours folds/index.html",
            "foreign folds/b\\c",
            "foreign folds/mine.txt",
        ],
        expected: &["in the way: folds/b\\c, folds/mine.txt"],
    },
    Case {
        name: "a current output behind a link is in the way, even if the link is kept",
        old: &["page blog/index.html", "page blog"],
        new: &["page blog/index.html"],
        inventory: &["current blog/index.html", "edited blog"],
        expected: &["in the way: blog"],
    },
    Case {
        name: "files behind a link are left alone",
        old: &["page blog/index.html"],
        new: &["page index.html"],
        inventory: &["foreign blog"],
        expected: &["NewPages: place index.html"],
    },
    Case {
        name: "missing folders are no obstacle",
        old: &[],
        new: &["page a/b/c.html"],
        inventory: &["folder a", "absent a/b"],
        expected: &["NewPages: place a/b/c.html"],
    },
    Case {
        name: "outputs that claim one place are refused",
        old: &[],
        new: &["page a", "page a!", "page a/b/c.html"],
        inventory: &["current a"],
        expected: &["overlap: a/b/c.html"],
    },
];

#[test]
fn steps_follow_from_manifests_and_inventory() {
    for case in CASES {
        let inventory = case.inventory.iter().map(|line| owned(line)).collect();
        let planned = plan(&manifest(case.old), &manifest(case.new), &inventory);
        assert_eq!(lines(planned), case.expected, "{}", case.name);
    }
}

pub(super) fn manifest(files: &[&str]) -> Manifest {
    let entry = |line: &&str| {
        let (phase, path) = line.split_once(' ').expect("a phase and a path");
        let phase = match phase {
            "asset" => OutputPhase::Asset,
            "page" => OutputPhase::Page,
            "aggregate" => OutputPhase::Aggregate,
            _ => panic!("{line}"),
        };
        let entry = Entry {
            phase,
            digest: Digest::of_bytes(path.as_bytes()),
            stamp: OURS,
        };
        (OutputPath::new(path).expect("a path"), entry)
    };
    Manifest {
        inputs: None,
        files: files.iter().map(entry).collect(),
    }
}

fn owned(line: &str) -> (String, Ownership) {
    let (ownership, path) = line.split_once(' ').expect("an owner and a path");
    let ownership = match ownership {
        "absent" => Ownership::Absent,
        "current" => Ownership::Current,
        "ours" => Ownership::Ours(OURS),
        "edited" => Ownership::Edited(EDITED),
        "foreign" => Ownership::Foreign,
        "folder" => Ownership::Folder,
        _ => panic!("{line}"),
    };
    (path.to_owned(), ownership)
}

fn lines(planned: Result<Steps, Conflict>) -> Vec<String> {
    let line = |step: Step| match step {
        Step::Place {
            path,
            replaces: None,
        } => format!("place {path}"),
        Step::Place {
            path,
            replaces: Some(OURS),
        } => format!("place {path} over ours"),
        Step::Remove { path, stamp: OURS } => format!("remove {path}"),
        Step::BackUp {
            path,
            stamp: EDITED,
        } => format!("back up {path}"),
        Step::RemoveDir { folder } => format!("remove the folder {folder}"),
        step => panic!("{step:?}"),
    };
    match planned {
        Ok(steps) => steps
            .into_iter()
            .flat_map(|(phase, steps)| steps.into_iter().map(move |step| (phase, step)))
            .map(|(phase, step)| format!("{phase:?}: {}", line(step)))
            .collect(),
        Err(Conflict::Overlap(path)) => vec![format!("overlap: {path}")],
        Err(Conflict::InTheWay(paths)) => vec![format!("in the way: {}", paths.join(", "))],
    }
}
