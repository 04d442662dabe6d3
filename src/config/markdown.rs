//! The options of Markdown: which additions to CommonMark a site uses.

use super::keys::MARKDOWN_KEYS;
use crate::yaml::Field;

/// The options of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Markdown {
    /// The way in which ids are made of headings.
    pub ids: HeadingIds,
    /// True if straight quotation marks become curly, `--` a dash, and `...` an ellipsis.
    pub smart_punctuation: bool,
    /// True if addresses in the text become links.
    pub autolinks: bool,
    /// True if a break within a paragraph is a break on the page.
    pub hard_breaks: bool,
    /// True if `: text` below a line defines what the line says.
    pub definition_lists: bool,
    /// True if `{#id .class}` gives a block an id and classes. Headings have it always.
    pub attributes: bool,
    /// True if `==text==` is marked.
    pub highlight: bool,
    /// True if `^text^` is raised.
    pub superscript: bool,
    /// True if `~text~` is lowered.
    pub subscript: bool,
    /// True if `:name:` is the emoji of that name.
    pub emoji: bool,
    /// True if `$…$` and `$$…$$` are formulas.
    pub maths: bool,
}

/// A way to make ids of headings. Links from other sites lead to the ids of the generator that a
/// site was made with before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadingIds {
    /// As GitHub, GitLab, Hugo and Jekyll make them.
    Forge,
    /// As Zola makes them: Latin letters and digits, with single hyphens between.
    Zola,
    /// As forges make them, without the marks of letters and without other scripts.
    Ascii,
}

impl HeadingIds {
    /// Every choice with its word in `site.yaml`.
    pub const ALL: &'static [(&'static str, HeadingIds)] = &[
        ("forge", HeadingIds::Forge),
        ("hugo", HeadingIds::Forge),
        ("jekyll", HeadingIds::Forge),
        ("zola", HeadingIds::Zola),
        ("ascii", HeadingIds::Ascii),
    ];
}

impl Default for Markdown {
    fn default() -> Self {
        Markdown {
            ids: HeadingIds::Forge,
            smart_punctuation: true,
            autolinks: true,
            hard_breaks: false,
            definition_lists: true,
            attributes: true,
            highlight: false,
            superscript: false,
            subscript: false,
            emoji: false,
            maths: false,
        }
    }
}

/// Reads `markdown`.
pub(super) fn markdown(field: &Field<'_>) -> Markdown {
    let defaults = Markdown::default();
    let Some(fields) = field.fields(MARKDOWN_KEYS, "`markdown`") else {
        return defaults;
    };
    let flag = |name, default| fields.get(name).and_then(Field::flag).unwrap_or(default);
    Markdown {
        ids: fields
            .get("ids")
            .and_then(|field| field.choice(HeadingIds::ALL))
            .unwrap_or(defaults.ids),
        smart_punctuation: flag("smart_punctuation", defaults.smart_punctuation),
        autolinks: flag("autolinks", defaults.autolinks),
        hard_breaks: flag("hard_breaks", defaults.hard_breaks),
        definition_lists: flag("definition_lists", defaults.definition_lists),
        attributes: flag("attributes", defaults.attributes),
        highlight: flag("highlight", defaults.highlight),
        superscript: flag("superscript", defaults.superscript),
        subscript: flag("subscript", defaults.subscript),
        emoji: flag("emoji", defaults.emoji),
        maths: flag("maths", defaults.maths),
    }
}
