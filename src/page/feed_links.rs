//! The links to feeds in the head of a page, whether a theme writes them or not.

use super::inputs::FeedLink;
use crate::html::escape;
use crate::template::{ToTemplateValue, Value};
use memchr::memmem;

/// Adds to the head of a page the links to feeds that are not there.
pub(super) fn added(mut html: String, feeds: &[FeedLink]) -> String {
    let Some(end) = end_of_head(html.as_bytes()) else {
        return html;
    };
    let head = &html.as_bytes()[..end];
    // A theme that writes links to feeds says so.
    let has_links = memmem::find(head, b"alternate").is_some();
    let is_there = |feed: &&FeedLink| {
        let address = format!("=\"{}\"", escape(&feed.url));
        memmem::find(head, address.as_bytes()).is_some()
    };
    let missing = feeds.iter().filter(|feed| !has_links || !is_there(feed));
    let links: String = missing.map(link).collect();
    html.insert_str(end, &links);
    html
}

/// Returns the end of the head, or of the title if the head is not marked.
fn end_of_head(html: &[u8]) -> Option<usize> {
    let title = b"</title>";
    let after_title = || memmem::find(html, title).map(|start| start + title.len());
    memmem::find(html, b"</head>").or_else(after_title)
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

/// The root `feeds`.
impl ToTemplateValue for Vec<FeedLink> {
    fn to_template_value(&self) -> Value {
        Value::list(self.iter().map(|feed| {
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
}
