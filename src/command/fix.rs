//! `milepost check --fix`: writes the corrections that can mean nothing else.

use super::{Failure, terminal};
use crate::cli::Global;
use crate::path::SourcePath;
use crate::report::Located;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

/// The first and the last line of a range, from 1, and the text that replaces them.
type Replacement<'a> = (usize, usize, &'a str);

/// Writes all safe corrections, reports each and returns their number. Each file is written under
/// another name and renamed, so that no file is ever half written.
///
/// # Errors
/// When a file cannot be read or written. The files before it are corrected then.
pub(super) fn fix(global: &Global, root: &Path, located: &[Located]) -> Result<usize, Failure> {
    let mut files: BTreeMap<&SourcePath, Vec<Replacement<'_>>> = BTreeMap::new();
    for diagnostic in located {
        let Some(correction) = diagnostic
            .correction
            .as_ref()
            .filter(|correction| correction.safe)
        else {
            continue;
        };
        for location in diagnostic.location.iter().chain(&diagnostic.also) {
            if let (Some(file), Some(range)) = (location.source(), &location.range) {
                files.entry(file).or_default().push((
                    range.line,
                    range.end_line,
                    &correction.replacement,
                ));
            }
        }
    }
    let mut corrected = 0;
    for (file, mut replacements) in files {
        // Lines are replaced from the end of the file, so that the numbers of those before stay
        // right.
        replacements.sort_by_key(|replacement| std::cmp::Reverse(replacement.0));
        replacements.dedup_by_key(|replacement| replacement.0);
        corrected += replacements.len();
        let path = root.join(file.as_str());
        let cannot = |error: std::io::Error| {
            Failure::Environment(format!("`{file}` cannot be mended: {error}"))
        };
        let text = fs::read_to_string(&path).map_err(cannot)?;
        for (line, _, replacement) in replacements.iter().rev() {
            terminal::status(
                global,
                &format!("Mended {file}:{line}: {}", replacement.trim()),
            );
        }
        write(&path, &replaced(&text, &replacements)).map_err(cannot)?;
    }
    Ok(corrected)
}

fn replaced(text: &str, replacements: &[Replacement<'_>]) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for (first, last, replacement) in replacements {
        let (from, to) = (first - 1, (*last).min(lines.len()));
        let Some(ending) = lines
            .get(to - 1)
            .map(|line| if line.ends_with("\r\n") { "\r\n" } else { "\n" })
        else {
            continue;
        };
        let new: Vec<String> = replacement
            .lines()
            .map(|line| format!("{line}{ending}"))
            .collect();
        lines.splice(from..to, new);
    }
    lines.concat()
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension("milepost-new");
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    file.sync_all()?;
    fs::rename(&beside, path)
}
