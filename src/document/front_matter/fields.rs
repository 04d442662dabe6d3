//! The fields of front matter.

use super::paginate::Paginate;
use super::sort_by::SortKey;
use crate::date::Date;
use crate::value::Map;
use std::collections::{BTreeMap, BTreeSet};

/// The front matter of a page. Fields without an entry are empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FrontMatter {
    /// The title. Without one the first heading of level 1 is taken, else the file's name.
    pub title: Option<String>,
    /// A shorter title for menus, breadcrumbs and lists.
    pub nav_title: Option<String>,
    /// A summary in a sentence or two, for search engines and lists.
    pub description: Option<String>,
    /// The day of the page.
    pub date: Option<Date>,
    /// The day of its last change in substance.
    pub updated: Option<Date>,
    /// The first day on which it is published.
    pub publish: Option<Date>,
    /// The first day on which it is no longer published.
    pub expire: Option<Date>,
    /// The day on which its facts were last checked.
    pub reviewed: Option<Date>,
    /// True for a page that is not published.
    pub draft: bool,
    /// Its place among its neighbors: smaller comes first.
    pub weight: Option<i64>,
    /// The last part of its URL. It is one safe part of a path.
    pub slug: Option<String>,
    /// Its whole URL path, without slashes around it: `benefits/pain-relief`. It is a safe relative
    /// path.
    pub path: Option<String>,
    /// Older URL paths that redirect here, in the form of `path`.
    pub aliases: Vec<String>,
    /// The template of the page, relative to `templates/`.
    pub template: Option<String>,
    /// Its terms by taxonomy: `tags` and the configured ones.
    pub taxonomies: BTreeMap<String, Vec<String>>,
    /// The keys that name these terms, of those taxonomies that have another key than their name.
    pub term_keys: BTreeMap<String, String>,
    /// The names of its authors.
    pub authors: Vec<String>,
    /// The image that represents it where it is shared.
    pub image: Option<PageImage>,
    /// True if it has a table of contents, which is the default.
    pub toc: bool,
    /// True if the site's search finds it, which is the default.
    pub search: bool,
    /// Questions and answers, for readers and search engines.
    pub faq: Vec<Question>,
    /// Free data for templates.
    pub extra: Map,
    /// The list that it shows over several list pages.
    pub paginate: Option<Paginate>,
    /// In a section: the order of its pages; empty for the default.
    pub sort_by: Vec<SortKey>,
    /// In a section: the number of pages that one of its list pages shows.
    pub paginate_by: Option<usize>,
    /// In a section: true if it has a feed. The site has one unless its home says no.
    pub feed: Option<bool>,
    /// In a section: the front matter that its pages inherit.
    pub cascade: Option<Box<FrontMatter>>,
    /// The main names of the keys that have an entry. They distinguish an entry that equals the
    /// default from no entry.
    pub given: BTreeSet<&'static str>,
    /// Those of them that have their entry from a section's cascade.
    pub inherited: BTreeSet<&'static str>,
    /// The main names of the keys that unknown ones were probably meant for.
    pub misspelt: BTreeSet<&'static str>,
}

/// The image that represents a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageImage {
    /// The file as written: relative to the page's file.
    pub src: String,
    /// The alternative text.
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
            term_keys: BTreeMap::new(),
            authors: Vec::new(),
            image: None,
            toc: true,
            search: true,
            faq: Vec::new(),
            extra: Map::default(),
            paginate: None,
            sort_by: Vec::new(),
            paginate_by: None,
            feed: None,
            cascade: None,
            given: BTreeSet::new(),
            inherited: BTreeSet::new(),
            misspelt: BTreeSet::new(),
        }
    }
}
