//! Front matter: what a page says of itself, between two lines `---` at its top.
//!
//! Strict and never fatal: every fault is reported with its line, and every entry that can be read
//! is read, so that a page keeps its address, title and draft flag while somebody is typing in it.

mod cascade;
mod convert;
mod dates;
mod fence;
mod foreign;
mod keys;
mod read;

pub use fence::{Fence, Split, split};
pub use keys::{KEYS, SECTION_KEYS};
pub use read::read;

use crate::date::Date;
use crate::value::Map;
use std::collections::{BTreeMap, BTreeSet};

/// What a page says of itself. What it does not say is empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FrontMatter {
    /// The title. Without one the first heading of level 1 is taken, else the file's name.
    pub title: Option<String>,
    /// A shorter title for menus, breadcrumbs and lists.
    pub nav_title: Option<String>,
    /// What the page is about, in a sentence or two: for search engines and lists.
    pub description: Option<String>,
    /// The day of the page.
    pub date: Option<Date>,
    /// The day of its last change in substance.
    pub updated: Option<Date>,
    /// The day from which on it is published.
    pub publish: Option<Date>,
    /// The day from which on it is no longer published.
    pub expire: Option<Date>,
    /// The day on which somebody last checked that it is right.
    pub reviewed: Option<Date>,
    /// It is not published.
    pub draft: bool,
    /// Its place among its neighbours: smaller comes first.
    pub weight: Option<i64>,
    /// The last part of its URL. It is one safe part of a path.
    pub slug: Option<String>,
    /// Its whole URL path, without slashes around it: `benefits/pain-relief`. It is a safe relative
    /// path.
    pub path: Option<String>,
    /// Older URL paths that lead here, in the form of `path`.
    pub aliases: Vec<String>,
    /// The template to make it with, relative to `templates/`.
    pub template: Option<String>,
    /// Its terms by taxonomy: `tags` and those that the configuration names.
    pub taxonomies: BTreeMap<String, Vec<String>>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The picture that stands for it when it is shared.
    pub image: Option<PageImage>,
    /// Whether it has a table of contents: yes, if nothing is said.
    pub toc: bool,
    /// Whether the site's search finds it: yes, if nothing is said.
    pub search: bool,
    /// Questions and answers, for readers and search engines.
    pub faq: Vec<Question>,
    /// Free data for templates.
    pub extra: Map,
    /// In a section: the order of its pages.
    pub sort_by: Option<SortBy>,
    /// In a section: what its pages say of themselves if they do not say it.
    pub cascade: Option<Box<FrontMatter>>,
    /// The names of the keys that are written, by their first names: tells "not said" from "said
    /// so".
    pub given: BTreeSet<&'static str>,
}

/// A picture that stands for a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageImage {
    /// Where it is, as written: relative to the page's file.
    pub src: String,
    /// What is to be seen on it.
    pub alt: Option<String>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Question {
    /// The question.
    pub question: String,
    /// The answer, in Markdown.
    pub answer: String,
}

/// The order of a section's pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// By weight, the smallest first.
    Weight,
    /// By date, the newest first.
    Date,
    /// By title.
    Title,
}

impl Default for FrontMatter {
    fn default() -> Self {
        FrontMatter {
            title: None,
            nav_title: None,
            description: None,
            date: None,
            updated: None,
            publish: None,
            expire: None,
            reviewed: None,
            draft: false,
            weight: None,
            slug: None,
            path: None,
            aliases: Vec::new(),
            template: None,
            taxonomies: BTreeMap::new(),
            authors: Vec::new(),
            image: None,
            toc: true,
            search: true,
            faq: Vec::new(),
            extra: Map::default(),
            sort_by: None,
            cascade: None,
            given: BTreeSet::new(),
        }
    }
}
