//! Adds the preview's client to a page: its scripts and the error overlay. The build never does
//! this.

use crate::html::escape;

/// The values that the client script of a page receives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientConfig<'a> {
    /// The URL of the page.
    pub page: &'a str,
    /// The version of the page, which the client sends to the event stream.
    pub version: &'a str,
    /// The token that opens the editor; none if the page may not open it.
    pub token: Option<&'a str>,
    /// The error overlay, as HTML.
    pub overlay: Option<&'a str>,
}

/// The script that must run before all scripts of the page.
const TRACK: &str = "<script src=\"/_milepost/track.js\"></script>";

/// Returns a page with the client: one script at the start of the head, and the rest before the
/// last `</body>`, or at the end of a page without one. Without a head, both are at the end.
pub fn inject(html: &[u8], config: &ClientConfig<'_>) -> Vec<u8> {
    let end = end_of_body(html).unwrap_or(html.len());
    let start = start_of_head(&html[..end]).unwrap_or(end);
    let client = client(config);
    [
        &html[..start],
        TRACK.as_bytes(),
        &html[start..end],
        client.as_bytes(),
        &html[end..],
    ]
    .concat()
}

fn client(config: &ClientConfig<'_>) -> String {
    let ClientConfig {
        page,
        version,
        token,
        overlay,
    } = config;
    let style = "<link rel=\"stylesheet\" href=\"/_milepost/client.css\">";
    let overlay = overlay.map(|overlay| format!("{style}\n{overlay}"));
    let token = token.map(|token| format!(" data-token=\"{}\"", escape(token)));
    format!(
        "{}<script type=\"module\" src=\"/_milepost/main.js\" data-page=\"{}\" \
         data-shown=\"{}\"{}></script>\n",
        overlay.unwrap_or_default(),
        escape(page),
        escape(version),
        token.unwrap_or_default(),
    )
}

/// Returns the position after the tag `<head>`. A tag in a comment does not count.
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
    fn adds_to_the_start_of_the_head_and_the_end_of_the_body() {
        let config = ClientConfig {
            page: "/a\"b/",
            version: "1",
            token: Some("t"),
            overlay: None,
        };
        let main = "<script type=\"module\" src=\"/_milepost/main.js\" \
            data-page=\"/a&quot;b/\" data-shown=\"1\" data-token=\"t\"></script>\n";
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
                String::from_utf8_lossy(&inject(html.as_bytes(), &config)),
                expected
            );
        }
    }
}
