//! The keys of front matter: one table for reading, for suggestions and for the documentation.

use crate::yaml::Key;

/// The keys of every page.
pub const KEYS: &[Key] = &[
    Key::new(
        "title",
        "text",
        "the title; else the first heading, else the file's name",
    ),
    Key::new(
        "nav_title",
        "text",
        "a shorter title for menus and breadcrumbs",
    )
    .also(&["linkTitle", "linktitle", "link_title", "menu_title"]),
    Key::new(
        "description",
        "text",
        "what the page is about, in a sentence or two",
    )
    .also(&["summary", "excerpt"]),
    Key::new("date", "date", "the day of the page").also(&["pubDate", "pub_date"]),
    Key::new("updated", "date", "the day of the last change in substance").also(&[
        "lastmod",
        "last_modified_at",
        "modified",
        "updatedDate",
    ]),
    Key::new(
        "publish",
        "date",
        "the day from which on the page is published",
    )
    .also(&["publishDate", "publish_date", "publishdate"]),
    Key::new(
        "expire",
        "date",
        "the day from which on it is no longer published",
    )
    .also(&["expiryDate", "expiry_date", "expirydate", "unpublishdate"]),
    Key::new("draft", "true or false", "the page is not published"),
    // It is the opposite of `draft` and not another name for it, so it has an entry of its own.
    Key::new(
        "published",
        "true or false",
        "the opposite of `draft`, from Jekyll",
    ),
    Key::new(
        "weight",
        "whole number",
        "its place among its neighbours, the smallest first",
    )
    .also(&["order"]),
    Key::new("slug", "text", "the last part of its URL"),
    Key::new(
        "path",
        "text",
        "its whole URL path, a pattern (`news/:year/:month/:slug`), or a file: `data.json`",
    )
    .also(&["url", "permalink"]),
    Key::new("aliases", "list of texts", "older URLs that lead here")
        .also(&["alias", "redirect_from"]),
    Key::new("template", "text", "the template to make it with").also(&["layout"]),
    Key::new(
        "taxonomies",
        "map of lists",
        "terms by taxonomy; each may also stand as a key of its own",
    ),
    Key::new("tags", "list of texts", "what it is about, as terms").also(&["tag", "keywords"]),
    Key::new(
        "categories",
        "list of texts",
        "terms of the taxonomy `categories`",
    )
    .also(&["category"]),
    Key::new("authors", "list of texts", "who wrote it").also(&["author"]),
    Key::new(
        "image",
        "text, or a map of `src` and `alt`",
        "the picture shown when the page is shared",
    ),
    Key::new("toc", "true or false", "whether it has a table of contents"),
    Key::new("search", "true or false", "whether search finds it").also(&["in_search_index"]),
    Key::new(
        "reviewed",
        "date",
        "the day on which somebody last checked it",
    )
    .also(&["last_reviewed", "lastReviewed"]),
    Key::new(
        "faq",
        "list of maps of `question` and `answer`",
        "questions and answers",
    ),
    Key::new(
        "paginate",
        "map of `pages`, `by` and `sort_by`",
        "a list that the page shows over several list pages",
    ),
    Key::new("extra", "map", "free data for templates").also(&["params"]),
];

/// The keys that only a section's `_index.md` has.
pub const SECTION_KEYS: &[Key] = &[
    Key::new(
        "sort_by",
        "`weight`, `date`, `updated`, `title` or `extra.…`, or a list of them",
        "the order of its pages; `-` before a value turns it around",
    ),
    Key::new(
        "paginate_by",
        "whole number",
        "how many pages one of its list pages shows",
    ),
    Key::new("feed", "true or false", "whether it has a feed of its own")
        .also(&["generate_feeds", "generate_feed"]),
    Key::new(
        "cascade",
        "map of front matter",
        "what its pages say if they do not say it themselves",
    ),
];

/// The keys of sections that a cascade can have, for the sections below it.
pub(super) const CASCADED_SECTION_KEYS: &[&str] = &["paginate_by", "feed"];

/// The keys of `paginate`.
pub const PAGINATE_KEYS: &[Key] = &[
    Key::new(
        "pages",
        "folder",
        "the folder below `content/` whose pages are listed; else the page's own pages",
    ),
    Key::new("by", "whole number", "how many pages one list page shows"),
    Key::new("sort_by", "as in sections", "the order of the list"),
];

/// The keys of `image`.
pub const IMAGE_KEYS: &[Key] = &[
    Key::new("src", "text", "the picture's file, relative to the page").also(&["path", "url"]),
    Key::new("alt", "text", "what is to be seen on it"),
];

/// The keys of an entry of `faq`.
pub const QUESTION_KEYS: &[Key] = &[
    Key::new("question", "text", "the question").also(&["q"]),
    Key::new("answer", "text", "the answer, in Markdown").also(&["a"]),
];

/// The keys that belong to a single page, so that a cascade cannot have them.
pub(super) const NOT_IN_CASCADE: &[&str] = &["title", "nav_title", "slug", "aliases", "faq"];
