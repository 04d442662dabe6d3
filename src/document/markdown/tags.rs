//! The HTML tags and classes of Markdown's elements.

use crate::strings::Strings;
use pulldown_cmark::{Alignment, BlockQuoteKind, TagEnd};

/// Returns the class and the title of a callout.
pub(super) fn callout(kind: BlockQuoteKind, strings: &Strings) -> (&'static str, &str) {
    let class = match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    };
    (class, strings.word(class))
}

/// Returns the class attribute of a cell. The content security policy of the pages would block a
/// `style` attribute.
pub(super) fn alignment_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "",
        Alignment::Left => " class=\"align-left\"",
        Alignment::Center => " class=\"align-center\"",
        Alignment::Right => " class=\"align-right\"",
    }
}

/// Returns true if an element is part of a line of text, so that it ends no word.
pub(super) fn is_inline(tag: &TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    matches!(
        tag,
        Emphasis | Strong | Strikethrough | Link | Image | Superscript | Subscript
    )
}

/// Returns the start tag and the end tag of an element without attributes.
pub(super) fn plain_tags(tag: &TagEnd) -> (&'static str, &'static str) {
    match tag {
        TagEnd::BlockQuote(None) => ("<blockquote>\n", "</blockquote>\n"),
        TagEnd::BlockQuote(Some(_)) => ("<aside>\n", "</aside>\n"),
        TagEnd::List(true) => ("<ol>\n", "</ol>\n"),
        TagEnd::List(false) => ("<ul>\n", "</ul>\n"),
        TagEnd::Item => ("<li>", "</li>\n"),
        TagEnd::DefinitionList => ("<dl>\n", "</dl>\n"),
        TagEnd::DefinitionListTitle => ("<dt>", "</dt>\n"),
        TagEnd::DefinitionListDefinition => ("<dd>", "</dd>\n"),
        TagEnd::Table => ("<table>", "</tbody></table></div>\n"),
        TagEnd::TableHead => ("<thead><tr>", "</tr></thead><tbody>\n"),
        TagEnd::TableRow => ("<tr>", "</tr>\n"),
        TagEnd::Emphasis => ("<em>", "</em>"),
        TagEnd::Strong => ("<strong>", "</strong>"),
        TagEnd::Strikethrough => ("<del>", "</del>"),
        TagEnd::Superscript => ("<sup>", "</sup>"),
        TagEnd::Subscript => ("<sub>", "</sub>"),
        TagEnd::Link => ("<a>", "</a>"),
        TagEnd::Paragraph
        | TagEnd::Heading(_)
        | TagEnd::HtmlBlock
        | TagEnd::CodeBlock
        | TagEnd::FootnoteDefinition
        | TagEnd::TableCell
        | TagEnd::Image
        | TagEnd::MetadataBlock(_) => ("", ""),
    }
}
