//! The fields of cards that come from the bodies of their pages: summaries and numbers of words.
//!
//! Cards have them only in templates that name them, since an edit of a body would otherwise make
//! every page that shows the card anew.

use super::inputs::Listed;
use crate::site::Card;
use crate::template::{ToTemplateValue, Value, Viewed};
use std::collections::HashMap;
use std::hash::Hash;

type Fields = Vec<(&'static str, Value)>;

/// The fields of the cards that a page shows.
#[derive(Default)]
pub(super) struct CardFields<'a> {
    by_url: HashMap<&'a str, Fields>,
    /// The fields of a page without a body; none if the page's template names no such field.
    empty: Fields,
}

impl<'a> CardFields<'a> {
    /// Returns the fields of a page whose template names none.
    pub(super) fn none() -> Self {
        CardFields::default()
    }

    /// The fields of listed pages: their summaries, and their numbers of words, each in the order
    /// of the pages and empty if it is not shown.
    pub(super) fn new(listed: &'a Listed, summaries: &[Option<String>], words: &[usize]) -> Self {
        let pages = listed.pages.iter().enumerate();
        let by_url = pages.map(|(number, page)| {
            let summary = summaries.get(number).and_then(Option::as_deref);
            let words = words.get(number).copied().unwrap_or_default();
            (page.url.as_str(), fields(listed, summary, words))
        });
        CardFields {
            by_url: by_url.collect(),
            empty: fields(listed, None, 0),
        }
    }

    /// Adds its fields to the view of a card.
    pub(super) fn added(&self, card: &Card, view: Value) -> Value {
        match self.by_url.get(card.url.as_str()).unwrap_or(&self.empty) {
            fields if fields.is_empty() => view,
            fields => view.with(fields.iter().cloned()),
        }
    }
}

fn fields(listed: &Listed, summary: Option<&str>, words: usize) -> Fields {
    let summary = summary.map_or_else(Value::none, Value::html);
    let summary = listed.summaries.then_some(("summary", summary));
    let words = listed.words.then_some(("words", Value::from(words)));
    summary.into_iter().chain(words).collect()
}

/// A value that shows cards.
pub(super) trait ShowsCards: Hash + ToTemplateValue {
    /// Returns its view, with the fields of its cards.
    fn with_fields(&self, fields: &CardFields<'_>) -> Value;
}

/// Returns the view of a value that shows cards.
pub(super) fn view<T: ShowsCards>(value: &Viewed<T>, fields: &CardFields<'_>) -> Value {
    match fields.empty.is_empty() {
        // Most templates name no such field, and share one view.
        true => value.view(),
        false => value.with_fields(fields),
    }
}
