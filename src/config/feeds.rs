//! Feeds: `feeds: false`, a list of formats, or a map.

use super::keys::FEEDS_KEYS;
use crate::value::Value;
use crate::yaml::Field;

/// The feeds of a site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Feeds {
    /// The formats; none if the site has no feeds.
    pub formats: Vec<FeedFormat>,
    /// The largest number of pages in a feed.
    pub limit: usize,
    /// What a feed shows of its pages.
    pub content: FeedContent,
}

/// A format of feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedFormat {
    /// Atom, in XML.
    Atom,
    /// JSON Feed.
    Json,
}

/// The part of its pages that a feed shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedContent {
    /// All of the text.
    Full,
    /// The summary, or the description where there is none.
    Summary,
}

/// The largest limit.
const MOST: i64 = 10_000;

const FORMATS: &[(&str, FeedFormat)] = &[("atom", FeedFormat::Atom), ("json", FeedFormat::Json)];

const CONTENTS: &[(&str, FeedContent)] = &[
    ("full", FeedContent::Full),
    ("summary", FeedContent::Summary),
];

impl Default for Feeds {
    fn default() -> Self {
        Feeds {
            formats: vec![FeedFormat::Atom, FeedFormat::Json],
            limit: 20,
            content: FeedContent::Full,
        }
    }
}

impl FeedFormat {
    /// Returns the name of a feed's file.
    pub fn file_name(self) -> &'static str {
        match self {
            FeedFormat::Atom => "atom.xml",
            FeedFormat::Json => "feed.json",
        }
    }

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Json => "application/feed+json",
        }
    }
}

/// Reads `feeds`.
pub(super) fn feeds(field: &Field<'_>) -> Feeds {
    let defaults = Feeds::default();
    match field.value() {
        Value::Bool(true) => defaults,
        Value::Bool(false) => Feeds {
            formats: Vec::new(),
            ..defaults
        },
        Value::Map(_) => {
            let Some(fields) = field.fields(FEEDS_KEYS, "`feeds`") else {
                return defaults;
            };
            let limit = fields.get("limit").and_then(|field| {
                let limit = field.count(1, MOST)?;
                usize::try_from(limit).ok()
            });
            let content = fields.get("content");
            Feeds {
                formats: fields.get("formats").map_or(defaults.formats, formats),
                limit: limit.unwrap_or(defaults.limit),
                content: content
                    .and_then(|field| field.choice(CONTENTS))
                    .unwrap_or(defaults.content),
            }
        }
        _ => Feeds {
            formats: formats(field),
            ..defaults
        },
    }
}

fn formats(field: &Field<'_>) -> Vec<FeedFormat> {
    let mut formats = Vec::new();
    for format in field.items() {
        let format = format.choice(FORMATS);
        formats.extend(format.filter(|format| !formats.contains(format)));
    }
    formats
}
