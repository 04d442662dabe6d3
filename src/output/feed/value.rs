//! A feed as a value: everything that its formats write.

use crate::config::{BaseUrl, FeedContent, FeedFormat};
use crate::date::Date;
use crate::page::PageInputs;

/// A feed.
#[derive(Hash)]
pub(super) struct Feed {
    pub format: FeedFormat,
    pub content: FeedContent,
    pub base_url: BaseUrl,
    /// The absolute URL of the feed.
    pub url: String,
    /// The absolute URL of the page that it is the feed of.
    pub home: String,
    pub title: String,
    pub description: Option<String>,
    pub language: String,
    pub timezone: String,
    /// The author of pages that name none.
    pub author: String,
    pub entries: Vec<Entry>,
}

/// A page in a feed.
#[derive(Hash)]
pub(super) struct Entry {
    pub page: PageInputs,
    pub date: Date,
    pub updated: Date,
    pub authors: Vec<String>,
    pub terms: Vec<String>,
}

/// The text of a page as a feed shows it: HTML, all of it or its summary; none for a page without
/// a summary.
pub(super) type Text = Option<String>;

impl Feed {
    /// Returns the day of the newest change.
    pub fn updated(&self) -> Option<Date> {
        self.entries.iter().map(|entry| entry.updated).max()
    }

    /// Returns the moment at which a day begins.
    pub fn moment(&self, date: Date) -> String {
        date.start(&self.timezone)
    }

    /// Returns the absolute URL of a page.
    pub fn url_of(&self, entry: &Entry) -> String {
        self.base_url.absolute(&entry.page.data.card.url)
    }

    /// Returns the authors of a page.
    pub fn authors<'a>(&'a self, entry: &'a Entry) -> &'a [String] {
        match entry.authors.as_slice() {
            [] => std::slice::from_ref(&self.author),
            authors => authors,
        }
    }
}
