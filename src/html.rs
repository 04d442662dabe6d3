//! Escaping, elements and tags of HTML, for all rooms that write or read it.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::ops::Range;

/// Appends `text` escaped, for the content of an element and for a quoted attribute alike.
pub fn escape_into(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(escaped);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Returns `text` escaped, for the content of an element or for a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text);
    out
}

/// The elements of the HTML standard whose names have more than one letter, obsolete ones
/// included.
///
/// Source: HTML Living Standard, index of elements, and section 16.2 for the obsolete ones.
const ELEMENTS: &str = "abbr acronym address area article aside audio base bdi bdo big \
    blockquote body br button canvas caption center cite code col colgroup data datalist dd del \
    details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame \
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input ins kbd label legend \
    li link main map mark marquee menu meta meter nav nobr noscript object ol optgroup option \
    output p param picture pre progress q rp rt ruby samp script search section select slot small \
    source span strike strong style sub summary sup svg table tbody td template textarea tfoot th \
    thead time title tr track tt ul var video wbr";

/// True if HTML has an element of this name, in any case of its letters.
pub fn knows_element(name: &str) -> bool {
    ELEMENTS
        .split_ascii_whitespace()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// The elements whose content is text up to their end tag, even if it has tags in it. `plaintext`
/// has no end tag.
///
/// Source: HTML Living Standard, section 13.2.6.4.7, without `noscript`, whose content is HTML
/// where scripts are off.
const TEXT_ELEMENTS: [&str; 9] = [
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "plaintext",
];

/// True if the content of an element is text up to its end tag.
pub fn holds_text(name: &str) -> bool {
    TEXT_ELEMENTS
        .iter()
        .any(|element| element.eq_ignore_ascii_case(name))
}

/// Reads tags and comments by the rules of the standard, and passes them to `each` with their bytes
/// in `html`. The content of scripts, styles and the like is skipped. If such an element is never
/// closed, the rest of `html` is its text, and its start is returned.
pub fn read_tags(
    html: &str,
    mut each: impl FnMut(&CallbackEvent<'_>, Range<usize>),
) -> Option<usize> {
    let mut from = 0;
    while from < html.len() {
        let element = read_to_text_element(html, from, &mut each)?;
        let Some(end) = text_end(html, element.content, element.name) else {
            return Some(element.start);
        };
        from = end;
    }
    None
}

/// The elements that end neither a word nor a line.
///
/// Source: HTML Living Standard, section 4.5 and the edits of section 4.7, `br` excepted.
const WITHIN_A_LINE: &str = "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp \
    small span strong sub sup time u var wbr";

/// Reads the text of HTML as a browser shows it, without tags, comments, scripts and styles, and
/// with decoded entities. An element that ends a line becomes a space.
pub fn read_text(html: &str, mut each: impl FnMut(&str)) {
    let ends_line = |name: &[u8]| {
        let name = String::from_utf8_lossy(name);
        knows_element(&name)
            && !WITHIN_A_LINE
                .split_ascii_whitespace()
                .any(|known| known == name)
    };
    read_tags(html, |event, _| match event {
        CallbackEvent::String { value } => each(&String::from_utf8_lossy(value)),
        CallbackEvent::OpenStartTag { name } | CallbackEvent::EndTag { name }
            if ends_line(name) =>
        {
            each(" ")
        }
        _ => {}
    });
}

/// An element whose content is text, found by its start tag.
struct TextElement {
    name: &'static str,
    start: usize,
    content: usize,
}

fn read_to_text_element(
    html: &str,
    from: usize,
    each: &mut impl FnMut(&CallbackEvent<'_>, Range<usize>),
) -> Option<TextElement> {
    let mut opened = None;
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| {
        let range = from + span.start..from + span.end;
        each(&event, range.clone());
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let element = TEXT_ELEMENTS
                    .iter()
                    .find(|element| element.as_bytes() == name);
                opened = element.map(|name| (*name, range.start));
                None
            }
            CallbackEvent::CloseStartTag { .. } => opened.take().map(|(name, start)| TextElement {
                name,
                start,
                content: range.end,
            }),
            _ => None,
        }
    });
    match Tokenizer::new_with_emitter(&html[from..], emitter).next() {
        Some(Ok(element)) => Some(element),
        Some(Err(never)) => match never {},
        None => None,
    }
}

/// Returns the byte at which the text of an element ends that holds nothing but text: that of its
/// end tag.
pub fn text_end(html: &str, from: usize, name: &str) -> Option<usize> {
    let rest = html.get(from..)?;
    let ends = |at: &usize| {
        let after = &rest.as_bytes()[at + 2..];
        let named = after
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
        named
            && after.get(name.len()).is_some_and(|byte| {
                matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'>')
            })
    };
    let found = memchr::memmem::find_iter(rest.as_bytes(), "</").find(ends)?;
    (name != "plaintext").then_some(from + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_has_a_meaning() {
        assert_eq!(
            escape(r#"<a b="c" d='e'>&ß"#),
            "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;ß"
        );
    }

    fn tags(html: &str) -> (Vec<&str>, Option<usize>) {
        let mut found = Vec::new();
        let unclosed = read_tags(html, |event, range| {
            if matches!(
                event,
                CallbackEvent::OpenStartTag { .. } | CallbackEvent::EndTag { .. }
            ) {
                found.push(html[range].trim_end_matches([' ', '>']));
            }
        });
        (found, unclosed)
    }

    #[test]
    fn text_elements_hide_what_stands_in_them() {
        let cases: [(&str, &[&str], Option<usize>); 6] = [
            ("a<b id=x>ß</b>", &["<b", "</b"], None),
            (
                "<script>'<p>'</SCRIPT ><p>",
                &["<script", "</SCRIPT", "<p"],
                None,
            ),
            (
                "<noscript><p></noscript>",
                &["<noscript", "<p", "</noscript"],
                None,
            ),
            ("<p><title>a<b></titles>", &["<p", "<title"], Some(3)),
            (
                "<textarea></textarea><style></style>",
                &["<textarea", "</textarea", "<style", "</style"],
                None,
            ),
            ("<plaintext></plaintext>", &["<plaintext"], Some(0)),
        ];
        for (html, expected, unclosed) in cases {
            assert_eq!(tags(html), (expected.to_vec(), unclosed), "{html}");
        }
    }
}
