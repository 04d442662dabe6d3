//! The classes of words in code.

/// The class of a word in code: what a color scheme has a color for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A remark for people.
    Comment,
    /// A text.
    Text,
    /// A character of a text that stands for another, or a place in it that is filled later.
    Escape,
    /// A number, and what is as constant: `true`, `null`.
    Number,
    /// A word of the language itself.
    Keyword,
    /// A function or a macro, where it is defined and where it is called.
    Function,
    /// A type, a class, a module.
    Type,
    /// A variable, in languages that mark them: `$HOME`.
    Variable,
    /// A key of data, an attribute of an element, a property of a style, an annotation.
    Property,
    /// The name of an element.
    Tag,
    /// A heading of Markdown, a place in a list of changes.
    Heading,
    /// A line that was added.
    Inserted,
    /// A line that was removed.
    Deleted,
}

impl Class {
    /// All classes, in the order of their numbers.
    pub const ALL: [Class; 13] = [
        Class::Comment,
        Class::Text,
        Class::Escape,
        Class::Number,
        Class::Keyword,
        Class::Function,
        Class::Type,
        Class::Variable,
        Class::Property,
        Class::Tag,
        Class::Heading,
        Class::Inserted,
        Class::Deleted,
    ];

    /// Returns the name, which its class in HTML has after `c-`.
    pub fn name(self) -> &'static str {
        match self {
            Class::Comment => "comment",
            Class::Text => "string",
            Class::Escape => "escape",
            Class::Number => "number",
            Class::Keyword => "keyword",
            Class::Function => "function",
            Class::Type => "type",
            Class::Variable => "variable",
            Class::Property => "property",
            Class::Tag => "tag",
            Class::Heading => "heading",
            Class::Inserted => "inserted",
            Class::Deleted => "deleted",
        }
    }
}
