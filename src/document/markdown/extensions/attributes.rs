//! A block of attributes: `{#id .class lang=de}`.

use crate::html::escape;

/// The attributes that a writer gives to a heading or another block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::document::markdown) struct Attributes {
    pub(in crate::document::markdown) id: Option<String>,
    pub(in crate::document::markdown) classes: Vec<String>,
    /// The language of the block, an attribute `lang`.
    pub(super) language: Option<String>,
}

impl Attributes {
    /// Parses what stands in braces. Everything in it must be an id, a class or `lang=…`: other
    /// text in braces is text.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let inner = written.strip_prefix('{')?.strip_suffix('}')?;
        let mut attributes = Attributes::default();
        let mut is_empty = true;
        for part in inner.split_ascii_whitespace() {
            is_empty = false;
            if let Some(id) = part.strip_prefix('#').filter(|id| is_name(id)) {
                attributes.id = Some(id.to_owned());
            } else if let Some(class) = part.strip_prefix('.').filter(|class| is_name(class)) {
                attributes.classes.push(class.to_owned());
            } else {
                let language = part.strip_prefix("lang=")?.trim_matches('"');
                attributes.language = Some(language.to_owned()).filter(|tag| is_name(tag));
                attributes.language.as_ref()?;
            }
        }
        (!is_empty).then_some(attributes)
    }

    /// Returns a start tag with the attributes added. It begins with a `<` and the element's name.
    pub(in crate::document::markdown) fn add_to(&self, tag: &str) -> String {
        let mut tag = tag.to_owned();
        if !self.classes.is_empty() {
            let classes = escape(&self.classes.join(" "));
            let first_end = tag.find('>').unwrap_or(tag.len());
            match tag[..first_end].find(" class=\"") {
                Some(at) => tag.insert_str(at + " class=\"".len(), &format!("{classes} ")),
                None => insert(&mut tag, &format!(" class=\"{classes}\"")),
            }
        }
        if let Some(language) = &self.language {
            insert(&mut tag, &format!(" lang=\"{}\"", escape(language)));
        }
        if let Some(id) = &self.id {
            insert(&mut tag, &format!(" id=\"{}\"", escape(id)));
        }
        tag
    }
}

/// Inserts after the name of the element.
fn insert(tag: &mut String, attribute: &str) {
    let name_end = tag.find([' ', '>']).unwrap_or(tag.len());
    tag.insert_str(name_end, attribute);
}

/// Returns true for a text that may be an id, a class or a language tag.
fn is_name(text: &str) -> bool {
    let is_part = |c: char| {
        !c.is_whitespace() && !matches!(c, '"' | '\'' | '<' | '>' | '=' | '`' | '{' | '}' | '#')
    };
    !text.is_empty() && text.chars().all(is_part)
}
