//! Additions to CommonMark, beside those that the parser knows.
//!
//! Each addition changes the events of the parser before anything else reads them, so that writing,
//! search, checks and the count of words see the same text.

mod attributes;
mod autolinks;
mod blocks;
mod callouts;
mod emoji;
mod extended;
mod pairs;
mod replacement;
mod runs;

pub(super) use attributes::Attributes;
pub(super) use callouts::is_title;
pub(super) use extended::Extended;

use super::spanned::Spanned;
use crate::config::Markdown;
use pulldown_cmark::Options;
use std::collections::BTreeMap;

/// Returns the additions that the parser knows, as far as a site uses them.
pub(super) fn parser_options(markdown: &Markdown) -> Options {
    let chosen = [
        (
            Options::ENABLE_SMART_PUNCTUATION,
            markdown.smart_punctuation,
        ),
        (Options::ENABLE_DEFINITION_LIST, markdown.definition_lists),
        (Options::ENABLE_SUPERSCRIPT, markdown.superscript),
        (Options::ENABLE_SUBSCRIPT, markdown.subscript),
        (Options::ENABLE_MATH, markdown.maths),
    ];
    let always = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let chosen = chosen.iter().filter(|(_, is_chosen)| *is_chosen);
    chosen.fold(always, |options, (option, _)| options | *option)
}

/// Adds what the parser does not know. `text` is the Markdown that the events were read from.
pub(super) fn extend<'e>(
    events: Vec<Spanned<'e>>,
    text: &'e str,
    markdown: &Markdown,
) -> Extended<'e> {
    let events = runs::replace(events, text, markdown);
    let events = match pairs::may_hold(text, markdown) {
        true => pairs::join(events, text, markdown),
        false => events,
    };
    let events = match text.contains("[!") {
        true => callouts::entitle(events, text),
        false => events,
    };
    match text.contains('{') {
        true => blocks::take_attributes(events, text, markdown.attributes),
        false => Extended {
            events,
            attributes: BTreeMap::new(),
        },
    }
}
