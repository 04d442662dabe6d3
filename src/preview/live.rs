//! What the server adds to a page: the client script, and the report over it. The build never does.

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
    /// The report over the page, as HTML.
    pub cover: Option<&'a str>,
}

/// A page with what the server adds: before the last `</body>`, or at the end where there is none.
pub fn inject(html: &[u8], mark: &Mark<'_>) -> Vec<u8> {
    let at = end_of_body(html).unwrap_or(html.len());
    let added = added(mark);
    let mut page = Vec::with_capacity(html.len() + added.len());
    page.extend_from_slice(&html[..at]);
    page.extend_from_slice(added.as_bytes());
    page.extend_from_slice(&html[at..]);
    page
}

/// The report as a region of the page. `report` is HTML of `report::html`; `behind` is a sentence on what is seen behind it.
pub(super) fn region(report: &str, behind: &str) -> String {
    format!(
        "<section id=\"{COVER_ID}\" class=\"milepost-cover\" role=\"dialog\" aria-modal=\"true\" aria-labelledby=\"{COVER_ID}-title\" tabindex=\"-1\">\n\
         <h1 id=\"{COVER_ID}-title\">This page has an error</h1>\n<p>{behind} This report goes away by itself once the error is mended.</p>\n\
         {report}</section>\n"
    )
}

fn added(mark: &Mark<'_>) -> String {
    let cover = mark.cover.map(|cover| format!("<link rel=\"stylesheet\" href=\"/_milepost/client.css\">\n{cover}"));
    format!(
        "{}<script src=\"/_milepost/client.js\" data-page=\"{}\" data-shown=\"{}\" defer></script>\n",
        cover.unwrap_or_default(),
        escape(mark.page),
        escape(mark.shown),
    )
}

fn end_of_body(html: &[u8]) -> Option<usize> {
    html.windows(b"</body".len()).rposition(|window| window.eq_ignore_ascii_case(b"</body"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_at_the_end_of_the_body() {
        let mark = Mark { page: "/a\"b/", shown: "1", cover: None };
        let script = "<script src=\"/_milepost/client.js\" data-page=\"/a&quot;b/\" data-shown=\"1\" defer></script>\n";
        for (html, before, after) in [
            ("<body>x</body></html>", "<body>x", "</body></html>"),
            ("<body>&lt;/body></body>x</BODY >", "<body>&lt;/body></body>x", "</BODY >"),
            ("<p>no end", "<p>no end", ""),
            ("", "", ""),
        ] {
            assert_eq!(String::from_utf8_lossy(&inject(html.as_bytes(), &mark)), format!("{before}{script}{after}"));
        }
    }
}
