//! The number of values in the files of `data/`, bounded before a library reads them: a list in
//! memory takes a hundred times the bytes that it takes in a file.

use crate::diagnostic::{Diagnostic, Place};
use crate::path::SourcePath;

/// The most values of all files together.
const MOST_VALUES: usize = 2_000_000;

/// The account of the values that have been read so far.
#[derive(Default)]
pub(super) struct Size(usize);

impl Size {
    /// Takes a file into account. An error if it is one too many.
    pub(super) fn take(&mut self, path: &SourcePath, text: &str) -> Result<(), Box<Diagnostic>> {
        let values = self.0 + most_values(text);
        if values > MOST_VALUES {
            return Err(Box::new(too_many(path)));
        }
        self.0 = values;
        Ok(())
    }
}

fn too_many(path: &SourcePath) -> Diagnostic {
    let message = format!(
        "this file is not read: with it, `data/` would have more than {} million values",
        MOST_VALUES / 1_000_000
    );
    let problem = Diagnostic::error("data", message).at(Place::File(path.clone()));
    problem.advise("leave out what no page shows, or make a page of each entry, in `content/`")
}

/// Returns a number of values that no reader of a text exceeds: each value but the first stands
/// behind a separator, a bracket, or the start of a line. A text in double quotes is one value.
fn most_values(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut values = 1;
    let mut at = 0;
    let mut starts = true;
    while let Some(byte) = bytes.get(at) {
        let separates = matches!(
            byte,
            b',' | b';' | b':' | b'=' | b'[' | b'{' | b'\n' | b'\r'
        );
        values += usize::from(separates);
        if *byte == b'"' && starts {
            at += quoted(&bytes[at..]);
        }
        starts = separates || *byte == b' ';
        at += 1;
    }
    values
}

/// Returns the length of a text up to its closing quote. A line break ends it as well: where a
/// quote is no quote, what is behind it counts.
fn quoted(bytes: &[u8]) -> usize {
    let mut is_escaped = false;
    for (at, byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            b'\n' => return at - 1,
            b'"' if !is_escaped => return at,
            _ => is_escaped = *byte == b'\\' && !is_escaped,
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_no_fewer_values_than_a_reader() {
        let cases = [
            ("", 1),
            ("a: 1", 2),
            (r#"[{"a": "b, c: [", "d": 0}]"#, 6),
            ("- a\n- b", 2),
            (r#"["\", ", 1]"#, 3),
            ("a,b\n\"c,d\",e", 4),
            ("a: \"b\nc: [1, 2]", 6),
        ];
        for (text, values) in cases {
            assert_eq!(most_values(text), values, "{text}");
        }
    }

    #[test]
    fn the_values_of_all_files_count() {
        let path = |path: &str| SourcePath::new(path).expect("a path");
        let mut size = Size::default();
        let half = "0,".repeat(MOST_VALUES / 2 - 9);
        assert!(size.take(&path("data/a.csv"), &half).is_ok());
        assert!(size.take(&path("data/b.csv"), &half).is_ok());
        let problem = size.take(&path("data/c.csv"), &half).expect_err("too many");
        assert!(problem.message.contains("2 million values"));
        assert!(size.take(&path("data/d.csv"), "a,b").is_ok());
    }
}
