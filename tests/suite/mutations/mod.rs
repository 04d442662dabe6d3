//! Damaged input, made by a generator of numbers that begins at the number of the case.

mod parsers;
mod requests;
mod sites;

use crate::support::{Random, number};
use std::fs;
use std::path::{Path, PathBuf};

/// Pieces of text with a meaning in one of the formats.
const TOKENS: [&str; 44] = [
    "---\n",
    "\n\n",
    "\r",
    "\t",
    "\0",
    "\u{202e}",
    "\u{feff}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "<Own ",
    "/>",
    "</Own>",
    "<",
    ">",
    "&",
    "<!--",
    "-->",
    "[^1]",
    "[^1]: ",
    "![](",
    "](",
    "```\n",
    "> ",
    "- ",
    "| ",
    ": ",
    "&a ",
    "*a",
    "!!str ",
    "{a: ",
    "[",
    "]",
    "@import \"",
    "url(",
    "a{",
    "}",
    "-1",
    "1e999",
    "99999999999999999999",
    "../",
    "true",
];

/// Returns the number of cases that this run tries.
fn cases() -> u64 {
    number("MILEPOST_MUTATIONS", 60)
}

/// Returns the fixtures of the tests and the files of the theme with an extension.
fn fixtures(extension: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = ["tests/suite", "themes/stride", "content"]
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root.join(folder)))
        .map(|entry| entry.expect("a folder").into_path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    let read = files.iter().map(|path| fs::read(path).expect("a fixture"));
    read.filter(|bytes| bytes.len() < 20_000).collect()
}

/// Damages bytes in one place.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let (start, other) = (random.below(bytes.len() + 1), random.below(bytes.len() + 1));
    let token = TOKENS[random.below(TOKENS.len())].as_bytes();
    let range = start.min(other)..start.max(other);
    match random.below(6) {
        0 => _ = bytes.splice(start..start, token.iter().copied()),
        1 => _ = bytes.splice(start..start, token.repeat(random.below(300))),
        2 => _ = bytes.drain(range),
        3 => {
            let copied = bytes[range].to_vec();
            bytes.splice(other..other, copied);
        }
        4 => bytes.truncate(start),
        _ => {
            if let Some(byte) = bytes.get_mut(start) {
                *byte ^= 1 << random.below(8);
            }
        }
    }
}

/// Returns the generator of the numbers of a case.
fn random_of(case: u64) -> Random {
    Random(case.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
}
