//! The filter `replace_regex`.

use super::ledger;
use regex_lite::{Regex, RegexBuilder};
use tera::{Error, Kwargs, TeraResult};

/// The longest text in which is looked for a pattern, and the longest that is made, in bytes.
const LONGEST_TEXT: usize = 1024 * 1024;

/// The size of the program that a pattern is made into, in bytes. The time for a text is that of
/// its length times this size.
const LARGEST_PROGRAM: usize = 64 * 1024;

/// Returns a text with each part that a pattern describes replaced.
pub(super) fn replace(text: &str, given: &Kwargs) -> TeraResult<String> {
    let (pattern, to): (&str, &str) = (given.must_get("pattern")?, given.must_get("to")?);
    refuse_long(text)?;
    let regex = compiled(pattern)?;
    let mut made = String::with_capacity(text.len());
    let mut from = 0;
    for found in regex.captures_iter(text) {
        ledger::look_at_clock()?;
        let whole = found.get(0).map_or(from..from, |whole| whole.range());
        made.push_str(&text[from..whole.start]);
        found.expand(to, &mut made);
        refuse_long(&made)?;
        from = whole.end;
    }
    made.push_str(&text[from..]);
    refuse_long(&made)?;
    Ok(made)
}

fn compiled(pattern: &str) -> TeraResult<Regex> {
    let built = RegexBuilder::new(pattern)
        .size_limit(LARGEST_PROGRAM)
        .build();
    built.map_err(|error| {
        Error::message(format!(
            "`{pattern}` is no pattern that can be looked for: {error}"
        ))
    })
}

fn refuse_long(text: &str) -> TeraResult<()> {
    match text.len() > LONGEST_TEXT {
        true => Err(Error::message(
            "a text for `replace_regex` has at most 1 MiB",
        )),
        false => Ok(()),
    }
}
