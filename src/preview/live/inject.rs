//! What the server adds to a page: the client scripts, and the report over it. The build never
//! does.

use crate::html::escape;

/// The id of the report over a page.
const COVER_ID: &str = "milepost-cover";

/// What is added to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark<'a> {
    /// The URL of the page.
    pub page: &'a str,
    /// What of the site the page shows, as the event stream wants it back.
    pub shown: &'a str,
    /// What opens the editor; nothing where that may not be.
    pub token: Option<&'a str>,
    /// The report over the page, as HTML.
    pub cover: Option<&'a str>,
}

/// What must run before any script of the page's own.
const TRACK: &str = "<script src=\"/_milepost/track.js\"></script>";

/// A page with what the server adds: a script at the start of its head, and the rest before the
/// last `</body>`, or at the end where there is none. Without a head both stand there.
pub fn inject(html: &[u8], mark: &Mark<'_>) -> Vec<u8> {
    let end = end_of_body(html).unwrap_or(html.len());
    let start = start_of_head(&html[..end]).unwrap_or(end);
    let added = added(mark);
    [
        &html[..start],
        TRACK.as_bytes(),
        &html[start..end],
        added.as_bytes(),
        &html[end..],
    ]
    .concat()
}

/// The report as a region of the page. `report` is HTML of `report::html`; `behind` is a sentence
/// on what is seen behind it.
pub(crate) fn region(report: &str, behind: &str) -> String {
    format!(
        "<section id=\"{COVER_ID}\" class=\"milepost-cover\" role=\"dialog\" aria-modal=\"true\" aria-labelledby=\"{COVER_ID}-title\" tabindex=\"-1\">\n\
         <h1 id=\"{COVER_ID}-title\">This page has an error</h1>\n<p>{behind} This report goes away by itself once the error is mended.</p>\n\
         {report}</section>\n"
    )
}

fn added(mark: &Mark<'_>) -> String {
    let Mark {
        page,
        shown,
        token,
        cover,
    } = mark;
    let cover = cover
        .map(|cover| format!("<link rel=\"stylesheet\" href=\"/_milepost/client.css\">\n{cover}"));
    let token = token.map(|token| format!(" data-token=\"{}\"", escape(token)));
    format!(
        "{}<script type=\"module\" src=\"/_milepost/main.js\" data-page=\"{}\" data-shown=\"{}\"{}></script>\n",
        cover.unwrap_or_default(),
        escape(page),
        escape(shown),
        token.unwrap_or_default(),
    )
}

/// Behind the tag `<head>`, unless a comment speaks of it.
fn start_of_head(html: &[u8]) -> Option<usize> {
    let mut starts = html
        .windows(b"<head>".len())
        .enumerate()
        .filter(|(_, window)| {
            window[..5].eq_ignore_ascii_case(b"<head")
                && (window[5] == b'>' || window[5].is_ascii_whitespace())
        });
    let (at, _) = starts.find(|(at, _)| !is_in_comment(&html[..*at]))?;
    html[at..]
        .iter()
        .position(|byte| *byte == b'>')
        .map(|end| at + end + 1)
}

fn is_in_comment(before: &[u8]) -> bool {
    let last = |mark: &[u8]| {
        before
            .windows(mark.len())
            .rposition(|window| window == mark)
    };
    last(b"<!--") > last(b"-->")
}

fn end_of_body(html: &[u8]) -> Option<usize> {
    html.windows(b"</body".len())
        .rposition(|window| window.eq_ignore_ascii_case(b"</body"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_at_the_start_of_the_head_and_at_the_end_of_the_body() {
        let mark = Mark {
            page: "/a\"b/",
            shown: "1",
            token: Some("t"),
            cover: None,
        };
        let main = "<script type=\"module\" src=\"/_milepost/main.js\" data-page=\"/a&quot;b/\" data-shown=\"1\" data-token=\"t\"></script>\n";
        for (html, expected) in [
            (
                "<head><title>x</title></head><body>x</body></html>",
                "<head>TRACK<title>x</title></head><body>xMAIN</body></html>",
            ),
            (
                "<!-- <head> --><HEAD class=\"a\"><body>&lt;/body></body>x</BODY >",
                "<!-- <head> --><HEAD class=\"a\">TRACK<body>&lt;/body></body>xMAIN</BODY >",
            ),
            (
                "<body><header>x</header></body>",
                "<body><header>x</header>TRACKMAIN</body>",
            ),
            ("<p>no end", "<p>no endTRACKMAIN"),
            ("", "TRACKMAIN"),
        ] {
            let expected = expected.replace("TRACK", TRACK).replace("MAIN", main);
            assert_eq!(
                String::from_utf8_lossy(&inject(html.as_bytes(), &mark)),
                expected
            );
        }
    }
}
