//! The HTML that stands for elements of Markdown, as constants.

use pulldown_cmark::{Alignment, BlockQuoteKind, TagEnd};

/// A callout's class and its title.
pub(super) fn callout(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    }
}

/// The class of a cell. A `style` would be blocked by the pages' policy.
pub(super) fn alignment_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "",
        Alignment::Left => " class=\"align-left\"",
        Alignment::Center => " class=\"align-center\"",
        Alignment::Right => " class=\"align-right\"",
    }
}

/// Whether an element stands within a line of text, where it ends no word.
pub(super) fn is_inline(tag: &TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    matches!(
        tag,
        Emphasis | Strong | Strikethrough | Link | Image | Superscript | Subscript
    )
}

/// The tags of elements that have no attributes.
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
