//! The one table of names that Zola, Hugo, Jekyll and Eleventy know and Milepost does not, with
//! ours.

use Use::{Field, Filter, Function, Tag, Variable};

/// The way in which a name is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// `name(…)`.
    Function,
    /// `value | name`.
    Filter,
    /// `{% name … %}`.
    Tag,
    /// `name` at the start of an expression.
    Variable,
    /// `value.name`.
    Field,
}

/// Returns the advice for a foreign name.
pub(super) fn advice(used: Use, name: &str) -> Option<&'static str> {
    let mut entries = FOREIGN.iter();
    let entry = entries.find(|entry| entry.0 == used && entry.1.split(' ').any(|one| one == name));
    entry.map(|entry| entry.2)
}

/// The advice for what is plainly a template of Hugo.
pub(super) const GO_TEMPLATE: &str = "this is the language of Hugo's templates; here it is \
    `{{ page.title }}`, `{% if … %}{% endif %}`, `{% for … in … %}{% endfor %}`";

/// The advice for a call `m::name()`.
pub(super) const MACRO_CALL: &str = "macros are components here: `components/Name.html` holds \
    `{% component Name(title: string) %}…{% endcomponent Name %}`, which `{{ <Name title=\"…\" /> \
    }}` calls";

const LIST: &str = "a list in brackets does it: `[p for p in pages if p.date]`, `[p.title for p in \
    pages]`";

const MACROS: &str = "macros are components here: a file `components/Name.html` with `{% component \
    Name(title: string) %}…{% endcomponent Name %}`, called by `{{ <Name title=\"…\" /> }}` \
    without any import";

const ABSOLUTE: &str = "an absolute URL is `page.permalink`, or `{{ site.base_url }}{{ page.url \
    }}`; the path of the base URL is put before every URL by itself";

/// Names, separated by spaces, with the advice for all of them.
#[rustfmt::skip]
const FOREIGN: &[(Use, &str, &str)] = &[
    (Function, "get_url", "the URL of a page is `page(path=\"posts/a.md\")[\"url\"]`, of an asset \
        `asset(path=\"css/main.css\")`; others are written as they are: `/about/`"),
    (Function, "get_page GetPage", "write `page(path=\"posts/a.md\")`: the card of that page"),
    (Function, "get_section", "write `section(path=\"posts\")`: the section with its `pages`"),
    (Function, "now", "`{{ today }}` is the day of the build, so that equal sources give equal \
        pages: `{{ today | date(format=\"%Y\") }}`"),
    (Function, "load_data", "a file `data/team.yaml` is `data.team`; YAML, TOML, JSON and CSV are \
        read"),
    (Function, "get_taxonomy_url get_taxonomy get_taxonomy_term", "the terms of a page are \
        `page.terms.tags`, each with `title` and `url`; all of the site are `terms.tags`"),
    (Function, "get_image_metadata resize_image imageproc image", "write `picture(src=page.image, \
        alt=page.title)`, which makes the versions and states the size; what a page shows where \
        it is shared is `share_image`"),
    (Function, "trans i18n T", "a theme's texts are options of theme.yaml: `site.options.name`"),
    (Function, "get_env getenv", "nothing of the machine enters a site; put the value into \
        `extra:` of site.yaml: `site.extra.name`"),
    (Function, "get_file_hash get_hash", "assets have a fingerprint: `asset(path=\"js/a.js\")`"),
    (Function, "get_random shuffle", "equal sources give equal pages, so nothing is random"),
    (Function, "paginate", "a list over several pages is `paginate_by` of a section, which its \
        template reads as `paginator`"),
    (Function, "partial include", "write `{% include \"name.html\" %}`, or call a component: \
        `{{ <Name /> }}`"),
    (Function, "ref relref", "the URL of a page is `page(path=\"posts/a.md\")[\"url\"]`"),
    (Function, "dict", "a map is written `{\"title\": page.title}`"),
    (Function, "slice", "a list is written `[1, 2]`, a part of one `pages[0:5]`"),
    (Function, "where", LIST),
    (Function, "url_for", "URLs are written as they are: `/about/`"),

    (Filter, "where where_exp filter map selectattr rejectattr", LIST),
    (Filter, "slice limit batch", "a part of a list is `pages[0:5]`"),
    (Filter, "concat push append", "lists are joined by `[...a, ...b]`, texts by `a ~ b`"),
    (Filter, "prepend", "texts are joined by `a ~ b`"),
    (Filter, "as_str string toString", "write `str`"),
    (Filter, "linebreaksbr newline_to_br nl2br", "write `newlines_to_br`"),
    (Filter, "strip_html plainify striptags_html", "write `striptags`"),
    (Filter, "jsonify dump tojson", "write `json_encode`"),
    (Filter, "markdownify md renderString", "write `markdown`"),
    (Filter, "urlize", "write `slugify`"),
    (Filter, "url_encode cgi_escape uri_escape urlencode_strict", "write `urlencode`"),
    (Filter, "escape_once h", "texts are escaped where they are shown; `escape` does it earlier"),
    (Filter, "safeHTML raw noescape", "write `safe`"),
    (Filter, "size count", "write `length`"),
    (Filter, "sort_by sortBy", "write `sort(attribute=\"date\")`, `reverse` for the newest first"),
    (Filter, "group_by_exp groupby", "write `group_by(attribute=\"…\")`"),
    (Filter, "uniq", "write `unique`"),
    (Filter, "downcase", "write `lower`"),
    (Filter, "upcase", "write `upper`"),
    (Filter, "strip trimSpace", "write `trim`"),
    (Filter, "lstrip", "write `trim_start`"),
    (Filter, "rstrip", "write `trim_end`"),
    (Filter, "truncatewords", "write `truncate(length=150)`, which counts characters"),
    (Filter, "number_of_words", "write `wordcount`"),
    (Filter, "date_to_string date_to_long_string date_to_xmlschema date_format dateFormat \
        readableDate htmlDateString", "write `date(format=\"%-d %B %Y\")`"),
    (Filter, "relative_url url", "URLs start with `/` and need nothing: the path of the base URL \
        is put before each by itself"),
    (Filter, "absolute_url permalink", ABSOLUTE),
    (Filter, "regex_replace replace_re replaceRE", "write `replace_regex(pattern=\"…\", \
        to=\"…\")`"),
    (Filter, "divided_by", "write `a / b`, or `a // b` for a whole number"),
    (Filter, "times", "write `a * b`"),
    (Filter, "plus", "write `a + b`"),
    (Filter, "minus", "write `a - b`"),
    (Filter, "modulo", "write `a % b`"),
    (Filter, "smartify typogrify", "write `markdown(inline=true)`"),

    (Tag, "macro endmacro import from", MACROS),
    (Tag, "extend", "did you mean `extends`?"),
    (Tag, "assign", "write `{% set name = value %}`"),
    (Tag, "capture endcapture", "write `{% set name %}…{% endset %}`"),
    (Tag, "unless endunless", "write `{% if not … %}…{% endif %}`"),
    (Tag, "elsif elseif", "write `elif`"),
    (Tag, "case when endcase", "write `{% if … %}{% elif … %}{% endif %}`"),
    (Tag, "comment endcomment", "a comment is `{# … #}`"),
    (Tag, "render include_relative partial", "write `{% include \"name.html\" %}`, or call a \
        component: `{{ <Name /> }}`"),
    (Tag, "layout", "write `{% extends \"base.html\" %}`"),
    (Tag, "with endwith", "write `{% set name = value %}`"),
    (Tag, "highlight endhighlight", "code stands in the Markdown, between ```` ``` ````"),
    (Tag, "seo feed_meta", "what a page tells machines is `structured_data` and `share_image`"),
    (Tag, "link post_url", "the URL of a page is `{{ page(path=\"posts/a.md\")[\"url\"] }}`"),
    (Tag, "asyncEach asyncAll endeach endall", "write `{% for … in … %}{% endfor %}`"),
    (Tag, "paginate", "a list over several pages is `paginate_by` of a section, which its \
        template reads as `paginator`"),
    (Tag, "shortcode call endcall", MACROS),

    (Variable, "config", "`config` is `site` here: `site.title`, `site.extra`, `site.options`"),
    (Variable, "content", "the content of the page is `{{ page.content }}`; what a template that \
        extends this one fills in is a block: `{% block content %}{% endblock %}`"),
    (Variable, "collections", "all pages are `pages`, those of a section \
        `section(path=\"posts\")[\"pages\"]`, those with a tag \
        `[p for p in pages if p.tags is containing(pat=\"news\")]`"),
    (Variable, "taxonomies", "the terms of a page are `page.terms`, those of the site `terms`"),
    (Variable, "pagination", "write `paginator`, which a section with `paginate_by` has"),
    (Variable, "current_url current_path", "write `page.permalink` or `page.url`"),
    (Variable, "lang", "write `site.language`"),
    (Variable, "post posts", "all pages are `pages`, those of a section \
        `section(path=\"posts\")[\"pages\"]`"),
    (Variable, "now", "`today` is the day of the build"),
    (Variable, "title date description tags", "the page's own keys are `page.title` and so on"),
    (Variable, "layout", "what a page's front matter holds is in `page`, its own keys in \
        `page.extra`"),
    (Variable, "eleventy jekyll hugo zola", "a site does not say what made it"),
    (Variable, "theme", "the options of the theme are `site.options`"),
    (Variable, "env", "nothing of the machine enters a site; put the value into `extra:` of \
        site.yaml: `site.extra.name`"),

    (Field, "Params params", "write `page.extra`, or `site.extra`"),
    (Field, "Title LinkTitle", "write `title`, or `nav_title`"),
    (Field, "RelPermalink relative_path path", "write `url`"),
    (Field, "Permalink", ABSOLUTE),
    (Field, "Content", "write `page.content`"),
    (Field, "Summary excerpt", "write `page.summary`"),
    (Field, "Pages RegularPages posts", "all pages are `pages`, those of a section \
        `section(path=\"posts\")[\"pages\"]`"),
    (Field, "pages subsections", "the pages of a section are `children.pages` on its own page, \
        elsewhere `section(path=\"posts\")[\"pages\"]`, and `siblings` on its pages; sections are \
        `children.sections`"),
    (Field, "categories taxonomies", "the terms of a page are `page.terms`"),
    (Field, "lower higher Prev Next earlier later", "write `previous` and `next`, the cards \
        around this page"),
    (Field, "reading_time", "write `page.minutes`"),
    (Field, "word_count", "write `page.words`"),
    (Field, "year month day", "write `page.date | date(format=\"%Y\")`"),
    (Field, "assets resources files", "the files beside a page are `files`: `{% for file in files \
        %}{{ file.url }}{% endfor %}`"),
    (Field, "ancestors", "write `ancestors`, the cards from the home to this page"),
    (Field, "colocated_path file", "write `page.source`"),
    (Field, "data", "a file `data/team.yaml` is `data.team`; what site.yaml holds under `extra:` \
        is `site.extra`"),
    (Field, "time", "`today` is the day of the build"),
    (Field, "baseurl", "URLs start with `/` and need nothing: the path of the base URL is put \
        before each by itself"),
];
