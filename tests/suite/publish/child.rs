//! A process that publishes and can be killed: this test binary, run again with a task in its
//! environment.

use super::*;
use std::io::{Read, Write};
use std::process::{Command, Stdio, exit};

/// The variable that names the task.
const TASK: &str = "MILEPOST_TEST_PUBLISH";

/// A file that is not there. Looking for it marks in a trace where the task begins.
pub(super) const BEGIN: &str = "/milepost-task-begins";

/// The site to publish.
#[derive(Clone, Copy)]
pub(super) enum Task {
    /// The one site, with as few system calls as there can be.
    Old,
    /// The other.
    New,
    /// One after the other, until killed, from two threads.
    Both,
}

/// Returns such a process with its environment. The program may also be one that traces it.
pub(super) fn command(program: &str, task: Task, fixture: &Fixture) -> Command {
    let mut command = Command::new(program);
    let task = match task {
        Task::Old => "old",
        Task::New => "new",
        Task::Both => "both",
    };
    command
        .env(TASK, format!("{task} {}", fixture.root.path().display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    command
}

/// The arguments with which the program does its task.
pub(super) const ARGUMENTS: [&str; 4] = [
    "publish::child::task",
    "--exact",
    "--nocapture",
    "--test-threads=1",
];

/// Returns the path of this test binary.
pub(super) fn program() -> String {
    std::env::current_exe()
        .unwrap()
        .into_os_string()
        .into_string()
        .unwrap()
}

#[test]
fn task() {
    let Ok(task) = std::env::var(TASK) else {
        return;
    };
    let (task, root) = task.split_once(' ').unwrap();
    let root = Path::new(root);
    let output = root.join("public");
    level();
    let result = match task {
        "old" => publish(&output, root, &old()).map(|_| ()),
        "new" => publish(&output, root, &new()).map(|_| ()),
        _ => publish_both(&output, root),
    };
    if let Err(error) = &result {
        let _ = writeln!(std::io::stderr(), "error: {error}");
    }
    exit(i32::from(result.is_err()));
}

/// Makes many calls first. Faults are counted for each thread, and the start of the process makes
/// calls in other threads: after these calls a count can only mean a call of the task.
fn level() {
    for _ in 0..20 {
        let mut null = fs::File::options()
            .read(true)
            .write(true)
            .open("/dev/null")
            .unwrap();
        let _ = null.write(b"x");
        let _ = null.read(&mut [0]);
        let _ = fs::metadata(BEGIN);
        let _ = fs::read_link(BEGIN);
        let _ = rustix::fs::access(BEGIN, rustix::fs::Access::EXISTS);
        let _ = fs::File::open(BEGIN);
        // The loader of the program asks for each of its libraries in each of their folders.
        for _ in 0..20 {
            let _ = rustix::fs::stat(BEGIN);
            let _ = rustix::fs::fstat(&null);
        }
    }
}

fn publish_both(output: &Path, root: &Path) -> Result<(), PublishError> {
    println!("begins");
    for site in [new(), old()].iter().cycle() {
        let stage = open(output, root, &mut |_| {})?.stage()?;
        let list: Vec<_> = site.iter().collect();
        let put_file = |(path, bytes): &(&String, &Vec<u8>)| {
            stage.put(
                &OutputPath::new(path).unwrap(),
                phase(path),
                Payload::Bytes(bytes),
            )
        };
        let placed = std::thread::scope(|scope| {
            let half = list.len() / 2;
            let threads = [&list[..half], &list[half..]]
                .map(|part| scope.spawn(move || part.iter().map(put_file).collect::<Vec<_>>()));
            threads
                .into_iter()
                .flat_map(|thread| thread.join().unwrap())
                .collect::<Result<Vec<_>, _>>()
        })?;
        stage.publish(placed, inputs(site))?;
    }
    Ok(())
}

/// One site: each page names its style sheet.
pub(super) fn old() -> Files {
    let shared = files([
        ("same/index.html", "the same in both"),
        ("photo.bin", "the same photo"),
        ("turns", "a file, assets/1.css\n"),
    ]);
    and(
        version(1, 0..8),
        and(
            shared,
            files([
                ("folds/index.html", "a folder, assets/1.css\n"),
                ("folds/more/x.html", "more"),
            ]),
        ),
    )
}

/// The other: changed pages, removed and new ones, a file that became a folder, and a folder that
/// became a file.
pub(super) fn new() -> Files {
    let shared = files([
        ("same/index.html", "the same in both"),
        ("photo.bin", "the same photo"),
        ("folds", "a file, assets/2.css\n"),
    ]);
    and(
        version(2, 3..11),
        and(
            shared,
            files([("turns/index.html", "a folder, assets/2.css\n")]),
        ),
    )
}

fn version(number: usize, pages: std::ops::Range<usize>) -> Files {
    let page = |n: usize| {
        (
            format!("pages/{n}/index.html"),
            format!(
                "page {n}, assets/{number}.css\n{}",
                "text ".repeat(400 * number)
            ),
        )
    };
    let mut files: Files = pages
        .map(page)
        .map(|(path, text)| (path, text.into_bytes()))
        .collect();
    files.insert(
        "index.html".to_owned(),
        format!("home, assets/{number}.css\n").into_bytes(),
    );
    files.insert("feed.xml".to_owned(), format!("feed {number}").into_bytes());
    files.insert(
        format!("assets/{number}.css"),
        format!("style {number}").into_bytes(),
    );
    files
}

/// Demands of a folder in which a publishing was interrupted that every file is whole, that every
/// page finds its style sheet, and that it is one site or the other while no stage is complete.
#[track_caller]
pub(super) fn assert_never_torn(fixture: &Fixture, sites: &[&Files]) {
    if !fixture.output().is_dir() {
        return;
    }
    let mut found = tree(&fixture.output());
    found.retain(|path, _| !path.ends_with('/'));
    for (path, bytes) in &found {
        assert!(
            sites.iter().any(|site| site.get(path) == Some(bytes)),
            "`{path}` is torn: {} bytes",
            bytes.len()
        );
        let text = String::from_utf8(bytes.clone()).unwrap();
        if let Some(style) = text
            .lines()
            .next()
            .and_then(|line| line.split_once(", "))
            .map(|(_, style)| style)
        {
            assert!(found.contains_key(style), "`{path}` needs `{style}`");
        }
    }
    if !fixture.at(".milepost/journal").exists() {
        assert!(
            sites.contains(&&tree(&fixture.output())),
            "the site was touched before its stage was complete: {:?}",
            names(&found)
        );
    }
}
