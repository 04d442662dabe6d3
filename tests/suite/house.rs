//! The measures of the code: lengths of lines, functions and files, and how comments begin.

use crate::code::{CODE, root, rust_files};
use std::collections::BTreeMap;
use std::fs;

/// The number of columns of the longest line.
const COLUMNS: usize = 100;
/// The number of lines of the longest function, from `fn` to its closing brace.
const FUNCTION: usize = 60;
/// The number of lines of the longest file of `src/`.
const FILE: usize = 350;
/// In a room, fewer doc comments of a hundred than these may begin with one of `RELATIVE`.
const PERCENT: usize = 2;
/// Words that begin a relative clause, which says less than a noun or a verb does.
const RELATIVE: [&str; 7] = ["What", "Whether", "Where", "How", "Why", "Which", "Who"];

/// The file of `src/` whose doc comments may begin otherwise: they are the texts of `--help`.
const HELP: &str = "cli.rs";

#[test]
fn no_line_is_longer_than_100_columns() {
    let mut faults = Vec::new();
    for (file, text) in ["src", "tests", "benches"].into_iter().flat_map(texts) {
        for (number, line) in text.lines().enumerate() {
            let columns = line.chars().count();
            if columns > COLUMNS {
                faults.push(format!("{file}:{}: {columns} columns", number + 1));
            }
        }
    }
    judge(
        &faults,
        "break these lines; a text goes on in the next line after a backslash",
    );
}

#[test]
fn no_function_is_longer_than_60_lines() {
    let functions = CODE.functions.iter();
    let long = functions.filter(|function| function.length > FUNCTION);
    let faults = long.map(|function| {
        let (file, line) = (&function.file, function.line);
        let (name, length) = (&function.name, function.length);
        format!("src/{file}:{line}: {name}, {length} lines")
    });
    judge(
        &faults.collect::<Vec<_>>(),
        "give each step of these functions a function with a name of its own",
    );
}

#[test]
fn no_file_is_longer_than_350_lines() {
    let lengths = texts("src").map(|(file, text)| (file, text.lines().count()));
    let tall = lengths.filter(|(_, lines)| *lines > FILE);
    let faults = tall.map(|(file, lines)| format!("{file}: {lines} lines"));
    judge(
        &faults.collect::<Vec<_>>(),
        "cut these files where one idea ends and another begins",
    );
}

#[test]
fn doc_comments_begin_with_a_noun_or_a_verb() {
    let mut faults = Vec::new();
    let (mut relative, mut all) = (BTreeMap::<String, usize>::new(), BTreeMap::new());
    for (file, text) in texts("src") {
        let below = file.trim_start_matches("src/");
        let room = below.split('/').next().unwrap_or(below).to_owned();
        if room == HELP {
            continue;
        }
        for (number, comment) in doc_comments(&text) {
            *all.entry(room.clone()).or_insert(0) += 1;
            if is_relative(comment) {
                *relative.entry(room.clone()).or_insert(0) += 1;
                faults.push((room.clone(), format!("{file}:{number}: {comment}")));
            }
        }
    }
    let fails = |room: &str| relative[room] * 100 >= all[room] * PERCENT;
    let faults = faults.into_iter().filter(|(room, _)| fails(room));
    judge(
        &faults.map(|(_, place)| place).collect::<Vec<_>>(),
        "begin the comment of a type or field with a noun (\"The width\"), of a function with a \
         verb (\"Returns\"), of a flag with \"True if\"; fewer than 2 % of the comments of a room \
         may begin otherwise",
    );
}

/// Fails if there is a fault.
fn judge(faults: &[String], advice: &str) {
    assert!(faults.is_empty(), "{advice}\n{}", faults.join("\n"));
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
