//! The few things that everyone who writes or reads HTML must do alike.

/// Appends `text` so that it is text in an element and in a quoted attribute alike.
pub fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// `text` as it stands in an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text);
    out
}

/// The elements of the HTML standard, obsolete ones included, that are written with more than one letter.
///
/// Source: HTML Living Standard, index of elements, and section 16.2 for the obsolete ones.
const ELEMENTS: &str = " abbr acronym address area article aside audio base bdi bdo big blockquote body br button canvas \
    caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure \
    font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input ins kbd label legend li link \
    main map mark marquee menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby \
    samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template \
    textarea tfoot th thead time title tr track tt ul var video wbr ";

/// Whether HTML knows an element of this name, in whatever case it is written.
pub fn knows_element(name: &str) -> bool {
    ELEMENTS.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_has_a_meaning() {
        assert_eq!(escape(r#"<a b="c" d='e'>&ß"#), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;ß");
    }
}
