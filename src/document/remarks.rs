//! Remarks: diagnostics about how a document is written, such as a link with an empty text.
//!
//! They do not stop a document from being published, so `check` and the preview report them and
//! `build` does not. They are made while the document is parsed and kept with it, so that an edit
//! costs the remarks of one document.

use super::outline::Heading;
use super::raw_html::Blocked;
use crate::diagnostic::{Diagnostic, Item};

/// Link texts that do not name the target.
const EMPTY_PHRASES: [&str; 14] = [
    "click",
    "click here",
    "click this",
    "continue",
    "here",
    "learn more",
    "link",
    "more",
    "more info",
    "read more",
    "see here",
    "see more",
    "this",
    "this link",
];

/// Returns the remark on a link with this name: its text with the alternative texts of the images
/// in it.
pub(super) fn link(name: &str) -> Option<Diagnostic> {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() {
        let problem = Diagnostic::warning(
            "empty-link",
            "this link has no text, so nobody can see or hear it",
        );
        return Some(
            problem
                .advise("write between the brackets what readers find there, or remove the link"),
        );
    }
    let shown = words.join(" ");
    let phrase = shown.to_lowercase();
    let phrase = phrase.trim_matches(|c: char| !c.is_alphanumeric());
    if !EMPTY_PHRASES.contains(&phrase) {
        return None;
    }
    let problem = Diagnostic::note(
        "link-text",
        format!("the link text “{shown}” does not say where the link leads"),
    );
    Some(problem.advise(
        "name what readers find there: people skim links, \
         and screen readers list them without the text around them",
    ))
}

/// Returns the remark on an image without an alternative text.
pub(super) fn missing_alt() -> Diagnostic {
    Diagnostic::note("missing-alt", "this image has no alternative text").advise(
        "say what it shows, as in `![Two runners on a path](…)` or with `alt=\"…\"`; \
         `<img src=\"…\" alt=\"\">` says that it only decorates",
    )
}

/// Returns the remark on a part of a page that browsers leave out, since the site forbids it.
pub(super) fn blocked(blocked: Blocked) -> Diagnostic {
    let message = format!(
        "{} is not shown: the headers of the site forbid it",
        blocked.name()
    );
    Diagnostic::warning("blocked", message).advise(blocked.advice())
}

/// Returns the remarks on marks of unfinished work in a text, each with the mark's start and length
/// in bytes.
pub(super) fn unfinished_work(text: &str) -> Vec<(usize, usize, Diagnostic)> {
    let mark = |(at, byte)| {
        let mark = match byte {
            b'T' => "TODO",
            b'F' => "FIXME",
            b'L' | b'l' => FILLER,
            _ => return None,
        };
        let part = text.get(at..at + mark.len())?;
        let is_mark = part == mark || mark == FILLER && part.eq_ignore_ascii_case(FILLER);
        (is_mark && stands_alone(text, at, mark.len())).then_some((at, mark))
    };
    let found = text.bytes().enumerate().filter_map(mark);
    let remark = |(at, mark): (usize, &str)| {
        let problem = Diagnostic::warning("todo", format!("“{mark}” stands in the text"));
        let problem = problem.advise(
            "finish what it reminds you of, \
             or keep the page back with `draft: true` until then",
        );
        (at, mark.len(), problem)
    };
    found.map(remark).collect()
}

const FILLER: &str = "lorem ipsum";

/// Returns true if a part of a text has no word character next to it.
fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    !text[..at].ends_with(is_word) && !text[at + length..].starts_with(is_word)
}

/// Returns the remarks on an outline. The title is its heading of level 1.
pub(super) fn outline(headings: &[Heading]) -> Vec<(Item, Diagnostic)> {
    let mut above = 1;
    let mut remarks = Vec::new();
    for (number, heading) in headings.iter().enumerate() {
        let next = above + 1;
        if heading.level > next {
            let problem = Diagnostic::note(
                "heading-order",
                format!(
                    "a heading of level {} follows one of level {above}",
                    heading.level
                ),
            );
            let advice = format!(
                "write it with {next} `#`: readers who jump from heading to heading \
                 look for what is missing between"
            );
            remarks.push((Item::Heading(number), problem.advise(advice)));
        }
        above = heading.level;
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::{link, unfinished_work};

    #[test]
    fn names_of_links_say_where_they_lead() {
        for (name, expected) in [
            ("", Some("empty-link")),
            (" \n", Some("empty-link")),
            ("Click\nhere!", Some("link-text")),
            ("→ Read more …", Some("link-text")),
            ("here is why", None),
            ("→", None),
            ("read more about sleep", None),
        ] {
            assert_eq!(link(name).map(|remark| remark.code), expected, "{name:?}");
        }
    }

    #[test]
    fn marks_of_unfinished_work_are_words_of_their_own() {
        for (text, expected) in [
            ("TODO: a photo. (FIXME)", &[0, 16][..]),
            ("Lorem ipsum dolor", &[0]),
            ("todo, TODOS, MY_TODO, “lorem”, ipsum", &[]),
            ("ſTODO", &[]),
        ] {
            let found: Vec<usize> = unfinished_work(text)
                .into_iter()
                .map(|(at, _, _)| at)
                .collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
