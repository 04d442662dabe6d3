//! `milepost check --fix`: writes the corrections that can mean nothing else.
//!
//! A correction was made for the text that was judged. A file that has other bytes by now is left
//! as it is, and so is one that cannot be written; the others are mended all the same.

use super::terminal;
use crate::build::Build;
use crate::cli::Global;
use crate::digest::Digest;
use crate::disk::{Folder, read_opened};
use crate::path::SourcePath;
use crate::report::{Located, line_starts};
use std::collections::BTreeMap;
use std::io;

/// The first and the last line of a range, from 1, and the text that replaces them.
type Replacement<'a> = (usize, usize, &'a str);

/// The size of the largest text that is mended, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Writes all safe corrections into the files below the folder of the site, reports each and
/// returns their number.
pub(super) fn fix(global: &Global, root: &Folder, build: &Build, located: &[Located]) -> usize {
    let mut mended = 0;
    for (file, mut replacements) in replacements(located) {
        // Lines are replaced from the end of the file, so that the numbers of those before stay
        // right.
        replacements.sort_by_key(|replacement| std::cmp::Reverse(replacement.0));
        replacements.dedup_by_key(|replacement| replacement.0);
        if let Err(error) = mend(root, build, file, &replacements) {
            terminal::error(&format!("`{file}` was left as it is: {error}\n"));
            continue;
        }
        mended += replacements.len();
        for (line, _, replacement) in replacements.iter().rev() {
            let text = replacement.trim();
            terminal::status(global, &format!("Mended {file}:{line}: {text}"));
        }
    }
    mended
}

/// Returns the safe corrections of each file.
fn replacements(located: &[Located]) -> BTreeMap<&SourcePath, Vec<Replacement<'_>>> {
    let mut files: BTreeMap<&SourcePath, Vec<Replacement<'_>>> = BTreeMap::new();
    for diagnostic in located {
        let correction = diagnostic.correction.as_ref();
        let Some(correction) = correction.filter(|correction| correction.safe) else {
            continue;
        };
        for location in diagnostic.location.iter().chain(&diagnostic.also) {
            if let (Some(file), Some(range)) = (location.source(), &location.range) {
                let replacement = (range.line, range.end_line, &*correction.replacement);
                files.entry(file).or_default().push(replacement);
            }
        }
    }
    files
}

/// Mends one file. A link stays a link: the file that it leads to is mended.
fn mend(
    root: &Folder,
    build: &Build,
    file: &SourcePath,
    replacements: &[Replacement<'_>],
) -> io::Result<()> {
    let changed = || io::Error::other("it was changed meanwhile; check again");
    let path = root.resolve(file.as_str())?;
    let seen = root.status(&path)?.ok_or_else(changed)?;
    let mut opened = root.file(&path)?;
    let bytes = read_opened(&mut opened, LARGEST)?;
    let judged = build.snapshot().get(file.as_str());
    if judged.is_none_or(|judged| judged.digest != Digest::of_bytes(&bytes)) {
        return Err(changed());
    }
    let text = String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8"))?;
    let mended = replaced(&text, replacements);
    root.replace(&path, &opened, seen, mended.as_bytes())
}

/// Replaces lines of a text, from the last to the first. All other bytes stay.
fn replaced(text: &str, replacements: &[Replacement<'_>]) -> String {
    let starts = line_starts(text);
    let mut mended = text.to_owned();
    for (first, last, replacement) in replacements {
        // A range ends at most at the end of the text.
        let (first, last) = (*first, (*last).min(starts.len()));
        let Some(start) = starts.get(first - 1) else {
            continue;
        };
        let end = starts.get(last).copied().unwrap_or(text.len());
        let last = &text[starts[last - 1]..end];
        let ending = &last[last.trim_end_matches(['\r', '\n']).len()..];
        // A replacement of several lines takes the line break of those that it replaces.
        let between = if ending.is_empty() { "\n" } else { ending };
        let new: Vec<&str> = replacement.lines().collect();
        mended.replace_range(*start..end, &(new.join(between) + ending));
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn other_bytes_stay_whatever_ends_a_line() {
        let cases = [
            ("a\nb\nc", "a\nB\nc"),
            ("a\r\nb\r\nc\n", "a\r\nB\r\nc\n"),
            ("a\rb\nc", "a\rB\nc"),
            ("a\rb\rc\r\n", "a\rB\rc\r\n"),
            ("a\nb", "a\nB"),
        ];
        for (text, expected) in cases {
            assert_eq!(replaced(text, &[(2, 2, "B")]), expected);
        }
        assert_eq!(replaced("a\r\nb\r\nc", &[(1, 2, "A\nB")]), "A\r\nB\r\nc");
    }
}
