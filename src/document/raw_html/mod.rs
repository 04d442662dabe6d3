//! Raw HTML in Markdown, read by the rules of the HTML standard.
//!
//! Apart from the writer of Markdown because it knows nothing of blocks. It gets a run of HTML and
//! returns *marks*: the parts of the run that the site must know or may change.

mod blocked;
mod mark;
mod scanner;
mod tag;

pub(super) use blocked::Blocked;
pub(super) use mark::{Alt, ComponentTag, Mark, RawHtml};
pub(super) use scanner::read;

/// Returns the mark of a run of HTML that is one component tag and nothing else.
pub(super) fn only_component(html: &str) -> Option<Mark> {
    let is_candidate = html
        .trim_start_matches(['<', '/'])
        .starts_with(|c: char| c.is_ascii_uppercase());
    if !is_candidate {
        return None;
    }
    let (range, mark) = read(html).marks.pop()?;
    (mark.is_component() && range == (0..html.len())).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let found = read(html);
        let mut shown: Vec<String> = found
            .marks
            .iter()
            .map(|(range, mark)| format!("{} {}", &html[range.clone()], shown_mark(mark)))
            .collect();
        shown.extend(found.ids.iter().map(|id| format!("id {id}")));
        shown.extend(
            found
                .unfinished
                .map(|at| format!("unfinished {}", &html[at..])),
        );
        shown
    }

    fn shown_mark(mark: &Mark) -> String {
        match mark {
            Mark::Open(tag) => format!("opens {}{}", tag.name, shown_arguments(tag)),
            Mark::Empty(tag) => format!("is {}{}", tag.name, shown_arguments(tag)),
            Mark::Close(name) => format!("closes {name}"),
            Mark::Link(target) => format!("link {target}"),
            Mark::Image {
                target,
                alt,
                dimensions: _,
            } => format!("image {target} {alt:?}"),
            Mark::Media(name, target) => format!("{name} {target}"),
            Mark::Unsafe(target) => format!("unsafe {target}"),
        }
    }

    fn shown_arguments(tag: &ComponentTag) -> String {
        tag.arguments
            .iter()
            .map(|argument| format!(" {}={:?}", argument.name, argument.text.as_deref()))
            .collect()
    }

    #[test]
    fn finds_what_is_more_than_html() {
        let cases: [(&str, &[&str]); 18] = [
            (
                "<img src=a><img alt src=b>",
                &[" src=a image a Missing", " src=b image b Given"],
            ),
            (
                "<p><Map minutes=2 open/></p>",
                &["<Map minutes=2 open/> is Map minutes=Some(\"2\") open=None"],
            ),
            ("<Map a=2/>", &["<Map a=2/> is Map a=Some(\"2\")"]),
            (
                "<Term id='a &amp; b' x=\"\">",
                &[
                    "<Term id='a &amp; b' x=\"\"> opens Term id=Some(\"a & b\") x=Some(\"\")",
                    "id a & b",
                ],
            ),
            ("</Term >", &["</Term > closes Term"]),
            ("<!-- <Term> --><DIV><div><Style></Style>", &[]),
            ("<p title='<Term>'>a < B</p>", &[]),
            (
                "<a class=x\n href = 'y?a=1&amp;b' id=z>",
                &[" href = 'y?a=1&amp;b' link y?a=1&b", "id z"],
            ),
            ("<img src=\"\"><a href><a href=x/>", &[" href=x/ link x/"]),
            ("<a href=x href=y>", &[" href=x link x"]),
            (
                "<video poster=p src=v>",
                &[" poster=p poster p", " src=v src v"],
            ),
            (
                "<form action=' javascript:x'><form action=/x>",
                &[" action=' javascript:x' unsafe  javascript:x"],
            ),
            ("<Term id=", &["unfinished <Term id="]),
            (
                "<b>a</b><p title=\"<Term>",
                &["unfinished <p title=\"<Term>"],
            ),
            ("<b></ x", &["unfinished </ x"]),
            ("<!-- a >", &["unfinished <!-- a >"]),
            ("<script>a</scrip>", &["unfinished <script>a</scrip>"]),
            ("</> a < b", &[]),
        ];
        for (html, expected) in cases {
            assert_eq!(shown(html), expected, "{html}");
        }
    }
}
