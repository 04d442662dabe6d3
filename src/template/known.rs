//! The one table of the functions, filters and tests that templates can call: the engine's own and
//! those that Milepost adds. Calls are judged by it, and docs/functions.md is made from it.

use super::calls::CallKind::{self, Filter, Function, Test};

/// A function, filter or test.
#[derive(Debug)]
pub struct Callable {
    /// The kind.
    pub kind: CallKind,
    /// The name.
    pub name: &'static str,
    /// The arguments that a call must give.
    pub required: &'static [&'static str],
    /// The arguments that a call may give.
    pub optional: &'static [&'static str],
    /// A description for the reference, in Markdown.
    pub text: &'static str,
}

impl Callable {
    /// Returns the names of all arguments, the required ones first.
    pub fn arguments(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }
}

/// Returns the entry of a name.
pub(super) fn find(kind: CallKind, name: &str) -> Option<&'static Callable> {
    let mut entries = CALLABLES.iter();
    entries.find(|callable| callable.kind == kind && callable.name == name)
}

/// Returns the names of a kind.
pub(super) fn names(kind: CallKind) -> impl Iterator<Item = &'static str> {
    let entries = CALLABLES.iter();
    let of_kind = entries.filter(move |callable| callable.kind == kind);
    of_kind.map(|callable| callable.name)
}

const fn entry(
    kind: CallKind,
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
    text: &'static str,
) -> Callable {
    Callable {
        kind,
        name,
        required,
        optional,
        text,
    }
}

/// The table.
#[rustfmt::skip]
pub const CALLABLES: &[Callable] = &[
    entry(Function, "asset", &["path"], &[],
        "The URL of a file in `assets/`, with its fingerprint: `{{ asset(path=\"css/main.css\") \
        }}`. One that does not exist is an error."),
    entry(Function, "page", &["path"], &[],
        "The card of a page by its file below `content/`: `{{ page(path=\"a.md\")[\"url\"] \
        }}`. One that does not exist is an error. A template that calls it is rendered again \
        when the title or description of any page changes, as with `pages`."),
    entry(Function, "picture", &["src", "alt"], &["of", "sizes", "class", "lazy"],
        "A picture of the site in the versions that `![]()` gets: `{{ picture(src=page.image, \
        alt=page.title) }}`. `src` is a URL of the site (`/images/a.jpg`), a file of `content/` \
        (`@/posts/a.jpg`), or a file beside the page, or beside the page whose card is `of`: `{{ \
        picture(src=post.extra.lead, of=post, alt=\"\") }}`. `sizes` says how wide it is shown, \
        `lazy=false` that it is loaded at once. See [pictures.md](pictures.md#in-templates)."),
    entry(Function, "section", &["path"], &[],
        "A section by its folder below `content/`, with its `pages`, `sections` and `all`: `{% \
        for post in section(path=\"posts\")[\"pages\"] %}`. It is `sections[\"posts\"]` with an \
        error that names the sections where there is none; the home is `\"\"`."),
    entry(Function, "range", &["end"], &["start", "step_by"],
        "The numbers from `start` (0) up to, not including, `end`."),
    entry(Function, "super", &[], &[],
        "In a block: the same block of the template that is extended."),
    entry(Function, "throw", &["message"], &[],
        "Stops the page with this error."),
    entry(Function, "word", &["name"], &["count", "number", "value"],
        "A word of the theme in the language of the site: `{{ word(name=\"next\") }}`. The other \
        arguments stand in it where it has their names in braces; where it has two forms, `count` \
        decides. [words.md](words.md) lists them all."),
    entry(Filter, "abs", &[], &[], "A number without its sign."),
    entry(Filter, "capitalize", &[], &[], "The first letter large, all others small."),
    entry(Filter, "date", &[], &["format", "locale"],
        "A date in words: `{{ page.date | date(format=\"%-d %B %Y\") }}`, which is also the \
        format if none is given. `%Y` is the year, `%B` and `%b` the month, `%m` and `%-m` its \
        number, `%d` and `%-d` the day, `%A` and `%a` the weekday. Names are in the language of \
        the site, or in that of `locale`: `da`, `de`, `en`, `es`, `fr`, `it`, `nb`, `nl`, `pt` \
        or `sv`; a site in another language has English ones. `none` is an error: put `{% if \
        page.date %}` around it."),
    entry(Filter, "default", &["value"], &["boolean"],
        "The value, or another one where it is not defined; with `boolean=true` also where it is \
        `none`, `false`, empty or 0."),
    entry(Filter, "escape", &[], &[], "Escapes a text for the kind of file, unless that is done \
        already."),
    entry(Filter, "escape_html", &[], &[], "Escapes a text for HTML, also one that is safe."),
    entry(Filter, "escape_xml", &[], &[], "Escapes a text for XML, also HTML: `{{ page.content | \
        escape_xml }}`."),
    entry(Filter, "first", &[], &[], "The first value of a list, or `none`."),
    entry(Filter, "float", &[], &[], "A number, also from a text."),
    entry(Filter, "get", &["key"], &["default"],
        "The value of a key of a map; an error where there is neither that key nor a `default`."),
    entry(Filter, "group_by", &["attribute"], &[],
        "A map from each value of an attribute to the items that have it, in the order in which \
        the values come first. An item whose attribute is a list, such as `tags`, is in the \
        group of each of its values; one whose attribute is `none` is in no group."),
    entry(Filter, "indent", &[], &["width", "indentation", "first", "blank"],
        "A text with its lines indented by `width` (4) spaces; the first and blank lines too \
        where `first` and `blank` say so."),
    entry(Filter, "int", &[], &["base"], "A whole number, also from a text, written in `base` \
        (10)."),
    entry(Filter, "join", &[], &["sep"], "The values of a list as one text, with `sep` between \
        them."),
    entry(Filter, "json_encode", &[], &["pretty"],
        "A value as JSON: `<script type=\"application/json\">{{ site.extra | json_encode | safe \
        }}</script>` is right whatever texts are in it. `pretty=true` breaks lines."),
    entry(Filter, "keys", &[], &[], "The keys of a map, as a list."),
    entry(Filter, "last", &[], &[], "The last value of a list, or `none`."),
    entry(Filter, "length", &[], &[], "The number of values, or of characters."),
    entry(Filter, "lines", &["size", "width"], &[],
        "The lines of a text if it is written in the font of pictures, of `size` pixels, none \
        wider than `width`."),
    entry(Filter, "lower", &[], &[], "A text in small letters."),
    entry(Filter, "markdown", &[], &["inline"],
        "A text in Markdown as HTML: `{{ person.text | markdown }}`. Relative links and images \
        are taken as they are written, so write URLs from the root: `/contact/`. `inline=true` \
        leaves out the paragraph around a text that is only one."),
    entry(Filter, "newlines_to_br", &[], &[], "A text with `<br>` for each line break."),
    entry(Filter, "nth", &["n"], &[], "The value with this number, from 0, or `none`."),
    entry(Filter, "pairs", &[], &[], "The entries of a map as a list of `[key, value]`."),
    entry(Filter, "pluralize", &[], &["singular", "plural"],
        "The ending of a word for a number: `{{ n }} page{{ n | pluralize }}`."),
    entry(Filter, "replace", &["from", "to"], &[], "A text with each `from` replaced."),
    entry(Filter, "replace_regex", &["pattern", "to"], &[],
        "A text of at most 1 MiB with each part replaced that a regular expression describes: `{{ \
        page.title | replace_regex(pattern=\"^(\\w+) \", to=\"$1: \") }}`. `$1` is what the first \
        brackets hold; the expressions are those of the crate `regex-lite`."),
    entry(Filter, "reverse", &[], &[], "A list or text from its end to its start."),
    entry(Filter, "round", &[], &["method", "precision"],
        "A number rounded to `precision` (0) digits; `method` is `ceil` or `floor` if it has one \
        direction."),
    entry(Filter, "safe", &[], &[], "Shows HTML as it is."),
    entry(Filter, "slugify", &[], &[], "A text as Milepost writes it in URLs: `Knee & hip` \
        becomes `knee-hip`."),
    entry(Filter, "sort", &[], &["attribute"],
        "A list in order, by an attribute of its items: `pages | sort(attribute=\"title\")`. \
        Texts are sorted without regard to case and accents, with numbers as numbers: Part 2 \
        before Part 10."),
    entry(Filter, "split", &["pat"], &[], "The parts of a text between the occurrences of \
        `pat`."),
    entry(Filter, "str", &[], &[], "Any value as a text."),
    entry(Filter, "striptags", &[], &[], "The text of HTML, without tags: `{{ page.summary | \
        striptags | truncate(length=150) }}`."),
    entry(Filter, "title", &[], &[], "Each Word With a Large Letter."),
    entry(Filter, "trim", &[], &["pat"], "A text without white space, or `pat`, at both ends."),
    entry(Filter, "trim_end", &[], &["pat"], "A text without white space, or `pat`, at its end."),
    entry(Filter, "trim_start", &[], &["pat"], "A text without white space, or `pat`, at its \
        start."),
    entry(Filter, "truncate", &["length"], &["end"],
        "The first `length` characters, followed by `end` (…) where some were cut."),
    entry(Filter, "unique", &[], &[], "A list without repeated values."),
    entry(Filter, "upper", &[], &[], "A text in capital letters."),
    entry(Filter, "urlencode", &[], &[],
        "A text as a part of a URL: everything but letters of ASCII, digits and `-._~` is \
        encoded, slashes too."),
    entry(Filter, "values", &[], &[], "The values of a map, as a list."),
    entry(Filter, "wordcount", &[], &[], "The number of words of a text."),
    entry(Test, "array", &[], &[], "A list."),
    entry(Test, "bool", &[], &[], "`true` or `false`."),
    entry(Test, "containing", &["pat"], &[], "A text or list that has `pat`, or a map that has \
        it as a key: `{% if page.tags is containing(pat=\"news\") %}`."),
    entry(Test, "defined", &[], &[], "Anything that is there, `none` included."),
    entry(Test, "divisible_by", &["divisor"], &[], "A number without a rest."),
    entry(Test, "ending_with", &["pat"], &[], "A text that ends so."),
    entry(Test, "even", &[], &[], "An even number."),
    entry(Test, "float", &[], &[], "A number with a fraction."),
    entry(Test, "integer", &[], &[], "A whole number."),
    entry(Test, "iterable", &[], &[], "Anything that `for` can go through."),
    entry(Test, "map", &[], &[], "A map."),
    entry(Test, "none", &[], &[], "An empty key."),
    entry(Test, "number", &[], &[], "A number."),
    entry(Test, "odd", &[], &[], "An odd number."),
    entry(Test, "starting_with", &["pat"], &[], "A text that starts so."),
    entry(Test, "string", &[], &[], "A text."),
    entry(Test, "undefined", &[], &[], "A key of `extra`, `options` or `data` that is not \
        there."),
];
