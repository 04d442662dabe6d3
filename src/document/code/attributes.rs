//! The attributes of a fence, by all names that people write for them.

use crate::diagnostic::nearest;

/// An attribute of a fence.
#[derive(Debug)]
pub struct Attribute {
    /// The meaning.
    pub(super) meaning: Meaning,
    /// The kind of its value.
    pub(super) kind: Kind,
    /// The names, the one to write first.
    pub names: &'static [&'static str],
    /// The effect, as the documentation says it.
    pub effect: &'static str,
}

/// The meaning of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Title,
    Mark,
    Inserted,
    Deleted,
    Focus,
    Numbers,
    Start,
    Hide,
    HiddenPrefix,
    Wrap,
    Language,
    Diff,
    Frame,
    Nothing,
}

/// The kind of an attribute's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text.
    Text,
    /// Numbers of lines, and ranges of them.
    Lines,
    /// A number.
    Number,
    /// Nothing, or `true`, `false` and the like.
    Flag,
}

const fn attribute(
    meaning: Meaning,
    kind: Kind,
    names: &'static [&'static str],
    effect: &'static str,
) -> Attribute {
    Attribute {
        meaning,
        kind,
        names,
        effect,
    }
}

/// All attributes.
#[rustfmt::skip]
pub const ATTRIBUTES: &[Attribute] = &[
    attribute(Meaning::Title, Kind::Text, &["title", "name", "filename"],
        "a title above the block, such as the name of the file"),
    attribute(Meaning::Mark, Kind::Lines, &["mark", "hl_lines", "highlight"],
        "marked lines; `{1,3-5}` alone means the same"),
    attribute(Meaning::Inserted, Kind::Lines, &["ins", "add"],
        "lines that were added"),
    attribute(Meaning::Deleted, Kind::Lines, &["del", "rem"],
        "lines that were removed; they are not copied"),
    attribute(Meaning::Focus, Kind::Lines, &["focus"],
        "lines to look at: the others are dimmed until the pointer is over the block"),
    attribute(Meaning::Numbers, Kind::Flag,
        &["numbers", "linenos", "linenums", "showLineNumbers", "lineNumbers", "numberLines",
          "line-numbers"],
        "numbers of lines; a number is that of the first line"),
    attribute(Meaning::Start, Kind::Number,
        &["start", "linenostart", "startLineNumber", "startFrom"],
        "the number of the first line"),
    attribute(Meaning::Hide, Kind::Lines, &["hide", "hide_lines"],
        "lines that are left out"),
    attribute(Meaning::HiddenPrefix, Kind::Text, &["hidelines"],
        "lines that begin with this are left out; in Rust those with `# ` are left out anyway"),
    attribute(Meaning::Wrap, Kind::Flag, &["wrap"],
        "long lines are broken instead of scrolled"),
    attribute(Meaning::Language, Kind::Text, &["lang"],
        "with the language `diff`: the language of the changed code"),
    attribute(Meaning::Diff, Kind::Flag, &["diff"],
        "lines that begin with `+` and `-` were added and removed"),
    attribute(Meaning::Frame, Kind::Text, &["frame"],
        "`terminal`: the block is a terminal"),
    attribute(Meaning::Nothing, Kind::Flag,
        &["ignore", "should_panic", "no_run", "compile_fail", "editable", "noplayground",
          "mdbook-runnable", "edition2015", "edition2018", "edition2021", "edition2024",
          "test_harness", "preserveIndent", "anchorlinenos", "lineanchors", "noclasses",
          "guesssyntax", "linenumbersintable", "linkable", "copy"],
        "nothing here: these are for the tests and the playgrounds of other programs"),
];

/// Returns the attribute of a name, in any case of its letters.
pub(super) fn attribute_of(name: &str) -> Option<&'static Attribute> {
    let is_name = |known: &&str| known.eq_ignore_ascii_case(name);
    ATTRIBUTES
        .iter()
        .find(|attribute| attribute.names.iter().any(&is_name))
}

/// Returns the name of an attribute that was probably meant.
pub(super) fn nearest_attribute(name: &str) -> Option<&'static str> {
    nearest(
        name,
        ATTRIBUTES
            .iter()
            .flat_map(|attribute| attribute.names)
            .copied(),
    )
}
