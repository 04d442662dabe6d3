//! The tables of keys, which are used for reading, for suggestions, and for the documentation.

use crate::yaml::Key;

/// The keys of `site.yaml`.
pub const KEYS: &[Key] = &[
    Key::new("title", "text", "the site's title"),
    Key::new(
        "description",
        "text",
        "what the site is about, in a sentence",
    ),
    Key::new(
        "base_url",
        "address",
        "where the site will stand: `https://example.org/guide/`",
    )
    .also(&["baseURL", "url"]),
    Key::new(
        "language",
        "language tag",
        "the language of the site; `en` if nothing is said",
    )
    .also(&["lang", "languageCode", "default_language"]),
    Key::new(
        "timezone",
        "time zone",
        "where days begin: `America/New_York`; `UTC` if nothing is said",
    )
    .also(&["timeZone"]),
    Key::new("author", "text", "who writes the pages that name nobody"),
    Key::new(
        "theme",
        "text",
        "the theme's name; `stride` if nothing is said",
    ),
    Key::new("theme_options", "map", "the theme's options"),
    Key::new("menus", "map of lists", "the menus `main` and `footer`").also(&["menu"]),
    Key::new(
        "taxonomies",
        "list",
        "what pages are grouped by: each gets a page, and so does each of its terms",
    ),
    Key::new(
        "feeds",
        "map, list of formats, or true or false",
        "the feeds of the site; there are some where pages have dates",
    ),
    Key::new(
        "images",
        "map, or true or false",
        "the versions that are made of pictures",
    ),
    Key::new(
        "markdown",
        "map",
        "which additions to Markdown the site uses",
    ),
    Key::new("search", "true or false", "whether there is a search"),
    Key::new(
        "check",
        "map of levels",
        "the level of each check: `error`, `warning`, `note` or `off`; \
         and `reading_grade`, a number",
    ),
    Key::new(
        "schema",
        "true or false",
        "whether pages carry structured data",
    ),
    Key::new(
        "social_cards",
        "`site` or `pages`",
        "whether one picture for sharing is drawn for the site, or one for each page",
    ),
    Key::new("business", "map", "the facts about the business"),
    Key::new("redirects", "map", "old URL paths and where they lead now"),
    Key::new(
        "git_dates",
        "`true`, `false` or `updated`",
        "whether pages without `date` and `updated` have those of their commits in git",
    ),
    Key::new(
        "words",
        "map of texts",
        "words that stand on pages, said in your own way or in another language",
    ),
    Key::new("preview", "map", "options of `milepost serve`"),
    Key::new("extra", "map", "free data for templates").also(&["params"]),
];

/// Keys of `site.yaml` for features that Milepost does not have yet.
pub(super) const PLANNED_KEYS: &[&str] = &["deploy"];

/// The keys of `theme.yaml`.
pub const THEME_KEYS: &[Key] = &[
    Key::new("name", "text", "the theme's name"),
    Key::new("options", "map", "the theme's options with their defaults"),
];

/// The keys of `menus`.
pub const MENUS_KEYS: &[Key] = &[
    Key::new("main", "list", "the menu at the top"),
    Key::new("footer", "list", "the menu at the bottom"),
];

/// The keys of a menu's entry.
pub const MENU_KEYS: &[Key] = &[
    Key::new("title", "text", "what it says; else the page's title").also(&["name"]),
    Key::new("page", "text", "the file of a page, below `content/`"),
    Key::new("url", "text", "an address, or a path on this site"),
    Key::new("children", "list", "entries below it"),
];

/// The keys of a taxonomy.
pub const TAXONOMY_KEYS: &[Key] = &[
    Key::new("name", "text", "its name, which is a key of front matter"),
    Key::new("title", "text", "the title of its page; else its name"),
    Key::new(
        "paginate_by",
        "whole number",
        "how many pages one list page of a term shows",
    ),
    Key::new(
        "feed",
        "true or false",
        "whether each of its terms has a feed",
    ),
];

/// The keys of `feeds`.
pub const FEEDS_KEYS: &[Key] = &[
    Key::new(
        "formats",
        "list",
        "`atom` and `json`; both if nothing is said",
    ),
    Key::new(
        "limit",
        "whole number",
        "how many pages a feed has; 20 if nothing is said",
    ),
    Key::new(
        "content",
        "`full` or `summary`",
        "what a feed shows of its pages; all of the text if nothing is said",
    ),
];

/// The keys of `markdown`.
pub const MARKDOWN_KEYS: &[Key] = &[
    Key::new(
        "ids",
        "`forge`, `zola`, `hugo`, `jekyll` or `ascii`",
        "how the ids of headings are made: as GitHub and GitLab do if nothing is said, as another \
         generator did, or of Latin letters without accents",
    ),
    Key::new(
        "smart_punctuation",
        "true or false",
        "whether `\"` becomes a curly quotation mark, `--` a dash and `...` an ellipsis; `true` if \
         nothing is said",
    ),
    Key::new(
        "autolinks",
        "true or false",
        "whether addresses in the text become links; `true` if nothing is said",
    ),
    Key::new(
        "hard_breaks",
        "true or false",
        "whether a new line in a paragraph is one on the page",
    ),
    Key::new(
        "definition_lists",
        "true or false",
        "whether a line that begins with `: ` defines the line above it; `true` if nothing is said",
    ),
    Key::new(
        "attributes",
        "true or false",
        "whether a last line `{#id .class}` gives a block an id and classes; `true` if nothing is \
         said. Headings have this always",
    ),
    Key::new("highlight", "true or false", "whether `==text==` is marked"),
    Key::new("superscript", "true or false", "whether `^text^` is raised"),
    Key::new(
        "subscript",
        "true or false",
        "whether `~text~` is lowered; `~~text~~` stays struck through",
    ),
    Key::new(
        "emoji",
        "true or false",
        "whether `:name:` becomes the emoji of that name",
    )
    .also(&["render_emoji", "enableEmoji"]),
    Key::new(
        "maths",
        "true or false",
        "whether `$…$` and `$$…$$` are formulas in LaTeX",
    )
    .also(&["math"]),
];

/// The keys of `preview`.
pub const PREVIEW_KEYS: &[Key] = &[
    Key::new("port", "whole number", "the port, from 1 to 65535"),
    Key::new("open", "true or false", "whether a browser opens"),
    Key::new(
        "editor",
        "editor",
        "what a click with Alt opens: `vscode`, `zed`, `idea` …, `$EDITOR`, \
         or an address with `{file}`",
    ),
];

/// The keys of `images`.
pub const IMAGES_KEYS: &[Key] = &[
    Key::new(
        "widths",
        "list of whole numbers",
        "how wide the versions of a picture are, in pixels: 16 to 3200",
    ),
    Key::new(
        "quality",
        "whole number",
        "the quality of AVIF and JPEG, from 1 to 100; 75 if nothing is said",
    ),
    Key::new(
        "format",
        "`avif` or `classic`",
        "AVIF beside JPEG and PNG, or JPEG and PNG alone",
    ),
    Key::new(
        "sizes",
        "text",
        "how wide pictures are shown, as the attribute `sizes` of HTML says it",
    ),
];

/// The keys of `business`.
pub const BUSINESS_KEYS: &[Key] = &[
    Key::new("name", "text", "the business's name"),
    Key::new(
        "type",
        "type of schema.org",
        "what it is: `DaySpa`; `LocalBusiness` if nothing is said",
    ),
    Key::new("description", "text", "what it does, in a sentence"),
    Key::new("street", "text", "street and number"),
    Key::new("city", "text", "the city"),
    Key::new("region", "text", "the state or region: `NC`"),
    Key::new("postal_code", "text", "the postal code").also(&["zip", "postcode"]),
    Key::new("country", "text", "the country: `US`"),
    Key::new("phone", "text", "the telephone number").also(&["telephone"]),
    Key::new("email", "text", "the e-mail address"),
    Key::new("booking_url", "address", "where one books"),
    Key::new("map_url", "address", "where it is on a map"),
    Key::new("price_range", "text", "`$$`, or from and to"),
    Key::new("image", "text", "a picture of it"),
    Key::new(
        "hours",
        "list of maps of `days`, `opens` and `closes`",
        "when it is open",
    ),
];

/// The keys of an entry of `hours`.
pub const HOURS_KEYS: &[Key] = &[
    Key::new("days", "list of days", "`Monday`, `Mon-Fri`, `[Tue, Thu]`").also(&["day"]),
    Key::new("opens", "time", "`09:00`").also(&["open"]),
    Key::new("closes", "time", "`18:30`").also(&["close"]),
];
