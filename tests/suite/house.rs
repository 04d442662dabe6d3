//! The measures of the code: lengths of lines, functions and files, and how comments begin.

use crate::code::{CODE, root, rust_files};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The number of columns of the longest line.
const COLUMNS: usize = 100;
/// The number of lines of the longest function, from `fn` to its closing brace.
const FUNCTION: usize = 60;
/// The number of lines of the longest file of `src/`.
const FILE: usize = 350;
/// The number of doc comments of a hundred that may begin with one of `RELATIVE`.
const PERCENT: usize = 2;
/// Words that begin a relative clause, which says less than a noun or a verb does.
const RELATIVE: [&str; 7] = ["What", "Whether", "Where", "How", "Why", "Which", "Who"];

/// Files that still have lines that are too long.
const STILL_WIDE: &[&str] = &[];
/// Functions that are still too long, as `file::function`.
const STILL_LONG: &[&str] = &[];
/// Files of `src/` that are still too long.
const STILL_TALL: &[&str] = &[];
/// Rooms of `src/` with too many doc comments that still begin with one of `RELATIVE`.
const STILL_RELATIVE: &[&str] = &["cli.rs"];

#[test]
fn no_line_is_longer_than_100_columns() {
    let mut faults = Faults::default();
    for (file, text) in ["src", "tests", "benches"].into_iter().flat_map(texts) {
        for (number, line) in text.lines().enumerate() {
            let columns = line.chars().count();
            if columns > COLUMNS {
                let place = format!("{file}:{}: {columns} columns", number + 1);
                faults.add(&file, place);
            }
        }
    }
    faults.judge(
        "STILL_WIDE",
        STILL_WIDE,
        "break these lines; a text goes on in the next line after a backslash",
    );
}

#[test]
fn no_function_is_longer_than_60_lines() {
    let mut faults = Faults::default();
    for function in CODE
        .functions
        .iter()
        .filter(|function| function.length > FUNCTION)
    {
        let (file, name) = (&function.file, &function.name);
        let place = format!(
            "src/{file}:{}: {name}, {} lines",
            function.line, function.length
        );
        faults.add(&format!("src/{file}::{name}"), place);
    }
    faults.judge(
        "STILL_LONG",
        STILL_LONG,
        "give each step of these functions a function with a name of its own",
    );
}

#[test]
fn no_file_is_longer_than_350_lines() {
    let mut faults = Faults::default();
    for (file, text) in texts("src") {
        let lines = text.lines().count();
        if lines > FILE {
            faults.add(&file, format!("{file}: {lines} lines"));
        }
    }
    faults.judge(
        "STILL_TALL",
        STILL_TALL,
        "cut these files where one idea ends and another begins",
    );
}

#[test]
fn doc_comments_begin_with_a_noun_or_a_verb() {
    let mut faults = Faults::default();
    let (mut relative, mut all) = (BTreeMap::<String, usize>::new(), BTreeMap::new());
    for (file, text) in texts("src") {
        let below = file.trim_start_matches("src/");
        let room = below.split('/').next().unwrap_or(below).to_owned();
        for (number, comment) in doc_comments(&text) {
            *all.entry(room.clone()).or_insert(0) += 1;
            if is_relative(comment) {
                *relative.entry(room.clone()).or_insert(0) += 1;
                faults.add(&room, format!("{file}:{number}: {comment}"));
            }
        }
    }
    // A room that does not pass by itself is excepted or counts; one that passes is no exception.
    let passes = |room: &str| {
        let count = |of: &BTreeMap<String, usize>| of.get(room).copied().unwrap_or(0);
        count(&relative) * 100 < count(&all) * PERCENT || count(&relative) == 0
    };
    let unused: Vec<&&str> = STILL_RELATIVE.iter().filter(|room| passes(room)).collect();
    assert!(
        unused.is_empty(),
        "take these rooms out of STILL_RELATIVE above: {unused:?}"
    );
    let counted = |of: &BTreeMap<String, usize>| -> usize {
        let rooms = of
            .iter()
            .filter(|(room, _)| !STILL_RELATIVE.contains(&room.as_str()));
        rooms.map(|(_, count)| count).sum()
    };
    let (few, many) = (counted(&relative), counted(&all));
    println!("{few} of {many} doc comments, without {STILL_RELATIVE:?}");
    assert!(
        few * 100 < many * PERCENT,
        "begin the comment of a type or field with a noun (\"The width\"), of a function with a \
         verb (\"Returns\"), of a flag with \"True if\": {few} of {many} begin with one of \
         {RELATIVE:?}, and {PERCENT} % are the limit\n{}",
        faults.outside(STILL_RELATIVE).join("\n")
    );
}

/// Faults by what a list of exceptions would name: a file, a function or a room.
#[derive(Default)]
struct Faults(BTreeMap<String, Vec<String>>);

impl Faults {
    fn add(&mut self, name: &str, place: String) {
        self.0.entry(name.to_owned()).or_default().push(place);
    }

    fn outside(&self, exceptions: &[&str]) -> Vec<&str> {
        let others = self
            .0
            .iter()
            .filter(|(name, _)| !exceptions.contains(&name.as_str()));
        others
            .flat_map(|(_, places)| places)
            .map(String::as_str)
            .collect()
    }

    /// Fails if there is a fault outside of the exceptions, or an exception without a fault.
    fn judge(&self, list: &str, exceptions: &[&str], advice: &str) {
        let faults = self.outside(exceptions);
        assert!(faults.is_empty(), "{advice}\n{}", faults.join("\n"));
        let unused: BTreeSet<&&str> = exceptions
            .iter()
            .filter(|name| !self.0.contains_key(**name))
            .collect();
        assert!(
            unused.is_empty(),
            "these pass now: take them out of {list} above\n{unused:#?}"
        );
    }
}

/// Returns the Rust files of a folder with their texts.
fn texts(folder: &str) -> impl Iterator<Item = (String, String)> {
    rust_files(folder).into_iter().map(move |name| {
        let file = format!("{folder}/{name}");
        let text = fs::read_to_string(root().join(&file)).expect("a text");
        (file, text)
    })
}

/// Returns the first line of each doc comment, with its number.
fn doc_comments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let comment = |line: &'_ str| line.starts_with("///") || line.starts_with("//!");
    let mut is_inside = false;
    text.lines().enumerate().filter_map(move |(number, line)| {
        let line = line.trim_start();
        let is_first = comment(line) && !is_inside;
        is_inside = comment(line);
        is_first.then(|| (number + 1, line[3..].trim_start()))
    })
}

fn is_relative(comment: &str) -> bool {
    let word = comment
        .split(|letter: char| !letter.is_alphanumeric())
        .next();
    word.is_some_and(|word| RELATIVE.contains(&word))
}

#[test]
fn a_doc_comment_is_judged_by_its_first_word() {
    let text =
        "//! Where.\n//! How.\n\n/// What it is.\n    /// Whatever.\n// Why.\n/// The path.\n";
    let comments: Vec<(usize, bool)> = doc_comments(text)
        .map(|(number, comment)| (number, is_relative(comment)))
        .collect();
    assert_eq!(comments, [(1, true), (4, true), (7, false)]);
}
