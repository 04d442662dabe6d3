//! The links to feeds in the head of a page, whether a theme writes them or not.

use super::inputs::FeedLink;
use crate::html::escape;
use crate::template::Value;

/// Adds to the head of a page the links to feeds that are not there.
pub(super) fn added(html: String, feeds: &[FeedLink]) -> String {
    let Some(end) = end_of_head(&html) else {
        return html;
    };
    let head = &html[..end];
    let missing = feeds.iter().filter(|feed| {
        let address = format!("=\"{}\"", escape(&feed.url));
        !head.contains(&address)
    });
    let links: String = missing.map(link).collect();
    format!("{head}{links}{}", &html[end..])
}

/// Returns the end of the head, or of the title if the head is not marked.
fn end_of_head(html: &str) -> Option<usize> {
    let title = "</title>";
    let after_title = || html.find(title).map(|start| start + title.len());
    html.find("</head>").or_else(after_title)
}

fn link(feed: &FeedLink) -> String {
    let FeedLink {
        title,
        url,
        media_type,
    } = feed;
    let (title, url) = (escape(title), escape(url));
    format!("<link rel=\"alternate\" type=\"{media_type}\" title=\"{title}\" href=\"{url}\">\n")
}

/// Returns the root `feeds`.
pub(super) fn view(feeds: &[FeedLink]) -> Value {
    Value::list(feeds.iter().map(|feed| {
        let FeedLink {
            title,
            url,
            media_type,
        } = feed;
        Value::map([
            ("title", Value::text(title)),
            ("url", Value::text(url)),
            ("type", Value::text(media_type)),
        ])
    }))
}
