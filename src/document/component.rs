//! Component tags within the HTML of Markdown: `<Callout kind="tip">`, `</Callout>`, `<FootMap side="left" />`.
//!
//! A tag is a component's if its name starts with a capital and has a lower-case letter.

use super::body::Argument;
use std::ops::Range;

/// A part of a run of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// HTML that is none of our business.
    Html(&'a str),
    /// `<Name …>`.
    Open(Tag<'a>),
    /// `<Name … />`.
    Empty(Tag<'a>),
    /// `</Name>`.
    Close {
        /// The component's name.
        name: &'a str,
        /// Its place within the run.
        range: Range<usize>,
    },
}

/// A component's opening tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) arguments: Vec<Argument>,
    /// Its place within the run.
    pub(super) range: Range<usize>,
}

/// Splits a run of HTML at component tags. Comments are left alone.
pub(super) fn split(html: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut html_from = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        if html[start..].starts_with("<!--") {
            at = html[start..].find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        let Some((part, end)) = tag(html, start) else {
            at = start + 1;
            continue;
        };
        if html_from < start {
            parts.push(Part::Html(&html[html_from..start]));
        }
        parts.push(part);
        at = end;
        html_from = end;
    }
    if html_from < html.len() {
        parts.push(Part::Html(&html[html_from..]));
    }
    parts
}

fn tag(html: &str, start: usize) -> Option<(Part<'_>, usize)> {
    let rest = &html[start + 1..];
    if let Some(closing) = rest.strip_prefix('/') {
        let name = component_name(closing)?;
        let end = start + 2 + name.len() + closing[name.len()..].find('>')? + 1;
        return Some((Part::Close { name, range: start..end }, end));
    }
    let name = component_name(rest)?;
    let mut cursor = start + 1 + name.len();
    let mut arguments = Vec::new();
    loop {
        let rest = &html[cursor..];
        let trimmed = rest.trim_start();
        cursor += rest.len() - trimmed.len();
        if trimmed.starts_with("/>") {
            let range = start..cursor + 2;
            return Some((Part::Empty(Tag { name, arguments, range }), cursor + 2));
        }
        if trimmed.starts_with('>') {
            let range = start..cursor + 1;
            return Some((Part::Open(Tag { name, arguments, range }), cursor + 1));
        }
        let (argument, length) = argument(trimmed)?;
        arguments.push(argument);
        cursor += length;
    }
}

fn component_name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_')).unwrap_or(text.len());
    let name = &text[..end];
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    (capital && name.contains(|c: char| c.is_ascii_lowercase())).then_some(name)
}

/// One attribute at the start of `text`, and its length.
fn argument(text: &str) -> Option<(Argument, usize)> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '"' | '\'' | '<')).unwrap_or(text.len());
    let name = (end > 0).then(|| text[..end].to_owned())?;
    let after = text[end..].trim_start();
    let Some(value) = after.strip_prefix('=') else {
        return Some((Argument { name, text: None }, end));
    };
    let value = value.trim_start();
    let value_at = text.len() - value.len();
    let (value, length) = match value.chars().next()? {
        quote @ ('"' | '\'') => {
            let inner = &value[1..];
            let end = inner.find(quote)?;
            (&inner[..end], end + 2)
        }
        _ => {
            let end = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
            let end = if value[..end].ends_with('/') && value[end..].starts_with('>') { end - 1 } else { end };
            (&value[..end], end)
        }
    };
    Some((Argument { name, text: Some(decode(value)) }, value_at + length))
}

/// The four entities that a writer needs to say a quote or a bracket within an argument.
fn decode(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        split(html)
            .iter()
            .map(|part| match part {
                Part::Html(html) => format!("html {html}"),
                Part::Open(tag) => format!("open {} {:?}", tag.name, pairs(tag)),
                Part::Empty(tag) => format!("empty {} {:?}", tag.name, pairs(tag)),
                Part::Close { name, .. } => format!("close {name}"),
            })
            .collect()
    }

    fn pairs<'a>(tag: &'a Tag<'_>) -> Vec<(&'a str, Option<&'a str>)> {
        tag.arguments.iter().map(|argument| (argument.name.as_str(), argument.text.as_deref())).collect()
    }

    #[test]
    fn finds_component_tags_and_nothing_else() {
        assert_eq!(
            shown(r#"<p><FootMap side="left" minutes=2 open/></p>"#),
            ["html <p>", r#"empty FootMap [("side", Some("left")), ("minutes", Some("2")), ("open", None)]"#, "html </p>"]
        );
        assert_eq!(shown("<Term id='a b'>DOMS</Term>"), [r#"open Term [("id", Some("a b"))]"#, "html DOMS", "close Term"]);
        assert_eq!(shown("<!-- <Term> --><DIV><div>"), ["html <!-- <Term> --><DIV><div>"]);
        assert_eq!(shown("<Term id="), ["html <Term id="]);
        assert_eq!(shown("<Term id=\"x"), ["html <Term id=\"x"]);
        assert_eq!(shown("a < B"), ["html a < B"]);
    }
}
