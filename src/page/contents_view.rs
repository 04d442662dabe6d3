//! The table of contents of a page as templates see it.

use crate::document::Heading;
use crate::html::escape;
use crate::template::Value;

/// Returns the headings of level 2, each with those of level 3 below it. A level 3 before any level
/// 2 is at the top.
pub(super) fn of_headings(headings: &[Heading]) -> Value {
    let mut top: Vec<(&Heading, Vec<&Heading>)> = Vec::new();
    for heading in headings {
        match (heading.level, top.last_mut()) {
            (3, Some((parent, children))) if parent.level == 2 => children.push(heading),
            (2 | 3, _) => top.push((heading, Vec::new())),
            _ => {}
        }
    }
    Value::list(top.into_iter().map(|(heading, children)| {
        entry(
            heading,
            children
                .into_iter()
                .map(|child| entry(child, std::iter::empty())),
        )
    }))
}

fn entry(heading: &Heading, children: impl Iterator<Item = Value>) -> Value {
    Value::record([
        ("level", Value::from(i64::from(heading.level))),
        ("id", Value::text(&heading.id)),
        ("title", Value::html(&escape(&heading.text))),
        ("children", Value::list(children)),
    ])
}
