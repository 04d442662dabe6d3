//! The output of `git log`, commit by commit from the last one back.

use crate::path::SourcePath;
use std::collections::{BTreeMap, HashMap};

/// The times at which a file was committed, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileTimes {
    /// The first commit.
    pub first: i64,
    /// The last commit.
    pub last: i64,
}

/// Returns the times of the files that exist after the last commit.
pub(super) fn times(log: &str) -> BTreeMap<SourcePath, FileTimes> {
    let mut walk = Walk::default();
    for commit in log.split('\u{1}') {
        let (time, changes) = commit.split_once('\n').unwrap_or((commit, ""));
        if let Ok(time) = time.trim_matches('\0').parse() {
            walk.commit(time, changes);
        }
    }
    walk.times
}

/// The walk back through the commits.
#[derive(Default)]
struct Walk {
    times: BTreeMap<SourcePath, FileTimes>,
    /// The present file of each earlier path; none for a path whose file was removed since, or
    /// began its life since.
    present: HashMap<String, Option<SourcePath>>,
}

impl Walk {
    fn commit(&mut self, time: i64, changes: &str) {
        let mut parts = changes.split('\0').filter(|part| !part.is_empty());
        // A name that this commit gives a file is the name of another file before it.
        let mut before: Vec<(&str, Option<SourcePath>)> = Vec::new();
        while let (Some(status), Some(path)) = (parts.next(), parts.next()) {
            let moved_to = status
                .starts_with(['R', 'C'])
                .then(|| parts.next())
                .flatten();
            let file = self.file(moved_to.unwrap_or(path), time);
            match (status.as_bytes()[0], moved_to) {
                (b'R', Some(new)) => {
                    before.push((new, None));
                    before.push((path, file));
                }
                (b'A', _) => before.push((path, None)),
                (b'C', Some(new)) => before.push((new, None)),
                _ => {}
            }
        }
        // A name that one file leaves and another takes in the same commit was that of the first.
        before.sort_by_key(|(_, file)| file.is_some());
        for (path, file) in before {
            self.present.insert(path.to_owned(), file);
        }
    }

    /// Returns the present file of a path, and takes the time of a commit that changed it.
    fn file(&mut self, path: &str, time: i64) -> Option<SourcePath> {
        let file = match self.present.get(path) {
            Some(file) => file.clone(),
            None => SourcePath::new(path).ok(),
        }?;
        let times = FileTimes {
            first: time,
            last: time,
        };
        let entry = self.times.entry(file.clone()).or_insert(times);
        entry.first = time.min(entry.first);
        entry.last = time.max(entry.last);
        Some(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_followed_back_to_the_commit_that_brought_them() {
        let log = "\u{1}50\nM\0content/b.md\0\0\u{1}40\nR100\0content/a.md\0content/b.md\0\
                   A\0content/a.md\0\0\u{1}30\nM\0content/a.md\0\0\u{1}20\nA\0content/a.md\0\0\
                   \u{1}10\nD\0content/a.md\0\0\u{1}5\nA\0content/a.md\0";
        let times = times(log);
        let of = |path: &str| times.get(path).map(|times| (times.first, times.last));
        assert_eq!(of("content/b.md"), Some((20, 50)));
        assert_eq!(of("content/a.md"), Some((40, 40)));
    }
}
